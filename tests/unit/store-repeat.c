/* store-repeat.c - tables of repeats: joined to their parents when they are read, found by their parents' keys, gone with
 * their parents' batches */
#include "store-fixture.h"
#include <math.h>

#define TEST(name, function)                                                                   \
    g_test_add("/store/repeat/" name, StoreFixture, NULL, store_setup, function, store_teardown)

typedef struct {
    VigieCodebook *form;
    const VigieCodebook *stages;
    VigieStore *store;
} Bed;

static void
bed_init(Bed *bed, const StoreFixture *fixture)
{
    bed->form = store_codebook_with_repeat();
    bed->stages = vigie_codebook_repeat(bed->form, "stages")->codebook;
    bed->store = store_open(fixture, VIGIE_STORE_WRITE);
}

static void
bed_release(Bed *bed)
{
    vigie_store_close(bed->store);
    vigie_codebook_free(bed->form);
}

/* sat, age and a note of each parent; the notes repeat, and every third is blank. */
static void
load_parents(const Bed *bed, const char *file, int year, gsize n)
{
    g_autoptr(VigieFrame) frame = store_frame(bed->form, year, n);
    VigieColumn *note = vigie_frame_column(frame, "note");
    for (gsize i = 0; i < n; i++) {
        g_autofree char *text = g_strdup_printf("note %d", (int)(i % 5));
        if (i % 3 == 0)
            vigie_column_set_missing(note, i, VIGIE_DONT_KNOW);
        else
            vigie_column_set_text(note, i, text, strlen(text));
    }
    VigieBatch batch = store_batch(bed->form, file, "1");
    store_load(bed->store, &batch, bed->form, frame);
}

static void
load_stages(const Bed *bed, const char *file, int year, gint64 first, gsize n_parents, gsize n)
{
    g_autoptr(VigieFrame) frame = store_stages(bed->stages, year, first, n_parents, n);
    VigieBatch batch = store_stage_batch(bed->stages, file, "1");
    store_load(bed->store, &batch, bed->stages, frame);
}

