/* plan.c - a file's header against its source */
#include "plan.h"
#include "header.h"
#include <string.h>

/* One column found for an item; year 0 = for all years of the row. */
typedef struct {
    const VigieItem *item;
    gint choice;
    guint field;
    int year;
} Found;

typedef struct {
    const VigieSource *source;
    Header header;
    GArray *found; /* Found */
    Plan *plan;
    const SourceColumn *missing; /* the first line of [columns] whose header is not there */
    VigieFindings *findings;
} Builder;

static void
pass_free(Pass *pass)
{
    for (guint i = 0; i < pass->bindings->len; i++)
        g_clear_pointer(&g_array_index(pass->bindings, Binding, i).choices, g_array_unref);
    g_array_unref(pass->bindings);
    g_array_unref(pass->absent);
    g_free(pass);
}

void
vigie_plan_free(Plan *plan)
{
    if (plan == NULL)
        return;
    for (guint i = 0; i < plan->source->codebook->items->len; i++)
        vigie_codes_free(plan->codes[i]);
    g_free(plan->codes);
    g_ptr_array_unref(plan->passes);
    g_array_unref(plan->unnamed);
    g_free(plan->asked);
    g_free(plan->bound);
    g_free(plan->mapping);
    g_free(plan);
}

static VigiePlace
header_place(const Builder *b, guint field)
{
    return (VigiePlace){b->header.file, b->header.line, field};
}

/* Finding columns ------------------------------------------------------------------------- */

static bool
set_twice(const Builder *b, const char *name, GError **error)
{
    VigiePlace place = header_place(b, 0);
    vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SURVEY, &place,
                       _("more than one column is named '%s'; rename one, or say which under "
                         "[columns] of %s"),
                       name, vigie_ini_path(b->source->ini));
    return false;
}

static void
add_found(Builder *b, const VigieItem *item, gint choice, YearField where)
{
    Found found = {item, choice, where.field, where.year};
    g_array_append_val(b->found, found);
    b->header.used[where.field] = 1;
    b->plan->bound[item->index] = 1;
}

static bool
has_year(const GArray *years, int year)
{
    for (guint i = 0; i < years->len; i++)
        if (g_array_index(years, YearField, i).year == year)
            return true;
    return false;
}

/* Every year of every alternative; of two alternatives for one year the first counts. */
static bool
find_wide(Builder *b, const SourceColumn *column, GError **error)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(YearField));
    for (guint a = 0; column->headers[a] != NULL; a++) {
        g_autoptr(GArray) years = g_array_new(FALSE, FALSE, sizeof(YearField));
        vigie_header_find_years(&b->header, column->headers[a], years);
        for (guint i = 0; i < years->len; i++) {
            YearField *pair = &g_array_index(years, YearField, i);
            if (i > 0 && pair[-1].year == pair->year)
                return set_twice(b, b->header.names[pair->field], error);
            if (has_year(all, pair->year))
                continue;
            g_array_append_val(all, *pair);
            add_found(b, column->item, column->choice, *pair);
        }
    }
    if (all->len == 0 && !column->optional && b->missing == NULL)
        b->missing = column;
    return true;
}

static bool
find_said(Builder *b, const SourceColumn *column, GError **error)
{
    gint field = HEADER_NONE;
    for (guint a = 0; column->headers[a] != NULL && field == HEADER_NONE; a++) {
        field = vigie_header_find(&b->header, column->headers[a]);
        if (field == HEADER_TWICE)
            return set_twice(b, column->headers[a], error);
    }
    if (field == HEADER_NONE && !column->optional && b->missing == NULL)
        b->missing = column;
    if (field == HEADER_NONE)
        return true;
    if (column->item != NULL) {
        add_found(b, column->item, column->choice, (YearField){0, (guint)field});
        return true;
    }
    b->header.used[field] = 1;
    if (strcmp(column->key, "year") == 0)
        b->plan->year_field = field;
    else
        b->plan->wave_field = field;
    return true;
}

static bool
is_said(const Builder *b, const VigieItem *item)
{
    for (guint i = 0; i < b->source->columns->len; i++) {
        const SourceColumn *column = b->source->columns->pdata[i];
        if (column->item == item)
            return true;
    }
    return false;
}

static bool
is_free(const Builder *b, gint field)
{
    return field >= 0 && !b->header.used[field] && !b->header.ignored[field];
}

