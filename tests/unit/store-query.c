/* store-query.c - queries read, and do nothing else */
#include "store-fixture.h"

#define TEST(name, function)                                                                   \
    g_test_add("/store/" name, StoreFixture, NULL, store_setup, function, store_teardown)

static void
load(StoreFixture *fixture)
{
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, 2024, 5);
    vigie_column_set_number(vigie_frame_column(frame, "spend"), 0, 0.1);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    store_load(store, &batch, fixture->codebook, frame);
}

static bool
ignore(void *user, guint n, const char *const *names, const char *const *values)
{
    (void)n, (void)names, (void)values;
    ++*(guint *)user;
    return true;
}

static const char *const refused[] = {
    "DELETE FROM guests",
    "UPDATE guests SET age = 1",
    "INSERT INTO choice VALUES ('a', 'b', 0, 'c', 'd')",
    "DROP TABLE guests",
    "CREATE TABLE mine (x)",
    "CREATE TEMP TABLE mine (x)",
    "ALTER TABLE guests ADD COLUMN mine",
    "ATTACH 'other.db' AS other",
    "DETACH main",
    "PRAGMA user_version",
    "PRAGMA user_version = 3",
    "SELECT * FROM pragma_table_info('guests')",
    "SELECT load_extension('evil')",
    "VACUUM INTO 'copy.db'",
    "REINDEX",
    "ANALYZE",
    "BEGIN",
    "COMMIT",
    "SAVEPOINT mine",
    "WITH a AS (SELECT 1) DELETE FROM guests",
    "SELECT 1; DELETE FROM guests",
    "SELECT 1; SELECT 2",
    "SELEC 1",
    "SELECT nothing FROM guests",
    "SELECT * FROM nowhere",
    "SELECT (1",
    "",
    " ; -- nothing",
};

static void
test_refused(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    load(fixture);
    for (int mode = VIGIE_STORE_READ; mode <= VIGIE_STORE_WRITE; mode++) {
        g_autoptr(VigieStore) store = store_open(fixture, (VigieStoreMode)mode);
        g_autofree char *before = store_dump(store);
        for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
            g_autoptr(GError) error = NULL;
            guint n = 0;
            g_assert_false(vigie_store_query(store, refused[i], ignore, &n, &error));
            g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_QUERY);
            g_assert_cmpuint(n, ==, 0);
        }
        g_autofree char *after = store_dump(store);
        g_assert_cmpstr(after, ==, before);
    }
}

static void
test_values(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    load(fixture);
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_READ);
    g_autofree char *rows = store_rows(
        store,
        "SELECT 0.1, 1e300, 3.0, 1/3.0, NULL, 'é', x'00ff', age FROM guests WHERE age = 4 ; ");
    g_assert_cmpstr(rows, ==, "0.1|1e+300|3|0.3333333333333333||é|00ff|4\n");
    g_autofree char *tree = store_rows(
        store, "WITH RECURSIVE m(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM m WHERE i < 3)"
               " SELECT i FROM m -- months\n");
    g_assert_cmpstr(tree, ==, "1\n2\n3\n");
}

static void
test_header_without_rows(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    load(fixture);
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_READ);
    guint n = 0;
    g_assert_true(
        vigie_store_query(store, "SELECT age FROM guests WHERE age > 100", ignore, &n, NULL));
    g_assert_cmpuint(n, ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("query/refused", test_refused);
    TEST("query/values", test_values);
    TEST("query/header-without-rows", test_header_without_rows);
    return g_test_run();
}
