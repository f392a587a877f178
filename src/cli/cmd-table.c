/* cmd-table.c - vigie table: cross-tables */
#include "asking.h"
#include <math.h>
#include <string.h>
#include <vigie/report-workbook.h>
#include <vigie/report.h>
#include <vigie/study-table.h>

#define WIDTH 120 /* of the text */

typedef struct {
    VigieAsking asking;
    char *rows, *columns, *layers, *percent, *base, *test, *missing, *show;
    gboolean means;
} Options;

#define TEXT(member) VIGIE_ASKING_TEXT(Options, member)

static const GOptionEntry options[] = {
    {"rows", TEXT(rows), N_("items in rows: shares of choices, means of numbers"),
     N_("ITEM[,ITEM]")},
    {"columns", TEXT(columns), N_("item in columns, year or wave; two are crossed by *"),
     N_("ITEM[*ITEM]")},
    {"layers", TEXT(layers), N_("a table for each value of an item, of year or of wave"),
     N_("ITEM")},
    {"percent", TEXT(percent), N_("what the percentages are of (default: column)"),
     "column|row|total|none"},
    {"base", TEXT(base),
     N_("of items with several answers: who answered, or all answers given (default: "
        "respondents)"),
     "respondents|mentions"},
    {"test", TEXT(test),
     N_("compare each column with each other, or with all others (default: columns, where "
        "percentages are of columns)"),
     "none|columns|rest"},
    {"missing", TEXT(missing),
     N_("leave those without an answer out, or count them in rows and columns of their own "
        "(default: exclude)"),
     "exclude|include"},
    {"include", TEXT(asking.include),
     N_("kinds of no answer that are rows of their own, in the base of the percentages "
        "(default: none)"),
     VIGIE_KIND_WORDS},
    {"include-by", TEXT(asking.include_by),
     N_("kinds of no answer that are columns and layers of their own (default: none)"),
     VIGIE_KIND_WORDS},
    {"with", TEXT(asking.with),
     N_("in the csv and json forms, how many of the column have each kind of no answer"),
     "missing"},
    {"means", 0, 0, G_OPTION_ARG_NONE, VIGIE_OPTION(Options, means),
     N_("also the means of items whose choices have scores"), NULL},
    {"show", TEXT(show),
     N_("in the text, below each figure: nothing, its standard error or its interval "
        "(default: share)"),
     "share|se|interval"},
    {"interval", TEXT(asking.interval), N_("interval of shares (default: auto)"),
     "auto|logit|beta|wilson|wald"},
    {"format", TEXT(asking.format), N_("form of the result (default: text, a table to read)"),
     "text|csv|json|xlsx"},
    VIGIE_ASKING_PUBLISH(Options, asking.),
    VIGIE_ASKING_OPTIONS(Options, asking.),
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

typedef struct {
    VigieTableQuestion question;
    VigieTableShow show;
    char **rows, **columns;
} Asked;

static void
clear_asked(Asked *asked)
{
    g_strfreev(asked->rows);
    g_strfreev(asked->columns);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, clear_asked)

/* --missing include is the short way to say which kinds. */
static bool
check_missing(const Options *given, GError **error)
{
    if (given->missing == NULL ||
        (given->asking.include == NULL && given->asking.include_by == NULL))
        return true;
    g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                        _("--missing and --include say the same: take one of them"));
    return false;
}

static bool
read_words(const Options *given, Asked *asked, GError **error)
{
    static const char *const percents[] = {"column", "row", "total", "none", NULL};
    static const char *const bases[] = {"respondents", "mentions", NULL};
    static const char *const tests[] = {"none", "columns", "rest", NULL};
    static const char *const missing[] = {"exclude", "include", NULL};
    static const char *const withs[] = {"missing", NULL};
    static const char *const shows[] = {"share", "se", "interval", NULL};
    guint percent = 0, base = 0, test = 0, include = 0, show = 0, with = 0;
    if (!vigie_option_word("--percent", given->percent, percents, 0, &percent, error) ||
        !vigie_option_word("--base", given->base, bases, 0, &base, error) ||
        !vigie_option_word("--missing", given->missing, missing, 0, &include, error) ||
        !vigie_option_word("--with", given->asking.with, withs, 0, &with, error) ||
        !vigie_option_word("--show", given->show, shows, 0, &show, error) ||
        !vigie_option_word("--test", given->test, tests,
                           percent == VIGIE_PERCENT_COLUMN ? VIGIE_COMPARE_COLUMNS
                                                           : VIGIE_COMPARE_NONE,
                           &test, error))
        return false;
    asked->question.percent = (VigiePercent)percent;
    asked->question.base = (VigieTableBase)base;
    asked->question.compare = (VigieTableCompare)test;
    asked->question.include = asked->question.include_by = include == 1 ? VIGIE_KINDS_ASKED : 0;
    asked->question.with_missing = given->asking.with != NULL;
    asked->show = (VigieTableShow)show;
    return true;
}

