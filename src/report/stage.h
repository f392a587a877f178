/* stage.h - many files written as one: all beside their place first, then all renamed */
#ifndef VIGIE_REPORT_STAGE_H
#define VIGIE_REPORT_STAGE_H

#include <vigie/base.h>

typedef struct VigieStage VigieStage;
/* dir (made if need be) is where the files go; nothing of it changes before vigie_stage_commit(). */
VigieStage *vigie_stage_new(const char *dir, GError **error);
/* Where a file is to be written now; name is relative to dir and may hold one folder.  (transfer full) */
char *vigie_stage_path(VigieStage *stage, const char *name, GError **error);
/* Renames all; the final paths in order are added to files.  An error that was met before is about the
 * staged file: vigie_stage_free() removes what is left, and vigie_stage_error() names the final path. */
bool vigie_stage_commit(VigieStage *stage, GPtrArray *files, GError **error);
void vigie_stage_error(const VigieStage *stage, GError **error);
void vigie_stage_free(VigieStage *stage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieStage, vigie_stage_free)

#endif
