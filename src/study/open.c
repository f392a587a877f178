/* open.c - what every question needs before it is answered: records, design, cells, values, gaps */
#include "calibrated.h"
#include "replicates.h"
#include <string.h>

VigieRules
vigie_study_rules(const VigieStudy *study)
{
    const VigieObservatory *observatory = study->observatory;
    return (VigieRules){.level = study->question->level,
                        .interval = study->question->interval,
                        .suppress_below = observatory->suppress_below,
                        .low_base_below = observatory->low_base_below,
                        .caution_df_below = observatory->caution_df_below,
                        .n_eff_below = observatory->n_eff_below,
                        .width_below = observatory->width_below,
                        .width_above = observatory->width_above,
                        .relative_width_above = observatory->relative_width_above,
                        .imprecise_hidden_below = observatory->imprecise_hidden_below,
                        .caution = study->parts->len > 1 && !study->question->apart &&
                                   study->design_weights};
}

static const VigieSurvey *
survey_of(const VigieStudy *study, guint part)
{
    return ((const VigieStudyPart *)g_ptr_array_index(study->parts, part))->survey;
}

bool
vigie_study_is_voluntary(const VigieStudy *study)
{
    for (guint p = 0; p < study->parts->len; p++)
        if (survey_of(study, p)->voluntary)
            return true;
    return false;
}

static void
warn_surveys(const VigieStudy *study)
{
    g_autofree char *surveys = g_strjoinv("+", (char **)study->question->surveys);
    if (study->parts->len > 1 && !study->question->apart && study->design_weights)
        vigie_findings_add(
            study->warnings, VIGIE_NOTE, "surveys_pooled", NULL,
            _("%s are estimated together without calibrated weights: take the figures with "
              "caution"),
            surveys);
    for (guint p = 0; p < study->parts->len; p++)
        if (survey_of(study, p)->voluntary)
            vigie_findings_add(
                study->warnings, VIGIE_NOTE, "voluntary", NULL,
                _("survey %s is not a probability sample: its figures are indicative only"),
                survey_of(study, p)->name);
}

/* The vectors of all measured items: afterwards the other columns can go. */
static bool
open_vectors(VigieStudy *study, GError **error)
{
    const VigieQuestion *question = study->question;
    for (const char *const *name = question->of; name != NULL && *name != NULL; name++)
        if (vigie_study_vector(study, *name, error) == NULL)
            return false;
    for (const char *const *name = question->with; name != NULL && *name != NULL; name++)
        if (vigie_study_vector(study, *name, error) == NULL)
            return false;
    return question->over == NULL || vigie_study_vector(study, question->over, error) != NULL;
}

bool
vigie_study_open(VigieStudy *study, GError **error)
{
    /* A first call starts the clock of the bar. */
    vigie_progress(study->progress, _("reading"), 0, 1);
    if (!vigie_study_read(study, error))
        return false;
    vigie_progress(study->progress, _("reading"), 1, 1);
    study->design = vigie_study_design(study, error);
    if (study->design == NULL || !vigie_study_replicate(study, error) ||
        !vigie_cross_init(&study->cross, study, error) || !open_vectors(study, error) ||
        !vigie_gaps_init(&study->gaps, study, error))
        return false;
    vigie_study_tell_weights(study);
    warn_surveys(study);
    return true;
}

void
vigie_study_release(VigieStudy *study)
{
    vigie_gaps_release(&study->gaps);
    vigie_cross_release(&study->cross);
    g_clear_pointer(&study->kinds, g_free);
    g_clear_pointer(&study->replicates, vigie_replicates_free);
    g_clear_pointer(&study->design, vigie_design_free);
    g_clear_pointer(&study->vectors, g_hash_table_unref);
    g_clear_pointer(&study->parts, g_ptr_array_unref);
}
