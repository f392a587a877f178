/* store-fixture.c - see store-fixture.h */
#include "store-fixture.h"
#include <glib/gstdio.h>

const char store_questionnaire[] =
    "\"survey\",,,\n"
    ",\"type\",\"name\",\"label\",\"calculation\"\n"
    ",\"select_one scale\",\"sat\",\"Satisfaction\"\n"
    ",\"select_multiple activity\",\"acts\",\"Activities\"\n"
    ",\"integer\",\"age\",\"Age\"\n"
    ",\"decimal\",\"spend\",\"Spend\"\n"
    ",\"date\",\"day\",\"Day\"\n"
    ",\"hidden\",\"note\",\"Note\"\n"
    ",\"calculate\",\"old\",\"Old\",\"if(${age} > 60, 1, 0)\"\n"
    "\"choices\",,,\n"
    ",\"list_name\",\"name\",\"label\"\n"
    ",\"scale\",\"1\",\"Very bad\"\n,\"scale\",\"2\",\"Bad\"\n"
    ",\"scale\",\"3\",\"Good\"\n,\"scale\",\"4\",\"Very good\"\n"
    ",\"activity\",\"walk\",\"Walking\"\n,\"activity\",\"swim\",\"Swimming\"\n";

VigieCodebook *
store_codebook(const char *text)
{
    g_autoptr(GError) error = NULL;
    VigieCodebook *codebook = vigie_codebook_parse("q.csv", text, strlen(text), &error);
    g_assert_no_error(error);
    return codebook;
}

void
store_setup(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    fixture->dir = g_dir_make_tmp("vigie-store-XXXXXX", NULL);
    fixture->path = g_build_filename(fixture->dir, "observatory.db", NULL);
    fixture->codebook = store_codebook(store_questionnaire);
}

void
store_teardown(StoreFixture *fixture, gconstpointer user)
{
    (void)user;
    g_unlink(fixture->path);
    g_assert_cmpint(g_rmdir(fixture->dir), ==, 0);
    g_free(fixture->dir);
    g_free(fixture->path);
    vigie_codebook_free(fixture->codebook);
}

VigieStore *
store_open(const StoreFixture *fixture, VigieStoreMode mode)
{
    g_autoptr(GError) error = NULL;
    VigieStore *store = vigie_store_open(fixture->path, mode, &error);
    g_assert_no_error(error);
    return store;
}

VigieFrame *
store_frame(const VigieCodebook *codebook, int year, gsize n)
{
    VigieFrame *frame = vigie_frame_new(codebook, NULL, n);
    g_autofree char *wave = g_strdup_printf("%d", year);
    for (gsize k = 0; k < n; k++) {
        gsize i = vigie_frame_add(frame);
        frame->line[i] = i + 2;
        vigie_column_set_number(vigie_frame_column(frame, "year"), i, year);
        vigie_column_set_text(vigie_frame_column(frame, "wave"), i, wave, strlen(wave));
        vigie_column_set_number(vigie_frame_column(frame, "sat"), i, (double)(i % 4));
        vigie_column_set_number(vigie_frame_column(frame, "age"), i, (double)i);
    }
    return frame;
}

VigieBatch
store_batch(const VigieCodebook *codebook, const char *file, const char *sha256)
{
    return (VigieBatch){.table = "guests",
                        .survey = true,
                        .source = "guests",
                        .file = file,
                        .file_sha256 = sha256,
                        .source_sha256 = "s",
                        .questionnaire_sha256 = codebook->sha256,
                        .dialect = "comma",
                        .mapping = "{}"};
}

VigieCodebook *
store_codebook_with_repeat(void)
{
    g_auto(GStrv) parts = g_strsplit(store_questionnaire, "\"choices\"", 2);
    g_autofree char *text =
        g_strconcat(parts[0],
                    ",\"begin repeat\",\"stages\",\"Stages\"\n"
                    ",\"integer\",\"nights\",\"Nights\"\n"
                    ",\"hidden\",\"place\",\"Place\"\n"
                    ",\"calculate\",\"total\",\"Total\",\"${nights} * ${age}\"\n"
                    ",\"end repeat\"\n"
                    "\"choices\"",
                    parts[1], NULL);
    return store_codebook(text);
}

