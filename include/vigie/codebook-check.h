/* codebook-check.h - a form looked at before it is used: vigie_codebook_check() gives every mistake and doubt with its
 * place, vigie_codebook_csv() the form as XLSForm tools read it. */
#ifndef VIGIE_CODEBOOK_CHECK_H
#define VIGIE_CODEBOOK_CHECK_H

#include <vigie/codebook.h>

G_BEGIN_DECLS

/* A mistake stops the reading; a doubt is worth a look; a remark says what was decided. */
typedef enum {
    VIGIE_MISTAKE,
    VIGIE_DOUBT,
    VIGIE_REMARK,
    VIGIE_N_MISTAKE_LEVELS
} VigieMistakeLevel;
typedef struct {
    VigieMistakeLevel level;
    VigieCodebookError code; /* of a mistake */
    const char *sheet;       /* "survey", "choices", "settings"; "" = none known */
    char *file;   /* with the sheet in it where the form is a workbook: "form.xlsx [survey]" */
    guint64 line; /* 0 = of the whole file */
    guint field;  /* 0 = of the whole line */
    char *text;   /* one line, in the user's language, without the place */
} VigieMistake;
/* As vigie_codebook_load(), with all mistakes that do not follow from one another, and all doubts, by file, line and
 * field (transfer full, element VigieMistake).  NULL: there is a mistake. */
VigieCodebook *vigie_codebook_check(const char *path, GPtrArray **mistakes);
/* The form at path in the CSV variant as XLSForm tools want it (UTF-8, commas), with all that it extends; reading it back
 * gives the same questionnaire.  (transfer full) */
char *vigie_codebook_csv(const char *path, GError **error);

G_END_DECLS

#endif
