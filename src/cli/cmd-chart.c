/* cmd-chart.c - vigie chart: one chart as PDF, PNG or SVG */
#include "command.h"

#include <math.h>
#include <string.h>
#include <vigie/report.h>

#include "report-call.h"

#define WIDTH_MIN 120.0
#define WIDTH_MAX 3000.0
#define WIDTH_USUAL 480.0
#define DPI_MIN 36.0
#define DPI_MAX 1200.0
#define DPI_USUAL 150.0

typedef struct {
    char *report, *kind, *survey, *stat, *of, *by, *over, *where, *include, *indicator,
        *dataset, *title;
    char *output, *date;
    char *year, *years, *top, *dpi, *width; /* read as numbers in read_numbers() */
} Options;

typedef enum { FILE_PNG, FILE_PDF, FILE_SVG } FileKind;

/* The options that need reading, read. */
typedef struct {
    FileKind file;
    double dpi, width, year, years, top;
} Numbers;

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
    TEXT("include", include, N_("kinds of no answer that are shares of their own, in the base"),
         "blank|dont_know|refused|not_applicable|not_asked|invalid[,...]"),
    TEXT("indicator", indicator, N_("indicator to draw, instead of a survey"), N_("NAME")),
    TEXT("from", dataset, N_("dataset of the indicator"), N_("DATASET")),
    TEXT("title", title, N_("title (default: what the numbers say)"), N_("TEXT")),
    {"year", 'y', 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, year),
     N_("the year (default: the newest)"), N_("YEAR")},
    TEXT("years", years, N_("how many years back (default: all)"), N_("N")),
    TEXT("top", top, N_("rank: at most so many bars"), N_("N")),
    TEXT("date", date, N_("date written in the file (default: last day of the newest data)"),
         N_("YYYY-MM-DD")),
    TEXT("dpi", dpi, N_("resolution of a PNG (default: 150)"), N_("DPI")),
    TEXT("width", width, N_("width in points (default: 480)"), N_("POINTS")),
    G_OPTION_ENTRY_NULL};

static char **
list_of(const char *option, const char *value, GError **error)
{
    return value != NULL ? vigie_option_list(option, value, error) : NULL;
}

/* An exhibit from the options. */
static VigieExhibit *
exhibit_from(const Options *said, const Numbers *numbers, GError **error)
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
    exhibit->years = (gint64)numbers->years;
    exhibit->top = (gint64)numbers->top;
    exhibit->of = list_of("--of", said->of, error);
    exhibit->by =
        said->of != NULL && exhibit->of == NULL ? NULL : list_of("--by", said->by, error);
    if ((said->of != NULL && exhibit->of == NULL) || (said->by != NULL && exhibit->by == NULL))
        return NULL;
    exhibit->include = list_of("--include", said->include, error);
    if (said->include != NULL && exhibit->include == NULL)
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
render(const VigieReportCall *job, const VigieChart *chart, const Options *said,
       const Numbers *numbers, GError **error)
{
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(error);
    if (fonts == NULL)
        return false;
    g_autoptr(VigieDisplay) display =
        vigie_chart_layout(chart, numbers->width, vigie_fonts_measurer(fonts));
    VigieDocumentInfo info = {.author = job->observatory->title,
                              .date = job->context.date,
                              .lang = job->context.lang};
    if (numbers->file == FILE_PDF)
        return vigie_render_pdf(fonts, display, said->output, &info, error);
    if (numbers->file == FILE_SVG)
        return vigie_render_svg(display, said->output, error);
    return vigie_render_png(fonts, display, said->output, numbers->dpi, &info, error);
}

static bool G_GNUC_PRINTF(2, 3) usage(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE, text);
    return false;
}

/* out keeps what it holds where the option was not said. */
static bool
read_number(const char *option, const char *value, double low, double high, double *out,
            GError **error)
{
    char *end = NULL;
    double number = value != NULL ? g_ascii_strtod(value, &end) : *out;
    bool whole = strcmp(option, "--dpi") != 0 && strcmp(option, "--width") != 0;
    bool good = value == NULL || (end != value && *end == '\0' && number >= low &&
                                  number <= high && (!whole || number <= floor(number)));
    if (!good && whole)
        return usage(error, _("%s: '%s' is not a whole number from %g to %g"), option, value,
                     low, high);
    if (!good)
        return usage(error, _("%s: '%s' is not a number from %g to %g"), option, value, low,
                     high);
    *out = number;
    return true;
}

static bool
read_file_kind(const char *output, FileKind *out, GError **error)
{
    static const char *const ENDINGS[] = {
        [FILE_PNG] = ".png", [FILE_PDF] = ".pdf", [FILE_SVG] = ".svg"};
    g_autofree char *name = output != NULL ? g_path_get_basename(output) : g_strdup("");
    g_autofree char *lower = g_ascii_strdown(name, -1);
    for (guint i = 0; i < G_N_ELEMENTS(ENDINGS); i++)
        if (g_str_has_suffix(lower, ENDINGS[i]) && strlen(lower) > strlen(ENDINGS[i])) {
            *out = (FileKind)i;
            return true;
        }
    return usage(error, _("-o FILE is needed, and FILE ends in .png, .pdf or .svg"));
}

