/* plan.c - a file's header against its source */
#include "plan.h"
#include "children.h"
#include "columns.h"
#include "declared.h"
#include "reading.h"
#include <string.h>

typedef struct {
    const VigieSource *source;
    Columns columns;
    Plan *plan;
    VigieFindings *findings;
    int file_year; /* from {year} in file=, or 0 */
} Builder;

static void
binding_clear(Binding *binding)
{
    g_clear_pointer(&binding->choices, g_array_unref);
    g_clear_pointer(&binding->mentions, g_array_unref);
    g_clear_pointer(&binding->repeated, g_array_unref);
}

static void
pass_free(Pass *pass)
{
    for (guint i = 0; i < pass->bindings->len; i++)
        binding_clear(&g_array_index(pass->bindings, Binding, i));
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
    g_free(plan->mapping);
    vigie_tool_free(plan->tool);
    g_free(plan->parent_key);
    g_strfreev(plan->key_headers);
    g_free(plan->key_fields);
    g_free(plan);
}

static VigiePlace
header_place(const Builder *b, guint field)
{
    return (VigiePlace){b->columns.header.file, b->columns.header.line, field};
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
        if (!vigie_item_is_read(item))
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
        expected += vigie_item_is_read(item);
        there += b->columns.bound[i];
    }
    for (guint f = 0; f < b->columns.header.n; f++)
        known += b->columns.header.used[f] || b->columns.header.ignored[f];
    if (there > 0 && (there * 5 >= expected || known * 2 >= b->columns.header.n))
        return true;
    VigiePlace place = header_place(b, 0);
    g_autofree char *names = expected_names(b->source->codebook);
    vigie_set_error_at(
        error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SURVEY, &place,
        P_("this is not a file of '%s': %u of its %u column found (expected: %s)",
           "this is not a file of '%s': %u of its %u columns found (expected: %s)", expected),
        owner_name(b->source), there, expected, names);
    return false;
}

static bool
check_said_found(const Builder *b, GError **error)
{
    const SourceColumn *column = b->columns.missing;
    if (column == NULL)
        return true;
    const char *header =
        b->columns.missing_header != NULL ? b->columns.missing_header : column->headers[0];
    const char *nearest = vigie_header_nearest(&b->columns.header, header);
    VigiePlace place = vigie_ini_place(b->source->ini, "columns", column->key);
    if (nearest != NULL)
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SOURCE, &place,
                           _("%s has no column '%s'; the nearest is '%s'"),
                           b->columns.header.file, header, nearest);
    else
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SOURCE, &place,
                           _("%s has no column '%s'"), b->columns.header.file, header);
    return false;
}

static bool
check_needed(const Builder *b, const char *name, const char *key, GError **error)
{
    const VigieItem *item = vigie_codebook_find(b->source->codebook, name);
    if (item == NULL || !vigie_item_is_read(item) || b->columns.bound[item->index])
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
    bool repeat = vigie_source_is_repeat(s); /* the year is the parent's */
    if (s->year_from != NULL && !b->columns.bound[s->year_from->index]) {
        VigiePlace place = header_place(b, 0);
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SURVEY, &place,
                           _("no column is '%s', which tells the year"), s->year_from->name);
        return false;
    }
    if (s->year_in_files && b->file_year == 0) {
        vigie_source_error_at(
            s, error, "source", "file",
            _("nothing tells the year of %s: {year} stands for four digits of "
              "its name, the same each time"),
            b->columns.header.file);
        return false;
    }
    if (repeat || s->year != 0 || s->year_in_files || s->year_from != NULL ||
        first->year != 0 || b->columns.year_field >= 0)
        return true;
    vigie_source_error_at(
        s, error, "source", NULL,
        _("nothing tells the year of %s; say year=2024, year-from=ITEM, {year} "
          "in file=, or year = header under [columns]"),
        b->columns.header.file);
    return false;
}

/* What is left over ----------------------------------------------------------------------- */

static const VigieItem *
calculated_item(const Builder *b, guint field)
{
    g_autofree char *key = vigie_text_fold(b->columns.header.names[field]);
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
    const char *name = b->columns.header.names[field];
    g_autofree char *header = vigie_reading_quote(name, strlen(name));
    VigiePlace place = header_place(b, field + 1);
    if (calculated != NULL)
        vigie_findings_add(b->findings, VIGIE_NOTE, "calculated_column", &place,
                           _("column '%s' is not read: the questionnaire calculates '%s'"),
                           header, calculated->name);
    else
        vigie_findings_add(b->findings, VIGIE_FINDING, "unmapped_column", &place,
                           _("column '%s' is neither mapped nor ignored"), header);
}

