/* codebook-role.c - an item may have several roles */
#include <string.h>
#include <vigie/codebook.h>

static const char form[] = "survey,,,\n"
                           ",type,name,role\n"
                           ",integer,overall,satisfaction overall\n"
                           ",integer,other,overall_score\n"
                           ",integer,none,\n";

static void
test_roles(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieCodebook) codebook =
        vigie_codebook_parse("form.csv", form, strlen(form), &error);
    g_assert_no_error(error);
    const VigieItem *overall = vigie_codebook_find(codebook, "overall");
    g_assert_true(vigie_item_has_role(overall, "satisfaction"));
    g_assert_true(vigie_item_has_role(overall, "overall"));
    g_assert_false(vigie_item_has_role(overall, "over"));
    g_assert_false(vigie_item_has_role(vigie_codebook_find(codebook, "other"), "overall"));
    g_assert_false(vigie_item_has_role(vigie_codebook_find(codebook, "none"), "overall"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codebook/role", test_roles);
    return g_test_run();
}
