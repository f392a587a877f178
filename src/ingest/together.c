/* together.c - records against each other: repeated ids and keys, PSU labels in two strata.
 * The memory grows with the distinct keys only. */
#include "keys.h"
#include "reading.h"
#include <string.h>

/* The stratum that a PSU label was first found in. */
typedef struct {
    char *key; /* [key_length], as compared */
    gsize key_length;
    char *text; /* as told */
    bool told;
} Psu;

struct Together {
    guint *id, *cluster, *strata, *time; /* columns of the frame, each ended by G_MAXUINT */
    const char *code;                    /* duplicate_id or duplicate_key */
    Keys *ids;                           /* -> line */
    Keys *labels;                        /* time and cluster -> position in psus */
    GPtrArray *psus;                     /* Psu* */
    GString *key, *stratum;
};

static void
psu_free(Psu *psu)
{
    g_free(psu->key);
    g_free(psu->text);
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
        char *in_year[] = {(char *)"year", survey->id, NULL};
        char *in_wave[] = {(char *)"year", (char *)"wave", survey->id, NULL};
        char *const *names = survey->quality.scope == VIGIE_SCOPE_SURVEY ? in_year + 1
                             : survey->quality.scope == VIGIE_SCOPE_WAVE ? in_wave
                                                                         : in_year;
        t->id = columns_of(codebook, names, ALL_NAMES);
        t->code = "duplicate_id";
    }
    t->strata = columns_of(codebook, survey->strata, OTHER_NAMES);
    if (survey->cluster[0] == NULL || t->strata[0] == G_MAXUINT)
        return;
    t->cluster = columns_of(codebook, survey->cluster, ALL_NAMES);
    t->time = columns_of(codebook, survey->strata, TIME_NAMES);
    t->labels = vigie_keys_new();
    t->psus = g_ptr_array_new_with_free_func((GDestroyNotify)psu_free);
}

Together *
vigie_together_new(const VigieSource *source)
{
    Together *t = g_new0(Together, 1);
    t->key = g_string_new(NULL);
    t->stratum = g_string_new(NULL);
    if (vigie_source_is_repeat(source)) {
        /* the parents were looked at */
    } else if (source->survey != NULL) {
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
    g_clear_pointer(&t->labels, vigie_keys_free);
    g_clear_pointer(&t->psus, g_ptr_array_unref);
    g_string_free(t->key, TRUE);
    g_string_free(t->stratum, TRUE);
    g_free(t);
}

/* Values side by side as a key: texts with an end mark, numbers as their bytes. */
static void
append_key(const Reading *r, const guint *columns, GString *key)
{
    for (guint i = 0; columns[i] != G_MAXUINT; i++) {
        const VigieColumn *column = r->columns[columns[i]];
        double value = column->value[r->record];
        if (column->why[r->record] != VIGIE_PRESENT) {
            g_string_append_c(key, '\x1e');
        } else if (column->levels != NULL) {
            g_string_append(key, column->levels->pdata[(gsize)value]);
            g_string_append_c(key, '\x1f');
        } else {
            g_string_append_len(key, (const char *)&value, sizeof value);
        }
    }
}

static void
append_quote(const VigieColumn *column, gsize i, GString *text)
{
    char buffer[VIGIE_NUMBER_SIZE];
    const char *value = vigie_column_text(column, i, buffer);
    g_autofree char *quote = column->item != NULL
                                 ? vigie_reading_quote_item(column->item, value, strlen(value))
                                 : vigie_reading_quote(value, strlen(value));
    g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", quote);
}

/* The same as quoted in messages: by a blank; (transfer full). */
static char *
quote_values(const Reading *r, const guint *first, const guint *second)
{
    const guint *both[] = {first, second};
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint b = 0; b < G_N_ELEMENTS(both); b++)
        for (guint i = 0; both[b] != NULL && both[b][i] != G_MAXUINT; i++)
            append_quote(r->columns[both[b][i]], r->record, text);
    return vigie_reading_quote(text->str, text->len);
}

