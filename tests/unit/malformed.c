/* malformed.c - tests/malformed/table.tsv run row by row: which error or finding, where, and the exit status it gives.
 * A row: kind, name, setup, input, code, place, status; \n, \t and octal escapes in setup and input.
 *   sheet          input = the bytes of data/x.csv, read as a table
 *   values         input = data/x.csv, read through a source; setup = lines of [source], before them, up to "||", of [survey t]
 *   source         input = sources/x.ini          observatory    input = observatory.ini
 *   questionnaire  input = surveys/x.csv          expression     input = a constraint, in the fourth column of line 3
 *   made           input = the name of a file that the runner makes
 * code: "module.error" of an error, or the codes of all findings; place: file:line:field, or line:field of each finding.
 * status: 2 not done, 1 done with findings. */
#define _POSIX_C_SOURCE 200809L
#include "ingest-fixture.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vigie/codebook-expression.h>
#include <zlib.h>

#define FORM                                                                                   \
    "survey\n,type,name,relevant,constraint,parameters\n,text,id,,,\n,date,day,,,\n"           \
    ",integer,nights,,. < 365,\n,decimal,spend,,,\n,range,note,,,start=0 end=10 step=1\n"      \
    ",select_one mode,mode,,,\n,select_multiple act,act,,,\n,decimal,w,,,\n"                   \
    ",hidden,zone,,,\n,hidden,site,,,\n,select_one yn,stay,,,\n"                               \
    ",integer,nuitees,${stay} = 'yes',,\n"                                                     \
    "choices\n,list_name,name\n,mode,car\n,mode,train\n,act,bike\n,act,walk\n,yn,yes\n,yn,"    \
    "no\n"
#define OBSERVATORY                                                                            \
    "[observatory]\nname=T\nlanguage=en\n[survey t]\nquestionnaire=surveys/x.csv\n"
#define SOURCE "[source]\nsurvey=t\nfile=data/x.csv\n"

enum { KIND, NAME, SETUP, INPUT, CODE, PLACE, STATUS, N_CELLS };

typedef struct {
    guint64 line; /* in the table */
    char *cells[N_CELLS];
    char *input; /* unescaped */
    gsize length;
} Row;

/* What came of a row. */
typedef struct {
    char *code, *place;
    int status;
} Outcome;

static void
outcome_release(Outcome *o)
{
    g_free(o->code);
    g_free(o->place);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Outcome, outcome_release)

/* Names of errors -------------------------------------------------------------------------- */

static const char *const sheet_codes[] = {"missing", "empty",  "binary",  "encoding",
                                          "quote",   "ragged", "dialect", "io"};
static const char *const ingest_codes[] = {"source", "file", "survey", "ambiguous", "value"};
static const char *const base_codes[] = {"io", "syntax", "twice", "unknown", "value"};
static const char *const observatory_codes[] = {"missing", "value", "name"};
static const char *const codebook_codes[] = {"read",  "name",       "type",
                                             "value", "expression", "cycle"};

static char *
name_of(const GError *error)
{
    const struct {
        GQuark domain;
        const char *module, *const *codes;
        int n;
    } domains[] = {
        {VIGIE_SHEET_ERROR, "sheet", sheet_codes, G_N_ELEMENTS(sheet_codes)},
        {VIGIE_INGEST_ERROR, "ingest", ingest_codes, G_N_ELEMENTS(ingest_codes)},
        {VIGIE_BASE_ERROR, "base", base_codes, G_N_ELEMENTS(base_codes)},
        {VIGIE_OBSERVATORY_ERROR, "observatory", observatory_codes,
         G_N_ELEMENTS(observatory_codes)},
        {VIGIE_CODEBOOK_ERROR, "codebook", codebook_codes, G_N_ELEMENTS(codebook_codes)}};
    for (guint d = 0; d < G_N_ELEMENTS(domains); d++)
        if (error->domain == domains[d].domain && error->code < domains[d].n)
            return g_strdup_printf("%s.%s", domains[d].module, domains[d].codes[error->code]);
    return g_strdup_printf("%s.%d", g_quark_to_string(error->domain), error->code);
}

