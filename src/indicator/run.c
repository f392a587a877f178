/* run.c - from names and options to rows: datasets read, records chosen, cells filled */
#include "figure.h"
#include <math.h>
#include <string.h>

typedef struct {
    const VigieObservatory *observatory;
    VigieStore *store;
    const VigieIndicatorQuestion *question;
    const char *const *by;
    VigieIndicatorTable *table;
} Run;

void
vigie_indicator_table_free(VigieIndicatorTable *table)
{
    if (table == NULL)
        return;
    g_strfreev(table->dims);
    g_ptr_array_unref(table->rows);
    g_free(table);
}

/* Items to read, each once --------------------------------------------------------------- */

static void
need(GPtrArray *items, const char *name)
{
    for (guint i = 0; i < items->len; i++)
        if (strcmp(items->pdata[i], name) == 0)
            return;
    g_ptr_array_add(items, (gpointer)name);
}

static void
need_item(GPtrArray *items, const VigieItem *item)
{
    if (item != NULL)
        need(items, item->name);
}

static void
need_condition(GPtrArray *items, const VigieCodebook *codebook, const VigieExpression *where)
{
    guint n = 0;
    const guint *used = where != NULL ? vigie_expression_items(where, &n) : NULL;
    for (guint i = 0; i < n; i++)
        if (used[i] == VIGIE_ITEM_WAVE)
            need(items, "wave");
        else if (used[i] != VIGIE_ITEM_YEAR)
            need_item(items, codebook->items->pdata[used[i]]);
}

/* "month" is the month of the dataset's date unless it has an item of that name. */
static bool
is_derived_month(const VigieCodebook *codebook, const char *dim)
{
    return strcmp(dim, "month") == 0 && vigie_codebook_find(codebook, dim) == NULL;
}

static bool
is_column(const VigieCodebook *codebook, const char *dim)
{
    return strcmp(dim, "year") == 0 || strcmp(dim, "wave") == 0 ||
           vigie_codebook_find(codebook, dim) != NULL;
}

static bool
set_unknown_dim(const VigieDataset *dataset, const char *dim, GError **error)
{
    static const char *const built_in[] = {"year", "wave", "month"};
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < G_N_ELEMENTS(built_in); i++)
        if (vigie_codebook_find(dataset->codebook, built_in[i]) == NULL)
            g_ptr_array_add(names, (gpointer)built_in[i]);
    for (guint i = 0; i < dataset->codebook->items->len; i++)
        g_ptr_array_add(names, ((VigieItem *)dataset->codebook->items->pdata[i])->name);
    g_ptr_array_add(names, NULL);
    const char *near = vigie_nearest(dim, (const char *const *)names->pdata);
    g_autofree char *valid = g_strjoinv(", ", (char **)names->pdata);
    g_set_error(error, VIGIE_INDICATOR_ERROR, VIGIE_INDICATOR_ERROR_OPTION,
                near != NULL ? _("--by: dataset '%s' has no item '%s'; did you mean '%s'?")
                             : _("--by: dataset '%s' has no item '%s'; valid: %s"),
                dataset->name, dim, near != NULL ? near : valid);
    return false;
}

static bool
check_dims(const Run *run, const VigieBinding *binding, GError **error)
{
    VigieFormula formula = binding->indicator->formula;
    bool season = formula == VIGIE_FORMULA_GINI || formula == VIGIE_FORMULA_PEAK_SHARE;
    for (const char *const *dim = run->by; *dim != NULL; dim++) {
        bool month = is_derived_month(binding->dataset->codebook, *dim);
        if (season && strcmp(*dim, "month") == 0) {
            g_set_error(error, VIGIE_INDICATOR_ERROR, VIGIE_INDICATOR_ERROR_OPTION,
                        _("--by month: %s is a figure of all months together"),
                        binding->indicator->name);
            return false;
        }
        if (month && binding->month == NULL) {
            g_set_error(
                error, VIGIE_INDICATOR_ERROR, VIGIE_INDICATOR_ERROR_OPTION,
                _("--by month: dataset %s has neither a date nor an item of role month"),
                binding->dataset->name);
            return false;
        }
        if (!month && !is_column(binding->dataset->codebook, *dim))
            return set_unknown_dim(binding->dataset, *dim, error);
    }
    return true;
}

