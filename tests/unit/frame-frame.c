/* frame-frame.c - columns of answers: growth, levels, texts, and expressions over records */
#include <string.h>
#include <vigie/frame.h>

static const char form[] = "survey\n"
                           ",type,name,list,calculation\n"
                           ",integer,nb,,\n"
                           ",date,day,,\n"
                           ",select_one sat,q,,\n"
                           ",select_multiple act,m,,\n"
                           ",text,town,,\n"
                           ",calculate,c,sat,'4'\n"
                           "choices\n"
                           ",list_name,name,missing\n"
                           ",sat,1,\n,sat,4,\n,sat,9,dont_know\n"
                           ",act,hike,\n,act,mountain-bike,\n,act,bike,\n";

typedef struct {
    VigieCodebook *codebook;
    VigieFrame *frame;
} Fixture;

static void
set_up(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    GError *error = NULL;
    fixture->codebook = vigie_codebook_parse("form.csv", form, strlen(form), &error);
    g_assert_no_error(error);
    fixture->frame = vigie_frame_new(fixture->codebook, NULL, 0);
}

static void
tear_down(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    vigie_frame_free(fixture->frame);
    vigie_codebook_free(fixture->codebook);
}

static VigieColumn *
column(const Fixture *fixture, const char *name)
{
    VigieColumn *found = vigie_frame_column(fixture->frame, name);
    g_assert_nonnull(found);
    return found;
}

static void
set_text(const Fixture *fixture, const char *name, gsize i, const char *text)
{
    vigie_column_set_text(column(fixture, name), i, text, strlen(text));
}

static void
assert_text(const Fixture *fixture, const char *name, gsize i, const char *text)
{
    char buffer[VIGIE_NUMBER_SIZE];
    g_assert_cmpstr(vigie_column_text(column(fixture, name), i, buffer), ==, text);
}

/* --- columns and records -------------------------------------------------------------------- */

static void
test_columns(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    static const struct {
        const char *name;
        VigieValueKind kind;
    } expected[] = {{"nb", VIGIE_VALUE_NUMBER},   {"day", VIGIE_VALUE_DATE},
                    {"q", VIGIE_VALUE_CHOICE},    {"m", VIGIE_VALUE_CHOICES},
                    {"town", VIGIE_VALUE_TEXT},   {"c", VIGIE_VALUE_CHOICE},
                    {"year", VIGIE_VALUE_NUMBER}, {"wave", VIGIE_VALUE_TEXT}};
    g_assert_cmpuint(fixture->frame->columns->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        const VigieColumn *c = g_ptr_array_index(fixture->frame->columns, i);
        g_assert_cmpstr(c->name, ==, expected[i].name);
        g_assert_cmpint(c->kind, ==, expected[i].kind);
        g_assert_true(c->item == vigie_codebook_find(fixture->codebook, c->name));
    }
    g_assert_null(vigie_frame_column(fixture->frame, "other"));
}

static void
test_some_columns(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    const char *const names[] = {"wave", "q", NULL};
    g_autoptr(VigieFrame) frame = vigie_frame_new(fixture->codebook, names, 10);
    g_assert_cmpuint(frame->columns->len, ==, 2);
    g_assert_nonnull(vigie_frame_column(frame, "q"));
    g_assert_null(vigie_frame_column(frame, "nb"));
}

static void
test_growth(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    enum { N = 10000 };
    for (gsize i = 0; i < N; i++) {
        g_assert_cmpuint(vigie_frame_add(fixture->frame), ==, i);
        if (i % 3 == 0)
            vigie_column_set_number(column(fixture, "nb"), i, (double)i);
        fixture->frame->line[i] = i + 2;
    }
    const VigieColumn *nb = column(fixture, "nb"), *town = column(fixture, "town");
    g_assert_cmpuint(fixture->frame->n, ==, N);
    g_assert_cmpuint(fixture->frame->capacity, ==, 16384); /* doubled from 64 */
    for (gsize i = 0; i < N; i++) {
        g_assert_cmpuint(nb->why[i], ==, i % 3 == 0 ? VIGIE_PRESENT : VIGIE_BLANK);
        g_assert_true(i % 3 == 0 ? nb->value[i] >= (double)i : isnan(nb->value[i]));
        g_assert_cmpuint(town->why[i], ==, VIGIE_BLANK);
        g_assert_true(isnan(town->value[i]));
        g_assert_cmpuint(fixture->frame->line[i], ==, i + 2);
    }
}

