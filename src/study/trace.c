/* trace.c - values and where each came from */
#include <inttypes.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <vigie/frame-identifier.h>
#include <vigie/study-trace.h>
#include <vigie/study.h>

typedef struct {
    const VigieTraceQuestion *question;
    const VigieCodebook *codebook;
    bool persons;
    VigieLang lang;
    GPtrArray *items; /* const VigieItem* */
    VigieFrame *frame;
    GPtrArray *origins;
    VigieResult *result;
} Trace;

static void
trace_clear(Trace *trace)
{
    g_clear_pointer(&trace->items, g_ptr_array_unref);
    g_clear_pointer(&trace->frame, vigie_frame_free);
    g_clear_pointer(&trace->origins, g_ptr_array_unref);
    g_clear_pointer(&trace->result, vigie_result_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Trace, trace_clear)

/* What is asked ------------------------------------------------------------------------------ */

static void
set_unknown(const VigieObservatory *observatory, const char *name, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < observatory->surveys->len; i++)
        g_ptr_array_add(names, ((const VigieSurvey *)observatory->surveys->pdata[i])->name);
    for (guint i = 0; i < observatory->datasets->len; i++)
        g_ptr_array_add(names, ((const VigieDataset *)observatory->datasets->pdata[i])->name);
    g_ptr_array_add(names, NULL);
    const char *nearest = vigie_nearest(name, (const char *const *)names->pdata);
    g_autofree char *all = g_strjoinv(", ", (char **)names->pdata);
    if (nearest != NULL)
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("no survey or dataset '%s'; the nearest is '%s'"), name, nearest);
    else
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("no survey or dataset '%s'; there are %s"), name, all);
}

static bool
find_table(Trace *trace, const VigieObservatory *observatory, GError **error)
{
    const char *name = trace->question->table;
    for (guint i = 0; i < observatory->surveys->len; i++) {
        const VigieSurvey *survey = observatory->surveys->pdata[i];
        if (strcmp(survey->name, name) == 0) {
            trace->codebook = survey->codebook;
            trace->persons = true;
        }
    }
    for (guint i = 0; i < observatory->datasets->len; i++) {
        const VigieDataset *dataset = observatory->datasets->pdata[i];
        if (strcmp(dataset->name, name) == 0)
            trace->codebook = dataset->codebook;
    }
    if (trace->codebook == NULL)
        set_unknown(observatory, name, error);
    return trace->codebook != NULL;
}

static bool
is_stored(const Trace *trace, const VigieItem *item)
{
    return !trace->persons || vigie_item_identifies(item) == VIGIE_IDENTIFIER_NO;
}

static bool
add_item(Trace *trace, const char *name, GError **error)
{
    const VigieItem *item = vigie_codebook_find(trace->codebook, name);
    if (item != NULL && is_stored(trace, item)) {
        g_ptr_array_add(trace->items, (gpointer)item);
        return true;
    }
    g_autofree const char **names = vigie_codebook_names(trace->codebook);
    const char *nearest = item == NULL ? vigie_nearest(name, names) : NULL;
    if (item != NULL)
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                    _("'%s' is a direct identifier of persons and is not stored"), name);
    else if (nearest != NULL)
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                    _("%s has no item '%s'; the nearest is '%s'"), trace->question->table, name,
                    nearest);
    else
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM, _("%s has no item '%s'"),
                    trace->question->table, name);
    return false;
}

static bool
choose_items(Trace *trace, GError **error)
{
    const char *const *said = trace->question->items;
    const GPtrArray *all = trace->codebook->items;
    trace->items = g_ptr_array_new();
    for (guint i = 0; said != NULL && said[i] != NULL; i++)
        if (!add_item(trace, said[i], error))
            return false;
    for (guint i = 0; said == NULL && i < all->len; i++)
        if (is_stored(trace, all->pdata[i]))
            g_ptr_array_add(trace->items, all->pdata[i]);
    return true;
}

/* What is read ------------------------------------------------------------------------------- */

static void
add_name(GPtrArray *names, const char *name)
{
    for (guint i = 0; i < names->len; i++)
        if (strcmp(names->pdata[i], name) == 0)
            return;
    g_ptr_array_add(names, (gpointer)name);
}