static GPtrArray *
items_of(const Run *run, const VigieBinding *binding, const VigieExpression *where)
{
    const VigieCodebook *codebook = binding->dataset->codebook;
    GPtrArray *items = g_ptr_array_new();
    need(items, "year");
    for (guint k = 0; k < VIGIE_INDICATOR_ROLES; k++)
        need_item(items, binding->item[k]);
    need_item(items, binding->month);
    need_item(items, vigie_codebook_find(codebook, binding->dataset->unit));
    for (const char *const *dim = run->by; *dim != NULL; dim++)
        if (is_column(codebook, *dim))
            need(items, *dim);
    need_condition(items, codebook, where);
    g_ptr_array_add(items, NULL);
    return items;
}

static VigieFrame *
read_frame(const Run *run, const VigieDataset *dataset, const GPtrArray *items, GError **error)
{
    return vigie_store_read(run->store, dataset->name, dataset->codebook,
                            (const char *const *)items->pdata, error);
}

/* Which records count ---------------------------------------------------------------------- */

static guint8 *
mask_where(const VigieFrame *frame, const VigieExpression *where)
{
    guint8 *mask = g_new(guint8, frame->n + 1);
    memset(mask, 1, frame->n);
    if (where != NULL)
        vigie_frame_where(frame, where, mask);
    return mask;
}

/* Growth needs the year before, too. */
static void
mask_year(const VigieWork *work, int year, guint8 *mask)
{
    int base = work->binding->indicator->formula == VIGIE_FORMULA_GROWTH ? year - 1 : year;
    for (gsize i = 0; year != 0 && i < work->frame->n; i++)
        if (!(work->year[i] >= base && work->year[i] <= year))
            mask[i] = 0;
}

static int
newest_year(const VigieWork *work, const guint8 *mask)
{
    double newest = 0;
    for (gsize i = 0; i < work->frame->n; i++)
        if (mask[i] != 0 && !isnan(work->x[i]) && work->year[i] > newest)
            newest = work->year[i];
    return (int)newest;
}

static int
target_year(const Run *run, const VigieWork *work, const guint8 *mask)
{
    VigieFormula formula = work->binding->indicator->formula;
    bool of_one_year = formula == VIGIE_FORMULA_GINI || formula == VIGIE_FORMULA_PEAK_SHARE ||
                       formula == VIGIE_FORMULA_GROWTH;
    if (run->question->year != 0 || !of_one_year || g_strv_contains(run->by, "year"))
        return run->question->year;
    return newest_year(work, mask);
}

/* The population of a PER_HEAD figure -------------------------------------------------------- */

/* Years (as int) of records that count and have a value. */
static GHashTable *
years_with(const double *year, const double *value, const guint8 *mask, gsize n)
{
    GHashTable *years = g_hash_table_new(NULL, NULL);
    for (gsize i = 0; i < n; i++)
        if (mask[i] != 0 && !isnan(value[i]) && !isnan(year[i]))
            g_hash_table_add(years, GINT_TO_POINTER((int)year[i]));
    return years;
}

static void
mask_years_in(GHashTable *years, const double *year, guint8 *mask, gsize n)
{
    for (gsize i = 0; i < n; i++)
        if (isnan(year[i]) || !g_hash_table_contains(years, GINT_TO_POINTER((int)year[i])))
            mask[i] = 0;
}

static const char **
shared_dims(const Run *run, const VigieDataset *heads)
{
    GPtrArray *shared = g_ptr_array_new();
    for (const char *const *dim = run->by; *dim != NULL; dim++)
        if (is_column(heads->codebook, *dim))
            g_ptr_array_add(shared, (gpointer)*dim);
    g_ptr_array_add(shared, NULL);
    return (const char **)g_ptr_array_free(shared, FALSE);
}

static void
unref_dim(void *dim)
{
    vigie_dim_free(dim);
}

