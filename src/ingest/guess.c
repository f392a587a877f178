/* guess.c - what a raw file's columns look like */
#include "guess.h"
#include "flags.h"
#include "header.h"
#include "reading.h"
#include <string.h>
#include <vigie/frame-identifier.h>

/* A column filled in less than one row of so many is no choice. */
#define RARELY_FILLED 20

static void
column_free(GuessColumn *column)
{
    g_free(column->header);
    g_free(column->name);
    g_free(column->label);
    g_ptr_array_unref(column->labels);
    g_ptr_array_unref(column->values);
    g_ptr_array_unref(column->blanks);
    g_hash_table_unref(column->folded);
    for (guint m = 0; m < GUESS_N_MARKS; m++)
        g_clear_pointer(&column->parts[m].count, g_hash_table_unref);
    g_free(column);
}

void
vigie_guess_free(Guess *guess)
{
    if (guess == NULL)
        return;
    g_ptr_array_unref(guess->columns);
    g_free(guess->by_field);
    g_free(guess->dialect);
    g_free(guess->sheet);
    vigie_tool_free(guess->tool);
    vigie_notation_release(&guess->notation);
    g_free(guess);
}

char *
vigie_guess_name(const char *text)
{
    g_autofree char *key = vigie_text_fold(text);
    g_autoptr(GString) name = g_string_new(NULL);
    bool gap = false;
    for (const char *c = key; *c != '\0'; c++) {
        if (!g_ascii_isalnum(*c)) {
            gap = true;
            continue;
        }
        if (gap && name->len > 0)
            g_string_append_c(name, '_');
        gap = false;
        g_string_append_c(name, *c);
    }
    return g_string_free(g_steal_pointer(&name), FALSE);
}

gsize
vigie_guess_code_length(const char *header)
{
    const char *text = strstr(header, ". ");
    gsize length = text != NULL ? (gsize)(text - header) : 0;
    return strcspn(header, " ") >= length ? length : 0;
}

/* The header --------------------------------------------------------------------------------- */

/* "Effectifs 2019" -> "Effectifs {year}"; NULL without a year in it. */
static char *
year_template(const char *header)
{
    for (gsize i = 0; i + 4 <= strlen(header); i++)
        if (vigie_header_year_at(header, i) != 0)
            return g_strdup_printf("%.*s{year}%s", (int)i, header, header + i + 4);
    return NULL;
}

/* "Nuitées 2024-07", "Nuitées juil. 2024", "2024-T3" -> with "{period}" in its place; NULL without one. */
static char *
period_template(const char *header)
{
    const char *start = header + strlen(header);
    Period period = {0};
    for (guint words = 0; words < 3 && start > header; words++) {
        do
            start--;
        while (start > header && start[-1] != ' ');
        if (vigie_period_read(start, &period) && period.year != 0)
            return g_strdup_printf("%.*s%s", (int)(start - header), header, VIGIE_PERIOD_MARK);
    }
    return NULL;
}

/* A period holds a year, so it is looked for first. */
static char *
time_template(const char *header)
{
    char *period = period_template(header);
    return period != NULL ? period : year_template(header);
}

static guint
count_template(const Header *header, const char *template)
{
    guint n = 0;
    for (guint f = 0; f < header->n; f++) {
        g_autofree char *other = time_template(header->names[f]);
        n += other != NULL && strcmp(other, template) == 0;
    }
    return n;
}

GuessColumn *
vigie_guess_column_new(const char *header)
{
    GuessColumn *column = g_new0(GuessColumn, 1);
    column->header = g_strdup(header);
    column->values = g_ptr_array_new_with_free_func(g_free);
    column->labels = g_ptr_array_new_with_free_func(vigie_guess_label_free);
    column->blanks = g_ptr_array_new_with_free_func(g_free);
    column->folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    column->type = GUESS_TEXT;
    return column;
}

static GuessColumn *
find_header(const Guess *guess, const char *header)
{
    for (guint i = 0; i < guess->columns->len; i++) {
        GuessColumn *column = guess->columns->pdata[i];
        if (strcmp(column->header, header) == 0)
            return column;
    }
    return NULL;
}

