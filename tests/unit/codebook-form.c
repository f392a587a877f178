/* codebook-form.c - questionnaires as they come */
#include <math.h>
#include <string.h>
#include <vigie/codebook-expression.h>

static VigieCodebook *
parsed_bytes(const char *bytes, gsize length)
{
    GError *error = NULL;
    VigieCodebook *codebook = vigie_codebook_parse("surveys/form.csv", bytes, length, &error);
    g_assert_no_error(error);
    return codebook;
}

static VigieCodebook *
parsed(const char *text)
{
    return parsed_bytes(text, strlen(text));
}

static const VigieItem *
item_of(const VigieCodebook *codebook, const char *name)
{
    const VigieItem *item = vigie_codebook_find(codebook, name);
    g_assert_nonnull(item);
    return item;
}

/* --- the example of the design, to the letter ----------------------------------------------- */

static const char tiny[] = "\"survey\",,\n"
                           ",\"type\",\"name\"\n"
                           ",\"hidden\",\"stratum\"\n"
                           ",\"hidden\",\"psu\"\n"
                           ",\"decimal\",\"w\"\n"
                           ",\"integer\",\"y\"\n";

static void
check_tiny(const VigieCodebook *codebook)
{
    static const struct {
        const char *name, *type;
        VigieValueKind kind;
        bool integer;
    } expected[] = {{"stratum", "hidden", VIGIE_VALUE_TEXT, false},
                    {"psu", "hidden", VIGIE_VALUE_TEXT, false},
                    {"w", "decimal", VIGIE_VALUE_NUMBER, false},
                    {"y", "integer", VIGIE_VALUE_NUMBER, true}};
    g_assert_cmpuint(codebook->items->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        g_assert_cmpstr(item->name, ==, expected[i].name);
        g_assert_cmpstr(item->type, ==, expected[i].type);
        g_assert_cmpint(item->kind, ==, expected[i].kind);
        g_assert_cmpint(item->integer, ==, expected[i].integer);
        g_assert_cmpuint(item->line, ==, i + 3);
        g_assert_cmpuint(item->index, ==, i);
        g_assert_null(item->list);
        g_assert_cmpstr(vigie_item_label(codebook, item, VIGIE_LANG_FR), ==, item->name);
    }
    g_assert_cmpuint(codebook->n_languages, ==, 0);
    g_assert_cmpuint(codebook->n_ordered, ==, 0);
    g_assert_cmpuint(codebook->lists->len, ==, 0);
}

static void
test_binding_example(void)
{
    g_autoptr(VigieCodebook) codebook = parsed(tiny);
    check_tiny(codebook);
    g_assert_cmpstr(codebook->path, ==, "surveys/form.csv");
    /* printf … | sha256sum */
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, tiny, -1);
    g_assert_cmpstr(codebook->sha256, ==, sha256);
    const char **names = vigie_codebook_names(codebook);
    g_assert_cmpstr(names[3], ==, "y");
    g_assert_null(names[4]);
    g_free(names);
}

/* --- dialects ------------------------------------------------------------------------------- */

/* The example with its signs replaced; (transfer full). */
static char *
tiny_as(char delimiter, const char *newline, const char *before)
{
    GString *out = g_string_new(before);
    for (const char *s = tiny; *s != '\0'; s++) {
        if (*s == '\n')
            g_string_append(out, newline);
        else
            g_string_append_c(out, *s == ',' ? delimiter : *s);
    }
    return g_string_free(out, FALSE);
}

static void
test_dialects(void)
{
    static const struct {
        char delimiter;
        const char *newline, *before;
    } cases[] = {{';', "\n", ""},
                 {'\t', "\n", ""},
                 {',', "\r\n", ""},
                 {',', "\n", "\xEF\xBB\xBF"},
                 {';', "\r\n", "\xEF\xBB\xBF"}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = tiny_as(cases[i].delimiter, cases[i].newline, cases[i].before);
        g_autoptr(VigieCodebook) codebook = parsed(text);
        check_tiny(codebook);
    }
}

