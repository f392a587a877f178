/* The truth: finite sums over the homogeneous cells of the population, by the formulas of sample.h. */
#include "model.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <math.h>

/* What a mean is made of, for one cell: value * weight is summed, then divided by the weights. */
typedef struct {
    double value, weight;
} Term;
typedef struct {
    const VigieSampleSpec *spec;
    VigieSampleColumn opinion;
    int least;
    double x;
} Question;
typedef Term (*TermOf)(const Question *question, const Cell *cell);

/* sum share * weight * value / sum share * weight over the cells of a type. */
static double
expect(TermOf term_of, const Question *question, VigieSampleType type)
{
    Cell cells[MAX_CELLS];
    guint n = vigie_sample_cells(question->spec, cells);
    double sum = 0, base = 0;
    for (guint i = 0; i < n; i++) {
        if (type != VIGIE_SAMPLE_ALL_TYPES && cells[i].type != type)
            continue;
        Term term = term_of(question, &cells[i]);
        sum += cells[i].share * term.weight * term.value;
        base += cells[i].share * term.weight;
    }
    return base > 0 ? sum / base : NAN;
}

/* P(latent opinion of the cell > tau), the site effect included. */
static double
above(const Question *question, const Cell *cell, double tau)
{
    double s = vigie_sample_site_sd(question->spec);
    double mu =
        vigie_sample_latent(question->spec, question->opinion, cell->stratum, cell->type);
    return gsl_cdf_ugaussian_P((mu - tau) / sqrt(1 + s * s));
}

static Term
score_term(const Question *question, const Cell *cell)
{
    guint n;
    const double *tau = vigie_sample_thresholds(question->spec, question->opinion, &n);
    int first, last;
    vigie_sample_scale(question->spec, question->opinion, &first, &last);
    Term term = {first, vigie_sample_asked_of(question->opinion, cell)};
    for (guint c = 0; c < n; c++)
        term.value += above(question, cell, tau[c]);
    return term;
}

static Term
share_term(const Question *question, const Cell *cell)
{
    guint n;
    const double *tau = vigie_sample_thresholds(question->spec, question->opinion, &n);
    int first, last;
    vigie_sample_scale(question->spec, question->opinion, &first, &last);
    Term term = {1, vigie_sample_asked_of(question->opinion, cell)};
    if (question->least > last)
        term.value = 0;
    else if (question->least > first)
        term.value = above(question, cell, tau[question->least - first - 1]);
    return term;
}

double
vigie_sample_true_mean(const VigieSampleSpec *spec, VigieSampleColumn opinion,
                       VigieSampleType type)
{
    Question question = {.spec = spec, .opinion = opinion};
    return vigie_sample_asked(spec, opinion) ? expect(score_term, &question, type) : NAN;
}

double
vigie_sample_true_share(const VigieSampleSpec *spec, VigieSampleColumn opinion, int least,
                        VigieSampleType type)
{
    Question question = {.spec = spec, .opinion = opinion, .least = least};
    return vigie_sample_asked(spec, opinion) ? expect(share_term, &question, type) : NAN;
}

double
vigie_sample_true_nps(const VigieSampleSpec *spec, VigieSampleType type)
{
    double promoters = vigie_sample_true_share(spec, VIGIE_SAMPLE_RECOMMEND, 9, type);
    double not_detractors = vigie_sample_true_share(spec, VIGIE_SAMPLE_RECOMMEND, 7, type);
    return 100 * (promoters - (1 - not_detractors));
}

/* Who comes, how long, for how much ------------------------------------------------------------ */

double
vigie_sample_true_mix(const VigieSampleSpec *spec, VigieSampleType type)
{
    Cell cells[MAX_CELLS];
    guint n = vigie_sample_cells(spec, cells);
    double share = 0;
    for (guint i = 0; i < n; i++)
        if (cells[i].type == type)
            share += cells[i].share;
    return share;
}

static bool
has_flag(const Cell *cell, VigieSampleType flag)
{
    switch (flag) {
    case VIGIE_SAMPLE_FAMILY:
        return cell->kind == VIGIE_SAMPLE_KIND_FAMILY;
    case VIGIE_SAMPLE_COUPLE:
        return cell->kind == VIGIE_SAMPLE_KIND_COUPLE;
    case VIGIE_SAMPLE_GROUP:
        return cell->kind == VIGIE_SAMPLE_KIND_GROUP;
    case VIGIE_SAMPLE_OUTDOOR:
        return cell->outdoor;
    default:
        return cell->type == VIGIE_SAMPLE_OTHER;
    }
}