/* A message is one line that begins with its place. */
static void
take_error(Outcome *o, const GError *error)
{
    const char *end = strstr(error->message, ": ");
    g_assert_null(strchr(error->message, '\n'));
    g_assert_cmpint(g_utf8_validate(error->message, -1, NULL), ==, TRUE);
    o->code = name_of(error);
    o->place =
        end != NULL ? g_strndup(error->message, (gsize)(end - error->message)) : g_strdup("");
    o->status = 2;
}

/* "a:2:3 b:4:0" -> codes and places */
static void
take_findings(Outcome *o, const char *findings)
{
    g_autoptr(GString) codes = g_string_new(NULL);
    g_autoptr(GString) places = g_string_new(NULL);
    g_auto(GStrv) parts = g_strsplit(findings, " ", -1);
    for (guint i = 0; parts[i] != NULL && *parts[i] != '\0'; i++) {
        char *colon = strchr(parts[i], ':');
        *colon = '\0';
        g_string_append_printf(codes, "%s%s", i > 0 ? " " : "", parts[i]);
        g_string_append_printf(places, "%s%s", i > 0 ? " " : "", colon + 1);
    }
    o->code = g_strdup(codes->str);
    o->place = g_strdup(places->str);
    o->status = codes->len > 0 ? 1 : 0;
}

static void
take_loaded(Outcome *o, const Loaded *loaded)
{
    if (loaded->error != NULL)
        take_error(o, loaded->error);
    else
        take_findings(o, loaded->findings);
}

/* The kinds -------------------------------------------------------------------------------- */

static void
run_sheet(const Row *row, Outcome *o)
{
    g_autoptr(GError) error = NULL;
    /* on the heap and without a NUL: a sanitizer sees a read too far */
    g_autofree char *bytes = g_memdup2(row->input, MAX(row->length, 1));
    g_autoptr(VigieSheet) sheet =
        vigie_sheet_open_bytes("data/x.csv", bytes, row->length, NULL, &error);
    VigieRow next;
    while (sheet != NULL && vigie_sheet_next(sheet, &next, &error))
        g_assert_cmpuint(next.n, ==, vigie_sheet_header(sheet)->n);
    g_assert_nonnull(error);
    take_error(o, error);
}

static void
run_values(const Row *row, Outcome *o)
{
    g_auto(Fixture) f = {0};
    g_autofree char *setup = g_strcompress(row->cells[SETUP]);
    const char *both = strstr(setup, "||");
    g_autofree char *survey =
        both != NULL ? g_strndup(setup, (gsize)(both - setup)) : g_strdup("");
    g_autofree char *observatory = g_strconcat(OBSERVATORY, survey, NULL);
    g_autofree char *source = g_strconcat(SOURCE, both != NULL ? both + 2 : setup, NULL);
    vigie_fixture_init(&f, observatory, FORM);
    vigie_fixture_write(&f, "sources/x.ini", source, -1);
    vigie_fixture_write(&f, "data/x.csv", row->input, (gssize)row->length);
    g_autoptr(Loaded) loaded = vigie_fixture_load(&f);
    take_loaded(o, loaded);
}

static void
run_file_of_observatory(const Row *row, const char *path, Outcome *o)
{
    g_auto(Fixture) f = {0};
    vigie_fixture_init(&f, OBSERVATORY, FORM);
    vigie_fixture_write(&f, "sources/x.ini", SOURCE "year=2024\n", -1);
    vigie_fixture_write(&f, "data/x.csv", "id;nights;day\na;3;2024-07-01\n", -1);
    vigie_fixture_write(&f, path, row->input, (gssize)row->length);
    g_autoptr(Loaded) loaded = vigie_fixture_load(&f);
    take_loaded(o, loaded);
}

static void
run_source(const Row *row, Outcome *o)
{
    run_file_of_observatory(row, "sources/x.ini", o);
}

