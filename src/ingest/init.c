/* init.c - a new observatory's files, guessed from raw ones (vigie init) */
#include "flags.h"
#include "guess.h"
#include "header.h"
#include "outputs.h"
#include "teach.h"
#include <string.h>

/* The year that stands in where nothing tells it: it loads, and nobody takes it for true. */
#define NO_YEAR 1900

typedef struct {
    const char *dir;
    VigieLang lang;
    VigieFindings *notes;
    GPtrArray *outputs;   /* Output* */
    GString *observatory; /* observatory.ini as it grows */
    GHashTable *names;    /* of surveys */
} Init;

/* One raw file. */
typedef struct {
    Init *init;
    const Guess *guess;
    const char *path; /* as given */
    char *name;       /* of the survey */
} Draft;

static void
output_free(Output *output)
{
    g_free(output->path);
    g_free(output->content);
    g_free(output);
}

static void
add_output(Init *init, char *path, GString *content)
{
    Output *output = g_new0(Output, 1);
    output->path = path;
    output->content = g_string_free(content, FALSE);
    g_ptr_array_add(init->outputs, output);
}

static void
note(const Draft *d, const char *code, const char *text)
{
    VigiePlace place = {d->path, 0, 0};
    vigie_findings_add(d->init->notes, VIGIE_NOTE, code, &place, "%s", text);
}

/* Text in files ---------------------------------------------------------------------------- */

static void
append_cell(GString *csv, const char *text)
{
    g_string_append(csv, ",\"");
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append_c(csv, '"');
        g_string_append_c(csv, *c);
    }
    g_string_append_c(csv, '"');
}

/* The questionnaire ------------------------------------------------------------------------ */

static bool
is_item(const GuessColumn *column)
{
    return column->type < GUESS_YEAR || column->type == GUESS_SET;
}

static bool
has_choices(const GuessColumn *column)
{
    return column->type == GUESS_CHOICE || column->type == GUESS_SET;
}

static char *
type_word(const GuessColumn *column)
{
    static const char *const words[] = {[GUESS_INTEGER] = "integer",
                                        [GUESS_DECIMAL] = "decimal",
                                        [GUESS_DATE] = "date",
                                        [GUESS_TEXT] = "text"};
    if (has_choices(column))
        return g_strdup_printf("%s %s",
                               column->type == GUESS_SET ? "select_multiple" : "select_one",
                               column->name);
    if (column->type == GUESS_TEXT && column->code)
        return g_strdup("hidden");
    return g_strdup(words[column->type]);
}

static void
append_row(GString *csv, const char *first, const char *second, const char *third)
{
    append_cell(csv, first);
    append_cell(csv, second);
    append_cell(csv, third);
    g_string_append_c(csv, '\n');
}

/* "Effectifs {year}" is labelled without the year. */
static char *
label_of(const GuessColumn *column)
{
    if (column->label != NULL)
        return g_strdup(column->label);
    if (strcmp(column->header, VIGIE_PERIOD_MARK) == 0)
        return g_strdup(column->name);
    bool period = strstr(column->header, VIGIE_PERIOD_MARK) != NULL;
    g_auto(GStrv) parts = g_strsplit(column->header, period ? VIGIE_PERIOD_MARK : "{year}", 2);
    g_autofree char *label = g_strjoinv("", parts);
    return g_strdup(g_strstrip(label));
}

/* Names of choices: their texts made safe, each once, none that stands for a missing answer. */
static char *
choice_name(const char *text, GHashTable *taken)
{
    g_autofree char *base = vigie_guess_name(text);
    if (*base == '\0' || vigie_missing_from_name(base) != VIGIE_PRESENT) {
        char *other = g_strconcat(*base != '\0' ? base : "choice", "_1", NULL);
        g_free(base);
        base = other;
    }
    g_autofree char *name = g_strdup(base);
    for (guint k = 2; g_hash_table_contains(taken, name); k++) {
        g_free(name);
        name = g_strdup_printf("%s_%u", base, k);
    }
    g_hash_table_add(taken, g_strdup(name));
    return g_steal_pointer(&name);
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What names a column's labelled choices: called for each, in order. */
typedef void (*Named)(GString *out, const GuessColumn *column, const char *name,
                      const GuessLabel *label);

static void
name_choices(GString *out, const GuessColumn *column, Named named)
{
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < column->labels->len; i++) {
        const GuessLabel *label = column->labels->pdata[i];
        if (label->missing != VIGIE_PRESENT)
            continue;
        g_autofree char *name = choice_name(label->label, taken);
        named(out, column, name, label);
    }
}

static void
append_labelled(GString *csv, const GuessColumn *column, const char *name,
                const GuessLabel *label)
{
    append_row(csv, column->name, name, label->label);
}

