/* base.h - what every module stands on: errors with a place, findings, INI files, numbers,
 * dates, text in French and English, progress.  Start with vigie_set_error_at(),
 * vigie_findings_add() and vigie_ini_load(). */
#ifndef VIGIE_BASE_H
#define VIGIE_BASE_H

#include <vigie/base-date.h>
#include <vigie/base-error.h>
#include <vigie/base-finding.h>
#include <vigie/base-identifier.h>
#include <vigie/base-ini.h>
#include <vigie/base-number.h>
#include <vigie/base-text.h>

#endif
