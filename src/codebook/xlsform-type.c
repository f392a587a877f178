/* xlsform-type.c - the types of an XLSForm and their old spellings */
#include "meant.h"
#include "xlsform.h"
#include <string.h>

static const struct {
    const char *spelling; /* lower case, one blank for "_", "-" and blanks */
    const char *name;
    VigieRowKind row;
    VigieValueKind kind;
    bool integer;
} types[] = {
    {"integer", "integer", VIGIE_ROW_ITEM, VIGIE_VALUE_NUMBER, true},
    {"int", "integer", VIGIE_ROW_ITEM, VIGIE_VALUE_NUMBER, true},
    {"decimal", "decimal", VIGIE_ROW_ITEM, VIGIE_VALUE_NUMBER, false},
    {"range", "range", VIGIE_ROW_ITEM, VIGIE_VALUE_NUMBER, false},
    {"text", "text", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"string", "text", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"hidden", "hidden", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"calculate", "calculate", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"calculation", "calculate", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"date", "date", VIGIE_ROW_ITEM, VIGIE_VALUE_DATE, false},
    {"datetime", "dateTime", VIGIE_ROW_ITEM, VIGIE_VALUE_DATE, false},
    {"date time", "dateTime", VIGIE_ROW_ITEM, VIGIE_VALUE_DATE, false},
    {"start", "start", VIGIE_ROW_ITEM, VIGIE_VALUE_DATE, false},
    {"end", "end", VIGIE_ROW_ITEM, VIGIE_VALUE_DATE, false},
    {"today", "today", VIGIE_ROW_ITEM, VIGIE_VALUE_DATE, false},
    {"time", "time", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"geopoint", "geopoint", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"gps", "geopoint", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"location", "geopoint", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"geotrace", "geotrace", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"geoshape", "geoshape", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"image", "image", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"photo", "image", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"audio", "audio", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"background audio", "background-audio", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"video", "video", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"file", "file", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"barcode", "barcode", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"acknowledge", "acknowledge", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"trigger", "acknowledge", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"deviceid", "deviceid", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"device id", "deviceid", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"subscriberid", "subscriberid", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"simserial", "simserial", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"phonenumber", "phonenumber", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"phone number", "phonenumber", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"username", "username", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"email", "email", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"sim serial", "simserial", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"sim id", "simserial", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"subscriber id", "subscriberid", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"start time", "start", VIGIE_ROW_ITEM, VIGIE_VALUE_DATE, false},
    {"end time", "end", VIGIE_ROW_ITEM, VIGIE_VALUE_DATE, false},
    {"picture", "image", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"start geopoint", "start-geopoint", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"background geopoint", "background-geopoint", VIGIE_ROW_ITEM, VIGIE_VALUE_TEXT, false},
    {"csv external", "csv-external", VIGIE_ROW_NOTE, VIGIE_VALUE_TEXT, false},
    {"xml external", "xml-external", VIGIE_ROW_NOTE, VIGIE_VALUE_TEXT, false},
    {"audit", "audit", VIGIE_ROW_NOTE, VIGIE_VALUE_TEXT, false},
    {"note", "note", VIGIE_ROW_NOTE, VIGIE_VALUE_TEXT, false},
    {"begin group", "group", VIGIE_ROW_BEGIN, VIGIE_VALUE_TEXT, false},
    {"end group", "group", VIGIE_ROW_END, VIGIE_VALUE_TEXT, false},
};

/* Longer spellings come first. */
static const struct {
    const char *spelling, *name;
    bool file; /* what follows is a file's name */
} selects[] = {
    {"select one from file", "select_one", true},
    {"select multiple from file", "select_multiple", true},
    {"rank from file", "rank", true},
    {"select one external", "select_one", false},
    {"add select multiple prompt using", "select_multiple", false},
    {"add select one prompt using", "select_one", false},
    {"select all that apply from", "select_multiple", false},
    {"select all that apply", "select_multiple", false},
    {"select multiple from", "select_multiple", false},
    {"select multiple", "select_multiple", false},
    {"select one from", "select_one", false},
    {"select one", "select_one", false},
    {"select1", "select_one", false},
    {"rank", "rank", false},
};

static const char *const repeats[] = {"repeat", "loop", "lgroup", "looped group"};
static const char *const others[] = {" or_other", " or other", " or specify other"};

/* All spellings of a type as one: lower case, a blank for "_" and "-".  As long as the text. */
static char *
folded(const char *text)
{
    char *lower = g_ascii_strdown(text, -1);
    return g_strdelimit(lower, "_-", ' ');
}

