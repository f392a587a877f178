/* weigh-output.c - the report of a calibration as text, CSV and JSON */
#include "weigh-output.h"
#include <inttypes.h>
#include <math.h>
#include <vigie/study-result.h>

const double vigie_g_edges[] = {0.3, 0.5, 0.8, 0.95, 1.05, 1.25, 2, 3};

void
vigie_weighing_bins(const VigieWeighedWave *wave, guint64 *count)
{
    for (guint b = 0; b < VIGIE_G_BINS; b++)
        count[b] = 0;
    for (gsize i = 0; i < wave->n; i++) {
        guint b = 0;
        while (b < VIGIE_G_BINS - 1 && wave->g[i] >= vigie_g_edges[b])
            b++;
        count[b]++;
    }
}

static char *
edge_label(double edge, VigieLang lang)
{
    return vigie_number_format(edge, vigie_decimals_for_step(edge), lang);
}

char *
vigie_weighing_bin_label(guint bin, VigieLang lang)
{
    g_autofree char *low = bin > 0 ? edge_label(vigie_g_edges[bin - 1], lang) : NULL;
    g_autofree char *high =
        bin < VIGIE_G_BINS - 1 ? edge_label(vigie_g_edges[bin], lang) : NULL;
    if (low == NULL)
        return g_strdup_printf("< %s", high);
    return high != NULL ? g_strdup_printf("%s–%s", low, high) : g_strdup_printf("≥ %s", low);
}

/* For programs ------------------------------------------------------------------------------- */

static const VigieResultColumn columns[] = {{"survey", NULL, false}, {"year", NULL, true},
                                            {"wave", NULL, false},   {"part", NULL, false},
                                            {"name", NULL, false},   {"class", NULL, false},
                                            {"value", NULL, true},   {"before", NULL, true},
                                            {"target", NULL, true},  {"after", NULL, true}};

typedef struct {
    VigieResult *result;
    const VigieStoredCalibration *calibration;
} Rows;

static void
add_row(const Rows *rows, const char *part, const char *name, const char *class_name,
        const double *numbers)
{
    VigieResult *result = rows->result;
    vigie_result_begin(result);
    vigie_result_word(result, rows->calibration->survey, NULL);
    vigie_result_number(result, rows->calibration->year, NULL);
    vigie_result_word(result, rows->calibration->wave != NULL ? rows->calibration->wave : "",
                      NULL);
    vigie_result_word(result, part, NULL);
    vigie_result_word(result, name, NULL);
    vigie_result_word(result, class_name, NULL);
    for (guint i = 0; i < 4; i++)
        vigie_result_number(result, numbers[i], NULL);
}

static void
add_value(const Rows *rows, const char *part, const char *name, const char *class_name,
          double value)
{
    const double numbers[] = {value, NAN, NAN, NAN};
    add_row(rows, part, name, class_name, numbers);
}

static void
add_run(const Rows *rows)
{
    const VigieStoredCalibration *run = rows->calibration;
    add_value(rows, "run", "calibration", run->method, run->id > 0 ? (double)run->id : NAN);
    add_value(rows, "run", "records", "", (double)run->n);
    add_value(rows, "run", "n_eff", "", run->n_eff);
    add_value(rows, "run", "deff_before", "", run->deff_before);
    add_value(rows, "run", "deff_after", "", run->deff_after);
    add_value(rows, "run", "g_least", "", run->g_least);
    add_value(rows, "run", "g_most", "", run->g_most);
    add_value(rows, "run", "lower", "", run->lower);
    add_value(rows, "run", "upper", "", run->upper);
    add_value(rows, "run", "iterations", "", run->iterations);
    add_value(rows, "run", "discrepancy", "", run->discrepancy);
    add_value(rows, "run", "negative", "", (double)run->negative);
    add_value(rows, "run", "trimmed", "", (double)run->trimmed);
}

