/* questionnaire.h - a codebook is built from a form: choices.c, items.c and then calculations.c. */
#ifndef VIGIE_CODEBOOK_QUESTIONNAIRE_H
#define VIGIE_CODEBOOK_QUESTIONNAIRE_H

#include "xlsform.h"

/* An expression to be compiled when all items are known. */
typedef struct {
    const VigieItem *item;  /* whose answer "." is; NULL: of a group */
    const VigieList *list;  /* of a choice_filter; else NULL */
    VigieExpression **slot; /* where it goes; NULL: only checked */
    char *text;
    const VigieFormRow *row;
    guint field;
    bool
        joined; /* of conditions that are compiled alone too: a mistake in them is told there */
} VigiePending;

typedef struct VigieBuilder VigieBuilder;
struct VigieBuilder {
    VigieCodebook *codebook;
    const VigieForm *form;
    GPtrArray *rows
        [VIGIE_N_SHEETS]; /* VigieFormRow*, borrowed: of this form and those that it extends */
    GArray *calculations; /* VigiePending */
    GArray *conditions;   /* VigiePending: relevant and constraint */
    /* Names of rows that became no item: nobody is told that they do not exist. */
    GHashTable *lost;
    GString *hashes; /* of the files read, hex, one after the other */
    bool duplicates; /* a list may have a name twice */
    bool list_lost;  /* a choice does not say its list: it may be the one that is not found */
    GPtrArray *mistakes; /* VigieMistake: with one of them no codebook comes of it */
    VigieBuilder *outer; /* of a repeat: what it stands in; else NULL */
    GPtrArray *inner;    /* VigieBuilder*: of the repeats directly inside */
};

/* A mistake at a cell of a row; field 0 = of the row.  Returns false. */
bool vigie_builder_fail(const VigieBuilder *builder, VigieCodebookError code,
                        const VigieFormRow *row, guint field, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
/* The place of a cell; its file is borrowed from the row's table. */
VigiePlace vigie_builder_place(const VigieFormRow *row, guint field);
/* [n_languages + 1] labels of a row, in the codebook's languages. */
/* The file of a row as messages name it, owned by the codebook. */
const char *vigie_builder_file(const VigieBuilder *builder, const VigieFormRow *row);
char **vigie_builder_labels(const VigieBuilder *builder, const VigieFormRow *row);
VigieList *vigie_builder_list(const VigieBuilder *builder, const char *name);
/* A truth value: yes, true, true(), 1, oui … */
bool vigie_builder_truth(const char *cell, bool *truth);

/* The row's label in that language, "" = none. */
const char *vigie_builder_label_cell(const VigieFormRow *row, const char *language);

void vigie_builder_read_choices(VigieBuilder *builder); /* choices.c */
/* A choice of the list of that name; the row's columns that are nothing else are for choice_filter. */
bool vigie_builder_read_choice(VigieBuilder *builder, const VigieFormRow *row,
                               const char *list_name);
/* choice-file.c: the list in a file beside the form, read once; NULL: there is a mistake. */
VigieList *vigie_builder_file_list(VigieBuilder *builder, const VigieFormRow *row, guint field,
                                   const char *said);
/* Adds "other" to a list (or_other), unless it is there. */
void vigie_builder_add_other(const VigieBuilder *builder, VigieList *list,
                             const VigieFormRow *row);
/* The first choice whose name has a blank, which select_multiple cannot say; NULL = none. */
const VigieChoice *vigie_list_blank(const VigieList *list);
void vigie_builder_read_items(VigieBuilder *builder); /* items.c */
void vigie_builder_compile(VigieBuilder *builder);    /* calculations.c */
/* languages.c: those of the form, the default one first; labels that one of them lacks. */
bool vigie_builder_read_languages(VigieBuilder *builder);
void vigie_builder_check_labels(const VigieBuilder *builder);
bool vigie_name_is_reserved(const char *name); /* reserved.c */
/* range.c: the parameters start=, end= and step=. */
bool vigie_builder_set_range(const VigieBuilder *builder, const VigieFormRow *row,
                             VigieItem *item);
/* The item that dates a record. */
const VigieItem *vigie_builder_date(const VigieCodebook *codebook);

/* repeat.c: gives the builder a codebook and what is its own; the rest is said before. */
void vigie_builder_init(VigieBuilder *builder, VigieCodebook *codebook);
void vigie_builder_clear(VigieBuilder *builder);
/* The builder of a repeat that begins inside; borrowed.  free_item: what frees its items. */
VigieBuilder *vigie_builder_add_repeat(VigieBuilder *outer, const char *name, char **labels,
                                       guint line, GDestroyNotify free_item);
/* Compiles the repeats inside, once the builder itself is compiled: they see its items. */
void vigie_builder_compile_repeats(VigieBuilder *builder);

#endif
