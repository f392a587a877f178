/* sources.c - what the report rests on: files, rows read, accepted and refused, findings */
#include <string.h>

#include "exhibit.h"
#include "method.h"

typedef struct {
    const char *title;
    guint n_files;
    int first_year, last_year;
    guint64 n_rows, n_accepted, n_refused, n_findings;
} Source;

static const char *
title_of(const VigieObservatory *observatory, const char *table)
{
    for (guint i = 0; i < observatory->surveys->len; i++) {
        const VigieSurvey *survey = g_ptr_array_index(observatory->surveys, i);
        if (strcmp(survey->name, table) == 0)
            return survey->title;
    }
    for (guint i = 0; i < observatory->datasets->len; i++) {
        const VigieDataset *dataset = g_ptr_array_index(observatory->datasets, i);
        if (strcmp(dataset->name, table) == 0)
            return dataset->title;
    }
    return table;
}

static void
add_batch(Source *source, const VigieBatchRow *batch)
{
    source->n_files++;
    source->n_rows += batch->n_rows;
    source->n_accepted += batch->n_accepted;
    source->n_refused += batch->n_refused;
    source->n_findings += batch->n_findings;
    if (batch->first_year != 0 &&
        (source->first_year == 0 || batch->first_year < source->first_year))
        source->first_year = batch->first_year;
    source->last_year = MAX(source->last_year, batch->last_year);
}

static char *
years_cell(const Source *source)
{
    if (source->first_year == 0)
        return g_strdup("–");
    if (source->first_year == source->last_year)
        return g_strdup_printf("%d", source->first_year);
    return g_strdup_printf("%d–%d", source->first_year, source->last_year);
}

static void
add_row(GPtrArray *cells, const Source *source, VigieLang lang)
{
    const guint64 numbers[] = {source->n_rows, source->n_accepted, source->n_refused,
                               source->n_findings};
    g_ptr_array_add(cells, g_strdup(source->title));
    g_ptr_array_add(cells, g_strdup_printf("%u", source->n_files));
    g_ptr_array_add(cells, years_cell(source));
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
        g_ptr_array_add(cells, vigie_number_format((double)numbers[i], 0, lang));
}

/* Batches of one table together, tables in order of their first batch in observatory.ini's order. */
static void
gather(const VigieReportContext *context, const GPtrArray *batches, const char *table,
       GPtrArray *cells)
{
    Source source = {.title = title_of(context->observatory, table)};
    for (guint i = 0; i < batches->len; i++) {
        const VigieBatchRow *batch = g_ptr_array_index(batches, i);
        if (strcmp(batch->table, table) == 0 && batch->first_year <= context->year)
            add_batch(&source, batch);
    }
    if (source.n_files > 0)
        add_row(cells, &source, context->lang);
}

VigieDisplay *
vigie_sources_table(const VigieReportContext *context, const VigieMeasurer *measurer,
                    GError **error)
{
    static const double widths[] = {0.36, 0.09, 0.13, 0.11, 0.12, 0.09, 0.10};
    g_autoptr(GPtrArray) batches = vigie_store_batches(context->store, error);
    if (batches == NULL)
        return NULL;
    const char *header[] = {_("Source"),           _("Files"),   _("Years"),   _("Rows read"),
                            _("Records accepted"), _("Refused"), _("Findings")};
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(header); i++)
        g_ptr_array_add(cells, g_strdup(header[i]));
    const VigieObservatory *observatory = context->observatory;
    for (guint i = 0; i < observatory->surveys->len; i++)
        gather(context, batches,
               ((const VigieSurvey *)g_ptr_array_index(observatory->surveys, i))->name, cells);
    for (guint i = 0; i < observatory->datasets->len; i++)
        gather(context, batches,
               ((const VigieDataset *)g_ptr_array_index(observatory->datasets, i))->name,
               cells);
    VigieTable table = {(const char *const *)cells->pdata, cells->len / G_N_ELEMENTS(widths),
                        G_N_ELEMENTS(widths), widths};
    return vigie_table_layout(&table, VIGIE_FLOW_BODY, measurer, context->lang);
}
