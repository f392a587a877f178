/* error.c - errors with a place, and the name that the user meant */
#include <string.h>
#include <vigie/base-error.h>
#include <vigie/base-identifier.h>
#include <vigie/base-text.h>

G_DEFINE_QUARK(vigie_base_error, vigie_base_error)

char *
vigie_place_print(const VigiePlace *place)
{
    if (place == NULL || place->file == NULL)
        return g_strdup("");
    if (place->line == 0)
        return g_strdup(place->file);
    if (place->field == 0)
        return g_strdup_printf("%s:%" G_GUINT64_FORMAT, place->file, place->line);
    return g_strdup_printf("%s:%" G_GUINT64_FORMAT ":%u", place->file, place->line,
                           place->field);
}

void
vigie_set_error_at(GError **error, GQuark domain, int code, const VigiePlace *place,
                   const char *format, ...)
{
    if (error == NULL)
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_autofree char *where = vigie_place_print(place);
    g_autofree char *masked = vigie_identifier_mask(text, true, VIGIE_IDENTIFIES_SURELY);
    g_autofree char *message =
        g_strdup_printf("%s%s%s", where, *where != '\0' ? ": " : "", masked);
    g_autofree char *line = vigie_text_line(message);
    g_set_error_literal(error, domain, code, line);
}

/* Levenshtein distance of two UCS-4 strings, one row at a time. */
static guint
distance(const gunichar *a, glong n_a, const gunichar *b, glong n_b)
{
    g_autofree guint *row = g_new(guint, (gsize)n_b + 1);
    for (glong j = 0; j <= n_b; j++)
        row[j] = (guint)j;
    for (glong i = 1; i <= n_a; i++) {
        guint diagonal = row[0];
        row[0] = (guint)i;
        for (glong j = 1; j <= n_b; j++) {
            guint change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = MIN(change, MIN(row[j], row[j - 1]) + 1);
        }
    }
    return row[n_b];
}

static gunichar *
folded(const char *text, glong *n)
{
    g_autofree char *fold = g_utf8_casefold(text, -1);
    return g_utf8_to_ucs4_fast(fold, -1, n);
}

const char *
vigie_nearest(const char *name, const char *const *names)
{
    if (!g_utf8_validate(name, -1, NULL) || strlen(name) > 200)
        return NULL;
    glong n_name = 0;
    g_autofree gunichar *wanted = folded(name, &n_name);
    const char *best = NULL;
    /* one letter is as near to any other: only its own other case is meant */
    guint best_distance = n_name > 1 ? (guint)(n_name + 2) / 3 : 0;
    for (; *names != NULL; names++) {
        glong n = 0;
        g_autofree gunichar *candidate = folded(*names, &n);
        guint d = distance(wanted, n_name, candidate, n);
        if (d <= best_distance && (best == NULL || d < best_distance)) {
            best = *names;
            best_distance = d;
        }
    }
    return best;
}
