/* form-print.c - see report-form.h */
#include "flow.h"
#include "form-count.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <vigie/codebook-expression.h>
#include <vigie/codebook-words.h>
#include <vigie/report-form.h>

#define INDENT 20.0  /* of what stands below a wording */
#define BOX 14.0     /* of a box and the room after it */
#define GAP 14.0     /* between two columns */
#define TOGETHER 12  /* choices up to so many stay on the page of their wording */
#define ROWS 10      /* of two columns at a time */
#define STEPS 11     /* of a scale in one line */
#define LABEL_MAX 60 /* characters of a choice that still goes in a column */

static const VigieTextStyle style_wording = {
    {9.5, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_INK}, VIGIE_ANCHOR_START, 1.2, 0.0, "P"};
static const VigieTextStyle style_meta = {
    {8.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_MUTED}, VIGIE_ANCHOR_START, 1.2, 0.0, "P"};
static const VigieTextStyle style_choice = {
    {9.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT}, VIGIE_ANCHOR_START, 1.25, 0.0, "P"};
static const VigieTextStyle style_count = {
    {9.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT}, VIGIE_ANCHOR_END, 1.25, 0.0, "P"};

typedef struct {
    const VigieFormPrint *print;
    VigieFlow flow;
    guint number; /* of the question at hand */
    int year;
} Paper;

/* A question being laid out: what it takes, and what of it is known. */
typedef struct {
    const VigieCodebook *form;
    const VigieItem *item;
    const VigieFormCounts *counts; /* NULL = not asked for */
} Question;

static bool flow_items(Paper *paper, const VigieCodebook *form, const char *table,
                       GError **error);

/* --- words ---------------------------------------------------------------------------------- */

static char *
number_text(double x, VigieLang lang)
{
    char buffer[VIGIE_NUMBER_SIZE];
    char *text = g_strdup(vigie_number_print(x, buffer));
    return lang == VIGIE_LANG_FR ? g_strdelimit(text, ".", ',') : text;
}

static char *
option_text(const Paper *paper, const Question *q, guint k)
{
    VigieLang lang = paper->print->lang;
    if (q->item->list == NULL)
        return number_text(q->item->range_start + k * q->item->range_step, lang);
    const VigieChoice *choice = vigie_list_get(q->item->list, k);
    return g_strdup_printf("%s  [%s]", vigie_choice_label(q->form, choice, lang), choice->name);
}

/* "1,234 (45.6%)"; a dash where it may not be shown. */
static char *
count_text(const Paper *paper, const VigieFormCount *count, const VigieFormCount *base)
{
    if (count->hidden)
        return g_strdup("–");
    if (base == NULL || base->n == 0 || base->hidden)
        return g_strdup_printf("%" PRIu64, count->n);
    g_autofree char *share =
        g_strdup_printf("%.1f", 100.0 * (double)count->n / (double)base->n);
    if (paper->print->lang == VIGIE_LANG_FR)
        g_strdelimit(share, ".", ',');
    g_autofree char *n = g_strdup_printf("%" PRIu64, count->n);
    return g_strdup_printf(_("%s (%s%%)"), n, share);
}

static void
add_condition(GString *text, const Paper *paper, const Question *q, const char *what,
              const VigieExpression *expression)
{
    if (expression == NULL)
        return;
    g_autofree char *words = vigie_expression_words(q->form, expression, paper->print->lang);
    g_string_append_printf(text, "\n%s %s", what, words);
}

static char *
meta_text(const Paper *paper, const Question *q)
{
    g_autofree char *kind = vigie_item_kind_text(q->item, paper->print->lang);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%s — %s", q->item->name, kind);
    if (q->item->required)
        g_string_append(text, _(", required"));
    add_condition(text, paper, q, _("asked if"), q->item->relevant);
    add_condition(text, paper, q, _("right if"), q->item->constraint);
    add_condition(text, paper, q, _("choices where"), q->item->filter);
    return g_string_free(text, FALSE);
}

/* The base, then each kind of no answer that there is. */
static char *
base_text(const Paper *paper, const Question *q)
{
    g_autofree char *base = count_text(paper, &q->counts->base, NULL);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, _("Answered: %s"), base);
    for (guint why = 1; why < VIGIE_N_MISSING; why++) {
        if (q->counts->missing[why].n == 0)
            continue;
        g_autofree char *n = count_text(paper, &q->counts->missing[why], NULL);
        g_string_append_printf(text, _("; %s: %s"), vigie_missing_text((VigieMissing)why), n);
    }
    return g_string_free(text, FALSE);
}

