/* children.c - the records of a repeat: their PSUs are those of the survey that it is a repeat of, also where no record
 * of it has a child, and so are their calibrated weights
 *
 * A PSU without a child adds nothing to a total and counts among the PSUs of its stratum, as in R's svydesign() on all
 * parents merged with their children, of which the children are a domain. */
#include "private.h"
#include <math.h>
#include <string.h>

const VigieSurvey *
vigie_study_root(const VigieSurvey *survey)
{
    while (survey->parent != NULL)
        survey = survey->parent;
    return survey;
}

const char *
vigie_study_root_link(const VigieSurvey *survey)
{
    while (survey->parent->parent != NULL)
        survey = survey->parent;
    return survey->codebook->repeat->link->name;
}

/* Waves ------------------------------------------------------------------------------------- */

static char *
wave_of(const VigieColumn *year, const VigieColumn *wave, gsize i)
{
    char number[VIGIE_NUMBER_SIZE], text[VIGIE_NUMBER_SIZE];
    return g_strdup_printf("%s\n%s", vigie_column_text(year, i, number),
                           vigie_column_text(wave, i, text));
}

static GHashTable *
waves_of(const VigieFrame *frame)
{
    const VigieColumn *year = vigie_frame_column(frame, "year");
    const VigieColumn *wave = vigie_frame_column(frame, "wave");
    GHashTable *waves = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < frame->n; i++)
        g_hash_table_add(waves, wave_of(year, wave, i));
    return waves;
}

/* PSUs -------------------------------------------------------------------------------------- */

/* Names of the root's items among those listed, NULL-terminated: the link to the record itself is not one. */
static GPtrArray *
items_of_root(const VigieSurvey *root, char **names)
{
    GPtrArray *items = g_ptr_array_new();
    for (; *names != NULL; names++)
        if (strcmp(*names, "year") == 0 || strcmp(*names, "wave") == 0 ||
            vigie_codebook_find(root->codebook, *names) != NULL)
            g_ptr_array_add(items, *names);
    g_ptr_array_add(items, NULL);
    return items;
}

static VigieFrame *
read_root(VigieStudy *study, const VigieSurvey *root, const GPtrArray *strata,
          const GPtrArray *cluster, GError **error)
{
    const GPtrArray *lists[] = {strata, cluster};
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_ptr_array_add(names, (gpointer) "year");
    g_ptr_array_add(names, (gpointer) "wave");
    for (guint l = 0; l < G_N_ELEMENTS(lists); l++)
        for (guint i = 0; i + 1 < lists[l]->len; i++)
            if (!g_ptr_array_find_with_equal_func(names, lists[l]->pdata[i], g_str_equal, NULL))
                g_ptr_array_add(names, lists[l]->pdata[i]);
    g_ptr_array_add(names, NULL);
    return vigie_store_read(study->store, root->name, root->codebook,
                            (const char *const *)names->pdata, error);
}

/* The PSU's label is the record's number where the record is the PSU. */
static void
found_row(const VigieFrame *frame, const GPtrArray *strata, const GPtrArray *cluster,
          gint64 record, gsize i, VigieFieldworkFound found, void *user)
{
    VigiePsuLabels labels;
    vigie_psu_labels_init(&labels, frame, (const char *const *)strata->pdata,
                          (const char *const *)cluster->pdata, i);
    if (cluster->len == 1) {
        char number[VIGIE_NUMBER_SIZE];
        g_free(labels.cluster);
        g_free(labels.site);
        labels.cluster = g_strdup(vigie_number_print((double)record, number));
        labels.site = g_strdup(labels.cluster);
    }
    found(user, &labels);
    vigie_psu_labels_release(&labels);
}

bool
vigie_study_childless(VigieStudy *study, const VigieStudyPart *part, VigieFieldworkFound found,
                      void *user, GError **error)
{
    const VigieSurvey *survey = part->survey, *root = vigie_study_root(survey);
    if (root == survey)
        return true;
    g_autoptr(GPtrArray) strata = items_of_root(root, survey->strata);
    g_autoptr(GPtrArray) cluster = items_of_root(root, root->cluster);
    g_autoptr(VigieFrame) frame = read_root(study, root, strata, cluster, error);
    gsize n = 0;
    g_autofree gint64 *record =
        frame != NULL ? vigie_store_records(study->store, root->name, &n, error) : NULL;
    if (record == NULL)
        return false;
    g_autoptr(GHashTable) waves = waves_of(part->frame);
    const VigieColumn *year = vigie_frame_column(frame, "year");
    const VigieColumn *wave = vigie_frame_column(frame, "wave");
    for (gsize i = 0; i < MIN(n, frame->n); i++) {
        g_autofree char *of = wave_of(year, wave, i);
        if (g_hash_table_contains(waves, of))
            found_row(frame, strata, cluster, record[i], i, found, user);
    }
    return true;
}

/* Weights ----------------------------------------------------------------------------------- */

static int
compare_numbers(const void *a, const void *b)
{
    gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
    return (x > y) - (x < y);
}

bool
vigie_study_root_weights(VigieStudy *study, VigieStudyPart *part, GError **error)
{
    const char *root = vigie_study_root(part->survey)->name;
    const VigieColumn *link =
        vigie_frame_column(part->frame, vigie_study_root_link(part->survey));
    gsize n = 0;
    g_autofree gint64 *record = vigie_store_records(study->store, root, &n, error);
    if (record == NULL)
        return false;
    g_autofree double *g = g_new(double, n + 1);
    g_autofree guint32 *of = g_new(guint32, n + 1);
    if (!vigie_store_weights(study->store, root, part->calibrations, n, g, of, error))
        return false;
    for (gsize i = 0; i < part->frame->n; i++) {
        gint64 number = (gint64)link->value[i];
        const gint64 *at = bsearch(&number, record, n, sizeof number, compare_numbers);
        part->g[i] = at != NULL ? g[at - record] : (double)NAN;
        part->calibration[i] = at != NULL ? of[at - record] : G_MAXUINT32;
    }
    return true;
}
