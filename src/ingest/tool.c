/* tool.c - see tool.h */
#include "tool.h"
#include "keys.h"
#include <inttypes.h>
#include <string.h>

/* Versions told apart; a column that has more is no version. */
#define MOST_VERSIONS 50

typedef enum { ROLE_NONE, ROLE_TIME, ROLE_VERSION, ROLE_STATE, ROLE_SUBMITTED, ROLE_ID } Role;

typedef struct {
    const char *name; /* as folded: see vigie_text_fold() */
    Role role;
} Own;

typedef struct {
    const char *title; /* a name, the same in every language */
    const Own *own;
    const char *const *marks; /* all of them are there, folded; NULL-terminated */
    const char *hidden;       /* what stands in a cell that was not shown; NULL = nothing */
} Kind;

/* clang-format off */
static const Own kobo[] = {
    {"uuid", ROLE_ID}, {"id", ROLE_NONE}, {"submission time", ROLE_TIME}, {"validation status", ROLE_STATE},
    {"notes", ROLE_NONE}, {"status", ROLE_NONE}, {"submitted by", ROLE_NONE}, {"version", ROLE_VERSION},
    {"tags", ROLE_NONE}, {"index", ROLE_NONE}, {"attachments", ROLE_NONE}, {"geolocation", ROLE_NONE},
    {"bamboo dataset id", ROLE_NONE}, {"xform id string", ROLE_NONE}, {"meta/instanceid", ROLE_NONE},
    {"meta/instancename", ROLE_NONE}, {"meta/deprecatedid", ROLE_NONE}, {"meta/rootuuid", ROLE_NONE},
    {"formhub/uuid", ROLE_NONE}, {"parent table name", ROLE_NONE}, {"parent index", ROLE_NONE},
    {"submission id", ROLE_NONE}, {"submission uuid", ROLE_NONE}, {"submission submission time", ROLE_NONE},
    {"submission validation status", ROLE_STATE}, {"submission notes", ROLE_NONE}, {"submission status", ROLE_NONE},
    {"submission submitted by", ROLE_NONE}, {"submission version", ROLE_NONE}, {"submission tags", ROLE_NONE},
    {NULL, ROLE_NONE}};
static const char *const kobo_marks[] = {"uuid", "submission time", NULL};
static const Own odk[] = {
    {"key", ROLE_ID}, {"submissiondate", ROLE_SUBMITTED}, {"meta instanceid", ROLE_NONE}, {"instanceid", ROLE_NONE},
    {"meta instancename", ROLE_NONE}, {"instancename", ROLE_NONE}, {"submitterid", ROLE_NONE},
    {"submittername", ROLE_NONE}, {"attachmentspresent", ROLE_NONE}, {"attachmentsexpected", ROLE_NONE},
    {"status", ROLE_NONE}, {"reviewstate", ROLE_STATE}, {"deviceid", ROLE_NONE}, {"edits", ROLE_NONE},
    {"formversion", ROLE_VERSION}, {"parent key", ROLE_NONE}, {NULL, ROLE_NONE}};
static const char *const odk_marks[] = {"key", "submissiondate", NULL};
static const Own limesurvey[] = {
    {"id", ROLE_ID}, {"submitdate", ROLE_SUBMITTED}, {"lastpage", ROLE_NONE}, {"startlanguage", ROLE_NONE},
    {"seed", ROLE_NONE}, {"startdate", ROLE_TIME}, {"datestamp", ROLE_TIME}, {"ipaddr", ROLE_NONE},
    {"refurl", ROLE_NONE}, {"token", ROLE_NONE}, {"interviewtime", ROLE_NONE}, {NULL, ROLE_NONE}};
static const char *const limesurvey_marks[] = {"submitdate", "lastpage", "startlanguage", NULL};
static const Own limesurvey_english[] = {
    {"response id", ROLE_ID}, {"date submitted", ROLE_SUBMITTED}, {"last page", ROLE_NONE},
    {"start language", ROLE_NONE}, {"seed", ROLE_NONE}, {"date started", ROLE_TIME},
    {"date last action", ROLE_TIME}, {"ip address", ROLE_NONE}, {"referrer url", ROLE_NONE},
    {"access code", ROLE_NONE}, {"total time", ROLE_NONE}, {NULL, ROLE_NONE}};
static const char *const limesurvey_english_marks[] = {"date submitted", "last page", "start language", NULL};
static const Own limesurvey_french[] = {
    {"id de la reponse", ROLE_ID}, {"date de soumission", ROLE_SUBMITTED}, {"derniere page", ROLE_NONE},
    {"langue de depart", ROLE_NONE}, {"tete de serie", ROLE_NONE}, {"date de lancement", ROLE_TIME},
    {"date de la derniere action", ROLE_TIME}, {"adresse ip", ROLE_NONE}, {"url referente", ROLE_NONE},
    {"code d acces", ROLE_NONE}, {"temps total", ROLE_NONE}, {NULL, ROLE_NONE}};