static void
test_windows_1252(void)
{
    g_autoptr(VigieCodebook) codebook = parsed("survey;;;\r\n"
                                               ";type;name;label::Fran\xE7"
                                               "ais (fr)\r\n"
                                               ";integer;age;\xC2ge, en ann\xE9"
                                               "es \x96 d\x92"
                                               "abord\r\n");
    g_assert_cmpstr(vigie_item_label(codebook, item_of(codebook, "age"), VIGIE_LANG_FR), ==,
                    "Âge, en années – d’abord");
}

/* The header may stand on the row of the sheet's name, rows may be short, cells padded. */
static void
test_odd_rows(void)
{
    g_autoptr(VigieCodebook) codebook = parsed("\n"
                                               "Survey,type,name,label\n"
                                               ",integer,a\n"
                                               "\n"
                                               ",\" text\xC2\xA0\",b,\" Bé \"\n"
                                               ",,,a comment\n"
                                               "comments,what,anything\n"
                                               ",x,y\n"
                                               "SETTINGS\n"
                                               ",form_title,form_id,version\n"
                                               ",Titre,essai,2024\n");
    g_assert_cmpuint(codebook->items->len, ==, 2);
    g_assert_cmpuint(item_of(codebook, "b")->line, ==, 5);
    g_assert_cmpstr(item_of(codebook, "b")->labels[0], ==, "Bé");
    g_assert_cmpstr(item_of(codebook, "a")->labels[0], ==, "");
    g_assert_cmpstr(codebook->languages[0], ==, "");
    g_assert_cmpstr(codebook->form_title, ==, "Titre");
    g_assert_cmpstr(codebook->form_id, ==, "essai");
    g_assert_cmpstr(codebook->version, ==, "2024");
}

/* --- types ---------------------------------------------------------------------------------- */

static void
test_types(void)
{
    static const struct {
        const char *written, *type;
        VigieValueKind kind;
    } cases[] = {
        {"integer", "integer", VIGIE_VALUE_NUMBER},
        {"Integer", "integer", VIGIE_VALUE_NUMBER},
        {"int", "integer", VIGIE_VALUE_NUMBER},
        {"decimal", "decimal", VIGIE_VALUE_NUMBER},
        {"range", "range", VIGIE_VALUE_NUMBER},
        {"text", "text", VIGIE_VALUE_TEXT},
        {"string", "text", VIGIE_VALUE_TEXT},
        {"hidden", "hidden", VIGIE_VALUE_TEXT},
        {"date", "date", VIGIE_VALUE_DATE},
        {"dateTime", "dateTime", VIGIE_VALUE_DATE},
        {"date time", "dateTime", VIGIE_VALUE_DATE},
        {"today", "today", VIGIE_VALUE_DATE},
        {"start", "start", VIGIE_VALUE_DATE},
        {"end", "end", VIGIE_VALUE_DATE},
        {"time", "time", VIGIE_VALUE_TEXT},
        {"geopoint", "geopoint", VIGIE_VALUE_TEXT},
        {"barcode", "barcode", VIGIE_VALUE_TEXT},
        {"background-audio", "background-audio", VIGIE_VALUE_TEXT},
        {"acknowledge", "acknowledge", VIGIE_VALUE_TEXT},
        {"device id", "deviceid", VIGIE_VALUE_TEXT},
        {"select_one L", "select_one", VIGIE_VALUE_CHOICE},
        {"select one L", "select_one", VIGIE_VALUE_CHOICE},
        {"select one from L", "select_one", VIGIE_VALUE_CHOICE},
        {"select1 L", "select_one", VIGIE_VALUE_CHOICE},
        {"SELECT_ONE   L", "select_one", VIGIE_VALUE_CHOICE},
        {"add select one prompt using L", "select_one", VIGIE_VALUE_CHOICE},
        {"select_multiple L", "select_multiple", VIGIE_VALUE_CHOICES},
        {"select multiple L", "select_multiple", VIGIE_VALUE_CHOICES},
        {"select multiple from L", "select_multiple", VIGIE_VALUE_CHOICES},
        {"select all that apply L", "select_multiple", VIGIE_VALUE_CHOICES},
        {"select all that apply from L", "select_multiple", VIGIE_VALUE_CHOICES},
        {"add select multiple prompt using L", "select_multiple", VIGIE_VALUE_CHOICES},
        {"rank L", "rank", VIGIE_VALUE_CHOICES},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("survey\n,type,name\n,%s,q\n"
                                                "choices\n,list_name,name\n,L,a\n",
                                                cases[i].written);
        g_autoptr(VigieCodebook) codebook = parsed(text);
        const VigieItem *item = item_of(codebook, "q");
        g_assert_cmpstr(item->type, ==, cases[i].type);
        g_assert_cmpint(item->kind, ==, cases[i].kind);
        bool select =
            cases[i].kind == VIGIE_VALUE_CHOICE || cases[i].kind == VIGIE_VALUE_CHOICES;
        g_assert_true((item->list != NULL) == select);
    }
}

