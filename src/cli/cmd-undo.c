/* cmd-undo.c - vigie undo: takes a batch back */
#include "batch.h"
#include "free-text.h"
#include <inttypes.h>
#include <stdio.h>

static bool
undo(const VigieObservatory *observatory, const VigieBatchRow *batch, guint *n_children,
     GError **error)
{
    g_autoptr(VigieStore) store =
        vigie_store_open(observatory->database, VIGIE_STORE_WRITE, error);
    if (store == NULL || !vigie_store_undo(store, batch->id, error))
        return false;
    *n_children = vigie_store_n_dropped(store);
    return !batch->survey ||
           vigie_free_text_write(NULL, observatory, store, batch->table, error);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(call->dir, call->database, error);
    if (observatory == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(GPtrArray) batches = vigie_batches_read(observatory, error);
    const VigieBatchRow *batch =
        batches != NULL ? vigie_batch_find(batches, call->arguments[0], error) : NULL;
    guint n_children = 0;
    if (batch == NULL || !undo(observatory, batch, &n_children, error))
        return VIGIE_EXIT_NOT_DONE;
    printf(P_("batch %" PRId64 " of %s taken back: %s, %" PRIu64 " record\n",
              "batch %" PRId64 " of %s taken back: %s, %" PRIu64 " records\n",
              batch->n_records),
           batch->id, batch->table, batch->file, batch->n_records);
    if (n_children > 0)
        printf(P_("with it %u batch of a repeat that belongs to its records\n",
                  "with it %u batches of repeats that belong to its records\n", n_children),
               n_children);
    printf(_("vigie load brings it in again while source %s names the file\n"), batch->source);
    return VIGIE_EXIT_DONE;
}

static const char *const notes[] = {N_("A batch is what one file brought in; vigie log lists "
                                       "them with their numbers.  A number "
                                       "is never given twice."),
                                    NULL};

static const char *const examples[] = {"vigie undo 12", NULL};

const VigieCommand vigie_command_undo = {
    .name = "undo",
    .arguments = N_("BATCH"),
    .summary = N_("Takes back what one file brought in."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .run = run,
};
