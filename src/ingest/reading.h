/* reading.h - the reading of one file: what the readers of cells and the checks of records share.
 * cell.c fills a record from a row, record.c checks it, together.c checks it against the others,
 * evidence.c settles how the file writes numbers and dates, file.c runs it all. */
#ifndef VIGIE_INGEST_READING_H
#define VIGIE_INGEST_READING_H

#include "notation.h"
#include "plan.h"

typedef struct Together Together;

struct Reading {
    const VigieSource *source;
    const VigieSourceFile *file;
    const VigieDialect *dialect;
    Plan *plan;
    Notation notation;
    VigieFindings *findings;
    /* The record being filled */
    VigieFrame *frame;
    VigieFrameRecord *lookup; /* of frame */
    VigieColumn **columns;    /* [items + 2] of frame: the items', year, wave */
    gsize record;             /* its position in frame */
    guint64 line;             /* of its row */
    const Pass *pass;
    /* Of a repeat */
    gsize parent;      /* row of the record's parent */
    guint32 *siblings; /* [parents] records so far */
    GPtrArray
        *inherit; /* VigieColumn*: of the parents, by the item's position; NULL = not read */
    VigieRecordKeys *keys; /* of a survey that has repeats; else NULL */
    /* Checks */
    VigieEvaluator *evaluator; /* NULL if there is nothing to evaluate */
    GArray *steps;             /* guint: items to evaluate, in dependency order */
    gint weight;               /* position of the weight, or -1 */
    const VigieItem *day;      /* that must lie within the wave, or NULL */
    Together *together;
    GString *scratch;
    GHashTable *
        flags; /* char* -> its number: what stood beside values or in their place; NULL unless flags=yes */
    guint8 *chosen; /* [most choices of a list] */
};

static inline VigieColumn *
vigie_reading_year(const Reading *r)
{
    return r->columns[r->source->codebook->items->len];
}

static inline VigieColumn *
vigie_reading_wave(const Reading *r)
{
    return r->columns[r->source->codebook->items->len + 1];
}

/* A finding at a field of the current row (field counts from 1; 0 = the whole row).  False, with *error, if the
 * source says on-error=file: such a value then refuses the file. */
bool vigie_reading_reject(Reading *r, const char *code, guint field, GError **error,
                          const char *format, ...) G_GNUC_PRINTF(5, 6);
/* The same about an item, so that its findings are counted apart. */
bool vigie_reading_reject_item(Reading *r, const char *code, const VigieItem *item, guint field,
                               GError **error, const char *format, ...) G_GNUC_PRINTF(6, 7);
/* The field (from 1) that an item was read from; 0 = none. */
guint vigie_reading_field(const Reading *r, const VigieItem *item);
/* A value as quoted in messages: at most 40 characters of it; (transfer full). */
char *vigie_reading_quote(const char *text, gsize length);
/* The same of an answer to item: nothing of it where the item is personal; (transfer full). */
char *vigie_reading_quote_item(const VigieItem *item, const char *text, gsize length);

/* cell.c: text without the blanks around it; the reader for a binding. */
void vigie_cell_trim(const VigieCell *cell, const char **text, gsize *length);
CellReader vigie_cell_reader(const Binding *binding);
/* Sets a CHOICES item to the choices marked in r->chosen: their names in questionnaire order, by one space. */
void vigie_cell_keep_chosen(Reading *r, const VigieItem *item);

/* evidence.c: settles the decimal mark or the order of dates (date) by the file's other values, else by the
 * language; *error if neither does. */
bool vigie_evidence_settle(Reading *r, bool date, GError **error);
/* The text can only be read in the way that an earlier value excluded. */
void vigie_evidence_set_conflict(const Reading *r, bool date, const Binding *binding,
                                 const char *text, gsize length, GError **error);

/* filter.c: an answer that choice_filter excludes becomes invalid, with a finding. */
bool vigie_record_filter(Reading *r, const VigieItem *item, GError **error);

/* record.c */
void vigie_record_init(Reading *r);
void vigie_record_release(Reading *r);
/* Year, wave, relevance, calculations, constraints, weight of the current record. *accepted false: it is refused. */
bool vigie_record_check(Reading *r, const VigieRow *row, bool *accepted, GError **error);

/* together.c: repeated ids and keys, PSU labels in two strata. */
Together *vigie_together_new(const VigieSource *source);
void vigie_together_free(Together *together);
void vigie_together_check(Reading *r);

#endif
