/* sampling.c - the sampling design of a study, from the surveys' keys
 *
 * strata= and cluster= are crossed as listed, PSUs are nested in strata and strata in their survey.  Where fpc= names
 * two items there are two stages: the last item of cluster= is then the second-stage unit (each record where there
 * is no other).  With panel=yes the labels without year and wave say which PSUs are the same site. */
#include "calibrated.h"
#include "children.h"
#include <math.h>
#include <string.h>

typedef struct {
    VigieStudy *study;
    guint32 *psu;                            /* [n] */
    GArray *stratum;                         /* guint32 [n_psu] */
    GPtrArray *stratum_name;                 /* char* [n_strata] */
    GArray *population_psu;                  /* double [n_strata] */
    GArray *population_ssu;                  /* double [n_psu] */
    guint32 *ssu;                            /* [n], or NULL */
    GArray *ssu_psu;                         /* guint32 [n_ssu] */
    bool panel;                              /* any survey with panel=yes */
    GArray *site, *site_stratum;             /* guint32 [n_psu] */
    GHashTable *site_ids, *site_stratum_ids; /* label -> number + 1 */
    double *weight;                          /* [n], or NULL = the first part's column */
} Sampling;

static bool
is_time(const char *name)
{
    return strcmp(name, "year") == 0 || strcmp(name, "wave") == 0;
}

static const VigieStudyPart *
part_at(const VigieStudy *study, guint i)
{
    return g_ptr_array_index(study->parts, i);
}

/* Labels ----------------------------------------------------------------------------------- */

static char *
label(const VigieFrame *frame, const char *const *names, gsize i, bool with_time)
{
    GString *text = g_string_new(NULL);
    for (; *names != NULL; names++) {
        char buffer[VIGIE_NUMBER_SIZE];
        if (!with_time && is_time(*names))
            continue;
        if (text->len > 0)
            g_string_append_c(text, '/');
        const char *value = vigie_column_text(vigie_frame_column(frame, *names), i, buffer);
        g_string_append(text, *value != '\0' ? value : "-");
    }
    return g_string_free(text, FALSE);
}

void
vigie_psu_labels_init(VigiePsuLabels *labels, const VigieFrame *frame,
                      const char *const *strata, const char *const *cluster, gsize i)
{
    *labels = (VigiePsuLabels){label(frame, strata, i, true), label(frame, cluster, i, true),
                               label(frame, strata, i, false), label(frame, cluster, i, false)};
}

void
vigie_psu_labels_release(VigiePsuLabels *labels)
{
    g_free(labels->stratum);
    g_free(labels->cluster);
    g_free(labels->site_stratum);
    g_free(labels->site);
}

static guint32
number_of(GHashTable *ids, char *name)
{
    guint32 found = GPOINTER_TO_UINT(g_hash_table_lookup(ids, name));
    if (found == 0) {
        found = g_hash_table_size(ids) + 1;
        g_hash_table_insert(ids, name, GUINT_TO_POINTER(found));
    } else {
        g_free(name);
    }
    return found - 1;
}

/* Tables of strata, PSUs and sites ----------------------------------------------------------- */

static guint32
add_stratum(Sampling *sampling, const VigieStudyPart *part, const char *name)
{
    const double none = NAN;
    bool several = sampling->study->parts->len > 1;
    g_ptr_array_add(sampling->stratum_name,
                    several && *name != '\0'
                        ? g_strdup_printf("%s:%s", part->survey->name, name)
                        : g_strdup(*name != '\0' ? name : part->survey->name));
    g_array_append_val(sampling->population_psu, none);
    return sampling->stratum_name->len - 1;
}

