/* cmd-questionnaire.c - vigie questionnaire: a form checked, shown as a person reads it, or compared with another */
#include "command.h"
#include "form-show.h"
#include "history.h"
#include "report-call.h"
#include "table.h"
#include <string.h>
#include <vigie/codebook-check.h>
#include <vigie/codebook-compare.h>
#include <vigie/codebook-expression.h>
#include <vigie/report-form.h>

typedef struct {
    char *format, *output;
    gboolean all, counts;
    int year;
} Options;

/* A file, or the questionnaire of a survey or dataset of the observatory; (transfer full). */
static char *
form_path(const VigieCall *call, const char *name, GError **error)
{
    if (strchr(name, '/') != NULL || strchr(name, '.') != NULL ||
        g_file_test(name, G_FILE_TEST_EXISTS))
        return g_strdup(name);
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(call->dir, call->database, error);
    if (observatory == NULL)
        return NULL;
    const VigieDataset *dataset = vigie_observatory_dataset(observatory, name, NULL);
    const VigieSurvey *survey =
        dataset == NULL ? vigie_observatory_survey(observatory, name, error) : NULL;
    if (dataset == NULL && survey == NULL)
        return NULL;
    const VigieCodebook *form = dataset != NULL ? dataset->codebook : survey->codebook;
    return vigie_observatory_path(observatory, form->path, error);
}

static VigieCodebook *
open_form(const VigieCall *call, const char *name, GError **error)
{
    if (strchr(name, '@') != NULL && !g_file_test(name, G_FILE_TEST_EXISTS))
        return vigie_history_form(call, name, error);
    g_autofree char *path = form_path(call, name, error);
    return path != NULL ? vigie_codebook_load(path, error) : NULL;
}

/* check -------------------------------------------------------------------------------------- */

static guint
count_items(const VigieCodebook *form)
{
    guint n = 0;
    for (guint i = 0; i < form->items->len; i++)
        n += ((const VigieItem *)g_ptr_array_index(form->items, i))->origin == VIGIE_ITEM_OWN;
    for (guint i = 0; i < form->repeats->len; i++)
        n += count_items(((const VigieRepeat *)g_ptr_array_index(form->repeats, i))->codebook);
    return n;
}

static guint
count_repeats(const VigieCodebook *form)
{
    guint n = form->repeats->len;
    for (guint i = 0; i < form->repeats->len; i++)
        n +=
            count_repeats(((const VigieRepeat *)g_ptr_array_index(form->repeats, i))->codebook);
    return n;
}

/* Mistakes of a sheet under its name, each with its place. */
static void
list_mistakes(GString *out, const GPtrArray *mistakes, VigieMistakeLevel level)
{
    const char *file = "", *sheet = "";
    for (guint i = 0; i < mistakes->len; i++) {
        const VigieMistake *mistake = g_ptr_array_index(mistakes, i);
        VigiePlace place = {mistake->file, mistake->line, mistake->field};
        g_autofree char *where = vigie_place_print(&place);
        if (mistake->level != level)
            continue;
        bool other = strcmp(mistake->sheet, sheet) != 0 || strcmp(mistake->file, file) != 0;
        if (other && *mistake->sheet != '\0')
            g_string_append_printf(out, "  %s\n", mistake->sheet);
        file = mistake->file;
        sheet = mistake->sheet;
        g_string_append_printf(out, "    %s: %s\n", where, mistake->text);
    }
}

static void
describe(GString *out, const VigieCodebook *form)
{
    g_autofree char *languages = g_strjoinv(", ", form->languages);
    guint n = count_items(form), n_repeats = count_repeats(form);
    g_string_append_printf(out, P_("%s: %u item", "%s: %u items", n), form->path, n);
    if (n_repeats > 0)
        g_string_append_printf(out, P_(", %u repeat", ", %u repeats", n_repeats), n_repeats);
    g_string_append_printf(
        out, P_(", %u list of choices", ", %u lists of choices", form->lists->len),
        form->lists->len);
    if (*languages != '\0')
        g_string_append_printf(out, _(", languages: %s"), languages);
    g_string_append_c(out, '\n');
}

static guint
count(const GPtrArray *mistakes, VigieMistakeLevel level)
{
    guint n = 0;
    for (guint i = 0; i < mistakes->len; i++)
        n += ((const VigieMistake *)g_ptr_array_index(mistakes, i))->level == level;
    return n;
}

