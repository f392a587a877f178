/* replicates.c - the replicate weights of a study: those of its surveys, or made from the design
 *
 * Surveys estimated together are independent: each keeps its replicates, in which the others have their full
 * weights, and c s_r of its own. */
#include "replicates.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

bool
vigie_study_has_replicates(const VigieStudy *study, const VigieSurvey *survey)
{
    return study->takes_replicates && study->question->variance == VIGIE_VARIANCE_OF_SURVEY &&
           *survey->replicates.items != NULL;
}

/* Numbers kept at most: 2 GB of weights, twice. */
#define NUMBERS_MOST ((gsize)1 << 28)

/* The replicates of all parts one after the other. */
typedef struct {
    double **weight; /* [number] of [n] */
    double *rscale;  /* [number] c s_r */
    guint number;
} Stack;

static void
clear_stack(Stack *stack)
{
    for (guint r = 0; r < stack->number; r++)
        g_free(stack->weight[r]);
    g_free(stack->weight);
    g_free(stack->rscale);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stack, clear_stack)

/* c by the survey's own method and number. */
static double
scale_of(const VigieReplicateItems *items)
{
    double number = g_strv_length(items->items);
    if (!isnan(items->scale))
        return items->scale;
    switch (items->method) {
    case VIGIE_GIVEN_JK1:
        return (number - 1) / number;
    case VIGIE_GIVEN_JKN:
        return 1;
    case VIGIE_GIVEN_FAY:
        return 1 / (number * (1 - items->rho) * (1 - items->rho));
    case VIGIE_GIVEN_BRR:
    case VIGIE_GIVEN_BOOTSTRAP:
    default:
        return 1 / number;
    }
}

/* d, before calibration, and of the survey's own unit; (transfer full). */
static double *
design_weights(const VigieStudy *study)
{
    double *d = g_new(double, MAX(study->n, 1));
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        const VigieColumn *column = *part->survey->weight != '\0'
                                        ? vigie_frame_column(part->frame, part->survey->weight)
                                        : NULL;
        for (gsize i = 0; i < part->frame->n; i++)
            d[part->first + i] = column != NULL ? column->value[i] : 1;
    }
    return d;
}

/* From design weights to those of the estimates: calibrated, then in the question's unit. */
static bool
finish_weights(const VigieStudy *study, double **weight, guint number, GError **error)
{
    if (!vigie_study_recalibrate(study, weight, number, error))
        return false;
    for (guint r = 0; r < number; r++)
        for (guint p = 0; p < study->parts->len; p++) {
            const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
            vigie_study_apply_unit(study, part, weight[r] + part->first, NULL);
        }
    return true;
}

static void
add_replicate(Stack *stack, const VigieStudy *study, const VigieStudyPart *part, guint r)
{
    const VigieReplicateItems *items = &part->survey->replicates;
    const double *value = vigie_frame_column(part->frame, items->items[r])->value;
    double *w = design_weights(study), *own = w + part->first;
    for (gsize i = 0; i < part->frame->n; i++)
        own[i] = items->factors ? own[i] * value[i] : value[i];
    stack->rscale[stack->number] =
        scale_of(items) * (items->rscale != NULL ? items->rscale[r] : 1);
    stack->weight[stack->number++] = w;
}

static bool
check_all_have(const VigieStudy *study, const VigieSurvey *survey, bool *given, GError **error)
{
    bool has = vigie_study_has_replicates(study, survey);
    if (has || !*given) {
        *given = has;
        return true;
    }
    g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                _("survey '%s' has no replicate weights, and another has; estimate them apart, "
                  "or by --variance taylor"),
                survey->name);
    return false;
}

/* Whether the surveys' replicates are used: all have them, or none. */
static bool
settle(const VigieStudy *study, bool *given, guint *number, GError **error)
{
    *number = 0;
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        bool has = vigie_study_has_replicates(study, part->survey);
        if (p > 0 && has && !*given) {
            const VigieStudyPart *first = g_ptr_array_index(study->parts, 0);
            *given = true;
            return check_all_have(study, first->survey, given, error);
        }
        if (p == 0)
            *given = has;
        else if (!check_all_have(study, part->survey, given, error))
            return false;
        *number += has ? g_strv_length(part->survey->replicates.items) : 0;
    }
    return true;
}