static void
sum_heads(VigieWork *work, const VigieFrame *frame, const double *heads, const guint8 *mask)
{
    g_autoptr(GPtrArray) dims = g_ptr_array_new_with_free_func(unref_dim);
    for (const char **name = work->shared; *name != NULL; name++)
        g_ptr_array_add(dims, vigie_dim_from_column(frame, vigie_frame_column(frame, *name)));
    g_autoptr(VigieGroups) groups = vigie_groups_new(dims, mask, frame->n);
    for (gsize k = 0; groups != NULL && k < groups->members->len; k++) {
        const VigieMember *member = &g_array_index(groups->members, VigieMember, k);
        if (isnan(heads[member->record]))
            continue;
        char *text = vigie_cell_text(groups, member->key, (const char *const *)work->shared);
        double *sum = g_hash_table_lookup(work->heads, text);
        double so_far = sum != NULL ? *sum : 0;
        sum = g_new(double, 1);
        *sum = so_far + heads[member->record];
        g_hash_table_insert(work->heads, text, sum);
    }
}

/* The condition holds for the population too where all its items are there. */
static VigieExpression *
condition_of_heads(const Run *run, const VigieDataset *heads)
{
    VigiePlace place = {"--where", 0, 0};
    return run->question->where != NULL
               ? vigie_expression_new(heads->codebook, run->question->where, &place, NULL)
               : NULL;
}

static bool
fill_heads(const Run *run, VigieWork *work, guint8 *mask, GError **error)
{
    const VigieDataset *dataset = work->binding->heads;
    work->shared = shared_dims(run, dataset);
    work->heads = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(VigieExpression) where = condition_of_heads(run, dataset);
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    need(items, "year");
    need_item(items, work->binding->head_item);
    for (const char **name = work->shared; *name != NULL; name++)
        need(items, *name);
    need_condition(items, dataset->codebook, where);
    g_ptr_array_add(items, NULL);
    g_autoptr(VigieFrame) frame = read_frame(run, dataset, items, error);
    if (frame == NULL)
        return false;
    g_autofree double *year = vigie_years(frame);
    g_autofree double *heads = vigie_measure(frame, work->binding->head_item);
    g_autofree guint8 *head_mask = mask_where(frame, where);
    g_autoptr(GHashTable) ours = years_with(work->year, work->x, mask, work->frame->n);
    g_autoptr(GHashTable) theirs = years_with(year, heads, head_mask, frame->n);
    mask_years_in(ours, year, head_mask, frame->n);
    mask_years_in(theirs, work->year, mask, work->frame->n);
    sum_heads(work, frame, heads, head_mask);
    return true;
}

/* One indicator of one dataset --------------------------------------------------------------- */

static void
add_dims(const Run *run, VigieWork *work)
{
    work->by = g_ptr_array_new_with_free_func(unref_dim);
    for (const char *const *dim = run->by; *dim != NULL; dim++) {
        const VigieColumn *column = vigie_frame_column(work->frame, *dim);
        g_ptr_array_add(work->by, column != NULL ? vigie_dim_from_column(work->frame, column)
                                                 : vigie_dim_from_numbers(*dim, work->month,
                                                                          work->frame->n));
    }
}

static char *
unit_of(const Run *run, const VigieIndicator *indicator)
{
    g_auto(GStrv) parts = g_strsplit(indicator->unit, "currency", 2);
    return g_strjoinv(run->observatory->currency, parts);
}

static bool
fill_rows(const Run *run, VigieWork *work, const VigieExpression *where, GError **error)
{
    const VigieBinding *binding = work->binding;
    g_autofree guint8 *mask = mask_where(work->frame, where);
    mask_year(work, run->question->year, mask);
    work->target_year = target_year(run, work, mask);
    if (binding->indicator->formula == VIGIE_FORMULA_PER_HEAD &&
        !fill_heads(run, work, mask, error))
        return false;
    guint before = run->table->rows->len;
    if (!vigie_work_rows(work, mask, run->table->rows, error))
        return false;
    for (guint i = before; i < run->table->rows->len; i++)
        ((VigieIndicatorRow *)run->table->rows->pdata[i])->unit =
            unit_of(run, binding->indicator);
    return true;
}

