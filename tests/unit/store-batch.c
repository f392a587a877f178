/* store-batch.c - loads that are repeated, replaced, taken back, broken off; files that are no store */
#include "store-fixture.h"
#include <glib/gstdio.h>

#define TEST(name, function)                                                                   \
    g_test_add("/store/" name, StoreFixture, NULL, store_setup, function, store_teardown)

static void
load(VigieStore *store, const StoreFixture *fixture, const char *file, const char *sha256,
     int year, gsize n)
{
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, year, n);
    VigieBatch batch = store_batch(fixture->codebook, file, sha256);
    store_load(store, &batch, fixture->codebook, frame);
}

static void
assert_rows(VigieStore *store, const char *sql, const char *expected)
{
    g_autofree char *rows = store_rows(store, sql);
    g_assert_cmpstr(rows, ==, expected);
}

static void
test_same_and_replaced(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    bool same = true;
    g_assert_true(vigie_store_has(store, &batch, &same, NULL) && !same);
    load(store, fixture, "a.csv", "1", 2024, 5);
    load(store, fixture, "b.csv", "2", 2025, 3);
    g_assert_true(vigie_store_has(store, &batch, &same, NULL) && same);
    batch.file_sha256 = "9";
    g_assert_true(vigie_store_has(store, &batch, &same, NULL) && !same);
    batch.file_sha256 = "1";
    batch.source_sha256 = "9";
    g_assert_true(vigie_store_has(store, &batch, &same, NULL) && !same);
    load(store, fixture, "a.csv", "9", 2024, 2);
    assert_rows(store,
                "SELECT file, count(*) FROM guests JOIN batch b ON b.id = batch GROUP BY 1",
                "a.csv|2\nb.csv|3\n");
    assert_rows(store, "SELECT year, n FROM wave ORDER BY 1", "2024|2\n2025|3\n");
    assert_rows(store, "SELECT count(*) FROM structure", "1\n");
}

static void
test_batches(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", "1", 2024, 5);
    load(store, fixture, "b.csv", "2", 2025, 3);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = vigie_store_batches(store, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(rows->len, ==, 2);
    const VigieBatchRow *row = rows->pdata[1];
    g_assert_cmpstr(row->file, ==, "b.csv");
    g_assert_cmpstr(row->table, ==, "guests");
    g_assert_true(row->survey);
    g_assert_cmpuint(row->n_accepted, ==, 3);
    g_assert_cmpuint(row->n_records, ==, 3);
    g_assert_cmpint(row->first_year, ==, 2025);
    g_assert_cmpint(row->last_year, ==, 2025);
    g_autoptr(GArray) years = NULL;
    g_assert_true(vigie_store_years(store, "guests", &years, NULL));
    g_assert_cmpuint(years->len, ==, 2);
    g_assert_cmpint(g_array_index(years, int, 0), ==, 2024);
}

static void
test_findings(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, 2024, 1);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    VigiePlace place = {"a.csv", 812, 3};
    vigie_findings_add(findings, VIGIE_FINDING, "constraint", &place, "nights = -3");
    vigie_findings_add(findings, VIGIE_NOTE, "dialect", NULL, "comma");
    g_assert_true(vigie_store_begin(store, &batch, fixture->codebook, NULL) &&
                  vigie_store_append(store, frame, NULL) &&
                  vigie_store_commit(store, &batch, NULL, findings, NULL));
    assert_rows(store, "SELECT level, code, file, line, field, text FROM finding ORDER BY id",
                "finding|constraint|a.csv|812|3|nights = -3\nnote|dialect||||comma\n");
    assert_rows(store, "SELECT n_findings FROM batch", "1\n");
}

static void
test_undo(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    g_autoptr(GError) error = NULL;
    g_assert_false(vigie_store_undo(store, 1, &error));
    g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BATCH);
    g_clear_error(&error);
    load(store, fixture, "a.csv", "1", 2024, 5);
    g_autofree char *before = store_dump(store);
    load(store, fixture, "b.csv", "2", 2025, 3);
    g_assert_true(vigie_store_undo(store, 2, &error));
    g_autofree char *after = store_dump(store);
    g_assert_cmpstr(after, ==, before);
    g_assert_false(vigie_store_undo(store, 2, &error));
    g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BATCH);
    /* A number is never given twice. */
    load(store, fixture, "c.csv", "3", 2025, 1);
    assert_rows(store, "SELECT max(id) FROM batch", "3\n");
}