static void
add_wave(const Rows *rows, const VigieWeighedWave *wave)
{
    add_run(rows);
    for (guint m = 0; m < wave->calibration->margins->len; m++) {
        const VigieStoredMargin *margin = g_ptr_array_index(wave->calibration->margins, m);
        for (guint c = 0; c < margin->n_classes; c++) {
            const double numbers[] = {NAN, margin->before[c], margin->target[c],
                                      margin->after[c]};
            add_row(rows, "margin", margin->name, margin->class_name[c], numbers);
        }
    }
    for (guint l = 0; l < VIGIE_LARGEST_WEIGHTS && wave->largest[l].id != NULL; l++) {
        const VigieLargestWeight *large = &wave->largest[l];
        const double numbers[] = {large->g, large->weight / large->g, NAN, large->weight};
        add_row(rows, "largest", large->id, "", numbers);
    }
    guint64 count[VIGIE_G_BINS];
    vigie_weighing_bins(wave, count);
    for (guint b = 0; b < VIGIE_G_BINS; b++) {
        g_autofree char *label = vigie_weighing_bin_label(b, VIGIE_LANG_EN);
        add_value(rows, "g", label, "", (double)count[b]);
    }
}

static VigieResult *
result_of(const VigieWeighing *weighing)
{
    VigieResult *result = vigie_result_new(columns, G_N_ELEMENTS(columns));
    for (guint w = 0; w < weighing->waves->len; w++) {
        const VigieWeighedWave *wave = g_ptr_array_index(weighing->waves, w);
        const Rows rows = {result, wave->calibration};
        add_wave(&rows, wave);
    }
    return result;
}

char *
vigie_weighing_csv(const VigieWeighing *weighing)
{
    g_autoptr(VigieResult) result = result_of(weighing);
    return vigie_result_csv(result);
}

char *
vigie_weighing_json(const VigieWeighing *weighing)
{
    g_autoptr(VigieResult) result = result_of(weighing);
    return vigie_result_json(result);
}

/* For people --------------------------------------------------------------------------------- */

static const VigieResultColumn headings[] = {
    {"margin", N_("margin"), false}, {"class", N_("class"), false},
    {"before", N_("before"), true},  {"target", N_("target"), true},
    {"after", N_("after"), true},    {"gap", N_("gap before"), true}};

static void
add_amount(VigieResult *result, double number, VigieLang lang)
{
    g_autofree char *label = vigie_number_format(number, number < 100 ? 2 : 0, lang);
    vigie_result_number(result, number, label);
}

static char *
margins_text(const VigieWeighing *weighing, const VigieStoredCalibration *run, VigieLang lang)
{
    g_autoptr(VigieResult) result = vigie_result_new(headings, G_N_ELEMENTS(headings));
    for (guint m = 0; m < run->margins->len; m++) {
        const VigieStoredMargin *margin = g_ptr_array_index(run->margins, m);
        for (guint c = 0; c < margin->n_classes; c++) {
            g_autofree char *label =
                vigie_margin_class_label(weighing->survey, margin, c, lang);
            double gap = margin->before[c] / margin->target[c] - 1;
            g_autofree char *off = vigie_change_format(100 * gap, 1, lang);
            g_autofree char *percent =
                g_strconcat(off, lang == VIGIE_LANG_FR ? "\u202f%" : "%", NULL);
            vigie_result_begin(result);
            vigie_result_word(result, margin->name, NULL);
            vigie_result_word(result, margin->class_name[c], label);
            add_amount(result, margin->before[c], lang);
            add_amount(result, margin->target[c], lang);
            add_amount(result, margin->after[c], lang);
            vigie_result_number(result, gap, percent);
        }
    }
    return vigie_result_text(result, lang);
}

static const char *
method_text(const char *method)
{
    static const char *const texts[] = {N_("raking"), N_("linear"), N_("truncated linear"),
                                        N_("logit"), N_("post-stratification")};
    const char *const *names = vigie_weigh_methods();
    for (guint i = 0; names[i] != NULL; i++)
        if (g_str_equal(names[i], method))
            return _(texts[i]);
    return method;
}

