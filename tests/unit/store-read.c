/* store-read.c - what goes in comes out: kinds of values, reasons, scales, changed questionnaires */
#include "store-fixture.h"
#include <math.h>
#include <vigie/store-walk.h>

#define TEST(name, function)                                                                   \
    g_test_add("/store/" name, StoreFixture, NULL, store_setup, function, store_teardown)

static void
set_text(VigieFrame *frame, const char *column, gsize i, const char *text)
{
    vigie_column_set_text(vigie_frame_column(frame, column), i, text, strlen(text));
}

static void
set_number(VigieFrame *frame, const char *column, gsize i, double value)
{
    vigie_column_set_number(vigie_frame_column(frame, column), i, value);
}

static void
assert_same_column(const VigieFrame *a, const VigieFrame *b, const char *name)
{
    const VigieColumn *x = vigie_frame_column(a, name), *y = vigie_frame_column(b, name);
    char buffer_x[VIGIE_NUMBER_SIZE], buffer_y[VIGIE_NUMBER_SIZE];
    for (gsize i = 0; i < a->n; i++) {
        g_assert_cmpint(x->why[i], ==, y->why[i]);
        g_assert_cmpstr(vigie_column_text(x, i, buffer_x), ==,
                        vigie_column_text(y, i, buffer_y));
        g_assert_true(x->why[i] == VIGIE_PRESENT || isnan(y->value[i]));
    }
}

static void
assert_same(const VigieFrame *a, const VigieFrame *b)
{
    static const char *const names[] = {"year",  "wave", "sat",  "acts", "age",
                                        "spend", "day",  "note", "old",  NULL};
    g_assert_cmpuint(a->n, ==, b->n);
    for (const char *const *name = names; *name != NULL; name++)
        assert_same_column(a, b, *name);
    for (gsize i = 0; i < a->n; i++)
        g_assert_cmpuint(a->line[i], ==, b->line[i]);
}

static VigieFrame *
make_all_kinds(const VigieCodebook *codebook)
{
    VigieFrame *frame = store_frame(codebook, 2024, 8);
    set_text(frame, "acts", 0, "walk swim");
    set_text(frame, "note", 0, "l'été, \"très\" beau\n2e ligne");
    set_number(frame, "spend", 0, 0.1);
    set_number(frame, "spend", 1, 1e300);
    set_number(frame, "spend", 2, 30);
    set_number(frame, "age", 1, -9007199254740992.0);
    set_number(frame, "day", 0, vigie_date_days(2024, 7, 14));
    set_number(frame, "day", 1, vigie_date_days(1969, 12, 31));
    set_number(frame, "old", 0, 1);
    for (int why = VIGIE_BLANK; why < VIGIE_N_MISSING; why++) {
        vigie_column_set_missing(vigie_frame_column(frame, "sat"), (gsize)why,
                                 (VigieMissing)why);
        vigie_column_set_missing(vigie_frame_column(frame, "age"), (gsize)(7 - why),
                                 (VigieMissing)why);
        vigie_column_set_missing(vigie_frame_column(frame, "note"), (gsize)why,
                                 (VigieMissing)why);
    }
    return frame;
}

static void
test_all_kinds(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieFrame) frame = make_all_kinds(fixture->codebook);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    store_load(store, &batch, fixture->codebook, frame);
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFrame) back =
        vigie_store_read(store, "guests", fixture->codebook, NULL, &error);
    g_assert_no_error(error);
    assert_same(frame, back);
    g_autofree char *rows = store_rows(
        store,
        "SELECT l.sat, l.acts, l.day, g.day FROM guests_labels l JOIN guests g USING (record)"
        " WHERE record IN (1, 3)");
    g_assert_cmpstr(rows, ==, "Very bad|walk swim|2024-07-14|19918\n|||\n");
}

static void
test_some_columns(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    static const char *const items[] = {"age", "year", NULL};
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, 2024, 5);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    store_load(store, &batch, fixture->codebook, frame);
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFrame) back =
        vigie_store_read(store, "guests", fixture->codebook, items, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(back->columns->len, ==, 2);
    assert_same_column(frame, back, "age");
    assert_same_column(frame, back, "year");
}