static void
add_column(Guess *guess, const Header *header, guint field)
{
    const char *name = header->names[field];
    g_autofree char *template = time_template(name);
    bool wide = template != NULL && count_template(header, template) > 1;
    const char *shown = wide ? template : name;
    bool twice = vigie_header_exact(header, name) == HEADER_TWICE;
    GuessColumn *column = find_header(guess, shown);
    if (column == NULL) {
        column = vigie_guess_column_new(shown);
        column->wide = wide;
        g_ptr_array_add(guess->columns, column);
    }
    if (guess->tool != NULL && vigie_tool_owns(guess->tool, name))
        column->type = GUESS_OWN;
    else if (twice || *name == '\0' || vigie_header_identifies(name))
        column->type = GUESS_IGNORED;
    guess->by_field[field] = column;
}

static void
read_header(Guess *guess, const VigieRow *row)
{
    Header header;
    vigie_header_init(&header, "", row, NULL);
    guess->tool = vigie_tool_find(&header);
    guess->n_fields = row->n;
    guess->by_field = g_new0(GuessColumn *, row->n);
    for (guint f = 0; f < row->n; f++)
        add_column(guess, &header, f);
    vigie_header_release(&header);
}

/* The values --------------------------------------------------------------------------------- */

static void
remember(GPtrArray *texts, const char *text, guint most)
{
    if (texts->len < most && !g_ptr_array_find_with_equal_func(texts, text, g_str_equal, NULL))
        g_ptr_array_add(texts, g_strdup(text));
}

/* Two spellings of one text ("Oui", "OUI") are one value. */
static void
remember_value(GuessColumn *column, const char *text)
{
    if (column->values->len > GUESS_CHOICES)
        return;
    g_autofree char *key = vigie_text_fold(text);
    if (*key == '\0' || !g_hash_table_add(column->folded, g_steal_pointer(&key)))
        return;
    g_ptr_array_add(column->values, g_strdup(text));
}

/* "2 900" is whole too. */
static bool
is_whole(const char *text, gsize length)
{
    double value = 0;
    return vigie_number_read(text, length, (VigieNotation){'.', ' '}, &value) &&
           strpbrk(text, ".,eE") == NULL;
}

/* Which readings a text has, as a number and as a date. */
static void
count_number(const Guess *guess, GuessColumn *column, const char *text, gsize length)
{
    GuessCounts *c = &column->counts;
    c->leading_zero |= text[0] == '0' && g_ascii_isdigit(text[1]);
    c->whole += is_whole(text, length);
    c->years += length == 4 && vigie_header_year_at(text, 0) != 0;
    NotationEvidence number = vigie_notation_number_evidence(&guess->notation, text, length);
    NotationEvidence date = vigie_notation_date_evidence(text, length);
    const Notation *notation = &guess->notation;
    bool second = false;
    c->number[number]++;
    c->date[date]++;
    c->number_doubts += number == READS_BOTH && !vigie_notation_language_settles(
                                                    notation, false, text, length, &second);
    c->date_doubts += date == READS_BOTH &&
                      !vigie_notation_language_settles(notation, true, text, length, &second);
}

static void
count_text(const Guess *guess, GuessColumn *column, const char *text, gsize length)
{
    GuessCounts *c = &column->counts;
    c->filled++;
    c->long_text |= length > 80;
    remember_value(column, text);
    vigie_guess_count_parts(column, text);
    char flag[FLAG_SIZE];
    gsize bare = vigie_flag_take_off(text, length, flag);
    if (bare < length && strpbrk(text, "0123456789") != NULL) {
        g_autofree char *number = g_strndup(text, bare);
        c->flagged++;
        count_number(guess, column, number, bare);
        return;
    }
    if (strpbrk(text, "0123456789") == NULL) {
        c->odd++;
        remember(column->blanks, text, GUESS_CHOICES);
        return;
    }
    count_number(guess, column, text, length);
}

