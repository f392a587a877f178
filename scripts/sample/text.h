/* text.h - the files of the sample observatory as an analyst gets them: ";", decimal comma, CRLF, Windows-1252 or
 * UTF-8 with a BOM.  Cells are added to a VigieSampleText, which vigie_sample_text_save() writes. */
#ifndef SCRIPTS_SAMPLE_TEXT_H
#define SCRIPTS_SAMPLE_TEXT_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
    VIGIE_SAMPLE_WINDOWS_1252,
    VIGIE_SAMPLE_UTF8_BOM,
    VIGIE_SAMPLE_UTF8
} VigieSampleEncoding;

/* What stands between thousands. */
#define NO_GROUPING ""
#define SPACE " "
#define NO_BREAK_SPACE "\u00a0"
#define NARROW_NO_BREAK_SPACE "\u202f"

typedef struct {
    GString *text; /* UTF-8, LF */
    char delimiter;
    bool line_begun;
} VigieSampleText;

VigieSampleText *vigie_sample_text_new(char delimiter);
void vigie_sample_text_free(VigieSampleText *text);
/* One cell, quoted where it must be. */
void vigie_sample_text_add(VigieSampleText *text, const char *cell);
/* A number with a decimal comma; grouping is one of the above. */
void vigie_sample_text_add_number(VigieSampleText *text, double value, int decimals,
                                  const char *grouping);
void vigie_sample_text_add_integer(VigieSampleText *text, guint64 value);
void vigie_sample_text_end_line(VigieSampleText *text);
/* A whole line of cells, NULL-terminated. */
void vigie_sample_text_add_line(VigieSampleText *text, const char *const *cells);
/* CRLF except in plain UTF-8.  Every character must exist in the encoding. */
bool vigie_sample_text_save(const VigieSampleText *text, const char *path,
                            VigieSampleEncoding encoding, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieSampleText, vigie_sample_text_free)

#endif
