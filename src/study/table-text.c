/* table-text.c - a cross-table for people: a grid of rows and columns, in blocks that fit the terminal */
#include "cells.h"
#include <math.h>
#include <string.h>
#include <vigie/study-table.h>

#define LABEL_MAX 36 /* of rows, in characters */
#define HEAD_MAX 14  /* of columns */
#define HEAD_LINES 3

/* The grid of one block as words.  A column has a number and, apart from it, a sign (letters, an arrow). */
typedef struct {
    char **cell; /* [n] numbers */
    char **sign; /* [n] */
    char *label;
    bool rule; /* a line is drawn above */
} GridLine;

typedef struct {
    const VigieCrossTable *table;
    const VigieTableBlock *block;
    VigieTableShow show;
    guint n;          /* columns */
    char **head;      /* [n] */
    char **group;     /* [n] of crossed columns */
    GPtrArray *lines; /* GridLine* */
    guint *width, *sign_width;
    guint label_width;
} Grid;

static void
line_free(GridLine *line)
{
    g_strfreev(line->cell);
    g_strfreev(line->sign);
    g_free(line->label);
    g_free(line);
}

static void
grid_clear(Grid *grid)
{
    g_strfreev(grid->head);
    g_strfreev(grid->group);
    g_clear_pointer(&grid->lines, g_ptr_array_unref);
    g_free(grid->width);
    g_free(grid->sign_width);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Grid, grid_clear)

static GridLine *
add_line(Grid *grid, const char *label)
{
    GridLine *line = g_new0(GridLine, 1);
    line->cell = g_new0(char *, grid->n + 1);
    line->sign = g_new0(char *, grid->n + 1);
    line->label = g_strdup(label);
    g_ptr_array_add(grid->lines, line);
    return line;
}

static void
put(GridLine *line, guint column, char *cell, char *sign)
{
    line->cell[column] = cell;
    line->sign[column] = sign != NULL ? sign : g_strdup("");
}

/* Cells -------------------------------------------------------------------------------------- */

static const char *
mark_of(const VigieTableCell *cell)
{
    if (cell->hidden)
        return "s";
    switch (cell->figure.status) {
    case VIGIE_STATUS_NOT_ASKED:
        return "///";
    case VIGIE_STATUS_SCALE_CHANGED:
        return "≠";
    case VIGIE_STATUS_EMPTY:
        return "–";
    default:
        return "";
    }
}

static char *
value_text(const Grid *grid, double value)
{
    const VigieCrossing *numbers = grid->block->table;
    if (numbers->is_mean)
        return vigie_number_format(value, 2, grid->table->lang);
    if (numbers->percent == VIGIE_PERCENT_NONE)
        return vigie_number_format(value, 0, grid->table->lang);
    return vigie_number_format(100 * value, 1, grid->table->lang);
}

/* Counts are as sure as their own records. */
static const char *
low_mark(const Grid *grid, const VigieTableCell *cell)
{
    VigiePercent percent = grid->block->table->percent;
    bool counts = percent == VIGIE_PERCENT_TOTAL || percent == VIGIE_PERCENT_NONE;
    return counts && cell->figure.status == VIGIE_STATUS_LOW_BASE ? "*" : "";
}

static char *
cell_text(const Grid *grid, const VigieTableCell *cell)
{
    const char *mark = mark_of(cell);
    if (*mark != '\0' || isnan(cell->figure.estimate))
        return g_strdup(mark);
    g_autofree char *value = value_text(grid, cell->figure.estimate);
    return g_strconcat(value, low_mark(grid, cell), NULL);
}

static char *
sign_text(const Grid *grid, guint row, guint column)
{
    const VigieCrossing *numbers = grid->block->table;
    const VigieTableCell *cell = vigie_crossing_cell(numbers, row, column);
    if (grid->table->compare == VIGIE_COMPARE_REST && !isnan(cell->rest_p)) {
        static const char *const arrows[] = {"", "↑", "↓"};
        return g_strdup(arrows[vigie_arrow(cell->rest, cell->rest_p)]);
    }
    return vigie_crossing_letters(numbers, row, column);
}

/* The line below: standard errors or intervals. */
static char *
error_text(const Grid *grid, const VigieFigure *f)
{
    if (grid->show == VIGIE_TABLE_SHOW_SE) {
        g_autofree char *se = isnan(f->se) ? NULL : value_text(grid, f->se);
        return se != NULL ? g_strdup_printf("(%s)", se) : g_strdup("");
    }
    if (isnan(f->ci_low) || isnan(f->ci_high))
        return g_strdup("");
    g_autofree char *low = value_text(grid, f->ci_low);
    g_autofree char *high = value_text(grid, f->ci_high);
    return g_strdup_printf("%s–%s", low, high);
}

