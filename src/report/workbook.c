/* workbook.c - an answer as an Excel workbook: a sheet of figures, a sheet that says how to read them */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "exhibit.h"
#include "workbook.h"

G_DEFINE_QUARK(vigie_workbook_error, vigie_workbook_error)

#define SECONDS_A_DAY 86400.0
#define HEAD_HEIGHT 64 /* points: four lines */

/* Columns of the figures --------------------------------------------------------------------- */

typedef enum {
    COLUMN_ITEM,
    COLUMN_CATEGORY,
    COLUMN_DIM,
    COLUMN_N,
    COLUMN_ESTIMATE,
    COLUMN_SE,
    COLUMN_LOW,
    COLUMN_HIGH,
    COLUMN_DF,
    COLUMN_DEFF,
    COLUMN_N_EFF,
    COLUMN_CV,
    COLUMN_MISSING, /* dim = which kind */
    COLUMN_STATUS,
    COLUMN_CHANGE,
    COLUMN_CHANGE_SE,
    COLUMN_CHANGE_DF,
    COLUMN_CHANGE_P,
    COLUMN_CHANGE_P_ADJUSTED,
    COLUMN_DIRECTION,
    COLUMN_SLOPE,
    COLUMN_SLOPE_SE,
    COLUMN_SLOPE_DF,
    COLUMN_SLOPE_P
} ColumnKind;

typedef struct {
    ColumnKind kind;
    guint dim;
    char *title;
    guint width; /* characters */
} Column;

static void
column_clear(Column *column)
{
    g_free(column->title);
}

static void
add_column(GArray *columns, ColumnKind kind, guint dim, char *title)
{
    Column column = {kind, dim, title, VIGIE_NUMBER_WIDTH};
    g_array_append_val(columns, column);
}

static bool
has_categories(const VigieAnswer *answer)
{
    for (guint i = 0; i < answer->rows->len; i++)
        if (*((const VigieAnswerRow *)g_ptr_array_index(answer->rows, i))->category != '\0')
            return true;
    return false;
}

static char *
dim_title(const VigieAnswer *answer, guint dim, VigieLang lang)
{
    const char *name = answer->dims[dim];
    const VigieItem *item = vigie_codebook_find(answer->codebook, name);
    if (item != NULL)
        return g_strdup(vigie_item_label(answer->codebook, item, lang));
    return g_strdup(strcmp(name, "year") == 0 ? _("year") : _("wave"));
}

static void
add_figure_columns(GArray *columns, const VigieAnswer *answer, VigieLang lang)
{
    g_autofree char *level =
        vigie_percent_format(answer->level, vigie_decimals_for_step(answer->level * 100), lang);
    add_column(columns, COLUMN_N, 0, g_strdup(_("n")));
    add_column(columns, COLUMN_ESTIMATE, 0, g_strdup(vigie_stat_label(answer->stat)));
    add_column(columns, COLUMN_SE, 0, g_strdup(_("standard error")));
    add_column(columns, COLUMN_LOW, 0, g_strdup_printf(_("%s interval, low"), level));
    add_column(columns, COLUMN_HIGH, 0, g_strdup_printf(_("%s interval, high"), level));
    add_column(columns, COLUMN_DF, 0, g_strdup(_("degrees of freedom")));
    add_column(columns, COLUMN_DEFF, 0, g_strdup(_("design effect")));
    add_column(columns, COLUMN_STATUS, 0, g_strdup(_("status")));
    if (answer->with_n_eff)
        add_column(columns, COLUMN_N_EFF, 0, g_strdup(_("effective n")));
    if (answer->with_cv)
        add_column(columns, COLUMN_CV, 0, g_strdup(_("cv")));
    for (guint why = VIGIE_BLANK; answer->with_missing && why < VIGIE_N_MISSING; why++)
        add_column(columns, COLUMN_MISSING, why,
                   g_strdup(vigie_missing_label((VigieMissing)why)));
}

