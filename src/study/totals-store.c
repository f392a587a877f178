/* totals-store.c - totals that are sums of what the store holds: another survey's weighted answers, or a dataset */
#include "totals.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* What is summed: value[n], by the class of each record. */
typedef struct {
    const VigieFrame *frame;
    VigieMarginCodes codes; /* of no item: code 0 */
    double *value;          /* [n] NAN = nothing to add */
    bool by_wave;
    guint64 n_without; /* records without class or value */
} Sums;

static const VigieTotalRow *
add_record(VigieTotals *totals, const Sums *sums, gsize i)
{
    const VigieColumn *year = vigie_frame_column(sums->frame, "year");
    const VigieColumn *wave = vigie_frame_column(sums->frame, "wave");
    const char *of_wave = sums->by_wave && !isnan(wave->value[i])
                              ? g_ptr_array_index(wave->levels, (guint)wave->value[i])
                              : NULL;
    bool twice = false;
    g_autofree char *name = totals->plan->number
                                ? g_strdup("")
                                : vigie_margin_codes_name(&sums->codes, sums->codes.code[i]);
    return vigie_totals_add(totals, (int)year->value[i], of_wave, name, sums->value[i], &twice);
}

/* Records of one year, wave and class are summed first, so that names are made once a class. */
static void
add_all(VigieTotals *totals, Sums *sums)
{
    const VigieColumn *year = vigie_frame_column(sums->frame, "year");
    const VigieColumn *wave = vigie_frame_column(sums->frame, "wave");
    g_autoptr(GHashTable) rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < sums->frame->n; i++) {
        if (isnan(year->value[i]) || isnan(sums->value[i]) ||
            (!totals->plan->number && sums->codes.code[i] == VIGIE_NO_CLASS)) {
            sums->n_without++;
            continue;
        }
        char key[64];
        g_snprintf(key, sizeof key, "%d %d %u", (int)year->value[i],
                   sums->by_wave && !isnan(wave->value[i]) ? (int)wave->value[i] : -1,
                   totals->plan->number ? 0 : sums->codes.code[i]);
        VigieTotalRow *row = g_hash_table_lookup(rows, key);
        if (row != NULL)
            row->value += sums->value[i];
        else
            g_hash_table_insert(rows, g_strdup(key), (gpointer)add_record(totals, sums, i));
    }
}

/* Years whose records say their wave have totals by wave. */
static bool
has_waves(const VigieFrame *frame)
{
    const VigieColumn *wave = vigie_frame_column(frame, "wave");
    for (gsize i = 0; i < frame->n; i++)
        if (!isnan(wave->value[i]))
            return true;
    return false;
}

static bool
sum_up(VigieTotals *totals, const VigieTotalsContext *context, Sums *sums, GError **error)
{
    const VigieMarginPlan *plan = totals->plan;
    sums->by_wave = !context->survey->weights->by_year && has_waves(sums->frame);
    if (!plan->number &&
        !vigie_margin_codes(&sums->codes, sums->frame, (const char *const *)plan->keys, error))
        return false;
    add_all(totals, sums);
    vigie_margin_codes_release(&sums->codes);
    if (sums->n_without > 0) {
        VigiePlace place = {"observatory.ini", plan->line, 0};
        vigie_findings_add(
            context->findings, VIGIE_FINDING, "totals_without_class", &place,
            P_("margin %s: %" PRIu64 " record of %s has no class and is in no total",
               "margin %s: %" PRIu64 " records of %s have no class and are in no total",
               sums->n_without),
            plan->name, sums->n_without, plan->source);
    }
    return true;
}

static GPtrArray *
names_of(const VigieMarginPlan *plan, const char *more)
{
    GPtrArray *names = g_ptr_array_new();
    g_ptr_array_add(names, (gpointer) "year");
    g_ptr_array_add(names, (gpointer) "wave");
    if (*more != '\0')
        g_ptr_array_add(names, (gpointer)more);
    for (char **key = plan->keys; *key != NULL; key++)
        if (!g_ptr_array_find_with_equal_func(names, *key, g_str_equal, NULL) &&
            !(plan->number && plan->from == VIGIE_TOTALS_DATASET))
            g_ptr_array_add(names, *key);
    g_ptr_array_add(names, NULL);
    return names;
}

