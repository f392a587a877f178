/* method.h - method and quality: surveys, questionnaires, rules and sources, ready to be put on pages */
#ifndef VIGIE_REPORT_METHOD_H
#define VIGIE_REPORT_METHOD_H

#include "answers.h"

/* What is counted of one survey in one year; NAN = not known. */
typedef struct {
    int year;
    guint64 n;             /* records of weight > 0 or not: all that were accepted */
    guint n_psu, n_strata; /* with answers */
    guint n_sampled;       /* PSUs of the field-work log, 0 = no log */
    guint n_lonely;        /* strata with one PSU */
    double first_day, last_day;
    double approached, completed;
    double deff;         /* median of the satisfaction items' means */
    double non_response; /* as the quality of the answers has it */
} VigieYearQuality;

/* Quality by year, one entry for each of `years` (int, ascending); (transfer full). */
GArray *vigie_fieldwork_of(const VigieQuality *answers, const VigieReportContext *context,
                           const GArray *years, GError **error);

/* Lines on what changed in the questionnaire over the years; (transfer full, element char*). */
GPtrArray *vigie_changes_of(const VigieSurvey *survey, const VigieReportContext *context,
                            const GArray *years, GError **error);

/* bridges.c: where series break, what was put in other words, what bridges join; appended to lines. */
bool vigie_changes_add_verdicts(const VigieSurvey *survey, const VigieReportContext *context,
                                GPtrArray *lines, GError **error);

/* Table of the files loaded, one row a survey or dataset; NULL if nothing is loaded. */
VigieDisplay *vigie_sources_table(const VigieReportContext *context,
                                  const VigieMeasurer *measurer, GError **error);

typedef struct VigieMethod VigieMethod;
VigieMethod *vigie_method_new(const VigieReportContext *context, const VigieMeasurer *measurer,
                              GError **error);
void vigie_method_free(VigieMethod *method);
bool vigie_method_is_empty(const VigieMethod *method);
/* The page on the quality of answers, made beside it. */
const VigieAnswersPage *vigie_method_answers(const VigieMethod *method);
void vigie_method_flow(const VigieMethod *method, VigieFlow *flow);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieMethod, vigie_method_free)

/* weights.c: for which of the years the weights are calibrated, by what and to which totals; *text NULL = none. */
bool vigie_method_weights(const VigieSurvey *survey, const VigieReportContext *context,
                          const GArray *years, char **text, GError **error);

#endif
