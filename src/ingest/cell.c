/* cell.c - one cell -> one value, by the kind of its item */
#include "reading.h"
#include <math.h>
#include <string.h>

/* Length of the blank that text starts or ends with: space, tab …, U+00A0, U+202F. */
static gsize
blank_at_start(const char *text, gsize length)
{
    if (length > 0 && (guchar)text[0] <= ' ')
        return 1;
    if (length > 1 && memcmp(text, "\u00a0", 2) == 0)
        return 2;
    return length > 2 && memcmp(text, "\u202f", 3) == 0 ? 3 : 0;
}

static gsize
blank_at_end(const char *text, gsize length)
{
    if (length > 0 && (guchar)text[length - 1] <= ' ')
        return 1;
    if (length > 1 && memcmp(text + length - 2, "\u00a0", 2) == 0)
        return 2;
    return length > 2 && memcmp(text + length - 3, "\u202f", 3) == 0 ? 3 : 0;
}

static bool
may_be_blank(char c)
{
    return (guchar)c <= ' ' || (guchar)c >= 0x80;
}

void
vigie_cell_trim(const VigieCell *cell, const char **text, gsize *length)
{
    *text = cell->text;
    *length = cell->length;
    if (*length == 0 ||
        (!may_be_blank(cell->text[0]) && !may_be_blank(cell->text[*length - 1])))
        return;
    for (gsize n; (n = blank_at_start(*text, *length)) > 0; *text += n)
        *length -= n;
    for (gsize n; (n = blank_at_end(*text, *length)) > 0;)
        *length -= n;
}

static inline void
set_value(const Reading *r, const Binding *b, double value)
{
    VigieColumn *column = r->columns[b->item->index];
    column->value[r->record] = value;
    column->why[r->record] = VIGIE_PRESENT;
}

static inline void
set_missing(const Reading *r, const Binding *b, VigieMissing why)
{
    VigieColumn *column = r->columns[b->item->index];
    column->value[r->record] = NAN;
    column->why[r->record] = (guint8)why;
}

/* A text that breaks its type: the value goes, the record stays; without a weight it goes too, and check_weight()
 * says so. */
static bool
reject(Reading *r, const Binding *b, const char *code, GError **error, const char *reason)
{
    set_missing(r, b, VIGIE_INVALID);
    if ((gint)b->item->index == r->weight)
        return true;
    return vigie_reading_reject_item(r, code, b->item, b->field + 1, error, "%s", reason);
}

static void
set_code(Reading *r, const Binding *b, gint code)
{
    VigieColumn *column = r->columns[b->item->index];
    if (VIGIE_CODE_IS_MISSING(code)) {
        set_missing(r, b, VIGIE_MISSING_OF_CODE(code));
    } else if (b->item->kind == VIGIE_VALUE_CHOICE) {
        set_value(r, b, code);
    } else {
        const char *name = vigie_list_get(b->item->list, (guint)code)->name;
        vigie_column_set_text(column, r->record, name, strlen(name));
    }
}

/* The record starts with blanks, so an empty cell has nothing to do unless it means something. */
static bool
read_empty(Reading *r, const Binding *b)
{
    gint code = b->codes != NULL ? vigie_codes_of_empty(b->codes) : VIGIE_NO_CODE;
    if (code != VIGIE_NO_CODE)
        set_code(r, b, code);
    return true;
}

/* True if [codes] or a reserved name says what the text stands for. */
static bool
read_code(Reading *r, const Binding *b, const char *text, gsize length)
{
    gint code = b->codes != NULL ? vigie_codes_find(b->codes, text, length) : VIGIE_NO_CODE;
    if (code != VIGIE_NO_CODE)
        set_code(r, b, code);
    return code != VIGIE_NO_CODE;
}

