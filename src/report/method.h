/* method.h - method and quality of each survey, ready to be put on a page. */
#ifndef VIGIE_REPORT_METHOD_H
#define VIGIE_REPORT_METHOD_H

#include "flow.h"

typedef struct {
    GPtrArray *titles, *tables, *changes; /* char*, VigieDisplay*, char*; one a survey */
} VigieMethod;

VigieMethod *vigie_method_new(const VigieReportContext *context, const VigieMeasurer *measurer,
                              GError **error);
void vigie_method_free(VigieMethod *method);
void vigie_method_flow(const VigieMethod *method, VigieFlow *flow);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieMethod, vigie_method_free)

#endif
