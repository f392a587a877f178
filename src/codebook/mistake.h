/* mistake.h - the mistakes of a form are collected, not only the first of them. */
#ifndef VIGIE_CODEBOOK_MISTAKE_H
#define VIGIE_CODEBOOK_MISTAKE_H

#include <vigie/codebook-check.h>

/* A list for them (element VigieMistake). */
GPtrArray *vigie_mistakes_new(void);
/* sheet is static, "" where none is known; place may be NULL. */
void vigie_mistakes_add(GPtrArray *mistakes, VigieCodebookError code, const char *sheet,
                        const VigiePlace *place, const char *text);
/* A doubt or a remark. */
void vigie_mistakes_tell(GPtrArray *mistakes, VigieMistakeLevel level, const char *sheet,
                         const VigiePlace *place, const char *text);
/* An error whose message begins with a place; takes it. */
void vigie_mistakes_add_error(GPtrArray *mistakes, const char *sheet, GError *error);
/* In the order of files, lines and fields. */
void vigie_mistakes_sort(GPtrArray *mistakes);
/* How many of them stop the reading. */
guint vigie_mistakes_count(const GPtrArray *mistakes);
/* Sets *error to the first, and says how many more there are. */
void vigie_mistakes_set_error(const GPtrArray *mistakes, const char *path, GError **error);

#endif
