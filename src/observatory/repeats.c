/* repeats.c - each repeat of a survey's questionnaire is a survey of its own, with the design of its parent */
#include "groups.h"
#include <string.h>

static char *
title_of(const VigieObservatory *observatory, const VigieSurvey *parent,
         const VigieRepeat *repeat)
{
    const char *label = "";
    for (guint i = 0; i < parent->codebook->n_languages; i++) {
        bool ours =
            strcmp(parent->codebook->languages[i], vigie_lang_code(observatory->lang)) == 0;
        if (*repeat->labels[i] != '\0' && (*label == '\0' || ours))
            label = repeat->labels[i];
    }
    return g_strdup_printf("%s – %s", parent->title, *label != '\0' ? label : repeat->name);
}

/* Children of one record are not independent: where nothing else is, the record is their PSU; of two stages without a
 * second-stage item, it is the second-stage unit. */
static void
set_cluster(VigieSurvey *survey, const VigieSurvey *parent, const VigieRepeat *repeat)
{
    guint n = g_strv_length(parent->cluster);
    bool record = n == 0 || (n == 1 && g_strv_length(parent->fpc) >= 2);
    survey->cluster = g_new0(char *, n + 2);
    for (guint i = 0; i < n; i++)
        survey->cluster[i] = g_strdup(parent->cluster[i]);
    if (record)
        survey->cluster[n] = g_strdup(repeat->link->name);
    survey->fieldwork = g_strdup(n > 0 ? parent->fieldwork : "");
}

static void
copy_replicates(VigieReplicateItems *to, const VigieReplicateItems *from)
{
    *to = *from;
    to->items = g_strdupv(from->items);
    if (from->rscale != NULL)
        to->rscale = g_memdup2(from->rscale, g_strv_length(from->items) * sizeof(double));
}

static VigieSurvey *
survey_of(const VigieObservatory *observatory, const VigieSurvey *parent,
          const VigieRepeat *repeat)
{
    VigieSurvey *survey = g_new0(VigieSurvey, 1);
    survey->name = g_strdup_printf("%s.%s", parent->name, repeat->name);
    survey->title = title_of(observatory, parent, repeat);
    survey->codebook = repeat->codebook;
    survey->parent = parent;
    survey->id = g_strdup("");
    survey->date = g_strdup(parent->date);
    survey->weight = g_strdup(parent->weight);
    survey->strata = g_strdupv(parent->strata);
    survey->fpc = g_strdupv(parent->fpc);
    set_cluster(survey, parent, repeat);
    survey->lonely = parent->lonely;
    survey->panel = parent->panel;
    survey->voluntary = parent->voluntary;
    survey->unit = g_strdup(parent->unit);
    copy_replicates(&survey->replicates, &parent->replicates);
    if (*survey->date != '\0')
        survey->codebook->date = vigie_codebook_find(survey->codebook, survey->date);
    return survey;
}

/* In SQL the dot is "_", and SQLite does not tell a from A. */
static char *
sql_name(const char *name)
{
    char *lower = g_ascii_strdown(name, -1);
    return g_strdelimit(lower, ".", '_');
}

static bool
check_name(const VigieObservatory *observatory, const VigieIni *ini, const VigieSurvey *survey,
           GError **error)
{
    g_autofree char *name = sql_name(survey->name);
    const GPtrArray *both[] = {observatory->surveys, observatory->datasets};
    for (guint a = 0; a < G_N_ELEMENTS(both); a++)
        for (guint i = 0; i < both[a]->len; i++) {
            const char *taken = *(char *const *)both[a]->pdata[i];
            g_autofree char *other = sql_name(taken);
            if (strcmp(name, other) != 0)
                continue;
            g_autofree char *group = g_strdup_printf("survey %s", survey->parent->name);
            vigie_observatory_error_at(error, ini, group, NULL,
                                       _("the repeat '%s' of its questionnaire and '%s' would "
                                         "share a table: rename one"),
                                       survey->codebook->repeat->name, taken);
            return false;
        }
    return true;
}

/* Surveys added are looked at in their turn: repeats may stand in repeats. */
bool
vigie_observatory_add_repeats(VigieObservatory *observatory, const VigieIni *ini,
                              GError **error)
{
    for (guint i = 0; i < observatory->surveys->len; i++) {
        const VigieSurvey *parent = g_ptr_array_index(observatory->surveys, i);
        const GPtrArray *repeats = parent->codebook->repeats;
        for (guint r = 0; r < repeats->len; r++) {
            VigieSurvey *survey = survey_of(observatory, parent, g_ptr_array_index(repeats, r));
            bool good = check_name(observatory, ini, survey, error);
            g_ptr_array_insert(observatory->surveys, (gint)(i + 1 + r), survey);
            if (!good)
                return false;
        }
    }
    return true;
}
