/* weigh-wave.c - one wave: its totals settled, what contradicts them named with its place, its weights */
#include "weigh.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

static void
fail(const WeighMargin *margin, guint64 line, int code, GError **error, const char *text)
{
    const VigieMarginPlan *plan = margin->plan;
    VigiePlace place = {line > 0 ? plan->source : "observatory.ini",
                        line > 0 ? line : plan->line, 0};
    vigie_set_error_at(error, VIGIE_CALIBRATION_ERROR, code, &place, "%s", text);
}

/* Totals of a wave ----------------------------------------------------------------------------- */

static void
class_clear(gpointer user)
{
    g_free(((WeighClass *)user)->name);
}

static WeighClass *
find_class(GArray *classes, const char *name)
{
    for (guint c = 0; c < classes->len; c++) {
        WeighClass *found = &g_array_index(classes, WeighClass, c);
        if (strcmp(found->name, name) == 0)
            return found;
    }
    return NULL;
}

static void
append_class(GArray *classes, const char *name, double total, guint64 line, bool waved)
{
    WeighClass new = {g_strdup(name), total, 0, line, waved, 0};
    g_array_append_val(classes, new);
}

static bool
is_of(const VigieTotalRow *row, const WeighWave *wave)
{
    return (row->year == 0 || row->year == wave->year) &&
           (row->wave == NULL || wave->whole_year || g_strcmp0(row->wave, wave->wave) == 0);
}

/* A year's total is the sum of its waves'; anything else that is given twice is an error. */
static bool
collect(const WeighMargin *margin, const WeighWave *wave, GArray *classes, GError **error)
{
    for (guint i = 0; i < margin->totals->rows->len; i++) {
        VigieTotalRow *row = g_ptr_array_index(margin->totals->rows, i);
        if (!is_of(row, wave))
            continue;
        row->used = true;
        bool waved = wave->whole_year && row->wave != NULL;
        WeighClass *found = find_class(classes, row->class_name);
        if (found == NULL) {
            append_class(classes, row->class_name, row->value, row->line, waved);
        } else if (found->waved && waved && !margin->plan->shares) {
            found->total += row->value;
        } else {
            g_autofree char *text =
                g_strdup_printf(_("%s: class '%s' of margin %s has two totals"), wave->label,
                                row->class_name, margin->plan->name);
            fail(margin, row->line, VIGIE_CALIBRATION_ERROR_MARGINS, error, text);
            return false;
        }
    }
    return true;
}

static double
sum_of(const GArray *classes)
{
    double sum = 0;
    for (guint c = 0; c < classes->len; c++)
        sum += g_array_index(classes, WeighClass, c).total;
    return sum;
}

/* Shares of a file add up to 1 or to 100, but for rounding; of other sources to anything. */
static bool
check_shares(const WeighMargin *margin, const WeighWave *wave, double sum, GError **error)
{
    bool fits = fabs(sum - 1) <= 0.005 || fabs(sum - 100) <= 0.5;
    if (sum > 0 && (margin->plan->from != VIGIE_TOTALS_FILE || fits))
        return true;
    char buffer[VIGIE_NUMBER_SIZE];
    g_autofree char *text =
        g_strdup_printf(_("%s: the shares of margin %s add up to %s, neither 1 nor 100"),
                        wave->label, margin->plan->name, vigie_number_print(sum, buffer));
    fail(margin,
         margin->plan->from == VIGIE_TOTALS_FILE
             ? g_array_index(wave->classes[0], WeighClass, 0).line
             : 0,
         VIGIE_CALIBRATION_ERROR_MARGINS, error, text);
    return false;
}

static bool
scale_shares(const WeighMargin *margin, const WeighWave *wave, GArray *classes,
             double population, GError **error)
{
    double sum = sum_of(classes);
    if (isnan(population)) {
        g_autofree char *text = g_strdup_printf(
            _("%s: margin %s has shares: say of how many with population= in [weights %s], or "
              "give another margin as numbers"),
            wave->label, margin->plan->name, wave->weigh->context.survey->name);
        fail(margin, 0, VIGIE_CALIBRATION_ERROR_MARGINS, error, text);
        return false;
    }
    if (!check_shares(margin, wave, sum, error))
        return false;
    for (guint c = 0; c < classes->len; c++)
        g_array_index(classes, WeighClass, c).total *= population / sum;
    return true;
}

