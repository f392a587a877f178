/* children.c - the records of a repeat find their parents */
#include "children.h"
#include <string.h>
#include <vigie/frame-identifier.h>

/* What tools call the parent in a repeat's file, and the record itself in the parent's, the surest first: ODK Central,
 * then KoboToolbox, whose _index begins anew in each export and whose _submission__id knows the outermost record. */
static const struct {
    const char *parent, *key;
} known[] = {{"PARENT_KEY", "KEY"}, {"_submission__id", "_id"}, {"_parent_index", "_index"}};
static const char *const beside[] = {"_parent_table_name", "_submission__uuid"};

/* The source ------------------------------------------------------------------------------- */

static bool
check_repeat(VigieSource *source, GError **error)
{
    for (guint i = 0; i < source->columns->len; i++) {
        const SourceColumn *column = source->columns->pdata[i];
        source->blocks |= column->block;
        if (column->item == NULL || column->wide) {
            vigie_source_error_at(source, error, "columns", column->key,
                                  _("a repeat has the year and the wave of its parent"));
            return false;
        }
    }
    if (source->year_from != NULL) {
        vigie_source_error_at(source, error, "source", "year-from",
                              _("a repeat has the year and the wave of its parent"));
        return false;
    }
    if (!source->blocks || source->parent == NULL)
        return true;
    vigie_source_error_at(source, error, "source", "parent",
                          _("with {i} in [columns] the parent is the record of the same row"));
    return false;
}

static bool
check_not_repeat(const VigieSource *source, GError **error)
{
    for (guint i = 0; i < source->columns->len; i++) {
        const SourceColumn *column = source->columns->pdata[i];
        if (!column->block)
            continue;
        vigie_source_error_at(source, error, "columns", column->key,
                              _("{i} is for the records of a repeat: say repeat= too"));
        return false;
    }
    if (source->parent == NULL)
        return true;
    vigie_source_error_at(source, error, "source", "parent",
                          _("parent= is for the records of a repeat: say repeat= too"));
    return false;
}

/* Keys are kept in the store. */
static bool
check_key(const VigieSource *source, GError **error)
{
    if (source->key == NULL)
        return true;
    bool repeats = source->survey != NULL && source->codebook->repeats->len > 0;
    if (repeats && !vigie_header_identifies(source->key))
        return true;
    vigie_source_error_at(source, error, "source", "key",
                          repeats ? _("'%s' identifies a person: take another column as key")
                                  : _("key=%s names records for a repeat, and there is none "
                                      "inside"),
                          source->key);
    return false;
}

bool
vigie_source_read_children(VigieSource *source, GError **error)
{
    source->parent = vigie_ini_get(source->ini, "source", "parent");
    source->key = vigie_ini_get(source->ini, "source", "key");
    return (vigie_source_is_repeat(source) ? check_repeat(source, error)
                                           : check_not_repeat(source, error)) &&
           check_key(source, error);
}

bool
vigie_source_has_blocks(const VigieSource *source)
{
    return source->blocks;
}

static void
add_inherited(const VigieSource *source, const VigieItem *item, GPtrArray *names)
{
    const VigieCodebook *today = source->survey->parent->codebook;
    if (item->origin == VIGIE_ITEM_INHERITED &&
        vigie_codebook_find(today, item->name) != NULL &&
        !g_ptr_array_find(names, item->name, NULL))
        g_ptr_array_add(names, item->name);
}

const char **
vigie_source_inherited(const VigieSource *source)
{
    const GPtrArray *items = source->codebook->items;
    GPtrArray *names = g_ptr_array_new();
    g_ptr_array_add(names, (gpointer) "year");
    g_ptr_array_add(names, (gpointer) "wave");
    if (source->codebook->date != NULL)
        add_inherited(source, source->codebook->date, names);
    for (guint i = 0; i < items->len; i++) {
        const VigieItem *item = items->pdata[i];
        const VigieExpression *all[] = {item->relevant, item->constraint, item->calculation};
        for (guint e = 0; e < G_N_ELEMENTS(all); e++) {
            guint n = 0;
            const guint *reads = all[e] != NULL ? vigie_expression_items(all[e], &n) : NULL;
            for (guint k = 0; k < n; k++)
                if (reads[k] < items->len)
                    add_inherited(source, items->pdata[reads[k]], names);
        }
    }
    g_ptr_array_add(names, NULL);
    return (const char **)g_ptr_array_free(names, FALSE);
}

/* The header ------------------------------------------------------------------------------- */

