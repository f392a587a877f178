/* linear.c - statistics as totals of units, and their covariances */
#include <math.h>
#include <vigie/estimate-linear.h>

void
vigie_linear_clear(VigieLinear *linear)
{
    g_free(linear->unit);
    g_free(linear->z);
    g_free(linear->xu);
    *linear = (VigieLinear){0};
}

static void
allocate(VigieLinear *linear, guint32 most, double estimate)
{
    *linear = (VigieLinear){.estimate = estimate};
    linear->unit = g_new(guint32, most);
    linear->z = g_new(double, most);
}

/* In a calibrated design. */
static void
allocate_columns(VigieLinear *linear, const VigieDesign *design)
{
    const VigieAuxiliary *x = vigie_design_auxiliary(design);
    if (x == NULL)
        return;
    linear->n_columns = x->n_columns;
    linear->xu = g_new0(double, x->n_columns);
}

void
vigie_linear_of(const VigieSums *sums, guint measure, guint32 cell, double a, double b,
                double estimate, VigieLinear *out)
{
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    allocate(out, s->n_units, estimate);
    for (guint32 i = 0; i < s->n_units; i++) {
        if (s->unit_answers[i] == 0)
            continue;
        out->unit[out->n] = s->unit[i];
        out->z[out->n++] = a * s->unit_e[i] + b * s->unit_x[i];
    }
    allocate_columns(out, vigie_sums_design(sums));
    for (guint32 c = 0; c < s->n_columns; c++)
        out->xu[s->column[c]] = a * s->column_e[c] + b * s->column_x[c];
}

void
vigie_linear_mean(const VigieSums *sums, guint measure, guint32 cell, VigieLinear *out)
{
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    double excess = s->e / s->x; /* of the ratio over the centre */
    vigie_linear_of(sums, measure, cell, 1 / s->x, -excess / s->x, s->centre + excess, out);
}

void
vigie_linear_total(const VigieSums *sums, guint measure, guint32 cell, VigieLinear *out)
{
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    vigie_linear_of(sums, measure, cell, 1, s->centre, s->e + s->centre * s->x, out);
}

/* Sums of units, and whether one has a record at all; listed by vigie_linear from them. */
typedef struct {
    double *z;
    bool *met;
} Units;

static void
clear_units(Units *units)
{
    g_free(units->z);
    g_free(units->met);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Units, clear_units)

static void
allocate_units(Units *units, const VigieDesign *design)
{
    units->z = g_new0(double, vigie_design_n_units(design));
    units->met = g_new0(bool, vigie_design_n_units(design));
}

static void
list_units(const Units *units, guint32 n_units, double estimate, VigieLinear *out)
{
    allocate(out, n_units, estimate);
    for (guint32 u = 0; u < n_units; u++)
        if (units->met[u]) {
            out->unit[out->n] = u;
            out->z[out->n++] = units->z[u];
        }
}

/* xu += sum d x u over the records of the domain. */
static void
add_columns(const VigieDesign *design, const guint32 *record, const double *u, gsize n,
            double *xu)
{
    const VigieAuxiliary *x = vigie_design_auxiliary(design);
    const double *weight = vigie_design_weight(design);
    for (gsize i = 0; i < n; i++) {
        gsize r = record != NULL ? record[i] : i;
        if (isnan(u[i]) || !(weight[r] > 0))
            continue;
        for (guint t = 0; t < x->n_terms; t++)
            if (x->column[t][r] != VIGIE_NO_CLASS)
                xu[x->column[t][r]] += x->design_weight[r] *
                                       (x->count != NULL ? x->count[r] : 1) * u[i] *
                                       (x->value[t] != NULL ? x->value[t][r] : 1);
    }
}

void
vigie_linear_of_records(const VigieDesign *design, const guint32 *record, const double *u,
                        gsize n, double estimate, VigieLinear *out)
{
    const guint32 *unit = vigie_design_unit(design);
    const double *weight = vigie_design_weight(design);
    g_auto(Units) units = {0};
    allocate_units(&units, design);
    for (gsize i = 0; i < n; i++) {
        gsize r = record != NULL ? record[i] : i;
        if (isnan(u[i]) || !(weight[r] > 0))
            continue;
        units.z[unit[r]] += weight[r] * u[i];
        units.met[unit[r]] = true;
    }
    list_units(&units, vigie_design_n_units(design), estimate, out);
    allocate_columns(out, design);
    if (out->xu != NULL)
        add_columns(design, record, u, n, out->xu);
}

