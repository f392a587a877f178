/* questionnaire.c - an XLSForm becomes a codebook */
#include "questionnaire.h"
#include "extend.h"
#include <string.h>
#include <vigie/codebook-expression.h>

bool
vigie_builder_fail(const VigieBuilder *builder, VigieCodebookError code,
                   const VigieFormRow *row, guint field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    return vigie_xlsform_fail(builder->mistakes, code, row->table, row, field, "%s", what);
}

VigiePlace
vigie_builder_place(const VigieFormRow *row, guint field)
{
    return (VigiePlace){row->table->file, row->line, field};
}

const char *
vigie_builder_file(const VigieBuilder *builder, const VigieFormRow *row)
{
    GPtrArray *files = builder->codebook->files;
    guint at = 0;
    if (!g_ptr_array_find_with_equal_func(files, row->table->file, g_str_equal, &at)) {
        at = files->len;
        g_ptr_array_add(files, g_strdup(row->table->file));
    }
    return g_ptr_array_index(files, at);
}

bool
vigie_builder_truth(const char *cell, bool *truth)
{
    static const char *const yes[] = {"yes", "true", "true()", "1", "oui", "vrai"};
    static const char *const no[] = {"", "no", "false", "false()", "0", "non", "faux"};
    for (guint i = 0; i < G_N_ELEMENTS(yes); i++)
        if (g_ascii_strcasecmp(cell, yes[i]) == 0) {
            *truth = true;
            return true;
        }
    for (guint i = 0; i < G_N_ELEMENTS(no); i++)
        if (g_ascii_strcasecmp(cell, no[i]) == 0) {
            *truth = false;
            return true;
        }
    return false;
}

/* --- languages ------------------------------------------------------------------------------ */

const char *
vigie_builder_label_cell(const VigieFormRow *row, const char *language)
{
    const GArray *columns = row->table->columns;
    for (guint i = 0; i < columns->len; i++)
        if (g_strcmp0(g_array_index(columns, VigieFormColumn, i).language, language) == 0)
            return row->cells[i];
    return "";
}

char **
vigie_builder_labels(const VigieBuilder *builder, const VigieFormRow *row)
{
    guint n = builder->codebook->n_languages;
    char **labels = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        labels[i] = g_strdup(vigie_builder_label_cell(row, builder->codebook->languages[i]));
    return labels;
}

/* --- settings ------------------------------------------------------------------------------- */

/* What the form says, else what the form that it extends says. */
static const char *
setting(const VigieBuilder *builder, VigieColumnName name)
{
    const GPtrArray *rows = builder->rows[VIGIE_SETTINGS];
    const char *cell = "";
    for (guint i = 0; i < rows->len && *cell == '\0'; i++)
        cell = vigie_xlsform_cell(g_ptr_array_index(rows, i), name, NULL);
    return cell;
}

static void
read_settings(VigieBuilder *builder)
{
    VigieCodebook *codebook = builder->codebook;
    codebook->form_title = g_strdup(setting(builder, VIGIE_COLUMN_FORM_TITLE));
    codebook->form_id = g_strdup(setting(builder, VIGIE_COLUMN_FORM_ID));
    codebook->version = g_strdup(setting(builder, VIGIE_COLUMN_VERSION));
}

/* --- the record's date ---------------------------------------------------------------------- */

static bool
dates_record(const VigieItem *item, const char *type)
{
    if (type == NULL)
        return item->kind == VIGIE_VALUE_DATE && vigie_item_has_role(item, "date");
    return strcmp(item->type, type) == 0;
}

const VigieItem *
vigie_builder_date(const VigieCodebook *codebook)
{
    static const char *const types[] = {NULL, "date", "today", "start", "end", "dateTime"};
    for (guint t = 0; t < G_N_ELEMENTS(types); t++)
        for (guint i = 0; i < codebook->items->len; i++) {
            const VigieItem *item = g_ptr_array_index(codebook->items, i);
            if (dates_record(item, types[t]))
                return item;
        }
    return NULL;
}

/* --- items that others need ------------------------------------------------------------------ */

static void
mark_item(const VigieCodebook *codebook, VigieItem *item)
{
    item->used = true;
    if (item->origin == VIGIE_ITEM_INHERITED && codebook->parent != NULL)
        mark_item(codebook->parent,
                  (VigieItem *)vigie_codebook_find(codebook->parent, item->name));
}

static void
mark_items(const VigieCodebook *codebook, const VigieExpression *expression)
{
    guint n = 0;
    const guint *items = expression != NULL ? vigie_expression_items(expression, &n) : NULL;
    for (guint k = 0; k < n; k++)
        if (items[k] < codebook->items->len)
            mark_item(codebook, g_ptr_array_index(codebook->items, items[k]));
}