static void
add_trend_columns(GArray *columns, const VigieAnswer *answer)
{
    bool points = vigie_stat_is_share(answer->stat);
    add_column(columns, COLUMN_CHANGE, 0,
               g_strdup(points ? _("change on a year, points") : _("change on a year")));
    add_column(columns, COLUMN_CHANGE_SE, 0, g_strdup(_("its standard error")));
    add_column(columns, COLUMN_CHANGE_DF, 0, g_strdup(_("its degrees of freedom")));
    add_column(columns, COLUMN_CHANGE_P, 0, g_strdup(_("its p")));
    add_column(columns, COLUMN_CHANGE_P_ADJUSTED, 0, g_strdup(_("its p, adjusted (Holm)")));
    add_column(columns, COLUMN_DIRECTION, 0, g_strdup(_("direction")));
    add_column(columns, COLUMN_SLOPE, 0,
               g_strdup(points ? _("slope a year, points") : _("slope a year")));
    add_column(columns, COLUMN_SLOPE_SE, 0, g_strdup(_("its standard error")));
    add_column(columns, COLUMN_SLOPE_DF, 0, g_strdup(_("its degrees of freedom")));
    add_column(columns, COLUMN_SLOPE_P, 0, g_strdup(_("its p")));
}

static GArray *
columns_of(const VigieAnswer *answer, VigieLang lang)
{
    GArray *columns = g_array_new(FALSE, FALSE, sizeof(Column));
    g_array_set_clear_func(columns, (GDestroyNotify)column_clear);
    add_column(columns, COLUMN_ITEM, 0, g_strdup(_("item")));
    if (has_categories(answer))
        add_column(columns, COLUMN_CATEGORY, 0, g_strdup(_("category")));
    for (guint d = 0; answer->dims[d] != NULL; d++)
        add_column(columns, COLUMN_DIM, d, dim_title(answer, d, lang));
    add_figure_columns(columns, answer, lang);
    if (answer->trend)
        add_trend_columns(columns, answer);
    return columns;
}

/* Cells -------------------------------------------------------------------------------------- */

static const char *
direction_text(const VigieAnswerRow *row)
{
    static const char *const texts[] = {N_("stable"), N_("up"), N_("down")};
    return row->direction_known ? _(texts[row->direction]) : "";
}

/* What a cell of text says, or NULL for a number; (transfer full). */
static char *
cell_text(const VigieAnswer *answer, const VigieAnswerRow *row, const Column *column,
          VigieLang lang)
{
    const VigieItem *item = g_ptr_array_index(answer->items, row->item_index);
    switch (column->kind) {
    case COLUMN_ITEM:
        return g_strdup(answer->stat == VIGIE_STAT_RATIO || row->is_function
                            ? row->item
                            : vigie_item_label(answer->codebook, item, lang));
    case COLUMN_CATEGORY:
        return g_strdup(vigie_answer_category_label(answer, row, lang));
    case COLUMN_DIM: {
        const VigieItem *dim = vigie_codebook_find(answer->codebook, answer->dims[column->dim]);
        bool is_number = dim != NULL ? dim->kind == VIGIE_VALUE_NUMBER
                                     : strcmp(answer->dims[column->dim], "year") == 0;
        return is_number
                   ? NULL
                   : vigie_answer_dim_label(answer, column->dim, row->dims[column->dim], lang);
    }
    case COLUMN_STATUS:
        return g_strdup(vigie_status_text(row->figure.status));
    case COLUMN_DIRECTION:
        return g_strdup(direction_text(row));
    default:
        return NULL;
    }
}

static double
figure_number(const VigieAnswerRow *row, ColumnKind kind, bool published)
{
    const VigieFigure *f = &row->figure;
    bool hidden = published && f->status == VIGIE_STATUS_SUPPRESSED;
    switch (kind) {
    case COLUMN_N:
        return hidden ? NAN : (double)f->n;
    case COLUMN_ESTIMATE:
        return f->estimate;
    case COLUMN_SE:
        return f->se;
    case COLUMN_LOW:
        return f->ci_low;
    case COLUMN_HIGH:
        return f->ci_high;
    case COLUMN_DF:
        return f->df;
    case COLUMN_DEFF:
        return f->deff;
    case COLUMN_N_EFF:
        return vigie_figure_n_eff(f);
    case COLUMN_CV:
        return vigie_figure_cv(f);
    default:
        return NAN;
    }
}

