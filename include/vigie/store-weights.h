/* store-weights.h - calibrated weights in the store: of each record, with the calibration they come from.
 * vigie_store_put_weights() stores the waves of a run of `vigie weight` in one transaction; vigie_store_weights() gives
 * the g of each record by the newest calibration of its wave; vigie_store_calibrations() lists all there were. */
#ifndef VIGIE_STORE_WEIGHTS_H
#define VIGIE_STORE_WEIGHTS_H

#include <vigie/store.h>

G_BEGIN_DECLS

typedef enum {
    VIGIE_CALIBRATION_CURRENT,
    VIGIE_CALIBRATION_SUPERSEDED, /* a newer one of the wave was stored */
    VIGIE_CALIBRATION_STALE       /* the wave's answers changed since */
} VigieCalibrationState;
/* "current", "superseded", "stale". */
const char *vigie_calibration_state_name(VigieCalibrationState state);

/* The totals of one margin. */
typedef struct {
    char *name;
    char **items; /* NULL-terminated; several are crossed */
    bool number;  /* the sum of one item */
    char *source; /* where the totals are from, for people */
    char **
        class_name; /* [n_classes] choice names joined by "*"; "" of a number; NULL-terminated */
    guint n_classes;
    double *before, *target, *after; /* [n_classes] */
} VigieStoredMargin;

typedef struct {
    gint64 id; /* the newest has the greatest; 0 = not stored */
    char *survey;
    int year;
    char *wave;      /* NULL = none, or the whole year */
    bool whole_year; /* of all waves of the year together */
    VigieCalibrationState state;
    char *method;
    double lower, upper; /* bounds of g; NAN = none */
    guint64 n;           /* records of weight above 0 */
    guint iterations;
    double discrepancy, g_least, g_most, n_eff, deff_before, deff_after;
    guint64 negative, trimmed;
    GPtrArray *margins; /* VigieStoredMargin* */
} VigieStoredCalibration;
VigieStoredCalibration *vigie_stored_calibration_new(void);
void vigie_stored_calibration_free(VigieStoredCalibration *calibration);
VigieStoredMargin *vigie_stored_margin_new(guint n_classes);

/* One wave to store: its records by their place in the order of vigie_store_read(). */
typedef struct {
    VigieStoredCalibration *calibration; /* its id is filled */
    gsize n;
    const gsize *record;             /* [n] ascending */
    const double *design_weight, *g; /* [n] */
} VigieWaveWeights;

/* What the survey's records are now: another number once a batch was loaded or taken back. */
bool vigie_store_stamp(VigieStore *store, const char *survey, gint64 *stamp, GError **error);
/* All waves or none, in one transaction.  stamp: of the records that the weights were made for; if they are others by
 * now, VIGIE_STORE_ERROR_BUSY.  Earlier calibrations of the same waves are superseded. */
bool vigie_store_put_weights(VigieStore *store, const char *survey, gint64 stamp,
                             const VigieWaveWeights *waves, guint n_waves, GError **error);

/* All calibrations of a survey (NULL: of all), oldest first; (transfer full, VigieStoredCalibration).  margins: read
 * those too. */
GPtrArray *vigie_store_calibrations(VigieStore *store, const char *survey, bool margins,
                                    GError **error);
/* g[n] of each record in the order of vigie_store_read(), NAN = none; of[n] index into calibrations, G_MAXUINT32 =
 * none.  calibrations: those of vigie_store_calibrations(). */
bool vigie_store_weights(VigieStore *store, const char *survey, const GPtrArray *calibrations,
                         gsize n, double *g, guint32 *of, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieStoredCalibration, vigie_stored_calibration_free)

G_END_DECLS

#endif