static void
mark_used(const VigieCodebook *codebook)
{
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        mark_items(codebook, item->relevant);
        mark_items(codebook, item->calculation);
        mark_items(codebook, item->filter);
    }
    for (guint i = 0; i < codebook->repeats->len; i++)
        mark_used(((const VigieRepeat *)g_ptr_array_index(codebook->repeats, i))->codebook);
}

/* --- the whole ------------------------------------------------------------------------------ */

static void
build(VigieCodebook *codebook, const VigieForm *form, GString *hashes, GPtrArray *mistakes)
{
    g_autoptr(GHashTable) lost = g_hash_table_new(g_str_hash, g_str_equal);
    VigieBuilder builder = {.form = form, .lost = lost, .hashes = hashes, .mistakes = mistakes};
    vigie_builder_init(&builder, codebook);
    for (guint i = 0; i < VIGIE_N_SHEETS; i++)
        builder.rows[i] = vigie_extend_rows(form, (VigieFormSheet)i, mistakes);
    read_settings(&builder);
    bool spelt = vigie_builder_read_languages(&builder);
    vigie_builder_read_choices(&builder);
    vigie_builder_read_items(&builder);
    if (spelt) /* else labels are missing for that */
        vigie_builder_check_labels(&builder);
    codebook->date = vigie_builder_date(codebook);
    vigie_builder_compile(&builder);
    vigie_builder_compile_repeats(&builder);
    mark_used(codebook);
    vigie_builder_clear(&builder);
    for (guint i = 0; i < VIGIE_N_SHEETS; i++)
        g_ptr_array_unref(builder.rows[i]);
}

static void
group_free(gpointer pointer)
{
    VigieGroup *group = pointer;
    g_free(group->path);
    g_strfreev(group->labels);
    g_free(group);
}

/* Of one file its own, of several that of their hashes. */
static char *
hash_of(const GString *hashes)
{
    const gsize one = 64;
    return hashes->len == one
               ? g_strdup(hashes->str)
               : g_compute_checksum_for_string(G_CHECKSUM_SHA256, hashes->str, -1);
}

static void
set_hash(VigieCodebook *codebook, const char *hash)
{
    codebook->sha256 = g_strdup(hash);
    for (guint i = 0; i < codebook->repeats->len; i++)
        set_hash(((const VigieRepeat *)g_ptr_array_index(codebook->repeats, i))->codebook,
                 hash);
}

static VigieCodebook *
read_codebook(const char *path, const char *name, const char *bytes, gsize length,
              GPtrArray *mistakes)
{
    g_autoptr(GString) hashes = g_string_new(NULL);
    g_autoptr(VigieForm) form = vigie_extend_read(path, name, bytes, length, hashes, mistakes);
    if (form == NULL)
        return NULL;
    g_autoptr(VigieCodebook) codebook = g_new0(VigieCodebook, 1);
    codebook->path = g_strdup(name);
    codebook->groups = g_ptr_array_new_with_free_func(group_free);
    codebook->files = g_ptr_array_new_with_free_func(g_free);
    codebook->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    build(codebook, form, hashes, mistakes);
    g_autofree char *hash = hash_of(hashes);
    set_hash(codebook, hash);
    return vigie_mistakes_count(mistakes) == 0 ? g_steal_pointer(&codebook) : NULL;
}

static VigieCodebook *
read_or_fail(const char *path, const char *name, const char *bytes, gsize length,
             GError **error)
{
    g_autoptr(GPtrArray) mistakes = vigie_mistakes_new();
    VigieCodebook *codebook = read_codebook(path, name, bytes, length, mistakes);
    vigie_mistakes_sort(mistakes);
    if (codebook == NULL)
        vigie_mistakes_set_error(mistakes, name, error);
    return codebook;
}

VigieCodebook *
vigie_codebook_parse(const char *path, const char *bytes, gsize length, GError **error)
{
    return read_or_fail(path, path, bytes, length, error);
}

VigieCodebook *
vigie_codebook_load_as(const char *path, const char *name, GError **error)
{
    return read_or_fail(path, name, NULL, 0, error);
}

VigieCodebook *
vigie_codebook_load(const char *path, GError **error)
{
    return read_or_fail(path, path, NULL, 0, error);
}

VigieCodebook *
vigie_codebook_check(const char *path, GPtrArray **mistakes)
{
    *mistakes = vigie_mistakes_new();
    VigieCodebook *codebook = read_codebook(path, path, NULL, 0, *mistakes);
    vigie_mistakes_sort(*mistakes);
    return codebook;
}
