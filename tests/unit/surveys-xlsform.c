/* surveys-xlsform.c - the ready-made questionnaires under the rules of pyxform's CSV variant, stricter than our own
 * reader, which forgives: what is shipped must go into KoboToolbox and ODK as it is, in French and in English. */
#include <glib/gstdio.h>
#include <string.h>
#include <vigie/codebook.h>
#include <vigie/sheet.h>

static const char *const languages[] = {"Français (fr)", "English (en)"};

/* One sheet of a form: rows of strings, the first one being its header; line[r] is the row's line. */
typedef struct {
    GPtrArray *rows; /* char ** of equal length */
    GArray *line;    /* guint64 */
} Part;

typedef struct {
    char *path;
    Part survey, choices, settings;
    guint faults;
} Form;

static void
part_init(Part *part)
{
    part->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    part->line = g_array_new(FALSE, FALSE, sizeof(guint64));
}

static void
part_clear(Part *part)
{
    g_ptr_array_unref(part->rows);
    g_array_unref(part->line);
}

static void
form_clear(Form *form)
{
    g_free(form->path);
    part_clear(&form->survey);
    part_clear(&form->choices);
    part_clear(&form->settings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Form, form_clear)

static void G_GNUC_PRINTF(4, 5)
    fault(Form *form, const Part *part, guint row, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    guint64 line = row < part->line->len ? g_array_index(part->line, guint64, row) : 0;
    g_test_message("%s:%" G_GUINT64_FORMAT ": %s", form->path, line, text);
    form->faults++;
}

/* Reading ---------------------------------------------------------------------------------------- */

static char **
texts_of(const VigieRow *row)
{
    char **texts = g_new0(char *, row->n);
    for (guint i = 1; i < row->n; i++)
        texts[i - 1] = g_strdup(row->cells[i].text);
    return texts;
}

static Part *
part_named(Form *form, const char *name)
{
    if (strcmp(name, "survey") == 0)
        return &form->survey;
    if (strcmp(name, "choices") == 0)
        return &form->choices;
    return strcmp(name, "settings") == 0 ? &form->settings : NULL;
}

static void
check_bytes(Form *form, const char *bytes, gsize length)
{
    guint commas = 0;
    if (!g_utf8_validate(bytes, (gssize)length, NULL))
        fault(form, &form->survey, 0, "not UTF-8");
    if (strncmp(bytes, "\xef\xbb\xbf", 3) == 0)
        fault(form, &form->survey, 0, "begins with a byte order mark");
    for (gsize i = 0; i < MIN(length, 5000); i++)
        commas += bytes[i] == ',';
    if (commas < 4)
        fault(form, &form->survey, 0, "pyxform wants four commas in the first 5 KB");
}

static void
read_form(Form *form)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *bytes = NULL;
    gsize length;
    VigieDialect said = {
        .delimiter = ',', .encoding = "UTF-8", .header_line = 1, .ragged = true};
    VigieRow row;
    g_file_get_contents(form->path, &bytes, &length, &error);
    g_assert_no_error(error);
    check_bytes(form, bytes, length);
    g_autoptr(VigieSheet) sheet =
        vigie_sheet_open_bytes(form->path, bytes, length, &said, &error);
    g_assert_no_error(error);
    row = *vigie_sheet_header(sheet);
    Part *part = NULL;
    do {
        if (row.cells[0].length > 0) {
            part = part_named(form, row.cells[0].text);
            g_assert_nonnull(part);
            g_assert_cmpuint(part->rows->len, ==, 0); /* each sheet once */
            continue;
        }
        g_ptr_array_add(part->rows, texts_of(&row));
        g_array_append_val(part->line, row.line);
    } while (vigie_sheet_next(sheet, &row, &error));
    g_assert_no_error(error);
}

/* "" where there is no such column or cell. */
static const char *
cell(const Part *part, guint row, const char *header)
{
    char **headers = g_ptr_array_index(part->rows, 0),
         **cells = g_ptr_array_index(part->rows, row);
    guint n = g_strv_length(cells);
    for (guint i = 0; headers[i] != NULL; i++)
        if (strcmp(headers[i], header) == 0)
            return i < n ? cells[i] : "";
    return "";
}

/* The first row that says this in a column, 0 if none does. */
static guint
find(const Part *part, const char *header, const char *text)
{
    for (guint r = 1; r < part->rows->len; r++)
        if (strcmp(cell(part, r, header), text) == 0)
            return r;
    return 0;
}

/* Rules ------------------------------------------------------------------------------------------ */