static bool
use_given(VigieStudy *study, guint number, GError **error)
{
    g_auto(Stack) stack = {g_new0(double *, number), g_new(double, number), 0};
    const VigieStudyPart *first = g_ptr_array_index(study->parts, 0);
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        guint own = g_strv_length(part->survey->replicates.items);
        for (guint r = 0; r < own; r++)
            add_replicate(&stack, study, part, r);
    }
    if (!finish_weights(study, stack.weight, stack.number, error))
        return false;
    VigieGivenReplicates given = {
        .method = (VigieReplicateMethod)first->survey->replicates.method,
        .number = stack.number,
        .weight = (const double *const *)stack.weight,
        .scale = 1,
        .rscale = stack.rscale,
        .centre =
            first->survey->replicates.about_mean ? VIGIE_CENTRE_MEAN : VIGIE_CENTRE_ESTIMATE};
    study->replicates = vigie_replicates_given(study->design, &given, error);
    return study->replicates != NULL;
}

/* Of calibrated weights: the factors go to the design weights, which are calibrated in each replicate. */
static bool
calibrate_made(VigieStudy *study, GError **error)
{
    VigieReplicates *made = study->replicates;
    const double *full = vigie_design_weight(study->design);
    guint number = vigie_replicates_number(made);
    if (study->n > NUMBERS_MOST / number) {
        g_set_error(
            error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_SIZE,
            _("%u replicates of %zu records are more than can be calibrated; take fewer"),
            number, study->n);
        return false;
    }
    g_auto(Stack) stack = {g_new0(double *, number), NULL, 0};
    g_autofree double *w = g_new(double, MAX(study->n, 1));
    for (guint r = 0; r < number; r++) {
        double *d = stack.weight[stack.number++] = design_weights(study);
        vigie_replicates_weight(made, r, w);
        for (gsize i = 0; i < study->n; i++)
            d[i] *= fabs(full[i]) > 0 ? w[i] / full[i] : 0;
    }
    if (!finish_weights(study, stack.weight, number, error))
        return false;
    VigieGivenReplicates given = {.method = vigie_replicates_method(made),
                                  .number = number,
                                  .weight = (const double *const *)stack.weight,
                                  .rho = study->question->replicates.rho,
                                  .scale = vigie_replicates_scale(made),
                                  .rscale = vigie_replicates_rscale(made),
                                  .centre = study->question->replicates.centre};
    study->replicates = vigie_replicates_given(study->design, &given, error);
    vigie_replicates_free(made);
    return study->replicates != NULL;
}

static bool
make(VigieStudy *study, GError **error)
{
    const VigieReplicatesSpec *spec = &study->question->replicates;
    study->replicates = vigie_replicates_new(study->design, spec, error);
    if (study->replicates == NULL)
        return false;
    if (spec->method == VIGIE_REPLICATES_BOOTSTRAP)
        vigie_findings_add(study->warnings, VIGIE_NOTE, "bootstrap", NULL,
                           _("standard errors by %u bootstrap replicates, seed %" PRIu64),
                           spec->number, spec->seed);
    return vigie_design_auxiliary(study->design) == NULL || calibrate_made(study, error);
}

/* Without strata and clusters nothing but the replicates says how the survey was drawn. */
static bool
tell_taylor(const VigieStudy *study, const VigieSurvey *survey, GError **error)
{
    if (*survey->strata == NULL && *survey->cluster == NULL) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("survey '%s': this question is not answered by replicate weights, and "
                      "neither strata= nor cluster= says how the survey was drawn"),
                    survey->name);
        return false;
    }
    vigie_findings_add(study->warnings, VIGIE_NOTE, "no_replicates", NULL,
                       _("survey %s: sampling errors are by its strata and clusters; this "
                         "question is not answered by its replicate weights"),
                       survey->name);
    return true;
}

/* What is not made of replicates says so. */
static bool
do_without(const VigieStudy *study, GError **error)
{
    if (study->question->variance == VIGIE_VARIANCE_REPLICATES) {
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                            _("this question is not answered by replicate weights; take "
                              "--variance taylor"));
        return false;
    }
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        if (*part->survey->replicates.items != NULL && !tell_taylor(study, part->survey, error))
            return false;
    }
    return true;
}

/* Replicates made from the design draw each year's sites apart. */
static bool
check_panel(const VigieStudy *study, GError **error)
{
    if (!study->question->trend || vigie_design_site(study->design) == NULL)
        return true;
    g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                        _("panel=yes: replicates made from the design do not know that sites "
                          "are kept from year to year; take --variance taylor"));
    return false;
}

bool
vigie_study_replicate(VigieStudy *study, GError **error)
{
    bool given = false;
    guint number = 0;
    if (study->question->variance == VIGIE_VARIANCE_TAYLOR)
        return true;
    if (!study->takes_replicates)
        return do_without(study, error);
    if (study->question->variance == VIGIE_VARIANCE_REPLICATES)
        return check_panel(study, error) && make(study, error);
    return settle(study, &given, &number, error) && (!given || use_given(study, number, error));
}
