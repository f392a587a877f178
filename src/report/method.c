/* method.c - the pages on method and quality: each survey, the rules of publication, the sources */
#include <math.h>
#include <string.h>

#include "exhibit.h"
#include "method.h"
#include <vigie/frame-identifier.h>

/* One survey's part. */
typedef struct {
    char *title, *design, *weights, *lonely, *personal;
    VigieDisplay *table;
    GPtrArray *changes; /* char* */
} Part;

struct VigieMethod {
    GPtrArray *parts; /* Part* */
    GPtrArray *rules; /* char* */
    VigieDisplay *sources;
    VigieAnswersPage *answers;
};

static void
part_free(gpointer pointer)
{
    Part *part = pointer;
    g_free(part->title);
    g_free(part->design);
    g_free(part->lonely);
    g_free(part->personal);
    g_free(part->weights);
    g_clear_pointer(&part->table, vigie_display_free);
    g_clear_pointer(&part->changes, g_ptr_array_unref);
    g_free(part);
}

/* The table of a survey --------------------------------------------------------------------- */

static char *
number_cell(double value, int decimals, VigieLang lang)
{
    return isnan(value) ? g_strdup("–") : vigie_number_format(value, decimals, lang);
}

static char *
percent_cell(double share, int decimals, VigieLang lang)
{
    return isnan(share) ? g_strdup("–") : vigie_percent_format(share, decimals, lang);
}

static char *
date_cell(double first, double last)
{
    if (isnan(first))
        return g_strdup("–");
    int y0, m0, d0, y1, m1, d1;
    vigie_date_civil(first, &y0, &m0, &d0);
    vigie_date_civil(last, &y1, &m1, &d1);
    return g_strdup_printf("%02d/%02d–%02d/%02d", d0, m0, d1, m1);
}

/* "24", or "23 of 24" where the field-work log has a site-day without answers. */
static char *
psu_cell(const VigieYearQuality *year)
{
    if (year->n_sampled > year->n_psu)
        return g_strdup_printf(_("%u of %u"), year->n_psu, year->n_sampled);
    return g_strdup_printf("%u", year->n_psu);
}

static void
add_row(GPtrArray *cells, const VigieYearQuality *year, VigieLang lang)
{
    g_ptr_array_add(cells, g_strdup_printf("%d", year->year));
    g_ptr_array_add(cells, number_cell((double)year->n, 0, lang));
    g_ptr_array_add(cells, psu_cell(year));
    g_ptr_array_add(cells, g_strdup_printf("%u", year->n_strata));
    g_ptr_array_add(cells, percent_cell(year->completed / year->approached, 0, lang));
    g_ptr_array_add(cells, percent_cell(year->non_response, 1, lang));
    g_ptr_array_add(cells, date_cell(year->first_day, year->last_day));
    g_ptr_array_add(cells, number_cell(year->deff, 2, lang));
}

static VigieDisplay *
quality_table(const GArray *quality, const VigieSurvey *survey, VigieLang lang,
              const VigieMeasurer *measurer)
{
    static const double widths[] = {0.08, 0.11, 0.13, 0.09, 0.12, 0.14, 0.19, 0.14};
    bool clustered = survey->cluster[0] != NULL;
    const char *header[] = {_("Year"),
                            _("Answers"),
                            clustered ? _("Survey sites") : _("Units drawn"),
                            _("Strata"),
                            _("Response rate"),
                            _("Item non-response"),
                            _("Field work"),
                            _("Median design effect")};
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(header); i++)
        g_ptr_array_add(cells, g_strdup(header[i]));
    for (guint i = 0; i < quality->len; i++)
        add_row(cells, &g_array_index(quality, VigieYearQuality, i), lang);
    VigieTable table = {(const char *const *)cells->pdata, cells->len / G_N_ELEMENTS(widths),
                        G_N_ELEMENTS(widths), widths};
    return vigie_table_layout(&table, VIGIE_FLOW_BODY, measurer, lang);
}

/* Words about a survey ------------------------------------------------------------------------ */

