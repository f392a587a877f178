/* record.c - a record whole: its year, what was asked, calculations, constraints, weight */
#include "children.h"
#include <math.h>
#include <stdarg.h>
#include <string.h>
#include <vigie/frame-identifier.h>

#define QUOTED 40

char *
vigie_reading_quote(const char *text, gsize length)
{
    g_autofree char *valid = g_utf8_make_valid(text, (gssize)length);
    for (char *c = valid; *c != '\0'; c++)
        if ((guchar)*c < ' ')
            *c = ' ';
    g_strstrip(valid);
    char *masked = vigie_identifier_mask(valid, true, VIGIE_IDENTIFIES_IP);
    g_free(g_steal_pointer(&valid));
    valid = masked;
    if (g_utf8_strlen(valid, -1) <= QUOTED)
        return g_steal_pointer(&valid);
    g_autofree char *head = g_utf8_substring(valid, 0, QUOTED);
    return g_strconcat(head, "…", NULL);
}

char *
vigie_reading_quote_item(const VigieItem *item, const char *text, gsize length)
{
    if (length == 0 || vigie_item_identifies(item) == VIGIE_IDENTIFIER_NO)
        return vigie_reading_quote(text, length);
    return g_strdup(_("[not shown]"));
}

guint
vigie_reading_field(const Reading *r, const VigieItem *item)
{
    for (guint i = 0; i < r->pass->bindings->len; i++) {
        const Binding *b = &g_array_index(r->pass->bindings, Binding, i);
        if (b->item == item)
            return b->field + 1;
    }
    return 0;
}

static bool
reject(Reading *r, const char *code, const char *item, const VigiePlace *place,
       const char *text, GError **error)
{
    if (r->source->on_error == ON_ERROR_FILE) {
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_VALUE, place,
                           _("%s (on-error=file)"), text);
        return false;
    }
    vigie_findings_add_about(r->findings, VIGIE_FINDING, code, item, place, "%s", text);
    return true;
}

bool
vigie_reading_reject(Reading *r, const char *code, guint field, GError **error,
                     const char *format, ...)
{
    VigiePlace place = {r->file->name, r->line, field};
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    return reject(r, code, "", &place, text, error);
}

bool
vigie_reading_reject_item(Reading *r, const char *code, const VigieItem *item, guint field,
                          GError **error, const char *format, ...)
{
    VigiePlace place = {r->file->name, r->line, field};
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    return reject(r, code, item->name, &place, text, error);
}

/* What is to evaluate --------------------------------------------------------------------- */

typedef enum { STEP_NEW, STEP_OPEN, STEP_DONE } StepState;

static void add_step(Reading *r, guint8 *state, guint item);

static void
add_steps_of(Reading *r, guint8 *state, const VigieExpression *expression)
{
    guint n = 0;
    const guint *items = expression != NULL ? vigie_expression_items(expression, &n) : NULL;
    for (guint i = 0; i < n; i++)
        if (items[i] < r->source->codebook->items->len)
            add_step(r, state, items[i]);
}

/* Depth first: an item follows all that its relevance, calculation and constraint read, so that a calculation
 * sees a value only after its own constraint.  Items that need each other keep questionnaire order. */
static void
add_step(Reading *r, guint8 *state, guint i)
{
    const VigieItem *item = r->source->codebook->items->pdata[i];
    if (state[i] != STEP_NEW)
        return;
    state[i] = STEP_OPEN;
    add_steps_of(r, state, item->relevant);
    add_steps_of(r, state, item->calculation);
    add_steps_of(r, state, item->constraint);
    add_steps_of(r, state, item->filter);
    bool asked = r->plan->asked[i];
    if (asked && (item->relevant != NULL || item->calculation != NULL ||
                  item->constraint != NULL || item->filter != NULL))
        g_array_append_val(r->steps, i);
    state[i] = STEP_DONE;
}

static gint
item_index(const Reading *r, const char *name)
{
    const VigieItem *item =
        *name != '\0' ? vigie_codebook_find(r->source->codebook, name) : NULL;
    return item != NULL ? (gint)item->index : -1;
}