double
vigie_sample_true_flag(const VigieSampleSpec *spec, VigieSampleType flag)
{
    Cell cells[MAX_CELLS];
    guint n = vigie_sample_cells(spec, cells);
    double share = 0;
    for (guint i = 0; i < n; i++)
        if (has_flag(&cells[i], flag))
            share += cells[i].share;
    return share;
}

static Term
overnight_term(const Question *question, const Cell *cell)
{
    (void)question;
    return (Term){cell->overnight, 1};
}

static Term
first_visit_term(const Question *question, const Cell *cell)
{
    return (Term){vigie_sample_first_visit(question->spec, cell->kind), 1};
}

static Term
size_term(const Question *question, const Cell *cell)
{
    (void)question;
    return (Term){vigie_sample_mean_size(cell->kind), 1};
}

static Term
nights_term(const Question *question, const Cell *cell)
{
    return (Term){1 + vigie_sample_lambda(question->spec, cell->kind), cell->overnight};
}

static Term
spend_term(const Question *question, const Cell *cell)
{
    double m = vigie_sample_log_spend(question->spec, cell->kind, cell->overnight);
    double v = SPEND_SITE_SD * SPEND_SITE_SD + SPEND_SD * SPEND_SD;
    return (Term){exp(m + v / 2), 1};
}

/* Spending, size and nights are independent within a cell, so the product's mean is the means' product. */
static Term
spend_night_term(const Question *question, const Cell *cell)
{
    double person_nights =
        vigie_sample_mean_size(cell->kind) * nights_term(question, cell).value;
    return (Term){spend_term(question, cell).value, cell->overnight * person_nights};
}

static Term
spend_below_term(const Question *question, const Cell *cell)
{
    double m = vigie_sample_log_spend(question->spec, cell->kind, cell->overnight);
    double v = SPEND_SITE_SD * SPEND_SITE_SD + SPEND_SD * SPEND_SD;
    return (Term){gsl_cdf_gaussian_P(question->x - m, sqrt(v)), 1};
}

double
vigie_sample_true_overnight(const VigieSampleSpec *spec, VigieSampleType type)
{
    return expect(overnight_term, &(Question){.spec = spec}, type);
}

double
vigie_sample_true_first_visit(const VigieSampleSpec *spec, VigieSampleType type)
{
    return expect(first_visit_term, &(Question){.spec = spec}, type);
}

double
vigie_sample_true_size(const VigieSampleSpec *spec, VigieSampleType type)
{
    return expect(size_term, &(Question){.spec = spec}, type);
}

double
vigie_sample_true_nights(const VigieSampleSpec *spec, VigieSampleType type)
{
    return expect(nights_term, &(Question){.spec = spec}, type);
}

double
vigie_sample_true_spend(const VigieSampleSpec *spec, VigieSampleType type)
{
    return expect(spend_term, &(Question){.spec = spec}, type);
}

double
vigie_sample_true_spend_per_night(const VigieSampleSpec *spec, VigieSampleType type)
{
    return expect(spend_night_term, &(Question){.spec = spec}, type);
}

double
vigie_sample_true_spend_quantile(const VigieSampleSpec *spec, double p, VigieSampleType type)
{
    double low = -20, high = 20;     /* logarithms of euros */
    for (guint i = 0; i < 80; i++) { /* 40 / 2^80 is below the last bit */
        double middle = (low + high) / 2;
        Question question = {.spec = spec, .x = middle};
        if (expect(spend_below_term, &question, type) < p)
            low = middle;
        else
            high = middle;
    }
    return exp((low + high) / 2);
}

/* Likeness of two parties met at the same site-day --------------------------------------------- */

/* E(score | type, site effect u) */
static double
score_given_site(const Question *question, guint stratum, VigieSampleType type, double u)
{
    guint n;
    const double *tau = vigie_sample_thresholds(question->spec, question->opinion, &n);
    double mu = vigie_sample_latent(question->spec, question->opinion, stratum, type) + u;
    double score = 0;
    for (guint c = 0; c < n; c++)
        score += gsl_cdf_ugaussian_P(mu - tau[c]);
    return score;
}

/* E(score^2 | type), from P(score >= c): sum (2c - 1) P(score >= c), scores counted from 0. */
static double
second_moment(const Question *question, const Cell *cell)
{
    guint n;
    const double *tau = vigie_sample_thresholds(question->spec, question->opinion, &n);
    double sum = 0;
    for (guint c = 0; c < n; c++)
        sum += (2.0 * c + 1) * above(question, cell, tau[c]);
    return sum;
}

