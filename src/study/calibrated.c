/* calibrated.c - the calibrated weights of a study: which calibration each record has, and the variables that it was
 * calibrated by, so that sampling errors are those of residuals */
#include "calibrated.h"
#include "children.h"
#include "totals.h"
#include <math.h>
#include <string.h>

/* Reading ------------------------------------------------------------------------------------- */

/* The items of a calibration as they are today; one that is gone, or of another kind, leaves it without use. */
static bool
is_usable(const VigieSurvey *survey, const VigieStoredCalibration *calibration)
{
    for (guint m = 0; m < calibration->margins->len; m++) {
        const VigieStoredMargin *margin = g_ptr_array_index(calibration->margins, m);
        for (char **name = margin->items; *name != NULL; name++) {
            const VigieItem *item = vigie_codebook_find(survey->codebook, *name);
            if (item == NULL || (item->kind == VIGIE_VALUE_NUMBER) != margin->number ||
                item->kind == VIGIE_VALUE_CHOICES || item->kind == VIGIE_VALUE_DATE)
                return false;
        }
    }
    return true;
}

bool
vigie_study_open_weights(VigieStudy *study, VigieStudyPart *part, GError **error)
{
    if (study->question->weighting == VIGIE_WEIGHTING_DESIGN)
        return true;
    part->calibrations = NULL;
    const VigieSurvey *root = vigie_study_root(part->survey);
    if (!vigie_store_stamp(study->store, root->name, &part->stamp, error))
        return false;
    part->calibrations = vigie_store_calibrations(study->store, root->name, true, error);
    for (guint c = 0; part->calibrations != NULL && c < part->calibrations->len; c++) {
        VigieStoredCalibration *calibration = g_ptr_array_index(part->calibrations, c);
        if (calibration->state == VIGIE_CALIBRATION_CURRENT && !is_usable(root, calibration))
            calibration->state = VIGIE_CALIBRATION_STALE;
    }
    return part->calibrations != NULL;
}

void
vigie_study_weight_items(const VigieStudyPart *part, GPtrArray *names)
{
    for (guint c = 0; part->calibrations != NULL && c < part->calibrations->len; c++) {
        const VigieStoredCalibration *calibration = g_ptr_array_index(part->calibrations, c);
        if (!g_ptr_array_find_with_equal_func(names, "wave", g_str_equal, NULL))
            g_ptr_array_add(names, (gpointer) "wave");
        if (calibration->state != VIGIE_CALIBRATION_CURRENT)
            continue;
        for (guint m = 0; m < calibration->margins->len; m++) {
            const VigieStoredMargin *margin = g_ptr_array_index(calibration->margins, m);
            for (char **name = margin->items; *name != NULL; name++)
                if (!g_ptr_array_find_with_equal_func(names, *name, g_str_equal, NULL))
                    g_ptr_array_add(names, *name);
        }
    }
}

static bool
has_current(const VigieStudyPart *part)
{
    for (guint c = 0; part->calibrations != NULL && c < part->calibrations->len; c++)
        if (((const VigieStoredCalibration *)g_ptr_array_index(part->calibrations, c))->state ==
            VIGIE_CALIBRATION_CURRENT)
            return true;
    return false;
}

/* A load that came between the calibrations, the records and the weights would have moved them apart. */
static bool
check_stamp(const VigieStudy *study, const VigieStudyPart *part, GError **error)
{
    gint64 now = 0;
    if (!vigie_store_stamp(study->store, vigie_study_root(part->survey)->name, &now, error))
        return false;
    if (now == part->stamp)
        return true;
    g_set_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BUSY,
                _("survey '%s' was loaded anew meanwhile: ask again"), part->survey->name);
    return false;
}

bool
vigie_study_read_weights(VigieStudy *study, VigieStudyPart *part, GError **error)
{
    if (!has_current(part))
        return true;
    gsize n = part->frame->n;
    part->g = g_new(double, MAX(n, 1));
    part->calibration = g_new(guint32, MAX(n, 1));
    bool read = part->survey->parent != NULL
                    ? vigie_study_root_weights(study, part, error)
                    : vigie_store_weights(study->store, part->survey->name, part->calibrations,
                                          n, part->g, part->calibration, error);
    return read && check_stamp(study, part, error);
}

