/* elsewhere.c - see elsewhere.h */
#include "elsewhere.h"
#include "function.h"
#include "token.h"
#include <string.h>

static bool
is_call(const VigieToken *token)
{
    return token->kind == VIGIE_TOKEN_NAME && token->end[strspn(token->end, " \t\r\n")] == '(';
}

/* Functions that give what is in them: the next one tells. */
static bool
is_transparent(const char *name)
{
    static const char *const names[] = {"once", "if", "coalesce", NULL};
    return g_strv_contains(names, name);
}

/* Those that go over the records of a repeat have their own rules. */
static bool
is_of_repeats(const char *name)
{
    static const char *const names[] = {"count", "count-non-empty", "sum", "position", NULL};
    return g_strv_contains(names, name);
}

static bool
gives_number(const char *name)
{
    static const char *const names[] = {"random", "last", "area", "distance", NULL};
    const VigieFunction *function = vigie_function_find(name, strlen(name));
    return function != NULL ? function->result == VIGIE_STATIC_NUMBER
                            : g_strv_contains(names, name);
}

char *
vigie_elsewhere(const char *expression, bool *number)
{
    char *found = NULL;
    bool typed = false;
    VigieToken token;
    *number = false;
    for (vigie_token_next(&expression, &token); token.kind != VIGIE_TOKEN_END;
         vigie_token_next(&expression, &token)) {
        g_autofree char *name = g_strndup(token.text, is_call(&token) ? token.length : 0);
        if (*name == '\0' || is_transparent(name))
            continue;
        if (!typed)
            *number = gives_number(name);
        typed = true;
        if (found == NULL && !is_of_repeats(name) && vigie_function_refusal(name) != NULL)
            found = g_steal_pointer(&name);
    }
    return found;
}
