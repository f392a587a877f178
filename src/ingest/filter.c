/* filter.c - choice_filter: an answer that was not offered to this respondent */
#include "reading.h"
#include <string.h>

/* What the filter reads was not asked, or is invalid and has its finding: then it says nothing. */
static bool
is_known(const Reading *r, const VigieItem *item)
{
    guint n = 0;
    const guint *reads = vigie_expression_items(item->filter, &n);
    for (guint i = 0; i < n; i++) {
        if (reads[i] >= r->source->codebook->items->len)
            continue;
        VigieMissing why = (VigieMissing)r->columns[reads[i]]->why[r->record];
        if (why == VIGIE_NOT_ASKED || why == VIGIE_INVALID || !r->plan->asked[reads[i]])
            return false;
    }
    return true;
}

/* A name may stand in the list more than once, for several places in a cascade. */
static bool
is_offered(const Reading *r, const VigieItem *item, const char *name)
{
    for (guint i = 0; i < item->list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(item->list, i);
        if (strcmp(choice->name, name) != 0)
            continue;
        vigie_evaluator_set_choice(r->evaluator, choice);
        if (vigie_expression_truth(item->filter, r->evaluator))
            return true;
    }
    return false;
}

/* What the filter reads, as "region = sud, year = 2024"; (transfer full). */
static char *
circumstances(const Reading *r, const VigieItem *item)
{
    GString *out = g_string_new(NULL);
    guint n = 0;
    const guint *reads = vigie_expression_items(item->filter, &n);
    for (guint i = 0; i < n; i++) {
        char buffer[VIGIE_NUMBER_SIZE];
        if (reads[i] >= r->source->codebook->items->len)
            continue;
        const VigieColumn *column = r->columns[reads[i]];
        const VigieItem *other = r->source->codebook->items->pdata[reads[i]];
        const char *text = column->why[r->record] == VIGIE_PRESENT
                               ? vigie_column_text(column, r->record, buffer)
                               : "";
        g_autofree char *quote = vigie_reading_quote(text, strlen(text));
        g_string_append_printf(out, "%s%s = '%s'", out->len > 0 ? ", " : "", other->name,
                               quote);
    }
    return g_string_free(out, FALSE);
}

static bool
reject(Reading *r, const VigieItem *item, const char *name, GError **error)
{
    g_autofree char *quote = vigie_reading_quote(name, strlen(name));
    g_autofree char *where = circumstances(r, item);
    vigie_column_set_missing(r->columns[item->index], r->record, VIGIE_INVALID);
    return vigie_reading_reject(r, "not_offered", vigie_reading_field(r, item), error,
                                _("%s: '%s' is not offered here (choice_filter %s; %s)"),
                                item->name, quote, vigie_expression_text(item->filter), where);
}

bool
vigie_record_filter(Reading *r, const VigieItem *item, GError **error)
{
    VigieColumn *column = r->columns[item->index];
    char buffer[VIGIE_NUMBER_SIZE];
    if (column->why[r->record] != VIGIE_PRESENT || !is_known(r, item))
        return true;
    const char *answer = vigie_column_text(column, r->record, buffer);
    g_auto(GStrv) names =
        g_strsplit(answer, item->kind == VIGIE_VALUE_CHOICES ? " " : "\n", -1);
    for (guint i = 0; names[i] != NULL; i++)
        if (*names[i] != '\0' && !is_offered(r, item, names[i]))
            return reject(r, item, names[i], error);
    return true;
}
