/* study-answer.c - an answer as CSV, JSON and text: quoting, empty cells, types, alignment, suppression */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>
#include <vigie/study.h>

static const char form[] = "survey,,,,\n"
                           ",type,name,label::Français (fr),label::English (en)\n"
                           ",integer,nights,Nuitées,Nights\n"
                           ",text,town,Commune,Town\n"
                           ",select_one score,score,Note,Score\n"
                           "choices,,,,\n"
                           ",list_name,name,label::Français (fr),label::English (en)\n"
                           ",score,good,Bien,Good\n"
                           ",score,bad,Mauvais,Bad\n";

typedef struct {
    VigieCodebook *codebook;
    VigieAnswer *answer;
} Fixture;

static VigieAnswerRow *
add_row(VigieAnswer *answer, const char *year, const char *town, double estimate)
{
    VigieAnswerRow *row = g_new0(VigieAnswerRow, 1);
    row->item = g_strdup("nights");
    row->category = g_strdup("");
    row->category_index = -1;
    row->dims = g_new0(char *, 3);
    row->dims[0] = g_strdup(year);
    row->dims[1] = g_strdup(town);
    row->figure = (VigieFigure){1200,         estimate, 0.5,  estimate - 1,
                                estimate + 1, 3,        1.25, VIGIE_STATUS_OK};
    row->change = (VigieChange){0.25, 0.125, 4, 0.5};
    row->change_p_adjusted = 1;
    row->direction_known = true;
    row->slope = (VigieSlope){NAN, NAN, NAN, NAN};
    g_ptr_array_add(answer->rows, row);
    return row;
}

static void
free_row(gpointer data)
{
    VigieAnswerRow *row = data;
    g_free(row->item);
    g_free(row->category);
    g_strfreev(row->dims);
    g_free(row);
}

static void
set_up(Fixture *f, gconstpointer unused)
{
    (void)unused;
    static const char *const dims[] = {"year", "town", NULL};
    g_autoptr(GError) error = NULL;
    f->codebook = vigie_codebook_parse("form.csv", form, strlen(form), &error);
    g_assert_no_error(error);
    f->answer = g_new0(VigieAnswer, 1);
    f->answer->survey = g_strdup("flash");
    f->answer->stat_name = g_strdup("mean");
    f->answer->dims = g_strdupv((char **)dims);
    f->answer->rows = g_ptr_array_new_with_free_func(free_row);
    f->answer->items = g_ptr_array_new();
    f->answer->level = 0.95;
    f->answer->codebook = f->codebook;
    g_ptr_array_add(f->answer->items, (gpointer)vigie_codebook_find(f->codebook, "nights"));
    add_row(f->answer, "2023", "Caussade, \"82\"", 2.5);
    add_row(f->answer, "2024", "Caussade, \"82\"", 1.0 / 3);
}

static void
tear_down(Fixture *f, gconstpointer unused)
{
    (void)unused;
    vigie_answer_free(f->answer);
    vigie_codebook_free(f->codebook);
}

static void
test_csv(Fixture *f, gconstpointer unused)
{
    (void)unused;
    VigieAnswerRow *row = g_ptr_array_index(f->answer->rows, 0);
    row->figure.se = NAN;
    g_autofree char *csv = vigie_answer_csv(f->answer);
    g_assert_cmpstr(
        csv, ==,
        "survey,stat,item,category,year,town,n,estimate,se,ci_low,ci_high,df,deff,status\n"
        "flash,mean,nights,,2023,\"Caussade, \"\"82\"\"\",1200,2.5,,1.5,3.5,3,1.25,ok\n"
        "flash,mean,nights,,2024,\"Caussade, \"\"82\"\"\",1200,0.3333333333333333,0.5,"
        "-0.6666666666666667,1.3333333333333333,3,1.25,ok\n");
}

/* Every number of the CSV reads back equal. */
static void
test_csv_trend(Fixture *f, gconstpointer unused)
{
    (void)unused;
    f->answer->trend = true;
    g_autofree char *csv = vigie_answer_csv(f->answer);
    g_auto(GStrv) lines = g_strsplit(csv, "\n", -1);
    g_assert_true(g_str_has_suffix(lines[0],
                                   ",status,change,change_se,change_df,change_p,change_p_adj,"
                                   "direction,slope,slope_se,slope_df,slope_p"));
    g_assert_true(g_str_has_suffix(lines[1], ",ok,0.25,0.125,4,0.5,1,stable,,,,"));
}

static void
test_json(Fixture *f, gconstpointer unused)
{
    (void)unused;
    VigieAnswerRow *row = g_ptr_array_index(f->answer->rows, 1);
    row->figure.deff = NAN;
    g_autofree char *json = vigie_answer_json(f->answer);
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GError) error = NULL;
    g_assert_true(json_parser_load_from_data(parser, json, -1, &error));
    JsonArray *rows = json_node_get_array(json_parser_get_root(parser));
    g_assert_cmpuint(json_array_get_length(rows), ==, 2);
    JsonObject *second = json_array_get_object_element(rows, 1);
    g_assert_cmpint(json_object_get_int_member(second, "year"), ==, 2024);
    g_assert_cmpstr(json_object_get_string_member(second, "town"), ==, "Caussade, \"82\"");
    g_assert_true(json_object_get_null_member(second, "category"));
    g_assert_true(json_object_get_null_member(second, "deff"));
    g_assert_false(json_object_get_double_member(second, "estimate") < 1.0 / 3);
    g_assert_false(json_object_get_double_member(second, "estimate") > 1.0 / 3);
}