/* A record without an id, which stands last, repeats no other; an observation is identified by blanks too. */
static bool
is_identified(const Reading *r, const guint *id)
{
    guint last = 0;
    if (r->source->survey == NULL)
        return true;
    while (id[last + 1] != G_MAXUINT)
        last++;
    return r->columns[id[last]]->why[r->record] == VIGIE_PRESENT;
}

/* "year, id" */
static char *
names_of(const Reading *r, const guint *columns)
{
    const GPtrArray *items = r->source->codebook->items;
    static const char *const time[] = {"year", "wave"};
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; columns[i] != G_MAXUINT; i++) {
        bool item = columns[i] < items->len;
        const char *name = item ? ((const VigieItem *)items->pdata[columns[i]])->name
                                : time[columns[i] - items->len];
        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", name);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The field of the first of the columns that has one. */
static guint
field_of(const Reading *r, const guint *columns)
{
    const GPtrArray *items = r->source->codebook->items;
    guint field = 0;
    for (guint i = 0; field == 0 && columns[i] != G_MAXUINT; i++)
        if (columns[i] < items->len)
            field = vigie_reading_field(r, items->pdata[columns[i]]);
    return field;
}

static void
add_finding(const Reading *r, const char *code, const guint *columns, const char *text)
{
    VigiePlace place = {r->file->name, r->line, field_of(r, columns)};
    vigie_findings_add(r->findings, VIGIE_FINDING, code, &place, "%s", text);
}

static void
check_id(Reading *r)
{
    Together *t = r->together;
    guint64 line = r->line;
    if (!is_identified(r, t->id))
        return;
    g_string_truncate(t->key, 0);
    append_key(r, t->id, t->key);
    if (vigie_keys_add(t->ids, t->key->str, t->key->len, &line))
        return;
    char number[VIGIE_NUMBER_SIZE];
    g_autofree char *quote = quote_values(r, t->id, NULL);
    g_autofree char *names = names_of(r, t->id);
    g_autofree char *text =
        g_strdup_printf(_("%s: '%s' is on line %s already; both are kept"), names, quote,
                        vigie_number_print((double)line, number));
    add_finding(r, t->code, t->id, text);
}

/* The PSU of the record, with the stratum in which its label was found first. */
static Psu *
find_psu(const Reading *r)
{
    Together *t = r->together;
    guint64 position = t->psus->len;
    g_string_truncate(t->key, 0);
    append_key(r, t->time, t->key);
    append_key(r, t->cluster, t->key);
    if (!vigie_keys_add(t->labels, t->key->str, t->key->len, &position))
        return t->psus->pdata[position];
    Psu *psu = g_new0(Psu, 1);
    psu->key = g_memdup2(t->stratum->str, t->stratum->len);
    psu->key_length = t->stratum->len;
    psu->text = quote_values(r, t->strata, NULL);
    g_ptr_array_add(t->psus, psu);
    return psu;
}

static void
check_psu(Reading *r)
{
    Together *t = r->together;
    g_string_truncate(t->stratum, 0);
    append_key(r, t->strata, t->stratum);
    Psu *psu = find_psu(r);
    bool same = psu->key_length == t->stratum->len &&
                memcmp(psu->key, t->stratum->str, psu->key_length) == 0;
    if (psu->told || same)
        return;
    psu->told = true;
    g_autofree char *label = quote_values(r, t->time, t->cluster);
    g_autofree char *other = quote_values(r, t->strata, NULL);
    g_autofree char *text = g_strdup_printf(
        _("PSU '%s' is in stratum '%s' and in '%s': one PSU in each"), label, psu->text, other);
    add_finding(r, "psu_in_two_strata", t->cluster, text);
}

void
vigie_together_check(Reading *r)
{
    if (r->together->ids != NULL)
        check_id(r);
    if (r->together->psus != NULL)
        check_psu(r);
}
