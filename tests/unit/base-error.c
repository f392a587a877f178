/* base-error.c - errors with a place, nearest names */
#include <vigie/base-error.h>

static void
test_place(void)
{
    g_autoptr(GError) error = NULL;
    VigiePlace place = {"a.csv", 12, 3};
    vigie_set_error_at(&error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_VALUE, &place, "no %s",
                       "way");
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_VALUE);
    g_assert_cmpstr(error->message, ==, "a.csv:12:3: no way");
    g_clear_error(&error);
    vigie_set_error_at(&error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO, NULL, "x");
    g_assert_cmpstr(error->message, ==, "x");
}

static void
test_one_line(void)
{
    VigiePlace place = {"a\nb.ini", 3, 0};
    g_autoptr(GError) error = NULL;
    vigie_set_error_at(&error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO, &place,
                       "what '%s' \xff is", "one\ntwo\t");
    g_assert_cmpstr(error->message, ==, "a b.ini:3: what 'one two ' \357\277\275 is");
}

static void
test_nearest(void)
{
    const char *names[] = {"cluster", "strata", "weight", "prévu", NULL};
    g_assert_cmpstr(vigie_nearest("wieght", names), ==, "weight");
    g_assert_cmpstr(vigie_nearest("STRATUM", names), ==, "strata");
    g_assert_cmpstr(vigie_nearest("prevu", names), ==, "prévu");
    g_assert_null(vigie_nearest("zzzzzz", names));
    g_assert_null(vigie_nearest("", names));
    static const char *const letters[] = {"a", "b", NULL};
    g_assert_null(vigie_nearest("c", letters));
    g_assert_cmpstr(vigie_nearest("B", letters), ==, "b");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/error/place", test_place);
    g_test_add_func("/base/error/one-line", test_one_line);
    g_test_add_func("/base/error/nearest", test_nearest);
    return g_test_run();
}