/* Lines -------------------------------------------------------------------------------------- */

static bool
is_caution(const VigieTableCell *cell)
{
    VigieStatus status = cell->figure.status;
    return status == VIGIE_STATUS_CAUTION || status == VIGIE_STATUS_NO_DF ||
           status == VIGIE_STATUS_LONELY_PSU;
}

/* "*" where the base is low, "†" where some figure on it is for caution. */
static const char *
base_mark(const VigieCrossing *numbers, const VigieTableCell *base, guint first, guint step,
          guint n)
{
    if (base->figure.status == VIGIE_STATUS_LOW_BASE)
        return "*";
    for (guint k = 0; k < n; k++)
        if (is_caution(&numbers->cell[first + k * step]))
            return "†";
    return "";
}

typedef enum { BASE_N, BASE_WEIGHTED, BASE_EFFECTIVE, N_BASES } Base;

static const char *
base_title(Base base)
{
    static const char *const titles[] = {N_("Respondents (n)"), N_("Weighted base"),
                                         N_("Effective n (weights)")};
    return _(titles[base]);
}

static char *
base_text(const Grid *grid, const VigieTableCell *cell, Base base, bool own, const char *mark)
{
    if (cell->hidden)
        return g_strdup("s");
    double value = base == BASE_EFFECTIVE  ? cell->n_eff
                   : base == BASE_WEIGHTED ? (own ? cell->weighted : cell->weighted_base)
                                           : (double)(own ? cell->n : cell->base_n);
    if (isnan(value))
        return g_strdup("–");
    g_autofree char *text = vigie_number_format(value, 0, grid->table->lang);
    return g_strconcat(text, base == BASE_N ? mark : "", NULL);
}

/* Below the grid: the bases of its columns; of counts, their own records. */
static void
add_bases(Grid *grid)
{
    const VigieCrossing *numbers = grid->block->table;
    bool own = !numbers->is_mean && (numbers->percent == VIGIE_PERCENT_TOTAL ||
                                     numbers->percent == VIGIE_PERCENT_NONE);
    guint last = numbers->height - 1;
    for (Base b = BASE_N; b < (own ? BASE_EFFECTIVE : N_BASES); b++) {
        GridLine *line = add_line(grid, base_title(b));
        line->rule = b == BASE_N;
        for (guint c = 0; c < numbers->stride; c++) {
            const VigieTableCell *cell = vigie_crossing_cell(numbers, last, c);
            const char *mark =
                base_mark(numbers, cell, c, numbers->stride, own ? 0 : numbers->height);
            put(line, c, base_text(grid, cell, b, own, mark), NULL);
        }
    }
}

/* To the right: the bases of the rows. */
static void
put_row_bases(const Grid *grid, GridLine *line, guint row)
{
    const VigieCrossing *numbers = grid->block->table;
    const VigieTableCell *cell = vigie_crossing_cell(numbers, row, numbers->n_columns);
    const char *mark = base_mark(numbers, cell, row * numbers->stride, 1, numbers->stride);
    for (Base b = BASE_N; b < N_BASES; b++)
        put(line, numbers->stride + b, base_text(grid, cell, b, false, mark), NULL);
}

static bool
has_row_bases(const VigieTableBlock *block)
{
    return block->table->percent == VIGIE_PERCENT_ROW && !block->table->is_mean;
}

static void
add_row(Grid *grid, guint row)
{
    const VigieCrossing *numbers = grid->block->table;
    bool total = row >= grid->block->n_rows;
    GridLine *line = add_line(grid, total ? vigie_table_total_label(grid->table, grid->block)
                                          : grid->block->row[row].label);
    line->rule = total;
    for (guint c = 0; c < numbers->stride; c++)
        put(line, c, cell_text(grid, vigie_crossing_cell(numbers, row, c)),
            sign_text(grid, row, c));
    if (has_row_bases(grid->block))
        put_row_bases(grid, line, row);
    if (grid->show == VIGIE_TABLE_SHOW_SHARE)
        return;
    if (total && numbers->percent == VIGIE_PERCENT_COLUMN)
        return; /* 100 has no error */
    GridLine *errors = add_line(grid, "");
    for (guint c = 0; c < grid->n; c++)
        put(errors, c,
            c < numbers->stride
                ? error_text(grid, &vigie_crossing_cell(numbers, row, c)->figure)
                : g_strdup(""),
            NULL);
}

