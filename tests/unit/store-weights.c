/* store-weights.c - weights in the store: by wave, superseded, spoilt by what changes their records, in load order */
#include "store-fixture.h"

#define TEST(name, function)                                                                   \
    g_test_add("/store/weights/" name, StoreFixture, NULL, store_setup, function,              \
               store_teardown)

static void
load(VigieStore *store, const StoreFixture *fixture, const char *file, const char *sha256,
     int year, gsize n)
{
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, year, n);
    VigieBatch batch = store_batch(fixture->codebook, file, sha256);
    store_load(store, &batch, fixture->codebook, frame);
}

static void
assert_states(VigieStore *store, const char *wanted)
{
    g_autofree char *states =
        store_rows(store, "SELECT group_concat(state, ' ') FROM (SELECT state FROM calibration "
                          "ORDER BY id)");
    g_strchomp(states);
    g_assert_cmpstr(states, ==, wanted);
}

/* g of the place, NAN = none. */
static double
g_at(VigieStore *store, gsize n, gsize place)
{
    g_autofree double *g = g_new(double, n);
    g_autofree guint32 *of = g_new(guint32, n);
    g_autoptr(GPtrArray) all = vigie_store_calibrations(store, "guests", false, NULL);
    g_assert_true(vigie_store_weights(store, "guests", all, n, g, of, NULL));
    g_assert_cmpint(isnan(g[place]), ==, of[place] == G_MAXUINT32);
    return g[place];
}

/* The second file's records stand behind the first's, also when the first was loaded anew and has other numbers. */
static void
test_order(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", "1", 2023, 5);
    load(store, fixture, "b.csv", "1", 2024, 4);
    load(store, fixture, "a.csv", "2", 2023, 6);
    g_assert_true(store_weigh(store, 2024, NULL, 0, 4, 10));
    g_assert_true(store_weigh(store, 2023, NULL, 4, 6, 20));
    g_assert_cmpfloat(g_at(store, 10, 0), ==, 10);
    g_assert_cmpfloat(g_at(store, 10, 3), ==, 13);
    g_assert_cmpfloat(g_at(store, 10, 4), ==, 20);
    g_assert_cmpfloat(g_at(store, 10, 9), ==, 25);
}

static void
test_kept(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", "1", 2024, 5);
    g_assert_true(store_weigh(store, 2024, NULL, 1, 3, 1.5));
    g_autoptr(GPtrArray) all = vigie_store_calibrations(store, NULL, true, NULL);
    g_assert_cmpuint(all->len, ==, 1);
    const VigieStoredCalibration *found = g_ptr_array_index(all, 0);
    const VigieStoredMargin *margin = g_ptr_array_index(found->margins, 0);
    g_assert_cmpint(found->id, ==, 1);
    g_assert_cmpint(found->year, ==, 2024);
    g_assert_true(found->whole_year && found->wave == NULL);
    g_assert_cmpstr(found->method, ==, "raking");
    g_assert_true(isnan(found->lower));
    g_assert_cmpfloat(found->upper, ==, 3);
    g_assert_cmpuint(margin->n_classes, ==, 2);
    g_assert_cmpstr(margin->items[0], ==, "sat");
    g_assert_cmpstr(margin->class_name[1], ==, "2");
    g_assert_cmpfloat(margin->target[1], ==, 7.5);
    g_assert_true(isnan(g_at(store, 5, 0)));
    g_autofree char *weights =
        store_rows(store, "SELECT weight FROM calibrated ORDER BY record");
    g_assert_cmpstr(weights, ==, "3\n5\n7\n");
}

static void
test_superseded(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", "1", 2024, 5);
    g_assert_true(store_weigh(store, 2024, "a", 0, 2, 1));
    g_assert_true(store_weigh(store, 2024, "b", 2, 2, 2));
    g_assert_true(store_weigh(store, 2024, "a", 0, 2, 3));
    assert_states(store, "superseded current current");
    g_assert_true(store_weigh(store, 2024, NULL, 0, 5, 4));
    assert_states(store, "superseded superseded superseded current");
    g_assert_true(store_weigh(store, 2024, "b", 2, 2, 5));
    assert_states(store, "superseded superseded superseded superseded current");
    g_assert_true(store_weigh(store, 2025, NULL, 2, 2, 5));
    assert_states(store, "superseded superseded superseded superseded current current");
}

/* Only the years that a batch has records of. */
static void
test_spoilt(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", "1", 2023, 5);
    load(store, fixture, "b.csv", "1", 2024, 5);
    g_assert_true(store_weigh(store, 2023, NULL, 0, 5, 1));
    g_assert_true(store_weigh(store, 2024, NULL, 5, 5, 2));
    load(store, fixture, "c.csv", "1", 2024, 1);
    assert_states(store, "current stale");
    g_assert_true(isnan(g_at(store, 11, 5)));
    g_assert_cmpfloat(g_at(store, 11, 4), ==, 5);
    g_assert_true(vigie_store_undo(store, 1, NULL));
    assert_states(store, "stale stale");
    g_autofree char *left = store_rows(store, "SELECT count(*) FROM calibrated");
    g_assert_cmpstr(left, ==, "0\n");
}

/* Weights that were made for other records are not stored. */
static void
test_stamp(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    gint64 before = 0, after = 0;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", "1", 2023, 5);
    load(store, fixture, "b.csv", "1", 2023, 5);
    g_assert_true(vigie_store_stamp(store, "guests", &before, NULL));
    g_assert_true(vigie_store_undo(store, 1, NULL));
    g_assert_true(vigie_store_stamp(store, "guests", &after, NULL));
    g_assert_cmpint(before, !=, after);
    g_autoptr(GError) error = NULL;
    g_assert_false(vigie_store_put_weights(store, "guests", before, NULL, 0, &error));
    g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BUSY);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("order", test_order);
    TEST("kept", test_kept);
    TEST("superseded", test_superseded);
    TEST("spoilt", test_spoilt);
    TEST("stamp", test_stamp);
    return g_test_run();
}