/* --- one question --------------------------------------------------------------------------- */

static void
draw_box(const Paper *paper, const Question *q, double x, double y)
{
    if (!paper->flow.draw)
        return;
    const VigieStroke stroke = {.colour = VIGIE_COLOUR_INK, .width = 0.7};
    g_autoptr(VigieDisplay) display =
        vigie_display_new(VIGIE_FLOW_WIDTH, VIGIE_PALETTE_STANDARD, paper->print->lang);
    if (q->item->kind == VIGIE_VALUE_CHOICES) {
        const VigiePoint points[] = {{x, y}, {x + 7, y}, {x + 7, y + 7}, {x, y + 7}, {x, y}};
        vigie_display_line(display, points, G_N_ELEMENTS(points), &stroke);
    } else {
        vigie_display_circle(display, (VigiePoint){x + 3.5, y + 3.5}, 3.5, VIGIE_COLOUR_NONE,
                             &stroke);
    }
    vigie_document_draw(paper->flow.document, display, 0.0, 0.0, 1.0);
}

/* Box, label and count at (x, y); returns the height.  draw = false: only measures. */
static double
flow_option(Paper *paper, const Question *q, guint k, VigieBox at, bool draw)
{
    g_autofree char *text = option_text(paper, q, k);
    double count_width = q->counts != NULL ? 70.0 : 0.0;
    VigieFlow flow = paper->flow;
    flow.draw = flow.draw && draw;
    VigieBox label = {at.x0 + BOX, at.y0, at.x1 - count_width, 0.0};
    if (flow.draw)
        draw_box(paper, q, at.x0, at.y0 + 2.5);
    double height = vigie_flow_column(&flow, &style_choice, text, &label);
    if (q->counts == NULL)
        return height;
    const VigieChoice *choice = q->item->list != NULL ? vigie_list_get(q->item->list, k) : NULL;
    bool answer = choice == NULL || choice->missing == VIGIE_PRESENT;
    g_autofree char *count =
        answer ? count_text(paper, &q->counts->option[k], &q->counts->base) : g_strdup("");
    VigieBox column = {at.x1 - count_width, at.y0, at.x1, 0.0};
    vigie_flow_column(&flow, &style_count, count, &column);
    return height;
}

static bool
in_two_columns(const Paper *paper, const Question *q, guint n)
{
    for (guint k = 0; k < n; k++) {
        g_autofree char *text = option_text(paper, q, k);
        if (g_utf8_strlen(text, -1) > LABEL_MAX)
            return false;
    }
    return n > TOGETHER;
}

static VigieBox
column_at(const Paper *paper, guint column, guint n_columns)
{
    double x0 = VIGIE_FLOW_MARGIN + INDENT;
    double gap = n_columns > 2 ? 2.0 : GAP;
    double width = (VIGIE_FLOW_BODY - INDENT - (n_columns - 1) * gap) / n_columns;
    double x = x0 + column * (width + gap);
    return (VigieBox){x, paper->flow.y, x + width, 0.0};
}

/* Rows first to last - 1 of choices; down the first column, then down the second. */
static double
row_height(Paper *paper, const Question *q, guint k, guint n_columns)
{
    return flow_option(paper, q, k, column_at(paper, 0, n_columns), false);
}

static void
flow_block(Paper *paper, const Question *q, guint first, guint last, guint n_columns)
{
    guint rows = (last - first + n_columns - 1) / n_columns;
    double heights = 0.0;
    for (guint k = first; k < last; k++)
        heights = MAX(heights, row_height(paper, q, k, n_columns));
    vigie_flow_need(&paper->flow, n_columns > 1 ? rows * heights : 0.0);
    for (guint r = 0; r < rows; r++) {
        double height = n_columns > 1 ? heights : row_height(paper, q, first + r, 1);
        vigie_flow_need(&paper->flow, height);
        for (guint c = 0; c < n_columns && first + r + c * rows < last; c++)
            flow_option(paper, q, first + r + c * rows, column_at(paper, c, n_columns), true);
        paper->flow.y += height;
    }
}

