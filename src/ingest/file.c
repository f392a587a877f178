/* file.c - one raw file, read whole: a thread reads and checks, the caller's thread takes the chunks */
#include "children.h"
#include <string.h>

#define CHUNK 4096
#define N_CHUNKS 3
/* Texts that a chunk may keep from those before it, so that ids and comments do not fill the memory. */
#define KEPT_LEVELS 16384

typedef struct {
    VigieFrame *frame;
    VigieFrameRecord lookup;
    guint64 done; /* bytes of the file read when it was full */
} Chunk;

/* What the two threads share; the rest belongs to the reading thread until it is joined. */
typedef struct {
    Reading *reading;
    VigieSheet *sheet;
    GAsyncQueue *empty, *full; /* Chunk*; &whole or &broken ends the full ones */
    Chunk chunks[N_CHUNKS];
    Chunk *filling;
    gint stop;     /* atomic: the sink failed */
    guint64 total; /* bytes of the file */
    guint64 n_rows, n_accepted, n_refused;
    const VigieRow *header;
    guint8 *told;      /* [unnamed columns of the plan]: reported as filled */
    VigieCell *padded; /* [fields]: a short row with its missing cells */
    GError *error;     /* of the reading */
} Work;

/* Chunks ---------------------------------------------------------------------------------- */

static void
chunk_init(Chunk *chunk, const VigieCodebook *codebook)
{
    chunk->frame = vigie_frame_new(codebook, NULL, CHUNK);
    vigie_frame_record_init(&chunk->lookup, chunk->frame);
}

static void
chunk_release(Chunk *chunk)
{
    if (chunk->frame == NULL)
        return;
    vigie_frame_record_release(&chunk->lookup);
    g_clear_pointer(&chunk->frame, vigie_frame_free);
}

static bool
has_many_levels(const VigieFrame *frame)
{
    for (guint i = 0; i < frame->columns->len; i++) {
        const VigieColumn *column = frame->columns->pdata[i];
        if (column->levels != NULL && column->levels->len > KEPT_LEVELS)
            return true;
    }
    return false;
}

static void
start_chunk(Work *w)
{
    Reading *r = w->reading;
    Chunk *chunk = g_async_queue_pop(w->empty);
    if (has_many_levels(chunk->frame)) {
        chunk_release(chunk);
        chunk_init(chunk, r->source->codebook);
    }
    vigie_frame_clear(chunk->frame);
    w->filling = chunk;
    r->frame = chunk->frame;
    r->lookup = &chunk->lookup;
    r->columns = (VigieColumn **)chunk->frame->columns->pdata;
}

static void
end_chunk(Work *w)
{
    guint64 total = 0;
    vigie_sheet_position(w->sheet, &w->filling->done, &total);
    g_async_queue_push(w->full, g_steal_pointer(&w->filling));
}

/* Rows ------------------------------------------------------------------------------------ */

static bool
read_record(Work *w, const VigieRow *row, const Pass *pass, GError **error)
{
    Reading *r = w->reading;
    if (pass->block != 0 && vigie_children_is_empty(pass, row))
        return true;
    if (w->filling == NULL)
        start_chunk(w);
    r->pass = pass;
    r->record = vigie_frame_add(r->frame);
    r->frame->line[r->record] = row->line;
    const Binding *bindings = (const Binding *)(const void *)pass->bindings->data;
    for (guint i = 0; i < pass->bindings->len; i++)
        if (!bindings[i].read(r, &bindings[i], row->cells, error))
            return false;
    bool accepted = false;
    if (!vigie_record_check(r, row, &accepted, error))
        return false;
    w->n_accepted += accepted;
    w->n_refused += !accepted;
    r->frame->n -= !accepted;
    if (r->frame->n == CHUNK)
        end_chunk(w);
    return true;
}

/* A column without a name is only worth a word if something stands in it. */
static void
check_unnamed(Work *w, const VigieRow *row)
{
    const Reading *r = w->reading;
    for (guint i = 0; i < r->plan->unnamed->len; i++) {
        guint field = g_array_index(r->plan->unnamed, guint, i);
        if (w->told[i] || row->cells[field].length == 0)
            continue;
        w->told[i] = 1;
        VigiePlace place = {r->file->name, row->line, field + 1};
        vigie_findings_add(r->findings, VIGIE_FINDING, "unmapped_column", &place,
                           _("column %u has values but no name, so it is not read"), field + 1);
    }
}

