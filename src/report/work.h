/* work.h - a report on its way: what was made of each exhibit, and where it goes */
#ifndef VIGIE_REPORT_WORK_H
#define VIGIE_REPORT_WORK_H

#include "flow.h"
#include "method.h"
#include "ruler.h"

/* An exhibit made: a chart or a key figure. */
typedef struct {
    const VigieExhibit *exhibit;
    VigieChart *chart;
    VigieKeyFigure figure;
    guint page; /* where the chart is first drawn; 0 = nowhere */
} VigieMade;

/* A chart on a page, at a size that fills it well. */
typedef struct {
    VigieMade *made;
    VigieDisplay *display;
    double scale;
    bool new_page;
} VigiePlaced;

typedef struct {
    const VigieReport *report;
    const VigieReportContext *context;
    VigieFonts *fonts;
    VigieRuler *ruler;
    GHashTable *made;    /* exhibit name -> VigieMade* */
    GPtrArray *overview; /* VigieExhibit* of pages of kind=overview */
    VigieMethod *method;
    guint *first_page;  /* [pages] 0 = left out */
    GPtrArray **placed; /* [pages] VigiePlaced*; NULL = not arranged yet */
} VigieWork;

/* Charts on pages: as many a page as fit, at most a fifth smaller; a chart that may grow fills what is left.
 * charts: VigieMade*; first: room on the page at hand, then `page` on each.  (transfer full) */
GPtrArray *vigie_arrange(const GPtrArray *charts, const VigieMeasurer *measurer, double first,
                         double page);
#define VIGIE_ARRANGE_GAP 20.0

/* Fills work->overview, once all that the definition names is made. */
void vigie_overview_add(VigieWork *work);
/* What stands on a page, as far as it could be made; (transfer container, element VigieMade*). */
GPtrArray *vigie_page_made(const VigieWork *work, const VigieReportPage *page);
/* A page that would show nothing is left out. */
bool vigie_page_is_empty(const VigieWork *work, const VigieReportPage *page);
/* One page of the definition onto pages of paper. */
void vigie_page_flow(VigieWork *work, guint number, VigieFlow *flow);
void vigie_cover_flow(const VigieWork *work, VigieFlow *flow);
void vigie_contents_flow(const VigieWork *work, VigieFlow *flow);
void vigie_figures_flow(const VigieWork *work, const VigieReportPage *page, VigieFlow *flow);
/* Names of places; (transfer full). */
char *vigie_place_of_page(const VigieReportPage *page);
char *vigie_place_of_chart(const VigieMade *made);

#endif
