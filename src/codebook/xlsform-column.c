/* xlsform-column.c - the headers of an XLSForm, their old spellings and their languages */
#include "xlsform.h"
#include <string.h>

#define ON_SURVEY (1u << VIGIE_SURVEY)
#define ON_CHOICES (1u << VIGIE_CHOICES)
#define ON_SETTINGS (1u << VIGIE_SETTINGS)

static const struct {
    const char *header; /* lower case, "_" for a blank */
    guint sheets;
    VigieColumnName name;
} headers[] = {
    {"type", ON_SURVEY, VIGIE_COLUMN_TYPE},
    {"command", ON_SURVEY, VIGIE_COLUMN_TYPE},
    {"name", ON_SURVEY | ON_CHOICES, VIGIE_COLUMN_NAME},
    {"tag", ON_SURVEY, VIGIE_COLUMN_NAME},
    {"value", ON_SURVEY | ON_CHOICES, VIGIE_COLUMN_NAME},
    {"label", ON_SURVEY | ON_CHOICES, VIGIE_COLUMN_LABEL},
    {"caption", ON_SURVEY | ON_CHOICES, VIGIE_COLUMN_LABEL},
    {"relevant", ON_SURVEY, VIGIE_COLUMN_RELEVANT},
    {"relevance", ON_SURVEY, VIGIE_COLUMN_RELEVANT},
    {"constraint", ON_SURVEY, VIGIE_COLUMN_CONSTRAINT},
    {"constraint_message", ON_SURVEY, VIGIE_COLUMN_CONSTRAINT_MESSAGE},
    {"constraining_message", ON_SURVEY, VIGIE_COLUMN_CONSTRAINT_MESSAGE},
    {"calculation", ON_SURVEY, VIGIE_COLUMN_CALCULATION},
    {"calculate", ON_SURVEY, VIGIE_COLUMN_CALCULATION},
    {"parameters", ON_SURVEY, VIGIE_COLUMN_PARAMETERS},
    {"required", ON_SURVEY, VIGIE_COLUMN_REQUIRED},
    {"list", ON_SURVEY, VIGIE_COLUMN_LIST},
    {"appearance", ON_SURVEY, VIGIE_COLUMN_APPEARANCE},
    {"role", ON_SURVEY, VIGIE_COLUMN_ROLE},
    {"personal", ON_SURVEY, VIGIE_COLUMN_PERSONAL},
    {"list_name", ON_CHOICES, VIGIE_COLUMN_LIST_NAME},
    {"score", ON_CHOICES, VIGIE_COLUMN_SCORE},
    {"missing", ON_CHOICES, VIGIE_COLUMN_MISSING},
    {"form_title", ON_SETTINGS, VIGIE_COLUMN_FORM_TITLE},
    {"set_form_title", ON_SETTINGS, VIGIE_COLUMN_FORM_TITLE},
    {"title", ON_SETTINGS, VIGIE_COLUMN_FORM_TITLE},
    {"form_id", ON_SETTINGS, VIGIE_COLUMN_FORM_ID},
    {"set_form_id", ON_SETTINGS, VIGIE_COLUMN_FORM_ID},
    {"id_string", ON_SETTINGS, VIGIE_COLUMN_FORM_ID},
    {"version", ON_SETTINGS, VIGIE_COLUMN_VERSION},
    {"allow_choice_duplicates", ON_SETTINGS, VIGIE_COLUMN_ALLOW_DUPLICATES},
    {"extends", ON_SETTINGS, VIGIE_COLUMN_EXTENDS},
    {"redefines", ON_SURVEY | ON_CHOICES, VIGIE_COLUMN_REDEFINES},
    {"choice_filter", ON_SURVEY, VIGIE_COLUMN_CHOICE_FILTER},
    {"default_language", ON_SETTINGS, VIGIE_COLUMN_DEFAULT_LANGUAGE},
    /* Known to XLSForm tools and not read here: no misspelling. */
    {"default", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"read_only", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"readonly", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"hint", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"guidance_hint", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"repeat_count", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"trigger", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"image", ON_SURVEY | ON_CHOICES, VIGIE_COLUMN_OTHER},
    {"big-image", ON_SURVEY | ON_CHOICES, VIGIE_COLUMN_OTHER},
    {"audio", ON_SURVEY | ON_CHOICES, VIGIE_COLUMN_OTHER},
    {"video", ON_SURVEY | ON_CHOICES, VIGIE_COLUMN_OTHER},
    {"media", ON_SURVEY | ON_CHOICES, VIGIE_COLUMN_OTHER},
    {"body", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"bind", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"instance", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"note", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"save_to", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"autoplay", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"intent", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"rows", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"query", ON_SURVEY, VIGIE_COLUMN_OTHER},
    {"instance_name", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"style", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"public_key", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"submission_url", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"auto_send", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"auto_delete", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"namespaces", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"clean_text_values", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"instance_xmlns", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"omit_instanceid", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"sms_keyword", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"sms_separator", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"sms_allow_media", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"sms_date_format", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"prefix", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"delimiter", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"client_editable", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"attribute", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"name", ON_SETTINGS, VIGIE_COLUMN_OTHER},
    {"required_message", ON_SURVEY, VIGIE_COLUMN_OTHER},
};

