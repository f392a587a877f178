/* items.c - the sheet survey: items, their names and types, groups */
#include "meant.h"
#include "questionnaire.h"
#include <math.h>
#include <string.h>
#include <vigie/codebook-expression.h>

typedef struct {
    char *name;
    char *relevant; /* "" = none */
    guint64 line;   /* where it begins */
} Group;

typedef struct {
    VigieBuilder *builder;
    const VigieFormTable *table;
    const VigieFormRow *row; /* being read */
    GPtrArray *groups;       /* Group*: the open ones, outermost first */
    GHashTable *folded;      /* case-folded name -> VigieItem* */
} Reader;

static const char *
cell(const Reader *reader, VigieColumnName name)
{
    return vigie_xlsform_cell(reader->table, reader->row, name, NULL);
}

/* FAIL(reader, NAME, TYPE, …): VIGIE_CODEBOOK_ERROR_NAME at the row's cell of the column type. */
#define FAIL(reader, code, column, ...)                                                        \
    vigie_builder_fail((reader)->builder, VIGIE_CODEBOOK_ERROR_##code, (reader)->row->line,    \
                       field_of(reader, VIGIE_COLUMN_##column), __VA_ARGS__)

static guint
field_of(const Reader *reader, VigieColumnName name)
{
    guint field = 0;
    vigie_xlsform_cell(reader->table, reader->row, name, &field);
    return field;
}

static void
group_free(gpointer pointer)
{
    Group *group = pointer;
    g_free(group->name);
    g_free(group->relevant);
    g_free(group);
}

static void
item_free(gpointer pointer)
{
    VigieItem *item = pointer;
    g_free(item->name);
    g_free(item->type);
    g_strfreev(item->labels);
    g_free(item->role);
    g_free(item->group);
    g_free(item->constraint_message);
    vigie_expression_free(item->relevant);
    vigie_expression_free(item->constraint);
    vigie_expression_free(item->calculation);
    g_free(item);
}

/* --- names ---------------------------------------------------------------------------------- */

/* Columns of vigie's own tables and outputs: an item of that name could not stand beside them. */
static const char *const reserved[] = {
    "survey",    "stat",      "item",           "category",     "year",
    "wave",      "n",         "estimate",       "se",           "ci_low",
    "ci_high",   "df",        "deff",           "status",       "change",
    "change_se", "change_df", "change_p",       "change_p_adj", "direction",
    "slope",     "slope_se",  "slope_df",       "slope_p",      "indicator",
    "dataset",   "value",     "coverage_units", "unit",         "coverage_volume",
    "record",    "batch",     "line",           "missing"};

static bool
check_reserved(const Reader *reader, const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(reserved); i++)
        if (g_ascii_strcasecmp(reserved[i], name) == 0)
            return FAIL(
                reader, NAME, NAME,
                _("'%s' is the name of a column of vigie's own: take another, '%s_1' for "
                  "example"),
                name, name);
    return true;
}

static bool
check_twin(const Reader *reader, const char *name)
{
    g_autofree char *fold = g_utf8_casefold(name, -1);
    const VigieItem *twin = g_hash_table_lookup(reader->folded, fold);
    if (twin == NULL)
        return true;
    if (strcmp(twin->name, name) == 0)
        return FAIL(reader, NAME, NAME, _("the name '%s' is there twice, first on line %u"),
                    name, twin->line);
    return FAIL(reader, NAME, NAME,
                _("the name '%s' differs only in case from '%s' on line %u: take another"),
                name, twin->name, twin->line);
}

static bool
check_name(const Reader *reader, const char *name)
{
    if (*name == '\0')
        return FAIL(reader, NAME, NAME, _("the row has a type and no name"));
    if (!vigie_text_is_name(name))
        return FAIL(
            reader, NAME, NAME,
            _("'%s' is no name: a letter or _ first, then letters, digits, _, - and . only"),
            name);
    return check_reserved(reader, name) && check_twin(reader, name);
}

/* --- lists ---------------------------------------------------------------------------------- */

static bool
fail_list(const Reader *reader, const char *name, VigieColumnName column)
{
    const GPtrArray *lists = reader->builder->codebook->lists;
    g_autofree const char **names = g_new0(const char *, lists->len + 1);
    for (guint i = 0; i < lists->len; i++)
        names[i] = ((const VigieList *)g_ptr_array_index(lists, i))->name;
    g_autofree char *what = g_strdup_printf(_("no list '%s' on the sheet choices"), name);
    g_autofree char *meant = vigie_meant(what, name, names, NULL);
    return vigie_builder_fail(reader->builder, VIGIE_CODEBOOK_ERROR_TYPE, reader->row->line,
                              field_of(reader, column), "%s", meant);
}

/* An answer of several choices is their names with blanks between. */
static bool
check_blanks(const Reader *reader, const VigieItem *item)
{
    const VigieChoice *choice =
        item->kind == VIGIE_VALUE_CHOICES ? vigie_list_blank(item->list) : NULL;
    if (choice == NULL)
        return true;
    return FAIL(
        reader, NAME, TYPE,
        _("the choice '%s' on line %u has a blank in its name: %s separates names by blanks"),
        choice->name, choice->line, item->type);
}

static bool
set_select(const Reader *reader, VigieItem *item, const VigieFormType *type)
{
    VigieList *list = vigie_builder_list(reader->builder, type->list);
    if (list == NULL)
        return fail_list(reader, type->list, VIGIE_COLUMN_TYPE);
    if (type->or_other)
        vigie_builder_add_other(reader->builder, list, (guint)reader->row->line);
    item->list = list;
    return check_blanks(reader, item);
}

/* The extra column "list": the categories of a derived variable; with "multiple" in appearance it gives a set of
 * them, as select_multiple does: overlapping traits. */
static bool
set_list(const Reader *reader, VigieItem *item)
{
    const char *name = cell(reader, VIGIE_COLUMN_LIST);
    if (*name == '\0')
        return true;
    if (item->kind != VIGIE_VALUE_TEXT)
        return FAIL(reader, VALUE, LIST,
                    _("list goes with calculate, hidden and text, not with %s"), item->type);
    item->list = vigie_builder_list(reader->builder, name);
    if (item->list == NULL)
        return fail_list(reader, name, VIGIE_COLUMN_LIST);
    bool multiple = strcmp(cell(reader, VIGIE_COLUMN_APPEARANCE), "multiple") == 0;
    item->kind = multiple ? VIGIE_VALUE_CHOICES : VIGIE_VALUE_CHOICE;
    return check_blanks(reader, item);
}

/* --- range ---------------------------------------------------------------------------------- */

static bool
is_whole(double x)
{
    return !(fabs(x - rint(x)) > 0);
}

static bool
set_parameter(const Reader *reader, VigieItem *item, const char *word)
{
    const struct {
        const char *key;
        double *out;
    } keys[] = {{"start=", &item->range_start},
                {"end=", &item->range_end},
                {"step=", &item->range_step}};
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        gsize length = strlen(keys[i].key);
        if (g_ascii_strncasecmp(word, keys[i].key, length) != 0)
            continue;
        const char *value = word + length;
        if (!vigie_number_read(value, strlen(value), (VigieNotation){'.', 0}, keys[i].out))
            return FAIL(reader, VALUE, PARAMETERS, _("'%s' is not a number"), value);
    }
    return true;
}

