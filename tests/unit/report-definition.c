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
    {"chart", "[report]\npages=one\n[page one]\ncharts=x\n", ":4: no group [chart x]"},
    {"figure", "[report]\npages=one\n[page one]\nkind=figures\nfigures=x\n",
     ":5: no group [figure x]"},
    {"kind", "[report]\n[chart a]\nkind=pie\nstat=mean\nof=x\n", ":3: "},
    {"page-kind", "[report]\npages=p\n[page p]\nkind=covers\n", ":4: "},
    {"nothing", "[report]\n[chart a]\nkind=rank\n", ":2: a needs either"},
    {"both", "[report]\n[chart a]\nindicator=nights\nstat=mean\nof=x\n", ":2: a needs either"},
    {"no-of", "[report]\n[chart a]\nstat=mean\n", ":2: a: no statistic"},
    {"stat", "[report]\n[chart a]\nstat=maen\nof=x\n", ":2: a: no statistic “maen”"},
    {"years", "[report]\n[chart a]\nstat=mean\nof=x\nyears=five\n", ":5: "},
    {"key", "[report]\n[chart a]\nstat=mean\nof=x\nyaers=5\n", ":5: "},
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
