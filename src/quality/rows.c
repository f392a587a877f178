/* rows.c - all figures of a quality, one row each */
#include "quality.h"
#include <math.h>
#include <string.h>

static VigieQualityRow *
add_row(const VigieQuality *q, const VigieQualityRow *row)
{
    VigieQualityRow *copy = g_memdup2(row, sizeof *row);
    const char **texts[] = {&copy->wave,  &copy->source, &copy->file,
                            &copy->check, &copy->reason, &copy->item,
                            &copy->role,  &copy->unit,   &copy->text};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        if (*texts[i] == NULL)
            *texts[i] = "";
    g_ptr_array_add(q->rows, copy);
    return copy;
}

/* Files ---------------------------------------------------------------------------------------- */

static const char *
check_of(const VigieFindingGroup *group)
{
    if (vigie_quality_refuses(group->code))
        return "refused";
    if (vigie_quality_doubts(group->code))
        return "doubt";
    return strcmp(group->code, "unmapped_column") == 0 ? "unmapped_column" : "finding";
}

/* Notes are of the reading, but for doubts. */
static void
add_groups(const VigieQuality *q, const File *file)
{
    for (guint i = 0; i < file->groups->len; i++) {
        const VigieFindingGroup *group = file->groups->pdata[i];
        VigieQualityRow row = {.source = file->source,
                               .file = file->name,
                               .check = check_of(group),
                               .reason = group->code,
                               .item = group->item,
                               .n = group->n,
                               .base = file->n_rows,
                               .value = NAN,
                               .flagged = true,
                               .first = {file->name, group->line},
                               .text = group->text};
        if (group->level == VIGIE_FINDING || strcmp(row.check, "doubt") == 0)
            add_row(q, &row);
    }
}

static void
add_file(const VigieQuality *q, const File *file)
{
    const struct {
        const char *check;
        guint64 n, base;
    } counts[] = {{"rows_read", file->n_rows, 0},
                  {"accepted", file->n_accepted, file->n_accepted + file->n_refused},
                  {"refused", file->n_refused, file->n_accepted + file->n_refused}};
    for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
        VigieQualityRow row = {.source = file->source,
                               .file = file->name,
                               .check = counts[i].check,
                               .n = counts[i].n,
                               .base = counts[i].base,
                               .value = NAN};
        row.flagged = i == 2 && row.n > 0;
        add_row(q, &row);
    }
    add_groups(q, file);
}

/* Waves ---------------------------------------------------------------------------------------- */

/* A count of the wave: of nothing where nothing could be looked at. */
static void
add_count(const VigieQuality *q, const Wave *wave, const char *check, const char *reason,
          const VigieQualityCount *count, bool alarms)
{
    VigieQualityRow row = {.year = wave->shown.year,
                           .wave = wave->shown.wave,
                           .check = check,
                           .reason = reason,
                           .n = count->n,
                           .base = count->base,
                           .value = NAN,
                           .flagged = alarms && count->n > 0,
                           .first = count->first,
                           .other = count->other};
    if (count->base > 0)
        add_row(q, &row);
}

static void
add_no_answers(const VigieQuality *q, const Wave *wave, const char *item, const guint64 *n)
{
    guint64 all = 0;
    for (guint why = 0; why < VIGIE_N_MISSING; why++)
        all += n[why];
    for (guint why = VIGIE_BLANK; why < VIGIE_N_MISSING; why++) {
        VigieQualityRow row = {.year = wave->shown.year,
                               .wave = wave->shown.wave,
                               .check = "no_answer",
                               .reason = vigie_missing_name((VigieMissing)why),
                               .item = item,
                               .n = n[why],
                               .base = why == VIGIE_NOT_ASKED ? all : all - n[VIGIE_NOT_ASKED],
                               .value = NAN};
        if (all > 0)
            add_row(q, &row);
    }
}

static void
add_questions(const VigieQuality *q, const Wave *wave)
{
    for (guint k = 0; k < q->questions->len; k++) {
        const Question *question = &g_array_index(q->questions, Question, k);
        const guint64 *n = wave->no_answer[k];
        VigieQualityRow row = {.year = wave->shown.year,
                               .wave = wave->shown.wave,
                               .check = "non_response",
                               .item = question->item->name,
                               .n = n[VIGIE_BLANK] + n[VIGIE_REFUSED] + n[VIGIE_INVALID],
                               .base = wave->shown.n_records - n[VIGIE_NOT_ASKED],
                               .value = NAN,
                               .first = wave->first_gap[k]};
        add_row(q, &row);
        add_no_answers(q, wave, question->item->name, n);
    }
}

