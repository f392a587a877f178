/* bench-calibrate - times raking on five margins beside R: bench-calibrate N FILE [REPEAT]
 * Writes N records (weight and five classes) and their totals to FILE and FILE.totals, calibrates them, and prints the
 * seconds of the fastest of REPEAT runs (3), the iterations, and FILE.weights for comparison. */
#include <glib.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>
#include <vigie/design-calibration.h>

#define N_MARGINS 5
static const guint n_classes[N_MARGINS] = {12, 5, 8, 3, 24};

typedef struct {
    gsize n;
    double *weight;
    guint32 *class_of[N_MARGINS];
    double total[N_MARGINS][32];
    VigieMargin margin[N_MARGINS];
} Records;

/* Totals are those of weights that lean on two of the margins. */
static void
draw(Records *records, gsize n)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    records->n = n;
    records->weight = g_new(double, n);
    for (guint m = 0; m < N_MARGINS; m++) {
        records->class_of[m] = g_new(guint32, n);
        records->margin[m] = (VigieMargin){"m",  n_classes[m], records->class_of[m],
                                           NULL, NULL,         records->total[m]};
    }
    for (gsize i = 0; i < n; i++) {
        records->weight[i] = 20 + 60 * gsl_rng_uniform(rng);
        for (guint m = 0; m < N_MARGINS; m++)
            records->class_of[m][i] = (guint32)gsl_rng_uniform_int(rng, n_classes[m]);
        double lean = 0.7 + 0.05 * records->class_of[0][i] + 0.1 * records->class_of[3][i] +
                      0.2 * gsl_rng_uniform(rng);
        for (guint m = 0; m < N_MARGINS; m++)
            records->total[m][records->class_of[m][i]] += lean * records->weight[i];
    }
    gsl_rng_free(rng);
}

static bool
write_columns(const Records *records, const char *path, const double *g)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return false;
    fputs(g == NULL ? "w,m1,m2,m3,m4,m5\n" : "w\n", file);
    for (gsize i = 0; i < records->n; i++)
        if (g != NULL)
            fprintf(file, "%.17g\n", records->weight[i] * g[i]);
        else
            fprintf(file, "%.17g,%u,%u,%u,%u,%u\n", records->weight[i], records->class_of[0][i],
                    records->class_of[1][i], records->class_of[2][i], records->class_of[3][i],
                    records->class_of[4][i]);
    return fclose(file) == 0;
}

static bool
write_totals(const Records *records, const char *path)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return false;
    fputs("margin,class,total\n", file);
    for (guint m = 0; m < N_MARGINS; m++)
        for (guint c = 0; c < n_classes[m]; c++)
            fprintf(file, "%u,%u,%.17g\n", m + 1, c, records->total[m][c]);
    return fclose(file) == 0;
}

static bool
run(const Records *records, guint64 repeat, double *g, GError **error)
{
    VigieCalibrationSpec spec = {.n = records->n,
                                 .weight = records->weight,
                                 .margin = records->margin,
                                 .n_margins = N_MARGINS};
    double best = G_MAXDOUBLE;
    guint iterations = 0;
    for (guint64 r = 0; r < repeat; r++) {
        VigieCalibrationReport report = {0};
        gint64 start = g_get_monotonic_time();
        if (!vigie_calibrate(&spec, g, &report, error))
            return false;
        best = MIN(best, (double)(g_get_monotonic_time() - start) / 1e6);
        iterations = report.iterations;
        vigie_calibration_report_clear(&report);
    }
    printf("%.4f %u\n", best, iterations);
    return true;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    guint64 n = 0, repeat = 3;
    if (argc < 3 || !g_ascii_string_to_unsigned(argv[1], 10, 100, 100000000, &n, &error) ||
        (argc > 3 && !g_ascii_string_to_unsigned(argv[3], 10, 1, 100, &repeat, &error))) {
        fprintf(stderr, "bench-calibrate: a number of records and a file are needed: "
                        "bench-calibrate N FILE [REPEAT]\n");
        return 2;
    }
    Records records = {0};
    draw(&records, n);
    g_autofree double *g = g_new(double, n);
    g_autofree char *totals = g_strconcat(argv[2], ".totals", NULL);
    g_autofree char *weights = g_strconcat(argv[2], ".weights", NULL);
    bool done = write_columns(&records, argv[2], NULL) && write_totals(&records, totals) &&
                run(&records, repeat, g, &error) && write_columns(&records, weights, g);
    if (!done)
        fprintf(stderr, "bench-calibrate: %s\n", error != NULL ? error->message : argv[2]);
    g_free(records.weight);
    for (guint m = 0; m < N_MARGINS; m++)
        g_free(records.class_of[m]);
    return done ? 0 : 2;
}
