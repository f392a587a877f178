/* model.c - a regression of items in the store: predictors from the questionnaire, rows from the model */
#include "explain.h"
#include <math.h>
#include <string.h>

/* A model at work. */
typedef struct {
    const VigieStudyCall *call;
    const VigieModelQuestion *asked;
    VigieStudy *study;
    GPtrArray *measures;
    GPtrArray *owned; /* arrays of the predictors */
    GPtrArray
        *choices; /* of each predictor: GPtrArray of const VigieChoice*, NULL for a number */
    VigiePredictor *predictor;
    guint n;
    VigieModelSpec spec;
    VigieModel *model;
    VigieResult *result;
} Run;

static void
release_run(Run *run)
{
    g_ptr_array_unref(run->measures);
    g_ptr_array_unref(run->owned);
    for (guint j = 0; j < run->choices->len; j++)
        if (g_ptr_array_index(run->choices, j) != NULL)
            g_ptr_array_unref(g_ptr_array_index(run->choices, j));
    g_ptr_array_unref(run->choices);
    g_free(run->predictor);
    vigie_model_free(run->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, release_run)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieStudy, vigie_study_release)

static gpointer
own(Run *run, gpointer array)
{
    g_ptr_array_add(run->owned, array);
    return array;
}

static bool G_GNUC_PRINTF(2, 3) option_error(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION, text);
    return false;
}

/* Predictors --------------------------------------------------------------------------------- */

/* The choice that --reference names for the item, or NULL. */
static const char *
reference_of(const VigieModelQuestion *asked, const char *item)
{
    gsize length = strlen(item);
    for (guint i = 0; asked->reference != NULL && asked->reference[i] != NULL; i++)
        if (strncmp(asked->reference[i], item, length) == 0 &&
            asked->reference[i][length] == '=')
            return asked->reference[i] + length + 1;
    return NULL;
}

static bool
is_factor(const Run *run, const VigieVector *vector)
{
    const char *const *factor = run->asked->factor;
    return vector->item->kind == VIGIE_VALUE_CHOICE &&
           (!vigie_item_is_scored(vector->item) ||
            (factor != NULL && g_strv_contains(factor, vector->name)) ||
            reference_of(run->asked, vector->name) != NULL ||
            (run->asked->means != NULL && strcmp(run->asked->means, vector->name) == 0));
}

/* Levels are the choices that are answers; value[] numbers them. */
static GPtrArray *
set_levels(Run *run, const VigieVector *vector, VigiePredictor *predictor)
{
    GPtrArray *levels = g_ptr_array_new();
    g_autofree double *code = g_new(double, MAX(vector->choices->len, 1));
    for (guint c = 0; c < vector->choices->len; c++) {
        const VigieChoice *choice = g_ptr_array_index(vector->choices, c);
        code[c] = choice->missing == VIGIE_PRESENT ? (double)levels->len : NAN;
        if (choice->missing == VIGIE_PRESENT)
            g_ptr_array_add(levels, (gpointer)choice);
    }
    double *value = own(run, g_new(double, MAX(run->study->n, 1)));
    for (gsize i = 0; i < run->study->n; i++)
        value[i] = isnan(vector->value[i]) ? NAN : code[(gsize)vector->value[i]];
    const char **names = own(run, g_new0(const char *, levels->len + 1));
    for (guint l = 0; l < levels->len; l++)
        names[l] = ((const VigieChoice *)g_ptr_array_index(levels, l))->name;
    predictor->value = value;
    predictor->n_levels = levels->len;
    predictor->level_name = names;
    return levels;
}

static bool
set_reference(const Run *run, VigiePredictor *predictor, GError **error)
{
    const char *wanted = reference_of(run->asked, predictor->name);
    const double *weight = vigie_design_weight(run->study->design);
    guint first = G_MAXUINT;
    for (gsize i = 0; i < run->study->n && wanted == NULL; i++)
        if (run->spec.domain[i] && weight[i] > 0 && !isnan(predictor->value[i]))
            first = MIN(first, (guint)predictor->value[i]);
    predictor->reference = first == G_MAXUINT ? 0 : first;
    for (guint l = 0; wanted != NULL && l <= predictor->n_levels; l++) {
        if (l == predictor->n_levels) {
            g_autofree char *valid = g_strjoinv(", ", (char **)predictor->level_name);
            g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                        _("--reference: '%s' is no choice of '%s', which has: %s"), wanted,
                        predictor->name, valid);
            return false;
        }
        if (strcmp(predictor->level_name[l], wanted) == 0) {
            predictor->reference = l;
            break;
        }
    }
    return true;
}

