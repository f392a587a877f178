/* items.c - the items of a survey, and how many answered them */
#include <math.h>
#include <string.h>
#include <vigie/study-items.h>

#define COLUMNS_AT_ONCE 8 /* a survey of a million records is never read whole */

/* Counting ----------------------------------------------------------------------------------- */

static int
ascending(gconstpointer a, gconstpointer b)
{
    return *(const int *)a - *(const int *)b;
}

/* The years of the records; {0} where they are not told apart. */
static bool
years_of(VigieStore *store, const VigieSurvey *survey, bool by_year, GArray **years,
         GError **error)
{
    if (by_year) {
        if (!vigie_store_years(store, survey->name, years, error))
            return false;
        g_array_sort(*years, ascending);
        return true;
    }
    static const int all = 0;
    *years = g_array_new(FALSE, FALSE, sizeof(int));
    g_array_append_val(*years, all);
    return true;
}

/* 1 for the records of a year; NULL = all. */
static guint8 *
mask_of(const VigieFrame *frame, int year)
{
    if (year == 0)
        return NULL;
    const double *of = vigie_frame_column(frame, "year")->value;
    guint8 *mask = g_new(guint8, MAX(frame->n, 1));
    for (gsize i = 0; i < frame->n; i++)
        mask[i] = !isnan(of[i]) && (int)of[i] == year ? 1 : 0;
    return mask;
}

/* names: NULL-terminated items, then "year". */
static void
count_columns(const VigieFrame *frame, const VigieSurvey *survey, const char *const *names,
              const GArray *years, GArray *counts)
{
    for (guint c = 0; names[c] != NULL; c++)
        for (guint y = 0; y < years->len; y++) {
            VigieItemCount count = {.item = vigie_codebook_find(survey->codebook, names[c]),
                                    .year = g_array_index(years, int, y)};
            g_autofree guint8 *mask = mask_of(frame, count.year);
            vigie_column_count_kinds(vigie_frame_column(frame, names[c]), frame->n, mask,
                                     count.kinds);
            for (guint why = VIGIE_PRESENT; why < VIGIE_N_MISSING; why++)
                count.n += count.kinds[why];
            g_array_append_val(counts, count);
        }
}

static bool
count_some(VigieStore *store, const VigieSurvey *survey, const char *const *names, guint n,
           const GArray *years, GArray *counts, GError **error)
{
    const char *columns[COLUMNS_AT_ONCE + 2] = {NULL}, *items[COLUMNS_AT_ONCE + 1] = {NULL};
    for (guint i = 0; i < n; i++)
        columns[i] = items[i] = names[i];
    columns[n] = "year";
    g_autoptr(VigieFrame) frame =
        vigie_store_read(store, survey->name, survey->codebook, columns, error);
    if (frame == NULL)
        return false;
    count_columns(frame, survey, items, years, counts);
    return true;
}

GArray *
vigie_item_counts(VigieStore *store, const VigieSurvey *survey, const char *const *items,
                  bool by_year, const VigieProgress *progress, GError **error)
{
    g_autoptr(GArray) years = NULL;
    g_autofree const char **all = items == NULL ? vigie_codebook_names(survey->codebook) : NULL;
    const char *const *names = items != NULL ? items : all;
    guint n = g_strv_length((char **)names);
    if (!years_of(store, survey, by_year, &years, error))
        return NULL;
    g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(VigieItemCount));
    for (guint i = 0; i < n; i += COLUMNS_AT_ONCE) {
        vigie_progress(progress, _("reading"), i, n);
        if (!count_some(store, survey, names + i, MIN(n - i, COLUMNS_AT_ONCE), years, counts,
                        error))
            return NULL;
    }
    return g_steal_pointer(&counts);
}

/* The table ---------------------------------------------------------------------------------- */

