/* report.h - documents from definitions: a report is pages, a page is exhibits (charts and key figures), and
 * both are INI only.  vigie_report_load() reads a definition, vigie_report_write() makes the PDF, each chart as
 * PNG and its numbers as CSV beside it; vigie_exhibit_chart() makes one chart, for `vigie chart`.
 *
 * To add a page: a [page X] group and its name in [report] pages=.  To add a chart: a [chart Y] group and its
 * name in a page's charts=.  Items can be named, or asked for by role (of=role:satisfaction), so that one
 * definition serves many observatories; an exhibit whose items or figures an observatory does not have is
 * left out with a note, and so is a page without exhibits. */
#ifndef VIGIE_REPORT_H
#define VIGIE_REPORT_H

#include <vigie/indicator.h>
#include <vigie/render.h>
#include <vigie/study.h>

G_BEGIN_DECLS

#define VIGIE_REPORT_ERROR (vigie_report_error_quark())
GQuark vigie_report_error_quark(void);
typedef enum {
    VIGIE_REPORT_ERROR_DEFINITION, /* a key or a name in the definition that does not fit */
    VIGIE_REPORT_ERROR_NOTHING,    /* the observatory has nothing that the exhibit asks for */
    VIGIE_REPORT_ERROR_YEAR        /* no data for that year */
} VigieReportError;

/* Keys whose lines are kept, for messages. */
typedef enum {
    VIGIE_KEY_GROUP,
    VIGIE_KEY_KIND,
    VIGIE_KEY_SURVEY,
    VIGIE_KEY_STAT,
    VIGIE_KEY_OF,
    VIGIE_KEY_OVER,
    VIGIE_KEY_BY,
    VIGIE_KEY_WHERE,
    VIGIE_KEY_INDICATOR,
    VIGIE_KEY_DATASET,
    VIGIE_KEY_INCLUDE,
    VIGIE_N_EXHIBIT_KEYS
} VigieExhibitKey;

/* A chart or a key figure: what is asked, of a survey or of a dataset, and what is said around it.
 * Lists are NULL-terminated; "" and NULL = not said. */
typedef struct {
    char *name;
    bool is_chart;
    VigieChartKind kind;
    char *survey; /* name; "X?" = X if there is one; "" = the first that has the items */
    char *stat;   /* name of a statistic */
    char **of;    /* items, or role:R */
    char *over;   /* denominator of a ratio: item or role:R */
    char **by;    /* dimensions besides those that the kind brings: items, or role:R */
    char *where;
    char **include; /* kinds of no answer that are categories: dont_know … */
    char *indicator,
        *dataset; /* instead of survey: catalogue name, and "" = the first that has it, "X?" */
    gint64 years; /* how many years back, this one counted; 0 = all */
    gint64 top;   /* rank, stack: at most so many categories, the rest as one; 0 = all */
    gint64 decimals; /* -1 = by the statistic */
    char *title, *subtitle, *source, *population, *note, *reading, *unit;
    VigiePlace place;                  /* of its group; file borrowed from the report */
    guint lines[VIGIE_N_EXHIBIT_KEYS]; /* of its keys, 0 = not said */
} VigieExhibit;

typedef enum {
    VIGIE_PAGE_CHARTS,
    VIGIE_PAGE_COVER,
    VIGIE_PAGE_CONTENTS,
    VIGIE_PAGE_FIGURES,
    VIGIE_PAGE_METHOD,
    VIGIE_PAGE_OVERVIEW, /* questions of surveys that no other page draws */
    VIGIE_PAGE_QUALITY   /* how good the answers of each survey are */
} VigiePageKind;

typedef struct {
    char *name;
    VigiePageKind kind;
    char *title, *text;
    char **exhibits; /* charts= or figures= */
} VigieReportPage;

typedef struct {
    char *path, *name; /* name: base name without .ini */
    char *title, *subtitle;
    VigieLang lang;
    GPtrArray *pages;    /* VigieReportPage* in order */
    GPtrArray *exhibits; /* VigieExhibit* */
} VigieReport;

VigieReport *vigie_report_load(const char *path, VigieLang lang, GError **error);
void vigie_report_free(VigieReport *report);
const VigieExhibit *vigie_report_exhibit(const VigieReport *report, const char *name);
VigieExhibit *vigie_exhibit_new(const char *name, bool is_chart);
void vigie_exhibit_free(VigieExhibit *exhibit);

/* Which changes a whole report calls significant; made by vigie_report_write(). */
typedef struct VigieSignificance VigieSignificance;

/* What a report is made from and for. */
typedef struct {
    const VigieObservatory *observatory;
    VigieStore *store;
    int year; /* 0 = the newest in the store */
    double
        date; /* printed in the documents: days since 1970; NAN = last day of the newest data */
    VigieLang lang;
    double dpi;           /* of the PNGs; 0 = 150 */
    VigieFindings *notes; /* what was left out, lonely strata …; may be NULL */
    const VigieProgress *progress;
    VigieSignificance
        *significance; /* of the whole report; NULL = each table tests its own changes */
} VigieReportContext;

/* Year and date filled in where they are 0 and NAN. */
bool vigie_report_context_settle(VigieReportContext *context, GError **error);

/* The chart of an exhibit; NULL and VIGIE_REPORT_ERROR_NOTHING where the observatory has no such data. */
VigieChart *vigie_exhibit_chart(const VigieExhibit *exhibit, const VigieReportContext *context,
                                GError **error);

/* How far a key figure carries: A = a survey's, sound; B = a survey's, with caution; C = a survey's on a low base;
 * R = a register's or a count's: no sampling error, but what it covers matters.  NONE = not published. */
typedef enum {
    VIGIE_GRADE_NONE,
    VIGIE_GRADE_A,
    VIGIE_GRADE_B,
    VIGIE_GRADE_C,
    VIGIE_GRADE_R
} VigieGrade;

/* A key figure in words: "92 %", "↑ +1,2 point par rapport à 2023", "de 90 % à 94 % …"; "" = nothing to say. */
typedef struct {
    char *label, *value, *change, *detail;
    VigieGrade grade;
    char *csv; /* the contract's rows behind it */
} VigieKeyFigure;
bool vigie_exhibit_figure(const VigieExhibit *exhibit, const VigieReportContext *context,
                          VigieKeyFigure *out, GError **error);
void vigie_key_figure_release(VigieKeyFigure *figure);

/* Writes dir/<name>-<year>.pdf, and dir/<name>-<year>/<chart>.png and .csv; every file whole, then renamed.
 * files: (transfer full) paths written, the PDF first; may be NULL. */
bool vigie_report_write(const VigieReport *report, const VigieReportContext *context,
                        const char *dir, GPtrArray **files, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieReport, vigie_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieExhibit, vigie_exhibit_free)

G_END_DECLS

#endif
