/* columns.c - each item's column in a file's header */
#include "columns.h"
#include <string.h>

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

static void
add_found(Columns *c, const VigieItem *item, gint choice, YearField where)
{
    bool blocks = c->source->blocks;
    Found found = {.item = item,
                   .choice = choice,
                   .field = where.field,
                   .year = blocks ? 0 : where.year,
                   .block = blocks ? where.year : 0,
                   .period = where.period};
    g_array_append_val(c->found, found);
    c->header.used[where.field] = 1;
    c->bound[item->index] = 1;
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

static void
add_repeated(Columns *c, const VigieItem *item, gint choice, guint field)
{
    Found found = {.item = item, .choice = choice, .field = field};
    g_array_append_val(c->repeated, found);
    c->header.used[field] = 1;
}

/* Every year, or block, of every alternative; of two alternatives for one year the first counts. */
static bool
find_wide(Columns *c, const SourceColumn *column, GError **error)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(YearField));
    for (guint a = 0; column->headers[a] != NULL; a++) {
        g_autoptr(GArray) years = g_array_new(FALSE, FALSE, sizeof(YearField));
        if (column->block)
            vigie_header_find_blocks(&c->header, column->headers[a], years);
        else
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
    if (all->len == 0 && !column->optional && c->missing == NULL)
        c->missing = column;
    return true;
}

/* "act1 + act2 + act3": a column for each mention.  All are there, or *found stays false and *lacks names the first
 * that is not; a column that bears the whole text is the answer in one. */
static bool
find_mentions(Columns *c, const VigieItem *item, const char *said, bool *found, char **lacks,
              GError **error)
{
    gint whole = vigie_header_find(&c->header, said);
    g_auto(GStrv) parts = g_strsplit(whole >= 0 ? "" : said, VIGIE_MENTIONS_MARK, -1);
    g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(gint));
    if (whole >= 0)
        g_array_append_val(fields, whole);
    for (guint i = 0; parts[i] != NULL; i++) {
        gint field = vigie_header_find(&c->header, g_strstrip(parts[i]));
        if (field == HEADER_TWICE)
            return set_twice(c, parts[i], error);
        if (field == HEADER_NONE && *lacks == NULL)
            *lacks = g_strdup(parts[i]);
        if (field == HEADER_NONE)
            return true;
        g_array_append_val(fields, field);
    }
    for (guint i = 0; i < fields->len; i++)
        add_found(c, item, -1, (YearField){.field = (guint)g_array_index(fields, gint, i)});
    *found = true;
    return true;
}

/* The first alternative whose columns are all there. */
static bool
find_all_mentions(Columns *c, const SourceColumn *column, GError **error)
{
    bool found = false;
    g_autofree char *lacks = NULL;
    for (guint a = 0; column->headers[a] != NULL && !found; a++)
        if (!find_mentions(c, column->item, column->headers[a], &found, &lacks, error))
            return false;
    if (!found && !column->optional && c->missing == NULL) {
        c->missing = column;
        c->missing_header = g_steal_pointer(&lacks);
    }
    return true;
}

