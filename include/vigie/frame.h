/* frame.h - answers or observations in memory: columns of double with a reason where there is no value.
 * vigie_frame_new() takes the columns of a codebook; vigie_frame_column() finds one; numbers, dates (days),
 * choice indices and text levels all live in value[]. */
#ifndef VIGIE_FRAME_H
#define VIGIE_FRAME_H

#include <math.h>
#include <vigie/codebook-expression.h>

G_BEGIN_DECLS

/* One column.  value[n]: NAN where there is none, and why[n] then says why (VigieMissing).
 *   NUMBER the number · DATE days since 1970-01-01 · CHOICE index into item->list->choices
 *   TEXT, CHOICES index into levels (texts in order of first appearance; CHOICES: names by one space). */
typedef struct {
    char *name;
    const VigieItem *item; /* borrowed from the codebook; NULL for year and wave */
    VigieValueKind kind;
    double *value;
    guint8 *why;
    GPtrArray *levels;   /* char*; NULL for other kinds */
    GHashTable *lookup;  /* level -> index + 1 */
    GStringChunk *texts; /* where the levels live */
} VigieColumn;

typedef struct {
    const VigieCodebook *codebook; /* borrowed; must outlive the frame */
    gsize n;                       /* records */
    gsize capacity;
    GPtrArray *columns; /* VigieColumn* */
    guint64 *line;      /* [capacity] line of each record in its file; 0 = not known */
} VigieFrame;

/* items: names of columns to have, NULL-terminated; NULL = all items of the codebook, then year (NUMBER)
 * and wave (TEXT).  Unknown names are a bug of the caller: check them with the codebook. */
VigieFrame *vigie_frame_new(const VigieCodebook *codebook, const char *const *items,
                            gsize capacity);
void vigie_frame_free(VigieFrame *frame);
void vigie_frame_clear(VigieFrame *frame); /* n = 0, levels kept */
/* n = 0 and the levels gone too: a stream of free texts does not fill the memory. */
void vigie_frame_forget(VigieFrame *frame);
/* Adds a record, all values VIGIE_BLANK, growing as needed; returns its index. */
gsize vigie_frame_add(VigieFrame *frame);
VigieColumn *vigie_frame_column(const VigieFrame *frame, const char *name); /* or NULL */

/* The setters of numbers are in the header: they run for each cell of a file.  NAN is blank. */
static inline void
vigie_column_set_number(VigieColumn *column, gsize i, double value)
{
    column->value[i] = value;
    column->why[i] = (guint8)(isnan(value) ? VIGIE_BLANK : VIGIE_PRESENT);
}
static inline void
vigie_column_set_missing(VigieColumn *column, gsize i, VigieMissing why)
{
    column->value[i] = NAN;
    column->why[i] = (guint8)why;
}
/* A level for TEXT and CHOICES, the choice of that name for CHOICE (INVALID if there is none); an empty
 * text is blank. */
void vigie_column_set_text(VigieColumn *column, gsize i, const char *text, gsize length);
/* The level of that text, added if it is new; TEXT and CHOICES only. */
guint32 vigie_column_level(VigieColumn *column, const char *text, gsize length);
/* The text of a value: choice name, level, number or ISO date; "" = missing; (writes to buffer or borrows). */
const char *vigie_column_text(const VigieColumn *column, gsize i,
                              char buffer[VIGIE_NUMBER_SIZE]);
/* True if record i of a CHOICES column has that choice. */
bool vigie_column_has_choice(const VigieColumn *column, gsize i, const char *name);

/* How many values of each kind there are; at VIGIE_PRESENT those that are there.  One count for the store's figures,
 * tables, reports and exports alike. */
typedef guint64 VigieKindCounts[VIGIE_N_MISSING];
/* Adds the values of the records of mask[n] (NULL = of all). */
void vigie_column_count_kinds(const VigieColumn *column, gsize n, const guint8 *mask,
                              VigieKindCounts counts);

/* The look-up of a record for expressions: user is a VigieFrameRecord; set i, then evaluate. */
typedef struct {
    const VigieFrame *frame;
    gsize i;
    VigieColumn *
        *column; /* [items of the codebook]: the frame's column of each item, or NULL */
    VigieColumn *year, *wave;
    VigieColumn *date; /* of codebook->date, or NULL */
    char buffer[VIGIE_NUMBER_SIZE];
} VigieFrameRecord;
void vigie_frame_record_init(VigieFrameRecord *record, const VigieFrame *frame);
void vigie_frame_record_release(VigieFrameRecord *record);
/* The record's date for vigie_evaluator_set_record(): of codebook->date, else the last day of its year;
 * NAN = neither is known. */
double vigie_frame_record_date(const VigieFrameRecord *record);
void vigie_frame_lookup(void *record, guint item, VigieVariable *out); /* a VigieLookup */

/* mask[n]: 1 where the condition is true. */
void vigie_frame_where(const VigieFrame *frame, const VigieExpression *condition, guint8 *mask);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieFrame, vigie_frame_free)

G_END_DECLS

#endif