static void
append_choices(GString *csv, const GuessColumn *column)
{
    if (vigie_guess_has_choices(column)) {
        name_choices(csv, column, append_labelled);
        return;
    }
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_ptr_array_sort(column->values, compare_texts);
    for (guint i = 0; i < column->values->len; i++) {
        const char *text = column->values->pdata[i];
        if (vigie_guess_is_no_answer(column, text))
            continue;
        g_autofree char *name = choice_name(text, taken);
        append_row(csv, column->name, name, text);
    }
}

static void
write_questionnaire(const Draft *d)
{
    GString *csv = g_string_new("\"survey\",,,\n");
    const char *label =
        d->init->lang == VIGIE_LANG_FR ? "label::Français (fr)" : "label::English (en)";
    append_row(csv, "type", "name", label);
    bool choices = false;
    for (guint i = 0; i < d->guess->columns->len; i++) {
        const GuessColumn *column = d->guess->columns->pdata[i];
        if (!is_item(column))
            continue;
        g_autofree char *type = type_word(column);
        g_autofree char *text = label_of(column);
        append_row(csv, type, column->name, text);
        choices |= has_choices(column);
    }
    if (choices) {
        g_string_append(csv, "\"choices\",,,\n");
        append_row(csv, "list_name", "name", label);
    }
    for (guint i = 0; i < d->guess->columns->len; i++) {
        const GuessColumn *column = d->guess->columns->pdata[i];
        if (has_choices(column))
            append_choices(csv, column);
    }
    add_output(d->init, g_strdup_printf("surveys/%s.csv", d->name), csv);
}

/* The source ------------------------------------------------------------------------------- */

/* Relative to the folder if inside it. */
static char *
source_path(const Draft *d)
{
    g_autofree char *dir = g_canonicalize_filename(d->init->dir, NULL);
    g_autofree char *path = g_canonicalize_filename(d->path, NULL);
    gsize n = strlen(dir);
    bool inside = g_str_has_prefix(path, dir) && path[n] == '/';
    return g_strdup(inside ? path + n + 1 : path);
}

/* Four digits of the file's name, or 0. */
static int
year_of_name(const char *path)
{
    g_autofree char *base = g_path_get_basename(path);
    for (gsize i = 0; i + 4 <= strlen(base); i++)
        if (vigie_header_year_at(base, i) != 0)
            return vigie_header_year_at(base, i);
    return 0;
}

static void
append_year(const Draft *d, GString *ini)
{
    int year = year_of_name(d->path);
    if (d->guess->year_told)
        return;
    if (d->guess->year_from != NULL && year == 0) {
        vigie_teach_comment(ini, _("the year of each record is that of its date"));
        g_string_append_printf(ini, "year-from=%s\n", d->guess->year_from->name);
    } else if (year != 0) {
        vigie_teach_comment(
            ini, _("taken from the file's name; year-from=ITEM takes it from a date"));
        g_string_append_printf(ini, "year=%d\n", year);
    } else {
        vigie_teach_comment(ini,
                            _("nothing in the file or its name tells the year: write the right "
                              "one instead of 1900"));
        g_string_append_printf(ini, "year=%d\n", NO_YEAR);
        note(d, "no_year",
             _("nothing tells the year: 1900 stands in; write the right year= in its source"));
    }
}

static void
append_notation(const Draft *d, GString *ini)
{
    const Notation *n = &d->guess->notation;
    if (n->number.origin == ORIGIN_SAID) {
        vigie_teach_comment(ini, _("the file may be read in two ways: check the decimal mark"));
        g_string_append_printf(ini, "decimal=%s\n", n->number.second ? "comma" : "point");
        note(d, "decimal_mark",
             _("the decimal mark is in doubt: check decimal= in its source"));
    }
    if (n->date.origin == ORIGIN_SAID) {
        vigie_teach_comment(ini,
                            _("the file may be read in two ways: check the order of dates"));
        g_string_append_printf(ini, "dates=%s\n", n->date.second ? "mdy" : "dmy");
        note(d, "date_order", _("the order of dates is in doubt: check dates= in its source"));
    }
}

static void
append_period(const Draft *d, GString *ini)
{
    if (d->guess->period == NULL)
        return;
    vigie_teach_comment(ini, _("each column is of one period; this item takes its first day"));
    g_string_append_printf(ini, "period-to=%s\n", d->guess->period->name);
}

static void
append_flags(const Draft *d, GString *ini)
{
    if (!d->guess->flags)
        return;
    vigie_teach_comment(ini,
                        _("numbers bear a publisher's flags (p provisional, e estimated …)"));
    g_string_append(ini, "flags=yes\n");
}