static void
flow_options(Paper *paper, const Question *q)
{
    guint n = vigie_form_n_options(q->item);
    bool is_line = q->item->list == NULL && q->counts == NULL; /* a scale to tick on */
    guint n_columns = is_line ? STEPS : in_two_columns(paper, q, n) ? 2 : 1;
    guint at_once = is_line ? STEPS : n_columns * ROWS;
    for (guint k = 0; k < n; k += at_once)
        flow_block(paper, q, k, MIN(n, k + at_once), n_columns);
    if (n > 0 || q->item->list != NULL)
        return;
    vigie_flow_need(&paper->flow, 18.0);
    VigieBox line = {VIGIE_FLOW_MARGIN + INDENT, paper->flow.y + 15.0,
                     VIGIE_FLOW_MARGIN + VIGIE_FLOW_BODY, paper->flow.y + 15.5};
    vigie_flow_rule(&paper->flow, &line, VIGIE_COLOUR_MUTED);
    vigie_flow_space(&paper->flow, 18.0);
}

static double
text_height(const Paper *paper, const VigieTextStyle *style, const char *text)
{
    return vigie_document_text_height(paper->flow.document, style, text,
                                      VIGIE_FLOW_BODY - INDENT);
}

/* The wording, and the choices that must stand on its page. */
static double
height_together(Paper *paper, const Question *q, const char *wording, const char *meta)
{
    guint n = vigie_form_n_options(q->item);
    guint kept = n <= TOGETHER ? n : 4;
    double height = 18.0 + text_height(paper, &style_wording, wording) +
                    text_height(paper, &style_meta, meta);
    for (guint k = 0; k < kept; k++)
        height += row_height(paper, q, k, 1);
    if (in_two_columns(paper, q, n))
        height += ROWS * row_height(paper, q, 0, 2);
    return MIN(height, vigie_flow_full());
}

static void
flow_indented(Paper *paper, const VigieTextStyle *style, const char *text)
{
    VigieBox column = {VIGIE_FLOW_MARGIN + INDENT, paper->flow.y,
                       VIGIE_FLOW_MARGIN + VIGIE_FLOW_BODY, 0.0};
    paper->flow.y += vigie_flow_column(&paper->flow, style, text, &column);
}

static void
flow_question(Paper *paper, const Question *q)
{
    const char *wording = vigie_item_label(q->form, q->item, paper->print->lang);
    g_autofree char *number = g_strdup_printf("%u.", ++paper->number);
    g_autofree char *meta = meta_text(paper, q);
    vigie_flow_need(&paper->flow, height_together(paper, q, wording, meta));
    vigie_flow_open(&paper->flow, "Sect");
    VigieBox left = {VIGIE_FLOW_MARGIN, paper->flow.y, VIGIE_FLOW_MARGIN + 3.0 * INDENT, 0.0};
    vigie_flow_column(&paper->flow, &style_wording, number, &left);
    flow_indented(paper, &style_wording, wording);
    flow_indented(paper, &style_meta, meta);
    if (q->counts != NULL) {
        g_autofree char *base = base_text(paper, q);
        flow_indented(paper, &style_meta, base);
    }
    vigie_flow_space(&paper->flow, 2.0);
    flow_options(paper, q);
    vigie_flow_close(&paper->flow);
    vigie_flow_space(&paper->flow, 9.0);
}

/* --- the whole ------------------------------------------------------------------------------ */

static void
flow_heading(Paper *paper, const char *text)
{
    vigie_flow_need(&paper->flow, 110.0);
    vigie_flow_space(&paper->flow, 6.0);
    vigie_flow_text(&paper->flow, &vigie_style_heading, text);
    vigie_flow_space(&paper->flow, 6.0);
}

static bool
flow_repeats(Paper *paper, const VigieCodebook *form, const char *table, guint *next,
             guint before, GError **error)
{
    for (; *next < form->repeats->len; ++*next) {
        const VigieRepeat *repeat = g_ptr_array_index(form->repeats, *next);
        if (repeat->before > before)
            return true;
        const char *title =
            vigie_labels_text(form, repeat->labels, repeat->name, paper->print->lang);
        g_autofree char *heading = g_strdup_printf(_("%s (once for each)"), title);
        flow_heading(paper, heading);
        g_autofree char *inner = g_strdup_printf("%s.%s", table, repeat->name);
        if (!flow_items(paper, repeat->codebook, inner, error))
            return false;
    }
    return true;
}

