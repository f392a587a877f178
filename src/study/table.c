/* table.c - a cross-table from question to numbers: sides from items, a table for each layer and item of rows */
#include "missing.h"
#include "table-side.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define CELLS_MAX 200000
#define COLUMNS_MAX 400 /* pairs of columns are compared */

/* Freeing ------------------------------------------------------------------------------------ */

static void
block_free(VigieTableBlock *block)
{
    g_free(block->item);
    g_free(block->label);
    vigie_table_heads_free(block->row, block->n_rows);
    vigie_crossing_free(block->table);
    g_free(block->gap);
    g_free(block->kinds);
    g_free(block);
}

void
vigie_cross_table_free(VigieCrossTable *table)
{
    if (table == NULL)
        return;
    g_free(table->survey);
    g_strfreev(table->column_items);
    g_free(table->column_label);
    vigie_table_heads_free(table->column, table->n_columns);
    g_free(table->layer_item);
    g_free(table->layer_label);
    vigie_table_heads_free(table->layer, table->n_layers);
    g_ptr_array_unref(table->blocks);
    g_clear_pointer(&table->breaks, g_ptr_array_unref);
    g_free(table);
}

static const VigieCodebook *
codebook_of(const VigieStudy *study)
{
    return ((const VigieStudyPart *)g_ptr_array_index(study->parts, 0))->survey->codebook;
}

/* The work ----------------------------------------------------------------------------------- */

typedef struct {
    const VigieTableQuestion *question;
    VigieStudy *study;
    VigieCrossTable *table;
    VigieSide columns, layer;
    guint8 *where; /* [records] */
    guint8 *in;    /* [records] of the layer at work */
} Work;

static void
work_clear(Work *work)
{
    vigie_side_clear(&work->columns);
    vigie_side_clear(&work->layer);
    g_free(work->where);
    g_free(work->in);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Work, work_clear)

static void
apply_where(Work *work)
{
    const VigieStudy *study = work->study;
    work->where = g_malloc0(MAX(study->n, 1));
    work->in = g_malloc0(MAX(study->n, 1));
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        guint8 *mask = work->where + part->first;
        if (part->where != NULL)
            vigie_frame_where(part->frame, part->where, mask);
        else
            memset(mask, 1, part->frame->n);
    }
}

static void
enter_layer(Work *work, guint layer)
{
    const VigieSide *side = &work->layer;
    for (gsize i = 0; i < work->study->n; i++) {
        work->in[i] = work->where[i];
        if (work->table->layer_item == NULL || work->where[i] == 0)
            continue;
        guint32 level = side->level[i];
        work->in[i] =
            level != VIGIE_NO_CELL &&
            (side->has != NULL ? side->has[level * side->side.n + layer] != 0 : level == layer);
    }
}

/* Who is not counted, and why: first for want of a row, then of a column. */
static void
count_missing(const Work *work, const guint32 *row, const guint8 *why, VigieTableBlock *block)
{
    const double *weight = vigie_design_weight(work->study->design);
    for (gsize i = 0; i < work->study->n; i++) {
        if (work->in[i] == 0 || !(weight[i] > 0))
            continue;
        if (row[i] == VIGIE_NO_CELL)
            block->no_row[why[i]]++;
        else if (work->columns.level[i] == VIGIE_NO_CELL)
            block->no_column[work->columns.why[i]]++;
    }
}

/* Answers to the item and kinds of no answer by column, whoever has them. */
static void
count_kinds(const Work *work, const char *name, VigieTableBlock *block)
{
    const double *weight = vigie_design_weight(work->study->design);
    const VigieTableSide *side = &work->columns.side;
    g_autofree guint8 *why = vigie_study_reasons(work->study, name);
    block->kinds = g_new0(VigieKindCounts, side->n + 1);
    for (gsize i = 0; i < work->study->n; i++) {
        guint32 level = work->columns.level[i];
        if (work->in[i] == 0 || !(weight[i] > 0) || level == VIGIE_NO_CELL)
            continue;
        block->kinds[side->n][why[i]]++;
        for (guint c = 0; side->has != NULL && c < side->n; c++)
            if (side->has[(gsize)level * side->n + c] != 0)
                block->kinds[c][why[i]]++;
        if (side->has == NULL)
            block->kinds[level][why[i]]++;
    }
}

