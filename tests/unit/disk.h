/* disk.h - a disk that stops: an SQLite VFS over the system's own that counts what would reach the disk (write, truncate,
 * sync, delete, creation of a journal) and goes wrong at the stop-th. */
#ifndef TEST_DISK_H
#define TEST_DISK_H

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

typedef enum {
    DISK_FULL, /* writes fail from there on, half of the first one done; all else works */
    DISK_CUT,  /* power cut: half of that write arrives, and nothing after it */
    DISK_LOST  /* the same, and what was written since the last sync never arrived either */
} DiskWay;

typedef struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    sqlite3_io_methods methods;
    DiskWay way;
    guint n, stop;     /* calls so far; the one that goes wrong, 0 = none */
    GPtrArray *unsure; /* what the writes since the last sync have overwritten, oldest first */
} Disk;

/* Until disk_release(), the VFS that sqlite3_open() takes. */
void disk_init(Disk *disk);
void disk_release(Disk *disk);
/* Counts from zero. */
void disk_arm(Disk *disk, DiskWay way, guint stop);
/* Did it go wrong? */
bool disk_stopped(const Disk *disk);

#endif