/* What nobody is asked is not on paper. */
static bool
is_asked(const VigieItem *item)
{
    return item->origin == VIGIE_ITEM_OWN && !item->aggregate &&
           strcmp(item->type, "calculate") != 0 && strcmp(item->type, "hidden") != 0;
}

static bool
flow_items(Paper *paper, const VigieCodebook *form, const char *table, GError **error)
{
    g_autoptr(VigieFrame) frame = NULL;
    if (paper->print->store != NULL &&
        (frame = vigie_store_read(paper->print->store, table, form, NULL, error)) == NULL)
        return false;
    const char *group = form->repeat != NULL ? NULL : "";
    guint next = 0;
    for (guint i = 0; i < form->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(form->items, i);
        if (item->origin != VIGIE_ITEM_OWN)
            continue;
        if (!flow_repeats(paper, form, table, &next, i, error))
            return false;
        if (!is_asked(item))
            continue;
        if (group != NULL && strcmp(group, item->group) != 0 && *item->group != '\0')
            flow_heading(paper, vigie_group_title(form, item->group, paper->print->lang));
        group = group != NULL ? item->group : NULL;
        g_autoptr(VigieFormCounts) counts =
            frame != NULL ? vigie_form_counts_new(frame, item, paper->year, paper->print->below)
                          : NULL;
        const Question q = {form, item, counts};
        flow_question(paper, &q);
    }
    return flow_repeats(paper, form, table, &next, G_MAXUINT, error);
}

static void
flow_title(Paper *paper)
{
    vigie_flow_page(&paper->flow, false);
    vigie_flow_text(&paper->flow, &vigie_style_title, paper->print->title);
    vigie_flow_space(&paper->flow, 8.0);
    if (paper->print->store == NULL)
        return;
    g_autofree char *below = number_text(paper->print->below, paper->print->lang);
    g_autofree char *text = g_strdup_printf(
        _("Counts of %d: records as they came in, not weighted, and their part of those who "
          "answered the question. A count under %s, and what would give it away, is not shown "
          "(–)."),
        paper->year, below);
    vigie_flow_text(&paper->flow, &vigie_style_text, text);
    vigie_flow_space(&paper->flow, 8.0);
}

/* The newest year of the store where none is said; one without records is an error. */
static bool
settle_year(Paper *paper, GError **error)
{
    static const char *const names[] = {"year", NULL};
    g_autoptr(VigieFrame) frame = vigie_store_read(paper->print->store, paper->print->table,
                                                   paper->print->form, names, error);
    if (frame == NULL)
        return false;
    const VigieColumn *years = vigie_frame_column(frame, "year");
    bool found = false;
    for (gsize i = 0; i < frame->n; i++) {
        if (paper->print->year == 0 && years->value[i] > paper->year)
            paper->year = (int)years->value[i];
        found = found || years->value[i] == paper->print->year;
    }
    if (paper->print->year == 0 && paper->year != 0)
        return true;
    if (!found)
        g_set_error(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_YEAR,
                    _("%s: no answers of %d in the store"), paper->print->table,
                    paper->print->year);
    return found;
}

bool
vigie_form_print(const VigieFormPrint *print, const char *path, GError **error)
{
    Paper paper = {.print = print, .year = print->year};
    if (print->store != NULL && !settle_year(&paper, error))
        return false;
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(error);
    if (fonts == NULL)
        return false;
    const VigieDocumentInfo info = {
        .title = print->title, .author = print->author, .date = NAN, .lang = print->lang};
    g_autoptr(VigieDocument) document =
        vigie_document_new(fonts, VIGIE_FLOW_WIDTH, VIGIE_FLOW_HEIGHT, &info, error);
    if (document == NULL)
        return false;
    paper.flow = (VigieFlow){.document = document,
                             .draw = true,
                             .lang = print->lang,
                             .running = print->title,
                             .territory = print->territory,
                             .notice = print->notice};
    vigie_flow_open(&paper.flow, "Document");
    flow_title(&paper);
    bool done = flow_items(&paper, print->form, print->table, error);
    vigie_flow_close(&paper.flow);
    return done && vigie_document_write(document, path, error);
}