static const char *const limesurvey_french_marks[] = {"date de soumission", "derniere page", "langue de depart", NULL};
/* clang-format on */

static const Kind kinds[] = {
    {"KoboToolbox", kobo, kobo_marks, NULL},
    {"ODK Central", odk, odk_marks, NULL},
    {"LimeSurvey", limesurvey, limesurvey_marks, "N/A"},
    {"LimeSurvey", limesurvey_english, limesurvey_english_marks, "N/A"},
    {"LimeSurvey", limesurvey_french, limesurvey_french_marks, "N/A"},
};

struct Tool {
    const Kind *kind;
    gint version, state, submitted, id; /* fields, -1 = none */
    GHashTable *versions;               /* text -> count */
    Keys *ids;
    VigieCell *cells; /* of a row that had hidden ones */
    guint64 n_unsubmitted, n_unapproved, n_dropped;
};

/* "__version__" and "_version" fold to "version"; "id. Response ID" to the code. */
static char *
own_name(const char *header)
{
    const char *text = strstr(header, ". ");
    bool coded = text != NULL && strcspn(header, " ") >= (gsize)(text - header);
    g_autofree char *name =
        coded ? g_strndup(header, (gsize)(text - header)) : g_strdup(header);
    g_strdelimit(name, "'", ' ');
    return vigie_text_fold(name);
}

static Role
role_of(const Kind *kind, const char *header, bool *own)
{
    g_autofree char *name = own_name(header);
    *own = false;
    for (guint i = 0; kind->own[i].name != NULL; i++)
        if (strcmp(kind->own[i].name, name) == 0) {
            *own = true;
            return kind->own[i].role;
        }
    return ROLE_NONE;
}

static bool
has_all(const Header *header, const char *const *marks)
{
    for (; *marks != NULL; marks++) {
        bool there = false;
        for (guint f = 0; f < header->n && !there; f++) {
            g_autofree char *name = own_name(header->names[f]);
            there = strcmp(name, *marks) == 0;
        }
        if (!there)
            return false;
    }
    return true;
}

/* KoboToolbox's own names begin with an underscore, which folding takes off: "status" may be a question. */
static bool
looks_own(const Kind *kind, const char *header)
{
    return kind->own != kobo || *header == '_' || strchr(header, '/') != NULL;
}

static void
take_field(Tool *tool, Header *header, guint field)
{
    bool own = false;
    Role role = role_of(tool->kind, header->names[field], &own);
    if (!own || !looks_own(tool->kind, header->names[field]))
        return;
    gint *const fields[] = {[ROLE_VERSION] = &tool->version,
                            [ROLE_STATE] = &tool->state,
                            [ROLE_SUBMITTED] = &tool->submitted,
                            [ROLE_ID] = &tool->id};
    if (role > ROLE_TIME && *fields[role] < 0)
        *fields[role] = (gint)field;
    header->used[field] = 1;
}

Tool *
vigie_tool_find(Header *header)
{
    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
        if (!has_all(header, kinds[k].marks))
            continue;
        Tool *tool = g_new0(Tool, 1);
        tool->kind = &kinds[k];
        tool->version = tool->state = tool->submitted = tool->id = -1;
        tool->versions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        tool->ids = vigie_keys_new();
        tool->cells = g_new0(VigieCell, header->n);
        for (guint f = 0; f < header->n; f++)
            take_field(tool, header, f);
        return tool;
    }
    return NULL;
}

void
vigie_tool_free(Tool *tool)
{
    if (tool == NULL)
        return;
    g_hash_table_unref(tool->versions);
    vigie_keys_free(tool->ids);
    g_free(tool->cells);
    g_free(tool);
}

bool
vigie_tool_owns(const Tool *tool, const char *header)
{
    bool own = false;
    Role role = role_of(tool->kind, header, &own);
    return own && role != ROLE_TIME && role != ROLE_SUBMITTED && looks_own(tool->kind, header);
}

bool
vigie_tool_knows_complete(const Tool *tool)
{
    return tool != NULL && (tool->submitted >= 0 || tool->state >= 0);
}

bool
vigie_tool_writes_other(const Tool *tool)
{
    return tool != NULL && tool->kind->hidden != NULL;
}

/* Rows -------------------------------------------------------------------------------------- */

static void
count_version(Tool *tool, const VigieRow *row)
{
    if (tool->version < 0 || g_hash_table_size(tool->versions) > MOST_VERSIONS)
        return;
    const char *text = row->cells[tool->version].text;
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(tool->versions, text));
    g_hash_table_insert(tool->versions, g_strdup(text), GUINT_TO_POINTER(n + 1));
}

static bool
is_unsubmitted(const Tool *tool, const VigieRow *row)
{
    return tool->submitted >= 0 && row->cells[tool->submitted].length == 0;
}

