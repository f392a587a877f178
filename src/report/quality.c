/* quality.c - how good a survey was, year by year: answers, sites, response, dates, design effect, gaps */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "exhibit.h"
#include "method.h"

static VigieYearQuality *
of_year(GArray *quality, double year)
{
    for (guint i = 0; i < quality->len; i++) {
        VigieYearQuality *entry = &g_array_index(quality, VigieYearQuality, i);
        if (fabs(entry->year - year) < 0.5)
            return entry;
    }
    return NULL;
}

/* Distinct values of a tuple of columns. */
static char *
tuple(const GPtrArray *columns, gsize i)
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

/* Calculated items follow from others; design columns are not questions. */
static bool
is_question(const VigieSurvey *survey, const VigieItem *item)
{
    return vigie_item_is_read(item) && !item->aggregate && strcmp(item->type, "hidden") != 0 &&
           strcmp(item->name, survey->date) != 0 && strcmp(item->name, survey->weight) != 0;
}

/* strata + cluster + date + year + questions, each once. */
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
    for (guint i = 0; i < survey->codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(survey->codebook->items, i);
        if (is_question(survey, item) && g_hash_table_add(seen, item->name))
            g_strv_builder_add(builder, item->name);
    }
    return g_strv_builder_end(builder);
}

/* One record: its year, its days, its PSU within its stratum (psus: stratum -> set of PSUs of a year). */
static void
count_record(VigieYearQuality *entry, GHashTable *psus, const char *stratum, char *psu,
             double day)
{
    entry->n++;
    g_autofree char *key = g_strdup_printf("%d\x1e%s", entry->year, stratum);
    GHashTable *set = g_hash_table_lookup(psus, key);
    if (set == NULL) {
        set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_insert(psus, g_steal_pointer(&key), set);
        entry->n_strata++;
        entry->n_lonely++;
    }
    guint before = g_hash_table_size(set);
    g_hash_table_add(set, psu);
    guint after = g_hash_table_size(set);
    entry->n_psu += after - before;
    entry->n_lonely -= before == 1 && after == 2;
    if (isnan(day))
        return;
    entry->first_day = isnan(entry->first_day) ? day : fmin(entry->first_day, day);
    entry->last_day = isnan(entry->last_day) ? day : fmax(entry->last_day, day);
}

static void
set_unref(gpointer set)
{
    g_hash_table_unref(set);
}

/* A survey without clusters: each record is its own PSU, and its number stands for it. */
static void
count_records(const VigieSurvey *survey, const VigieFrame *frame, GArray *quality)
{
    const VigieColumn *years = vigie_frame_column(frame, "year");
    const VigieColumn *date =
        *survey->date != '\0' ? vigie_frame_column(frame, survey->date) : NULL;
    g_autoptr(GPtrArray) strata = columns_of(frame, survey->strata);
    g_autoptr(GPtrArray) cluster = columns_of(frame, survey->cluster);
    g_autoptr(GHashTable) psus =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, set_unref);
    for (gsize i = 0; i < frame->n; i++) {
        VigieYearQuality *entry = of_year(quality, years->value[i]);
        if (entry == NULL)
            continue;
        g_autofree char *stratum = tuple(strata, i);
        char *psu =
            cluster->len > 0 ? tuple(cluster, i) : g_strdup_printf("%" G_GSIZE_FORMAT, i);
        count_record(entry, psus, stratum, psu, date != NULL ? date->value[i] : NAN);
    }
}

/* Blank, refused and invalid over these and the answers given; "don't know" and "not concerned" are answers. */
static void
count_gaps(const VigieSurvey *survey, const VigieFrame *frame, GArray *quality)
{
    const VigieColumn *years = vigie_frame_column(frame, "year");
    g_autofree double *gaps = g_new0(double, quality->len);
    g_autofree double *due = g_new0(double, quality->len);
    for (guint k = 0; k < survey->codebook->items->len; k++) {
        const VigieItem *item = g_ptr_array_index(survey->codebook->items, k);
        if (!is_question(survey, item))
            continue;
        const VigieColumn *column = vigie_frame_column(frame, item->name);
        for (gsize i = 0; i < frame->n; i++) {
            VigieYearQuality *entry = of_year(quality, years->value[i]);
            if (entry == NULL || column->why[i] == VIGIE_NOT_ASKED)
                continue;
            gsize y = (gsize)(entry - (VigieYearQuality *)(void *)quality->data);
            due[y] += 1.0;
            gaps[y] += column->why[i] == VIGIE_BLANK || column->why[i] == VIGIE_REFUSED ||
                       column->why[i] == VIGIE_INVALID;
        }
    }
    for (guint y = 0; y < quality->len; y++)
        g_array_index(quality, VigieYearQuality, y).non_response =
            due[y] > 0.0 ? gaps[y] / due[y] : NAN;
}