static bool
read_reserved(Reading *r, const Binding *b, const char *text, gsize length)
{
    g_autofree char *name = g_strndup(text, length);
    VigieMissing why = vigie_missing_from_name(name);
    if (why != VIGIE_PRESENT)
        set_missing(r, b, why);
    return why != VIGIE_PRESENT;
}

static char *
unlike(const Binding *b, const char *text, gsize length, const char *what)
{
    g_autofree char *quote = vigie_reading_quote_item(b->item, text, length);
    return g_strdup_printf(_("%s: '%s' %s"), b->item->name, quote, what);
}

/* Numbers and dates ----------------------------------------------------------------------- */

/* A slider stops at its steps only. */
static bool
check_step(Reading *r, const Binding *b, double value, GError **error)
{
    const VigieItem *item = b->item;
    double steps = (value - item->range_start) / item->range_step;
    if (!(fabs(steps - rint(steps)) > 1e-6))
        return true;
    char number[VIGIE_NUMBER_SIZE], start[VIGIE_NUMBER_SIZE], step[VIGIE_NUMBER_SIZE];
    g_autofree char *reason = g_strdup_printf(
        _("%s: %s is no step of the range, which goes from %s by %s"), item->name,
        vigie_number_print(value, number), vigie_number_print(item->range_start, start),
        vigie_number_print(item->range_step, step));
    return reject(r, b, "off_step", error, reason);
}

static bool
check_range(Reading *r, const Binding *b, double value, GError **error)
{
    const VigieItem *item = b->item;
    if (!(value < item->range_start) && !(value > item->range_end))
        return check_step(r, b, value, error);
    char number[VIGIE_NUMBER_SIZE], start[VIGIE_NUMBER_SIZE], end[VIGIE_NUMBER_SIZE];
    g_autofree char *reason = g_strdup_printf(
        _("%s: %s is not between %s and %s"), item->name, vigie_number_print(value, number),
        vigie_number_print(item->range_start, start), vigie_number_print(item->range_end, end));
    return reject(r, b, "out_of_range", error, reason);
}

static bool
keep_number(Reading *r, const Binding *b, double value, GError **error)
{
    gint code = b->codes != NULL ? vigie_codes_find_number(b->codes, value) : VIGIE_NO_CODE;
    if (code != VIGIE_NO_CODE) {
        set_code(r, b, code);
        return true;
    }
    if (b->item->integer && fabs(value - trunc(value)) > 0) {
        char buffer[VIGIE_NUMBER_SIZE];
        vigie_number_print(value, buffer);
        g_autofree char *reason = unlike(b, buffer, strlen(buffer), _("is not a whole number"));
        return reject(r, b, "invalid_number", error, reason);
    }
    set_value(r, b, value);
    return check_range(r, b, value, error);
}

typedef NotationResult (*NotationReader)(Notation *notation, const char *text, gsize length,
                                         const VigiePlace *place, double *out);

/* Reads by the file's notation; *result is READ or UNREADABLE at the end, false if the file is refused. */
static bool
read_by_notation(Reading *r, const Binding *b, const VigieCell *trimmed, double *out,
                 NotationResult *result, GError **error)
{
    bool date = b->item->kind == VIGIE_VALUE_DATE;
    NotationReader read = date ? vigie_notation_date : vigie_notation_number;
    VigiePlace place = {r->file->name, r->line, b->field + 1};
    *result = read(&r->notation, trimmed->text, trimmed->length, &place, out);
    if (*result == NOTATION_UNDECIDED) {
        if (!vigie_evidence_settle(r, date, error))
            return false;
        *result = read(&r->notation, trimmed->text, trimmed->length, &place, out);
    }
    if (*result == NOTATION_CONFLICT)
        vigie_evidence_set_conflict(r, date, b, trimmed->text, trimmed->length, error);
    return *result != NOTATION_CONFLICT;
}