/* A column that bears the item's name (or label): its field, or HEADER_NONE or HEADER_TWICE. */
static gint
find_free(const Builder *b, const char *name)
{
    gint field = *name != '\0' ? vigie_header_find(&b->header, name) : HEADER_NONE;
    return field == HEADER_TWICE || is_free(b, field) ? field : HEADER_NONE;
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
find_by_label(const Builder *b, const VigieItem *item, GHashTable *owners)
{
    for (guint l = 0; l < b->source->codebook->n_languages; l++) {
        g_autofree char *key = vigie_text_fold(item->labels[l]);
        gint field = g_hash_table_lookup(owners, key) == item ? find_free(b, item->labels[l])
                                                              : HEADER_NONE;
        if (field != HEADER_NONE)
            return field;
    }
    return HEADER_NONE;
}

/* A select_multiple's 0/1 column: activity/bike, activity_bike, or the labels with a slash. */
static gint
find_choice_column(const Builder *b, const VigieItem *item, const VigieChoice *choice)
{
    static const char marks[] = {'/', '_'};
    for (guint m = 0; m < G_N_ELEMENTS(marks); m++) {
        g_autofree char *name = g_strdup_printf("%s%c%s", item->name, marks[m], choice->name);
        gint field = find_free(b, name);
        if (field != HEADER_NONE)
            return field;
    }
    for (guint l = 0; l < b->source->codebook->n_languages; l++) {
        if (*item->labels[l] == '\0' || *choice->labels[l] == '\0')
            continue;
        g_autofree char *label = g_strdup_printf("%s/%s", item->labels[l], choice->labels[l]);
        gint field = find_free(b, label);
        if (field != HEADER_NONE)
            return field;
    }
    return HEADER_NONE;
}

/* Where the answers stand in one column too, the 0/1 columns repeat it and are left unread. */
static bool
find_choice_columns(Builder *b, const VigieItem *item, GError **error)
{
    bool whole = b->plan->bound[item->index];
    for (guint c = 0; c < item->list->choices->len; c++) {
        const VigieChoice *choice = vigie_list_get(item->list, c);
        gint field = find_choice_column(b, item, choice);
        if (field == HEADER_TWICE)
            return set_twice(b, choice->name, error);
        if (field >= 0 && whole)
            b->header.used[field] = 1;
        else if (field >= 0)
            add_found(b, item, (gint)c, (YearField){0, (guint)field});
    }
    return true;
}

static bool
take(Builder *b, const VigieItem *item, gint field, GError **error)
{
    if (field == HEADER_TWICE)
        return set_twice(b, item->name, error);
    if (field >= 0)
        add_found(b, item, -1, (YearField){0, (guint)field});
    return true;
}

/* Items without a line in [columns]: all names first, then labels, then columns of choices. */
static bool
find_unsaid(Builder *b, GError **error)
{
    const GPtrArray *items = b->source->codebook->items;
    g_autoptr(GHashTable) owners = label_owners(b->source->codebook);
    for (guint round = 0; round < 3; round++)
        for (guint i = 0; i < items->len; i++) {
            const VigieItem *item = items->pdata[i];
            if (item->calculation != NULL || is_said(b, item))
                continue;
            bool found = b->plan->bound[i];
            if (round == 0 && !take(b, item, find_free(b, item->name), error))
                return false;
            if (round == 1 && !found && !take(b, item, find_by_label(b, item, owners), error))
                return false;
            if (round == 2 && item->kind == VIGIE_VALUE_CHOICES &&
                !find_choice_columns(b, item, error))
                return false;
        }
    return true;
}

/* Year and wave need no line either, if nothing else tells them. */
static void
find_time(Builder *b)
{
    static const char *const years[] = {"year", "année"};
    static const char *const waves[] = {"wave", "vague"};
    const VigieSource *s = b->source;
    bool year_told = s->year != 0 || s->year_in_files || s->year_from != NULL;
    for (guint i = 0; i < b->found->len; i++)
        year_told |= g_array_index(b->found, Found, i).year != 0;
    for (guint i = 0; i < G_N_ELEMENTS(years); i++) {
        gint year = find_free(b, years[i]), wave = find_free(b, waves[i]);
        if (!year_told && b->plan->year_field < 0 && year >= 0) {
            b->plan->year_field = year;
            b->header.used[year] = 1;
        }
        if (s->wave == NULL && b->plan->wave_field < 0 && wave >= 0) {
            b->plan->wave_field = wave;
            b->header.used[wave] = 1;
        }
    }
}

static bool
find_columns(Builder *b, GError **error)
{
    for (guint i = 0; i < b->source->columns->len; i++) {
        const SourceColumn *column = b->source->columns->pdata[i];
        if (!(column->wide ? find_wide(b, column, error) : find_said(b, column, error)))
            return false;
    }
    if (!find_unsaid(b, error))
        return false;
    find_time(b);
    return true;
}

/* What is missing ------------------------------------------------------------------------- */

static const char *
owner_name(const VigieSource *source)
{
    return source->survey != NULL ? source->survey->name : source->dataset->name;
}

/* The first few items that take a column, for a message. */
static char *
expected_names(const VigieCodebook *codebook)
{
    g_autoptr(GString) names = g_string_new(NULL);
    guint n = 0;
    for (guint i = 0; i < codebook->items->len && n < 6; i++) {
        const VigieItem *item = codebook->items->pdata[i];
        if (item->calculation != NULL)
            continue;
        g_string_append_printf(names, "%s%s", n++ > 0 ? ", " : "", item->name);
    }
    g_string_append(names, n == 6 ? " …" : "");
    return g_string_free(g_steal_pointer(&names), FALSE);
}

/* Hardly any column: fewer than a fifth of the items, in a file whose columns are mostly unknown. */
static bool
check_is_ours(const Builder *b, GError **error)
{
    guint expected = 0, there = 0, known = 0;
    for (guint i = 0; i < b->source->codebook->items->len; i++) {
        const VigieItem *item = b->source->codebook->items->pdata[i];
        expected += item->calculation == NULL;
        there += b->plan->bound[i];
    }
    for (guint f = 0; f < b->header.n; f++)
        known += b->header.used[f] || b->header.ignored[f];
    if (there > 0 && (there * 5 >= expected || known * 2 >= b->header.n))
        return true;
    VigiePlace place = header_place(b, 0);
    g_autofree char *names = expected_names(b->source->codebook);
    vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SURVEY, &place,
                       _("this is not a file of '%s': %u of its %u columns are there "
                         "(expected: %s)"),
                       owner_name(b->source), there, expected, names);
    return false;
}