static void
test_aliases(void)
{
    g_autoptr(VigieCodebook) codebook =
        parsed("survey\n"
               ",Command,Tag,caption,bind::relevant,calculate,constraining_message,constraint\n"
               ",integer,a,Label of a,,,Too many,. < 9\n"
               ",integer,b,,${a} > 1,,,\n"
               ",calculate,c,,,${a} + ${b},,\n"
               "choices\n"
               ",list name,value,label\n"
               ",L,x,Ex\n"
               "settings\n"
               ",set_form_title,id_string\n"
               ",T,I\n");
    g_assert_cmpstr(item_of(codebook, "a")->labels[0], ==, "Label of a");
    g_assert_cmpstr(item_of(codebook, "a")->constraint_message, ==, "Too many");
    g_assert_nonnull(item_of(codebook, "a")->constraint);
    g_assert_nonnull(item_of(codebook, "b")->relevant);
    g_assert_nonnull(item_of(codebook, "c")->calculation);
    g_assert_cmpstr(vigie_list_get(g_ptr_array_index(codebook->lists, 0), 0)->name, ==, "x");
    g_assert_cmpstr(codebook->form_title, ==, "T");
    g_assert_cmpstr(codebook->form_id, ==, "I");
}

static void
test_relevance(void)
{
    g_autoptr(VigieCodebook) codebook =
        parsed("survey\n,type,name,Relevance\n,integer,a,\n,integer,b,${a} > 1\n");
    g_assert_nonnull(item_of(codebook, "b")->relevant);
}

static void
test_range(void)
{
    g_autoptr(VigieCodebook) codebook = parsed("survey\n,type,name,parameters\n"
                                               ",range,nps,\n"
                                               ",range,half,start=1 end=5 step=0.5\n"
                                               ",range,ten,start=10;end=100;step=10\n"
                                               ",text,t,start=x\n");
    const VigieItem *nps = item_of(codebook, "nps"), *half = item_of(codebook, "half");
    g_assert_cmpfloat_with_epsilon(nps->range_start, 0, 1e-12);
    g_assert_cmpfloat_with_epsilon(nps->range_end, 10, 1e-12);
    g_assert_cmpfloat_with_epsilon(nps->range_step, 1, 1e-12);
    g_assert_true(nps->integer);
    g_assert_false(half->integer);
    g_assert_true(isnan(item_of(codebook, "t")->range_start));
    g_autofree char *scale = vigie_item_scale(nps);
    g_assert_cmpstr(scale, ==, "0..10;1");
    g_autofree char *half_scale = vigie_item_scale(half);
    g_assert_cmpstr(half_scale, ==, "1..5;0.5");
    g_autofree char *ten_scale = vigie_item_scale(item_of(codebook, "ten"));
    g_assert_cmpstr(ten_scale, ==, "10..100;10");
    g_autofree char *none = vigie_item_scale(item_of(codebook, "t"));
    g_assert_cmpstr(none, ==, "");
}

/* --- choices -------------------------------------------------------------------------------- */

static const char satisfaction[] =
    "survey\n"
    ",type,name,label::English (en),label::Français (fr),role,required\n"
    ",select_one sat,q,Stay,Séjour,satisfaction,yes\n"
    ",select_one sat or_other,r,,Repas,,\n"
    ",select_multiple act,m,Activities,,,no\n"
    ",select_one named,k,,,,\n"
    "choices\n"
    ",list_name,name,label::English (en),label::Français (fr),score,missing\n"
    ",sat,4,Very,Très,,\n"
    ",sat,3,Quite,Assez,,\n"
    ",sat,1,Not,Pas,\"0,5\",\n"
    ",sat,9,Does not know,Ne sait pas,,dont_know\n"
    ",sat,0,,,,blank\n"
    ",act,hike,Hiking,Randonnée,,\n"
    ",act,bike,,Vélo,,\n"
    ",named,unsure,,,,\n"
    ",named,good,,,2,\n"
    ",named,bad,,,-2,\n"
    ",named,so so,,,2,\n";

