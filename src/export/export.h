/* export.h - the variables of an export, whatever the file's format */
#ifndef VIGIE_SRC_EXPORT_H
#define VIGIE_SRC_EXPORT_H

#include <vigie/export.h>

typedef enum {
    VIGIE_OUT_NUMBER,
    VIGIE_OUT_CODE, /* of a choice, a wave, or a text of the design */
    VIGIE_OUT_FLAG, /* of a choice among several: 0 or 1; of a rank, its place, 0 = none */
    VIGIE_OUT_DATE
} VigieOutKind;

typedef struct {
    char *name;
    char *label;
    VigieOutKind kind;
    const VigieItem *item; /* NULL: year and wave */
    const VigieColumn *column;
    const VigieChoice *choice; /* of a FLAG */
    double *code;              /* [choices or levels]; CODE */
    char **code_label;         /* the same, NULL-terminated; "" = none.  NULL: no labels */
    guint n_codes;
    double missing[VIGIE_N_MISSING]; /* codes of no answer, below all values; NAN: blank */
    char *missing_label[VIGIE_N_MISSING];
    int decimals, width;
} VigieOutVariable;

typedef struct {
    const VigieExportQuestion *question;
    const VigieSurvey *survey; /* NULL: a dataset */
    const VigieCodebook *codebook;
    const char *title;
    GPtrArray *items; /* const VigieItem* */
    VigieFrame *frame;
    guint8 *mask;         /* [records] */
    gsize n;              /* of them, those that go */
    GPtrArray *variables; /* VigieOutVariable* */
    VigieFindings *notes;
    const VigieProgress *progress;
} VigieOut;

void vigie_out_variable_free(VigieOutVariable *variable);
/* The variables of the frame's columns, with names that the format takes. */
void vigie_out_plan(VigieOut *out);
void vigie_out_name(VigieOut *out);
/* What is in record i: a number, or NAN and why. */
double vigie_out_value(const VigieOutVariable *variable, gsize i, VigieMissing *why);
/* At most so many bytes, cut between characters, one line; (transfer full). */
char *vigie_out_cut(const char *text, gsize bytes);

char *vigie_out_csv(const VigieOut *out);
GBytes *vigie_out_labelled(const VigieOut *out, GError **error);
char *vigie_out_ddi(const VigieOut *out, const VigieObservatory *observatory);
char *vigie_out_syntax(const VigieOut *out);

#endif
