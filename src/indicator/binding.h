/* binding.h - an indicator bound to the columns of a dataset, and the cells that its records fall into */
#ifndef INDICATOR_BINDING_H
#define INDICATOR_BINDING_H

#include <vigie/indicator.h>

typedef struct {
    const VigieIndicator *indicator;
    const VigieDataset *dataset;
    const VigieItem *item[VIGIE_INDICATOR_ROLES]; /* NULL = the dataset does not have it */
    const VigieItem *month;                       /* a month or a date; NULL = none */
    const VigieDataset *heads; /* PER_HEAD: the dataset with the population */
    const VigieItem *head_item;
} VigieBinding;

/* False: the dataset lacks a role. */
bool vigie_binding_init(VigieBinding *out, const VigieIndicator *indicator,
                        const VigieObservatory *observatory, const VigieDataset *dataset);

/* measure.c: columns as numbers, [n], NAN = missing; (transfer full).
 * A measure: the number; 1 where a text or a choice is there. */
double *vigie_measure(const VigieFrame *frame, const VigieItem *item);
/* A flag: 0 or 1. */
double *vigie_flag(const VigieFrame *frame, const VigieItem *item);
/* Month 1..12 of a date, or of a month given by number or name of choice. */
double *vigie_months(const VigieFrame *frame, const VigieItem *item);
double *vigie_years(const VigieFrame *frame);

/* group.c: one dimension.  A record has one code, or (multiple choice) the codes of a set. */
#define VIGIE_NO_CODE G_MAXUINT32
typedef struct {
    char *name;
    GPtrArray *text; /* [n_values] char*, in the order of the contract */
    guint32 *code;   /* [n] index into text, or into sets; VIGIE_NO_CODE = missing */
    GPtrArray *sets; /* GArray of guint32; NULL = codes are single */
} VigieDim;
void vigie_dim_free(VigieDim *dim);
VigieDim *vigie_dim_from_column(const VigieFrame *frame, const VigieColumn *column);
/* Ascending numbers, such as months. */
VigieDim *vigie_dim_from_numbers(const char *name, const double *value, gsize n);

/* A record in a cell; cells are runs of equal keys, in the order of the contract. */
typedef struct {
    guint64 key;
    gsize record;
} VigieMember;
typedef struct {
    const GPtrArray *dims; /* VigieDim*; borrowed */
    guint64 *stride;       /* [dims] */
    GArray *members;       /* VigieMember, by key, then record */
} VigieGroups;
/* mask[n]: records that count.  NULL: more cells than a key can tell apart. */
VigieGroups *vigie_groups_new(const GPtrArray *dims, const guint8 *mask, gsize n);
void vigie_groups_free(VigieGroups *groups);
/* The run of members of the first cell from start on. */
gsize vigie_groups_end(const VigieGroups *groups, gsize start);
/* Where the members of a key are; false: nobody is in that cell. */
bool vigie_groups_find(const VigieGroups *groups, guint64 key, gsize *start, gsize *end);
/* The value of a dimension in a cell. */
guint32 vigie_groups_code(const VigieGroups *groups, guint64 key, guint dim);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieDim, vigie_dim_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieGroups, vigie_groups_free)

#endif
