/* package.c - the tags of an XML file inside the package, one after the other, without a tree */
#include "package.h"
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <string.h>

#define BLOCK 65536
#define TAG_MAX 8192u /* longer ones are none of those looked for */

typedef struct Scan Scan;
struct Scan {
    VigieCellRules *rules;
    GHashTable *hidden;
    void (*take)(Scan *scan, const char *tag);
    GHashTable *unseen_styles; /* of .ods: of sheets that are not shown */
    char *style;               /* that began last */
    bool found;
};

/* The value of an attribute whatever its prefix; NULL: not there; (transfer full). */
static char *
attribute(const char *tag, const char *name)
{
    gsize n = strlen(name);
    for (const char *at = strstr(tag, name); at != NULL; at = strstr(at + 1, name)) {
        char before = at > tag ? at[-1] : '\0', quote = at[n] == '=' ? at[n + 1] : '\0';
        const char *end = quote == '"' || quote == '\'' ? strchr(at + n + 2, quote) : NULL;
        if ((!g_ascii_isspace(before) && before != ':') || end == NULL)
            continue;
        g_autofree char *raw = g_strndup(at + n + 2, (gsize)(end - at) - n - 2);
        char *text = CPLUnescapeString(raw, NULL, CPLES_XML);
        char *value = g_strdup(text);
        CPLFree(text);
        return value;
    }
    return NULL;
}

static bool
has(const char *tag, const char *name, const char *wanted)
{
    g_autofree char *value = attribute(tag, name);
    return value != NULL && strcmp(value, wanted) == 0;
}

/* True if the tag is an element of that name, whatever its prefix. */
static bool
is_element(const char *tag, const char *name)
{
    gsize n = strcspn(tag, " \t\r\n/>");
    const char *colon = memchr(tag, ':', n);
    const char *own = colon != NULL ? colon + 1 : tag;
    return (gsize)(tag + n - own) == strlen(name) && strncmp(own, name, strlen(name)) == 0;
}

static void
take_xlsx(Scan *scan, const char *tag)
{
    if (is_element(tag, "workbookPr"))
        scan->rules->epoch_1904 = has(tag, "date1904", "1") || has(tag, "date1904", "true");
    if (!is_element(tag, "sheet") ||
        !(has(tag, "state", "hidden") || has(tag, "state", "veryHidden")))
        return;
    char *name = attribute(tag, "name");
    if (name != NULL)
        g_hash_table_add(scan->hidden, name);
}

static void
take_ods_table(Scan *scan, const char *tag)
{
    g_autofree char *style = attribute(tag, "table:style-name");
    char *name = style != NULL && g_hash_table_contains(scan->unseen_styles, style)
                     ? attribute(tag, "table:name")
                     : NULL;
    if (name != NULL)
        g_hash_table_add(scan->hidden, name);
}

static void
take_ods(Scan *scan, const char *tag)
{
    if (strncmp(tag, "table:table-cell", 16) == 0) {
        scan->rules->booleans |= strstr(tag, "value-type=\"boolean\"") != NULL;
    } else if (is_element(tag, "table")) {
        take_ods_table(scan, tag);
    } else if (is_element(tag, "style")) {
        g_free(scan->style);
        scan->style = attribute(tag, "style:name");
    } else if (is_element(tag, "table-properties") && scan->style != NULL &&
               has(tag, "display", "false")) {
        g_hash_table_add(scan->unseen_styles, g_strdup(scan->style));
    }
}

static void
take_manifest(Scan *scan, const char *tag)
{
    scan->found |= is_element(tag, "encryption-data");
}

/* Cuts the text into tags; what is outside of them is passed over. */
static void
scan_block(Scan *scan, GString *tag, bool *inside, const char *block, gsize n)
{
    for (const char *at = block, *end = block + n; at < end;) {
        const char *stop = memchr(at, *inside ? '>' : '<', (gsize)(end - at));
        gsize length = (gsize)((stop != NULL ? stop : end) - at);
        if (*inside && tag->len + length <= TAG_MAX)
            g_string_append_len(tag, at, (gssize)length);
        if (*inside && stop != NULL)
            scan->take(scan, tag->str);
        if (stop != NULL) {
            *inside = !*inside;
            g_string_truncate(tag, 0);
        }
        at += length + (stop != NULL);
    }
}

static void
scan_entry(Scan *scan, const char *package, const char *entry)
{
    g_autofree char *path = g_strdup_printf("/vsizip/{%s}/%s", package, entry);
    VSILFILE *file = VSIFOpenL(path, "rb");
    if (file == NULL)
        return;
    g_autoptr(GString) tag = g_string_new(NULL);
    g_autofree char *block = g_malloc(BLOCK);
    bool inside = false;
    gsize n = 0;
    while ((n = VSIFReadL(block, 1, BLOCK, file)) > 0)
        scan_block(scan, tag, &inside, block, n);
    VSIFCloseL(file);
}

void
vigie_package_read(const char *package, VigieCellRules *rules, GHashTable *hidden)
{
    bool ods = rules->archive == VIGIE_ARCHIVE_ODS;
    Scan scan = {.rules = rules, .hidden = hidden, .take = ods ? take_ods : take_xlsx};
    scan.unseen_styles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    scan_entry(&scan, package, ods ? "content.xml" : "xl/workbook.xml");
    g_hash_table_unref(scan.unseen_styles);
    g_free(scan.style);
}

bool
vigie_package_is_encrypted(const char *package)
{
    Scan scan = {.take = take_manifest};
    scan_entry(&scan, package, "META-INF/manifest.xml");
    return scan.found;
}
