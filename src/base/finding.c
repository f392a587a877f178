/* finding.c - the list of what is wrong in the data but stops nothing */
#include <string.h>
#include <vigie/base-finding.h>

typedef struct {
    const char *code;
    guint64 n;
} CodeCount;

struct VigieFindings {
    GPtrArray *rows;     /* VigieFindingRow */
    GArray *codes;       /* CodeCount, in order of first arrival */
    guint64 by_level[2]; /* VIGIE_NOTE, VIGIE_FINDING */
};

static void
row_free(VigieFindingRow *row)
{
    g_free(row->file);
    g_free(row->text);
    g_free(row);
}

VigieFindings *
vigie_findings_new(void)
{
    VigieFindings *findings = g_new0(VigieFindings, 1);
    findings->rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
    findings->codes = g_array_new(FALSE, FALSE, sizeof(CodeCount));
    return findings;
}

void
vigie_findings_free(VigieFindings *findings)
{
    if (findings == NULL)
        return;
    g_ptr_array_unref(findings->rows);
    g_array_unref(findings->codes);
    g_free(findings);
}

/* Equal literals of two files may have two addresses: codes are compared as text. */
static CodeCount *
find_code(const VigieFindings *findings, const char *code)
{
    for (guint i = 0; i < findings->codes->len; i++) {
        CodeCount *count = &g_array_index(findings->codes, CodeCount, i);
        if (count->code == code || strcmp(count->code, code) == 0)
            return count;
    }
    return NULL;
}

static guint64
count_one_more(VigieFindings *findings, VigieFindingLevel level, const char *code)
{
    findings->by_level[level]++;
    CodeCount *count = find_code(findings, code);
    if (count != NULL)
        return ++count->n;
    CodeCount first = {code, 1};
    g_array_append_val(findings->codes, first);
    return 1;
}

void
vigie_findings_add(VigieFindings *findings, VigieFindingLevel level, const char *code,
                   const VigiePlace *place, const char *format, ...)
{
    if (findings == NULL || count_one_more(findings, level, code) > VIGIE_FINDINGS_KEPT)
        return;
    VigieFindingRow *row = g_new0(VigieFindingRow, 1);
    row->level = level;
    row->code = code;
    if (place != NULL) {
        row->file = g_strdup(place->file);
        row->line = place->line;
        row->field = place->field;
    }
    va_list args;
    va_start(args, format);
    row->text = g_strdup_vprintf(format, args);
    va_end(args);
    g_ptr_array_add(findings->rows, row);
}

guint
vigie_findings_n_kept(const VigieFindings *findings)
{
    return findings->rows->len;
}

const VigieFindingRow *
vigie_findings_get(const VigieFindings *findings, guint i)
{
    g_assert(i < findings->rows->len);
    return g_ptr_array_index(findings->rows, i);
}

guint64
vigie_findings_count(const VigieFindings *findings, VigieFindingLevel level)
{
    return findings->by_level[level];
}

guint64
vigie_findings_count_code(const VigieFindings *findings, const char *code)
{
    const CodeCount *count = find_code(findings, code);
    return count != NULL ? count->n : 0;
}

bool
vigie_findings_code_at(const VigieFindings *findings, guint i, const char **code,
                       guint64 *count)
{
    if (i >= findings->codes->len)
        return false;
    const CodeCount *entry = &g_array_index(findings->codes, CodeCount, i);
    *code = entry->code;
    *count = entry->n;
    return true;
}
