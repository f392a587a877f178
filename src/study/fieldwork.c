/* fieldwork.c - the field-work log: site-days that were sampled, with or without answers */
#include "children.h"
#include <math.h>
#include <string.h>

/* The log's column for one of the survey's keys: the item of the same name, else the log's own stratum or
 * cluster item where the survey has only one key of that sort. */
static const char *
log_item(const VigieDataset *log, char **keys, const char *key, const char *standard)
{
    if (strcmp(key, "year") == 0 || strcmp(key, "wave") == 0 ||
        vigie_codebook_find(log->codebook, key) != NULL)
        return key;
    guint n_own = 0;
    for (char **k = keys; *k != NULL; k++)
        n_own += strcmp(*k, "year") != 0 && strcmp(*k, "wave") != 0;
    return n_own == 1 && vigie_codebook_find(log->codebook, standard) != NULL ? standard : NULL;
}

/* The log's names of the survey's keys, in their order; NULL and *error where one is not there. */
static GPtrArray *
log_items(const VigieSurvey *survey, const VigieDataset *log, char **keys, const char *standard,
          GError **error)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (char **key = keys; *key != NULL; key++) {
        const char *item = log_item(log, keys, *key, standard);
        if (item == NULL) {
            g_set_error(
                error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                _("the field-work log '%s' of survey '%s' has no item '%s' and no item '%s'"),
                log->name, survey->name, *key, standard);
            return NULL;
        }
        g_ptr_array_add(items, (gpointer)item);
    }
    g_ptr_array_add(items, NULL);
    return g_steal_pointer(&items);
}

static VigieFrame *
read_log(VigieStudy *study, const VigieDataset *log, const GPtrArray *strata,
         const GPtrArray *cluster, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_ptr_array_add(names, (gpointer) "year");
    const GPtrArray *lists[] = {strata, cluster};
    for (guint l = 0; l < G_N_ELEMENTS(lists); l++)
        for (guint i = 0; i + 1 < lists[l]->len; i++)
            if (!g_ptr_array_find_with_equal_func(names, g_ptr_array_index(lists[l], i),
                                                  g_str_equal, NULL))
                g_ptr_array_add(names, g_ptr_array_index(lists[l], i));
    g_ptr_array_add(names, NULL);
    return vigie_store_read(study->store, log->name, log->codebook,
                            (const char *const *)names->pdata, error);
}

/* The answers alone can be estimated: their errors lack the site-days where nobody answered. */
static bool
warn_no_log(const VigieStudy *study, const VigieSurvey *survey)
{
    vigie_findings_add(
        study->warnings, VIGIE_NOTE, "no_fieldwork", NULL,
        _("survey %s: its field-work log %s is not loaded; sampled sites without "
          "answers are left out of the design"),
        survey->name, survey->fieldwork);
    return true;
}

bool
vigie_study_fieldwork(VigieStudy *study, const VigieStudyPart *part, VigieFieldworkFound found,
                      void *user, GError **error)
{
    const VigieSurvey *survey = vigie_study_root(part->survey); /* site-days are of parents */
    const VigieDataset *log =
        vigie_observatory_dataset(study->observatory, survey->fieldwork, error);
    if (log == NULL)
        return false;
    g_autoptr(GPtrArray) strata = log_items(survey, log, survey->strata, "stratum", error);
    g_autoptr(GPtrArray) cluster =
        strata != NULL ? log_items(survey, log, survey->cluster, "cluster", error) : NULL;
    if (cluster == NULL)
        return false;
    g_autoptr(GError) problem = NULL;
    g_autoptr(VigieFrame) frame = read_log(study, log, strata, cluster, &problem);
    if (g_error_matches(problem, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING))
        return warn_no_log(study, survey);
    if (frame == NULL) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return false;
    }
    const double *year = vigie_frame_column(frame, "year")->value;
    for (gsize i = 0; i < frame->n; i++) {
        if (isnan(year[i]) || !vigie_study_part_has_year(part, (int)year[i]))
            continue;
        VigiePsuLabels labels;
        vigie_psu_labels_init(&labels, frame, (const char *const *)strata->pdata,
                              (const char *const *)cluster->pdata, i);
        found(user, &labels);
        vigie_psu_labels_release(&labels);
    }
    return true;
}
