/* compare.c - what became of each item from one questionnaire to the next */
#include "likeness.h"
#include <math.h>
#include <string.h>
#include <vigie/codebook-compare.h>
#include <vigie/codebook-expression.h>

/* Texts that share less than this are about different things. */
#define UNLIKE (1.0 / 3)
/* Labelled items that it takes to tell another language from other questions. */
#define STRANGERS_LEAST 4

/* Verdicts ----------------------------------------------------------------------------------- */

static const struct {
    const char *name, *text;
} verdicts[VIGIE_N_VERDICTS] = {
    [VIGIE_VERDICT_IDENTICAL] = {"identical", N_("identical")},
    [VIGIE_VERDICT_MOVED] = {"moved", N_("moved")},
    [VIGIE_VERDICT_TRANSLATION] = {"translation", N_("translation")},
    [VIGIE_VERDICT_LABEL] = {"label", N_("label only")},
    [VIGIE_VERDICT_ADDED] = {"added", N_("new item")},
    [VIGIE_VERDICT_REMOVED] = {"removed", N_("item gone")},
    [VIGIE_VERDICT_CHOICES] = {"choices", N_("choices")},
    [VIGIE_VERDICT_WORDING] = {"wording", N_("wording")},
    [VIGIE_VERDICT_FILTER] = {"filter", N_("filter")},
    [VIGIE_VERDICT_SCALE] = {"scale", N_("scale")},
    [VIGIE_VERDICT_TYPE] = {"type", N_("type")},
    [VIGIE_VERDICT_REUSED] = {"reused", N_("code used for something else")}};

const char *
vigie_verdict_name(VigieVerdict verdict)
{
    return verdicts[verdict].name;
}

const char *
vigie_verdict_text(VigieVerdict verdict)
{
    return _(verdicts[verdict].text);
}

bool
vigie_verdict_breaks(VigieVerdict verdict)
{
    return verdict >= VIGIE_VERDICT_FILTER;
}

bool
vigie_verdict_refused(VigieVerdict verdict)
{
    return verdict == VIGIE_VERDICT_REUSED;
}

static void
find(VigieComparison *c, VigieVerdict verdict, char *detail)
{
    c->found |= 1u << verdict;
    c->verdict = MAX(c->verdict, verdict);
    if (detail != NULL)
        g_ptr_array_add(c->details, detail);
}

/* Texts in languages ------------------------------------------------------------------------- */

typedef struct {
    const VigieCodebook *before, *after;
    bool strangers; /* plain labels of the two are in different languages */
} Pair;

/* A plain label may be in any language. */
static bool
is_same_language(const Pair *pair, const char *a, const char *b)
{
    if (*a == '\0' || *b == '\0')
        return !pair->strangers;
    return strcmp(a, b) == 0;
}

/* The text of the new form that says in this language of the old one most nearly the same; NULL = none there. */
static const char *
twin_of(const Pair *pair, guint language, const char *text, char *const *after)
{
    const char *twin = NULL;
    double most = -1;
    for (guint l = 0; l < pair->after->n_languages; l++) {
        if (*after[l] == '\0' || !is_same_language(pair, pair->before->languages[language],
                                                   pair->after->languages[l]))
            continue;
        double likeness = vigie_likeness(text, after[l]);
        if (likeness > most) {
            most = likeness;
            twin = after[l];
        }
    }
    return twin;
}

typedef enum {
    SAME_TEXT,
    SAME_WORDS,
    OTHER_LANGUAGE, /* one language says the same, another does not */
    REWORDED,
    UNLIKE_TEXT
} Change;

/* What is least changed in one language is what counts: the others are its translations.  *a, *b: the texts that
 * were compared last, for messages. */