/* ragged=yes: what a short row lacks is blank; what a long one has beyond the header is reported. */
static void
fit_row(Work *w, VigieRow *row)
{
    const Reading *r = w->reading;
    guint n = r->plan->n_fields;
    for (guint f = n; f < row->n; f++) {
        if (row->cells[f].length == 0)
            continue;
        VigiePlace place = {r->file->name, row->line, f + 1};
        vigie_findings_add(r->findings, VIGIE_FINDING, "extra_cells", &place,
                           P_("%u cell where the header has %u; those beyond are not read",
                              "%u cells where the header has %u; those beyond are not read",
                              row->n),
                           row->n, n);
        break;
    }
    for (guint f = 0; f < n; f++)
        w->padded[f] = f < row->n ? row->cells[f] : (VigieCell){.text = ""};
    row->cells = w->padded;
    row->n = n;
}

/* Files put end to end have their header, and perhaps its mark, in the middle. */
static bool
is_header_again(const Work *w, const VigieRow *row)
{
    for (guint f = 0; f < w->header->n; f++) {
        const char *name = w->header->cells[f].text, *text = row->cells[f].text;
        if (f == 0 && g_str_has_prefix(text, "\ufeff"))
            text += strlen("\ufeff");
        if (*name != *text || strcmp(name, text) != 0)
            return false;
    }
    return true;
}

/* False: the tool that made the file says that the answer is not complete, and such are not wanted. */
static bool
keep_of_tool(Work *w, VigieRow *row)
{
    const Reading *r = w->reading;
    const VigieSurvey *survey = r->source->survey;
    bool with_id = survey != NULL && *survey->id == '\0';
    return vigie_tool_row(r->plan->tool, row, with_id, r->source->drop_incomplete,
                          r->file->name, r->findings);
}

static bool
read_row(Work *w, VigieRow *row, GError **error)
{
    const Plan *plan = w->reading->plan;
    w->n_rows++;
    w->reading->line = row->line;
    if (row->n != plan->n_fields)
        fit_row(w, row);
    if (is_header_again(w, row)) {
        w->n_refused++;
        return vigie_reading_reject(w->reading, "header_again", 0, error,
                                    _("the names of the columns once more, as on line %u; the "
                                      "row is left out"),
                                    (guint)w->header->line);
    }
    check_unnamed(w, row);
    if (plan->tool != NULL && !keep_of_tool(w, row)) {
        w->n_refused++;
        return true;
    }
    vigie_children_note(w->reading, row);
    for (guint p = 0; p < plan->passes->len; p++)
        if (!read_record(w, row, plan->passes->pdata[p], error))
            return false;
    return true;
}

/* on-error=record: a row of another shape, or with a stray quote, is refused alone.  The sheet's message starts
 * with its place. */
static bool
refuse_row(Work *w, const GError *problem)
{
    const Reading *r = w->reading;
    bool ragged = g_error_matches(problem, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_RAGGED);
    bool quote = g_error_matches(problem, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_QUOTE);
    if (r->source->on_error != ON_ERROR_RECORD || !(ragged || quote))
        return false;
    const char *text = problem->message;
    VigiePlace place = {r->file->name, 0, 0};
    if (g_str_has_prefix(text, r->file->name)) {
        char *end = NULL;
        place.line = g_ascii_strtoull(text + strlen(r->file->name) + 1, &end, 10);
        if (*end == ':' && g_ascii_isdigit(end[1]))
            place.field = (guint)g_ascii_strtoull(end + 1, &end, 10);
        text = g_str_has_prefix(end, ": ") ? end + 2 : text;
    }
    vigie_findings_add(r->findings, VIGIE_FINDING, ragged ? "ragged" : "stray_quote", &place,
                       _("%s; the record is refused"), text);
    w->n_rows++;
    w->n_refused++;
    return true;
}

static bool
read_rows(Work *w, GError **error)
{
    VigieRow row;
    while (!g_atomic_int_get(&w->stop)) {
        g_autoptr(GError) problem = NULL;
        if (vigie_sheet_next(w->sheet, &row, &problem)) {
            if (!read_row(w, &row, error))
                return false;
        } else if (problem == NULL) {
            break;
        } else if (!refuse_row(w, problem)) {
            g_propagate_error(error, g_steal_pointer(&problem));
            return false;
        }
    }
    if (w->filling != NULL && w->filling->frame->n > 0)
        end_chunk(w);
    return true;
}

/* The two threads ------------------------------------------------------------------------- */

/* The queue of full chunks ends with the work itself, which is no chunk. */
static gpointer
read_in_thread(gpointer user)
{
    Work *w = user;
    bool whole = read_rows(w, &w->error);
    g_async_queue_push(w->full, w);
    return GINT_TO_POINTER(whole);
}

static bool
consume(Work *w, VigieFrameSink sink, void *user, const VigieProgress *progress, GError **error)
{
    bool good = true;
    for (gpointer next; (next = g_async_queue_pop(w->full)) != w;) {
        Chunk *chunk = next;
        if (good) {
            good = sink(user, chunk->frame, error);
            vigie_progress(progress, w->reading->file->name, chunk->done, w->total);
        }
        if (!good)
            g_atomic_int_set(&w->stop, 1);
        g_async_queue_push(w->empty, chunk);
    }
    return good;
}

