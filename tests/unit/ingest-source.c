/* ingest-source.c - sources/X.ini: what is wrong in one, where it says so; which files and years it names */
#include "ingest-fixture.h"
#include <string.h>

#define SOURCE "[source]\nsurvey=t\nfile=data/x.csv\n"

static const char observatory[] =
    "[observatory]\nname=T\nlanguage=fr\n[survey t]\nquestionnaire=surveys/x.csv\n"
    "[dataset d]\nquestionnaire=surveys/x.csv\n";
static const char form[] =
    "survey\n,type,name\n,integer,nights\n,date,day\n,select_one yn,stay\n"
    ",select_multiple act,acts\nchoices\n,list_name,name\n,yn,yes\n,yn,no\n,act,bike\n";

/* The error of each starts with place and holds right. */
static const struct {
    const char *source, *place, *right;
} wrong[] = {
    {"", "sources/x.ini: ", "[source]"},
    {"[source]\n", "sources/x.ini:1: ", "survey="},
    {"[source]\nsurvey=t\n", "sources/x.ini:1: ", "file="},
    {"[source]\nfile=data/x.csv\n", "sources/x.ini:1: ", "dataset="},
    {"[source]\nsurvey=t\nfile=\n", "sources/x.ini:3: ", "file="},
    {"[source]\nsurvey=u\nfile=data/x.csv\n", "sources/x.ini:2: ", "is: t"},
    {"[source]\ndataset=t\nfile=data/x.csv\n", "sources/x.ini:2: ", "is: d"},
    {SOURCE "dataset=d\n", "sources/x.ini:4: ", "either"},
    {SOURCE "yaer=2024\n", "sources/x.ini:4: ", "year"},
    {SOURCE "year=24\n", "sources/x.ini:4: ", "2024"},
    {SOURCE "year=2024\nyear=2024\n", "sources/x.ini:5: ", "line 4"},
    {SOURCE "year=2024\n[source]\n", "sources/x.ini:5: ", "line 1"},
    {SOURCE "year\n", "sources/x.ini:4: ", "key=value"},
    {SOURCE "year=2024\nyear-from=day\n", "sources/x.ini:4: ", "more than one way"},
    {SOURCE "year-from=nights\n", "sources/x.ini:4: ", "type date"},
    {SOURCE "year-from=dey\n", "sources/x.ini:4: ", "day"},
    {SOURCE "", "sources/x.ini:1: ", "year=2024"},
    {SOURCE "year=2024\nwave=a\n[columns]\nwave=v\n", "sources/x.ini:5: ", "twice"},
    {SOURCE "year=2024\non-error=recrod\n", "sources/x.ini:5: ", "record"},
    {SOURCE "year=2024\ndelimiter=;\n", "sources/x.ini:5: ", "semicolon"},
    {SOURCE "year=2024\nencoding=utf8\n", "sources/x.ini:5: ", "utf-8"},
    {SOURCE "year=2024\nheader-line=0\n", "sources/x.ini:5: ", "1 to 1000"},
    {SOURCE "year=2024\ndates=dym\n", "sources/x.ini:5: ", "dmy"},
    {SOURCE "year=2024\ndecimal=point\nthousands=point\n", "sources/x.ini:6: ", "same mark"},
    {SOURCE "year=2024\nragged=often\n", "sources/x.ini:5: ", "yes or no"},
    {SOURCE "year=2024\nquestionnaire=surveys/y.csv\n", "sources/x.ini:5: ", "no such file"},
    {SOURCE "year=2024\nquestionnaire=surveys\n", "sources/x.ini:5: ", "folder"},
    {SOURCE "year=2024\nquestionnaire=$VIGIE_DATA/y.csv\n", "sources/x.ini:5: ", "VIGIE_DATA"},
    {SOURCE "year=2024\n[colums]\n", "sources/x.ini:5: ", "[columns]"},
    {SOURCE "year=2024\n[columns]\nnigths=n\n", "sources/x.ini:6: ", "'nights'"},
    {SOURCE "year=2024\n[columns]\nnights=\n", "sources/x.ini:6: ", "header"},
    {SOURCE "year=2024\n[columns]\nnights=nihgts\n", "sources/x.ini:6: ", "'nights'"},
    {SOURCE "year=2024\n[columns]\nacts/bkie=b\n", "sources/x.ini:6: ", "bike"},
    {SOURCE "year=2024\n[columns]\nstay/yes=b\n", "sources/x.ini:6: ", "select_multiple"},
    {SOURCE "year=2024\n[columns]\nnights=n {year}\n",
     "sources/x.ini:4: ", "more than one way"},
    {SOURCE "year=2024\n[codes styay]\nyes=1\n", "sources/x.ini:5: ", "'stay'"},
    {SOURCE "year=2024\n[codes stay]\nyse=1\n", "sources/x.ini:6: ", "dont_know"},
    {SOURCE "year=2024\n[codes stay]\nyes=1;2\nno=2\n", "sources/x.ini:7: ", "'2'"},
    {SOURCE "year=2024\n[codes nights]\nmany=99\n", "sources/x.ini:6: ", "dont_know"},
    {SOURCE "year=2024\n[ignore]\ncolumn=a\n", "sources/x.ini:6: ", "columns"},
    /* which files */
    {"[source]\nsurvey=t\nfile=data/y.csv\nyear=2024\n", "sources/x.ini:3: ", "'x.csv'"},
    {"[source]\nsurvey=t\nfile=data\nyear=2024\n", "sources/x.ini:3: ", "not a file"},
    {"[source]\nsurvey=t\nfile=$VIGIE_DATA/y.csv\nyear=2024\n",
     "sources/x.ini:3: ", "VIGIE_DATA"},
    {"[source]\nsurvey=t\nfile=data/x-{year}.csv\n", "sources/x.ini:3: ", "no file"},
    /* a name where {year} stands for two years, or that has none beside others that have */
    {"[source]\nsurvey=t\nfile=data/{year}/x-{year}.csv\n", "sources/x.ini:3: ", "four digits"},
    {"[source]\nsurvey=t\nfile=data/2023/*.csv;data/{year}/x-*.csv\n",
     "sources/x.ini:3: ", "four digits"},
};