static Change
compare_labels(const Pair *pair, char *const *before, char *const *after, const char **a,
               const char **b)
{
    double most = -1;
    bool raw = true, any = false, other = false;
    for (guint l = 0; l < pair->before->n_languages; l++) {
        const char *twin = *before[l] != '\0' ? twin_of(pair, l, before[l], after) : NULL;
        other |= twin == NULL;
        if (twin == NULL)
            continue;
        double likeness = vigie_likeness(before[l], twin);
        other |= likeness < 1;
        raw &= strcmp(before[l], twin) == 0;
        if (!any || likeness > most) {
            most = likeness;
            *a = before[l];
            *b = twin;
        }
        any = true;
    }
    if (!any)
        return other ? OTHER_LANGUAGE : SAME_TEXT;
    if (most >= 1)
        return other ? OTHER_LANGUAGE : (raw ? SAME_TEXT : SAME_WORDS);
    return most < UNLIKE ? UNLIKE_TEXT : REWORDED;
}

static bool
has_other_languages(const Pair *pair)
{
    return pair->before->n_languages != pair->after->n_languages;
}

static void
compare_question(const Pair *pair, VigieComparison *c)
{
    const char *a = "", *b = "";
    Change change = compare_labels(pair, c->before->labels, c->after->labels, &a, &b);
    if (change == SAME_TEXT && has_other_languages(pair))
        change = OTHER_LANGUAGE;
    if (change == SAME_WORDS)
        find(c, VIGIE_VERDICT_LABEL, g_strdup_printf(_("“%s” is now “%s”"), a, b));
    else if (change == OTHER_LANGUAGE)
        find(c, VIGIE_VERDICT_TRANSLATION, NULL);
    else if (change == REWORDED)
        find(c, VIGIE_VERDICT_WORDING, g_strdup_printf(_("“%s” is now “%s”"), a, b));
    else if (change == UNLIKE_TEXT)
        find(c, VIGIE_VERDICT_REUSED,
             g_strdup_printf(_("the name stood for “%s” and now stands for “%s”"), a, b));
}

/* Choices ------------------------------------------------------------------------------------ */

static const VigieChoice *
choice_of(const VigieList *list, const char *name)
{
    gint i = vigie_list_index(list, name);
    return i >= 0 ? vigie_list_get(list, (guint)i) : NULL;
}

static bool
is_answer(const VigieChoice *choice)
{
    return choice->missing == VIGIE_PRESENT;
}

/* Choices of one list that the other has not: "a, b"; NULL = none. */
static char *
names_missing(const VigieList *from, const VigieList *other)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < from->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(from, i);
        if (choice_of(other, choice->name) == NULL)
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", choice->name);
    }
    return names->len > 0 ? g_string_free(g_steal_pointer(&names), FALSE) : NULL;
}

/* A choice whose words the old list gave to another: the scale runs the other way. */
static bool
is_turned(const Pair *pair, const VigieList *before, const VigieChoice *choice)
{
    const char *a = "", *b = "";
    for (guint i = 0; i < before->choices->len; i++) {
        const VigieChoice *old = vigie_list_get(before, i);
        Change change = compare_labels(pair, old->labels, choice->labels, &a, &b);
        if (strcmp(old->name, choice->name) != 0 && change <= OTHER_LANGUAGE && *a != '\0')
            return true;
    }
    return false;
}

static void
compare_choice(const Pair *pair, VigieComparison *c, const VigieChoice *old,
               const VigieChoice *choice)
{
    const char *a = "", *b = "";
    Change change = compare_labels(pair, old->labels, choice->labels, &a, &b);
    bool scale = !isnan(old->score) && !isnan(choice->score);
    if (change == OTHER_LANGUAGE)
        find(c, VIGIE_VERDICT_TRANSLATION, NULL);
    if (change == SAME_WORDS)
        find(c, VIGIE_VERDICT_LABEL, NULL);
    if (change != REWORDED && change != UNLIKE_TEXT)
        return;
    char *detail = g_strdup_printf(_("choice %s: “%s” is now “%s”"), choice->name, a, b);
    if (is_turned(pair, c->before->list, choice))
        find(c, scale ? VIGIE_VERDICT_SCALE : VIGIE_VERDICT_REUSED, detail);
    else
        find(c, change == REWORDED ? VIGIE_VERDICT_LABEL : VIGIE_VERDICT_REUSED, detail);
}

/* True if the choices that both lists have stand in another order. */
static bool
is_reordered(const VigieList *before, const VigieList *after)
{
    gint last = -1;
    for (guint i = 0; i < after->choices->len; i++) {
        gint position = vigie_list_index(before, vigie_list_get(after, i)->name);
        if (position >= 0 && position < last)
            return true;
        last = MAX(last, position);
    }
    return false;
}

