/* recalibrate.c - replicate weights of calibrated surveys: each is calibrated for itself, wave by wave, to the totals
 * that the survey was calibrated to */
#include "calibrated.h"
#include "replicates.h"
#include <math.h>
#include <string.h>

/* One calibration: its records, and its margins over them. */
typedef struct {
    const VigieStoredCalibration *stored;
    gsize n;
    gsize *record; /* [n] among those of all parts */
    double *d, *g; /* [n] of the replicate at work */
    VigieMargin *margin;
    guint32 **class_of; /* [margins] of [n], or NULL */
    double **number;
} Wave;

static void
free_wave(gpointer data)
{
    Wave *wave = data;
    for (guint m = 0; m < wave->stored->margins->len; m++) {
        g_free(wave->class_of[m]);
        g_free(wave->number[m]);
    }
    g_free(wave->class_of);
    g_free(wave->number);
    g_free(wave->margin);
    g_free(wave->record);
    g_free(wave->d);
    g_free(wave->g);
    g_free(wave);
}

/* Margin m, whose classes are the columns from first on. */
static void
set_margin(Wave *wave, const VigieStudyAuxiliary *auxiliary, guint m, guint first)
{
    const VigieStoredMargin *stored = g_ptr_array_index(wave->stored->margins, m);
    VigieMargin *margin = &wave->margin[m];
    *margin = (VigieMargin){
        .name = stored->items[0], .n_classes = stored->n_classes, .total = stored->target};
    if (stored->number) {
        wave->number[m] = g_new(double, wave->n);
        for (gsize i = 0; i < wave->n; i++)
            wave->number[m][i] = auxiliary->column[m][wave->record[i]] == VIGIE_NO_CLASS
                                     ? NAN
                                     : auxiliary->value[m][wave->record[i]];
        margin->number = wave->number[m];
        return;
    }
    wave->class_of[m] = g_new(guint32, wave->n);
    for (gsize i = 0; i < wave->n; i++) {
        guint32 column = auxiliary->column[m][wave->record[i]];
        wave->class_of[m][i] = column == VIGIE_NO_CLASS ? column : column - first;
    }
    margin->class_of = wave->class_of[m];
    margin->class_name = (const char *const *)stored->class_name;
}

/* Columns are numbered as by vigie_study_auxiliary(). */
static Wave *
wave_new(const VigieStudyPart *part, guint32 c, const VigieStudyAuxiliary *auxiliary,
         guint *n_columns)
{
    Wave *wave = g_new0(Wave, 1);
    wave->stored = g_ptr_array_index(part->calibrations, c);
    guint n_margins = wave->stored->margins->len;
    wave->record = g_new(gsize, MAX(part->frame->n, 1));
    for (gsize i = 0; i < part->frame->n; i++)
        if (part->calibration[i] == c && !isnan(part->g[i]))
            wave->record[wave->n++] = part->first + i;
    wave->d = g_new(double, MAX(wave->n, 1));
    wave->g = g_new(double, MAX(wave->n, 1));
    wave->margin = g_new0(VigieMargin, MAX(n_margins, 1));
    wave->class_of = g_new0(guint32 *, MAX(n_margins, 1));
    wave->number = g_new0(double *, MAX(n_margins, 1));
    for (guint m = 0; m < n_margins; m++) {
        set_margin(wave, auxiliary, m, *n_columns);
        *n_columns +=
            ((const VigieStoredMargin *)g_ptr_array_index(wave->stored->margins, m))->n_classes;
    }
    return wave;
}

static GPtrArray *
waves_of(const VigieStudy *study, const VigieStudyAuxiliary *auxiliary)
{
    GPtrArray *waves = g_ptr_array_new_with_free_func(free_wave);
    guint n_columns = 0;
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        for (guint32 c = 0; part->g != NULL && c < part->calibrations->len; c++)
            if (((const VigieStoredCalibration *)g_ptr_array_index(part->calibrations, c))
                    ->state == VIGIE_CALIBRATION_CURRENT)
                g_ptr_array_add(waves, wave_new(part, c, auxiliary, &n_columns));
    }
    return waves;
}

static VigieCalibrationMethod
method_of(const char *name)
{
    if (strcmp(name, vigie_weigh_methods()[VIGIE_WEIGH_LOGIT]) == 0)
        return VIGIE_CALIBRATE_LOGIT;
    if (strcmp(name, vigie_weigh_methods()[VIGIE_WEIGH_TRUNCATED]) == 0)
        return VIGIE_CALIBRATE_TRUNCATED;
    if (strcmp(name, vigie_weigh_methods()[VIGIE_WEIGH_RAKING]) == 0)
        return VIGIE_CALIBRATE_RAKING;
    return VIGIE_CALIBRATE_LINEAR;
}

/* The weights of one wave in replicate r. */
static bool
calibrate_wave(Wave *wave, guint r, double *w, GError **error)
{
    VigieCalibrationSpec spec = {.n = wave->n,
                                 .weight = wave->d,
                                 .margin = wave->margin,
                                 .n_margins = wave->stored->margins->len,
                                 .method = method_of(wave->stored->method),
                                 .lower = wave->stored->lower,
                                 .upper = wave->stored->upper};
    for (gsize i = 0; i < wave->n; i++)
        wave->d[i] = w[wave->record[i]];
    if (!vigie_calibrate(&spec, wave->g, NULL, error)) {
        g_autofree char *label = vigie_calibration_label(wave->stored);
        g_prefix_error(error, _("replicate %u, %s: "), r + 1, label);
        return false;
    }
    for (gsize i = 0; i < wave->n; i++)
        w[wave->record[i]] = wave->d[i] * wave->g[i];
    return true;
}

static bool
check_trimmed(const GPtrArray *waves, GError **error)
{
    for (guint v = 0; v < waves->len; v++) {
        const VigieStoredCalibration *stored =
            ((const Wave *)g_ptr_array_index(waves, v))->stored;
        if (stored->trimmed == 0)
            continue;
        g_autofree char *label = vigie_calibration_label(stored);
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("%s: its weights were trimmed after the calibration, which replicates "
                      "would have to be too; take --variance taylor"),
                    label);
        return false;
    }
    return true;
}

bool
vigie_study_recalibrate(const VigieStudy *study, double **weight, guint number, GError **error)
{
    VigieStudyAuxiliary auxiliary = {0};
    bool done = vigie_study_auxiliary(study, &auxiliary, error);
    g_autoptr(GPtrArray) waves = done ? waves_of(study, &auxiliary) : NULL;
    vigie_study_auxiliary_release(&auxiliary);
    if (!done || !check_trimmed(waves, error))
        return false;
    for (guint r = 0; r < number; r++)
        for (guint v = 0; v < waves->len; v++)
            if (!calibrate_wave(g_ptr_array_index(waves, v), r, weight[r], error))
                return false;
    return true;
}