/* Another survey ------------------------------------------------------------------------------ */

/* value[n] = weight, by the newest calibration where there is one, times the number of a number's total. */
static bool
weigh_records(const VigieTotalsContext *context, const VigieSurvey *other,
              const VigieMarginPlan *plan, Sums *sums, guint64 *n_calibrated, GError **error)
{
    gsize n = sums->frame->n;
    g_autofree double *g = g_new(double, MAX(n, 1));
    g_autofree guint32 *of = g_new(guint32, MAX(n, 1));
    g_autoptr(GPtrArray) calibrations =
        vigie_store_calibrations(context->store, other->name, false, error);
    if (calibrations == NULL ||
        !vigie_store_weights(context->store, other->name, calibrations, n, g, of, error))
        return false;
    const double *weight =
        *other->weight != '\0' ? vigie_frame_column(sums->frame, other->weight)->value : NULL;
    const double *number =
        plan->number ? vigie_frame_column(sums->frame, plan->keys[0])->value : NULL;
    for (gsize i = 0; i < n; i++) {
        *n_calibrated += isnan(g[i]) ? 0 : 1;
        sums->value[i] = (weight != NULL ? weight[i] : 1) * (isnan(g[i]) ? 1 : g[i]) *
                         (number != NULL ? number[i] : 1);
    }
    return true;
}

bool
vigie_totals_read_survey(VigieTotals *totals, const VigieTotalsContext *context, GError **error)
{
    const VigieMarginPlan *plan = totals->plan;
    const VigieSurvey *other =
        vigie_observatory_survey(context->observatory, plan->source, error);
    if (other == NULL)
        return false;
    g_autoptr(GPtrArray) names = names_of(plan, other->weight);
    g_autoptr(VigieFrame) frame = vigie_store_read(context->store, other->name, other->codebook,
                                                   (const char *const *)names->pdata, error);
    if (frame == NULL)
        return false;
    guint64 n_calibrated = 0;
    g_autofree double *value = g_new(double, MAX(frame->n, 1));
    Sums sums = {.frame = frame, .value = value};
    if (!weigh_records(context, other, plan, &sums, &n_calibrated, error) ||
        !sum_up(totals, context, &sums, error))
        return false;
    VigiePlace place = {"observatory.ini", plan->line, 0};
    vigie_findings_add(context->findings, VIGIE_NOTE, "totals_estimated", &place,
                       _("margin %s: the totals of survey %s are estimates; standard errors "
                         "do not allow for theirs"),
                       plan->name, other->name);
    totals->source =
        g_strdup_printf("survey:%s%s", other->name, n_calibrated > 0 ? " (calibrated)" : "");
    return true;
}

/* A dataset ----------------------------------------------------------------------------------- */

static const VigieItem *
value_item(const VigieCodebook *codebook, const char *value)
{
    if (!g_str_has_prefix(value, "role:"))
        return vigie_codebook_find(codebook, value);
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        if (item->kind == VIGIE_VALUE_NUMBER && vigie_item_has_role(item, value + 5))
            return item;
    }
    return NULL;
}

bool
vigie_totals_read_dataset(VigieTotals *totals, const VigieTotalsContext *context,
                          GError **error)
{
    const VigieMarginPlan *plan = totals->plan;
    const VigieDataset *dataset =
        vigie_observatory_dataset(context->observatory, plan->source, error);
    if (dataset == NULL)
        return false;
    const VigieItem *item = value_item(dataset->codebook, plan->value);
    g_autoptr(GPtrArray) names = names_of(plan, item->name);
    g_autoptr(VigieFrame) frame =
        vigie_store_read(context->store, dataset->name, dataset->codebook,
                         (const char *const *)names->pdata, error);
    if (frame == NULL)
        return false;
    Sums sums = {.frame = frame, .value = vigie_frame_column(frame, item->name)->value};
    totals->source = g_strdup_printf("dataset:%s %s", dataset->name, item->name);
    return sum_up(totals, context, &sums, error);
}
