/* make-bench - writes an observatory of N answers for scripts/bench: make-bench N DIR
 * 10 years x 24 strata x 20 PSUs, 5 customer types, 20 items on five points, one answer in twenty blank; comma and
 * decimal point, so that sqlite3's .import reads the same file into the same types. */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#define N_YEARS 10
#define N_STRATA 24
#define N_PSUS 20
#define N_TYPES 5
#define N_ITEMS 20
#define ROW_SIZE 512

static const char *const types[N_TYPES] = {"family", "couple", "group", "outdoor", "other"};

static char *
questionnaire(void)
{
    GString *text =
        g_string_new("survey,,,,,\n,type,name,label::English (en),role,constraint\n"
                     ",hidden,id,Number,,\n,hidden,stratum,Stratum,,\n"
                     ",hidden,psu,Site and day,,\n,decimal,weight,Weight,weight,. >= 0\n"
                     ",select_one type,customer_type,Customer type,typology,\n"
                     ",integer,nights,Nights,nights,. >= 1 and . <= 60\n");
    for (guint i = 1; i <= N_ITEMS; i++)
        g_string_append_printf(text, ",select_one rating,item%u,Item %u,satisfaction,\n", i, i);
    g_string_append(text, "choices,,,,,\n,list_name,name,label::English (en),,\n");
    for (guint t = 0; t < N_TYPES; t++)
        g_string_append_printf(text, ",type,%s,%s,,\n", types[t], types[t]);
    for (guint r = 1; r <= 5; r++)
        g_string_append_printf(text, ",rating,%u,%u,,\n", r, r);
    return g_string_free(text, FALSE);
}

static bool
write_part(const char *dir, const char *folder, const char *name, const char *text,
           GError **error)
{
    g_autofree char *parent = g_build_filename(dir, folder, NULL);
    g_autofree char *path = g_build_filename(parent, name, NULL);
    if (g_mkdir_with_parents(parent, 0777) == 0)
        return g_file_set_contents(path, text, -1, error);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot be made a folder",
                parent);
    return false;
}

static bool
write_observatory(const char *dir, GError **error)
{
    static const char observatory[] =
        "[observatory]\nname=bench\nlanguage=en\nnotice=simulated data\n"
        "[survey bench]\nquestionnaire=surveys/bench.csv\nid=id\nweight=weight\n"
        "strata=year;stratum\ncluster=psu\n";
    static const char source[] =
        "[source]\nsurvey=bench\nfile=data/bench.csv\n[columns]\nyear=year\n";
    g_autofree char *form = questionnaire();
    return write_part(dir, ".", "observatory.ini", observatory, error) &&
           write_part(dir, "surveys", "bench.csv", form, error) &&
           write_part(dir, "sources", "bench.ini", source, error) &&
           write_part(dir, "data", "bench.csv", "", error);
}

/* One answer; effect is its PSU's. */
static int
format_row(char *row, guint64 id, guint psu, double effect, gsl_rng *rng)
{
    guint year = psu / (N_STRATA * N_PSUS), stratum = psu / N_PSUS % N_STRATA;
    guint type = (guint)gsl_rng_uniform_int(rng, N_TYPES);
    int n = g_snprintf(row, ROW_SIZE, "%" G_GUINT64_FORMAT ",%u,S%02u,P%04u,%.4f,%s,%lu", id,
                       2016 + year, stratum + 1, psu + 1, 20 + 60 * gsl_rng_uniform(rng),
                       types[type], 1 + gsl_rng_uniform_int(rng, 14));
    for (guint i = 0; i < N_ITEMS; i++) {
        double z = 3.4 + 0.03 * year + 0.1 * type + effect + gsl_ran_gaussian_ziggurat(rng, 1);
        row[n++] = ',';
        if (gsl_rng_uniform(rng) >= 0.05)
            row[n++] = (char)('0' + (int)CLAMP(rint(z), 1, 5));
    }
    row[n++] = '\n';
    return n;
}

static bool
write_answers(FILE *file, guint64 n, gsl_rng *rng)
{
    enum { PSUS = N_YEARS * N_STRATA * N_PSUS };
    char row[ROW_SIZE];
    guint64 id = 0;
    fputs("id,year,stratum,psu,weight,customer_type,nights", file);
    for (guint i = 1; i <= N_ITEMS; i++)
        fprintf(file, ",item%u", i);
    fputc('\n', file);
    for (guint psu = 0; psu < PSUS; psu++) {
        double effect = gsl_ran_gaussian_ziggurat(rng, 0.22);
        for (guint64 k = n * psu / PSUS; k < n * (psu + 1) / PSUS; k++) {
            int length = format_row(row, ++id, psu, effect, rng);
            fwrite(row, 1, (size_t)length, file);
        }
    }
    return !ferror(file);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    guint64 n = 0;
    if (argc != 3 || !g_ascii_string_to_unsigned(argv[1], 10, 1, G_MAXUINT32, &n, &error)) {
        fprintf(stderr,
                "make-bench: a number of answers and a folder are needed: make-bench N DIR\n");
        return 2;
    }
    if (!write_observatory(argv[2], &error)) {
        fprintf(stderr, "make-bench: %s\n", error->message);
        return 2;
    }
    g_autofree char *path = g_build_filename(argv[2], "data", "bench.csv", NULL);
    FILE *file = g_fopen(path, "w");
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    bool done = file != NULL && write_answers(file, n, rng);
    gsl_rng_free(rng);
    if (file == NULL || fclose(file) != 0 || !done) {
        fprintf(stderr, "make-bench: %s: %s\n", path, g_strerror(errno));
        return 2;
    }
    return 0;
}