static bool
set_range(const Reader *reader, VigieItem *item)
{
    item->range_start = 0;
    item->range_end = 10;
    item->range_step = 1;
    g_auto(GStrv) words = g_strsplit_set(cell(reader, VIGIE_COLUMN_PARAMETERS), " ;,", -1);
    for (guint i = 0; words[i] != NULL; i++)
        if (!set_parameter(reader, item, words[i]))
            return false;
    if (!(item->range_start < item->range_end) || !(item->range_step > 0))
        return FAIL(
            reader, VALUE, PARAMETERS,
            _("a range goes from start up to end by a step > 0: start=0 end=10 step=1"));
    item->integer = is_whole(item->range_start) && is_whole(item->range_step);
    return true;
}

/* --- expressions ---------------------------------------------------------------------------- */

static void
add_pending(GArray *array, const VigieItem *item, VigieExpression **slot, char *text,
            const VigiePending *at)
{
    VigiePending pending = {
        .item = item, .slot = slot, .text = text, .line = at->line, .field = at->field};
    g_array_append_val(array, pending);
}

static void
add_expression(const Reader *reader, GArray *array, const VigieItem *item,
               VigieExpression **slot, VigieColumnName column)
{
    const char *text = cell(reader, column);
    VigiePending at = {.line = reader->row->line, .field = field_of(reader, column)};
    if (*text != '\0')
        add_pending(array, item, slot, g_strdup(text), &at);
}

/* An item is asked if it and all groups around it are relevant. */
static void
add_relevant(const Reader *reader, VigieItem *item)
{
    GString *all = g_string_new(NULL);
    VigiePending at = {.line = reader->row->line,
                       .field = field_of(reader, VIGIE_COLUMN_RELEVANT)};
    const char *own = cell(reader, VIGIE_COLUMN_RELEVANT);
    for (guint i = 0; i < reader->groups->len; i++) {
        const Group *group = g_ptr_array_index(reader->groups, i);
        if (*group->relevant != '\0')
            g_string_append_printf(all, "%s(%s)", all->len > 0 ? " and " : "", group->relevant);
    }
    if (*own != '\0' && all->len > 0)
        g_string_append_printf(all, " and (%s)", own);
    else
        g_string_append(all, own);
    if (all->len > 0)
        add_pending(reader->builder->conditions, item, &item->relevant,
                    g_string_free(all, FALSE), &at);
    else
        g_string_free(all, TRUE);
}

