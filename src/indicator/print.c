/* print.c - tables of indicators as CSV, JSON and text */
#include "binding.h"
#include <math.h>
#include <string.h>

/* The contract's columns around the dimensions. */
static const char *const before[] = {"indicator", "dataset"};
static const char *const after[] = {
    "n",    "value", "se", "ci_low", "ci_high", "coverage_units", "coverage_volume",
    "unit", "status"};

static void
csv_cell(GString *csv, const char *text)
{
    if (csv->len > 0 && csv->str[csv->len - 1] != '\n')
        g_string_append_c(csv, ',');
    vigie_text_append_csv(csv, text, ',');
}

static void
csv_number(GString *csv, double value)
{
    char buffer[VIGIE_NUMBER_SIZE];
    csv_cell(csv, vigie_number_print(value, buffer));
}

static void
csv_row(GString *csv, const VigieIndicatorRow *row)
{
    g_autofree char *n = g_strdup_printf("%" G_GUINT64_FORMAT, row->n);
    csv_cell(csv, row->indicator->name);
    csv_cell(csv, row->dataset->name);
    for (char **dim = row->dims; *dim != NULL; dim++)
        csv_cell(csv, *dim);
    csv_cell(csv, n);
    csv_number(csv, row->value);
    csv_number(csv, row->se);
    csv_number(csv, row->ci_low);
    csv_number(csv, row->ci_high);
    csv_number(csv, row->coverage_units);
    csv_number(csv, row->coverage_volume);
    csv_cell(csv, row->unit);
    csv_cell(csv, vigie_status_name(row->status));
    g_string_append_c(csv, '\n');
}

char *
vigie_indicator_csv(const VigieIndicatorTable *table)
{
    GString *csv = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(before); i++)
        csv_cell(csv, before[i]);
    for (char **dim = table->dims; *dim != NULL; dim++)
        csv_cell(csv, *dim);
    for (guint i = 0; i < G_N_ELEMENTS(after); i++)
        csv_cell(csv, after[i]);
    g_string_append_c(csv, '\n');
    for (guint i = 0; i < table->rows->len; i++)
        csv_row(csv, table->rows->pdata[i]);
    return g_string_free(csv, FALSE);
}

static void
json_text(GString *json, const char *key, const char *value)
{
    if (json->str[json->len - 1] != '{')
        g_string_append_c(json, ',');
    g_string_append_printf(json, "\"%s\":\"", key);
    for (; *value != '\0'; value++) {
        if (*value == '"' || *value == '\\')
            g_string_append_c(json, '\\');
        if ((guchar)*value < 0x20)
            g_string_append_printf(json, "\\u%04x", (guint)(guchar)*value);
        else
            g_string_append_c(json, *value);
    }
    g_string_append_c(json, '"');
}

static void
json_number(GString *json, const char *key, double value)
{
    char buffer[VIGIE_NUMBER_SIZE];
    g_string_append_printf(json, ",\"%s\":%s", key,
                           isnan(value) ? "null" : vigie_number_print(value, buffer));
}

static void
json_row(GString *json, char **dims, const VigieIndicatorRow *row)
{
    g_string_append_c(json, '{');
    json_text(json, "indicator", row->indicator->name);
    json_text(json, "dataset", row->dataset->name);
    for (guint k = 0; dims[k] != NULL; k++)
        json_text(json, dims[k], row->dims[k]);
    json_number(json, "n", (double)row->n);
    json_number(json, "value", row->value);
    json_number(json, "se", row->se);
    json_number(json, "ci_low", row->ci_low);
    json_number(json, "ci_high", row->ci_high);
    json_number(json, "coverage_units", row->coverage_units);
    json_number(json, "coverage_volume", row->coverage_volume);
    json_text(json, "unit", row->unit);
    json_text(json, "status", vigie_status_name(row->status));
    g_string_append_c(json, '}');
}

char *
vigie_indicator_json(const VigieIndicatorTable *table)
{
    GString *json = g_string_new("[");
    for (guint i = 0; i < table->rows->len; i++) {
        g_string_append(json, i > 0 ? ",\n" : "\n");
        json_row(json, table->dims, table->rows->pdata[i]);
    }
    g_string_append(json, "\n]\n");
    return g_string_free(json, FALSE);
}

/* For people: one block for each indicator and dataset, columns aligned. ------------------------ */

char *
vigie_indicator_unit(const char *unit)
{
    static const char *const words[] = {N_("arrival"),
                                        N_("bed"),
                                        N_("bed per 100 inhabitants"),
                                        N_("bed per establishment"),
                                        N_("currency"),
                                        N_("entry"),
                                        N_("establishment"),
                                        N_("index"),
                                        N_("job"),
                                        N_("night"),
                                        N_("night per arrival"),
                                        N_("night per inhabitant"),
                                        N_("person"),
                                        N_("person per room"),
                                        N_("share"),
                                        N_("star"),
                                        N_("unit")};
    if (strcmp(unit, "file") == 0)
        return g_strdup(_("booking file"));
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i], unit) == 0)
            return g_strdup(_(words[i]));
    const char *per_file = g_strrstr(unit, " per file");
    if (per_file == NULL)
        return g_strdup(unit);
    g_autofree char *head = g_strndup(unit, (gsize)(per_file - unit));
    g_autofree char *currency = vigie_indicator_unit(head);
    return g_strdup_printf(_("%s per file"), currency);
}