static void
make_lines(Grid *grid)
{
    const VigieCrossTable *table = grid->table;
    const VigieCrossing *numbers = grid->block->table;
    if (table->compare == VIGIE_COMPARE_COLUMNS) {
        GridLine *line = add_line(grid, "");
        for (guint c = 0; c < grid->n; c++) {
            g_autofree char *letter = vigie_crossing_letter(c);
            put(line, c, c < table->n_columns ? g_strdup_printf("(%s)", letter) : g_strdup(""),
                NULL);
        }
    }
    for (guint r = 0; r < numbers->height; r++)
        add_row(grid, r);
    if (!has_row_bases(grid->block))
        add_bases(grid);
}

static void
make_heads(Grid *grid)
{
    const VigieCrossTable *table = grid->table;
    grid->n = table->n_columns + 1 + (has_row_bases(grid->block) ? N_BASES : 0);
    grid->head = g_new0(char *, grid->n + 1);
    grid->group = g_new0(char *, grid->n + 1);
    for (guint c = 0; c < grid->n; c++) {
        bool own = c < table->n_columns;
        grid->head[c] =
            g_strdup(own                     ? table->column[c].label
                     : c == table->n_columns ? _("All")
                                             : base_title((Base)(c - table->n_columns - 1)));
        grid->group[c] = g_strdup(own ? table->column[c].group : "");
    }
}

/* Widths ------------------------------------------------------------------------------------- */

static guint
length_of(const char *text)
{
    return (guint)g_utf8_strlen(text, -1);
}

static guint
longest_word(const char *text)
{
    guint longest = 0;
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (guint i = 0; words[i] != NULL; i++)
        longest = MAX(longest, length_of(words[i]));
    return longest;
}

static void
measure(Grid *grid)
{
    grid->width = g_new0(guint, grid->n);
    grid->sign_width = g_new0(guint, grid->n);
    for (guint c = 0; c < grid->n; c++)
        grid->width[c] = MIN(MAX(longest_word(grid->head[c]), 5), HEAD_MAX);
    for (guint l = 0; l < grid->lines->len; l++) {
        const GridLine *line = g_ptr_array_index(grid->lines, l);
        grid->label_width = MAX(grid->label_width, MIN(length_of(line->label), LABEL_MAX));
        for (guint c = 0; c < grid->n; c++) {
            grid->width[c] = MAX(grid->width[c], length_of(line->cell[c]));
            grid->sign_width[c] = MAX(grid->sign_width[c], length_of(line->sign[c]));
        }
    }
}

static guint
column_width(const Grid *grid, guint c)
{
    return grid->width[c] + (grid->sign_width[c] > 0 ? 1 + grid->sign_width[c] : 0);
}

/* Printing ----------------------------------------------------------------------------------- */

/* text in width characters, the end cut with an ellipsis; flush left or right. */
static void
append_cut(GString *out, const char *text, guint width, bool left)
{
    guint length = length_of(text);
    if (length > width) {
        g_autofree char *cut = g_utf8_substring(text, 0, (glong)width - 1);
        g_string_append_printf(out, "%s…", g_strchomp(cut));
        for (guint k = length_of(cut) + 1; k < width; k++)
            g_string_append_c(out, ' ');
        return;
    }
    int pad = (int)(width - length);
    g_string_append_printf(out, "%*s%s%*s", left ? 0 : pad, "", text, left ? pad : 0, "");
}

static void
end_line(GString *out)
{
    while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

/* Words of a head in lines of its column's width: the last line takes what is left. */
static GPtrArray *
wrap(const char *text, guint width)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; words[i] != NULL; i++) {
        guint length = length_of(line->str) + 1 + length_of(words[i]);
        if (line->len > 0 && length > width && lines->len + 1 < HEAD_LINES) {
            g_ptr_array_add(lines, g_strdup(line->str));
            g_string_truncate(line, 0);
        }
        g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "", words[i]);
    }
    g_ptr_array_add(lines, g_strdup(line->str));
    return lines;
}

/* The groups of crossed columns, each over the columns from its first on. */
static void
append_groups(GString *out, const Grid *grid, guint first, guint end)
{
    bool any = false;
    for (guint c = first; c < end; c++)
        any = any || *grid->group[c] != '\0';
    if (!any)
        return;
    append_cut(out, "", grid->label_width, true);
    for (guint c = first; c < end;) {
        guint next = c, width = 0;
        for (; next < end && strcmp(grid->group[next], grid->group[c]) == 0; next++)
            width += column_width(grid, next) + (next > c ? 2 : 0);
        g_string_append(out, "  ");
        append_cut(out, grid->group[c], width, true);
        c = next;
    }
    end_line(out);
}

