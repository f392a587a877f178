/* bench-core - times the statistics core alone, on answers in memory: bench-core FILE OUT
 * FILE is the bench.csv of make-bench.  20 means x 50 cells (year x customer type) with standard errors, best of five
 * runs from cells to figures; prints "means SECONDS".  OUT gets "item,year,type,mean,se" of the first two items. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vigie/estimate.h>

#define N_ITEMS 20
#define N_RUNS 5
#define N_KEYS 6 /* columns before nights: id, year, stratum, psu, weight, customer_type */

/* The file in memory. */
typedef struct {
    GArray *weight, *stratum, *psu, *cell; /* of the records */
    GArray *item[N_ITEMS];
    GHashTable *strata, *psus, *cells; /* label -> number + 1 */
    GPtrArray *cell_label;             /* "2016,family" */
    GArray *psu_stratum;
} Answers;

static guint32
number_of(GHashTable *labels, char *label, bool *is_new)
{
    gpointer number = g_hash_table_lookup(labels, label);
    *is_new = number == NULL;
    if (number == NULL) {
        number = GUINT_TO_POINTER(g_hash_table_size(labels) + 1);
        g_hash_table_insert(labels, g_strdup(label), number);
    }
    return GPOINTER_TO_UINT(number) - 1;
}

static void
add_record(Answers *answers, char *line)
{
    char *field[N_KEYS + 1 + N_ITEMS], label[256];
    guint n = 0;
    bool is_new = false;
    for (char *rest = line; n < G_N_ELEMENTS(field); n++) {
        field[n] = rest;
        rest += strcspn(rest, ",\r\n");
        if (*rest != '\0')
            *rest++ = '\0';
    }
    double weight = g_ascii_strtod(field[4], NULL);
    g_array_append_val(answers->weight, weight);
    g_snprintf(label, sizeof label, "%s/%s", field[1], field[2]);
    guint32 stratum = number_of(answers->strata, label, &is_new);
    g_snprintf(label, sizeof label, "%s/%s/%s", field[1], field[2], field[3]);
    guint32 psu = number_of(answers->psus, label, &is_new);
    if (is_new)
        g_array_append_val(answers->psu_stratum, stratum);
    g_array_append_val(answers->psu, psu);
    g_snprintf(label, sizeof label, "%s,%s", field[1], field[5]);
    guint32 cell = number_of(answers->cells, label, &is_new);
    if (is_new)
        g_ptr_array_add(answers->cell_label, g_strdup(label));
    g_array_append_val(answers->cell, cell);
    for (guint k = 0; k < N_ITEMS; k++) {
        const char *text = field[N_KEYS + 1 + k];
        double value = *text != '\0' ? g_ascii_strtod(text, NULL) : NAN;
        g_array_append_val(answers->item[k], value);
    }
}

static bool
read_answers(Answers *answers, const char *path)
{
    char line[1024];
    FILE *file = fopen(path, "r");
    bool header = file != NULL && fgets(line, sizeof line, file) != NULL;
    while (header && fgets(line, sizeof line, file) != NULL)
        add_record(answers, line);
    if (file != NULL)
        fclose(file);
    return header;
}

static void
init_answers(Answers *answers)
{
    answers->weight = g_array_new(FALSE, FALSE, sizeof(double));
    answers->psu = g_array_new(FALSE, FALSE, sizeof(guint32));
    answers->cell = g_array_new(FALSE, FALSE, sizeof(guint32));
    answers->psu_stratum = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint k = 0; k < N_ITEMS; k++)
        answers->item[k] = g_array_new(FALSE, FALSE, sizeof(double));
    answers->strata = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    answers->psus = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    answers->cells = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    answers->cell_label = g_ptr_array_new_with_free_func(g_free);
}

static VigieDesign *
design_of(const Answers *answers)
{
    VigieDesignSpec spec = {
        .n = answers->weight->len,
        .psu = (const guint32 *)(gpointer)answers->psu->data,
        .weight = (const double *)(gpointer)answers->weight->data,
        .n_psu = answers->psu_stratum->len,
        .n_strata = g_hash_table_size(answers->strata),
        .stratum = (const guint32 *)(gpointer)answers->psu_stratum->data,
    };
    return vigie_design_new(&spec, NULL);
}

/* One run, figures[N_ITEMS * n_cells]; seconds. */
static double
run(const Answers *answers, const VigieDesign *design, VigieFigure *figures)
{
    const VigieRules rules = {.level = 0.95};
    VigieMeasure measures[N_ITEMS] = {{NULL, NULL}};
    guint32 n_cells = answers->cell_label->len;
    VigieCells cells = {.n_cells = n_cells,
                        .n = answers->cell->len,
                        .cell = (const guint32 *)(gpointer)answers->cell->data};
    for (guint k = 0; k < N_ITEMS; k++)
        measures[k].y = (const double *)(gpointer)answers->item[k]->data;
    gint64 start = g_get_monotonic_time();
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, measures, N_ITEMS, NULL);
    for (guint k = 0; k < N_ITEMS; k++)
        for (guint32 c = 0; c < n_cells; c++)
            vigie_mean(sums, k, c, &rules, &figures[k * n_cells + c]);
    return (double)(g_get_monotonic_time() - start) / 1e6;
}

static bool
write_figures(const Answers *answers, const VigieFigure *figures, const char *path)
{
    guint32 n_cells = answers->cell_label->len;
    FILE *file = fopen(path, "w");
    for (guint k = 0; file != NULL && k < 2; k++)
        for (guint32 c = 0; c < n_cells; c++)
            fprintf(file, "item%u,%s,%.17g,%.17g\n", k + 1,
                    (const char *)g_ptr_array_index(answers->cell_label, c),
                    figures[k * n_cells + c].estimate, figures[k * n_cells + c].se);
    return file != NULL && fclose(file) == 0;
}

int
main(int argc, char **argv)
{
    Answers answers;
    init_answers(&answers);
    if (argc != 3 || !read_answers(&answers, argv[1])) {
        fprintf(stderr, "usage: bench-core FILE OUT, FILE being the bench.csv of make-bench\n");
        return 2;
    }
    vigie_design_init();
    g_autoptr(VigieDesign) design = design_of(&answers);
    g_autofree VigieFigure *figures =
        g_new(VigieFigure, (gsize)N_ITEMS * answers.cell_label->len);
    double least = HUGE_VAL;
    for (guint i = 0; i < N_RUNS; i++)
        least = fmin(least, run(&answers, design, figures));
    printf("means %.4f\n", least);
    return write_figures(&answers, figures, argv[2]) ? 0 : 2;
}
