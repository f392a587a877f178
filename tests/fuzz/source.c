/* source.c - any bytes as a source INI and, after a line of "=", the raw file that it reads: records that come out
 * are whole, findings and errors have a place */
#include "folder.h"
#include <math.h>
#include <string.h>
#include <vigie/ingest.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length);

static bool
check_chunk(void *user, const VigieFrame *chunk, GError **error)
{
    (void)error;
    *(guint64 *)user += chunk->n;
    for (guint c = 0; c < chunk->columns->len; c++) {
        const VigieColumn *column = chunk->columns->pdata[c];
        for (gsize i = 0; i < chunk->n; i++) {
            char buffer[VIGIE_NUMBER_SIZE];
            bool present = column->why[i] == VIGIE_PRESENT;
            g_assert_true(present == (bool)isfinite(column->value[i]));
            if (present)
                g_assert_true(g_utf8_validate(vigie_column_text(column, i, buffer), -1, NULL));
        }
    }
    return true;
}

static void
check_findings(const VigieFindings *findings)
{
    for (guint i = 0; i < vigie_findings_n_kept(findings); i++) {
        const VigieFindingRow *row = vigie_findings_get(findings, i);
        g_assert_cmpstr(row->file, ==, "x.csv");
        g_assert_true(g_utf8_validate(row->text, -1, NULL));
        g_assert_null(strchr(row->text, '\n'));
    }
}

/* Of a repeat: three records that are known by _id 1 to 3 and by the lines of x.csv, a fourth that was refused. */
static VigieParents *
parents_of(const VigieSource *source)
{
    const VigieSurvey *survey = vigie_source_survey(source);
    if (survey == NULL || survey->parent == NULL)
        return NULL;
    g_autofree const char **items = vigie_source_inherited(source);
    VigieFrame *frame = vigie_frame_new(survey->parent->codebook, items, 3);
    gint64 *record = g_new0(gint64, 3);
    VigieParents *parents = vigie_parents_new(frame, record);
    for (gsize i = 0; i < 4; i++) {
        char key[] = {(char)('1' + i), '\0'}, line[] = {(char)('2' + i), '\0'};
        if (i < 3) {
            vigie_column_set_number(vigie_frame_column(frame, "year"), vigie_frame_add(frame),
                                    2024);
            vigie_column_set_text(vigie_frame_column(frame, "wave"), i, "2024", 4);
            record[i] = (gint64)i + 1;
        }
        vigie_parents_add(parents, "_id", key, "p.csv", i + 2, i < 3 ? i : VIGIE_NO_PARENT);
        vigie_parents_add(parents, VIGIE_KEY_LINE, line, "x.csv", i + 2,
                          i < 3 ? i : VIGIE_NO_PARENT);
    }
    return parents;
}

static void
read_file(const VigieSource *source, const char *bytes, gsize length)
{
    g_autofree char *path = vigie_fuzz_write("x.csv", bytes, length);
    g_autoptr(VigieParents) parents = parents_of(source);
    VigieSourceFile file = {
        .path = path, .name = (char *)"x.csv", .sha256 = (char *)"", .parents = parents};
    VigieIngestReport report = {0};
    guint64 n = 0;
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    g_autoptr(GError) error = NULL;
    bool read =
        vigie_ingest_file(source, &file, check_chunk, &n, findings, NULL, &report, &error);
    g_assert_true(read == (error == NULL));
    g_assert_true(!read || n == report.n_accepted);
    g_assert_true(!read || n > 0 || vigie_source_has_blocks(source));
    g_assert_true(read || strchr(error->message, '\n') == NULL);
    check_findings(findings);
    vigie_ingest_report_release(&report);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length)
{
    const char *text = (const char *)bytes;
    const char *mark = g_strstr_len(text, (gssize)length, "\n===\n");
    gsize head = mark != NULL ? (gsize)(mark - text) : length;
    g_autoptr(GError) error = NULL;
    static VigieObservatory *observatory = NULL; /* opened once: it is the same for all */
    if (observatory == NULL)
        observatory = vigie_observatory_open(vigie_fuzz_folder(), NULL, NULL);
    g_assert_nonnull(observatory);
    g_autofree char *ini = vigie_fuzz_write("x.ini", text, head);
    g_autoptr(VigieSource) source = vigie_source_load(observatory, ini, &error);
    g_assert_true((source == NULL) == (error != NULL));
    if (source == NULL)
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
    else if (mark != NULL)
        read_file(source, mark + strlen("\n===\n"), length - head - strlen("\n===\n"));
    return 0;
}
