/* definition.c - reads a report definition: pages and exhibits, INI only */
#include <math.h>
#include <string.h>

#include "exhibit.h"

G_DEFINE_QUARK(vigie_report_error, vigie_report_error)

static const char *const report_keys[] = {"title", "subtitle", "pages", NULL};
static const char *const page_keys[] = {"kind", "title", "text", "charts", "figures", NULL};
static const char *const exhibit_keys[] = {
    "kind",       "survey",  "stat",    "of",   "over",     "by",       "where",
    "indicator",  "dataset", "years",   "top",  "title",    "subtitle", "source",
    "population", "note",    "reading", "unit", "decimals", "include",  NULL};
static const char *const page_kinds[] = {"charts", "cover",    "contents", "figures",
                                         "method", "overview", "quality",  NULL};

static const VigieIniGroup groups[] = {{"report", report_keys},
                                       {"page *", page_keys},
                                       {"chart *", exhibit_keys},
                                       {"figure *", exhibit_keys},
                                       {NULL, NULL}};

VigieExhibit *
vigie_exhibit_new(const char *name, bool is_chart)
{
    VigieExhibit *exhibit = g_new0(VigieExhibit, 1);
    exhibit->name = g_strdup(name);
    exhibit->is_chart = is_chart;
    exhibit->decimals = -1;
    return exhibit;
}

void
vigie_exhibit_free(VigieExhibit *exhibit)
{
    char *texts[] = {exhibit->name,     exhibit->survey,    exhibit->stat,       exhibit->over,
                     exhibit->where,    exhibit->indicator, exhibit->dataset,    exhibit->title,
                     exhibit->subtitle, exhibit->source,    exhibit->population, exhibit->note,
                     exhibit->reading,  exhibit->unit};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(exhibit->of);
    g_strfreev(exhibit->by);
    g_strfreev(exhibit->include);
    g_free(exhibit);
}

static void
page_free(gpointer pointer)
{
    VigieReportPage *page = pointer;
    g_free(page->name);
    g_free(page->title);
    g_free(page->text);
    g_strfreev(page->exhibits);
    g_free(page);
}

static void
exhibit_free(gpointer exhibit)
{
    vigie_exhibit_free(exhibit);
}

void
vigie_report_free(VigieReport *report)
{
    g_free(report->path);
    g_free(report->name);
    g_free(report->title);
    g_free(report->subtitle);
    g_ptr_array_unref(report->pages);
    g_ptr_array_unref(report->exhibits);
    g_free(report);
}

const VigieExhibit *
vigie_report_exhibit(const VigieReport *report, const char *name)
{
    for (guint i = 0; i < report->exhibits->len; i++) {
        const VigieExhibit *exhibit = g_ptr_array_index(report->exhibits, i);
        if (strcmp(exhibit->name, name) == 0)
            return exhibit;
    }
    return NULL;
}

/* Texts of an exhibit, each from its key, in the report's language. */
static void
read_texts(const VigieIni *ini, const char *group, const char *language, VigieExhibit *exhibit)
{
    const struct {
        const char *key;
        char **text;
    } texts[] = {{"survey", &exhibit->survey},
                 {"stat", &exhibit->stat},
                 {"over", &exhibit->over},
                 {"where", &exhibit->where},
                 {"indicator", &exhibit->indicator},
                 {"dataset", &exhibit->dataset},
                 {"title", &exhibit->title},
                 {"subtitle", &exhibit->subtitle},
                 {"source", &exhibit->source},
                 {"population", &exhibit->population},
                 {"note", &exhibit->note},
                 {"reading", &exhibit->reading},
                 {"unit", &exhibit->unit}};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i].text = vigie_ini_get_in(ini, group, texts[i].key, language);
    exhibit->of = vigie_ini_get_list(ini, group, "of");
    exhibit->by = vigie_ini_get_list(ini, group, "by");
    exhibit->include = vigie_ini_get_list(ini, group, "include");
}

/* Where its keys stand, for messages. */
static void
read_lines(const VigieIni *ini, const char *group, VigieExhibit *exhibit)
{
    static const char *const keys[VIGIE_N_EXHIBIT_KEYS] = {
        NULL, "kind",  "survey",    "stat",    "of",     "over",
        "by", "where", "indicator", "dataset", "include"};
    for (guint k = 1; k < VIGIE_N_EXHIBIT_KEYS; k++)
        exhibit->lines[k] = vigie_ini_line(ini, group, keys[k]);
}

static bool
read_exhibit(VigieReport *report, const VigieIni *ini, const char *group, GError **error)
{
    bool is_chart = g_str_has_prefix(group, "chart ");
    VigieExhibit *exhibit = vigie_exhibit_new(strchr(group, ' ') + 1, is_chart);
    g_ptr_array_add(report->exhibits, exhibit);
    exhibit->place = (VigiePlace){report->path, vigie_ini_line(ini, group, NULL), 0};
    read_texts(ini, group, vigie_lang_code(report->lang), exhibit);
    read_lines(ini, group, exhibit);
    guint kind = VIGIE_CHART_RANK;
    if (!vigie_ini_get_word(ini, group, "kind", vigie_chart_kind_names(), &kind, error) ||
        !vigie_ini_get_integer(ini, group, "years", &exhibit->years, error) ||
        !vigie_ini_get_integer(ini, group, "top", &exhibit->top, error) ||
        !vigie_ini_get_integer(ini, group, "decimals", &exhibit->decimals, error))
        return false;
    exhibit->kind = (VigieChartKind)kind;
    return vigie_exhibit_check(exhibit, error);
}

