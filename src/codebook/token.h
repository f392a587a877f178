/* token.h - the words of an expression: vigie_token_next() reads one and moves the cursor. */
#ifndef VIGIE_CODEBOOK_TOKEN_H
#define VIGIE_CODEBOOK_TOKEN_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
    VIGIE_TOKEN_END,
    VIGIE_TOKEN_NUMBER,
    VIGIE_TOKEN_STRING, /* text is what stands between the quotes */
    VIGIE_TOKEN_ITEM,   /* text is the name of ${name} */
    VIGIE_TOKEN_NAME,   /* a function, or one of and, or, div, mod */
    VIGIE_TOKEN_DOT,    /* the answer itself */
    VIGIE_TOKEN_SIGN,   /* ( ) , = != < <= > >= + - * */
    VIGIE_TOKEN_WRONG   /* why says what would be right, translated */
} VigieTokenKind;

typedef struct {
    VigieTokenKind kind;
    const char *start, *end; /* as written, quotes and ${} included */
    const char *text;        /* what it says … */
    gsize length;            /* … and its length in bytes */
    const char *why;
} VigieToken;

void vigie_token_next(const char **cursor, VigieToken *token);
/* True if the token is that sign or that word. */
bool vigie_token_is(const VigieToken *token, const char *text);

#endif