/* One blank between words. */
static char *
collapsed(const char *cell)
{
    g_auto(GStrv) words = g_strsplit_set(cell, " \t\r\n", -1);
    GString *out = g_string_new(NULL);
    for (guint i = 0; words[i] != NULL; i++)
        if (*words[i] != '\0')
            g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", words[i]);
    return g_string_free(out, FALSE);
}

static bool
fail(const VigiePlace *place, GError **error, const char *what)
{
    vigie_set_error_at(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_TYPE, place, "%s",
                       what);
    return false;
}

/* The first two words of a folded type: enough to guess which was meant. */
static char *
first_words(const char *fold)
{
    gsize end = strcspn(fold, " ");
    if (fold[end] == ' ')
        end += 1 + strcspn(fold + end + 1, " ");
    return g_strndup(fold, end);
}

static bool
fail_unknown(const char *cell, const char *fold, const VigiePlace *place, GError **error)
{
    const char *names[G_N_ELEMENTS(types) + 3];
    guint n = 0;
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
        names[n++] = types[i].spelling;
    names[n++] = "select_one";
    names[n++] = "select_multiple";
    names[n] = NULL;
    g_autofree char *words = first_words(fold);
    g_autofree char *what = g_strdup_printf(_("no type '%s'"), cell);
    g_autofree char *meant = vigie_meant(what, words, names,
                                         _("types are integer, decimal, range, date, text, "
                                           "select_one LIST, select_multiple LIST, "
                                           "calculate, hidden, note, begin group …"));
    return fail(place, error, meant);
}

/* "LIST or_other" -> the list's name, and whether "other" may be said. */
static char *
list_name(const char *rest, bool *or_other)
{
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        gsize cut = strlen(rest) - MIN(strlen(rest), strlen(others[i]));
        if (g_ascii_strcasecmp(rest + cut, others[i]) == 0) {
            *or_other = true;
            return g_strndup(rest, cut);
        }
    }
    return g_strdup(rest);
}

static bool
read_select(const char *text, const char *fold, const VigiePlace *place, VigieFormType *type,
            GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(selects); i++) {
        gsize length = strlen(selects[i].spelling);
        if (strncmp(fold, selects[i].spelling, length) != 0 ||
            (fold[length] != ' ' && fold[length] != '\0'))
            continue;
        type->name = selects[i].name;
        type->kind =
            strcmp(type->name, "select_one") == 0 ? VIGIE_VALUE_CHOICE : VIGIE_VALUE_CHOICES;
        if (fold[length] == '\0')
            return fail(place, error, _("the type needs a list of choices: select_one LIST"));
        type->list = list_name(text + length + 1, &type->or_other);
        type->file = selects[i].file;
        return true;
    }
    return fail_unknown(text, fold, place, error);
}

/* The first spellings of all: "add integer prompt", "q date", "get start time". */
static char *
modern(char *fold)
{
    static const char *const before[] = {"add ", "q ", "get "};
    if (strstr(fold, "select") != NULL)
        return fold;
    for (guint i = 0; i < G_N_ELEMENTS(before); i++)
        if (g_str_has_prefix(fold, before[i])) {
            char *rest = g_strdup(fold + strlen(before[i]));
            if (g_str_has_suffix(rest, " prompt"))
                rest[strlen(rest) - strlen(" prompt")] = '\0';
            g_free(fold);
            return rest;
        }
    return fold;
}

static bool
is_repeat(const char *fold)
{
    const char *space = strchr(fold, ' ');
    if (space == NULL || !(g_str_has_prefix(fold, "begin ") || g_str_has_prefix(fold, "end ")))
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(repeats); i++)
        if (strcmp(space + 1, repeats[i]) == 0)
            return true;
    return false;
}

bool
vigie_xlsform_type(const char *cell, const VigiePlace *place, VigieFormType *type,
                   GError **error)
{
    g_autofree char *text = collapsed(cell);
    g_autofree char *fold = modern(folded(text));
    *type = (VigieFormType){.row = VIGIE_ROW_ITEM};
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
        if (strcmp(types[i].spelling, fold) == 0) {
            type->row = types[i].row;
            type->name = types[i].name;
            type->kind = types[i].kind;
            type->integer = types[i].integer;
            return true;
        }
    if (is_repeat(fold)) {
        type->row = *fold == 'b' ? VIGIE_ROW_BEGIN_REPEAT : VIGIE_ROW_END_REPEAT;
        type->name = "repeat";
        return true;
    }
    return read_select(text, fold, place, type, error);
}

void
vigie_xlsform_type_clear(VigieFormType *type)
{
    g_clear_pointer(&type->list, g_free);
}
