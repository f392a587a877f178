/* method.c - the page on method and quality: answers, sites, response, dates, design effects, and
 * what changed in the questionnaire */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "exhibit.h"
#include "method.h"

/* What is counted of one survey in one year. */
typedef struct {
    guint64 n;
    guint n_psu, n_strata;
    double first_day, last_day;   /* NAN = no dates */
    double approached, completed; /* NAN = no field-work log */
    double deff;
} YearQuality;

/* Distinct values of a tuple of columns. */
static char *
tuple(GPtrArray *columns, gsize i)
{
    GString *text = g_string_new(NULL);
    for (guint c = 0; c < columns->len; c++) {
        char buffer[VIGIE_NUMBER_SIZE];
        g_string_append(text, vigie_column_text(g_ptr_array_index(columns, c), i, buffer));
        g_string_append_c(text, '\x1f');
    }
    return g_string_free(text, FALSE);
}

static GPtrArray *
columns_of(const VigieFrame *frame, char *const *names)
{
    GPtrArray *columns = g_ptr_array_new();
    for (; *names != NULL; names++)
        g_ptr_array_add(columns, vigie_frame_column(frame, *names));
    return columns;
}

/* strata + cluster + date + year, each once. */
static char **
needed(const VigieSurvey *survey)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    char *const *lists[] = {survey->strata, survey->cluster};
    char *singles[] = {survey->date, (char *)"year", NULL};
    for (gsize l = 0; l < G_N_ELEMENTS(lists); l++)
        for (char *const *name = lists[l]; *name != NULL; name++)
            if (g_hash_table_add(seen, *name))
                g_strv_builder_add(builder, *name);
    for (char **name = singles; *name != NULL; name++)
        if (**name != '\0' && g_hash_table_add(seen, *name))
            g_strv_builder_add(builder, *name);
    return g_strv_builder_end(builder);
}

typedef struct {
    GPtrArray *strata, *psu;
    GHashTable *strata_seen, *psu_seen;
} Counting;

static void
count_record(Counting *counting, const VigieFrame *frame, const VigieColumn *date, gsize i,
             YearQuality *quality)
{
    quality->n++;
    char *stratum = tuple(counting->strata, i);
    g_autofree char *psu = tuple(counting->psu, i);
    char *nested = g_strconcat(stratum, "\x1e", psu, NULL);
    g_hash_table_add(counting->strata_seen, stratum);
    g_hash_table_add(counting->psu_seen, nested);
    (void)frame;
    if (date == NULL || isnan(date->value[i]))
        return;
    quality->first_day =
        fmin(isnan(quality->first_day) ? date->value[i] : quality->first_day, date->value[i]);
    quality->last_day =
        fmax(isnan(quality->last_day) ? date->value[i] : quality->last_day, date->value[i]);
}

static void
count_year(const VigieSurvey *survey, const VigieFrame *frame, int year, YearQuality *quality)
{
    const VigieColumn *years = vigie_frame_column(frame, "year");
    const VigieColumn *date =
        *survey->date != '\0' ? vigie_frame_column(frame, survey->date) : NULL;
    g_autoptr(GPtrArray) strata = columns_of(frame, survey->strata);
    g_autoptr(GPtrArray) psu = columns_of(frame, survey->cluster);
    g_autoptr(GHashTable) strata_seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) psu_seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Counting counting = {strata, psu, strata_seen, psu_seen};
    for (gsize i = 0; i < frame->n; i++)
        if (fabs(years->value[i] - year) < 0.5)
            count_record(&counting, frame, date, i, quality);
    quality->n_psu = g_hash_table_size(psu_seen);
    quality->n_strata = g_hash_table_size(strata_seen);
}

