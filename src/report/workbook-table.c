/* workbook-table.c - a cross-table as an Excel workbook: the grid, the long form, how to read it */
#include <math.h>

#include "workbook.h"

#define LABEL_COLUMN 34 /* characters */
#define SHARE_COLUMN 12
#define SIGN_COLUMN 6

typedef struct {
    VigieBook *book;
    const VigieCrossTable *table;
    const VigieTableBlock *block;
    lxw_format *title, *heading, *letter, *share, *mean, *sign, *base;
    guint32 row;
    guint sheet_columns; /* a column: 1, or 2 with its signs */
} Sheet;

static lxw_col_t
column_at(const Sheet *sheet, guint column)
{
    return (lxw_col_t)(1 + column * sheet->sheet_columns);
}

static void
put_text(const Sheet *sheet, lxw_col_t column, const char *text, lxw_format *format)
{
    worksheet_write_string(sheet->book->sheet, sheet->row, column, text, format);
}

static void
make_sheet_formats(Sheet *sheet)
{
    lxw_workbook *book = sheet->book->book;
    sheet->title = vigie_book_format(book, NULL);
    format_set_bold(sheet->title);
    format_set_font_size(sheet->title, 12);
    sheet->heading = vigie_book_format(book, NULL);
    format_set_bold(sheet->heading);
    format_set_text_wrap(sheet->heading);
    format_set_align(sheet->heading, LXW_ALIGN_RIGHT);
    format_set_align(sheet->heading, LXW_ALIGN_VERTICAL_BOTTOM);
    format_set_bottom(sheet->heading, LXW_BORDER_THIN);
    sheet->letter = vigie_book_format(book, NULL);
    format_set_align(sheet->letter, LXW_ALIGN_VERTICAL_BOTTOM);
    format_set_bottom(sheet->letter, LXW_BORDER_THIN);
    sheet->share = vigie_book_format(book, "0.0%");
    format_set_align(sheet->share, LXW_ALIGN_RIGHT);
    sheet->mean = vigie_book_format(book, "0.00");
    format_set_align(sheet->mean, LXW_ALIGN_RIGHT);
    sheet->base = vigie_book_format(book, "#,##0");
    format_set_align(sheet->base, LXW_ALIGN_RIGHT);
    format_set_italic(sheet->base);
    sheet->sign = vigie_book_format(book, NULL);
    format_set_font_color(sheet->sign, 0x1F4E79);
}

/* Heads -------------------------------------------------------------------------------------- */

static void
write_groups(Sheet *sheet)
{
    const VigieCrossTable *table = sheet->table;
    if (table->n_columns == 0 || *table->column[0].group == '\0')
        return;
    for (guint c = 0; c < table->n_columns; c++)
        if (c == 0 || g_strcmp0(table->column[c].group, table->column[c - 1].group) != 0)
            put_text(sheet, column_at(sheet, c), table->column[c].group, sheet->title);
    sheet->row++;
}

static void
write_heads(Sheet *sheet)
{
    const VigieCrossTable *table = sheet->table;
    guint n = table->n_columns;
    write_groups(sheet);
    put_text(sheet, 0, "", sheet->heading);
    for (guint c = 0; c <= n; c++) {
        put_text(sheet, column_at(sheet, c), c < n ? table->column[c].label : _("All"),
                 sheet->heading);
        if (sheet->sheet_columns < 2)
            continue;
        g_autofree char *letter = c < n && table->compare == VIGIE_COMPARE_COLUMNS
                                      ? vigie_crossing_letter(c)
                                      : g_strdup("");
        put_text(sheet, (lxw_col_t)(column_at(sheet, c) + 1), letter, sheet->letter);
    }
    worksheet_set_row(sheet->book->sheet, sheet->row, 45, NULL);
    sheet->row++;
}

/* Rows --------------------------------------------------------------------------------------- */

static const char *
mark_of(const VigieTableCell *cell)
{
    if (cell->hidden)
        return "s";
    return cell->figure.status == VIGIE_STATUS_NOT_ASKED       ? "///"
           : cell->figure.status == VIGIE_STATUS_SCALE_CHANGED ? "≠"
                                                               : "–";
}

