/* store.h - the observatory file: one SQLite database of answers, cubes, batches and their provenance.
 * A load is vigie_store_begin(), vigie_store_append() for each chunk, vigie_store_commit() (or _rollback());
 * vigie_store_read() gives back a frame with just the columns asked for. */
#ifndef VIGIE_STORE_H
#define VIGIE_STORE_H

#include <vigie/frame-parents.h>

G_BEGIN_DECLS

#define VIGIE_STORE_ERROR (vigie_store_error_quark())
GQuark vigie_store_error_quark(void);
typedef enum {
    VIGIE_STORE_ERROR_MISSING, /* there is no store yet: vigie load */
    VIGIE_STORE_ERROR_FOREIGN, /* a file that is not a vigie store, or of a newer version */
    VIGIE_STORE_ERROR_BUSY,    /* another load holds it */
    VIGIE_STORE_ERROR_STALE,   /* the questionnaire changed since the load: load again */
    VIGIE_STORE_ERROR_BATCH,   /* no such batch */
    VIGIE_STORE_ERROR_QUERY,   /* SQL refused or wrong */
    VIGIE_STORE_ERROR_CHOICE,  /* the file's own questionnaire does not fit the survey's */
    VIGIE_STORE_ERROR_SQLITE   /* anything else that SQLite says (disk full …) */
} VigieStoreError;

typedef struct VigieStore VigieStore;

typedef enum {
    VIGIE_STORE_READ,
    VIGIE_STORE_WRITE
} VigieStoreMode; /* WRITE makes the file if need be */

VigieStore *vigie_store_open(const char *path, VigieStoreMode mode, GError **error);
void vigie_store_close(VigieStore *store);
/* How long to wait for another load before VIGIE_STORE_ERROR_BUSY; 30 000 if never said. */
void vigie_store_set_patience(VigieStore *store, guint milliseconds);

/* What identifies and documents a batch.  All strings are borrowed for the call. */
typedef struct {
    const char *table;  /* survey or dataset name */
    bool survey;        /* else a dataset */
    const char *source; /* base name of the source INI */
    const char *file;
    const char *file_sha256, *source_sha256;
    const char
        *questionnaire_sha256; /* of the file's own questionnaire (vigie_source_codebook) */
    const char *survey_sha256; /* of the survey's or dataset's; NULL = the file has no other */
    const char *dialect, *mapping;
    guint64 n_rows, n_accepted, n_refused;
    const char *parent; /* of a repeat: the table of its parents; else NULL */
} VigieBatch;

/* True in *same if this very batch is there already (nothing to do). */
bool vigie_store_has(VigieStore *store, const VigieBatch *batch, bool *same, GError **error);
/* BEGIN IMMEDIATE; makes or alters the table for the codebook; drops the batch that this one replaces
 * (same table, source and file).  codebook: the survey's or dataset's, borrowed until commit or rollback.  On an
 * error nothing is begun. */
bool vigie_store_begin(VigieStore *store, const VigieBatch *batch,
                       const VigieCodebook *codebook, GError **error);
/* All chunks of a load have the same codebook: the survey's, or the file's own (another version of the
 * questionnaire).  Then items and choices go by name to the survey's: items that the survey no longer has are not
 * stored; an item of another kind, or a choice that the survey's list lacks although both have one scale, is
 * VIGIE_STORE_ERROR_CHOICE.  Where the scales differ, choices that the survey's list lacks are kept beside it (SQL
 * sees them; vigie_store_read() reads them as invalid).  Integers beyond 2^53 are stored as invalid.
 * BLANK in an item that is not in asked (below) reads back as not_asked, so leave such columns blank. */
bool vigie_store_append(VigieStore *store, const VigieFrame *chunk, GError **error);
/* final: the same batch with its counts, dialect and mapping.  On an error all is rolled back.
 * asked: items that the file had; their scales (vigie_item_scale) are kept by batch; findings are kept too. */