/* points: 100 where the answer is of shares, else 1. */
static double
trend_number(const VigieAnswerRow *row, ColumnKind kind, double points)
{
    switch (kind) {
    case COLUMN_CHANGE:
        return points * row->change.change;
    case COLUMN_CHANGE_SE:
        return points * row->change.se;
    case COLUMN_CHANGE_DF:
        return row->change.df;
    case COLUMN_CHANGE_P:
        return row->change.p;
    case COLUMN_CHANGE_P_ADJUSTED:
        return row->change_p_adjusted;
    case COLUMN_SLOPE:
        return points * row->slope.slope;
    case COLUMN_SLOPE_SE:
        return points * row->slope.se;
    case COLUMN_SLOPE_DF:
        return row->slope.df;
    case COLUMN_SLOPE_P:
        return row->slope.p;
    default:
        return NAN;
    }
}

static double
cell_number(const VigieAnswer *answer, const VigieAnswerRow *row, const Column *column)
{
    bool hidden = answer->published && row->figure.status == VIGIE_STATUS_SUPPRESSED;
    if (column->kind == COLUMN_DIM)
        return g_ascii_strtod(row->dims[column->dim], NULL);
    if (column->kind == COLUMN_MISSING)
        return hidden || row->kinds == NULL ? NAN : (double)row->kinds[column->dim];
    return column->kind >= COLUMN_CHANGE
               ? trend_number(row, column->kind, vigie_stat_is_share(answer->stat) ? 100 : 1)
               : figure_number(row, column->kind, answer->published);
}

static lxw_format *
cell_format(const VigieBook *book, const VigieAnswer *answer, const VigieAnswerRow *row,
            ColumnKind kind)
{
    bool share = vigie_stat_is_share(answer->stat) && !row->is_function;
    bool total = answer->stat == VIGIE_STAT_TOTAL && !row->is_function;
    switch (kind) {
    case COLUMN_N:
    case COLUMN_N_EFF:
    case COLUMN_MISSING:
    case COLUMN_DF:
    case COLUMN_CHANGE_DF:
    case COLUMN_SLOPE_DF:
        return book->count;
    case COLUMN_ESTIMATE:
    case COLUMN_SE:
    case COLUMN_LOW:
    case COLUMN_HIGH:
        return share ? book->percent : total ? book->count : book->number;
    case COLUMN_CV:
        return book->percent;
    case COLUMN_CHANGE:
    case COLUMN_SLOPE:
        return book->points;
    case COLUMN_CHANGE_P:
    case COLUMN_CHANGE_P_ADJUSTED:
    case COLUMN_SLOPE_P:
        return book->probability;
    case COLUMN_CHANGE_SE:
    case COLUMN_SLOPE_SE:
    case COLUMN_DEFF:
        return book->number;
    default:
        return book->text;
    }
}

static void
write_row(VigieBook *book, const VigieAnswer *answer, GArray *columns, guint i, VigieLang lang)
{
    const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
    for (guint c = 0; c < columns->len; c++) {
        Column *column = &g_array_index(columns, Column, c);
        g_autofree char *text = cell_text(answer, row, column, lang);
        lxw_format *format = cell_format(book, answer, row, column->kind);
        double number = text == NULL ? cell_number(answer, row, column) : NAN;
        if (text != NULL) {
            worksheet_write_string(book->sheet, i + 1, (lxw_col_t)c, text, format);
            column->width = MAX(column->width, (guint)g_utf8_strlen(text, -1) + 2);
        } else if (isfinite(number)) {
            worksheet_write_number(book->sheet, i + 1, (lxw_col_t)c, number, format);
        }
    }
}

static void
write_figures(VigieBook *book, const VigieAnswer *answer, VigieLang lang)
{
    g_autoptr(GArray) columns = columns_of(answer, lang);
    book->sheet = workbook_add_worksheet(book->book, _("Figures"));
    for (guint c = 0; c < columns->len; c++)
        worksheet_write_string(book->sheet, 0, (lxw_col_t)c,
                               g_array_index(columns, Column, c).title, book->head);
    for (guint i = 0; i < answer->rows->len; i++)
        write_row(book, answer, columns, i, lang);
    for (guint c = 0; c < columns->len; c++)
        worksheet_set_column(book->sheet, (lxw_col_t)c, (lxw_col_t)c,
                             MIN(g_array_index(columns, Column, c).width, VIGIE_LABEL_WIDTH),
                             NULL);
    worksheet_set_row(book->sheet, 0, HEAD_HEIGHT, NULL);
    worksheet_freeze_panes(book->sheet, 1, 0);
    worksheet_autofilter(book->sheet, 0, 0, answer->rows->len, (lxw_col_t)(columns->len - 1));
    worksheet_set_landscape(book->sheet);
    worksheet_fit_to_pages(book->sheet, 1, 0);
    worksheet_repeat_rows(book->sheet, 0, 0);
}

