/* declared.h - values that a file of another program (.sav, .dta) declares to be no answer */
#ifndef VIGIE_INGEST_DECLARED_H
#define VIGIE_INGEST_DECLARED_H

#include "header.h"
#include "plan.h"

/* Those that neither [codes] nor the questionnaire names are read as blank, with a finding an item. */
bool vigie_declared_plan(Plan *plan, const Header *header, const VigieSourceFile *file,
                         VigieFindings *findings, GError **error);

#endif
