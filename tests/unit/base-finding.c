/* base-finding.c - findings are counted in full and kept in part */
#include <vigie/base-finding.h>

static void
test_kept(void)
{
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    g_autofree char *file = g_strdup("a.csv");
    VigiePlace place = {file, 812, 4};
    vigie_findings_add(findings, VIGIE_NOTE, "guess", NULL, "%d columns", 3);
    vigie_findings_add(findings, VIGIE_FINDING, "value", &place, "nights\n= %d", -3);
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
    VigiePlace second = {"a.csv", 1, 2}, third = {"a.csv", 1, 3};
    const guint n = VIGIE_FINDINGS_KEPT + 7;
    for (guint i = 0; i < n; i++)
        vigie_findings_add(findings, VIGIE_FINDING, "many", &second, "%u", i);
    vigie_findings_add(findings, VIGIE_FINDING, "many", &third, "another column");
    vigie_findings_add(findings, VIGIE_NOTE, "one", NULL, "last");
    g_assert_cmpuint(vigie_findings_n_kept(findings), ==, VIGIE_FINDINGS_KEPT + 2);
    g_assert_cmpuint(vigie_findings_count(findings, VIGIE_FINDING), ==, n + 1);
    g_assert_cmpuint(vigie_findings_count(findings, VIGIE_NOTE), ==, 1);
    g_assert_cmpuint(vigie_findings_count_code(findings, "many"), ==, n + 1);
    g_assert_cmpuint(vigie_findings_count_code(findings, "none"), ==, 0);
    const VigieFindingGroup *group = vigie_findings_group_at(findings, 0);
    g_assert_cmpstr(group->code, ==, "many");
    g_assert_cmpuint(group->field, ==, 2);
    g_assert_cmpuint(group->n, ==, n);
    group = vigie_findings_group_at(findings, 1);
    g_assert_cmpuint(group->field, ==, 3);
    g_assert_cmpuint(vigie_findings_get(findings, VIGIE_FINDINGS_KEPT)->group, ==, 1);
    g_assert_cmpstr(vigie_findings_group_at(findings, 2)->code, ==, "one");
    g_assert_null(vigie_findings_group_at(findings, 3));
}

/* However many columns are wrong, the memory is bounded. */
static void
test_bounded(void)
{
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    const guint n = 2 * VIGIE_FINDINGS_KEPT_ALL;
    for (guint i = 0; i < n; i++) {
        VigiePlace place = {"a.csv", i + 2, i % 100 + 1};
        vigie_findings_add(findings, VIGIE_FINDING, "many", &place, "%u", i);
    }
    g_assert_cmpuint(vigie_findings_n_kept(findings), ==, VIGIE_FINDINGS_KEPT_ALL);
    g_assert_cmpuint(vigie_findings_count(findings, VIGIE_FINDING), ==, n);
    g_assert_cmpuint(vigie_findings_group_at(findings, 99)->n, ==, n / 100);
}

/* Items that share a column, or have none, are counted apart; a group keeps its first place and text. */
static void
test_items(void)
{
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    VigiePlace first = {"a.csv", 7, 0}, second = {"a.csv", 9, 0};
    vigie_findings_add_about(findings, VIGIE_FINDING, "odd", "age", &first, "age %d", 1);
    vigie_findings_add_about(findings, VIGIE_FINDING, "odd", "pets", &second, "pets");
    vigie_findings_add_about(findings, VIGIE_FINDING, "odd", "age", &second, "age %d", 2);
    vigie_findings_add(findings, VIGIE_NOTE, "odd", &second, "none");
    const VigieFindingGroup *group = vigie_findings_group_at(findings, 0);
    g_assert_cmpstr(group->item, ==, "age");
    g_assert_cmpuint(group->n, ==, 2);
    g_assert_cmpuint(group->line, ==, 7);
    g_assert_cmpstr(group->text, ==, "age 1");
    g_assert_cmpstr(vigie_findings_group_at(findings, 1)->item, ==, "pets");
    g_assert_cmpint(vigie_findings_group_at(findings, 2)->level, ==, VIGIE_NOTE);
    g_assert_cmpstr(vigie_findings_group_at(findings, 2)->item, ==, "");
    g_assert_null(vigie_findings_group_at(findings, 3));
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
    g_test_add_func("/base/finding/bounded", test_bounded);
    g_test_add_func("/base/finding/items", test_items);
    g_test_add_func("/base/finding/nowhere", test_nowhere);
    return g_test_run();
}