static void
test_text(Fixture *f, gconstpointer unused)
{
    (void)unused;
    VigieAnswerRow *row = g_ptr_array_index(f->answer->rows, 1);
    row->figure.status = VIGIE_STATUS_LOW_BASE;
    g_autofree char *english = vigie_answer_text(f->answer, VIGIE_LANG_EN);
    g_assert_cmpstr(english, ==,
                    "item    year  Town                n  mean  95% interval  status\n"
                    "Nights  2023  Caussade, \"82\"  1,200  2.50   1.50 – 3.50\n"
                    "Nights  2024  Caussade, \"82\"  1,200  0.33  −0.67 – 1.33  low base\n");
    g_autofree char *french = vigie_answer_text(f->answer, VIGIE_LANG_FR);
    g_assert_nonnull(strstr(french, "Nuitées"));
    g_assert_nonnull(strstr(french, "1\u202f200  2,50"));
}

static void
test_labels(Fixture *f, gconstpointer unused)
{
    (void)unused;
    g_strfreev(f->answer->dims);
    f->answer->dims = g_strsplit("score,nights,year", ",", -1);
    g_autofree char *choice = vigie_answer_dim_label(f->answer, 0, "bad", VIGIE_LANG_FR);
    g_assert_cmpstr(choice, ==, "Mauvais");
    g_autofree char *number = vigie_answer_dim_label(f->answer, 1, "2.5", VIGIE_LANG_FR);
    g_assert_cmpstr(number, ==, "2,5");
    g_autofree char *year = vigie_answer_dim_label(f->answer, 2, "2024", VIGIE_LANG_FR);
    g_assert_cmpstr(year, ==, "2024");
    g_autofree char *unknown = vigie_answer_dim_label(f->answer, 0, "gone", VIGIE_LANG_FR);
    g_assert_cmpstr(unknown, ==, "gone");
}

/* What is suppressed goes, with the change to it of the year after, in its series only. */
static void
test_publish(Fixture *f, gconstpointer unused)
{
    (void)unused;
    VigieAnswer *answer = f->answer;
    g_ptr_array_set_size(answer->rows, 0);
    static const char *const years[] = {"2022", "2023", "2024"};
    for (guint y = 0; y < G_N_ELEMENTS(years); y++) {
        add_row(answer, years[y], "a", y + 1.0);
        add_row(answer, years[y], "b", y + 1.0);
    }
    answer->trend = true;
    ((VigieAnswerRow *)g_ptr_array_index(answer->rows, 2))->figure.status =
        VIGIE_STATUS_SUPPRESSED;
    vigie_answer_publish(answer);
    static const bool with_change[] = {true, true, false, true, false, true};
    for (guint i = 0; i < answer->rows->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        g_assert_cmpint(isnan(row->change.change), ==, !with_change[i]);
        g_assert_cmpint(row->direction_known, ==, with_change[i]);
        g_assert_cmpint(isnan(row->figure.estimate), ==, i == 2);
    }
    g_autofree char *csv = vigie_answer_csv(answer);
    g_assert_nonnull(strstr(csv, "flash,mean,nights,,2023,a,,,,,,,,suppressed,,,,,,,,,,\n"));
}

static void
test_statistics(void)
{
    for (guint i = 0; i < VIGIE_STAT_QUANTILE; i++) {
        VigieStat stat = VIGIE_STAT_QUANTILE;
        g_assert_true(vigie_stat_from_name(vigie_stat_names()[i], &stat));
        g_assert_cmpint(stat, ==, (int)i);
        g_assert_cmpstr(vigie_stat_name(stat), ==, vigie_stat_names()[i]);
    }
    VigieStat stat = VIGIE_STAT_NPS;
    static const char *const wrong[] = {
        "mode",       "quantile",     "quantile:",   "quantile:P",  "quantile:0",
        "quantile:1", "quantile:0,5", "quantile:-1", "quantile:nan"};
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_assert_false(vigie_stat_from_name(wrong[i], &stat));
        g_assert_true(isnan(vigie_stat_quantile(wrong[i])));
    }
    g_assert_cmpint(stat, ==, VIGIE_STAT_NPS);
    g_assert_true(vigie_stat_from_name("quantile:0.9", &stat));
    g_assert_cmpint(stat, ==, VIGIE_STAT_QUANTILE);
    g_assert_cmpfloat(vigie_stat_quantile("quantile:0.9"), ==, 0.9);
    g_assert_cmpfloat(vigie_stat_quantile("median"), ==, 0.5);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/study/answer/csv", Fixture, NULL, set_up, test_csv, tear_down);
    g_test_add("/study/answer/csv-trend", Fixture, NULL, set_up, test_csv_trend, tear_down);
    g_test_add("/study/answer/json", Fixture, NULL, set_up, test_json, tear_down);
    g_test_add("/study/answer/text", Fixture, NULL, set_up, test_text, tear_down);
    g_test_add("/study/answer/labels", Fixture, NULL, set_up, test_labels, tear_down);
    g_test_add("/study/answer/publish", Fixture, NULL, set_up, test_publish, tear_down);
    g_test_add_func("/study/statistics", test_statistics);
    return g_test_run();
}
