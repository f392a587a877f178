/* cell.c - one cell -> one value, by the kind of its item */
#include "cell.h"
#include "flags.h"
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

void
vigie_cell_set_missing(const Reading *r, const Binding *b, VigieMissing why)
{
    VigieColumn *column = r->columns[b->item->index];
    column->value[r->record] = NAN;
    column->why[r->record] = (guint8)why;
}

bool
vigie_cell_reject(Reading *r, const Binding *b, const char *code, GError **error,
                  const char *reason)
{
    vigie_cell_set_missing(r, b, VIGIE_INVALID);
    if ((gint)b->item->index == r->weight)
        return true;
    return vigie_reading_reject_item(r, code, b->item, b->field + 1, error, "%s", reason);
}

static void
set_code(Reading *r, const Binding *b, gint code)
{
    VigieColumn *column = r->columns[b->item->index];
    if (VIGIE_CODE_IS_MISSING(code)) {
        vigie_cell_set_missing(r, b, VIGIE_MISSING_OF_CODE(code));
    } else if (b->item->kind == VIGIE_VALUE_CHOICE) {
        set_value(r, b, code);
    } else {
        const char *name = vigie_list_get(b->item->list, (guint)code)->name;
        vigie_column_set_text(column, r->record, name, strlen(name));
    }
}

bool
vigie_cell_read_empty(Reading *r, const Binding *b)
{
    gint code = b->codes != NULL ? vigie_codes_of_empty(b->codes) : VIGIE_NO_CODE;
    if (code != VIGIE_NO_CODE)
        set_code(r, b, code);
    return true;
}

bool
vigie_cell_read_code(Reading *r, const Binding *b, const char *text, gsize length)
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
        vigie_cell_set_missing(r, b, why);
    return why != VIGIE_PRESENT;
}

char *
vigie_cell_unlike(const Binding *b, const char *text, gsize length, const char *what)
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
    return vigie_cell_reject(r, b, "off_step", error, reason);
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
    return vigie_cell_reject(r, b, "out_of_range", error, reason);
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
        g_autofree char *reason =
            vigie_cell_unlike(b, buffer, strlen(buffer), _("is not a whole number"));
        return vigie_cell_reject(r, b, "invalid_number", error, reason);
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

static void
count_flag(const Reading *r, const char *flag)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(r->flags, flag));
    g_hash_table_insert(r->flags, g_strdup(flag), GUINT_TO_POINTER(n + 1));
}

/* flags=yes: a mark in the place of a value is a missing one; a flag beside it is counted and taken off the cell. */
static bool
take_flag(const Reading *r, const Binding *b, VigieCell *cell)
{
    char flag[FLAG_SIZE];
    VigieMissing why = vigie_flag_mark(cell->text, cell->length);
    gsize length = cell->length;
    if (why == VIGIE_PRESENT)
        length = vigie_flag_take_off(cell->text, cell->length, flag);
    if (length < cell->length)
        why = vigie_flag_mark(cell->text, length);
    if (why != VIGIE_PRESENT) {
        g_autofree char *mark = g_strndup(cell->text, cell->length);
        count_flag(r, mark);
        vigie_cell_set_missing(r, b, why);
        return true;
    }
    if (length < cell->length)
        count_flag(r, flag);
    cell->length = length;
    return false;
}

static bool
read_number(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return vigie_cell_read_empty(r, b);
    if (vigie_cell_read_code(r, b, cell.text, cell.length))
        return true;
    if (r->flags != NULL && take_flag(r, b, &cell))
        return true;
    double value = 0;
    NotationResult result;
    if (!read_by_notation(r, b, &cell, &value, &result, error))
        return false;
    if (result == NOTATION_READ)
        return keep_number(r, b, value, error);
    if (read_reserved(r, b, cell.text, cell.length))
        return true;
    g_autofree char *reason =
        vigie_cell_unlike(b, cell.text, cell.length, _("is not a number"));
    return vigie_cell_reject(r, b, "invalid_number", error, reason);
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
        g_autofree char *reason = vigie_cell_unlike(b, cell->text, cell->length, what);
        return vigie_cell_reject(r, b, "invalid_date", error, reason);
    }
    g_autofree char *reason =
        vigie_cell_unlike(b, cell->text, cell->length,
                          _("is not a date; one is written 2024-07-31 or 31/07/2024"));
    return vigie_cell_reject(r, b, "invalid_date", error, reason);
}

static bool
read_date(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return vigie_cell_read_empty(r, b);
    if (vigie_cell_read_code(r, b, cell.text, cell.length))
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
        return vigie_cell_read_empty(r, b);
    if (!vigie_cell_read_code(r, b, cell.text, cell.length))
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
        return vigie_cell_read_empty(r, b);
    if (vigie_cell_read_code(r, b, cell.text, cell.length))
        return true;
    if (cell.length == 2 && g_ascii_strncasecmp(cell.text, "OK", 2) == 0) {
        vigie_column_set_text(r->columns[b->item->index], r->record, "OK", 2);
        return true;
    }
    g_autofree char *reason = vigie_cell_unlike(
        b, cell.text, cell.length, _("is neither OK nor blank, as a box to tick has it"));
    return vigie_cell_reject(r, b, "unknown_choice", error, reason);
}

bool
vigie_cell_reject_choice(Reading *r, const Binding *b, const char *text, gsize length,
                         GError **error)
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
    return vigie_cell_reject(r, b, "unknown_choice", error, reason);
}

static bool
read_choice(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return vigie_cell_read_empty(r, b);
    gint code = vigie_codes_find(b->codes, cell.text, cell.length);
    if (code == VIGIE_NO_CODE)
        return vigie_cell_reject_choice(r, b, cell.text, cell.length, error);
    set_code(r, b, code);
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
            return vigie_cell_read_rank;
        if (binding->mentions != NULL)
            return vigie_cell_read_mentions;
        return binding->choices != NULL ? vigie_cell_read_flags : vigie_cell_read_choices;
    case VIGIE_VALUE_TEXT:
        break;
    }
    return strcmp(binding->item->type, "acknowledge") == 0 ? read_acknowledge : read_text;
}