static void
test_huge_integer(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, 2024, 1);
    set_number(frame, "age", 0, 1e17);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    store_load(store, &batch, fixture->codebook, frame);
    g_autoptr(VigieFrame) back =
        vigie_store_read(store, "guests", fixture->codebook, NULL, NULL);
    g_assert_cmpint(vigie_frame_column(back, "age")->why[0], ==, VIGIE_INVALID);
}

/* The questionnaire with old replaced by new in its text. */
static VigieCodebook *
changed(const char *old, const char *new)
{
    g_auto(GStrv) parts = g_strsplit(store_questionnaire, old, 2);
    g_assert_nonnull(parts[1]);
    g_autofree char *text = g_strjoinv(new, parts);
    return store_codebook(text);
}

static void
assert_read(VigieStore *store, VigieCodebook *codebook, bool stale)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFrame) frame = vigie_store_read(store, "guests", codebook, NULL, &error);
    g_assert_cmpint(frame == NULL, ==, stale);
    if (stale)
        g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_STALE);
    else
        g_assert_no_error(error);
    g_assert_cmpint(vigie_store_is_current(store, "guests", codebook, NULL), ==, !stale);
    vigie_codebook_free(codebook);
}

static void
test_stale(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, 2024, 5);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    store_load(store, &batch, fixture->codebook, frame);
    assert_read(store, changed("Very bad", "Awful"), false);
    assert_read(store, changed(",\"hidden\",\"note\",\"Note\"\n", ""), false);
    assert_read(store, changed("\"integer\",\"age\"", "\"decimal\",\"age\""), true);
    assert_read(store, changed("> 60", "> 64"), true);
    assert_read(store, changed(",\"scale\",\"2\",\"Bad\"\n", ""), true);
    assert_read(store,
                changed(",\"scale\",\"1\"", ",\"scale\",\"0\",\"None\"\n,\"scale\",\"1\""),
                true);
    assert_read(
        store, changed(",\"date\"", ",\"calculate\",\"young\",\"\",\"${age} < 26\"\n,\"date\""),
        true);
}

static void
test_new_item(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, 2024, 2);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    store_load(store, &batch, fixture->codebook, frame);
    g_autoptr(VigieCodebook) grown =
        changed(",\"date\"", ",\"integer\",\"km\",\"Distance\"\n,\"date\"");
    /* Never loaded: not asked.  Then a second file has it: a column more, the first is as it was. */
    g_autoptr(VigieFrame) before = vigie_store_read(store, "guests", grown, NULL, NULL);
    g_assert_cmpint(vigie_frame_column(before, "km")->why[0], ==, VIGIE_NOT_ASKED);
    g_autoptr(VigieFrame) more = store_frame(grown, 2025, 2);
    set_number(more, "km", 1, 7);
    VigieBatch second = store_batch(grown, "b.csv", "2");
    static const char *const asked[] = {"km", "sat", NULL};
    g_autoptr(GError) error = NULL;
    g_assert_true(vigie_store_begin(store, &second, grown, &error) &&
                  vigie_store_append(store, more, &error) &&
                  vigie_store_commit(store, &second, asked, NULL, &error));
    g_autoptr(VigieFrame) after = vigie_store_read(store, "guests", grown, NULL, &error);
    g_assert_no_error(error);
    const VigieColumn *km = vigie_frame_column(after, "km");
    g_assert_cmpint(km->why[0], ==, VIGIE_NOT_ASKED);
    g_assert_cmpint(km->why[2], ==, VIGIE_BLANK);
    g_assert_cmpfloat(km->value[3], ==, 7);
    /* spend was not in the second file. */
    g_assert_cmpint(vigie_frame_column(after, "spend")->why[0], ==, VIGIE_BLANK);
    g_assert_cmpint(vigie_frame_column(after, "spend")->why[2], ==, VIGIE_NOT_ASKED);
}