static void
compare_lists(const Pair *pair, VigieComparison *c)
{
    const VigieList *before = c->before->list, *after = c->after->list;
    g_autofree char *scale = vigie_item_scale(c->before);
    bool scored = *scale != '\0';
    for (guint i = 0; i < after->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(after, i);
        const VigieChoice *old = choice_of(before, choice->name);
        if (old != NULL && is_answer(old) == is_answer(choice))
            compare_choice(pair, c, old, choice);
        else if (old != NULL)
            find(c, VIGIE_VERDICT_REUSED,
                 g_strdup_printf(_("choice %s is an answer in one and none in the other"),
                                 choice->name));
    }
    g_autofree char *added = names_missing(after, before), *gone = names_missing(before, after);
    if (added != NULL)
        find(c, VIGIE_VERDICT_CHOICES, g_strdup_printf(_("choices added: %s"), added));
    if (gone != NULL)
        find(c, VIGIE_VERDICT_CHOICES, g_strdup_printf(_("choices gone: %s"), gone));
    if (is_reordered(before, after) && !scored)
        find(c, VIGIE_VERDICT_CHOICES, g_strdup(_("choices in another order")));
}

static void
compare_scales(VigieComparison *c)
{
    g_autofree char *before = vigie_item_scale(c->before), *after = vigie_item_scale(c->after);
    if (strcmp(before, after) == 0)
        return;
    find(c, VIGIE_VERDICT_SCALE,
         g_strdup_printf(_("scale %s is now %s"), *before != '\0' ? before : "–",
                         *after != '\0' ? after : "–"));
}

/* Items -------------------------------------------------------------------------------------- */

static const char *
text_of(const VigieExpression *expression)
{
    return expression != NULL ? vigie_expression_text(expression) : "";
}

/* Without blanks, which say nothing in an expression. */
static char *
squeeze(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text != '\0'; text++)
        if (!g_ascii_isspace(*text))
            g_string_append_c(out, *text);
    return g_string_free(out, FALSE);
}

static bool
is_same_condition(const VigieExpression *a, const VigieExpression *b)
{
    g_autofree char *before = squeeze(text_of(a)), *after = squeeze(text_of(b));
    return strcmp(before, after) == 0;
}

static const char *
condition_or(const VigieExpression *condition, const char *none)
{
    return condition != NULL ? vigie_expression_text(condition) : none;
}

static const char *
required_text(const VigieItem *item)
{
    return condition_or(item->required_if, item->required ? _("always") : _("never"));
}

/* Of whom it is asked, which choices they are offered, and who must answer. */
static void
compare_filters(VigieComparison *c)
{
    const VigieItem *a = c->before, *b = c->after;
    if (!is_same_condition(a->relevant, b->relevant))
        find(c, VIGIE_VERDICT_FILTER,
             g_strdup_printf(_("asked if “%s”, now if “%s”"),
                             condition_or(a->relevant, _("always")),
                             condition_or(b->relevant, _("always"))));
    if (!is_same_condition(a->filter, b->filter))
        find(c, VIGIE_VERDICT_FILTER,
             g_strdup_printf(_("choices offered if “%s”, now if “%s”"),
                             condition_or(a->filter, _("always")),
                             condition_or(b->filter, _("always"))));
    if (!is_same_condition(a->required_if, b->required_if))
        find(c, VIGIE_VERDICT_FILTER,
             g_strdup_printf(_("required if “%s”, now if “%s”"), required_text(a),
                             required_text(b)));
}

static void
compare_calculations(VigieComparison *c)
{
    if (c->before->calculation == NULL || c->after->calculation == NULL)
        return;
    const char *old = vigie_expression_text(c->before->calculation);
    const char *new = vigie_expression_text(c->after->calculation);
    g_autofree char *before = squeeze(old), *after = squeeze(new);
    if (strcmp(before, after) != 0)
        find(c, VIGIE_VERDICT_WORDING,
             g_strdup_printf(_("calculated by “%s”, now by “%s”"), old, new));
}