static void
report_left_over(const Builder *b)
{
    if (b->source->blocks) /* the parent's source reads the others */
        return;
    for (guint f = 0; f < b->columns.header.n; f++) {
        if (b->columns.header.used[f] ||
            vigie_header_is_ignored(&b->columns.header, b->source->ignore, f))
            continue;
        if (*b->columns.header.names[f] == '\0')
            g_array_append_val(b->plan->unnamed, f);
        else
            report_column(b, f);
    }
}

/* What the questionnaire makes of a repeat cannot be made here: its records come in another file. */
static void
report_aggregate(const Builder *b, const VigieItem *item)
{
    VigiePlace place = header_place(b, 0);
    vigie_findings_add(b->findings, VIGIE_FINDING, "no_aggregate", &place,
                       _("no column is '%s', which the questionnaire makes of a repeat: it has "
                         "no value, give its header under [columns] or ask the repeat's own "
                         "table"),
                       item->name);
}

/* Items that the file does not ask: a fact of its year, or a name that drifted. */
static void
report_absent(const Builder *b)
{
    g_autoptr(GString) names = g_string_new(NULL);
    guint n = 0;
    for (guint i = 0; i < b->source->codebook->items->len; i++) {
        const VigieItem *item = b->source->codebook->items->pdata[i];
        if (item->aggregate && !b->columns.bound[i])
            report_aggregate(b, item);
        else if (vigie_item_is_read(item) && !b->columns.bound[i])
            g_string_append_printf(names, "%s%s", n++ > 0 ? ", " : "", item->name);
    }
    VigiePlace place = header_place(b, 0);
    if (n > 0)
        vigie_findings_add(b->findings, VIGIE_NOTE, "no_column", &place,
                           P_("no column is %s: not asked here, or give its header under "
                              "[columns]",
                              "no columns are %s: not asked here, or give their headers under "
                              "[columns]",
                              n),
                           names->str);
}

/* The plan -------------------------------------------------------------------------------- */

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

static void
add_choice_field(GArray **fields, const Found *found)
{
    ChoiceField choice = {found->field, found->choice};
    if (*fields == NULL)
        *fields = g_array_new(FALSE, FALSE, sizeof(ChoiceField));
    g_array_append_val(*fields, choice);
}

static void
add_mention(Binding *binding, guint field)
{
    if (binding->mentions == NULL)
        binding->mentions = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(binding->mentions, field);
}

/* The binding of one item in one pass; false where it has no column. */
static bool
bind(const Builder *b, const VigieItem *item, const Pass *pass, Binding *binding)
{
    *binding = (Binding){.item = item};
    bool found = false;
    for (guint i = 0; i < b->columns.found->len; i++) {
        const Found *f = &g_array_index(b->columns.found, Found, i);
        if (f->item != item || (f->year != 0 && f->year != pass->year) ||
            (f->block != 0 && f->block != pass->block) ||
            (f->period.kind != PERIOD_NONE &&
             vigie_period_compare(&f->period, &pass->period) != 0))
            continue;
        binding->field = found ? binding->field : f->field;
        found = true;
        if (f->choice >= 0)
            add_choice_field(&binding->choices, f);
        else
            add_mention(binding, f->field);
    }
    if (!found)
        return false;
    for (guint i = 0; i < b->columns.repeated->len; i++) {
        const Found *f = &g_array_index(b->columns.repeated, Found, i);
        if (f->item == item)
            add_choice_field(&binding->repeated, f);
    }
    if (binding->mentions != NULL && binding->mentions->len == 1)
        g_clear_pointer(&binding->mentions, g_array_unref);
    binding->codes = codes_of(b, item);
    return true;
}

static void
add_pass(Builder *b, const Found *time)
{
    Pass *pass = g_new0(Pass, 1);
    pass->year = time->year;
    pass->block = time->block;
    pass->period = time->period;
    pass->bindings = g_array_new(FALSE, FALSE, sizeof(Binding));
    pass->absent = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < b->source->codebook->items->len; i++) {
        const VigieItem *item = b->source->codebook->items->pdata[i];
        Binding binding;
        if (item->origin != VIGIE_ITEM_OWN)
            continue;
        if (item->calculation == NULL && bind(b, item, pass, &binding))
            g_array_append_val(pass->bindings, binding);
        else if (item != b->source->period_to &&
                 (!b->plan->asked[i] || item->calculation == NULL))
            g_array_append_val(pass->absent, i);
    }
    g_ptr_array_add(b->plan->passes, pass);
}