static const char *
status_text(VigieStatus status)
{
    switch (status) {
    case VIGIE_STATUS_NOT_ASKED:
        return _("not asked");
    case VIGIE_STATUS_EMPTY:
        return _("empty");
    case VIGIE_STATUS_NOT_ESTIMABLE:
        return _("not estimable");
    default:
        return vigie_status_name(status);
    }
}

static char *
dim_label(const VigieIndicatorRow *row, const char *dim, const char *cell, VigieLang lang)
{
    const VigieCodebook *codebook = row->dataset->codebook;
    const VigieItem *item = vigie_codebook_find(codebook, dim);
    gint at = item != NULL && item->list != NULL ? vigie_list_index(item->list, cell) : -1;
    if (at < 0)
        return g_strdup(cell);
    return g_strdup(vigie_choice_label(codebook, vigie_list_get(item->list, (guint)at), lang));
}

static char *
value_text(const VigieIndicatorRow *row, VigieLang lang)
{
    if (isnan(row->value))
        return g_strdup(status_text(row->status));
    if (strcmp(row->unit, "share") == 0)
        return vigie_percent_format(row->value, row->indicator->decimals, lang);
    return vigie_number_format(row->value, row->indicator->decimals, lang);
}

static char *
share_text(double share, VigieLang lang)
{
    return isnan(share) ? g_strdup("–") : vigie_percent_format(share, 0, lang);
}

/* Cells of a row: dims, then value, n and the two coverages. */
static GPtrArray *
text_cells(const VigieIndicatorTable *table, const VigieIndicatorRow *row, VigieLang lang)
{
    GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);
    for (guint k = 0; table->dims[k] != NULL; k++)
        g_ptr_array_add(cells, dim_label(row, table->dims[k], row->dims[k], lang));
    g_ptr_array_add(cells, value_text(row, lang));
    g_ptr_array_add(cells, vigie_number_format((double)row->n, 0, lang));
    g_ptr_array_add(cells, share_text(row->coverage_units, lang));
    g_ptr_array_add(cells, share_text(row->coverage_volume, lang));
    return cells;
}

/* Year, wave, month, or the label of the dataset's item. */
static const char *
dim_header(const VigieDataset *dataset, const char *dim, VigieLang lang)
{
    static const char *const built_in[] = {N_("year"), N_("wave"), N_("month")};
    const VigieItem *item = vigie_codebook_find(dataset->codebook, dim);
    if (item != NULL)
        return vigie_item_label(dataset->codebook, item, lang);
    for (guint i = 0; i < G_N_ELEMENTS(built_in); i++)
        if (strcmp(built_in[i], dim) == 0)
            return _(built_in[i]);
    return dim;
}

static GPtrArray *
text_header(const VigieIndicatorTable *table, const VigieDataset *dataset, VigieLang lang)
{
    GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);
    for (char **dim = table->dims; *dim != NULL; dim++)
        g_ptr_array_add(cells, g_strdup(dim_header(dataset, *dim, lang)));
    g_ptr_array_add(cells, g_strdup(_("value")));
    g_ptr_array_add(cells, g_strdup(_("observations")));
    g_ptr_array_add(cells, g_strdup(_("units covered")));
    g_ptr_array_add(cells, g_strdup(_("volume covered")));
    return cells;
}

static int
column_width(const GPtrArray *lines, guint column)
{
    glong width = 0;
    for (guint i = 0; i < lines->len; i++) {
        const GPtrArray *cells = lines->pdata[i];
        width = MAX(width, g_utf8_strlen(cells->pdata[column], -1));
    }
    return (int)width;
}

/* Dimensions to the left, numbers to the right. */
static void
print_lines(GString *text, const GPtrArray *lines, guint n_dims)
{
    guint n = ((const GPtrArray *)lines->pdata[0])->len;
    g_autofree int *width = g_new(int, n);
    for (guint k = 0; k < n; k++)
        width[k] = column_width(lines, k);
    for (guint i = 0; i < lines->len; i++) {
        const GPtrArray *cells = lines->pdata[i];
        for (guint k = 0; k < n; k++) {
            const char *cell = cells->pdata[k];
            int pad = width[k] - (int)g_utf8_strlen(cell, -1);
            g_string_append_printf(text, "  %*s%s%*s", k < n_dims ? 0 : pad, "", cell,
                                   k < n_dims ? pad : 0, "");
        }
        g_string_append_c(text, '\n');
    }
}

static void
unref_line(void *line)
{
    g_ptr_array_unref(line);
}

static bool
same_block(const VigieIndicatorRow *a, const VigieIndicatorRow *b)
{
    return a->indicator == b->indicator && a->dataset == b->dataset;
}

static guint
print_block(GString *text, const VigieIndicatorTable *table, guint start, VigieLang lang)
{
    const VigieIndicatorRow *first = table->rows->pdata[start];
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(unref_line);
    g_ptr_array_add(lines, text_header(table, first->dataset, lang));
    guint end = start;
    while (end < table->rows->len && same_block(first, table->rows->pdata[end]))
        g_ptr_array_add(lines, text_cells(table, table->rows->pdata[end++], lang));
    g_autofree char *unit = vigie_indicator_unit(first->unit);
    g_string_append_printf(text, "%s%s – %s [%s]\n", start > 0 ? "\n" : "",
                           vigie_indicator_title(first->indicator, lang), first->dataset->title,
                           unit);
    print_lines(text, lines, g_strv_length(table->dims));
    return end;
}

char *
vigie_indicator_text(const VigieIndicatorTable *table, VigieLang lang)
{
    GString *text = g_string_new(NULL);
    for (guint start = 0; start < table->rows->len;)
        start = print_block(text, table, start, lang);
    return g_string_free(text, FALSE);
}
