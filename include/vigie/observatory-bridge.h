/* observatory-bridge.h - [bridge SURVEY NAME]: what an analyst declares so that answers to a question asked otherwise
 * may go on in the same series, or go to another item.  vigie_bridge_covers() tells whose answers one is about. */
#ifndef VIGIE_OBSERVATORY_BRIDGE_H
#define VIGIE_OBSERVATORY_BRIDGE_H

#include <vigie/codebook.h>

G_BEGIN_DECLS

typedef enum {
    VIGIE_BRIDGE_ACCEPT, /* accept=yes: the answers as they are */
    VIGIE_BRIDGE_RECODE, /* recode=3=4;5=4: choices of those answers become others of the survey's */
    VIGIE_BRIDGE_RENAME /* rename=ITEM: they are answers to another item of the survey's */
} VigieBridgeKind;
/* "accept", "recode", "rename". */
const char *vigie_bridge_kind_name(VigieBridgeKind kind);

typedef struct {
    char *name;
    char *item;   /* item=, else the name: as the questionnaire of those answers calls it */
    int from, to; /* years of the answers; to 0 = and all later ones */
    char **waves; /* waves= of those years; NULL = all */
    VigieBridgeKind kind;
    char **said, **meant; /* RECODE: choices of the answers' list, and of the survey's */
    char *rename;         /* RENAME: item of the survey; else NULL */
    bool breaks;          /* break=yes: under one name, but a series of its own */
    char *reason;         /* a sentence, in the observatory's language */
    char *text;           /* all of it on one line: a batch is stale once that changed */
    guint line;           /* of the group in observatory.ini */
} VigieBridge;
void vigie_bridge_free(VigieBridge *bridge);

/* wave NULL = none. */
bool vigie_bridge_covers(const VigieBridge *bridge, int year, const char *wave);
/* The item of the survey that the answers go to. */
const char *vigie_bridge_target(const VigieBridge *bridge);
/* All texts of a survey's bridges (NULL = none), by line; (transfer full). */
char *vigie_bridges_text(const GPtrArray *bridges);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieBridge, vigie_bridge_free)

G_END_DECLS

#endif
