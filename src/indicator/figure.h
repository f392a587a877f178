/* figure.h - one indicator of one dataset: what every record brings, and the figures of the cells */
#ifndef INDICATOR_FIGURE_H
#define INDICATOR_FIGURE_H

#include "binding.h"

/* What a record brings: x (and y, for a ratio), NAN where it takes no part; in_scope is false where it could not have
 * (an establishment that cannot be classified). */
typedef struct {
    const VigieBinding *binding;
    const VigieFrame *frame;
    GPtrArray *by;        /* VigieDim*: those asked for */
    double *a;            /* [n] first role */
    double *x, *y;        /* [n]; y NULL: no denominator */
    guint8 *in_scope;     /* [n] */
    double *month, *year; /* [n]; month NULL: none */
    VigieDim *unit;       /* NULL: the dataset has no unit */
    int target_year;      /* the only year to give rows for; 0 = all */
    GHashTable *heads;    /* PER_HEAD: shared cell as text -> double* population */
    const char **shared; /* PER_HEAD: dimensions that the population has too; NULL-terminated */
} VigieWork;

void vigie_work_release(VigieWork *work);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieWork, vigie_work_release)

/* Fills a, x, y and in_scope from the frame. */
void vigie_work_measure(VigieWork *work);
/* Rows (VigieIndicatorRow*, without unit) of all cells of records whose mask is 1; false: too many cells. */
bool vigie_work_rows(VigieWork *work, const guint8 *mask, GPtrArray *rows, GError **error);
/* The cell's values of those dimensions, a line each: the key of heads.  (transfer full) */
char *vigie_cell_text(const VigieGroups *groups, guint64 key, const char *const *names);

void vigie_indicator_row_free(void *row);

#endif
