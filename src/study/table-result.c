/* table-result.c - a cross-table in long form: one row a cell */
#include <math.h>
#include <vigie/study-table.h>

static const VigieResultColumn columns[] = {{"survey", NULL, false},
                                            {"row_item", NULL, false},
                                            {"row", NULL, false},
                                            {"column_item", NULL, false},
                                            {"column", NULL, false},
                                            {"layer_item", NULL, false},
                                            {"layer", NULL, false},
                                            {"stat", NULL, false},
                                            {"n", NULL, true},
                                            {"base_n", NULL, true},
                                            {"weighted", NULL, true},
                                            {"weighted_base", NULL, true},
                                            {"n_eff", NULL, true},
                                            {"estimate", NULL, true},
                                            {"se", NULL, true},
                                            {"ci_low", NULL, true},
                                            {"ci_high", NULL, true},
                                            {"df", NULL, true},
                                            {"deff", NULL, true},
                                            {"letter", NULL, false},
                                            {"letters", NULL, false},
                                            {"rest", NULL, true},
                                            {"rest_p_adj", NULL, true},
                                            {"direction", NULL, false},
                                            {"rao_scott_f", NULL, true},
                                            {"rao_scott_ndf", NULL, true},
                                            {"rao_scott_ddf", NULL, true},
                                            {"rao_scott_p", NULL, true},
                                            {"status", NULL, false},
                                            {"n_blank", NULL, true},
                                            {"n_dont_know", NULL, true},
                                            {"n_refused", NULL, true},
                                            {"n_not_applicable", NULL, true},
                                            {"n_not_asked", NULL, true},
                                            {"n_invalid", NULL, true}};

/* The counts come last and only where they are asked for. */
#define N_COUNTS (VIGIE_N_MISSING - 1)

static const char *
stat_name(const VigieCrossing *table)
{
    static const char *const names[] = {"column_percent", "row_percent", "total_percent",
                                        "weighted_count"};
    return table->is_mean ? "mean" : names[table->percent];
}

static void
word(VigieResult *result, const char *text)
{
    vigie_result_word(result, text, NULL);
}

static void
number(VigieResult *result, double value)
{
    vigie_result_number(result, value, NULL);
}

static void
add_names(VigieResult *result, const VigieCrossTable *table, const VigieTableBlock *block,
          guint row, guint column)
{
    g_autofree char *column_item = g_strjoinv("*", table->column_items);
    word(result, table->survey);
    word(result, block->item);
    word(result, row < block->n_rows ? block->row[row].name : "");
    word(result, column_item);
    word(result, column < table->n_columns ? table->column[column].name : "");
    word(result, table->layer_item != NULL ? table->layer_item : "");
    word(result, table->layer != NULL ? table->layer[block->layer].name : "");
    word(result, stat_name(block->table));
}

static void
add_figures(VigieResult *result, const VigieTableCell *cell)
{
    number(result, cell->hidden ? NAN : (double)cell->n);
    number(result, cell->hidden ? NAN : (double)cell->base_n);
    number(result, cell->weighted);
    number(result, cell->weighted_base);
    number(result, cell->n_eff);
    number(result, cell->figure.estimate);
    number(result, cell->figure.se);
    number(result, cell->figure.ci_low);
    number(result, cell->figure.ci_high);
    number(result, cell->figure.df);
    number(result, cell->figure.deff);
}

static void
add_tests(VigieResult *result, const VigieCrossTable *table, const VigieTableBlock *block,
          guint row, guint column)
{
    const VigieTableCell *cell = vigie_crossing_cell(block->table, row, column);
    bool lettered = table->compare == VIGIE_COMPARE_COLUMNS && column < table->n_columns;
    g_autofree char *letter = lettered ? vigie_crossing_letter(column) : g_strdup("");
    g_autofree char *letters = vigie_crossing_letters(block->table, row, column);
    word(result, letter);
    word(result, letters);
    number(result, cell->rest);
    number(result, cell->rest_p);
    word(result,
         isnan(cell->rest_p) ? "" : vigie_arrow_name(vigie_arrow(cell->rest, cell->rest_p)));
    const VigieJointTest *test = &block->table->association.second;
    number(result, test->status == VIGIE_STATUS_OK ? test->statistic : NAN);
    number(result, test->status == VIGIE_STATUS_OK ? test->ndf : NAN);
    number(result, test->status == VIGIE_STATUS_OK ? test->ddf : NAN);
    number(result, test->status == VIGIE_STATUS_OK ? test->p : NAN);
}

/* Of the column, whatever the row; hidden with the base. */
static void
add_kinds(VigieResult *result, const VigieTableCell *cell, const VigieKindCounts counts)
{
    for (guint why = VIGIE_BLANK; why < VIGIE_N_MISSING; why++)
        number(result, cell->hidden ? NAN : (double)counts[why]);
}

VigieResult *
vigie_cross_table_result(const VigieCrossTable *table)
{
    VigieResult *result = vigie_result_new(columns, (guint)G_N_ELEMENTS(columns) -
                                                        (table->with_missing ? 0 : N_COUNTS));
    for (guint b = 0; b < table->blocks->len; b++) {
        const VigieTableBlock *block = g_ptr_array_index(table->blocks, b);
        for (guint r = 0; r < block->table->height; r++)
            for (guint c = 0; c < block->table->stride; c++) {
                const VigieTableCell *cell = vigie_crossing_cell(block->table, r, c);
                vigie_result_begin(result);
                add_names(result, table, block, r, c);
                add_figures(result, cell);
                add_tests(result, table, block, r, c);
                word(result, vigie_status_name(cell->figure.status));
                if (table->with_missing)
                    add_kinds(result, cell, block->kinds[c]);
            }
    }
    return result;
}
