/* oracle.c - rows of the oracle's tables, and which of them were asserted */
#include "oracle.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Fields of a line of CSV with quotes; "" stands for one of them. */
static char **
split_quoted(const char *line)
{
    GPtrArray *fields = g_ptr_array_new();
    g_autoptr(GString) field = g_string_new(NULL);
    bool quoted = false;
    for (const char *c = line; *c != '\0' && *c != '\r'; c++) {
        if (*c == '"' && quoted && c[1] == '"')
            g_string_append_c(field, *c++);
        else if (*c == '"')
            quoted = !quoted;
        else if (*c == ',' && !quoted) {
            g_ptr_array_add(fields, g_strdup(field->str));
            g_string_truncate(field, 0);
        } else
            g_string_append_c(field, *c);
    }
    g_ptr_array_add(fields, g_strdup(field->str));
    g_ptr_array_add(fields, NULL);
    return (char **)g_ptr_array_free(fields, FALSE);
}

/* id -> text of expected_all.csv (script,id,value,...); NULL without it. */
static GHashTable *
load_rows(void)
{
    const char *root = g_getenv("VIGIE_DATA");
    g_autofree char *text = NULL;
    g_autofree char *path =
        root != NULL ? g_build_filename(root, "oracle/expected/expected_all.csv", NULL) : NULL;
    if (path == NULL || !g_file_get_contents(path, &text, NULL, NULL))
        return NULL;
    GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines + 1; *line != NULL; line++) {
        g_auto(GStrv) fields = split_quoted(*line);
        if (g_strv_length(fields) >= 3)
            g_hash_table_insert(rows, g_strdup(fields[1]), g_strdup(fields[2]));
    }
    return rows;
}

static GHashTable *
rows(void)
{
    static GHashTable *loaded = NULL;
    static bool tried = false;
    if (!tried)
        loaded = load_rows();
    tried = true;
    return loaded;
}

bool
oracle_there(void)
{
    if (rows() != NULL)
        return true;
    g_test_skip("VIGIE_DATA is not set");
    return false;
}

const char *
oracle_text(const char *id)
{
    const char *text = g_hash_table_lookup(rows(), id);
    if (text == NULL)
        g_error("the oracle has no row %s", id);
    return text;
}

const char *
oracle_id(const char *format, ...)
{
    static char room[8][128];
    static guint next = 0;
    char *id = room[next++ % G_N_ELEMENTS(room)];
    va_list arguments;
    va_start(arguments, format);
    g_vsnprintf(id, sizeof room[0], format, arguments);
    va_end(arguments);
    return id;
}

/* One line a row: the tests of several programs are added up. */
static void
mark(const char *how, const char *id)
{
    const char *path = g_getenv("ORACLE_ASSERTED");
    FILE *file = path != NULL ? fopen(path, "a") : NULL;
    if (file == NULL)
        return;
    fprintf(file, "%s,%s\n", how, id);
    fclose(file);
}

static double
number_of(const char *where, const char *id)
{
    const char *text = oracle_text(id);
    char *end = NULL;
    double number = g_ascii_strtod(text, &end);
    if (end == text || *end != '\0')
        g_error("%s: row %s is no number: %s", where, id, text);
    return number;
}

void
oracle_within_at(const char *where, const char *id, double actual, double tolerance,
                 double scale)
{
    double expected = number_of(where, id);
    double limit = fabs(expected) > 0 ? tolerance * fabs(expected) : 1e-12 * scale;
    if (!(fabs(actual - expected) <= limit))
        g_error("%s: %s is %.17g instead of %.17g", where, id, actual, expected);
    mark("equal", id);
}

void
oracle_all_at(const char *where, const char *id, const double *actual, guint n,
              double tolerance, double scale)
{
    for (guint i = 0; i < n; i++)
        oracle_within_at(where, oracle_id("%s[%u]", id, i + 1), actual[i], tolerance, scale);
}

void
oracle_differs_at(const char *where, const char *id, double actual)
{
    bool stops = g_str_has_prefix(oracle_text(id), "ERROR");
    double wrong = stops ? 0 : number_of(where, id);
    bool none = isinf(wrong) && isnan(actual); /* where R divides by 0 */
    if (stops ? !isfinite(actual) : !none && !(fabs(actual - wrong) > 1e-6 * fabs(wrong)))
        g_error("%s: %.17g is the wrong value of %s", where, actual, id);
    mark("differs", id);
}

void
oracle_at_most_at(const char *where, const char *id, double actual, double scale)
{
    double most = number_of(where, id);
    if (!(fabs(actual) <= MAX(most, 1e-12 * scale)))
        g_error("%s: %s is %.17g, beyond %.17g", where, id, actual, most);
    mark("at-most", id);
}

void
oracle_denied_at(const char *where, const char *id, GError **error, GQuark domain, int code)
{
    if (g_str_has_prefix(oracle_text(id), "ERROR"))
        g_error("%s: row %s is an error: %s", where, id, oracle_text(id));
    if (!g_error_matches(*error, domain, code))
        g_error("%s: %s: another error than expected: %s", where, id,
                *error != NULL ? (*error)->message : "none");
    g_clear_error(error);
    mark("denied", id);
}

void
oracle_rounding_at(const char *where, const char *id, double actual, double scale)
{
    double expected = number_of(where, id), limit = 1e-12 * scale;
    if (!(fabs(expected) <= limit && fabs(actual) <= limit))
        g_error("%s: %s is %.17g, or R's %.17g no rounding", where, id, actual, expected);
    mark("equal", id);
}

void
oracle_missing_at(const char *where, const char *id, double actual)
{
    const char *text = oracle_text(id);
    if (strcmp(text, "NA") != 0 && strcmp(text, "NaN") != 0)
        g_error("%s: row %s is not missing: %s", where, id, text);
    if (!isnan(actual))
        g_error("%s: %s is %.17g instead of none", where, id, actual);
    mark("missing", id);
}

void
oracle_refused_at(const char *where, const char *id, GError **error, GQuark domain, int code)
{
    if (!g_str_has_prefix(oracle_text(id), "ERROR"))
        g_error("%s: row %s is no error: %s", where, id, oracle_text(id));
    if (!g_error_matches(*error, domain, code))
        g_error("%s: %s: another error than expected: %s", where, id,
                *error != NULL ? (*error)->message : "none");
    g_clear_error(error);
    mark("refused", id);
}

void
oracle_named_at(const char *where, const char *id, const char *actual)
{
    if (strcmp(oracle_text(id), actual) != 0)
        g_error("%s: %s is '%s' instead of '%s'", where, id, actual, oracle_text(id));
    mark("named", id);
}