static bool
run(Work *w, VigieFrameSink sink, void *user, const VigieProgress *progress, GError **error)
{
    GThread *thread = g_thread_new("vigie-ingest", read_in_thread, w);
    bool taken = consume(w, sink, user, progress, error);
    bool whole = GPOINTER_TO_INT(g_thread_join(thread));
    if (!taken || whole)
        return taken;
    g_propagate_error(error, g_steal_pointer(&w->error));
    return false;
}

static void
work_init(Work *w, Reading *r, VigieSheet *sheet)
{
    *w = (Work){.reading = r, .sheet = sheet, .header = vigie_sheet_header(sheet)};
    w->empty = g_async_queue_new();
    w->full = g_async_queue_new();
    w->told = g_new0(guint8, r->plan->unnamed->len + 1);
    w->padded = g_new0(VigieCell, r->plan->n_fields);
    guint64 done = 0;
    vigie_sheet_position(sheet, &done, &w->total);
    for (guint i = 0; i < N_CHUNKS; i++) {
        chunk_init(&w->chunks[i], r->source->codebook);
        g_async_queue_push(w->empty, &w->chunks[i]);
    }
}

static void
work_release(Work *w)
{
    for (guint i = 0; i < N_CHUNKS; i++)
        chunk_release(&w->chunks[i]);
    g_async_queue_unref(w->empty);
    g_async_queue_unref(w->full);
    g_free(w->told);
    g_free(w->padded);
    g_clear_error(&w->error);
}

/* The whole ------------------------------------------------------------------------------- */

void
vigie_ingest_report_release(VigieIngestReport *report)
{
    g_clear_pointer(&report->dialect, g_free);
    g_clear_pointer(&report->mapping, g_free);
    g_clear_pointer(&report->asked, g_strfreev);
    g_clear_pointer(&report->keys, vigie_record_keys_free);
}

static char **
asked_names(const Plan *plan)
{
    const GPtrArray *items = plan->source->codebook->items;
    char **names = g_new0(char *, items->len + 1);
    guint n = 0;
    for (guint i = 0; i < items->len; i++)
        if (plan->asked[i] &&
            ((const VigieItem *)items->pdata[i])->origin != VIGIE_ITEM_INHERITED)
            names[n++] = g_strdup(((const VigieItem *)items->pdata[i])->name);
    return names;
}

/* A guess that little speaks for is named, with what would settle it. */
static void
tell_doubt(const Reading *r, const NotationChoice *choice, bool date)
{
    VigiePlace place = {r->file->name, choice->line, choice->field};
    const char *code = date ? "doubt_dates" : "doubt_decimal";
    const char *key = date ? "dates" : "decimal";
    if (choice->origin == ORIGIN_LANGUAGE)
        vigie_findings_add(
            r->findings, VIGIE_NOTE, code, &place,
            date ? _("no date of the file tells day/month from month/day: it was read "
                     "as the observatory's language writes it; %s= under "
                     "[source] says it")
                 : _("no number of the file tells the decimal mark: it was read "
                     "as the observatory's language writes it; %s= under "
                     "[source] says it"),
            key);
    if (choice->origin != ORIGIN_VALUE || choice->n_witnesses > 1)
        return;
    g_autofree char *quote = vigie_reading_quote(choice->text, strlen(choice->text));
    vigie_findings_add(r->findings, VIGIE_NOTE, code, &place,
                       date
                           ? _("the order of day and month rests on one value, '%s'; %s= under "
                               "[source] says it")
                           : _("the decimal mark rests on one value, '%s'; %s= under [source] "
                               "says it"),
                       quote, key);
}

static void
tell_doubts(const Work *w)
{
    const Reading *r = w->reading;
    tell_doubt(r, &r->notation.number, false);
    tell_doubt(r, &r->notation.date, true);
    if (r->dialect->rival == '\0')
        return;
    VigiePlace place = {r->file->name, w->header->line, 0};
    vigie_findings_add(r->findings, VIGIE_NOTE, "doubt_delimiter", &place,
                       _("the rows would also be of one width between %s: look at the columns, "
                         "or say delimiter= under [source]"),
                       vigie_delimiter_word(r->dialect->rival));
}