static bool
add_predictor(Run *run, const char *name, GError **error)
{
    VigiePredictor *predictor = &run->predictor[run->n];
    *predictor = (VigiePredictor){.name = name};
    if (g_strv_contains(run->call->question->of, name))
        return option_error(error, _("--on names '%s', which is what is to be explained"),
                            name);
    VigieVector *vector = vigie_study_vector(run->study, name, error);
    if (vector == NULL)
        return false;
    run->n++;
    if (is_factor(run, vector)) {
        g_ptr_array_add(run->choices, set_levels(run, vector, predictor));
        return set_reference(run, predictor, error);
    }
    g_ptr_array_add(run->choices, NULL);
    if (!vigie_item_is_scored(vector->item)) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                    _("--on takes numbers and items with one choice; '%s' is neither"), name);
        return false;
    }
    double *value = vigie_study_numbers(run->study, name, error);
    predictor->value = value;
    return value != NULL && own(run, value) != NULL;
}

/* Every --reference, --factor and --means is of an item of --on. */
static bool
check_asked(const Run *run, GError **error)
{
    const char *const *with = run->call->question->with;
    const VigieModelQuestion *asked = run->asked;
    for (guint i = 0; asked->reference != NULL && asked->reference[i] != NULL; i++) {
        const char *equals = strchr(asked->reference[i], '=');
        g_autofree char *item =
            equals != NULL
                ? g_strndup(asked->reference[i], (gsize)(equals - asked->reference[i]))
                : g_strdup(asked->reference[i]);
        if (equals == NULL || !g_strv_contains(with, item))
            return option_error(error,
                                _("--reference is ITEM=CHOICE with an item of --on, not '%s'"),
                                asked->reference[i]);
    }
    for (guint i = 0; asked->factor != NULL && asked->factor[i] != NULL; i++)
        if (!g_strv_contains(with, asked->factor[i]))
            return option_error(error, _("--factor names '%s', which --on does not"),
                                asked->factor[i]);
    if (asked->means != NULL && !g_strv_contains(with, asked->means))
        return option_error(error, _("--means names '%s', which --on does not"), asked->means);
    return true;
}

/* The outcome -------------------------------------------------------------------------------- */

static bool
set_outcome(Run *run, GError **error)
{
    const VigieVector *vector =
        g_hash_table_lookup(run->study->vectors, run->call->question->of[0]);
    vigie_study_measures(run->study, 0, run->measures);
    for (guint m = 0; m < run->measures->len; m++) {
        const VigieStudyMeasure *measure = g_ptr_array_index(run->measures, m);
        const VigieChoice *choice =
            measure->category >= 0
                ? g_ptr_array_index(vector->choices, (guint)measure->category)
                : NULL;
        if (run->asked->category != NULL &&
            (choice == NULL || strcmp(choice->name, run->asked->category) != 0))
            continue;
        run->spec.y = measure->measure.y;
        return true;
    }
    g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                _("--category: '%s' is no choice of '%s'"), run->asked->category,
                run->call->question->of[0]);
    return false;
}

static bool
prepare(Run *run, guint8 *domain, GError **error)
{
    const VigieQuestion *question = run->call->question;
    run->spec = (VigieModelSpec){.kind = run->asked->kind,
                                 .design = run->study->design,
                                 .name = question->of[0],
                                 .domain = domain,
                                 .rules = vigie_study_rules(run->study)};
    run->predictor = g_new0(VigiePredictor, g_strv_length((char **)question->with) + 1);
    if (!check_asked(run, error))
        return false;
    for (guint j = 0; question->with[j] != NULL; j++)
        if (!add_predictor(run, question->with[j], error))
            return false;
    run->spec.predictor = run->predictor;
    run->spec.n_predictors = run->n;
    return set_outcome(run, error);
}

/* Rows --------------------------------------------------------------------------------------- */

#define COLUMNS(odds, low, high)                                                               \
    {"survey", NULL, false}, {"part", N_("figure"), false}, {"outcome", NULL, false},          \
        {"item", N_("item"), false}, {"category", N_("choice"), false},                        \
        {"reference", N_("against"), false}, {"n", N_("answers"), true},                       \
        {"estimate", N_("effect"), true}, {"se", N_("standard error"), true},                  \
        {"ci_low", N_("from"), true}, {"ci_high", N_("to"), true}, {"ndf", NULL, true},        \
        {"df", NULL, true}, {"statistic", NULL, true}, {"p", N_("p"), true},                   \
        {"odds_ratio", odds, true}, {"odds_low", low, true}, {"odds_high", high, true},        \
    {                                                                                          \
        "status", N_("note"), false                                                            \
    }