static char *
labels_of(const VigieSurvey *survey, char *const *names, VigieLang lang)
{
    GString *text = g_string_new(NULL);
    for (; *names != NULL; names++) {
        const VigieItem *item = vigie_codebook_find(survey->codebook, *names);
        const char *label = item != NULL ? vigie_item_label(survey->codebook, item, lang)
                            : strcmp(*names, "year") == 0 ? _("year")
                                                          : _("wave");
        g_autofree char *inside = vigie_label_inside(label);
        g_string_append_printf(text, "%s%s", text->len > 0 ? " × " : "", inside);
    }
    return g_string_free(text, FALSE);
}

/* "Strata: year × wave × sector. Primary units: site and day. Weighted. Each party counts once." */
static char *
design_text(const VigieSurvey *survey, VigieLang lang)
{
    GString *text = g_string_new(NULL);
    if (survey->voluntary)
        g_string_append(text, _("Voluntary answers, not a probability sample: its figures are "
                                "indicative and no change is tested. "));
    if (survey->strata[0] != NULL) {
        g_autofree char *strata = labels_of(survey, survey->strata, lang);
        g_string_append_printf(text, _("Strata: %s. "), strata);
    }
    if (survey->cluster[0] != NULL) {
        g_autofree char *cluster = labels_of(survey, survey->cluster, lang);
        g_string_append_printf(text, _("Primary units: %s. "), cluster);
    }
    g_string_append(text, *survey->weight != '\0' ? _("Answers are weighted. ")
                                                  : _("Every answer has the same weight. "));
    if (survey->parent == NULL) /* a repeat has neither parties nor persons */
        g_string_append(text, strcmp(survey->unit, "person") == 0
                                  ? _("Each person counts once.")
                                  : _("Each party counts once, whatever its size."));
    if (survey->panel)
        g_string_append_printf(text, " %s",
                               _("The same sites come back each year: changes allow for it."));
    return g_string_free(text, FALSE);
}

static const char *
policy_text(VigieLonelyPolicy policy)
{
    switch (policy) {
    case VIGIE_LONELY_ADJUST:
        return _("its deviation from the mean of all sites stands for its variance (cautious)");
    case VIGIE_LONELY_AVERAGE:
        return _("it is given the mean variance of the other strata");
    case VIGIE_LONELY_REMOVE:
        return _("it adds nothing to the variance (as if it had been certain)");
    case VIGIE_LONELY_FAIL:
        return _("no interval is printed");
    }
    return "";
}

/* "A stratum with one site only: … None here." */
static char *
lonely_text(const VigieSurvey *survey, const GArray *quality)
{
    if (survey->cluster[0] == NULL)
        return NULL;
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < quality->len; i++) {
        const VigieYearQuality *year = &g_array_index(quality, VigieYearQuality, i);
        if (year->n_lonely > 0)
            g_string_append_printf(list, "%s%d (%u)", list->len > 0 ? ", " : "", year->year,
                                   year->n_lonely);
    }
    g_autofree char *rule = g_strdup_printf(_("Where a stratum has a single survey site, %s."),
                                            policy_text(survey->lonely));
    if (list->len == 0)
        return g_strdup_printf("%s %s", rule, _("No stratum is in that case."));
    g_autofree char *cases = g_strdup_printf(_("Strata in that case, by year: %s."), list->str);
    return g_strdup_printf("%s %s", rule, cases);
}