void
vigie_record_init(Reading *r)
{
    const GPtrArray *items = r->source->codebook->items;
    const VigieSurvey *survey = r->source->survey;
    /* a child's weight is its parent's, which was checked */
    r->weight = survey != NULL && survey->parent == NULL ? item_index(r, survey->weight) : -1;
    const VigieItem *day = survey != NULL ? vigie_survey_day_item(survey) : NULL;
    r->day = day != NULL ? vigie_codebook_find(r->source->codebook, day->name) : NULL;
    r->steps = g_array_new(FALSE, FALSE, sizeof(guint));
    r->scratch = g_string_new(NULL);
    if (r->source->flags)
        r->flags = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree guint8 *state = g_new0(guint8, items->len);
    guint most = 1;
    for (guint i = 0; i < items->len; i++) {
        const VigieItem *item = items->pdata[i];
        most = item->list != NULL ? MAX(most, item->list->choices->len) : most;
        add_step(r, state, i);
    }
    r->chosen = g_new0(guint8, most);
    if (r->steps->len > 0)
        r->evaluator = vigie_evaluator_new(r->source->codebook);
    r->together = vigie_together_new(r->source);
    vigie_children_init(r);
}

void
vigie_record_release(Reading *r)
{
    g_clear_pointer(&r->steps, g_array_unref);
    g_clear_pointer(&r->evaluator, vigie_evaluator_free);
    g_clear_pointer(&r->together, vigie_together_free);
    g_clear_pointer(&r->chosen, g_free);
    vigie_children_release(r);
    g_clear_pointer(&r->flags, g_hash_table_unref);
    if (r->scratch != NULL)
        g_string_free(g_steal_pointer(&r->scratch), TRUE);
}

/* Year and wave --------------------------------------------------------------------------- */

static int
year_of_date(const Reading *r)
{
    double days = r->columns[r->source->year_from->index]->value[r->record];
    int year = 0, month = 0, day = 0;
    if (isnan(days))
        return 0;
    vigie_date_civil(days, &year, &month, &day);
    return year;
}

/* Four digits; what a spreadsheet made of them ("2024.0", "2 024") counts too. */
static int
year_of_text(const char *text, gsize length)
{
    double value = 0;
    if (!vigie_number_read(text, length, (VigieNotation){'.', ' '}, &value) &&
        !vigie_number_read(text, length, (VigieNotation){',', ' '}, &value))
        return 0;
    bool year = value >= 1900 && value <= 2100 && !(fabs(value - trunc(value)) > 0);
    return year ? (int)value : 0;
}

static int
year_of_record(const Reading *r, const VigieRow *row)
{
    const char *text = NULL;
    gsize length = 0;
    if (r->pass->year != 0)
        return r->pass->year;
    if (r->source->year != 0)
        return r->source->year;
    if (r->file->year != 0)
        return r->file->year;
    if (r->source->year_from != NULL)
        return year_of_date(r);
    vigie_cell_trim(&row->cells[r->plan->year_field], &text, &length);
    return year_of_text(text, length);
}

/* Where nothing else names it, the wave is the year's text. */
static void
print_year(int year, char digits[4])
{
    for (int i = 3; i >= 0; i--, year /= 10)
        digits[i] = (char)('0' + year % 10);
}

static void
set_wave(Reading *r, const VigieRow *row, int year)
{
    const char *text = r->source->wave != NULL ? r->source->wave : "";
    gsize length = strlen(text);
    if (r->plan->wave_field >= 0)
        vigie_cell_trim(&row->cells[r->plan->wave_field], &text, &length);
    char digits[4];
    if (length == 0) {
        print_year(year, digits);
        text = digits;
        length = sizeof digits;
    }
    vigie_column_set_text(vigie_reading_wave(r), r->record, text, length);
}

static bool
set_time(Reading *r, const VigieRow *row, bool *accepted, GError **error)
{
    int year = year_of_record(r, row);
    if (year == 0) {
        guint field = r->source->year_from != NULL
                          ? vigie_reading_field(r, r->source->year_from)
                          : (guint)r->plan->year_field + 1;
        const VigieCell *cell = &row->cells[field - 1];
        g_autofree char *quote = vigie_reading_quote(cell->text, cell->length);
        *accepted = false;
        return vigie_reading_reject(r, "bad_year", field, error,
                                    _("'%s' tells no year; the record is refused"), quote);
    }
    vigie_column_set_number(vigie_reading_year(r), r->record, year);
    set_wave(r, row, year);
    return true;
}

/* Expressions ----------------------------------------------------------------------------- */

static bool
has_value(const Reading *r, const VigieItem *item)
{
    return r->columns[item->index]->why[r->record] == VIGIE_PRESENT;
}

static char *
quote_value(const Reading *r, const VigieItem *item)
{
    char buffer[VIGIE_NUMBER_SIZE];
    const char *text = vigie_column_text(r->columns[item->index], r->record, buffer);
    return vigie_reading_quote_item(item, text, strlen(text));
}

