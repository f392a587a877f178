/* call.c - what commands share: lists, words, unknown names, the observatory, output and messages */
#include "command.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

G_DEFINE_QUARK(vigie_cli_error, vigie_cli_error)

/* Where not all are asked for: of each code, and of it in one column. */
#define SHOWN_OF_CODE 10
#define SHOWN_OF_GROUP 3
#define FIELDS_NAMED 6 /* columns named in the line that sums up the rest */

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
                    _("standard output cannot be written: %s"), vigie_errno_text(errno));
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

/* What of the findings is on the terminal. */
typedef struct {
    const VigieFindings *findings;
    GHashTable *of_code;  /* code -> shown */
    GHashTable *of_group; /* position from 1 -> shown */
    bool all;
} Shown;

static guint
count_of(GHashTable *table, gconstpointer key)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(table, key));
}

static void
show_finding(const Shown *s, const VigieFindingRow *row)
{
    gpointer group = GUINT_TO_POINTER(row->group + 1);
    guint code_n = count_of(s->of_code, row->code), group_n = count_of(s->of_group, group);
    if (!s->all && (code_n >= SHOWN_OF_CODE || group_n >= SHOWN_OF_GROUP))
        return;
    g_hash_table_insert(s->of_code, (gpointer)row->code, GUINT_TO_POINTER(code_n + 1));
    g_hash_table_insert(s->of_group, group, GUINT_TO_POINTER(group_n + 1));
    print_finding(row);
}

/* "data/a.csv: … and 5994 more of this kind (invalid_number), in field 2 (2997), 3 (2997)" */
static void
print_rest_of(const Shown *s, const VigieFindingRow *first)
{
    g_autoptr(GString) fields = g_string_new(NULL);
    guint64 rest = 0;
    guint named = 0;
    const VigieFindingGroup *group;
    for (guint i = 0; (group = vigie_findings_group_at(s->findings, i)) != NULL; i++) {
        guint64 hidden = group->n - count_of(s->of_group, GUINT_TO_POINTER(i + 1));
        if (strcmp(group->code, first->code) != 0 || hidden == 0)
            continue;
        rest += hidden;
        if (group->field > 0 && named++ < FIELDS_NAMED)
            g_string_append_printf(fields, "%s%u (%" PRIu64 ")", fields->len > 0 ? ", " : "",
                                   group->field, hidden);
    }
    if (rest == 0)
        return;
    g_autofree char *line =
        g_strdup_printf(P_("… and %" PRIu64 " more of this kind (%s)",
                           "… and %" PRIu64 " more of this kind (%s)", rest),
                        rest, first->code);
    fprintf(stderr, "%s: %s%s%s%s%s\n", first->file != NULL ? first->file : "vigie", line,
            named > 0 ? _(", in field ") : "", fields->str, named > FIELDS_NAMED ? " …" : "",
            s->all ? "" : _("; --verbose shows more"));
}

/* One line a code that was shown in part. */
static void
print_rest(const Shown *s)
{
    g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < vigie_findings_n_kept(s->findings); i++) {
        const VigieFindingRow *row = vigie_findings_get(s->findings, i);
        if (count_of(s->of_code, row->code) > 0 && g_hash_table_add(done, (gpointer)row->code))
            print_rest_of(s, row);
    }
}

void
vigie_call_findings(const VigieCall *call, const VigieFindings *findings, bool all)
{
    vigie_bar_clear(call->bar);
    g_autoptr(GHashTable) of_code = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) of_group = g_hash_table_new(NULL, NULL);
    Shown s = {.findings = findings, .of_code = of_code, .of_group = of_group, .all = all};
    for (guint i = 0; i < vigie_findings_n_kept(findings); i++) {
        const VigieFindingRow *row = vigie_findings_get(findings, i);
        if (row->level == VIGIE_FINDING || (!call->quiet && all))
            show_finding(&s, row);
    }
    print_rest(&s);
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