static int
compare_times(gconstpointer a, gconstpointer b)
{
    const Found *x = a, *y = b;
    if (x->block != y->block)
        return x->block - y->block;
    return x->year != y->year ? x->year - y->year
                              : vigie_period_compare(&x->period, &y->period);
}

/* A pass for each year, period or block that some header tells; a source has years or blocks, never both. */
static void
add_passes(Builder *b)
{
    g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(Found));
    g_array_append_vals(times, b->columns.found->data, b->columns.found->len);
    g_array_sort(times, compare_times);
    Found last = {0};
    for (guint i = 0; i < times->len; i++) {
        const Found *time = &g_array_index(times, Found, i);
        if (compare_times(time, &last) != 0)
            add_pass(b, time);
        last = *time;
    }
    if (b->plan->passes->len == 0)
        add_pass(b, &(Found){0});
}

/* A calculation is asked where any of the items it reads was (coalesce(${new}, ${old})). */
static void
find_asked(Builder *b)
{
    const VigieCodebook *codebook = b->source->codebook;
    memcpy(b->plan->asked, b->columns.bound, codebook->items->len);
    for (guint i = 0; i < codebook->items->len; i++)
        b->plan->asked[i] |=
            ((const VigieItem *)codebook->items->pdata[i])->origin != VIGIE_ITEM_OWN;
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
    for (guint i = 0; i < b->columns.found->len; i++) {
        const Found *f = &g_array_index(b->columns.found, Found, i);
        if (f->item != item)
            continue;
        g_string_append_printf(headers, "%s%s", headers->len > 0 ? " | " : "",
                               b->columns.header.names[f->field]);
    }
    if (b->columns.bound[item->index])
        append_mapping(json, item->name, headers->str);
}

static char *
describe(const Builder *b)
{
    GString *json = g_string_new("{");
    for (guint i = 0; i < b->source->codebook->items->len; i++)
        describe_item(b, json, b->source->codebook->items->pdata[i]);
    if (b->plan->parent_field >= 0)
        append_mapping(json, b->source->codebook->repeat->link->name,
                       b->columns.header.names[b->plan->parent_field]);
    if (b->columns.year_field >= 0)
        append_mapping(json, "year", b->columns.header.names[b->columns.year_field]);
    if (b->columns.wave_field >= 0)
        append_mapping(json, "wave", b->columns.header.names[b->columns.wave_field]);
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
    plan->n_fields = header->n;
    plan->parent_field = -1;
    plan->codes = g_new0(VigieCodes *, n_items);
    plan->asked = g_new0(guint8, n_items);
    return plan;
}

/* incomplete=drop of a file that says of no answer whether it is complete would drop none. */
static bool
check_complete_known(const Builder *b, GError **error)
{
    if (!b->source->drop_incomplete || vigie_tool_knows_complete(b->plan->tool))
        return true;
    vigie_source_error_at(
        b->source, error, "source", "incomplete",
        _("incomplete=drop needs the column _validation_status (KoboToolbox), ReviewState (ODK "
          "Central) or submitdate (LimeSurvey), which %s has not"),
        b->columns.header.file);
    return false;
}

static bool
build(Builder *b, GError **error)
{
    if (!check_is_ours(b, error) || !check_said_found(b, error) || !check_design(b, error))
        return false;
    if (b->source->period_to != NULL)
        b->columns.bound[b->source->period_to->index] = 1;
    find_asked(b);
    add_passes(b);
    if (!check_year(b, error))
        return false;
    b->plan->tool = vigie_tool_find(&b->columns.header);
    if (!check_complete_known(b, error))
        return false;
    report_left_over(b);
    report_absent(b);
    b->plan->mapping = describe(b);
    return true;
}

Plan *
vigie_plan_new(const VigieSource *source, const VigieSourceFile *file, const VigieRow *header,
               VigieFindings *findings, GError **error)
{
    g_autoptr(Plan) plan = plan_new(source, header);
    Builder b = {.source = source, .plan = plan, .findings = findings, .file_year = file->year};
    bool built = vigie_columns_find(&b.columns, source, file->name, header, error) &&
                 vigie_children_plan(plan, &b.columns.header, file, error) &&
                 build(&b, error) &&
                 vigie_declared_plan(plan, &b.columns.header, file, findings, error);
    plan->year_field = b.columns.year_field;
    plan->wave_field = b.columns.wave_field;
    vigie_columns_release(&b.columns);
    return built ? g_steal_pointer(&plan) : NULL;
}
