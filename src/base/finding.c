/* finding.c - the list of what is wrong in the data but stops nothing */
#include <string.h>
#include <vigie/base-finding.h>
#include <vigie/base-identifier.h>
#include <vigie/base-text.h>

struct VigieFindings {
    GPtrArray *rows;       /* VigieFindingRow* */
    GPtrArray *groups;     /* VigieFindingGroup*, in order of first arrival */
    GHashTable *positions; /* of groups, from 1 */
    GStringChunk *names;   /* of files and items, each once */
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
    return (g_str_hash(group->code) * 31 + g_str_hash(group->item)) * 31 + group->field;
}

static gboolean
group_equal(gconstpointer a, gconstpointer b)
{
    const VigieFindingGroup *x = a, *y = b;
    return x->field == y->field && strcmp(x->code, y->code) == 0 &&
           strcmp(x->item, y->item) == 0;
}

static void
group_free(VigieFindingGroup *group)
{
    g_free(group->text);
    g_free(group);
}

VigieFindings *
vigie_findings_new(void)
{
    VigieFindings *findings = g_new0(VigieFindings, 1);
    findings->rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
    findings->groups = g_ptr_array_new_with_free_func((GDestroyNotify)group_free);
    findings->positions = g_hash_table_new(group_hash, group_equal);
    findings->names = g_string_chunk_new(256);
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
    g_string_chunk_free(findings->names);
    g_free(findings);
}

/* The position of the group that the finding belongs to; a new one gets the finding's level and place. */
static guint
find_group(VigieFindings *findings, const VigieFindingGroup *wanted)
{
    guint position = GPOINTER_TO_UINT(g_hash_table_lookup(findings->positions, wanted));
    if (position > 0)
        return position - 1;
    VigieFindingGroup *group = g_memdup2(wanted, sizeof *wanted);
    group->item = g_string_chunk_insert_const(findings->names, wanted->item);
    g_ptr_array_add(findings->groups, group);
    g_hash_table_insert(findings->positions, group, GUINT_TO_POINTER(findings->groups->len));
    return findings->groups->len - 1;
}

static void add(VigieFindings *findings, const VigieFindingGroup *wanted,
                const VigiePlace *place, const char *format, va_list args) G_GNUC_PRINTF(4, 0);
static void
add(VigieFindings *findings, const VigieFindingGroup *wanted, const VigiePlace *place,
    const char *format, va_list args)
{
    guint position = find_group(findings, wanted);
    VigieFindingGroup *group = findings->groups->pdata[position];
    findings->by_level[wanted->level]++;
    bool kept =
        ++group->n <= VIGIE_FINDINGS_KEPT && findings->rows->len < VIGIE_FINDINGS_KEPT_ALL;
    if (!kept && group->text != NULL)
        return;
    g_autofree char *said = g_strdup_vprintf(format, args);
    /* whatever it quotes, a finding names no person */
    g_autofree char *text = vigie_identifier_mask(said, true, VIGIE_IDENTIFIES_SURELY);
    if (group->text == NULL)
        group->text = vigie_text_line(text);
    if (!kept)
        return;
    VigieFindingRow *row = g_new0(VigieFindingRow, 1);
    row->level = wanted->level;
    row->code = wanted->code;
    row->group = position;
    if (place != NULL && place->file != NULL)
        row->file = g_string_chunk_insert_const(findings->names, place->file);
    row->line = place != NULL ? place->line : 0;
    row->field = wanted->field;
    row->text = vigie_text_line(text);
    g_ptr_array_add(findings->rows, row);
}

void
vigie_findings_add(VigieFindings *findings, VigieFindingLevel level, const char *code,
                   const VigiePlace *place, const char *format, ...)
{
    if (findings == NULL)
        return;
    VigieFindingGroup wanted = {.level = level,
                                .code = code,
                                .item = "",
                                .field = place != NULL ? place->field : 0,
                                .line = place != NULL ? place->line : 0};
    va_list args;
    va_start(args, format);
    add(findings, &wanted, place, format, args);
    va_end(args);
}

void
vigie_findings_add_about(VigieFindings *findings, VigieFindingLevel level, const char *code,
                         const char *item, const VigiePlace *place, const char *format, ...)
{
    if (findings == NULL)
        return;
    VigieFindingGroup wanted = {.level = level,
                                .code = code,
                                .item = item,
                                .field = place != NULL ? place->field : 0,
                                .line = place != NULL ? place->line : 0};
    va_list args;
    va_start(args, format);
    add(findings, &wanted, place, format, args);
    va_end(args);
}

void
vigie_findings_append(VigieFindings *findings, const VigieFindings *from)
{
    for (guint i = 0; from != NULL && i < from->rows->len; i++) {
        const VigieFindingRow *row = g_ptr_array_index(from->rows, i);
        VigiePlace place = {row->file, row->line, row->field};
        const VigieFindingGroup *group = from->groups->pdata[row->group];
        vigie_findings_add_about(findings, row->level, row->code, group->item, &place, "%s",
                                 row->text);
    }
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