/* Variables ----------------------------------------------------------------------------------- */

/* Of all parts; calibrations have columns of their own, margin t of each is term t. */
typedef struct {
    const VigieStudy *study;
    guint n_terms, n_columns;
    guint32 **column; /* [n_terms][n] */
    double **value;   /* [n_terms][n], NULL where all are 1 */
} Terms;

static guint
most_margins(const VigieStudy *study)
{
    guint most = 0;
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        if (part->survey->parent != NULL) /* the margins are of parents, not of children */
            continue;
        for (guint c = 0; part->g != NULL && c < part->calibrations->len; c++) {
            const VigieStoredCalibration *calibration =
                g_ptr_array_index(part->calibrations, c);
            if (calibration->state == VIGIE_CALIBRATION_CURRENT)
                most = MAX(most, calibration->margins->len);
        }
    }
    return most;
}

static void
fill_number(Terms *terms, const VigieStudyPart *part, guint32 c, guint t,
            const VigieStoredMargin *margin)
{
    const double *number = vigie_frame_column(part->frame, margin->items[0])->value;
    gsize n = terms->study->n;
    if (terms->value[t] == NULL) {
        terms->value[t] = g_new(double, MAX(n, 1));
        for (gsize i = 0; i < n; i++)
            terms->value[t][i] = 1;
    }
    for (gsize i = 0; i < part->frame->n; i++) {
        if (part->calibration[i] != c || isnan(number[i]))
            continue;
        terms->column[t][part->first + i] = terms->n_columns;
        terms->value[t][part->first + i] = number[i];
    }
}

static guint32
class_named(const VigieStoredMargin *margin, const char *name)
{
    for (guint k = 0; k < margin->n_classes; k++)
        if (strcmp(margin->class_name[k], name) == 0)
            return k;
    return VIGIE_NO_CLASS;
}

static bool
fill_classes(Terms *terms, const VigieStudyPart *part, guint32 c, guint t,
             const VigieStoredMargin *margin, GError **error)
{
    VigieMarginCodes codes;
    if (!vigie_margin_codes(&codes, part->frame, (const char *const *)margin->items, error))
        return false;
    /* class + 1 of each code, 0 = not looked up */
    g_autofree guint32 *class_of = g_new0(guint32, MAX(codes.n_codes, 1));
    guint32 none = class_named(margin, MARGIN_NO_ANSWER);
    for (gsize i = 0; i < part->frame->n; i++) {
        if (part->calibration[i] != c)
            continue;
        guint32 code = codes.code[i], class = none;
        if (code != VIGIE_NO_CLASS && class_of[code] == 0) {
            g_autofree char *name = vigie_margin_codes_name(&codes, code);
            class_of[code] = class_named(margin, name) + 1;
        }
        if (code != VIGIE_NO_CLASS)
            class = class_of[code] - 1;
        if (class != VIGIE_NO_CLASS)
            terms->column[t][part->first + i] = terms->n_columns + class;
    }
    vigie_margin_codes_release(&codes);
    return true;
}

static bool
fill_part(Terms *terms, const VigieStudyPart *part, GError **error)
{
    bool repeat = part->survey->parent != NULL;
    for (guint32 c = 0; part->g != NULL && !repeat && c < part->calibrations->len; c++) {
        const VigieStoredCalibration *calibration = g_ptr_array_index(part->calibrations, c);
        if (calibration->state != VIGIE_CALIBRATION_CURRENT)
            continue;
        for (guint t = 0; t < calibration->margins->len; t++) {
            const VigieStoredMargin *margin = g_ptr_array_index(calibration->margins, t);
            if (margin->number)
                fill_number(terms, part, c, t, margin);
            else if (!fill_classes(terms, part, c, t, margin, error))
                return false;
            terms->n_columns += margin->n_classes;
        }
    }
    return true;
}

