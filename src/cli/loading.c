/* loading.c - the files of a source, read and stored, one transaction each */
#include "loading.h"
#include "free-text.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <vigie/frame-identifier.h>

/* One file --------------------------------------------------------------------------------- */

/* One file of a source; names tells all of them where it is the last and the others are in. */
typedef struct {
    const VigieSource *source;
    VigieSourceFile *file;
    const char *const *names; /* NULL = not the last, or another failed */
    guint n_dropped;          /* batches of files that are named no more */
} FileAt;

/* Where the records of a file go. */
typedef struct {
    VigieStore *store; /* NULL = nowhere, they are checked only */
    const char *file;
    bool persons; /* a survey: personal data is not stored */
    VigieFindings *findings;
    VigieQuality *quality; /* NULL = not asked for */
    VigieQualityFile quality_file;
    const VigieIngestReport *report;
    guint64 *personal;    /* [items] answers that are not stored */
    VigieFreeText *words; /* what is kept apart */
} Sink;

/* The items that the file has are known with its first chunk. */
static void
look_at_quality(Sink *sink, const VigieFrame *chunk)
{
    if (sink->quality_file.asked == NULL) {
        sink->quality_file.asked = sink->report->asked;
        vigie_quality_begin(sink->quality, &sink->quality_file);
    }
    vigie_quality_add(sink->quality, chunk);
}

static bool
take_chunk(void *user, const VigieFrame *chunk, GError **error)
{
    Sink *sink = user;
    if (sink->persons) {
        vigie_frame_find_identifiers(chunk, sink->file, sink->findings);
        vigie_frame_count_personal(chunk, sink->personal);
        vigie_free_text_add(sink->words, chunk);
    }
    if (sink->quality != NULL)
        look_at_quality(sink, chunk);
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

static const VigieSurvey *
parent_of(const VigieSource *source)
{
    const VigieSurvey *survey = vigie_source_survey(source);
    return survey != NULL ? survey->parent : NULL;
}

/* Where the source's records go: a check keeps only those that have to do with repeats. */
static VigieStore *
store_of(const VigieLoading *loading, const VigieSource *source)
{
    const VigieSurvey *survey = vigie_source_survey(source);
    bool family =
        survey != NULL && (survey->parent != NULL || survey->codebook->repeats->len > 0);
    return loading->scratch && !family ? NULL : loading->store;
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
        .questionnaire = vigie_source_codebook(source),
        .bridges =
            vigie_source_survey(source) != NULL ? vigie_source_survey(source)->bridges : NULL,
        .dialect = "",
        .mapping = "",
        .parent = parent_of(source) != NULL ? parent_of(source)->name : NULL,
    };
}

/* Batches of files that the source names no more go, and where a file is being loaded, with its commit. */
static bool
prune(VigieStore *store, FileAt *at, GError **error)
{
    return at->names == NULL ||
           vigie_store_prune(store, table_of(at->source), vigie_source_name(at->source),
                             at->names, &at->n_dropped, error);
}

static void
tell_dropped(const FileAt *at)
{
    if (at->n_dropped > 0)
        printf(P_("%s: %u batch dropped, its file is no longer named\n",
                  "%s: %u batches dropped, their files are no longer named\n", at->n_dropped),
               vigie_source_name(at->source), at->n_dropped);
}

/* The quality of the survey that a source feeds, made when it is first met; NULL = none is asked for. */
static VigieQuality *
quality_of(const VigieLoading *loading, const VigieSource *source)
{
    const VigieSurvey *survey = vigie_source_survey(source);
    if (loading->qualities == NULL || survey == NULL)
        return NULL;
    for (guint i = 0; i < loading->qualities->len; i++)
        if (vigie_quality_survey(loading->qualities->pdata[i]) == survey)
            return loading->qualities->pdata[i];
    VigieQuality *quality = vigie_quality_new(survey);
    g_ptr_array_add(loading->qualities, quality);
    return quality;
}

static void
end_quality(const Sink *sink)
{
    g_autoptr(GPtrArray) groups = g_ptr_array_new();
    const VigieFindingGroup *group = NULL;
    for (guint i = 0; (group = vigie_findings_group_at(sink->findings, i)) != NULL; i++)
        g_ptr_array_add(groups, (gpointer)group);
    vigie_quality_end(sink->quality, sink->report->n_rows, sink->report->n_accepted,
                      sink->report->n_refused, (const VigieFindingGroup *const *)groups->pdata,
                      groups->len);
}

