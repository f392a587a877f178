/* Yearly establishments and employees by commune and NAF class: one line each, a pair of columns a year. */
#include "observations.h"

#include <gsl/gsl_randist.h>
#include <math.h>

typedef struct {
    const char *code, *label;
    double jobs, growth;                    /* in 2016; per year */
    double dip;                             /* 2020 / trend */
    double by_head[VIGIE_SAMPLE_N_SECTORS]; /* how much a sector's inhabitants attract it */
} Naf;

static const Naf classes[] = {
    {"5510Z", "Hôtels et hébergement similaire", 96, 0.010, 0.80, {1, 0.6, 4, 1}},
    {"5520Z",
     "Hébergement touristique et autre de courte durée",
     58,
     0.035,
     0.78,
     {0.5, 1, 4, 2}},
    {"5530Z", "Terrains de camping", 31, 0.015, 0.82, {0.5, 1, 5, 2}},
    {"5610A", "Restauration traditionnelle", 312, 0.018, 0.88, {1, 0.9, 2.4, 1}},
    {"5610C", "Restauration de type rapide", 118, 0.050, 0.94, {1.2, 1, 0.8, 0.5}},
    {"5630Z", "Débits de boissons", 44, -0.020, 0.80, {1, 0.8, 1.6, 1.2}},
    {"7721Z",
     "Location d'articles de loisirs et de sport",
     19,
     0.040,
     0.85,
     {0.2, 0.6, 6, 0.5}},
    {"7912Z", "Activités des voyagistes", 8, -0.010, 0.75, {1, 1, 0, 0}},
    {"7990Z", "Offices de tourisme et réservation", 24, 0.005, 0.97, {1, 0.8, 2, 1.5}},
    {"9102Z", "Gestion des musées", 13, 0.010, 0.96, {1, 1.5, 1, 0}},
    {"9103Z",
     "Gestion des sites et monuments historiques",
     16,
     0.020,
     0.90,
     {0.3, 1.5, 1.5, 2}},
    {"9319Z", "Autres activités liées au sport", 27, 0.030, 0.85, {1, 1, 1.5, 0.5}},
    {"9329Z",
     "Autres activités récréatives et de loisirs",
     35,
     0.025,
     0.80,
     {0.5, 1.2, 2.5, 0.5}},
    {"4711D", "Supermarchés", 286, 0.008, 1.02, {1.3, 1, 0.8, 0.6}},
    {"4724Z", "Commerce de détail de pain et pâtisserie", 74, 0.004, 0.99, {1, 1, 1.2, 1}},
};

#define RECOVERY 0.4  /* of what 2020 lost, still missing in 2021 */
#define YEAR_CV 0.025 /* of a class from year to year */

guint
vigie_sample_n_naf(void)
{
    return G_N_ELEMENTS(classes);
}

const char *
vigie_sample_naf(guint naf)
{
    return classes[naf].code;
}

double
vigie_sample_jobs_growth(guint naf)
{
    return classes[naf].growth;
}

double
vigie_sample_expected_jobs(guint year, guint naf)
{
    double t = (double)year - VIGIE_SAMPLE_FIRST_YEAR, lost = 1 - classes[naf].dip;
    double left = year == 2020 ? 1 - lost : year == 2021 ? 1 - RECOVERY * lost : 1;
    return classes[naf].jobs * pow(1 + classes[naf].growth, t) * left;
}

/* Share of a class's jobs that stands in a commune. */
static double
commune_share(guint naf, guint commune)
{
    guint n;
    const Commune *communes = vigie_sample_communes(&n);
    double sum = 0;
    for (guint c = 0; c < n; c++)
        sum += communes[c].population * classes[naf].by_head[communes[c].sector];
    return communes[commune].population * classes[naf].by_head[communes[commune].sector] / sum;
}

static void
add_headers(VigieSampleText *text)
{
    static const char *const first[] = {"Département", "Nom commune", "Code commune",
                                        "Code APE",    "Libellé APE", NULL};
    for (guint i = 0; first[i] != NULL; i++)
        vigie_sample_text_add(text, first[i]);
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        g_autofree char *places = g_strdup_printf("Nombre d'établissements %u", year);
        g_autofree char *jobs = g_strdup_printf("Effectifs salariés %u", year);
        vigie_sample_text_add(text, places);
        vigie_sample_text_add(text, jobs);
    }
    vigie_sample_text_end_line(text);
}

/* A commune without establishment has blanks, not zeros. */
static void
add_line(VigieSampleText *text, guint naf, guint commune, const double *year_noise,
         gsl_rng *rng)
{
    guint n;
    const Commune *place = &vigie_sample_communes(&n)[commune];
    double share = commune_share(naf, commune), luck = gsl_rng_uniform(rng);
    vigie_sample_text_add(text, "Tarn-et-Garonne");
    vigie_sample_text_add(text, place->name);
    vigie_sample_text_add(text, place->insee);
    vigie_sample_text_add(text, classes[naf].code);
    vigie_sample_text_add(text, classes[naf].label);
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        /* the same luck every year: a commune does not flicker about a whole number */
        double jobs = floor(vigie_sample_expected_jobs(year, naf) *
                                year_noise[year - VIGIE_SAMPLE_FIRST_YEAR] * share +
                            luck);
        if (!(jobs > 0)) {
            vigie_sample_text_add(text, "");
            vigie_sample_text_add(text, "");
            continue;
        }
        vigie_sample_text_add_number(text, ceil(jobs / 6), 0, SPACE);
        vigie_sample_text_add_number(text, jobs, 0, SPACE);
    }
    vigie_sample_text_end_line(text);
}

bool
vigie_sample_write_employment(const char *folder, gsl_rng *rng, GError **error)
{
    g_autoptr(VigieSampleText) text = vigie_sample_text_new(';');
    double noise[G_N_ELEMENTS(classes)][VIGIE_SAMPLE_N_YEARS], v = log1p(YEAR_CV * YEAR_CV);
    guint n;
    vigie_sample_communes(&n);
    for (guint naf = 0; naf < G_N_ELEMENTS(classes); naf++)
        for (guint t = 0; t < VIGIE_SAMPLE_N_YEARS; t++)
            noise[naf][t] = exp(gsl_ran_gaussian_ziggurat(rng, sqrt(v)) - v / 2);
    add_headers(text);
    for (guint commune = 0; commune < n; commune++)
        for (guint naf = 0; naf < G_N_ELEMENTS(classes); naf++)
            if (commune_share(naf, commune) > 0)
                add_line(text, naf, commune, noise[naf], rng);
    g_autofree char *path =
        g_build_filename(folder, "etablissements-effectifs-commune-ape.csv", NULL);
    return vigie_sample_text_save(text, path, VIGIE_SAMPLE_UTF8_BOM, error);
}
