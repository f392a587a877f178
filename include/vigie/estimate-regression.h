/* estimate-regression.h - design-based regression: what an outcome changes with, other things being equal.
 * vigie_model_new() fits a linear or a logistic model, vigie_model_wald() tests terms of it, vigie_model_means()
 * gives the means of a factor's levels adjusted for the other predictors.
 *
 *     beta solves  sum w x (y - mu) = 0,  mu = x'beta, or 1 / (1 + exp(-x'beta))
 *     u_k  = A^-1 x_k (y_k - mu_k),       A = sum w v x x',  v = 1, or mu (1 - mu)
 *
 * The standard error of beta is that of the total of u, through VigieLinear: records outside the domain or without
 * an answer keep their PSU.  Source: Binder 1983; METHODS 2.11.  R: svyglm(y ~ x, subset(design, domain)). */
#ifndef VIGIE_ESTIMATE_REGRESSION_H
#define VIGIE_ESTIMATE_REGRESSION_H

#include <vigie/estimate-linear.h>

G_BEGIN_DECLS

#define VIGIE_MODEL_ERROR (vigie_model_error_quark())
GQuark vigie_model_error_quark(void);
typedef enum {
    VIGIE_MODEL_ERROR_EMPTY,     /* no record has an answer to every item */
    VIGIE_MODEL_ERROR_OUTCOME,   /* always the same, or (logit) not between 0 and 1 */
    VIGIE_MODEL_ERROR_PREDICTOR, /* one category only, or nobody in the reference */
    VIGIE_MODEL_ERROR_SIZE, /* more effects than half the degrees of freedom of the design */
    VIGIE_MODEL_ERROR_SEPARATION, /* (logit) a predictor tells the outcome without error */
    VIGIE_MODEL_ERROR_SINGULAR /* numbers that no factorisation takes: infinite, or beyond all bounds */
} VigieModelError;

typedef enum {
    VIGIE_MODEL_LINEAR, /* R: family = gaussian() */
    VIGIE_MODEL_LOGIT   /* R: family = quasibinomial() */
} VigieModelKind;

/* A number, or a factor: treatment contrasts of its levels against the reference (R: contr.treatment).  A level
 * that no record of the model has gets no number. */
typedef struct {
    const char *name;    /* for messages */
    const double *value; /* [n] the number, or the level 0 .. n_levels - 1; NAN = missing */
    guint n_levels;      /* 0 = a number */
    const char *const *level_name; /* [n_levels], for messages */
    guint reference;               /* a level */
} VigiePredictor;

typedef struct {
    VigieModelKind kind;
    const VigieDesign *design;
    const char *name;     /* of the outcome, for messages */
    const double *y;      /* [n] NAN = missing; logit: 0 .. 1 */
    const guint8 *domain; /* [n] 0 = outside; NULL = all */
    const VigiePredictor *predictor;
    guint n_predictors;
    VigieRules rules; /* level of intervals, thresholds of the status */
    bool as_glm;      /* stop a logit where R's glm() does unless told otherwise, see below */
} VigieModelSpec;

#define VIGIE_INTERCEPT G_MAXUINT
typedef struct {
    guint predictor; /* index, or VIGIE_INTERCEPT */
    guint level;     /* of a factor */
    bool aliased;    /* a combination of those before it: all NAN, counts nowhere; R: NA */
    VigieFigure
        figure; /* n: records of the level; df of the model, for all of them; interval by t(df) */
    double t, p; /* of "no effect" */
} VigieCoefficient;

typedef struct {
    VigieModelKind kind;
    guint64 n; /* records with weight > 0 and every answer */
    guint n_coefficients, rank;
    VigieCoefficient *coefficient; /* [n_coefficients] intercept first */
    double *covariance;  /* [n_coefficients ^ 2] NAN where one is aliased; R: vcov() */
    VigieLinear *linear; /* [n_coefficients] empty where aliased */
    double df_design;    /* nu: PSUs - strata of the records of the model */
    double df;           /* nu + 1 - rank; R: df.residual */
    double r2;           /* 1 - sum w e^2 / sum w (y - mean)^2; NAN of a logit */
    guint iterations;
} VigieModel;

/* Records: of the domain, weight > 0, no answer missing (listwise).  Refused where the effects (without the intercept)
 * are more than nu / 2.  Logit: Newton's steps until no coefficient moves by 1e-10 (of itself, if above 1), 50 at
 * most; no estimate exists where the outcome is separated: by a level all of whose answers are alike, by a number
 * that is higher for all of one answer, or by several together (no convergence, |beta sd(x)| > 10 or all mu within
 * 1e-8 of 0 or 1).  The error names the predictor.  R: summary(svyglm()), confint(). */
VigieModel *vigie_model_new(const VigieModelSpec *spec, GError **error);
void vigie_model_free(VigieModel *model);

/* F = b' V^-1 b / q ~ F(q, df) of the q coefficients of some predictors that are not aliased; all NAN where there is
 * none, or V is singular.  R: regTermTest(model, ~a + b). */
typedef struct {
    double f, p, df;
    guint q;
} VigieWald;
void vigie_model_wald(const VigieModel *model, const guint *predictor, guint n, VigieWald *out);

/* figure[n_levels]: mean of mu with every record put into that level of a factor, over the records that answered
 * outcome and all other predictors.  V = V(mean of mu, beta known) + g'V(beta)g, g = sum w v x / sum w, as R has it.
 * Intervals by t(df), on the logit scale for a logit.  EMPTY: a level without records.  R: svypredmeans(). */
bool vigie_model_means(const VigieModelSpec *spec, const VigieModel *model, guint factor,
                       VigieFigure *figure, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieModel, vigie_model_free)

G_END_DECLS

#endif
