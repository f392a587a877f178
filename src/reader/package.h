/* package.h - what the XML inside an .xlsx or .ods workbook says and GDAL does not */
#ifndef VIGIE_READER_PACKAGE_H
#define VIGIE_READER_PACKAGE_H

#include "cell.h"

/* rules: what dates and booleans are; hidden gets the names of sheets that are not shown.  package is a path of
 * GDAL's, "/vsimem/workbook". */
void vigie_package_read(const char *package, VigieCellRules *rules, GHashTable *hidden);
/* True if a password keeps its contents (.ods; an .xlsx becomes another kind of file by it). */
bool vigie_package_is_encrypted(const char *package);

#endif