static void
test_asked(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, 2024, 3);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    store_load(store, &batch, fixture->codebook, frame);
    g_autoptr(VigieCodebook) short_scale = changed(",\"scale\",\"4\",\"Very good\"\n", "");
    static const int years[] = {2023, 2024};
    VigieAsked asked[2];
    g_assert_true(vigie_store_asked(
        store, "guests", vigie_codebook_find(fixture->codebook, "sat"), years, 2, asked, NULL));
    g_assert_cmpint(asked[0], ==, VIGIE_ASKED_NO);
    g_assert_cmpint(asked[1], ==, VIGIE_ASKED_YES);
    g_assert_true(vigie_store_asked(store, "guests", vigie_codebook_find(short_scale, "sat"),
                                    years, 2, asked, NULL));
    g_assert_cmpint(asked[1], ==, VIGIE_ASKED_OTHER_SCALE);
    g_assert_true(vigie_store_asked(
        store, "guests", vigie_codebook_find(fixture->codebook, "old"), years, 2, asked, NULL));
    g_assert_cmpint(asked[1], ==, VIGIE_ASKED_YES);
}

/* A wave asked on 1..5 in another order: choices go by name, 5 is kept beside the survey's list. */
static void
test_other_questionnaire(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieCodebook) wave =
        changed(",\"scale\",\"1\"", ",\"scale\",\"5\",\"Best\"\n,\"scale\",\"1\"");
    g_autoptr(VigieFrame) frame = store_frame(wave, 2020, 5);
    vigie_column_set_number(vigie_frame_column(frame, "sat"), 4, 4);
    VigieBatch batch = store_batch(wave, "a.csv", "1");
    batch.survey_sha256 = fixture->codebook->sha256;
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    store_load(store, &batch, fixture->codebook, frame);
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFrame) back =
        vigie_store_read(store, "guests", fixture->codebook, NULL, &error);
    g_assert_no_error(error);
    const VigieColumn *sat = vigie_frame_column(back, "sat");
    char buffer[VIGIE_NUMBER_SIZE];
    g_assert_cmpint(sat->why[0], ==, VIGIE_INVALID);
    g_assert_cmpstr(vigie_column_text(sat, 1, buffer), ==, "1");
    g_assert_cmpstr(vigie_column_text(sat, 4, buffer), ==, "4");
    g_autofree char *labels = store_rows(store, "SELECT sat FROM guests_labels");
    g_assert_cmpstr(labels, ==, "Best\nVery bad\nBad\nGood\nVery good\n");
    int year = 2020;
    VigieAsked asked = VIGIE_ASKED_NO;
    g_assert_true(vigie_store_asked(store, "guests",
                                    vigie_codebook_find(fixture->codebook, "sat"), &year, 1,
                                    &asked, NULL));
    g_assert_cmpint(asked, ==, VIGIE_ASKED_OTHER_SCALE);
    /* The survey's own questionnaire is part of what identifies the batch. */
    bool same = false;
    g_assert_true(vigie_store_has(store, &batch, &same, NULL) && same);
    batch.survey_sha256 = "another";
    g_assert_true(vigie_store_has(store, &batch, &same, NULL) && !same);
}

static void
assert_unfit(StoreFixture *fixture, VigieCodebook *wave)
{
    g_autoptr(VigieFrame) frame = vigie_frame_new(wave, NULL, 1);
    VigieBatch batch = store_batch(wave, "a.csv", "1");
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    g_autoptr(GError) error = NULL;
    g_assert_true(vigie_store_begin(store, &batch, fixture->codebook, &error));
    g_assert_false(vigie_store_append(store, frame, &error));
    g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_CHOICE);
    vigie_store_rollback(store);
}

static void
test_unfit_questionnaire(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieCodebook) kind = changed("\"integer\",\"age\"", "\"hidden\",\"age\"");
    assert_unfit(fixture, kind);
    /* Same scale (1..4), a choice more that has no score. */
    g_autoptr(VigieCodebook) choice =
        changed(",\"scale\",\"1\"", ",\"scale\",\"so_so\",\"So so\"\n,\"scale\",\"1\"");
    assert_unfit(fixture, choice);
}