static bool
check_said_found(const Builder *b, GError **error)
{
    const SourceColumn *column = b->missing;
    if (column == NULL)
        return true;
    const char *nearest = vigie_header_nearest(&b->header, column->headers[0]);
    VigiePlace place = vigie_ini_place(b->source->ini, "columns", column->key);
    vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SOURCE, &place,
                       _("%s has no column '%s'%s%s%s"), b->header.file, column->headers[0],
                       nearest != NULL ? _("; the nearest is '") : "",
                       nearest != NULL ? nearest : "", nearest != NULL ? "'" : "");
    return false;
}

static bool
check_needed(const Builder *b, const char *name, const char *key, GError **error)
{
    const VigieItem *item = vigie_codebook_find(b->source->codebook, name);
    if (item == NULL || item->calculation != NULL || b->plan->bound[item->index])
        return true;
    VigiePlace place = header_place(b, 0);
    vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SURVEY, &place,
                       _("no column is '%s', the %s of [survey %s]; say which under [columns] "
                         "of %s"),
                       name, key, owner_name(b->source), vigie_ini_path(b->source->ini));
    return false;
}

static bool
check_design(const Builder *b, GError **error)
{
    const VigieSurvey *survey = b->source->survey;
    if (survey == NULL)
        return true;
    for (guint i = 0; survey->strata[i] != NULL; i++)
        if (!check_needed(b, survey->strata[i], "strata", error))
            return false;
    for (guint i = 0; survey->cluster[i] != NULL; i++)
        if (!check_needed(b, survey->cluster[i], "cluster", error))
            return false;
    return check_needed(b, survey->weight, "weight", error);
}

static bool
check_year(const Builder *b, GError **error)
{
    const VigieSource *s = b->source;
    const Pass *first = b->plan->passes->pdata[0];
    if (s->year_from != NULL && !b->plan->bound[s->year_from->index]) {
        VigiePlace place = header_place(b, 0);
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SURVEY, &place,
                           _("no column is '%s', which tells the year"), s->year_from->name);
        return false;
    }
    if (s->year != 0 || s->year_in_files || s->year_from != NULL || first->year != 0 ||
        b->plan->year_field >= 0)
        return true;
    vigie_source_error_at(
        s, error, "source", NULL,
        _("nothing tells the year of %s; say year=2024, year-from=ITEM, {year} "
          "in file=, or year = header under [columns]"),
        b->header.file);
    return false;
}

