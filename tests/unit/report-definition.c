/* report-definition.c - report definitions: what is read, and what is refused where */
#include <glib/gstdio.h>
#include <string.h>
#include <vigie/report.h>

static char *
write_definition(const char *text)
{
    char *path = NULL;
    gint file = g_file_open_tmp("vigie-report-XXXXXX.ini", &path, NULL);
    g_assert_cmpint(file, >=, 0);
    g_close(file, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static const char good[] = "[report]\n"
                           "title=Report\n"
                           "title[fr]=Rapport\n"
                           "pages=one;two\n"
                           "[page one]\n"
                           "kind=cover\n"
                           "[page two]\n"
                           "title[fr]=Deux\n"
                           "charts=a\n"
                           "[chart a]\n"
                           "kind=dots\n"
                           "stat=top2\n"
                           "of=role:satisfaction;welcome\n"
                           "years=5\n";

static void
test_good(void)
{
    g_autofree char *path = write_definition(good);
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieReport) report = vigie_report_load(path, VIGIE_LANG_FR, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(report->title, ==, "Rapport");
    g_assert_cmpuint(report->pages->len, ==, 2);
    const VigieReportPage *cover = g_ptr_array_index(report->pages, 0);
    const VigieReportPage *charts = g_ptr_array_index(report->pages, 1);
    g_assert_cmpint(cover->kind, ==, VIGIE_PAGE_COVER);
    g_assert_cmpstr(charts->title, ==, "Deux");
    const VigieExhibit *exhibit = vigie_report_exhibit(report, "a");
    g_assert_nonnull(exhibit);
    g_assert_cmpint(exhibit->kind, ==, VIGIE_CHART_DOTS);
    g_assert_cmpint(exhibit->years, ==, 5);
    g_assert_cmpstr(exhibit->of[0], ==, "role:satisfaction");
    g_assert_cmpstr(exhibit->of[1], ==, "welcome");
    g_assert_null(vigie_report_exhibit(report, "b"));
    g_unlink(path);
}

/* A definition, and the start of the message after the file's name. */
static const struct {
    const char *name, *text, *wanted;
} bad[] = {
    {"page", "[report]\npages=one\n", ":2: no group [page one]"},
    {"page-nearest", "[report]\npages=one\n[page onne]\n",
     ":2: no group [page one]; did you mean [page onne]?"},
    {"page-twice", "[report]\npages=one;one\n[page one]\n", ":2: pages= names one twice"},
    {"no-pages", "[report]\ntitle=x\n", ":1: [report] needs pages="},
    {"chart", "[report]\npages=one\n[page one]\ncharts=x\n", ":4: no group [chart x]"},
    {"figure", "[report]\npages=one\n[page one]\nkind=figures\nfigures=x\n",
     ":5: no group [figure x]"},
    {"figure-as-chart",
     "[report]\npages=one\n[page one]\ncharts=x\n[figure x]\nindicator=nights\n",
     ":4: no group [chart x]"},
    {"one-name-for-two",
     "[report]\npages=one\n[page one]\ncharts=x\n[chart x]\nkind=season\nindicator=nights\n"
     "[figure x]\nindicator=nights\n",
     ":8: x is the name of a chart and of a figure"},
    {"out-of-the-folder",
     "[report]\npages=p\n[page p]\n[chart ../x]\nkind=season\nindicator=nights\n",
     ":4: ../x cannot be the name of a file"},
    {"kind", "[report]\n[chart a]\nkind=pie\nstat=mean\nof=x\n", ":3: "},
    {"page-kind", "[report]\npages=p\n[page p]\nkind=covers\n", ":4: "},
    {"nothing", "[report]\n[chart a]\nkind=rank\n", ":2: a: needs either"},
    {"both", "[report]\n[chart a]\nindicator=nights\nstat=mean\nof=x\n", ":2: a: needs either"},
    {"no-of", "[report]\n[chart a]\nstat=mean\n", ":3: a: stat= needs of="},
    {"no-stat", "[report]\n[chart a]\nof=x\n", ":3: a: of= needs stat="},
    {"stat", "[report]\n[chart a]\nstat=maen\nof=x\n",
     ":3: a: there is no “maen”; did you mean “mean”?"},
    {"indicator", "[report]\n[chart a]\nkind=season\nindicator=nigths\n",
     ":4: a: unknown indicator 'nigths'; did you mean 'nights'?"},
    {"likert-mean", "[report]\n[chart a]\nkind=likert\nstat=mean\nof=x\n",
     ":4: a: kind=likert"},
    {"stack-mean", "[report]\n[chart a]\nkind=stack\nstat=mean\nof=x\n", ":4: a: kind=likert"},
    {"stack-by", "[report]\n[chart a]\nkind=stack\nstat=proportion\nof=x\nby=y\n",
     ":6: a: kind=stack"},
    {"trend-shares", "[report]\n[chart a]\nkind=trend\nstat=proportion\nof=x\n",
     ":4: a: kind=trend"},
    {"season-survey", "[report]\n[chart a]\nkind=season\nstat=mean\nof=x\n",
     ":3: a: kind=season"},
    {"season-by", "[report]\n[chart a]\nkind=season\nindicator=nights\nby=x\n",
     ":5: a: kind=season"},
    {"rank-without-by", "[report]\n[chart a]\nkind=rank\nindicator=nights\n",
     ":2: a: kind=rank"},
    {"likert-dataset", "[report]\n[chart a]\nkind=likert\nindicator=nights\n",
     ":3: a: kind=likert"},
    {"two-by", "[report]\n[chart a]\nkind=dots\nstat=mean\nof=x\nby=y;z\n",
     ":6: a: a chart takes one by="},
    {"years", "[report]\n[chart a]\nstat=mean\nof=x\nyears=five\n", ":5: "},
    {"key", "[report]\n[chart a]\nstat=mean\nof=x\nyaers=5\n",
     ":5: unknown key yaers in [chart a]: did you mean years?"},
    {"key-twice", "[report]\npages=a\npages=b\n", ":3: "},
    {"group", "[report]\n[charts a]\nstat=mean\nof=x\n", ":2: "},
};

static void
test_bad(gconstpointer data)
{
    const char *const *wanted = data;
    g_autofree char *path = write_definition(wanted[1]);
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_report_load(path, VIGIE_LANG_EN, &error));
    g_assert_nonnull(error);
    g_autofree char *message = g_strconcat(path, wanted[2], NULL);
    if (!g_str_has_prefix(error->message, message))
        g_error("got “%s”, wanted “%s…”", error->message, message);
    g_unlink(path);
}

static void
test_missing(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_report_load("/nowhere/at/all.ini", VIGIE_LANG_EN, &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/definition/good", test_good);
    g_test_add_func("/report/definition/missing", test_missing);
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autofree char *path = g_strconcat("/report/definition/bad/", bad[i].name, NULL);
        g_test_add_data_func(path, &bad[i], test_bad);
    }
    return g_test_run();
}
