/* columns.c - each item's column in a file's header */
#include "columns.h"
#include <string.h>

/* Between the headers of mentions, in [columns]. */
#define MENTIONS " + "

static bool
set_twice(const Columns *c, const char *name, GError **error)
{
    VigiePlace place = {c->header.file, c->header.line, 0};
    vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SURVEY, &place,
                       _("more than one column is named '%s'; rename one, or say which under "
                         "[columns] of %s"),
                       name, vigie_ini_path(c->source->ini));
    return false;
}

static Found *
add_found(Columns *c, const VigieItem *item, gint choice, YearField where)
{
    Found found = {.item = item,
                   .choice = choice,
                   .field = where.field,
                   .year = where.year,
                   .period = where.period};
    g_array_append_val(c->found, found);
    c->header.used[where.field] = 1;
    c->bound[item->index] = 1;
    return &g_array_index(c->found, Found, c->found->len - 1);
}

/* The first of several columns of mentions that is not there, else the header as said. */
static void
set_missing(Columns *c, const SourceColumn *column)
{
    if (column->optional || c->missing != NULL)
        return;
    c->missing = column;
    bool set = column->item != NULL && column->item->kind == VIGIE_VALUE_CHOICES;
    g_auto(GStrv) parts = g_strsplit(column->headers[0], set ? MENTIONS : "\n", -1);
    for (guint i = 0; parts[i] != NULL && c->missing_name == NULL; i++)
        if (vigie_header_find(&c->header, g_strstrip(parts[i])) == HEADER_NONE)
            c->missing_name = g_strdup(parts[i]);
}

static bool
is_same_time(const YearField *a, const YearField *b)
{
    return a->year == b->year && vigie_period_compare(&a->period, &b->period) == 0;
}

static bool
has_year(const GArray *years, const YearField *pair)
{
    for (guint i = 0; i < years->len; i++) {
        const YearField *other = &g_array_index(years, YearField, i);
        if (is_same_time(other, pair))
            return true;
    }
    return false;
}

/* Every year of every alternative; of two alternatives for one year the first counts. */
static bool
find_wide(Columns *c, const SourceColumn *column, GError **error)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(YearField));
    for (guint a = 0; column->headers[a] != NULL; a++) {
        g_autoptr(GArray) years = g_array_new(FALSE, FALSE, sizeof(YearField));
        vigie_header_find_years(&c->header, column->headers[a], years);
        for (guint i = 0; i < years->len; i++) {
            YearField *pair = &g_array_index(years, YearField, i);
            if (i > 0 && is_same_time(&pair[-1], pair))
                return set_twice(c, c->header.names[pair->field], error);
            if (has_year(all, pair))
                continue;
            g_array_append_val(all, *pair);
            add_found(c, column->item, column->choice, *pair);
        }
    }
    if (all->len == 0)
        set_missing(c, column);
    return true;
}

/* "act1 + act2 + act3": the mentions of a select_multiple; HEADER_NONE unless all of them are there. */
static gint
find_mentions(Columns *c, const SourceColumn *column, const char *header)
{
    if (column->item == NULL || column->item->kind != VIGIE_VALUE_CHOICES ||
        column->choice >= 0 || strstr(header, MENTIONS) == NULL)
        return HEADER_NONE;
    g_auto(GStrv) parts = g_strsplit(header, MENTIONS, -1);
    for (guint i = 0; parts[i] != NULL; i++) {
        gint field = vigie_header_find(&c->header, g_strstrip(parts[i]));
        if (field < 0)
            return field;
    }
    gint first = HEADER_NONE;
    for (guint i = 0; parts[i] != NULL; i++) {
        gint field = vigie_header_find(&c->header, parts[i]);
        add_found(c, column->item, -1, (YearField){.field = (guint)field})->mention = true;
        first = first == HEADER_NONE ? field : first;
    }
    return first;
}

/* LimeSurvey's column of what was written beside "other". */
static bool
is_other(const Columns *c, const VigieChoice *choice)
{
    static const char *const names[] = {"other", "autre", "autres", NULL};
    return c->export.kind == EXPORT_LIMESURVEY && g_strv_contains(names, choice->name);
}

static bool
find_said(Columns *c, const SourceColumn *column, GError **error)
{
    gint field = HEADER_NONE;
    for (guint a = 0; column->headers[a] != NULL && field == HEADER_NONE; a++) {
        field = vigie_header_find(&c->header, column->headers[a]);
        if (field == HEADER_NONE) {
            field = find_mentions(c, column, column->headers[a]);
            if (field >= 0)
                return true;
        }
        if (field == HEADER_TWICE)
            return set_twice(c, column->headers[a], error);
    }
    if (field == HEADER_NONE) {
        set_missing(c, column);
        return true;
    }
    if (column->item != NULL) {
        Found *found =
            add_found(c, column->item, column->choice, (YearField){.field = (guint)field});
        found->text = column->choice >= 0 &&
                      is_other(c, vigie_list_get(column->item->list, (guint)column->choice));
        return true;
    }
    c->header.used[field] = 1;
    if (strcmp(column->key, "year") == 0)
        c->year_field = field;
    else
        c->wave_field = field;
    return true;
}