static void
test_choices(void)
{
    g_autoptr(VigieCodebook) codebook = parsed(satisfaction);
    const VigieItem *q = item_of(codebook, "q");
    g_assert_cmpstr(q->role, ==, "satisfaction");
    g_assert_true(q->required);
    g_assert_false(item_of(codebook, "m")->required);
    g_assert_cmpint(vigie_list_index(q->list, "3"), ==, 1);
    g_assert_cmpint(vigie_list_index(q->list, "2"), ==, -1);
    g_assert_cmpfloat_with_epsilon(vigie_list_get(q->list, 0)->score, 4, 1e-12);
    g_assert_cmpfloat_with_epsilon(vigie_list_get(q->list, 2)->score, 0.5, 1e-12);
    g_assert_true(isnan(vigie_list_get(q->list, 3)->score));
    g_assert_cmpint(vigie_list_get(q->list, 3)->missing, ==, VIGIE_DONT_KNOW);
    g_assert_cmpint(vigie_list_get(q->list, 4)->missing, ==, VIGIE_BLANK);
    g_assert_cmpint(vigie_list_get(q->list, 0)->missing, ==, VIGIE_PRESENT);
    g_assert_cmpuint(vigie_list_get(q->list, 0)->line, ==, 9);
}

static void
test_scales(void)
{
    g_autoptr(VigieCodebook) codebook = parsed(satisfaction);
    const struct {
        const char *item, *scale;
    } cases[] = {{"q", "0.5;3;4"}, {"k", "-2;2"}, {"m", ""}, {"r_other", ""}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *scale = vigie_item_scale(item_of(codebook, cases[i].item));
        g_assert_cmpstr(scale, ==, cases[i].scale);
    }
}

static void
test_labels(void)
{
    g_autoptr(VigieCodebook) codebook = parsed(satisfaction);
    g_assert_cmpuint(codebook->n_languages, ==, 2);
    g_assert_cmpstr(codebook->languages[0], ==, "en");
    g_assert_cmpstr(codebook->languages[1], ==, "fr");
    g_assert_null(codebook->languages[2]);
    const VigieItem *m = item_of(codebook, "m");
    g_assert_cmpstr(vigie_item_label(codebook, item_of(codebook, "q"), VIGIE_LANG_FR), ==,
                    "Séjour");
    g_assert_cmpstr(vigie_item_label(codebook, m, VIGIE_LANG_FR), ==, "Activities");
    g_assert_cmpstr(vigie_item_label(codebook, item_of(codebook, "k"), VIGIE_LANG_FR), ==, "k");
    g_assert_cmpstr(vigie_choice_label(codebook, vigie_list_get(m->list, 1), VIGIE_LANG_EN), ==,
                    "Vélo");
}

static void
test_languages(void)
{
    static const struct {
        const char *header, *code;
    } cases[] = {{"label", ""},
                 {"label::Français (fr)", "fr"},
                 {"label::English", "en"},
                 {"label::french", "fr"},
                 {"label:Español (es)", "es"},
                 {"Label :: Deutsch (DE)", "de"},
                 {"label::oc", "oc"}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text =
            g_strdup_printf("survey\n,type,name,%s\n,text,a,b\n", cases[i].header);
        g_autoptr(VigieCodebook) codebook = parsed(text);
        g_assert_cmpstr(codebook->languages[0], ==, cases[i].code);
    }
}

/* or_other adds the choice and, beside the question, a text that is asked when it is chosen. */
static void
test_or_other(void)
{
    g_autoptr(VigieCodebook) codebook = parsed(satisfaction);
    const VigieItem *r = item_of(codebook, "r"), *specify = item_of(codebook, "r_other");
    gint other = vigie_list_index(r->list, "other");
    g_assert_cmpint(other, ==, 5);
    const VigieChoice *choice = vigie_list_get(r->list, (guint)other);
    g_assert_cmpstr(vigie_choice_label(codebook, choice, VIGIE_LANG_FR), ==, "Autre");
    g_assert_cmpstr(vigie_choice_label(codebook, choice, VIGIE_LANG_EN), ==, "Other");
    g_assert_cmpint(specify->kind, ==, VIGIE_VALUE_TEXT);
    g_assert_cmpuint(specify->index, ==, r->index + 1);
    g_assert_cmpstr(vigie_expression_text(specify->relevant), ==, "selected(${r}, 'other')");
}

