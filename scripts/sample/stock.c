/* The accommodation stock on 31 December, establishment by establishment. */
#include "observations.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#define N_LABELS 5

typedef struct {
    double first, exit, entries; /* establishments in 2016; share leaving; new ones a year */
    double classified;           /* share, of new ones too */
    double labelled;
    double beds, spread; /* mean and cv of the capacity in the first year */
    double new_beds;     /* mean of those that open: small ones */
} StockOf;

static const StockOf stock[N_LODGINGS] = {
    {17, 0.035, 0.4, 0.80, 0.30, 42, 0.5, 24}, {14, 0.015, 0.2, 0.90, 0.40, 210, 0.6, 75},
    {142, 0.060, 13, 0.45, 0.55, 6, 0.4, 6.5}, {48, 0.090, 3.5, 0.00, 0.60, 8, 0.3, 9},
    {9, 0.020, 0.2, 0.00, 0.45, 55, 0.5, 28},
};

typedef struct {
    guint id, lodging, commune, stars, labels;
    double beds;
} Establishment;

double
vigie_sample_exit_rate(guint lodging)
{
    return stock[lodging].exit;
}

double
vigie_sample_entries(guint lodging)
{
    return stock[lodging].entries;
}

double
vigie_sample_classified_share(guint lodging)
{
    return stock[lodging].classified;
}

double
vigie_sample_mean_beds(guint lodging, bool opening)
{
    return opening ? stock[lodging].new_beds : stock[lodging].beds;
}

double
vigie_sample_expected_stock(guint year, guint lodging)
{
    double n = stock[lodging].first;
    for (guint y = VIGIE_SAMPLE_FIRST_YEAR; y < year; y++)
        n = n * (1 - stock[lodging].exit) + stock[lodging].entries;
    return n;
}

static guint
draw_commune(gsl_rng *rng)
{
    static const double pull[VIGIE_SAMPLE_N_SECTORS] = {1, 1, 4, 3};
    guint n, commune = 0;
    const Commune *communes = vigie_sample_communes(&n);
    double sum = 0;
    for (guint c = 0; c < n; c++)
        sum += sqrt(communes[c].population) * pull[communes[c].sector];
    double u = gsl_rng_uniform(rng) * sum;
    for (; commune + 1 < n; commune++) {
        u -= sqrt(communes[commune].population) * pull[communes[commune].sector];
        if (u < 0)
            break;
    }
    return commune;
}

static void
open_one(GArray *park, guint lodging, guint *next_id, bool opening, gsl_rng *rng)
{
    const StockOf *s = &stock[lodging];
    double v = log1p(s->spread * s->spread);
    Establishment e = {.id = (*next_id)++, .lodging = lodging, .commune = draw_commune(rng)};
    if (gsl_rng_uniform(rng) < s->classified)
        e.stars = 1 + (guint)gsl_ran_binomial(rng, 0.45, 4);
    if (gsl_rng_uniform(rng) < s->labelled)
        e.labels =
            1u << gsl_rng_uniform_int(rng, N_LABELS) | 1u << gsl_rng_uniform_int(rng, N_LABELS);
    e.beds = MAX(2, rint(vigie_sample_mean_beds(lodging, opening) *
                         exp(gsl_ran_gaussian_ziggurat(rng, sqrt(v)) - v / 2)));
    g_array_append_val(park, e);
}

/* A year goes by: some close, some gain a star, some open. */
static void
pass_year(GArray *park, guint *next_id, gsl_rng *rng)
{
    for (guint i = park->len; i-- > 0;) {
        Establishment *e = &g_array_index(park, Establishment, i);
        if (gsl_rng_uniform(rng) < stock[e->lodging].exit)
            g_array_remove_index(park, i);
        else if (e->stars > 0 && e->stars < 5 && gsl_rng_uniform(rng) < 0.02)
            e->stars++;
        else if (gsl_rng_uniform(rng) <
                 0.04) /* a gîte gains a room, a campsite loses pitches */
            e->beds = MAX(2, rint(e->beds * (gsl_rng_uniform(rng) < 0.5 ? 1.15 : 0.9)));
    }
    for (guint a = 0; a < N_LODGINGS; a++)
        for (guint n = gsl_ran_poisson(rng, stock[a].entries); n > 0; n--)
            open_one(park, a, next_id, true, rng);
}

static void
add_stars(VigieSampleText *text, guint stars)
{
    g_autofree char *cell = stars == 0
                                ? g_strdup("Non classé")
                                : g_strdup_printf("%u étoile%s", stars, stars > 1 ? "s" : "");
    vigie_sample_text_add(text, cell);
}

static void
add_line(VigieSampleText *text, const Establishment *e)
{
    static const char *const labels[N_LABELS] = {
        "gites_de_france", "clevacances", "accueil_paysan", "tourisme_handicap", "ecolabel"};
    guint n;
    const Commune *commune = &vigie_sample_communes(&n)[e->commune];
    g_autoptr(GString) names = g_string_new(NULL);
    g_autofree char *id = g_strdup_printf("MQ%04u", e->id);
    for (guint l = 0; l < N_LABELS; l++)
        if (e->labels & 1u << l)
            g_string_append_printf(names, "%s%s", names->len > 0 ? " " : "", labels[l]);
    vigie_sample_text_add(text, id);
    vigie_sample_text_add(text, vigie_sample_lodging_choices().choices[e->lodging].label);
    vigie_sample_text_add(text, commune->insee);
    vigie_sample_text_add(text, commune->name);
    add_stars(text, e->stars);
    vigie_sample_text_add(text, names->len > 0 ? names->str : "none");
    if (e->id % 97 == 13) /* capacity not known */
        vigie_sample_text_add(text, "");
    else
        vigie_sample_text_add_number(text, e->beds, 0, NARROW_NO_BREAK_SPACE);
    vigie_sample_text_end_line(text);
}

static bool
write_year(const char *folder, guint year, const GArray *park, GError **error)
{
    static const char *const headers[] = {"Identifiant", "Type",   "Code commune",    "Commune",
                                          "Classement",  "Labels", "Capacité (lits)", NULL};
    g_autoptr(VigieSampleText) text = vigie_sample_text_new(';');
    vigie_sample_text_add_line(text, headers);
    for (guint i = 0; i < park->len; i++)
        add_line(text, &g_array_index(park, Establishment, i));
    g_autofree char *name = g_strdup_printf("parc-hebergements-%u.csv", year);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return vigie_sample_text_save(text, path, VIGIE_SAMPLE_UTF8_BOM, error);
}

bool
vigie_sample_write_stock(const char *folder, gsl_rng *rng, GError **error)
{
    g_autoptr(GArray) park = g_array_new(FALSE, FALSE, sizeof(Establishment));
    guint next_id = 1;
    for (guint a = 0; a < N_LODGINGS; a++)
        for (guint n = 0; n < (guint)stock[a].first; n++)
            open_one(park, a, &next_id, false, rng);
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        if (year > VIGIE_SAMPLE_FIRST_YEAR)
            pass_year(park, &next_id, rng);
        if (!write_year(folder, year, park, error))
            return false;
    }
    return true;
}
