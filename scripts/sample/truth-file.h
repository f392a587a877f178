/* truth-file.h - truth.csv: every parameter of the sample observatory with its value and formula. */
#ifndef SCRIPTS_SAMPLE_TRUTH_FILE_H
#define SCRIPTS_SAMPLE_TRUTH_FILE_H

#include <glib.h>
#include <stdbool.h>

/* Columns: name (unique), survey, stat, item, category, year, customer_type, value, unit, formula.  UTF-8, comma, points. */
bool vigie_sample_write_truth(const char *path, GError **error);

#endif