static void
test_clear(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    vigie_frame_add(fixture->frame);
    set_text(fixture, "town", 0, "Caussade");
    vigie_column_set_number(column(fixture, "nb"), 0, 3);
    fixture->frame->line[0] = 7;
    vigie_frame_clear(fixture->frame);
    g_assert_cmpuint(fixture->frame->n, ==, 0);
    g_assert_cmpuint(vigie_frame_add(fixture->frame), ==, 0);
    assert_text(fixture, "town", 0, "");
    assert_text(fixture, "nb", 0, "");
    g_assert_cmpuint(fixture->frame->line[0], ==, 0);
    g_assert_cmpuint(column(fixture, "town")->levels->len, ==, 1);
    vigie_frame_forget(fixture->frame);
    g_assert_cmpuint(column(fixture, "town")->levels->len, ==, 0);
    g_assert_cmpuint(vigie_column_level(column(fixture, "town"), "Caylus", 6), ==, 0);
}

/* --- values --------------------------------------------------------------------------------- */

static void
test_texts(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    vigie_frame_add(fixture->frame);
    vigie_column_set_number(column(fixture, "nb"), 0, 2.5);
    vigie_column_set_number(column(fixture, "day"), 0, 19905);
    vigie_column_set_number(column(fixture, "year"), 0, 2024);
    set_text(fixture, "q", 0, "4");
    set_text(fixture, "m", 0, "hike bike");
    set_text(fixture, "town", 0, "Saint-Antonin");
    set_text(fixture, "wave", 0, "flash 1");
    assert_text(fixture, "nb", 0, "2.5");
    assert_text(fixture, "day", 0, "2024-07-01");
    assert_text(fixture, "year", 0, "2024");
    assert_text(fixture, "q", 0, "4");
    assert_text(fixture, "m", 0, "hike bike");
    assert_text(fixture, "town", 0, "Saint-Antonin");
    assert_text(fixture, "wave", 0, "flash 1");
    assert_text(fixture, "c", 0, "");
}

static void
test_missing(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    vigie_frame_add(fixture->frame);
    VigieColumn *q = column(fixture, "q"), *nb = column(fixture, "nb");
    set_text(fixture, "q", 0, "9");
    g_assert_cmpuint(q->why[0], ==, VIGIE_DONT_KNOW);
    g_assert_true(isnan(q->value[0]));
    set_text(fixture, "q", 0, "7");
    g_assert_cmpuint(q->why[0], ==, VIGIE_INVALID);
    set_text(fixture, "q", 0, "1");
    g_assert_cmpuint(q->why[0], ==, VIGIE_PRESENT);
    set_text(fixture, "q", 0, "");
    g_assert_cmpuint(q->why[0], ==, VIGIE_BLANK);
    vigie_column_set_number(nb, 0, 3);
    vigie_column_set_missing(nb, 0, VIGIE_REFUSED);
    g_assert_cmpuint(nb->why[0], ==, VIGIE_REFUSED);
    g_assert_true(isnan(nb->value[0]));
    vigie_column_set_number(nb, 0, NAN);
    g_assert_cmpuint(nb->why[0], ==, VIGIE_BLANK);
}

/* A text is taken by its length, not to its NUL; a long one too. */
static void
test_levels(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    VigieColumn *town = column(fixture, "town");
    g_autofree char *long_text = g_strnfill(5000, 'x');
    g_assert_cmpuint(vigie_column_level(town, "Caussade,82", 8), ==, 0);
    g_assert_cmpuint(vigie_column_level(town, "Caussade", 8), ==, 0);
    g_assert_cmpuint(vigie_column_level(town, long_text, 5000), ==, 1);
    g_assert_cmpuint(vigie_column_level(town, long_text, 4999), ==, 2);
    g_assert_cmpuint(vigie_column_level(town, long_text, 5000), ==, 1);
    g_assert_cmpuint(vigie_column_level(town, "", 0), ==, 3);
    g_assert_cmpstr(g_ptr_array_index(town->levels, 0), ==, "Caussade");
}

static void
test_has_choice(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    const VigieColumn *m = column(fixture, "m");
    vigie_frame_add(fixture->frame);
    vigie_frame_add(fixture->frame);
    set_text(fixture, "m", 0, "mountain-bike hike");
    g_assert_true(vigie_column_has_choice(m, 0, "mountain-bike"));
    g_assert_true(vigie_column_has_choice(m, 0, "hike"));
    g_assert_false(vigie_column_has_choice(m, 0, "bike"));
    g_assert_false(vigie_column_has_choice(m, 0, "mountain"));
    g_assert_false(vigie_column_has_choice(m, 0, ""));
    g_assert_false(vigie_column_has_choice(m, 1, "hike"));
    set_text(fixture, "m", 1, "mountain-bike bike");
    g_assert_true(vigie_column_has_choice(m, 1, "bike"));
}