void
vigie_study_auxiliary_release(VigieStudyAuxiliary *auxiliary)
{
    for (guint t = 0; t < auxiliary->spec.n_terms; t++) {
        g_free(auxiliary->column[t]);
        g_free(auxiliary->value[t]);
    }
    g_clear_pointer(&auxiliary->column, g_free);
    g_clear_pointer(&auxiliary->value, g_free);
    g_clear_pointer(&auxiliary->design_weight, g_free);
    g_clear_pointer(&auxiliary->calibrated, g_free);
    g_clear_pointer(&auxiliary->count, g_free);
    auxiliary->spec.n_terms = 0;
}

bool
vigie_study_auxiliary(const VigieStudy *study, VigieStudyAuxiliary *out, GError **error)
{
    guint n_terms = most_margins(study);
    *out = (VigieStudyAuxiliary){.spec.n_terms = n_terms};
    if (n_terms == 0)
        return true;
    out->column = g_new0(guint32 *, n_terms);
    out->value = g_new0(double *, n_terms);
    for (guint t = 0; t < n_terms; t++) {
        out->column[t] = g_new(guint32, MAX(study->n, 1));
        for (gsize i = 0; i < study->n; i++)
            out->column[t][i] = VIGIE_NO_CLASS;
    }
    Terms terms = {study, n_terms, 0, out->column, out->value};
    for (guint p = 0; p < study->parts->len; p++)
        if (!fill_part(&terms, g_ptr_array_index(study->parts, p), error))
            return false;
    out->design_weight = g_new(double, MAX(study->n, 1));
    out->calibrated = g_new(double, MAX(study->n, 1));
    out->count = g_new(double, MAX(study->n, 1));
    out->spec.n_columns = terms.n_columns;
    out->spec.column = (const guint32 *const *)out->column;
    out->spec.value = (const double *const *)out->value;
    out->spec.design_weight = out->design_weight;
    out->spec.calibrated = out->calibrated;
    out->spec.count = out->count;
    return true;
}

/* What is said of it --------------------------------------------------------------------------- */

static bool
in_a_cell(const VigieCells *cells, gsize i)
{
    return cells->cell != NULL ? cells->cell[i] != VIGIE_NO_CELL
                               : cells->start[i + 1] > cells->start[i];
}

/* Waves that are named once, in the order of the records. */
static void
add_label(GPtrArray *labels, const VigieStudyPart *part, gsize i)
{
    const VigieColumn *year = vigie_frame_column(part->frame, "year");
    const VigieColumn *wave = vigie_frame_column(part->frame, "wave");
    if (isnan(year->value[i]))
        return;
    const VigieStoredCalibration named = {
        .year = (int)year->value[i],
        .wave = wave != NULL && !isnan(wave->value[i])
                    ? g_ptr_array_index(wave->levels, (guint)wave->value[i])
                    : NULL};
    g_autofree char *label = vigie_calibration_label(&named);
    if (!g_ptr_array_find_with_equal_func(labels, label, g_str_equal, NULL))
        g_ptr_array_add(labels, g_steal_pointer(&label));
}

#define LABELS_SHOWN 6

static char *
join_labels(const GPtrArray *labels)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < MIN(labels->len, LABELS_SHOWN); i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
                               (const char *)g_ptr_array_index(labels, i));
    if (labels->len > LABELS_SHOWN)
        g_string_append(text, ", …");
    return g_string_free(text, FALSE);
}

/* The newest calibration of the wave, if it is stale. */
static bool
was_calibrated(const VigieStudyPart *part, const char *label)
{
    for (guint c = part->calibrations->len; c-- > 0;) {
        const VigieStoredCalibration *calibration = g_ptr_array_index(part->calibrations, c);
        g_autofree char *own = vigie_calibration_label(calibration);
        if (strcmp(own, label) == 0 ||
            (calibration->whole_year && g_str_has_prefix(label, own) &&
             (label[strlen(own)] == ',' || label[strlen(own)] == '\0')))
            return calibration->state == VIGIE_CALIBRATION_STALE;
    }
    return false;
}