/* What was guessed or said of the file's writing, told once. */
static char *
tell_dialect(const Work *w)
{
    const Reading *r = w->reading;
    tell_doubts(w);
    if (r->plan->tool != NULL)
        vigie_tool_tell(r->plan->tool, r->file->name, r->source->drop_incomplete, r->findings);
    g_autofree char *sheet = vigie_sheet_describe(w->sheet);
    g_autofree char *notation = vigie_notation_describe(&r->notation);
    char *text = g_strdup_printf("%s%s%s", sheet, *notation != '\0' ? ", " : "", notation);
    VigiePlace place = {r->file->name, 0, 0};
    vigie_findings_add(r->findings, VIGIE_NOTE, "dialect", &place, "%s", text);
    return text;
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(a, b);
}

/* flags=yes: how often each stood there, for values keep no trace of it. */
static void
tell_flags(const Work *w)
{
    const Reading *r = w->reading;
    if (r->flags == NULL || g_hash_table_size(r->flags) == 0)
        return;
    g_autoptr(GList) flags = g_list_sort(g_hash_table_get_keys(r->flags), compare_texts);
    g_autoptr(GString) text = g_string_new(NULL);
    guint told = 0;
    for (GList *flag = flags; flag != NULL && told < 20; flag = flag->next, told++)
        g_string_append_printf(text, "%s%s %u", told > 0 ? ", " : "", (const char *)flag->data,
                               GPOINTER_TO_UINT(g_hash_table_lookup(r->flags, flag->data)));
    VigiePlace place = {r->file->name, w->header->line, 0};
    vigie_findings_add(r->findings, VIGIE_NOTE, "status_flags", &place,
                       _("the publisher's flags beside numbers or in their place: %s"),
                       text->str);
}

static bool
check_not_empty(const Work *w, GError **error)
{
    /* parties without a stage are no error */
    bool no_block = w->reading->source->blocks && w->n_rows > 0 && w->n_refused == 0;
    if (w->n_accepted > 0 || no_block)
        return true;
    VigiePlace place = {w->reading->file->name, w->header->line, 0};
    if (w->n_rows == 0)
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE, &place,
                           _("there is nothing under the header: is the file cut?"));
    else
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE, &place,
                           P_("its %u row is refused, so there is nothing to keep: is this the "
                              "right file, and is its source right?",
                              "all its %u rows are refused, so there is nothing to keep: is "
                              "this the right file, and is its source right?",
                              w->n_rows),
                           (guint)w->n_rows);
    return false;
}

/* The report has the items asked before the first chunk; it is empty after an error. */
static bool
read_file(Reading *r, VigieSheet *sheet, VigieFrameSink sink, void *user,
          const VigieProgress *progress, VigieIngestReport *report, GError **error)
{
    Work w;
    work_init(&w, r, sheet);
    *report = (VigieIngestReport){.asked = asked_names(r->plan)};
    bool good = run(&w, sink, user, progress, error) && check_not_empty(&w, error) &&
                vigie_source_file_check(r->file, error);
    tell_flags(&w);
    report->n_rows = w.n_rows;
    report->n_accepted = w.n_accepted;
    report->n_refused = w.n_refused;
    report->n_records = w.n_accepted + w.n_refused;
    report->dialect = tell_dialect(&w);
    report->mapping = g_strdup(r->plan->mapping);
    report->keys = g_steal_pointer(&r->keys);
    if (!good) {
        vigie_ingest_report_release(report);
        *report = (VigieIngestReport){0};
    }
    work_release(&w);
    return good;
}

static void
choose_readers(const Plan *plan)
{
    for (guint p = 0; p < plan->passes->len; p++) {
        const Pass *pass = plan->passes->pdata[p];
        for (guint i = 0; i < pass->bindings->len; i++) {
            Binding *binding = &g_array_index(pass->bindings, Binding, i);
            binding->read = vigie_cell_reader(binding);
        }
    }
}

bool
vigie_ingest_file(const VigieSource *source, const VigieSourceFile *file, VigieFrameSink sink,
                  void *user, VigieFindings *findings, const VigieProgress *progress,
                  VigieIngestReport *report, GError **error)
{
    g_autoptr(VigieSheet) sheet =
        vigie_sheet_open_as(file->path, file->name, &source->notation.dialect, error);
    if (sheet == NULL)
        return false;
    vigie_sheet_tell(sheet, findings);
    const VigieRow *header = vigie_sheet_header(sheet);
    g_autoptr(Plan) plan = vigie_plan_new(source, file, header, findings, error);
    if (plan == NULL)
        return false;
    choose_readers(plan);
    Reading r = {.source = source,
                 .file = file,
                 .dialect = vigie_sheet_dialect(sheet),
                 .plan = plan,
                 .findings = findings};
    vigie_notation_init(&r.notation, source);
    vigie_record_init(&r);
    VigieIngestReport own = {0};
    bool good =
        read_file(&r, sheet, sink, user, progress, report != NULL ? report : &own, error);
    vigie_ingest_report_release(&own);
    vigie_record_release(&r);
    vigie_notation_release(&r.notation);
    return good;
}