static VigieResult *
result_new(bool by_year, bool several)
{
    const VigieResultColumn columns[] = {{"survey", several ? N_("survey") : NULL, false},
                                         {"item", N_("item"), false},
                                         {"type", N_("type"), false},
                                         {"list", NULL, false},
                                         {"role", N_("role"), false},
                                         {"group", NULL, false},
                                         {"label", N_("question"), false},
                                         {"year", by_year ? N_("year") : NULL, false},
                                         {"n_records", N_("records"), true},
                                         {"n_asked", N_("asked"), true},
                                         {"n_valid", N_("answers"), true},
                                         {"n_blank", N_("no answer"), true},
                                         {"n_dont_know", N_("don't know"), true},
                                         {"n_refused", N_("refused to answer"), true},
                                         {"n_not_applicable", N_("not applicable"), true},
                                         {"n_not_asked", N_("not asked"), true},
                                         {"n_invalid", N_("invalid"), true}};
    return vigie_result_new(columns, G_N_ELEMENTS(columns));
}

static void
add_number(VigieResult *result, double number, VigieLang lang)
{
    g_autofree char *label =
        isnan(number) ? g_strdup("") : vigie_number_format(number, 0, lang);
    vigie_result_number(result, number, label);
}

/* count->n counts only where there are answers. */
static void
add_row(VigieResult *result, const VigieStudyContext *context, const VigieSurvey *survey,
        const VigieItemCount *count, bool loaded)
{
    const VigieItem *item = count->item;
    guint64 asked = count->n - count->kinds[VIGIE_NOT_ASKED];
    vigie_result_begin(result);
    vigie_result_word(result, survey->name, NULL);
    vigie_result_word(result, item->name, NULL);
    vigie_result_word(result, item->type, NULL);
    vigie_result_word(result, item->list != NULL ? item->list->name : "", NULL);
    vigie_result_word(result, item->role, NULL);
    vigie_result_word(result, item->group, NULL);
    vigie_result_word(result, vigie_item_label(survey->codebook, item, context->lang), NULL);
    if (count->year != 0) {
        g_autofree char *year = g_strdup_printf("%d", count->year);
        vigie_result_number(result, count->year, year);
    } else {
        vigie_result_word(result, "", NULL);
    }
    add_number(result, loaded ? (double)count->n : NAN, context->lang);
    add_number(result, loaded ? (double)asked : NAN, context->lang);
    for (guint why = VIGIE_PRESENT; why < VIGIE_N_MISSING; why++)
        add_number(result, loaded ? (double)count->kinds[why] : NAN, context->lang);
}

/* A survey without answers still has its items. */
static void
add_unloaded(VigieResult *result, const VigieStudyContext *context, const VigieSurvey *survey)
{
    for (guint i = 0; i < survey->codebook->items->len; i++) {
        VigieItemCount count = {.item = survey->codebook->items->pdata[i]};
        add_row(result, context, survey, &count, false);
    }
    g_autofree char *note =
        g_strdup_printf(_("Survey %s has no answers in the store yet."), survey->name);
    vigie_result_note(result, note);
}

static bool
add_survey(VigieResult *result, const VigieStudyContext *context, const VigieSurvey *survey,
           bool by_year, GError **error)
{
    g_autoptr(GError) problem = NULL;
    g_autoptr(GArray) counts =
        vigie_item_counts(context->store, survey, NULL, by_year, context->progress, &problem);
    if (counts == NULL &&
        !g_error_matches(problem, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING)) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return false;
    }
    if (counts == NULL || counts->len == 0) {
        add_unloaded(result, context, survey);
        return true;
    }
    for (guint i = 0; i < counts->len; i++)
        add_row(result, context, survey, &g_array_index(counts, VigieItemCount, i), true);
    return true;
}

VigieResult *
vigie_study_items(const VigieStudyContext *context, const char *const *surveys, bool by_year,
                  GError **error)
{
    g_autoptr(GPtrArray) asked = g_ptr_array_new();
    const GPtrArray *all = context->observatory->surveys;
    for (guint i = 0; surveys == NULL && i < all->len; i++)
        g_ptr_array_add(asked, all->pdata[i]);
    for (; surveys != NULL && *surveys != NULL; surveys++) {
        const VigieSurvey *survey =
            vigie_observatory_survey(context->observatory, *surveys, error);
        if (survey == NULL)
            return NULL;
        g_ptr_array_add(asked, (gpointer)survey);
    }
    g_autoptr(VigieResult) result = result_new(by_year, asked->len > 1);
    for (guint i = 0; i < asked->len; i++)
        if (!add_survey(result, context, asked->pdata[i], by_year, error))
            return NULL;
    return g_steal_pointer(&result);
}
