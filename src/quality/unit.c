/* unit.c - interviewers and sites: their shares, and whether they differ from the others' */
#include "quality.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Standard errors of a difference from where on it is beyond chance, though dozens are compared. */
#define BEYOND_CHANCE 3.0

Unit *
vigie_quality_unit(Wave *wave, Role role, const char *name)
{
    Unit *unit = g_hash_table_lookup(wave->units[role], name);
    if (unit != NULL)
        return unit;
    unit = g_new0(Unit, 1);
    unit->name = g_strdup(name);
    unit->median = NAN;
    unit->minutes = g_array_new(FALSE, FALSE, sizeof(double));
    g_hash_table_insert(wave->units[role], unit->name, unit);
    g_ptr_array_add(wave->in_order[role], unit);
    return unit;
}

void
vigie_quality_unit_free(void *user)
{
    Unit *unit = user;
    g_free(unit->name);
    g_array_unref(unit->minutes);
    g_free(unit);
}

void
vigie_quality_share_add(Share *share, guint64 n, guint64 base)
{
    if (base == 0)
        return;
    double part = (double)n / (double)base;
    share->n += n;
    share->base += base;
    share->n_records++;
    share->sum += part;
    share->sum_squares += part * part;
}

/* Durations ------------------------------------------------------------------------------------ */

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double
vigie_quality_median(GArray *values)
{
    if (values->len == 0)
        return NAN;
    qsort(values->data, values->len, sizeof(double), compare_doubles);
    guint half = values->len / 2;
    double upper = g_array_index(values, double, half);
    return values->len % 2 == 1 ? upper
                                : (g_array_index(values, double, half - 1) + upper) / 2.0;
}

static void
find_medians(VigieQuality *q)
{
    for (guint w = 0; w < q->waves->len; w++) {
        Wave *wave = q->waves->pdata[w];
        g_autoptr(GArray) minutes = g_array_new(FALSE, FALSE, sizeof(double));
        for (guint i = 0; i < q->lasting->len; i++) {
            const Lasting *lasting = &g_array_index(q->lasting, Lasting, i);
            if (lasting->wave == wave)
                g_array_append_val(minutes, lasting->minutes);
        }
        wave->shown.median = vigie_quality_median(minutes);
    }
}

static void
count_speeder(const VigieQuality *q, const Lasting *lasting)
{
    VigieQualityWave *wave = &lasting->wave->shown;
    bool fast = lasting->minutes < q->survey->quality.speeder * wave->median;
    wave->speeder.base++;
    if (fast && wave->speeder.n++ == 0)
        wave->speeder.first = (VigieQualityPlace){
            ((const File *)q->files->pdata[lasting->file])->name, lasting->line};
    for (guint r = 0; r < N_ROLES; r++) {
        Unit *unit = lasting->units[r];
        if (unit == NULL)
            continue;
        vigie_quality_share_add(&unit->speeder, fast, 1);
        g_array_append_val(unit->minutes, lasting->minutes);
    }
}

/* Flags ---------------------------------------------------------------------------------------- */

static Share
others(const Share *all, const Share *one)
{
    return (Share){all->n - one->n, all->base - one->base, all->n_records - one->n_records,
                   all->sum - one->sum, all->sum_squares - one->sum_squares};
}

/* Of the mean of the records' shares. */
static double
variance(const Share *share)
{
    double n = (double)share->n_records, mean = share->sum / n;
    return MAX(0.0, share->sum_squares / n - mean * mean) / (n - 1.0);
}

/* Welch: (m1 - m2) / sqrt(v1 / n1 + v2 / n2), and the ratio of the shares. */
static bool
is_unlike(const VigieQualityRules *rules, const Share *all, const Share *one)
{
    Share rest = others(all, one);
    if (one->n_records < rules->unit_least || rest.n_records < rules->unit_least)
        return false;
    double share = (double)one->n / (double)one->base;
    if (share <= 0 || share < rules->unit_ratio * (double)rest.n / (double)rest.base)
        return false;
    double difference = one->sum / (double)one->n_records - rest.sum / (double)rest.n_records;
    return difference > BEYOND_CHANCE * sqrt(variance(one) + variance(&rest));
}

static void
add_share(Share *all, const Share *one)
{
    all->n += one->n;
    all->base += one->base;
    all->n_records += one->n_records;
    all->sum += one->sum;
    all->sum_squares += one->sum_squares;
}

static int
compare_units(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const Unit *const *)a)->name, (*(const Unit *const *)b)->name);
}

static void
flag_units(const VigieQualityRules *rules, Wave *wave, GPtrArray *units)
{
    Share gaps = {0}, straight = {0}, speeder = {0};
    g_ptr_array_sort(units, compare_units);
    for (guint i = 0; i < units->len; i++) {
        const Unit *unit = units->pdata[i];
        add_share(&gaps, &unit->gaps);
        add_share(&straight, &unit->straight);
        add_share(&speeder, &unit->speeder);
    }
    for (guint i = 0; i < units->len; i++) {
        Unit *unit = units->pdata[i];
        unit->median = vigie_quality_median(unit->minutes);
        unit->gaps_flagged = is_unlike(rules, &gaps, &unit->gaps);
        unit->straight_flagged = is_unlike(rules, &straight, &unit->straight);
        unit->speeder_flagged = is_unlike(rules, &speeder, &unit->speeder);
        wave->shown.n_flagged +=
            unit->gaps_flagged || unit->straight_flagged || unit->speeder_flagged;
    }
}

void
vigie_quality_compare_units(VigieQuality *q)
{
    find_medians(q);
    for (guint i = 0; i < q->lasting->len; i++)
        count_speeder(q, &g_array_index(q->lasting, Lasting, i));
    for (guint w = 0; w < q->waves->len; w++)
        for (guint r = 0; r < N_ROLES; r++) {
            Wave *wave = q->waves->pdata[w];
            flag_units(&q->survey->quality, wave, wave->in_order[r]);
        }
}
