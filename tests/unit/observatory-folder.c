/* observatory-folder.c - observatory.ini: what it gives, and each way to have it wrong with its place */
#include <glib/gstdio.h>
#include <string.h>
#include <vigie/observatory.h>

#define FORM                                                                                   \
    "survey,,\n,type,name\n,hidden,stratum\n,hidden,psu\n,decimal,w\n,date,day\n"              \
    ",select_multiple act,activity\n,select_one act,kind\nchoices,,\n,list_name,name\n"        \
    ",act,bike\n,act,walk\nsettings,,\n,form_title,form_id\n,A form,f\n"
#define LOG                                                                                    \
    "survey,,\n,type,name\n,hidden,cluster\n,hidden,stratum\n,integer,approached\n"            \
    ",integer,refused\n,integer,completed\n"

static void
write_file(const char *dir, const char *name, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(dir, name, NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0755), ==, 0);
    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
}

static char *
make_folder(const char *ini)
{
    g_autoptr(GError) error = NULL;
    char *dir = g_dir_make_tmp("vigie-observatory-XXXXXX", &error);
    g_assert_no_error(error);
    write_file(dir, "surveys/x.csv", FORM);
    write_file(dir, "surveys/log.csv", LOG);
    write_file(dir, "sources/b.ini", "");
    write_file(dir, "sources/a.ini", "");
    write_file(dir, "sources/notes.txt", "");
    if (ini != NULL)
        write_file(dir, "observatory.ini", ini);
    return dir;
}

static void
remove_folder(char *dir)
{
    static const char *const names[] = {"surveys/x.csv", "surveys/log.csv",   "sources/b.ini",
                                        "sources/a.ini", "sources/notes.txt", "observatory.ini",
                                        "surveys",       "sources",           "."};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(dir, names[i], NULL);
        g_remove(path);
    }
    g_rmdir(dir);
    g_free(dir);
}

