/* trend-plan.h - what a design will detect: from past waves to the smallest change between two waves that the next ones will
 * see, and what more sites or more interviews buy.  vigie_field_of() reads the past, vigie_plan() says what another design
 * would have given; vigie_margin() and vigie_detectable_change() are the formulas by themselves. */
#ifndef VIGIE_TREND_PLAN_H
#define VIGIE_TREND_PLAN_H

#include <vigie/estimate.h>

G_BEGIN_DECLS

/* Half the interval of a mean of n answers: t sqrt(deff variance / n); variance is that of one answer: p (1 - p) of a
 * share, 1e4 (P + D - (P - D)^2) of an NPS.  df INFINITY: the normal distribution.  NAN: df <= 0.  Source: Kish 1965, 8.2. */
double vigie_margin(double variance, double n, double deff, double df, double level);
/* The smallest true change between two independent waves, n answers each, that a test at 1 - level finds with that power:
 *   (t_(1 - (1 - level)/2) + t_power) sqrt(2 deff variance / n)
 * df is that of the change.  Source: Cochran 1977, 4.6; Kish 1965, 14.  R: qt((1 + level)/2, df) + qt(power, df). */
double vigie_detectable_change(double variance, double n, double deff, double df, double level,
                               double power);

/* Past waves of one measure in one kind of customer, a wave on average. */
typedef struct {
    guint waves;               /* with answers and a variance; 0: all else NAN */
    double n;                  /* answers */
    double sites, strata;      /* PSUs with an answer; strata = such PSUs - df */
    double take;               /* answers of a site as an answer meets them: sum m^2 / sum m */
    double estimate, variance; /* mean, and S^2 of one answer */
    double deff;               /* of the design: sum V / sum S^2/n over waves */
    double weighting; /* of it, what unequal weights cost: 1 + cv_w^2 = n sum w^2 / (sum w)^2 */
    double cluster;   /* b = sum_i (sum_k w_ik)^2 / sum w^2: the size of a site in weights */
    double
        rho; /* intra-site correlation, net of stratification, 0..1; NAN: sites of one answer */
    bool negative; /* it came out below 0 and was set to 0 */
} VigieField;

/* cells[k]: the waves.  rho solves the observed deff = (1 + cv_w^2) (1 + (b - 1) rho), each term pooled over waves with weight
 * S^2/n, so that one lucky wave counts little.  Source: Kish 1965, 5.4 and 8.2; Gabler, Haeder & Lahiri 1999. */
void vigie_field_of(const VigieSums *sums, guint measure, const guint32 *cells, guint k,
                    VigieField *out);

/* A design beside that of the past waves. */
typedef struct {
    double sites;      /* times as many sites; 1 = as many */
    double interviews; /* times as many interviews a site */
    double
        kept; /* share of sites that both waves have; what a site has of its own is taken to last */
} VigiePlanDesign;
typedef struct {
    double n, deff, df; /* answers a wave; df of the change */
    double margin;      /* half the interval of one wave's figure */
    double change_se;   /* of the change between two waves */
    double detectable;  /* smallest change found with that power; NAN: df <= 0 */
} VigiePlan;

/* With fs, fi the factors and M the take of all customers: n' = fs fi n; the sites' part grows as the customers one meets at
 * a site, b' - 1 = (b - 1) (fi M - 1) / (M - 1); deff' = (1 + cv_w^2) (1 + (b' - 1) rho); V = S^2 deff' / n'.  A change has
 * 2 V (1 - kept b' rho / (1 + (b' - 1) rho)): sites that stay take their own level out of it.  df = (2 - kept) sites - strata,
 * those of one wave if sites are kept, else of both. */
void vigie_plan(const VigieField *field, double take, const VigiePlanDesign *design,
                double level, double power, VigiePlan *out);
/* Probability that a test at 1 - level finds a true change, under the plan. */
double vigie_plan_power(const VigiePlan *plan, double change, double level);
/* How many times as many sites detect the change, other things as in design; NAN: not with 1000 times as many. */
double vigie_plan_sites(const VigieField *field, double take, const VigiePlanDesign *design,
                        double level, double power, double change);

G_END_DECLS

#endif