static void
run_observatory(const Row *row, Outcome *o)
{
    run_file_of_observatory(row, "observatory.ini", o);
}

static void
run_questionnaire(const Row *row, Outcome *o)
{
    run_file_of_observatory(row, "surveys/x.csv", o);
}

static void
run_expression(const Row *row, Outcome *o)
{
    g_auto(GStrv) doubled = g_strsplit(row->input, "\"", -1);
    g_autofree char *quoted = g_strjoinv("\"\"", doubled);
    Row form = *row;
    form.input = g_strdup_printf("survey\n,type,name,constraint\n,integer,x,\"%s\"\n"
                                 ",integer,age,\n",
                                 quoted);
    form.length = strlen(form.input);
    run_questionnaire(&form, o);
    g_free(form.input);
}

/* Files that the table cannot hold --------------------------------------------------------- */

static void
repeat(GString *text, const char *part, gsize length)
{
    while (text->len < length)
        g_string_append(text, part);
}

static GString *
big_text(const char *name)
{
    const gsize mib = (gsize)1 << 20;
    GString *text = g_string_new("id;nights\n");
    if (strcmp(name, "huge-line") == 0) {
        g_string_append(text, "a;1\n");
        repeat(text, "xxxxxxxxxxxxxxxx", 40 * mib);
    } else if (strcmp(name, "huge-quote") == 0) {
        g_string_append(text, "a;\"1\n");
        repeat(text, "b;2\nc;3\nd;4\ne;5\n", 40 * mib);
    } else if (strcmp(name, "huge-header") == 0) {
        g_string_truncate(text, 0);
        repeat(text, "column;", 2 * mib);
    } else if (strcmp(name, "late-error") == 0) {
        for (guint i = 2; i <= 100000; i++)
            g_string_append(text, "a;1\n");
        g_string_append(text, "b\n");
    } else if (strcmp(name, "many-columns") == 0) {
        g_string_truncate(text, 0);
        for (guint i = 0; i < 10000; i++)
            g_string_append_printf(text, "%sc%u", i > 0 ? ";" : "", i);
        g_string_append_c(text, '\n');
        for (guint i = 0; i < 9998; i++)
            g_string_append(text, "1;");
        g_string_append(text, "1\n");
    }
    return text;
}

/* A packed file: whole, cut, with a byte changed, or of nothing. */
static void
make_packed(const char *path, const char *name)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;
    bool empty = strcmp(name, "gz-empty") == 0;
    gzFile file = gzopen(path, "wb");
    for (guint i = 0; !empty && i < 20000; i++)
        gzprintf(file, "%s%u;%u\n", i == 0 ? "id;nights\n" : "", i * 7919, i % 9);
    g_assert_cmpint(gzclose(file), ==, Z_OK);
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    if (strcmp(name, "gz-cut") == 0)
        length /= 2;
    else if (strcmp(name, "gz-damaged") == 0)
        bytes[length / 2] ^= 0x55;
    g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
}

static void
make_file(const char *path, const char *name)
{
    if (strcmp(name, "directory") == 0)
        g_assert_cmpint(g_mkdir(path, 0755), ==, 0);
    else if (strcmp(name, "fifo") == 0)
        g_assert_cmpint(mkfifo(path, 0600), ==, 0);
    else if (strcmp(name, "device") == 0)
        g_assert_cmpint(symlink("/dev/zero", path), ==, 0);
    else if (g_str_has_prefix(name, "gz-")) {
        make_packed(path, name);
    } else {
        GString *text = big_text(name);
        g_assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
        g_string_free(text, TRUE);
    }
}

