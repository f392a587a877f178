/* store-crash.c - the machine stops at the k-th write, for every k: the store is as before or as after, never between.
 *
 * Each case does one thing to the store (a first load, a load that replaces a batch and alters its table, one that does
 * not fit the cache, an undo, weights): once undisturbed, then again and again from the same file on a disk (disk.h) that stops
 * one call later each time, until it gets through.  What then lies on the disk is opened as the next command would. */
#include "disk.h"
#include "store-fixture.h"
#include <glib/gstdio.h>

#define TEST(name, function)                                                                   \
    g_test_add("/store/crash/" name, StoreFixture, NULL, store_setup, function, store_teardown)

typedef bool (*Deed)(VigieStore *store, const StoreFixture *fixture);

static gint64
file_size(const StoreFixture *fixture)
{
    GStatBuf status;
    g_assert_cmpint(g_stat(fixture->path, &status), ==, 0);
    return status.st_size;
}

static bool
load(VigieStore *store, const StoreFixture *fixture, const VigieCodebook *codebook,
     const char *sha256, gsize n)
{
    static const char *const asked[] = {"sat", "age", NULL};
    g_autoptr(VigieFrame) frame = store_frame(codebook, 2024, n);
    VigieBatch batch = store_batch(codebook, "a.csv", sha256);
    if (!vigie_store_begin(store, &batch, codebook, NULL))
        return false;
    if (!vigie_store_append(store, frame, NULL)) {
        vigie_store_rollback(store);
        return false;
    }
    /* A large load has reached the disk in part before its commit. */
    g_assert_true(n < 1000 || file_size(fixture) > 100000);
    return vigie_store_commit(store, &batch, asked, NULL, NULL);
}

static bool
load_first(VigieStore *store, const StoreFixture *fixture)
{
    return load(store, fixture, fixture->codebook, "1", 20);
}

/* A corrected file of another name: the batch of the first goes with the commit. */
static bool
load_renamed(VigieStore *store, const StoreFixture *fixture)
{
    static const char *const asked[] = {"sat", "age", NULL}, *const files[] = {"b.csv", NULL};
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, 2024, 12);
    VigieBatch batch = store_batch(fixture->codebook, "b.csv", "3");
    guint n = 0;
    if (!vigie_store_begin(store, &batch, fixture->codebook, NULL))
        return false;
    if (!vigie_store_append(store, frame, NULL) ||
        !vigie_store_prune(store, "guests", "guests", files, &n, NULL)) {
        vigie_store_rollback(store);
        return false;
    }
    g_assert_cmpuint(n, ==, 1);
    return vigie_store_commit(store, &batch, asked, NULL, NULL);
}

/* age becomes a decimal number: its column is made anew. */
static bool
load_replacing(VigieStore *store, const StoreFixture *fixture)
{
    g_auto(GStrv) parts = g_strsplit(store_questionnaire, "\"integer\",\"age\"", 2);
    g_autofree char *text = g_strjoin("\"decimal\",\"age\"", parts[0], parts[1], NULL);
    g_autoptr(VigieCodebook) codebook = store_codebook(text);
    return load(store, fixture, codebook, "2", 30);
}

/* Pages go to the disk before the commit: SQLite may not use more than this memory. */
static bool
load_large(VigieStore *store, const StoreFixture *fixture)
{
    sqlite3_soft_heap_limit64(300 * 1024);
    bool done = load(store, fixture, fixture->codebook, "3", 12000);
    sqlite3_soft_heap_limit64(0);
    return done;
}

static bool
undo(VigieStore *store, const StoreFixture *fixture)
{
    (void)fixture;
    return vigie_store_undo(store, 1, NULL);
}

static bool
weigh(VigieStore *store, const StoreFixture *fixture)
{
    (void)fixture;
    return store_weigh(store, 2024, NULL, 0, 20, 1.25);
}

/* What the next command sees: everything in the store, "" where there is none. */
static char *
look(const StoreFixture *fixture)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieStore) store = vigie_store_open(fixture->path, VIGIE_STORE_READ, &error);
    if (store != NULL)
        return store_dump(store);
    g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING);
    return g_strdup("");
}

static int
one_row(void *user, int n, char **values, char **names)
{
    (void)n, (void)names;
    g_string_append(user, values[0]);
    return 0;
}

static void
assert_sound(const StoreFixture *fixture)
{
    sqlite3 *db = NULL;
    g_autoptr(GString) said = g_string_new(NULL);
    g_assert_cmpint(sqlite3_open(fixture->path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, "PRAGMA integrity_check; PRAGMA foreign_key_check",
                                 one_row, said, NULL),
                    ==, SQLITE_OK);
    sqlite3_close(db);
    g_assert_cmpstr(said->str, ==, "ok");
}

/* The file as it was, and no journal. */
static void
put_back(const StoreFixture *fixture, const char *bytes, gsize length)
{
    g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
    g_unlink(journal);
    g_unlink(fixture->path);
    if (bytes != NULL)
        g_assert_true(g_file_set_contents(fixture->path, bytes, (gssize)length, NULL));
}

static bool
attempt(const StoreFixture *fixture, Deed deed)
{
    g_autoptr(VigieStore) store = vigie_store_open(fixture->path, VIGIE_STORE_WRITE, NULL);
    return store != NULL && deed(store, fixture);
}

typedef struct {
    const StoreFixture *fixture;
    Disk *disk;
    Deed deed;
    char *bytes, *before, *after; /* the file before; what look() sees */
    gsize length;
} Case;

