/* base-finding.c - findings are counted in full and kept in part */
#include <vigie/base-finding.h>

static void
test_kept(void)
{
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    g_autofree char *file = g_strdup("a.csv");
    VigiePlace place = {file, 812, 4};
    vigie_findings_add(findings, VIGIE_NOTE, "guess", NULL, "%d columns", 3);
    vigie_findings_add(findings, VIGIE_FINDING, "value", &place, "nights = %d", -3);
    g_assert_cmpuint(vigie_findings_n_kept(findings), ==, 2);
    const VigieFindingRow *row = vigie_findings_get(findings, 1);
    file[0] = 'z';
    g_assert_cmpstr(row->file, ==, "a.csv");
    g_assert_cmpuint(row->line, ==, 812);
    g_assert_cmpuint(row->field, ==, 4);
    g_assert_cmpint(row->level, ==, VIGIE_FINDING);
    g_assert_cmpstr(row->code, ==, "value");
    g_assert_cmpstr(row->text, ==, "nights = -3");
    row = vigie_findings_get(findings, 0);
    g_assert_null(row->file);
    g_assert_cmpstr(row->text, ==, "3 columns");
}

static void
test_counts(void)
{
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    const char *code = NULL;
    guint64 count = 0;
    for (guint i = 0; i < 1000; i++)
        vigie_findings_add(findings, VIGIE_FINDING, "many", NULL, "%u", i);
    vigie_findings_add(findings, VIGIE_NOTE, "one", NULL, "last");
    g_assert_cmpuint(vigie_findings_n_kept(findings), ==, VIGIE_FINDINGS_KEPT + 1);
    g_assert_cmpuint(vigie_findings_count(findings, VIGIE_FINDING), ==, 1000);
    g_assert_cmpuint(vigie_findings_count(findings, VIGIE_NOTE), ==, 1);
    g_assert_cmpuint(vigie_findings_count_code(findings, "many"), ==, 1000);
    g_assert_cmpuint(vigie_findings_count_code(findings, "none"), ==, 0);
    g_assert_true(vigie_findings_code_at(findings, 0, &code, &count));
    g_assert_cmpstr(code, ==, "many");
    g_assert_cmpuint(count, ==, 1000);
    g_assert_true(vigie_findings_code_at(findings, 1, &code, &count));
    g_assert_cmpstr(code, ==, "one");
    g_assert_false(vigie_findings_code_at(findings, 2, &code, &count));
}

static void
test_nowhere(void)
{
    vigie_findings_add(NULL, VIGIE_FINDING, "lost", NULL, "nobody listens");
    vigie_findings_free(NULL);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/finding/kept", test_kept);
    g_test_add_func("/base/finding/counts", test_counts);
    g_test_add_func("/base/finding/nowhere", test_nowhere);
    return g_test_run();
}
