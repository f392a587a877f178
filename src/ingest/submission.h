/* submission.h - the rows of an export: how many by version of the form, approved or not, complete or not, twice. */
#ifndef VIGIE_INGEST_SUBMISSION_H
#define VIGIE_INGEST_SUBMISSION_H

#include "reading.h"

typedef struct Submissions Submissions;

/* keep= asks for a column that the file lacks: an error. */
bool vigie_submissions_check(const VigieSource *source, const Plan *plan, const char *file,
                             GError **error);
/* NULL if the file is no export. */
Submissions *vigie_submissions_new(const Reading *reading);
void vigie_submissions_free(Submissions *submissions);
/* Takes a row into account; false if the source's keep= leaves it out. */
bool vigie_submissions_add(Submissions *submissions, const Reading *reading,
                           const VigieRow *row);
/* What came of them, as notes at the header's line. */
void vigie_submissions_tell(const Submissions *submissions, const Reading *reading,
                            guint64 header_line);

#endif
