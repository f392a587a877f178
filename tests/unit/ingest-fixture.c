/* ingest-fixture.c - an observatory in a temporary folder */
#include "ingest-fixture.h"
#include <glib/gstdio.h>
#include <string.h>

void
vigie_fixture_write(const Fixture *fixture, const char *path, const char *text, gssize length)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *whole = g_build_filename(fixture->dir, path, NULL);
    g_autofree char *folder = g_path_get_dirname(whole);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0755), ==, 0);
    g_file_set_contents(whole, text, length, &error);
    g_assert_no_error(error);
}

void
vigie_fixture_init(Fixture *fixture, const char *observatory, const char *questionnaire)
{
    g_autoptr(GError) error = NULL;
    fixture->dir = g_dir_make_tmp("vigie-ingest-XXXXXX", &error);
    g_assert_no_error(error);
    vigie_fixture_write(fixture, "observatory.ini", observatory, -1);
    if (questionnaire != NULL)
        vigie_fixture_write(fixture, "surveys/x.csv", questionnaire, -1);
}

static void
remove_tree(const char *path)
{
    g_autoptr(GDir) entries = g_dir_open(path, 0, NULL);
    for (const char *name; entries != NULL && (name = g_dir_read_name(entries)) != NULL;) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        if (g_file_test(child, G_FILE_TEST_IS_DIR) &&
            !g_file_test(child, G_FILE_TEST_IS_SYMLINK))
            remove_tree(child);
        else
            g_unlink(child);
    }
    g_rmdir(path);
}

void
vigie_fixture_release(Fixture *fixture)
{
    remove_tree(fixture->dir);
    g_clear_pointer(&fixture->dir, g_free);
}

/* A sink: each record as a line. */
static bool
print_records(void *user, const VigieFrame *chunk, GError **error G_GNUC_UNUSED)
{
    GString *rows = user;
    for (gsize i = 0; i < chunk->n; i++)
        for (guint c = 0; c < chunk->columns->len; c++) {
            const VigieColumn *column = chunk->columns->pdata[c];
            char buffer[VIGIE_NUMBER_SIZE];
            VigieMissing why = (VigieMissing)column->why[i];
            if (why != VIGIE_PRESENT)
                g_string_append_printf(rows, "<%s>", vigie_missing_name(why));
            else
                g_string_append(rows, vigie_column_text(column, i, buffer));
            g_string_append_c(rows, c + 1 < chunk->columns->len ? '|' : '\n');
        }
    return true;
}

static bool
load_files(const VigieSource *source, GString *rows, VigieFindings *findings, Loaded *loaded)
{
    g_autoptr(GPtrArray) files = vigie_source_files(source, &loaded->error);
    for (guint i = 0; files != NULL && i < files->len; i++) {
        vigie_ingest_report_release(&loaded->report);
        if (!vigie_ingest_file(source, files->pdata[i], print_records, rows, findings, NULL,
                               &loaded->report, &loaded->error))
            return false;
    }
    return files != NULL;
}

static void
print_findings(const VigieFindings *findings, Loaded *loaded)
{
    g_autoptr(GString) codes = g_string_new(NULL);
    g_autoptr(GString) texts = g_string_new(NULL);
    g_autoptr(GString) notes = g_string_new(NULL);
    for (guint i = 0; i < vigie_findings_n_kept(findings); i++) {
        const VigieFindingRow *row = vigie_findings_get(findings, i);
        GString *into = row->level == VIGIE_NOTE ? notes : texts;
        g_string_append_printf(into, "%s%s", into->len > 0 ? "; " : "", row->text);
        if (row->level == VIGIE_NOTE)
            continue;
        g_string_append_printf(codes, "%s%s:%" G_GUINT64_FORMAT ":%u",
                               codes->len > 0 ? " " : "", row->code, row->line, row->field);
    }
    loaded->findings = g_strdup(codes->str);
    loaded->texts = g_strdup(texts->str);
    loaded->notes = g_strdup(notes->str);
}

Loaded *
vigie_fixture_load(const Fixture *fixture)
{
    Loaded *loaded = g_new0(Loaded, 1);
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    g_autoptr(GString) rows = g_string_new(NULL);
    g_autofree char *path = g_build_filename(fixture->dir, "sources", "x.ini", NULL);
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(fixture->dir, NULL, &loaded->error);
    g_autoptr(VigieSource) source =
        observatory != NULL ? vigie_source_load(observatory, path, &loaded->error) : NULL;
    bool good = source != NULL && load_files(source, rows, findings, loaded);
    g_assert_true(good == (loaded->error == NULL));
    print_findings(findings, loaded);
    loaded->rows = g_strdup(rows->str);
    return loaded;
}

Loaded *
vigie_fixture_read(const Fixture *fixture, const char *source, const char *csv)
{
    vigie_fixture_write(fixture, "sources/x.ini", source, -1);
    vigie_fixture_write(fixture, "data/x.csv", csv, -1);
    return vigie_fixture_load(fixture);
}

void
vigie_loaded_free(Loaded *loaded)
{
    if (loaded == NULL)
        return;
    g_free(loaded->rows);
    g_free(loaded->findings);
    g_free(loaded->notes);
    g_free(loaded->texts);
    g_clear_error(&loaded->error);
    vigie_ingest_report_release(&loaded->report);
    g_free(loaded);
}

/* "integer,nights|…||list,name|…" as an XLSForm with the columns that a test may fill. */
static char *
form_of(const char *form)
{
    g_auto(GStrv) sheets = g_strsplit(form, "||", 2);
    g_autoptr(GString) csv =
        g_string_new("survey,,,,,,\n,type,name,label::Français (fr),relevant,"
                     "constraint,calculation,list,parameters\n");
    g_auto(GStrv) items = g_strsplit(sheets[0], "|", -1);
    for (guint i = 0; items[i] != NULL; i++)
        g_string_append_printf(csv, ",%s\n", items[i]);
    if (sheets[1] == NULL)
        return g_string_free(g_steal_pointer(&csv), FALSE);
    g_string_append(csv, "choices,,,,,,\n,list_name,name,label::Français (fr),missing\n");
    g_auto(GStrv) choices = g_strsplit(sheets[1], "|", -1);
    for (guint i = 0; choices[i] != NULL; i++)
        g_string_append_printf(csv, ",%s\n", choices[i]);
    return g_string_free(g_steal_pointer(&csv), FALSE);
}

void
vigie_case_run(gconstpointer one)
{
    const Case *c = one;
    g_auto(Fixture) f = {0};
    g_autofree char *form = form_of(c->form);
    g_autofree char *observatory = g_strdup_printf(
        "[observatory]\nname=T\nlanguage=fr\n[survey t]\nquestionnaire=surveys/x.csv\n%s",
        c->design != NULL ? c->design : "");
    vigie_fixture_init(&f, observatory, form);
    g_autofree char *source =
        g_strconcat("[source]\nsurvey=t\nfile=data/x.csv\n", c->source, NULL);
    g_autoptr(Loaded) loaded = vigie_fixture_read(&f, source, c->csv);
    g_assert_no_error(loaded->error);
    g_assert_cmpstr(loaded->rows, ==, c->rows);
    g_assert_cmpstr(loaded->findings, ==, c->findings);
}

void
vigie_cases_add(const char *group, const Case *cases, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        g_autofree char *path = g_strdup_printf("/ingest/%s/%s", group, cases[i].name);
        g_test_add_data_func(path, &cases[i], vigie_case_run);
    }
}