/* Stops at the k-th call; true if the deed got through before. */
static bool
stop_at(const Case *c, DiskWay way, guint k)
{
    put_back(c->fixture, c->bytes, c->length);
    disk_arm(c->disk, way, k);
    bool done = attempt(c->fixture, c->deed);
    bool stopped = disk_stopped(c->disk);
    disk_arm(c->disk, way, 0);
    g_autofree char *found = look(c->fixture);
    /* Done is done; what was not done leaves no trace. */
    g_assert_cmpstr(found, ==, done ? c->after : c->before);
    assert_sound(c->fixture);
    return done && !stopped;
}

static void
stop_everywhere(const StoreFixture *fixture, Deed deed)
{
    Disk disk;
    disk_init(&disk);
    Case c = {.fixture = fixture, .disk = &disk, .deed = deed};
    bool there = g_file_get_contents(fixture->path, &c.bytes, &c.length, NULL);
    c.before = there ? look(fixture) : g_strdup("");
    g_assert_true(attempt(fixture, deed));
    c.after = look(fixture);
    g_assert_cmpstr(c.before, !=, c.after);
    for (DiskWay way = DISK_FULL; way <= DISK_LOST; way++) {
        guint k = 1;
        while (!stop_at(&c, way, k))
            k++;
        g_test_message("way %d: through at call %u", (int)way, k);
        g_assert_cmpuint(k, >, 10);
    }
    put_back(fixture, NULL, 0);
    disk_release(&disk);
    g_free(c.bytes);
    g_free(c.before);
    g_free(c.after);
}

static void
test_first(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    stop_everywhere(fixture, load_first);
}

static void
test_replacing(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_assert_true(attempt(fixture, load_first));
    stop_everywhere(fixture, load_replacing);
}

static void
test_renamed(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_assert_true(attempt(fixture, load_first));
    stop_everywhere(fixture, load_renamed);
}

static void
test_large(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_assert_true(attempt(fixture, load_first));
    stop_everywhere(fixture, load_large);
}

static void
test_undo(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_assert_true(attempt(fixture, load_first));
    stop_everywhere(fixture, undo);
}

static void
test_weights(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_assert_true(attempt(fixture, load_first));
    stop_everywhere(fixture, weigh);
}

/* Superseding an earlier calibration, whose weights go. */
static void
test_weights_again(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_assert_true(attempt(fixture, load_first));
    g_assert_true(attempt(fixture, weigh));
    stop_everywhere(fixture, weigh);
}

/* A load makes weights stale in its own transaction. */
static void
test_spoilt(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_assert_true(attempt(fixture, load_first));
    g_assert_true(attempt(fixture, weigh));
    stop_everywhere(fixture, load_replacing);
}

static bool
load_parents(VigieStore *store, const StoreFixture *fixture, const char *sha256, gsize n)
{
    (void)fixture;
    static const char *const header[] = {"KEY", NULL};
    g_autoptr(VigieCodebook) codebook = store_codebook_with_repeat();
    g_autoptr(VigieRecordKeys) keys = vigie_record_keys_new(header);
    g_autoptr(VigieFrame) frame = store_frame(codebook, 2024, n);
    for (gsize i = 0; i < n; i++)
        vigie_record_keys_add(keys, 0, frame->line[i], "k", 1);
    VigieBatch batch = store_batch(codebook, "a.csv", sha256);
    if (!vigie_store_begin(store, &batch, codebook, NULL))
        return false;
    if (!vigie_store_append(store, frame, NULL) || !vigie_store_put_keys(store, keys, NULL)) {
        vigie_store_rollback(store);
        return false;
    }
    return vigie_store_commit(store, &batch, NULL, NULL, NULL);
}

static bool
parents_first(VigieStore *store, const StoreFixture *fixture)
{
    return load_parents(store, fixture, "1", 20);
}

static bool
parents_again(VigieStore *store, const StoreFixture *fixture)
{
    return load_parents(store, fixture, "2", 25);
}

static bool
children(VigieStore *store, const StoreFixture *fixture)
{
    (void)fixture;
    g_autoptr(VigieCodebook) form = store_codebook_with_repeat();
    const VigieCodebook *codebook = vigie_codebook_repeat(form, "stages")->codebook;
    g_autoptr(VigieFrame) frame = store_stages(codebook, 2024, 1, 20, 60);
    VigieBatch batch = store_stage_batch(codebook, "b.csv", "1");
    if (!vigie_store_begin(store, &batch, codebook, NULL))
        return false;
    if (!vigie_store_append(store, frame, NULL)) {
        vigie_store_rollback(store);
        return false;
    }
    return vigie_store_commit(store, &batch, NULL, NULL, NULL);
}

static void
test_children(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_assert_true(attempt(fixture, parents_first));
    stop_everywhere(fixture, children);
}

/* Children go with their parents, in one transaction. */
static void
test_parents_again(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_assert_true(attempt(fixture, parents_first));
    g_assert_true(attempt(fixture, children));
    stop_everywhere(fixture, parents_again);
}

static void
test_undo_parents(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_assert_true(attempt(fixture, parents_first));
    g_assert_true(attempt(fixture, children));
    stop_everywhere(fixture, undo);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("first-load", test_first);
    TEST("replacing", test_replacing);
    TEST("renamed", test_renamed);
    TEST("large-load", test_large);
    TEST("undo", test_undo);
    TEST("weights", test_weights);
    TEST("weights-again", test_weights_again);
    TEST("weights-spoilt", test_spoilt);
    TEST("children", test_children);
    TEST("parents-again", test_parents_again);
    TEST("undo-parents", test_undo_parents);
    return g_test_run();
}