static void
run_made(const Row *row, Outcome *o)
{
    g_auto(Fixture) f = {0};
    g_autoptr(GError) error = NULL;
    vigie_fixture_init(&f, OBSERVATORY, FORM);
    vigie_fixture_write(&f, "data/y", "", 0);
    g_autofree char *path = g_build_filename(f.dir, "data", "x.csv", NULL);
    make_file(path, row->input);
    g_autoptr(VigieSheet) sheet = vigie_sheet_open_as(path, "data/x.csv", NULL, &error);
    VigieRow next;
    while (sheet != NULL && vigie_sheet_next(sheet, &next, &error))
        g_assert_cmpuint(next.n, ==, vigie_sheet_header(sheet)->n);
    g_assert_nonnull(error);
    take_error(o, error);
}

/* The table -------------------------------------------------------------------------------- */

static const struct {
    const char *kind;
    void (*run)(const Row *row, Outcome *o);
} kinds[] = {{"sheet", run_sheet},
             {"values", run_values},
             {"source", run_source},
             {"observatory", run_observatory},
             {"questionnaire", run_questionnaire},
             {"expression", run_expression},
             {"made", run_made}};

static void
test_row(gconstpointer data)
{
    const Row *row = data;
    g_auto(Outcome) o = {0};
    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
        if (strcmp(kinds[k].kind, row->cells[KIND]) == 0)
            kinds[k].run(row, &o);
    g_assert_nonnull(o.code);
    g_autofree char *got = g_strdup_printf("%s %s %d", o.code, o.place, o.status);
    g_autofree char *wanted =
        g_strdup_printf("%s %s %s", row->cells[CODE], row->cells[PLACE], row->cells[STATUS]);
    if (strcmp(got, wanted) != 0) {
        g_test_message("table.tsv:%" G_GUINT64_FORMAT ": wanted %s, got %s", row->line, wanted,
                       got);
        g_test_fail();
    }
}

static void
row_free(gpointer data)
{
    Row *row = data;
    for (guint i = 0; i < N_CELLS; i++)
        g_free(row->cells[i]);
    g_free(row->input);
    g_free(row);
}

/* g_strcompress() with the length of the result: the input may hold NUL bytes. */
static char *
unescape(const char *text, gsize *length)
{
    GString *bytes = g_string_new(NULL);
    for (const char *c = text; *c != '\0'; c++) {
        char part[5] = {*c, '\0'};
        if (*c == '\\' && g_str_has_prefix(c, "\\000")) {
            g_string_append_c(bytes, '\0');
            c += 3;
            continue;
        }
        if (*c == '\\') {
            gsize n = g_ascii_isdigit(c[1]) ? 4 : 2;
            memcpy(part, c, n);
            part[n] = '\0';
            c += n - 1;
        }
        g_autofree char *plain = g_strcompress(part);
        g_string_append(bytes, plain);
    }
    *length = bytes->len;
    return g_string_free(bytes, FALSE);
}

static void
add_row(GPtrArray *rows, const char *text, guint64 line)
{
    g_auto(GStrv) cells = g_strsplit(text, "\t", -1);
    g_assert_cmpuint(g_strv_length(cells), ==, N_CELLS);
    Row *row = g_new0(Row, 1);
    row->line = line;
    for (guint i = 0; i < N_CELLS; i++)
        row->cells[i] = g_strdup(cells[i]);
    row->input = unescape(row->cells[INPUT], &row->length);
    g_ptr_array_add(rows, row);
    g_autofree char *path =
        g_strdup_printf("/malformed/%s/%s", row->cells[KIND], row->cells[NAME]);
    g_strdelimit(path + strlen("/malformed/") + strlen(row->cells[KIND]) + 1, "/", ' ');
    g_test_add_data_func(path, row, test_row);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    g_unsetenv("VIGIE_DATA");
    g_autofree char *table = NULL;
    g_autofree char *path =
        g_test_build_filename(G_TEST_DIST, "tests", "malformed", "table.tsv", NULL);
    g_assert_true(g_file_get_contents(path, &table, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
    for (guint i = 1; lines[i] != NULL; i++)
        if (*lines[i] != '\0')
            add_row(rows, lines[i], i + 1);
    g_assert_cmpuint(rows->len, >=, 150);
    return g_test_run();
}