static const VigieResultColumn LINEAR[] = {COLUMNS(NULL, NULL, NULL)};
static const VigieResultColumn LOGIT[] = {COLUMNS(N_("odds ratio"), N_("from"), N_("to"))};

/* What a row says; strings borrowed, NULL = "". */
typedef struct {
    const char *part, *part_label, *item, *category, *category_label, *reference,
        *reference_label;
    VigieFigure figure;
    double ndf, statistic, p;
    bool is_coefficient;
} Row;

static void
put_row(const Run *run, const Row *row)
{
    VigieResult *result = run->result;
    const VigieFigure *f = &row->figure;
    VigieLang lang = run->call->lang;
    bool hidden = f->status == VIGIE_STATUS_SUPPRESSED && run->call->publish;
    bool odds = run->asked->kind == VIGIE_MODEL_LOGIT && row->is_coefficient;
    g_autofree char *survey = vigie_study_survey_name(run->study);
    g_autofree char *n = vigie_number_format((double)f->n, 0, lang);
    g_autofree char *p = vigie_p_label(hidden ? NAN : row->p, lang);
    const char *item = row->item != NULL ? row->item : "";
    bool known = *item != '\0' && vigie_codebook_find(vigie_study_codebook(run->study), item);
    vigie_result_begin(result);
    vigie_result_word(result, survey, NULL);
    vigie_result_word(result, row->part, row->part_label);
    vigie_result_word(result, run->spec.name, NULL);
    vigie_result_word(result, item,
                      known ? vigie_study_item_label(run->study, item, lang) : "");
    vigie_result_word(result, row->category != NULL ? row->category : "", row->category_label);
    vigie_result_word(result, row->reference != NULL ? row->reference : "",
                      row->reference_label);
    vigie_result_number(result, hidden ? NAN : (double)f->n, hidden ? "" : n);
    vigie_result_effect(result, f->estimate, hidden, lang);
    vigie_result_effect(result, f->se, hidden, lang);
    vigie_result_effect(result, f->ci_low, hidden, lang);
    vigie_result_effect(result, f->ci_high, hidden, lang);
    vigie_result_number(result, row->ndf, NULL);
    vigie_result_number(result, hidden ? NAN : f->df, NULL);
    vigie_result_number(result, hidden ? NAN : row->statistic, NULL);
    vigie_result_number(result, hidden ? NAN : row->p, p);
    vigie_result_effect(result, odds ? exp(f->estimate) : NAN, hidden, lang);
    vigie_result_effect(result, odds ? exp(f->ci_low) : NAN, hidden, lang);
    vigie_result_effect(result, odds ? exp(f->ci_high) : NAN, hidden, lang);
    vigie_result_word(result, vigie_status_name(f->status), vigie_status_text(f->status));
}

static const VigieChoice *
choice_of(const Run *run, guint predictor, guint level)
{
    const GPtrArray *levels = g_ptr_array_index(run->choices, predictor);
    return levels != NULL ? g_ptr_array_index(levels, level) : NULL;
}

static const char *
label_of(const Run *run, const VigieChoice *choice)
{
    return vigie_choice_label(vigie_study_codebook(run->study), choice, run->call->lang);
}

static void
name_choice(const Run *run, guint predictor, guint level, Row *row)
{
    const VigieChoice *choice = choice_of(run, predictor, level);
    row->item = run->predictor[predictor].name;
    if (choice == NULL)
        return;
    row->category = choice->name;
    row->category_label = label_of(run, choice);
}

static void
put_coefficients(const Run *run)
{
    for (guint c = 0; c < run->model->n_coefficients; c++) {
        const VigieCoefficient *coefficient = &run->model->coefficient[c];
        Row row = {.part = "coefficient",
                   .part_label = _("effect"),
                   .figure = coefficient->figure,
                   .ndf = NAN,
                   .statistic = coefficient->t,
                   .p = coefficient->p,
                   .is_coefficient = coefficient->predictor != VIGIE_INTERCEPT};
        if (coefficient->predictor == VIGIE_INTERCEPT)
            row.part_label = _("intercept");
        else
            name_choice(run, coefficient->predictor, coefficient->level, &row);
        if (row.category != NULL) {
            const VigieChoice *against = choice_of(
                run, coefficient->predictor, run->predictor[coefficient->predictor].reference);
            row.reference = against->name;
            row.reference_label = label_of(run, against);
        }
        put_row(run, &row);
    }
}