/* Sums of the field-work log by year, and how many site-days it names. */
static bool
read_fieldwork(const VigieSurvey *survey, const VigieReportContext *context, GArray *quality,
               GError **error)
{
    if (*survey->fieldwork == '\0')
        return true;
    const VigieDataset *dataset =
        vigie_observatory_dataset(context->observatory, survey->fieldwork, error);
    if (dataset == NULL)
        return false;
    static const char *const items[] = {"year", "approached", "completed", NULL};
    g_autoptr(GError) problem = NULL;
    g_autoptr(VigieFrame) frame =
        vigie_store_read(context->store, dataset->name, dataset->codebook, items, &problem);
    if (frame == NULL && g_error_matches(problem, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING))
        return true;
    if (frame == NULL) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return false;
    }
    const double *years = vigie_frame_column(frame, "year")->value;
    const double *approached = vigie_frame_column(frame, "approached")->value;
    const double *completed = vigie_frame_column(frame, "completed")->value;
    for (gsize i = 0; i < frame->n; i++) {
        VigieYearQuality *entry = of_year(quality, years[i]);
        if (entry == NULL)
            continue;
        entry->n_sampled++;
        if (isnan(approached[i]) || isnan(completed[i]))
            continue;
        entry->approached =
            (isnan(entry->approached) ? 0.0 : entry->approached) + approached[i];
        entry->completed = (isnan(entry->completed) ? 0.0 : entry->completed) + completed[i];
    }
    return true;
}

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double
median(GArray *values)
{
    if (values->len == 0)
        return NAN;
    qsort(values->data, values->len, sizeof(double), compare_doubles);
    guint half = values->len / 2;
    double upper = g_array_index(values, double, half);
    return values->len % 2 == 1 ? upper
                                : (g_array_index(values, double, half - 1) + upper) / 2.0;
}

static char **
satisfaction_items(const VigieSurvey *survey)
{
    g_autoptr(GStrvBuilder) items = g_strv_builder_new();
    for (guint i = 0; i < survey->codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(survey->codebook->items, i);
        if (item->origin == VIGIE_ITEM_OWN && vigie_item_has_role(item, "satisfaction"))
            g_strv_builder_add(items, item->name);
    }
    return g_strv_builder_end(items);
}

/* All years and items in one pass over the answers. */
static void
read_deff(const VigieSurvey *survey, const VigieReportContext *context, GArray *quality)
{
    g_auto(GStrv) items = satisfaction_items(survey);
    if (items[0] == NULL)
        return;
    static const char *const by[] = {"year", NULL};
    const char *surveys[] = {survey->name, NULL};
    VigieQuestion question = {.surveys = surveys,
                              .stat = VIGIE_STAT_MEAN,
                              .of = (const char *const *)items,
                              .by = by,
                              .level = 0.95};
    g_autoptr(VigieAnswer) answer =
        vigie_study_run(context->observatory, context->store, &question, NULL, NULL, NULL);
    for (guint y = 0; answer != NULL && y < quality->len; y++) {
        VigieYearQuality *entry = &g_array_index(quality, VigieYearQuality, y);
        g_autoptr(GArray) deffs = g_array_new(FALSE, FALSE, sizeof(double));
        for (guint i = 0; i < answer->rows->len; i++) {
            const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
            if (atoi(row->dims[0]) == entry->year && !isnan(row->figure.deff))
                g_array_append_val(deffs, row->figure.deff);
        }
        entry->deff = median(deffs);
    }
}

GArray *
vigie_quality_of(const VigieSurvey *survey, const VigieReportContext *context,
                 const GArray *years, GError **error)
{
    g_autoptr(GArray) quality = g_array_new(FALSE, TRUE, sizeof(VigieYearQuality));
    for (guint i = 0; i < years->len; i++) {
        VigieYearQuality entry = {.year = g_array_index(years, int, i),
                                  .first_day = NAN,
                                  .last_day = NAN,
                                  .approached = NAN,
                                  .completed = NAN,
                                  .deff = NAN,
                                  .non_response = NAN};
        g_array_append_val(quality, entry);
    }
    g_auto(GStrv) items = needed(survey);
    g_autoptr(VigieFrame) frame = vigie_store_read(
        context->store, survey->name, survey->codebook, (const char *const *)items, error);
    if (frame == NULL || !read_fieldwork(survey, context, quality, error))
        return NULL;
    count_records(survey, frame, quality);
    count_gaps(survey, frame, quality);
    read_deff(survey, context, quality);
    return g_steal_pointer(&quality);
}
