/* folder.c - an observatory's folder: observatory.ini, sources, database, paths */
#include "groups.h"
#include <errno.h>
#include <string.h>

G_DEFINE_QUARK(vigie_observatory_error, vigie_observatory_error)

static const char *const observatory_keys[] = {"name",     "title",   "territory", "language",
                                               "currency", "contact", "notice",    NULL};
static const char *const survey_keys[] = {"questionnaire",
                                          "title",
                                          "weight",
                                          "strata",
                                          "cluster",
                                          "lonely-psu",
                                          "id",
                                          "date",
                                          "fpc",
                                          "panel",
                                          "sampling",
                                          "unit",
                                          "fieldwork",
                                          "replicates",
                                          "replicate-method",
                                          "fay-rho",
                                          "replicate-scale",
                                          "replicate-rscales",
                                          "replicate-factors",
                                          "replicate-centre",
                                          NULL};
static const char *const dataset_keys[] = {"questionnaire", "title", "key", "unit", NULL};
static const char *const publication_keys[] = {"suppress-below",
                                               "low-base-below",
                                               "caution-df-below",
                                               "precision",
                                               "n-eff-below",
                                               "width-below",
                                               "width-above",
                                               "relative-width-above",
                                               "imprecise-hidden-below",
                                               NULL};
static const char *const weights_keys[] = {"method", "bounds",     "trim",
                                           "by",     "population", NULL};
static const char *const margin_keys[] = {"item",   "totals",  "value", "keys",
                                          "shares", "missing", NULL};
static const VigieIniGroup allowed[] = {{"observatory", observatory_keys},
                                        {"survey *", survey_keys},
                                        {"dataset *", dataset_keys},
                                        {"publication", publication_keys},
                                        {"weights *", weights_keys},
                                        {"margin *", margin_keys},
                                        {NULL, NULL}};

static char *
text_of(const VigieObservatory *observatory, const VigieIni *ini, const char *key,
        const char *otherwise)
{
    char *text = vigie_ini_get_in(ini, "observatory", key, vigie_lang_code(observatory->lang));
    return text != NULL ? text : g_strdup(otherwise);
}

static bool
read_language(VigieObservatory *observatory, const VigieIni *ini, GError **error)
{
    static const char *const words[] = {"en", "fr", NULL};
    guint word = VIGIE_LANG_EN;
    if (!vigie_ini_get_word(ini, "observatory", "language", words, &word, error))
        return false;
    observatory->lang = (VigieLang)word;
    return true;
}

static bool
read_head(VigieObservatory *observatory, const VigieIni *ini, GError **error)
{
    if (!vigie_ini_has_group(ini, "observatory")) {
        VigiePlace place = {vigie_ini_path(ini), 0, 0};
        vigie_set_error_at(error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_VALUE,
                           &place, _("there is no [observatory] group; it starts with name="));
        return false;
    }
    if (!read_language(observatory, ini, error))
        return false;
    g_autofree char *folder = g_path_get_basename(observatory->dir);
    observatory->name = text_of(observatory, ini, "name", folder);
    observatory->title = text_of(observatory, ini, "title", observatory->name);
    observatory->territory = text_of(observatory, ini, "territory", "");
    observatory->contact = text_of(observatory, ini, "contact", "");
    observatory->notice = text_of(observatory, ini, "notice", "");
    observatory->currency = text_of(observatory, ini, "currency", "EUR");
    return true;
}

static bool
read_threshold(const VigieIni *ini, const char *key, double *out, GError **error)
{
    if (!vigie_ini_get_number(ini, "publication", key, out, error))
        return false;
    if (*out >= 0)
        return true;
    vigie_observatory_error_at(error, ini, "publication", key,
                               _("%s is a number of answers, 0 or more"), key);
    return false;
}

/* Of an interval: points as a part of 1, or times the share. */
static bool
read_width(const VigieIni *ini, const char *key, double *out, GError **error)
{
    if (!vigie_ini_get_number(ini, "publication", key, out, error))
        return false;
    if (*out >= 0)
        return true;
    vigie_observatory_error_at(error, ini, "publication", key,
                               _("%s is a width, 0 or more, such as 0.3 for 30 points"), key);
    return false;
}

