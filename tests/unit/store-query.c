/* store-query.c - queries read, and do nothing else; what a stranger sees in the file, and what nobody does */
#define _GNU_SOURCE /* memmem */
#include "store-fixture.h"
#include <string.h>

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

/* What a stranger sees in the file ---------------------------------------------------------- */

static const char two_languages[] =
    "\"survey\",,,,\n"
    ",\"type\",\"name\",\"label::Français (fr)\",\"label::English (en)\"\n"
    ",\"select_one scale\",\"sat\",\"Accueil\",\"Welcome\"\n"
    ",\"date\",\"day\",\"Jour\",\"Day\"\n"
    ",\"hidden\",\"comment\",\"Remarque\",\"Comment\"\n"
    ",\"email\",\"contact\",\"Courriel\",\"E-mail\"\n"
    ",\"text\",\"telephone\",\"Téléphone\",\"Telephone\"\n"
    "\"choices\",,,,\n"
    ",\"list_name\",\"name\",\"label::Français (fr)\",\"label::English (en)\"\n"
    ",\"scale\",\"1\",\"Mauvais\",\"Bad\"\n,\"scale\",\"2\",\"Bon\",\"Good\"\n";

static void
set_text(VigieFrame *frame, const char *column, gsize i, const char *text)
{
    vigie_column_set_text(vigie_frame_column(frame, column), i, text, strlen(text));
}

static void
load_persons(VigieStore *store, const VigieCodebook *codebook, bool survey)
{
    g_autoptr(VigieFrame) frame = vigie_frame_new(codebook, NULL, 2);
    for (gsize i = 0; i < 2; i++) {
        vigie_frame_add(frame);
        vigie_column_set_number(vigie_frame_column(frame, "sat"), i, (double)i);
        vigie_column_set_number(vigie_frame_column(frame, "day"), i,
                                vigie_date_days(2024, 7, 14));
        set_text(frame, "contact", i, "anne@example.fr");
        set_text(frame, "telephone", i, "06 12 34 56 78");
    }
    set_text(frame, "comment", 0, "très bien");
    set_text(frame, "comment", 1, "écrire à anne@example.fr");
    VigieBatch batch = store_batch(codebook, "a.csv", "1");
    batch.survey = survey;
    store_load(store, &batch, codebook, frame);
}

static void
assert_query(VigieStore *store, const char *sql, const char *wanted)
{
    g_autofree char *rows = store_rows(store, sql);
    g_assert_cmpstr(rows, ==, wanted);
}

static void
test_labels(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieCodebook) codebook = store_codebook(two_languages);
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load_persons(store, codebook, true);
    assert_query(store, "SELECT sat, day, comment, missing FROM guests_labels",
                 "Mauvais|2024-07-14|très bien|\n"
                 "Bon|2024-07-14||{\"comment\":\"invalid\"}\n");
    assert_query(store, "SELECT sat FROM guests_labels_fr", "Mauvais\nBon\n");
    assert_query(store, "SELECT sat FROM guests_labels_en", "Bad\nGood\n");
    assert_query(
        store,
        "SELECT name, type, list, label_fr, label_en, stored FROM item ORDER BY position",
        "sat|select_one|scale|Accueil|Welcome|1\n"
        "day|date||Jour|Day|1\n"
        "comment|hidden||Remarque|Comment|1\n"
        "contact|email||Courriel|E-mail|0\n"
        "telephone|text||Téléphone|Telephone|0\n");
}

/* Not a byte of a person's address or number is in the file. */
static void
test_identifiers(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieCodebook) codebook = store_codebook(two_languages);
    VigieStore *store = store_open(fixture, VIGIE_STORE_WRITE);
    load_persons(store, codebook, true);
    g_autoptr(VigieFrame) frame = vigie_store_read(store, "guests", codebook, NULL, NULL);
    g_assert_cmpint(vigie_frame_column(frame, "comment")->why[1], ==, VIGIE_INVALID);
    g_assert_true(isnan(vigie_frame_column(frame, "contact")->value[0]));
    vigie_store_close(store);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(fixture->path, &bytes, &length, NULL));
    g_assert_nonnull(memmem(bytes, length, "tr\xc3\xa8s bien", strlen("tr\xc3\xa8s bien")));
    g_assert_null(memmem(bytes, length, "example", strlen("example")));
    g_assert_null(memmem(bytes, length, "06 12", strlen("06 12")));
}

/* An establishment's telephone number is no person's. */
static void
test_dataset(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieCodebook) codebook = store_codebook(two_languages);
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    load_persons(store, codebook, false);
    assert_query(store, "SELECT telephone FROM guests LIMIT 1", "06 12 34 56 78\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("query/refused", test_refused);
    TEST("query/values", test_values);
    TEST("query/header-without-rows", test_header_without_rows);
    TEST("file/labels", test_labels);
    TEST("file/identifiers", test_identifiers);
    TEST("file/dataset", test_dataset);
    return g_test_run();
}
