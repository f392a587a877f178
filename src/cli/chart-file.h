/* chart-file.h - a chart that a command makes beside its rows, written as its file's ending says. */
#ifndef VIGIE_CLI_CHART_FILE_H
#define VIGIE_CLI_CHART_FILE_H

#include "asking.h"
#include <vigie/chart.h>

/* True for .png, .pdf and .svg; false: the error names them.  path NULL = no chart wanted. */
bool vigie_chart_file_check(const char *option, const char *path, GError **error);
/* Written whole; dated as the newest data. */
bool vigie_chart_file_write(const VigieRequest *request, const VigieCall *call,
                            const VigieChart *chart, const char *path, GError **error);

#endif
