/* frame-identifier.h - personal data: what identifies a person, and what persons say in their own words.
 * It does not enter the store unless the questionnaire declares it (column personal: keep, drop or separate).  An item
 * identifies by its type (email, phonenumber, geopoint, image …), by its role "identifier", or by its name or label (nom,
 * telephone, adresse …); an item of type text that neither an expression nor the design needs is free text.  In other
 * texts, a value that holds an e-mail address, a telephone number … (base-identifier.h) is stored as invalid.  Surveys
 * only: a hotel's telephone number is no person's. */
#ifndef VIGIE_FRAME_IDENTIFIER_H
#define VIGIE_FRAME_IDENTIFIER_H

#include <vigie/frame.h>

G_BEGIN_DECLS

typedef enum {
    VIGIE_IDENTIFIER_NO,
    VIGIE_IDENTIFIER_DECLARED, /* by type, by role, or personal=drop */
    VIGIE_IDENTIFIER_BY_NAME,
    VIGIE_IDENTIFIER_FREE_TEXT, /* what persons say in their own words: nobody knows what it holds */
    VIGIE_IDENTIFIER_SEPARATE /* personal=separate */
} VigieIdentifier;

/* What keeps the item out of the store.  Those that are calculated are nothing by their name. */
VigieIdentifier vigie_item_identifies(const VigieItem *item);
/* Does a header of a file name a direct identifier ("E-mail", "Téléphone", "Nom et prénom")? */
bool vigie_header_identifies(const char *header);
/* Does an answer to item hold what identifies a person?  Ten digits without a blank between are a number of something
 * else where the item is hidden (ids, sites). */
bool vigie_text_identifies(const VigieItem *item, const char *text);

/* A note for each declared item, a finding for each by name, once for each file. */
void vigie_codebook_find_identifiers(const VigieCodebook *codebook, VigieFindings *findings);
/* A finding for each value of a chunk. */
void vigie_frame_find_identifiers(const VigieFrame *frame, const char *file,
                                  VigieFindings *findings);
/* How many values of each personal item (index in the codebook) a chunk holds: added to count[items].  They are not stored. */
void vigie_frame_count_personal(const VigieFrame *frame, guint64 *count);
/* A note for each item of which count[items] is not 0. */
void vigie_codebook_find_dropped(const VigieCodebook *codebook, const guint64 *count,
                                 const char *file, VigieFindings *findings);
/* "nom (2), remarks (1)": the items that are dropped, or kept apart, with count[items] where it is not NULL and above
 * 0; NULL = none; (transfer full). */
char *vigie_codebook_personal_text(const VigieCodebook *codebook, bool apart,
                                   const guint64 *count);
/* flagged[levels of the column]: 1 where the text identifies; NULL = none does.  (transfer full) */
guint8 *vigie_column_identifiers(const VigieColumn *column);

G_END_DECLS

#endif
