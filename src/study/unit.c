/* unit.c - what is counted: parties, persons or person-nights, from the weights of the survey's own unit
 *
 * A party's weight times its size is the weight of its persons, times their nights that of the nights they spend; a
 * person's weight times the nights likewise.  The items are those of role party_size and nights.  A record without
 * them keeps its PSU in the design and leaves the figures, as one of weight 0 does. */
#include "private.h"
#include <math.h>
#include <string.h>

static const char *const names[] = {"party", "person", "night", NULL};

const char *const *
vigie_unit_names(void)
{
    return names;
}

const char *const *
vigie_weighting_names(void)
{
    static const char *const weightings[] = {"newest", "design", NULL};
    return weightings;
}

static const VigieItem *
item_of_role(const VigieCodebook *codebook, const char *role)
{
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        if (item->kind == VIGIE_VALUE_NUMBER && vigie_item_has_role(item, role))
            return item;
    }
    return NULL;
}

static bool
add_factor(VigieStudyPart *part, guint f, const char *role, const char *unit, GError **error)
{
    part->factor[f] = item_of_role(part->survey->codebook, role);
    if (part->factor[f] != NULL)
        return true;
    g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                _("--unit %s: no number of survey '%s' has the role %s in its questionnaire"),
                unit, part->survey->name, role);
    return false;
}

bool
vigie_study_open_unit(VigieStudyPart *part, VigieUnit unit, GError **error)
{
    bool of_parties = strcmp(part->survey->unit, "party") == 0;
    if (unit == VIGIE_UNIT_SURVEY)
        return true;
    const char *name = names[unit - 1];
    if (unit == VIGIE_UNIT_PARTY && !of_parties) {
        g_set_error(
            error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
            _("--unit party: the unit of survey '%s' is the person; its parties are not "
              "known"),
            part->survey->name);
        return false;
    }
    return (unit == VIGIE_UNIT_PARTY || !of_parties ||
            add_factor(part, 0, "party_size", name, error)) &&
           (unit != VIGIE_UNIT_NIGHT || add_factor(part, 1, "nights", name, error));
}

bool
vigie_study_has_unit(const VigieStudyPart *part)
{
    return part->factor[0] != NULL || part->factor[1] != NULL;
}

void
vigie_study_apply_unit(const VigieStudy *study, const VigieStudyPart *part, double *weight,
                       double *count)
{
    guint n_unknown = 0;
    for (gsize i = 0; i < part->frame->n; i++) {
        double factor = 1;
        for (guint f = 0; f < G_N_ELEMENTS(part->factor); f++)
            if (part->factor[f] != NULL)
                factor *= vigie_frame_column(part->frame, part->factor[f]->name)->value[i];
        bool known = factor >= 0; /* false of NAN */
        n_unknown += !known && weight[i] > 0;
        weight[i] *= known ? factor : 0;
        if (count != NULL)
            count[i] = known ? factor : 0;
    }
    if (n_unknown > 0)
        vigie_findings_add(study->warnings, VIGIE_NOTE, "unit_unknown", NULL,
                           P_("survey %s: %u answer does not say how many persons or nights it "
                              "stands for, and "
                              "is left out",
                              "survey %s: %u answers do not say how many persons or nights "
                              "they stand for, and "
                              "are left out",
                              n_unknown),
                           part->survey->name, n_unknown);
}
