/* table-side.c - an item as rows, columns or layers of a cross-table: its categories, and who is in which */
#include "table-side.h"
#include "missing.h"
#include <math.h>
#include <string.h>

void
vigie_table_heads_free(VigieTableHead *head, guint n)
{
    for (guint i = 0; head != NULL && i < n; i++) {
        g_free(head[i].name);
        g_free(head[i].label);
        g_free(head[i].group);
    }
    g_free(head);
}

static void
head_free(VigieTableHead *head)
{
    vigie_table_heads_free(head, 1);
}

void
vigie_side_clear(VigieSide *side)
{
    g_free(side->level);
    g_free(side->has);
    g_free(side->why);
    g_free(side->origin);
    g_clear_pointer(&side->heads, g_ptr_array_unref);
}

static void
add_head(VigieSide *side, const char *name, const char *label)
{
    VigieTableHead *head = g_new0(VigieTableHead, 1);
    head->name = g_strdup(name);
    head->label = g_strdup(label);
    head->group = g_strdup("");
    g_ptr_array_add(side->heads, head);
}

static const VigieCodebook *
codebook_of(const VigieStudy *study)
{
    return ((const VigieStudyPart *)g_ptr_array_index(study->parts, 0))->survey->codebook;
}

static char *
value_label(const VigieStudy *study, const VigieDimension *dimension, const char *name,
            VigieLang lang)
{
    const VigieAnswer labels = {.dims = (char *[]){dimension->name, NULL},
                                .codebook = codebook_of(study)};
    return vigie_answer_dim_label(&labels, 0, name, lang);
}

/* A level is what a record has answered: a category, or several of a select_multiple. */
static void
fill_levels(VigieSide *side, const VigieDimension *dimension, gsize n)
{
    const double *value = dimension->vector->value;
    side->level = g_new(guint32, MAX(n, 1));
    for (gsize i = 0; i < n; i++) {
        if (!dimension->multiple)
            side->level[i] = vigie_dimension_position(dimension, value[i]);
        else
            side->level[i] = isnan(value[i]) ? VIGIE_NO_CELL : (guint32)value[i];
    }
    side->side.n = dimension->n;
    side->side.n_levels = dimension->multiple ? dimension->vector->levels->len : dimension->n;
}

/* Years, waves, numbers and texts that no record of the question has are no categories; choices always are. */
static void
keep_met(VigieSide *side, const VigieDimension *dimension, const guint8 *where, gsize n)
{
    bool all = dimension->vector->choices != NULL;
    g_autofree guint32 *kept = g_new(guint32, MAX(dimension->n, 1));
    g_autofree bool *met = g_new0(bool, MAX(dimension->n, 1));
    for (gsize i = 0; !all && i < n; i++)
        if (where[i] != 0 && side->level[i] != VIGIE_NO_CELL)
            met[side->level[i]] = true;
    guint n_kept = 0;
    side->origin = g_new(guint, dimension->n + VIGIE_N_MISSING);
    for (guint v = 0; v < dimension->n; v++) {
        kept[v] = all || met[v] ? n_kept : VIGIE_NO_CELL;
        if (all || met[v])
            side->origin[n_kept++] = v;
    }
    if (all)
        return;
    for (gsize i = 0; i < n; i++)
        if (side->level[i] != VIGIE_NO_CELL)
            side->level[i] = kept[side->level[i]];
    side->side.n = side->side.n_levels = n_kept;
}

/* has[n_levels * n] of a select_multiple. */
static void
fill_has(VigieSide *side, const VigieDimension *dimension)
{
    const VigieVector *vector = dimension->vector;
    guint n = side->side.n, n_levels = side->side.n_levels;
    side->has = g_new0(guint8, MAX((gsize)n_levels * n, 1));
    for (guint c = 0; c < vector->choices->len; c++) {
        guint32 at = dimension->index[c];
        g_autofree guint8 *has = at != VIGIE_NO_CELL ? vigie_vector_level_has(vector, c) : NULL;
        for (guint l = 0; has != NULL && l < n_levels; l++)
            side->has[(gsize)l * n + at] = has[l];
    }
}

/* A larger has[], with a level and a category more that go together. */
static void
widen_has(VigieSide *side)
{
    guint n = side->side.n, n_levels = side->side.n_levels;
    guint8 *has = g_new0(guint8, (gsize)(n_levels + 1) * (n + 1));
    for (guint l = 0; l < n_levels; l++)
        memcpy(has + (gsize)l * (n + 1), side->has + (gsize)l * n, n);
    has[(gsize)n_levels * (n + 1) + n] = 1;
    g_free(side->has);
    side->has = has;
}

/* The records of a kind get the next level; false: nobody has it. */
static bool
take_kind(VigieSide *side, gsize n, guint8 why, const guint8 *unasked)
{
    bool met = false;
    for (gsize i = 0; i < n; i++)
        if (side->level[i] == VIGIE_NO_CELL && side->why[i] == why &&
            (unasked == NULL || unasked[i] == 0)) {
            side->level[i] = side->side.n_levels;
            met = true;
        }
    return met;
}