static bool
is_said(const Columns *c, const VigieItem *item)
{
    for (guint i = 0; i < c->source->columns->len; i++) {
        const SourceColumn *column = c->source->columns->pdata[i];
        if (column->item == item)
            return true;
    }
    return false;
}

/* Where [columns] names the whole set, the 0/1 columns beside it are found by themselves. */
static bool
are_choices_said(const Columns *c, const VigieItem *item)
{
    for (guint i = 0; i < c->source->columns->len; i++) {
        const SourceColumn *column = c->source->columns->pdata[i];
        if (column->item == item && (column->choice >= 0 || column->wide))
            return true;
    }
    return false;
}

static bool
is_free(const Columns *c, gint field)
{
    return field >= 0 && !c->header.used[field] && !c->header.ignored[field];
}

/* Of several columns that fold to a name, the one that is free; HEADER_TWICE if more are. */
static gint
find_free_of_many(const Columns *c, const char *name)
{
    g_autofree char *key = vigie_text_fold(name);
    gint found = HEADER_NONE;
    for (guint f = 0; f < c->header.n; f++) {
        g_autofree char *other = vigie_text_fold(c->header.names[f]);
        if (!is_free(c, (gint)f) || strcmp(key, other) != 0)
            continue;
        found = found == HEADER_NONE ? (gint)f : HEADER_TWICE;
    }
    return found;
}

/* A column that bears the item's name (or label): its field, or HEADER_NONE or HEADER_TWICE. */
static gint
find_free(const Columns *c, const char *name)
{
    gint field = *name != '\0' ? vigie_header_find(&c->header, name) : HEADER_NONE;
    if (field == HEADER_TWICE)
        return find_free_of_many(c, name);
    return is_free(c, field) ? field : HEADER_NONE;
}

/* The item that a header's path ends in, before its last name: "activity" of "g/activity/bike". */
static bool
is_choice_of_set(const Columns *c, const char *header, const char *name)
{
    gsize length = strlen(header) - strlen(name);
    g_autofree char *path = g_strndup(header, length > 0 ? length - 1 : 0);
    for (guint i = 0; i < c->source->codebook->items->len; i++) {
        const VigieItem *item = c->source->codebook->items->pdata[i];
        if (item->kind == VIGIE_VALUE_CHOICES &&
            (strcmp(path, item->name) == 0 ||
             vigie_export_bears(c->export.kind, path, item->name)))
            return true;
    }
    return false;
}

/* A free column whose header bears the name behind its group's path, or before its text. */
static gint
find_by_path(const Columns *c, const char *name, bool choice)
{
    gint found = HEADER_NONE;
    for (guint f = 0; c->paths && f < c->header.n; f++) {
        const char *header = c->header.names[f];
        if (!is_free(c, (gint)f) || !vigie_export_bears(c->export.kind, header, name) ||
            (!choice && is_choice_of_set(c, header, name)))
            continue;
        if (found != HEADER_NONE)
            return HEADER_TWICE;
        found = (gint)f;
    }
    return found;
}

/* Folded labels of all items; a label that two items share names neither. */
static GHashTable *
label_owners(const VigieCodebook *codebook)
{
    GHashTable *owners = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < codebook->items->len; i++) {
        VigieItem *item = codebook->items->pdata[i];
        for (guint l = 0; l < codebook->n_languages; l++) {
            char *key = vigie_text_fold(item->labels[l]);
            gpointer owner = NULL;
            bool taken = g_hash_table_lookup_extended(owners, key, NULL, &owner);
            g_hash_table_insert(owners, key, taken && owner != item ? NULL : item);
        }
    }
    return owners;
}

static gint
find_by_label(const Columns *c, const VigieItem *item, GHashTable *owners)
{
    for (guint l = 0; l < c->source->codebook->n_languages; l++) {
        g_autofree char *key = vigie_text_fold(item->labels[l]);
        if (g_hash_table_lookup(owners, key) != item)
            continue;
        gint field = find_free(c, item->labels[l]);
        if (field == HEADER_NONE)
            field = find_by_path(c, item->labels[l], false);
        if (field != HEADER_NONE)
            return field;
    }
    return HEADER_NONE;
}

/* One of the layouts of a choice's header: KoboToolbox's slash or point, LimeSurvey's brackets, an underscore. */
static gint
find_layout(const Columns *c, const char *item, const char *choice)
{
    static const char *const layouts[] = {"/%", "_%", "[%]", " [%]", ".%"};
    for (guint l = 0; *item != '\0' && *choice != '\0' && l < G_N_ELEMENTS(layouts); l++) {
        g_auto(GStrv) around = g_strsplit(layouts[l], "%", 2);
        g_autofree char *name = g_strconcat(item, around[0], choice, around[1], NULL);
        gint field = find_free(c, name);
        if (field == HEADER_NONE && *around[0] != '_')
            field = find_by_path(c, name, true);
        if (field != HEADER_NONE)
            return field;
    }
    return HEADER_NONE;
}

