/* choices.h - the choice lists of the questionnaires, as the files spell them; and the territory's places. */
#ifndef SCRIPTS_SAMPLE_CHOICES_H
#define SCRIPTS_SAMPLE_CHOICES_H

#include "model.h"

typedef struct {
    const char *name, *label; /* label in French */
} Choice;

typedef struct {
    guint n;
    const Choice *choices; /* [n] in the order of the columns' values */
} ChoiceList;

/* The list of a column (opinions but the recommendation, which has none: n = 0); satisfaction from the lowest score up. */
ChoiceList vigie_sample_choices(const VigieSampleSpec *spec, VigieSampleColumn column);
ChoiceList vigie_sample_sectors(void);
ChoiceList vigie_sample_origin_choices(void);
/* The five kinds of paid accommodation, of the nights and the stock. */
#define N_LODGINGS 5
ChoiceList vigie_sample_lodging_choices(void);
const char *vigie_sample_month(guint month); /* 1..12: "janvier" … */

/* French label of a column, which is its header in the files since 2018. */
const char *vigie_sample_label(VigieSampleColumn column);

#define SITES_PER_SECTOR 6
/* Names of the places where parties are met, [SITES_PER_SECTOR]. */
const char *const *vigie_sample_sites(guint sector);

typedef struct {
    const char *insee, *name;
    guint sector;
    double population; /* in 2016; simulated, near the real one */
    double growth;     /* per year */
} Commune;
const Commune *vigie_sample_communes(guint *n);

#endif
