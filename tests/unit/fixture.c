/* fixture.c - small surveys for tests */
#include "fixture.h"

#include <math.h>
#include <string.h>

Table *
table_parse(const char *text)
{
    Table *table = g_new0(Table, 1);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    char **header = lines;
    while (**header == '#') /* R's version */
        header++;
    table->names = g_strsplit(*header, ",", -1);
    table->lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    for (char **line = header + 1; *line != NULL; line++)
        if (**line != '\0')
            g_ptr_array_add(table->lines, g_strsplit(*line, ",", -1));
    table->n = table->lines->len;
    return table;
}

static char *
read_data(const char *path)
{
    const char *root = g_getenv("VIGIE_DATA");
    char *text = NULL;
    g_autofree char *full = root != NULL ? g_build_filename(root, path, NULL) : NULL;
    if (full != NULL)
        g_file_get_contents(full, &text, NULL, NULL);
    return text;
}

Table *
table_load(const char *path)
{
    g_autofree char *text = read_data(path);
    return text != NULL ? table_parse(text) : NULL;
}

Table *
table_own(const char *name)
{
    g_autofree char *file = g_strdup_printf("tests/oracle/%s.csv", name);
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, file, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    return table_parse(text);
}

void
table_free(Table *table)
{
    if (table == NULL)
        return;
    g_strfreev(table->names);
    g_ptr_array_unref(table->lines);
    g_free(table);
}

const char *
table_cell(const Table *table, gsize row, const char *column)
{
    for (guint c = 0; table->names[c] != NULL; c++)
        if (g_str_equal(table->names[c], column))
            return ((char **)table->lines->pdata[row])[c];
    g_error("no column %s", column);
}

double *
table_numbers(const Table *table, const char *column)
{
    double *x = g_new(double, table->n);
    for (gsize i = 0; i < table->n; i++) {
        const char *cell = table_cell(table, i, column);
        x[i] = *cell != '\0' ? g_ascii_strtod(cell, NULL) : NAN;
    }
    return x;
}

static char *
key_of(const Table *table, gsize row, const char *columns)
{
    g_auto(GStrv) names = g_strsplit(columns, ";", -1);
    g_autoptr(GString) key = g_string_new(NULL);
    for (char **name = names; *name != NULL; name++)
        g_string_append_printf(key, "%s|", table_cell(table, row, *name));
    return g_string_free(g_steal_pointer(&key), FALSE);
}

guint32 *
table_keys(const Table *table, const char *columns, guint32 *n_keys)
{
    g_autoptr(GHashTable) numbers =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint32 *keys = g_new0(guint32, table->n);
    for (gsize i = 0; columns != NULL && i < table->n; i++) {
        char *key = key_of(table, i, columns);
        gpointer number = g_hash_table_lookup(numbers, key);
        if (number == NULL) {
            number = GUINT_TO_POINTER(g_hash_table_size(numbers) + 1);
            g_hash_table_insert(numbers, g_strdup(key), number);
        }
        keys[i] = GPOINTER_TO_UINT(number) - 1;
        g_free(key);
    }
    *n_keys = columns != NULL ? g_hash_table_size(numbers) : 1;
    return keys;
}

/* What the records say of their groups: by[group[i]] = value[i]. */
static double *
spread_numbers(const Table *table, const char *column, const guint32 *group, guint32 n_groups)
{
    if (column == NULL)
        return NULL;
    double *out = g_new0(double, n_groups);
    g_autofree double *value = table_numbers(table, column);
    for (gsize i = 0; i < table->n; i++)
        out[group[i]] = value[i];
    return out;
}

static guint32 *
spread_keys(const Table *table, const guint32 *key, const guint32 *group, guint32 n_groups)
{
    guint32 *out = g_new0(guint32, n_groups);
    for (gsize i = 0; i < table->n; i++)
        out[group[i]] = key[i];
    return out;
}