static bool
run_binding(const Run *run, const VigieBinding *binding, GError **error)
{
    const VigieCodebook *codebook = binding->dataset->codebook;
    VigiePlace place = {"--where", 0, 0};
    g_autoptr(VigieExpression) where = NULL;
    if (!check_dims(run, binding, error))
        return false;
    if (run->question->where != NULL) {
        where = vigie_expression_new(codebook, run->question->where, &place, error);
        if (where == NULL)
            return false;
    }
    g_autoptr(GPtrArray) items = items_of(run, binding, where);
    g_autoptr(VigieFrame) frame = read_frame(run, binding->dataset, items, error);
    if (frame == NULL)
        return false;
    g_auto(VigieWork) work = {.binding = binding, .frame = frame, .year = vigie_years(frame)};
    if (binding->month != NULL)
        work.month = vigie_months(frame, binding->month);
    const VigieColumn *unit = vigie_frame_column(frame, binding->dataset->unit);
    if (unit != NULL)
        work.unit = vigie_dim_from_column(frame, unit);
    add_dims(run, &work);
    vigie_work_measure(&work);
    return fill_rows(run, &work, where, error);
}

/* Which datasets ------------------------------------------------------------------------------ */

static bool
run_indicator(const Run *run, const VigieIndicator *indicator, guint *n_fit, GError **error)
{
    const GPtrArray *datasets = run->observatory->datasets;
    for (guint i = 0; i < datasets->len; i++) {
        const VigieDataset *dataset = datasets->pdata[i];
        VigieBinding binding;
        if ((run->question->from != NULL && strcmp(run->question->from, dataset->name) != 0) ||
            !vigie_binding_init(&binding, indicator, run->observatory, dataset))
            continue;
        ++*n_fit;
        if (!run_binding(run, &binding, error))
            return false;
    }
    return true;
}

static bool
set_no_dataset(const Run *run, const GPtrArray *indicators, GError **error)
{
    const VigieIndicator *indicator = indicators->pdata[0];
    g_autofree char *roles = g_strdup(indicator->role[0]);
    for (guint k = 1; k < VIGIE_INDICATOR_ROLES && indicator->role[k] != NULL; k++) {
        char *longer = g_strconcat(roles, ", ", indicator->role[k], NULL);
        g_free(roles);
        roles = longer;
    }
    if (run->question->from != NULL)
        g_set_error(error, VIGIE_INDICATOR_ERROR, VIGIE_INDICATOR_ERROR_ROLE,
                    _("dataset %s cannot give %s: its questionnaire needs items of role %s"),
                    run->question->from, indicator->name, roles);
    else
        g_set_error(error, VIGIE_INDICATOR_ERROR, VIGIE_INDICATOR_ERROR_ROLE,
                    _("no dataset can give %s: a questionnaire needs items of role %s"),
                    indicator->name, roles);
    return false;
}

static bool
run_name(const Run *run, const char *name, GError **error)
{
    g_autoptr(GPtrArray) indicators = vigie_indicator_find(name, error);
    if (indicators == NULL)
        return false;
    guint n_fit = 0;
    for (guint i = 0; i < indicators->len; i++)
        if (!run_indicator(run, indicators->pdata[i], &n_fit, error))
            return false;
    return n_fit > 0 || set_no_dataset(run, indicators, error);
}

VigieIndicatorTable *
vigie_indicator_run(const VigieObservatory *observatory, VigieStore *store,
                    const VigieIndicatorQuestion *question, GError **error)
{
    static const char *const none[] = {NULL};
    if (question->from != NULL &&
        vigie_observatory_dataset(observatory, question->from, error) == NULL)
        return NULL;
    g_autoptr(VigieIndicatorTable) table = g_new0(VigieIndicatorTable, 1);
    Run run = {observatory, store, question, question->by != NULL ? question->by : none, table};
    table->dims = g_strdupv((char **)run.by);
    table->rows = g_ptr_array_new_with_free_func(vigie_indicator_row_free);
    for (const char *const *name = question->names; *name != NULL; name++)
        if (!run_name(&run, *name, error))
            return NULL;
    return g_steal_pointer(&table);
}
