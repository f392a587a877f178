/* gap.c - waves in which an item was not asked, or with another scale: gaps, never zeros; and where its series breaks */
#include "private.h"
#include <math.h>
#include <string.h>
#include <vigie/store-verdicts.h>

/* An item of the question in one wave of one survey. */
typedef struct {
    guint item; /* index into question->of; the number of those = question->over */
    guint part;
    int year;
    char *wave; /* NULL = none */
    VigieAsked asked;
    guint segment; /* another number than that of the wave before: the series breaks */
    bool broken;   /* the wave before that asked it belongs to another series */
} Entry;

struct VigieGapEntries {
    GArray *entry; /* Entry, by item, by part, in the order of the waves */
    guint *start;  /* [n_items + 2] of each item in entry */
    guint n_items;
    bool has_over;
};

static void
clear_entry(gpointer entry)
{
    g_free(((Entry *)entry)->wave);
}

static const Entry *
entry_at(const VigieGaps *gaps, guint i)
{
    return &g_array_index(gaps->entries->entry, Entry, i);
}

static const VigieStudyPart *
part_at(const VigieStudy *study, guint p)
{
    return g_ptr_array_index(study->parts, p);
}

static const char *
item_name(const VigieStudy *study, guint k)
{
    guint n = g_strv_length((char **)study->question->of);
    return k < n ? study->question->of[k] : study->question->over;
}

/* What the store knows ----------------------------------------------------------------------- */

/* Two files of one wave, one of them with another scale: the wave has two scales. */
static void
spread_scale(GArray *steps)
{
    for (guint i = 0; i < steps->len; i++) {
        VigieAskedStep *step = &g_array_index(steps, VigieAskedStep, i);
        for (guint j = 0; j < steps->len; j++) {
            const VigieAskedStep *other = &g_array_index(steps, VigieAskedStep, j);
            if (step->asked == VIGIE_ASKED_YES && other->asked == VIGIE_ASKED_OTHER_SCALE &&
                step->step.year == other->step.year &&
                g_strcmp0(step->step.wave, other->step.wave) == 0)
                step->asked = VIGIE_ASKED_OTHER_SCALE;
        }
    }
}

static GArray *
steps_of(const VigieStudy *study, const VigieStudyPart *part, const char *name, GError **error)
{
    const VigieItem *item = vigie_codebook_find(part->survey->codebook, name);
    GArray *steps = vigie_store_asked_steps(study->store, part->survey->name, item, error);
    if (steps != NULL)
        spread_scale(steps);
    return steps;
}

/* How many waves of a year are in each state. */
static guint
count_year(const GArray *steps, int year, VigieAsked asked)
{
    guint n = 0;
    for (guint i = 0; i < steps->len; i++) {
        const VigieAskedStep *step = &g_array_index(steps, VigieAskedStep, i);
        n += step->step.year == year && step->asked == asked;
    }
    return n;
}

/* Is only part of a year asked with another scale? */
static bool
is_mixed(const GArray *steps)
{
    for (guint i = 0; i < steps->len; i++) {
        const VigieAskedStep *step = &g_array_index(steps, VigieAskedStep, i);
        if (step->asked == VIGIE_ASKED_OTHER_SCALE &&
            count_year(steps, step->step.year, VIGIE_ASKED_YES) > 0)
            return true;
    }
    return false;
}

bool
vigie_gaps_need_waves(const VigieStudy *study, const VigieStudyPart *part, bool *need,
                      GError **error)
{
    guint n = g_strv_length((char **)study->question->of);
    *need = false;
    for (guint k = 0; k < n + (study->question->over != NULL) && !*need; k++) {
        g_autoptr(GArray) steps = steps_of(study, part, item_name(study, k), error);
        if (steps == NULL)
            return false;
        *need = is_mixed(steps);
    }
    return true;
}

/* Another scale ------------------------------------------------------------------------------ */