VigieDesign *
fixture_design(const Table *table, const Plan *plan)
{
    guint32 n_strata = 0, n_psu = 0, n_ssu = 0, n_sites = 0;
    g_autofree guint32 *h = table_keys(table, plan->strata, &n_strata);
    g_autofree char *nested = plan->strata != NULL
                                  ? g_strdup_printf("%s;%s", plan->strata, plan->cluster)
                                  : g_strdup(plan->cluster);
    g_autofree guint32 *psu = table_keys(table, nested, &n_psu);
    g_autofree guint32 *ssu = table_keys(table, plan->ssu, &n_ssu);
    g_autofree guint32 *site_h = table_keys(table, plan->site_strata, &n_sites);
    g_autofree guint32 *site = table_keys(table, plan->cluster, &n_sites);
    g_autofree double *weight =
        plan->weight != NULL ? table_numbers(table, plan->weight) : NULL;
    for (gsize i = 0; plan->g != NULL && i < table->n; i++)
        weight[i] *= plan->g[i];
    g_autofree guint32 *stratum = spread_keys(table, h, psu, n_psu);
    g_autofree guint32 *ssu_psu = spread_keys(table, psu, ssu, n_ssu);
    g_autofree guint32 *psu_site = spread_keys(table, site, psu, n_psu);
    g_autofree guint32 *psu_site_stratum = spread_keys(table, site_h, psu, n_psu);
    g_autofree double *fpc = spread_numbers(table, plan->fpc, h, n_strata);
    g_autofree double *fpc_ssu = spread_numbers(table, plan->fpc_ssu, psu, n_psu);
    VigieDesignSpec spec = {
        .n = table->n,
        .psu = psu,
        .weight = weight,
        .n_psu = n_psu,
        .n_strata = n_strata,
        .stratum = stratum,
        .population_psu = fpc,
        .ssu = plan->ssu != NULL ? ssu : NULL,
        .n_ssu = n_ssu,
        .ssu_psu = ssu_psu,
        .population_ssu = fpc_ssu,
        .site = plan->site_strata != NULL ? psu_site : NULL,
        .site_stratum = psu_site_stratum,
        .lonely = plan->lonely,
        .auxiliary = plan->auxiliary,
    };
    g_autoptr(GError) error = NULL;
    VigieDesign *design = vigie_design_new(&spec, &error);
    g_assert_no_error(error);
    return design;
}

/* "script","id","value",…: neither ids nor values hold a comma or a quote. */
GHashTable *
oracle_load(void)
{
    g_autofree char *text = read_data("oracle/expected/expected_all.csv");
    if (text == NULL)
        return NULL;
    GHashTable *oracle = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines + 1; *line != NULL && **line != '\0'; line++) {
        g_auto(GStrv) cells = g_strsplit(*line, ",", 4);
        for (guint c = 1; c < 3; c++)
            g_strdelimit(cells[c], "\"", ' ');
        g_hash_table_insert(oracle, g_strdup(g_strstrip(cells[1])),
                            g_strdup(g_strstrip(cells[2])));
    }
    return oracle;
}

GHashTable *
oracle_own(const char *name)
{
    g_autofree char *file = g_strdup_printf("%s.expected", name);
    g_autoptr(Table) rows = table_own(file);
    GHashTable *oracle = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (gsize i = 0; i < rows->n; i++)
        g_hash_table_insert(oracle, g_strdup(table_cell(rows, i, "id")),
                            g_strdup(table_cell(rows, i, "value")));
    return oracle;
}

double
oracle_value(GHashTable *oracle, const char *id)
{
    const char *value = g_hash_table_lookup(oracle, id);
    if (value == NULL)
        g_error("no oracle value %s", id);
    return g_ascii_strtod(value, NULL);
}

void
assert_close_at(const char *where, double actual, double expected, double tolerance,
                double scale)
{
    double limit = fabs(expected) > 0 ? tolerance * fabs(expected) : 1e-12 * scale;
    if (!(fabs(actual - expected) <= limit))
        g_error("%s: %.17g instead of %.17g", where, actual, expected);
}

