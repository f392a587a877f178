/* plan.h - a file's header against its source: which cell goes to which item.
 * vigie_plan_new() finds every column or says what is missing; cell.h reads by it. */
#ifndef VIGIE_INGEST_PLAN_H
#define VIGIE_INGEST_PLAN_H

#include "codes.h"
#include "tool.h"

/* A 0/1 column of a select_multiple. */
typedef struct {
    guint field;
    gint choice;
} ChoiceField;

typedef struct Reading Reading;
typedef struct Binding Binding;
/* Reads one cell into the current record; false only if the whole file is refused. */
typedef bool (*CellReader)(Reading *reading, const Binding *binding, const VigieCell *cells,
                           GError **error);

/* One item and its column. */
struct Binding {
    const VigieItem *item;
    guint field;      /* position in the row; of the first of several */
    CellReader read;  /* chosen once, by vigie_cell_reader() */
    GArray *choices;  /* ChoiceField; NULL unless each choice has a column (owned) */
    GArray *mentions; /* guint: fields; NULL unless each mention has a column (owned) */
    GArray *
        repeated; /* ChoiceField: 0/1 columns that say once more what field says; NULL = none (owned) */
    VigieCodes *codes; /* borrowed from the plan; NULL for a plain number or text */
};

/* One record of a row: a wide file has one for each year, or block, of its header. */
typedef struct {
    int year;         /* 0 = not told by the header */
    int block;        /* of a repeat's row with several records; 0 = it has one */
    Period period;    /* of {period} and {month}; kind PERIOD_NONE = not told */
    GArray *bindings; /* Binding */
    GArray *absent;   /* guint: columns of items that no cell fills: not asked */
} Pass;

typedef struct {
    const VigieSource *source;
    GPtrArray *passes;  /* Pass* */
    gint year_field;    /* the year's own column, or -1 */
    gint wave_field;    /* the wave's own column, or -1 */
    GArray *unnamed;    /* guint: fields with an empty header, reported only if filled */
    guint n_fields;     /* of the header */
    VigieCodes **codes; /* [items], NULL where none */
    guint8 *asked;      /* [items]: has a column, or is calculated from one that has */
    char *mapping;      /* JSON object item -> header */
    Tool *tool;         /* that made the file; NULL = none known */
    gint parent_field;  /* of a repeat: what names the parent, or -1 */
    char *parent_key;   /* the header of the parent's file that it repeats, or VIGIE_KEY_LINE */
    char **
        key_headers; /* where the survey has repeats: what names the file's records; else NULL */
    guint *key_fields; /* [key_headers] */
} Plan;

/* file: as named in messages.  Findings: columns that nobody reads. */
Plan *vigie_plan_new(const VigieSource *source, const VigieSourceFile *file,
                     const VigieRow *header, VigieFindings *findings, GError **error);
void vigie_plan_free(Plan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, vigie_plan_free)

#endif