static VigieExit
check_form(GString *out, const char *path)
{
    static const char *const titles[] = {NULL, N_("to look at"), N_("to know")};
    g_autoptr(GPtrArray) mistakes = NULL;
    g_autoptr(VigieCodebook) form = vigie_codebook_check(path, &mistakes);
    guint wrong = count(mistakes, VIGIE_MISTAKE);
    if (form != NULL)
        describe(out, form);
    else
        g_string_append_printf(out, P_("%s: %u mistake\n", "%s: %u mistakes\n", wrong), path,
                               wrong);
    for (guint level = 0; level < VIGIE_N_MISTAKE_LEVELS; level++) {
        if (titles[level] != NULL && count(mistakes, (VigieMistakeLevel)level) > 0)
            g_string_append_printf(out, "  %s\n", _(titles[level]));
        list_mistakes(out, mistakes, (VigieMistakeLevel)level);
    }
    if (form == NULL)
        return VIGIE_EXIT_NOT_DONE;
    return count(mistakes, VIGIE_DOUBT) > 0 ? VIGIE_EXIT_FINDINGS : VIGIE_EXIT_DONE;
}

static VigieExit
check(const VigieCall *call, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    VigieExit worst = VIGIE_EXIT_DONE;
    for (guint i = 1; i < call->n_arguments; i++) {
        g_autofree char *path = form_path(call, call->arguments[i], error);
        if (path == NULL)
            return VIGIE_EXIT_NOT_DONE;
        VigieExit one = check_form(out, path);
        worst = MAX(worst, one);
    }
    const Options *options = call->options;
    return vigie_call_output(call, options->output, out->str, error) ? worst
                                                                     : VIGIE_EXIT_NOT_DONE;
}

/* show --------------------------------------------------------------------------------------- */

