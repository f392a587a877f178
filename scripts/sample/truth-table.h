/* truth-table.h - the rows of truth.csv as they are written. */
#ifndef SCRIPTS_SAMPLE_TRUTH_TABLE_H
#define SCRIPTS_SAMPLE_TRUTH_TABLE_H

#include "sample.h"
#include "text.h"

/* What a row is about; "" or 0 where it does not apply. */
typedef struct {
    const char *survey, *stat, *item, *category;
    guint year;
    VigieSampleType type;
} TruthKey;

typedef struct {
    VigieSampleText *text;
    GString *name;
} TruthTable;

/* One row, named survey.stat.item.category.year.type; none where value is NAN. */
void vigie_sample_truth_add(TruthTable *table, const TruthKey *key, double value,
                            const char *unit, const char *formula);
/* The parameters of the model of sample.h: latent means and what they are made of, thresholds, strata, mix. */
void vigie_sample_truth_add_model(TruthTable *table);

#endif
