/* call.c - what commands share: lists, words, unknown names, the observatory, output and messages */
#include "command.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

G_DEFINE_QUARK(vigie_cli_error, vigie_cli_error)

#define FINDINGS_SHOWN 10 /* of each code, where not all are asked for */

void
vigie_unknown(GError **error, const char *name, const char *const *valid, const char *format,
              ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    const char *near = vigie_nearest(name, valid);
    if (near != NULL) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE, _("%s; did you mean '%s'?"),
                    what, near);
        return;
    }
    g_autofree char *all = g_strjoinv(", ", (char **)valid);
    g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE, _("%s; valid: %s"), what, all);
}

char **
vigie_option_list(const char *option, const char *value, GError **error)
{
    g_auto(GStrv) list = g_strsplit(value, ",", -1);
    for (char **element = list; *element != NULL; element++)
        if (*g_strstrip(*element) == '\0') {
            g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                        _("%s has an empty element in '%s'; names are separated by commas"),
                        option, value);
            return NULL;
        }
    if (*list == NULL) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE, _("%s is empty"), option);
        return NULL;
    }
    return g_steal_pointer(&list);
}

bool
vigie_option_word(const char *option, const char *value, const char *const *words, guint def,
                  guint *out, GError **error)
{
    if (value == NULL) {
        *out = def;
        return true;
    }
    for (guint i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], value) == 0) {
            *out = i;
            return true;
        }
    vigie_unknown(error, value, words, _("%s does not take '%s'"), option, value);
    return false;
}

bool
vigie_call_output(const VigieCall *call, const char *path, const char *text, GError **error)
{
    vigie_bar_clear(call->bar);
    if (path != NULL && strcmp(path, "-") != 0)
        return vigie_file_write(path, text, strlen(text), error);
    if (fputs(text, stdout) < 0 || fflush(stdout) != 0) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_OUTPUT,
                    _("standard output cannot be written: %s"), g_strerror(errno));
        return false;
    }
    return true;
}

/* Messages ------------------------------------------------------------------------------- */

static void
print_finding(const VigieFindingRow *row)
{
    VigiePlace place = {row->file, row->line, row->field};
    g_autofree char *where = vigie_place_print(&place);
    fprintf(stderr, "%s: %s\n", *where != '\0' ? where : "vigie", row->text);
}

/* How many findings of a code were not shown, one line a code. */
static void
print_rest(const VigieFindings *findings, GHashTable *shown, bool all)
{
    const char *code = NULL;
    guint64 count = 0;
    for (guint i = 0; vigie_findings_code_at(findings, i, &code, &count); i++) {
        guint64 n_shown = GPOINTER_TO_UINT(g_hash_table_lookup(shown, code));
        if (n_shown == 0 || count <= n_shown)
            continue;
        guint64 rest = count - n_shown;
        g_autofree char *line =
            g_strdup_printf(P_("… and %" PRIu64 " more of this kind (%s)",
                               "… and %" PRIu64 " more of this kind (%s)", rest),
                            rest, code);
        fprintf(stderr, "vigie: %s%s\n", line, all ? "" : _("; --verbose shows more"));
    }
}

void
vigie_call_findings(const VigieCall *call, const VigieFindings *findings, bool all)
{
    vigie_bar_clear(call->bar);
    g_autoptr(GHashTable) shown = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < vigie_findings_n_kept(findings); i++) {
        const VigieFindingRow *row = vigie_findings_get(findings, i);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(shown, row->code));
        if ((row->level == VIGIE_NOTE && (call->quiet || !all)) ||
            (!all && n >= FINDINGS_SHOWN))
            continue;
        g_hash_table_insert(shown, (gpointer)row->code, GUINT_TO_POINTER(n + 1));
        print_finding(row);
    }
    print_rest(findings, shown, all);
}

/* Messages of other modules carry their place themselves: "surveys/x.csv:3:2: …". */
static bool
has_place(const GError *error)
{
    if (error->domain == VIGIE_CLI_ERROR || error->domain == G_OPTION_ERROR)
        return false;
    const char *colon = strstr(error->message, ": ");
    if (colon == NULL)
        return false;
    g_autofree char *place = g_strndup(error->message, (gsize)(colon - error->message));
    return g_regex_match_simple(":[0-9]+$", place, 0, 0) ||
           g_regex_match_simple("^[^ ]*[./][^ ]*$", place, 0, 0) ||
           g_file_test(place, G_FILE_TEST_EXISTS);
}

void
vigie_call_error(const GError *error)
{
    fprintf(stderr, "%s%s\n", has_place(error) ? "" : "vigie: ", error->message);
}
