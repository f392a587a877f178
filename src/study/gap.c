/* gap.c - years in which an item was not asked, or with another scale: gaps, never zeros */
#include "private.h"
#include <math.h>
#include <string.h>

/* How often one item was found in each state in a year, over the surveys that have answers of that year. */
typedef struct {
    guint n_yes, n_other, n_no;
} Counts;

static int
compare_years(gconstpointer a, gconstpointer b)
{
    return *(const int *)a - *(const int *)b;
}

/* The years of a part's records, ascending. */
static GArray *
years_of(const VigieStudyPart *part)
{
    GArray *years = g_array_new(FALSE, FALSE, sizeof(int));
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, part->years);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        int year = GPOINTER_TO_INT(key);
        g_array_append_val(years, year);
    }
    g_array_sort(years, compare_years);
    return years;
}

static guint
year_position(const VigieGaps *gaps, int year)
{
    guint at = 0;
    while (at < gaps->n_years && gaps->year[at] != year)
        at++;
    return at;
}

static void
collect_years(VigieGaps *gaps, GArray **part_years, guint n_parts)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint p = 0; p < n_parts; p++)
        g_array_append_vals(all, part_years[p]->data, part_years[p]->len);
    g_array_sort(all, compare_years);
    gaps->year = g_new(int, MAX(all->len, 1));
    for (guint i = 0; i < all->len; i++) {
        int year = g_array_index(all, int, i);
        if (gaps->n_years == 0 || gaps->year[gaps->n_years - 1] != year)
            gaps->year[gaps->n_years++] = year;
    }
}

/* The answers of those years leave the item's values. */
static void
take_out(const VigieStudyPart *part, VigieVector *vector, const VigieAsked *asked,
         const GArray *years)
{
    const double *year = vigie_frame_column(part->frame, "year")->value;
    for (gsize i = 0; i < part->frame->n; i++)
        for (guint y = 0; y < years->len; y++)
            if (asked[y] == VIGIE_ASKED_OTHER_SCALE && !isnan(year[i]) &&
                (int)year[i] == g_array_index(years, int, y))
                vector->value[part->first + i] = NAN;
}

static void
warn_scale(const VigieStudy *study, const VigieStudyPart *part, const char *item,
           const VigieAsked *asked, const GArray *years)
{
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint y = 0; y < years->len; y++)
        if (asked[y] == VIGIE_ASKED_OTHER_SCALE)
            g_string_append_printf(list, "%s%d", list->len > 0 ? ", " : "",
                                   g_array_index(years, int, y));
    vigie_findings_add(
        study->warnings, VIGIE_NOTE, "scale_changed", NULL,
        _("survey %s asked '%s' with another scale in %s: left out of the figures"),
        part->survey->name, item, list->str);
}

/* Counts the states of one item in each year and takes out what another scale measured. */
static bool
count_part(const VigieGaps *gaps, VigieStudy *study, const VigieStudyPart *part,
           const GArray *years, const char *name, Counts *counts, GError **error)
{
    g_autofree VigieAsked *asked = g_new0(VigieAsked, years->len + 1);
    const VigieItem *item = vigie_codebook_find(part->survey->codebook, name);
    if (!vigie_store_asked(study->store, part->survey->name, item,
                           (const int *)(gpointer)years->data, years->len, asked, error))
        return false;
    bool other = false;
    for (guint y = 0; y < years->len; y++) {
        Counts *at = &counts[year_position(gaps, g_array_index(years, int, y))];
        at->n_yes += asked[y] == VIGIE_ASKED_YES;
        at->n_no += asked[y] == VIGIE_ASKED_NO;
        at->n_other += asked[y] == VIGIE_ASKED_OTHER_SCALE;
        other = other || asked[y] == VIGIE_ASKED_OTHER_SCALE;
    }
    if (!other)
        return true;
    take_out(part, g_hash_table_lookup(study->vectors, name), asked, years);
    warn_scale(study, part, name, asked, years);
    return true;
}

static VigieStatus
status_of(const Counts *counts)
{
    if (counts->n_yes > 0)
        return VIGIE_STATUS_OK;
    return counts->n_other > 0 ? VIGIE_STATUS_SCALE_CHANGED : VIGIE_STATUS_NOT_ASKED;
}

