/* quality.c - a quality from its first file to its last */
#include "quality.h"
#include <string.h>

static void
group_free(void *user)
{
    VigieFindingGroup *group = user;
    g_free(group->text);
    g_free(group);
}

static void
file_free(void *user)
{
    File *file = user;
    g_free(file->source);
    g_free(file->name);
    g_ptr_array_unref(file->groups);
    g_ptr_array_unref(file->waves);
    g_free(file);
}

VigieQuality *
vigie_quality_new(const VigieSurvey *survey)
{
    VigieQuality *q = g_new0(VigieQuality, 1);
    q->survey = survey;
    vigie_quality_find_questions(q);
    q->ids = vigie_seen_new();
    q->answers = vigie_seen_new();
    q->waves = g_ptr_array_new_with_free_func(vigie_quality_wave_free);
    q->shown = g_ptr_array_new();
    q->files = g_ptr_array_new_with_free_func(file_free);
    q->lasting = g_array_new(FALSE, FALSE, sizeof(Lasting));
    return q;
}

void
vigie_quality_free(VigieQuality *q)
{
    if (q == NULL)
        return;
    vigie_quality_drop_questions(q);
    vigie_seen_free(q->ids);
    vigie_seen_free(q->answers);
    g_ptr_array_unref(q->waves);
    g_ptr_array_unref(q->shown);
    g_ptr_array_unref(q->files);
    g_array_unref(q->lasting);
    g_clear_pointer(&q->rows, g_ptr_array_unref);
    g_free(q);
}

void
vigie_quality_begin(VigieQuality *q, const VigieQualityFile *file)
{
    File *entry = g_new0(File, 1);
    entry->source = g_strdup(file->source);
    entry->name = g_strdup(file->file);
    entry->groups = g_ptr_array_new_with_free_func(group_free);
    entry->waves = g_ptr_array_new();
    g_ptr_array_add(q->files, entry);
    q->file = file;
}

static int
compare_groups(gconstpointer a, gconstpointer b)
{
    const VigieFindingGroup *x = *(const VigieFindingGroup *const *)a,
                            *y = *(const VigieFindingGroup *const *)b;
    int order = strcmp(x->code, y->code);
    order = order != 0 ? order : strcmp(x->item, y->item);
    return order != 0 ? order : (x->field > y->field) - (x->field < y->field);
}

void
vigie_quality_end(VigieQuality *q, guint64 n_rows, guint64 n_accepted, guint64 n_refused,
                  const VigieFindingGroup *const *groups, guint n_groups)
{
    File *file = q->files->pdata[q->files->len - 1];
    file->n_rows = n_rows;
    file->n_accepted = n_accepted;
    file->n_refused = n_refused;
    for (guint i = 0; i < n_groups; i++) {
        VigieFindingGroup *group = g_memdup2(groups[i], sizeof *groups[i]);
        group->code = g_intern_string(group->code);
        group->item = g_intern_string(group->item);
        group->text = g_strdup(group->text);
        g_ptr_array_add(file->groups, group);
    }
    g_ptr_array_sort(file->groups, compare_groups);
    q->file = NULL;
}

/* Finished ------------------------------------------------------------------------------------- */

static int
compare_waves(gconstpointer a, gconstpointer b)
{
    const VigieQualityWave *x = &(*(const Wave *const *)a)->shown,
                           *y = &(*(const Wave *const *)b)->shown;
    return x->year != y->year ? (x->year > y->year) - (x->year < y->year)
                              : strcmp(x->wave, y->wave);
}

static void
sum_questions(const VigieQuality *q, Wave *wave)
{
    VigieQualityWave *shown = &wave->shown;
    for (guint k = 0; k < q->questions->len; k++) {
        for (guint why = 0; why < VIGIE_N_MISSING; why++) {
            shown->no_answer[why] += wave->no_answer[k][why];
            shown->non_response.base += why == VIGIE_NOT_ASKED ? 0 : wave->no_answer[k][why];
        }
        VigieQualityPlace *first = &wave->first_gap[k];
        if (first->file != NULL && shown->non_response.first.file == NULL)
            shown->non_response.first = *first;
    }
    shown->non_response.n = shown->no_answer[VIGIE_BLANK] + shown->no_answer[VIGIE_REFUSED] +
                            shown->no_answer[VIGIE_INVALID];
}

static void
share_refused(const VigieQuality *q)
{
    for (guint f = 0; f < q->files->len; f++) {
        const File *file = q->files->pdata[f];
        if (file->waves->len == 1)
            ((Wave *)file->waves->pdata[0])->shown.n_refused += file->n_refused;
    }
}

static bool
wave_has_findings(const VigieQualityWave *wave)
{
    return wave->same_id.n + wave->same_id_elsewhere.n + wave->same_answers.n +
                   wave->same_answers_elsewhere.n + wave->negative.n + wave->too_long.n +
                   wave->outside.n >
               0 ||
           wave->n_flagged > 0;
}

static bool
file_has_findings(const File *file)
{
    for (guint i = 0; i < file->groups->len; i++) {
        const VigieFindingGroup *group = file->groups->pdata[i];
        if (group->level == VIGIE_FINDING || vigie_quality_doubts(group->code))
            return true;
    }
    return file->n_refused > 0;
}

void
vigie_quality_finish(VigieQuality *q)
{
    vigie_quality_compare_units(q);
    share_refused(q);
    g_ptr_array_sort(q->waves, compare_waves);
    for (guint w = 0; w < q->waves->len; w++) {
        Wave *wave = q->waves->pdata[w];
        sum_questions(q, wave);
        g_ptr_array_add(q->shown, &wave->shown);
        q->findings = q->findings || wave_has_findings(&wave->shown);
    }
    for (guint f = 0; f < q->files->len; f++)
        q->findings = q->findings || file_has_findings(q->files->pdata[f]);
    vigie_quality_write_rows(q);
}

const VigieSurvey *
vigie_quality_survey(const VigieQuality *q)
{
    return q->survey;
}

const GPtrArray *
vigie_quality_waves(const VigieQuality *q)
{
    return q->shown;
}

const GPtrArray *
vigie_quality_rows(const VigieQuality *q)
{
    return q->rows;
}

guint64
vigie_quality_n_refused(const VigieQuality *q)
{
    guint64 n = 0;
    for (guint f = 0; f < q->files->len; f++) {
        const File *file = q->files->pdata[f];
        n += file->waves->len == 1 ? 0 : file->n_refused;
    }
    return n;
}

bool
vigie_quality_has_findings(const VigieQuality *q)
{
    return q->findings;
}
