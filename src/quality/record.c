/* record.c - each record, once: counted by question, compared with those before, timed, put to its interviewer */
#include "quality.h"
#include <math.h>
#include <string.h>
#include <vigie/frame-identifier.h>

#define MINUTES_OF_DAY 1440.0
#define SECONDS_OF_DAY 86400.0

/* A question's column in the chunk at hand. */
typedef struct {
    const VigieColumn *column; /* NULL = the file's questionnaire does not have it */
    guint64 *keys; /* [choices or levels] what an answer is compared by; NULL = its value */
    guint n_keys;
    bool asked; /* its blanks are gaps */
    bool rated; /* on the scale of its battery */
} Bound;

/* A chunk with what is looked up once. */
typedef struct {
    VigieQuality *q;
    const VigieFrame *frame;
    Bound *bound; /* [questions] */
    const VigieColumn *year, *wave_text, *id, *day, *start, *end, *duration;
    GPtrArray *roles[N_ROLES]; /* const VigieColumn* */
    guint8 *
        identifies; /* [levels of id] names a person, so that the store has it not; NULL = none */
    Wave *wave;     /* of the record before */
    double wave_year, wave_level;
    guint32 file;
    GString *name;
    guint8 *answered; /* [batteries] questions answered alike so far */
} Chunk;

/* A chunk's columns ---------------------------------------------------------------------------- */

static guint64
choice_key(const VigieItem *today, const char *name)
{
    gint index = vigie_list_index(today->list, name);
    return index >= 0 ? (guint64)index : vigie_key_text(name, strlen(name));
}

/* Choices go by name, as the store keeps them; several by their text. */
static void
bind_keys(Bound *bound, const VigieItem *today)
{
    const VigieColumn *column = bound->column;
    if (column->kind == VIGIE_VALUE_CHOICES) {
        bound->n_keys = column->levels->len;
        bound->keys = g_new(guint64, MAX(bound->n_keys, 1));
        for (guint i = 0; i < bound->n_keys; i++) {
            const char *text = column->levels->pdata[i];
            bound->keys[i] = vigie_key_text(text, strlen(text));
        }
    } else if (column->kind == VIGIE_VALUE_CHOICE && column->item != today) {
        bound->n_keys = column->item->list->choices->len;
        bound->keys = g_new(guint64, MAX(bound->n_keys, 1));
        for (guint i = 0; i < bound->n_keys; i++)
            bound->keys[i] = choice_key(today, vigie_list_get(column->item->list, i)->name);
    }
}

static bool
is_rated(const VigieQualityFile *file, const VigieColumn *column, const Question *question)
{
    if (question->battery < 0)
        return false;
    if (file->scales != NULL) {
        const char *scale = g_hash_table_lookup(file->scales, question->item->name);
        return scale != NULL && strcmp(scale, question->scale) == 0;
    }
    g_autofree char *scale = vigie_item_scale(column->item);
    return strcmp(scale, question->scale) == 0;
}

static void
bind(const Chunk *c, guint k)
{
    const Question *question = &g_array_index(c->q->questions, Question, k);
    const VigieQualityFile *file = c->q->file;
    Bound *bound = &c->bound[k];
    const VigieColumn *column = vigie_frame_column(c->frame, question->item->name);
    if (column == NULL || column->kind != question->item->kind)
        return;
    bound->column = column;
    bound->asked = file->asked == NULL ||
                   g_strv_contains((const char *const *)file->asked, question->item->name);
    bound->rated = is_rated(file, column, question);
    bind_keys(bound, question->item);
}

static const VigieColumn *
column_of(const VigieFrame *frame, const VigieItem *item)
{
    const VigieColumn *column = item != NULL ? vigie_frame_column(frame, item->name) : NULL;
    return column != NULL && column->kind == item->kind ? column : NULL;
}

static void
chunk_init(Chunk *c, VigieQuality *q, const VigieFrame *frame)
{
    *c = (Chunk){.q = q, .frame = frame, .file = q->files->len - 1, .wave_year = NAN};
    c->bound = g_new0(Bound, q->questions->len + 1);
    c->answered = g_new0(guint8, q->batteries->len + 1);
    for (guint k = 0; k < q->questions->len; k++)
        bind(c, k);
    c->year = vigie_frame_column(frame, "year");
    c->wave_text = vigie_frame_column(frame, "wave");
    c->id = column_of(frame, q->id);
    c->day = column_of(frame, q->day);
    c->start = column_of(frame, q->start);
    c->end = column_of(frame, q->end);
    c->duration = column_of(frame, q->duration);
    if (c->id != NULL)
        c->identifies = vigie_column_identifiers(c->id);
    for (guint r = 0; r < N_ROLES; r++) {
        c->roles[r] = g_ptr_array_new();
        for (guint i = 0; i < q->role_items[r]->len; i++) {
            const VigieColumn *column = column_of(frame, q->role_items[r]->pdata[i]);
            if (column != NULL)
                g_ptr_array_add(c->roles[r], (gpointer)column);
        }
    }
    c->name = g_string_new(NULL);
}