static bool
read_names(const Options *given, Asked *asked, GError **error)
{
    if (!vigie_request_need("--rows", given->rows, _("it names the items in rows"), error) ||
        !vigie_request_need("--columns", given->columns, _("it names the item in columns"),
                            error))
        return false;
    asked->rows = vigie_option_list("--rows", given->rows, error);
    if (asked->rows == NULL)
        return false;
    asked->columns = g_strsplit(given->columns, "*", -1);
    for (char **name = asked->columns; *name != NULL; name++)
        if (*g_strstrip(*name) == '\0') {
            g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                                _("--columns takes one item, or two crossed: ITEM*ITEM"));
            return false;
        }
    return true;
}

static void
ask(const Options *given, const VigieCall *call, const VigieRequest *request, Asked *asked)
{
    VigieTableQuestion *question = &asked->question;
    question->surveys = request->question.surveys;
    question->rows = (const char *const *)asked->rows;
    question->columns = (const char *const *)asked->columns;
    question->layer = given->layers;
    question->where = request->question.where;
    question->level = request->question.level;
    question->interval = request->question.interval;
    question->unit = request->question.unit;
    question->weighting = request->question.weighting;
    question->means = given->means;
    if (given->missing == NULL) {
        question->include = request->question.include;
        question->include_by = request->question.include_by;
        question->all_kinds = true;
    }
    question->lang = call->lang;
}

static GBytes *
make_workbook(gconstpointer table, const VigieWorkbookNotes *notes, GError **error)
{
    return vigie_table_workbook(table, notes, error);
}

static bool
print(const VigieCall *call, const VigieRequest *request, const VigieCrossTable *table,
      VigieTableShow show, GError **error)
{
    const Options *given = call->options;
    if (request->format == VIGIE_FORMAT_XLSX)
        return vigie_request_workbook(request, call, given->asking.output, make_workbook, table,
                                      error);
    if (request->format != VIGIE_FORMAT_TEXT) {
        g_autoptr(VigieResult) result = vigie_cross_table_result(table);
        return vigie_request_print(request, call, &given->asking, result, error);
    }
    g_autofree char *text = vigie_cross_table_text(table, WIDTH, show);
    if (!vigie_call_output(call, given->asking.output, text, error))
        return false;
    vigie_call_findings(call, request->warnings, true);
    return true;
}

static bool
answer(const VigieCall *call, VigieRequest *request, Asked *asked, GError **error)
{
    const Options *given = call->options;
    ask(given, call, request, asked);
    g_autoptr(VigieCrossTable) table =
        vigie_study_table(request->observatory, request->store, &asked->question,
                          request->warnings, call->progress, error);
    if (table == NULL)
        return false;
    if (given->asking.publish || request->format == VIGIE_FORMAT_TEXT ||
        request->format == VIGIE_FORMAT_XLSX)
        vigie_cross_table_publish(table);
    return print(call, request, table, asked->show, error);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    const Options *given = call->options;
    g_auto(VigieRequest) request = {0};
    g_auto(Asked) asked = {0};
    bool done = check_missing(given, error) && read_words(given, &asked, error) &&
                read_names(given, &asked, error) &&
                vigie_request_init(&request, call, &given->asking, error) &&
                answer(call, &request, &asked, error);
    return done ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static const char *const notes[] = {
    N_("Errors and tests follow the survey's design.  Columns have letters: a letter beside a "
       "figure names a column that is lower, and not by chance (Holm within the row).  The "
       "csv and json forms have one row a cell; an empty row or column is the total."),
    N_("A repeat of a questionnaire (stages of a trip, persons of a party) is a survey of its "
       "own, SURVEY.REPEAT: its records have the items of the survey too, and its design."),
    NULL};

static const char *const examples[] = {
    "vigie table flash --rows sat_overall --columns customer_type",
    "vigie table flash --rows sat_overall,spend_stay --columns year --test rest --means",
    "vigie table flash --rows customer_type --columns year --percent row --show interval",
    "vigie table flash --rows sat_overall --columns customer_type --layers year --format csv",
    "vigie table flash --rows sat_overall --columns customer_type --format xlsx -o table.xlsx",
    NULL};

const VigieCommand vigie_command_table = {
    .name = "table",
    .arguments = N_("SURVEY[,SURVEY]"),
    .summary = N_("Cross-tables with bases, sampling errors and tests of columns."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .options_size = sizeof(Options),
    .run = run,
};