static void
compare_items(const Pair *pair, VigieComparison *c)
{
    compare_question(pair, c);
    compare_filters(c);
    compare_calculations(c);
    if (c->before->kind != c->after->kind) {
        find(c, VIGIE_VERDICT_TYPE,
             g_strdup_printf(_("type %s is now %s"), c->before->type, c->after->type));
        return;
    }
    if (c->after->list != NULL && c->before->list != NULL)
        compare_lists(pair, c);
    compare_scales(c);
}

/* Longest run of items whose order did not change (patience); those outside have moved. */
static void
find_moved(GPtrArray *comparisons)
{
    guint n = comparisons->len, longest = 0, end = G_MAXUINT;
    g_autofree guint *length = g_new0(guint, n + 1), *from = g_new(guint, n + 1);
    g_autofree bool *stays = g_new0(bool, n + 1);
    for (guint i = 0; i < n; i++) {
        const VigieComparison *c = g_ptr_array_index(comparisons, i);
        if (c->before == NULL || c->after == NULL)
            continue;
        length[i] = 1;
        from[i] = G_MAXUINT;
        for (guint j = 0; j < i; j++) {
            const VigieComparison *earlier = g_ptr_array_index(comparisons, j);
            if (length[j] >= length[i] && earlier->before->index < c->before->index) {
                length[i] = length[j] + 1;
                from[i] = j;
            }
        }
        if (length[i] > longest) {
            longest = length[i];
            end = i;
        }
    }
    for (; end != G_MAXUINT; end = from[end])
        stays[end] = true;
    for (guint i = 0; i < n; i++) {
        VigieComparison *c = g_ptr_array_index(comparisons, i);
        if (length[i] > 0 && !stays[i])
            find(c, VIGIE_VERDICT_MOVED, NULL);
    }
}

static void
comparison_free(gpointer comparison)
{
    g_ptr_array_unref(((VigieComparison *)comparison)->details);
    g_free(comparison);
}

static VigieComparison *
add(GPtrArray *comparisons, const VigieItem *before, const VigieItem *after)
{
    VigieComparison *c = g_new0(VigieComparison, 1);
    c->before = before;
    c->after = after;
    c->details = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(comparisons, c);
    return c;
}

/* In a repeat, those outside it are compared where they stand. */
static const VigieItem *
find_own(const VigieCodebook *codebook, const char *name)
{
    const VigieItem *item = codebook != NULL ? vigie_codebook_find(codebook, name) : NULL;
    return item != NULL && item->origin == VIGIE_ITEM_OWN ? item : NULL;
}

/* An item gone whose words stand under another name: it was renamed. */
static void
find_renamed(const Pair *pair, VigieComparison *c)
{
    const char *a = "", *b = "";
    for (guint i = 0; i < pair->after->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(pair->after->items, i);
        if (item->origin == VIGIE_ITEM_OWN && find_own(pair->before, item->name) == NULL &&
            compare_labels(pair, c->before->labels, item->labels, &a, &b) <= OTHER_LANGUAGE &&
            *a != '\0') {
            g_ptr_array_add(c->details, g_strdup_printf(_("the same question is now called %s"),
                                                        item->name));
            return;
        }
    }
}

/* Two languages -------------------------------------------------------------------------------- */

static bool
has_same_choices(const VigieItem *a, const VigieItem *b)
{
    if (a->list == NULL || b->list == NULL)
        return a->list == b->list;
    if (a->list->choices->len != b->list->choices->len)
        return false;
    for (guint i = 0; i < a->list->choices->len; i++)
        if (strcmp(vigie_list_get(a->list, i)->name, vigie_list_get(b->list, i)->name) != 0)
            return false;
    return true;
}

/* Names, kinds and choices are the same, one after the other. */
static bool
has_same_frame(const Pair *pair)
{
    guint n = pair->before->items->len;
    if (n != pair->after->items->len)
        return false;
    for (guint i = 0; i < n; i++) {
        const VigieItem *a = g_ptr_array_index(pair->before->items, i);
        const VigieItem *b = g_ptr_array_index(pair->after->items, i);
        if (strcmp(a->name, b->name) != 0 || a->kind != b->kind || !has_same_choices(a, b))
            return false;
    }
    return true;
}