static bool
is_unapproved(const Tool *tool, const VigieRow *row)
{
    static const char *const words[] = {"not approved",
                                        "on hold",
                                        "validation status not approved",
                                        "validation status on hold",
                                        "non approuve",
                                        "en attente",
                                        "rejected",
                                        "hasissues",
                                        NULL};
    if (tool->state < 0 || row->cells[tool->state].length == 0)
        return false;
    g_autofree char *state = vigie_text_fold(row->cells[tool->state].text);
    return g_strv_contains(words, state);
}

static void
check_id(Tool *tool, const VigieRow *row, const char *file, VigieFindings *findings)
{
    if (tool->id < 0 || row->cells[tool->id].length == 0)
        return;
    const VigieCell *cell = &row->cells[tool->id];
    guint64 line = row->line;
    if (vigie_keys_add(tool->ids, cell->text, cell->length, &line))
        return;
    VigiePlace place = {file, row->line, (guint)tool->id + 1};
    vigie_findings_add(findings, VIGIE_FINDING, "duplicate_id", &place,
                       _("the answer of line %" PRIu64
                         " once more: %s gave both the same number; both are kept"),
                       line, tool->kind->title);
}

/* A cell that was not shown is empty; "-oth-" is LimeSurvey's word for the choice "other". */
void
vigie_tool_clean(Tool *tool, VigieRow *row)
{
    for (guint f = 0; tool->kind->hidden != NULL && f < row->n; f++) {
        bool hidden = strcmp(row->cells[f].text, tool->kind->hidden) == 0;
        bool other = strcmp(row->cells[f].text, "-oth-") == 0;
        if (!hidden && !other)
            continue;
        if (row->cells != tool->cells)
            row->cells = memcpy(tool->cells, row->cells, row->n * sizeof *row->cells);
        tool->cells[f] = hidden ? (VigieCell){.text = ""}
                                : (VigieCell){.text = "other", .length = strlen("other")};
    }
}

bool
vigie_tool_row(Tool *tool, VigieRow *row, bool with_id, bool drop, const char *file,
               VigieFindings *findings)
{
    bool unsubmitted = is_unsubmitted(tool, row), unapproved = is_unapproved(tool, row);
    tool->n_unsubmitted += unsubmitted;
    tool->n_unapproved += unapproved;
    if (drop && (unsubmitted || unapproved)) {
        tool->n_dropped++;
        return false;
    }
    count_version(tool, row);
    if (with_id)
        check_id(tool, row, file, findings);
    vigie_tool_clean(tool, row);
    return true;
}

/* What is told ------------------------------------------------------------------------------ */

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(a, b);
}

static char *
versions_text(const Tool *tool)
{
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(tool->versions), compare_texts);
    GString *text = g_string_new(NULL);
    for (const GList *l = names; l != NULL; l = l->next)
        g_string_append_printf(text, "%s%s: %u", text->len > 0 ? "; " : "",
                               *(const char *)l->data != '\0' ? (const char *)l->data : "?",
                               GPOINTER_TO_UINT(g_hash_table_lookup(tool->versions, l->data)));
    return g_string_free(text, FALSE);
}

static void
tell_count(const Tool *tool, const VigiePlace *place, bool dropped, VigieFindings *findings)
{
    if (tool->n_unsubmitted > 0)
        vigie_findings_add(findings, VIGIE_NOTE, "not_submitted", place,
                           P_("%" PRIu64 " answer was not submitted to its end",
                              "%" PRIu64 " answers were not submitted to their end",
                              tool->n_unsubmitted),
                           tool->n_unsubmitted);
    if (tool->n_unapproved > 0)
        vigie_findings_add(findings, VIGIE_NOTE, "not_approved", place,
                           P_("%" PRIu64 " answer was not approved, or is on hold",
                              "%" PRIu64 " answers were not approved, or are on hold",
                              tool->n_unapproved),
                           tool->n_unapproved);
    if (tool->n_unsubmitted + tool->n_unapproved == 0)
        return;
    if (dropped)
        vigie_findings_add(findings, VIGIE_NOTE, "left_out", place,
                           P_("%" PRIu64 " answer is left out (incomplete=drop)",
                              "%" PRIu64 " answers are left out (incomplete=drop)",
                              tool->n_dropped),
                           tool->n_dropped);
    else
        vigie_findings_add(findings, VIGIE_NOTE, "kept", place, "%s",
                           _("they are kept; incomplete=drop under [source] leaves them out"));
}

void
vigie_tool_tell(const Tool *tool, const char *file, bool dropped, VigieFindings *findings)
{
    VigiePlace place = {file, 0, 0};
    guint n = g_hash_table_size(tool->versions);
    g_autofree char *versions = versions_text(tool);
    if (n > 1 && n <= MOST_VERSIONS)
        vigie_findings_add(findings, VIGIE_NOTE, "tool", &place,
                           P_("a file of %s, with %u version of the form in it (%s)",
                              "a file of %s, with %u versions of the form in it (%s)", n),
                           tool->kind->title, n, versions);
    else
        vigie_findings_add(findings, VIGIE_NOTE, "tool", &place, _("a file of %s"),
                           tool->kind->title);
    tell_count(tool, &place, dropped, findings);
}