/* Thresholds of precision: those of the word, then each that is given. */
static bool
read_precision(VigieObservatory *o, const VigieIni *ini, GError **error)
{
    static const char *const words[] = {"none", "nchs", NULL};
    guint word = 0;
    if (!vigie_ini_get_word(ini, "publication", "precision", words, &word, error))
        return false;
    if (word == 1) {
        o->n_eff_below = 30;
        o->width_below = 0.05;
        o->width_above = 0.30;
        o->relative_width_above = 1.30;
        o->imprecise_hidden_below = 30;
    }
    return read_threshold(ini, "n-eff-below", &o->n_eff_below, error) &&
           read_width(ini, "width-below", &o->width_below, error) &&
           read_width(ini, "width-above", &o->width_above, error) &&
           read_width(ini, "relative-width-above", &o->relative_width_above, error) &&
           read_threshold(ini, "imprecise-hidden-below", &o->imprecise_hidden_below, error);
}

static bool
read_publication(VigieObservatory *observatory, const VigieIni *ini, GError **error)
{
    observatory->suppress_below = 11;
    observatory->low_base_below = 30;
    observatory->caution_df_below = 8;
    return read_threshold(ini, "suppress-below", &observatory->suppress_below, error) &&
           read_threshold(ini, "low-base-below", &observatory->low_base_below, error) &&
           read_threshold(ini, "caution-df-below", &observatory->caution_df_below, error) &&
           read_precision(observatory, ini, error);
}

static int
compare_paths(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* sources/ *.ini; no such folder means no sources yet. */
static bool
list_sources(VigieObservatory *observatory, GError **error)
{
    g_autofree char *folder = g_build_filename(observatory->dir, "sources", NULL);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    if (g_file_test(folder, G_FILE_TEST_EXISTS)) {
        g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
        if (entries == NULL) {
            VigiePlace place = {"sources", 0, 0};
            vigie_set_error_at(
                error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO, &place,
                _("this is no folder that can be read; sources/*.ini say how raw "
                  "files become answers"));
            return false;
        }
        for (const char *name; (name = g_dir_read_name(entries)) != NULL;)
            if (g_str_has_suffix(name, ".ini") && name[0] != '.')
                g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    }
    g_ptr_array_sort(paths, compare_paths);
    g_ptr_array_add(paths, NULL);
    observatory->sources = (char **)g_ptr_array_free(g_steal_pointer(&paths), FALSE);
    return true;
}

static VigieIni *
load_ini(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "observatory.ini", NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        VigiePlace place = {dir, 0, 0};
        vigie_set_error_at(
            error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_MISSING, &place,
            _("no observatory.ini here; say where it is with -C DIR, or make one with "
              "vigie init DIR"));
        return NULL;
    }
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) cause = NULL;
    if (vigie_file_read(path, &text, &length, &cause))
        return vigie_ini_parse("observatory.ini", text, length, error);
    VigiePlace place = {"observatory.ini", 0, 0};
    vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO, &place,
                       _("cannot be read: %s"), cause->message);
    return NULL;
}

VigieObservatory *
vigie_observatory_open(const char *dir, const char *database, GError **error)
{
    g_autoptr(VigieIni) ini = load_ini(dir, error);
    if (ini == NULL || !vigie_ini_check(ini, allowed, error))
        return NULL;
    g_autoptr(VigieObservatory) observatory = g_new0(VigieObservatory, 1);
    observatory->dir = g_canonicalize_filename(dir, NULL);
    observatory->database = database != NULL
                                ? g_canonicalize_filename(database, NULL)
                                : g_build_filename(observatory->dir, "observatory.db", NULL);
    observatory->surveys = g_ptr_array_new_with_free_func((GDestroyNotify)vigie_survey_free);
    observatory->datasets = g_ptr_array_new_with_free_func((GDestroyNotify)vigie_dataset_free);
    if (!read_head(observatory, ini, error) || !read_publication(observatory, ini, error) ||
        !vigie_observatory_read_groups(observatory, ini, error) ||
        !vigie_observatory_read_weights(observatory, ini, error) ||
        !vigie_observatory_add_repeats(observatory, ini, error) ||
        !list_sources(observatory, error))
        return NULL;
    return g_steal_pointer(&observatory);
}