/* Do the old words stand under another name now?  Then questions were shifted, not translated. */
static bool
recurs(const Pair *pair, const VigieItem *old)
{
    const char *a = "", *b = "";
    for (guint i = 0; i < pair->after->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(pair->after->items, i);
        if (strcmp(item->name, old->name) != 0 &&
            compare_labels(pair, old->labels, item->labels, &a, &b) <= OTHER_LANGUAGE &&
            *a != '\0')
            return true;
    }
    return false;
}

/* One form in plain French, the other in plain English: the frame is the same, and hardly any words are.  Single codes
 * that are used for something else leave the words of the others alike; a form shifted by one has them elsewhere. */
static bool
are_strangers(const Pair *pair)
{
    guint n = 0, n_unlike = 0;
    if (!has_same_frame(pair))
        return false;
    for (guint i = 0; i < pair->before->items->len; i++) {
        const VigieItem *old = g_ptr_array_index(pair->before->items, i);
        const VigieItem *item = g_ptr_array_index(pair->after->items, i);
        const char *a = "", *b = "";
        Change change = compare_labels(pair, old->labels, item->labels, &a, &b);
        if (*a == '\0')
            continue;
        if (recurs(pair, old))
            return false;
        n++;
        n_unlike += change == UNLIKE_TEXT;
    }
    return n >= STRANGERS_LEAST && 3 * n_unlike >= 2 * n;
}

static bool
has_plain_labels(const VigieCodebook *codebook)
{
    for (guint l = 0; l < codebook->n_languages; l++)
        if (*codebook->languages[l] == '\0')
            return true;
    return false;
}

/* Items that stand side by side; one of the two may be NULL, a repeat that is new or gone. */
static GPtrArray *
compare_level(const VigieCodebook *before, const VigieCodebook *after)
{
    GPtrArray *comparisons = g_ptr_array_new_with_free_func(comparison_free);
    Pair pair = {before, after, false};
    if (before != NULL && after != NULL)
        pair.strangers =
            (has_plain_labels(before) || has_plain_labels(after)) && are_strangers(&pair);
    for (guint i = 0; after != NULL && i < after->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(after->items, i);
        const VigieItem *old = find_own(before, item->name);
        if (item->origin != VIGIE_ITEM_OWN)
            continue;
        VigieComparison *c = add(comparisons, old, item);
        if (old != NULL)
            compare_items(&pair, c);
        else
            find(c, VIGIE_VERDICT_ADDED, NULL);
    }
    find_moved(comparisons);
    for (guint i = 0; before != NULL && i < before->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(before->items, i);
        if (item->origin != VIGIE_ITEM_OWN || find_own(after, item->name) != NULL)
            continue;
        VigieComparison *c = add(comparisons, item, NULL);
        find(c, VIGIE_VERDICT_REMOVED, NULL);
        if (after != NULL)
            find_renamed(&pair, c);
    }
    return comparisons;
}

static const VigieCodebook *
inside(const VigieCodebook *codebook, const char *repeat)
{
    const VigieRepeat *found =
        codebook != NULL ? vigie_codebook_repeat(codebook, repeat) : NULL;
    return found != NULL ? found->codebook : NULL;
}

static void
compare_all(GPtrArray *all, const VigieCodebook *before, const VigieCodebook *after)
{
    g_ptr_array_extend_and_steal(all, compare_level(before, after));
    for (guint i = 0; after != NULL && i < after->repeats->len; i++) {
        const VigieRepeat *repeat = g_ptr_array_index(after->repeats, i);
        compare_all(all, inside(before, repeat->name), repeat->codebook);
    }
    for (guint i = 0; before != NULL && i < before->repeats->len; i++) {
        const VigieRepeat *repeat = g_ptr_array_index(before->repeats, i);
        if (inside(after, repeat->name) == NULL)
            compare_all(all, repeat->codebook, NULL);
    }
}

GPtrArray *
vigie_codebook_compare(const VigieCodebook *before, const VigieCodebook *after)
{
    GPtrArray *all = g_ptr_array_new_with_free_func(comparison_free);
    compare_all(all, before, after);
    return all;
}