/* False if it may not be looked at further: it was not asked, or *error. */
static bool
check_relevant(Reading *r, const VigieItem *item, GError **error)
{
    if (item->relevant == NULL || vigie_expression_truth(item->relevant, r->evaluator))
        return true;
    bool given = has_value(r, item) && item->calculation == NULL;
    g_autofree char *quote = given ? quote_value(r, item) : NULL;
    vigie_column_set_missing(r->columns[item->index], r->record, VIGIE_NOT_ASKED);
    if (given && *quote != '\0')
        vigie_reading_reject_item(r, "not_relevant", item, vigie_reading_field(r, item), error,
                                  _("%s: '%s' is given where the question was not to be asked"),
                                  item->name, quote);
    return false;
}

static bool
reject_calculated(Reading *r, const VigieItem *item, const char *name, GError **error)
{
    vigie_column_set_missing(r->columns[item->index], r->record, VIGIE_INVALID);
    g_autofree char *quote = vigie_reading_quote(name, strlen(name));
    return vigie_reading_reject_item(
        r, "unknown_choice", item, 0, error,
        _("%s: its calculation gives '%s', no choice of the list %s"), item->name, quote,
        item->list->name);
}

/* A set of choices: their names by blanks, as a select_multiple has them. */
static bool
calculate_choices(Reading *r, const VigieItem *item, const char *text, GError **error)
{
    g_auto(GStrv) names = g_strsplit(text, " ", -1);
    bool any = false;
    memset(r->chosen, 0, item->list->choices->len);
    for (guint i = 0; names[i] != NULL; i++) {
        if (*names[i] == '\0')
            continue;
        gint choice = vigie_list_index(item->list, names[i]);
        if (choice < 0)
            return reject_calculated(r, item, names[i], error);
        r->chosen[choice] = 1;
        any = true;
    }
    if (any)
        vigie_cell_keep_chosen(r, item);
    else
        vigie_column_set_missing(r->columns[item->index], r->record, VIGIE_BLANK);
    return true;
}

static bool
calculate_choice(Reading *r, const VigieItem *item, const char *text, GError **error)
{
    VigieColumn *column = r->columns[item->index];
    gint choice = vigie_list_index(item->list, text);
    if (choice >= 0) {
        VigieMissing why = vigie_list_get(item->list, (guint)choice)->missing;
        if (why == VIGIE_PRESENT)
            vigie_column_set_number(column, r->record, choice);
        else
            vigie_column_set_missing(column, r->record, why);
        return true;
    }
    return reject_calculated(r, item, text, error);
}

static bool
calculate_text(Reading *r, const VigieItem *item, GError **error)
{
    g_autofree char *text = vigie_expression_string(item->calculation, r->evaluator);
    VigieColumn *column = r->columns[item->index];
    if (*text == '\0')
        vigie_column_set_missing(column, r->record, VIGIE_BLANK);
    else if (item->kind == VIGIE_VALUE_CHOICE)
        return calculate_choice(r, item, text, error);
    else if (item->kind == VIGIE_VALUE_CHOICES)
        return calculate_choices(r, item, text, error);
    else
        vigie_column_set_text(column, r->record, text, strlen(text));
    return true;
}

static bool
calculate(Reading *r, const VigieItem *item, GError **error)
{
    if (item->kind != VIGIE_VALUE_NUMBER && item->kind != VIGIE_VALUE_DATE)
        return calculate_text(r, item, error);
    double value = vigie_expression_number(item->calculation, r->evaluator);
    if (isfinite(value))
        vigie_column_set_number(r->columns[item->index], r->record, value);
    else
        vigie_column_set_missing(r->columns[item->index], r->record, VIGIE_BLANK);
    return true;
}

static bool
check_constraint(Reading *r, const VigieItem *item, GError **error)
{
    /* "." is looked up as ${item} is: no number is written as text to be read again */
    if (!has_value(r, item) || vigie_expression_truth(item->constraint, r->evaluator))
        return true;
    g_autofree char *quote = quote_value(r, item);
    const char *message = item->constraint_message;
    vigie_column_set_missing(r->columns[item->index], r->record, VIGIE_INVALID);
    return vigie_reading_reject_item(r, "constraint", item, vigie_reading_field(r, item), error,
                                     _("%s: '%s' breaks '%s'"), item->name, quote,
                                     message != NULL && *message != '\0'
                                         ? message
                                         : vigie_expression_text(item->constraint));
}

static bool
evaluate(Reading *r, const VigieItem *item, GError **error)
{
    g_autoptr(GError) cause = NULL;
    if (!check_relevant(r, item, &cause)) {
        if (cause != NULL)
            g_propagate_error(error, g_steal_pointer(&cause));
        return cause == NULL;
    }
    if (item->calculation != NULL && !calculate(r, item, error))
        return false;
    if (item->filter != NULL && !vigie_record_filter(r, item, error))
        return false;
    return item->constraint == NULL || !has_value(r, item) || check_constraint(r, item, error);
}

