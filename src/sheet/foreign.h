/* foreign.h - a file of another program, read in a process of its own: by vigie-reader (SPSS, Stata) or
 * vigie-workbook */
#ifndef VIGIE_SHEET_FOREIGN_H
#define VIGIE_SHEET_FOREIGN_H

#include <vigie/sheet.h>

/* "sav", "dta" or "workbook" for the first bytes of such a file, else NULL. */
const char *vigie_foreign_kind(const char *bytes, gsize n);
/* The same of a file; NULL also if it is not to be read (who opens it will say why). */
const char *vigie_foreign_kind_of(const char *path);
/* "SPSS file", in the user's language. */
const char *vigie_foreign_word(const char *kind);

typedef struct VigieForeign VigieForeign;
/* Starts the kind's reader on the file with such arguments, NULL-terminated. */
VigieForeign *vigie_foreign_open(const char *kind, const char *path,
                                 const char *const *arguments, GError **error);
/* Where its rows come from. */
int vigie_foreign_fd(const VigieForeign *foreign);
/* After its last byte: true if it read the whole file; name is for messages. */
bool vigie_foreign_end(VigieForeign *foreign, const char *name, GError **error);
void vigie_foreign_close(VigieForeign *foreign);
/* All that it says, once it ended well; NULL: error. */
GString *vigie_foreign_all(const char *kind, const char *path, const char *const *arguments,
                           GError **error);

/* The rows "row,name,raw,label,word" of vigie-reader; (transfer full, element VigieSheetVariable); NULL: error. */
GPtrArray *vigie_variables_parse(const char *path, const char *bytes, gsize length,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieForeign, vigie_foreign_close)

#endif
