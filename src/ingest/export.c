/* export.c - KoboToolbox, ODK Central and LimeSurvey told by their columns
 * Names: kobotoolbox/formpack and kpi (export columns), getodk/central-backend (submission CSV), LimeSurvey's
 * export of responses (headings as code, as text, as "code. text"). */
#include "export.h"
#include <string.h>

static const char *const kobo[] = {"_id",
                                   "_uuid",
                                   "_submission_time",
                                   "_validation_status",
                                   "_notes",
                                   "_status",
                                   "_submitted_by",
                                   "__version__",
                                   "_tags",
                                   "_index",
                                   "_parent_index",
                                   "_parent_table_name",
                                   "_attachments",
                                   "_geolocation",
                                   "_duration",
                                   "_edited",
                                   "_xform_id_string",
                                   "_xform_id",
                                   "_bamboo_dataset_id",
                                   "_media_all_received",
                                   "_version_",
                                   "_supplementalDetails",
                                   "_rootUuid",
                                   "formhub/uuid",
                                   "meta/rootUuid",
                                   "meta/instanceID",
                                   "meta/instanceName",
                                   "meta/deprecatedID",
                                   "meta/audit",
                                   "start",
                                   "end",
                                   "today",
                                   "username",
                                   "deviceid",
                                   "phonenumber",
                                   "subscriberid",
                                   "simserial",
                                   "audit",
                                   "instanceID",
                                   NULL};
static const char *const odk[] = {"SubmissionDate",
                                  "KEY",
                                  "PARENT_KEY",
                                  "SubmitterID",
                                  "SubmitterName",
                                  "AttachmentsPresent",
                                  "AttachmentsExpected",
                                  "Status",
                                  "ReviewState",
                                  "DeviceID",
                                  "Edits",
                                  "FormVersion",
                                  "instanceID",
                                  "instanceName",
                                  "meta-instanceID",
                                  "meta-instanceName",
                                  "meta-audit",
                                  "meta-entity-label",
                                  "start",
                                  "end",
                                  "today",
                                  "username",
                                  "deviceid",
                                  "phonenumber",
                                  "subscriberid",
                                  "simserial",
                                  "audit",
                                  NULL};
static const char *const limesurvey[] = {"id",     "submitdate", "lastpage",   "startlanguage",
                                         "seed",   "startdate",  "datestamp",  "ipaddr",
                                         "refurl", "token",      "quota_exit", "interviewtime",
                                         NULL};
/* The same as texts, folded, in English and French. */
static const char *const limesurvey_texts[] = {"response id",
                                               "date submitted",
                                               "last page",
                                               "start language",
                                               "seed",
                                               "date started",
                                               "date last action",
                                               "ip address",
                                               "referrer url",
                                               "token",
                                               "access code",
                                               "total time",
                                               "id de la reponse",
                                               "date de soumission",
                                               "derniere page",
                                               "langue de depart",
                                               "tete de serie",
                                               "graine",
                                               "date de lancement",
                                               "date de debut",
                                               "date de la derniere action",
                                               "adresse ip",
                                               "url de reference",
                                               "code d acces",
                                               "temps total",
                                               NULL};

static bool
is_in(const char *const *names, const char *name)
{
    return g_strv_contains(names, name);
}

/* "submitdate. Date submitted" -> "submitdate" */
static char *
code_of(const char *header)
{
    const char *end = strstr(header, ". ");
    return end != NULL ? g_strndup(header, (gsize)(end - header)) : g_strdup(header);
}

/* "_version__001", "_submission__id", "group/meta/instanceID": later versions of the form add them. */
static bool
owns_by_prefix(const char *header)
{
    static const char *const prefixes[] = {"_version__", "__version__", "_submission__",
                                           "_validation_status_", "_supplementalDetails/"};
    for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_str_has_prefix(header, prefixes[i]))
            return true;
    return false;
}

static bool
is_text_of_limesurvey(const char *header)
{
    g_autofree char *key = vigie_text_fold(header);
    g_strdelimit(key, "'’", ' ');
    return is_in(limesurvey_texts, key);
}

