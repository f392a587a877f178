/* stored.c - the quality of what the store holds of a survey */
#include "quality.h"
#include <string.h>
#include <vigie/frame-identifier.h>
#include <vigie/store-walk.h>

typedef struct {
    VigieQuality *quality;
    const VigieBatchRow *batch; /* of the chunk before */
    VigieQualityFile file;
} Road;

static bool
take(void *user, const VigieStoredPart *part, const VigieFrame *chunk, GError **error)
{
    (void)error;
    Road *road = user;
    VigieQuality *q = road->quality;
    if (road->batch != part->batch) {
        const VigieBatchRow *batch = road->batch = part->batch;
        road->file = (VigieQualityFile){
            .source = batch->source, .file = batch->file, .scales = part->scales};
        vigie_quality_begin(q, &road->file);
        vigie_quality_end(q, batch->n_rows, batch->n_accepted, batch->n_refused,
                          (const VigieFindingGroup *const *)part->groups->pdata,
                          part->groups->len);
    }
    q->file = &road->file;
    vigie_quality_add(q, chunk);
    q->file = NULL;
    return true;
}

/* The columns that a quality looks at; (transfer container). */
static const char **
columns_of(const VigieQuality *q)
{
    GPtrArray *names = g_ptr_array_new();
    const VigieItem *singles[] = {q->id, q->day, q->start, q->end, q->duration};
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    for (guint k = 0; k < q->questions->len; k++)
        g_hash_table_add(known, (gpointer)g_array_index(q->questions, Question, k).item);
    for (guint i = 0; i < G_N_ELEMENTS(singles); i++)
        if (singles[i] != NULL)
            g_hash_table_add(known, (gpointer)singles[i]);
    for (guint r = 0; r < N_ROLES; r++)
        for (guint i = 0; i < q->role_items[r]->len; i++)
            g_hash_table_add(known, q->role_items[r]->pdata[i]);
    const GPtrArray *items = q->survey->codebook->items;
    for (guint i = 0; i < items->len; i++)
        if (g_hash_table_contains(known, items->pdata[i]))
            g_ptr_array_add(names, ((const VigieItem *)items->pdata[i])->name);
    g_ptr_array_add(names, (gpointer) "year");
    g_ptr_array_add(names, (gpointer) "wave");
    g_ptr_array_add(names, NULL);
    return (const char **)g_ptr_array_free(names, FALSE);
}

VigieQuality *
vigie_quality_read(const VigieSurvey *survey, VigieStore *store, const VigieProgress *progress,
                   GError **error)
{
    g_autoptr(VigieQuality) quality = vigie_quality_new(survey);
    Road road = {.quality = quality};
    g_autofree const char **columns = columns_of(quality);
    if (!vigie_store_walk(store, survey->name, survey->codebook, columns, take, &road, progress,
                          error))
        return NULL;
    vigie_quality_finish(quality);
    return g_steal_pointer(&quality);
}
