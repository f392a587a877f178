/* questionnaire.h - a codebook is built from a form: choices.c, items.c and then calculations.c. */
#ifndef VIGIE_CODEBOOK_QUESTIONNAIRE_H
#define VIGIE_CODEBOOK_QUESTIONNAIRE_H

#include "xlsform.h"

/* An expression to be compiled when all items are known. */
typedef struct {
    const VigieItem *item;  /* whose answer "." is; NULL: of a group */
    VigieExpression **slot; /* where it goes; NULL: only checked */
    char *text;
    guint64 line;
    guint field;
} VigiePending;

typedef struct VigieBuilder VigieBuilder;
struct VigieBuilder {
    VigieCodebook *codebook;
    const VigieForm *form;
    GArray *calculations; /* VigiePending */
    GArray *conditions;   /* VigiePending: relevant and constraint */
    GError **error;
    VigieBuilder *outer; /* of a repeat: what it stands in; else NULL */
    GPtrArray *inner;    /* VigieBuilder*: of the repeats directly inside */
};

/* Sets the error at a line and field of the file; returns false. */
bool vigie_builder_fail(const VigieBuilder *builder, VigieCodebookError code, guint64 line,
                        guint field, const char *format, ...) G_GNUC_PRINTF(5, 6);
/* [n_languages + 1] labels of a row, in the codebook's languages. */
char **vigie_builder_labels(const VigieBuilder *builder, const VigieFormTable *table,
                            const VigieFormRow *row);
VigieList *vigie_builder_list(const VigieBuilder *builder, const char *name);
/* A truth value: yes, true, true(), 1, oui … */
bool vigie_builder_truth(const char *cell, bool *truth);

bool vigie_builder_read_choices(VigieBuilder *builder); /* choices.c */
/* Adds "other" to a list (or_other), unless it is there. */
void vigie_builder_add_other(const VigieBuilder *builder, VigieList *list, guint line);
/* The first choice whose name has a blank, which select_multiple cannot say; NULL = none. */
const VigieChoice *vigie_list_blank(const VigieList *list);
bool vigie_builder_read_items(VigieBuilder *builder); /* items.c */
bool vigie_builder_compile(VigieBuilder *builder);    /* calculations.c */
/* The item that dates a record. */
const VigieItem *vigie_builder_date(const VigieCodebook *codebook);

/* repeat.c */
void vigie_builder_init(VigieBuilder *builder, VigieCodebook *codebook, const VigieForm *form,
                        GError **error);
void vigie_builder_clear(VigieBuilder *builder);
/* The builder of a repeat that begins inside; borrowed.  free_item: what frees its items. */
VigieBuilder *vigie_builder_add_repeat(VigieBuilder *outer, const char *name, char **labels,
                                       guint line, GDestroyNotify free_item);
/* Compiles the repeats inside, once the builder itself is compiled: they see its items. */
bool vigie_builder_compile_repeats(VigieBuilder *builder);

#endif