static void
count_row(const Guess *guess, VigieRow *row)
{
    if (guess->tool != NULL)
        vigie_tool_clean(guess->tool, row);
    for (guint f = 0; f < guess->n_fields && f < row->n; f++) {
        GuessColumn *column = guess->by_field[f];
        const char *start = NULL;
        gsize length = 0;
        if (column->type >= GUESS_OWN)
            continue;
        vigie_cell_trim(&row->cells[f], &start, &length);
        g_autofree char *text = g_strndup(start, length);
        if (length > 0)
            count_text(guess, column, text, length);
    }
}

/* The types ---------------------------------------------------------------------------------- */

static guint64
digits_of(const GuessColumn *column)
{
    return column->counts.filled - column->counts.odd;
}

/* Texts that are no mark of a publisher (":", "nd"). */
static guint
n_unlike_marks(const GuessColumn *column)
{
    guint n = 0;
    for (guint i = 0; i < column->blanks->len; i++) {
        const char *text = column->blanks->pdata[i];
        n += vigie_flag_mark(text, strlen(text)) == VIGIE_PRESENT;
    }
    return n;
}

/* "-" and the like may stand in a column of numbers or dates, if the most of it is that. */
static bool
is_mostly(const GuessColumn *column, guint64 read)
{
    const GuessCounts *c = &column->counts;
    return read > 0 && read == digits_of(column) && n_unlike_marks(column) <= 3 &&
           (c->odd <= read || n_unlike_marks(column) == 0);
}

static guint64
read_as(const guint64 counts[READS_BOTH + 1], bool second)
{
    return counts[READS_SAME] + counts[READS_BOTH] +
           counts[second ? READS_SECOND : READS_FIRST];
}

static bool
is_number(const GuessColumn *column, bool comma)
{
    return !column->counts.leading_zero &&
           is_mostly(column, read_as(column->counts.number, comma));
}

static bool
is_date(const GuessColumn *column, bool month_first)
{
    return is_mostly(column, read_as(column->counts.date, month_first));
}

/* One question for all columns of the file: which of the two readings do more columns speak for? */
static void
decide(Guess *guess, bool date, NotationChoice *choice)
{
    guint speak[2] = {0, 0};
    bool doubt = false;
    for (guint i = 0; i < guess->columns->len; i++) {
        const GuessColumn *column = guess->columns->pdata[i];
        const guint64 *counts = date ? column->counts.date : column->counts.number;
        guint64 doubts = date ? column->counts.date_doubts : column->counts.number_doubts;
        for (guint second = 0; second < 2; second++) {
            bool fits = date ? is_date(column, second) : is_number(column, second);
            speak[second] += fits && counts[second ? READS_SECOND : READS_FIRST] > 0;
            doubt |= fits && doubts > 0;
        }
    }
    bool french = guess->notation.lang == VIGIE_LANG_FR;
    bool conflict = speak[0] > 0 && speak[1] > 0;
    bool alone = speak[0] + speak[1] == 0;
    choice->second = speak[1] > speak[0] || (alone && !date && french && !doubt);
    if (conflict || (alone && doubt))
        choice->origin = ORIGIN_SAID;
    else if (!alone)
        choice->origin = ORIGIN_VALUE;
}

static bool
is_time_header(const char *header, const char *english, const char *french)
{
    g_autofree char *key = vigie_text_fold(header);
    return strcmp(key, english) == 0 || strcmp(key, french) == 0;
}

static bool
is_year(const Guess *guess, const GuessColumn *column)
{
    g_autofree char *key = vigie_text_fold(column->header);
    bool named = strstr(key, "year") != NULL || strstr(key, "annee") != NULL;
    return !guess->year_told && named && !column->wide && column->counts.years == guess->n_rows;
}

/* What numbers a place, a business or a person is a text, though it be all digits: nobody adds it up, and "01"
 * and "2A" come in other files. */