/* The cell of the study's cross that a column in a layer is; VIGIE_NO_ORIGIN: of a missing answer. */
static guint32
cross_cell(const Work *work, guint column, guint layer)
{
    guint at = work->columns.origin[column];
    if (at == VIGIE_NO_ORIGIN || work->table->layer_item == NULL)
        return at;
    const GPtrArray *dimensions = work->study->cross.dimensions;
    const VigieDimension *last = g_ptr_array_index(dimensions, dimensions->len - 1);
    guint of_layer = work->layer.origin[layer];
    return of_layer == VIGIE_NO_ORIGIN ? VIGIE_NO_ORIGIN : at * last->n + of_layer;
}

/* A column of a year that did not ask the item, or asked it otherwise, is a gap and no zero. */
static void
mark_gaps(const Work *work, guint item, VigieTableBlock *block)
{
    const VigieStudy *study = work->study;
    VigieCrossing *numbers = block->table;
    guint n = numbers->n_columns;
    block->gap = g_new(VigieStatus, n + 1);
    block->gap[n] = VIGIE_STATUS_NOT_ASKED;
    for (guint c = 0; c < n; c++) {
        guint32 cell = cross_cell(work, c, block->layer);
        block->gap[c] = cell == VIGIE_NO_ORIGIN
                            ? study->gaps.overall[item]
                            : vigie_gaps_status(&study->gaps, item, &study->cross, cell);
        block->gap[n] = MAX(block->gap[n], block->gap[c]);
    }
    for (guint k = 0; k < numbers->height * numbers->stride; k++) {
        VigieTableCell *cell = &numbers->cell[k];
        VigieStatus gap = block->gap[k % numbers->stride];
        if (gap != VIGIE_STATUS_OK && cell->n == 0)
            cell->figure = (VigieFigure){0, NAN, NAN, NAN, NAN, NAN, NAN, gap};
    }
}

/* Columns of years that are not one series are not tested against each other, nor against all others. */
static void
part_columns(VigieCrossing *numbers, guint a, guint b)
{
    guint n = numbers->n_columns;
    numbers->association.second =
        (VigieJointTest){NAN, NAN, NAN, NAN, VIGIE_STATUS_SERIES_BREAK};
    for (guint r = 0; r < numbers->height; r++) {
        VigieTableCell *line = &numbers->cell[r * numbers->stride];
        line[a].rest = line[a].rest_p = line[b].rest = line[b].rest_p = NAN;
        if (numbers->pair != NULL)
            numbers->pair[(r * n + a) * n + b] = numbers->pair[(r * n + b) * n + a] = NAN;
    }
}

static void
mark_breaks(const Work *work, guint item, const VigieTableBlock *block)
{
    const VigieStudy *study = work->study;
    VigieCrossing *numbers = block->table;
    for (guint c = 0; c < numbers->n_columns; c++) {
        guint32 later = cross_cell(work, c, block->layer);
        if (later == VIGIE_NO_ORIGIN)
            continue;
        for (guint r = 0; r < numbers->height; r++) {
            VigieFigure *figure = &numbers->cell[r * numbers->stride + c].figure;
            if (vigie_gaps_breaks(&study->gaps, item, &study->cross, later))
                figure->status = MIN(figure->status, VIGIE_STATUS_SERIES_BREAK);
        }
        for (guint b = 0; b < c; b++) {
            guint32 other = cross_cell(work, b, block->layer);
            if (other != VIGIE_NO_ORIGIN &&
                !vigie_gaps_joined(&study->gaps, item, &study->cross, later, other))
                part_columns(numbers, c, b);
        }
    }
}

static VigieTableSpec
spec_of(const Work *work)
{
    const VigieTableQuestion *question = work->question;
    return (VigieTableSpec){.columns = work->columns.side,
                            .in = work->in,
                            .percent = question->percent,
                            .base = question->base,
                            .compare = work->table->compare,
                            .rules = vigie_study_rules(work->study)};
}

static VigieTableBlock *
block_new(const Work *work, guint item, guint layer)
{
    const char *name = work->question->rows[item];
    const VigieItem *known = vigie_codebook_find(codebook_of(work->study), name);
    VigieTableBlock *block = g_new0(VigieTableBlock, 1);
    block->item = g_strdup(name);
    block->label =
        g_strdup(vigie_item_label(codebook_of(work->study), known, work->question->lang));
    block->layer = layer;
    return block;
}

