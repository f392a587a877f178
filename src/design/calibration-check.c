/* calibration-check.c - what can be known to go wrong before weights are calibrated */
#include "calibration.h"

#include <math.h>

G_DEFINE_QUARK(vigie_calibration_error, vigie_calibration_error)

/* Margins that add up to totals further apart than this part of them contradict each other. */
#define SAME_TOTAL 1e-6

guint
vigie_calibration_columns(const VigieCalibrationSpec *spec)
{
    guint n = 0;
    for (guint m = 0; m < spec->n_margins; m++)
        n += spec->margin[m].n_classes;
    return n;
}

char *
vigie_calibration_place(const VigieCalibrationSpec *spec, guint column)
{
    const VigieMargin *margin = spec->margin;
    while (column >= margin->n_classes)
        column -= margin++->n_classes;
    if (margin->class_of == NULL)
        return g_strdup_printf(_("margin %s"), margin->name);
    if (margin->class_name == NULL)
        return g_strdup_printf(_("margin %s, class %u"), margin->name, column + 1);
    return g_strdup_printf(_("margin %s, class %s"), margin->name, margin->class_name[column]);
}

static bool
refuse_bounds(const VigieCalibrationSpec *spec, GError **error)
{
    g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_OPTION,
                _("bounds %g and %g; the lower one is below 1, the upper one above 1"),
                spec->lower, spec->upper);
    return false;
}

static bool
check_options(const VigieCalibrationSpec *spec, GError **error)
{
    if (spec->n_margins == 0) {
        g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_OPTION,
                    _("no margin to calibrate on; at least one is needed"));
        return false;
    }
    if (spec->method == VIGIE_CALIBRATE_TRUNCATED && !(spec->lower < 1 && spec->upper > 1))
        return refuse_bounds(spec, error);
    if (spec->method == VIGIE_CALIBRATE_LOGIT &&
        !(isfinite(spec->lower) && spec->lower < 1 && isfinite(spec->upper) && spec->upper > 1))
        return refuse_bounds(spec, error);
    return true;
}

static bool
check_weights(const VigieCalibrationSpec *spec, GError **error)
{
    for (gsize i = 0; i < spec->n; i++) {
        if (isfinite(spec->weight[i]) && spec->weight[i] >= 0)
            continue;
        g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_WEIGHT,
                    _("record %zu: weight %g; a weight is a finite number, 0 or more"), i + 1,
                    spec->weight[i]);
        return false;
    }
    return true;
}

static bool
refuse_record(const VigieMargin *margin, gsize record, GError **error)
{
    bool beyond = margin->class_of != NULL && margin->class_of[record] != VIGIE_NO_CLASS;
    if (beyond)
        g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_SHAPE,
                    _("margin %s, record %zu: class %u of %u"), margin->name, record + 1,
                    margin->class_of[record] + 1, margin->n_classes);
    else
        g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_MISSING,
                    _("margin %s, record %zu: no value; each record of a weight above 0 needs "
                      "one, if only a class of its own for those that gave none"),
                    margin->name, record + 1);
    return false;
}

/* Each record has a class or a number; sum[n_classes] of the weights of each class. */
static bool
check_records(const VigieCalibrationSpec *spec, const VigieMargin *margin, double *sum,
              GError **error)
{
    for (gsize i = 0; i < spec->n; i++) {
        if (!(spec->weight[i] > 0))
            continue;
        bool good = margin->class_of != NULL ? margin->class_of[i] < margin->n_classes
                                             : isfinite(margin->number[i]);
        if (!good)
            return refuse_record(margin, i, error);
        sum[margin->class_of != NULL ? margin->class_of[i] : 0] += spec->weight[i];
    }
    return true;
}

static bool
check_class(const VigieMargin *margin, double total, double sum, const char *place,
            GError **error)
{
    bool of_class = margin->class_of != NULL;
    if (sum > 0 && (!isfinite(total) || (of_class && !(total > 0)))) {
        g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_EXTRA_CLASS,
                    _("%s: total %g for records of weight %g; it is a number above 0"), place,
                    total, sum);
        return false;
    }
    if (sum > 0 || total == 0 || isnan(total)) /* a class that is nowhere */
        return true;
    g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_EMPTY_CLASS,
                _("%s: no record for a total of %g; join it to another class"), place, total);
    return false;
}

static double
margin_total(const VigieMargin *margin)
{
    double total = 0;
    for (guint c = 0; c < margin->n_classes; c++)
        total += isnan(margin->total[c]) ? 0 : margin->total[c];
    return total;
}

static bool
check_sums(const VigieCalibrationSpec *spec, GError **error)
{
    const VigieMargin *first = NULL;
    for (guint m = 0; m < spec->n_margins; m++) {
        const VigieMargin *margin = &spec->margin[m];
        if (margin->class_of == NULL)
            continue;
        if (first == NULL)
            first = margin;
        double one = margin_total(first), other = margin_total(margin);
        if (fabs(one - other) <= SAME_TOTAL * MAX(fabs(one), fabs(other)))
            continue;
        g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_MARGINS,
                    _("margin %s adds up to %.10g, margin %s to %.10g; all margins have one "
                      "total"),
                    first->name, one, margin->name, other);
        return false;
    }
    return true;
}

bool
vigie_calibration_check(const VigieCalibrationSpec *spec, GError **error)
{
    if (!check_options(spec, error) || !check_weights(spec, error))
        return false;
    guint k = vigie_calibration_columns(spec), column = 0;
    g_autofree double *sum = g_new0(double, MAX(k, 1));
    for (guint m = 0; m < spec->n_margins; m++) {
        if (!check_records(spec, &spec->margin[m], sum + column, error))
            return false;
        column += spec->margin[m].n_classes;
    }
    column = 0;
    for (guint m = 0; m < spec->n_margins; m++)
        for (guint c = 0; c < spec->margin[m].n_classes; c++, column++) {
            g_autofree char *place = vigie_calibration_place(spec, column);
            if (!check_class(&spec->margin[m], spec->margin[m].total[c], sum[column], place,
                             error))
                return false;
        }
    return check_sums(spec, error);
}
