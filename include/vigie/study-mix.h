/* study-mix.h - questions to the store whose answers are tables of their own: changes split by customer mix, means with the mix
 * held, a year's figure from two seasons, what designs detect.  `vigie trend` and `vigie plan` print them. */
#ifndef VIGIE_STUDY_MIX_H
#define VIGIE_STUDY_MIX_H

#include <vigie/study-result.h>
#include <vigie/study.h>

G_BEGIN_DECLS

/* Where the answers are, and how they are shown.  warnings and progress may be NULL. */
typedef struct {
    const VigieObservatory *observatory;
    VigieStore *store;
    VigieFindings *warnings;
    const VigieProgress *progress;
    VigieLang lang; /* of labels */
    bool publish;   /* what the publication rule suppresses is blank */
} VigieStudyContext;

/* Each change to the calendar year before: total, mix and within, then each type of `item` in the last two
 * (vigie_decompose).  Columns: survey, stat, item, category, year, the DIMs, effect, ITEM, n (the fewer of both years), share_before,
 * share, before, after, estimate, se, ci_low, ci_high, df, p, status. */
VigieResult *vigie_study_decompose(const VigieStudyContext *context,
                                   const VigieQuestion *question, const char *item,
                                   GError **error);
/* The years' figures as they are and with the mix of `item` held: that of the first year, or the mean of all
 * (vigie_standardise).  Columns: …, n, observed, estimate, se, ci_low, ci_high, df, status. */
VigieResult *vigie_study_standardise(const VigieStudyContext *context,
                                     const VigieQuestion *question, const char *item,
                                     bool first_year, GError **error);

/* One figure a year of two surveys, question->surveys: share (0..1) of the year is the first one's (vigie_annual_of).  Columns: …,
 * n, first, second, estimate, se, ci_low, ci_high, df, change, change_se, change_df, change_p, status. */
VigieResult *vigie_study_annual(const VigieStudyContext *context, const VigieQuestion *question,
                                double share, double share_se, GError **error);

/* NAN = not asked. */
typedef struct {
    double power;             /* 0.8 */
    double sites, interviews; /* a wave's sites, interviews a site, of a design to add */
    double change; /* in the units of the estimate: power to find it, sites that it takes */
    double kept;   /* 0..1, share of sites that both waves have */
} VigiePlanQuestion;
/* A year is a wave; by its values, all customers first.  Columns: survey, stat, item, category, the DIMs, design, sites, interviews,
 * n, rho, deff, df, margin, detectable, power (of change), sites_needed, status. */
VigieResult *vigie_study_plan(const VigieStudyContext *context, const VigieQuestion *question,
                              const VigiePlanQuestion *plan, GError **error);

G_END_DECLS

#endif
