/* cmd-chart.c - vigie chart: one chart as PDF, PNG or SVG */
#include "command.h"

#include <math.h>
#include <string.h>
#include <vigie/report.h>

#include "report-call.h"

#define WIDTH_MIN 120.0
#define WIDTH_MAX 3000.0
#define WIDTH_USUAL 480.0

typedef struct {
    char *report, *kind, *survey, *stat, *of, *by, *over, *where, *indicator, *dataset, *title;
    char *output, *date;
    int year, years, top;
    double dpi, width;
} Options;

#define TEXT(name, member, help, arg)                                                          \
    {                                                                                          \
        name, 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, member), help, arg              \
    }

static const GOptionEntry options[] = {
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, VIGIE_OPTION(Options, output),
     N_("file to write: .png, .pdf or .svg"), N_("FILE")},
    TEXT("report", report, N_("report that defines CHART (default: annual)"), N_("REPORT")),
    TEXT("kind", kind, N_("trend, likert, dots, season, stack or rank"), N_("KIND")),
    TEXT("survey", survey, N_("survey to draw from"), N_("SURVEY")),
    TEXT("stat", stat, N_("mean, proportion, total, ratio, top2, bottom2 or nps"), N_("STAT")),
    TEXT("of", of, N_("items, or role:ROLE"), N_("ITEM[,ITEM]")),
    TEXT("over", over, N_("denominator of a ratio"), N_("ITEM")),
    TEXT("by", by, N_("dimension, such as the customer type"), N_("ITEM")),
    TEXT("where", where, N_("only records for which this is true"), N_("EXPR")),
    TEXT("indicator", indicator, N_("indicator to draw, instead of a survey"), N_("NAME")),
    TEXT("from", dataset, N_("dataset of the indicator"), N_("DATASET")),
    TEXT("title", title, N_("title (default: what the numbers say)"), N_("TEXT")),
    {"year", 'y', 0, G_OPTION_ARG_INT, VIGIE_OPTION(Options, year),
     N_("the year (default: the newest)"), N_("YEAR")},
    {"years", 0, 0, G_OPTION_ARG_INT, VIGIE_OPTION(Options, years),
     N_("how many years back (default: all)"), N_("N")},
    {"top", 0, 0, G_OPTION_ARG_INT, VIGIE_OPTION(Options, top),
     N_("rank: at most so many bars"), N_("N")},
    TEXT("date", date, N_("date written in the file (default: last day of the newest data)"),
         N_("YYYY-MM-DD")),
    {"dpi", 0, 0, G_OPTION_ARG_DOUBLE, VIGIE_OPTION(Options, dpi),
     N_("resolution of a PNG (default: 150)"), N_("DPI")},
    {"width", 0, 0, G_OPTION_ARG_DOUBLE, VIGIE_OPTION(Options, width),
     N_("width in points (default: 480)"), N_("POINTS")},
    G_OPTION_ENTRY_NULL};

static char **
list_of(const char *option, const char *value, GError **error)
{
    return value != NULL ? vigie_option_list(option, value, error) : NULL;
}

/* An exhibit from the options. */
static VigieExhibit *
exhibit_from(const Options *said, GError **error)
{
    guint kind = 0;
    if (!vigie_option_word("--kind", said->kind, vigie_chart_kind_names(), VIGIE_CHART_TREND,
                           &kind, error))
        return NULL;
    if ((said->indicator == NULL) == (said->of == NULL)) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("say either CHART, or --stat and --of (a survey), or --indicator"));
        return NULL;
    }
    g_autoptr(VigieExhibit) exhibit = vigie_exhibit_new("chart", true);
    exhibit->kind = (VigieChartKind)kind;
    exhibit->survey = g_strdup(said->survey);
    exhibit->stat =
        said->of != NULL ? g_strdup(said->stat != NULL ? said->stat : "mean") : NULL;
    VigieStat stat;
    if (exhibit->stat != NULL && !vigie_stat_from_name(exhibit->stat, &stat)) {
        vigie_unknown(error, exhibit->stat, vigie_stat_names(), _("unknown statistic '%s'"),
                      exhibit->stat);
        return NULL;
    }
    exhibit->over = g_strdup(said->over);
    exhibit->where = g_strdup(said->where);
    exhibit->indicator = g_strdup(said->indicator);
    exhibit->dataset = g_strdup(said->dataset);
    exhibit->title = g_strdup(said->title);
    exhibit->years = said->years;
    exhibit->top = said->top;
    exhibit->of = list_of("--of", said->of, error);
    exhibit->by =
        said->of != NULL && exhibit->of == NULL ? NULL : list_of("--by", said->by, error);
    if ((said->of != NULL && exhibit->of == NULL) || (said->by != NULL && exhibit->by == NULL))
        return NULL;
    return g_steal_pointer(&exhibit);
}

