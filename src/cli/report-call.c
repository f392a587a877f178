/* report-call.c - observatory, store and definition of a document */
#include "report-call.h"

#include <math.h>
#include <string.h>

#define DPI_MIN 36.0
#define DPI_MAX 1200.0

void
vigie_report_call_release(VigieReportCall *job)
{
    g_clear_pointer(&job->report, vigie_report_free);
    g_clear_pointer(&job->store, vigie_store_close);
    g_clear_pointer(&job->observatory, vigie_observatory_free);
    g_clear_pointer(&job->notes, vigie_findings_free);
}

/* Names of the definitions in a folder. */
static void
add_names(const char *folder, GPtrArray *names)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *file;
    while (dir != NULL && (file = g_dir_read_name(dir)) != NULL)
        if (g_str_has_suffix(file, ".ini"))
            g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(".ini")));
}

/* reports/NAME.ini of the observatory, else of the installation. */
static char *
find_definition(const VigieCall *call, const VigieObservatory *observatory, const char *name,
                GError **error)
{
    const char *roots[] = {observatory->dir, call->data_dir};
    g_autofree char *file = g_strconcat(name, ".ini", NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(roots); i++) {
        g_autofree char *folder = g_build_filename(roots[i], "reports", NULL);
        g_autofree char *path = g_build_filename(folder, file, NULL);
        if (strchr(name, '/') == NULL && g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return g_steal_pointer(&path);
        add_names(folder, names);
    }
    g_ptr_array_add(names, NULL);
    vigie_unknown(error, name, (const char *const *)names->pdata, _("unknown report '%s'"),
                  name);
    return NULL;
}

static bool
settle(VigieReportCall *job, const VigieReportRequest *request, GError **error)
{
    VigieReportContext *context = &job->context;
    if (request->date != NULL && !vigie_date_read(request->date, strlen(request->date),
                                                  VIGIE_DATE_ISO, &context->date)) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("--date: '%s' is not a date; write it as 2024-12-31"), request->date);
        return false;
    }
    if (request->dpi != 0.0 && !(request->dpi >= DPI_MIN && request->dpi <= DPI_MAX)) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("--dpi: %g is out of range; from %g to %g"), request->dpi, DPI_MIN,
                    DPI_MAX);
        return false;
    }
    return vigie_report_context_settle(context, error);
}

static void
replace(char **text, const VigieIni *ini, const char *group, const char *key, const char *code)
{
    char *said = vigie_ini_get_in(ini, group, key, code);
    if (said == NULL)
        return;
    g_free(*text);
    *text = said;
}

bool
vigie_report_localise(VigieObservatory *observatory, VigieLang lang, GError **error)
{
    if (lang == observatory->lang)
        return true;
    g_autofree char *path = g_build_filename(observatory->dir, "observatory.ini", NULL);
    g_autoptr(VigieIni) ini = vigie_ini_load(path, error);
    if (ini == NULL)
        return false;
    const char *code = vigie_lang_code(lang);
    replace(&observatory->title, ini, "observatory", "title", code);
    replace(&observatory->territory, ini, "observatory", "territory", code);
    replace(&observatory->contact, ini, "observatory", "contact", code);
    replace(&observatory->notice, ini, "observatory", "notice", code);
    for (guint i = 0; i < observatory->surveys->len; i++) {
        VigieSurvey *survey = g_ptr_array_index(observatory->surveys, i);
        g_autofree char *group = g_strconcat("survey ", survey->name, NULL);
        replace(&survey->title, ini, group, "title", code);
    }
    for (guint i = 0; i < observatory->datasets->len; i++) {
        VigieDataset *dataset = g_ptr_array_index(observatory->datasets, i);
        g_autofree char *group = g_strconcat("dataset ", dataset->name, NULL);
        replace(&dataset->title, ini, group, "title", code);
    }
    return true;
}

bool
vigie_report_call_open(VigieReportCall *job, const VigieCall *call,
                       const VigieReportRequest *request, GError **error)
{
    job->observatory = vigie_observatory_open(call->dir, call->database, error);
    if (job->observatory == NULL)
        return false;
    VigieLang lang = call->lang_said ? call->lang : job->observatory->lang;
    if (!vigie_report_localise(job->observatory, lang, error))
        return false;
    g_autofree char *path = NULL;
    if (request->report != NULL) {
        path = find_definition(call, job->observatory, request->report, error);
        job->report = path != NULL ? vigie_report_load(path, lang, error) : NULL;
        if (job->report == NULL)
            return false;
    }
    job->store = vigie_store_open(job->observatory->database, VIGIE_STORE_READ, error);
    if (job->store == NULL)
        return false;
    job->notes = vigie_findings_new();
    job->context = (VigieReportContext){.observatory = job->observatory,
                                        .store = job->store,
                                        .year = request->year,
                                        .date = NAN,
                                        .lang = lang,
                                        .dpi = request->dpi,
                                        .notes = job->notes,
                                        .progress = call->progress};
    /* The words of a document come from the same catalogue as messages do. */
    vigie_environment_locale(vigie_lang_code(lang));
    return settle(job, request, error);
}