/* A header that cannot stand in [columns] is found by the label instead. */
static bool
needs_line(const GuessColumn *column)
{
    bool year = column->type == GUESS_YEAR;
    if ((!is_item(column) && !year) || column->synthetic)
        return false;
    if (strchr(column->header, '|') != NULL)
        return false;
    return year || strcmp(column->header, column->name) != 0;
}

/* "activities/hiking=activities/hiking" */
static void
append_part(GString *ini, const GuessColumn *column, const char *name, const GuessLabel *label)
{
    g_string_append_printf(ini, "%s/%s=", column->name, name);
    vigie_teach_value(ini, label->raw, false);
    g_string_append_c(ini, '\n');
}

static void
append_columns(const Draft *d, GString *ini)
{
    g_string_append(ini, "\n[columns]\n");
    vigie_teach_comment(ini,
                        _("item = header of its column, or several: header | other header"));
    for (guint i = 0; i < d->guess->columns->len; i++) {
        const GuessColumn *column = d->guess->columns->pdata[i];
        if (column->synthetic)
            name_choices(ini, column, append_part);
        if (!needs_line(column))
            continue;
        g_string_append_printf(ini, "%s=", column->type == GUESS_YEAR ? "year" : column->name);
        vigie_teach_value(ini, column->header, false);
        g_string_append_c(ini, '\n');
    }
}

static void
append_ignored(const Draft *d, GString *ini)
{
    bool first = true;
    for (guint i = 0; i < d->guess->columns->len; i++) {
        const GuessColumn *column = d->guess->columns->pdata[i];
        if (column->type != GUESS_IGNORED || *column->header == '\0')
            continue;
        if (first) {
            g_string_append(ini, "\n[ignore]\n");
            vigie_teach_comment(ini, _("columns that stay out: named twice, naming a person, "
                                       "or beyond what a table holds"));
            g_string_append(ini, "columns=");
        }
        vigie_teach_value(ini, column->header, true);
        g_string_append_c(ini, ';');
        first = false;
    }
    if (!first)
        g_string_append_c(ini, '\n');
}

/* "refused=98;99" */
static void
append_missing(GString *ini, const GuessColumn *column, VigieMissing kind)
{
    guint n = 0;
    const char *name = vigie_missing_name(kind);
    for (guint i = 0; i < column->blanks->len; i++) {
        const char *text = column->blanks->pdata[i];
        VigieMissing mark = vigie_flag_mark(text, strlen(text));
        if (vigie_guess_is_no_answer(column, text) ||
            kind != (mark == VIGIE_PRESENT ? VIGIE_BLANK : mark))
            continue;
        if (n++ == 0)
            g_string_append_printf(ini, "%s=", name);
        else
            g_string_append_c(ini, ';');
        vigie_teach_value(ini, text, true);
    }
    for (guint i = 0; i < column->labels->len; i++) {
        const GuessLabel *label = column->labels->pdata[i];
        if (label->missing != kind)
            continue;
        g_string_append(ini, n > 0 ? ";" : name);
        g_string_append(ini, n++ > 0 ? "" : "=");
        vigie_teach_value(ini, label->raw, true);
    }
    if (n > 0)
        g_string_append_c(ini, '\n');
}

static void
append_code(GString *ini, const GuessColumn *column, const char *name, const GuessLabel *label)
{
    (void)column;
    g_string_append_printf(ini, "%s=", name);
    vigie_teach_value(ini, label->raw, true);
    g_string_append_c(ini, '\n');
}

static void
append_codes(const Draft *d, GString *ini)
{
    static const VigieMissing kinds[] = {VIGIE_BLANK, VIGIE_DONT_KNOW, VIGIE_REFUSED,
                                         VIGIE_NOT_APPLICABLE};
    for (guint i = 0; i < d->guess->columns->len; i++) {
        const GuessColumn *column = d->guess->columns->pdata[i];
        g_autoptr(GString) codes = g_string_new(NULL);
        for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
            append_missing(codes, column, kinds[k]);
        if (column->type == GUESS_CHOICE)
            name_choices(codes, column, append_code);
        if (is_item(column) && codes->len > 0)
            g_string_append_printf(ini, "\n[codes %s]\n%s", column->name, codes->str);
    }
}

/* Said, so that another sheet put before it changes nothing. */
static void
append_sheet(const Draft *d, GString *ini)
{
    if (d->guess->sheet == NULL)
        return;
    g_string_append(ini, "sheet=");
    vigie_teach_value(ini, d->guess->sheet, false);
    g_string_append_c(ini, '\n');
}