static void
init(Fixture *f)
{
    vigie_fixture_init(f, observatory, form);
    g_unsetenv("VIGIE_DATA");
    vigie_fixture_write(f, "data/2023/x-2024.csv", "nights\n3\n", -1);
}

static void
test_wrong(void)
{
    g_auto(Fixture) f = {0};
    init(&f);
    guint bad = 0;
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(Loaded) loaded =
            vigie_fixture_read(&f, wrong[i].source, "nights;day\n3;2024-07-01\n");
        const char *message = loaded->error != NULL ? loaded->error->message : "(none)";
        bool good = g_str_has_prefix(message, wrong[i].place) &&
                    strstr(message, wrong[i].right) != NULL && strchr(message, '\n') == NULL;
        if (!good)
            g_test_message("%s\n-> %s", wrong[i].source, message);
        bad += !good;
    }
    g_assert_cmpuint(bad, ==, 0);
}

/* The year of {year}, however the rest of the name looks. */
static void
test_years(void)
{
    g_auto(Fixture) f = {0};
    init(&f);
    vigie_fixture_write(&f, "data/1999/y-2021-v2.csv", "nights\n4\n", -1);
    vigie_fixture_write(&f, "data/1999/y-2022-v1.csv", "nights\n5\n", -1);
    g_autoptr(Loaded) loaded = vigie_fixture_read(
        &f, "[source]\nsurvey=t\nfile=data/1999/y-{year}-v?.csv;data/1999/y-{year}-v1.csv\n",
        "nights\n0\n");
    g_assert_no_error(loaded->error);
    g_assert_cmpstr(loaded->rows, ==,
                    "4|<not_asked>|<not_asked>|<not_asked>|2021|2021\n"
                    "5|<not_asked>|<not_asked>|<not_asked>|2022|2022\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/source/wrong", test_wrong);
    g_test_add_func("/ingest/source/years", test_years);
    return g_test_run();
}
