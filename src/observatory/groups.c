/* groups.c - [survey X] and [dataset X]: keys, and item names checked against the questionnaire */
#include "groups.h"
#include <stdarg.h>
#include <string.h>

/* A group being read. */
typedef struct {
    const VigieObservatory *observatory;
    const VigieIni *ini;
    const char *group; /* "survey tiny" */
    const char *name;  /* "tiny" */
    const VigieCodebook *codebook;
} Group;

/* What a key's items may be. */
typedef enum { ANY_ITEM, DIMENSION, NUMBER_ITEM, DATE_ITEM } Wanted;

void
vigie_observatory_error_at(GError **error, const VigieIni *ini, const char *group,
                           const char *key, const char *format, ...)
{
    VigiePlace place = vigie_ini_place(ini, group, key);
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    vigie_set_error_at(error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_VALUE, &place,
                       "%s", text);
}

void
vigie_survey_free(VigieSurvey *survey)
{
    if (survey == NULL)
        return;
    g_free(survey->name);
    g_free(survey->title);
    if (survey->parent == NULL)
        g_clear_pointer(&survey->codebook, vigie_codebook_free);
    g_free(survey->id);
    g_free(survey->date);
    g_free(survey->weight);
    g_strfreev(survey->strata);
    g_strfreev(survey->cluster);
    g_strfreev(survey->fpc);
    g_free(survey->fieldwork);
    g_free(survey->unit);
    g_clear_pointer(&survey->weights, vigie_weights_plan_free);
    g_clear_pointer(&survey->bridges, g_ptr_array_unref);
    g_strfreev(survey->replicates.items);
    g_free(survey->replicates.rscale);
    g_clear_pointer(&survey->waves, g_ptr_array_unref);
    g_free(survey);
}

void
vigie_dataset_free(VigieDataset *dataset)
{
    if (dataset == NULL)
        return;
    g_free(dataset->name);
    g_free(dataset->title);
    g_clear_pointer(&dataset->codebook, vigie_codebook_free);
    g_strfreev(dataset->key);
    g_free(dataset->unit);
    g_free(dataset);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieSurvey, vigie_survey_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieDataset, vigie_dataset_free)

static bool
is_built_in(const char *name)
{
    return strcmp(name, "year") == 0 || strcmp(name, "wave") == 0;
}

static void
set_unknown_item(const Group *g, const char *key, const char *name, GError **error)
{
    g_autofree const char **names = vigie_codebook_names(g->codebook);
    const char *nearest = vigie_nearest(name, names);
    if (nearest != NULL)
        vigie_observatory_error_at(error, g->ini, g->group, key,
                                   _("%s: '%s' is not an item of %s; did you mean '%s'?"), key,
                                   name, g->codebook->path, nearest);
    else
        vigie_observatory_error_at(error, g->ini, g->group, key,
                                   _("%s: '%s' is not an item of %s"), key, name,
                                   g->codebook->path);
}

static bool
check_kind(const Group *g, const char *key, const VigieItem *item, Wanted wanted,
           GError **error)
{
    const char *right = NULL;
    if (wanted == NUMBER_ITEM && item->kind != VIGIE_VALUE_NUMBER)
        right = _("a number is needed (integer, decimal, calculate)");
    else if (wanted == DATE_ITEM && item->kind != VIGIE_VALUE_DATE)
        right = _("an item of type date is needed");
    else if (wanted == DIMENSION && item->kind == VIGIE_VALUE_CHOICES)
        right = _("an item with one value a record is needed");
    if (right == NULL)
        return true;
    vigie_observatory_error_at(error, g->ini, g->group, key, _("%s: '%s' is of type %s; %s"),
                               key, item->name, item->type, right);
    return false;
}

static bool
check_item(const Group *g, const char *key, const char *name, Wanted wanted, GError **error)
{
    if (wanted == DIMENSION && is_built_in(name))
        return true;
    const VigieItem *item = vigie_codebook_find(g->codebook, name);
    if (item != NULL) {
        ((VigieItem *)g_ptr_array_index(g->codebook->items, item->index))->used = true;
        return check_kind(g, key, item, wanted, error);
    }
    set_unknown_item(g, key, name, error);
    return false;
}

static bool
read_item(const Group *g, const char *key, Wanted wanted, char **out, GError **error)
{
    g_autofree char *name = vigie_ini_get(g->ini, g->group, key);
    if (name != NULL && *name != '\0' && !check_item(g, key, name, wanted, error))
        return false;
    *out = name != NULL ? g_steal_pointer(&name) : g_strdup("");
    return true;
}