static bool
find_said(Columns *c, const SourceColumn *column, GError **error)
{
    gint field = HEADER_NONE;
    if (column->mentions)
        return find_all_mentions(c, column, error);
    for (guint a = 0; column->headers[a] != NULL && field == HEADER_NONE; a++) {
        field = vigie_header_find(&c->header, column->headers[a]);
        if (field == HEADER_TWICE)
            return set_twice(c, column->headers[a], error);
    }
    if (field == HEADER_NONE && !column->optional && c->missing == NULL)
        c->missing = column;
    if (field == HEADER_NONE)
        return true;
    if (column->item != NULL) {
        add_found(c, column->item, column->choice, (YearField){.field = (guint)field});
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

/* By one column of the whole answer, beside which there may be 0/1 columns. */
static bool
is_said_whole(const Columns *c, const VigieItem *item)
{
    bool whole = false;
    for (guint i = 0; i < c->source->columns->len; i++) {
        const SourceColumn *column = c->source->columns->pdata[i];
        if (column->item == item && (column->choice >= 0 || column->wide))
            return false;
        whole |= column->item == item;
    }
    return whole;
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

/* Folded labels of all items; a label that two items share names neither. */
static GHashTable *
label_owners(const VigieCodebook *codebook)
{
    GHashTable *owners = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < codebook->items->len; i++) {
        VigieItem *item = codebook->items->pdata[i];
        if (item->origin != VIGIE_ITEM_OWN)
            continue;
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
        gint field = g_hash_table_lookup(owners, key) == item ? find_free(c, item->labels[l])
                                                              : HEADER_NONE;
        if (field != HEADER_NONE)
            return field;
    }
    return HEADER_NONE;
}

/* The item's name, then with its groups before it, as KoboToolbox and ODK write it: visit/party, visit-party,
 * visit.party; in turn until it is NULL; (transfer full). */
static char *
spelling(const VigieItem *item, guint i)
{
    static const char marks[] = {'/', '-', '.'};
    if (i == 0)
        return g_strdup(item->name);
    if (i > G_N_ELEMENTS(marks) || *item->group == '\0')
        return NULL;
    char *path = g_strdup_printf("%s/%s", item->group, item->name);
    return g_strdelimit(path, "/", marks[i - 1]);
}

/* Is the header's last part, which an alias is, the choice of a select_multiple? */
static bool
is_choice_part(const Columns *c, guint field)
{
    g_autofree char *path = g_strdup(c->header.names[field]);
    char *slash = strrchr(path, '/');
    if (slash == NULL)
        return false;
    *slash = '\0';
    const char *above = strrchr(path, '/');
    const VigieItem *item =
        vigie_codebook_find(c->source->codebook, above != NULL ? above + 1 : path);
    return item != NULL && item->kind == VIGIE_VALUE_CHOICES;
}

static gint
find_by_name(const Columns *c, const VigieItem *item)
{
    char *name;
    for (guint i = 0; (name = spelling(item, i)) != NULL; i++) {
        gint field = find_free(c, name);
        g_free(name);
        if (field != HEADER_NONE)
            return field;
    }
    gint field = vigie_header_alias(&c->header, item->name);
    return is_free(c, field) && !is_choice_part(c, (guint)field) ? field : HEADER_NONE;
}

/* A select_multiple's 0/1 column: activity/bike, activity.bike, activity_bike, activity[bike]. */
static gint
find_choice_spelt(const Columns *c, const char *item, const char *choice)
{
    static const char *const marks[][2] = {
        {"/", ""}, {"_", ""}, {".", ""}, {"[", "]"}, {" [", "]"}};
    for (guint m = 0; m < G_N_ELEMENTS(marks); m++) {
        g_autofree char *name = g_strconcat(item, marks[m][0], choice, marks[m][1], NULL);
        gint field = find_free(c, name);
        if (field == HEADER_NONE && is_free(c, vigie_header_alias(&c->header, name)))
            field = vigie_header_alias(&c->header, name);
        if (field != HEADER_NONE)
            return field;
    }
    return HEADER_NONE;
}

/* By names, groups before them or not, then by labels. */
static gint
find_choice_column(const Columns *c, const VigieItem *item, const VigieChoice *choice)
{
    char *name;
    for (guint i = 0; (name = spelling(item, i)) != NULL; i++) {
        gint field = find_choice_spelt(c, name, choice->name);
        g_free(name);
        if (field != HEADER_NONE)
            return field;
    }
    for (guint l = 0; l < c->source->codebook->n_languages; l++) {
        if (*item->labels[l] == '\0' || *choice->labels[l] == '\0')
            continue;
        gint field = find_choice_spelt(c, item->labels[l], choice->labels[l]);
        if (field != HEADER_NONE)
            return field;
    }
    return HEADER_NONE;
}

/* Where the answers stand in one column too, the 0/1 columns repeat it: they are compared with it. */
static bool
find_choice_columns(Columns *c, const VigieItem *item, GError **error)
{
    bool whole = c->bound[item->index];
    for (guint k = 0; k < item->list->choices->len; k++) {
        const VigieChoice *choice = vigie_list_get(item->list, k);
        gint field = find_choice_column(c, item, choice);
        if (field == HEADER_TWICE)
            return set_twice(c, choice->name, error);
        if (field >= 0 && whole)
            add_repeated(c, item, (gint)k, (guint)field);
        else if (field >= 0)
            add_found(c, item, (gint)k, (YearField){.field = (guint)field});
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

/* Items without a line in [columns]: all names first, then labels, then columns of choices. */
static bool
find_unsaid(Columns *c, GError **error)
{
    const GPtrArray *items = c->source->codebook->items;
    g_autoptr(GHashTable) owners = label_owners(c->source->codebook);
    for (guint round = 0; round < 3; round++)
        for (guint i = 0; i < items->len; i++) {
            const VigieItem *item = items->pdata[i];
            if (!vigie_item_is_read(item) ||
                (is_said(c, item) && !(round == 2 && is_said_whole(c, item))))
                continue;
            bool found = c->bound[i];
            if (round == 0 && !take(c, item, find_by_name(c, item), error))
                return false;
            if (round == 1 && !found && !take(c, item, find_by_label(c, item, owners), error))
                return false;
            if (round == 2 && item->kind == VIGIE_VALUE_CHOICES && !item->ordered &&
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
    c->found = g_array_new(FALSE, FALSE, sizeof(Found));
    c->repeated = g_array_new(FALSE, FALSE, sizeof(Found));
    c->bound = g_new0(guint8, source->codebook->items->len);
    for (guint i = 0; i < source->columns->len; i++) {
        const SourceColumn *column = source->columns->pdata[i];
        if (!(column->wide || column->block ? find_wide(c, column, error)
                                            : find_said(c, column, error)))
            return false;
    }
    if (!find_unsaid(c, error))
        return false;
    if (!vigie_source_is_repeat(source))
        find_time(c);
    return true;
}

void
vigie_columns_release(Columns *c)
{
    vigie_header_release(&c->header);
    g_array_unref(c->found);
    g_array_unref(c->repeated);
    g_free(c->missing_header);
    g_free(c->bound);
}