/* Every margin's classes; those that are shares last, when the population is known. */
static bool
settle_totals(WeighWave *wave, GError **error)
{
    const Weigh *weigh = wave->weigh;
    double population = weigh->plan->population;
    for (guint m = 0; m < weigh->n_margins; m++) {
        const WeighMargin *margin = &weigh->margins[m];
        wave->classes[m] = g_array_new(FALSE, FALSE, sizeof(WeighClass));
        g_array_set_clear_func(wave->classes[m], class_clear);
        if (!collect(margin, wave, wave->classes[m], error))
            return false;
        if (!margin->plan->number && !margin->plan->shares && isnan(population) &&
            wave->classes[m]->len > 0)
            population = sum_of(wave->classes[m]);
    }
    for (guint m = 0; m < weigh->n_margins; m++)
        if (weigh->margins[m].plan->shares && wave->classes[m]->len > 0 &&
            !scale_shares(&weigh->margins[m], wave, wave->classes[m], population, error))
            return false;
    return true;
}

/* No margin has totals: the wave is left as it is; some have: which one has not. */
static bool
has_totals(const WeighWave *wave, bool *any, GError **error)
{
    const Weigh *weigh = wave->weigh;
    const WeighMargin *without = NULL;
    *any = false;
    for (guint m = 0; m < weigh->n_margins; m++) {
        *any = *any || wave->classes[m]->len > 0;
        without = wave->classes[m]->len == 0 ? &weigh->margins[m] : without;
    }
    if (!*any || without == NULL)
        return true;
    g_autofree char *text = g_strdup_printf(_("%s: margin %s has no totals, others have"),
                                            wave->label, without->plan->name);
    fail(without, 0, VIGIE_CALIBRATION_ERROR_MARGINS, error, text);
    return false;
}

/* Classes of the records ------------------------------------------------------------------------ */

static bool
no_answer(const WeighWave *wave, const WeighMargin *margin, guint64 n, gsize first,
          GError **error)
{
    guint64 line = wave->weigh->frame->line[first];
    g_autofree char *text = g_strdup_printf(
        P_("%s: %" PRIu64 " record has no answer for margin %s (the first on line "
           "%" PRIu64 " of its file); missing=class keeps it as a class of its own",
           "%s: %" PRIu64 " records have no answer for margin %s (the first on line "
           "%" PRIu64 " of its file); missing=class keeps them as a class of their "
           "own",
           n),
        wave->label, n, margin->plan->name, line);
    fail(margin, 0, VIGIE_CALIBRATION_ERROR_MISSING, error, text);
    return false;
}

static bool
check_numbers(const WeighWave *wave, const WeighMargin *margin, GError **error)
{
    guint64 n = 0;
    gsize first = 0;
    for (gsize i = 0; i < wave->records->len; i++) {
        gsize record = g_array_index(wave->records, gsize, i);
        if (!isnan(margin->number[record]))
            continue;
        first = n++ == 0 ? record : first;
    }
    return n == 0 || no_answer(wave, margin, n, first, error);
}

/* The class of a code, made if the totals lack it. */
static guint32
class_of_code(const WeighMargin *margin, GArray *classes, guint32 code)
{
    g_autofree char *name = vigie_margin_codes_name(&margin->codes, code);
    WeighClass *found = find_class(classes, name);
    if (found == NULL)
        append_class(classes, name, NAN, 0, false);
    return found != NULL ? (guint32)(found - (WeighClass *)(gpointer)classes->data)
                         : classes->len - 1;
}

/* class_of[n] of the wave's records, VIGIE_NO_CLASS = no answer; sums of design weights by class. */
static void
classify(const WeighWave *wave, guint m, guint32 *class_of, guint64 *n_missing, gsize *first)
{
    const WeighMargin *margin = &wave->weigh->margins[m];
    g_autofree guint32 *map = g_new(guint32, MAX(margin->codes.n_codes, 1));
    for (guint32 c = 0; c < margin->codes.n_codes; c++)
        map[c] = VIGIE_NO_CLASS;
    for (gsize i = 0; i < wave->records->len; i++) {
        gsize record = g_array_index(wave->records, gsize, i);
        guint32 code = margin->codes.code[record];
        class_of[i] = VIGIE_NO_CLASS;
        if (code == VIGIE_NO_CLASS) {
            *first = (*n_missing)++ == 0 ? record : *first;
            continue;
        }
        if (map[code] == VIGIE_NO_CLASS)
            map[code] = class_of_code(margin, wave->classes[m], code);
        class_of[i] = map[code];
        g_array_index(wave->classes[m], WeighClass, map[code]).before += wave->weight[i];
        g_array_index(wave->classes[m], WeighClass, map[code]).n++;
    }
}