static void
add_head(GString *text, const VigieStoredCalibration *run, VigieLang lang)
{
    g_autofree char *label = vigie_calibration_label(run);
    g_autofree char *n = vigie_number_format((double)run->n, 0, lang);
    g_autofree char *n_eff = vigie_number_format(run->n_eff, 0, lang);
    g_autofree char *before = vigie_number_format(run->deff_before, 2, lang);
    g_autofree char *after = vigie_number_format(run->deff_after, 2, lang);
    g_autofree char *least = vigie_number_format(run->g_least, 3, lang);
    g_autofree char *most = vigie_number_format(run->g_most, 3, lang);
    g_string_append_printf(text, _("%s %s: %s\n"), run->survey, label,
                           method_text(run->method));
    g_string_append_printf(
        text,
        P_("%s answers worth %s by their weights (deff %s before, %s after); g from %s to %s; "
           "%u iteration\n",
           "%s answers worth %s by their weights (deff %s before, %s after); g from %s to %s; "
           "%u iterations\n",
           run->iterations),
        n, n_eff, before, after, least, most, run->iterations);
    if (run->negative > 0)
        g_string_append_printf(text,
                               P_("%" PRIu64 " NEGATIVE WEIGHT\n",
                                  "%" PRIu64 " NEGATIVE WEIGHTS\n", run->negative),
                               run->negative);
    if (run->trimmed > 0)
        g_string_append_printf(
            text,
            P_("%" PRIu64 " weight trimmed: the margins are no longer met\n",
               "%" PRIu64 " weights trimmed: the margins are no longer met\n", run->trimmed),
            run->trimmed);
}

static const char *
semicolon(VigieLang lang)
{
    return lang == VIGIE_LANG_FR ? "\u202f;" : ";";
}

static void
add_largest(GString *text, const VigieWeighedWave *wave, VigieLang lang)
{
    g_string_append(text, _("largest weights:"));
    for (guint l = 0; l < VIGIE_LARGEST_WEIGHTS && wave->largest[l].id != NULL; l++) {
        g_autofree char *weight = vigie_number_format(wave->largest[l].weight, 2, lang);
        g_autofree char *g = vigie_number_format(wave->largest[l].g, 2, lang);
        g_string_append_printf(text, "%s %s (%s, g %s)", l > 0 ? semicolon(lang) : "", weight,
                               wave->largest[l].id, g);
    }
    g_string_append(text, "\n");
}

static void
add_distribution(GString *text, const VigieWeighedWave *wave, VigieLang lang)
{
    guint64 count[VIGIE_G_BINS];
    bool first = true;
    vigie_weighing_bins(wave, count);
    g_string_append(text, _("answers by g:"));
    for (guint b = 0; b < VIGIE_G_BINS; b++) {
        if (count[b] == 0)
            continue;
        g_autofree char *label = vigie_weighing_bin_label(b, lang);
        g_string_append_printf(text, "%s %s%s %" PRIu64, first ? "" : semicolon(lang), label,
                               lang == VIGIE_LANG_FR ? "\u00a0:" : ":", count[b]);
        first = false;
    }
    g_string_append(text, "\n");
}

char *
vigie_weighing_text(const VigieWeighing *weighing, bool stored, VigieLang lang)
{
    GString *text = g_string_new(NULL);
    for (guint w = 0; w < weighing->waves->len; w++) {
        const VigieWeighedWave *wave = g_ptr_array_index(weighing->waves, w);
        g_autofree char *margins = margins_text(weighing, wave->calibration, lang);
        add_head(text, wave->calibration, lang);
        g_string_append(text, margins);
        add_largest(text, wave, lang);
        add_distribution(text, wave, lang);
        g_string_append_c(text, '\n');
    }
    guint n = weighing->waves->len;
    if (stored)
        g_string_append_printf(text,
                               P_("weights of %u wave stored; estimates use them unless "
                                  "--weight design\n",
                                  "weights of %u waves stored; estimates use them unless "
                                  "--weight design\n",
                                  n),
                               n);
    else
        g_string_append(text, _("--dry-run: nothing was stored\n"));
    return g_string_free(text, FALSE);
}
