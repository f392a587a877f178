/* cmd-report.c - vigie report: a document of the year */
#include "command.h"

#include <math.h>
#include <stdio.h>
#include <vigie/report.h>

#include "report-call.h"

typedef struct {
    int year;
    char *output, *date;
    double dpi;
    gboolean verbose;
} Options;

static const GOptionEntry options[] = {
    {"year", 'y', 0, G_OPTION_ARG_INT, VIGIE_OPTION(Options, year),
     N_("the year reported on (default: the newest)"), N_("YEAR")},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, VIGIE_OPTION(Options, output),
     N_("folder for the files (default: out in the observatory)"), N_("DIR")},
    {"date", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, date),
     N_("date printed in the documents (default: last day of the newest data)"),
     N_("YYYY-MM-DD")},
    {"dpi", 0, 0, G_OPTION_ARG_DOUBLE, VIGIE_OPTION(Options, dpi),
     N_("resolution of the PNG files (default: 150)"), N_("DPI")},
    {"verbose", 'v', 0, G_OPTION_ARG_NONE, VIGIE_OPTION(Options, verbose),
     N_("name the charts and figures that are left out, and why"), NULL},
    G_OPTION_ENTRY_NULL};

static bool
print_files(const VigieCall *call, const GPtrArray *files, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < files->len; i++)
        g_string_append_printf(text, "%s\n", (const char *)g_ptr_array_index(files, i));
    return vigie_call_output(call, NULL, text->str, error);
}

/* What is left out is named by --verbose, and else counted: a page that is missing has a reason. */
static void
print_notes(const VigieCall *call, const VigieFindings *notes, bool verbose)
{
    guint n = vigie_findings_n_kept(notes);
    vigie_call_findings(call, notes, verbose);
    if (n > 0 && !verbose && !call->quiet)
        fprintf(stderr,
                P_("vigie: %u chart or figure has no data here; --verbose names it\n",
                   "vigie: %u charts or figures have no data here; --verbose names them\n", n),
                n);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    const Options *said = call->options;
    VigieReportRequest request = {call->arguments[0], said->year, said->date, said->dpi};
    g_auto(VigieReportCall) job = {0};
    if (!vigie_report_call_open(&job, call, &request, error))
        return VIGIE_EXIT_NOT_DONE;
    g_autofree char *dir = said->output != NULL
                               ? g_strdup(said->output)
                               : g_build_filename(job.observatory->dir, "out", NULL);
    g_autoptr(GPtrArray) files = NULL;
    bool done = vigie_report_write(job.report, &job.context, dir, &files, error);
    if (done)
        print_notes(call, job.notes, said->verbose);
    if (!done || !print_files(call, files, error))
        return VIGIE_EXIT_NOT_DONE;
    return VIGIE_EXIT_DONE;
}

static const char *const notes[] = {
    N_("REPORT is the name of a definition: reports/REPORT.ini in the observatory, else a "
       "ready-made one. Each chart is written as PNG, and its numbers as CSV, beside the PDF."),
    NULL};
static const char *const examples[] = {"vigie report annual --year 2024",
                                       "vigie report annual --lang en -o report-en", NULL};

const VigieCommand vigie_command_report = {
    .name = "report",
    .arguments = N_("REPORT"),
    .summary = N_("The year's report: PDF, charts and their numbers."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .options_size = sizeof(Options),
    .run = run,
};