static guint32
largest_unit(const VigieLinear *part, guint k)
{
    guint32 n_units = 0;
    for (guint j = 0; j < k; j++)
        if (part[j].n > 0)
            n_units = MAX(n_units, part[j].unit[part[j].n - 1] + 1);
    return n_units;
}

static void
combine_columns(const VigieLinear *part, const double *a, guint k, VigieLinear *out)
{
    for (guint j = 0; j < k; j++) {
        if (part[j].xu == NULL)
            continue;
        if (out->xu == NULL)
            out->xu = g_new0(double, part[j].n_columns);
        out->n_columns = part[j].n_columns;
        for (guint c = 0; c < part[j].n_columns; c++)
            out->xu[c] += a[j] * part[j].xu[c];
    }
}

void
vigie_linear_combine(const VigieLinear *part, const double *a, guint k, VigieLinear *out)
{
    guint32 n_units = largest_unit(part, k);
    g_auto(Units) units = {g_new0(double, n_units), g_new0(bool, n_units)};
    double estimate = 0;
    for (guint j = 0; j < k; j++) {
        estimate += a[j] * part[j].estimate;
        for (guint32 i = 0; i < part[j].n; i++) {
            units.z[part[j].unit[i]] += a[j] * part[j].z[i];
            units.met[part[j].unit[i]] = true;
        }
    }
    list_units(&units, n_units, estimate, out);
    combine_columns(part, a, k, out);
}

/* The units that any of the statistics lists, and their k sums, unit-major. */
static guint32
stack(const VigieLinear *linear, guint k, guint32 *unit, double *z)
{
    guint32 n_units = largest_unit(linear, k);
    g_autofree guint32 *row = g_new0(guint32, n_units); /* 1-based */
    for (guint j = 0; j < k; j++)
        for (guint32 i = 0; i < linear[j].n; i++)
            row[linear[j].unit[i]] = 1;
    guint32 n = 0;
    for (guint32 u = 0; u < n_units; u++)
        if (row[u] > 0) {
            unit[n] = u;
            row[u] = ++n;
        }
    for (guint j = 0; j < k; j++)
        for (guint32 i = 0; i < linear[j].n; i++)
            z[(gsize)(row[linear[j].unit[i]] - 1) * k + j] = linear[j].z[i];
    return n;
}

void
vigie_linear_residual(const VigieDesign *design, const VigieLinear *linear, VigieLinear *out)
{
    g_auto(Units) units = {0};
    allocate_units(&units, design);
    for (guint32 i = 0; i < linear->n; i++) {
        units.z[linear->unit[i]] = linear->z[i];
        units.met[linear->unit[i]] = true;
    }
    if (linear->xu != NULL)
        vigie_design_residual(design, linear->xu, units.z, units.met);
    list_units(&units, vigie_design_n_units(design), linear->estimate, out);
}

static bool
covariance_as_is(const VigieDesign *design, const VigieLinear *linear, guint k, double *v)
{
    guint32 n_units = largest_unit(linear, k);
    g_autofree guint32 *unit = g_new(guint32, n_units);
    g_autofree double *z = g_new0(double, (gsize)n_units *k);
    guint32 n = stack(linear, k, unit, z);
    return vigie_design_variance_sparse(design, unit, z, n, k, v);
}

bool
vigie_linear_covariance(const VigieDesign *design, const VigieLinear *linear, guint k,
                        double *v)
{
    if (vigie_design_auxiliary(design) == NULL)
        return covariance_as_is(design, linear, k, v);
    VigieLinear *residual = g_new0(VigieLinear, k);
    for (guint j = 0; j < k; j++)
        vigie_linear_residual(design, &linear[j], &residual[j]);
    bool done = covariance_as_is(design, residual, k, v);
    for (guint j = 0; j < k; j++)
        vigie_linear_clear(&residual[j]);
    g_free(residual);
    return done;
}

double
vigie_linear_se(const VigieDesign *design, const VigieLinear *linear)
{
    double v = NAN;
    return vigie_linear_covariance(design, linear, 1, &v) ? sqrt(v) : NAN;
}

void
vigie_linear_ratio_separate(const VigieSums *sums, guint measure, const guint32 *cell,
                            const double *total, guint k, VigieLinear *out)
{
    g_autofree VigieLinear *ratio = g_new0(VigieLinear, MAX(k, 1));
    g_autofree double *share = g_new(double, MAX(k, 1));
    double all = vigie_sum(total, k);
    for (guint h = 0; h < k; h++) {
        vigie_linear_mean(sums, measure, cell[h], &ratio[h]);
        share[h] = total[h] / all;
    }
    vigie_linear_combine(ratio, share, k, out);
    for (guint h = 0; h < k; h++)
        vigie_linear_clear(&ratio[h]);
}
