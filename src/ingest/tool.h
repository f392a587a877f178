/* tool.h - files that a survey tool exported: KoboToolbox, ODK Central, LimeSurvey.  Their own columns are known and
 * left unread, but for what they say of each answer: the form's version, whether it was submitted or approved, its id. */
#ifndef VIGIE_INGEST_TOOL_H
#define VIGIE_INGEST_TOOL_H

#include "header.h"

typedef struct Tool Tool;

/* NULL = none of them.  Marks the tool's own columns as used. */
Tool *vigie_tool_find(Header *header);
void vigie_tool_free(Tool *tool);
/* Does the header name one of the tool's own columns, other than a time? */
bool vigie_tool_owns(const Tool *tool, const char *header);
/* Can it be known of an answer that it was not submitted, or not approved?  Not of no tool. */
bool vigie_tool_knows_complete(const Tool *tool);
/* Does the column of the choice "other" hold the words written there? */
bool vigie_tool_writes_other(const Tool *tool);
/* Counts a row.  with_id: its id is looked for among those before, since the survey has none of its own.  Cells that the
 * tool writes for "not shown" become empty in row, which then borrows from the tool.  True: keep it. */
bool vigie_tool_row(Tool *tool, VigieRow *row, bool with_id, bool drop, const char *file,
                    VigieFindings *findings);
/* The last of these alone. */
void vigie_tool_clean(Tool *tool, VigieRow *row);
/* What was counted, as notes. */
void vigie_tool_tell(const Tool *tool, const char *file, bool dropped, VigieFindings *findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tool, vigie_tool_free)

#endif