static void
add_missing(VigieSide *side, gsize n, const VigieSideSpec *spec)
{
    for (guint8 why = VIGIE_BLANK; why < VIGIE_N_MISSING; why++) {
        if ((spec->include & VIGIE_KIND(why)) == 0 ||
            (!take_kind(side, n, why, spec->unasked) && !spec->all_kinds))
            continue;
        if (side->has != NULL)
            widen_has(side);
        side->origin[side->side.n++] = VIGIE_NO_ORIGIN;
        side->side.n_levels++;
        add_head(side, vigie_missing_name((VigieMissing)why),
                 vigie_missing_label((VigieMissing)why));
    }
}

void
vigie_side_init(VigieSide *side, const VigieStudy *study, const VigieDimension *dimension,
                const guint8 *where, const VigieSideSpec *spec)
{
    *side = (VigieSide){.heads = g_ptr_array_new_with_free_func((GDestroyNotify)head_free)};
    fill_levels(side, dimension, study->n);
    keep_met(side, dimension, where, study->n);
    if (dimension->multiple)
        fill_has(side, dimension);
    for (guint v = 0; v < side->side.n; v++) {
        const char *value = dimension->value[side->origin[v]];
        g_autofree char *label = value_label(study, dimension, value, spec->lang);
        add_head(side, value, label);
    }
    side->why = vigie_study_reasons(study, dimension->name);
    add_missing(side, study->n, spec);
    side->side.level = side->level;
    side->side.has = side->has;
}

/* has[] of a level for each pair of levels and a category for each pair of categories; NULL: both are single. */
static guint8 *
crossed_has(const VigieSide *first, const VigieSide *second)
{
    gsize n1 = first->side.n, n2 = second->side.n;
    gsize l2 = second->side.n_levels, n = first->side.n_levels * l2 * n1 * n2;
    if (first->has == NULL && second->has == NULL)
        return NULL;
    guint8 *has = g_new0(guint8, MAX(n, 1));
    for (gsize k = 0; k < n; k++) {
        gsize category = k % (n1 * n2), level = k / (n1 * n2);
        gsize a = level / l2, b = level % l2, c = category / n2, d = category % n2;
        bool in_first = first->has != NULL ? first->has[a * n1 + c] != 0 : a == c;
        bool in_second = second->has != NULL ? second->has[b * n2 + d] != 0 : b == d;
        has[k] = in_first && in_second ? 1 : 0;
    }
    return has;
}

static void
cross_origins(VigieSide *first, const VigieSide *second, guint n_second)
{
    guint n = first->side.n * second->side.n;
    guint *origin = g_new(guint, MAX(n, 1));
    for (guint k = 0; k < n; k++) {
        guint a = first->origin[k / second->side.n], b = second->origin[k % second->side.n];
        origin[k] =
            a == VIGIE_NO_ORIGIN || b == VIGIE_NO_ORIGIN ? VIGIE_NO_ORIGIN : a * n_second + b;
    }
    g_free(first->origin);
    first->origin = origin;
}

static GPtrArray *
crossed_heads(const VigieSide *first, const VigieSide *second)
{
    GPtrArray *heads = g_ptr_array_new_with_free_func((GDestroyNotify)head_free);
    for (guint a = 0; a < first->heads->len; a++)
        for (guint b = 0; b < second->heads->len; b++) {
            const VigieTableHead *one = g_ptr_array_index(first->heads, a);
            const VigieTableHead *other = g_ptr_array_index(second->heads, b);
            VigieTableHead *head = g_new0(VigieTableHead, 1);
            head->name = g_strdup_printf("%s*%s", one->name, other->name);
            head->label = g_strdup(other->label);
            head->group = g_strdup(one->label);
            g_ptr_array_add(heads, head);
        }
    return heads;
}

void
vigie_side_cross(VigieSide *first, const VigieSide *second, guint n_second, gsize n)
{
    guint n1 = first->side.n, n2 = second->side.n;
    guint l1 = first->side.n_levels, l2 = second->side.n_levels;
    guint8 *has = crossed_has(first, second);
    cross_origins(first, second, n_second);
    for (gsize i = 0; i < n; i++) {
        if (first->level[i] != VIGIE_NO_CELL && second->level[i] == VIGIE_NO_CELL)
            first->why[i] = second->why[i];
        bool both = first->level[i] != VIGIE_NO_CELL && second->level[i] != VIGIE_NO_CELL;
        first->level[i] = both ? first->level[i] * l2 + second->level[i] : VIGIE_NO_CELL;
    }
    GPtrArray *heads = crossed_heads(first, second);
    g_ptr_array_unref(first->heads);
    first->heads = heads;
    g_free(first->has);
    first->has = has;
    first->side = (VigieTableSide){n1 * n2, first->level, l1 * l2, has};
}

/* The heads move to the table. */
VigieTableHead *
vigie_side_take_heads(VigieSide *side)
{
    guint n = side->heads->len;
    VigieTableHead *heads = g_new0(VigieTableHead, n + 1);
    for (guint i = 0; i < n; i++) {
        VigieTableHead *head = g_ptr_array_index(side->heads, i);
        heads[i] = *head;
        *head = (VigieTableHead){0};
    }
    return heads;
}