/* Does a record of that year and wave (text, NULL = none) count by another scale?  wave_known: else by year alone. */
static bool
is_other(const GArray *steps, int year, const char *wave, bool wave_known)
{
    for (guint i = 0; i < steps->len; i++) {
        const VigieAskedStep *step = &g_array_index(steps, VigieAskedStep, i);
        if (step->asked == VIGIE_ASKED_OTHER_SCALE && step->step.year == year &&
            (!wave_known || g_strcmp0(step->step.wave, wave) == 0))
            return true;
    }
    return false;
}

/* Answers of those waves leave the item's values. */
static void
take_out(const VigieStudyPart *part, VigieVector *vector, const GArray *steps)
{
    const double *year = vigie_frame_column(part->frame, "year")->value;
    const VigieColumn *wave = is_mixed(steps) ? vigie_frame_column(part->frame, "wave") : NULL;
    for (gsize i = 0; i < part->frame->n; i++) {
        const char *text = wave != NULL && !isnan(wave->value[i])
                               ? wave->levels->pdata[(gsize)wave->value[i]]
                               : NULL;
        if (!isnan(year[i]) && is_other(steps, (int)year[i], text, wave != NULL))
            vector->value[part->first + i] = NAN;
    }
}

/* Years whose waves are all in that state, and single waves of other years: "2016, 2017 (wave 2)". */
static char *
list_waves(const GArray *steps, VigieAsked asked, bool whole_years)
{
    GString *list = g_string_new(NULL);
    int last = 0;
    for (guint i = 0; i < steps->len; i++) {
        const VigieAskedStep *step = &g_array_index(steps, VigieAskedStep, i);
        bool whole = count_year(steps, step->step.year, VIGIE_ASKED_YES) == 0;
        if (step->asked != asked || (whole && (!whole_years || step->step.year == last)))
            continue;
        last = whole ? step->step.year : 0;
        g_autofree char *text =
            whole ? g_strdup_printf("%d", step->step.year) : vigie_step_text(&step->step);
        g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", text);
    }
    return g_string_free(list, FALSE);
}

/* Takes out what another scale measured, and says so; says which waves the figure of a year does not rest on. */
static void
settle_scale(VigieStudy *study, const VigieStudyPart *part, const char *name,
             const GArray *steps)
{
    g_autofree char *other = list_waves(steps, VIGIE_ASKED_OTHER_SCALE, true);
    g_autofree char *missing = list_waves(steps, VIGIE_ASKED_NO, false);
    if (*missing != '\0')
        vigie_findings_add(
            study->warnings, VIGIE_NOTE, "asked_in_part", NULL,
            _("survey %s did not ask '%s' in %s: the year's figure rests on its other waves"),
            part->survey->name, name, missing);
    if (*other == '\0')
        return;
    take_out(part, g_hash_table_lookup(study->vectors, name), steps);
    vigie_findings_add(
        study->warnings, VIGIE_NOTE, "scale_changed", NULL,
        _("survey %s asked '%s' with another scale in %s: left out of the figures"),
        part->survey->name, name, other);
}

/* Breaks ------------------------------------------------------------------------------------- */

void
vigie_series_break_free(VigieSeriesBreak *at)
{
    g_free(at->item);
    g_free(at->when);
    g_free(at->reason);
    g_free(at->details);
    g_free(at);
}

static char *
bridge_reason(const VigieStudyPart *part, const char *name)
{
    for (guint i = 0; name != NULL && i < part->survey->bridges->len; i++) {
        const VigieBridge *bridge = g_ptr_array_index(part->survey->bridges, i);
        if (strcmp(bridge->name, name) == 0)
            return g_strdup(bridge->reason);
    }
    return NULL;
}

/* For people who have not seen the list of verdicts. */
static const char *
reason_text(VigieVerdict verdict)
{
    switch ((int)verdict) {
    case VIGIE_VERDICT_FILTER:
        return _("asked of other people");
    case VIGIE_VERDICT_SCALE:
        return _("another scale");
    case VIGIE_VERDICT_TYPE:
        return _("another kind of answer");
    case VIGIE_VERDICT_REUSED:
        return _("another question under the same name");
    default:
        return vigie_verdict_text(verdict);
    }
}