/* Columns that the items and the condition need, NULL-terminated. */
static GPtrArray *
columns_needed(const Trace *trace, const VigieExpression *where)
{
    GPtrArray *names = g_ptr_array_new();
    add_name(names, "year");
    add_name(names, "wave");
    for (guint i = 0; i < trace->items->len; i++)
        add_name(names, ((const VigieItem *)trace->items->pdata[i])->name);
    guint n = 0;
    const guint *items = where != NULL ? vigie_expression_items(where, &n) : NULL;
    for (guint i = 0; i < n; i++)
        if (items[i] != VIGIE_ITEM_YEAR && items[i] != VIGIE_ITEM_WAVE)
            add_name(names, ((const VigieItem *)trace->codebook->items->pdata[items[i]])->name);
    if (trace->codebook->date != NULL)
        add_name(names, trace->codebook->date->name);
    g_ptr_array_add(names, NULL);
    return names;
}

/* [n] 1 where the condition is true; (transfer full). */
static guint8 *
read_records(Trace *trace, VigieStore *store, GError **error)
{
    const VigieTraceQuestion *question = trace->question;
    VigiePlace place = {.file = "--where"};
    g_autoptr(VigieExpression) where = NULL;
    if (question->where != NULL) {
        where = vigie_expression_new(trace->codebook, question->where, &place, error);
        if (where == NULL)
            return NULL;
    }
    g_autoptr(GPtrArray) names = columns_needed(trace, where);
    trace->frame = vigie_store_read(store, question->table, trace->codebook,
                                    (const char *const *)names->pdata, error);
    trace->origins =
        trace->frame != NULL ? vigie_store_origins(store, question->table, error) : NULL;
    if (trace->origins == NULL)
        return NULL;
    guint8 *mask = g_malloc(MAX(trace->frame->n, 1));
    memset(mask, 1, MAX(trace->frame->n, 1));
    if (where != NULL)
        vigie_frame_where(trace->frame, where, mask);
    return mask;
}

/* What is told ------------------------------------------------------------------------------- */

/* People read the file and the line as one place, in the column file. */
static const VigieResultColumn columns[] = {
    {"survey", NULL, false},     {"record", N_("record"), true},
    {"year", NULL, true},        {"wave", NULL, false},
    {"item", N_("item"), false}, {"value", N_("value"), false},
    {"missing", NULL, false},    {"file", N_("file and line"), false},
    {"line", NULL, true},        {"header", N_("column of the file"), false},
    {"sha256", NULL, false},     {"source", NULL, false},
    {"batch", NULL, true}};

static void
put_count(VigieResult *result, gint64 count)
{
    g_autofree char *text = g_strdup_printf("%" PRId64, count);
    vigie_result_number(result, (double)count, text);
}

static void
put_value(const Trace *trace, const VigieColumn *column, gsize i)
{
    char buffer[VIGIE_NUMBER_SIZE];
    VigieMissing why = (VigieMissing)column->why[i];
    const char *text = vigie_column_text(column, i, buffer), *label = NULL;
    g_autofree char *kind = NULL;
    if (why == VIGIE_PRESENT && column->kind == VIGIE_VALUE_CHOICE)
        label = vigie_choice_label(trace->codebook,
                                   vigie_list_get(column->item->list, (guint)column->value[i]),
                                   trace->lang);
    if (why == VIGIE_PRESENT && column->kind == VIGIE_VALUE_NUMBER &&
        trace->lang == VIGIE_LANG_FR)
        label = kind = g_strdelimit(g_strdup(text), ".", ',');
    if (why != VIGIE_PRESENT)
        label = kind = g_strdup_printf("(%s)", vigie_missing_text(why));
    vigie_result_word(trace->result, text, label);
    vigie_result_word(trace->result, vigie_missing_name(why), NULL);
}

static const char *
header_of(JsonObject *mapping, const VigieItem *item)
{
    return mapping != NULL && json_object_has_member(mapping, item->name)
               ? json_object_get_string_member(mapping, item->name)
               : "";
}