static bool
read_number(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return read_empty(r, b);
    if (read_code(r, b, cell.text, cell.length))
        return true;
    double value = 0;
    NotationResult result;
    if (!read_by_notation(r, b, &cell, &value, &result, error))
        return false;
    if (result == NOTATION_READ)
        return keep_number(r, b, value, error);
    if (read_reserved(r, b, cell.text, cell.length))
        return true;
    g_autofree char *reason = unlike(b, cell.text, cell.length, _("is not a number"));
    return reject(r, b, "invalid_number", error, reason);
}

/* A spreadsheet's own dates are numbers of days; they come out so where a cell lost its format. */
static bool
reject_date(Reading *r, const Binding *b, const VigieCell *cell, GError **error)
{
    char date[VIGIE_DATE_SIZE];
    double days = 0;
    if (vigie_date_read(cell->text, cell->length, VIGIE_DATE_EXCEL, &days)) {
        g_autofree char *what = g_strdup_printf(
            _("is not a date; if it is Excel's number of %s, say dates=excel under [source] of "
              "%s"),
            vigie_date_print(days, date), vigie_ini_path(r->source->ini));
        g_autofree char *reason = unlike(b, cell->text, cell->length, what);
        return reject(r, b, "invalid_date", error, reason);
    }
    g_autofree char *reason =
        unlike(b, cell->text, cell->length,
               _("is not a date; one is written 2024-07-31 or 31/07/2024"));
    return reject(r, b, "invalid_date", error, reason);
}

static bool
read_date(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return read_empty(r, b);
    if (read_code(r, b, cell.text, cell.length))
        return true;
    double days = 0;
    NotationResult result;
    if (!read_by_notation(r, b, &cell, &days, &result, error))
        return false;
    if (result == NOTATION_READ && vigie_item_is_timed(b->item))
        days += vigie_date_time(cell.text, cell.length);
    if (result == NOTATION_READ)
        set_value(r, b, days);
    if (result == NOTATION_READ || read_reserved(r, b, cell.text, cell.length))
        return true;
    return reject_date(r, b, &cell, error);
}

/* Texts and choices ----------------------------------------------------------------------- */

static bool
read_text(Reading *r, const Binding *b, const VigieCell *cells, GError **error G_GNUC_UNUSED)
{
    VigieCell cell = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return read_empty(r, b);
    if (!read_code(r, b, cell.text, cell.length))
        vigie_column_set_text(r->columns[b->item->index], r->record, cell.text, cell.length);
    return true;
}

/* A box to tick: OK, or nothing. */
static bool
read_acknowledge(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return read_empty(r, b);
    if (read_code(r, b, cell.text, cell.length))
        return true;
    if (cell.length == 2 && g_ascii_strncasecmp(cell.text, "OK", 2) == 0) {
        vigie_column_set_text(r->columns[b->item->index], r->record, "OK", 2);
        return true;
    }
    g_autofree char *reason = unlike(b, cell.text, cell.length,
                                     _("is neither OK nor blank, as a box to tick has it"));
    return reject(r, b, "unknown_choice", error, reason);
}

static bool
reject_choice(Reading *r, const Binding *b, const char *text, gsize length, GError **error)
{
    g_autofree char *value = g_strndup(text, length);
    g_autofree char *quote = vigie_reading_quote_item(b->item, text, length);
    const char *nearest = vigie_codes_nearest(b->item, value);
    g_autofree char *reason =
        nearest != NULL
            ? g_strdup_printf(_("%s: '%s' is not a choice of the list %s; the nearest is '%s'"),
                              b->item->name, quote, b->item->list->name, nearest)
            : g_strdup_printf(_("%s: '%s' is not a choice of the list %s"), b->item->name,
                              quote, b->item->list->name);
    return reject(r, b, "unknown_choice", error, reason);
}

static bool
read_choice(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return read_empty(r, b);
    gint code = vigie_codes_find(b->codes, cell.text, cell.length);
    if (code == VIGIE_NO_CODE)
        return reject_choice(r, b, cell.text, cell.length, error);
    set_code(r, b, code);
    return true;
}