static bool
read_items(const Group *g, const char *key, Wanted wanted, char ***out, GError **error)
{
    g_auto(GStrv) names = vigie_ini_get_list(g->ini, g->group, key);
    if (names == NULL)
        names = g_new0(char *, 1);
    for (guint i = 0; names[i] != NULL; i++) {
        if (!check_item(g, key, names[i], wanted, error))
            return false;
        if (g_strv_contains((const char *const *)names + i + 1, names[i])) {
            vigie_observatory_error_at(error, g->ini, g->group, key, _("%s names '%s' twice"),
                                       key, names[i]);
            return false;
        }
    }
    *out = g_steal_pointer(&names);
    return true;
}

static VigieCodebook *
read_questionnaire(const Group *g, GError **error)
{
    g_autofree char *said = vigie_ini_get(g->ini, g->group, "questionnaire");
    if (said == NULL || *said == '\0') {
        vigie_observatory_error_at(error, g->ini, g->group, NULL,
                                   _("[%s] needs questionnaire=surveys/%s.csv or the like"),
                                   g->group, g->name);
        return NULL;
    }
    g_autoptr(GError) cause = NULL;
    g_autofree char *path = vigie_observatory_path(g->observatory, said, &cause);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    if (path == NULL) {
        vigie_observatory_error_at(error, g->ini, g->group, "questionnaire", "%s",
                                   cause->message);
        return NULL;
    }
    if (vigie_file_read(path, &bytes, &length, &cause))
        return vigie_codebook_load_as(path, said, error);
    vigie_observatory_error_at(error, g->ini, g->group, "questionnaire",
                               _("the questionnaire cannot be read: %s"), cause->message);
    return NULL;
}

/* The title said, else the form's (what), else the name. */
static char *
read_title(const Group *g)
{
    char *title =
        vigie_ini_get_in(g->ini, g->group, "title", vigie_lang_code(g->observatory->lang));
    if (title != NULL)
        return title;
    const char *form = g->codebook->form_title;
    return g_strdup(form != NULL && *form != '\0' ? form : g->name);
}

static bool
read_words(const Group *g, VigieSurvey *survey, GError **error)
{
    static const char *const policies[] = {"adjust", "fail", "remove", "average", NULL};
    static const char *const samplings[] = {"probability", "voluntary", NULL};
    static const char *const units[] = {"party", "person", NULL};
    guint policy = VIGIE_LONELY_ADJUST, sampling = 0, unit = 0;
    if (!vigie_ini_get_word(g->ini, g->group, "lonely-psu", policies, &policy, error) ||
        !vigie_ini_get_word(g->ini, g->group, "sampling", samplings, &sampling, error) ||
        !vigie_ini_get_word(g->ini, g->group, "unit", units, &unit, error) ||
        !vigie_ini_get_bool(g->ini, g->group, "panel", &survey->panel, error))
        return false;
    survey->lonely = (VigieLonelyPolicy)policy;
    survey->voluntary = sampling == 1;
    survey->unit = g_strdup(units[unit]);
    return true;
}

/* The item that dates a record is known to the expressions too. */
static bool
read_date(const Group *g, VigieSurvey *survey, GError **error)
{
    if (!read_item(g, "date", DATE_ITEM, &survey->date, error))
        return false;
    if (*survey->date != '\0')
        survey->codebook->date = vigie_codebook_find(survey->codebook, survey->date);
    return true;
}

static bool
read_survey(Group *g, VigieSurvey *survey, GError **error)
{
    survey->name = g_strdup(g->name);
    g->codebook = survey->codebook = read_questionnaire(g, error);
    if (survey->codebook == NULL)
        return false;
    survey->title = read_title(g);
    survey->fieldwork = vigie_ini_get(g->ini, g->group, "fieldwork");
    if (survey->fieldwork == NULL)
        survey->fieldwork = g_strdup("");
    return read_item(g, "id", DIMENSION, &survey->id, error) && read_date(g, survey, error) &&
           read_item(g, "weight", NUMBER_ITEM, &survey->weight, error) &&
           read_items(g, "strata", DIMENSION, &survey->strata, error) &&
           read_items(g, "cluster", DIMENSION, &survey->cluster, error) &&
           read_items(g, "fpc", NUMBER_ITEM, &survey->fpc, error) &&
           vigie_observatory_read_replicates(g->ini, g->group, survey, error) &&
           read_words(g, survey, error);
}

