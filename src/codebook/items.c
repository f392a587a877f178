/* items.c - the sheet survey: items, their names and types, groups */
#include "elsewhere.h"
#include "function.h"
#include "meant.h"
#include "questionnaire.h"
#include <math.h>
#include <string.h>
#include <vigie/codebook-expression.h>

typedef struct {
    char *name;
    char *relevant;          /* "" = none */
    const VigieFormRow *row; /* where it begins */
    bool repeat;
} Group;

typedef struct {
    char *name;
    const char *file;
    guint line;
} Named;

typedef struct {
    VigieBuilder *builder;
    const VigieFormRow *row; /* being read */
    GPtrArray *groups;       /* Group*: the open ones, outermost first */
    GHashTable *folded;      /* case-folded name -> Named*: of items and repeats */
} Reader;

static const char *
cell(const Reader *reader, VigieColumnName name)
{
    return vigie_xlsform_cell(reader->row, name, NULL);
}

/* FAIL(reader, NAME, TYPE, …): VIGIE_CODEBOOK_ERROR_NAME at the row's cell of the column type. */
#define FAIL(reader, code, column, ...)                                                        \
    vigie_builder_fail((reader)->builder, VIGIE_CODEBOOK_ERROR_##code, (reader)->row,          \
                       field_of(reader, VIGIE_COLUMN_##column), __VA_ARGS__)

static guint
field_of(const Reader *reader, VigieColumnName name)
{
    guint field = 0;
    vigie_xlsform_cell(reader->row, name, &field);
    return field;
}

static void
named_free(gpointer pointer)
{
    Named *named = pointer;
    g_free(named->name);
    g_free(named);
}

static void
note_name(const Reader *reader, const char *name)
{
    Named *named = g_new0(Named, 1);
    named->name = g_strdup(name);
    named->file = reader->row->table->file;
    named->line = (guint)reader->row->line;
    g_hash_table_insert(reader->folded, g_utf8_casefold(name, -1), named);
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
    if (item->origin == VIGIE_ITEM_INHERITED) { /* the rest is the parent's */
        g_free(item);
        return;
    }
    g_free(item->name);
    g_free(item->type);
    g_strfreev(item->labels);
    g_free(item->role);
    g_free(item->group);
    g_free(item->constraint_message);
    vigie_expression_free(item->relevant);
    vigie_expression_free(item->constraint);
    vigie_expression_free(item->calculation);
    vigie_expression_free(item->filter);
    vigie_expression_free(item->required_if);
    g_free(item);
}

/* --- names ---------------------------------------------------------------------------------- */

static bool
check_reserved(const Reader *reader, const char *name)
{
    return !vigie_name_is_reserved(name) ||
           FAIL(reader, NAME, NAME,
                _("'%s' is the name of a column of vigie's own: take another, '%s_1' for "
                  "example"),
                name, name);
}

static bool
check_twin(const Reader *reader, const char *name)
{
    g_autofree char *fold = g_utf8_casefold(name, -1);
    const Named *twin = g_hash_table_lookup(reader->folded, fold);
    if (twin == NULL)
        return true;
    if (strcmp(twin->name, name) == 0 && strcmp(twin->file, reader->row->table->file) != 0)
        return FAIL(reader, NAME, NAME,
                    _("the name '%s' is in %s too, on line %u: take another, or say yes in a "
                      "column redefines to replace that question"),
                    name, twin->file, twin->line);
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
    if (reader->builder->list_lost)
        return false;
    g_autofree const char **names = g_new0(const char *, lists->len + 1);
    for (guint i = 0; i < lists->len; i++)
        names[i] = ((const VigieList *)g_ptr_array_index(lists, i))->name;
    g_autofree char *what = g_strdup_printf(_("no list '%s' on the sheet choices"), name);
    g_autofree char *meant = vigie_meant(what, name, names, NULL);
    return vigie_builder_fail(reader->builder, VIGIE_CODEBOOK_ERROR_TYPE, reader->row,
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
    VigieList *list =
        type->file ? vigie_builder_file_list(reader->builder, reader->row,
                                             field_of(reader, VIGIE_COLUMN_TYPE), type->list)
                   : vigie_builder_list(reader->builder, type->list);
    if (list == NULL && type->file)
        return false; /* told */
    if (list == NULL)
        return fail_list(reader, type->list, VIGIE_COLUMN_TYPE);
    if (type->or_other && *cell(reader, VIGIE_COLUMN_CHOICE_FILTER) != '\0')
        return FAIL(
            reader, VALUE, CHOICE_FILTER,
            _("choice_filter does not go with or_other: put the choice 'other' into the "
              "list, and a question of type text behind it"));
    if (type->or_other)
        vigie_builder_add_other(reader->builder, list, reader->row);
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

/* --- expressions ---------------------------------------------------------------------------- */

static void
add_pending(GArray *array, const VigieItem *item, VigieExpression **slot, char *text,
            const VigiePending *at)
{
    VigiePending pending = {.item = item,
                            .slot = slot,
                            .text = text,
                            .row = at->row,
                            .field = at->field,
                            .joined = at->joined};
    g_array_append_val(array, pending);
}

static void
add_expression(const Reader *reader, GArray *array, const VigieItem *item,
               VigieExpression **slot, VigieColumnName column)
{
    const char *text = cell(reader, column);
    VigiePending at = {.row = reader->row, .field = field_of(reader, column)};
    if (*text != '\0')
        add_pending(array, item, slot, g_strdup(text), &at);
}

/* An item is asked if it and all groups around it are relevant. */
static void
add_relevant(const Reader *reader, VigieItem *item)
{
    GString *all = g_string_new(NULL);
    VigiePending at = {.row = reader->row,
                       .field = field_of(reader, VIGIE_COLUMN_RELEVANT),
                       .joined = reader->groups->len > 0};
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

/* What only the tablet could compute is read from the file that it exported, as any answer. */
static bool
read_elsewhere(const Reader *reader, VigieItem *item)
{
    bool number = false;
    g_autofree char *function =
        vigie_elsewhere(cell(reader, VIGIE_COLUMN_CALCULATION), &number);
    if (function == NULL)
        return false;
    if (number && item->kind == VIGIE_VALUE_TEXT)
        item->kind = VIGIE_VALUE_NUMBER;
    g_autofree char *what =
        g_strdup_printf(_("'%s' is read from the file, since %s() cannot be computed here: %s"),
                        item->name, function, vigie_function_refusal(function));
    VigiePlace place =
        vigie_builder_place(reader->row, field_of(reader, VIGIE_COLUMN_CALCULATION));
    vigie_mistakes_tell(reader->builder->mistakes, VIGIE_REMARK, reader->row->table->sheet,
                        &place, what);
    return true;
}

static bool
add_filter(const Reader *reader, VigieItem *item)
{
    GArray *conditions = reader->builder->conditions;
    guint before = conditions->len;
    add_expression(reader, conditions, item, &item->filter, VIGIE_COLUMN_CHOICE_FILTER);
    if (conditions->len == before)
        return true;
    if (item->list == NULL) {
        g_array_set_size(conditions, before);
        bool told = item->kind == VIGIE_VALUE_CHOICE || item->kind == VIGIE_VALUE_CHOICES;
        return told ||
               FAIL(reader, VALUE, CHOICE_FILTER,
                    _("choice_filter goes with a question that has choices, not with %s"),
                    item->type);
    }
    g_array_index(conditions, VigiePending, before).list = item->list;
    return true;
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
    if (!read_elsewhere(reader, item))
        add_expression(reader, builder->calculations, item, &item->calculation,
                       VIGIE_COLUMN_CALCULATION);
    add_filter(reader, item);
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
    item->file = vigie_builder_file(reader->builder, reader->row);
    item->line = (guint)reader->row->line;
    item->index = codebook->items->len;
    g_ptr_array_add(codebook->items, item);
    g_hash_table_insert(codebook->by_name, item->name, item);
    note_name(reader, name);
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
    VigiePending at = {.row = reader->row, .field = field_of(reader, VIGIE_COLUMN_TYPE)};
    add_pending(reader->builder->conditions, specify, &specify->relevant,
                g_strdup_printf("selected(${%s}, 'other')", item->name), &at);
    return true;
}

static void
set_required(const Reader *reader, VigieItem *item)
{
    const char *text = cell(reader, VIGIE_COLUMN_REQUIRED);
    if (!vigie_builder_truth(text, &item->required))
        add_expression(reader, reader->builder->conditions, item, &item->required_if,
                       VIGIE_COLUMN_REQUIRED);
}

static bool
set_kind(const Reader *reader, VigieItem *item, const VigieFormType *type)
{
    item->integer = type->integer;
    item->ordered = strcmp(type->name, "rank") == 0;
    if (type->list != NULL && !set_select(reader, item, type))
        return false;
    if (strcmp(type->name, "range") == 0 &&
        !vigie_builder_set_range(reader->builder, reader->row, item))
        return false;
    if (strcmp(type->name, "calculate") == 0 && *cell(reader, VIGIE_COLUMN_CALCULATION) == '\0')
        return FAIL(reader, VALUE, CALCULATION, _("the calculation of '%s' is empty"),
                    item->name);
    return set_list(reader, item);
}

/* A row that becomes no item: others that name it are not wrong for it. */
static bool
lose(const Reader *reader)
{
    g_hash_table_add(reader->builder->lost, (gpointer)cell(reader, VIGIE_COLUMN_NAME));
    return false;
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
        return lose(reader);
    if (reader->builder->codebook->items->len >= VIGIE_ITEMS_MAX)
        return FAIL(reader, VALUE, NAME,
                    _("more than %d items, and a table has no room for more: leave out those "
                      "that nobody will use"),
                    VIGIE_ITEMS_MAX);
    VigieItem *item = add_item(reader, name, type->name, type->kind);
    item->labels = vigie_builder_labels(reader->builder, reader->row);
    g_free(item->role);
    item->role = g_strdup(cell(reader, VIGIE_COLUMN_ROLE));
    g_free(item->constraint_message);
    item->constraint_message = g_strdup(cell(reader, VIGIE_COLUMN_CONSTRAINT_MESSAGE));
    set_required(reader, item);
    set_personal(reader, item);
    set_kind(reader, item, type);
    add_expressions(reader, item);
    return !type->or_other || add_specify(reader, item);
}

/* --- groups --------------------------------------------------------------------------------- */

static bool
begin_group(const Reader *reader, bool repeat)
{
    const char *name = cell(reader, VIGIE_COLUMN_NAME);
    if (*name == '\0' || !vigie_text_is_name(name))
        FAIL(reader, NAME, NAME,
             repeat ? _("the repeat has no name of letters, digits, _, - and .")
                    : _("the group has no name of letters, digits, _, - and ."));
    add_expression(reader, reader->builder->conditions, NULL, NULL, VIGIE_COLUMN_RELEVANT);
    Group *group = g_new0(Group, 1);
    group->name = g_strdup(name);
    group->relevant = g_strdup(cell(reader, VIGIE_COLUMN_RELEVANT));
    group->row = reader->row;
    group->repeat = repeat;
    g_ptr_array_add(reader->groups, group);
    VigieGroup *shown = g_new0(VigieGroup, 1);
    shown->path = group_path(reader);
    shown->labels = vigie_builder_labels(reader->builder, reader->row);
    g_ptr_array_add(reader->builder->codebook->groups, shown);
    return true;
}

static void
close_repeat(Reader *reader, const VigieFormRow *begin)
{
    const VigieCodebook *codebook = reader->builder->codebook;
    if (codebook->items->len == 0 && codebook->repeats->len == 0 &&
        vigie_mistakes_count(reader->builder->mistakes) == 0)
        vigie_builder_fail(reader->builder, VIGIE_CODEBOOK_ERROR_READ, begin, 0,
                           _("the repeat '%s' has no item"), codebook->repeat->name);
    reader->builder = reader->builder->outer;
}

/* What does not fit closes what is open all the same: one mistake, not one for each row behind it. */
static bool
end_group(Reader *reader, bool repeat)
{
    if (reader->groups->len == 0)
        return FAIL(reader, TYPE, TYPE,
                    repeat ? _("end_repeat without a begin_repeat before it")
                           : _("end_group without a begin_group before it"));
    const Group *last = g_ptr_array_index(reader->groups, reader->groups->len - 1);
    guint line = (guint)last->row->line;
    bool opened = last->repeat;
    if (opened && !repeat)
        FAIL(reader, TYPE, TYPE,
             _("the repeat '%s', begun on line %u, is closed by end_repeat"), last->name, line);
    if (!opened && repeat)
        FAIL(reader, TYPE, TYPE, _("the group '%s', begun on line %u, is closed by end_group"),
             last->name, line);
    if (opened)
        close_repeat(reader, last->row);
    g_ptr_array_remove_index(reader->groups, reader->groups->len - 1);
    return opened == repeat;
}

/* --- repeats: what stands inside goes to a codebook of its own ------------------------------- */

static bool
begin_repeat(Reader *reader)
{
    const char *name = cell(reader, VIGIE_COLUMN_NAME);
    if (*name != '\0' && vigie_text_is_name(name))
        check_twin(reader, name);
    begin_group(reader, true);
    char **labels = vigie_builder_labels(reader->builder, reader->row);
    reader->builder = vigie_builder_add_repeat(reader->builder, name, labels,
                                               (guint)reader->row->line, item_free);
    note_name(reader, name);
    return true;
}

/* --- rows ----------------------------------------------------------------------------------- */

static bool
read_row(Reader *reader)
{
    const char *text = cell(reader, VIGIE_COLUMN_TYPE), *name = cell(reader, VIGIE_COLUMN_NAME);
    if (*text == '\0' && *name == '\0')
        return true; /* a comment in a column of the author's own */
    if (*text == '\0') {
        FAIL(reader, TYPE, TYPE, _("'%s' has no type"), name);
        return lose(reader);
    }
    g_auto(VigieFormType) type = {0};
    GError *wrong = NULL;
    VigiePlace place = vigie_builder_place(reader->row, field_of(reader, VIGIE_COLUMN_TYPE));
    if (!vigie_xlsform_type(text, &place, &type, &wrong)) {
        vigie_mistakes_add_error(reader->builder->mistakes, reader->row->table->sheet, wrong);
        return lose(reader);
    }
    switch (type.row) {
    case VIGIE_ROW_ITEM:
        return read_item(reader, &type);
    case VIGIE_ROW_BEGIN:
        return begin_group(reader, false);
    case VIGIE_ROW_END:
        return end_group(reader, false);
    case VIGIE_ROW_BEGIN_REPEAT:
        return begin_repeat(reader);
    case VIGIE_ROW_END_REPEAT:
        return end_group(reader, true);
    case VIGIE_ROW_NOTE:
        break;
    }
    return true;
}

static void
check_closed(const Reader *reader)
{
    if (reader->groups->len == 0)
        return;
    const Group *group = g_ptr_array_index(reader->groups, reader->groups->len - 1);
    vigie_builder_fail(reader->builder, VIGIE_CODEBOOK_ERROR_TYPE, group->row, 0,
                       group->repeat ? _("the repeat '%s' is not closed by end_repeat")
                                     : _("the group '%s' is not closed by end_group"),
                       group->name);
}

static void
check_some(const VigieBuilder *builder)
{
    if (builder->codebook->items->len == 0 && vigie_mistakes_count(builder->mistakes) == 0)
        vigie_xlsform_fail(builder->mistakes, VIGIE_CODEBOOK_ERROR_READ,
                           &builder->form->tables[VIGIE_SURVEY], NULL, 0,
                           _("the questionnaire has no item"));
}

void
vigie_builder_read_items(VigieBuilder *builder)
{
    g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(group_free);
    g_autoptr(GHashTable) folded =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, named_free);
    Reader reader = {.builder = builder, .groups = groups, .folded = folded};
    const GPtrArray *rows = builder->rows[VIGIE_SURVEY];
    builder->codebook->items = g_ptr_array_new_with_free_func(item_free);
    for (guint i = 0; i < rows->len; i++) {
        reader.row = g_ptr_array_index(rows, i);
        read_row(&reader);
    }
    check_closed(&reader);
    check_some(builder);
}
