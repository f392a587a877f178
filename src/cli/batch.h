/* batch.h - what log, undo and status share: the batches of the store, and one found by its number. */
#ifndef VIGIE_CLI_BATCH_H
#define VIGIE_CLI_BATCH_H

#include "command.h"
#include <vigie/store.h>

/* All batches, element VigieBatchRow; (transfer full). */
GPtrArray *vigie_batches_read(const VigieObservatory *observatory, GError **error);
/* The batch that the user names by number; borrowed from batches. */
const VigieBatchRow *vigie_batch_find(const GPtrArray *batches, const char *said,
                                      GError **error);
/* "2016-2025", "2024", "" ; (transfer full). */
char *vigie_batch_years(int first, int last);

#endif
