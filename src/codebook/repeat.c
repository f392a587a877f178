/* repeat.c - begin repeat … end repeat: what is repeated has a codebook of its own, which inherits the items around it
 *
 * Its items come first, then the link to the parent's record and the position among the siblings, then the items that
 * stand outside, as the parent's own codebook has them by then (so that those of all outer repeats are there too). */
#include "repeat.h"
#include <math.h>
#include <string.h>
#include <vigie/codebook-expression.h>

/* --- builders ------------------------------------------------------------------------------- */

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

static void
builder_free(gpointer builder)
{
    vigie_builder_clear(builder);
    g_free(builder);
}

static void
repeat_free(gpointer pointer)
{
    VigieRepeat *repeat = pointer;
    g_free(repeat->name);
    g_strfreev(repeat->labels);
    vigie_codebook_free(repeat->codebook);
    g_free(repeat);
}

void
vigie_builder_init(VigieBuilder *builder, VigieCodebook *codebook)
{
    builder->codebook = codebook;
    builder->calculations = pending_new();
    builder->conditions = pending_new();
    builder->inner = g_ptr_array_new_with_free_func(builder_free);
    codebook->repeats = g_ptr_array_new_with_free_func(repeat_free);
}

void
vigie_builder_clear(VigieBuilder *builder)
{
    g_clear_pointer(&builder->calculations, g_array_unref);
    g_clear_pointer(&builder->conditions, g_array_unref);
    g_clear_pointer(&builder->inner, g_ptr_array_unref);
}

static VigieCodebook *
codebook_inside(const VigieCodebook *outer, GDestroyNotify free_item)
{
    VigieCodebook *codebook = g_new0(VigieCodebook, 1);
    codebook->path = g_strdup(outer->path);
    codebook->form_id = g_strdup(outer->form_id);
    codebook->form_title = g_strdup(outer->form_title);
    codebook->version = g_strdup(outer->version);
    codebook->languages = g_strdupv(outer->languages);
    codebook->n_languages = outer->n_languages;
    codebook->items = g_ptr_array_new_with_free_func(free_item);
    codebook->lists = g_ptr_array_ref(outer->lists);
    codebook->files = g_ptr_array_ref(outer->files);
    codebook->groups = g_ptr_array_ref(outer->groups);
    codebook->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    codebook->parent = outer;
    return codebook;
}

VigieBuilder *
vigie_builder_add_repeat(VigieBuilder *outer, const char *name, char **labels, guint line,
                         GDestroyNotify free_item)
{
    VigieRepeat *repeat = g_new0(VigieRepeat, 1);
    repeat->name = g_strdup(name);
    repeat->labels = labels;
    repeat->line = line;
    repeat->before = outer->codebook->items->len;
    repeat->codebook = codebook_inside(outer->codebook, free_item);
    repeat->codebook->repeat = repeat;
    g_ptr_array_add(outer->codebook->repeats, repeat);
    VigieBuilder *builder = g_memdup2(outer, sizeof *outer);
    vigie_builder_init(builder, repeat->codebook);
    builder->outer = outer;
    g_ptr_array_add(outer->inner, builder);
    return builder;
}

/* --- what a repeat inherits ----------------------------------------------------------------- */

static VigieItem *
add_item(VigieCodebook *codebook, VigieItem *item)
{
    item->index = codebook->items->len;
    g_ptr_array_add(codebook->items, item);
    g_hash_table_insert(codebook->by_name, item->name, item);
    return item;
}

/* name is taken over; text in French and in English. */
static const VigieItem *
add_counted(VigieCodebook *codebook, char *name, VigieItemOrigin origin, const char *french,
            const char *english)
{
    VigieItem *item = g_new0(VigieItem, 1);
    item->name = name;
    item->type = g_strdup("integer");
    item->kind = VIGIE_VALUE_NUMBER;
    item->integer = true;
    item->labels = g_new0(char *, codebook->n_languages + 1);
    for (guint i = 0; i < codebook->n_languages; i++)
        item->labels[i] =
            g_strdup(strcmp(codebook->languages[i], "en") == 0 ? english : french);
    item->role = g_strdup("");
    item->group = g_strdup("");
    item->constraint_message = g_strdup("");
    item->range_start = item->range_end = item->range_step = NAN;
    item->file = codebook->path;
    item->line = codebook->repeat->line;
    item->origin = origin;
    return add_item(codebook, item);
}

static bool
check_free(const VigieBuilder *builder, const char *name)
{
    const VigieItem *own = vigie_codebook_find(builder->codebook, name);
    const VigieItem *item =
        own != NULL ? own : vigie_codebook_find(builder->outer->codebook, name);
    if (item == NULL)
        return true;
    VigiePlace place = {item->file, item->line, 0};
    g_autofree char *what = g_strdup_printf(
        _("'%s' is a column that vigie adds to the repeat '%s': take another name"), name,
        builder->codebook->repeat->name);
    vigie_mistakes_add(builder->mistakes, VIGIE_CODEBOOK_ERROR_NAME, "survey", &place, what);
    return false;
}