void
assert_differs_at(const char *where, double actual, double wrong)
{
    if (!(fabs(actual - wrong) > 1e-6 * fabs(wrong)))
        g_error("%s: %.17g is the wrong value", where, actual);
}

/* Cell 0 where domain is 1 (NULL = everywhere). */
static guint32 *
cell_of_domain(gsize n, const double *domain)
{
    guint32 *cell = g_new0(guint32, n);
    for (gsize i = 0; domain != NULL && i < n; i++)
        if (!(domain[i] > 0))
            cell[i] = VIGIE_NO_CELL;
    return cell;
}

VigieFigure
figure_under(const VigieDesign *design, const VigieMeasure *measure, const double *domain,
             Statistic *statistic, const VigieRules *rules)
{
    gsize n = vigie_design_n(design);
    g_autofree guint32 *cell = cell_of_domain(n, domain);
    VigieCells cells = {.n_cells = 1, .n = n, .cell = cell};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, measure, 1, &error);
    g_assert_no_error(error);
    VigieFigure figure;
    statistic(sums, 0, 0, rules, &figure);
    return figure;
}

VigieFigure
figure_of(const VigieDesign *design, const double *y, const double *x, const double *domain,
          Statistic *statistic)
{
    VigieMeasure measure = {y, x};
    VigieRules rules = {.level = 0.95};
    return figure_under(design, &measure, domain, statistic, &rules);
}

void
covariance_of(const VigieDesign *design, const double *const y[2],
              const double *const domain[2], double v[4])
{
    VigieLinear mean[2];
    gsize n = vigie_design_n(design);
    for (guint a = 0; a < 2; a++) {
        g_autofree guint32 *cell = cell_of_domain(n, domain[a]);
        VigieCells cells = {.n_cells = 1, .n = n, .cell = cell};
        VigieMeasure measure = {y[a], NULL};
        g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
        vigie_linear_mean(sums, 0, 0, &mean[a]);
    }
    g_assert_true(vigie_linear_covariance(design, mean, 2, v));
    for (guint a = 0; a < 2; a++)
        vigie_linear_clear(&mean[a]);
}

/* The table's text again, but for the rows where keep (NULL = all) is 0, and with a column more or replaced. */
static Table *
table_again(const Table *table, const bool *keep, const char *column, const double *value)
{
    g_autoptr(GString) text = g_string_new(NULL);
    bool known = false;
    for (char **name = table->names; *name != NULL; name++) {
        g_string_append_printf(text, "%s%s", name == table->names ? "" : ",", *name);
        known = known || g_strcmp0(*name, column) == 0;
    }
    g_string_append_printf(text, "%s%s\n", column == NULL || known ? "" : ",",
                           column == NULL || known ? "" : column);
    for (gsize i = 0; i < table->n; i++) {
        char number[G_ASCII_DTOSTR_BUF_SIZE] = "";
        if (keep != NULL && !keep[i])
            continue;
        if (value != NULL && !isnan(value[i]))
            g_ascii_dtostr(number, sizeof number, value[i]);
        for (char **name = table->names; *name != NULL; name++)
            g_string_append_printf(text, "%s%s", name == table->names ? "" : ",",
                                   g_strcmp0(*name, column) == 0 ? number
                                                                 : table_cell(table, i, *name));
        g_string_append_printf(text, "%s%s\n", column == NULL || known ? "" : ",",
                               column == NULL || known ? "" : number);
    }
    return table_parse(text->str);
}

Table *
table_with(const Table *table, const char *column, const double *value)
{
    return table_again(table, NULL, column, value);
}

Table *
table_where(const Table *table, const char *column, const char *cell)
{
    g_autofree bool *keep = g_new(bool, MAX(table->n, 1));
    for (gsize i = 0; i < table->n; i++)
        keep[i] = g_str_equal(table_cell(table, i, column), cell);
    return table_again(table, keep, NULL, NULL);
}