/* What the series breaks for: the bridge's own reason, else what was found. */
static VigieSeriesBreak *
break_new(const VigieStudyPart *part, const VigieStoredVerdict *verdict)
{
    VigieSeriesBreak *at = g_new0(VigieSeriesBreak, 1);
    at->item = g_strdup(verdict->item);
    at->year = verdict->after.year;
    at->when = vigie_step_text(&verdict->after);
    at->breaks = verdict->breaks;
    at->bridged = verdict->bridge != NULL;
    at->reason = bridge_reason(part, verdict->bridge);
    if (at->reason == NULL)
        at->reason = g_strdup(reason_text(verdict->verdict));
    at->details = g_strdup(verdict->details);
    return at;
}

static void
tell_break(const VigieStudy *study, const VigieStudyPart *part, const VigieSeriesBreak *at)
{
    if (at->breaks && *at->details != '\0')
        vigie_findings_add(study->warnings, VIGIE_NOTE, "series_break", NULL,
                           _("survey %s, '%s': the series breaks in %s: %s (%s)"),
                           part->survey->name, at->item, at->when, at->reason, at->details);
    else if (at->breaks)
        vigie_findings_add(study->warnings, VIGIE_NOTE, "series_break", NULL,
                           _("survey %s, '%s': the series breaks in %s: %s"),
                           part->survey->name, at->item, at->when, at->reason);
    else if (at->bridged)
        vigie_findings_add(study->warnings, VIGIE_NOTE, "series_bridged", NULL,
                           _("survey %s, '%s': a bridge joins %s to the waves before: %s"),
                           part->survey->name, at->item, at->when, at->reason);
    else
        vigie_findings_add(study->warnings, VIGIE_NOTE, "reworded", NULL,
                           _("survey %s, '%s': put in other words in %s (%s)"),
                           part->survey->name, at->item, at->when, at->details);
}

/* Breaks, bridges and rewordings of an item. */
static bool
add_breaks(VigieGaps *gaps, const VigieStudy *study, const VigieStudyPart *part,
           const char *name, GError **error)
{
    g_autoptr(GPtrArray) verdicts =
        vigie_store_verdicts(study->store, part->survey->name, name, error);
    if (verdicts == NULL)
        return false;
    for (guint i = 0; i < verdicts->len; i++) {
        const VigieStoredVerdict *verdict = g_ptr_array_index(verdicts, i);
        if (!verdict->breaks && verdict->bridge == NULL &&
            verdict->verdict != VIGIE_VERDICT_WORDING)
            continue;
        VigieSeriesBreak *at = break_new(part, verdict);
        g_ptr_array_add(gaps->breaks, at);
        tell_break(study, part, at);
    }
    return true;
}

/* For people below a table ------------------------------------------------------------------- */

char *
vigie_series_break_text(const VigieCodebook *codebook, const VigieSeriesBreak *at,
                        VigieLang lang)
{
    const VigieItem *item = vigie_codebook_find(codebook, at->item);
    const char *label = item != NULL ? vigie_item_label(codebook, item, lang) : at->item;
    if (at->breaks)
        return g_strdup_printf(_("%s: the series breaks in %s (%s)."), label, at->when,
                               at->reason);
    if (at->bridged)
        return g_strdup_printf(_("%s: asked otherwise from %s on, in the same series (%s)."),
                               label, at->when, at->reason);
    return g_strdup_printf(_("%s: put in other words in %s."), label, at->when);
}