static bool
is_code_header(const GuessColumn *column)
{
    static const char *const words[] = {"code",   "cod",    "codes",       "insee", "siret",
                                        "siren",  "naf",    "ape",         "cp",    "zip",
                                        "postal", "codgeo", "identifiant", "id",    NULL};
    g_autofree char *name = vigie_guess_name(column->header);
    g_auto(GStrv) parts = g_strsplit(name, "_", -1);
    for (guint i = 0; parts[i] != NULL; i++)
        if (g_strv_contains(words, parts[i]))
            return true;
    return false;
}

/* Few different texts that come again and again; a remark made twice among hundreds of blanks is none. */
static bool
is_choice(const Guess *guess, const GuessColumn *column)
{
    const GuessCounts *c = &column->counts;
    guint n = column->values->len;
    return n > 0 && n <= GUESS_CHOICES && c->filled > n && !c->long_text &&
           c->filled * RARELY_FILLED >= guess->n_rows;
}

static GuessType
type_of(const Guess *guess, const GuessColumn *column)
{
    const GuessCounts *c = &column->counts;
    if (is_year(guess, column))
        return GUESS_YEAR;
    if (is_time_header(column->header, "wave", "vague"))
        return GUESS_WAVE;
    if (!is_code_header(column) && is_number(column, guess->notation.number.second))
        return c->whole == digits_of(column) ? GUESS_INTEGER : GUESS_DECIMAL;
    if (is_date(column, guess->notation.date.second))
        return GUESS_DATE;
    return is_choice(guess, column) ? GUESS_CHOICE : GUESS_TEXT;
}

/* A choice's blanks are the texts without a letter or digit; a text has none. */
static void
keep_blanks(GuessColumn *column)
{
    for (guint i = column->blanks->len; i-- > 0;) {
        g_autofree char *key = vigie_text_fold(column->blanks->pdata[i]);
        bool blank = column->type == GUESS_INTEGER || column->type == GUESS_DECIMAL ||
                     column->type == GUESS_DATE ||
                     (column->type == GUESS_CHOICE && *key == '\0');
        if (!blank)
            g_ptr_array_remove_index(column->blanks, i);
    }
}

static bool
is_read_wide(const GuessColumn *column)
{
    return column->wide && column->type < GUESS_OWN;
}

static void
set_types(Guess *guess)
{
    decide(guess, false, &guess->notation.number);
    decide(guess, true, &guess->notation.date);
    for (guint i = 0; i < guess->columns->len; i++)
        guess->year_told |= is_read_wide(guess->columns->pdata[i]);
    for (guint i = 0; i < guess->columns->len; i++) {
        GuessColumn *column = guess->columns->pdata[i];
        if (column->type < GUESS_OWN)
            column->type = type_of(guess, column);
        column->code = is_code_header(column) || column->counts.leading_zero;
        guess->year_told |= column->type == GUESS_YEAR;
        bool whole_date = column->type == GUESS_DATE && column->counts.odd == 0 &&
                          column->counts.filled == guess->n_rows;
        if (whole_date && !column->wide && guess->year_from == NULL)
            guess->year_from = column;
        guess->flags |= column->counts.flagged > 0 &&
                        (column->type == GUESS_INTEGER || column->type == GUESS_DECIMAL);
        keep_blanks(column);
    }
}

/* The names ---------------------------------------------------------------------------------- */

/* The codebook's reserved names, which no item may have. */
static bool
is_reserved(const char *name)
{
    static const char *const reserved[] = {
        "survey",    "stat",      "item",           "category",     "year",
        "wave",      "n",         "estimate",       "se",           "ci_low",
        "ci_high",   "df",        "deff",           "status",       "change",
        "change_se", "change_df", "change_p",       "change_p_adj", "direction",
        "slope",     "slope_se",  "slope_df",       "slope_p",      "indicator",
        "dataset",   "value",     "coverage_units", "unit",         "coverage_volume",
        "record",    "batch",     "line",           "missing",      NULL};
    return g_strv_contains(reserved, name);
}