static void
test_prune(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", "1", 2024, 5);
    load(store, fixture, "b.csv", "2", 2025, 3);
    static const char *const files[] = {"b.csv", "c.csv", NULL};
    guint n = 9;
    g_assert_true(vigie_store_prune(store, "guests", "another", files, &n, NULL));
    g_assert_cmpuint(n, ==, 0);
    g_assert_true(vigie_store_prune(store, "guests", "guests", files, &n, NULL));
    g_assert_cmpuint(n, ==, 1);
    assert_rows(store, "SELECT file FROM batch", "b.csv\n");
    assert_rows(store, "SELECT count(*), min(year) FROM guests", "3|2025\n");
}

static void
test_rollback(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", "1", 2024, 5);
    g_autofree char *before = store_dump(store);
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, 2024, 9);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "9");
    g_assert_true(vigie_store_begin(store, &batch, fixture->codebook, NULL));
    g_assert_true(vigie_store_append(store, frame, NULL));
    vigie_store_rollback(store);
    g_autofree char *after = store_dump(store);
    g_assert_cmpstr(after, ==, before);
    /* Closing in the middle of a load is a rollback too. */
    g_assert_true(vigie_store_begin(store, &batch, fixture->codebook, NULL));
    vigie_store_close(g_steal_pointer(&store));
    store = store_open(fixture, VIGIE_STORE_READ);
    g_autofree char *again = store_dump(store);
    g_assert_cmpstr(again, ==, before);
}

/* A first load that fails leaves no file. */
static void
test_first_rollback(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    VigieStore *store = store_open(fixture, VIGIE_STORE_WRITE);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    g_assert_true(vigie_store_begin(store, &batch, fixture->codebook, NULL));
    vigie_store_close(store);
    g_assert_false(g_file_test(fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_busy(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) first = store_open(fixture, VIGIE_STORE_WRITE);
    load(first, fixture, "a.csv", "1", 2024, 5);
    g_autoptr(VigieStore) second = store_open(fixture, VIGIE_STORE_WRITE);
    vigie_store_set_patience(second, 20);
    VigieBatch batch = store_batch(fixture->codebook, "b.csv", "2");
    g_autoptr(GError) error = NULL;
    g_assert_true(vigie_store_begin(first, &batch, fixture->codebook, &error));
    g_assert_false(vigie_store_begin(second, &batch, fixture->codebook, &error));
    g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BUSY);
    g_clear_error(&error);
    vigie_store_rollback(first);
    g_assert_true(vigie_store_begin(second, &batch, fixture->codebook, &error));
}

/* Two loads of one file at once: both find it is not there, one waits, and then finds it is. */
static void
test_same_meanwhile(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) first = store_open(fixture, VIGIE_STORE_WRITE);
    g_autoptr(VigieStore) second = store_open(fixture, VIGIE_STORE_WRITE);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    bool same = true;
    g_assert_true(vigie_store_has(second, &batch, &same, NULL));
    g_assert_false(same);
    load(first, fixture, "a.csv", "1", 2024, 5);
    g_autofree char *before = store_dump(first);
    g_autoptr(GError) error = NULL;
    g_assert_false(vigie_store_begin(second, &batch, fixture->codebook, &error));
    g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_LOADED);
    g_autofree char *after = store_dump(second);
    g_assert_cmpstr(after, ==, before);
    /* Another version of the file is loaded all the same. */
    g_clear_error(&error);
    batch.file_sha256 = "2";
    g_assert_true(vigie_store_begin(second, &batch, fixture->codebook, &error));
    g_assert_no_error(error);
}

/* Two first loads at once: one makes the file, the other finds it made. */
static void
test_two_first_loads(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) first = store_open(fixture, VIGIE_STORE_WRITE);
    g_autoptr(VigieStore) second = store_open(fixture, VIGIE_STORE_WRITE);
    load(first, fixture, "a.csv", "1", 2024, 5);
    load(second, fixture, "b.csv", "2", 2025, 3);
    assert_rows(first, "SELECT count(*) FROM batch", "2\n");
}

static void
test_removed_meanwhile(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    VigieStore *first = store_open(fixture, VIGIE_STORE_WRITE);
    g_autoptr(VigieStore) second = store_open(fixture, VIGIE_STORE_WRITE);
    vigie_store_close(first);
    g_assert_false(g_file_test(fixture->path, G_FILE_TEST_EXISTS));
    VigieBatch batch = store_batch(fixture->codebook, "b.csv", "2");
    g_autoptr(GError) error = NULL;
    g_assert_false(vigie_store_begin(second, &batch, fixture->codebook, &error));
    g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BUSY);
}

