/* base-finding.h - what is wrong in the data but stops nothing: line 812, nights = -3.
 * vigie_findings_add() counts every finding by kind and column (a group), and keeps the first
 * VIGIE_FINDINGS_KEPT of each group and VIGIE_FINDINGS_KEPT_ALL in all, so that a million bad lines
 * neither fill the memory nor hide what is wrong in another column. */
#ifndef VIGIE_BASE_FINDING_H
#define VIGIE_BASE_FINDING_H

#include <vigie/base-error.h>

G_BEGIN_DECLS

#define VIGIE_FINDINGS_KEPT 10000
#define VIGIE_FINDINGS_KEPT_ALL 100000

/* A note says what was guessed or decided and is no reason to exit 1; a finding is. */
typedef enum { VIGIE_NOTE, VIGIE_FINDING } VigieFindingLevel;

typedef struct {
    VigieFindingLevel level;
    const char *code; /* static string, snake_case, stable: tests compare it, not the text */
    const char *file; /* owned by the list; NULL = none */
    guint64 line;
    guint field;
    guint group; /* its place in vigie_findings_group_at() */
    char *text;  /* one line, in the user's language */
} VigieFindingRow;

/* The findings of one code about one item in one column. */
typedef struct {
    VigieFindingLevel level;
    const char *code;
    const char *item; /* "" = about none; owned by the list */
    guint field;      /* 0 = of no column */
    guint64 n;        /* all of them, kept or not */
    guint64 line;     /* of the first */
    char *text;       /* of the first */
} VigieFindingGroup;

typedef struct VigieFindings VigieFindings;

VigieFindings *vigie_findings_new(void);
void vigie_findings_free(VigieFindings *findings);
/* code must be a string that lives for ever (a literal).  findings may be NULL: nothing happens. */
void vigie_findings_add(VigieFindings *findings, VigieFindingLevel level, const char *code,
                        const VigiePlace *place, const char *format, ...) G_GNUC_PRINTF(5, 6);
/* The same about an item of the questionnaire: groups tell items apart that have no column, or the same. */
void vigie_findings_add_about(VigieFindings *findings, VigieFindingLevel level,
                              const char *code, const char *item, const VigiePlace *place,
                              const char *format, ...) G_GNUC_PRINTF(6, 7);
/* Appends those kept of another list; either may be NULL. */
void vigie_findings_append(VigieFindings *findings, const VigieFindings *from);
/* Rows kept, in order of arrival. */
guint vigie_findings_n_kept(const VigieFindings *findings);
const VigieFindingRow *vigie_findings_get(const VigieFindings *findings, guint i);
/* How many there were of that level (all kept or not); of that code. */
guint64 vigie_findings_count(const VigieFindings *findings, VigieFindingLevel level);
guint64 vigie_findings_count_code(const VigieFindings *findings, const char *code);
/* Each group, in order of first arrival; NULL past the end. */
const VigieFindingGroup *vigie_findings_group_at(const VigieFindings *findings, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieFindings, vigie_findings_free)

G_END_DECLS

#endif