static void
test_nothing_loaded(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, 2024, 1);
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    store_load(store, &batch, fixture->codebook, frame);
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFrame) none =
        vigie_store_read(store, "others", fixture->codebook, NULL, &error);
    g_assert_null(none);
    g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING);
    g_autoptr(GArray) years = NULL;
    g_assert_true(vigie_store_years(store, "others", &years, NULL));
    g_assert_cmpuint(years->len, ==, 0);
}

static void
assert_newest(VigieStore *store, int year, int month, int day)
{
    double days = 0;
    g_assert_true(vigie_store_newest_day(store, &days, NULL));
    g_assert_cmpfloat(days, ==, vigie_date_days(year, month, day));
}

static void
test_newest_day(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_autoptr(VigieFrame) frame = store_frame(fixture->codebook, 2024, 3);
    set_number(frame, "day", 0, vigie_date_days(2024, 8, 1));
    set_number(frame, "day", 1, vigie_date_days(2025, 1, 1)); /* not in its year */
    set_number(frame, "day", 2, vigie_date_days(2024, 7, 31));
    VigieBatch batch = store_batch(fixture->codebook, "a.csv", "1");
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    store_load(store, &batch, fixture->codebook, frame);
    assert_newest(store, 2024, 8, 1);
    g_autoptr(VigieFrame) dateless = store_frame(fixture->codebook, 2025, 3);
    VigieBatch second = store_batch(fixture->codebook, "b.csv", "2");
    store_load(store, &second, fixture->codebook, dateless);
    assert_newest(store, 2025, 12, 31);
}

/* What a walk met: "file n items groups;" for each batch, and the sum of ages. */
typedef struct {
    GString *text;
    const VigieBatchRow *batch;
    double sum;
    gsize n, most;
} Walked;

static bool
take(void *user, const VigieStoredPart *part, const VigieFrame *chunk, GError **error)
{
    (void)error;
    Walked *walked = user;
    const VigieColumn *age = vigie_frame_column(chunk, "age");
    if (walked->batch != part->batch)
        g_string_append_printf(walked->text, "%s %u %u;", part->batch->file,
                               g_hash_table_size(part->scales), part->groups->len);
    walked->batch = part->batch;
    walked->most = MAX(walked->most, chunk->n);
    walked->n += chunk->n;
    for (gsize i = 0; i < chunk->n; i++)
        walked->sum += age->value[i];
    return true;
}

/* Two batches, the later file loaded first: by name of file, in chunks, each record once. */
static void
test_walk(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    const gsize n = 70000;
    static const char *const items[] = {"age", NULL};
    g_autoptr(VigieFrame) large = store_frame(fixture->codebook, 2024, n);
    g_autoptr(VigieFrame) small = store_frame(fixture->codebook, 2023, 3);
    VigieBatch b = store_batch(fixture->codebook, "b.csv", "1");
    VigieBatch a = store_batch(fixture->codebook, "a.csv", "2");
    g_autoptr(VigieStore) store = store_open(fixture, VIGIE_STORE_WRITE);
    store_load(store, &b, fixture->codebook, large);
    store_load(store, &a, fixture->codebook, small);
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    Walked walked = {.text = text};
    g_assert_true(vigie_store_walk(store, "guests", fixture->codebook, items, take, &walked,
                                   NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(text->str, ==, "a.csv 7 0;b.csv 7 0;");
    g_assert_cmpuint(walked.n, ==, n + 3);
    g_assert_cmpuint(walked.most, <, n);
    g_assert_cmpfloat(walked.sum, ==, (double)n * (double)(n - 1) / 2 + 3);
    g_assert_false(vigie_store_walk(store, "nobody", fixture->codebook, items, take, &walked,
                                    NULL, &error));
    g_assert_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("read/all-kinds", test_all_kinds);
    TEST("read/walk", test_walk);
    TEST("read/some-columns", test_some_columns);
    TEST("read/huge-integer", test_huge_integer);
    TEST("read/stale", test_stale);
    TEST("read/new-item", test_new_item);
    TEST("read/nothing-loaded", test_nothing_loaded);
    TEST("asked", test_asked);
    TEST("other-questionnaire/choices-by-name", test_other_questionnaire);
    TEST("other-questionnaire/unfit", test_unfit_questionnaire);
    TEST("newest-day", test_newest_day);
    return g_test_run();
}