static void
write_figure(const Sheet *sheet, guint row, guint column)
{
    const VigieCrossing *numbers = sheet->block->table;
    const VigieTableCell *cell = vigie_crossing_cell(numbers, row, column);
    lxw_col_t at = column_at(sheet, column);
    lxw_format *format = numbers->is_mean                         ? sheet->mean
                         : numbers->percent == VIGIE_PERCENT_NONE ? sheet->book->count
                                                                  : sheet->share;
    if (isfinite(cell->figure.estimate))
        worksheet_write_number(sheet->book->sheet, sheet->row, at, cell->figure.estimate,
                               format);
    else
        put_text(sheet, at, mark_of(cell), format);
    if (sheet->sheet_columns < 2)
        return;
    static const char *const arrows[] = {"", "↑", "↓"};
    g_autofree char *letters = vigie_crossing_letters(numbers, row, column);
    put_text(sheet, (lxw_col_t)(at + 1),
             isnan(cell->rest_p) ? letters : arrows[vigie_arrow(cell->rest, cell->rest_p)],
             sheet->sign);
}

typedef enum { BASE_N, BASE_WEIGHTED, BASE_EFFECTIVE, N_BASES } Base;

static const char *
base_title(Base base)
{
    static const char *const titles[] = {N_("Respondents (n)"), N_("Weighted base"),
                                         N_("Effective n (weights)")};
    return _(titles[base]);
}

static void
write_base(const Sheet *sheet, const VigieTableCell *cell, Base base, lxw_col_t column)
{
    double value = base == BASE_EFFECTIVE  ? cell->n_eff
                   : base == BASE_WEIGHTED ? cell->weighted_base
                                           : (double)cell->base_n;
    if (cell->hidden || !isfinite(value))
        put_text(sheet, column, cell->hidden ? "s" : "–", sheet->base);
    else
        worksheet_write_number(sheet->book->sheet, sheet->row, column, value, sheet->base);
}

static bool
has_row_bases(const VigieCrossing *numbers)
{
    return !numbers->is_mean && numbers->percent == VIGIE_PERCENT_ROW;
}

static void
write_row(Sheet *sheet, guint row)
{
    const VigieCrossing *numbers = sheet->block->table;
    put_text(sheet, 0,
             row < sheet->block->n_rows ? sheet->block->row[row].label
                                        : vigie_table_total_label(sheet->table, sheet->block),
             sheet->book->text);
    for (guint c = 0; c < numbers->stride; c++)
        write_figure(sheet, row, c);
    for (guint b = 0; has_row_bases(numbers) && b < N_BASES; b++)
        write_base(sheet, vigie_crossing_cell(numbers, row, numbers->n_columns), (Base)b,
                   (lxw_col_t)(column_at(sheet, numbers->stride) + b));
    sheet->row++;
}

/* Counts have no base of their own: the total row is theirs. */
static void
write_bases(Sheet *sheet)
{
    const VigieCrossing *numbers = sheet->block->table;
    if (!numbers->is_mean && numbers->percent != VIGIE_PERCENT_COLUMN)
        return;
    for (guint b = 0; b < N_BASES; b++) {
        put_text(sheet, 0, base_title((Base)b), sheet->base);
        for (guint c = 0; c < numbers->stride; c++)
            write_base(sheet, vigie_crossing_cell(numbers, numbers->height - 1, c), (Base)b,
                       column_at(sheet, c));
        sheet->row++;
    }
}

static void
write_notes_of(Sheet *sheet)
{
    g_auto(GStrv) notes = vigie_table_block_notes(sheet->table, sheet->block);
    for (char **note = notes; *note != NULL; note++) {
        put_text(sheet, 0, *note, NULL);
        sheet->row++;
    }
}

static void
write_block(Sheet *sheet)
{
    const VigieCrossing *numbers = sheet->block->table;
    g_autofree char *title = vigie_table_block_title(sheet->table, sheet->block);
    put_text(sheet, 0, title, sheet->title);
    sheet->row++;
    if (sheet->table->layer != NULL) {
        g_autofree char *layer =
            g_strdup_printf(_("%s: %s"), sheet->table->layer_label,
                            sheet->table->layer[sheet->block->layer].label);
        put_text(sheet, 0, layer, sheet->title);
        sheet->row++;
    }
    for (guint b = 0; has_row_bases(numbers) && b < N_BASES; b++)
        put_text(sheet, (lxw_col_t)(column_at(sheet, numbers->stride) + b), base_title((Base)b),
                 sheet->heading);
    write_heads(sheet);
    for (guint r = 0; r < numbers->height; r++)
        write_row(sheet, r);
    write_bases(sheet);
    write_notes_of(sheet);
    sheet->row++;
}