/* Those without answer get their share of the design weights; the totals of the others give way to it. */
static void
keep_missing(const WeighWave *wave, guint m, guint32 *class_of)
{
    GArray *classes = wave->classes[m];
    double all = 0, missing = 0, total = sum_of(classes);
    WeighClass none = {g_strdup(MARGIN_NO_ANSWER), 0, 0, 0, false, 0};
    for (gsize i = 0; i < wave->records->len; i++) {
        all += wave->weight[i];
        if (class_of[i] != VIGIE_NO_CLASS)
            continue;
        class_of[i] = classes->len;
        missing += wave->weight[i];
        none.n++;
    }
    for (guint c = 0; c < classes->len; c++)
        g_array_index(classes, WeighClass, c).total *= 1 - missing / all;
    none.total = total * missing / all;
    none.before = missing;
    g_array_append_val(classes, none);
}

/* Classes of total 0 that nobody is in are no classes; the others must have both. */
static bool
check_classes(const WeighWave *wave, guint m, GError **error)
{
    const WeighMargin *margin = &wave->weigh->margins[m];
    for (guint c = 0; c < wave->classes[m]->len; c++) {
        const WeighClass *class = &g_array_index(wave->classes[m], WeighClass, c);
        g_autofree char *text = NULL;
        if (class->n > 0 && !(class->total > 0)) {
            text = g_strdup_printf(
                P_("%s: %" PRIu64 " record is of class '%s' of margin %s, whose total "
                   "is 0 or missing",
                   "%s: %" PRIu64 " records are of class '%s' of margin %s, whose "
                   "total is 0 or missing",
                   class->n),
                wave->label, class->n, class->name, margin->plan->name);
            fail(margin, class->line, VIGIE_CALIBRATION_ERROR_EXTRA_CLASS, error, text);
        } else if (class->n == 0 && class->total > 0) {
            text = g_strdup_printf(
                _("%s: no record is of class '%s' of margin %s, whose total is above 0: join "
                  "it with another class"),
                wave->label, class->name, margin->plan->name);
            fail(margin, class->line, VIGIE_CALIBRATION_ERROR_EMPTY_CLASS, error, text);
        }
        if (text != NULL)
            return false;
    }
    return true;
}

/* Takes classes that nobody is in out (their total is 0), and numbers the others anew. */
static void
drop_empty(const WeighWave *wave, guint m, guint32 *class_of)
{
    GArray *classes = wave->classes[m];
    g_autofree guint32 *new = g_new(guint32, classes->len + 1);
    guint kept = 0;
    for (guint c = 0; c < classes->len; c++)
        new[c] = g_array_index(classes, WeighClass, c).n > 0 ? kept++ : VIGIE_NO_CLASS;
    for (guint c = classes->len; c-- > 0;)
        if (new[c] == VIGIE_NO_CLASS)
            g_array_remove_index(classes, c);
    for (gsize i = 0; i < wave->records->len; i++)
        if (class_of[i] != VIGIE_NO_CLASS)
            class_of[i] = new[class_of[i]];
}

static bool
place_records(WeighWave *wave, guint m, GError **error)
{
    const WeighMargin *margin = &wave->weigh->margins[m];
    gsize n = wave->records->len, first = 0;
    guint64 n_missing = 0;
    if (margin->plan->number)
        return check_numbers(wave, margin, error);
    guint32 *class_of = wave->class_of[m] = g_new(guint32, MAX(n, 1));
    classify(wave, m, class_of, &n_missing, &first);
    if (n_missing > 0 && !margin->plan->keep_missing)
        return no_answer(wave, margin, n_missing, first, error);
    if (!check_classes(wave, m, error))
        return false;
    drop_empty(wave, m, class_of);
    if (n_missing > 0)
        keep_missing(wave, m, class_of);
    return true;
}

