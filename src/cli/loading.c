/* loading.c - the files of a source, read and stored, one transaction each */
#include "loading.h"
#include "free-text.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <vigie/frame-identifier.h>

/* Choosing sources ------------------------------------------------------------------------- */

static char *
source_name(const char *path)
{
    char *name = g_path_get_basename(path);
    if (g_str_has_suffix(name, ".ini"))
        name[strlen(name) - strlen(".ini")] = '\0';
    return name;
}

/* The path of the source that the user names, "flash", "flash.ini" or "sources/flash.ini". */
static const char *
find_source(const VigieObservatory *observatory, const char *said, GError **error)
{
    g_autofree char *wanted = source_name(said);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (char **path = observatory->sources; *path != NULL; path++) {
        char *name = source_name(*path);
        g_ptr_array_add(names, name);
        if (strcmp(name, wanted) == 0)
            return *path;
    }
    g_ptr_array_add(names, NULL);
    vigie_unknown(error, wanted, (const char *const *)names->pdata, _("unknown source '%s'"),
                  said);
    return NULL;
}

static bool
add_source(const VigieLoading *loading, GPtrArray *sources, const char *path, GError **error)
{
    VigieSource *source = vigie_source_load(loading->observatory, path, error);
    if (source == NULL)
        return false;
    g_ptr_array_add(sources, source);
    return true;
}

GPtrArray *
vigie_loading_sources(const VigieLoading *loading, GError **error)
{
    g_autoptr(GPtrArray) sources =
        g_ptr_array_new_with_free_func((GDestroyNotify)vigie_source_free);
    const VigieCall *call = loading->call;
    for (guint i = 0; i < call->n_arguments; i++) {
        const char *path = find_source(loading->observatory, call->arguments[i], error);
        if (path == NULL || !add_source(loading, sources, path, error))
            return NULL;
    }
    for (char **path = loading->observatory->sources; call->n_arguments == 0 && *path != NULL;
         path++)
        if (!add_source(loading, sources, *path, error))
            return NULL;
    if (sources->len == 0) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("%s has no source: sources/NAME.ini says how a raw file is read"),
                    loading->observatory->dir);
        return NULL;
    }
    return g_steal_pointer(&sources);
}

/* One file --------------------------------------------------------------------------------- */

/* Where the records of a file go. */
typedef struct {
    VigieStore *store; /* NULL = nowhere, they are checked only */
    const char *file;
    bool persons; /* a survey: personal data is not stored */
    VigieFindings *findings;
    guint64 *personal;    /* [items] answers that are not stored */
    VigieFreeText *words; /* what is kept apart */
} Sink;

static bool
take_chunk(void *user, const VigieFrame *chunk, GError **error)
{
    const Sink *sink = user;
    if (sink->persons) {
        vigie_frame_find_identifiers(chunk, sink->file, sink->findings);
        vigie_frame_count_personal(chunk, sink->personal);
        vigie_free_text_add(sink->words, chunk);
    }
    return sink->store == NULL || vigie_store_append(sink->store, chunk, error);
}

/* "1,200 rows read, 1,198 accepted, 2 refused, 3 findings (semicolon, UTF-8, header on line 1)" */
static void
print_report(const VigieLoading *loading, const VigieSourceFile *file,
             const VigieIngestReport *report, guint64 n_findings)
{
    vigie_bar_clear(loading->call->bar);
    printf("%s: ", file->name);
    printf(P_("%" PRIu64 " row read", "%" PRIu64 " rows read", report->n_rows), report->n_rows);
    printf(P_(", %" PRIu64 " record accepted", ", %" PRIu64 " records accepted",
              report->n_accepted),
           report->n_accepted);
    printf(P_(", %" PRIu64 " refused", ", %" PRIu64 " refused", report->n_refused),
           report->n_refused);
    if (n_findings > 0)
        printf(P_(", %" PRIu64 " finding", ", %" PRIu64 " findings", n_findings), n_findings);
    printf(" (%s)\n", report->dialect);
}

/* "data/a.csv: not stored, personal data or free text: nom (2), remarks (1)" */
static void
print_personal(const VigieSourceFile *file, const VigieCodebook *codebook,
               const guint64 *personal)
{
    g_autofree char *dropped = vigie_codebook_personal_text(codebook, false, personal);
    g_autofree char *apart = vigie_codebook_personal_text(codebook, true, personal);
    if (dropped != NULL)
        printf(_("%s: not stored, personal data or free text: %s\n"), file->name, dropped);
    if (apart != NULL)
        printf(_("%s: kept apart, out of the store: %s\n"), file->name, apart);
}

/* The survey or dataset that a source feeds. */
static const char *
table_of(const VigieSource *source)
{
    const VigieSurvey *survey = vigie_source_survey(source);
    return survey != NULL ? survey->name : vigie_source_dataset(source)->name;
}

static const VigieCodebook *
codebook_of(const VigieSource *source)
{
    const VigieSurvey *survey = vigie_source_survey(source);
    return survey != NULL ? survey->codebook : vigie_source_dataset(source)->codebook;
}

static void
batch_init(VigieBatch *batch, const VigieSource *source, const VigieSourceFile *file)
{
    *batch = (VigieBatch){
        .table = table_of(source),
        .survey = vigie_source_survey(source) != NULL,
        .source = vigie_source_name(source),
        .file = file->name,
        .file_sha256 = file->sha256,
        .source_sha256 = vigie_source_sha256(source),
        .questionnaire_sha256 = vigie_source_codebook(source)->sha256,
        .survey_sha256 = codebook_of(source)->sha256,
        .dialect = "",
        .mapping = "",
    };
}

