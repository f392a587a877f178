/* sets.c - a select_multiple: one column of names, a 0/1 column for each choice, a column for each mention, or two
 * of these side by side, which must then agree */
#include "cell.h"
#include <string.h>

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

static void
choose_none(Reading *r, const Binding *b)
{
    memset(r->chosen, 0, b->item->list->choices->len);
}

static bool
is_any_chosen(const Reading *r, const Binding *b)
{
    return memchr(r->chosen, 1, b->item->list->choices->len) != NULL;
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

static void
keep_set(Reading *r, const Binding *b, VigieMissing missing)
{
    if (is_any_chosen(r, b))
        vigie_cell_keep_chosen(r, b->item);
    else
        vigie_cell_set_missing(r, b, missing);
}

/* One column of names ---------------------------------------------------------------------- */

/* Names stand between blanks, as XLSForm has them; labels, which hold blanks, between semicolons or commas. */
static char
mark_of(const VigieCell *cell)
{
    static const char marks[] = {';', ','};
    for (guint m = 0; m < G_N_ELEMENTS(marks); m++)
        if (memchr(cell->text, marks[m], cell->length) != NULL)
            return marks[m];
    return ' ';
}

static bool
choose_parts(Reading *r, const Binding *b, const VigieCell *cell, VigieMissing *missing,
             VigieCell *wrong)
{
    char mark = mark_of(cell);
    const char *end = cell->text + cell->length;
    for (const char *start = cell->text; start < end;) {
        const char *stop = memchr(start, mark, (gsize)(end - start));
        VigieCell part = {.text = start,
                          .length = (gsize)((stop != NULL ? stop : end) - start)};
        vigie_cell_trim(&part, &wrong->text, &wrong->length);
        if (wrong->length > 0 && !choose(r, b, wrong->text, wrong->length, missing))
            return false;
        start = stop != NULL ? stop + 1 : end;
    }
    return true;
}

/* A label may hold blanks, so the whole is tried before its parts. */
static bool
read_choices(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0}, wrong = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return vigie_cell_read_empty(r, b);
    if (vigie_cell_read_code(r, b, cell.text, cell.length))
        return true;
    VigieMissing missing = VIGIE_BLANK;
    choose_none(r, b);
    if (!choose_parts(r, b, &cell, &missing, &wrong))
        return vigie_cell_reject_choice(r, b, wrong.text, wrong.length, error);
    keep_set(r, b, missing);
    return true;
}

/* A column for each mention ---------------------------------------------------------------- */

/* The union of the mentions, in whatever order and however often; blanks between them say nothing. */
static bool
read_mentions(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieMissing missing = VIGIE_BLANK;
    choose_none(r, b);
    for (guint i = 0; i < b->mentions->len; i++) {
        Binding there = *b;
        VigieCell cell = {0};
        there.field = g_array_index(b->mentions, guint, i);
        vigie_cell_trim(&cells[there.field], &cell.text, &cell.length);
        if (cell.length > 0 && !choose(r, b, cell.text, cell.length, &missing))
            return vigie_cell_reject_choice(r, &there, cell.text, cell.length, error);
    }
    keep_set(r, b, missing);
    return true;
}

/* A 0/1 column for each choice ------------------------------------------------------------- */

typedef enum { FLAG_BLANK, FLAG_NO, FLAG_YES, FLAG_WRONG } Flag;

/* 1 and 0, yes and no in two languages, x; or the choice itself where it was ticked; or, in a column of "other",
 * the text that was written there. */
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
    if (code != VIGIE_NO_CODE && VIGIE_CODE_IS_MISSING(code)) {
        *missing = VIGIE_MISSING_OF_CODE(code);
        return FLAG_BLANK;
    }
    return field->text ? FLAG_YES : FLAG_WRONG;
}

static bool
reject_flag(Reading *r, const Binding *b, guint field, const VigieCell *cell, GError **error)
{
    Binding there = *b;
    there.field = field;
    g_autofree char *reason =
        vigie_cell_unlike(b, cell->text, cell->length, _("is neither 1 nor 0"));
    return vigie_cell_reject(r, &there, "unknown_choice", error, reason);
}

static bool
has_no_choice(const Reading *r, const Binding *b)
{
    return r->columns[b->item->index]->why[r->record] != VIGIE_PRESENT;
}

/* All blank is no answer; all 0 is an answer: none of these.  A ticked "don't know" is what it says. */
static bool
read_flags(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    bool answered = false;
    VigieMissing missing = VIGIE_BLANK;
    choose_none(r, b);
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
    if (answered && missing == VIGIE_BLANK)
        vigie_cell_keep_chosen(r, b->item);
    else
        keep_set(r, b, missing);
    return true;
}

/* Both --------------------------------------------------------------------------------------- */

/* The first 0/1 column that contradicts r->chosen, or NULL. */
static const ChoiceField *
find_difference(const Reading *r, const Binding *b, const VigieCell *cells)
{
    for (guint i = 0; i < b->choices->len; i++) {
        const ChoiceField *field = &g_array_index(b->choices, ChoiceField, i);
        VigieMissing missing = VIGIE_BLANK;
        VigieCell cell = {0};
        if (vigie_list_get(b->item->list, (guint)field->choice)->missing != VIGIE_PRESENT)
            continue;
        vigie_cell_trim(&cells[field->field], &cell.text, &cell.length);
        Flag flag = read_flag(b, field, cell.text, cell.length, &missing);
        if (flag == FLAG_WRONG || (flag == FLAG_YES) != (r->chosen[field->choice] == 1))
            return field;
    }
    return NULL;
}

/* The names count; the 0/1 columns beside them repeat them, and what they have otherwise is told. */
static bool
read_both(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieColumn *column = r->columns[b->item->index];
    choose_none(r, b);
    bool read = b->mentions != NULL ? read_mentions(r, b, cells, error)
                                    : read_choices(r, b, cells, error);
    if (!read || column->why[r->record] == VIGIE_INVALID)
        return read;
    const char *text = "";
    if (!has_no_choice(r, b))
        text = column->levels->pdata[(gsize)column->value[r->record]];
    for (guint c = 0; c < b->item->list->choices->len; c++)
        r->chosen[c] = vigie_names_contain(text, vigie_list_get(b->item->list, c)->name);
    const ChoiceField *field = find_difference(r, b, cells);
    if (field == NULL)
        return true;
    const char *choice = vigie_list_get(b->item->list, (guint)field->choice)->name;
    g_autofree char *quote = vigie_reading_quote(text, strlen(text));
    return vigie_reading_reject(
        r, "choices_differ", field->field + 1, error,
        r->chosen[field->choice]
            ? _("%s: '%s' is named in column %u ('%s') but not ticked here; the names are kept")
            : _("%s: '%s' is ticked here but not named in column %u ('%s'); the names are "
                "kept"),
        b->item->name, choice, b->field + 1, quote);
}

CellReader
vigie_set_reader(const Binding *b)
{
    if (b->choices != NULL)
        return b->whole || b->mentions != NULL ? read_both : read_flags;
    return b->mentions != NULL ? read_mentions : read_choices;
}
