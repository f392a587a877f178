/* verdict.h - the questionnaires that loads leave behind, the bridges they follow, and the verdicts of each wave. */
#ifndef STORE_VERDICT_H
#define STORE_VERDICT_H

#include "load.h"
#include <vigie/store-verdicts.h>

/* form.c: keeps the questionnaire of a batch, and that of its survey. */
bool vigie_store_keep_forms(VigieStore *store, const VigieBatch *batch,
                            const VigieCodebook *codebook, GError **error);
/* That of a file's bytes; NULL without an error: there is none.  (transfer full) */
VigieCodebook *vigie_store_read_form(VigieStore *store, const char *sha256, GError **error);
/* What was edited in the batch's questionnaire since the batch that it replaces was loaded; once for each edit. */
bool vigie_store_tell_edit(VigieStore *store, const VigieBatch *batch, VigieFindings *findings,
                           GError **error);
/* Forms that no batch refers to go. */
bool vigie_store_tidy_forms(VigieStore *store, GError **error);

/* bridge.c: the bridge of the load that is about an item of the file, or about answers that go to an item of the
 * survey; NULL = none. */
const VigieBridge *vigie_load_bridge(const VigieLoad *load, const char *item);
const VigieBridge *vigie_load_bridge_to(const VigieLoad *load, const char *target);
/* Which bridges cover the first answers of the file: load->bridges. */
bool vigie_load_find_bridges(VigieLoad *load, const VigieFrame *chunk, GError **error);
/* Do they cover all of the file's answers?  Then they are written down. */
bool vigie_store_write_bridges(VigieStore *store, GError **error);

/* verdict.c: all verdicts of a survey anew.  A name that batch uses for something else is an error, without a bridge. */
typedef struct {
    const char *survey;
    gint64 batch;              /* 0 = none */
    const VigieCodebook *form; /* its questionnaire, for places; NULL = none */
} VigieJudging;
bool vigie_store_judge(VigieStore *store, const VigieJudging *judging, GError **error);
/* The waves of a survey in their order. */
GPtrArray *vigie_store_steps(VigieStore *store, const char *survey, GError **error);

/* A wave with the form by which it was read. */
typedef struct {
    VigieStoredStep step;
    char *sha256;
    bool
        stale; /* loaded by another questionnaire of the survey, or other bridges, than the newest: to be loaded again */
} VigieFormStep;

/* The waves of survey ?1, of tables wave w and batch b: by year, then by the first day of the wave, then by its name. */
#define VIGIE_WAVE_ORDER                                                                       \
    " ORDER BY coalesce(w.year, 0), (SELECT coalesce(min(x.first_day), 9e9) FROM wave x"       \
    " JOIN batch y ON y.id = x.batch WHERE y.survey = ?1 AND x.year IS w.year"                 \
    " AND x.wave IS w.wave), CAST(w.wave AS INTEGER), w.wave, b.id"

/* All details of a comparison on one line; (transfer full). */
char *vigie_comparison_details(const VigieComparison *comparison);

#endif