static void
set_names(Guess *guess)
{
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < guess->columns->len; i++) {
        GuessColumn *column = guess->columns->pdata[i];
        bool period = strstr(column->header, VIGIE_PERIOD_MARK) != NULL;
        g_auto(GStrv) parts =
            g_strsplit(column->header, period ? VIGIE_PERIOD_MARK : "{year}", 2);
        g_autofree char *bare = g_strjoinv(" ", parts);
        if (strcmp(column->header, VIGIE_PERIOD_MARK) == 0) { /* nothing else names it */
            g_free(bare);
            bare = g_strdup("observation");
        }
        gsize code = guess->tool != NULL ? vigie_guess_code_length(bare) : 0;
        if (code > 0 && column->label == NULL)
            column->label = g_strdup(bare + code + 2);
        if (code > 0)
            bare[code] = '\0';
        const char *slash = strrchr(bare, '/'); /* "visit/party": the groups are left off */
        if (slash != NULL && slash[1] != '\0' && strchr(bare, ' ') == NULL)
            memmove(bare, slash + 1, strlen(slash + 1) + 1);
        g_autofree char *base = vigie_guess_name(bare);
        if (!g_ascii_isalpha(*base)) {
            char *prefixed = g_strconcat("q", *base != '\0' ? "_" : "", base, NULL);
            g_free(base);
            base = prefixed;
        }
        column->name = is_reserved(base) ? g_strconcat(base, "_1", NULL) : g_strdup(base);
        for (guint k = 2; g_hash_table_contains(taken, column->name); k++) {
            g_free(column->name);
            column->name = g_strdup_printf("%s_%u", base, k);
        }
        g_hash_table_add(taken, column->name);
    }
}

/* Columns of one period each: another item takes the period. */
static void
add_period(Guess *guess)
{
    bool there = false;
    for (guint i = 0; i < guess->columns->len; i++) {
        GuessColumn *column = guess->columns->pdata[i];
        there |= is_read_wide(column) && strstr(column->header, VIGIE_PERIOD_MARK) != NULL;
    }
    if (!there)
        return;
    GuessColumn *period = vigie_guess_column_new("period");
    period->type = GUESS_DATE;
    period->label = g_strdup(_("Period"));
    period->synthetic = true;
    g_ptr_array_add(guess->columns, period);
    guess->period = period;
}

/* A table holds so many items; the columns after them are left out, and init tells. */
static void
leave_out_beyond(Guess *guess)
{
    for (guint i = VIGIE_ITEMS_MAX; i < guess->columns->len; i++)
        ((GuessColumn *)guess->columns->pdata[i])->type = GUESS_IGNORED;
}

Guess *
vigie_guess_file(const char *path, VigieLang lang, VigieFindings *notes, GError **error)
{
    g_autoptr(VigieSheet) sheet = vigie_sheet_open(path, NULL, error);
    if (sheet == NULL)
        return NULL;
    g_autoptr(Guess) guess = g_new0(Guess, 1);
    guess->columns = g_ptr_array_new_with_free_func((GDestroyNotify)column_free);
    guess->notation.lang = lang;
    read_header(guess, vigie_sheet_header(sheet));
    leave_out_beyond(guess);
    g_autoptr(GError) problem = NULL;
    VigieRow row;
    for (; vigie_sheet_next(sheet, &row, &problem); guess->n_rows++)
        count_row(guess, &row);
    if (problem != NULL) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return NULL;
    }
    if (guess->n_rows == 0) {
        VigiePlace place = {path, vigie_sheet_header(sheet)->line, 0};
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE, &place,
                           _("there is nothing under the header: is the file cut?"));
        return NULL;
    }
    vigie_sheet_tell(sheet, notes);
    guess->dialect = vigie_sheet_describe(sheet);
    guess->sheet = g_strdup(vigie_sheet_dialect(sheet)->sheet);
    set_types(guess);
    vigie_guess_find_sets(guess);
    add_period(guess);
    if (!vigie_guess_labels(guess, path, error))
        return NULL;
    set_names(guess);
    return g_steal_pointer(&guess);
}