static void
check_headers(Form *form, const Part *part)
{
    static const char *const known[] = {
        "type",  "name",       "relevant", "constraint", "parameters",       "calculation",
        "list",  "appearance", "role",     "required",   "list_name",        "missing",
        "score", "form_title", "form_id",  "version",    "default_language", NULL};
    char **headers = g_ptr_array_index(part->rows, 0);
    for (guint i = 0; headers[i] != NULL && *headers[i] != '\0'; i++) {
        bool translated = g_str_has_prefix(headers[i], "label::") ||
                          g_str_has_prefix(headers[i], "hint::") ||
                          g_str_has_prefix(headers[i], "constraint_message::");
        if (!translated && !g_strv_contains(known, headers[i]))
            fault(form, part, 0, "column %s: XLSForm has none of this name", headers[i]);
        if (translated && !g_str_has_suffix(headers[i], languages[0]) &&
            !g_str_has_suffix(headers[i], languages[1]))
            fault(form, part, 0, "column %s: another language", headers[i]);
        for (guint j = 0; j < i; j++)
            if (strcmp(headers[i], headers[j]) == 0)
                fault(form, part, 0, "column %s stands twice", headers[i]);
    }
}

/* Said in one language, said in both. */
static void
check_languages(Form *form, const Part *part, guint row, const char *what, bool needed)
{
    g_autofree char *french = g_strdup_printf("%s::%s", what, languages[0]);
    g_autofree char *english = g_strdup_printf("%s::%s", what, languages[1]);
    bool in_french = *cell(part, row, french) != '\0',
         in_english = *cell(part, row, english) != '\0';
    if (in_french != in_english || (needed && !in_french))
        fault(form, part, row, "%s: %s is missing", cell(part, row, "name"),
              in_french ? english : french);
}

static void
check_name(Form *form, const Part *part, guint row)
{
    const char *name = cell(part, row, "name");
    if (!g_regex_match_simple("^[A-Za-z_][A-Za-z0-9._-]*$", name, 0, 0))
        fault(form, part, row, "'%s' is no XLSForm name", name);
    for (guint r = 1; r < row; r++)
        if (g_ascii_strcasecmp(cell(part, r, "name"), name) == 0)
            fault(form, part, row, "name %s stands twice", name);
}

static void
check_list(Form *form, guint row, const char *list, bool multiple)
{
    const Part *choices = &form->choices;
    if (choices->rows->len == 0 || find(choices, "list_name", list) == 0) {
        fault(form, &form->survey, row, "choice list %s is not defined", list);
        return;
    }
    for (guint r = 1; multiple && r < choices->rows->len; r++)
        if (strcmp(cell(choices, r, "list_name"), list) == 0 &&
            strpbrk(cell(choices, r, "name"), " \t") != NULL)
            fault(form, choices, r, "'%s': no blanks in names of select_multiple",
                  cell(choices, r, "name"));
}

static void
check_type(Form *form, guint row)
{
    static const char *const plain[] = {"integer", "decimal",   "text", "date", "hidden",
                                        "range",   "calculate", "note", NULL};
    const char *type = cell(&form->survey, row, "type");
    const char *list = cell(&form->survey, row, "list");
    if (g_str_has_prefix(type, "select_one "))
        check_list(form, row, type + strlen("select_one "), false);
    else if (g_str_has_prefix(type, "select_multiple "))
        check_list(form, row, type + strlen("select_multiple "), true);
    else if (!g_strv_contains(plain, type))
        fault(form, &form->survey, row, "type '%s'", type);
    if (*list != '\0')
        check_list(form, row, list,
                   strcmp(cell(&form->survey, row, "appearance"), "multiple") == 0);
    if ((strcmp(type, "calculate") == 0) != (*cell(&form->survey, row, "calculation") != '\0'))
        fault(form, &form->survey, row, "a calculate has a calculation, and nothing else has");
    if ((strcmp(type, "range") == 0) != (*cell(&form->survey, row, "parameters") != '\0'))
        fault(form, &form->survey, row, "a range has parameters, and nothing else has");
}

static void
check_survey(Form *form)
{
    const Part *survey = &form->survey;
    int depth = 0;
    check_headers(form, survey);
    for (guint r = 1; r < survey->rows->len; r++) {
        const char *type = cell(survey, r, "type");
        if (strcmp(type, "end group") == 0) {
            depth--;
            continue;
        }
        check_name(form, survey, r);
        check_languages(form, survey, r, "label", true);
        check_languages(form, survey, r, "constraint_message", false);
        if (strcmp(type, "begin group") == 0)
            depth++;
        else
            check_type(form, r);
        if (depth < 0)
            fault(form, survey, r, "a group ends that did not begin");
    }
    if (depth != 0)
        fault(form, survey, 0, "a group does not end");
}

static bool
list_used(const Form *form, const char *list)
{
    for (guint r = 1; r < form->survey.rows->len; r++) {
        const char *type = cell(&form->survey, r, "type"), *blank = strchr(type, ' ');
        if ((blank != NULL && strcmp(blank + 1, list) == 0) ||
            strcmp(cell(&form->survey, r, "list"), list) == 0)
            return true;
    }
    return false;
}