static bool
read_dataset(Group *g, VigieDataset *dataset, GError **error)
{
    dataset->name = g_strdup(g->name);
    g->codebook = dataset->codebook = read_questionnaire(g, error);
    if (dataset->codebook == NULL)
        return false;
    if (dataset->codebook->repeats->len > 0) {
        const VigieRepeat *repeat = g_ptr_array_index(dataset->codebook->repeats, 0);
        vigie_observatory_error_at(error, g->ini, g->group, "questionnaire",
                                   _("%s has the repeat '%s' on line %u: a dataset has none, "
                                     "give it a dataset of its own"),
                                   g->codebook->path, repeat->name, repeat->line);
        return false;
    }
    dataset->title = read_title(g);
    return read_items(g, "key", DIMENSION, &dataset->key, error) &&
           read_item(g, "unit", ANY_ITEM, &dataset->unit, error);
}

/* The store has one table for each, and SQLite does not tell a from A. */
static bool
check_name(const VigieObservatory *observatory, const VigieIni *ini, const char *group,
           const char *name, GError **error)
{
    if (!vigie_text_is_name(name)) {
        vigie_observatory_error_at(
            error, ini, group, NULL,
            _("'%s' cannot name a survey or a dataset: use letters, digits, '_' and '-', a "
              "letter first"),
            name);
        return false;
    }
    const GPtrArray *both[] = {observatory->surveys, observatory->datasets};
    for (guint a = 0; a < G_N_ELEMENTS(both); a++)
        for (guint i = 0; i < both[a]->len; i++) {
            const char *other = *(char *const *)both[a]->pdata[i];
            if (g_ascii_strcasecmp(other, name) != 0)
                continue;
            vigie_observatory_error_at(error, ini, group, NULL,
                                       _("[%s]: the name '%s' is taken already"), group, other);
            return false;
        }
    return true;
}

static bool
add_survey(VigieObservatory *observatory, Group *g, GError **error)
{
    g_autoptr(VigieSurvey) survey = g_new0(VigieSurvey, 1);
    survey->bridges = g_ptr_array_new_with_free_func((GDestroyNotify)vigie_bridge_free);
    if (!read_survey(g, survey, error))
        return false;
    g_ptr_array_add(observatory->surveys, g_steal_pointer(&survey));
    return true;
}

static bool
add_dataset(VigieObservatory *observatory, Group *g, GError **error)
{
    g_autoptr(VigieDataset) dataset = g_new0(VigieDataset, 1);
    if (!read_dataset(g, dataset, error))
        return false;
    g_ptr_array_add(observatory->datasets, g_steal_pointer(&dataset));
    return true;
}

static bool
add_group(VigieObservatory *observatory, const VigieIni *ini, const char *group, GError **error)
{
    bool survey = g_str_has_prefix(group, "survey ");
    if (!survey && !g_str_has_prefix(group, "dataset "))
        return true;
    g_autofree char *name = g_strstrip(g_strdup(strchr(group, ' ')));
    if (!check_name(observatory, ini, group, name, error))
        return false;
    Group g = {.observatory = observatory, .ini = ini, .group = group, .name = name};
    return survey ? add_survey(observatory, &g, error) : add_dataset(observatory, &g, error);
}

/* A field-work log must have the counts that the response figures and n_h are made of. */
static bool
check_fieldwork(const VigieObservatory *observatory, const VigieIni *ini,
                const VigieSurvey *survey, GError **error)
{
    static const char *const needed[] = {"cluster", "stratum",   "approached",
                                         "refused", "completed", NULL};
    if (*survey->fieldwork == '\0')
        return true;
    g_autofree char *group = g_strconcat("survey ", survey->name, NULL);
    g_autoptr(GError) cause = NULL;
    const VigieDataset *log = vigie_observatory_dataset(observatory, survey->fieldwork, &cause);
    if (log == NULL) {
        vigie_observatory_error_at(error, ini, group, "fieldwork", "%s", cause->message);
        return false;
    }
    for (guint i = 0; needed[i] != NULL; i++)
        if (vigie_codebook_find(log->codebook, needed[i]) == NULL) {
            vigie_observatory_error_at(error, ini, group, "fieldwork",
                                       _("a field-work log needs the item '%s', which %s does "
                                         "not have"),
                                       needed[i], log->codebook->path);
            return false;
        }
    return true;
}

bool
vigie_observatory_read_groups(VigieObservatory *observatory, const VigieIni *ini,
                              GError **error)
{
    g_auto(GStrv) groups = vigie_ini_groups(ini);
    for (guint i = 0; groups[i] != NULL; i++)
        if (!add_group(observatory, ini, groups[i], error))
            return false;
    for (guint i = 0; i < observatory->surveys->len; i++)
        if (!check_fieldwork(observatory, ini, observatory->surveys->pdata[i], error))
            return false;
    return true;
}