/* "no group [page onne]; did you mean [page one]?" on the line that names it. */
static bool
refuse_group(GError **error, const VigieIni *ini, const VigiePlace *place, const char *group)
{
    g_auto(GStrv) names = vigie_ini_groups(ini);
    const char *nearest = vigie_nearest(group, (const char *const *)names);
    if (nearest != NULL)
        vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_DEFINITION, place,
                           _("no group [%s]; did you mean [%s]?"), group, nearest);
    else
        vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_DEFINITION, place,
                           _("no group [%s]"), group);
    return false;
}

static bool
read_page(VigieReport *report, const VigieIni *ini, const char *name, GError **error)
{
    g_autofree char *group = g_strconcat("page ", name, NULL);
    VigiePlace place = vigie_ini_place(ini, "report", "pages");
    if (!vigie_ini_has_group(ini, group))
        return refuse_group(error, ini, &place, group);
    for (guint i = 0; i < report->pages->len; i++)
        if (strcmp(((VigieReportPage *)g_ptr_array_index(report->pages, i))->name, name) == 0) {
            vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_DEFINITION, &place,
                               _("pages= names %s twice"), name);
            return false;
        }
    const char *language = vigie_lang_code(report->lang);
    VigieReportPage *page = g_new0(VigieReportPage, 1);
    g_ptr_array_add(report->pages, page);
    page->name = g_strdup(name);
    page->title = vigie_ini_get_in(ini, group, "title", language);
    page->text = vigie_ini_get_in(ini, group, "text", language);
    guint kind = VIGIE_PAGE_CHARTS;
    if (!vigie_ini_get_word(ini, group, "kind", page_kinds, &kind, error))
        return false;
    page->kind = (VigiePageKind)kind;
    page->exhibits =
        vigie_ini_get_list(ini, group, kind == VIGIE_PAGE_FIGURES ? "figures" : "charts");
    return true;
}

/* Every exhibit that a page names must be there: charts on a page of charts, figures on one of figures. */
static bool
check_page(const VigieReport *report, const VigieReportPage *page, const VigieIni *ini,
           GError **error)
{
    bool figures = page->kind == VIGIE_PAGE_FIGURES;
    g_autofree char *group = g_strconcat("page ", page->name, NULL);
    VigiePlace place = vigie_ini_place(ini, group, figures ? "figures" : "charts");
    for (char **name = page->exhibits; name != NULL && *name != NULL; name++) {
        const VigieExhibit *exhibit = vigie_report_exhibit(report, *name);
        g_autofree char *wanted = g_strdup_printf("%s %s", figures ? "figure" : "chart", *name);
        if (exhibit == NULL || exhibit->is_chart == figures)
            return refuse_group(error, ini, &place, wanted);
    }
    return true;
}

/* Names become files: none reaches out of the folder, and a chart and a figure share none. */
static bool
check_names(const VigieReport *report, GError **error)
{
    for (guint i = 0; i < report->exhibits->len; i++) {
        const VigieExhibit *exhibit = g_ptr_array_index(report->exhibits, i);
        if (strpbrk(exhibit->name, "/\\") != NULL || *exhibit->name == '.') {
            vigie_set_error_at(
                error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_DEFINITION, &exhibit->place,
                _("%s cannot be the name of a file: letters, digits and - will do"),
                exhibit->name);
            return false;
        }
        if (vigie_report_exhibit(report, exhibit->name) == exhibit)
            continue;
        vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_DEFINITION,
                           &exhibit->place, _("%s is the name of a chart and of a figure"),
                           exhibit->name);
        return false;
    }
    return true;
}

static bool
check_pages(const VigieReport *report, const VigieIni *ini, GError **error)
{
    if (report->pages->len == 0) {
        VigiePlace place = vigie_ini_place(ini, "report", NULL);
        vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_DEFINITION, &place,
                           _("[report] needs pages=, names of [page X] groups"));
        return false;
    }
    for (guint i = 0; i < report->pages->len; i++)
        if (!check_page(report, g_ptr_array_index(report->pages, i), ini, error))
            return false;
    return check_names(report, error);
}

static bool
read_groups(VigieReport *report, const VigieIni *ini, GError **error)
{
    g_auto(GStrv) names = vigie_ini_groups(ini);
    for (char **group = names; *group != NULL; group++)
        if (g_str_has_prefix(*group, "chart ") || g_str_has_prefix(*group, "figure "))
            if (!read_exhibit(report, ini, *group, error))
                return false;
    g_auto(GStrv) pages = vigie_ini_get_list(ini, "report", "pages");
    for (char **name = pages; name != NULL && *name != NULL; name++)
        if (!read_page(report, ini, *name, error))
            return false;
    return check_pages(report, ini, error);
}

VigieReport *
vigie_report_load(const char *path, VigieLang lang, GError **error)
{
    g_autoptr(VigieIni) ini = vigie_ini_load(path, error);
    if (ini == NULL || !vigie_ini_check(ini, groups, error))
        return NULL;
    g_autoptr(VigieReport) report = g_new0(VigieReport, 1);
    report->path = g_strdup(path);
    report->name = g_path_get_basename(path);
    if (g_str_has_suffix(report->name, ".ini"))
        report->name[strlen(report->name) - 4] = '\0';
    report->lang = lang;
    report->pages = g_ptr_array_new_with_free_func(page_free);
    report->exhibits = g_ptr_array_new_with_free_func(exhibit_free);
    report->title = vigie_ini_get_in(ini, "report", "title", vigie_lang_code(lang));
    report->subtitle = vigie_ini_get_in(ini, "report", "subtitle", vigie_lang_code(lang));
    if (!read_groups(report, ini, error))
        return NULL;
    return g_steal_pointer(&report);
}