static const VigieFigure NO_FIGURE = {0, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_OK};

static void
put_tests(const Run *run)
{
    for (guint j = 0; j < run->n; j++) {
        if (run->predictor[j].n_levels < 3)
            continue;
        VigieWald wald;
        vigie_model_wald(run->model, &j, 1, &wald);
        Row row = {.part = "test",
                   .part_label = _("test of the item"),
                   .item = run->predictor[j].name,
                   .figure = NO_FIGURE,
                   .ndf = wald.q,
                   .statistic = wald.f,
                   .p = wald.p};
        row.figure.n = run->model->n;
        row.figure.df = wald.df;
        row.figure.status = isnan(wald.f) ? VIGIE_STATUS_NOT_ESTIMABLE : VIGIE_STATUS_OK;
        put_row(run, &row);
    }
}

static bool
put_means(const Run *run, GError **error)
{
    guint j = 0;
    if (run->asked->means == NULL)
        return true;
    while (strcmp(run->predictor[j].name, run->asked->means) != 0)
        j++;
    g_autofree VigieFigure *mean = g_new0(VigieFigure, run->predictor[j].n_levels + 1);
    if (!vigie_model_means(&run->spec, run->model, j, mean, error))
        return false;
    for (guint l = 0; l < run->predictor[j].n_levels; l++) {
        Row row = {.part = "adjusted_mean",
                   .part_label = _("adjusted mean"),
                   .figure = mean[l],
                   .ndf = NAN,
                   .statistic = NAN,
                   .p = NAN};
        name_choice(run, j, l, &row);
        put_row(run, &row);
    }
    return true;
}

static void
put_fit(const Run *run)
{
    if (isnan(run->model->r2))
        return;
    Row row = {.part = "fit",
               .part_label = _("R2"),
               .item = "r2",
               .figure = NO_FIGURE,
               .ndf = NAN,
               .statistic = NAN,
               .p = NAN};
    row.figure.n = run->model->n;
    row.figure.estimate = run->model->r2;
    row.figure.df = run->model->df;
    put_row(run, &row);
}

/* Words -------------------------------------------------------------------------------------- */

/* "Return: yes", "Welcome (two highest answers)". */
static char *
outcome_label(const Run *run)
{
    VigieLang lang = run->call->lang;
    const char *item = vigie_study_item_label(run->study, run->spec.name, lang);
    const VigieVector *vector = g_hash_table_lookup(run->study->vectors, run->spec.name);
    if (run->call->question->stat == VIGIE_STAT_TOP2)
        return g_strdup_printf(_("%s (two highest answers)"), item);
    for (guint c = 0; run->asked->category != NULL && c < vector->choices->len; c++) {
        const VigieChoice *choice = g_ptr_array_index(vector->choices, c);
        if (strcmp(choice->name, run->asked->category) == 0)
            return g_strdup_printf(_("%s: %s"), item, label_of(run, choice));
    }
    return g_strdup(item);
}

/* The clearest effect that may be read: the smallest p. */
static const VigieCoefficient *
clearest(const Run *run)
{
    const VigieCoefficient *best = NULL;
    for (guint c = 1; c < run->model->n_coefficients; c++) {
        const VigieCoefficient *coefficient = &run->model->coefficient[c];
        bool readable = !coefficient->aliased && !isnan(coefficient->p) &&
                        coefficient->figure.status != VIGIE_STATUS_SUPPRESSED;
        if (readable && (best == NULL || coefficient->p < best->p))
            best = coefficient;
    }
    return best;
}

static char *
reading_of_number(const Run *run, const char *item, const char *outcome, const char *effect,
                  const char *interval)
{
    if (run->asked->kind == VIGIE_MODEL_LOGIT)
        return g_strdup_printf(
            _("Reading: with one point more of \"%s\", and all else equal, the odds of \"%s\" "
              "are multiplied by %s (interval %s)."),
            item, outcome, effect, interval);
    return g_strdup_printf(
        _("Reading: with one point more of \"%s\", and all else equal, \"%s\" changes by %s on "
          "average (interval %s)."),
        item, outcome, effect, interval);
}

