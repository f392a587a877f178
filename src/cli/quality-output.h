/* quality-output.h - the quality of surveys, as text to read and as one CSV table. */
#ifndef VIGIE_CLI_QUALITY_OUTPUT_H
#define VIGIE_CLI_QUALITY_OUTPUT_H

#include <vigie/quality.h>

/* qualities: VigieQuality*, finished; (transfer full). */
char *vigie_quality_csv(const GPtrArray *qualities);
char *vigie_quality_text(const GPtrArray *qualities, VigieLang lang);

#endif
