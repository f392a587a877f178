/* maps.c - [columns] and [codes ITEM] of a source: which header is which item, which raw is which choice */
#include "codes.h"
#include "period.h"
#include <string.h>

static void
column_free(SourceColumn *column)
{
    g_free(column->key);
    g_strfreev(column->headers);
    g_free(column);
}

static void
code_free(SourceCode *code)
{
    g_free(code->raw);
    g_free(code);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SourceColumn, column_free)

/* [columns] ------------------------------------------------------------------------------- */

static void
set_unknown_key(const VigieSource *source, const char *group, const char *key, const char *name,
                GError **error)
{
    g_autofree const char **names = vigie_codebook_names(source->codebook);
    const char *nearest = vigie_nearest(name, names);
    if (nearest != NULL)
        vigie_source_error_at(source, error, group, key,
                              _("'%s' is not an item of %s; did you mean '%s'?"), name,
                              source->codebook->path, nearest);
    else
        vigie_source_error_at(source, error, group, key, _("'%s' is not an item of %s"), name,
                              source->codebook->path);
}

static void
set_unknown_choice(const VigieSource *source, const char *group, const char *key,
                   const VigieItem *item, const char *name, GError **error)
{
    const char *nearest = vigie_codes_nearest(item, name);
    vigie_source_error_at(source, error, group, key,
                          _("'%s' is neither a choice of '%s' nor blank, dont_know, refused or "
                            "not_applicable%s%s"),
                          name, item->name, nearest != NULL ? _("; did you mean ") : "",
                          nearest != NULL ? nearest : "");
}

/* "activity/bike": the item before the slash, the choice behind it. */
static bool
read_column_key(const VigieSource *source, SourceColumn *column, GError **error)
{
    const char *slash = strchr(column->key, '/');
    g_autofree char *name = slash != NULL ? g_strndup(column->key, (gsize)(slash - column->key))
                                          : g_strdup(column->key);
    column->choice = -1;
    if (strcmp(name, "year") == 0 || strcmp(name, "wave") == 0)
        return true;
    column->item = vigie_codebook_find(source->codebook, name);
    if (column->item == NULL) {
        set_unknown_key(source, "columns", column->key, name, error);
        return false;
    }
    if (column->item->origin != VIGIE_ITEM_OWN) {
        vigie_source_error_at(source, error, "columns", column->key,
                              _("'%s' is not of the repeat: its value is the parent's"), name);
        return false;
    }
    if (column->item->calculation != NULL) {
        vigie_source_error_at(source, error, "columns", column->key,
                              _("'%s' is calculated by the questionnaire: it takes no column"),
                              name);
        return false;
    }
    if (slash == NULL)
        return true;
    if (column->item->kind == VIGIE_VALUE_CHOICES && !column->item->ordered)
        column->choice = vigie_list_index(column->item->list, slash + 1);
    if (column->choice >= 0)
        return true;
    if (column->item->kind == VIGIE_VALUE_CHOICES && !column->item->ordered)
        set_unknown_choice(source, "columns", column->key, column->item, slash + 1, error);
    else
        vigie_source_error_at(source, error, "columns", column->key,
                              _("only a select_multiple has a column for each choice; '%s' is "
                                "of type %s"),
                              name, column->item->type);
    return false;
}

static bool
is_wide(const char *header)
{
    static const char *const marks[] = {"{year}", VIGIE_PERIOD_MARK, VIGIE_MONTH_MARK};
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
        if (strstr(header, marks[i]) != NULL)
            return true;
    return false;
}

static bool
read_headers(const VigieSource *source, SourceColumn *column, GError **error)
{
    g_autofree char *value = vigie_ini_get(source->ini, "columns", column->key);
    g_auto(GStrv) parts = g_strsplit(value, "|", -1);
    g_autoptr(GPtrArray) headers = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; parts[i] != NULL; i++) {
        g_strstrip(parts[i]);
        column->optional |= *parts[i] == '\0';
        column->wide |= is_wide(parts[i]);
        column->year |=
            strstr(parts[i], "{year}") != NULL || strstr(parts[i], VIGIE_PERIOD_MARK) != NULL;
        column->mentions |= column->choice < 0 && column->item != NULL &&
                            column->item->kind == VIGIE_VALUE_CHOICES &&
                            strstr(parts[i], VIGIE_MENTIONS_MARK) != NULL;
        column->block |= strstr(parts[i], "{i}") != NULL;
        if (*parts[i] != '\0')
            g_ptr_array_add(headers, g_strdup(parts[i]));
    }
    bool empty = headers->len == 0;
    g_ptr_array_add(headers, NULL);
    column->headers = (char **)g_ptr_array_free(g_steal_pointer(&headers), FALSE);
    if (!empty && !(column->wide && column->item == NULL))
        return true;
    vigie_source_error_at(
        source, error, "columns", column->key,
        empty ? _("%s = the header of its column, or several: header | other header")
              : _("'%s' cannot have {year} in its header"),
        column->key);
    return false;
}

