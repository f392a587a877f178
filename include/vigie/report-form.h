/* report-form.h - a questionnaire as a PDF to print: questions, choices with boxes and codes, and the counts of the
 * answers if asked for. */
#ifndef VIGIE_REPORT_FORM_H
#define VIGIE_REPORT_FORM_H

#include <vigie/store.h>

G_BEGIN_DECLS

/* Strings borrowed, "" = not said. */
typedef struct {
    const VigieCodebook *form;
    VigieStore *store; /* of the counts; NULL = none */
    const char *table; /* the survey's name; its repeats are "X.R" */
    int year;          /* of the counts; 0 = the newest */
    double below;      /* counts under it are not shown, nor what would give them away */
    const char *title, *author, *territory, *notice;
    VigieLang lang;
} VigieFormPrint;

/* Writes the PDF whole. */
bool vigie_form_print(const VigieFormPrint *print, const char *path, GError **error);

G_END_DECLS

#endif