/* "Not kept, as personal data or free text: nom, remarks. Kept apart, …: wishes."; NULL = all is kept. */
static char *
personal_text(const VigieSurvey *survey)
{
    g_autofree char *dropped = vigie_codebook_personal_text(survey->codebook, false, NULL);
    g_autofree char *apart = vigie_codebook_personal_text(survey->codebook, true, NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    if (dropped != NULL)
        g_string_append_printf(
            text, _("Answers not kept, as they are personal data or free text: %s."), dropped);
    if (dropped != NULL && apart != NULL)
        g_string_append_c(text, ' ');
    if (apart != NULL)
        g_string_append_printf(
            text, _("Answers kept apart, which no figure is drawn from: %s."), apart);
    return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

static bool
add_survey(VigieMethod *method, const VigieSurvey *survey, const VigieReportContext *context,
           const VigieMeasurer *measurer, GError **error)
{
    g_autoptr(GArray) years = NULL;
    if (!vigie_store_years(context->store, survey->name, &years, error))
        return false;
    guint kept = 0;
    while (kept < years->len && g_array_index(years, int, kept) <= context->year)
        kept++;
    g_array_set_size(years, kept);
    if (kept == 0)
        return true;
    g_autoptr(VigieQuality) answers = vigie_quality_read(survey, context->store, NULL, error);
    g_autoptr(GArray) quality =
        answers != NULL ? vigie_fieldwork_of(answers, context, years, error) : NULL;
    g_autoptr(GPtrArray) changes =
        quality != NULL ? vigie_changes_of(survey, context, years, error) : NULL;
    if (changes == NULL)
        return false;
    g_autofree char *weights = NULL;
    if (!vigie_method_weights(survey, context, years, &weights, error))
        return false;
    Part *part = g_new0(Part, 1);
    part->title = g_strdup(survey->title);
    part->design = design_text(survey, context->lang);
    part->lonely = lonely_text(survey, quality);
    part->personal = personal_text(survey);
    part->weights = g_steal_pointer(&weights);
    part->table = quality_table(quality, survey, context->lang, measurer);
    part->changes = g_steal_pointer(&changes);
    g_ptr_array_add(method->parts, part);
    vigie_answers_page_add(method->answers, answers, context, measurer);
    return true;
}

/* Rules of publication ------------------------------------------------------------------------ */

static void
add_rule(VigieMethod *method, const char *format_done)
{
    g_ptr_array_add(method->rules, g_strdup(format_done));
}

char *
vigie_precision_text(const VigieObservatory *o, VigieLang lang)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *n_eff = vigie_number_format(o->n_eff_below, 0, lang);
    g_autofree char *wide = vigie_number_format(100 * o->width_above, 0, lang);
    g_autofree char *narrow = vigie_number_format(100 * o->width_below, 0, lang);
    g_autofree char *times = vigie_number_format(o->relative_width_above, 1, lang);
    g_autofree char *hidden = vigie_number_format(o->imprecise_hidden_below, 0, lang);
    if (o->n_eff_below > 0)
        g_ptr_array_add(
            lines,
            g_strdup_printf(_("A figure with fewer than %s effective answers is imprecise."),
                            n_eff));
    if (o->width_above > 0)
        g_ptr_array_add(
            lines, g_strdup_printf(
                       _("A share is imprecise where its 95%% interval is %s points wide or "
                         "more, or wider than %s times the share and than %s points."),
                       wide, times, narrow));
    if (lines->len == 0)
        return NULL;
    g_ptr_array_add(lines,
                    g_strdup_printf(_("An imprecise figure is hidden below %s answers, and "
                                      "to be read with caution from there on."),
                                    hidden));
    g_ptr_array_add(lines, NULL);
    return g_strjoinv(" ", (char **)lines->pdata);
}

static void
add_rules(VigieMethod *method, const VigieReportContext *context)
{
    const VigieObservatory *observatory = context->observatory;
    if (observatory->suppress_below > 0.0) {
        g_autofree char *n = vigie_number_format(observatory->suppress_below, 0, context->lang);
        g_autofree char *text =
            g_strdup_printf(_("A figure of a survey that rests on fewer than %s answers is not "
                              "published, nor is its change."),
                            n);
        add_rule(method, text);
    }
    if (observatory->low_base_below > 0.0) {
        g_autofree char *n = vigie_number_format(observatory->low_base_below, 0, context->lang);
        g_autofree char *text = g_strdup_printf(
            _("Below %s answers a figure is an order of magnitude: it is drawn hollow."), n);
        add_rule(method, text);
    }
    if (observatory->caution_df_below > 0.0) {
        g_autofree char *n =
            vigie_number_format(observatory->caution_df_below, 0, context->lang);
        g_autofree char *text = g_strdup_printf(
            _("With fewer than %s degrees of freedom (sites less strata) it is to be read with "
              "caution."),
            n);
        add_rule(method, text);
    }
    g_autofree char *precision = vigie_precision_text(observatory, context->lang);
    if (precision != NULL)
        add_rule(method, precision);
    add_rule(method,
             _("A year in which a question was not asked, or was asked on another scale, "
               "is a gap, never a zero."));
}

VigieMethod *
vigie_method_new(const VigieReportContext *context, const VigieMeasurer *measurer,
                 GError **error)
{
    g_autoptr(VigieMethod) method = g_new0(VigieMethod, 1);
    method->parts = g_ptr_array_new_with_free_func(part_free);
    method->rules = g_ptr_array_new_with_free_func(g_free);
    method->answers = vigie_answers_page_new();
    const GPtrArray *surveys = context->observatory->surveys;
    for (guint i = 0; i < surveys->len; i++)
        if (!add_survey(method, g_ptr_array_index(surveys, i), context, measurer, error))
            return NULL;
    if (method->parts->len > 0)
        add_rules(method, context);
    method->sources = vigie_sources_table(context, measurer, error);
    return method->sources != NULL ? g_steal_pointer(&method) : NULL;
}

void
vigie_method_free(VigieMethod *method)
{
    g_ptr_array_unref(method->parts);
    g_ptr_array_unref(method->rules);
    g_clear_pointer(&method->sources, vigie_display_free);
    vigie_answers_page_free(method->answers);
    g_free(method);
}

bool
vigie_method_is_empty(const VigieMethod *method)
{
    return method->parts->len == 0 && method->sources == NULL;
}

const VigieAnswersPage *
vigie_method_answers(const VigieMethod *method)
{
    return method->answers;
}

/* On paper ------------------------------------------------------------------------------------ */

static const VigieTextStyle subheading = {
    {9.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_INK}, VIGIE_ANCHOR_START, 1.2, 0.0, "H3"};

/* A heading never stays alone at the foot of a page. */
static void
flow_head(VigieFlow *flow, const VigieTextStyle *style, const char *text, double follows)
{
    vigie_flow_need(flow, follows + 24.0);
    vigie_flow_text(flow, style, text);
    vigie_flow_space(flow, 3.0);
}

static void
flow_list(VigieFlow *flow, const GPtrArray *lines)
{
    for (guint i = 0; i < lines->len; i++) {
        g_autofree char *line =
            g_strconcat("• ", (const char *)g_ptr_array_index(lines, i), NULL);
        vigie_flow_text(flow, &vigie_style_small, line);
        vigie_flow_space(flow, 1.5);
    }
}

static void
flow_part(VigieFlow *flow, const Part *part)
{
    flow_head(flow, &vigie_style_heading, part->title, part->table->height + 30.0);
    vigie_flow_text(flow, &vigie_style_small, part->design);
    if (part->weights != NULL)
        vigie_flow_text(flow, &vigie_style_small, part->weights);
    vigie_flow_space(flow, 4.0);
    vigie_flow_display(flow, part->table, 1.0);
    vigie_flow_space(flow, 6.0);
    if (part->lonely != NULL)
        vigie_flow_text(flow, &vigie_style_small, part->lonely);
    if (part->personal != NULL)
        vigie_flow_text(flow, &vigie_style_small, part->personal);
    vigie_flow_space(flow, 6.0);
    flow_head(flow, &subheading, _("What changed in the questionnaire"), 14.0);
    if (part->changes->len == 0)
        vigie_flow_text(flow, &vigie_style_small,
                        _("No item was added, dropped or asked otherwise."));
    flow_list(flow, part->changes);
    vigie_flow_space(flow, 14.0);
}

static void
flow_rules(const VigieMethod *method, VigieFlow *flow)
{
    flow_head(flow, &vigie_style_heading, _("Rules of publication"), 40.0);
    flow_list(flow, method->rules);
    vigie_flow_space(flow, 3.0);
    vigie_flow_text(
        flow, &vigie_style_small,
        _("Response rate: questionnaires completed over visitors approached, by the "
          "field-work log. Item non-response: answers left blank, refused or "
          "impossible, over the answers that were due. Median design effect: of the "
          "mean scores of satisfaction."));
    vigie_flow_space(flow, 14.0);
}

void
vigie_method_flow(const VigieMethod *method, VigieFlow *flow)
{
    if (method->parts->len > 0)
        flow_rules(method, flow);
    for (guint i = 0; i < method->parts->len; i++)
        flow_part(flow, g_ptr_array_index(method->parts, i));
    flow_head(flow, &vigie_style_heading, _("Sources"), method->sources->height + 18.0);
    vigie_flow_display(flow, method->sources, 1.0);
    vigie_flow_space(flow, 4.0);
    vigie_flow_text(
        flow, &vigie_style_small,
        _("Findings: values or codes set aside when the files were loaded, each with "
          "its file and line in the log."));
}
