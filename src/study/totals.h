/* totals.h - the totals of one margin: rows by year, wave and class, from a file, a survey or a dataset. */
#ifndef STUDY_TOTALS_H
#define STUDY_TOTALS_H

#include <vigie/study-weigh.h>

/* Classes of the records of a frame ---------------------------------------------------------- */

/* The name of the class of records without answer, where they are kept. */
#define MARGIN_NO_ANSWER "blank"

typedef struct {
    gsize n;
    guint32 *code; /* [n] of the items crossed; VIGIE_NO_CLASS = no answer to one of them */
    guint32 n_codes;
    const VigieFrame *frame;
    const char *const *items;
} VigieMarginCodes;
/* False: more combinations than can be margins. */
bool vigie_margin_codes(VigieMarginCodes *codes, const VigieFrame *frame,
                        const char *const *items, GError **error);
void vigie_margin_codes_release(VigieMarginCodes *codes);
/* Choice names, or texts, joined by "*"; (transfer full). */
char *vigie_margin_codes_name(const VigieMarginCodes *codes, guint32 code);

/* Totals ------------------------------------------------------------------------------------- */

typedef struct {
    int year;   /* 0 = every year */
    char *wave; /* NULL = every wave */
    char *class_name;
    double value;
    guint64 line; /* in the file; 0 = none */
    bool used;
} VigieTotalRow;

typedef struct {
    const VigieMarginPlan *plan;
    GPtrArray *rows; /* VigieTotalRow* */
    char *source;    /* for people, and for the store */
} VigieTotals;
void vigie_totals_free(VigieTotals *totals);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieTotals, vigie_totals_free)

typedef struct {
    const VigieObservatory *observatory;
    VigieStore *store;
    const VigieSurvey *survey;
    VigieFindings *findings;
} VigieTotalsContext;

VigieTotals *vigie_totals_new(const VigieTotalsContext *context, const VigieMarginPlan *plan,
                              GError **error);
/* Adds value to the row of year, wave and class, which is made if need be; *twice: it was there. */
VigieTotalRow *vigie_totals_add(VigieTotals *totals, int year, const char *wave,
                                const char *class_name, double value, bool *twice);
/* totals-file.c: rows of a CSV file. */
bool vigie_totals_read_file(VigieTotals *totals, const VigieTotalsContext *context,
                            GError **error);
/* totals-store.c: sums of a survey's answers or of a dataset. */
bool vigie_totals_read_survey(VigieTotals *totals, const VigieTotalsContext *context,
                              GError **error);
bool vigie_totals_read_dataset(VigieTotals *totals, const VigieTotalsContext *context,
                               GError **error);

#endif