static void
append_heads(GString *out, const Grid *grid, guint first, guint end)
{
    g_autoptr(GPtrArray) wrapped =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    guint n_lines = 0;
    for (guint c = first; c < end; c++) {
        GPtrArray *lines = wrap(grid->head[c], grid->width[c]);
        n_lines = MAX(n_lines, lines->len);
        g_ptr_array_add(wrapped, lines);
    }
    append_groups(out, grid, first, end);
    for (guint l = 0; l < n_lines; l++) {
        append_cut(out, "", grid->label_width, true);
        for (guint c = first; c < end; c++) {
            const GPtrArray *lines = g_ptr_array_index(wrapped, c - first);
            guint skipped = n_lines - lines->len;
            g_string_append(out, "  ");
            append_cut(out, l >= skipped ? g_ptr_array_index(lines, l - skipped) : "",
                       grid->width[c], false);
            append_cut(out, "", column_width(grid, c) - grid->width[c], true);
        }
        end_line(out);
    }
}

static void
append_rule(GString *out, const Grid *grid, guint first, guint end)
{
    guint width = grid->label_width;
    for (guint c = first; c < end; c++)
        width += 2 + column_width(grid, c);
    for (guint k = 0; k < width; k++)
        g_string_append(out, "─");
    g_string_append_c(out, '\n');
}

static void
append_lines(GString *out, const Grid *grid, guint first, guint end)
{
    append_heads(out, grid, first, end);
    if (grid->table->compare != VIGIE_COMPARE_COLUMNS)
        append_rule(out, grid, first, end);
    for (guint l = 0; l < grid->lines->len; l++) {
        const GridLine *line = g_ptr_array_index(grid->lines, l);
        bool letters = grid->table->compare == VIGIE_COMPARE_COLUMNS && l == 0;
        if (line->rule)
            append_rule(out, grid, first, end);
        append_cut(out, line->label, grid->label_width, true);
        for (guint c = first; c < end; c++) {
            g_string_append(out, "  ");
            append_cut(out, line->cell[c], grid->width[c], false);
            if (grid->sign_width[c] > 0)
                g_string_append_c(out, ' ');
            append_cut(out, line->sign[c], grid->sign_width[c], true);
        }
        end_line(out);
        if (letters)
            append_rule(out, grid, first, end);
    }
}

/* As many columns as fit, one at least; the next ones below. */
static void
append_blocks(GString *out, const Grid *grid, guint width)
{
    for (guint first = 0; first < grid->n;) {
        guint end = first, used = grid->label_width;
        while (end < grid->n && (end == first || used + 2 + column_width(grid, end) <= width)) {
            used += 2 + column_width(grid, end);
            end++;
        }
        append_lines(out, grid, first, end);
        first = end;
        if (first < grid->n)
            g_string_append_c(out, '\n');
    }
}

static void
append_notes(GString *out, char **notes)
{
    for (char **note = notes; *note != NULL; note++)
        g_string_append_printf(out, "%s\n", *note);
    g_strfreev(notes);
}

static void
append_block(GString *out, const VigieCrossTable *table, const VigieTableBlock *block,
             guint width, VigieTableShow show)
{
    g_auto(Grid) grid = {.table = table, .block = block, .show = show};
    g_autofree char *title = vigie_table_block_title(table, block);
    grid.lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
    make_heads(&grid);
    make_lines(&grid);
    measure(&grid);
    g_string_append_printf(out, "%s\n", title);
    if (table->layer != NULL)
        g_string_append_printf(out, _("%s: %s"), table->layer_label,
                               table->layer[block->layer].label);
    g_string_append(out, table->layer != NULL ? "\n\n" : "\n");
    append_blocks(out, &grid, width);
    append_notes(out, vigie_table_block_notes(table, block));
    g_string_append_c(out, '\n');
}

char *
vigie_cross_table_text(const VigieCrossTable *table, guint width, VigieTableShow show)
{
    GString *out = g_string_new(NULL);
    for (guint b = 0; b < table->blocks->len; b++)
        append_block(out, table, g_ptr_array_index(table->blocks, b), width, show);
    append_notes(out, vigie_cross_table_notes(table));
    return g_string_free(out, FALSE);
}