static void
assert_refused(const StoreFixture *fixture, VigieStoreMode mode, VigieStoreError code)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_store_open(fixture->path, mode, &error));
    g_assert_error(error, VIGIE_STORE_ERROR, (int)code);
}

static void
write_file(const StoreFixture *fixture, const char *bytes, gssize length)
{
    g_assert_true(g_file_set_contents(fixture->path, bytes, length, NULL));
}

static void
test_no_store(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    assert_refused(fixture, VIGIE_STORE_READ, VIGIE_STORE_ERROR_MISSING);
    write_file(fixture, "", 0);
    assert_refused(fixture, VIGIE_STORE_READ, VIGIE_STORE_ERROR_MISSING);
    char garbage[4096];
    for (guint i = 0; i < sizeof garbage; i++)
        garbage[i] = (char)(i * 7);
    write_file(fixture, garbage, sizeof garbage);
    assert_refused(fixture, VIGIE_STORE_READ, VIGIE_STORE_ERROR_FOREIGN);
    assert_refused(fixture, VIGIE_STORE_WRITE, VIGIE_STORE_ERROR_FOREIGN);
    g_unlink(fixture->path);
    g_assert_cmpint(g_mkdir(fixture->path, 0700), ==, 0);
    assert_refused(fixture, VIGIE_STORE_READ, VIGIE_STORE_ERROR_FOREIGN);
    assert_refused(fixture, VIGIE_STORE_WRITE, VIGIE_STORE_ERROR_FOREIGN);
    g_rmdir(fixture->path);
    g_free(fixture->path);
    fixture->path = g_build_filename(fixture->dir, "no", "folder.db", NULL);
    assert_refused(fixture, VIGIE_STORE_WRITE, VIGIE_STORE_ERROR_SQLITE);
}

/* Bytes 60..63 of an SQLite file are user_version, 68..71 application_id. */
static void
patch(const StoreFixture *fixture, gsize at, char byte)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(fixture->path, &bytes, &length, NULL));
    bytes[at] = byte;
    write_file(fixture, bytes, (gssize)length);
}

static void
test_other_formats(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    VigieStore *store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", "1", 2024, 5);
    vigie_store_close(store);
    patch(fixture, 63, 99);
    assert_refused(fixture, VIGIE_STORE_READ, VIGIE_STORE_ERROR_FOREIGN);
    assert_refused(fixture, VIGIE_STORE_WRITE, VIGIE_STORE_ERROR_FOREIGN);
    patch(fixture, 63, 1);
    assert_refused(fixture, VIGIE_STORE_READ, VIGIE_STORE_ERROR_FOREIGN);
    patch(fixture, 63, 2);
    assert_refused(fixture, VIGIE_STORE_WRITE, VIGIE_STORE_ERROR_FOREIGN);
    patch(fixture, 63, 3);
    patch(fixture, 71, 0);
    assert_refused(fixture, VIGIE_STORE_WRITE, VIGIE_STORE_ERROR_FOREIGN);
}

/* A truncated store is an error at the latest when its records are read, never a crash. */
static void
test_truncated(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    VigieStore *store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", "1", 2024, 5000);
    vigie_store_close(store);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(fixture->path, &bytes, &length, NULL));
    for (gsize keep = 16; keep < length; keep += length / 7) {
        write_file(fixture, bytes, (gssize)keep);
        g_autoptr(GError) error = NULL;
        g_autoptr(VigieStore) cut = vigie_store_open(fixture->path, VIGIE_STORE_READ, &error);
        g_autoptr(VigieFrame) frame =
            cut == NULL ? NULL
                        : vigie_store_read(cut, "guests", fixture->codebook, NULL, &error);
        g_assert_null(frame);
        g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FOREIGN);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("batch/same-and-replaced", test_same_and_replaced);
    TEST("batch/list", test_batches);
    TEST("batch/findings", test_findings);
    TEST("batch/undo", test_undo);
    TEST("batch/prune", test_prune);
    TEST("batch/rollback", test_rollback);
    TEST("batch/first-rollback", test_first_rollback);
    TEST("batch/busy", test_busy);
    TEST("batch/same-meanwhile", test_same_meanwhile);
    TEST("batch/two-first-loads", test_two_first_loads);
    TEST("batch/removed-meanwhile", test_removed_meanwhile);
    TEST("open/no-store", test_no_store);
    TEST("open/other-formats", test_other_formats);
    TEST("open/truncated", test_truncated);
    return g_test_run();
}
