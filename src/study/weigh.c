/* weigh.c - weights of a survey: answers, totals, waves; all waves checked, then calibrated */
#include "weigh.h"
#include "children.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

G_DEFINE_QUARK(vigie_weigh_error, vigie_weigh_error)

/* What comes out ------------------------------------------------------------------------------- */

static void
weighed_free(gpointer user)
{
    VigieWeighedWave *wave = user;
    vigie_stored_calibration_free(wave->calibration);
    g_free(wave->record);
    g_free(wave->design_weight);
    g_free(wave->g);
    for (guint l = 0; l < VIGIE_LARGEST_WEIGHTS; l++)
        g_free(wave->largest[l].id);
    g_free(wave);
}

void
vigie_weighing_free(VigieWeighing *weighing)
{
    if (weighing == NULL)
        return;
    g_ptr_array_unref(weighing->waves);
    g_free(weighing);
}

char *
vigie_calibration_label(const VigieStoredCalibration *calibration)
{
    const char *wave = calibration->wave;
    char year[16];
    g_snprintf(year, sizeof year, "%d", calibration->year);
    if (wave == NULL || strcmp(wave, year) == 0)
        return g_strdup(year);
    return g_ascii_isdigit(*wave) ? g_strdup_printf(_("%s (wave %s)"), year, wave)
                                  : g_strdup_printf("%s, %s", year, wave);
}

static const char *
choice_label(const VigieSurvey *survey, const char *item_name, const char *choice_name,
             VigieLang lang)
{
    const VigieItem *item = vigie_codebook_find(survey->codebook, item_name);
    gint at =
        item != NULL && item->list != NULL ? vigie_list_index(item->list, choice_name) : -1;
    return at >= 0 ? vigie_choice_label(survey->codebook, vigie_list_get(item->list, (guint)at),
                                        lang)
                   : choice_name;
}

char *
vigie_margin_class_label(const VigieSurvey *survey, const VigieStoredMargin *margin,
                         guint class_index, VigieLang lang)
{
    const char *name = margin->class_name[class_index];
    if (margin->number)
        return g_strdup(_("sum"));
    if (strcmp(name, MARGIN_NO_ANSWER) == 0)
        return g_strdup(_("no answer"));
    guint n = g_strv_length(margin->items);
    g_auto(GStrv) parts = g_strsplit(name, "*", (gint)n);
    GString *label = g_string_new(NULL);
    for (guint i = 0; i < n && parts[i] != NULL; i++)
        g_string_append_printf(label, "%s%s", i > 0 ? " × " : "",
                               choice_label(survey, margin->items[i], parts[i], lang));
    return g_string_free(label, FALSE);
}

/* Reading ------------------------------------------------------------------------------------- */