void
vigie_cell_keep_chosen(Reading *r, const VigieItem *item)
{
    const VigieList *list = item->list;
    g_string_truncate(r->scratch, 0);
    for (guint c = 0; c < list->choices->len; c++) {
        if (!r->chosen[c])
            continue;
        if (r->scratch->len > 0)
            g_string_append_c(r->scratch, ' ');
        g_string_append(r->scratch, vigie_list_get(list, c)->name);
    }
    VigieColumn *column = r->columns[item->index];
    guint32 level = vigie_column_level(column, r->scratch->str, r->scratch->len);
    vigie_column_set_number(column, r->record, level);
}

/* One part of a select_multiple; *missing collects the kind of a choice that is no answer. */
static bool
choose(Reading *r, const Binding *b, const char *part, gsize length, VigieMissing *missing)
{
    gint code = vigie_codes_find(b->codes, part, length);
    if (code == VIGIE_NO_CODE)
        return false;
    if (VIGIE_CODE_IS_MISSING(code))
        *missing = VIGIE_MISSING_OF_CODE(code);
    else
        r->chosen[code] = 1;
    return true;
}

/* The next of the names in a cell, which semicolons, else commas, else blanks separate; false at the end. */
static bool
next_part(const VigieCell *cell, const char **at, VigieCell *part)
{
    char mark = memchr(cell->text, ';', cell->length) != NULL   ? ';'
                : memchr(cell->text, ',', cell->length) != NULL ? ','
                                                                : ' ';
    const char *end = cell->text + cell->length;
    while (*at < end) {
        const char *stop = memchr(*at, mark, (gsize)(end - *at));
        VigieCell whole = {.text = *at, .length = (gsize)((stop != NULL ? stop : end) - *at)};
        vigie_cell_trim(&whole, &part->text, &part->length);
        *at = stop != NULL ? stop + 1 : end;
        if (part->length > 0)
            return true;
    }
    return false;
}

static bool
choose_parts(Reading *r, const Binding *b, const VigieCell *cell, VigieMissing *missing,
             VigieCell *wrong)
{
    for (const char *at = cell->text; next_part(cell, &at, wrong);)
        if (!choose(r, b, wrong->text, wrong->length, missing))
            return false;
    return true;
}

/* What was chosen, else the kind of no answer that was. */
static void
keep_mentioned(Reading *r, const Binding *b, VigieMissing missing)
{
    if (memchr(r->chosen, 1, b->item->list->choices->len) != NULL)
        vigie_cell_keep_chosen(r, b->item);
    else
        set_missing(r, b, missing != VIGIE_PRESENT ? missing : VIGIE_BLANK);
}

/* --- rank: the names in the order given ------------------------------------------------------ */

/* One part of a rank; false if it is no choice or was there before (*twice). */
static bool
rank(Reading *r, const Binding *b, const VigieCell *part, VigieMissing *missing, bool *twice)
{
    gint code = vigie_codes_find(b->codes, part->text, part->length);
    if (code == VIGIE_NO_CODE)
        return false;
    if (VIGIE_CODE_IS_MISSING(code)) {
        *missing = VIGIE_MISSING_OF_CODE(code);
        return true;
    }
    *twice = r->chosen[code] != 0;
    r->chosen[code] = 1;
    g_string_append_printf(r->scratch, "%s%s", r->scratch->len > 0 ? " " : "",
                           vigie_list_get(b->item->list, (guint)code)->name);
    return !*twice;
}

static bool
reject_rank(Reading *r, const Binding *b, const VigieCell *part, bool twice, GError **error)
{
    if (!twice)
        return reject_choice(r, b, part->text, part->length, error);
    g_autofree char *reason =
        unlike(b, part->text, part->length, _("is ranked twice; each choice has one rank"));
    return reject(r, b, "ranked_twice", error, reason);
}