/* A select_multiple's 0/1 column, by names and then by labels. */
static gint
find_choice_column(const Columns *c, const VigieItem *item, const VigieChoice *choice)
{
    gint field = find_layout(c, item->name, choice->name);
    if (field == HEADER_NONE && is_other(c, choice))
        field = find_layout(c, item->name, "other");
    for (guint l = 0; field == HEADER_NONE && l < c->source->codebook->n_languages; l++)
        field = find_layout(c, item->labels[l], choice->labels[l]);
    return field;
}

/* Where the answers stand in one column too, the 0/1 columns repeat it, and are compared with it. */
static bool
find_choice_columns(Columns *c, const VigieItem *item, GError **error)
{
    for (guint k = 0; k < item->list->choices->len; k++) {
        const VigieChoice *choice = vigie_list_get(item->list, k);
        gint field = find_choice_column(c, item, choice);
        if (field == HEADER_TWICE)
            return set_twice(c, choice->name, error);
        if (field >= 0)
            add_found(c, item, (gint)k, (YearField){.field = (guint)field})->text =
                is_other(c, choice);
    }
    return true;
}

static bool
take(Columns *c, const VigieItem *item, gint field, GError **error)
{
    if (field == HEADER_TWICE)
        return set_twice(c, item->name, error);
    if (field >= 0)
        add_found(c, item, -1, (YearField){.field = (guint)field});
    return true;
}

static gint
find_named(const Columns *c, const VigieItem *item)
{
    gint field = find_free(c, item->name);
    return field == HEADER_NONE ? find_by_path(c, item->name, false) : field;
}

/* Items without a line in [columns]: all names first, then labels, then columns of choices. */
static bool
find_unsaid(Columns *c, GError **error)
{
    const GPtrArray *items = c->source->codebook->items;
    g_autoptr(GHashTable) owners = label_owners(c->source->codebook);
    for (guint round = 0; round < 3; round++)
        for (guint i = 0; i < items->len; i++) {
            const VigieItem *item = items->pdata[i];
            bool said = round == 2 ? are_choices_said(c, item) : is_said(c, item);
            if (item->calculation != NULL || said)
                continue;
            bool found = c->bound[i];
            if (round == 0 && !take(c, item, find_named(c, item), error))
                return false;
            if (round == 1 && !found && !take(c, item, find_by_label(c, item, owners), error))
                return false;
            if (round == 2 && item->kind == VIGIE_VALUE_CHOICES &&
                !find_choice_columns(c, item, error))
                return false;
        }
    return true;
}

/* Year and wave need no line either, if nothing else tells them. */
static void
find_time(Columns *c)
{
    static const char *const years[] = {"year", "année"};
    static const char *const waves[] = {"wave", "vague"};
    const VigieSource *s = c->source;
    bool year_told = s->year != 0 || s->year_in_files || s->year_from != NULL;
    for (guint i = 0; i < c->found->len; i++)
        year_told |= g_array_index(c->found, Found, i).year != 0;
    for (guint i = 0; i < G_N_ELEMENTS(years); i++) {
        gint year = find_free(c, years[i]), wave = find_free(c, waves[i]);
        if (!year_told && c->year_field < 0 && year >= 0) {
            c->year_field = year;
            c->header.used[year] = 1;
        }
        if (s->wave == NULL && c->wave_field < 0 && wave >= 0) {
            c->wave_field = wave;
            c->header.used[wave] = 1;
        }
    }
}

bool
vigie_columns_find(Columns *c, const VigieSource *source, const char *file,
                   const VigieRow *header, GError **error)
{
    *c = (Columns){.source = source, .year_field = -1, .wave_field = -1};
    vigie_header_init(&c->header, file, header, source->ignore);
    c->export = vigie_export_of(&c->header);
    for (guint f = 0; f < c->header.n; f++)
        c->paths |= c->export.kind != EXPORT_NONE || strchr(c->header.names[f], '/') != NULL;
    c->found = g_array_new(FALSE, FALSE, sizeof(Found));
    c->bound = g_new0(guint8, source->codebook->items->len);
    for (guint i = 0; i < source->columns->len; i++) {
        const SourceColumn *column = source->columns->pdata[i];
        if (!(column->wide ? find_wide(c, column, error) : find_said(c, column, error)))
            return false;
    }
    if (!find_unsaid(c, error))
        return false;
    find_time(c);
    return true;
}

void
vigie_columns_release(Columns *c)
{
    vigie_header_release(&c->header);
    g_array_unref(c->found);
    g_free(c->bound);
    g_free(c->missing_name);
}
