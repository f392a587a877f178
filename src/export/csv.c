/* csv.c - the records as CSV: names of choices, ISO dates, the word for no answer */
#include "export.h"

static const char *
cell(const VigieOutVariable *variable, gsize i, char buffer[VIGIE_NUMBER_SIZE])
{
    VigieMissing why = VIGIE_PRESENT;
    double value = vigie_out_value(variable, i, &why);
    if (why != VIGIE_PRESENT)
        return why == VIGIE_BLANK ? "" : vigie_missing_name(why);
    bool named = variable->kind == VIGIE_OUT_DATE ||
                 (variable->kind == VIGIE_OUT_CODE && variable->code_label != NULL);
    return named ? vigie_column_text(variable->column, i, buffer)
                 : vigie_number_print(value, buffer);
}

char *
vigie_out_csv(const VigieOut *out)
{
    const GPtrArray *variables = out->variables;
    GString *csv = g_string_new(NULL);
    char buffer[VIGIE_NUMBER_SIZE];
    for (guint k = 0; k < variables->len; k++) {
        vigie_text_append_csv(csv, ((VigieOutVariable *)variables->pdata[k])->name, ',');
        g_string_append_c(csv, k + 1 < variables->len ? ',' : '\n');
    }
    for (gsize i = 0; i < out->frame->n; i++) {
        for (guint k = 0; out->mask[i] && k < variables->len; k++) {
            vigie_text_append_csv(csv, cell(variables->pdata[k], i, buffer), ',');
            g_string_append_c(csv, k + 1 < variables->len ? ',' : '\n');
        }
        if (i % 10000 == 0)
            vigie_progress(out->progress, _("writing"), i, out->frame->n);
    }
    return g_string_free(csv, FALSE);
}