static bool
read_rank(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0}, part = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return read_empty(r, b);
    if (read_code(r, b, cell.text, cell.length))
        return true;
    VigieMissing missing = VIGIE_BLANK;
    bool twice = false;
    memset(r->chosen, 0, b->item->list->choices->len);
    g_string_truncate(r->scratch, 0);
    for (const char *at = cell.text; next_part(&cell, &at, &part);)
        if (!rank(r, b, &part, &missing, &twice))
            return reject_rank(r, b, &part, twice, error);
    if (r->scratch->len == 0) {
        set_missing(r, b, missing);
        return true;
    }
    vigie_column_set_text(r->columns[b->item->index], r->record, r->scratch->str,
                          r->scratch->len);
    return true;
}

/* One mention; the columns of a rank are in its order. */
static bool
mention(Reading *r, const Binding *b, const VigieCell *cell, VigieMissing *missing, bool *twice)
{
    return b->item->ordered ? rank(r, b, cell, missing, twice)
                            : choose(r, b, cell->text, cell->length, missing);
}

/* A column for each mention: what any of them names; all blank is no answer. */
static bool
read_mentions(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieMissing missing = VIGIE_PRESENT;
    bool answered = false, twice = false;
    memset(r->chosen, 0, b->item->list->choices->len);
    g_string_truncate(r->scratch, 0);
    for (guint i = 0; i < b->mentions->len; i++) {
        guint field = g_array_index(b->mentions, guint, i);
        VigieCell cell = {0};
        vigie_cell_trim(&cells[field], &cell.text, &cell.length);
        if (cell.length == 0)
            continue;
        answered = true;
        if (!mention(r, b, &cell, &missing, &twice)) {
            Binding there = *b;
            there.field = field;
            return reject_rank(r, &there, &cell, twice, error);
        }
    }
    if (!answered)
        return read_empty(r, b);
    if (b->item->ordered && r->scratch->len > 0)
        vigie_column_set_text(r->columns[b->item->index], r->record, r->scratch->str,
                              r->scratch->len);
    else
        keep_mentioned(r, b, missing);
    return true;
}

/* --- one column a choice ---------------------------------------------------------------------- */

typedef enum { FLAG_BLANK, FLAG_NO, FLAG_YES, FLAG_WRONG } Flag;

/* 1 and 0, yes and no in two languages, x; or the choice itself where it was ticked. */
static Flag
read_flag(const Binding *b, const ChoiceField *field, const char *text, gsize length,
          VigieMissing *missing)
{
    static const char *const yes[] = {"yes", "y", "oui", "o", "true", "vrai", "x", NULL};
    static const char *const no[] = {"no", "n", "non", "false", "faux", NULL};
    if (length == 0)
        return FLAG_BLANK;
    if (length == 1 && (*text == '0' || *text == '1'))
        return *text == '1' ? FLAG_YES : FLAG_NO;
    g_autofree char *word = g_ascii_strdown(text, (gssize)length);
    if (g_strv_contains(yes, word))
        return FLAG_YES;
    if (g_strv_contains(no, word))
        return FLAG_NO;
    gint code = vigie_codes_find(b->codes, text, length);
    if (code == field->choice)
        return FLAG_YES;
    if (code == VIGIE_NO_CODE || !VIGIE_CODE_IS_MISSING(code))
        return FLAG_WRONG;
    *missing = VIGIE_MISSING_OF_CODE(code);
    return FLAG_BLANK;
}

