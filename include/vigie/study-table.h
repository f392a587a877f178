/* study-table.h - cross-tables: items in rows by items in columns, by layers.
 * vigie_study_table() puts the question to the store; vigie_cross_table_publish() applies the publication rule;
 * vigie_cross_table_text() prints it as a grid, vigie_cross_table_result() in long form, one row a cell. */
#ifndef VIGIE_STUDY_TABLE_H
#define VIGIE_STUDY_TABLE_H

#include <vigie/estimate-table.h>
#include <vigie/study-result.h>
#include <vigie/study.h>

G_BEGIN_DECLS

/* All strings borrowed, lists NULL-terminated. */
typedef struct {
    const char *const *surveys;
    const char *const *rows;    /* items with choices: their shares; numbers: their means */
    const char *const *columns; /* one or two (crossed) items with choices, year, wave … */
    const char *layer;          /* a table for each of its values; NULL = one table */
    const char *where;
    double level; /* 0.95 */
    VigieInterval interval;
    VigieUnit unit;
    VigieWeighting weighting;
    VigiePercent percent;
    VigieTableBase base;
    VigieTableCompare compare;
    bool means;        /* also of items whose choices have scores */
    guint include;     /* kinds of no answer that are rows of their own: VIGIE_KIND() */
    guint include_by;  /* and columns and layers */
    bool all_kinds;    /* also where nobody has them */
    bool with_missing; /* the counts of each kind, after the status */
    VigieLang lang;    /* of the labels */
} VigieTableQuestion;

/* A row, column or layer: as in the questionnaire, and for people. */
typedef struct {
    char *name, *label;
    char *group; /* of two crossed items, the label of the first; "" */
} VigieTableHead;

/* One item of --rows in one layer: its shares, or its mean. */
typedef struct {
    char *item, *label;
    bool multiple; /* a respondent may be in several rows */
    guint layer;
    guint n_rows;
    VigieTableHead *row; /* [n_rows] */
    VigieCrossing *table;
    VigieStatus *gap; /* [n_columns + 1] NOT_ASKED, SCALE_CHANGED or OK */
    VigieKindCounts no_row,
        no_column;          /* records not counted, by reason; at VIGIE_PRESENT those of
                                        * another scale */
    VigieKindCounts *kinds; /* [n_columns + 1] answers to the item in each column, and in all */
} VigieTableBlock;

typedef struct {
    char *survey;
    char **column_items; /* NULL-terminated, one or two */
    char *column_label;  /* "Clientèle × Année" */
    bool columns_multiple;
    guint n_columns;
    VigieTableHead *column;         /* [n_columns] */
    char *layer_item, *layer_label; /* NULL = no layers */
    guint n_layers;
    VigieTableHead *layer; /* [n_layers] */
    GPtrArray *blocks;     /* VigieTableBlock*, layer by layer, in --rows order */
    VigiePercent percent;
    VigieTableBase base;
    VigieTableCompare compare;
    double level, suppress_below, low_base_below;
    VigieUnit unit;
    VigieLang lang;
    GPtrArray *breaks; /* char*, for people: where series of the items break */
    bool with_missing;
    bool voluntary;            /* not a probability sample: nothing is compared */
    bool published, secondary; /* what is suppressed is blank; also what would give it away */
} VigieCrossTable;

/* warnings may be NULL.  Errors: VIGIE_STUDY_ERROR … */
VigieCrossTable *vigie_study_table(const VigieObservatory *observatory, VigieStore *store,
                                   const VigieTableQuestion *question, VigieFindings *warnings,
                                   const VigieProgress *progress, GError **error);
void vigie_cross_table_free(VigieCrossTable *table);
void vigie_cross_table_publish(VigieCrossTable *table);

/* For people: a grid in blocks of at most width columns of a terminal; (transfer full). */
typedef enum {
    VIGIE_TABLE_SHOW_SHARE,
    VIGIE_TABLE_SHOW_SE,
    VIGIE_TABLE_SHOW_INTERVAL
} VigieTableShow;
char *vigie_cross_table_text(const VigieCrossTable *table, guint width, VigieTableShow show);
/* The lines below the grid: how the percentages are to be read; NULL-terminated, (transfer full). */
char **vigie_cross_table_notes(const VigieCrossTable *table);
/* "not counted: 12 don't know, 3 refused", the test of a block …; NULL-terminated, (transfer full). */
char **vigie_table_block_notes(const VigieCrossTable *table, const VigieTableBlock *block);
/* "Total"; of several answers on respondents "All respondents", since their rows do not add up to it. */
const char *vigie_table_total_label(const VigieCrossTable *table, const VigieTableBlock *block);
/* Title of a block: "Satisfaction (% of column)"; (transfer full). */
char *vigie_table_block_title(const VigieCrossTable *table, const VigieTableBlock *block);
/* One row a cell, for CSV and JSON; (transfer full). */
VigieResult *vigie_cross_table_result(const VigieCrossTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieCrossTable, vigie_cross_table_free)

G_END_DECLS

#endif
