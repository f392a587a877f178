/* stage.h - what a design keeps of one sampling stage, shared by design.c and variance.c */
#ifndef VIGIE_DESIGN_STAGE_H
#define VIGIE_DESIGN_STAGE_H

#include "auxiliary.h"
#include <vigie/design.h>

/* Members (PSUs, or second-stage units) drawn within groups (strata, or PSUs). */
typedef struct {
    guint32 n_members, n_groups;
    guint32 *group;   /* [n_members] */
    guint32 *size;    /* [n_groups] members drawn: n_h, m_hi */
    double *fraction; /* [n_groups] members drawn / members in the population; 0 = no fpc */
} Stage;

struct VigieDesign {
    gsize n;
    guint32 *psu;   /* [n] */
    double *weight; /* [n] */
    guint32 *ssu;   /* [n], NULL in one stage */
    Stage first;    /* PSUs in strata */
    Stage second;   /* second-stage units in PSUs; no members in one stage */
    guint32 *site;  /* [n_psu] or NULL: equal = same site in the same site stratum */
    guint32 n_sites;
    char **lonely; /* NULL-terminated names */
    VigieLonelyPsu policy;
    Auxiliary *auxiliary; /* NULL: not calibrated */
};

#endif