VigieFrame *
store_stages(const VigieCodebook *codebook, int year, gint64 first, gsize n_parents, gsize n)
{
    VigieFrame *frame = vigie_frame_new(codebook, NULL, n);
    VigieColumn *link = vigie_frame_column(frame, "parent_record");
    g_autofree char *wave = g_strdup_printf("%d", year);
    for (gsize k = 0; k < n; k++) {
        gsize i = vigie_frame_add(frame);
        frame->line[i] = i + 2;
        vigie_column_set_number(vigie_frame_column(frame, "year"), i, year);
        vigie_column_set_text(vigie_frame_column(frame, "wave"), i, wave, strlen(wave));
        vigie_column_set_number(vigie_frame_column(frame, "nights"), i, (double)(i % 7));
        vigie_column_set_number(vigie_frame_column(frame, "stages_position"), i,
                                (double)(i / n_parents + 1));
        vigie_column_set_number(link, i, (double)(first + (gint64)(i % n_parents)));
    }
    return frame;
}

VigieBatch
store_stage_batch(const VigieCodebook *codebook, const char *file, const char *sha256)
{
    VigieBatch batch = store_batch(codebook, file, sha256);
    batch.table = "guests.stages";
    batch.source = "stages";
    batch.parent = "guests";
    return batch;
}

void
store_load(VigieStore *store, const VigieBatch *batch, const VigieCodebook *codebook,
           const VigieFrame *frame)
{
    static const char *const asked[] = {"sat", "acts", "age", "spend", "day", "note", NULL};
    g_autoptr(GError) error = NULL;
    g_assert_true(vigie_store_begin(store, batch, codebook, &error));
    g_assert_true(vigie_store_append(store, frame, &error));
    VigieBatch final = *batch;
    final.n_rows = final.n_accepted = frame->n;
    g_assert_true(vigie_store_commit(store, &final, asked, NULL, &error));
    g_assert_no_error(error);
}

static bool
add_row(void *user, guint n, const char *const *names, const char *const *values)
{
    (void)names;
    GString *text = user;
    for (guint i = 0; values != NULL && i < n; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? "|" : "", values[i]);
    if (values != NULL)
        g_string_append_c(text, '\n');
    return true;
}

bool
store_weigh(VigieStore *store, int year, const char *wave, gsize first, gsize n, double g)
{
    gint64 stamp = 0;
    g_autoptr(VigieStoredCalibration) calibration = vigie_stored_calibration_new();
    VigieStoredMargin *margin = vigie_stored_margin_new(2);
    margin->name = g_strdup("sat");
    margin->items = g_strsplit("sat", "*", -1);
    margin->source = g_strdup("totals.csv");
    margin->class_name[0] = g_strdup("1");
    margin->class_name[1] = g_strdup("2");
    margin->target[1] = 7.5;
    g_ptr_array_add(calibration->margins, margin);
    calibration->survey = g_strdup("guests");
    calibration->year = year;
    calibration->wave = g_strdup(wave);
    calibration->whole_year = wave == NULL;
    calibration->method = g_strdup("raking");
    calibration->lower = NAN;
    calibration->upper = 3;
    calibration->n = n;
    g_autofree gsize *record = g_new(gsize, n);
    g_autofree double *weight = g_new(double, n), *factor = g_new(double, n);
    for (gsize i = 0; i < n; i++) {
        record[i] = first + i;
        weight[i] = 2;
        factor[i] = g + (double)i;
    }
    const VigieWaveWeights waves = {calibration, n, record, weight, factor};
    return vigie_store_stamp(store, "guests", &stamp, NULL) &&
           vigie_store_put_weights(store, "guests", stamp, &waves, 1, NULL);
}

char *
store_rows(VigieStore *store, const char *sql)
{
    g_autoptr(GError) error = NULL;
    GString *text = g_string_new(NULL);
    vigie_store_query(store, sql, add_row, text, &error);
    g_assert_no_error(error);
    return g_string_free(text, FALSE);
}

char *
store_dump(VigieStore *store)
{
    g_autofree char *names = store_rows(
        store,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY name");
    g_auto(GStrv) tables = g_strsplit(names, "\n", -1);
    GString *dump = g_string_new(NULL);
    for (char **table = tables; **table != '\0'; table++) {
        g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\"", *table);
        g_autofree char *rows = store_rows(store, sql);
        g_string_append_printf(dump, "[%s]\n%s", *table, rows);
    }
    g_autofree char *schema = store_rows(store, "SELECT sql FROM sqlite_schema ORDER BY name");
    g_string_append(dump, schema);
    return g_string_free(dump, FALSE);
}
