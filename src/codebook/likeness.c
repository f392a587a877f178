/* likeness.c - texts compared by their words and their three-letter pieces */
#include "likeness.h"
#include <string.h>

char *
vigie_words_of(const char *text)
{
    g_autofree char *folded = vigie_text_fold(text);
    GString *words = g_string_new(NULL);
    bool gap = false;
    for (const char *c = folded; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        if (!g_unichar_isalnum(letter)) {
            gap = true;
            continue;
        }
        if (gap && words->len > 0)
            g_string_append_c(words, ' ');
        gap = false;
        g_string_append_unichar(words, letter);
    }
    return g_string_free(words, FALSE);
}

/* Adds the pieces of " words " to the counts: times each. */
static guint
count_pieces(GHashTable *counts, const char *words, int times)
{
    g_autofree char *padded = g_strdup_printf(" %s ", words);
    guint n = 0;
    for (gsize i = 0; i + 3 <= strlen(padded); i++, n++) {
        char *piece = g_strndup(padded + i, 3);
        int count = GPOINTER_TO_INT(g_hash_table_lookup(counts, piece)) + times;
        g_hash_table_insert(counts, piece, GINT_TO_POINTER(count));
    }
    return n;
}

double
vigie_likeness(const char *a, const char *b)
{
    g_autofree char *words_a = vigie_words_of(a), *words_b = vigie_words_of(b);
    if (strcmp(words_a, words_b) == 0)
        return 1;
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint n = count_pieces(counts, words_a, 1) + count_pieces(counts, words_b, -1);
    guint apart = 0;
    GHashTableIter iter;
    gpointer count = NULL;
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, NULL, &count))
        apart += (guint)ABS(GPOINTER_TO_INT(count));
    return n > 0 ? 1 - (double)apart / n : 0;
}
