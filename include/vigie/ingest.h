/* ingest.h - a raw file becomes checked frames and a list of findings.
 * vigie_source_load() reads one sources/X.ini; vigie_source_files() lists the files that it names now;
 * vigie_ingest_file() reads one of them and hands chunks of records to a sink, in constant memory. */
#ifndef VIGIE_INGEST_H
#define VIGIE_INGEST_H

#include <vigie/frame-parents.h>
#include <vigie/observatory.h>
#include <vigie/sheet.h>

G_BEGIN_DECLS

#define VIGIE_INGEST_ERROR (vigie_ingest_error_quark())
GQuark vigie_ingest_error_quark(void);
typedef enum {
    VIGIE_INGEST_ERROR_SOURCE, /* sources/X.ini: a value or a header that does not fit */
    VIGIE_INGEST_ERROR_FILE,   /* no file matches */
    VIGIE_INGEST_ERROR_SURVEY, /* not this survey's file: too few of its columns are there */
    VIGIE_INGEST_ERROR_AMBIGUOUS, /* two readings of a number or a date remain: say decimal= or dates= */
    VIGIE_INGEST_ERROR_VALUE /* on-error=file: a value, a year or a weight that is refused */
} VigieIngestError;

typedef struct VigieSource VigieSource;

/* One raw file of a source, with what its name or the INI says of it. */
typedef struct {
    char *path; /* absolute */
    char *
        name; /* as said in messages and kept in the store: relative to the folder if inside it */
    char *sha256;
    int year; /* from {year} in file=, else 0 */
    const VigieParents
        *parents; /* of a repeat: set by the caller before it is read; borrowed */
} VigieSourceFile;

VigieSource *vigie_source_load(const VigieObservatory *observatory, const char *path,
                               GError **error);
void vigie_source_free(VigieSource *source);
const char *vigie_source_name(const VigieSource *source);          /* base name without .ini */
const VigieSurvey *vigie_source_survey(const VigieSource *source); /* or NULL */
const VigieDataset *vigie_source_dataset(const VigieSource *source); /* or NULL */
const VigieCodebook *vigie_source_codebook(
    const VigieSource *source); /* its own questionnaire=, else the survey's */
const char *vigie_source_sha256(const VigieSource *source);
/* Of a repeat: does a row have several records, one for each {i} of its header?  Then their parent is the record of the
 * same row and file; else each names its parent. */
bool vigie_source_has_blocks(const VigieSource *source);
/* Of a repeat: the items of its parent that its expressions read, and year and wave; NULL-terminated, (transfer
 * container). */
const char **vigie_source_inherited(const VigieSource *source);
/* Files that the file= globs match, sorted; an empty match is an error.  (transfer full, element VigieSourceFile) */
GPtrArray *vigie_source_files(const VigieSource *source, GError **error);

typedef struct {
    guint64 n_rows, n_accepted,
        n_refused;     /* rows read from the file; records kept; records refused */
    guint64 n_records; /* after unpivoting, = accepted + refused */
    char *dialect;     /* as told to the user */
    char *mapping;     /* JSON object item -> header, for the store */
    char **asked;      /* items that have a column in this file, NULL-terminated */
    VigieRecordKeys
        *keys; /* where the survey has repeats: what the file calls its records; else NULL */
} VigieIngestReport;
void vigie_ingest_report_release(VigieIngestReport *report);

/* Takes a chunk; the frame is reused after it returns. */
typedef bool (*VigieFrameSink)(void *user, const VigieFrame *chunk, GError **error);

/* Reads file whole.  An error (structure, ambiguity, on-error=file) means that the caller must roll back.
 * findings, progress, report may be NULL. */
bool vigie_ingest_file(const VigieSource *source, const VigieSourceFile *file,
                       VigieFrameSink sink, void *user, VigieFindings *findings,
                       const VigieProgress *progress, VigieIngestReport *report,
                       GError **error);

/* Writes observatory.ini, sources and questionnaire skeletons guessed from files into dir (vigie init). */
bool vigie_ingest_init(const char *dir, const char *const *files, VigieLang lang,
                       VigieFindings *notes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieSource, vigie_source_free)

G_END_DECLS

#endif
