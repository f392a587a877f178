/* finding.c - the list of what is wrong in the data but stops nothing */
#include <string.h>
#include <vigie/base-finding.h>
#include <vigie/base-identifier.h>
#include <vigie/base-text.h>

struct VigieFindings {
    GPtrArray *rows;       /* VigieFindingRow* */
    GPtrArray *groups;     /* VigieFindingGroup*, in order of first arrival */
    GHashTable *positions; /* of groups, from 1 */
    GStringChunk *files;   /* their names, each once */
    guint64 by_level[2];   /* VIGIE_NOTE, VIGIE_FINDING */
};

static void
row_free(VigieFindingRow *row)
{
    g_free(row->text);
    g_free(row);
}

/* Equal literals of two files may have two addresses: codes are compared as text. */
static guint
group_hash(gconstpointer key)
{
    const VigieFindingGroup *group = key;
    return g_str_hash(group->code) * 31 + group->field;
}

static gboolean
group_equal(gconstpointer a, gconstpointer b)
{
    const VigieFindingGroup *x = a, *y = b;
    return x->field == y->field && strcmp(x->code, y->code) == 0;
}

VigieFindings *
vigie_findings_new(void)
{
    VigieFindings *findings = g_new0(VigieFindings, 1);
    findings->rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
    findings->groups = g_ptr_array_new_with_free_func(g_free);
    findings->positions = g_hash_table_new(group_hash, group_equal);
    findings->files = g_string_chunk_new(256);
    return findings;
}

void
vigie_findings_free(VigieFindings *findings)
{
    if (findings == NULL)
        return;
    g_ptr_array_unref(findings->rows);
    g_hash_table_unref(findings->positions);
    g_ptr_array_unref(findings->groups);
    g_string_chunk_free(findings->files);
    g_free(findings);
}

static guint
find_group(VigieFindings *findings, const char *code, guint field)
{
    VigieFindingGroup wanted = {.code = code, .field = field};
    guint position = GPOINTER_TO_UINT(g_hash_table_lookup(findings->positions, &wanted));
    if (position > 0)
        return position - 1;
    VigieFindingGroup *group = g_memdup2(&wanted, sizeof wanted);
    g_ptr_array_add(findings->groups, group);
    g_hash_table_insert(findings->positions, group, GUINT_TO_POINTER(findings->groups->len));
    return findings->groups->len - 1;
}

void
vigie_findings_add(VigieFindings *findings, VigieFindingLevel level, const char *code,
                   const VigiePlace *place, const char *format, ...)
{
    if (findings == NULL)
        return;
    guint position = find_group(findings, code, place != NULL ? place->field : 0);
    VigieFindingGroup *group = findings->groups->pdata[position];
    findings->by_level[level]++;
    if (++group->n > VIGIE_FINDINGS_KEPT || findings->rows->len >= VIGIE_FINDINGS_KEPT_ALL)
        return;
    VigieFindingRow *row = g_new0(VigieFindingRow, 1);
    row->level = level;
    row->code = code;
    row->group = position;
    if (place != NULL) {
        row->file = place->file != NULL
                        ? g_string_chunk_insert_const(findings->files, place->file)
                        : NULL;
        row->line = place->line;
        row->field = place->field;
    }
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    /* whatever it quotes, a finding names no person */
    g_autofree char *masked = vigie_identifier_mask(text, true, VIGIE_IDENTIFIES_SURELY);
    row->text = vigie_text_line(masked);
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
    guint64 n = 0;
    for (guint i = 0; i < findings->groups->len; i++) {
        const VigieFindingGroup *group = findings->groups->pdata[i];
        n += strcmp(group->code, code) == 0 ? group->n : 0;
    }
    return n;
}

const VigieFindingGroup *
vigie_findings_group_at(const VigieFindings *findings, guint i)
{
    return i < findings->groups->len ? findings->groups->pdata[i] : NULL;
}
