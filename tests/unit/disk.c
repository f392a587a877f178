/* disk.c - see disk.h */
#include "disk.h"

typedef struct {
    sqlite3_file base;
    Disk *disk;
    sqlite3_file *real; /* in the bytes after this struct */
} DiskFile;

/* What a write or truncate that no sync has followed did away with. */
typedef struct {
    sqlite3_file *file;
    sqlite3_int64 at, size; /* size: of the file before */
    int n;
    char *bytes; /* [n] as they were */
} Old;

static void
free_old(void *user)
{
    Old *old = user;
    g_free(old->bytes);
    g_free(old);
}

bool
disk_stopped(const Disk *disk)
{
    return disk->stop > 0 && disk->n >= disk->stop;
}

/* Counts one more call; at the stop, what no sync has made sure is lost. */
static bool
is_stopped(Disk *disk)
{
    disk->n++;
    if (disk->n == disk->stop && disk->way == DISK_LOST) {
        for (guint i = disk->unsure->len; i-- > 0;) {
            const Old *old = disk->unsure->pdata[i];
            old->file->pMethods->xWrite(old->file, old->bytes, old->n, old->at);
            old->file->pMethods->xTruncate(old->file, old->size);
        }
        g_ptr_array_set_size(disk->unsure, 0);
    }
    return disk_stopped(disk);
}

/* Keeps the n bytes at at, as far as the file goes. */
static void
keep_old(Disk *disk, sqlite3_file *file, sqlite3_int64 at, sqlite3_int64 n)
{
    if (disk->way != DISK_LOST)
        return;
    Old *old = g_new0(Old, 1);
    old->file = file;
    old->at = at;
    file->pMethods->xFileSize(file, &old->size);
    old->n = (int)CLAMP(old->size - at, 0, n);
    old->bytes = g_malloc0((gsize)old->n + 1);
    file->pMethods->xRead(file, old->bytes, old->n, at);
    g_ptr_array_add(disk->unsure, old);
}

/* Writes to that file are on the disk now, or the file is no more. */
static void
forget_old(Disk *disk, const sqlite3_file *file)
{
    for (guint i = disk->unsure->len; i-- > 0;)
        if (((const Old *)disk->unsure->pdata[i])->file == file)
            g_ptr_array_remove_index(disk->unsure, i);
}

/* A full disk still truncates, syncs and deletes. */
static bool
is_cut(Disk *disk)
{
    bool stopped = is_stopped(disk);
    return stopped && disk->way != DISK_FULL;
}

static DiskFile *
of(sqlite3_file *file)
{
    return (DiskFile *)file;
}

static int
disk_close(sqlite3_file *file)
{
    forget_old(of(file)->disk, of(file)->real);
    return of(file)->real->pMethods->xClose(of(file)->real);
}

static int
disk_read(sqlite3_file *file, void *bytes, int n, sqlite3_int64 at)
{
    return of(file)->real->pMethods->xRead(of(file)->real, bytes, n, at);
}

static int
disk_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
    Disk *disk = of(file)->disk;
    sqlite3_file *real = of(file)->real;
    if (!is_stopped(disk)) {
        keep_old(disk, real, at, n);
        return real->pMethods->xWrite(real, bytes, n, at);
    }
    if (disk->n == disk->stop && n > 1)
        real->pMethods->xWrite(real, bytes, n / 2, at);
    return SQLITE_FULL;
}

static int
disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (is_cut(of(file)->disk))
        return SQLITE_IOERR_TRUNCATE;
    keep_old(of(file)->disk, of(file)->real, size, G_MAXINT);
    return of(file)->real->pMethods->xTruncate(of(file)->real, size);
}

static int
disk_sync(sqlite3_file *file, int flags)
{
    (void)flags; /* a test needs no real sync, only its place in the order */
    if (is_cut(of(file)->disk))
        return SQLITE_IOERR_FSYNC;
    forget_old(of(file)->disk, of(file)->real);
    return SQLITE_OK;
}

static int
disk_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return of(file)->real->pMethods->xFileSize(of(file)->real, size);
}

static int
disk_lock(sqlite3_file *file, int level)
{
    return of(file)->real->pMethods->xLock(of(file)->real, level);
}

static int
disk_unlock(sqlite3_file *file, int level)
{
    return of(file)->real->pMethods->xUnlock(of(file)->real, level);
}

static int
disk_check_lock(sqlite3_file *file, int *locked)
{
    return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, locked);
}

static int
disk_control(sqlite3_file *file, int verb, void *argument)
{
    return of(file)->real->pMethods->xFileControl(of(file)->real, verb, argument);
}

static int
disk_sector(sqlite3_file *file)
{
    return of(file)->real->pMethods->xSectorSize(of(file)->real);
}

/* No promise of atomic or ordered writes. */
static int
disk_character(sqlite3_file *file)
{
    (void)file;
    return 0;
}

static int
disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    Disk *disk = vfs->pAppData;
    DiskFile *mine = of(file);
    mine->base.pMethods = NULL;
    mine->disk = disk;
    mine->real = (sqlite3_file *)(mine + 1);
    bool journal = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
    if (journal && is_cut(disk))
        return SQLITE_CANTOPEN;
    int status = disk->real->xOpen(disk->real, name, mine->real, flags, out);
    if (status == SQLITE_OK)
        mine->base.pMethods = &disk->methods;
    return status;
}

static int
disk_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    Disk *disk = vfs->pAppData;
    (void)sync;
    return is_cut(disk) ? SQLITE_IOERR_DELETE : disk->real->xDelete(disk->real, name, 0);
}

void
disk_arm(Disk *disk, DiskWay way, guint stop)
{
    disk->way = way;
    disk->stop = stop;
    disk->n = 0;
}

void
disk_release(Disk *disk)
{
    sqlite3_vfs_unregister(&disk->vfs);
    g_ptr_array_free(disk->unsure, TRUE);
}

void
disk_init(Disk *disk)
{
    *disk = (Disk){.unsure = g_ptr_array_new_with_free_func(free_old)};
    disk->real = sqlite3_vfs_find(NULL);
    disk->vfs = *disk->real;
    disk->vfs.szOsFile = (int)sizeof(DiskFile) + disk->real->szOsFile;
    disk->vfs.zName = "disk";
    disk->vfs.pAppData = disk;
    disk->vfs.pNext = NULL;
    disk->vfs.xOpen = disk_open;
    disk->vfs.xDelete = disk_delete;
    disk->methods = (sqlite3_io_methods){.iVersion = 1,
                                         .xClose = disk_close,
                                         .xRead = disk_read,
                                         .xWrite = disk_write,
                                         .xTruncate = disk_truncate,
                                         .xSync = disk_sync,
                                         .xFileSize = disk_size,
                                         .xLock = disk_lock,
                                         .xUnlock = disk_unlock,
                                         .xCheckReservedLock = disk_check_lock,
                                         .xFileControl = disk_control,
                                         .xSectorSize = disk_sector,
                                         .xDeviceCharacteristics = disk_character};
    g_assert_cmpint(sqlite3_vfs_register(&disk->vfs, 1), ==, SQLITE_OK);
}