/* Sites have the survey in their label: two surveys never share one.  Without panel a PSU is its own site. */
static void
add_psu(Sampling *sampling, const VigieStudyPart *part, guint32 stratum,
        const VigiePsuLabels *labels)
{
    const double none = NAN;
    guint32 psu = sampling->stratum->len;
    g_array_append_val(sampling->stratum, stratum);
    g_array_append_val(sampling->population_ssu, none);
    if (!sampling->panel)
        return;
    const char *survey = part->survey->name;
    bool linked = part->survey->panel && labels != NULL;
    char *in = linked ? g_strdup_printf("%s\n%s", survey, labels->site_stratum)
                      : g_strdup_printf("%s\n%u\n", survey, stratum);
    char *site = linked ? g_strdup_printf("%s\n%s", in, labels->site)
                        : g_strdup_printf("%s\n%u\n\n", survey, psu);
    guint32 site_stratum = number_of(sampling->site_stratum_ids, in);
    guint32 number = number_of(sampling->site_ids, site);
    g_array_append_val(sampling->site_stratum, site_stratum);
    g_array_append_val(sampling->site, number);
}

/* Keys of one part ------------------------------------------------------------------------- */

typedef struct {
    VigieKeys strata, cluster, psu;
    gsize *stratum_first, *psu_first;
    const char **cluster_names; /* without the second-stage item */
    guint32 base_stratum, base_psu;
} PartKeys;

static bool
two_stages(const VigieStudy *study, const VigieSurvey *survey)
{
    return study->parts->len == 1 && g_strv_length(survey->fpc) >= 2;
}

static void
cross_names(VigieKeys *keys, const VigieFrame *frame, const char *const *names)
{
    vigie_keys_init(keys, frame->n);
    for (; *names != NULL; names++)
        vigie_keys_cross(keys, vigie_frame_column(frame, *names), frame->n);
}

static void
each_its_own(VigieKeys *keys, gsize n)
{
    for (gsize i = 0; i < n; i++)
        keys->code[i] = (guint32)i;
    keys->count = (guint32)n;
}

static void
part_keys_init(PartKeys *keys, const VigieStudy *study, const VigieStudyPart *part)
{
    const VigieSurvey *survey = part->survey;
    gsize n = part->frame->n;
    guint n_cluster = g_strv_length(survey->cluster);
    *keys = (PartKeys){0};
    keys->cluster_names = g_new0(const char *, n_cluster + 1);
    for (guint i = 0; i < n_cluster - (two_stages(study, survey) && n_cluster > 1); i++)
        keys->cluster_names[i] = survey->cluster[i];
    cross_names(&keys->strata, part->frame, (const char *const *)survey->strata);
    cross_names(&keys->cluster, part->frame, keys->cluster_names);
    if (n_cluster == 0)
        each_its_own(&keys->cluster, n);
    keys->psu.code = g_memdup2(keys->strata.code, MAX(n, 1) * sizeof *keys->strata.code);
    keys->psu.count = keys->strata.count;
    vigie_keys_cross_codes(&keys->psu, &keys->cluster, n);
    keys->stratum_first = vigie_keys_first(&keys->strata, n);
    keys->psu_first = vigie_keys_first(&keys->psu, n);
}

static void
part_keys_release(PartKeys *keys)
{
    vigie_keys_release(&keys->strata);
    vigie_keys_release(&keys->cluster);
    vigie_keys_release(&keys->psu);
    g_free(keys->stratum_first);
    g_free(keys->psu_first);
    g_free(keys->cluster_names);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PartKeys, part_keys_release)

static void
add_part_units(Sampling *sampling, const VigieStudyPart *part, PartKeys *keys)
{
    const char *const *strata = (const char *const *)part->survey->strata;
    keys->base_stratum = sampling->stratum_name->len;
    keys->base_psu = sampling->stratum->len;
    for (guint32 s = 0; s < keys->strata.count; s++) {
        g_autofree char *name = label(part->frame, strata, keys->stratum_first[s], true);
        add_stratum(sampling, part, name);
    }
    for (guint32 p = 0; p < keys->psu.count; p++) {
        gsize first = keys->psu_first[p];
        VigiePsuLabels labels = {0};
        bool linked = part->survey->panel && *keys->cluster_names != NULL;
        if (linked)
            vigie_psu_labels_init(&labels, part->frame, strata, keys->cluster_names, first);
        add_psu(sampling, part, keys->base_stratum + keys->strata.code[first],
                linked ? &labels : NULL);
        vigie_psu_labels_release(&labels);
    }
    for (gsize i = 0; i < part->frame->n; i++)
        sampling->psu[part->first + i] = keys->base_psu + keys->psu.code[i];
}