/* What names the records of this file: key=, else all that are known to. */
static bool
plan_keys(Plan *plan, Header *header, GError **error)
{
    const VigieSource *source = plan->source;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    plan->key_fields = g_new0(guint, G_N_ELEMENTS(known) + 1);
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        gint field = vigie_header_exact(header, known[i].key);
        if (field >= 0)
            header->used[field] = 1;
    }
    for (guint i = 0; i < (source->key != NULL ? 1 : G_N_ELEMENTS(known)); i++) {
        const char *name = source->key != NULL ? source->key : known[i].key;
        gint field = vigie_header_exact(header, name);
        if (field < 0 && source->key != NULL) {
            vigie_source_error_at(source, error, "source", "key", _("%s has no column '%s'"),
                                  header->file, name);
            return false;
        }
        if (field < 0)
            continue;
        header->used[field] = 1;
        plan->key_fields[names->len] = (guint)field;
        g_ptr_array_add(names, (gpointer)name);
    }
    g_ptr_array_add(names, NULL);
    plan->key_headers = g_strdupv((char **)names->pdata);
    return true;
}

static bool fail_parent(const Plan *plan, const Header *header, GError **error,
                        const char *format, ...) G_GNUC_PRINTF(4, 5);
static bool
fail_parent(const Plan *plan, const Header *header, GError **error, const char *format, ...)
{
    VigiePlace place = {header->file, header->line, 0};
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SURVEY, &place,
                       _("%s: %s"), plan->source->survey->name, text);
    return false;
}

/* What the parents are called by the column that names them: its partner where that is known, else the only one. */
static bool
find_key(Plan *plan, const Header *header, const VigieParents *parents, const char *parent,
         GError **error)
{
    const char *survey = plan->source->survey->parent->name;
    for (guint i = 0; i < G_N_ELEMENTS(known); i++)
        if (strcmp(known[i].parent, parent) == 0 &&
            vigie_parents_has_header(parents, known[i].key))
            plan->parent_key = g_strdup(known[i].key);
    if (plan->parent_key == NULL && parents->headers->len == 1)
        plan->parent_key = g_strdup(g_ptr_array_index(parents->headers, 0));
    return plan->parent_key != NULL ||
           fail_parent(plan, header, error,
                       _("nothing tells which column of the files of %s '%s' repeats: say "
                         "key=HEADER in their source, and load them again"),
                       survey, parent);
}

static bool
plan_parent(Plan *plan, Header *header, const VigieParents *parents, GError **error)
{
    const VigieSource *source = plan->source;
    const char *name = source->parent;
    gint field = name != NULL ? vigie_header_find(header, name) : HEADER_NONE;
    if (name != NULL && field < 0) {
        vigie_source_error_at(source, error, "source", "parent", _("%s has no column '%s'"),
                              header->file, name);
        return false;
    }
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        gint there = vigie_header_exact(header, known[i].parent);
        if (there < 0)
            continue;
        header->used[there] = 1;
        if (name == NULL && vigie_parents_has_header(parents, known[i].key)) {
            name = known[i].parent;
            field = there;
        }
    }
    if (name == NULL)
        return fail_parent(plan, header, error,
                           _("no column names the parent: say parent=HEADER in %s, and "
                             "key=HEADER in the source of %s"),
                           vigie_ini_path(source->ini), source->survey->parent->name);
    header->used[field] = 1;
    plan->parent_field = field;
    return find_key(plan, header, parents, name, error);
}

bool
vigie_children_plan(Plan *plan, Header *header, const VigieSourceFile *file, GError **error)
{
    const VigieSource *source = plan->source;
    if (source->survey != NULL && source->codebook->repeats->len > 0 &&
        !plan_keys(plan, header, error))
        return false;
    if (!vigie_source_is_repeat(source))
        return true;
    g_assert(file->parents != NULL);
    if (source->blocks) {
        plan->parent_key = g_strdup(VIGIE_KEY_LINE);
        return true;
    }
    for (guint i = 0; i < G_N_ELEMENTS(known) + G_N_ELEMENTS(beside); i++) {
        const char *name =
            i < G_N_ELEMENTS(known) ? known[i].key : beside[i - G_N_ELEMENTS(known)];
        gint field = vigie_header_exact(header, name);
        if (field >= 0)
            header->used[field] = 1;
    }
    return plan_parent(plan, header, file->parents, error);
}

/* Records ---------------------------------------------------------------------------------- */

void
vigie_children_init(Reading *r)
{
    const GPtrArray *items = r->source->codebook->items;
    if (r->plan->key_headers != NULL)
        r->keys = vigie_record_keys_new((const char *const *)r->plan->key_headers);
    if (!vigie_source_is_repeat(r->source))
        return;
    const VigieParents *parents = r->file->parents;
    r->siblings = g_new0(guint32, parents->frame->n + 1);
    r->inherit = g_ptr_array_new();
    for (guint i = 0; i < items->len; i++) {
        const VigieItem *item = items->pdata[i];
        g_ptr_array_add(r->inherit, item->origin == VIGIE_ITEM_INHERITED
                                        ? vigie_frame_column(parents->frame, item->name)
                                        : NULL);
    }
}