/* Sums of the field-work log by year. */
static bool
read_fieldwork(const VigieSurvey *survey, const VigieReportContext *context, int year,
               YearQuality *quality, GError **error)
{
    if (*survey->fieldwork == '\0')
        return true;
    const VigieDataset *dataset =
        vigie_observatory_dataset(context->observatory, survey->fieldwork, error);
    if (dataset == NULL)
        return false;
    static const char *const items[] = {"year", "approached", "completed", NULL};
    g_autoptr(VigieFrame) frame =
        vigie_store_read(context->store, dataset->name, dataset->codebook, items, error);
    if (frame == NULL)
        return false;
    const double *years = vigie_frame_column(frame, "year")->value;
    const double *approached = vigie_frame_column(frame, "approached")->value;
    const double *completed = vigie_frame_column(frame, "completed")->value;
    for (gsize i = 0; i < frame->n; i++) {
        if (fabs(years[i] - year) >= 0.5 || isnan(approached[i]) || isnan(completed[i]))
            continue;
        quality->approached =
            (isnan(quality->approached) ? 0.0 : quality->approached) + approached[i];
        quality->completed =
            (isnan(quality->completed) ? 0.0 : quality->completed) + completed[i];
    }
    return true;
}

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median design effect of the satisfaction items. */
static void
read_deff(const VigieSurvey *survey, const VigieReportContext *context, int year,
          YearQuality *quality)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (guint i = 0; i < survey->codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(survey->codebook->items, i);
        if (vigie_item_has_role(item, "satisfaction"))
            g_ptr_array_add(items, item->name);
    }
    if (items->len == 0)
        return;
    g_ptr_array_add(items, NULL);
    g_autofree char *where = g_strdup_printf("${year} = %d", year);
    const char *surveys[] = {survey->name, NULL};
    VigieQuestion question = {.surveys = surveys,
                              .stat = VIGIE_STAT_MEAN,
                              .of = (const char *const *)items->pdata,
                              .where = where,
                              .level = 0.95};
    g_autoptr(VigieAnswer) answer =
        vigie_study_run(context->observatory, context->store, &question, NULL, NULL, NULL);
    g_autoptr(GArray) deffs = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; answer != NULL && i < answer->rows->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        if (!isnan(row->figure.deff))
            g_array_append_val(deffs, row->figure.deff);
    }
    if (deffs->len == 0)
        return;
    qsort(deffs->data, deffs->len, sizeof(double), compare_doubles);
    quality->deff = g_array_index(deffs, double, deffs->len / 2);
}

static char *
number_cell(double value, int decimals, VigieLang lang)
{
    return isnan(value) ? g_strdup("–") : vigie_number_format(value, decimals, lang);
}

static char *
date_cell(double first, double last)
{
    if (isnan(first))
        return g_strdup("–");
    int y0, m0, d0, y1, m1, d1;
    vigie_date_civil(first, &y0, &m0, &d0);
    vigie_date_civil(last, &y1, &m1, &d1);
    return g_strdup_printf("%02d/%02d – %02d/%02d", d0, m0, d1, m1);
}

static void
add_quality_row(GPtrArray *cells, int year, const YearQuality *quality, VigieLang lang)
{
    double response = quality->completed / quality->approached;
    g_ptr_array_add(cells, g_strdup_printf("%d", year));
    g_ptr_array_add(cells, number_cell((double)quality->n, 0, lang));
    g_ptr_array_add(cells, number_cell(quality->n_psu, 0, lang));
    g_ptr_array_add(cells, number_cell(quality->n_strata, 0, lang));
    g_ptr_array_add(cells,
                    isnan(response) ? g_strdup("–") : vigie_percent_format(response, 0, lang));
    g_ptr_array_add(cells, date_cell(quality->first_day, quality->last_day));
    g_ptr_array_add(cells, number_cell(quality->deff, 2, lang));
}

static bool
add_year(const VigieSurvey *survey, const VigieFrame *frame, const VigieReportContext *context,
         int year, GPtrArray *cells, GError **error)
{
    YearQuality quality = {
        .first_day = NAN, .last_day = NAN, .approached = NAN, .completed = NAN, .deff = NAN};
    count_year(survey, frame, year, &quality);
    if (!read_fieldwork(survey, context, year, &quality, error))
        return false;
    read_deff(survey, context, year, &quality);
    add_quality_row(cells, year, &quality, context->lang);
    return true;
}

static VigieDisplay *
quality_table(const VigieSurvey *survey, const VigieReportContext *context, GArray *years,
              const VigieMeasurer *measurer, GError **error)
{
    static const double widths[] = {0.10, 0.12, 0.14, 0.12, 0.14, 0.22, 0.16};
    g_auto(GStrv) items = needed(survey);
    g_autoptr(VigieFrame) frame = vigie_store_read(
        context->store, survey->name, survey->codebook, (const char *const *)items, error);
    if (frame == NULL)
        return NULL;
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    const char *header[] = {_("Year"),     _("Answers"), _("Sites × days"),        _("Strata"),
                            _("Response"), _("Dates"),   _("Median design effect")};
    for (gsize i = 0; i < G_N_ELEMENTS(header); i++)
        g_ptr_array_add(cells, g_strdup(header[i]));
    for (guint i = 0; i < years->len; i++)
        if (!add_year(survey, frame, context, g_array_index(years, int, i), cells, error))
            return NULL;
    VigieTable table = {(const char *const *)cells->pdata, cells->len / G_N_ELEMENTS(widths),
                        G_N_ELEMENTS(widths), widths};
    return vigie_table_layout(&table, VIGIE_FLOW_BODY, measurer, context->lang);
}