/* --- expressions ---------------------------------------------------------------------------- */

static void
fill_three(const Fixture *fixture)
{
    for (gsize i = 0; i < 3; i++) {
        vigie_frame_add(fixture->frame);
        vigie_column_set_number(column(fixture, "year"), i, 2022 + (double)i);
        vigie_column_set_number(column(fixture, "day"), i, 19905 + (double)i);
    }
    vigie_column_set_missing(column(fixture, "day"), 2, VIGIE_BLANK);
    vigie_column_set_number(column(fixture, "nb"), 0, 5);
    vigie_column_set_number(column(fixture, "nb"), 2, 1);
    set_text(fixture, "q", 0, "4");
    set_text(fixture, "q", 1, "9");
    set_text(fixture, "q", 2, "1");
    set_text(fixture, "m", 1, "hike bike");
    set_text(fixture, "wave", 2, "w2");
}

static void
test_where(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    static const struct {
        const char *condition;
        guint8 mask[3];
    } cases[] = {
        {"${nb} > 2", {1, 0, 0}},
        {"${nb} != 5", {0, 1, 1}},
        {"${nb} = ''", {0, 1, 0}},
        {"${q} >= 4", {1, 0, 0}},
        {"${q} = ''", {0, 1, 0}},
        {"selected(${m}, 'hike')", {0, 1, 0}},
        {"${year} = 2023", {0, 1, 0}},
        {"${wave} = 'w2'", {0, 0, 1}},
        {"${day} > date('2024-07-01')", {0, 1, 0}},
        {"today() = ${day}", {1, 1, 0}},
        {"today() = date('2024-12-31')", {0, 0, 1}},
        {"${town}", {0, 0, 0}},
        {"true()", {1, 1, 1}},
    };
    fill_three(fixture);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        g_autoptr(VigieExpression) condition =
            vigie_expression_new(fixture->codebook, cases[i].condition, NULL, &error);
        g_assert_no_error(error);
        guint8 mask[3] = {7, 7, 7};
        g_test_message("%s", cases[i].condition);
        vigie_frame_where(fixture->frame, condition, mask);
        g_assert_true(memcmp(mask, cases[i].mask, 3) == 0);
    }
}

/* An item that the frame has no column of is missing. */
static void
test_absent_column(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    const char *const names[] = {"q", NULL};
    g_autoptr(VigieFrame) frame = vigie_frame_new(fixture->codebook, names, 0);
    g_autoptr(VigieExpression) condition =
        vigie_expression_new(fixture->codebook, "${nb} = '' and ${year} = ''", NULL, NULL);
    guint8 mask[1] = {0};
    vigie_frame_add(frame);
    vigie_frame_where(frame, condition, mask);
    g_assert_cmpuint(mask[0], ==, 1);
}

/* --- a million ------------------------------------------------------------------------------ */

/* Filling is stores and growth; a million different texts are looked up quickly.  The bound is ten
 * times what a slow machine needs, so that only a wrong order of growth breaks it. */
static void
test_million(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    enum { N = 1000000 };
    VigieColumn *nb = column(fixture, "nb"), *town = column(fixture, "town");
    char text[32];
    g_test_timer_start();
    for (gsize i = 0; i < N; i++) {
        vigie_frame_add(fixture->frame);
        vigie_column_set_number(nb, i, (double)i);
        int length = g_snprintf(text, sizeof(text), "id-%" G_GSIZE_FORMAT, i);
        vigie_column_set_text(town, i, text, (gsize)length);
    }
    double seconds = g_test_timer_elapsed();
    g_test_message("%.2f s", seconds);
    g_assert_cmpuint(town->levels->len, ==, N);
    assert_text(fixture, "town", N - 1, "id-999999");
    g_assert_cmpfloat(seconds, <, 20);
}

#define ADD(name, function)                                                                    \
    g_test_add("/frame/" name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("columns", test_columns);
    ADD("some-columns", test_some_columns);
    ADD("growth", test_growth);
    ADD("clear", test_clear);
    ADD("texts", test_texts);
    ADD("missing", test_missing);
    ADD("levels", test_levels);
    ADD("has-choice", test_has_choice);
    ADD("where", test_where);
    ADD("absent-column", test_absent_column);
    ADD("million", test_million);
    return g_test_run();
}