/* "Constraint message" -> "constraint_message" */
static char *
normalised(const char *text, gsize length)
{
    g_autofree char *part = g_strndup(text, length);
    char *lower = g_ascii_strdown(g_strstrip(part), -1);
    return g_strdelimit(lower, " ", '_');
}

/* The code of a language: what stands in the last parentheses, else the two names that need no code. */
char *
vigie_xlsform_language(const char *said)
{
    const char *open = strrchr(said, '('), *close = open != NULL ? strchr(open, ')') : NULL;
    g_autofree char *code =
        close != NULL ? g_strndup(open + 1, (gsize)(close - open - 1)) : g_strdup(said);
    g_autofree char *folded = vigie_text_fold(code);
    if (strcmp(folded, "francais") == 0 || strcmp(folded, "french") == 0)
        return g_strdup("fr");
    if (strcmp(folded, "english") == 0 || strcmp(folded, "anglais") == 0)
        return g_strdup("en");
    return g_steal_pointer(&folded);
}

/* Splits "label::Français (fr)" (":" in old forms); *language is NULL where none is said. */
static char *
split_header(const char *header, const char **language)
{
    if (g_ascii_strncasecmp(header, "bind::", 6) == 0)
        header += 6;
    const char *colon = strchr(header, ':');
    *language = NULL;
    if (colon == NULL)
        return normalised(header, strlen(header));
    *language = colon + strspn(colon, ": ");
    return normalised(header, (gsize)(colon - header));
}

/* Short names are near to too many others (code, role) to say that one was misspelt. */
enum { SHORTEST_MISSPELLING = 6 };

static const char *
nearest_header(VigieFormSheet sheet, const char *wanted)
{
    const char *names[G_N_ELEMENTS(headers) + 1];
    guint n = 0;
    if (strlen(wanted) < SHORTEST_MISSPELLING)
        return NULL;
    for (guint i = 0; i < G_N_ELEMENTS(headers); i++)
        if ((headers[i].sheets & 1u << sheet) != 0 && headers[i].name != VIGIE_COLUMN_OTHER)
            names[n++] = headers[i].header;
    names[n] = NULL;
    return vigie_nearest(wanted, names);
}

static bool
take_header(VigieFormSheet sheet, const char *wanted, const char *language,
            VigieFormColumn *column)
{
    for (guint i = 0; i < G_N_ELEMENTS(headers); i++)
        if ((headers[i].sheets & 1u << sheet) != 0 && strcmp(headers[i].header, wanted) == 0) {
            column->name = headers[i].name;
            if (column->name == VIGIE_COLUMN_LABEL)
                column->language = vigie_xlsform_language(language != NULL ? language : "");
            return true;
        }
    return false;
}

bool
vigie_xlsform_column(VigieFormSheet sheet, const char *header, VigieFormColumn *column,
                     const char **meant)
{
    const char *language = NULL;
    g_autofree char *wanted = split_header(header, &language);
    sheet = sheet == VIGIE_EXTERNAL ? VIGIE_CHOICES : sheet;
    *column = (VigieFormColumn){.name = VIGIE_COLUMN_OTHER, .header = g_strdup(header)};
    if (take_header(sheet, wanted, language, column))
        return true;
    *meant = nearest_header(sheet, wanted);
    return *meant == NULL || !take_header(sheet, *meant, language, column);
}

char *
vigie_xlsform_header(const VigieFormColumn *column)
{
    const char *name = NULL, *language = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(headers) && name == NULL; i++)
        if (headers[i].name == column->name && column->name != VIGIE_COLUMN_OTHER)
            name = headers[i].header; /* its first spelling is today's */
    g_free(split_header(column->header, &language));
    if (name == NULL)
        return g_strdup(column->header);
    return language != NULL && *language != '\0' ? g_strdup_printf("%s::%s", name, language)
                                                 : g_strdup(name);
}