#define LABELS_SHOWN 5

/* The first labels that were met twice, and how many there were. */
static void
warn_twice(const Sampling *sampling, const VigieStudyPart *part, const GPtrArray *labels)
{
    g_autoptr(GString) shown = g_string_new(NULL);
    for (guint i = 0; i < MIN(labels->len, LABELS_SHOWN); i++)
        g_string_append_printf(shown, "%s%s", i > 0 ? ", " : "",
                               (const char *)g_ptr_array_index(labels, i));
    vigie_findings_add(
        sampling->study->warnings, VIGIE_NOTE, "cluster_in_two_strata", NULL,
        P_("survey %s: %u cluster stands in two strata (%s%s): it is one PSU in each",
           "survey %s: %u clusters stand in two strata (%s%s): each is one PSU in each",
           labels->len),
        part->survey->name, labels->len, shown->str, labels->len > LABELS_SHOWN ? ", …" : "");
}

/* Labels that stand in two strata of one year; where a year is in the strata, other years do not count. */
static void
warn_labels(const Sampling *sampling, const VigieStudyPart *part, const PartKeys *keys)
{
    if (*keys->cluster_names == NULL)
        return;
    gsize n = part->frame->n;
    VigieKeys time;
    vigie_keys_init(&time, n);
    for (char **name = part->survey->strata; *name != NULL; name++)
        if (is_time(*name))
            vigie_keys_cross(&time, vigie_frame_column(part->frame, *name), n);
    vigie_keys_cross_codes(&time, &keys->cluster, n);
    g_autofree guint32 *n_strata = g_new0(guint32, MAX(time.count, 1));
    g_autoptr(GPtrArray) twice = g_ptr_array_new_with_free_func(g_free);
    for (guint32 p = 0; p < keys->psu.count; p++) {
        gsize first = keys->psu_first[p];
        if (++n_strata[time.code[first]] == 2)
            g_ptr_array_add(twice, label(part->frame, keys->cluster_names, first, true));
    }
    if (twice->len > 0)
        warn_twice(sampling, part, twice);
    vigie_keys_release(&time);
}

/* Finite populations ----------------------------------------------------------------------- */

/* Sets population[code[i]] from an item; two values for one code are an error that names it. */
static bool
read_population(const VigieStudyPart *part, const char *item, const guint32 *code, guint32 base,
                GArray *population, const char *const *names, GError **error)
{
    const VigieColumn *column = vigie_frame_column(part->frame, item);
    for (gsize i = 0; i < part->frame->n; i++) {
        double value = column->value[i];
        double *have = &g_array_index(population, double, base + code[i]);
        if (isnan(value))
            continue;
        if (isnan(*have)) {
            *have = value;
        } else if (fabs(*have - value) > 1e-9 * fabs(value)) {
            g_autofree char *at = label(part->frame, names, i, true);
            g_set_error(
                error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                _("survey '%s': item '%s' of fpc= varies within '%s' (%g and %g); it is a "
                  "population, the same for all its records"),
                part->survey->name, item, at, *have, value);
            return false;
        }
    }
    return true;
}

static bool
add_second_stage(Sampling *sampling, const VigieStudyPart *part, const PartKeys *keys,
                 GError **error)
{
    char **cluster = part->survey->cluster;
    guint n_cluster = g_strv_length(cluster);
    gsize n = part->frame->n;
    VigieKeys ssu = {g_memdup2(keys->psu.code, MAX(n, 1) * sizeof(guint32)), keys->psu.count};
    if (n_cluster > 1)
        vigie_keys_cross(&ssu, vigie_frame_column(part->frame, cluster[n_cluster - 1]), n);
    else
        each_its_own(&ssu, n);
    g_autofree gsize *first = vigie_keys_first(&ssu, n);
    for (guint32 u = 0; u < ssu.count; u++)
        g_array_append_val(sampling->ssu_psu, sampling->psu[first[u]]);
    sampling->ssu = g_steal_pointer(&ssu.code);
    return read_population(part, part->survey->fpc[1], keys->psu.code, 0,
                           sampling->population_ssu, keys->cluster_names, error);
}