static void
write_source(const Draft *d)
{
    GString *ini = g_string_new(NULL);
    g_autofree char *path = source_path(d);
    vigie_teach_comment(ini, _("How a raw file becomes answers."));
    g_string_append_printf(ini, "[source]\nsurvey=%s\nfile=", d->name);
    vigie_teach_value(ini, path, true);
    g_string_append_c(ini, '\n');
    append_sheet(d, ini);
    vigie_teach_comment(ini, d->guess->dialect);
    append_year(d, ini);
    append_notation(d, ini);
    append_period(d, ini);
    append_flags(d, ini);
    append_columns(d, ini);
    append_ignored(d, ini);
    append_codes(d, ini);
    add_output(d->init, g_strdup_printf("sources/%s.ini", d->name), ini);
}

/* The observatory -------------------------------------------------------------------------- */

static void
start_observatory(Init *init)
{
    g_autofree char *whole = g_canonicalize_filename(init->dir, NULL);
    g_autofree char *base = g_path_get_basename(whole);
    g_autofree char *name = g_utf8_make_valid(base, -1);
    vigie_teach_head(init->observatory, name, init->lang);
}

static void
end_observatory(Init *init)
{
    if (g_hash_table_size(init->names) == 0)
        vigie_teach_survey(init->observatory, "flash", NULL);
    vigie_teach_foot(init->observatory);
    add_output(init, g_strdup("observatory.ini"), g_steal_pointer(&init->observatory));
}

/* A name for the survey from the file's, each once. */
static char *
survey_name(const Init *init, const char *path)
{
    g_autofree char *file = g_path_get_basename(path);
    if (g_str_has_suffix(file, ".gz")) /* responses.csv.gz */
        file[strlen(file) - strlen(".gz")] = '\0';
    char *dot = strrchr(file, '.');
    if (dot != NULL && dot > file)
        *dot = '\0';
    g_autofree char *bare = vigie_guess_name(file);
    g_autofree char *base =
        g_ascii_isalpha(*bare) ? g_strdup(bare) : g_strconcat("s_", bare, NULL);
    char *name = g_strdup(base);
    for (guint k = 2; g_hash_table_contains(init->names, name); k++) {
        g_free(name);
        name = g_strdup_printf("%s_%u", base, k);
    }
    g_hash_table_add(init->names, g_strdup(name));
    return name;
}

static void
tell(const Draft *d)
{
    guint n[GUESS_IGNORED + 1] = {0};
    for (guint i = 0; i < d->guess->columns->len; i++)
        n[((const GuessColumn *)d->guess->columns->pdata[i])->type]++;
    guint numbers = n[GUESS_INTEGER] + n[GUESS_DECIMAL];
    guint choices = n[GUESS_CHOICE] + n[GUESS_SET];
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, _("survey %s: %s"), d->name, d->guess->dialect);
    g_string_append_printf(text, P_("; %u number", "; %u numbers", numbers), numbers);
    g_string_append_printf(text, P_(", %u date", ", %u dates", n[GUESS_DATE]), n[GUESS_DATE]);
    g_string_append_printf(text, P_(", %u choice", ", %u choices", choices), choices);
    g_string_append_printf(text, P_(", %u text", ", %u texts", n[GUESS_TEXT]), n[GUESS_TEXT]);
    g_string_append_printf(text, P_(", %u left out", ", %u left out", n[GUESS_IGNORED]),
                           n[GUESS_IGNORED]);
    note(d, "guessed", text->str);
}

static bool
draft_file(Init *init, const char *path, GError **error)
{
    g_autoptr(Guess) guess = vigie_guess_file(path, init->lang, init->notes, error);
    if (guess == NULL)
        return false;
    g_autofree char *name = survey_name(init, path);
    Draft d = {.init = init, .guess = guess, .path = path, .name = name};
    tell(&d);
    write_questionnaire(&d);
    write_source(&d);
    vigie_teach_survey(init->observatory, name, guess);
    return true;
}

static bool
draft_all(Init *init, const char *const *files, GError **error)
{
    start_observatory(init);
    for (guint i = 0; files != NULL && files[i] != NULL; i++)
        if (!draft_file(init, files[i], error))
            return false;
    end_observatory(init);
    return vigie_outputs_write(init->dir, init->outputs, error);
}

bool
vigie_ingest_init(const char *dir, const char *const *files, VigieLang lang,
                  VigieFindings *notes, GError **error)
{
    Init init = {.dir = dir, .lang = lang, .notes = notes};
    init.outputs = g_ptr_array_new_with_free_func((GDestroyNotify)output_free);
    init.observatory = g_string_new(NULL);
    init.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool done = draft_all(&init, files, error);
    g_ptr_array_unref(init.outputs);
    g_hash_table_unref(init.names);
    if (init.observatory != NULL)
        g_string_free(init.observatory, TRUE);
    return done;
}