static void
put_record(const Trace *trace, const VigieOrigin *origin, JsonObject *mapping, gsize i)
{
    const VigieFrame *frame = trace->frame;
    const VigieColumn *year = vigie_frame_column(frame, "year");
    const VigieColumn *wave = vigie_frame_column(frame, "wave");
    char buffer[VIGIE_NUMBER_SIZE];
    VigiePlace place = {origin->file, frame->line[i], 0};
    g_autofree char *from = vigie_place_print(&place);
    for (guint k = 0; k < trace->items->len; k++) {
        const VigieItem *item = trace->items->pdata[k];
        const char *header = header_of(mapping, item);
        vigie_result_begin(trace->result);
        vigie_result_word(trace->result, trace->question->table, NULL);
        put_count(trace->result, origin->record + (gint64)(i - origin->first));
        vigie_result_number(trace->result, year->value[i], vigie_column_text(year, i, buffer));
        vigie_result_word(trace->result, vigie_column_text(wave, i, buffer), NULL);
        vigie_result_word(trace->result, item->name, NULL);
        put_value(trace, vigie_frame_column(frame, item->name), i);
        vigie_result_word(trace->result, origin->file, from);
        put_count(trace->result, (gint64)frame->line[i]);
        vigie_result_word(trace->result, header,
                          *header == '\0' && item->calculation != NULL ? _("(calculated)")
                                                                       : NULL);
        vigie_result_word(trace->result, origin->sha256, NULL);
        vigie_result_word(trace->result, origin->source, NULL);
        put_count(trace->result, origin->batch);
    }
}

static bool
is_asked(const Trace *trace, const VigieOrigin *origin, const guint8 *mask, gsize i)
{
    gint64 record = origin->record + (gint64)(i - origin->first);
    return mask[i] && (trace->question->record == 0 || trace->question->record == record);
}

/* Records of one batch; returns how many of all were asked for by then. */
static gsize
put_batch(const Trace *trace, const VigieOrigin *origin, const guint8 *mask, gsize n)
{
    g_autoptr(JsonNode) json = json_from_string(origin->mapping, NULL);
    JsonObject *mapping =
        json != NULL && JSON_NODE_HOLDS_OBJECT(json) ? json_node_get_object(json) : NULL;
    gsize before = n;
    for (gsize i = origin->first; i < origin->first + origin->n; i++) {
        if (!is_asked(trace, origin, mask, i))
            continue;
        n++;
        if (trace->question->limit == 0 || n <= trace->question->limit)
            put_record(trace, origin, mapping, i);
    }
    if (n > before && (trace->question->limit == 0 || before < trace->question->limit)) {
        g_autofree char *note =
            g_strdup_printf(_("%s: batch %" PRId64 " of source %s, SHA-256 %s"), origin->file,
                            origin->batch, origin->source, origin->sha256);
        vigie_result_note(trace->result, note);
    }
    return n;
}

static void
tell_limit(const Trace *trace, gsize n)
{
    guint limit = trace->question->limit;
    if (limit == 0 || n <= limit)
        return;
    g_autofree char *note =
        g_strdup_printf(_("%u of %zu records are shown: --limit 0 shows all"), limit, n);
    vigie_result_note(trace->result, note);
}

VigieResult *
vigie_trace(const VigieObservatory *observatory, VigieStore *store,
            const VigieTraceQuestion *question, VigieLang lang, GError **error)
{
    g_auto(Trace) trace = {.question = question, .lang = lang};
    if (!find_table(&trace, observatory, error) || !choose_items(&trace, error))
        return NULL;
    g_autofree guint8 *mask = read_records(&trace, store, error);
    if (mask == NULL)
        return NULL;
    trace.result = vigie_result_new(columns, G_N_ELEMENTS(columns));
    gsize n = 0;
    for (guint b = 0; b < trace.origins->len; b++)
        n = put_batch(&trace, trace.origins->pdata[b], mask, n);
    if (n == 0 && question->record != 0) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("%s has no record %" PRId64), question->table, question->record);
        return NULL;
    }
    tell_limit(&trace, n);
    return g_steal_pointer(&trace.result);
}