GPtrArray *
vigie_gaps_notes(const VigieStudy *study, VigieLang lang)
{
    GPtrArray *notes = g_ptr_array_new_with_free_func(g_free);
    const VigieCodebook *codebook = part_at(study, 0)->survey->codebook;
    for (guint i = 0; i < study->gaps.breaks->len; i++)
        g_ptr_array_add(notes, vigie_series_break_text(
                                   codebook, g_ptr_array_index(study->gaps.breaks, i), lang));
    return notes;
}

void
vigie_gaps_add_notes(const VigieStudy *study, VigieLang lang, VigieResult *result)
{
    g_autoptr(GPtrArray) notes = vigie_gaps_notes(study, lang);
    for (guint i = 0; i < notes->len; i++)
        vigie_result_note(result, g_ptr_array_index(notes, i));
}

/* Entries ------------------------------------------------------------------------------------ */

static void
add_entries(VigieGaps *gaps, guint k, guint p, const GArray *steps)
{
    const VigieAskedStep *before = NULL;
    for (guint i = 0; i < steps->len; i++) {
        const VigieAskedStep *step = &g_array_index(steps, VigieAskedStep, i);
        bool asked = step->asked == VIGIE_ASKED_YES;
        Entry entry = {.item = k,
                       .part = p,
                       .year = step->step.year,
                       .wave = g_strdup(step->step.wave),
                       .asked = step->asked,
                       .segment = step->segment,
                       .broken = asked && before != NULL && before->segment != step->segment};
        g_array_append_val(gaps->entries->entry, entry);
        if (asked)
            before = step;
    }
}

static bool
add_item(VigieGaps *gaps, VigieStudy *study, guint k, GError **error)
{
    const char *name = item_name(study, k);
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = part_at(study, p);
        g_autoptr(GArray) steps = steps_of(study, part, name, error);
        if (steps == NULL || !add_breaks(gaps, study, part, name, error))
            return false;
        settle_scale(study, part, name, steps);
        add_entries(gaps, k, p, steps);
    }
    gaps->entries->start[k + 1] = gaps->entries->entry->len;
    return true;
}

/* The state of an item over all its waves, or over those that match. */
typedef struct {
    bool by_year, by_wave;
    int year;
    const char *wave;
} Where;

static bool
matches(const Entry *entry, const Where *where)
{
    return (!where->by_year || entry->year == where->year) &&
           (!where->by_wave || g_strcmp0(entry->wave, where->wave) == 0);
}

/* Asked in one wave is asked; no wave of the kind is as good as it is over all. */
static VigieStatus
status_of(const VigieGaps *gaps, guint k, const Where *where)
{
    bool met = false;
    VigieStatus best = VIGIE_STATUS_NOT_ASKED;
    for (guint i = gaps->entries->start[k]; i < gaps->entries->start[k + 1]; i++) {
        const Entry *entry = entry_at(gaps, i);
        if (!matches(entry, where))
            continue;
        met = true;
        best = MAX(best, entry->asked == VIGIE_ASKED_YES           ? VIGIE_STATUS_OK
                         : entry->asked == VIGIE_ASKED_OTHER_SCALE ? VIGIE_STATUS_SCALE_CHANGED
                                                                   : VIGIE_STATUS_NOT_ASKED);
    }
    if (met || !(where->by_year || where->by_wave))
        return best;
    /* No such wave in that year: the year says. */
    return status_of(
        gaps, k, &(Where){.by_year = where->by_year && where->by_wave, .year = where->year});
}

/* Of an item, and of the denominator where there is one. */
static VigieStatus
status_with_over(const VigieGaps *gaps, guint item, const Where *where)
{
    VigieStatus status = status_of(gaps, item, where);
    return gaps->entries->has_over ? MIN(status, status_of(gaps, gaps->entries->n_items, where))
                                   : status;
}