/* Reads the file into the open transaction and commits it. */
static bool
fill_batch(const VigieLoading *loading, FileAt *at, VigieIngestReport *report,
           VigieFindings *findings, guint64 *personal, GError **error)
{
    const VigieSource *source = at->source;
    const VigieCodebook *codebook = vigie_source_codebook(source);
    VigieStore *store = store_of(loading, source);
    const VigieSourceFile *file = at->file;
    VigieBatch batch;
    batch_init(&batch, source, file);
    g_autoptr(VigieFreeText) words = vigie_free_text_new(&batch);
    Sink sink = {.store = store,
                 .file = file->name,
                 .persons = vigie_source_survey(source) != NULL,
                 .findings = findings,
                 .quality = quality_of(loading, source),
                 .quality_file = {.source = vigie_source_name(source), .file = file->name},
                 .report = report,
                 .personal = personal,
                 .words = words};
    if (sink.persons)
        vigie_codebook_find_identifiers(codebook, findings);
    bool read = vigie_ingest_file(source, file, take_chunk, &sink, findings,
                                  loading->call->progress, report, error);
    if (sink.quality_file.asked != NULL)
        end_quality(&sink);
    if (!read)
        return false;
    vigie_codebook_find_dropped(codebook, personal, file->name, findings);
    if (store == NULL)
        return true;
    if (!prune(store, at, error))
        return false;
    batch.dialect = report->dialect;
    batch.mapping = report->mapping;
    batch.n_rows = report->n_rows;
    batch.n_accepted = report->n_accepted;
    batch.n_refused = report->n_refused;
    if (report->keys != NULL && !vigie_store_put_keys(store, report->keys, error))
        return false;
    return vigie_store_commit(store, &batch, (const char *const *)report->asked, findings,
                              error) &&
           (!sink.persons || loading->scratch ||
            vigie_free_text_write(words, loading->observatory, store, batch.table, error));
}

static void
keep_findings(VigieTable *table, const VigieFindings *findings)
{
    for (guint i = 0; i < vigie_findings_n_kept(findings); i++) {
        const VigieFindingRow *row = vigie_findings_get(findings, i);
        g_autofree char *line = row->line > 0 ? g_strdup_printf("%" PRIu64, row->line) : NULL;
        g_autofree char *field = row->field > 0 ? g_strdup_printf("%u", row->field) : NULL;
        const char *cells[] = {row->level == VIGIE_NOTE ? "note" : "finding",
                               row->code,
                               row->file != NULL ? row->file : "",
                               line != NULL ? line : "",
                               field != NULL ? field : "",
                               row->text};
        vigie_table_add(table, G_N_ELEMENTS(cells), cells);
    }
}

/* Findings are told even of a file that fails. */
static bool
read_file(VigieLoading *loading, FileAt *at, GError **error)
{
    VigieIngestReport report = {0};
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    const VigieCodebook *codebook = vigie_source_codebook(at->source);
    g_autofree guint64 *personal = g_new0(guint64, codebook->items->len + 1);
    bool done = fill_batch(loading, at, &report, findings, personal, error);
    guint64 n_findings = vigie_findings_count(findings, VIGIE_FINDING);
    loading->n_findings += n_findings;
    if (loading->findings_table != NULL)
        keep_findings(loading->findings_table, findings);
    else
        vigie_call_findings(loading->call, findings, loading->verbose);
    if (done && !loading->silent) {
        print_report(loading, at->file, &report, n_findings);
        print_personal(at->file, codebook, personal);
        tell_dropped(at);
    }
    vigie_ingest_report_release(&report);
    return done;
}

/* Batches of children that went with their parents: their sources come after this one. */
static void
tell_children_dropped(const VigieLoading *loading, const char *name)
{
    guint n = vigie_store_n_dropped(loading->store);
    if (n == 0)
        return;
    vigie_bar_clear(loading->call->bar);
    printf(
        P_("%s: with its records, %u batch of a repeat that belongs to them is taken back\n",
           "%s: with its records, %u batches of repeats that belong to them are taken back\n",
           n),
        name, n);
}

/* The records that those of a repeat can belong to; NULL without them, where none is loaded. */
static bool
find_parents(const VigieLoading *loading, const FileAt *at, VigieParents **parents,
             GError **error)
{
    const VigieSource *source = at->source;
    const VigieSurvey *parent = parent_of(source);
    g_autofree const char **items = vigie_source_inherited(source);
    g_autoptr(GError) failure = NULL;
    *parents =
        vigie_store_parents(loading->store, parent->name, parent->codebook, items,
                            vigie_source_has_blocks(source) ? at->file->name : NULL, &failure);
    if (*parents != NULL)
        return true;
    if (!g_error_matches(failure, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING)) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return false;
    }
    g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                _("%s: nothing of %s is loaded, to which its records belong: load its sources "
                  "first"),
                at->file->name, parent->name);
    return false;
}

/* Within the transaction of the file. */
static bool
read_batch(VigieLoading *loading, FileAt *at, GError **error)
{
    VigieParents *parents = NULL;
    if (parent_of(at->source) != NULL && !find_parents(loading, at, &parents, error))
        return false;
    at->file->parents = parents;
    bool good = read_file(loading, at, error);
    at->file->parents = NULL;
    vigie_parents_free(parents);
    return good;
}

