/* ingest-notation.c - decimal marks, thousands and orders of dates: decided by the file's values, else by the
 * language, else refused */
#include "ingest-fixture.h"
#include <string.h>

/* A file of one decimal x, one integer u and one date d, in an observatory of a language. */
typedef struct {
    const char *name, *language, *source, *csv;
    const char *rows;  /* NULL: refused as ambiguous */
    const char *place; /* of the refusal; else what the note ends with */
} Notated;

static const Notated cases[] = {
    /* the language settles its own mark */
    {"fr-comma", "fr", "", "x;d\n1,234;\n", "1.234|<blank>", "decimal comma"},
    {"en-point", "en", "", "x;d\n1.234;\n", "1.234|<blank>", "decimal point"},
    /* the other mark may be of thousands */
    {"fr-point-alone", "fr", "", "x;d\n7;\n1.234;\n", NULL, "data/x.csv:3:1: "},
    {"en-comma-alone", "en", "", "x;d\n\"1,234\";\n", NULL, "data/x.csv:2:1: "},
    {"fr-both-doubtful", "fr", "", "x;d\n1,234;\n1.234;\n", NULL, "data/x.csv:3:1: "},
    /* the file's other values settle it, before or after */
    {"point-after", "fr", "", "x;d\n1.234;\n2.5;\n", "1.234|<blank> 2.5|<blank>",
     "decimal point"},
    {"point-before", "fr", "", "x;d\n2.5;\n1.234;\n", "2.5|<blank> 1.234|<blank>",
     "decimal point"},
    {"zero-point", "fr", "", "x;d\n1.234;\n0.234;\n", "1.234|<blank> 0.234|<blank>",
     "decimal point"},
    {"comma-after", "en", "", "x;d\n1.234;\n12,5;\n", "1234|<blank> 12.5|<blank>",
     "decimal comma"},
    {"thousands-settle", "en", "", "x;d\n1,234;\n1,234,567;\n", "1234|<blank> 1234567|<blank>",
     "decimal point"},
    {"points-settle", "fr", "", "x;d\n1.234;\n1.234.567;\n", "1234|<blank> 1234567|<blank>",
     "decimal comma"},
    {"space-and-comma", "en", "", "x;d\n1 234,5;\n1\u202f234;\n", "1234.5|<blank> 1234|<blank>",
     "decimal comma"},
    {"no-mark", "fr", "", "x;d\n1 234;\n-5;\n", "1234|<blank> -5|<blank>", "line 1"},
    {"both", "fr", "", "x;d\n12,5;\n7;\n2.5;\n", NULL, "data/x.csv:4:1: "},
    {"both-far", "fr", "", "x;d\n1.234;\n2.5;\n12,5;\n", NULL, "data/x.csv:4:1: "},
    /* said */
    {"said-point", "fr", "decimal=point\n", "x;d\n1.234;\n12,5;\n",
     "1.234|<blank> <invalid>|<blank>", "decimal point"},
    {"said-comma", "en", "decimal=comma\n", "x;d\n1.234;\n12,5;\n", "1234|<blank> 12.5|<blank>",
     "decimal comma"},
    {"said-thousands", "fr", "thousands=point\n", "x;d\n1.234;\n2.5;\n",
     "1234|<blank> <invalid>|<blank>", "decimal comma"},
    {"said-none", "fr", "decimal=comma\nthousands=none\n", "x;d\n1 234;\n", "<invalid>|<blank>",
     "decimal comma"},
    {"none-tells", "fr", "thousands=none\n", "x;d\n1.234;\n", "1.234|<blank>", "decimal point"},
    /* codes are not numbers */
    {"codes", "fr", "[codes x]\nblank=1.234\n", "x;d\n1.234;\n2,5;\n",
     "<blank>|<blank> 2.5|<blank>", "decimal comma"},
    /* dates */
    {"fr-dates", "fr", "", "x;d\n;05/06/2024\n", "<blank>|2024-06-05", "day/month/year"},
    {"en-dates-alone", "en", "", "x;d\n;05/06/2024\n", NULL, "data/x.csv:2:2: "},
    {"en-same", "en", "", "x;d\n;05/05/2024\n;2024-06-07\n",
     "<blank>|2024-05-05 <blank>|2024-06-07", "line 1"},
    {"en-day-first", "en", "", "x;d\n;05/06/2024\n;25/06/2024\n",
     "<blank>|2024-06-05 <blank>|2024-06-25", "day/month/year"},
    {"month-first", "fr", "", "x;d\n;05/06/2024\n;06/25/2024\n",
     "<blank>|2024-05-06 <blank>|2024-06-25", "month/day/year"},
    {"two-orders", "fr", "", "x;d\n;25/06/2024\n;06/25/2024\n", NULL, "data/x.csv:3:2: "},
    {"said-mdy", "fr", "dates=mdy\n", "x;d\n;05/06/2024\n;25/06/2024\n",
     "<blank>|2024-05-06 <blank>|<invalid>", "month/day/year"},
    {"said-ymd", "en", "dates=ymd\n", "x;d\n;2024-06-05\n;05/06/2024\n",
     "<blank>|2024-06-05 <blank>|<invalid>", "year-month-day"},
};