/* The 0/1 columns beside a column of the whole answer: the first that says something else is a finding. */
static void
compare_repeated(Reading *r, const Binding *b, const VigieCell *cells)
{
    VigieMissing missing = VIGIE_BLANK;
    for (guint i = 0; b->repeated != NULL && i < b->repeated->len; i++) {
        const ChoiceField *field = &g_array_index(b->repeated, ChoiceField, i);
        const VigieChoice *choice = vigie_list_get(b->item->list, (guint)field->choice);
        VigieCell cell = {0};
        vigie_cell_trim(&cells[field->field], &cell.text, &cell.length);
        bool ticked = read_flag(b, field, cell.text, cell.length, &missing) == FLAG_YES;
        if (choice->missing != VIGIE_PRESENT || ticked == (r->chosen[field->choice] != 0))
            continue;
        VigiePlace place = {r->file->name, r->line, field->field + 1};
        vigie_findings_add(
            r->findings, VIGIE_FINDING, "choices_differ", &place,
            ticked ? _("%s: '%s' is ticked here, but is not among the answers of column %u, "
                       "which is kept")
                   : _("%s: '%s' is not ticked here, but is among the answers of column %u, "
                       "which is kept"),
            b->item->name, choice->name, b->field + 1);
        return;
    }
}

/* A label may hold blanks, so the whole is tried before its parts. */
static bool
read_choices(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0}, wrong = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return read_empty(r, b);
    VigieMissing missing = VIGIE_PRESENT;
    memset(r->chosen, 0, b->item->list->choices->len);
    if (!choose(r, b, cell.text, cell.length, &missing) &&
        !choose_parts(r, b, &cell, &missing, &wrong))
        return reject_choice(r, b, wrong.text, wrong.length, error);
    keep_mentioned(r, b, missing);
    compare_repeated(r, b, cells);
    return true;
}

static bool
reject_flag(Reading *r, const Binding *b, guint field, const VigieCell *cell, GError **error)
{
    Binding there = *b;
    there.field = field;
    g_autofree char *reason = unlike(b, cell->text, cell->length, _("is neither 1 nor 0"));
    return reject(r, &there, "unknown_choice", error, reason);
}

static void
keep_flags(Reading *r, const Binding *b, bool answered, VigieMissing missing)
{
    bool any = memchr(r->chosen, 1, b->item->list->choices->len) != NULL;
    if (any || (answered && missing == VIGIE_BLANK))
        vigie_cell_keep_chosen(r, b->item);
    else
        set_missing(r, b, missing);
}

/* All blank is no answer; all 0 is an answer: none of these.  A ticked "don't know" is what it says. */
static bool
read_flags(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    bool answered = false;
    VigieMissing missing = VIGIE_BLANK;
    memset(r->chosen, 0, b->item->list->choices->len);
    for (guint i = 0; i < b->choices->len; i++) {
        const ChoiceField *field = &g_array_index(b->choices, ChoiceField, i);
        VigieMissing kind = vigie_list_get(b->item->list, (guint)field->choice)->missing;
        VigieCell cell = {0};
        vigie_cell_trim(&cells[field->field], &cell.text, &cell.length);
        Flag flag = read_flag(b, field, cell.text, cell.length, &missing);
        if (flag == FLAG_WRONG)
            return reject_flag(r, b, field->field, &cell, error);
        if (flag == FLAG_YES && kind != VIGIE_PRESENT)
            missing = kind;
        answered |= flag != FLAG_BLANK;
        r->chosen[field->choice] |= flag == FLAG_YES && kind == VIGIE_PRESENT;
    }
    keep_flags(r, b, answered, missing);
    return true;
}

CellReader
vigie_cell_reader(const Binding *binding)
{
    switch (binding->item->kind) {
    case VIGIE_VALUE_NUMBER:
        return read_number;
    case VIGIE_VALUE_DATE:
        return read_date;
    case VIGIE_VALUE_CHOICE:
        return read_choice;
    case VIGIE_VALUE_CHOICES:
        if (binding->item->ordered)
            return read_rank;
        if (binding->mentions != NULL)
            return read_mentions;
        return binding->choices != NULL ? read_flags : read_choices;
    case VIGIE_VALUE_TEXT:
        break;
    }
    return strcmp(binding->item->type, "acknowledge") == 0 ? read_acknowledge : read_text;
}
