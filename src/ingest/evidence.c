/* evidence.c - what the rest of the file says where one value has two readings */
#include "flags.h"
#include "reading.h"
#include <string.h>

/* A look through the file for values of one kind. */
typedef struct {
    Reading *reading;
    bool date;
    NotationChoice *choice;
    bool second;    /* what the language says, where it says something */
    char *doubtful; /* the first text that neither a value nor the language settles */
    VigiePlace place;
} Search;

static void
set_doubtful(const Search *s, GError **error)
{
    const char *ini = vigie_ini_path(s->reading->source->ini);
    g_autofree char *quote = vigie_reading_quote(s->doubtful, strlen(s->doubtful));
    if (s->date)
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_AMBIGUOUS, &s->place,
                           _("'%s' may be day/month or month/day, and nothing else in the file "
                             "tells; say dates=dmy or dates=mdy under [source] of %s"),
                           quote, ini);
    else
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_AMBIGUOUS, &s->place,
                           _("the mark in '%s' may be of decimals or of thousands, and nothing "
                             "else in the file tells; say decimal=point or decimal=comma under "
                             "[source] of %s"),
                           quote, ini);
}

static bool
is_said(const Binding *b, const char *text, gsize length)
{
    return b->codes != NULL && vigie_codes_find(b->codes, text, length) != VIGIE_NO_CODE;
}

/* Settles by this cell if it has one reading only; keeps it in mind if it has two. */
static void
look_at(Search *s, const Binding *b, const VigieRow *row)
{
    const Notation *notation = &s->reading->notation;
    const char *text = NULL;
    gsize length = 0;
    if (b->field >= row->n)
        return;
    vigie_cell_trim(&row->cells[b->field], &text, &length);
    if (length == 0 || is_said(b, text, length))
        return;
    if (s->reading->flags != NULL && !s->date) {
        char flag[FLAG_SIZE];
        length = vigie_flag_take_off(text, length, flag);
    }
    NotationEvidence evidence = s->date
                                    ? vigie_notation_date_evidence(text, length)
                                    : vigie_notation_number_evidence(notation, text, length);
    VigiePlace place = {s->reading->file->name, row->line, b->field + 1};
    if (evidence == READS_FIRST || evidence == READS_SECOND)
        vigie_notation_settle(s->choice, ORIGIN_VALUE, evidence == READS_SECOND, &place, text,
                              length);
    if (evidence != READS_BOTH || s->doubtful != NULL ||
        vigie_notation_language_settles(notation, s->date, text, length, &s->second))
        return;
    s->doubtful = g_strndup(text, length);
    s->place = place;
}

static void
look_at_row(Search *s, const VigieRow *row)
{
    VigieValueKind kind = s->date ? VIGIE_VALUE_DATE : VIGIE_VALUE_NUMBER;
    const GPtrArray *passes = s->reading->plan->passes;
    for (guint p = 0; p < passes->len; p++) {
        const Pass *pass = passes->pdata[p];
        for (guint i = 0; i < pass->bindings->len && s->choice->origin == ORIGIN_NONE; i++) {
            const Binding *b = &g_array_index(pass->bindings, Binding, i);
            if (b->item->kind == kind)
                look_at(s, b, row);
        }
    }
}

/* Rows that the file has wrong are no evidence; the reading itself reports them. */
static bool
search(Search *s, GError **error)
{
    const Reading *r = s->reading;
    g_autoptr(VigieSheet) sheet =
        vigie_sheet_open_as(r->file->path, r->file->name, r->dialect, error);
    if (sheet == NULL)
        return false;
    VigieRow row;
    while (s->choice->origin == ORIGIN_NONE && vigie_sheet_next(sheet, &row, NULL))
        look_at_row(s, &row);
    return true;
}

bool
vigie_evidence_settle(Reading *r, bool date, GError **error)
{
    Search s = {.reading = r, .date = date};
    s.choice = date ? &r->notation.date : &r->notation.number;
    bool searched = search(&s, error);
    g_autofree char *doubtful = s.doubtful;
    if (!searched)
        return false;
    if (s.choice->origin != ORIGIN_NONE)
        return true;
    if (doubtful != NULL) {
        set_doubtful(&s, error);
        return false;
    }
    s.choice->origin = ORIGIN_LANGUAGE;
    s.choice->second = s.second;
    return true;
}

void
vigie_evidence_set_conflict(const Reading *r, bool date, const Binding *b, const char *text,
                            gsize length, GError **error)
{
    const NotationChoice *choice = date ? &r->notation.date : &r->notation.number;
    VigiePlace place = {r->file->name, r->line, b->field + 1};
    VigiePlace other = {r->file->name, choice->line, choice->field};
    g_autofree char *where = vigie_place_print(&other);
    g_autofree char *quote = vigie_reading_quote(text, length);
    if (date)
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_AMBIGUOUS, &place,
                           _("two orders of dates in one file: '%s' here, '%s' at %s; say "
                             "dates=dmy or dates=mdy under [source] of %s"),
                           quote, choice->text, where, vigie_ini_path(r->source->ini));
    else
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_AMBIGUOUS, &place,
                           _("decimal comma and decimal point in one file: '%s' here, '%s' at "
                             "%s; say decimal=point or decimal=comma under [source] of %s"),
                           quote, choice->text, where, vigie_ini_path(r->source->ini));
}