/* What is left over ----------------------------------------------------------------------- */

static const VigieItem *
calculated_item(const Builder *b, guint field)
{
    g_autofree char *key = vigie_text_fold(b->header.names[field]);
    for (guint i = 0; i < b->source->codebook->items->len; i++) {
        const VigieItem *item = b->source->codebook->items->pdata[i];
        g_autofree char *name = vigie_text_fold(item->name);
        if (item->calculation != NULL && strcmp(key, name) == 0)
            return item;
    }
    return NULL;
}

static void
report_column(const Builder *b, guint field)
{
    const VigieItem *calculated = calculated_item(b, field);
    VigiePlace place = header_place(b, field + 1);
    if (calculated != NULL)
        vigie_findings_add(b->findings, VIGIE_NOTE, "calculated_column", &place,
                           _("column '%s' is not read: the questionnaire calculates '%s'"),
                           b->header.names[field], calculated->name);
    else
        vigie_findings_add(b->findings, VIGIE_FINDING, "unmapped_column", &place,
                           _("column '%s' is neither mapped nor ignored"),
                           b->header.names[field]);
}

static void
report_left_over(const Builder *b)
{
    for (guint f = 0; f < b->header.n; f++) {
        if (b->header.used[f] || vigie_header_is_ignored(&b->header, b->source->ignore, f))
            continue;
        if (*b->header.names[f] == '\0')
            g_array_append_val(b->plan->unnamed, f);
        else
            report_column(b, f);
    }
}

/* The plan -------------------------------------------------------------------------------- */

static bool
is_label(const VigieSource *source, const VigieItem *item)
{
    const VigieSurvey *survey = source->survey;
    return survey != NULL && item->kind == VIGIE_VALUE_TEXT &&
           (g_strv_contains((const char *const *)survey->strata, item->name) ||
            g_strv_contains((const char *const *)survey->cluster, item->name));
}

static bool
has_codes(const VigieSource *source, const VigieItem *item)
{
    for (guint i = 0; i < source->codes->len; i++) {
        const SourceCode *code = source->codes->pdata[i];
        if (code->item == item->index)
            return true;
    }
    return item->list != NULL;
}

static VigieCodes *
codes_of(const Builder *b, const VigieItem *item)
{
    VigieCodes **codes = &b->plan->codes[item->index];
    if (*codes == NULL && has_codes(b->source, item))
        *codes = vigie_codes_new(b->source, item);
    return *codes;
}

/* The binding of one item in one pass; false where it has no column. */
static bool
bind(const Builder *b, const VigieItem *item, int year, Binding *binding)
{
    *binding = (Binding){.item = item};
    bool found = false;
    for (guint i = 0; i < b->found->len; i++) {
        const Found *f = &g_array_index(b->found, Found, i);
        if (f->item != item || (f->year != 0 && f->year != year))
            continue;
        binding->field = found ? binding->field : f->field;
        found = true;
        if (f->choice < 0)
            continue;
        if (binding->choices == NULL)
            binding->choices = g_array_new(FALSE, FALSE, sizeof(ChoiceField));
        ChoiceField choice = {f->field, f->choice};
        g_array_append_val(binding->choices, choice);
    }
    if (!found)
        return false;
    binding->codes = codes_of(b, item);
    binding->label = is_label(b->source, item);
    return true;
}

static void
add_pass(Builder *b, int year)
{
    Pass *pass = g_new0(Pass, 1);
    pass->year = year;
    pass->bindings = g_array_new(FALSE, FALSE, sizeof(Binding));
    pass->absent = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < b->source->codebook->items->len; i++) {
        const VigieItem *item = b->source->codebook->items->pdata[i];
        Binding binding;
        if (item->calculation == NULL && bind(b, item, year, &binding))
            g_array_append_val(pass->bindings, binding);
        else if (!b->plan->asked[i] || item->calculation == NULL)
            g_array_append_val(pass->absent, i);
    }
    g_ptr_array_add(b->plan->passes, pass);
}

static int
compare_ints(gconstpointer a, gconstpointer b)
{
    return *(const int *)a - *(const int *)b;
}