/* Margins of classes all add up to the population. */
static bool
check_sums(const WeighWave *wave, GError **error)
{
    const Weigh *weigh = wave->weigh;
    double first = NAN;
    guint at = 0;
    for (guint m = 0; m < weigh->n_margins; m++) {
        if (weigh->margins[m].plan->number)
            continue;
        double sum = sum_of(wave->classes[m]);
        if (isnan(first)) {
            first = sum;
            at = m;
        }
        if (fabs(sum - first) <= 1e-6 * MAX(1, fabs(first)))
            continue;
        char one[VIGIE_NUMBER_SIZE], other[VIGIE_NUMBER_SIZE];
        g_autofree char *text = g_strdup_printf(
            _("%s: margins %s and %s contradict each other: their totals add up to %s and %s"),
            wave->label, weigh->margins[at].plan->name, weigh->margins[m].plan->name,
            vigie_number_print(first, one), vigie_number_print(sum, other));
        fail(&weigh->margins[m], g_array_index(wave->classes[m], WeighClass, 0).line,
             VIGIE_CALIBRATION_ERROR_MARGINS, error, text);
        return false;
    }
    return true;
}

bool
vigie_weigh_wave_settle(WeighWave *wave, bool *any, GError **error)
{
    if (!settle_totals(wave, error) || !has_totals(wave, any, error))
        return false;
    for (guint m = 0; *any && m < wave->weigh->n_margins; m++)
        if (!place_records(wave, m, error))
            return false;
    return !*any || check_sums(wave, error);
}

/* Calibrating ---------------------------------------------------------------------------------- */

/* Arrays of the margins, as vigie_calibrate() takes them; they live as long as the wave. */
static void
fill_margin(const WeighWave *wave, guint m, VigieMargin *margin)
{
    const WeighMargin *own = &wave->weigh->margins[m];
    GArray *classes = wave->classes[m];
    const char **names = wave->names[m] = g_new0(const char *, classes->len + 1);
    double *totals = wave->totals[m] = g_new(double, MAX(classes->len, 1));
    for (guint c = 0; c < classes->len; c++) {
        names[c] = g_array_index(classes, WeighClass, c).name;
        totals[c] = g_array_index(classes, WeighClass, c).total;
    }
    *margin = (VigieMargin){.name = own->plan->name,
                            .n_classes = classes->len,
                            .class_of = wave->class_of[m],
                            .class_name = own->plan->number ? NULL : names,
                            .total = totals};
    if (!own->plan->number)
        return;
    double *number = wave->number[m] = g_new(double, MAX(wave->records->len, 1));
    for (gsize i = 0; i < wave->records->len; i++)
        number[i] = own->number[g_array_index(wave->records, gsize, i)];
    margin->number = number;
}

static VigieCalibrationMethod
method_of(VigieWeighMethod method)
{
    switch (method) {
    case VIGIE_WEIGH_RAKING:
        return VIGIE_CALIBRATE_RAKING;
    case VIGIE_WEIGH_TRUNCATED:
        return VIGIE_CALIBRATE_TRUNCATED;
    case VIGIE_WEIGH_LOGIT:
        return VIGIE_CALIBRATE_LOGIT;
    case VIGIE_WEIGH_LINEAR:
    case VIGIE_WEIGH_POSTSTRATIFY:
    default:
        return VIGIE_CALIBRATE_LINEAR;
    }
}

bool
vigie_weigh_wave_calibrate(WeighWave *wave, double *g, VigieCalibrationReport *report,
                           GError **error)
{
    const Weigh *weigh = wave->weigh;
    g_autofree VigieMargin *margins = g_new0(VigieMargin, weigh->n_margins);
    for (guint m = 0; m < weigh->n_margins; m++)
        fill_margin(wave, m, &margins[m]);
    const VigieCalibrationSpec spec = {.n = wave->records->len,
                                       .weight = wave->weight,
                                       .margin = margins,
                                       .n_margins = weigh->n_margins,
                                       .method = method_of(weigh->method),
                                       .lower = weigh->plan->lower,
                                       .upper = weigh->plan->upper};
    if (vigie_calibrate(&spec, g, report, error))
        return true;
    VigiePlace place = {"observatory.ini", weigh->plan->line, 0};
    g_autofree char *at = vigie_place_print(&place);
    g_prefix_error(error, "%s: %s: ", at, wave->label);
    return false;
}

void
vigie_weigh_wave_free(WeighWave *wave)
{
    for (guint m = 0; m < wave->weigh->n_margins; m++) {
        g_clear_pointer(&wave->classes[m], g_array_unref);
        g_free(wave->class_of[m]);
        g_free(wave->names[m]);
        g_free(wave->totals[m]);
        g_free(wave->number[m]);
    }
    g_free(wave->classes);
    g_free(wave->class_of);
    g_free(wave->names);
    g_free(wave->totals);
    g_free(wave->number);
    g_free(wave->weight);
    g_array_unref(wave->records);
    g_free(wave->label);
    g_free(wave->wave);
    g_free(wave);
}