static void
test_duplicates_allowed(void)
{
    g_autoptr(VigieCodebook) codebook = parsed("survey\n,type,name\n,select_one L,q\n"
                                               "choices\n,list_name,name\n,L,a\n,L,a\n"
                                               "settings\n,allow_choice_duplicates\n,yes\n");
    g_assert_cmpuint(item_of(codebook, "q")->list->choices->len, ==, 2);
    g_assert_cmpint(vigie_list_index(item_of(codebook, "q")->list, "a"), ==, 0);
}

/* --- groups --------------------------------------------------------------------------------- */

static void
test_groups(void)
{
    g_autoptr(VigieCodebook) codebook = parsed("survey\n"
                                               ",type,name,relevant\n"
                                               ",integer,a,\n"
                                               ",begin group,g,${a} > 1\n"
                                               ",integer,b,\n"
                                               ",begin_group,h,${b} = 2 or ${b} = 3\n"
                                               ",integer,c,${a} < 9\n"
                                               ",note,n,\n"
                                               ",end_group,,\n"
                                               ",end group,,\n"
                                               ",integer,d,${a} = 1\n");
    const struct {
        const char *item, *group, *relevant;
    } cases[] = {
        {"a", "", NULL},
        {"b", "g", "(${a} > 1)"},
        {"c", "g/h", "(${a} > 1) and (${b} = 2 or ${b} = 3) and (${a} < 9)"},
        {"d", "", "${a} = 1"},
    };
    g_assert_cmpuint(codebook->items->len, ==, 4);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const VigieItem *item = item_of(codebook, cases[i].item);
        g_assert_cmpstr(item->group, ==, cases[i].group);
        g_assert_cmpstr(item->relevant != NULL ? vigie_expression_text(item->relevant) : NULL,
                        ==, cases[i].relevant);
    }
}

/* --- calculations --------------------------------------------------------------------------- */

static void
test_order(void)
{
    g_autoptr(VigieCodebook) codebook =
        parsed("survey\n"
               ",type,name,calculation\n"
               ",calculate,last,${middle} + ${other}\n"
               ",calculate,other,'${last}'\n" /* a text, not an item */
               ",calculate,middle,${first} * 2\n"
               ",integer,nb,\n"
               ",calculate,first,${nb} + 1\n"
               ",calculate,day,date('2024-01-01') + ${nb}\n"
               ",calculate,word,\"concat(${day}, '')\"\n"
               ",calculate,nested,\"if(${middle} > 1, ${day}, '')\"\n");
    static const char *const order[] = {"other",  "first",  "day", "word",
                                        "middle", "nested", "last"};
    static const VigieValueKind kinds[] = {
        VIGIE_VALUE_TEXT,   VIGIE_VALUE_NUMBER, VIGIE_VALUE_DATE,  VIGIE_VALUE_TEXT,
        VIGIE_VALUE_NUMBER, VIGIE_VALUE_DATE,   VIGIE_VALUE_NUMBER};
    g_assert_cmpuint(codebook->n_ordered, ==, G_N_ELEMENTS(order));
    for (guint i = 0; i < codebook->n_ordered; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, codebook->order[i]);
        g_assert_cmpstr(item->name, ==, order[i]);
        g_assert_cmpint(item->kind, ==, kinds[i]);
    }
}

