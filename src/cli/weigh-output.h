/* weigh-output.h - the report of a calibration: text, CSV and JSON, and a chart. */
#ifndef VIGIE_CLI_WEIGH_OUTPUT_H
#define VIGIE_CLI_WEIGH_OUTPUT_H

#include "command.h"
#include <vigie/study-weigh.h>

/* For people, a paragraph and a table each wave; (transfer full). */
char *vigie_weighing_text(const VigieWeighing *weighing, bool stored, VigieLang lang);
/* survey,year,wave,part,name,class,value,before,target,after: part is run, margin, largest or g; (transfer full). */
char *vigie_weighing_csv(const VigieWeighing *weighing);
char *vigie_weighing_json(const VigieWeighing *weighing);

/* Intervals of g, for its distribution. */
#define VIGIE_G_BINS 9
extern const double vigie_g_edges[VIGIE_G_BINS - 1];
/* count[VIGIE_G_BINS]: below the first edge, …, from the last one on. */
void vigie_weighing_bins(const VigieWeighedWave *wave, guint64 *count);
/* "0.8–1", "< 0.3", "≥ 3"; (transfer full). */
char *vigie_weighing_bin_label(guint bin, VigieLang lang);

/* Margins before and after against their totals, and the distribution of g, of the newest wave: by the file's ending
 * PNG, PDF or SVG. */
bool vigie_weighing_chart(const VigieWeighing *weighing, const VigieObservatory *observatory,
                          const char *path, VigieLang lang, GError **error);

#endif