bool
vigie_source_read_columns(VigieSource *source, GError **error)
{
    source->columns = g_ptr_array_new_with_free_func((GDestroyNotify)column_free);
    g_auto(GStrv) keys = vigie_ini_keys(source->ini, "columns");
    for (guint i = 0; keys != NULL && keys[i] != NULL; i++) {
        g_autoptr(SourceColumn) column = g_new0(SourceColumn, 1);
        column->key = g_strdup(keys[i]);
        if (!read_column_key(source, column, error) || !read_headers(source, column, error))
            return false;
        g_ptr_array_add(source->columns, g_steal_pointer(&column));
    }
    return true;
}

/* [codes ITEM] ---------------------------------------------------------------------------- */

static bool
add_code(VigieSource *source, const char *group, const char *key, const VigieItem *item,
         SourceCode wanted, GError **error)
{
    for (guint i = 0; i < source->codes->len; i++) {
        const SourceCode *other = source->codes->pdata[i];
        if (other->item != item->index || strcmp(other->raw, wanted.raw) != 0)
            continue;
        vigie_source_error_at(source, error, group, key,
                              _("the raw code '%s' of '%s' is given twice"), wanted.raw,
                              item->name);
        return false;
    }
    SourceCode *code = g_new0(SourceCode, 1);
    code->item = item->index;
    code->code = wanted.code;
    code->raw = g_strdup(wanted.raw);
    g_ptr_array_add(source->codes, code);
    return true;
}

/* The position of a choice, or a kind of missing answer. */
static gint
code_of_key(const VigieItem *item, const char *key)
{
    gint choice = item->list != NULL ? vigie_list_index(item->list, key) : -1;
    if (choice >= 0)
        return choice;
    VigieMissing why = vigie_missing_from_name(key);
    return why != VIGIE_PRESENT ? VIGIE_CODE_OF_MISSING(why) : VIGIE_NO_CODE;
}

static bool
read_code_key(VigieSource *source, const char *group, const char *key, const VigieItem *item,
              GError **error)
{
    SourceCode code = {.code = code_of_key(item, key)};
    if (code.code == VIGIE_NO_CODE) {
        set_unknown_choice(source, group, key, item, key, error);
        return false;
    }
    g_auto(GStrv) raws = vigie_ini_get_list(source->ini, group, key);
    guint n = raws != NULL ? g_strv_length(raws) : 0;
    if (n == 0) {
        code.raw = (char *)"";
        return add_code(source, group, key, item, code, error);
    }
    for (guint i = 0; i < n; i++) {
        code.raw = raws[i];
        if (!add_code(source, group, key, item, code, error))
            return false;
    }
    return true;
}

bool
vigie_source_read_codes(VigieSource *source, GError **error)
{
    source->codes = g_ptr_array_new_with_free_func((GDestroyNotify)code_free);
    g_auto(GStrv) groups = vigie_ini_groups(source->ini);
    for (guint i = 0; groups[i] != NULL; i++) {
        if (!g_str_has_prefix(groups[i], "codes "))
            continue;
        g_autofree char *name = g_strstrip(g_strdup(groups[i] + strlen("codes ")));
        const VigieItem *item = vigie_codebook_find(source->codebook, name);
        if (item == NULL) {
            set_unknown_key(source, groups[i], NULL, name, error);
            return false;
        }
        g_auto(GStrv) keys = vigie_ini_keys(source->ini, groups[i]);
        for (guint k = 0; keys != NULL && keys[k] != NULL; k++)
            if (!read_code_key(source, groups[i], keys[k], item, error))
                return false;
    }
    return true;
}