/* Reads the file into the open transaction and commits it. */
static bool
fill_batch(const VigieLoading *loading, const VigieSource *source, const VigieSourceFile *file,
           VigieIngestReport *report, VigieFindings *findings, guint64 *personal,
           GError **error)
{
    VigieStore *store = loading->store;
    const VigieCodebook *codebook = vigie_source_codebook(source);
    g_autoptr(VigieFreeText) words = vigie_free_text_new(vigie_source_name(source), file->name);
    Sink sink = {store,    file->name, vigie_source_survey(source) != NULL,
                 findings, personal,   words};
    if (sink.persons)
        vigie_codebook_find_identifiers(codebook, findings);
    if (!vigie_ingest_file(source, file, take_chunk, &sink, findings, loading->call->progress,
                           report, error))
        return false;
    vigie_codebook_find_dropped(codebook, personal, file->name, findings);
    if (store == NULL)
        return true;
    VigieBatch batch;
    batch_init(&batch, source, file);
    batch.dialect = report->dialect;
    batch.mapping = report->mapping;
    batch.n_rows = report->n_rows;
    batch.n_accepted = report->n_accepted;
    batch.n_refused = report->n_refused;
    return vigie_store_commit(store, &batch, (const char *const *)report->asked, findings,
                              error) &&
           (!sink.persons ||
            vigie_free_text_write(words, loading->observatory, store, batch.table, error));
}

/* Findings are told even of a file that fails. */
static bool
read_file(VigieLoading *loading, const VigieSource *source, const VigieSourceFile *file,
          GError **error)
{
    VigieIngestReport report = {0};
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    const VigieCodebook *codebook = vigie_source_codebook(source);
    g_autofree guint64 *personal = g_new0(guint64, codebook->items->len + 1);
    bool done = fill_batch(loading, source, file, &report, findings, personal, error);
    guint64 n_findings = vigie_findings_count(findings, VIGIE_FINDING);
    loading->n_findings += n_findings;
    vigie_call_findings(loading->call, findings, loading->verbose);
    if (done) {
        print_report(loading, file, &report, n_findings);
        print_personal(file, codebook, personal);
    }
    vigie_ingest_report_release(&report);
    return done;
}

static bool
load_file(VigieLoading *loading, const VigieSource *source, const VigieSourceFile *file,
          GError **error)
{
    if (loading->store == NULL)
        return read_file(loading, source, file, error);
    VigieBatch batch;
    batch_init(&batch, source, file);
    bool same = false;
    if (!vigie_store_has(loading->store, &batch, &same, error))
        return false;
    if (same) {
        printf(_("%s: unchanged since it was loaded\n"), file->name);
        return true;
    }
    if (!vigie_store_begin(loading->store, &batch, codebook_of(source), error))
        return false;
    if (!read_file(loading, source, file, error)) {
        vigie_store_rollback(loading->store);
        return false;
    }
    return true;
}

/* One source ------------------------------------------------------------------------------- */

/* Batches of files that the source names no more go. */
static bool
prune(VigieLoading *loading, const VigieSource *source, const GPtrArray *files, GError **error)
{
    g_autofree const char **names = g_new0(const char *, files->len + 1);
    for (guint i = 0; i < files->len; i++)
        names[i] = ((const VigieSourceFile *)g_ptr_array_index(files, i))->name;
    guint n = 0;
    if (!vigie_store_prune(loading->store, table_of(source), vigie_source_name(source), names,
                           &n, error))
        return false;
    if (n > 0)
        printf(P_("%s: %u batch dropped, its file is no longer named\n",
                  "%s: %u batches dropped, their files are no longer named\n", n),
               vigie_source_name(source), n);
    return n == 0 || vigie_source_survey(source) == NULL ||
           vigie_free_text_write(NULL, loading->observatory, loading->store, table_of(source),
                                 error);
}

void
vigie_loading_failure(VigieLoading *loading, const GError *failure)
{
    vigie_bar_clear(loading->call->bar);
    vigie_call_error(failure);
    loading->n_failed++;
}

/* What is wrong with the store is wrong for every file; what is wrong with a file is not. */
static bool
stops_all(const GError *failure)
{
    return failure->domain == VIGIE_STORE_ERROR && failure->code != VIGIE_STORE_ERROR_CHOICE;
}

bool
vigie_loading_source(VigieLoading *loading, const VigieSource *source, GError **error)
{
    g_autoptr(GError) failure = NULL;
    g_autoptr(GPtrArray) files = vigie_source_files(source, &failure);
    if (files == NULL) {
        vigie_loading_failure(loading, failure);
        return true;
    }
    for (guint i = 0; i < files->len; i++) {
        if (load_file(loading, source, g_ptr_array_index(files, i), &failure))
            continue;
        if (stops_all(failure)) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return false;
        }
        vigie_loading_failure(loading, failure);
        g_clear_error(&failure);
    }
    return loading->store == NULL || prune(loading, source, files, error);
}

VigieExit
vigie_loading_exit(const VigieLoading *loading)
{
    if (loading->n_failed > 0)
        return VIGIE_EXIT_NOT_DONE;
    return loading->n_findings > 0 ? VIGIE_EXIT_FINDINGS : VIGIE_EXIT_DONE;
}
