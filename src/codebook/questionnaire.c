/* questionnaire.c - an XLSForm becomes a codebook */
#include "questionnaire.h"
#include <string.h>
#include <vigie/codebook-expression.h>

bool
vigie_builder_fail(const VigieBuilder *builder, VigieCodebookError code, guint64 line,
                   guint field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    VigiePlace place = {builder->form->path, line, field};
    vigie_set_error_at(builder->error, VIGIE_CODEBOOK_ERROR, (int)code, &place, "%s", what);
    return false;
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

static void
collect_languages(const VigieFormTable *table, GPtrArray *languages)
{
    for (guint i = 0; i < table->columns->len; i++) {
        const char *language = g_array_index(table->columns, VigieFormColumn, i).language;
        if (language != NULL &&
            !g_ptr_array_find_with_equal_func(languages, language, g_str_equal, NULL))
            g_ptr_array_add(languages, g_strdup(language));
    }
}

static void
read_languages(VigieBuilder *builder)
{
    GPtrArray *languages = g_ptr_array_new();
    collect_languages(&builder->form->tables[VIGIE_SURVEY], languages);
    collect_languages(&builder->form->tables[VIGIE_CHOICES], languages);
    builder->codebook->n_languages = languages->len;
    g_ptr_array_add(languages, NULL);
    builder->codebook->languages = (char **)g_ptr_array_free(languages, FALSE);
}

static const char *
label_cell(const VigieFormTable *table, const VigieFormRow *row, const char *language)
{
    for (guint i = 0; i < table->columns->len; i++)
        if (g_strcmp0(g_array_index(table->columns, VigieFormColumn, i).language, language) ==
            0)
            return row->cells[i];
    return "";
}

char **
vigie_builder_labels(const VigieBuilder *builder, const VigieFormTable *table,
                     const VigieFormRow *row)
{
    guint n = builder->codebook->n_languages;
    char **labels = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        labels[i] = g_strdup(label_cell(table, row, builder->codebook->languages[i]));
    return labels;
}

/* --- settings ------------------------------------------------------------------------------- */

static void
read_settings(VigieBuilder *builder)
{
    const VigieFormTable *table = &builder->form->tables[VIGIE_SETTINGS];
    VigieCodebook *codebook = builder->codebook;
    const VigieFormRow *row = table->rows->len > 0 ? g_ptr_array_index(table->rows, 0) : NULL;
    const struct {
        VigieColumnName column;
        char **out;
    } settings[] = {{VIGIE_COLUMN_FORM_TITLE, &codebook->form_title},
                    {VIGIE_COLUMN_FORM_ID, &codebook->form_id},
                    {VIGIE_COLUMN_VERSION, &codebook->version}};
    for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
        *settings[i].out = g_strdup(
            row != NULL ? vigie_xlsform_cell(table, row, settings[i].column, NULL) : "");
}

/* --- expressions to come -------------------------------------------------------------------- */

static void
pending_clear(gpointer pending)
{
    g_free(((VigiePending *)pending)->text);
}

static GArray *
pending_new(void)
{
    GArray *array = g_array_new(FALSE, FALSE, sizeof(VigiePending));
    g_array_set_clear_func(array, pending_clear);
    return array;
}

/* --- the record's date ---------------------------------------------------------------------- */

static bool
dates_record(const VigieItem *item, const char *type)
{
    if (type == NULL)
        return item->kind == VIGIE_VALUE_DATE && vigie_item_has_role(item, "date");
    return strcmp(item->type, type) == 0;
}

static const VigieItem *
date_item(const VigieCodebook *codebook)
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
mark_items(const VigieCodebook *codebook, const VigieExpression *expression)
{
    guint n = 0;
    const guint *items = expression != NULL ? vigie_expression_items(expression, &n) : NULL;
    for (guint k = 0; k < n; k++)
        if (items[k] < codebook->items->len)
            ((VigieItem *)g_ptr_array_index(codebook->items, items[k]))->used = true;
}

static void
mark_used(const VigieCodebook *codebook)
{
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        mark_items(codebook, item->relevant);
        mark_items(codebook, item->calculation);
    }
}

/* --- the whole ------------------------------------------------------------------------------ */

static bool
build(VigieCodebook *codebook, const VigieForm *form, GError **error)
{
    g_autoptr(GArray) calculations = pending_new();
    g_autoptr(GArray) conditions = pending_new();
    VigieBuilder builder = {codebook, form, calculations, conditions, error};
    read_settings(&builder);
    read_languages(&builder);
    if (!vigie_builder_read_choices(&builder) || !vigie_builder_read_items(&builder))
        return false;
    codebook->date = date_item(codebook);
    if (!vigie_builder_compile(&builder))
        return false;
    mark_used(codebook);
    return true;
}

VigieCodebook *
vigie_codebook_parse(const char *path, const char *bytes, gsize length, GError **error)
{
    g_autoptr(VigieForm) form = vigie_xlsform_read(path, bytes, length, error);
    if (form == NULL)
        return NULL;
    g_autoptr(VigieCodebook) codebook = g_new0(VigieCodebook, 1);
    codebook->path = g_strdup(path);
    codebook->sha256 =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    codebook->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    return build(codebook, form, error) ? g_steal_pointer(&codebook) : NULL;
}

VigieCodebook *
vigie_codebook_load(const char *path, GError **error)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;
    g_autoptr(GError) broken = NULL;
    if (!vigie_file_read(path, &bytes, &length, &broken)) {
        VigiePlace place = {.file = path};
        vigie_set_error_at(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_READ, &place,
                           _("the questionnaire cannot be read: %s"), broken->message);
        return NULL;
    }
    return vigie_codebook_parse(path, bytes, length, error);
}