/* Each stage with its parent's values, also where the scan runs in several threads. */
static void
check_joined(const Bed *bed, gsize n_parents, gsize n)
{
    static const char *const items[] = {"nights", "sat", "age", "note", "spend", "year", NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFrame) frame =
        vigie_store_read(bed->store, "guests.stages", bed->stages, items, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(frame->n, ==, n);
    char buffer[VIGIE_NUMBER_SIZE];
    for (gsize i = 0; i < n; i++) {
        gsize parent = i % n_parents;
        g_autofree char *text =
            parent % 3 == 0 ? g_strdup("") : g_strdup_printf("note %d", (int)(parent % 5));
        const VigieColumn *note = vigie_frame_column(frame, "note");
        g_assert_cmpint((int)vigie_frame_column(frame, "nights")->value[i], ==, (int)(i % 7));
        g_assert_cmpint((int)vigie_frame_column(frame, "age")->value[i], ==, (int)parent);
        g_assert_cmpint((int)vigie_frame_column(frame, "sat")->value[i], ==, (int)(parent % 4));
        g_assert_cmpstr(vigie_column_text(note, i, buffer), ==, text);
        g_assert_cmpint(note->why[i], ==, parent % 3 == 0 ? VIGIE_DONT_KNOW : VIGIE_PRESENT);
        g_assert_cmpint(vigie_frame_column(frame, "spend")->why[i], ==, VIGIE_BLANK);
    }
}

static void
test_join(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    Bed bed;
    bed_init(&bed, fixture);
    load_parents(&bed, "a.csv", 2024, 40);
    load_stages(&bed, "b.csv", 2024, 1, 30, 100);
    check_joined(&bed, 30, 100);
    bed_release(&bed);
}

static void
test_join_many(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    Bed bed;
    bed_init(&bed, fixture);
    load_parents(&bed, "a.csv", 2024, 60000);
    load_stages(&bed, "b.csv", 2024, 1, 60000, 150000);
    check_joined(&bed, 60000, 150000);
    bed_release(&bed);
}

/* An item that the parents' file did not have was not asked of their children either. */
static void
test_asked(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    static const int years[] = {2023, 2024};
    Bed bed;
    bed_init(&bed, fixture);
    load_parents(&bed, "a.csv", 2024, 10);
    load_stages(&bed, "b.csv", 2024, 1, 10, 20);
    VigieAsked asked[2];
    const char *items[] = {"note", "old"};
    for (guint i = 0; i < G_N_ELEMENTS(items); i++) {
        const VigieItem *item = vigie_codebook_find(bed.stages, items[i]);
        g_assert_true(
            vigie_store_asked(bed.store, "guests.stages", item, years, 2, asked, NULL));
        g_assert_cmpint(asked[0], ==, VIGIE_ASKED_NO);
        g_assert_cmpint(asked[1], ==, VIGIE_ASKED_YES);
    }
    bed_release(&bed);
}

static void
put_keys(const Bed *bed, const char *file, const char *sha256, int year, const guint64 *line,
         const char *const *text, guint n)
{
    static const char *const headers[] = {"KEY", "_id", NULL};
    g_autoptr(VigieRecordKeys) keys = vigie_record_keys_new(headers);
    for (guint i = 0; i < n; i++)
        vigie_record_keys_add(keys, 1, line[i], text[i], strlen(text[i]));
    g_autoptr(VigieFrame) frame = store_frame(bed->form, year, 3);
    VigieBatch batch = store_batch(bed->form, file, sha256);
    g_assert_true(vigie_store_begin(bed->store, &batch, bed->form, NULL));
    g_assert_true(vigie_store_append(bed->store, frame, NULL));
    g_assert_true(vigie_store_put_keys(bed->store, keys, NULL));
    g_assert_true(vigie_store_commit(bed->store, &batch, NULL, NULL, NULL));
}

/* Records stand on lines 2 to 4 of two files; line 9 was refused. */
static void
test_parents(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    static const guint64 lines[] = {2, 3, 4, 9};
    static const char *const first[] = {"x", "y", "z", "r"};
    static const char *const second[] = {"x", "v", "", "y"};
    static const struct {
        const char *key;
        int year;
        VigieParentResult result;
        gint64 record;
    } wanted[] = {{"z", 0, VIGIE_PARENT_FOUND, 3},    {"v", 0, VIGIE_PARENT_FOUND, 5},
                  {"x", 0, VIGIE_PARENT_TWICE, 0},    {"x", 2023, VIGIE_PARENT_FOUND, 1},
                  {"x", 2024, VIGIE_PARENT_FOUND, 4}, {"y", 0, VIGIE_PARENT_FOUND, 2},
                  {"r", 0, VIGIE_PARENT_REFUSED, 0},  {"q", 0, VIGIE_PARENT_NONE, 0},
                  {"", 0, VIGIE_PARENT_NONE, 0},      {"z", 2024, VIGIE_PARENT_NONE, 0}};
    static const char *const items[] = {"age", "year", "wave", NULL};
    Bed bed;
    bed_init(&bed, fixture);
    put_keys(&bed, "a.csv", "1", 2023, lines, first, 4);
    put_keys(&bed, "b.csv", "1", 2024, lines, second, 4);
    g_autoptr(VigieParents) parents =
        vigie_store_parents(bed.store, "guests", bed.form, items, NULL, NULL);
    g_assert_nonnull(parents);
    g_assert_true(vigie_parents_has_header(parents, "_id"));
    g_assert_false(vigie_parents_has_header(parents, "KEY"));
    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
        VigieParentPlace place;
        g_test_message("'%s' %d", wanted[i].key, wanted[i].year);
        g_assert_cmpint(
            vigie_parents_find(parents, "_id", wanted[i].key, wanted[i].year, NULL, &place), ==,
            wanted[i].result);
        if (wanted[i].result == VIGIE_PARENT_FOUND)
            g_assert_cmpint(parents->record[place.row], ==, wanted[i].record);
        if (wanted[i].result != VIGIE_PARENT_TWICE)
            continue;
        g_assert_cmpstr(place.file[0], ==, "b.csv");
        g_assert_cmpstr(place.file[1], ==, "a.csv");
        g_assert_cmpuint(place.line[0], ==, 2);
    }
    g_autoptr(VigieParents) by_line =
        vigie_store_parents(bed.store, "guests", bed.form, items, "b.csv", NULL);
    VigieParentPlace place;
    g_assert_cmpint(vigie_parents_find(by_line, VIGIE_KEY_LINE, "4", 0, NULL, &place), ==,
                    VIGIE_PARENT_FOUND);
    g_assert_cmpint(by_line->record[place.row], ==, 6);
    g_assert_cmpint(vigie_parents_find(by_line, VIGIE_KEY_LINE, "9", 0, NULL, &place), ==,
                    VIGIE_PARENT_NONE);
    bed_release(&bed);
}

/* Of two batches of children, the one whose parents go goes with them. */
static void
test_dropped(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    Bed bed;
    bed_init(&bed, fixture);
    load_parents(&bed, "a.csv", 2023, 10);
    load_parents(&bed, "b.csv", 2024, 10);
    load_stages(&bed, "c.csv", 2023, 1, 10, 30);
    load_stages(&bed, "d.csv", 2024, 11, 10, 40);
    bool same = false;
    VigieBatch batch = store_stage_batch(bed.stages, "d.csv", "1");
    g_assert_true(vigie_store_has(bed.store, &batch, &same, NULL));
    g_assert_true(same);
    g_assert_true(vigie_store_undo(bed.store, 1, NULL));
    g_assert_cmpuint(vigie_store_n_dropped(bed.store), ==, 1);
    g_autofree char *left = store_rows(bed.store, "SELECT file FROM batch ORDER BY id");
    g_assert_cmpstr(left, ==, "b.csv\nd.csv\n");
    g_autofree char *n = store_rows(bed.store, "SELECT count(*) FROM guests_stages");
    g_assert_cmpstr(n, ==, "40\n");
    /* parents changed: some child may have found, or lost, its own */
    g_assert_true(vigie_store_has(bed.store, &batch, &same, NULL));
    g_assert_false(same);
    bed_release(&bed);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("join", test_join);
    TEST("join-many", test_join_many);
    TEST("asked", test_asked);
    TEST("parents", test_parents);
    TEST("dropped", test_dropped);
    return g_test_run();
}