/* Lowers the status of item k by what is known of name (the item itself, or the denominator). */
static bool
add_item(VigieGaps *gaps, VigieStudy *study, GArray **part_years, guint k, const char *name,
         GError **error)
{
    g_autofree Counts *counts = g_new0(Counts, gaps->n_years + 1);
    for (guint p = 0; p < study->parts->len; p++)
        if (!count_part(gaps, study, g_ptr_array_index(study->parts, p), part_years[p], name,
                        counts, error))
            return false;
    Counts all = {0};
    for (guint y = 0; y < gaps->n_years; y++) {
        VigieStatus *status = &gaps->status[k * gaps->n_years + y];
        *status = MIN(*status, status_of(&counts[y]));
        all.n_yes += counts[y].n_yes;
        all.n_other += counts[y].n_other;
    }
    gaps->overall[k] = MIN(gaps->overall[k], status_of(&all));
    return true;
}

static bool
add_items(VigieGaps *gaps, VigieStudy *study, GArray **part_years, GError **error)
{
    const VigieQuestion *question = study->question;
    guint n_items = g_strv_length((char **)question->of);
    gaps->status = g_new(VigieStatus, (gsize)n_items * gaps->n_years + 1);
    gaps->overall = g_new(VigieStatus, n_items);
    for (guint i = 0; i < n_items * gaps->n_years; i++)
        gaps->status[i] = VIGIE_STATUS_OK;
    for (guint k = 0; k < n_items; k++) {
        gaps->overall[k] = VIGIE_STATUS_OK;
        if (!add_item(gaps, study, part_years, k, question->of[k], error) ||
            (question->over != NULL &&
             !add_item(gaps, study, part_years, k, question->over, error)))
            return false;
    }
    return true;
}

bool
vigie_gaps_init(VigieGaps *gaps, VigieStudy *study, GError **error)
{
    *gaps = (VigieGaps){0};
    guint n_parts = study->parts->len;
    g_autofree GArray **part_years = g_new0(GArray *, n_parts);
    for (guint p = 0; p < n_parts; p++)
        part_years[p] = years_of(g_ptr_array_index(study->parts, p));
    collect_years(gaps, part_years, n_parts);
    bool done = add_items(gaps, study, part_years, error);
    for (guint p = 0; p < n_parts; p++)
        g_array_unref(part_years[p]);
    return done;
}

void
vigie_gaps_release(VigieGaps *gaps)
{
    g_clear_pointer(&gaps->year, g_free);
    g_clear_pointer(&gaps->status, g_free);
    g_clear_pointer(&gaps->overall, g_free);
    g_clear_pointer(&gaps->wave_year, g_free);
}

void
vigie_gaps_add_waves(VigieGaps *gaps, const VigieStudy *study, const VigieDimension *waves)
{
    gaps->wave_year = g_new0(bool, (gsize)waves->n * gaps->n_years + 1);
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        const double *year = vigie_frame_column(part->frame, "year")->value;
        const double *wave = waves->vector->value + part->first;
        for (gsize i = 0; i < part->frame->n; i++)
            if (!isnan(year[i]) && !isnan(wave[i]))
                gaps->wave_year[waves->index[(gsize)wave[i]] * gaps->n_years +
                                year_position(gaps, (int)year[i])] = true;
    }
}

static VigieStatus
year_status(const VigieGaps *gaps, guint item, int year)
{
    guint at = year_position(gaps, year);
    return at < gaps->n_years ? gaps->status[item * gaps->n_years + at] : gaps->overall[item];
}

/* A wave asked the item if it did so in one of its years. */
static VigieStatus
wave_status(const VigieGaps *gaps, guint item, guint wave)
{
    bool met = false;
    VigieStatus best = VIGIE_STATUS_NOT_ASKED;
    for (guint y = 0; y < gaps->n_years; y++)
        if (gaps->wave_year[wave * gaps->n_years + y]) {
            met = true;
            best = MAX(best, gaps->status[item * gaps->n_years + y]);
        }
    return met ? best : gaps->overall[item];
}

VigieStatus
vigie_gaps_status(const VigieGaps *gaps, guint item, const VigieCross *cross, guint32 cell)
{
    VigieStatus status = gaps->overall[item];
    for (guint d = 0; d < cross->dimensions->len; d++) {
        const VigieDimension *dimension = g_ptr_array_index(cross->dimensions, d);
        guint at = vigie_cross_position(cross, cell, d);
        if (dimension->is_year)
            return year_status(gaps, item, (int)dimension->number[at]);
        if (strcmp(dimension->name, "wave") == 0)
            status = wave_status(gaps, item, at);
    }
    return status;
}
