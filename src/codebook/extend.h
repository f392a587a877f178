/* extend.h - a questionnaire that extends another: the common trunk of the département and the module of the territory.
 *
 * The setting `extends` is the path of the other form, from this one's folder.  Its rows come first, this form's after
 * them; a group of the same name goes on inside the other's group.  A row of the same name is a mistake, unless
 * its column `redefines` says yes: then it stands in the other's place.  Lists of choices grow in the same way. */
#ifndef VIGIE_CODEBOOK_EXTEND_H
#define VIGIE_CODEBOOK_EXTEND_H

#include "xlsform.h"

/* The form at path, called name in messages, whatever kind of file it is, and all that it extends; bytes NULL: they are
 * read.  The SHA-256 of every file goes to hashes (hex, one after the other). */
VigieForm *vigie_extend_read(const char *path, const char *name, const char *bytes,
                             gsize length, GString *hashes, GPtrArray *mistakes);
/* The rows of a sheet, those of extended forms among them, in the order in which they are asked
 * (transfer container). */
GPtrArray *vigie_extend_rows(const VigieForm *form, VigieFormSheet sheet, GPtrArray *mistakes);

#endif
