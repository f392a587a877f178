/* store-walk.h - all records of a survey or dataset, batch by batch, in memory that does not grow with them.
 * vigie_store_walk() hands over chunks of records with what is known of the file that they came from. */
#ifndef VIGIE_STORE_WALK_H
#define VIGIE_STORE_WALK_H

#include <vigie/store.h>

G_BEGIN_DECLS

/* Where a chunk is from. */
typedef struct {
    const VigieBatchRow *batch;
    GHashTable
        *scales; /* item -> its scale in that file (vigie_item_scale); items that it had */
    GPtrArray *groups; /* VigieFindingGroup*: how many findings of each kind */
} VigieStoredPart;

/* Takes a chunk, which is reused after it returns. */
typedef bool (*VigieStoredSink)(void *user, const VigieStoredPart *part,
                                const VigieFrame *chunk, GError **error);

/* Batches by source and file, records by line; each batch gives one chunk at least, of no record where it has none.  As vigie_store_read(),
 * but a choice that the codebook's list lacks is PRESENT, with a value beyond the list that is its own.
 * progress may be NULL. */
bool vigie_store_walk(VigieStore *store, const char *table, const VigieCodebook *codebook,
                      const char *const *items, VigieStoredSink take, void *user,
                      const VigieProgress *progress, GError **error);

G_END_DECLS

#endif
