/* store-verdicts.h - what became of each item from wave to wave, as the store keeps it.
 * Every load compares the questionnaires of the survey's waves anew, in the order of the waves and not of the loads;
 * vigie_store_verdicts() gives what was found, vigie_store_form() a questionnaire as it was when a file was loaded. */
#ifndef VIGIE_STORE_VERDICTS_H
#define VIGIE_STORE_VERDICTS_H

#include <vigie/codebook-compare.h>
#include <vigie/store.h>

G_BEGIN_DECLS

/* A wave of a batch: the answers of one year and wave in one file. */
typedef struct {
    gint64 batch;
    int year;   /* 0 = none */
    char *wave; /* NULL = none */
} VigieStoredStep;

/* One item in one wave against the last wave before that had it. */
typedef struct {
    VigieStoredStep before, after;
    char *item; /* of the survey; under a bridge with rename=, the name that it goes by */
    VigieVerdict verdict;
    guint found; /* bits, 1 << verdict */
    char *details;
    bool breaks;  /* the series breaks here: its verdict does, or a bridge says so */
    char *bridge; /* name of the bridge that joins both; NULL = none */
    char *form;   /* file of the questionnaire of the wave after */
} VigieStoredVerdict;
void vigie_stored_verdict_free(VigieStoredVerdict *verdict);

/* Of a survey (and of one item; NULL = all), in the order of the waves, then of the items; the first wave has none.
 * (transfer full, element VigieStoredVerdict) */
GPtrArray *vigie_store_verdicts(VigieStore *store, const char *survey, const char *item,
                                GError **error);
/* "2025", "2025 (spring)": a wave in words; "" without either.  (transfer full) */
char *vigie_step_text(const VigieStoredStep *step);

/* A wave of a survey, oldest first, and whether the item was asked in it; (transfer full, element VigieAskedStep). */
typedef struct {
    VigieStoredStep step;
    VigieAsked asked;
    guint segment; /* one more than that of the wave before where the series breaks */
} VigieAskedStep;
GArray *vigie_store_asked_steps(VigieStore *store, const char *table, const VigieItem *item,
                                GError **error);

/* The questionnaire by which a wave was read: of the year, or of the wave of that name.  NULL: *error says which
 * waves there are.  (transfer full) */
VigieCodebook *vigie_store_form(VigieStore *store, const char *survey, const char *wave,
                                GError **error);

G_END_DECLS

#endif
