/* dialect.h - the guess: which delimiter, which line is the header */
#ifndef VIGIE_DIALECT_PRIVATE_H
#define VIGIE_DIALECT_PRIVATE_H

#include "source.h"

/* Completes *dialect from the sample and moves the source to the header's row.  What *dialect
 * says already is kept. */
bool vigie_dialect_guess(VigieSource *source, VigieDialect *dialect, GError **error);

#endif