void
vigie_children_release(Reading *r)
{
    g_clear_pointer(&r->keys, vigie_record_keys_free);
    g_clear_pointer(&r->siblings, g_free);
    g_clear_pointer(&r->inherit, g_ptr_array_unref);
}

void
vigie_children_note(Reading *r, const VigieRow *row)
{
    for (guint i = 0; r->keys != NULL && r->keys->headers[i] != NULL; i++) {
        const char *text = NULL;
        gsize length = 0;
        vigie_cell_trim(&row->cells[r->plan->key_fields[i]], &text, &length);
        vigie_record_keys_add(r->keys, i, row->line, text, length);
    }
}

bool
vigie_children_is_empty(const Pass *pass, const VigieRow *row)
{
    for (guint i = 0; i < pass->bindings->len; i++) {
        const Binding *binding = &g_array_index(pass->bindings, Binding, i);
        guint n = binding->choices != NULL ? binding->choices->len : 1;
        for (guint k = 0; k < n; k++) {
            guint field = binding->choices != NULL
                              ? g_array_index(binding->choices, ChoiceField, k).field
                              : binding->field;
            const char *text = NULL;
            gsize length = 0;
            vigie_cell_trim(&row->cells[field], &text, &length);
            if (length > 0)
                return false;
        }
    }
    return true;
}

static void
take_over(Reading *r)
{
    const VigieParents *parents = r->file->parents;
    const GPtrArray *items = r->source->codebook->items;
    for (guint i = 0; i < items->len; i++) {
        const VigieColumn *from = r->inherit->pdata[i];
        if (from != NULL)
            vigie_column_copy(from, r->parent, r->columns[i], r->record);
    }
    const VigieRepeat *repeat = r->source->codebook->repeat;
    vigie_column_copy(vigie_frame_column(parents->frame, "year"), r->parent,
                      vigie_reading_year(r), r->record);
    vigie_column_copy(vigie_frame_column(parents->frame, "wave"), r->parent,
                      vigie_reading_wave(r), r->record);
    vigie_column_set_number(r->columns[repeat->link->index], r->record,
                            (double)parents->record[r->parent]);
    vigie_column_set_number(r->columns[repeat->position->index], r->record,
                            ++r->siblings[r->parent]);
}

static char *
parent_key(const Reading *r, const VigieRow *row)
{
    if (r->plan->parent_field < 0)
        return g_strdup_printf("%" G_GUINT64_FORMAT, row->line);
    const char *text = NULL;
    gsize length = 0;
    vigie_cell_trim(&row->cells[r->plan->parent_field], &text, &length);
    return g_strndup(text, length);
}

static bool
reject(Reading *r, const char *key, VigieParentResult result, GError **error)
{
    const char *survey = r->source->survey->parent->name;
    guint field = (guint)(r->plan->parent_field + 1);
    g_autofree char *quote = vigie_reading_quote(key, strlen(key));
    if (r->plan->parent_field < 0 || result == VIGIE_PARENT_REFUSED)
        return vigie_reading_reject(
            r, "parent_refused", field, error,
            _("the record of %s that it belongs to was refused; so is this one"), survey);
    if (*key == '\0')
        return vigie_reading_reject(r, "no_parent", field, error,
                                    _("no record of %s is named; the record is refused"),
                                    survey);
    return vigie_reading_reject(r, "no_parent", field, error,
                                _("'%s' is no record of %s; the record is refused"), quote,
                                survey);
}

static bool
fail_twice(const Reading *r, const char *key, const VigieParentPlace *at, GError **error)
{
    VigiePlace place = {r->file->name, r->line, (guint)(r->plan->parent_field + 1)};
    g_autofree char *quote = vigie_reading_quote(key, strlen(key));
    char first[VIGIE_NUMBER_SIZE], second[VIGIE_NUMBER_SIZE];
    vigie_set_error_at(
        error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_VALUE, &place,
        _("'%s' is the %s of two records, %s:%s and %s:%s: name them by another column (key= "
          "in the source of %s, parent= here), or say year= or {year} in file="),
        quote, r->plan->parent_key, at->file[1], vigie_number_print((double)at->line[1], first),
        at->file[0], vigie_number_print((double)at->line[0], second),
        r->source->survey->parent->name);
    return false;
}

bool
vigie_children_enter(Reading *r, const VigieRow *row, bool *accepted, GError **error)
{
    const VigieSource *source = r->source;
    VigieParentPlace place = {0};
    g_autofree char *key = parent_key(r, row);
    VigieParentResult result = vigie_parents_find(
        r->file->parents, r->plan->parent_key, key,
        source->year != 0 ? source->year : r->file->year, source->wave, &place);
    if (result == VIGIE_PARENT_TWICE)
        return fail_twice(r, key, &place, error);
    if (result != VIGIE_PARENT_FOUND) {
        *accepted = false;
        return reject(r, key, result, error);
    }
    r->parent = place.row;
    take_over(r);
    return true;
}