/* The records of rows "x|d|year|wave\n" as "x|d x|d". */
static char *
without_time(const char *rows)
{
    g_auto(GStrv) lines = g_strsplit(rows, "|2024|2024\n", -1);
    g_autofree char *joined = g_strjoinv(" ", lines);
    return g_strdup(g_strstrip(joined));
}

static void
test_notation(gconstpointer user)
{
    const Notated *c = user;
    g_auto(Fixture) f = {0};
    g_autofree char *observatory = g_strdup_printf(
        "[observatory]\nname=T\nlanguage=%s\n[survey t]\nquestionnaire=surveys/x.csv\n",
        c->language);
    vigie_fixture_init(&f, observatory, "survey,,\n,type,name\n,decimal,x\n,date,d\n");
    g_autofree char *source = g_strdup_printf(
        "[source]\nsurvey=t\nfile=data/x.csv\nyear=2024\ndelimiter=semicolon\n%s", c->source);
    g_autoptr(Loaded) loaded = vigie_fixture_read(&f, source, c->csv);
    if (c->rows == NULL) {
        g_assert_error(loaded->error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_AMBIGUOUS);
        g_assert_true(g_str_has_prefix(loaded->error->message, c->place));
        g_assert_nonnull(strstr(loaded->error->message, "sources/x.ini"));
        return;
    }
    g_assert_no_error(loaded->error);
    g_autofree char *rows = without_time(loaded->rows);
    g_assert_cmpstr(rows, ==, c->rows);
    g_assert_true(g_str_has_suffix(loaded->notes, c->place));
    g_assert_true(g_str_has_suffix(loaded->report.dialect, c->place));
}

/* The evidence counts wherever it stands, far behind the first chunk and the sample: 1.234 on line 2, 2.5 at
 * the end, and a comma after that. */
static void
test_far(void)
{
    g_auto(Fixture) f = {0};
    vigie_fixture_init(
        &f, "[observatory]\nname=T\nlanguage=fr\n[survey t]\nquestionnaire=surveys/x.csv\n",
        "survey,,\n,type,name\n,decimal,x\n,text,t\n");
    g_autoptr(GString) csv = g_string_new("x;t\n1.234;a\n");
    for (guint i = 0; i < 60000; i++)
        g_string_append(csv, "7;some text to fill the sample\n");
    g_string_append(csv, "2.5;z\n");
    const char *source = "[source]\nsurvey=t\nfile=data/x.csv\nyear=2024\n";
    g_autoptr(Loaded) good = vigie_fixture_read(&f, source, csv->str);
    g_assert_no_error(good->error);
    g_assert_true(g_str_has_prefix(good->rows, "1.234|a|2024|2024\n7|"));
    g_assert_true(g_str_has_suffix(good->rows, "\n2.5|z|2024|2024\n"));
    g_assert_cmpuint(good->report.n_accepted, ==, 60002);
    g_string_append(csv, "12,5;z\n");
    g_autoptr(Loaded) bad = vigie_fixture_read(&f, source, csv->str);
    g_assert_error(bad->error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_AMBIGUOUS);
    g_assert_true(g_str_has_prefix(bad->error->message, "data/x.csv:60004:1: "));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/ingest/notation/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_notation);
    }
    g_test_add_func("/ingest/notation/far", test_far);
    return g_test_run();
}