/* A label that stands twice in a list could not be told apart in a file of words. */
static void
check_choices(Form *form)
{
    const Part *choices = &form->choices;
    if (choices->rows->len == 0)
        return;
    check_headers(form, choices);
    for (guint r = 1; r < choices->rows->len; r++) {
        const char *list = cell(choices, r, "list_name");
        check_languages(form, choices, r, "label", true);
        if (*cell(choices, r, "name") == '\0')
            fault(form, choices, r, "a choice without name");
        if (!list_used(form, list))
            fault(form, choices, r, "nothing uses the choice list %s", list);
        for (guint q = 1; q < r; q++) {
            if (strcmp(cell(choices, q, "list_name"), list) != 0)
                continue;
            if (strcmp(cell(choices, q, "name"), cell(choices, r, "name")) == 0 ||
                strcmp(cell(choices, q, "label::Français (fr)"),
                       cell(choices, r, "label::Français (fr)")) == 0 ||
                strcmp(cell(choices, q, "label::English (en)"),
                       cell(choices, r, "label::English (en)")) == 0)
                fault(form, choices, r, "%s: name or label stands twice in %s",
                      cell(choices, r, "name"), list);
        }
    }
}

static void
check_settings(Form *form)
{
    const Part *settings = &form->settings;
    if (settings->rows->len != 2) {
        fault(form, settings, 0, "settings have one row");
        return;
    }
    check_headers(form, settings);
    const char *language = cell(settings, 1, "default_language");
    if (strcmp(language, languages[0]) != 0 && strcmp(language, languages[1]) != 0)
        fault(form, settings, 1, "default_language is no language of the labels: '%s'",
              language);
    if (*cell(settings, 1, "form_title") == '\0')
        fault(form, settings, 1, "no form_title");
    if (!g_regex_match_simple("^[a-z][a-z0-9_]*$", cell(settings, 1, "form_id"), 0, 0))
        fault(form, settings, 1, "form_id '%s'", cell(settings, 1, "form_id"));
    if (!g_regex_match_simple("^20[0-9]{8}$", cell(settings, 1, "version"), 0, 0))
        fault(form, settings, 1, "version '%s': yyyymmddrr", cell(settings, 1, "version"));
}

static guint
faults_of(const char *path)
{
    g_auto(Form) form = {.path = g_strdup(path)};
    part_init(&form.survey);
    part_init(&form.choices);
    part_init(&form.settings);
    read_form(&form);
    check_survey(&form);
    check_choices(&form);
    check_settings(&form);
    return form.faults;
}

/* Tests ------------------------------------------------------------------------------------------ */

/* Paths of the questionnaires of one observatory in surveys/. */
static GPtrArray *
questionnaires(const char *observatory)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *folder =
        g_test_build_filename(G_TEST_DIST, "surveys", observatory, "surveys", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
    g_assert_no_error(error);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir))
        g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    return paths;
}

static void
test_forms(gconstpointer observatory)
{
    g_autoptr(GPtrArray) paths = questionnaires(observatory);
    g_assert_cmpuint(paths->len, >, 0);
    for (guint i = 0; i < paths->len; i++) {
        g_autoptr(GError) error = NULL;
        const char *path = g_ptr_array_index(paths, i);
        g_assert_cmpuint(faults_of(path), ==, 0);
        g_autoptr(VigieCodebook) codebook = vigie_codebook_load(path, &error);
        g_assert_no_error(error);
        g_assert_nonnull(codebook);
    }
}

/* The rules themselves: a form with a fault in each line counts them. */
static void
test_faults_are_seen(void)
{
    static const char text[] =
        "survey,,,,,,\n"
        ",type,name,label::Français (fr),label::English (en),colour,calculation\n" /* colour */
        ",integer,1st,Un,One,,\n"                                                  /* name */
        ",integer,same,Un,One,,\n"
        ",integer,Same,Un,One,,\n"              /* twice but for case */
        ",integer,b,Deux,,,\n"                  /* English is missing */
        ",select_one nothing,c,Trois,Three,,\n" /* no such list */
        ",select_multiple many,d,Quatre,Four,,\n"
        ",calculate,e,Cinq,Five,,\n" /* no calculation */
        ",begin group,g,Six,Six,,\n" /* never ends */
        "choices,,,,,,\n"
        ",list_name,name,label::Français (fr),label::English (en),,\n"
        ",many,a b,A,A,,\n" /* a blank in a name of select_multiple */
        ",many,c,C,C,,\n"
        ",many,d,C,D,,\n"   /* French label twice */
        ",unused,a,A,A,,\n" /* unused list */
        "settings,,,,,,\n"
        ",form_title,form_id,version,default_language,,\n"
        ",Titre,form,2024,Deutsch (de),,\n"; /* version, language */
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;
    int file = g_file_open_tmp("xlsform-XXXXXX.csv", &path, &error);
    g_assert_no_error(error);
    g_close(file, NULL);
    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
    guint faults = faults_of(path);
    g_unlink(path);
    g_assert_cmpuint(faults, ==, 12);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/surveys/midi-quercy", "midi-quercy", test_forms);
    g_test_add_data_func("/surveys/sfo", "sfo", test_forms);
    g_test_add_data_func("/surveys/france", "france", test_forms);
    g_test_add_func("/surveys/faults-are-seen", test_faults_are_seen);
    return g_test_run();
}