static bool
add_block(Work *work, guint item, VigieTableBlock *block, const VigieTableSpec *spec,
          GError **error)
{
    g_ptr_array_add(work->table->blocks, block);
    block->table = vigie_crossing_new(work->study->design, spec, error);
    if (block->table == NULL)
        return false;
    mark_gaps(work, item, block);
    mark_breaks(work, item, block);
    count_kinds(work, block->item, block);
    return true;
}

/* The shares of an item with choices. */
static bool
add_shares(Work *work, guint item, guint layer, GError **error)
{
    VigieDimension *dimension =
        vigie_dimension_new(work->study, work->question->rows[item], error);
    if (dimension == NULL)
        return false;
    g_auto(VigieSide) side = {0};
    VigieSideSpec spec_of_side = {work->question->include, work->question->all_kinds,
                                  work->question->lang, NULL};
    g_autofree guint8 *unasked = NULL;
    if ((spec_of_side.include & VIGIE_KIND(VIGIE_NOT_ASKED)) != 0) {
        unasked = vigie_study_unasked(work->study, dimension->name, error);
        if (unasked == NULL) {
            vigie_dimension_free(dimension);
            return false;
        }
        spec_of_side.unasked = unasked;
    }
    vigie_side_init(&side, work->study, dimension, work->where, &spec_of_side);
    VigieTableBlock *block = block_new(work, item, layer);
    block->multiple = dimension->multiple;
    vigie_dimension_free(dimension);
    count_missing(work, side.level, side.why, block);
    VigieTableSpec spec = spec_of(work);
    spec.rows = side.side;
    block->n_rows = side.heads->len;
    block->row = vigie_side_take_heads(&side);
    return add_block(work, item, block, &spec, error);
}

/* Numbers as they are, scores of choices; (transfer full). */
static double *
values_of(const VigieVector *vector, gsize n)
{
    double *value = g_new(double, MAX(n, 1));
    for (gsize i = 0; i < n; i++) {
        value[i] = vector->value[i];
        if (vector->choices == NULL || isnan(value[i]))
            continue;
        const VigieChoice *choice = g_ptr_array_index(vector->choices, (gsize)value[i]);
        value[i] = choice->missing == VIGIE_PRESENT ? choice->score : NAN;
    }
    return value;
}

static bool
add_mean(Work *work, guint item, guint layer, GError **error)
{
    const VigieVector *vector =
        vigie_study_vector(work->study, work->question->rows[item], error);
    gsize n = work->study->n;
    g_autofree double *value = values_of(vector, n);
    g_autofree guint8 *why = vigie_study_reasons(work->study, vector->name);
    g_autofree guint32 *row = g_new(guint32, MAX(n, 1));
    for (gsize i = 0; i < n; i++)
        row[i] = isnan(value[i]) ? VIGIE_NO_CELL : 0;
    VigieTableBlock *block = block_new(work, item, layer);
    count_missing(work, row, why, block);
    block->n_rows = 1;
    block->row = g_new0(VigieTableHead, 1);
    block->row[0] = (VigieTableHead){g_strdup(""), g_strdup(_("Mean")), g_strdup("")};
    VigieTableSpec spec = spec_of(work);
    spec.value = value;
    return add_block(work, item, block, &spec, error);
}

static bool
has_scores(const VigieItem *item)
{
    for (guint i = 0; item->list != NULL && i < item->list->choices->len; i++)
        if (!isnan(vigie_list_get(item->list, i)->score))
            return item->kind == VIGIE_VALUE_CHOICE;
    return false;
}

static bool
add_item(Work *work, guint item, guint layer, GError **error)
{
    const VigieItem *known =
        vigie_codebook_find(codebook_of(work->study), work->question->rows[item]);
    if (known->kind == VIGIE_VALUE_NUMBER)
        return add_mean(work, item, layer, error);
    return add_shares(work, item, layer, error) &&
           (!work->question->means || !has_scores(known) || add_mean(work, item, layer, error));
}

/* Columns and layers ------------------------------------------------------------------------- */