static void
inherit_items(VigieCodebook *codebook, const VigieCodebook *parent)
{
    for (guint i = 0; i < parent->items->len; i++) {
        const VigieItem *outside = g_ptr_array_index(parent->items, i);
        VigieItem *item = g_memdup2(outside, sizeof *outside);
        item->origin = VIGIE_ITEM_INHERITED;
        item->relevant = item->constraint = item->calculation = NULL;
        item->filter = item->required_if = NULL;
        item->required = item->aggregate = false;
        add_item(codebook, item);
    }
}

static bool
inherit(VigieBuilder *builder)
{
    VigieCodebook *codebook = builder->codebook;
    const VigieCodebook *parent = codebook->parent;
    VigieRepeat *repeat = (VigieRepeat *)codebook->repeat;
    g_autofree char *link =
        g_strdup_printf("%s_record", parent->repeat != NULL ? parent->repeat->name : "parent");
    g_autofree char *position = g_strdup_printf("%s_position", repeat->name);
    if (!check_free(builder, link) || !check_free(builder, position))
        return false;
    repeat->link = add_counted(codebook, g_steal_pointer(&link), VIGIE_ITEM_PARENT,
                               "Enregistrement parent", "Record of the parent");
    repeat->position = add_counted(codebook, g_steal_pointer(&position), VIGIE_ITEM_POSITION,
                                   "Rang", "Position");
    inherit_items(codebook, parent);
    codebook->date = vigie_builder_date(codebook);
    return true;
}

void
vigie_builder_compile_repeats(VigieBuilder *builder)
{
    for (guint i = 0; i < builder->inner->len; i++) {
        VigieBuilder *inner = g_ptr_array_index(builder->inner, i);
        if (!inherit(inner))
            continue;
        vigie_builder_compile(inner);
        vigie_builder_compile_repeats(inner);
    }
}

/* --- looking up ----------------------------------------------------------------------------- */

const VigieRepeat *
vigie_codebook_repeat(const VigieCodebook *codebook, const char *name)
{
    for (guint i = 0; i < codebook->repeats->len; i++) {
        const VigieRepeat *repeat = g_ptr_array_index(codebook->repeats, i);
        if (strcmp(repeat->name, name) == 0)
            return repeat;
    }
    return NULL;
}

static const VigieRepeat *
find_below(const VigieCodebook *codebook, const char *name, const VigieItem **item)
{
    for (guint i = 0; i < codebook->repeats->len; i++) {
        const VigieRepeat *repeat = g_ptr_array_index(codebook->repeats, i);
        const VigieItem *own = vigie_codebook_find(repeat->codebook, name);
        if (strcmp(repeat->name, name) == 0 || (own != NULL && own->origin == VIGIE_ITEM_OWN)) {
            *item = own;
            return repeat;
        }
        const VigieRepeat *below = find_below(repeat->codebook, name, item);
        if (below != NULL)
            return below;
    }
    return NULL;
}

static bool
is_around(const VigieCodebook *codebook, const VigieRepeat *repeat)
{
    while (codebook != NULL && codebook->repeat != repeat)
        codebook = codebook->parent;
    return codebook != NULL;
}

const VigieRepeat *
vigie_codebook_repeated(const VigieCodebook *codebook, const char *name, const VigieItem **item)
{
    *item = NULL;
    const VigieCodebook *form = codebook;
    while (form->parent != NULL)
        form = form->parent;
    const VigieRepeat *repeat = find_below(form, name, item);
    return repeat != NULL && !is_around(codebook, repeat) ? repeat : NULL;
}

/* --- calls that go over the records of a repeat --------------------------------------------- */

static bool
has_repeats(const VigieCodebook *codebook)
{
    while (codebook->parent != NULL)
        codebook = codebook->parent;
    return codebook->repeats->len > 0;
}

/* True if the arguments that begin at cursor name an item of a repeat. */
static bool
goes_over_repeat(const VigieCodebook *codebook, const char *cursor)
{
    VigieToken token;
    guint depth = 0;
    do {
        vigie_token_next(&cursor, &token);
        depth += vigie_token_is(&token, "(");
        depth -= depth > 0 && vigie_token_is(&token, ")");
        g_autofree char *name =
            token.kind == VIGIE_TOKEN_ITEM ? g_strndup(token.text, token.length) : NULL;
        const VigieItem *item;
        if (name != NULL && vigie_codebook_repeated(codebook, name, &item) != NULL)
            return true;
    } while (depth > 0 && token.kind != VIGIE_TOKEN_END);
    return false;
}

bool
vigie_repeat_is_aggregate(const VigieCodebook *codebook, const VigieToken *token)
{
    static const char *const always[] = {"sum", "count", "count-non-empty"};
    static const char *const sometimes[] = {"min", "max", "join"};
    for (guint i = 0; i < G_N_ELEMENTS(always); i++)
        if (vigie_token_is(token, always[i]))
            return has_repeats(codebook);
    for (guint i = 0; i < G_N_ELEMENTS(sometimes); i++)
        if (vigie_token_is(token, sometimes[i]))
            return goes_over_repeat(codebook, token->end);
    return false;
}