static void
test_open(void)
{
    g_autoptr(GError) error = NULL;
    char *dir = make_folder(
        "\xef\xbb\xbf[observatory]\nname=Pays\ntitle=Observatory\ntitle[fr]=Observatoire\n"
        "language=fr\nnotice=données simulées\n"
        "[survey x]\nquestionnaire=surveys/x.csv\nweight=w\nstrata=year;stratum\ncluster=psu\n"
        "lonely-psu=average\ndate=day\npanel=yes\nsampling=voluntary\nunit=person\n"
        "fieldwork=log\n"
        "[dataset log]\nquestionnaire=surveys/log.csv\nkey=year;wave;cluster\nunit=cluster\n"
        "title[fr]=Le terrain\n[publication]\nsuppress-below=5\nprecision=nchs\n"
        "width-above=0.25\n");
    g_autoptr(VigieObservatory) o = vigie_observatory_open(dir, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(o->title, ==, "Observatoire");
    g_assert_cmpstr(o->notice, ==, "données simulées");
    g_assert_cmpstr(o->currency, ==, "EUR");
    g_assert_cmpint(o->lang, ==, VIGIE_LANG_FR);
    g_assert_cmpfloat(o->suppress_below, ==, 5);
    g_assert_cmpfloat(o->low_base_below, ==, 30);
    g_assert_cmpfloat(o->caution_df_below, ==, 8);
    g_assert_cmpfloat(o->n_eff_below, ==, 30);
    g_assert_cmpfloat(o->width_above, ==, 0.25);
    g_assert_cmpfloat(o->width_below, ==, 0.05);
    g_assert_cmpfloat(o->relative_width_above, ==, 1.3);
    g_assert_cmpfloat(o->imprecise_hidden_below, ==, 30);
    const VigieSurvey *x = vigie_observatory_survey(o, "x", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(x->title, ==, "A form");
    g_assert_cmpstr(x->weight, ==, "w");
    g_assert_cmpstr(x->strata[1], ==, "stratum");
    g_assert_null(x->strata[2]);
    g_assert_cmpint(x->lonely, ==, VIGIE_LONELY_AVERAGE);
    g_assert_true(x->panel && x->voluntary);
    g_assert_cmpstr(x->unit, ==, "person");
    g_assert_cmpstr(x->id, ==, "");
    g_assert_null(x->fpc[0]);
    const VigieDataset *log = vigie_observatory_dataset(o, "log", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(log->title, ==, "Le terrain");
    g_assert_cmpuint(g_strv_length(log->key), ==, 3);
    g_assert_true(g_str_has_suffix(o->sources[0], "/sources/a.ini"));
    g_assert_true(g_str_has_suffix(o->sources[1], "/sources/b.ini"));
    g_assert_null(o->sources[2]);
    g_assert_true(g_str_has_suffix(o->database, "/observatory.db"));
    remove_folder(dir);
}

static void
test_names(void)
{
    g_autoptr(GError) error = NULL;
    char *dir =
        make_folder("[observatory]\nname=P\n[survey flash]\nquestionnaire=surveys/x.csv\n");
    g_autoptr(VigieObservatory) o = vigie_observatory_open(dir, "/elsewhere/o.db", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(o->database, ==, "/elsewhere/o.db");
    g_assert_null(vigie_observatory_survey(o, "flahs", &error));
    g_assert_error(error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_NAME);
    g_assert_nonnull(strstr(error->message, "'flash'"));
    g_clear_error(&error);
    g_assert_null(vigie_observatory_dataset(o, "nights", &error));
    g_assert_error(error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_NAME);
    remove_folder(dir);
}

static void
test_paths(void)
{
    g_autoptr(GError) error = NULL;
    char *dir = make_folder("[observatory]\nname=P\n");
    g_autoptr(VigieObservatory) o = vigie_observatory_open(dir, NULL, &error);
    g_setenv("VIGIE_DATA", "/srv/data", TRUE);
    g_autofree char *one = vigie_observatory_path(o, "$VIGIE_DATA/a/../b.csv", &error);
    g_autofree char *two = vigie_observatory_path(o, "${VIGIE_DATA}/b.csv", &error);
    g_autofree char *three = vigie_observatory_path(o, "data/b.csv", &error);
    g_autofree char *inside = g_build_filename(o->dir, "data", "b.csv", NULL);
    g_assert_cmpstr(one, ==, "/srv/data/b.csv");
    g_assert_cmpstr(two, ==, "/srv/data/b.csv");
    g_assert_cmpstr(three, ==, inside);
    g_unsetenv("VIGIE_DATA");
    g_assert_null(vigie_observatory_path(o, "$VIGIE_DATA/b.csv", &error));
    g_assert_error(error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_VALUE);
    remove_folder(dir);
}

#define O "[observatory]\nname=P\n"
#define S O "[survey x]\nquestionnaire=surveys/x.csv\n"
#define V VIGIE_OBSERVATORY_ERROR_VALUE

/* domain: 'o' the observatory's, 'b' base's, 'c' the codebook's */
typedef struct {
    const char *name, *ini;
    char domain;
    int code;
    const char *start; /* of the message */
} Wrong;

static const Wrong wrongs[] = {
    {"no-group", "", 'o', V, "observatory.ini: "},
    {"no-observatory", "[survey x]\nquestionnaire=surveys/x.csv\n", 'o', V,
     "observatory.ini: "},
    {"unknown-group", O "[surveys x]\n", 'b', VIGIE_BASE_ERROR_UNKNOWN, "observatory.ini:3: "},
    {"unknown-key", S "wieght=w\n", 'b', VIGIE_BASE_ERROR_UNKNOWN, "observatory.ini:5: "},
    {"key-twice", S "weight=w\nweight=w\n", 'b', VIGIE_BASE_ERROR_TWICE, "observatory.ini:6: "},
    {"group-twice", S "[survey x]\n", 'b', VIGIE_BASE_ERROR_TWICE, "observatory.ini:5: "},
    {"syntax", O "weight\n", 'b', VIGIE_BASE_ERROR_SYNTAX, "observatory.ini:3: "},
    {"language", "[observatory]\nlanguage=de\n", 'b', VIGIE_BASE_ERROR_VALUE,
     "observatory.ini:2: "},
    {"no-questionnaire", O "[survey x]\nweight=w\n", 'o', V, "observatory.ini:3: "},
    {"questionnaire-missing", O "[survey x]\nquestionnaire=surveys/y.csv\n", 'o', V,
     "observatory.ini:4: "},
    {"questionnaire-folder", O "[survey x]\nquestionnaire=surveys\n", 'o', V,
     "observatory.ini:4: "},
    {"questionnaire-wrong", O "[survey x]\nquestionnaire=sources/notes.txt\n", 'c', -1,
     "sources/notes.txt"},
    {"name", O "[survey 1x]\nquestionnaire=surveys/x.csv\n", 'o', V, "observatory.ini:3: "},
    {"name-taken", S "[dataset X]\nquestionnaire=surveys/log.csv\n", 'o', V,
     "observatory.ini:5: "},
    {"weight-unknown", S "weight=v\n", 'o', V, "observatory.ini:5: "},
    {"weight-text", S "weight=psu\n", 'o', V, "observatory.ini:5: "},
    {"date-number", S "date=w\n", 'o', V, "observatory.ini:5: "},
    {"strata-unknown", S "strata=year;strtum\n", 'o', V, "observatory.ini:5: "},
    {"strata-twice", S "strata=stratum;year;stratum\n", 'o', V, "observatory.ini:5: "},
    {"cluster-multiple", S "cluster=activity\n", 'o', V, "observatory.ini:5: "},
    {"fpc-text", S "fpc=psu\n", 'o', V, "observatory.ini:5: "},
    {"id-unknown", S "id=number\n", 'o', V, "observatory.ini:5: "},
    {"lonely", S "lonely-psu=ajust\n", 'b', VIGIE_BASE_ERROR_VALUE, "observatory.ini:5: "},
    {"panel", S "panel=perhaps\n", 'b', VIGIE_BASE_ERROR_VALUE, "observatory.ini:5: "},
    {"sampling", S "sampling=quota\n", 'b', VIGIE_BASE_ERROR_VALUE, "observatory.ini:5: "},
    {"unit", S "unit=couple\n", 'b', VIGIE_BASE_ERROR_VALUE, "observatory.ini:5: "},
    {"fieldwork-unknown", S "fieldwork=lgo\n[dataset log]\nquestionnaire=surveys/log.csv\n",
     'o', V, "observatory.ini:5: "},
    {"fieldwork-items", S "fieldwork=log\n[dataset log]\nquestionnaire=surveys/x.csv\n", 'o', V,
     "observatory.ini:5: "},
    {"key-unknown", O "[dataset d]\nquestionnaire=surveys/x.csv\nkey=year;site\n", 'o', V,
     "observatory.ini:5: "},
    {"dataset-unit", O "[dataset d]\nquestionnaire=surveys/x.csv\nunit=site\n", 'o', V,
     "observatory.ini:5: "},
    {"threshold", O "[publication]\nsuppress-below=-1\n", 'o', V, "observatory.ini:4: "},
    {"width", O "[publication]\nwidth-above=-0.1\n", 'o', V, "observatory.ini:4: "},
    {"precision", O "[publication]\nprecision=nhcs\n", 'b', VIGIE_BASE_ERROR_VALUE,
     "observatory.ini:4: "},
    {"threshold-text", O "[publication]\nlow-base-below=many\n", 'b', VIGIE_BASE_ERROR_VALUE,
     "observatory.ini:4: "},
};

static GQuark
domain_of(char letter)
{
    if (letter == 'o')
        return VIGIE_OBSERVATORY_ERROR;
    return letter == 'b' ? VIGIE_BASE_ERROR : VIGIE_CODEBOOK_ERROR;
}

static void
test_wrong(gconstpointer user)
{
    const Wrong *wrong = user;
    g_autoptr(GError) error = NULL;
    char *dir = make_folder(wrong->ini);
    g_assert_null(vigie_observatory_open(dir, NULL, &error));
    g_assert_nonnull(error);
    if (error->domain != domain_of(wrong->domain) ||
        (wrong->code >= 0 && error->code != wrong->code) ||
        !g_str_has_prefix(error->message, wrong->start) || strchr(error->message, '\n') != NULL)
        g_error("%s: %s %d %s", wrong->name, g_quark_to_string(error->domain), error->code,
                error->message);
    remove_folder(dir);
}

static void
test_missing(void)
{
    g_autoptr(GError) error = NULL;
    char *dir = make_folder(NULL);
    g_assert_null(vigie_observatory_open(dir, NULL, &error));
    g_assert_error(error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_MISSING);
    g_clear_error(&error);
    g_assert_null(vigie_observatory_open("/nonexistent/folder", NULL, &error));
    g_assert_error(error, VIGIE_OBSERVATORY_ERROR, VIGIE_OBSERVATORY_ERROR_MISSING);
    remove_folder(dir);
}

/* Of several [wave]s one that fits is enough; without any, the year. */
static void
test_days(void)
{
    static const struct {
        const char *wave, *day;
        int year;
        bool fits;
    } cases[] = {{"ete", "2024-07-01", 2024, true},      {"ete", "2024-06-30", 2024, false},
                 {"ete", "2024-08-31", 2024, true},      {"ete", "2024-09-01", 2024, false},
                 {"ete", "2023-07-15", 2024, false},     {"ete", "2023-07-15", 2023, true},
                 {"hiver", "2023-12-01", 2023, true},    {"hiver", "2024-02-29", 2023, true},
                 {"hiver", "2023-12-01", 2024, true},    {"hiver", "2024-03-01", 2024, false},
                 {"hiver", "2024-07-01", 2024, false},   {"foire 1", "2022-05-02", 2022, true},
                 {"foire 1", "2022-05-04", 2022, false}, {"foire 2", "2023-05-02", 2023, true},
                 {"autre", "2024-12-31", 2024, true},    {"autre", "2025-01-01", 2024, false}};
    g_autoptr(GError) error = NULL;
    char *dir = make_folder("[observatory]\nname=o\n[survey x]\nquestionnaire=surveys/x.csv\n"
                            "date=day\n[quality]\nbattery=6\n[quality x]\nspeeder=0.5\n"
                            "[wave x ete]\nfrom=07-01\nto=08-31\n"
                            "[wave x hiver]\nfrom=11-15\nto=02-29\n"
                            "[wave x foire *]\nfrom=2022-05-01\nto=2022-05-03\nyear=2022\n");
    g_autoptr(VigieObservatory) o = vigie_observatory_open(dir, NULL, &error);
    g_assert_no_error(error);
    const VigieSurvey *x = vigie_observatory_survey(o, "x", &error);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        double day = 0;
        g_assert_true(vigie_date_read(cases[i].day, 10, VIGIE_DATE_ISO, &day));
        g_assert_cmpint(vigie_survey_day_fits(x, cases[i].year, cases[i].wave, day + 0.9), ==,
                        cases[i].fits);
    }
    g_assert_cmpstr(vigie_survey_day_item(x)->name, ==, "day");
    g_assert_cmpuint(x->quality.battery_least, ==, 6);
    g_assert_cmpfloat(x->quality.speeder, ==, 0.5);
    g_assert_cmpuint(x->quality.same_least, ==, 8);
    remove_folder(dir);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/observatory/open", test_open);
    g_test_add_func("/observatory/names", test_names);
    g_test_add_func("/observatory/paths", test_paths);
    g_test_add_func("/observatory/missing", test_missing);
    g_test_add_func("/observatory/days", test_days);
    for (gsize i = 0; i < G_N_ELEMENTS(wrongs); i++) {
        g_autofree char *path = g_strdup_printf("/observatory/wrong/%s", wrongs[i].name);
        g_test_add_data_func(path, &wrongs[i], test_wrong);
    }
    return g_test_run();
}