static bool
read_numbers(const Options *said, Numbers *out, GError **error)
{
    *out = (Numbers){.dpi = DPI_USUAL, .width = WIDTH_USUAL};
    return read_file_kind(said->output, &out->file, error) &&
           read_number("--dpi", said->dpi, DPI_MIN, DPI_MAX, &out->dpi, error) &&
           read_number("--width", said->width, WIDTH_MIN, WIDTH_MAX, &out->width, error) &&
           read_number("--year", said->year, 1000.0, 9999.0, &out->year, error) &&
           read_number("--years", said->years, 1.0, 1000.0, &out->years, error) &&
           read_number("--top", said->top, 1.0, 1000.0, &out->top, error);
}

/* A chart of a report is drawn as its report defines it; one of the options has no report. */
static bool
check_company(const Options *said, bool named, GError **error)
{
    const struct {
        const char *option, *value;
        bool with_name;
    } all[] = {{"--report", said->report, true},    {"--kind", said->kind, false},
               {"--survey", said->survey, false},   {"--stat", said->stat, false},
               {"--of", said->of, false},           {"--over", said->over, false},
               {"--by", said->by, false},           {"--where", said->where, false},
               {"--include", said->include, false}, {"--indicator", said->indicator, false},
               {"--from", said->dataset, false},    {"--years", said->years, false},
               {"--top", said->top, false}};
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
        if (all[i].value == NULL || all[i].with_name == named)
            continue;
        return named ? usage(error, _("%s does not go with CHART, which its report defines"),
                             all[i].option)
                     : usage(error, _("%s goes with CHART, the name of a chart of it"),
                             all[i].option);
    }
    return true;
}

/* Names of items that the surveys, or the datasets, have. */
static void
add_items(const VigieCodebook *codebook, GPtrArray *names)
{
    for (guint i = 0; i < codebook->items->len; i++)
        g_ptr_array_add(names, ((VigieItem *)g_ptr_array_index(codebook->items, i))->name);
}

/* Each word is an item of some survey or dataset; what has none is named with the nearest. */
static bool
check_words(char *const *words, const GPtrArray *names, GError **error)
{
    for (; words != NULL && *words != NULL; words++) {
        bool known = g_str_has_prefix(*words, "role:");
        for (guint i = 0; i + 1 < names->len && !known; i++)
            known = strcmp(g_ptr_array_index(names, i), *words) == 0;
        if (!known) {
            vigie_unknown(error, *words, (const char *const *)names->pdata, _("no item '%s'"),
                          *words);
            return false;
        }
    }
    return true;
}

static bool
check_names(const VigieExhibit *exhibit, const VigieObservatory *observatory, GError **error)
{
    bool indicator = exhibit->indicator != NULL;
    const GPtrArray *all = indicator ? observatory->datasets : observatory->surveys;
    const char *only = indicator ? exhibit->dataset : exhibit->survey;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < all->len; i++) {
        const VigieDataset *dataset = g_ptr_array_index(all, i);
        const VigieSurvey *survey = g_ptr_array_index(all, i);
        const char *name = indicator ? dataset->name : survey->name;
        if (only == NULL || strcmp(only, name) == 0)
            add_items(indicator ? dataset->codebook : survey->codebook, names);
    }
    if (names->len == 0) /* an unknown survey: said by who looks for it */
        return true;
    g_ptr_array_add(names, (gpointer) "year");
    g_ptr_array_add(names, (gpointer) "wave");
    g_ptr_array_add(names, NULL);
    char *over[] = {exhibit->over, NULL};
    return check_words(exhibit->of, names, error) && check_words(over, names, error) &&
           check_words(exhibit->by, names, error);
}

static bool
draw(const VigieReportCall *job, const VigieExhibit *exhibit, const Options *said,
     const Numbers *numbers, GError **error)
{
    g_autoptr(VigieChart) chart = vigie_exhibit_chart(exhibit, &job->context, error);
    if (chart == NULL)
        return false;
    if (vigie_chart_is_empty(chart)) {
        g_set_error(
            error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_NOTHING,
            _("there is no data for this chart up to %d; 'vigie status' lists the years"),
            job->context.year);
        return false;
    }
    if (said->title != NULL)
        vigie_chart_set_text(chart, VIGIE_TEXT_TITLE, said->title);
    return render(job, chart, said, numbers, error);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    const Options *said = call->options;
    bool named = call->n_arguments > 0;
    Numbers numbers;
    g_autoptr(VigieExhibit) own = NULL;
    if (!read_numbers(said, &numbers, error) || !check_company(said, named, error) ||
        (!named && (own = exhibit_from(said, &numbers, error)) == NULL))
        return VIGIE_EXIT_NOT_DONE;
    const char *report = said->report != NULL ? said->report : "annual";
    VigieReportRequest request = {named ? report : NULL, (int)numbers.year, said->date,
                                  numbers.dpi};
    g_auto(VigieReportCall) job = {0};
    if (!vigie_report_call_open(&job, call, &request, error))
        return VIGIE_EXIT_NOT_DONE;
    const VigieExhibit *exhibit =
        named ? exhibit_named(job.report, call->arguments[0], error) : own;
    if (exhibit == NULL || (!named && !check_names(exhibit, job.observatory, error)))
        return VIGIE_EXIT_NOT_DONE;
    bool done = draw(&job, exhibit, said, &numbers, error);
    vigie_call_findings(call, job.notes, false);
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