/* sum_ab E(p_a p_b) m_a(u) m_b(u), with E(p_a p_b) = (A q_a q_b + [a = b] q_a) / (A + 1) (Dirichlet). */
static double
pair_moment(const Question *question, guint stratum, const double *q, double u)
{
    double a = question->spec->mix_concentration, mean = 0, same = 0;
    for (guint t = 0; t < VIGIE_SAMPLE_N_TYPES; t++) {
        double m = score_given_site(question, stratum, (VigieSampleType)t, u);
        mean += q[t] * m;
        same += q[t] * m * m;
    }
    return (a * mean * mean + same) / (a + 1);
}

/* E over u ~ N(0, s^2) of pair_moment, by Gauss-Hermite quadrature (weight exp(-x^2 / 2)). */
static double
pair_moment_over_sites(const Question *question, guint stratum, const double *q)
{
    enum { POINTS = 40 };
    double s = vigie_sample_site_sd(question->spec), sum = 0, base = 0;
    gsl_integration_fixed_workspace *rule =
        gsl_integration_fixed_alloc(gsl_integration_fixed_hermite, POINTS, 0, 0.5, 0, 0);
    const double *x = gsl_integration_fixed_nodes(rule),
                 *w = gsl_integration_fixed_weights(rule);
    for (guint i = 0; i < POINTS; i++) {
        sum += w[i] * pair_moment(question, stratum, q, s * x[i]);
        base += w[i];
    }
    gsl_integration_fixed_free(rule);
    return sum / base;
}

double
vigie_sample_true_icc(const VigieSampleSpec *spec, VigieSampleColumn opinion)
{
    Question question = {.spec = spec, .opinion = opinion};
    double between = 0, total = 0;
    if (!vigie_sample_asked(spec, opinion))
        return NAN;
    for (guint h = 0; h < vigie_sample_n_strata(spec); h++) {
        double mix[2 * VIGIE_SAMPLE_N_KINDS], q[VIGIE_SAMPLE_N_TYPES] = {0}, mean = 0,
                                              square = 0;
        double share = vigie_sample_parties(spec, h) / vigie_sample_all_parties(spec);
        int first, last;
        vigie_sample_scale(spec, opinion, &first, &last);
        vigie_sample_mix(spec, h, mix);
        for (guint c = 0; c < 2 * VIGIE_SAMPLE_N_KINDS; c++) {
            VigieSampleKind kind = (VigieSampleKind)(c / 2);
            Cell cell = {.stratum = h, .type = vigie_sample_type_of(kind, c % 2)};
            q[cell.type] += mix[c];
            mean += mix[c] * (score_term(&question, &cell).value - first);
            square += mix[c] * second_moment(&question, &cell);
        }
        between += share * (pair_moment_over_sites(&question, h, q) - mean * mean);
        total += share * (square - mean * mean);
    }
    return between / total;
}

/* Trend ---------------------------------------------------------------------------------------- */

static Term
asked_term(const Question *question, const Cell *cell)
{
    return (Term){vigie_sample_asked_of(question->opinion, cell), 1};
}

static bool
on_todays_scale(const VigieSampleSpec *spec, VigieSampleColumn opinion)
{
    VigieSampleSpec today = *spec;
    guint then, now;
    today.year = VIGIE_SAMPLE_LAST_YEAR;
    vigie_sample_thresholds(spec, opinion, &then);
    vigie_sample_thresholds(&today, opinion, &now);
    return then == now && vigie_sample_asked(spec, opinion);
}

double
vigie_sample_true_slope(VigieSampleSurvey survey, VigieSampleColumn opinion,
                        VigieSampleType type)
{
    double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0;
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        VigieSampleSpec spec;
        vigie_sample_spec_init(&spec, survey, year);
        if (!on_todays_scale(&spec, opinion))
            continue;
        Question question = {.spec = &spec, .opinion = opinion};
        double n = vigie_sample_all_parties(&spec) * expect(asked_term, &question, type);
        double x = year - VIGIE_SAMPLE_FIRST_YEAR;
        if (type != VIGIE_SAMPLE_ALL_TYPES)
            n *= vigie_sample_true_mix(&spec, type);
        double y = vigie_sample_true_mean(&spec, opinion, type);
        w += n;
        wx += n * x;
        wy += n * y;
        wxx += n * x * x;
        wxy += n * x * y;
    }
    return (wxy - wx * wy / w) / (wxx - wx * wx / w);
}