static bool
add_populations(Sampling *sampling, const VigieStudyPart *part, const PartKeys *keys,
                GError **error)
{
    const VigieSurvey *survey = part->survey;
    if (*survey->fpc == NULL)
        return true;
    if (!read_population(part, survey->fpc[0], keys->strata.code, keys->base_stratum,
                         sampling->population_psu, (const char *const *)survey->strata, error))
        return false;
    return !two_stages(sampling->study, survey) ||
           add_second_stage(sampling, part, keys, error);
}

/* Sampled PSUs without answers ---------------------------------------------------------- */

typedef struct {
    Sampling *sampling;
    const VigieStudyPart *part;
    GHashTable *strata; /* label -> number + 1 */
    GHashTable *psus;   /* "stratum\ncluster" -> number + 1 */
    GHashTable *units; /* number of the PSU, "\n", second-stage unit: a set; NULL = one stage */
} Log;

static void
on_site_day(void *user, const VigiePsuLabels *labels)
{
    Log *log = user;
    g_autofree char *key = g_strdup_printf("%s\n%s", labels->stratum, labels->cluster);
    if (g_hash_table_contains(log->psus, key))
        return;
    g_hash_table_insert(log->psus, g_steal_pointer(&key),
                        GUINT_TO_POINTER(log->sampling->stratum->len + 1));
    guint32 stratum = GPOINTER_TO_UINT(g_hash_table_lookup(log->strata, labels->stratum));
    if (stratum == 0) {
        stratum = add_stratum(log->sampling, log->part, labels->stratum) + 1;
        g_hash_table_insert(log->strata, g_strdup(labels->stratum), GUINT_TO_POINTER(stratum));
    }
    add_psu(log->sampling, log->part, stratum - 1, labels);
}

static char *
unit_key(guint32 psu, const char *unit)
{
    return g_strdup_printf("%u\n%s", psu, unit);
}

/* Of a repeat: a record without a child is in the sample all the same. */
static void
on_parent(void *user, const VigiePsuLabels *labels, const char *unit)
{
    Log *log = user;
    on_site_day(log, labels);
    if (log->units == NULL)
        return;
    g_autofree char *key = g_strdup_printf("%s\n%s", labels->stratum, labels->cluster);
    guint32 psu = GPOINTER_TO_UINT(g_hash_table_lookup(log->psus, key)) - 1;
    if (g_hash_table_add(log->units, unit_key(psu, unit)))
        g_array_append_val(log->sampling->ssu_psu, psu);
}

static GHashTable *
units_of(const Sampling *sampling, const VigieStudyPart *part)
{
    if (sampling->ssu == NULL || part->survey->parent == NULL)
        return NULL;
    char *const *cluster = part->survey->cluster;
    guint last = g_strv_length((char **)cluster) - 1;
    const VigieColumn *unit = vigie_frame_column(part->frame, cluster[last]);
    GHashTable *units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < part->frame->n; i++) {
        char buffer[VIGIE_NUMBER_SIZE];
        g_hash_table_add(units, unit_key(sampling->psu[part->first + i],
                                         vigie_column_text(unit, i, buffer)));
    }
    return units;
}

