/* export.c - what is asked for, read from the store and written in its format */
#include "export.h"
#include <string.h>
#include <vigie/frame-identifier.h>

G_DEFINE_QUARK(vigie_export_error, vigie_export_error)

const char *const *
vigie_export_formats(void)
{
    static const char *const names[] = {"csv", "sav", "dta", "ddi", NULL};
    return names;
}

static void
out_clear(VigieOut *out)
{
    g_clear_pointer(&out->items, g_ptr_array_unref);
    g_clear_pointer(&out->variables, g_ptr_array_unref);
    g_clear_pointer(&out->frame, vigie_frame_free);
    g_clear_pointer(&out->mask, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieOut, out_clear)

static bool
find_table(VigieOut *out, const VigieObservatory *observatory, GError **error)
{
    const char *name = out->question->table;
    for (guint i = 0; i < observatory->datasets->len; i++) {
        const VigieDataset *dataset = observatory->datasets->pdata[i];
        if (strcmp(dataset->name, name) == 0) {
            out->codebook = dataset->codebook;
            out->title = dataset->title;
            return true;
        }
    }
    out->survey = vigie_observatory_survey(observatory, name, error);
    if (out->survey == NULL)
        return false;
    out->codebook = out->survey->codebook;
    out->title = out->survey->title;
    return true;
}

/* Which items go ----------------------------------------------------------------------------- */

/* Texts that tell strata and clusters go as numbers: without them no sampling error can be had. */
static bool
is_design(const VigieOut *out, const VigieItem *item)
{
    return out->survey != NULL &&
           (g_strv_contains((const char *const *)out->survey->strata, item->name) ||
            g_strv_contains((const char *const *)out->survey->cluster, item->name));
}

static bool
may_leave(const VigieOut *out, const VigieItem *item)
{
    if (out->survey != NULL && vigie_item_identifies(item) != VIGIE_IDENTIFIER_NO)
        return false;
    return item->kind != VIGIE_VALUE_TEXT || is_design(out, item);
}

static bool
choose_item(VigieOut *out, const VigieItem *item, GString *left)
{
    if (may_leave(out, item))
        g_ptr_array_add(out->items, (gpointer)item);
    else
        g_string_append_printf(left, "%s%s", left->len > 0 ? ", " : "", item->name);
    return true;
}

static bool
choose_named(VigieOut *out, const char *name, GString *left, GError **error)
{
    const VigieItem *item = vigie_codebook_find(out->codebook, name);
    if (item != NULL)
        return choose_item(out, item, left);
    g_autofree const char **names = vigie_codebook_names(out->codebook);
    const char *nearest = vigie_nearest(name, names);
    if (nearest != NULL)
        g_set_error(error, VIGIE_EXPORT_ERROR, VIGIE_EXPORT_ERROR_ITEM,
                    _("%s has no item '%s'; the nearest is '%s'"), out->question->table, name,
                    nearest);
    else
        g_set_error(error, VIGIE_EXPORT_ERROR, VIGIE_EXPORT_ERROR_ITEM,
                    _("%s has no item '%s'"), out->question->table, name);
    return false;
}

static bool
choose_items(VigieOut *out, GError **error)
{
    const char *const *said = out->question->items;
    const GPtrArray *all = out->codebook->items;
    g_autoptr(GString) left = g_string_new(NULL);
    out->items = g_ptr_array_new();
    for (guint i = 0; said != NULL && said[i] != NULL; i++)
        if (!choose_named(out, said[i], left, error))
            return false;
    for (guint i = 0; said == NULL && i < all->len; i++)
        choose_item(out, all->pdata[i], left);
    if (out->items->len == 0) {
        g_set_error(error, VIGIE_EXPORT_ERROR, VIGIE_EXPORT_ERROR_ITEM,
                    _("no item of %s may be exported: %s hold free text or identify persons"),
                    out->question->table, left->str);
        return false;
    }
    if (left->len > 0)
        vigie_findings_add(out->notes, VIGIE_NOTE, "export_left_out", NULL,
                           _("left out, as free text or identifiers of persons: %s"),
                           left->str);
    return true;
}

/* The records -------------------------------------------------------------------------------- */

static void
need(GPtrArray *names, const char *name)
{
    if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
        g_ptr_array_add(names, (gpointer)name);
}

static GPtrArray *
columns_needed(const VigieOut *out, const VigieExpression *where)
{
    GPtrArray *names = g_ptr_array_new();
    guint n = 0;
    const guint *items = where != NULL ? vigie_expression_items(where, &n) : NULL;
    need(names, "year");
    need(names, "wave");
    for (guint i = 0; i < out->items->len; i++)
        need(names, ((const VigieItem *)out->items->pdata[i])->name);
    for (guint i = 0; i < n; i++)
        if (items[i] != VIGIE_ITEM_YEAR && items[i] != VIGIE_ITEM_WAVE)
            need(names, ((const VigieItem *)out->codebook->items->pdata[items[i]])->name);
    if (out->codebook->date != NULL)
        need(names, out->codebook->date->name);
    g_ptr_array_add(names, NULL);
    return names;
}

static bool
read_records(VigieOut *out, VigieStore *store, GError **error)
{
    VigiePlace place = {.file = "--where"};
    g_autoptr(VigieExpression) where = NULL;
    if (out->question->where != NULL) {
        where = vigie_expression_new(out->codebook, out->question->where, &place, error);
        if (where == NULL)
            return false;
    }
    g_autoptr(GPtrArray) names = columns_needed(out, where);
    out->frame = vigie_store_read(store, out->question->table, out->codebook,
                                  (const char *const *)names->pdata, error);
    if (out->frame == NULL)
        return false;
    out->mask = g_malloc(MAX(out->frame->n, 1));
    memset(out->mask, 1, MAX(out->frame->n, 1));
    if (where != NULL)
        vigie_frame_where(out->frame, where, out->mask);
    for (gsize i = 0; i < out->frame->n; i++)
        out->n += out->mask[i];
    return true;
}

static GBytes *
text_bytes(char *text)
{
    return g_bytes_new_take(text, strlen(text));
}

GBytes *
vigie_export(const VigieObservatory *observatory, VigieStore *store,
             const VigieExportQuestion *question, VigieFindings *notes,
             const VigieProgress *progress, char **syntax, GError **error)
{
    g_auto(VigieOut) out = {.question = question, .notes = notes, .progress = progress};
    if (!find_table(&out, observatory, error) || !choose_items(&out, error) ||
        !read_records(&out, store, error))
        return NULL;
    vigie_out_plan(&out);
    if (syntax != NULL)
        *syntax = question->format == VIGIE_EXPORT_SAV ? vigie_out_syntax(&out) : NULL;
    if (question->format == VIGIE_EXPORT_CSV)
        return text_bytes(vigie_out_csv(&out));
    if (question->format == VIGIE_EXPORT_DDI)
        return text_bytes(vigie_out_ddi(&out, observatory));
    return vigie_out_labelled(&out, error);
}