static void
chunk_release(Chunk *c)
{
    for (guint k = 0; k < c->q->questions->len; k++)
        g_free(c->bound[k].keys);
    g_free(c->bound);
    g_free(c->answered);
    g_free(c->identifies);
    for (guint r = 0; r < N_ROLES; r++)
        g_ptr_array_unref(c->roles[r]);
    g_string_free(c->name, TRUE);
}

/* Waves ---------------------------------------------------------------------------------------- */

void
vigie_quality_wave_free(void *user)
{
    Wave *wave = user;
    g_free(wave->shown.wave);
    g_free(wave->no_answer);
    g_free(wave->first_gap);
    g_free(wave->batteries);
    for (guint r = 0; r < N_ROLES; r++) {
        g_hash_table_unref(wave->units[r]);
        g_ptr_array_unref(wave->in_order[r]);
    }
    g_free(wave);
}

Wave *
vigie_quality_wave(VigieQuality *q, int year, const char *text)
{
    for (guint i = 0; i < q->waves->len; i++) {
        Wave *wave = q->waves->pdata[i];
        if (wave->shown.year == year && strcmp(wave->shown.wave, text) == 0)
            return wave;
    }
    Wave *wave = g_new0(Wave, 1);
    wave->shown.year = year;
    wave->shown.wave = g_strdup(text);
    wave->shown.median = NAN;
    wave->no_answer = g_malloc0_n(q->questions->len + 1, sizeof *wave->no_answer);
    wave->first_gap = g_new0(VigieQualityPlace, q->questions->len + 1);
    wave->batteries = g_new0(VigieQualityCount, q->batteries->len + 1);
    for (guint r = 0; r < N_ROLES; r++) {
        wave->units[r] = g_hash_table_new(g_str_hash, g_str_equal);
        wave->in_order[r] = g_ptr_array_new_with_free_func(vigie_quality_unit_free);
    }
    g_ptr_array_add(q->waves, wave);
    return wave;
}

static void
enter_wave(Chunk *c, gsize i)
{
    double year = c->year->value[i], level = c->wave_text->value[i];
    if (c->wave != NULL && !(year < c->wave_year) && !(year > c->wave_year) &&
        !(level < c->wave_level) && !(level > c->wave_level))
        return;
    char buffer[VIGIE_NUMBER_SIZE];
    c->wave = vigie_quality_wave(c->q, isnan(year) ? 0 : (int)year,
                                 vigie_column_text(c->wave_text, i, buffer));
    c->wave_year = year;
    c->wave_level = level;
    File *file = c->q->files->pdata[c->file];
    if (!g_ptr_array_find(file->waves, c->wave, NULL))
        g_ptr_array_add(file->waves, c->wave);
}

/* Counts --------------------------------------------------------------------------------------- */

static VigieQualityPlace
place_of(const Chunk *c, gsize i)
{
    return (VigieQualityPlace){((const File *)c->q->files->pdata[c->file])->name,
                               c->frame->line[i]};
}

static void
count(VigieQualityCount *count, bool yes, const Chunk *c, gsize i)
{
    count->base++;
    if (!yes)
        return;
    if (count->n++ == 0)
        count->first = place_of(c, i);
}

static VigieMissing
why_of(const Bound *bound, gsize i)
{
    if (bound->column == NULL)
        return VIGIE_NOT_ASKED;
    VigieMissing why = (VigieMissing)bound->column->why[i];
    return why == VIGIE_BLANK && !bound->asked ? VIGIE_NOT_ASKED : why;
}

static bool
is_gap(VigieMissing why)
{
    return why == VIGIE_BLANK || why == VIGIE_REFUSED || why == VIGIE_INVALID;
}

static guint64
answer_key(const Bound *bound, gsize i)
{
    double value = bound->column->value[i];
    guint64 key = 0;
    if (bound->keys != NULL && value < bound->n_keys)
        return bound->keys[(gsize)value];
    if (bound->column->kind == VIGIE_VALUE_CHOICE)
        return (guint64)value;
    memcpy(&key, &value, sizeof key);
    return key;
}