static void
weigh_release(Weigh *weigh)
{
    g_clear_pointer(&weigh->waves, g_ptr_array_unref);
    for (guint m = 0; m < weigh->n_margins; m++) {
        vigie_totals_free(weigh->margins[m].totals);
        vigie_margin_codes_release(&weigh->margins[m].codes);
    }
    g_free(weigh->margins);
    g_clear_pointer(&weigh->frame, vigie_frame_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Weigh, weigh_release)

static void
add_name(GPtrArray *names, const char *name)
{
    if (*name != '\0' && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
        g_ptr_array_add(names, (gpointer)name);
}

static bool
read_answers(Weigh *weigh, GError **error)
{
    const VigieSurvey *survey = weigh->context.survey;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    add_name(names, "year");
    add_name(names, "wave");
    add_name(names, survey->weight);
    add_name(names, survey->id);
    for (guint m = 0; m < weigh->plan->margins->len; m++) {
        const VigieMarginPlan *margin = g_ptr_array_index(weigh->plan->margins, m);
        for (char **item = margin->items; *item != NULL; item++)
            add_name(names, *item);
    }
    g_ptr_array_add(names, NULL);
    weigh->frame = vigie_store_read(weigh->context.store, survey->name, survey->codebook,
                                    (const char *const *)names->pdata, error);
    return weigh->frame != NULL;
}

static bool
read_margins(Weigh *weigh, GError **error)
{
    weigh->margins = g_new0(WeighMargin, weigh->plan->margins->len);
    weigh->n_margins = weigh->plan->margins->len;
    for (guint m = 0; m < weigh->n_margins; m++) {
        WeighMargin *margin = &weigh->margins[m];
        margin->plan = g_ptr_array_index(weigh->plan->margins, m);
        const char *const *items = (const char *const *)margin->plan->items;
        margin->totals = vigie_totals_new(&weigh->context, margin->plan, error);
        if (margin->totals == NULL)
            return false;
        if (margin->plan->number)
            margin->number = vigie_frame_column(weigh->frame, items[0])->value;
        else if (!vigie_margin_codes(&margin->codes, weigh->frame, items, error))
            return false;
    }
    return true;
}

/* Waves --------------------------------------------------------------------------------------- */

static double
design_weight(const Weigh *weigh, gsize i)
{
    const char *item = weigh->context.survey->weight;
    return *item != '\0' ? vigie_frame_column(weigh->frame, item)->value[i] : 1;
}

static bool
check_weight(const Weigh *weigh, gsize i, GError **error)
{
    double weight = design_weight(weigh, i);
    if (weight >= 0 && isfinite(weight))
        return true;
    g_set_error(error, VIGIE_WEIGH_ERROR, VIGIE_WEIGH_ERROR_WEIGHT,
                _("survey %s: the weight of the record on line %" PRIu64
                  " of its file is missing or negative"),
                weigh->context.survey->name, weigh->frame->line[i]);
    return false;
}

static WeighWave *
wave_new(const Weigh *weigh, int year, const char *name)
{
    WeighWave *wave = g_new0(WeighWave, 1);
    wave->weigh = weigh;
    wave->year = year;
    wave->wave = g_strdup(name);
    wave->whole_year = weigh->plan->by_year;
    const VigieStoredCalibration named = {.year = year, .wave = wave->wave};
    g_autofree char *time = vigie_calibration_label(&named);
    wave->label = g_strdup_printf("%s %s", weigh->context.survey->name, time);
    wave->records = g_array_new(FALSE, FALSE, sizeof(gsize));
    wave->classes = g_new0(GArray *, weigh->n_margins);
    wave->class_of = g_new0(guint32 *, weigh->n_margins);
    wave->names = g_new0(const char **, weigh->n_margins);
    wave->totals = g_new0(double *, weigh->n_margins);
    wave->number = g_new0(double *, weigh->n_margins);
    return wave;
}

static WeighWave *
find_wave(Weigh *weigh, int year, const char *name)
{
    for (guint w = 0; w < weigh->waves->len; w++) {
        WeighWave *wave = g_ptr_array_index(weigh->waves, w);
        if (wave->year == year && g_strcmp0(wave->wave, name) == 0)
            return wave;
    }
    WeighWave *wave = wave_new(weigh, year, name);
    g_ptr_array_add(weigh->waves, wave);
    return wave;
}

static gint
compare_waves(gconstpointer a, gconstpointer b)
{
    const WeighWave *one = *(const WeighWave *const *)a, *other = *(const WeighWave *const *)b;
    return one->year != other->year ? one->year - other->year
                                    : g_strcmp0(one->wave, other->wave);
}

static bool
is_asked(const VigieWeighQuestion *question, int year, const char *wave)
{
    return (question->year == 0 || question->year == year) &&
           (question->wave == NULL || g_strcmp0(question->wave, wave) == 0);
}

static void
tell_no_year(const Weigh *weigh, guint64 n)
{
    if (n > 0)
        vigie_findings_add(
            weigh->context.findings, VIGIE_FINDING, "no_year", NULL,
            P_("survey %s: %" PRIu64 " record has no year and gets no calibrated weight",
               "survey %s: %" PRIu64 " records have no year and get no calibrated weights", n),
            weigh->context.survey->name, n);
}

static bool
sort_records(Weigh *weigh, const VigieWeighQuestion *question, GError **error)
{
    const VigieColumn *year = vigie_frame_column(weigh->frame, "year");
    const VigieColumn *wave = vigie_frame_column(weigh->frame, "wave");
    weigh->waves = g_ptr_array_new_with_free_func((GDestroyNotify)vigie_weigh_wave_free);
    guint64 n_no_year = 0;
    for (gsize i = 0; i < weigh->frame->n; i++) {
        if (!check_weight(weigh, i, error))
            return false;
        n_no_year += isnan(year->value[i]) ? 1 : 0;
        if (isnan(year->value[i]) || !(design_weight(weigh, i) > 0))
            continue;
        const char *name = isnan(wave->value[i]) || weigh->plan->by_year
                               ? NULL
                               : g_ptr_array_index(wave->levels, (guint)wave->value[i]);
        if (is_asked(question, (int)year->value[i], name))
            g_array_append_val(find_wave(weigh, (int)year->value[i], name)->records, i);
    }
    tell_no_year(weigh, n_no_year);
    g_ptr_array_sort(weigh->waves, compare_waves);
    for (guint w = 0; w < weigh->waves->len; w++) {
        WeighWave *own = g_ptr_array_index(weigh->waves, w);
        own->weight = g_new(double, own->records->len);
        for (guint i = 0; i < own->records->len; i++)
            own->weight[i] = design_weight(weigh, g_array_index(own->records, gsize, i));
    }
    return true;
}

static bool
check_waves(const Weigh *weigh, const VigieWeighQuestion *question, GError **error)
{
    if (weigh->waves->len > 0)
        return true;
    if (question->wave != NULL && weigh->plan->by_year)
        g_set_error(error, VIGIE_WEIGH_ERROR, VIGIE_WEIGH_ERROR_WAVE,
                    _("survey %s is weighted by year (by=year): take --year"),
                    weigh->context.survey->name);
    else
        g_set_error(error, VIGIE_WEIGH_ERROR, VIGIE_WEIGH_ERROR_WAVE,
                    _("survey %s has no answer in that year or wave; vigie status tells which "
                      "there are"),
                    weigh->context.survey->name);
    return false;
}

/* The first failure is the error, others are findings. */
static void
keep_failure(const Weigh *weigh, GError *failure, GError **first)
{
    if (*first == NULL) {
        *first = failure;
        return;
    }
    vigie_findings_add(weigh->context.findings, VIGIE_FINDING, "wave_refused", NULL, "%s",
                       failure->message);
    g_error_free(failure);
}

/* Waves without totals leave the list. */
static bool
settle_waves(Weigh *weigh, GError **error)
{
    GError *first = NULL;
    for (guint w = 0; w < weigh->waves->len;) {
        WeighWave *wave = g_ptr_array_index(weigh->waves, w);
        GError *failure = NULL;
        bool any = false;
        if (!vigie_weigh_wave_settle(wave, &any, &failure)) {
            keep_failure(weigh, failure, &first);
        } else if (!any) {
            vigie_findings_add(
                weigh->context.findings, VIGIE_FINDING, "wave_without_totals", NULL,
                _("%s: there are no totals; its weights are left as they are"), wave->label);
            g_ptr_array_remove_index(weigh->waves, w);
            continue;
        }
        w++;
    }
    if (first == NULL)
        return true;
    g_propagate_error(error, first);
    return false;
}

/* Totals of waves that the survey does not have: a slip of the pen in the year or the wave. */
static void
tell_unused(const Weigh *weigh, const VigieWeighQuestion *question)
{
    for (guint m = 0; question->year == 0 && question->wave == NULL && m < weigh->n_margins;
         m++) {
        const WeighMargin *margin = &weigh->margins[m];
        for (guint i = 0; i < margin->totals->rows->len; i++) {
            const VigieTotalRow *row = g_ptr_array_index(margin->totals->rows, i);
            VigiePlace place = {margin->plan->source, row->line, 0};
            if (row->used || row->line == 0)
                continue;
            const VigieStoredCalibration named = {.year = row->year, .wave = row->wave};
            g_autofree char *time = vigie_calibration_label(&named);
            vigie_findings_add(weigh->context.findings, VIGIE_NOTE, "totals_unused", &place,
                               _("survey %s has no answer in %s: the total is not used"),
                               weigh->context.survey->name, time);
        }
    }
}

/* Weights ------------------------------------------------------------------------------------- */

static char *
record_id(const Weigh *weigh, gsize record)
{
    char buffer[VIGIE_NUMBER_SIZE];
    const VigieColumn *id = *weigh->context.survey->id != '\0'
                                ? vigie_frame_column(weigh->frame, weigh->context.survey->id)
                                : NULL;
    if (id != NULL && id->why[record] == VIGIE_PRESENT)
        return g_strdup(vigie_column_text(id, record, buffer));
    return g_strdup_printf(_("line %" PRIu64), weigh->frame->line[record]);
}

/* The largest weights, the first of equal ones first. */
static void
find_largest(const Weigh *weigh, VigieWeighedWave *out)
{
    gsize at[VIGIE_LARGEST_WEIGHTS];
    guint n = 0;
    for (gsize i = 0; i < out->n; i++) {
        double weight = out->design_weight[i] * out->g[i];
        guint place = n;
        while (place > 0 && weight > out->design_weight[at[place - 1]] * out->g[at[place - 1]])
            place--;
        if (place == VIGIE_LARGEST_WEIGHTS)
            continue;
        n = MIN(n + 1, VIGIE_LARGEST_WEIGHTS);
        for (guint l = n - 1; l > place; l--)
            at[l] = at[l - 1];
        at[place] = i;
    }
    for (guint l = 0; l < n; l++)
        out->largest[l] =
            (VigieLargestWeight){record_id(weigh, out->record[at[l]]),
                                 out->design_weight[at[l]] * out->g[at[l]], out->g[at[l]]};
}

static VigieStoredMargin *
stored_margin(const WeighWave *wave, guint m, const VigieCalibrationReport *report, guint at)
{
    const WeighMargin *margin = &wave->weigh->margins[m];
    VigieStoredMargin *stored = vigie_stored_margin_new(wave->classes[m]->len);
    stored->name = g_strdup(margin->plan->name);
    stored->items = g_strdupv(margin->plan->items);
    stored->number = margin->plan->number;
    stored->source = g_strdup(margin->totals->source);
    for (guint c = 0; c < stored->n_classes; c++) {
        const WeighClass *class = &g_array_index(wave->classes[m], WeighClass, c);
        stored->class_name[c] = g_strdup(class->name);
        stored->target[c] = class->total;
        stored->before[c] = report->before[at + c];
        stored->after[c] = report->after[at + c];
    }
    return stored;
}

static VigieStoredCalibration *
stored_of(const WeighWave *wave, const VigieCalibrationReport *report)
{
    const Weigh *weigh = wave->weigh;
    bool bounded = weigh->method == VIGIE_WEIGH_TRUNCATED || weigh->method == VIGIE_WEIGH_LOGIT;
    VigieStoredCalibration *stored = vigie_stored_calibration_new();
    stored->survey = g_strdup(weigh->context.survey->name);
    stored->year = wave->year;
    stored->wave = g_strdup(wave->wave);
    stored->whole_year = wave->whole_year;
    stored->method = g_strdup(vigie_weigh_methods()[weigh->method]);
    stored->lower = bounded ? weigh->plan->lower : NAN;
    stored->upper = bounded ? weigh->plan->upper : NAN;
    stored->n = wave->records->len;
    stored->iterations = report->iterations;
    stored->discrepancy = report->discrepancy;
    stored->g_least = report->g_least;
    stored->g_most = report->g_most;
    stored->n_eff = report->n_eff;
    stored->deff_before = report->deff_before;
    stored->deff_after = report->kish;
    stored->negative = report->negative;
    for (guint m = 0, at = 0; m < weigh->n_margins; at += wave->classes[m]->len, m++)
        g_ptr_array_add(stored->margins, stored_margin(wave, m, report, at));
    return stored;
}

static void
tell_negative(const Weigh *weigh, const WeighWave *wave, guint64 n)
{
    if (n > 0)
        vigie_findings_add(
            weigh->context.findings, VIGIE_FINDING, "negative_weights", NULL,
            P_("%s: %" PRIu64 " weight is negative (linear, far from the totals): take raking, "
               "or truncated or logit with bounds",
               "%s: %" PRIu64 " weights are negative (linear, far from the totals): take "
               "raking, or truncated or logit with bounds",
               n),
            wave->label, n);
}

static VigieWeighedWave *
calibrate(const Weigh *weigh, WeighWave *wave, GError **error)
{
    gsize n = wave->records->len;
    g_autofree double *g = g_new(double, MAX(n, 1));
    guint64 n_trimmed = 0;
    VigieCalibrationReport report = {0};
    if (!vigie_weigh_wave_calibrate(wave, g, &report, error))
        return NULL;
    if (!vigie_weigh_wave_trim(wave, g, &report, &n_trimmed, error)) {
        vigie_calibration_report_clear(&report);
        return NULL;
    }
    VigieWeighedWave *out = g_new0(VigieWeighedWave, 1);
    out->n = n;
    out->record = g_memdup2(wave->records->data, n * sizeof(gsize));
    out->design_weight = g_memdup2(wave->weight, n * sizeof(double));
    out->g = g_steal_pointer(&g);
    out->calibration = stored_of(wave, &report);
    out->calibration->trimmed = n_trimmed;
    vigie_calibration_report_clear(&report);
    tell_negative(weigh, wave, out->calibration->negative);
    find_largest(weigh, out);
    return out;
}

static bool
calibrate_all(const Weigh *weigh, VigieWeighing *weighing, const VigieProgress *progress,
              GError **error)
{
    GError *first = NULL;
    for (guint w = 0; w < weigh->waves->len; w++) {
        vigie_progress(progress, _("calibrating"), w, weigh->waves->len);
        GError *failure = NULL;
        VigieWeighedWave *wave = calibrate(weigh, g_ptr_array_index(weigh->waves, w), &failure);
        if (wave != NULL)
            g_ptr_array_add(weighing->waves, wave);
        else
            keep_failure(weigh, failure, &first);
    }
    if (first == NULL)
        return true;
    g_propagate_error(error, first);
    return false;
}

static bool
weigh_all(Weigh *weigh, VigieWeighing *weighing, const VigieWeighQuestion *question,
          const VigieProgress *progress, GError **error)
{
    vigie_progress(progress, _("reading"), 0, 1);
    if (!vigie_store_stamp(weigh->context.store, question->survey, &weighing->stamp, error) ||
        !read_answers(weigh, error) || !read_margins(weigh, error) ||
        !sort_records(weigh, question, error) || !check_waves(weigh, question, error) ||
        !settle_waves(weigh, error))
        return false;
    tell_unused(weigh, question);
    if (weigh->waves->len > 0)
        return calibrate_all(weigh, weighing, progress, error);
    g_set_error(error, VIGIE_WEIGH_ERROR, VIGIE_WEIGH_ERROR_WAVE,
                _("survey %s: the margins have totals of none of its waves"), question->survey);
    return false;
}

/* The method of the command line in place of the plan's. */
static bool
settle_method(Weigh *weigh, const VigieWeighQuestion *question, GError **error)
{
    const VigieMarginPlan *first = g_ptr_array_index(weigh->plan->margins, 0);
    weigh->method = question->method_said ? question->method : weigh->plan->method;
    if (weigh->method != VIGIE_WEIGH_POSTSTRATIFY ||
        (weigh->plan->margins->len == 1 && !first->number))
        return true;
    g_set_error_literal(error, VIGIE_WEIGH_ERROR, VIGIE_WEIGH_ERROR_PLAN,
                        _("method=poststratify takes one margin, of an item or of several "
                          "crossed by *; for several margins take raking"));
    return false;
}

VigieWeighing *
vigie_weigh(const VigieObservatory *observatory, VigieStore *store,
            const VigieWeighQuestion *question, VigieFindings *findings,
            const VigieProgress *progress, GError **error)
{
    const VigieSurvey *survey = vigie_observatory_survey(observatory, question->survey, error);
    if (survey == NULL)
        return NULL;
    if (survey->parent != NULL) {
        const char *root = vigie_study_root(survey)->name;
        g_set_error(error, VIGIE_WEIGH_ERROR, VIGIE_WEIGH_ERROR_PLAN,
                    _("%s is a repeat: it has the weights of %s, so run vigie weight %s"),
                    survey->name, root, root);
        return NULL;
    }
    if (survey->weights == NULL) {
        VigiePlace place = {"observatory.ini", 0, 0};
        vigie_set_error_at(error, VIGIE_WEIGH_ERROR, VIGIE_WEIGH_ERROR_PLAN, &place,
                           _("it does not say how %s is weighted: add a group [weights %s] and "
                             "a group [margin %s NAME] with item= and totals="),
                           survey->name, survey->name, survey->name);
        return NULL;
    }
    g_auto(Weigh)
        weigh = {.context = {observatory, store, survey, findings}, .plan = survey->weights};
    g_autoptr(VigieWeighing) weighing = g_new0(VigieWeighing, 1);
    weighing->survey = survey;
    weighing->waves = g_ptr_array_new_with_free_func(weighed_free);
    return settle_method(&weigh, question, error) &&
                   weigh_all(&weigh, weighing, question, progress, error)
               ? g_steal_pointer(&weighing)
               : NULL;
}

/* Estimates take weights of 0 or more. */
static bool
check_signs(const VigieWeighing *weighing, GError **error)
{
    for (guint w = 0; w < weighing->waves->len; w++) {
        const VigieWeighedWave *wave = g_ptr_array_index(weighing->waves, w);
        if (wave->calibration->negative == 0)
            continue;
        g_autofree char *label = vigie_calibration_label(wave->calibration);
        g_set_error(error, VIGIE_WEIGH_ERROR, VIGIE_WEIGH_ERROR_NEGATIVE,
                    _("%s %s: negative weights are not stored: take --method raking or logit"),
                    wave->calibration->survey, label);
        return false;
    }
    return true;
}

bool
vigie_weighing_store(const VigieWeighing *weighing, VigieStore *store, GError **error)
{
    guint n = weighing->waves->len;
    if (!check_signs(weighing, error))
        return false;
    g_autofree VigieWaveWeights *waves = g_new0(VigieWaveWeights, MAX(n, 1));
    for (guint w = 0; w < n; w++) {
        const VigieWeighedWave *wave = g_ptr_array_index(weighing->waves, w);
        waves[w] = (VigieWaveWeights){wave->calibration, wave->n, wave->record,
                                      wave->design_weight, wave->g};
    }
    return vigie_store_put_weights(store, weighing->survey->name, weighing->stamp, waves, n,
                                   error);
}
