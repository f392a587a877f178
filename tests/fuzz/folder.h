/* folder.h - fuzz targets of definitions that are read from files: a folder of the process, and one place to write */
#ifndef VIGIE_FUZZ_FOLDER_H
#define VIGIE_FUZZ_FOLDER_H

#include <glib.h>

/* A fresh folder in TMPDIR, with the questionnaire surveys/s.csv and an observatory.ini in it; lives as long as the
 * process, and is removed at its end. */
const char *vigie_fuzz_folder(void);
/* Writes a file of the folder; (transfer full) its path. */
char *vigie_fuzz_write(const char *name, const char *bytes, gsize length);

#endif