static char *
item_label(const Work *work, const char *name)
{
    const VigieItem *item = vigie_codebook_find(codebook_of(work->study), name);
    if (item != NULL)
        return g_strdup(vigie_item_label(codebook_of(work->study), item, work->question->lang));
    return g_strdup(strcmp(name, "year") == 0 ? _("year") : _("wave"));
}

static bool
check_size(const Work *work, GError **error)
{
    guint64 n = work->columns.side.n;
    if (n > COLUMNS_MAX) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_SIZE,
                    P_("the table would have %" PRIu64 " column, at most %d: take items with "
                       "fewer values in --columns, or --where",
                       "the table would have %" PRIu64 " columns, at most %d: take items with "
                       "fewer values in --columns, or --where",
                       n),
                    n, COLUMNS_MAX);
        return false;
    }
    guint64 n_rows = 0;
    for (const char *const *name = work->question->rows; *name != NULL; name++) {
        const VigieVector *vector = g_hash_table_lookup(work->study->vectors, *name);
        n_rows += vector->choices != NULL ? vector->choices->len + VIGIE_N_MISSING : 1;
    }
    guint64 n_cells = n_rows * (n + 1) * work->table->n_layers;
    if (n_cells <= CELLS_MAX)
        return true;
    g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_SIZE,
                _("the table would have %" PRIu64
                  " cells, at most %d: take fewer rows, columns "
                  "or layers"),
                n_cells, CELLS_MAX);
    return false;
}

static VigieSideSpec
side_spec(const Work *work)
{
    return (VigieSideSpec){work->question->include_by, work->question->all_kinds,
                           work->question->lang, NULL};
}

static void
open_columns(Work *work)
{
    VigieCrossTable *table = work->table;
    const GPtrArray *dimensions = work->study->cross.dimensions;
    guint n_items = g_strv_length((char **)work->question->columns);
    VigieSideSpec spec = side_spec(work);
    const VigieDimension *first = g_ptr_array_index(dimensions, 0);
    vigie_side_init(&work->columns, work->study, first, work->where, &spec);
    table->columns_multiple = first->multiple;
    table->column_label = item_label(work, work->question->columns[0]);
    if (n_items == 2) {
        const VigieDimension *second = g_ptr_array_index(dimensions, 1);
        g_auto(VigieSide) side = {0};
        vigie_side_init(&side, work->study, second, work->where, &spec);
        vigie_side_cross(&work->columns, &side, second->n, work->study->n);
        table->columns_multiple = table->columns_multiple || second->multiple;
        g_autofree char *own = g_steal_pointer(&table->column_label);
        g_autofree char *label = item_label(work, work->question->columns[1]);
        table->column_label = g_strdup_printf("%s × %s", own, label);
    }
    table->column_items = g_strdupv((char **)work->question->columns);
}

static void
open_layers(Work *work)
{
    VigieCrossTable *table = work->table;
    const GPtrArray *dimensions = work->study->cross.dimensions;
    VigieSideSpec spec = side_spec(work);
    table->n_layers = 1;
    if (work->question->layer == NULL)
        return;
    vigie_side_init(&work->layer, work->study,
                    g_ptr_array_index(dimensions, dimensions->len - 1), work->where, &spec);
    table->layer_item = g_strdup(work->question->layer);
    table->layer_label = item_label(work, work->question->layer);
    table->n_layers = work->layer.side.n;
}

static void
open_table(Work *work)
{
    const VigieTableQuestion *question = work->question;
    const VigieObservatory *observatory = work->study->observatory;
    VigieCrossTable *table = work->table;
    table->survey = g_strjoinv("+", (char **)question->surveys);
    table->percent = question->percent;
    table->base = question->base;
    table->voluntary = vigie_study_is_voluntary(work->study);
    table->compare = table->voluntary ? VIGIE_COMPARE_NONE : question->compare;
    table->level = question->level;
    table->suppress_below = observatory->suppress_below;
    table->low_base_below = observatory->low_base_below;
    table->unit = question->unit;
    table->lang = question->lang;
    table->with_missing = question->with_missing;
}

