/* replicates.c - the replicate weights of a study: those of its surveys, or made from the design
 *
 * Surveys estimated together are independent: each keeps its replicates, in which the others have their full
 * weights, and c s_r of its own. */
#include "private.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

bool
vigie_study_has_replicates(const VigieQuestion *question, const VigieSurvey *survey)
{
    return question->variance == VIGIE_VARIANCE_OF_SURVEY && *survey->replicates.items != NULL;
}

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

static void
add_replicate(Stack *stack, const VigieStudy *study, const VigieStudyPart *part, guint r)
{
    const VigieReplicateItems *items = &part->survey->replicates;
    const double *full = vigie_design_weight(study->design);
    const double *value = vigie_frame_column(part->frame, items->items[r])->value;
    double *w = g_memdup2(full, study->n * sizeof *w), *own = w + part->first;
    for (gsize i = 0; i < part->frame->n; i++)
        own[i] = items->factors ? own[i] * value[i] : value[i];
    if (!items->factors)
        vigie_study_apply_unit(study, part, own, NULL);
    stack->rscale[stack->number] =
        scale_of(items) * (items->rscale != NULL ? items->rscale[r] : 1);
    stack->weight[stack->number++] = w;
}

static bool
check_all_have(const VigieStudy *study, const VigieSurvey *survey, bool *given, GError **error)
{
    bool has = vigie_study_has_replicates(study->question, survey);
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
        bool has = vigie_study_has_replicates(study->question, part->survey);
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

static bool
make(VigieStudy *study, GError **error)
{
    const VigieReplicatesSpec *spec = &study->question->replicates;
    if (vigie_design_auxiliary(study->design) != NULL) {
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                            _("the weights are calibrated, and --variance makes replicates of "
                              "design weights; take --weight design, or --variance taylor, "
                              "whose errors are those of calibrated weights"));
        return false;
    }
    study->replicates = vigie_replicates_new(study->design, spec, error);
    if (study->replicates == NULL)
        return false;
    if (spec->method == VIGIE_REPLICATES_BOOTSTRAP)
        vigie_findings_add(study->warnings, VIGIE_NOTE, "bootstrap", NULL,
                           _("standard errors by %u bootstrap replicates, seed %" PRIu64),
                           spec->number, spec->seed);
    return true;
}

/* Where replicates are not used, their survey has to have strata or clusters, or its errors would be those of a simple
 * random sample. */
static bool
fall_back_on_taylor(const VigieStudy *study, GError **error)
{
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        const VigieSurvey *survey = part->survey;
        if (!vigie_study_has_replicates(study->question, survey))
            continue;
        if (*survey->strata == NULL && *survey->cluster == NULL) {
            g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                        _("survey '%s' has replicate weights alone, which only vigie estimate "
                          "works with; the other commands need its strata= and cluster="),
                        survey->name);
            return false;
        }
        vigie_findings_add(study->warnings, VIGIE_NOTE, "taylor", NULL,
                           _("survey '%s': standard errors by strata and clusters; its "
                             "replicate weights are for vigie estimate"),
                           survey->name);
    }
    return true;
}

bool
vigie_study_replicate(VigieStudy *study, GError **error)
{
    bool given = false;
    guint number = 0;
    if (study->question->variance == VIGIE_VARIANCE_TAYLOR)
        return true;
    bool made = study->question->variance == VIGIE_VARIANCE_REPLICATES;
    if (!made && !study->by_replicates)
        return fall_back_on_taylor(study, error);
    if (!made && !settle(study, &given, &number, error))
        return false;
    if (!made && !given)
        return true;
    if (study->question->trend) {
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                            _("changes and slopes are not made of replicate weights; take "
                              "--variance taylor, which needs strata= and cluster="));
        return false;
    }
    return made ? make(study, error) : use_given(study, number, error);
}