static bool
add_silent(Sampling *sampling, const VigieStudyPart *part, const PartKeys *keys, GError **error)
{
    bool fieldwork = *part->survey->fieldwork != '\0';
    if ((!fieldwork && part->survey->parent == NULL) || *keys->cluster_names == NULL)
        return true;
    const char *const *strata = (const char *const *)part->survey->strata;
    g_autoptr(GHashTable) by_label =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) psus = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint32 s = 0; s < keys->strata.count; s++)
        g_hash_table_insert(by_label, label(part->frame, strata, keys->stratum_first[s], true),
                            GUINT_TO_POINTER(keys->base_stratum + s + 1));
    for (guint32 p = 0; p < keys->psu.count; p++) {
        VigiePsuLabels labels;
        vigie_psu_labels_init(&labels, part->frame, strata, keys->cluster_names,
                              keys->psu_first[p]);
        g_hash_table_insert(psus, g_strdup_printf("%s\n%s", labels.stratum, labels.cluster),
                            GUINT_TO_POINTER(keys->base_psu + p + 1));
        vigie_psu_labels_release(&labels);
    }
    g_autoptr(GHashTable) units = units_of(sampling, part);
    Log log = {sampling, part, by_label, psus, units};
    return (!fieldwork ||
            vigie_study_fieldwork(sampling->study, part, on_site_day, &log, error)) &&
           vigie_study_childless(sampling->study, part, keys->cluster_names, on_parent, &log,
                                 error);
}

/* The whole -------------------------------------------------------------------------------- */

static bool
add_part(Sampling *sampling, const VigieStudyPart *part, GError **error)
{
    g_auto(PartKeys) keys;
    part_keys_init(&keys, sampling->study, part);
    add_part_units(sampling, part, &keys);
    warn_labels(sampling, part, &keys);
    return add_populations(sampling, part, &keys, error) &&
           add_silent(sampling, part, &keys, error);
}

/* [n] weights of all parts; one survey's column is used as it stands; NULL = all 1.  In a calibrated design the weights
 * by which it is made go to auxiliary. */
static const double *
weights(Sampling *sampling, VigieStudyAuxiliary *auxiliary)
{
    const VigieStudy *study = sampling->study;
    const VigieStudyPart *only = part_at(study, 0);
    bool calibrated = auxiliary->spec.n_terms > 0;
    if (study->parts->len == 1 && !calibrated && only->g == NULL && !vigie_study_has_unit(only))
        return *only->survey->weight != '\0'
                   ? vigie_frame_column(only->frame, only->survey->weight)->value
                   : NULL;
    sampling->weight = g_new(double, study->n);
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = part_at(study, p);
        const VigieColumn *column = *part->survey->weight != '\0'
                                        ? vigie_frame_column(part->frame, part->survey->weight)
                                        : NULL;
        for (gsize i = 0; i < part->frame->n; i++) {
            double d = column != NULL ? column->value[i] : 1;
            double g = part->g != NULL && !isnan(part->g[i]) ? part->g[i] : 1;
            sampling->weight[part->first + i] = d * g;
            if (calibrated) {
                auxiliary->design_weight[part->first + i] = d;
                auxiliary->calibrated[part->first + i] = d * g;
            }
        }
        vigie_study_apply_unit(study, part, sampling->weight + part->first,
                               calibrated ? auxiliary->count + part->first : NULL);
    }
    return sampling->weight;
}

static VigieLonelyPsu
lonely_policy(VigieLonelyPolicy policy)
{
    switch (policy) {
    case VIGIE_LONELY_FAIL:
        return VIGIE_LONELY_PSU_FAIL;
    case VIGIE_LONELY_REMOVE:
        return VIGIE_LONELY_PSU_REMOVE;
    case VIGIE_LONELY_AVERAGE:
        return VIGIE_LONELY_PSU_AVERAGE;
    case VIGIE_LONELY_ADJUST:
    default:
        return VIGIE_LONELY_PSU_ADJUST;
    }
}

static const char *
policy_text(VigieLonelyPsu policy)
{
    switch (policy) {
    case VIGIE_LONELY_PSU_FAIL:
        return _("lonely-psu=fail: figures that need it have no standard error");
    case VIGIE_LONELY_PSU_REMOVE:
        return _("lonely-psu=remove: it adds nothing to the standard error");
    case VIGIE_LONELY_PSU_AVERAGE:
        return _("lonely-psu=average: the mean of the other strata stands for its variance");
    case VIGIE_LONELY_PSU_ADJUST:
    default:
        return _("lonely-psu=adjust: its deviation is taken from the mean of all PSUs");
    }
}

