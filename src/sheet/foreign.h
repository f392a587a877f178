/* foreign.h - a file of another program, read by vigie-reader in a process of its own */
#ifndef VIGIE_SHEET_FOREIGN_H
#define VIGIE_SHEET_FOREIGN_H

#include <vigie/sheet.h>

/* "sav" or "dta" for the first bytes of such a file, else NULL. */
const char *vigie_foreign_kind(const char *bytes, gsize n);
/* "SPSS file", in the user's language. */
const char *vigie_foreign_word(const char *kind);

typedef struct VigieForeign VigieForeign;
/* Starts the reader on the file; what: "labels", or NULL = its rows. */
VigieForeign *vigie_foreign_open(const char *kind, const char *path, const char *what,
                                 GError **error);
/* Where its rows come from. */
int vigie_foreign_fd(const VigieForeign *foreign);
/* After its last byte: true if it read the whole file; name is for messages. */
bool vigie_foreign_end(VigieForeign *foreign, const char *name, GError **error);
void vigie_foreign_close(VigieForeign *foreign);

#endif