bool
vigie_export_owns(ExportKind kind, const char *header)
{
    g_autofree char *code = code_of(header);
    switch (kind) {
    case EXPORT_KOBO:
        return is_in(kobo, header) || owns_by_prefix(header);
    case EXPORT_ODK:
        return is_in(odk, header);
    case EXPORT_LIMESURVEY:
        return is_in(limesurvey, code) || is_text_of_limesurvey(header) ||
               g_str_has_prefix(code, "groupTime");
    case EXPORT_NONE:
        break;
    }
    return false;
}

/* The column of any of the names, the first that is there. */
static gint
find_any(const Header *header, const char *const *names)
{
    for (guint i = 0; names[i] != NULL; i++)
        for (guint f = 0; f < header->n; f++) {
            g_autofree char *code = code_of(header->names[f]);
            g_autofree char *key = vigie_text_fold(header->names[f]);
            g_strdelimit(key, "'’", ' ');
            if (strcmp(code, names[i]) == 0 || strcmp(header->names[f], names[i]) == 0 ||
                strcmp(key, names[i]) == 0)
                return (gint)f;
        }
    return -1;
}

static bool
has(const Header *header, const char *name)
{
    return vigie_header_exact(header, name) != HEADER_NONE;
}

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static Export
kobo_of(const Header *header)
{
    return (Export){EXPORT_KOBO, find_any(header, NAMES("_uuid", "_id")),
                    find_any(header, NAMES("__version__", "_version_")),
                    find_any(header, NAMES("_validation_status")), -1};
}

static Export
odk_of(const Header *header)
{
    return (Export){EXPORT_ODK, find_any(header, NAMES("KEY")),
                    find_any(header, NAMES("FormVersion")),
                    find_any(header, NAMES("ReviewState")), -1};
}

static Export
limesurvey_of(const Header *header)
{
    return (Export){
        EXPORT_LIMESURVEY, find_any(header, NAMES("id", "response id", "id de la reponse")), -1,
        -1, find_any(header, NAMES("submitdate", "date submitted", "date de soumission"))};
}

Export
vigie_export_of(const Header *header)
{
    if (has(header, "_uuid") && (has(header, "_id") || has(header, "_submission_time")))
        return kobo_of(header);
    if (has(header, "KEY") && (has(header, "SubmissionDate") || has(header, "meta-instanceID")))
        return odk_of(header);
    bool id = find_any(header, NAMES("id", "response id", "id de la reponse")) >= 0;
    bool page = find_any(header, NAMES("lastpage", "last page", "derniere page")) >= 0;
    bool language =
        find_any(header, NAMES("startlanguage", "start language", "langue de depart")) >= 0;
    if (id && (page || language))
        return limesurvey_of(header);
    return (Export){EXPORT_NONE, -1, -1, -1, -1};
}

const char *
vigie_export_name(ExportKind kind)
{
    static const char *const names[] = {[EXPORT_NONE] = "",
                                        [EXPORT_KOBO] = "KoboToolbox",
                                        [EXPORT_ODK] = "ODK Central",
                                        [EXPORT_LIMESURVEY] = "LimeSurvey"};
    return names[kind];
}

bool
vigie_export_dates(ExportKind kind, const char *header)
{
    g_autofree char *code = code_of(header);
    g_autofree char *key = vigie_text_fold(header);
    switch (kind) {
    case EXPORT_KOBO:
        return strcmp(header, "_submission_time") == 0;
    case EXPORT_ODK:
        return strcmp(header, "SubmissionDate") == 0;
    case EXPORT_LIMESURVEY:
        return is_in(NAMES("startdate", "submitdate"), code) ||
               is_in(NAMES("date started", "date submitted", "date de lancement",
                           "date de soumission"),
                     key);
    case EXPORT_NONE:
        break;
    }
    return false;
}

bool
vigie_export_bears(ExportKind kind, const char *header, const char *name)
{
    gsize n = strlen(name), length = strlen(header);
    if (kind == EXPORT_LIMESURVEY && length > n + 2 && strncmp(header, name, n) == 0 &&
        strchr(".:-)", header[n]) != NULL && header[n + 1] == ' ')
        return true;
    if (n == 0 || length <= n + 1 || strcmp(header + length - n, name) != 0)
        return false;
    char mark = header[length - n - 1];
    return mark == '/' || (kind == EXPORT_KOBO && mark == '.') ||
           (kind == EXPORT_ODK && mark == '-');
}