static void
warn_lonely(const VigieStudy *study, const VigieDesign *design)
{
    for (const char *const *name = vigie_design_lonely(design); *name != NULL; name++)
        vigie_findings_add(study->warnings, VIGIE_NOTE, "lonely_psu", NULL,
                           _("stratum '%s' has a single PSU (%s)"), *name,
                           policy_text(vigie_design_lonely_policy(design)));
}

static VigieDesign *
build(Sampling *sampling, VigieStudyAuxiliary *auxiliary, GError **error)
{
    const VigieStudy *study = sampling->study;
    for (guint p = 0; p < study->parts->len; p++)
        if (!add_part(sampling, part_at(study, p), error))
            return NULL;
    if (!vigie_study_auxiliary(study, auxiliary, error))
        return NULL;
    bool staged = sampling->ssu != NULL;
    VigieDesignSpec spec = {
        .n = study->n,
        .psu = sampling->psu,
        .weight = weights(sampling, auxiliary),
        .n_psu = sampling->stratum->len,
        .n_strata = sampling->stratum_name->len,
        .stratum = (const guint32 *)(gpointer)sampling->stratum->data,
        .stratum_name = (const char *const *)sampling->stratum_name->pdata,
        .population_psu = (const double *)(gpointer)sampling->population_psu->data,
        .ssu = sampling->ssu,
        .n_ssu = sampling->ssu_psu->len,
        .ssu_psu = staged ? (const guint32 *)(gpointer)sampling->ssu_psu->data : NULL,
        .population_ssu =
            staged ? (const double *)(gpointer)sampling->population_ssu->data : NULL,
        .site = sampling->panel ? (const guint32 *)(gpointer)sampling->site->data : NULL,
        .site_stratum =
            sampling->panel ? (const guint32 *)(gpointer)sampling->site_stratum->data : NULL,
        .lonely = lonely_policy(part_at(study, 0)->survey->lonely),
        .auxiliary = auxiliary->spec.n_terms > 0 ? &auxiliary->spec : NULL,
    };
    VigieDesign *design = vigie_design_new(&spec, error);
    if (design != NULL)
        warn_lonely(study, design);
    return design;
}

static void
sampling_release(Sampling *sampling)
{
    g_free(sampling->psu);
    g_free(sampling->ssu);
    g_free(sampling->weight);
    g_ptr_array_unref(sampling->stratum_name);
    GArray *arrays[] = {sampling->stratum, sampling->population_psu, sampling->population_ssu,
                        sampling->ssu_psu, sampling->site,           sampling->site_stratum};
    for (guint i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_array_unref(arrays[i]);
    g_hash_table_unref(sampling->site_ids);
    g_hash_table_unref(sampling->site_stratum_ids);
}

VigieDesign *
vigie_study_design(VigieStudy *study, GError **error)
{
    Sampling sampling = {
        .study = study,
        .psu = g_new(guint32, study->n),
        .stratum = g_array_new(FALSE, FALSE, sizeof(guint32)),
        .stratum_name = g_ptr_array_new_with_free_func(g_free),
        .population_psu = g_array_new(FALSE, FALSE, sizeof(double)),
        .population_ssu = g_array_new(FALSE, FALSE, sizeof(double)),
        .ssu_psu = g_array_new(FALSE, FALSE, sizeof(guint32)),
        .site = g_array_new(FALSE, FALSE, sizeof(guint32)),
        .site_stratum = g_array_new(FALSE, FALSE, sizeof(guint32)),
        .site_ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .site_stratum_ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    for (guint p = 0; p < study->parts->len; p++)
        sampling.panel = sampling.panel || part_at(study, p)->survey->panel;
    VigieStudyAuxiliary auxiliary = {0};
    VigieDesign *design = build(&sampling, &auxiliary, error);
    vigie_study_auxiliary_release(&auxiliary);
    sampling_release(&sampling);
    return design;
}