static void
add_passes(Builder *b)
{
    g_autoptr(GArray) years = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 0; i < b->found->len; i++)
        g_array_append_val(years, g_array_index(b->found, Found, i).year);
    g_array_sort(years, compare_ints);
    int last = 0;
    for (guint i = 0; i < years->len; i++) {
        int year = g_array_index(years, int, i);
        if (year != last)
            add_pass(b, year);
        last = year;
    }
    if (b->plan->passes->len == 0)
        add_pass(b, 0);
}

/* A calculation is asked where any of the items it reads was (coalesce(${new}, ${old})). */
static void
find_asked(Builder *b)
{
    const VigieCodebook *codebook = b->source->codebook;
    memcpy(b->plan->asked, b->plan->bound, codebook->items->len);
    for (guint i = 0; i < codebook->n_ordered; i++) {
        const VigieItem *item = codebook->items->pdata[codebook->order[i]];
        guint n = 0;
        const guint *reads = vigie_expression_items(item->calculation, &n);
        bool asked = n == 0;
        for (guint k = 0; k < n; k++)
            asked |= reads[k] >= codebook->items->len || b->plan->asked[reads[k]];
        b->plan->asked[item->index] = asked;
    }
}

static void
append_json(GString *json, const char *text)
{
    g_string_append_c(json, '"');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_printf(json, "\\%c", *c);
        else if ((guchar)*c < 0x20)
            g_string_append_printf(json, "\\u%04x", (guint)(guchar)*c);
        else
            g_string_append_c(json, *c);
    }
    g_string_append_c(json, '"');
}

static void
append_mapping(GString *json, const char *item, const char *header)
{
    g_string_append(json, json->len > 1 ? "," : "");
    append_json(json, item);
    g_string_append_c(json, ':');
    append_json(json, header);
}

static void
describe_item(const Builder *b, GString *json, const VigieItem *item)
{
    g_autoptr(GString) headers = g_string_new(NULL);
    for (guint i = 0; i < b->found->len; i++) {
        const Found *f = &g_array_index(b->found, Found, i);
        if (f->item != item)
            continue;
        g_string_append_printf(headers, "%s%s", headers->len > 0 ? " | " : "",
                               b->header.names[f->field]);
    }
    if (b->plan->bound[item->index])
        append_mapping(json, item->name, headers->str);
}

static char *
describe(const Builder *b)
{
    GString *json = g_string_new("{");
    for (guint i = 0; i < b->source->codebook->items->len; i++)
        describe_item(b, json, b->source->codebook->items->pdata[i]);
    if (b->plan->year_field >= 0)
        append_mapping(json, "year", b->header.names[b->plan->year_field]);
    if (b->plan->wave_field >= 0)
        append_mapping(json, "wave", b->header.names[b->plan->wave_field]);
    g_string_append_c(json, '}');
    return g_string_free(json, FALSE);
}

static Plan *
plan_new(const VigieSource *source, const VigieRow *header)
{
    Plan *plan = g_new0(Plan, 1);
    guint n_items = source->codebook->items->len;
    plan->source = source;
    plan->passes = g_ptr_array_new_with_free_func((GDestroyNotify)pass_free);
    plan->unnamed = g_array_new(FALSE, FALSE, sizeof(guint));
    plan->year_field = plan->wave_field = -1;
    plan->n_fields = header->n;
    plan->codes = g_new0(VigieCodes *, n_items);
    plan->asked = g_new0(guint8, n_items);
    plan->bound = g_new0(guint8, n_items);
    return plan;
}

static bool
build(Builder *b, GError **error)
{
    if (!find_columns(b, error) || !check_is_ours(b, error) || !check_said_found(b, error) ||
        !check_design(b, error))
        return false;
    find_asked(b);
    add_passes(b);
    if (!check_year(b, error))
        return false;
    report_left_over(b);
    b->plan->mapping = describe(b);
    return true;
}

Plan *
vigie_plan_new(const VigieSource *source, const char *file, const VigieRow *header,
               VigieFindings *findings, GError **error)
{
    g_autoptr(Plan) plan = plan_new(source, header);
    Builder b = {.source = source, .plan = plan, .findings = findings};
    vigie_header_init(&b.header, file, header, source->ignore);
    b.found = g_array_new(FALSE, FALSE, sizeof(Found));
    bool built = build(&b, error);
    vigie_header_release(&b.header);
    g_array_unref(b.found);
    return built ? g_steal_pointer(&plan) : NULL;
}
