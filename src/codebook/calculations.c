/* calculations.c - expressions are compiled, calculations in an order in which each finds the values it
 * needs */
#include "expression.h"
#include "questionnaire.h"
#include "token.h"
#include <string.h>

/* --- order ---------------------------------------------------------------------------------- */

enum { NO_CALCULATION = -1 };

typedef struct {
    const VigieBuilder *builder;
    GArray **needs; /* [calculations] of gint: the calculations it reads */
    gint *of_item;  /* [items] its calculation, or NO_CALCULATION */
    bool *placed;   /* [calculations] */
    GArray *order;  /* guint */
} Sorter;

static const VigiePending *
calculation(const Sorter *sorter, guint i)
{
    return &g_array_index(sorter->builder->calculations, VigiePending, i);
}

/* The calculations that an expression names.  Unknown names are found when it is compiled. */
static GArray *
needs_of(const Sorter *sorter, const char *text)
{
    GArray *needs = g_array_new(FALSE, FALSE, sizeof(gint));
    VigieToken token;
    for (vigie_token_next(&text, &token); token.kind != VIGIE_TOKEN_END;
         vigie_token_next(&text, &token)) {
        if (token.kind != VIGIE_TOKEN_ITEM)
            continue;
        g_autofree char *name = g_strndup(token.text, token.length);
        const VigieItem *item = vigie_codebook_find(sorter->builder->codebook, name);
        if (item != NULL && sorter->of_item[item->index] != NO_CALCULATION)
            g_array_append_val(needs, sorter->of_item[item->index]);
    }
    return needs;
}

/* The first calculation that i waits for, or NO_CALCULATION. */
static gint
waits_for(const Sorter *sorter, guint i)
{
    for (guint j = 0; j < sorter->needs[i]->len; j++) {
        gint need = g_array_index(sorter->needs[i], gint, j);
        if (!sorter->placed[need])
            return need;
    }
    return NO_CALCULATION;
}

/* Follows what waits for what until a calculation comes back: the first of a ring. */
static guint
find_ring(const Sorter *sorter, guint i)
{
    g_autofree bool *seen = g_new0(bool, sorter->builder->calculations->len);
    while (!seen[i]) {
        seen[i] = true;
        i = (guint)waits_for(sorter, i);
    }
    return i;
}

/* Names the ring. */
static void
fail_cycle(const Sorter *sorter, guint first)
{
    GString *ring = g_string_new(calculation(sorter, first)->item->name);
    guint i = first;
    do {
        i = (guint)waits_for(sorter, i);
        g_string_append_printf(ring, " ← %s", calculation(sorter, i)->item->name);
    } while (i != first);
    g_autofree char *names = g_string_free(ring, FALSE);
    const VigiePending *at = calculation(sorter, first);
    vigie_builder_fail(sorter->builder, VIGIE_CODEBOOK_ERROR_CYCLE, at->row, at->field,
                       _("calculations need each other in a ring: %s"), names);
}

static void
place(Sorter *sorter, guint i)
{
    sorter->placed[i] = true;
    g_array_append_val(sorter->order, i);
}

/* Places what waits for nothing, in questionnaire order, until all are placed.  A ring is named and opened, so that
 * the next is found too. */
static void
place_all(Sorter *sorter)
{
    guint n = sorter->builder->calculations->len;
    while (sorter->order->len < n) {
        guint before = sorter->order->len;
        for (guint i = 0; i < n; i++)
            if (!sorter->placed[i] && waits_for(sorter, i) == NO_CALCULATION)
                place(sorter, i);
        if (sorter->order->len > before)
            continue;
        guint stuck = 0;
        while (sorter->placed[stuck])
            stuck++;
        stuck = find_ring(sorter, stuck);
        fail_cycle(sorter, stuck);
        place(sorter, stuck);
    }
}