static VigieExit
show(const VigieCall *call, GError **error)
{
    static const char *const formats[] = {"text", "csv", NULL};
    const Options *options = call->options;
    guint format = 0;
    if (!vigie_option_word("--format", options->format, formats, 0, &format, error))
        return VIGIE_EXIT_NOT_DONE;
    g_autofree char *path = form_path(call, call->arguments[1], error);
    g_autoptr(VigieCodebook) form = path != NULL ? vigie_codebook_load(path, error) : NULL;
    if (form == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autofree char *csv = format == 1 ? vigie_codebook_csv(path, error) : NULL;
    if (format == 1 && csv == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(GString) out = g_string_new(csv);
    if (csv == NULL)
        vigie_form_show(out, form, call->lang);
    return vigie_call_output(call, options->output, out->str, error) ? VIGIE_EXIT_DONE
                                                                     : VIGIE_EXIT_NOT_DONE;
}

/* print -------------------------------------------------------------------------------------- */

/* What the observatory adds to a survey's questionnaire; NULL without an error: name is no survey of one. */
static const VigieSurvey *
survey_of(const VigieCall *call, const char *name, VigieObservatory **observatory,
          GError **error)
{
    const Options *options = call->options;
    bool is_file = strpbrk(name, "/.@") != NULL || g_file_test(name, G_FILE_TEST_EXISTS);
    if (is_file && !options->counts)
        return NULL;
    *observatory = vigie_observatory_open(call->dir, call->database, error);
    if (*observatory == NULL || !vigie_report_localise(*observatory, call->lang, error))
        return NULL;
    bool is_dataset = vigie_observatory_dataset(*observatory, name, NULL) != NULL;
    if (is_dataset && !options->counts)
        return NULL;
    return vigie_observatory_survey(*observatory, name, error);
}

static char *
print_path(const char *name, const Options *options)
{
    if (options->output != NULL)
        return g_strdup(options->output);
    g_autofree char *base = g_path_get_basename(name);
    char *dot = strrchr(base, '.');
    if (dot != NULL && dot != base)
        *dot = '\0';
    return g_strdup_printf("questionnaire-%s.pdf", base);
}

static VigieExit
print_form(const VigieCall *call, VigieFormPrint *print, GError **error)
{
    g_autofree char *path = print_path(call->arguments[1], call->options);
    if (!vigie_form_print(print, path, error))
        return VIGIE_EXIT_NOT_DONE;
    g_autofree char *line = g_strconcat(path, "\n", NULL);
    return vigie_call_output(call, NULL, line, error) ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static VigieExit
print(const VigieCall *call, GError **error)
{
    const Options *options = call->options;
    const char *name = call->arguments[1];
    g_autoptr(GError) problem = NULL;
    g_autoptr(VigieObservatory) observatory = NULL;
    const VigieSurvey *survey = survey_of(call, name, &observatory, &problem);
    if (problem != NULL) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return VIGIE_EXIT_NOT_DONE;
    }
    g_autoptr(VigieCodebook) form = survey == NULL ? open_form(call, name, error) : NULL;
    if (survey == NULL && form == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autofree char *base = g_path_get_basename(name);
    VigieFormPrint job = {.form = survey != NULL ? survey->codebook : form,
                          .table = survey != NULL ? survey->name : base,
                          .year = options->year,
                          .title = survey != NULL              ? survey->title
                                   : *form->form_title != '\0' ? form->form_title
                                                               : base,
                          .author = observatory != NULL ? observatory->title : "",
                          .territory = observatory != NULL ? observatory->territory : "",
                          .notice = observatory != NULL ? observatory->notice : "",
                          .lang = call->lang};
    if (!options->counts)
        return print_form(call, &job, error);
    job.below = observatory->suppress_below;
    g_autoptr(VigieStore) store =
        vigie_store_open(observatory->database, VIGIE_STORE_READ, error);
    job.store = store;
    return store != NULL ? print_form(call, &job, error) : VIGIE_EXIT_NOT_DONE;
}

/* diff --------------------------------------------------------------------------------------- */

static char *
join_details(const VigieComparison *c)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < c->details->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? "; " : "",
                               (const char *)g_ptr_array_index(c->details, i));
    return g_string_free(text, FALSE);
}

/* All verdicts of an item, the one that counts first. */
static char *
join_verdicts(const VigieComparison *c, const char *(*word)(VigieVerdict))
{
    GString *text = g_string_new(word(c->verdict));
    for (guint v = VIGIE_N_VERDICTS; v-- > 0;)
        if (v != c->verdict && (c->found & 1u << v) != 0)
            g_string_append_printf(text, ";%s", word((VigieVerdict)v));
    return g_string_free(text, FALSE);
}

static void
add_comparison(VigieTable *table, const VigieComparison *c, bool people)
{
    const VigieItem *item = c->after != NULL ? c->after : c->before;
    g_autofree char *details = join_details(c);
    g_autofree char *found = join_verdicts(c, people ? vigie_verdict_text : vigie_verdict_name);
    const char *effect = vigie_verdict_refused(c->verdict)  ? N_("not allowed")
                         : vigie_verdict_breaks(c->verdict) ? N_("breaks the series")
                                                            : "";
    const char *code = vigie_verdict_refused(c->verdict)  ? "refused"
                       : vigie_verdict_breaks(c->verdict) ? "break"
                                                          : "";
    const char *cells[] = {item->name, found,
                           people ? (*effect != '\0' ? _(effect) : "") : code, details};
    vigie_table_add(table, G_N_ELEMENTS(cells), cells);
}

static VigieExit
diff(const VigieCall *call, GError **error)
{
    static const char *const header[] = {N_("item"), N_("verdict"), N_("effect"), N_("details"),
                                         NULL};
    static const char *const formats[] = {"text", "csv", NULL};
    const Options *options = call->options;
    guint format = 0;
    if (!vigie_option_word("--format", options->format, formats, 0, &format, error))
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(VigieCodebook) before = open_form(call, call->arguments[1], error);
    g_autoptr(VigieCodebook) after =
        before != NULL ? open_form(call, call->arguments[2], error) : NULL;
    if (after == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(GPtrArray) comparisons = vigie_codebook_compare(before, after);
    g_autoptr(VigieTable) table = vigie_table_new();
    vigie_table_set_header(table, header);
    bool breaks = false;
    for (guint i = 0; i < comparisons->len; i++) {
        const VigieComparison *c = g_ptr_array_index(comparisons, i);
        breaks |= vigie_verdict_breaks(c->verdict);
        if (options->all || c->verdict != VIGIE_VERDICT_IDENTICAL)
            add_comparison(table, c, format == 0);
    }
    if (format == 0)
        vigie_table_translate(table);
    g_autofree char *text = format == 0 ? vigie_table_text(table) : vigie_table_csv(table);
    if (!vigie_call_output(call, options->output, text, error))
        return VIGIE_EXIT_NOT_DONE;
    return breaks ? VIGIE_EXIT_FINDINGS : VIGIE_EXIT_DONE;
}

static VigieExit
history(const VigieCall *call, GError **error)
{
    static const char *const formats[] = {"text", "csv", NULL};
    const Options *options = call->options;
    guint format = 0;
    if (!vigie_option_word("--format", options->format, formats, 0, &format, error))
        return VIGIE_EXIT_NOT_DONE;
    g_autofree char *text =
        vigie_history_print(call, call->arguments[1], format == 1, options->all, error);
    return text != NULL && vigie_call_output(call, options->output, text, error)
               ? VIGIE_EXIT_DONE
               : VIGIE_EXIT_NOT_DONE;
}

/* The command -------------------------------------------------------------------------------- */

static VigieExit
run(const VigieCall *call, GError **error)
{
    static const char *const verbs[] = {"check", "show", "diff", "history", "print", NULL};
    static const guint wanted[] = {0, 2, 3, 2,
                                   2}; /* arguments with the verb; 0 = two or more */
    guint verb = 0;
    while (verbs[verb] != NULL && strcmp(verbs[verb], call->arguments[0]) != 0)
        verb++;
    if (verbs[verb] == NULL) {
        vigie_unknown(error, call->arguments[0], verbs, _("unknown verb '%s'"),
                      call->arguments[0]);
        return VIGIE_EXIT_NOT_DONE;
    }
    if (wanted[verb] > 0 && call->n_arguments != wanted[verb]) {
        g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                            verb == 1   ? _("show takes one form")
                            : verb == 2 ? _("diff takes two forms, the older one first")
                            : verb == 3 ? _("history takes one survey")
                                        : _("print takes one form"));
        return VIGIE_EXIT_NOT_DONE;
    }
    static VigieExit (*const run_verb[])(const VigieCall *, GError **) = {check, show, diff,
                                                                          history, print};
    return run_verb[verb](call, error);
}

static const GOptionEntry entries[] = {
    {"all", 'a', 0, G_OPTION_ARG_NONE, VIGIE_OPTION(Options, all),
     N_("diff, history: identical items too"), NULL},
    {"format", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, format),
     N_("diff, history: form of the result (default: text, a table to read); show: csv is the "
        "form itself, as XLSForm tools read it"),
     "text|csv"},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, VIGIE_OPTION(Options, output),
     N_("write the result to a file, whole or not at all"), N_("FILE")},
    {"counts", 0, 0, G_OPTION_ARG_NONE, VIGIE_OPTION(Options, counts),
     N_("print: how often each answer was given, not weighted; of a survey that is loaded"),
     NULL},
    {"year", 'y', 0, G_OPTION_ARG_INT, VIGIE_OPTION(Options, year),
     N_("print: the year of the counts (default: the newest)"), N_("YEAR")},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static const char *const notes[] = {
    N_("check reads forms and says what is wrong with file, line and column; show prints one "
       "as a "
       "person reads it; diff compares an older form with a newer one, item by item."),
    N_("A FORM is a file (.csv, .xlsx, .ods, .xls), the name of a survey or data set of the "
       "observatory, or SURVEY@WAVE: the questionnaire by which a wave, or the first of a "
       "year, "
       "was loaded."),
    N_("show --format csv writes any of them as XLSForm's CSV variant, with all that it "
       "extends: a form that git can compare."),
    N_("history shows what the store keeps: each item of each wave of a survey against the "
       "wave before that had it, whether the series breaks there, and by which bridge it is "
       "joined."),
    N_("print makes a PDF to hand out or to annex to a report: questions, choices with boxes "
       "and "
       "codes, filters in words (default: questionnaire-FORM.pdf).  With --counts, low counts "
       "and what would give them away are not shown."),
    N_("Verdicts of diff, from harmless to fatal: identical, moved, translation, label, added, "
       "removed, choices, wording, filter, scale, type, reused.  From filter on they break the "
       "series (exit 1); reused means that a name or a choice's code stands for something "
       "else."),
    NULL};

static const char *const examples[] = {
    "vigie questionnaire check surveys/flash.csv surveys/off-season.csv",
    "vigie questionnaire show flash",
    "vigie questionnaire show surveys/flash.csv --format csv -o form.csv",
    "vigie questionnaire diff surveys/flash-2016.csv surveys/flash.csv",
    "vigie questionnaire diff flash@2017 flash@2018",
    "vigie questionnaire history flash",
    "vigie questionnaire print flash -o flash.pdf",
    "vigie questionnaire print flash --counts --year 2024 -o flash-2024.pdf",
    NULL};

const VigieCommand vigie_command_questionnaire = {
    .name = "questionnaire",
    .arguments = N_("check|show|diff|history|print FORM…"),
    .summary =
        N_("Checks questionnaires, shows or prints one, compares two versions or all waves."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 2,
    .max_arguments = VIGIE_ANY,
    .options = entries,
    .options_size = sizeof(Options),
    .run = run,
};
