/* several.c - the cells of a question with several answers: side by side in one, a rank, a column for each mention or
 * for each choice */
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
        vigie_cell_set_missing(r, b, missing != VIGIE_PRESENT ? missing : VIGIE_BLANK);
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
        return vigie_cell_reject_choice(r, b, part->text, part->length, error);
    g_autofree char *reason = vigie_cell_unlike(b, part->text, part->length,
                                                _("is ranked twice; each choice has one rank"));
    return vigie_cell_reject(r, b, "ranked_twice", error, reason);
}

bool
vigie_cell_read_rank(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0}, part = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    if (cell.length == 0)
        return vigie_cell_read_empty(r, b);
    if (vigie_cell_read_code(r, b, cell.text, cell.length))
        return true;
    VigieMissing missing = VIGIE_BLANK;
    bool twice = false;
    memset(r->chosen, 0, b->item->list->choices->len);
    g_string_truncate(r->scratch, 0);
    for (const char *at = cell.text; next_part(&cell, &at, &part);)
        if (!rank(r, b, &part, &missing, &twice))
            return reject_rank(r, b, &part, twice, error);
    if (r->scratch->len == 0) {
        vigie_cell_set_missing(r, b, missing);
        return true;
    }
    vigie_column_set_text(r->columns[b->item->index], r->record, r->scratch->str,
                          r->scratch->len);
    return true;
}

/* --- one column a choice ---------------------------------------------------------------------- */

typedef enum { FLAG_BLANK, FLAG_NO, FLAG_YES, FLAG_WRONG } Flag;

/* LimeSurvey's column of "other" holds what was written there. */
static bool
is_written(const Reading *r, const Binding *b, const ChoiceField *field)
{
    static const char *const names[] = {"other", "autre", "autres", NULL};
    return vigie_tool_writes_other(r->plan->tool) &&
           g_strv_contains(names, vigie_list_get(b->item->list, (guint)field->choice)->name);
}

/* 1 and 0, yes and no in two languages, x; or the choice itself where it was ticked. */
static Flag
read_flag(const Reading *r, const Binding *b, const ChoiceField *field, const char *text,
          gsize length, VigieMissing *missing)
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
        return is_written(r, b, field) ? FLAG_YES : FLAG_WRONG;
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
        Flag flag = read_flag(r, b, field, cell.text, cell.length, &missing);
        bool ticked = flag == FLAG_YES || flag == FLAG_WRONG; /* "7" is no 0 either */
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

/* One mention; the columns of a rank are in its order. */
static bool
mention(Reading *r, const Binding *b, const VigieCell *cell, VigieMissing *missing, bool *twice)
{
    return b->item->ordered ? rank(r, b, cell, missing, twice)
                            : choose(r, b, cell->text, cell->length, missing);
}

/* A column for each mention: what any of them names; all blank is no answer. */
bool
vigie_cell_read_mentions(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
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
    if (b->item->ordered && r->scratch->len > 0)
        vigie_column_set_text(r->columns[b->item->index], r->record, r->scratch->str,
                              r->scratch->len);
    else if (answered)
        keep_mentioned(r, b, missing);
    compare_repeated(r, b, cells);
    return answered || vigie_cell_read_empty(r, b);
}

/* A label may hold blanks, so the whole is tried before its parts. */
bool
vigie_cell_read_choices(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    VigieCell cell = {0}, wrong = {0};
    vigie_cell_trim(&cells[b->field], &cell.text, &cell.length);
    VigieMissing missing = VIGIE_PRESENT;
    memset(r->chosen, 0, b->item->list->choices->len);
    if (cell.length == 0) {
        compare_repeated(r, b, cells);
        return vigie_cell_read_empty(r, b);
    }
    if (!choose(r, b, cell.text, cell.length, &missing) &&
        !choose_parts(r, b, &cell, &missing, &wrong))
        return vigie_cell_reject_choice(r, b, wrong.text, wrong.length, error);
    keep_mentioned(r, b, missing);
    compare_repeated(r, b, cells);
    return true;
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

static void
keep_flags(Reading *r, const Binding *b, bool answered, VigieMissing missing)
{
    bool any = memchr(r->chosen, 1, b->item->list->choices->len) != NULL;
    if (any || (answered && missing == VIGIE_BLANK))
        vigie_cell_keep_chosen(r, b->item);
    else
        vigie_cell_set_missing(r, b, missing);
}

/* All blank is no answer; all 0 is an answer: none of these.  A ticked "don't know" is what it says. */
bool
vigie_cell_read_flags(Reading *r, const Binding *b, const VigieCell *cells, GError **error)
{
    bool answered = false;
    VigieMissing missing = VIGIE_BLANK;
    memset(r->chosen, 0, b->item->list->choices->len);
    for (guint i = 0; i < b->choices->len; i++) {
        const ChoiceField *field = &g_array_index(b->choices, ChoiceField, i);
        VigieMissing kind = vigie_list_get(b->item->list, (guint)field->choice)->missing;
        VigieCell cell = {0};
        vigie_cell_trim(&cells[field->field], &cell.text, &cell.length);
        Flag flag = read_flag(r, b, field, cell.text, cell.length, &missing);
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