/* Sets order to the calculations' indices, each after those that it needs. */
static void
sort_calculations(const VigieBuilder *builder, GArray *order)
{
    guint n = builder->calculations->len, n_items = builder->codebook->items->len;
    g_autofree gint *of_item = g_new(gint, n_items);
    g_autofree bool *placed = g_new0(bool, n);
    g_autoptr(GPtrArray) needs = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    Sorter sorter = {.builder = builder, .of_item = of_item, .placed = placed, .order = order};
    for (guint i = 0; i < n_items; i++)
        of_item[i] = NO_CALCULATION;
    for (guint i = 0; i < n; i++)
        of_item[calculation(&sorter, i)->item->index] = (gint)i;
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(needs, needs_of(&sorter, calculation(&sorter, i)->text));
    sorter.needs = (GArray **)needs->pdata;
    place_all(&sorter);
}

/* --- compiling ------------------------------------------------------------------------------ */

/* True if the expression names a row that became no item, for which its own mistake was told. */
static bool
names_lost(const VigieBuilder *builder, const char *text)
{
    VigieToken token;
    for (vigie_token_next(&text, &token); token.kind != VIGIE_TOKEN_END;
         vigie_token_next(&text, &token)) {
        g_autofree char *name = g_strndup(token.text, token.length);
        if (token.kind == VIGIE_TOKEN_ITEM && g_hash_table_contains(builder->lost, name))
            return true;
    }
    return false;
}

static VigieExpression *
compile(const VigieBuilder *builder, const VigiePending *pending)
{
    VigiePlace place = vigie_builder_place(pending->row, pending->field);
    GError *wrong = NULL;
    VigieExpression *expression = vigie_expression_compile(
        builder->codebook, pending->item, pending->list, pending->text, &place, &wrong);
    bool told = pending->joined && vigie_mistakes_count(builder->mistakes) > 0;
    if (expression == NULL && (told || names_lost(builder, pending->text)))
        g_clear_error(&wrong);
    if (wrong != NULL)
        vigie_mistakes_add_error(builder->mistakes, pending->row->table->sheet, wrong);
    return expression;
}

/* A derived variable without a list is what its expression gives. */
static void
set_kind(VigieItem *item)
{
    if (item->kind != VIGIE_VALUE_TEXT || strcmp(item->type, "calculate") != 0)
        return;
    if (vigie_expression_is_date(item->calculation))
        item->kind = VIGIE_VALUE_DATE;
    else if (vigie_expression_is_number(item->calculation))
        item->kind = VIGIE_VALUE_NUMBER;
}

static void
compile_calculations(VigieBuilder *builder, const GArray *order)
{
    VigieCodebook *codebook = builder->codebook;
    codebook->order = g_new(guint, order->len);
    for (guint i = 0; i < order->len; i++) {
        const VigiePending *pending =
            &g_array_index(builder->calculations, VigiePending, g_array_index(order, guint, i));
        VigieItem *item = g_ptr_array_index(codebook->items, pending->item->index);
        item->calculation = compile(builder, pending);
        if (item->calculation != NULL)
            set_kind(item);
        if (item->calculation != NULL && vigie_expression_is_aggregate(item->calculation)) {
            g_clear_pointer(&item->calculation, vigie_expression_free);
            item->aggregate = true;
            continue;
        }
        codebook->order[codebook->n_ordered++] = item->index;
    }
}

/* The conditions of groups come with each of their items: a mistake in one is told once, at the group. */
static void
compile_conditions(VigieBuilder *builder)
{
    for (guint i = 0; i < builder->conditions->len; i++) {
        const VigiePending *pending = &g_array_index(builder->conditions, VigiePending, i);
        VigieExpression *expression = compile(builder, pending);
        if (expression != NULL && vigie_expression_is_aggregate(expression)) {
            g_clear_pointer(&expression, vigie_expression_free);
            vigie_builder_fail(
                builder, VIGIE_CODEBOOK_ERROR_EXPRESSION, pending->row, pending->field,
                _("items of a repeat are not added up in a condition: put it into a calculate "
                  "of its own, and name that one here"));
        }
        if (pending->slot != NULL)
            *pending->slot = expression;
        else
            vigie_expression_free(expression);
    }
}

void
vigie_builder_compile(VigieBuilder *builder)
{
    g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));
    sort_calculations(builder, order);
    compile_calculations(builder, order);
    compile_conditions(builder);
}