static void
add_batteries(const VigieQuality *q, const Wave *wave)
{
    for (guint b = 0; b < q->batteries->len; b++) {
        const VigieQualityCount *count = &wave->batteries[b];
        VigieQualityRow row = {.year = wave->shown.year,
                               .wave = wave->shown.wave,
                               .check = "straight_lining",
                               .item = ((const Battery *)q->batteries->pdata[b])->name,
                               .n = count->n,
                               .base = count->base,
                               .value = NAN,
                               .first = count->first};
        if (count->base > 0)
            add_row(q, &row);
    }
}

static void
add_wave(const VigieQuality *q, const Wave *wave)
{
    const VigieQualityWave *w = &wave->shown;
    VigieQualityRow records = {
        .year = w->year, .wave = w->wave, .check = "records", .n = w->n_records, .value = NAN};
    VigieQualityRow duration = {.year = w->year,
                                .wave = w->wave,
                                .check = "duration",
                                .n = w->speeder.base,
                                .value = w->median};
    add_row(q, &records);
    add_count(q, wave, "duplicate_id", "same_file", &w->same_id, true);
    add_count(q, wave, "duplicate_id", "other_file", &w->same_id_elsewhere, true);
    add_count(q, wave, "duplicate_answers", "same_file", &w->same_answers, true);
    add_count(q, wave, "duplicate_answers", "other_file", &w->same_answers_elsewhere, true);
    add_count(q, wave, "date_outside", "", &w->outside, true);
    if (w->speeder.base > 0)
        add_row(q, &duration);
    add_count(q, wave, "speeder", "", &w->speeder, false);
    add_count(q, wave, "negative_duration", "", &w->negative, true);
    add_count(q, wave, "long_duration", "", &w->too_long, true);
    add_count(q, wave, "straight_lining", "", &w->straight, false);
    add_batteries(q, wave);
    add_count(q, wave, "non_response", "", &w->non_response, false);
    add_no_answers(q, wave, "", w->no_answer);
    add_questions(q, wave);
}

/* Interviewers and sites ----------------------------------------------------------------------- */

static const char *const role_names[N_ROLES] = {"interviewer", "site"};

static void
add_share(const VigieQuality *q, const VigieQualityRow *unit, const char *check,
          const Share *share, bool flagged)
{
    VigieQualityRow row = *unit;
    row.check = check;
    row.n = share->n;
    row.base = share->base;
    row.flagged = flagged;
    row.value = NAN;
    if (share->base > 0)
        add_row(q, &row);
}

static void
add_unit(const VigieQuality *q, const Wave *wave, Role role, const Unit *unit)
{
    VigieQualityRow row = {.year = wave->shown.year,
                           .wave = wave->shown.wave,
                           .check = "records",
                           .role = role_names[role],
                           .unit = unit->name,
                           .n = unit->n_records,
                           .base = wave->shown.n_records,
                           .value = NAN,
                           .first = unit->first};
    add_row(q, &row);
    add_share(q, &row, "non_response", &unit->gaps, unit->gaps_flagged);
    row.check = "no_answer";
    row.reason = "refused";
    row.n = unit->n_refused;
    row.base = unit->gaps.base;
    if (row.base > 0)
        add_row(q, &row);
    row.reason = "";
    add_share(q, &row, "straight_lining", &unit->straight, unit->straight_flagged);
    add_share(q, &row, "speeder", &unit->speeder, unit->speeder_flagged);
    row.check = "duration";
    row.n = unit->speeder.base;
    row.base = 0;
    row.value = unit->median;
    if (row.n > 0)
        add_row(q, &row);
}

void
vigie_quality_write_rows(VigieQuality *q)
{
    q->rows = g_ptr_array_new_with_free_func(g_free);
    for (guint f = 0; f < q->files->len; f++)
        add_file(q, q->files->pdata[f]);
    for (guint w = 0; w < q->waves->len; w++)
        add_wave(q, q->waves->pdata[w]);
    for (guint w = 0; w < q->waves->len; w++)
        for (guint r = 0; r < N_ROLES; r++) {
            const Wave *wave = q->waves->pdata[w];
            for (guint u = 0; u < wave->in_order[r]->len; u++)
                add_unit(q, wave, (Role)r, wave->in_order[r]->pdata[u]);
        }
}
