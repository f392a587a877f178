/* quality.h - how good the answers of a survey are, counted file by file, wave by wave, question by question,
 * interviewer by interviewer and site by site.
 * vigie_quality_new(), then for each file vigie_quality_begin(), vigie_quality_add() for each chunk of its records and
 * vigie_quality_end(); vigie_quality_finish() compares what only the whole can tell.  vigie_quality_read() does all
 * that from the store: the numbers are those of the raw files.  What is kept of a record is a few bytes.
 *
 * Definitions (rules: observatory-rules.h):
 *   question         an item that is asked: not calculated, hidden, free text, a date, of the design, an identifier
 *   non-response     blank, refused or invalid answers / answers that were due (all but not asked)
 *   same id          the id was there before, within the year (or wave, or survey)
 *   same answers     all questions answered alike, no-answers included, and at least same_least of them answered, of
 *                    which a battery answered by one and the same answer is one
 *   straight-lining  the same answer to all questions answered of a battery, battery_least at least; a battery is that
 *                    many questions of one group and one scale of three points or more (non-differentiation: Krosnick
 *                    1991, "Response strategies for coping with the cognitive demands of attitude measures")
 *   speeder          a duration below speeder x the wave's median (Greszki, Meyer & Schoen 2015); durations below 0
 *                    or above a day are counted apart and are in no median
 *   interviewer or   flagged where its share is unit_ratio times that of the others of the wave or more, and above it by
 *   site             three standard errors of the difference, records being the units that vary (Welch) */
#ifndef VIGIE_QUALITY_H
#define VIGIE_QUALITY_H

#include <vigie/frame.h>
#include <vigie/observatory.h>
#include <vigie/store.h>

G_BEGIN_DECLS

typedef struct VigieQuality VigieQuality;

/* Where a record stands; file is owned by the quality, NULL = nowhere. */
typedef struct {
    const char *file;
    guint64 line;
} VigieQualityPlace;

/* n of base; where the first is, and the record that it repeats. */
typedef struct {
    guint64 n, base;
    VigieQualityPlace first, other;
} VigieQualityCount;

typedef struct {
    int year;
    char *wave;
    guint64 n_records;
    guint64 n_refused; /* records refused in files that have this wave alone */
    VigieQualityCount same_id, same_id_elsewhere; /* in one file, in two */
    VigieQualityCount same_answers, same_answers_elsewhere;
    VigieQualityCount straight, speeder, negative, too_long, outside;
    VigieQualityCount non_response;     /* of answers, over all questions */
    guint64 no_answer[VIGIE_N_MISSING]; /* answers of each kind, over all questions */
    double median;                      /* duration in minutes; NAN = not known */
    guint n_flagged;                    /* interviewers and sites */
} VigieQualityWave;

/* One figure.  "" and 0: not of that row; value NAN: none. */
typedef struct {
    int year;
    const char *wave, *source, *file;
    const char *check;  /* rows_read, accepted, refused, finding …; stable */
    const char *reason; /* code of a finding, kind of no answer, same_file, other_file */
    const char *item;
    const char *role; /* "interviewer" or "site" */
    const char *unit;
    guint64 n, base;
    double value; /* minutes */
    bool flagged;
    VigieQualityPlace first, other;
    const char *text; /* what a finding says, in the language of messages */
} VigieQualityRow;

/* survey: borrowed, must outlive the quality. */
VigieQuality *vigie_quality_new(const VigieSurvey *survey);
void vigie_quality_free(VigieQuality *quality);

/* A file whose records follow. */
typedef struct {
    const char *source, *file;
    char **
        asked; /* items that it has, whose blanks are gaps; NULL = the chunks say what was not asked */
    GHashTable *scales; /* item -> scale in the file; NULL = of the chunks' codebook */
} VigieQualityFile;
void vigie_quality_begin(VigieQuality *quality, const VigieQualityFile *file);
void vigie_quality_add(VigieQuality *quality, const VigieFrame *chunk);
/* groups: VigieFindingGroup*, n_groups of them. */
void vigie_quality_end(VigieQuality *quality, guint64 n_rows, guint64 n_accepted,
                       guint64 n_refused, const VigieFindingGroup *const *groups,
                       guint n_groups);
void vigie_quality_finish(VigieQuality *quality);

/* All of it from the store, finished.  VIGIE_STORE_ERROR_MISSING where nothing is loaded. */
VigieQuality *vigie_quality_read(const VigieSurvey *survey, VigieStore *store,
                                 const VigieProgress *progress, GError **error);

/* After finish; borrowed.  Waves by year and text; rows in the order in which they are read. */
const VigieSurvey *vigie_quality_survey(const VigieQuality *quality);
const GPtrArray *vigie_quality_waves(const VigieQuality *quality); /* VigieQualityWave* */
const GPtrArray *vigie_quality_rows(const VigieQuality *quality);  /* VigieQualityRow* */
/* Rows refused in files that have several waves, or none: they are of no wave. */
guint64 vigie_quality_n_refused(const VigieQuality *quality);
/* A question over the waves of a year, or over all. */
typedef struct {
    const char *item;
    guint64 n, base; /* not answered, of those due */
    guint64 no_answer[VIGIE_N_MISSING];
    const VigieQualityRow *worst; /* of the wave in which it was answered least */
} VigieQualityQuestion;
/* Questions that lack an answer, the worst first, at most `most`; year 0 = all.  (transfer full) */
GArray *vigie_quality_questions(const VigieQuality *quality, int year, guint most);
/* Is there something to look at: refused, twice there, impossible, of another day, unread, an interviewer or a site
 * unlike the others?  Straight-lining and speed are shares to be judged, and alone are none. */
bool vigie_quality_has_findings(const VigieQuality *quality);
/* "2024 1: 412 records, 3 refused, 2 duplicates …"; (transfer full). */
char *vigie_quality_verdict(const VigieQuality *quality, const VigieQualityWave *wave,
                            VigieLang lang);
/* The same of what is of no wave; NULL = nothing.  (transfer full) */
char *vigie_quality_remark(const VigieQuality *quality);
/* What a finding's code means, for people, in the language of messages; the code itself if it is not known. */
const char *vigie_quality_reason(const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieQuality, vigie_quality_free)

G_END_DECLS

#endif
