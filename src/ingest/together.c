/* together.c - records against each other: repeated ids and keys, PSU labels in two strata.
 * The memory grows with the distinct keys only. */
#include "keys.h"
#include "reading.h"
#include <string.h>

/* A PSU label and the stratum it was first found in. */
typedef struct {
    char *stratum;
    bool told;
} Psu;

struct Together {
    guint *id, *cluster, *strata, *time; /* columns of the frame, each ended by G_MAXUINT */
    const char *code;                    /* duplicate_id or duplicate_key */
    Keys *ids;
    GHashTable *psus; /* time and cluster -> Psu */
    GString *key, *stratum;
};

static void
psu_free(Psu *psu)
{
    g_free(psu->stratum);
    g_free(psu);
}

static guint
column_of(const VigieCodebook *codebook, const char *name)
{
    if (strcmp(name, "year") == 0)
        return codebook->items->len;
    if (strcmp(name, "wave") == 0)
        return codebook->items->len + 1;
    return vigie_codebook_find(codebook, name)->index;
}

/* Columns of the names; time: only year and wave, only the others, or all. */
typedef enum { ALL_NAMES, TIME_NAMES, OTHER_NAMES } Which;

static guint *
columns_of(const VigieCodebook *codebook, char *const *names, Which which)
{
    guint *columns = g_new0(guint, g_strv_length((char **)names) + 1);
    guint n = 0;
    for (guint i = 0; names[i] != NULL; i++) {
        guint column = column_of(codebook, names[i]);
        bool time = column >= codebook->items->len;
        if (which == ALL_NAMES || time == (which == TIME_NAMES))
            columns[n++] = column;
    }
    columns[n] = G_MAXUINT;
    return columns;
}

static void
watch_survey(Together *t, const VigieSource *source)
{
    const VigieSurvey *survey = source->survey;
    const VigieCodebook *codebook = source->codebook;
    if (*survey->id != '\0') {
        char *names[] = {(char *)"year", survey->id, NULL};
        t->id = columns_of(codebook, names, ALL_NAMES);
        t->code = "duplicate_id";
    }
    t->strata = columns_of(codebook, survey->strata, OTHER_NAMES);
    if (survey->cluster[0] == NULL || t->strata[0] == G_MAXUINT)
        return;
    t->cluster = columns_of(codebook, survey->cluster, ALL_NAMES);
    t->time = columns_of(codebook, survey->strata, TIME_NAMES);
    t->psus = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)psu_free);
}

Together *
vigie_together_new(const VigieSource *source)
{
    Together *t = g_new0(Together, 1);
    t->key = g_string_new(NULL);
    t->stratum = g_string_new(NULL);
    if (source->survey != NULL) {
        watch_survey(t, source);
    } else if (source->dataset->key[0] != NULL) {
        t->id = columns_of(source->codebook, source->dataset->key, ALL_NAMES);
        t->code = "duplicate_key";
    }
    if (t->id != NULL)
        t->ids = vigie_keys_new();
    return t;
}

void
vigie_together_free(Together *t)
{
    g_free(t->id);
    g_free(t->cluster);
    g_free(t->strata);
    g_free(t->time);
    g_clear_pointer(&t->ids, vigie_keys_free);
    g_clear_pointer(&t->psus, g_hash_table_unref);
    g_string_free(t->key, TRUE);
    g_string_free(t->stratum, TRUE);
    g_free(t);
}

/* Between two values of a key: no cell holds it, and messages show it as a blank. */
#define BETWEEN '\x1f'

static void
append_values(const Reading *r, const guint *columns, GString *text)
{
    char buffer[VIGIE_NUMBER_SIZE];
    for (guint i = 0; columns[i] != G_MAXUINT; i++) {
        g_string_append(text, vigie_column_text(r->columns[columns[i]], r->record, buffer));
        g_string_append_c(text, BETWEEN);
    }
}

/* A record without an id repeats no other; an observation is identified by blanks too. */
static bool
is_identified(const Reading *r, const guint *id)
{
    bool survey = r->source->survey != NULL;
    return !survey || r->columns[id[1]]->why[r->record] == VIGIE_PRESENT;
}

static void
add_finding(const Reading *r, const char *code, const char *text)
{
    VigiePlace place = {r->file->name, r->line, 0};
    vigie_findings_add(r->findings, VIGIE_FINDING, code, &place, "%s", text);
}

static void
check_id(Reading *r)
{
    Together *t = r->together;
    guint64 first = 0;
    char line[VIGIE_NUMBER_SIZE];
    if (!is_identified(r, t->id))
        return;
    g_string_truncate(t->key, 0);
    append_values(r, t->id, t->key);
    if (vigie_keys_add(t->ids, t->key->str, t->key->len, r->line, &first))
        return;
    g_autofree char *quote = vigie_reading_quote(t->key->str, t->key->len);
    g_autofree char *text = g_strdup_printf(_("«%s» is on line %s already; both are kept"),
                                            quote, vigie_number_print((double)first, line));
    add_finding(r, t->code, text);
}

static void
check_psu(Reading *r)
{
    Together *t = r->together;
    g_string_truncate(t->key, 0);
    g_string_truncate(t->stratum, 0);
    append_values(r, t->time, t->key);
    append_values(r, t->cluster, t->key);
    append_values(r, t->strata, t->stratum);
    Psu *psu = g_hash_table_lookup(t->psus, t->key->str);
    if (psu == NULL) {
        psu = g_new0(Psu, 1);
        psu->stratum = g_strdup(t->stratum->str);
        g_hash_table_insert(t->psus, g_strdup(t->key->str), psu);
    }
    if (psu->told || strcmp(psu->stratum, t->stratum->str) == 0)
        return;
    psu->told = true;
    g_autofree char *label = vigie_reading_quote(t->key->str, t->key->len);
    g_autofree char *one = vigie_reading_quote(psu->stratum, strlen(psu->stratum));
    g_autofree char *other = vigie_reading_quote(t->stratum->str, t->stratum->len);
    g_autofree char *text = g_strdup_printf(
        _("PSU «%s» is in stratum «%s» and in «%s»: one PSU in each"), label, one, other);
    add_finding(r, "psu_in_two_strata", text);
}

void
vigie_together_check(Reading *r)
{
    if (r->together->ids != NULL)
        check_id(r);
    if (r->together->psus != NULL)
        check_psu(r);
}