static bool
fill_table(Work *work, GError **error)
{
    open_table(work);
    apply_where(work);
    open_columns(work);
    open_layers(work);
    if (!check_size(work, error))
        return false;
    work->table->n_columns = work->columns.side.n;
    for (guint layer = 0; layer < work->table->n_layers; layer++) {
        enter_layer(work, layer);
        vigie_progress(work->study->progress, _("estimating"), layer, work->table->n_layers);
        for (guint i = 0; work->question->rows[i] != NULL; i++)
            if (!add_item(work, i, layer, error))
                return false;
    }
    return true;
}

/* The question ------------------------------------------------------------------------------- */

/* Rows are items with choices or numbers; an item is in one place. */
static bool
check_row(const VigieTableQuestion *question, const VigieSurvey *survey, const char *name,
          GError **error)
{
    const VigieItem *item = vigie_codebook_find(survey->codebook, name);
    bool twice = g_strv_contains(question->columns, name) ||
                 (question->layer != NULL && strcmp(question->layer, name) == 0);
    if (twice) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("'%s' is in --rows and in --columns or --layers: a table crosses "
                      "different items"),
                    name);
        return false;
    }
    if (item == NULL || (item->kind != VIGIE_VALUE_TEXT && item->kind != VIGIE_VALUE_DATE))
        return true;
    g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                _("'%s' of survey '%s' cannot be in --rows: these take items with choices "
                  "(shares) and numbers (means); a text or a date can be in --columns"),
                name, survey->name);
    return false;
}

static bool
check_question(const VigieObservatory *observatory, const VigieTableQuestion *question,
               GError **error)
{
    guint n_columns = g_strv_length((char **)question->columns);
    if (n_columns < 1 || n_columns > 2) {
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                            _("--columns takes one item, or two crossed: ITEM*ITEM"));
        return false;
    }
    for (const char *const *name = question->surveys; *name != NULL; name++) {
        const VigieSurvey *survey = vigie_observatory_survey(observatory, *name, error);
        if (survey == NULL)
            return false;
        for (const char *const *row = question->rows; *row != NULL; row++)
            if (!check_row(question, survey, *row, error))
                return false;
    }
    if (question->compare == VIGIE_COMPARE_NONE || question->percent == VIGIE_PERCENT_COLUMN)
        return true;
    g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                        _("--test compares the percentages of columns: take --percent column"));
    return false;
}

static bool
run(Work *work, GError **error)
{
    if (!vigie_study_open(work->study, error) || !fill_table(work, error))
        return false;
    work->table->column = vigie_side_take_heads(&work->columns);
    if (work->table->layer_item != NULL)
        work->table->layer = vigie_side_take_heads(&work->layer);
    return true;
}

VigieCrossTable *
vigie_study_table(const VigieObservatory *observatory, VigieStore *store,
                  const VigieTableQuestion *question, VigieFindings *warnings,
                  const VigieProgress *progress, GError **error)
{
    if (!check_question(observatory, question, error))
        return NULL;
    const char *by[] = {question->columns[0], question->columns[1], NULL, NULL};
    by[g_strv_length((char **)by)] = question->layer;
    const VigieQuestion asked = {.surveys = question->surveys,
                                 .stat = VIGIE_STAT_TOTAL,
                                 .of = question->rows,
                                 .by = by,
                                 .where = question->where,
                                 .level = question->level,
                                 .interval = question->interval,
                                 .unit = question->unit,
                                 .weighting = question->weighting};
    VigieStudy study = {.observatory = observatory,
                        .store = store,
                        .question = &asked,
                        .warnings = warnings,
                        .progress = progress};
    g_autoptr(VigieCrossTable) table = g_new0(VigieCrossTable, 1);
    table->blocks = g_ptr_array_new_with_free_func((GDestroyNotify)block_free);
    g_auto(Work) work = {.question = question, .study = &study, .table = table};
    bool done = run(&work, error);
    if (done)
        table->breaks = vigie_gaps_notes(&study, question->lang);
    vigie_study_release(&study);
    return done ? g_steal_pointer(&table) : NULL;
}

void
vigie_cross_table_publish(VigieCrossTable *table)
{
    table->published = true;
    for (guint b = 0; b < table->blocks->len; b++) {
        VigieTableBlock *block = g_ptr_array_index(table->blocks, b);
        if (vigie_crossing_publish(block->table, table->suppress_below))
            table->secondary = true;
    }
}
