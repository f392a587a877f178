/* outputs.h - the files of a new observatory, written together. */
#ifndef VIGIE_INGEST_OUTPUTS_H
#define VIGIE_INGEST_OUTPUTS_H

#include <glib.h>
#include <stdbool.h>

/* One file to write. */
typedef struct {
    char *path; /* relative to the folder */
    char *content;
} Output;

/* All or nothing: what was made goes again if the rest cannot be.  outputs: Output*, observatory.ini last. */
bool vigie_outputs_write(const char *dir, const GPtrArray *outputs, GError **error);

#endif