static void
write_grid(VigieBook *book, const VigieCrossTable *table)
{
    Sheet sheet = {.book = book, .table = table};
    sheet.sheet_columns = table->compare == VIGIE_COMPARE_NONE ? 1 : 2;
    book->sheet = workbook_add_worksheet(book->book, _("Table"));
    make_sheet_formats(&sheet);
    worksheet_set_column(book->sheet, 0, 0, LABEL_COLUMN, NULL);
    for (guint c = 0; c <= table->n_columns; c++) {
        lxw_col_t at = column_at(&sheet, c);
        worksheet_set_column(book->sheet, at, at, SHARE_COLUMN, NULL);
        if (sheet.sheet_columns == 2)
            worksheet_set_column(book->sheet, (lxw_col_t)(at + 1), (lxw_col_t)(at + 1),
                                 SIGN_COLUMN, NULL);
    }
    for (guint b = 0; b < table->blocks->len; b++) {
        sheet.block = g_ptr_array_index(table->blocks, b);
        write_block(&sheet);
    }
    g_auto(GStrv) notes = vigie_cross_table_notes(table);
    for (char **note = notes; *note != NULL; note++, sheet.row++)
        put_text(&sheet, 0, *note, NULL);
    worksheet_set_landscape(book->sheet);
    worksheet_fit_to_pages(book->sheet, 1, 0);
    worksheet_freeze_panes(book->sheet, 0, 1);
}

/* The long form and the notes ---------------------------------------------------------------- */

static void
write_long(VigieBook *book, const VigieResult *result)
{
    guint n = vigie_result_n_columns(result), n_rows = vigie_result_n_rows(result);
    book->sheet = workbook_add_worksheet(book->book, _("Long form"));
    for (guint c = 0; c < n; c++)
        worksheet_write_string(book->sheet, 0, (lxw_col_t)c, vigie_result_column(result, c),
                               book->head);
    for (guint r = 0; r < n_rows; r++)
        for (guint c = 0; c < n; c++) {
            double number = NAN;
            const char *word = vigie_result_cell(result, r, c, &number);
            if (word != NULL && *word != '\0')
                worksheet_write_string(book->sheet, r + 1, (lxw_col_t)c, word, book->text);
            else if (word == NULL && isfinite(number))
                worksheet_write_number(book->sheet, r + 1, (lxw_col_t)c, number, NULL);
        }
    worksheet_set_column(book->sheet, 0, (lxw_col_t)(n - 1), VIGIE_NUMBER_WIDTH, NULL);
    worksheet_freeze_panes(book->sheet, 1, 0);
    worksheet_autofilter(book->sheet, 0, 0, n_rows, (lxw_col_t)(n - 1));
}

static void
write_notes(VigieBook *book, const VigieCrossTable *table, const VigieWorkbookNotes *notes)
{
    guint32 row = 0;
    vigie_book_begin_notes(book, &row, notes);
    g_autofree char *surveys = vigie_book_surveys(table->survey, notes->observatory);
    vigie_book_note(book, &row, _("Survey"), surveys);
    g_auto(GStrv) lines = vigie_cross_table_notes(table);
    for (guint i = 0; lines[i] != NULL; i++)
        vigie_book_note(book, &row, i == 0 ? _("Reading") : "", lines[i]);
    vigie_book_end_notes(book, &row, notes);
}

static void
fill_table(VigieBook *book, gconstpointer user, const VigieWorkbookNotes *notes)
{
    const VigieCrossTable *table = user;
    g_autoptr(VigieResult) result = vigie_cross_table_result(table);
    write_grid(book, table);
    write_long(book, result);
    write_notes(book, table, notes);
}

GBytes *
vigie_table_workbook(const VigieCrossTable *table, const VigieWorkbookNotes *notes,
                     GError **error)
{
    return vigie_book_make(fill_table, table, notes, error);
}