/* Reads an unchanged file again for the answers kept apart, and writes these; nothing else is done with its records. */
static bool
read_words(const VigieLoading *loading, const FileAt *at, VigieFreeText *words, GError **error)
{
    const VigieCodebook *codebook = vigie_source_codebook(at->source);
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    g_autofree guint64 *personal = g_new0(guint64, codebook->items->len);
    VigieIngestReport report = {0};
    Sink sink = {.file = at->file->name,
                 .persons = true,
                 .findings = findings,
                 .report = &report,
                 .personal = personal,
                 .words = words};
    VigieParents *parents = NULL;
    if (parent_of(at->source) != NULL && !find_parents(loading, at, &parents, error))
        return false;
    at->file->parents = parents;
    bool read = vigie_ingest_file(at->source, at->file, take_chunk, &sink, findings,
                                  loading->call->progress, &report, error);
    at->file->parents = NULL;
    vigie_parents_free(parents);
    vigie_ingest_report_release(&report);
    return read && vigie_free_text_write(words, loading->observatory, loading->store,
                                         table_of(at->source), error);
}

/* The file of answers kept apart is written after the commit: a load that was broken off between leaves it behind. */
static bool
mend_words(const VigieLoading *loading, const FileAt *at, GError **error)
{
    if (vigie_source_survey(at->source) == NULL || loading->scratch)
        return true;
    VigieBatch batch;
    batch_init(&batch, at->source, at->file);
    g_autoptr(VigieFreeText) words = vigie_free_text_new(&batch);
    if (vigie_free_text_is_current(words, loading->observatory))
        return at->n_dropped == 0 ||
               vigie_free_text_write(NULL, loading->observatory, loading->store,
                                     table_of(at->source), error);
    if (!read_words(loading, at, words, error))
        return false;
    printf(_("%s: its answers kept apart are written again\n"), at->file->name);
    return true;
}

static bool
leave_unchanged(const VigieLoading *loading, FileAt *at, GError **error)
{
    vigie_bar_clear(loading->call->bar);
    printf(_("%s: unchanged since it was loaded\n"), at->file->name);
    if (!prune(loading->store, at, error))
        return false;
    tell_dropped(at);
    return mend_words(loading, at, error);
}

/* True in *begun, or the file is in already. */
static bool
begin_batch(const VigieLoading *loading, FileAt *at, bool *begun, GError **error)
{
    VigieBatch batch;
    batch_init(&batch, at->source, at->file);
    bool same = false;
    *begun = false;
    if (!vigie_store_has(loading->store, &batch, &same, error))
        return false;
    if (same)
        return leave_unchanged(loading, at, error);
    g_autoptr(GError) refused = NULL;
    if (vigie_store_begin(loading->store, &batch, codebook_of(at->source), &refused)) {
        *begun = true;
        return true;
    }
    if (g_error_matches(refused, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_LOADED))
        return leave_unchanged(loading, at, error);
    g_propagate_error(error, g_steal_pointer(&refused));
    return false;
}

static bool
load_file(VigieLoading *loading, FileAt *at, GError **error)
{
    bool begun = false;
    if (store_of(loading, at->source) == NULL)
        return read_file(loading, at, error);
    if (!begin_batch(loading, at, &begun, error))
        return false;
    if (!begun)
        return true;
    if (!read_batch(loading, at, error)) {
        vigie_store_rollback(loading->store);
        return false;
    }
    tell_children_dropped(loading, at->file->name);
    return true;
}

/* One source ------------------------------------------------------------------------------- */

/* (transfer container) */
static const char **
file_names(const GPtrArray *files)
{
    const char **names = g_new0(const char *, files->len + 1);
    for (guint i = 0; i < files->len; i++)
        names[i] = ((const VigieSourceFile *)g_ptr_array_index(files, i))->name;
    return names;
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
    return failure->domain == VIGIE_STORE_ERROR && failure->code != VIGIE_STORE_ERROR_CHOICE &&
           failure->code != VIGIE_STORE_ERROR_REUSED &&
           failure->code != VIGIE_STORE_ERROR_BRIDGE;
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
    g_autofree const char **names = file_names(files);
    guint n_failed = loading->n_failed;
    for (guint i = 0; i < files->len; i++) {
        bool last = i + 1 == files->len && loading->n_failed == n_failed && !loading->scratch;
        FileAt at = {source, g_ptr_array_index(files, i), last ? names : NULL, 0};
        if (load_file(loading, &at, &failure))
            continue;
        if (stops_all(failure)) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return false;
        }
        vigie_loading_failure(loading, failure);
        g_clear_error(&failure);
    }
    return true;
    return true;
}

VigieExit
vigie_loading_exit(const VigieLoading *loading)
{
    if (loading->n_failed > 0)
        return VIGIE_EXIT_NOT_DONE;
    return loading->n_findings > 0 ? VIGIE_EXIT_FINDINGS : VIGIE_EXIT_DONE;
}
