/* notation.h - how a file writes numbers and dates: said by its source, or decided from its values.
 * One value can settle the decimal mark (12,5) or the order of dates (25/12/2024); one that can be read in
 * two ways (1.234, 05/06/2024) cannot, and waits for the evidence of the others. */
#ifndef VIGIE_INGEST_NOTATION_H
#define VIGIE_INGEST_NOTATION_H

#include "source.h"

typedef enum { ORIGIN_NONE, ORIGIN_SAID, ORIGIN_VALUE, ORIGIN_LANGUAGE } NotationOrigin;

/* What one text says of two readings. */
typedef enum {
    READS_NOT,    /* in neither */
    READS_SAME,   /* in one and the other, the same value */
    READS_FIRST,  /* only with a decimal point · only day first */
    READS_SECOND, /* only with a decimal comma · only month first */
    READS_BOTH    /* two values */
} NotationEvidence;

/* One of the two questions, decimal mark or order of dates. */
typedef struct {
    NotationOrigin origin;
    bool second; /* the answer: decimal comma, month first */
    guint64 line;
    guint field;
    char *text;        /* the value that settled it (ORIGIN_VALUE) */
    guint n_witnesses; /* values that speak for it; not counted beyond 2 */
} NotationChoice;

typedef struct {
    SourceNotation said;
    VigieLang lang;
    NotationChoice number, date;
} Notation;

typedef enum {
    NOTATION_READ,
    NOTATION_UNREADABLE,
    NOTATION_UNDECIDED, /* two values, and no other value of the file has settled it so far */
    NOTATION_CONFLICT   /* readable only in the way that an earlier value excluded */
} NotationResult;

void vigie_notation_init(Notation *notation, const VigieSource *source);
void vigie_notation_release(Notation *notation);
/* Reads a text, trimmed; place is where it stands, kept if it settles the question. */
NotationResult vigie_notation_number(Notation *notation, const char *text, gsize length,
                                     const VigiePlace *place, double *out);
NotationResult vigie_notation_date(Notation *notation, const char *text, gsize length,
                                   const VigiePlace *place, double *out);

NotationEvidence vigie_notation_number_evidence(const Notation *notation, const char *text,
                                                gsize length);
NotationEvidence vigie_notation_date_evidence(const char *text, gsize length);
/* For READS_BOTH without any evidence in the file: does the observatory's language settle it? */
bool vigie_notation_language_settles(const Notation *notation, bool date, const char *text,
                                     gsize length, bool *second);
void vigie_notation_settle(NotationChoice *choice, NotationOrigin origin, bool second,
                           const VigiePlace *place, const char *text, gsize length);
/* "decimal comma, dates day/month/year"; "" where nothing was decided; (transfer full). */
char *vigie_notation_describe(const Notation *notation);

#endif