static char *
reading_of_choice(const Run *run, const VigieCoefficient *coefficient, const char *outcome,
                  const char *effect, const char *interval)
{
    guint j = coefficient->predictor;
    const char *choice = label_of(run, choice_of(run, j, coefficient->level));
    const char *against = label_of(run, choice_of(run, j, run->predictor[j].reference));
    if (run->asked->kind == VIGIE_MODEL_LOGIT)
        return g_strdup_printf(
            _("Reading: for \"%s\" against \"%s\", and all else equal, the odds of \"%s\" are "
              "multiplied by %s (interval %s)."),
            choice, against, outcome, effect, interval);
    return g_strdup_printf(
        _("Reading: for \"%s\" against \"%s\", and all else equal, \"%s\" differs by %s on "
          "average (interval %s)."),
        choice, against, outcome, effect, interval);
}

static void
note_reading(const Run *run)
{
    const VigieCoefficient *coefficient = clearest(run);
    if (coefficient == NULL)
        return;
    VigieLang lang = run->call->lang;
    bool logit = run->asked->kind == VIGIE_MODEL_LOGIT;
    const VigieFigure *f = &coefficient->figure;
    g_autofree char *outcome = outcome_label(run);
    g_autofree char *effect = vigie_effect_label(logit ? exp(f->estimate) : f->estimate, lang);
    g_autofree char *interval = vigie_interval_label(
        logit ? exp(f->ci_low) : f->ci_low, logit ? exp(f->ci_high) : f->ci_high, lang);
    const char *item =
        vigie_study_item_label(run->study, run->predictor[coefficient->predictor].name, lang);
    g_autofree char *text =
        choice_of(run, coefficient->predictor, coefficient->level) == NULL
            ? reading_of_number(run, item, outcome, effect, interval)
            : reading_of_choice(run, coefficient, outcome, effect, interval);
    vigie_result_note(run->result, text);
}

static void
note_aliased(const Run *run)
{
    for (guint c = 1; c < run->model->n_coefficients; c++) {
        const VigieCoefficient *coefficient = &run->model->coefficient[c];
        if (!coefficient->aliased || coefficient->figure.n == 0)
            continue;
        const char *item = run->predictor[coefficient->predictor].name;
        vigie_findings_add(run->call->warnings, VIGIE_NOTE, "collinear", NULL,
                           _("'%s' follows from the items before it: it has no effect of its "
                             "own"),
                           item);
    }
}

static void
note_fit(const Run *run)
{
    g_autofree char *text = NULL;
    g_autofree char *n = vigie_number_format((double)run->model->n, 0, run->call->lang);
    if (isnan(run->model->r2)) {
        text = g_strdup_printf(P_("%s answer, %g degrees of freedom.",
                                  "%s answers, %g degrees of freedom.", (guint)run->model->n),
                               n, run->model->df);
    } else {
        g_autofree char *r2 = vigie_percent_format(run->model->r2, 0, run->call->lang);
        text = g_strdup_printf(
            P_("%s answer, %g degrees of freedom; the items explain %s of the differences.",
               "%s answers, %g degrees of freedom; the items explain %s of the differences.",
               (guint)run->model->n),
            n, run->model->df, r2);
    }
    vigie_result_note(run->result, text);
}

VigieResult *
vigie_study_model(const VigieStudyCall *call, const VigieModelQuestion *model, GError **error)
{
    g_auto(VigieStudy) study = {.observatory = call->observatory,
                                .store = call->store,
                                .question = call->question,
                                .warnings = call->warnings,
                                .progress = call->progress};
    g_auto(Run) run = {
        .call = call,
        .asked = model,
        .study = &study,
        .measures = g_ptr_array_new_with_free_func((GDestroyNotify)vigie_study_measure_free),
        .owned = g_ptr_array_new_with_free_func(g_free),
        .choices = g_ptr_array_new()};
    if (!vigie_study_open(&study, error))
        return NULL;
    g_autofree guint8 *domain = vigie_study_domain(&study);
    if (!prepare(&run, domain, error))
        return NULL;
    run.model = vigie_model_new(&run.spec, error);
    if (run.model == NULL)
        return NULL;
    g_autoptr(VigieResult) result = model->kind == VIGIE_MODEL_LOGIT
                                        ? vigie_result_new(LOGIT, G_N_ELEMENTS(LOGIT))
                                        : vigie_result_new(LINEAR, G_N_ELEMENTS(LINEAR));
    run.result = result;
    put_coefficients(&run);
    put_tests(&run);
    if (!put_means(&run, error))
        return NULL;
    put_fit(&run);
    note_fit(&run);
    note_reading(&run);
    note_aliased(&run);
    return g_steal_pointer(&result);
}
