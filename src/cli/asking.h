/* asking.h - what estimate and trend share: the options of a question, and the printing of its answer. */
#ifndef VIGIE_CLI_ASKING_H
#define VIGIE_CLI_ASKING_H

#include "command.h"

typedef struct {
    char *stat, *of, *over, *by, *where, *level, *interval, *quantile_rule, *format, *output;
    gboolean publish;
    char *unit;
} VigieAsking;

extern const GOptionEntry vigie_estimate_options[], vigie_trend_options[];
/* Puts the question of call->options to the store and prints the answer. */
VigieExit vigie_asking_run(const VigieCall *call, bool trend, GError **error);

#endif