void
vigie_observatory_free(VigieObservatory *observatory)
{
    if (observatory == NULL)
        return;
    g_free(observatory->dir);
    g_free(observatory->name);
    g_free(observatory->title);
    g_free(observatory->territory);
    g_free(observatory->contact);
    g_free(observatory->notice);
    g_free(observatory->currency);
    g_free(observatory->database);
    g_strfreev(observatory->sources);
    g_clear_pointer(&observatory->surveys, g_ptr_array_unref);
    g_clear_pointer(&observatory->datasets, g_ptr_array_unref);
    g_free(observatory);
}

/* Both structs of an array start with their name, so one search serves both. */
G_STATIC_ASSERT(G_STRUCT_OFFSET(VigieSurvey, name) == 0);
G_STATIC_ASSERT(G_STRUCT_OFFSET(VigieDataset, name) == 0);

static gconstpointer
find_named(const GPtrArray *array, const char *name)
{
    for (guint i = 0; i < array->len; i++)
        if (strcmp(*(char *const *)array->pdata[i], name) == 0)
            return array->pdata[i];
    return NULL;
}

static void
set_unknown(GError **error, const GPtrArray *array, const char *what, const char *name)
{
    g_autofree const char **names = g_new0(const char *, array->len + 1);
    for (guint i = 0; i < array->len; i++)
        names[i] = *(char *const *)array->pdata[i];
    const char *nearest = vigie_nearest(name, names);
    g_autofree char *all = g_strjoinv(", ", (char **)names);
    if (nearest != NULL)
        g_set_error(error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_NAME,
                    _("there is no %s '%s'; did you mean '%s'?"), what, name, nearest);
    else if (array->len > 0)
        g_set_error(error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_NAME,
                    _("there is no %s '%s'; there is: %s"), what, name, all);
    else
        g_set_error(error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_NAME,
                    _("there is no %s '%s', nor any other in observatory.ini"), what, name);
}

const VigieSurvey *
vigie_observatory_survey(const VigieObservatory *observatory, const char *name, GError **error)
{
    const VigieSurvey *survey = find_named(observatory->surveys, name);
    if (survey == NULL)
        set_unknown(error, observatory->surveys, _("survey"), name);
    return survey;
}

const VigieDataset *
vigie_observatory_dataset(const VigieObservatory *observatory, const char *name, GError **error)
{
    const VigieDataset *dataset = find_named(observatory->datasets, name);
    if (dataset == NULL)
        set_unknown(error, observatory->datasets, _("dataset"), name);
    return dataset;
}

/* The length of "$VIGIE_DATA" or "${VIGIE_DATA}" at text, 0 if neither stands there. */
static gsize
variable_length(const char *text)
{
    static const char *const spellings[] = {"${VIGIE_DATA}", "$VIGIE_DATA"};
    for (gsize i = 0; i < G_N_ELEMENTS(spellings); i++)
        if (g_str_has_prefix(text, spellings[i]))
            return strlen(spellings[i]);
    return 0;
}

char *
vigie_observatory_path(const VigieObservatory *observatory, const char *path, GError **error)
{
    g_autoptr(GString) expanded = g_string_new(NULL);
    const char *root = g_getenv("VIGIE_DATA");
    while (*path != '\0') {
        gsize n = variable_length(path);
        if (n > 0 && (root == NULL || *root == '\0')) {
            g_set_error(error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_VALUE,
                        _("the variable VIGIE_DATA is not set; export it as the folder that "
                          "holds the data"));
            return NULL;
        }
        if (n > 0)
            g_string_append(expanded, root);
        else
            g_string_append_c(expanded, *path);
        path += MAX(n, 1);
    }
    return g_canonicalize_filename(expanded->str, observatory->dir);
}
