/* store-scan.c - many records (read by several threads), many columns, records that vigie did not put there */
#include "store-fixture.h"
#include <sqlite3.h>

#define TEST(name, function)                                                                   \
    g_test_add("/store/scan/" name, StoreFixture, NULL, store_setup, function, store_teardown)

/* Two batches of 70 000 and 50 000 records, several threads' worth; note has texts that the first half lacks. */
enum { N_FIRST = 70000, N_SECOND = 50000 };

static const char *
note_of(gsize i, char buffer[32])
{
    g_snprintf(buffer, 32, "note %d", (int)(i / 9000 * 7 % 11));
    return buffer;
}

static void
load(VigieStore *store, const StoreFixture *fixture, const char *file, int year, gsize n)
{
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, year, n);
    char buffer[32];
    for (gsize i = 0; i < n; i++)
        vigie_column_set_text(vigie_frame_column(frame, "note"), i, note_of(i, buffer),
                              strlen(note_of(i, buffer)));
    VigieBatch batch = store_batch(fixture->codebook, file, file);
    store_load(store, &batch, fixture->codebook, frame);
}

static void
load_many(VigieStore *store, const StoreFixture *fixture)
{
    load(store, fixture, "gone.csv", 2023, 10);
    load(store, fixture, "a.csv", 2024, N_FIRST);
    load(store, fixture, "b.csv", 2025, N_SECOND);
    g_assert_true(vigie_store_undo(store, 1, NULL));
}

static void
assert_record(const VigieFrame *frame, gsize at, gsize i, int year)
{
    char buffer[32], text[VIGIE_NUMBER_SIZE];
    const VigieColumn *note = vigie_frame_column(frame, "note");
    g_assert_cmpuint(frame->line[at], ==, i + 2);
    g_assert_cmpfloat(vigie_frame_column(frame, "year")->value[at], ==, year);
    g_assert_cmpfloat(vigie_frame_column(frame, "age")->value[at], ==, (double)i);
    g_assert_cmpfloat(vigie_frame_column(frame, "sat")->value[at], ==, (double)(i % 4));
    g_assert_cmpstr(vigie_column_text(note, at, text), ==, note_of(i, buffer));
    g_assert_true(isnan(vigie_frame_column(frame, "spend")->value[at]));
    g_assert_cmpint(vigie_frame_column(frame, "spend")->why[at], ==, VIGIE_BLANK);
}

static void
assert_many(const VigieFrame *frame)
{
    g_assert_cmpuint(frame->n, ==, N_FIRST + N_SECOND);
    for (gsize i = 0; i < N_FIRST; i++)
        assert_record(frame, i, i, 2024);
    for (gsize i = 0; i < N_SECOND; i++)
        assert_record(frame, N_FIRST + i, i, 2025);
    /* Texts stand in the order of their first appearance, however many threads read them. */
    const GPtrArray *levels = vigie_frame_column(frame, "note")->levels;
    char buffer[32];
    g_assert_cmpuint(levels->len, ==, 8);
    for (guint k = 0; k < levels->len; k++)
        g_assert_cmpstr(levels->pdata[k], ==, note_of(k * 9000, buffer));
}

static void
test_many(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load_many(store, fixture);
    g_autoptr(VigieFrame) frame =
        vigie_store_read(store, "guests", fixture->codebook, NULL, NULL);
    assert_many(frame);
    /* In the middle of a load there is one thread: another connection would not see it. */
    VigieBatch batch = store_batch(fixture->codebook, "c.csv", "c");
    g_assert_true(vigie_store_begin(store, &batch, fixture->codebook, NULL));
    g_autoptr(VigieFrame) inside =
        vigie_store_read(store, "guests", fixture->codebook, NULL, NULL);
    assert_many(inside);
    vigie_store_rollback(store);
}

/* A load that waits for its commit lets no other reader in: the one that reads already goes on alone. */
static void
test_beside_a_load(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load_many(store, fixture);
    VigieBatch batch = store_batch(fixture->codebook, "c.csv", "c");
    g_assert_true(vigie_store_begin(store, &batch, fixture->codebook, NULL));
    g_autoptr(VigieStore) reader = store_open(fixture, VIGIE_STORE_READ);
    g_autoptr(VigieFrame) frame =
        vigie_store_read(reader, "guests", fixture->codebook, NULL, NULL);
    assert_many(frame);
    vigie_store_rollback(store);
}

static char *
wide_questionnaire(guint n)
{
    GString *text = g_string_new("\"survey\",,\n,\"type\",\"name\"\n");
    for (guint i = 0; i < n; i++)
        g_string_append_printf(text, ",\"integer\",\"q%u\"\n", i);
    return g_string_free(text, FALSE);
}

static void
test_wide(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    enum { N_ITEMS = 250, N = 100 };
    g_autofree char *text = wide_questionnaire(N_ITEMS);
    g_autoptr(VigieCodebook) codebook = store_codebook(text);
    g_autoptr(VigieFrame) frame = vigie_frame_new(codebook, NULL, N);
    for (guint i = 0; i < N; i++) {
        vigie_frame_add(frame);
        for (guint q = 0; q < N_ITEMS; q++)
            vigie_column_set_number(frame->columns->pdata[q], i, i * 1000.0 + q);
    }
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    VigieBatch batch = store_batch(codebook, "a.csv", "1");
    store_load(store, &batch, codebook, frame);
    g_autoptr(VigieFrame) back = vigie_store_read(store, "guests", codebook, NULL, NULL);
    g_assert_cmpuint(back->n, ==, N);
    for (guint i = 0; i < N; i++)
        for (guint q = 0; q < N_ITEMS; q++)
            g_assert_cmpfloat(((const VigieColumn *)back->columns->pdata[q])->value[i], ==,
                              i * 1000.0 + q);
}

static void
tamper(const StoreFixture *fixture, const char *sql)
{
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open(fixture->path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(db);
}

static void
test_tampered(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    static const char *const sql[] = {
        "DELETE FROM guests WHERE record = 4",
        "INSERT INTO guests (record, batch, year) VALUES (4, 1, 2024), (99, 1, 2024)", NULL};
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", 2024, 10);
    for (guint i = 0; sql[i] != NULL; i++) {
        g_autoptr(GError) error = NULL;
        tamper(fixture, sql[i]);
        g_assert_null(vigie_store_read(store, "guests", fixture->codebook, NULL, &error));
        g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FOREIGN);
    }
    tamper(fixture, "DELETE FROM guests WHERE record = 99");
    g_autoptr(VigieFrame) frame =
        vigie_store_read(store, "guests", fixture->codebook, NULL, NULL);
    g_assert_cmpuint(frame->n, ==, 10);
}

/* The functions that a scan lends to SQLite are gone when it is done. */
static void
test_no_function_left(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load(store, fixture, "a.csv", 2024, 10);
    g_autoptr(VigieFrame) frame =
        vigie_store_read(store, "guests", fixture->codebook, NULL, NULL);
    g_assert_nonnull(frame);
    g_autoptr(GError) error = NULL;
    g_assert_false(
        vigie_store_query(store, "SELECT vigie_columns(1, 0, 1)", NULL, NULL, &error));
    g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_QUERY);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("many", test_many);
    TEST("beside-a-load", test_beside_a_load);
    TEST("wide", test_wide);
    TEST("tampered", test_tampered);
    TEST("no-function-left", test_no_function_left);
    return g_test_run();
}