/* "Item: asked since 2021." or "Item: another scale in 2016, 2017."; NULL = nothing changed. */
static char *
change_of_item(const VigieCodebook *codebook, const VigieItem *item, GArray *years,
               const VigieAsked *asked, VigieLang lang)
{
    g_autoptr(GString) missing = g_string_new(NULL);
    g_autoptr(GString) other = g_string_new(NULL);
    guint n_missing = 0;
    for (guint i = 0; i < years->len; i++) {
        GString *list = asked[i] == VIGIE_ASKED_NO            ? missing
                        : asked[i] == VIGIE_ASKED_OTHER_SCALE ? other
                                                              : NULL;
        if (list != NULL)
            g_string_append_printf(list, "%s%d", list->len > 0 ? ", " : "",
                                   g_array_index(years, int, i));
        n_missing += asked[i] == VIGIE_ASKED_NO;
    }
    const char *label = vigie_item_label(codebook, item, lang);
    if (n_missing == years->len || (missing->len == 0 && other->len == 0))
        return NULL;
    if (other->len > 0)
        return g_strdup_printf(
            _("%s: asked on another scale in %s; these years are not compared."), label,
            other->str);
    return g_strdup_printf(_("%s: not asked in %s."), label, missing->str);
}

/* Calculated items follow from others; design columns are not questions. */
static bool
is_question(const VigieItem *item)
{
    return item->calculation == NULL && strcmp(item->type, "hidden") != 0;
}

static char *
changes_text(const VigieSurvey *survey, const VigieReportContext *context, GArray *years,
             GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree VigieAsked *asked = g_new(VigieAsked, years->len);
    for (guint i = 0; i < survey->codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(survey->codebook->items, i);
        if (!is_question(item))
            continue;
        if (!vigie_store_asked(context->store, survey->name, item,
                               &g_array_index(years, int, 0), years->len, asked, error))
            return NULL;
        g_autofree char *line =
            change_of_item(survey->codebook, item, years, asked, context->lang);
        if (line != NULL)
            g_string_append_printf(text, "%s• %s", text->len > 0 ? "\n" : "", line);
    }
    if (text->len == 0)
        g_string_append(text, _("No item was added, dropped or asked on another scale."));
    return g_strdup(text->str);
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
    VigieDisplay *table = quality_table(survey, context, years, measurer, error);
    if (table == NULL)
        return false;
    g_ptr_array_add(method->titles, g_strdup(survey->title));
    g_ptr_array_add(method->tables, table);
    char *changes = changes_text(survey, context, years, error);
    if (changes == NULL)
        return false;
    g_ptr_array_add(method->changes, changes);
    return true;
}

static void
display_free(gpointer display)
{
    vigie_display_free(display);
}

VigieMethod *
vigie_method_new(const VigieReportContext *context, const VigieMeasurer *measurer,
                 GError **error)
{
    g_autoptr(VigieMethod) method = g_new0(VigieMethod, 1);
    method->titles = g_ptr_array_new_with_free_func(g_free);
    method->tables = g_ptr_array_new_with_free_func(display_free);
    method->changes = g_ptr_array_new_with_free_func(g_free);
    const GPtrArray *surveys = context->observatory->surveys;
    for (guint i = 0; i < surveys->len; i++)
        if (!add_survey(method, g_ptr_array_index(surveys, i), context, measurer, error))
            return NULL;
    return g_steal_pointer(&method);
}

void
vigie_method_free(VigieMethod *method)
{
    g_ptr_array_unref(method->titles);
    g_ptr_array_unref(method->tables);
    g_ptr_array_unref(method->changes);
    g_free(method);
}

void
vigie_method_flow(const VigieMethod *method, VigieFlow *flow)
{
    for (guint i = 0; i < method->titles->len; i++) {
        const VigieDisplay *table = g_ptr_array_index(method->tables, i);
        vigie_flow_need(flow, table->height + 40.0);
        vigie_flow_space(flow, 8.0);
        vigie_flow_text(flow, &vigie_style_heading, g_ptr_array_index(method->titles, i));
        vigie_flow_space(flow, 4.0);
        vigie_flow_display(flow, table);
        vigie_flow_space(flow, 8.0);
        vigie_flow_text(flow, &vigie_style_small, _("What changed in the questionnaire"));
        vigie_flow_text(flow, &vigie_style_small, g_ptr_array_index(method->changes, i));
        vigie_flow_space(flow, 10.0);
    }
}