bool
vigie_gaps_init(VigieGaps *gaps, VigieStudy *study, GError **error)
{
    guint n = g_strv_length((char **)study->question->of);
    bool has_over = study->question->over != NULL;
    *gaps = (VigieGaps){.entries = g_new0(VigieGapEntries, 1)};
    gaps->entries->entry = g_array_new(FALSE, FALSE, sizeof(Entry));
    g_array_set_clear_func(gaps->entries->entry, clear_entry);
    gaps->entries->start = g_new0(guint, n + 2);
    gaps->entries->n_items = n;
    gaps->entries->has_over = has_over;
    gaps->breaks = g_ptr_array_new_with_free_func((GDestroyNotify)vigie_series_break_free);
    gaps->overall = g_new(VigieStatus, n + 1);
    for (guint k = 0; k < n + has_over; k++)
        if (!add_item(gaps, study, k, error))
            return false;
    for (guint k = 0; k < n; k++)
        gaps->overall[k] = status_with_over(gaps, k, &(Where){.by_year = false});
    return true;
}

void
vigie_gaps_release(VigieGaps *gaps)
{
    g_clear_pointer(&gaps->overall, g_free);
    g_clear_pointer(&gaps->breaks, g_ptr_array_unref);
    if (gaps->entries == NULL)
        return;
    g_array_unref(gaps->entries->entry);
    g_free(gaps->entries->start);
    g_clear_pointer(&gaps->entries, g_free);
}

/* Cells -------------------------------------------------------------------------------------- */

static Where
where_is(const VigieCross *cross, guint32 cell)
{
    Where where = {.by_year = false};
    for (guint d = 0; d < cross->dimensions->len; d++) {
        const VigieDimension *dimension = g_ptr_array_index(cross->dimensions, d);
        guint at = vigie_cross_position(cross, cell, d);
        if (dimension->is_year) {
            where.by_year = true;
            where.year = (int)dimension->number[at];
        } else if (strcmp(dimension->name, "wave") == 0) {
            where.by_wave = true;
            where.wave = dimension->value[at];
        }
    }
    return where;
}

VigieStatus
vigie_gaps_status(const VigieGaps *gaps, guint item, const VigieCross *cross, guint32 cell)
{
    Where where = where_is(cross, cell);
    return status_with_over(gaps, item, &where);
}

static bool
is_broken(const VigieGaps *gaps, guint k, const Where *where)
{
    for (guint i = gaps->entries->start[k]; i < gaps->entries->start[k + 1]; i++)
        if (entry_at(gaps, i)->broken && matches(entry_at(gaps, i), where))
            return true;
    return false;
}

bool
vigie_gaps_breaks(const VigieGaps *gaps, guint item, const VigieCross *cross, guint32 cell)
{
    Where where = where_is(cross, cell);
    if (!where.by_year && !where.by_wave)
        return false;
    return is_broken(gaps, item, &where) ||
           (gaps->entries->has_over && is_broken(gaps, gaps->entries->n_items, &where));
}

/* All waves of a survey at both places that asked the item are of one segment. */
static bool
is_joined(const VigieGaps *gaps, guint k, const Where *a, const Where *b)
{
    for (guint i = gaps->entries->start[k]; i < gaps->entries->start[k + 1]; i++)
        for (guint j = gaps->entries->start[k]; j < i; j++) {
            const Entry *x = entry_at(gaps, i), *y = entry_at(gaps, j);
            if (x->part == y->part && x->asked == VIGIE_ASKED_YES &&
                y->asked == VIGIE_ASKED_YES && x->segment != y->segment &&
                (matches(x, a) || matches(x, b)) && (matches(y, a) || matches(y, b)))
                return false;
        }
    return true;
}

bool
vigie_gaps_joined(const VigieGaps *gaps, guint item, const VigieCross *cross, guint32 a,
                  guint32 b)
{
    if (gaps->breaks->len == 0)
        return true;
    Where where_a = where_is(cross, a), where_b = where_is(cross, b);
    if (!where_a.by_year && !where_a.by_wave)
        return true;
    return is_joined(gaps, item, &where_a, &where_b) &&
           (!gaps->entries->has_over ||
            is_joined(gaps, gaps->entries->n_items, &where_a, &where_b));
}
