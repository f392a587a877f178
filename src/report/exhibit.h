/* exhibit.h - what an exhibit means for one observatory: which survey or dataset, which items. */
#ifndef VIGIE_REPORT_EXHIBIT_H
#define VIGIE_REPORT_EXHIBIT_H

#include <vigie/report.h>

/* Item names, NULL-terminated; over "" = none. */
typedef struct {
    const VigieSurvey *survey;
    char **of, **by;
    char *over;
    char *where; /* the exhibit's condition and the years; NULL = none */
} VigieSelection;

/* What it says fits together; else the error stands on the line of the key. */
bool vigie_exhibit_check(const VigieExhibit *exhibit, GError **error);
/* Always false, with an error on the key's line: an unknown name and the nearest of names, or another error's
 * words (problem: transfer full). */
bool vigie_exhibit_refuse_name(GError **error, const VigieExhibit *exhibit, VigieExhibitKey key,
                               const char *name, const char *const *names);
bool vigie_exhibit_refuse_error(GError **error, const VigieExhibit *exhibit,
                                VigieExhibitKey key, GError *problem);

/* Years that an exhibit shows, first..last. */
void vigie_exhibit_years(const VigieExhibit *exhibit, const VigieReportContext *context,
                         int *first, int *last);
/* of=, over= and by= against the surveys; nothing there is VIGIE_REPORT_ERROR_NOTHING. */
bool vigie_exhibit_select(const VigieExhibit *exhibit, const VigieReportContext *context,
                          bool only_this_year, VigieSelection *out, GError **error);
void vigie_selection_release(VigieSelection *selection);

/* Answers and tables behind an exhibit, for `charts` and `figures` alike. */
VigieAnswer *vigie_exhibit_answer(const VigieExhibit *exhibit, const VigieSelection *selection,
                                  const VigieReportContext *context, bool trend, bool by,
                                  GError **error);
/* The answer of a key figure of a survey, or of its trend chart: what their words speak of.  NULL, *error untouched:
 * not an exhibit of that kind. */
VigieAnswer *vigie_exhibit_changes(const VigieExhibit *exhibit,
                                   const VigieReportContext *context, GError **error);

/* significance.c: the changes to the report's year of all exhibits are one family, by Benjamini & Hochberg. */
VigieSignificance *vigie_significance_new(const GPtrArray *exhibits,
                                          const VigieReportContext *context);
void vigie_significance_free(VigieSignificance *significance);
/* The answer made for it, (transfer full), once; NULL = none. */
VigieAnswer *vigie_significance_take(VigieSignificance *significance,
                                     const VigieExhibit *exhibit);
/* Of a row that has a direction. */
VigieDirection vigie_report_direction(const VigieAnswerRow *row,
                                      const VigieReportContext *context);

/* dims: NULL-terminated names to cut by; year 0 = the exhibit's years. */
VigieIndicatorTable *vigie_exhibit_table(const VigieExhibit *exhibit,
                                         const VigieReportContext *context,
                                         const char *const *dims, int year, GError **error);
/* The first dataset that the exhibit's indicator fits. */
const VigieDataset *vigie_exhibit_dataset(const VigieExhibit *exhibit,
                                          const VigieReportContext *context,
                                          const VigieIndicator **indicator, GError **error);

/* False: the kind of chart cannot draw it; DEFINITION, with what would be right. */
bool vigie_exhibit_fits_survey(const VigieExhibit *exhibit, const VigieSelection *selection,
                               GError **error);
/* Growth on the year before over the units that both years observed; NAN where the dataset names no units, or they
 * are the same. */
double vigie_same_units_growth(const VigieExhibit *exhibit, const VigieReportContext *context,
                               const VigieDataset *dataset);

/* The two makers of charts; the chart is new, of the exhibit's kind. */
bool vigie_survey_chart(VigieChart *chart, const VigieExhibit *exhibit,
                        const VigieReportContext *context, GError **error);
bool vigie_dataset_chart(VigieChart *chart, const VigieExhibit *exhibit,
                         const VigieReportContext *context, GError **error);

/* Titles that say what the numbers say; (transfer full), NULL = nothing to say. */
char *vigie_finding_trend(const VigieAnswer *answer, const VigieReportContext *context,
                          const char *measure);
char *vigie_finding_extremes(const VigieChart *chart, const char *measure);
char *vigie_finding_change(const char *measure, int year, double now, double before,
                           const VigieReportContext *context);
/* "Nights: August comes first in 2024 (26% of the year)"; NULL unless all months are there. */
char *vigie_finding_season(const VigieChart *chart, const char *measure, int year);
/* "Campsite 38%, Hotel 20%": the largest parts of the last column, at most so many; NULL = fewer than two. */
char *vigie_finding_parts(const VigieChart *chart, guint most);
/* One number of the chart in a sentence, after "Reading: "; measure: what is counted, NULL = plain; NULL = it reads by itself.  (transfer full) */
char *vigie_chart_reading(const VigieChart *chart, int year, const char *measure);
/* A label within a sentence: "Customer type" → "customer type", "NPS" stays; (transfer full). */
char *vigie_label_inside(const char *label);
/* "€", else the currency's code; borrowed. */
const char *vigie_currency_sign(const VigieObservatory *observatory);
/* Typographic apostrophes in all words of a chart. */
void vigie_chart_curl(VigieChart *chart);
/* Name of a statistic for people, "share of “very” and “rather” satisfied" …; borrowed. */
const char *vigie_stat_label(VigieStat stat);
bool vigie_stat_is_share(VigieStat stat);

/* A table drawn as a display list: cells[n_rows * n_columns], first row the header; the first column is left,
 * the others right.  widths: shares of the width that add up to 1. */
typedef struct {
    const char *const *cells;
    guint n_rows, n_columns;
    const double *widths;
} VigieTable;
VigieDisplay *vigie_table_layout(const VigieTable *table, double width,
                                 const VigieMeasurer *measurer, VigieLang lang);

#endif
