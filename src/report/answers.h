/* answers.h - the page on the quality of answers: each survey's waves, its least answered questions, what to look at */
#ifndef VIGIE_REPORT_ANSWERS_H
#define VIGIE_REPORT_ANSWERS_H

#include "flow.h"
#include <vigie/quality.h>

typedef struct VigieAnswersPage VigieAnswersPage;

VigieAnswersPage *vigie_answers_page_new(void);
void vigie_answers_page_free(VigieAnswersPage *page);
/* Adds a survey: its waves up to the report's year. */
void vigie_answers_page_add(VigieAnswersPage *page, const VigieQuality *quality,
                            const VigieReportContext *context, const VigieMeasurer *measurer);
bool vigie_answers_page_is_empty(const VigieAnswersPage *page);
void vigie_answers_page_flow(const VigieAnswersPage *page, VigieFlow *flow);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieAnswersPage, vigie_answers_page_free)

#endif
