/* frame-identifier.h - direct identifiers of persons: names, e-mail addresses, telephone numbers, addresses.
 * They are no answers and never enter the store.  An item is declared one by its type (email, phonenumber, username,
 * deviceid …) or its role "identifier", or is taken for one by its name (nom, prenom, telephone, adresse …); then it has
 * no column in the store.  In other texts, a value that holds an e-mail address or a telephone number is stored as
 * invalid.  vigie_frame_find_identifiers() tells both; surveys only: a hotel's telephone number is no person's. */
#ifndef VIGIE_FRAME_IDENTIFIER_H
#define VIGIE_FRAME_IDENTIFIER_H

#include <vigie/frame.h>

G_BEGIN_DECLS

typedef enum {
    VIGIE_IDENTIFIER_NO,
    VIGIE_IDENTIFIER_DECLARED, /* by type or role */
    VIGIE_IDENTIFIER_BY_NAME
} VigieIdentifier;

/* Only items of text are; those that are calculated are not by their name. */
VigieIdentifier vigie_item_identifies(const VigieItem *item);
/* Does a header of a file name a direct identifier ("E-mail", "Téléphone", "Nom et prénom")? */
bool vigie_header_identifies(const char *header);
/* Does an answer to item hold an e-mail address or a telephone number (French, or with + and the country)?  Ten digits
 * without a blank between are a number of something else where the item is hidden (ids, sites). */
bool vigie_text_identifies(const VigieItem *item, const char *text);

/* A note for each declared item, a finding for each by name, once for each file. */
void vigie_codebook_find_identifiers(const VigieCodebook *codebook, VigieFindings *findings);
/* A finding for each value of a chunk. */
void vigie_frame_find_identifiers(const VigieFrame *frame, const char *file,
                                  VigieFindings *findings);
/* flagged[levels of the column]: 1 where the text identifies; NULL = none does.  (transfer full) */
guint8 *vigie_column_identifiers(const VigieColumn *column);

G_END_DECLS

#endif
