/* children.c - the records of a repeat: their PSUs are those of the survey that it is a repeat of, also where no record
 * of it has a child, and so are their calibrated weights
 *
 * A PSU without a child adds nothing to a total and counts among the PSUs of its stratum, as in R's svydesign() on all
 * parents merged with their children, of which the children are a domain. */
#include "children.h"
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

/* What is read of the root to label its PSUs. */
typedef struct {
    const VigieFrame *frame;
    GPtrArray *strata, *cluster; /* char*, NULL-terminated: items of the root */
    const VigieColumn *unit;     /* of the second stage; NULL = the record itself */
} Labels;

/* Those of the names that the root has, NULL-terminated: the link to its record is none. */
static GPtrArray *
items_of_root(const VigieSurvey *root, const char *const *names)
{
    GPtrArray *items = g_ptr_array_new();
    for (; *names != NULL; names++)
        if (strcmp(*names, "year") == 0 || strcmp(*names, "wave") == 0 ||
            vigie_codebook_find(root->codebook, *names) != NULL)
            g_ptr_array_add(items, (gpointer)*names);
    g_ptr_array_add(items, NULL);
    return items;
}

static void
add_names(GPtrArray *names, const char *const *list)
{
    for (; *list != NULL; list++)
        if (!g_ptr_array_find_with_equal_func(names, *list, g_str_equal, NULL))
            g_ptr_array_add(names, (gpointer)*list);
}

static VigieFrame *
read_root(VigieStudy *study, const VigieSurvey *root, GError **error)
{
    static const char *const time[] = {"year", "wave", NULL};
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    add_names(names, time);
    add_names(names, (const char *const *)root->strata);
    add_names(names, (const char *const *)root->cluster);
    g_ptr_array_add(names, NULL);
    return vigie_store_read(study->store, root->name, root->codebook,
                            (const char *const *)names->pdata, error);
}

static void
found_row(const Labels *of, gint64 record, gsize i, VigieParentFound found, void *user)
{
    VigiePsuLabels labels;
    char number[VIGIE_NUMBER_SIZE], buffer[VIGIE_NUMBER_SIZE];
    vigie_number_print((double)record, number);
    vigie_psu_labels_init(&labels, of->frame, (const char *const *)of->strata->pdata,
                          (const char *const *)of->cluster->pdata, i);
    if (of->cluster->len == 1) {
        g_free(labels.cluster);
        g_free(labels.site);
        labels.cluster = g_strdup(number);
        labels.site = g_strdup(number);
    }
    found(user, &labels, of->unit != NULL ? vigie_column_text(of->unit, i, buffer) : number);
    vigie_psu_labels_release(&labels);
}

static void
find_rows(const VigieStudyPart *part, const Labels *of, const gint64 *record,
          VigieParentFound found, void *user)
{
    g_autoptr(GHashTable) waves = waves_of(part->frame);
    const VigieColumn *year = vigie_frame_column(of->frame, "year");
    const VigieColumn *wave = vigie_frame_column(of->frame, "wave");
    for (gsize i = 0; i < of->frame->n; i++) {
        g_autofree char *key = wave_of(year, wave, i);
        if (g_hash_table_contains(waves, key))
            found_row(of, record[i], i, found, user);
    }
}

bool
vigie_study_childless(VigieStudy *study, const VigieStudyPart *part, const char *const *cluster,
                      VigieParentFound found, void *user, GError **error)
{
    const VigieSurvey *survey = part->survey, *root = vigie_study_root(survey);
    if (root == survey)
        return true;
    g_autoptr(VigieFrame) frame = read_root(study, root, error);
    gsize n = 0;
    g_autofree gint64 *record =
        frame != NULL ? vigie_store_records(study->store, root->name, &n, error) : NULL;
    if (record == NULL)
        return false;
    if (n != frame->n) {
        g_set_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BUSY,
                    _("survey '%s' was loaded anew meanwhile: ask again"), root->name);
        return false;
    }
    g_autoptr(GPtrArray) strata = items_of_root(root, (const char *const *)survey->strata);
    g_autoptr(GPtrArray) psu = items_of_root(root, cluster);
    guint last = g_strv_length(survey->cluster);
    Labels of = {frame, strata, psu, vigie_frame_column(frame, survey->cluster[last - 1])};
    find_rows(part, &of, record, found, user);
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