/* The item's own condition is read alone first: an error in it must not hide behind the groups'. */
static void
add_expressions(const Reader *reader, VigieItem *item)
{
    VigieBuilder *builder = reader->builder;
    if (reader->groups->len > 0)
        add_expression(reader, builder->conditions, item, NULL, VIGIE_COLUMN_RELEVANT);
    add_relevant(reader, item);
    add_expression(reader, builder->conditions, item, &item->constraint,
                   VIGIE_COLUMN_CONSTRAINT);
    add_expression(reader, builder->calculations, item, &item->calculation,
                   VIGIE_COLUMN_CALCULATION);
}

/* --- items ---------------------------------------------------------------------------------- */

static char *
group_path(const Reader *reader)
{
    GString *path = g_string_new(NULL);
    for (guint i = 0; i < reader->groups->len; i++)
        g_string_append_printf(path, "%s%s", i > 0 ? "/" : "",
                               ((const Group *)g_ptr_array_index(reader->groups, i))->name);
    return g_string_free(path, FALSE);
}

static VigieItem *
add_item(const Reader *reader, const char *name, const char *type, VigieValueKind kind)
{
    VigieCodebook *codebook = reader->builder->codebook;
    VigieItem *item = g_new0(VigieItem, 1);
    item->name = g_strdup(name);
    item->type = g_strdup(type);
    item->kind = kind;
    item->group = group_path(reader);
    item->role = g_strdup("");
    item->constraint_message = g_strdup("");
    item->range_start = item->range_end = item->range_step = NAN;
    item->line = (guint)reader->row->line;
    item->index = codebook->items->len;
    g_ptr_array_add(codebook->items, item);
    g_hash_table_insert(codebook->by_name, item->name, item);
    g_hash_table_insert(reader->folded, g_utf8_casefold(name, -1), item);
    return item;
}

/* or_other: the question has a text beside it, as XLSForm tools make it. */
static bool
add_specify(const Reader *reader, const VigieItem *item)
{
    const VigieCodebook *codebook = reader->builder->codebook;
    g_autofree char *name = g_strconcat(item->name, "_other", NULL);
    if (!check_twin(reader, name))
        return false;
    VigieItem *specify = add_item(reader, name, "text", VIGIE_VALUE_TEXT);
    specify->labels = g_new0(char *, codebook->n_languages + 1);
    for (guint i = 0; i < codebook->n_languages; i++)
        specify->labels[i] = g_strdup(
            strcmp(codebook->languages[i], "fr") == 0 ? "Préciser « autre »" : "Specify other");
    VigiePending at = {.line = reader->row->line, .field = field_of(reader, VIGIE_COLUMN_TYPE)};
    add_pending(reader->builder->conditions, specify, &specify->relevant,
                g_strdup_printf("selected(${%s}, 'other')", item->name), &at);
    return true;
}

/* A condition instead of yes or no is checked, and not required for good. */
static void
set_required(const Reader *reader, VigieItem *item)
{
    const char *text = cell(reader, VIGIE_COLUMN_REQUIRED);
    if (!vigie_builder_truth(text, &item->required))
        add_expression(reader, reader->builder->conditions, item, NULL, VIGIE_COLUMN_REQUIRED);
}

static bool
set_kind(const Reader *reader, VigieItem *item, const VigieFormType *type)
{
    item->integer = type->integer;
    if (type->list != NULL && !set_select(reader, item, type))
        return false;
    if (strcmp(type->name, "range") == 0 && !set_range(reader, item))
        return false;
    if (strcmp(type->name, "calculate") == 0 && *cell(reader, VIGIE_COLUMN_CALCULATION) == '\0')
        return FAIL(reader, VALUE, CALCULATION, _("the calculation of '%s' is empty"),
                    item->name);
    return set_list(reader, item);
}

static bool
set_personal(const Reader *reader, VigieItem *item)
{
    static const char *const names[] = {"keep", "drop", "separate", NULL};
    const char *word = cell(reader, VIGIE_COLUMN_PERSONAL);
    guint at = 0;
    while (names[at] != NULL && strcmp(names[at], word) != 0)
        at++;
    if (*word != '\0' && names[at] == NULL) {
        g_autofree char *what = g_strdup_printf(_("personal is not '%s'"), word);
        g_autofree char *meant =
            vigie_meant(what, word, names, _("it is keep, drop or separate"));
        return FAIL(reader, VALUE, PERSONAL, "%s", meant);
    }
    item->personal =
        *word != '\0' ? (VigiePersonal)(VIGIE_PERSONAL_KEEP + at) : VIGIE_PERSONAL_UNSAID;
    return true;
}

