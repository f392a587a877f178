/* make-sample - writes the raw files and the truth of the sample observatory: make-sample [--seed N] DIR
 * Same seed, same bytes. */
#include "observations.h"
#include "survey-file.h"
#include "truth-file.h"

#include <glib/gstdio.h>
#include <stdio.h>

#define DEFAULT_SEED 20160701

static bool
write_surveys(const char *folder, gsl_rng *rng, GError **error)
{
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++)
        if (!vigie_sample_write_survey(folder, VIGIE_SAMPLE_FLASH, year, rng, error) ||
            !vigie_sample_write_survey(folder, VIGIE_SAMPLE_OFF_SEASON, year, rng, error))
            return false;
    return true;
}

static bool
write_all(const char *dir, gsl_rng *rng, GError **error)
{
    g_autofree char *folder = g_build_filename(dir, "data", NULL);
    g_autofree char *truth = g_build_filename(dir, "truth.csv", NULL);
    if (g_mkdir_with_parents(folder, 0777) != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot be made a folder",
                    folder);
        return false;
    }
    return write_surveys(folder, rng, error) && vigie_sample_write_nights(folder, rng, error) &&
           vigie_sample_write_employment(folder, rng, error) &&
           vigie_sample_write_stock(folder, rng, error) &&
           vigie_sample_write_sales(folder, rng, error) &&
           vigie_sample_write_events(folder, rng, error) &&
           vigie_sample_write_sites(folder, rng, error) &&
           vigie_sample_write_population(folder, error) &&
           vigie_sample_write_margins(folder, error) && vigie_sample_write_truth(truth, error);
}

int
main(int argc, char **argv)
{
    gint64 seed = DEFAULT_SEED;
    const GOptionEntry entries[] = {
        {"seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Seed of the random numbers", "N"},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new("DIR");
    g_autoptr(GError) error = NULL;
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error) || argc != 2) {
        fprintf(stderr, "make-sample: %s\n",
                error != NULL ? error->message
                              : "one folder is needed: make-sample [--seed N] DIR");
        return 2;
    }
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, (unsigned long)seed);
    bool done = write_all(argv[1], rng, &error);
    gsl_rng_free(rng);
    if (!done) {
        fprintf(stderr, "make-sample: %s\n", error->message);
        return 2;
    }
    printf("%s/data and %s/truth.csv: simulated data, seed %" G_GINT64_FORMAT "\n", argv[1],
           argv[1], seed);
    return 0;
}