static void
test_calculate_with_list(void)
{
    g_autoptr(VigieCodebook) codebook =
        parsed("survey\n"
               ",type,name,calculation,list,label::fr,appearance\n"
               ",select_multiple who,company,,,,minimal\n"
               ",calculate,type,\"if(selected(${company}, 'child'), 'family', 'couple')\","
               "typology,Type de clientèle,\n"
               ",calculate,traits,'couple family',typology,Traits,multiple\n"
               ",hidden,zone,,typology,,\n"
               "choices\n"
               ",list_name,name,label::fr\n"
               ",who,child,Enfants\n"
               ",who,partner,Conjoint\n"
               ",typology,couple,Couples\n"
               ",typology,family,Familles\n");
    const VigieItem *type = item_of(codebook, "type");
    g_assert_cmpint(type->kind, ==, VIGIE_VALUE_CHOICE);
    g_assert_cmpstr(type->type, ==, "calculate");
    g_assert_cmpstr(type->list->name, ==, "typology");
    g_assert_cmpint(item_of(codebook, "traits")->kind, ==, VIGIE_VALUE_CHOICES);
    g_assert_cmpint(item_of(codebook, "zone")->kind, ==, VIGIE_VALUE_CHOICE);
    g_assert_cmpuint(codebook->n_ordered, ==, 2);
}

static void
test_date_item(void)
{
    static const struct {
        const char *rows, *name;
    } cases[] = {
        {",integer,a,\n", NULL},
        {",start,s,\n,date,d,\n,date,e,\n", "d"},
        {",date,d,\n,date,e,date\n", "e"},
        {",start,s,\n,today,t,\n", "t"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat("survey\n,type,name,role\n", cases[i].rows, NULL);
        g_autoptr(VigieCodebook) codebook = parsed(text);
        const VigieItem *item = codebook->date;
        g_assert_cmpstr(item != NULL ? item->name : NULL, ==, cases[i].name);
    }
}

/* today() reads it: whoever loads the items of an expression needs it too. */
static void
test_today_reads_date(void)
{
    g_autoptr(VigieCodebook) codebook =
        parsed("survey\n,type,name,calculation\n,integer,age,\n,date,day,\n"
               ",calculate,late,${age} > 1 and today() > date('2024-07-01')\n");
    guint n = 0;
    const guint *items = vigie_expression_items(item_of(codebook, "late")->calculation, &n);
    g_assert_cmpuint(n, ==, 2);
    g_assert_cmpuint(items[0], ==, item_of(codebook, "age")->index);
    g_assert_cmpuint(items[1], ==, item_of(codebook, "day")->index);
}

static void
test_missing_names(void)
{
    g_assert_cmpstr(vigie_missing_name(VIGIE_PRESENT), ==, "");
    g_assert_cmpstr(vigie_missing_name(VIGIE_NOT_ASKED), ==, "not_asked");
    g_assert_cmpstr(vigie_missing_name(VIGIE_INVALID), ==, "invalid");
    g_assert_cmpint(vigie_missing_from_name("refused"), ==, VIGIE_REFUSED);
    g_assert_cmpint(vigie_missing_from_name("not_applicable"), ==, VIGIE_NOT_APPLICABLE);
    g_assert_cmpint(vigie_missing_from_name("not_asked"), ==, VIGIE_PRESENT);
    g_assert_cmpint(vigie_missing_from_name(""), ==, VIGIE_PRESENT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codebook/form/binding-example", test_binding_example);
    g_test_add_func("/codebook/form/dialects", test_dialects);
    g_test_add_func("/codebook/form/windows-1252", test_windows_1252);
    g_test_add_func("/codebook/form/odd-rows", test_odd_rows);
    g_test_add_func("/codebook/form/types", test_types);
    g_test_add_func("/codebook/form/aliases", test_aliases);
    g_test_add_func("/codebook/form/relevance", test_relevance);
    g_test_add_func("/codebook/form/range", test_range);
    g_test_add_func("/codebook/form/choices", test_choices);
    g_test_add_func("/codebook/form/scales", test_scales);
    g_test_add_func("/codebook/form/labels", test_labels);
    g_test_add_func("/codebook/form/languages", test_languages);
    g_test_add_func("/codebook/form/or-other", test_or_other);
    g_test_add_func("/codebook/form/duplicates-allowed", test_duplicates_allowed);
    g_test_add_func("/codebook/form/groups", test_groups);
    g_test_add_func("/codebook/form/order", test_order);
    g_test_add_func("/codebook/form/calculate-with-list", test_calculate_with_list);
    g_test_add_func("/codebook/form/date-item", test_date_item);
    g_test_add_func("/codebook/form/today-reads-date", test_today_reads_date);
    g_test_add_func("/codebook/form/missing-names", test_missing_names);
    return g_test_run();
}
