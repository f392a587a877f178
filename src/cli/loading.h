/* loading.h - what load and check share: choosing sources, reading each of their files, telling of it. */
#ifndef VIGIE_CLI_LOADING_H
#define VIGIE_CLI_LOADING_H

#include "command.h"
#include <vigie/ingest.h>
#include <vigie/store.h>

typedef struct {
    const VigieCall *call;
    const VigieObservatory *observatory;
    VigieStore *store; /* NULL: nothing is stored */
    bool scratch;      /* the store is one of a check: it keeps what repeats need, and goes */
    bool verbose;      /* all findings, not the first few of each kind */
    guint n_failed;    /* files and sources that could not be read */
    guint64 n_findings;
} VigieLoading;

/* The sources named by the call (all without names), each checked whole, parents before the repeats in them.  With a
 * source come those of the repeats in its survey, which are to be loaded again with it; around: and those that it is a
 * repeat of.  (transfer full, element VigieSource) */
GPtrArray *vigie_loading_sources(const VigieLoading *loading, bool around, GError **error);
/* Reads the files of one source.  A file that cannot be read is told, counted, and the others go on; false is an
 * error of the store. */
bool vigie_loading_source(VigieLoading *loading, const VigieSource *source, GError **error);
/* Tells a failure that does not keep the others from going on, and counts it. */
void vigie_loading_failure(VigieLoading *loading, const GError *failure);
/* 2 where a file failed, 1 where there were findings, else 0. */
VigieExit vigie_loading_exit(const VigieLoading *loading);

#endif