bool vigie_store_commit(VigieStore *store, const VigieBatch *final, const char *const *asked,
                        const VigieFindings *findings, GError **error);
void vigie_store_rollback(VigieStore *store);
/* Before the commit: what the file calls its records, for the children that name them. */
bool vigie_store_put_keys(VigieStore *store, const VigieRecordKeys *keys, GError **error);
/* The records that children in table can belong to, with the values of those items (NULL-terminated), year and wave.
 * file NULL: by the keys kept of their files; else those of that file alone, by their lines. */
VigieParents *vigie_store_parents(VigieStore *store, const char *table,
                                  const VigieCodebook *codebook, const char *const *items,
                                  const char *file, GError **error);
/* Takes a batch back. */
bool vigie_store_undo(VigieStore *store, gint64 batch, GError **error);
/* Batches of repeats that went with the batches of their parents in the last begin, undo or prune: the children are
 * to be loaded again. */
guint vigie_store_n_dropped(const VigieStore *store);
/* Drops the batches of table/source whose files are no longer named by the source; says how many. */
bool vigie_store_prune(VigieStore *store, const char *table, const char *source,
                       const char *const *files, guint *n_dropped, GError **error);

/* The numbers of a table's records in that order: [n]; (transfer full). */
gint64 *vigie_store_records(VigieStore *store, const char *table, gsize *n, GError **error);

/* Records of a survey or dataset, in load order (batch, line).  Of a repeat with the values that it inherits.  items as vigie_frame_new() takes them.
 * An item whose column is not there (never loaded) reads as not_asked.  A codebook that differs from the loaded
 * one in a type, list, relevant, constraint or calculation is VIGIE_STORE_ERROR_STALE; labels and scores may change, items
 * may come and go (not calculated ones).  Nothing loaded for the table: VIGIE_STORE_ERROR_MISSING. */
VigieFrame *vigie_store_read(VigieStore *store, const char *table,
                             const VigieCodebook *codebook, const char *const *items,
                             GError **error);

/* The same comparison without reading: false and VIGIE_STORE_ERROR_STALE, or true (nothing loaded: true). */
bool vigie_store_is_current(VigieStore *store, const char *table, const VigieCodebook *codebook,
                            GError **error);

/* Was an item asked in a year, and with which scale? */
typedef enum { VIGIE_ASKED_NO, VIGIE_ASKED_YES, VIGIE_ASKED_OTHER_SCALE } VigieAsked;
/* Fills asked[n_years] for item against its scale today; year[] as found in the batches. */
bool vigie_store_asked(VigieStore *store, const char *table, const VigieItem *item,
                       const int *year, guint n_years, VigieAsked *asked, GError **error);
/* Years (int, ascending) of a table; (transfer full).  Nothing loaded: an empty array. */
bool vigie_store_years(VigieStore *store, const char *table, GArray **years, GError **error);

typedef struct {
    gint64 id;
    char *table, *source, *file, *loaded; /* loaded: "batch 12" order only, no clock */
    char *dialect, *mapping;
    bool survey; /* else a dataset */
    guint64 n_rows, n_accepted, n_refused, n_findings, n_records;
    int first_year, last_year; /* 0 = no year known */
} VigieBatchRow;
/* All batches in load order; (transfer full, element VigieBatchRow). */
GPtrArray *vigie_store_batches(VigieStore *store, GError **error);
/* Last day of the newest data (days since 1970; 31 December of the newest year where no date is known). */
bool vigie_store_newest_day(VigieStore *store, double *days, GError **error);

/* Runs one SELECT read-only under an authorizer; each row goes to the callback as text ("" = NULL).  The first call
 * has the names alone (values NULL), so that a result without rows has its header too.  false = no more rows. */
typedef bool (*VigieQueryRow)(void *user, guint n, const char *const *names,
                              const char *const *values);
bool vigie_store_query(VigieStore *store, const char *sql, VigieQueryRow row, void *user,
                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieStore, vigie_store_close)

G_END_DECLS

#endif