static bool
evaluate_all(Reading *r, GError **error)
{
    if (r->steps->len == 0)
        return true;
    r->lookup->i = r->record;
    vigie_evaluator_set_record(r->evaluator, vigie_frame_lookup, r->lookup,
                               vigie_frame_record_date(r->lookup));
    for (guint i = 0; i < r->steps->len; i++) {
        guint item = g_array_index(r->steps, guint, i);
        if (!evaluate(r, r->source->codebook->items->pdata[item], error))
            return false;
    }
    return true;
}

/* The whole ------------------------------------------------------------------------------- */

/* The squares of sums of greater ones would not be finite; no count of people comes near. */
#define WEIGHT_MOST 1e100

static bool
check_weight(Reading *r, const VigieRow *row, bool *accepted, GError **error)
{
    if (r->weight < 0)
        return true;
    const VigieItem *item = r->source->codebook->items->pdata[r->weight];
    double weight = r->columns[r->weight]->value[r->record];
    if (weight >= 0 && weight <= WEIGHT_MOST)
        return true;
    *accepted = false;
    guint field = vigie_reading_field(r, item);
    g_autofree char *quote = field > 0 ? vigie_reading_quote(row->cells[field - 1].text,
                                                             row->cells[field - 1].length)
                                       : quote_value(r, item);
    if (*quote == '\0')
        return vigie_reading_reject(r, "bad_weight", field, error,
                                    _("%s: there is no weight; the record is refused"),
                                    item->name);
    return vigie_reading_reject(
        r, "bad_weight", field, error,
        _("%s: the weight '%s' is not a number of 0 or more; the record is refused"),
        item->name, quote);
}

/* A day on which the wave was not in the field: a slip of the pen, or an answer of another wave.  It is kept. */
static void
check_day(Reading *r)
{
    const VigieItem *item = r->day;
    if (item == NULL || !has_value(r, item))
        return;
    char buffer[VIGIE_NUMBER_SIZE], date[VIGIE_DATE_SIZE];
    double day = r->columns[item->index]->value[r->record];
    int year = (int)vigie_reading_year(r)->value[r->record];
    const char *wave = vigie_column_text(vigie_reading_wave(r), r->record, buffer);
    VigiePlace place = {r->file->name, r->line, vigie_reading_field(r, item)};
    if (!vigie_survey_day_fits(r->source->survey, year, wave, day))
        vigie_findings_add_about(r->findings, VIGIE_FINDING, "date_outside", item->name, &place,
                                 _("%s: %s is outside the wave '%s' of %d; it is kept"),
                                 item->name, vigie_date_print(day, date), wave, year);
}

static void
mark_absent(const Reading *r)
{
    for (guint i = 0; i < r->pass->absent->len; i++) {
        VigieColumn *column = r->columns[g_array_index(r->pass->absent, guint, i)];
        column->why[r->record] = VIGIE_NOT_ASKED;
    }
}

/* period-to: the first day of the period, its number or its text. */
static void
set_period(Reading *r, int year)
{
    const VigieItem *item = r->source->period_to;
    if (item == NULL || r->pass->period.kind == PERIOD_NONE)
        return;
    Period period = r->pass->period;
    VigieColumn *column = r->columns[item->index];
    period.year = period.year != 0 ? period.year : year;
    if (item->kind == VIGIE_VALUE_TEXT) {
        g_autofree char *text = vigie_period_print(&period);
        vigie_column_set_text(column, r->record, text, strlen(text));
    } else if (item->kind == VIGIE_VALUE_DATE) {
        vigie_column_set_number(column, r->record,
                                vigie_date_days(period.year, vigie_period_month(&period), 1));
    } else {
        vigie_column_set_number(column, r->record, period.number);
    }
}

bool
vigie_record_check(Reading *r, const VigieRow *row, bool *accepted, GError **error)
{
    *accepted = true;
    mark_absent(r);
    bool timed = vigie_source_is_repeat(r->source)
                     ? vigie_children_enter(r, row, accepted, error)
                     : set_time(r, row, accepted, error);
    if (!timed)
        return false;
    if (!*accepted)
        return true;
    set_period(r, (int)vigie_reading_year(r)->value[r->record]);
    if (!evaluate_all(r, error) || !check_weight(r, row, accepted, error))
        return false;
    if (!*accepted)
        return true;
    check_day(r);
    vigie_together_check(r);
    return true;
}