/* What the answers of one record come to. */
typedef struct {
    guint due, gaps, refused;
    guint answered; /* a battery answered all alike is one: many do so by chance */
    guint64 key;
    bool assessed, straight; /* on a battery at least */
} Answers;

#define ANSWERED_OTHERWISE G_MAXUINT8

/* battery: how many answers alike so far, and the first; two different ones settle it. */
static void
look_at_battery(Chunk *c, guint64 *first, gint battery, guint64 key)
{
    guint8 *n = &c->answered[battery];
    if (*n == 0)
        first[battery] = key;
    if (*n == ANSWERED_OTHERWISE || first[battery] != key)
        *n = ANSWERED_OTHERWISE;
    else
        *n = (guint8)MIN(*n + 1, ANSWERED_OTHERWISE - 1);
}

static void
look_at_answers(Chunk *c, gsize i, Answers *a, guint64 *first, guint *n_rated)
{
    VigieQuality *q = c->q;
    memset(c->answered, 0, q->batteries->len);
    memset(n_rated, 0, q->batteries->len * sizeof *n_rated);
    for (guint k = 0; k < q->questions->len; k++) {
        const Bound *bound = &c->bound[k];
        VigieMissing why = why_of(bound, i);
        guint64 key = why == VIGIE_PRESENT ? answer_key(bound, i) : (guint64)why;
        c->wave->no_answer[k][why]++;
        a->key = vigie_key_mix(vigie_key_mix(a->key, key), why != VIGIE_PRESENT);
        a->due += why != VIGIE_NOT_ASKED;
        a->answered += why == VIGIE_PRESENT;
        a->refused += why == VIGIE_REFUSED;
        a->gaps += is_gap(why);
        if (is_gap(why) && c->wave->first_gap[k].file == NULL)
            c->wave->first_gap[k] = place_of(c, i);
        if (why != VIGIE_PRESENT || !bound->rated)
            continue;
        gint battery = g_array_index(q->questions, Question, k).battery;
        n_rated[battery]++;
        look_at_battery(c, first, battery, key);
    }
}

static void
look_at_batteries(Chunk *c, gsize i, Answers *a, const guint *n_rated)
{
    for (guint b = 0; b < c->q->batteries->len; b++) {
        if (n_rated[b] < c->q->survey->quality.battery_least)
            continue;
        bool straight = c->answered[b] != ANSWERED_OTHERWISE;
        count(&c->wave->batteries[b], straight, c, i);
        a->assessed = true;
        a->straight |= straight;
        a->answered -= straight ? n_rated[b] - 1 : 0;
    }
}

/* Twice ---------------------------------------------------------------------------------------- */

static guint64
scope_key(const Chunk *c, VigieScope scope)
{
    const VigieQualityWave *wave = &c->wave->shown;
    guint64 key = vigie_key_mix(1, scope == VIGIE_SCOPE_SURVEY ? 0 : (guint64)wave->year);
    return scope == VIGIE_SCOPE_WAVE
               ? vigie_key_mix(key, vigie_key_text(wave->wave, strlen(wave->wave)))
               : key;
}

/* Counts a key that was met before: here among records of one file, or of two. */
static void
count_twice(Chunk *c, gsize i, Seen *seen, guint64 key, VigieQualityCount *here,
            VigieQualityCount *elsewhere)
{
    guint32 file = c->file, line = (guint32)c->frame->line[i];
    bool twice = !vigie_seen_add(seen, key, &file, &line);
    VigieQualityPlace other = {((const File *)c->q->files->pdata[file])->name, line};
    VigieQualityCount *counts[] = {here, elsewhere};
    for (guint k = 0; k < G_N_ELEMENTS(counts); k++) {
        bool yes = twice && (k == 0) == (file == c->file);
        if (yes && counts[k]->n == 0)
            counts[k]->other = other;
        count(counts[k], yes, c, i);
    }
}

static void
look_at_id(Chunk *c, gsize i)
{
    char buffer[VIGIE_NUMBER_SIZE];
    if (c->id == NULL || c->id->why[i] != VIGIE_PRESENT ||
        (c->identifies != NULL && c->identifies[(gsize)c->id->value[i]] != 0))
        return;
    const char *text = vigie_column_text(c->id, i, buffer);
    guint64 key =
        vigie_key_mix(scope_key(c, c->q->id_scope), vigie_key_text(text, strlen(text)));
    VigieQualityWave *wave = &c->wave->shown;
    count_twice(c, i, c->q->ids, key, &wave->same_id, &wave->same_id_elsewhere);
}