static bool
read_item(const Reader *reader, const VigieFormType *type)
{
    const char *name = cell(reader, VIGIE_COLUMN_NAME);
    if (!check_name(reader, name))
        return false;
    if (reader->builder->codebook->items->len >= VIGIE_ITEMS_MAX)
        return FAIL(reader, VALUE, NAME,
                    _("more than %d items, and a table has no room for more: leave out those "
                      "that nobody will use"),
                    VIGIE_ITEMS_MAX);
    VigieItem *item = add_item(reader, name, type->name, type->kind);
    item->labels = vigie_builder_labels(reader->builder, reader->table, reader->row);
    g_free(item->role);
    item->role = g_strdup(cell(reader, VIGIE_COLUMN_ROLE));
    g_free(item->constraint_message);
    item->constraint_message = g_strdup(cell(reader, VIGIE_COLUMN_CONSTRAINT_MESSAGE));
    set_required(reader, item);
    if (!set_personal(reader, item))
        return false;
    if (!set_kind(reader, item, type))
        return false;
    add_expressions(reader, item);
    return !type->or_other || add_specify(reader, item);
}

/* --- groups --------------------------------------------------------------------------------- */

static bool
begin_group(const Reader *reader)
{
    const char *name = cell(reader, VIGIE_COLUMN_NAME);
    if (*name == '\0' || !vigie_text_is_name(name))
        return FAIL(reader, NAME, NAME,
                    _("the group has no name of letters, digits, _, - and ."));
    add_expression(reader, reader->builder->conditions, NULL, NULL, VIGIE_COLUMN_RELEVANT);
    Group *group = g_new0(Group, 1);
    group->name = g_strdup(name);
    group->relevant = g_strdup(cell(reader, VIGIE_COLUMN_RELEVANT));
    group->line = reader->row->line;
    g_ptr_array_add(reader->groups, group);
    return true;
}

static bool
end_group(const Reader *reader)
{
    if (reader->groups->len == 0)
        return FAIL(reader, TYPE, TYPE, _("end_group without a begin_group before it"));
    g_ptr_array_remove_index(reader->groups, reader->groups->len - 1);
    return true;
}

/* --- rows ----------------------------------------------------------------------------------- */

static bool
read_row(const Reader *reader)
{
    const char *text = cell(reader, VIGIE_COLUMN_TYPE), *name = cell(reader, VIGIE_COLUMN_NAME);
    if (*text == '\0' && *name == '\0')
        return true; /* a comment in a column of the author's own */
    if (*text == '\0')
        return FAIL(reader, TYPE, TYPE, _("'%s' has no type"), name);
    g_auto(VigieFormType) type = {0};
    VigiePlace place = {reader->builder->form->path, reader->row->line,
                        field_of(reader, VIGIE_COLUMN_TYPE)};
    if (!vigie_xlsform_type(text, &place, &type, reader->builder->error))
        return false;
    switch (type.row) {
    case VIGIE_ROW_ITEM:
        return read_item(reader, &type);
    case VIGIE_ROW_BEGIN:
        return begin_group(reader);
    case VIGIE_ROW_END:
        return end_group(reader);
    case VIGIE_ROW_NOTE:
        break;
    }
    return true;
}

static bool
check_closed(const Reader *reader)
{
    if (reader->groups->len == 0)
        return true;
    const Group *group = g_ptr_array_index(reader->groups, reader->groups->len - 1);
    return vigie_builder_fail(reader->builder, VIGIE_CODEBOOK_ERROR_TYPE, group->line, 0,
                              _("the group '%s' is not closed by end_group"), group->name);
}

static bool
check_some(const Reader *reader)
{
    if (reader->builder->codebook->items->len > 0)
        return true;
    return vigie_builder_fail(reader->builder, VIGIE_CODEBOOK_ERROR_READ, reader->table->line,
                              0, _("the questionnaire has no item"));
}

bool
vigie_builder_read_items(VigieBuilder *builder)
{
    g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(group_free);
    g_autoptr(GHashTable) folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Reader reader = {.builder = builder,
                     .table = &builder->form->tables[VIGIE_SURVEY],
                     .groups = groups,
                     .folded = folded};
    builder->codebook->items = g_ptr_array_new_with_free_func(item_free);
    for (guint i = 0; i < reader.table->rows->len; i++) {
        reader.row = g_ptr_array_index(reader.table->rows, i);
        if (!read_row(&reader))
            return false;
    }
    return check_closed(&reader) && check_some(&reader);
}