/* How to read them --------------------------------------------------------------------------- */

void
vigie_book_note(VigieBook *book, guint32 *row, const char *title, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    worksheet_write_string(book->sheet, *row, 0, title, book->head);
    worksheet_write_string(book->sheet, (*row)++, 1, text, book->wrapped);
}

char *
vigie_book_surveys(const char *survey, const VigieObservatory *observatory)
{
    g_auto(GStrv) names = g_strsplit(survey, "+", -1);
    GString *titles = g_string_new(NULL);
    for (guint i = 0; names[i] != NULL; i++) {
        const VigieSurvey *known = vigie_observatory_survey(observatory, names[i], NULL);
        g_string_append_printf(titles, "%s%s", i > 0 ? " + " : "",
                               known != NULL && *known->title != '\0' ? known->title
                                                                      : names[i]);
    }
    return g_string_free(titles, FALSE);
}

static char *
rule_text(const VigieObservatory *observatory, VigieLang lang)
{
    g_autofree char *precision = vigie_precision_text(observatory, lang);
    g_autofree char *text = g_strdup_printf(
        _("A figure on fewer than %g answers is blank; on fewer than %g it is a low base, and "
          "with fewer than %g degrees of freedom it is to be taken with caution."),
        observatory->suppress_below, observatory->low_base_below,
        observatory->caution_df_below);
    return precision == NULL ? g_steal_pointer(&text) : g_strjoin(" ", text, precision, NULL);
}

static char *
design_text(const VigieAnswer *answer)
{
    g_autofree char *psus = g_strdup_printf(
        P_("%u primary sampling unit", "%u primary sampling units", answer->n_psu),
        answer->n_psu);
    g_autofree char *strata =
        g_strdup_printf(P_("%u stratum", "%u strata", answer->n_strata), answer->n_strata);
    return g_strdup_printf(_("%s, %s; errors by Taylor linearisation with the whole design"),
                           psus, strata);
}

void
vigie_book_begin_notes(VigieBook *book, guint32 *row, const VigieWorkbookNotes *notes)
{
    const VigieObservatory *observatory = notes->observatory;
    book->sheet = workbook_add_worksheet(book->book, _("How to read"));
    worksheet_fit_to_pages(book->sheet, 1, 0);
    worksheet_set_column(book->sheet, 0, 0, 24, NULL);
    worksheet_set_column(book->sheet, 1, 1, 100, NULL);
    vigie_book_note(book, row, _("Observatory"),
                    *observatory->title != '\0' ? observatory->title : observatory->name);
    vigie_book_note(book, row, _("Notice"), observatory->notice);
}

void
vigie_book_end_notes(VigieBook *book, guint32 *row, const VigieWorkbookNotes *notes)
{
    g_autofree char *rule = rule_text(notes->observatory, notes->lang);
    vigie_book_note(book, row, _("Publication"), rule);
    guint n_warnings = notes->warnings != NULL ? vigie_findings_n_kept(notes->warnings) : 0;
    for (guint i = 0; i < n_warnings; i++)
        vigie_book_note(book, row, i == 0 ? _("Warnings") : "",
                        vigie_findings_get(notes->warnings, i)->text);
}