/* The interview -------------------------------------------------------------------------------- */

static const char *
unit_name(Chunk *c, Role role, gsize i)
{
    g_string_truncate(c->name, 0);
    for (guint k = 0; k < c->roles[role]->len; k++) {
        const VigieColumn *column = c->roles[role]->pdata[k];
        char buffer[VIGIE_NUMBER_SIZE];
        bool known = column->why[i] == VIGIE_PRESENT &&
                     (column->kind != VIGIE_VALUE_CHOICE ||
                      column->value[i] < column->item->list->choices->len);
        g_string_append_printf(c->name, "%s%s", k > 0 ? " " : "",
                               known ? vigie_column_text(column, i, buffer) : "");
    }
    return c->name->str;
}

static void
look_at_unit(Chunk *c, Role role, gsize i, const Answers *a, Unit **out)
{
    *out = NULL;
    if (c->roles[role]->len == 0)
        return;
    Unit *unit = vigie_quality_unit(c->wave, role, unit_name(c, role, i));
    if (unit->n_records++ == 0)
        unit->first = place_of(c, i);
    unit->n_refused += a->refused;
    vigie_quality_share_add(&unit->gaps, a->gaps, a->due);
    if (a->assessed)
        vigie_quality_share_add(&unit->straight, a->straight, 1);
    *out = unit;
}

/* Times are of whole seconds. */
static double
minutes_of(const Chunk *c, gsize i)
{
    if (c->duration != NULL)
        return c->duration->value[i] * c->q->duration_unit;
    return c->start != NULL && c->end != NULL
               ? round((c->end->value[i] - c->start->value[i]) * SECONDS_OF_DAY) / 60.0
               : NAN;
}

static void
look_at_time(Chunk *c, gsize i, Unit *const *units)
{
    double minutes = minutes_of(c, i);
    if (isnan(minutes))
        return;
    VigieQualityWave *wave = &c->wave->shown;
    bool negative = minutes<0, too_long = minutes> MINUTES_OF_DAY;
    count(&wave->negative, negative, c, i);
    count(&wave->too_long, too_long, c, i);
    if (negative || too_long)
        return;
    Lasting lasting = {.minutes = minutes,
                       .file = c->file,
                       .line = (guint32)c->frame->line[i],
                       .wave = c->wave};
    memcpy(lasting.units, units, sizeof lasting.units);
    g_array_append_val(c->q->lasting, lasting);
}

static void
look_at_day(Chunk *c, gsize i)
{
    if (c->day == NULL || c->day->why[i] != VIGIE_PRESENT)
        return;
    VigieQualityWave *wave = &c->wave->shown;
    bool fits = vigie_survey_day_fits(c->q->survey, wave->year, wave->wave, c->day->value[i]);
    count(&wave->outside, !fits, c, i);
}

static void
look_at(Chunk *c, gsize i, guint64 *first, guint *n_rated)
{
    VigieQuality *q = c->q;
    Unit *units[N_ROLES];
    enter_wave(c, i);
    VigieQualityWave *wave = &c->wave->shown;
    Answers a = {.key = scope_key(c, q->survey->quality.scope)};
    wave->n_records++;
    look_at_answers(c, i, &a, first, n_rated);
    look_at_batteries(c, i, &a, n_rated);
    if (a.assessed)
        count(&wave->straight, a.straight, c, i);
    if (a.answered >= q->survey->quality.same_least)
        count_twice(c, i, q->answers, a.key, &wave->same_answers,
                    &wave->same_answers_elsewhere);
    look_at_id(c, i);
    look_at_day(c, i);
    for (guint r = 0; r < N_ROLES; r++)
        look_at_unit(c, (Role)r, i, &a, &units[r]);
    look_at_time(c, i, units);
}

void
vigie_quality_add(VigieQuality *q, const VigieFrame *frame)
{
    g_assert(q->file != NULL && q->rows == NULL);
    Chunk c;
    if (frame->n == 0)
        return;
    chunk_init(&c, q, frame);
    g_autofree guint64 *first = g_new0(guint64, q->batteries->len + 1);
    g_autofree guint *n_rated = g_new0(guint, q->batteries->len + 1);
    for (gsize i = 0; i < frame->n; i++)
        look_at(&c, i, first, n_rated);
    chunk_release(&c);
}