static const VigieExhibit *
exhibit_named(const VigieReport *report, const char *name, GError **error)
{
    const VigieExhibit *exhibit = vigie_report_exhibit(report, name);
    if (exhibit != NULL && exhibit->is_chart)
        return exhibit;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < report->exhibits->len; i++) {
        const VigieExhibit *other = g_ptr_array_index(report->exhibits, i);
        if (other->is_chart)
            g_ptr_array_add(names, other->name);
    }
    g_ptr_array_add(names, NULL);
    vigie_unknown(error, name, (const char *const *)names->pdata,
                  _("the report has no chart '%s'"), name);
    return NULL;
}

static bool
render(const VigieReportCall *job, const VigieChart *chart, const Options *said, GError **error)
{
    double width = said->width != 0.0 ? said->width : WIDTH_USUAL;
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(error);
    if (fonts == NULL)
        return false;
    g_autoptr(VigieDisplay) display =
        vigie_chart_layout(chart, width, vigie_fonts_measurer(fonts));
    VigieDocumentInfo info = {.author = job->observatory->title,
                              .date = job->context.date,
                              .lang = job->context.lang};
    double dpi = said->dpi != 0.0 ? said->dpi : 150.0;
    if (g_str_has_suffix(said->output, ".pdf"))
        return vigie_render_pdf(fonts, display, said->output, &info, error);
    if (g_str_has_suffix(said->output, ".svg"))
        return vigie_render_svg(display, said->output, error);
    return vigie_render_png(fonts, display, said->output, dpi, &info, error);
}

static bool
check_output(const Options *said, GError **error)
{
    const char *output = said->output;
    if (output == NULL ||
        !(g_str_has_suffix(output, ".png") || g_str_has_suffix(output, ".pdf") ||
          g_str_has_suffix(output, ".svg"))) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("-o FILE is needed, and FILE ends in .png, .pdf or .svg"));
        return false;
    }
    if (said->width != 0.0 && !(said->width >= WIDTH_MIN && said->width <= WIDTH_MAX)) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("--width: %g is out of range; from %g to %g points"), said->width,
                    WIDTH_MIN, WIDTH_MAX);
        return false;
    }
    return true;
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    const Options *said = call->options;
    bool named = call->n_arguments > 0;
    g_autoptr(VigieExhibit) own = NULL;
    if (!check_output(said, error) || (!named && (own = exhibit_from(said, error)) == NULL))
        return VIGIE_EXIT_NOT_DONE;
    const char *report = said->report != NULL ? said->report : "annual";
    VigieReportRequest request = {named ? report : NULL, said->year, said->date, said->dpi};
    g_auto(VigieReportCall) job = {0};
    if (!vigie_report_call_open(&job, call, &request, error))
        return VIGIE_EXIT_NOT_DONE;
    const VigieExhibit *exhibit =
        named ? exhibit_named(job.report, call->arguments[0], error) : own;
    if (exhibit == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(VigieChart) chart = vigie_exhibit_chart(exhibit, &job.context, error);
    vigie_call_findings(call, job.notes, false);
    bool done = chart != NULL && render(&job, chart, said, error);
    return done ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static const char *const examples[] = {
    "vigie chart satisfaction -o satisfaction.png --year 2024",
    "vigie chart --kind trend --survey flash --stat top2 --of sat_overall --by customer_type "
    "-o "
    "t.pdf",
    "vigie chart --kind season --indicator nights --years 5 -o nights.svg", NULL};

const VigieCommand vigie_command_chart = {
    .name = "chart",
    .arguments = N_("[CHART]"),
    .summary = N_("One chart as PNG, PDF or SVG: of a report, or of the options."),
    .examples = examples,
    .max_arguments = 1,
    .options = options,
    .options_size = sizeof(Options),
    .run = run,
};