static void
tell_design_weights(const VigieStudy *study, const VigieStudyPart *part,
                    const GPtrArray *labels)
{
    g_autoptr(GPtrArray) never = g_ptr_array_new(), stale = g_ptr_array_new();
    for (guint i = 0; i < labels->len; i++) {
        char *label = g_ptr_array_index(labels, i);
        g_ptr_array_add(was_calibrated(part, label) ? stale : never, label);
    }
    g_autofree char *of_never = join_labels(never);
    g_autofree char *of_stale = join_labels(stale);
    if (never->len > 0)
        vigie_findings_add(study->warnings, VIGIE_FINDING, "not_weighted", NULL,
                           _("survey %s: design weights for %s, which vigie weight has not "
                             "calibrated"),
                           part->survey->name, of_never);
    if (stale->len > 0)
        vigie_findings_add(study->warnings, VIGIE_FINDING, "weights_stale", NULL,
                           _("survey %s: design weights for %s, whose answers or questionnaire "
                             "changed since they were calibrated: run vigie weight %s"),
                           part->survey->name, of_stale, part->survey->name);
}

static guint
count_used(const VigieStudyPart *part, const guint8 *used)
{
    guint n = 0;
    for (guint c = 0; c < part->calibrations->len; c++)
        n += used[c];
    return n;
}

/* "1–20": numbers of the calibrations used, runs joined. */
static char *
join_ids(const VigieStudyPart *part, const guint8 *used)
{
    GString *text = g_string_new(NULL);
    gint64 first = 0, last = 0;
    for (guint c = 0; c <= part->calibrations->len; c++) {
        bool end = c == part->calibrations->len;
        if (!end && used[c] == 0)
            continue;
        gint64 id =
            end ? 0
                : ((const VigieStoredCalibration *)g_ptr_array_index(part->calibrations, c))
                      ->id;
        if (first > 0 && !end && id == last + 1) {
            last = id;
            continue;
        }
        if (first > 0)
            g_string_append_printf(text, "%s%" G_GINT64_FORMAT, text->len > 0 ? ", " : "",
                                   first);
        if (last > first)
            g_string_append_printf(text, "–%" G_GINT64_FORMAT, last);
        first = last = id;
    }
    return g_string_free(text, FALSE);
}

static void
tell_part(VigieStudy *study, const VigieStudyPart *part)
{
    const double *weight = vigie_design_weight(study->design);
    bool known = part->calibrations != NULL && part->calibrations->len > 0;
    g_autofree guint8 *used = g_new0(guint8, known ? part->calibrations->len + 1 : 1);
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
    bool any = false;
    for (gsize i = 0; i < part->frame->n; i++) {
        if (!in_a_cell(&study->cross.cells, part->first + i))
            continue;
        if (part->g != NULL && !isnan(part->g[i])) {
            used[part->calibration[i]] = 1;
            any = true;
        } else if (weight == NULL || weight[part->first + i] > 0) {
            study->design_weights = true;
            if (known)
                add_label(labels, part, i);
        }
    }
    g_autofree char *ids = any ? join_ids(part, used) : NULL;
    if (any)
        vigie_findings_add(study->warnings, VIGIE_NOTE, "calibrated_weights", NULL,
                           P_("survey %s: calibrated weights (vigie weight, calibration %s); "
                              "--weight design takes the design weights",
                              "survey %s: calibrated weights (vigie weight, calibrations %s); "
                              "--weight design takes the design weights",
                              count_used(part, used)),
                           part->survey->name, ids);
    if (any && part->survey->parent != NULL)
        vigie_findings_add(study->warnings, VIGIE_NOTE, "calibrated_parents", NULL,
                           _("survey %s: the weights of %s are taken as they are; standard "
                             "errors do not gain from the margins"),
                           part->survey->name, vigie_study_root(part->survey)->name);
    if (known && labels->len > 0)
        tell_design_weights(study, part, labels);
}

void
vigie_study_tell_weights(VigieStudy *study)
{
    study->design_weights = false;
    for (guint p = 0; p < study->parts->len; p++)
        tell_part(study, g_ptr_array_index(study->parts, p));
}
