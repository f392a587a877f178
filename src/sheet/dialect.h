/* dialect.h - the guess: which delimiter, which line is the header */
#ifndef VIGIE_DIALECT_PRIVATE_H
#define VIGIE_DIALECT_PRIVATE_H

#include "source.h"

/* Where a row above the header names the columns that the header leaves without a name. */
typedef struct {
    bool there;
    gsize offset; /* in the source's text, good until more of it is asked for */
    guint64 line;
} VigieNames;

/* Completes *dialect from the sample and moves the source to the header's row.  What *dialect
 * says already is kept. */
bool vigie_dialect_guess(VigieSource *source, VigieDialect *dialect, VigieNames *names,
                         GError **error);

#endif
