/* table.h - a table of texts, printed for people or as CSV: query, log, status and the list of indicators. */
#ifndef VIGIE_CLI_TABLE_H
#define VIGIE_CLI_TABLE_H

#include <glib.h>

typedef struct {
    GPtrArray *header; /* char* */
    GPtrArray *rows;   /* GPtrArray of char*, each as long as the header */
} VigieTable;

VigieTable *vigie_table_new(void);
void vigie_table_free(VigieTable *table);
/* Names of columns, NULL-terminated. */
void vigie_table_set_header(VigieTable *table, const char *const *names);
/* The names of columns, given as N_("…"), in the language of messages: for people, never for CSV. */
void vigie_table_translate(VigieTable *table);
/* n cells, copied. */
void vigie_table_add(VigieTable *table, guint n, const char *const *cells);

/* RFC 4180, comma, a header first; (transfer full). */
char *vigie_table_csv(const VigieTable *table);
/* Columns aligned, those of numbers to the right; (transfer full). */
char *vigie_table_text(const VigieTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieTable, vigie_table_free)

#endif
