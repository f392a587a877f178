/* batch.c - see batch.h */
#include "batch.h"

GPtrArray *
vigie_batches_read(const VigieObservatory *observatory, GError **error)
{
    g_autoptr(VigieStore) store =
        vigie_store_open(observatory->database, VIGIE_STORE_READ, error);
    return store != NULL ? vigie_store_batches(store, error) : NULL;
}

const VigieBatchRow *
vigie_batch_find(const GPtrArray *batches, const char *said, GError **error)
{
    guint64 id = 0;
    bool number = g_ascii_string_to_unsigned(said, 10, 1, G_MAXINT64, &id, NULL);
    for (guint i = 0; number && i < batches->len; i++) {
        const VigieBatchRow *batch = batches->pdata[i];
        if (batch->id == (gint64)id)
            return batch;
    }
    if (number)
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("there is no batch %s; vigie log lists them"), said);
    else
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("'%s' is no number of a batch, such as 12; vigie log lists them"), said);
    return NULL;
}

char *
vigie_batch_years(int first, int last)
{
    if (first == 0)
        return g_strdup("");
    return first == last ? g_strdup_printf("%d", first) : g_strdup_printf("%d-%d", first, last);
}