static void
write_notes(VigieBook *book, const VigieAnswer *answer, const VigieWorkbookNotes *notes)
{
    guint32 row = 0;
    vigie_book_begin_notes(book, &row, notes);
    g_autofree char *surveys = vigie_book_surveys(answer->survey, notes->observatory);
    vigie_book_note(book, &row, _("Survey"), surveys);
    vigie_book_note(book, &row, _("Statistic"), vigie_stat_label(answer->stat));
    g_autofree char *n = vigie_number_format((double)answer->n, 0, notes->lang);
    vigie_book_note(book, &row, _("Records"), n);
    g_autofree char *design = design_text(answer);
    vigie_book_note(book, &row, _("Sampling design"), design);
    if (answer->voluntary)
        vigie_book_note(book, &row, _("Sampling"),
                        _("not a probability sample: the figures are indicative only"));
    vigie_book_end_notes(book, &row, notes);
}

/* The file ----------------------------------------------------------------------------------- */

lxw_format *
vigie_book_format(lxw_workbook *book, const char *numbers)
{
    lxw_format *format = workbook_add_format(book);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (numbers != NULL)
        format_set_num_format(format, numbers);
    return format;
}

/* Excel shows the reader's own decimal and thousands signs. */
static void
make_formats(VigieBook *book)
{
    book->text = vigie_book_format(book->book, NULL);
    format_set_indent(book->text, 1);
    book->count = vigie_book_format(book->book, "#,##0");
    book->number = vigie_book_format(book->book, "0.00");
    book->percent = vigie_book_format(book->book, "0.0%");
    book->points = vigie_book_format(book->book, "+0.00;-0.00;0.00");
    book->probability = vigie_book_format(book->book, "0.0000");
    book->wrapped = vigie_book_format(book->book, NULL);
    format_set_text_wrap(book->wrapped);
    book->head = vigie_book_format(book->book, NULL);
    format_set_bold(book->head);
    format_set_text_wrap(book->head);
    format_set_align(book->head, LXW_ALIGN_VERTICAL_TOP);
    format_set_indent(book->head, 1);
}

static bool
write_book(VigieBookFill fill, gconstpointer user, const VigieWorkbookNotes *notes,
           const char *path, GError **error)
{
    VigieBook book = {.book = workbook_new(path)};
    if (book.book != NULL) {
        g_autofree char *author = g_strdup(notes->observatory->name);
        lxw_doc_properties properties = {.author = author,
                                         .created = (time_t)(notes->date * SECONDS_A_DAY)};
        workbook_set_properties(book.book, &properties);
        make_formats(&book);
        fill(&book, user, notes);
    }
    lxw_error status =
        book.book != NULL ? workbook_close(book.book) : LXW_ERROR_MEMORY_MALLOC_FAILED;
    if (status == LXW_NO_ERROR)
        return true;
    g_set_error(error, VIGIE_WORKBOOK_ERROR, VIGIE_WORKBOOK_ERROR_WRITE,
                _("the workbook cannot be made: %s"), lxw_strerror(status));
    return false;
}

static GBytes *
read_back(const char *path, GError **error)
{
    char *content = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &content, &length, error))
        return NULL;
    return g_bytes_new_take(content, length);
}

GBytes *
vigie_book_make(VigieBookFill fill, gconstpointer user, const VigieWorkbookNotes *notes,
                GError **error)
{
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("vigie-XXXXXX.xlsx", &path, error);
    if (file < 0)
        return NULL;
    g_close(file, NULL);
    GBytes *bytes = write_book(fill, user, notes, path, error) ? read_back(path, error) : NULL;
    g_unlink(path);
    return bytes;
}

static void
fill_answer(VigieBook *book, gconstpointer user, const VigieWorkbookNotes *notes)
{
    const VigieAnswer *answer = user;
    write_figures(book, answer, notes->lang);
    write_notes(book, answer, notes);
}

GBytes *
vigie_answer_workbook(const VigieAnswer *answer, const VigieWorkbookNotes *notes,
                      GError **error)
{
    if (answer->rows->len >= VIGIE_SHEET_ROWS) {
        g_set_error(error, VIGIE_WORKBOOK_ERROR, VIGIE_WORKBOOK_ERROR_SIZE,
                    P_("%u row is more than a sheet of Excel holds; take fewer items or "
                       "dimensions, or --format csv",
                       "%u rows are more than a sheet of Excel holds; take fewer items or "
                       "dimensions, or --format csv",
                       answer->rows->len),
                    answer->rows->len);
        return NULL;
    }
    return vigie_book_make(fill_answer, answer, notes, error);
}
