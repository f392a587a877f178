/* base-identifier.h - what in a text identifies a person by itself: e-mail addresses, telephone numbers, postal
 * addresses, positions, social security numbers, bank accounts, network addresses.  vigie_identifier_find() finds the
 * next one, vigie_identifier_mask() puts its kind in its place.  Names cannot be told from other words: those are known by
 * the item that holds them (frame-identifier.h). */
#ifndef VIGIE_BASE_IDENTIFIER_H
#define VIGIE_BASE_IDENTIFIER_H

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef enum {
    VIGIE_IDENTIFIES_NOT,
    VIGIE_IDENTIFIES_EMAIL,
    VIGIE_IDENTIFIES_PHONE,   /* French, or with + or 00 and the country */
    VIGIE_IDENTIFIES_NIR,     /* French social security number whose key is right */
    VIGIE_IDENTIFIES_IBAN,    /* whose check digits are right */
    VIGIE_IDENTIFIES_ADDRESS, /* number and street */
    VIGIE_IDENTIFIES_POSITION, /* latitude and longitude of four decimals (10 m) or more, degrees and minutes */
    VIGIE_IDENTIFIES_IP
} VigieIdentifies;

/* Those that no sentence of a program holds by chance: what messages are searched for. */
#define VIGIE_IDENTIFIES_SURELY VIGIE_IDENTIFIES_IBAN

typedef struct {
    VigieIdentifies what;
    gsize start, length; /* bytes */
} VigieIdentified;

/* The next one from byte "from" on, of the kinds up to last.  compact: ten digits without a blank between are a telephone
 * number too (not so in ids and codes). */
bool vigie_identifier_find(const char *text, gsize from, bool compact, VigieIdentifies last,
                           VigieIdentified *out);
/* "write to [e-mail]", in the language in force; (transfer full). */
char *vigie_identifier_mask(const char *text, bool compact, VigieIdentifies last);

G_END_DECLS

#endif
