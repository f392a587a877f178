/* report-call.h - what `report` and `chart` open alike: observatory, store, definition, year, date. */
#ifndef VIGIE_CLI_REPORT_CALL_H
#define VIGIE_CLI_REPORT_CALL_H

#include "command.h"
#include <vigie/report.h>

/* What the command line asked for. */
typedef struct {
    const char *report; /* name of the definition; NULL = none is needed */
    int year;           /* 0 = the newest */
    const char *date;   /* NULL = last day of the newest data */
    double dpi;         /* 0 = usual */
} VigieReportRequest;

typedef struct {
    VigieObservatory *observatory;
    VigieStore *store;
    VigieReport *report; /* NULL if none was asked for */
    VigieFindings *notes;
    VigieReportContext context;
} VigieReportCall;

/* Opens all of it; documents speak --lang, else the observatory's language. */
bool vigie_report_call_open(VigieReportCall *job, const VigieCall *call,
                            const VigieReportRequest *request, GError **error);
void vigie_report_call_release(VigieReportCall *job);

/* observatory.ini's own words in the document's language: title[en]=, notice[en]= … */
bool vigie_report_localise(VigieObservatory *observatory, VigieLang lang, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieReportCall, vigie_report_call_release)

#endif
