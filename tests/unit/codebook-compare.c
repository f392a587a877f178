/* codebook-compare.c - mutations of a questionnaire and the verdict that each must get */
#include <string.h>
#include <vigie/codebook-compare.h>

#define FORM                                                                                   \
    "survey,,,,,\n"                                                                            \
    ",type,name,label::Français (fr),label::English (en),relevant\n"                          \
    ",select_one stay,stay,Type de visite,Kind of visit,\n"                                    \
    ",integer,nights,Combien de nuits avez-vous passées ici ?,How many nights did you stay "  \
    "here?,${stay} = 'overnight'\n"                                                            \
    ",select_one sat,sat_food,Êtes-vous satisfait de la restauration ?,Are you satisfied "    \
    "with the food?,\n"                                                                        \
    ",select_one lodging,lodging,Votre hébergement principal,Your main accommodation,\n"      \
    ",select_multiple source,sources,Comment avez-vous connu le pays ?,How did you hear of "   \
    "us?,\n"                                                                                   \
    "choices,,,,,\n"                                                                           \
    ",list_name,name,label::Français (fr),label::English (en),score\n"                        \
    ",stay,day,À la journée,For the day,\n"                                                  \
    ",stay,overnight,Au moins une nuit,At least one night,\n"                                  \
    ",sat,1,Pas du tout,Not at all,1\n"                                                        \
    ",sat,2,Plutôt pas,Rather not,2\n"                                                        \
    ",sat,3,Assez,Rather,3\n"                                                                  \
    ",sat,4,Très,Very,4\n"                                                                    \
    ",lodging,hotel,Hôtel,Hotel,\n"                                                           \
    ",lodging,camping,Terrain de camping,Camp site,\n"                                         \
    ",lodging,cottage,Gîte rural,Cottage,\n"                                                  \
    ",source,web,Internet,The web,\n"                                                          \
    ",source,friends,Amis ou famille,Friends or family,\n"

/* The form with one text put in the place of another; (transfer full). */
static VigieCodebook *
parse(const char *old, const char *new)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strdup(FORM);
    if (old != NULL) {
        g_auto(GStrv) parts = g_strsplit(FORM, old, -1);
        g_assert_cmpuint(g_strv_length(parts), ==, 2);
        g_free(text);
        text = g_strjoinv(new, parts);
    }
    VigieCodebook *codebook = vigie_codebook_parse("form.csv", text, strlen(text), &error);
    g_assert_no_error(error);
    return codebook;
}

/* What changed, "item:verdict" by blanks. */
static char *
verdicts(const VigieCodebook *before, const VigieCodebook *after)
{
    g_autoptr(GPtrArray) comparisons = vigie_codebook_compare(before, after);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < comparisons->len; i++) {
        const VigieComparison *c = g_ptr_array_index(comparisons, i);
        const VigieItem *item = c->after != NULL ? c->after : c->before;
        if (c->verdict != VIGIE_VERDICT_IDENTICAL)
            g_string_append_printf(out, "%s%s:%s", out->len > 0 ? " " : "", item->name,
                                   vigie_verdict_name(c->verdict));
    }
    return g_string_free(out, FALSE);
}

static void
test_mutations(void)
{
    static const struct {
        const char *old, *new, *verdicts;
    } cases[] = {
        {NULL, NULL, ""},
        /* label only: case, accents, punctuation; a choice put in other words */
        {"Type de visite", "TYPE DE VISITE :", "stay:label"},
        {"À la journée,For the day", "Pour la journée,Just for the day", "stay:label"},
        /* translation: the other language says something else */
        {"Kind of visit", "What sort of a stay is yours", "stay:translation"},
        {"Camp site", "Campground", "lodging:translation"},
        /* wording */
        {"Êtes-vous satisfait de la restauration ?,Are you satisfied with the food?",
         "Êtes-vous content de la restauration sur place ?,Are you happy with the food here?",
         "sat_food:wording"},
        /* scale: length, order, scores */
        {",sat,4,Très,Very,4\n", "", "sat_food:scale"},
        {",sat,4,Très,Very,4\n", ",sat,4,Très,Very,4\n,sat,5,Tout à fait,Entirely,5\n",
         "sat_food:scale"},
        {",sat,1,Pas du tout,Not at all,1\n,sat,2,Plutôt pas,Rather not,2\n,sat,3,Assez,Rather,"
         "3\n,sat,4,Très,Very,4\n",
         ",sat,1,Très,Very,1\n,sat,2,Assez,Rather,2\n,sat,3,Plutôt pas,Rather not,3\n,sat,4,"
         "Pas du tout,Not at all,4\n",
         "sat_food:scale"},
        {"Very,4", "Very,10", "sat_food:scale"},
        /* choices that are no scale */
        {",lodging,cottage,Gîte rural,Cottage,\n", "", "lodging:choices"},
        {",source,web,Internet,The web,\n",
         ",source,web,Internet,The web,\n,source,press,La presse,Newspapers,\n",
         "sources:choices"},
        {",lodging,hotel,Hôtel,Hotel,\n,lodging,camping,Terrain de camping,Camp site,\n",
         ",lodging,camping,Terrain de camping,Camp site,\n,lodging,hotel,Hôtel,Hotel,\n",
         "lodging:choices"},
        /* filter */
        {"${stay} = 'overnight'", "", "nights:filter"},
        {"${stay} = 'overnight'", "${stay}='overnight'", ""},
        {"${stay} = 'overnight'", "${stay} = 'day'", "nights:filter"},
        /* moved */
        {",select_one lodging,lodging,Votre hébergement principal,Your main accommodation,\n"
         ",select_multiple source,sources,Comment avez-vous connu le pays ?,How did you hear "
         "of "
         "us?,\n",
         ",select_multiple source,sources,Comment avez-vous connu le pays ?,How did you hear "
         "of "
         "us?,\n"
         ",select_one lodging,lodging,Votre hébergement principal,Your main accommodation,\n",
         "lodging:moved"},
        /* a name or a code used for something else */
        {"Êtes-vous satisfait de la restauration ?,Are you satisfied with the food?",
         "La signalétique vous a-t-elle guidé ?,Did the signs guide you?", "sat_food:reused"},
        {"Gîte rural,Cottage", "Chambre d'hôtes,Bed and breakfast", "lodging:reused"},
        {",lodging,hotel,Hôtel,Hotel,\n,lodging,camping,Terrain de camping,Camp site,\n",
         ",lodging,hotel,Terrain de camping,Camp site,\n,lodging,camping,Hôtel,Hotel,\n",
         "lodging:reused"},
        /* type */
        {"integer,nights", "text,nights", "nights:type"},
        {"select_one lodging", "select_multiple lodging", "lodging:type"},
        /* items */
        {"nights,Combien", "n_nights,Combien", "n_nights:added nights:removed"},
    };
    g_autoptr(VigieCodebook) before = parse(NULL, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(VigieCodebook) after = parse(cases[i].old, cases[i].new);
        g_autofree char *found = verdicts(before, after);
        if (strcmp(found, cases[i].verdicts) != 0)
            g_error("%s -> %s: %s instead of %s", cases[i].old, cases[i].new, found,
                    cases[i].verdicts);
    }
}

/* A language added or taken away, a plain label given its language: nothing but a translation. */
static void
test_languages(void)
{
    static const char one[] = "survey,,,\n,type,name,label::Français (fr)\n"
                              ",integer,nights,Nombre de nuits\n";
    static const char plain[] =
        "survey,,,\n,type,name,label\n,integer,nights,Nombre de nuits\n";
    static const char two[] =
        "survey,,,,\n,type,name,label::English (en),label::Français (fr)\n"
        ",integer,nights,Number of nights,Nombre de nuits\n";
    const char *const forms[] = {one, plain, two};
    for (guint a = 0; a < 3; a++)
        for (guint b = 0; b < 3; b++) {
            g_autoptr(VigieCodebook) before =
                vigie_codebook_parse("a.csv", forms[a], strlen(forms[a]), NULL);
            g_autoptr(VigieCodebook) after =
                vigie_codebook_parse("b.csv", forms[b], strlen(forms[b]), NULL);
            g_autoptr(GPtrArray) comparisons = vigie_codebook_compare(before, after);
            const VigieComparison *c = g_ptr_array_index(comparisons, 0);
            if (a == b)
                g_assert_cmpint(c->verdict, ==, VIGIE_VERDICT_IDENTICAL);
            else
                g_assert_cmpint(c->verdict, <=, VIGIE_VERDICT_TRANSLATION);
            g_assert_false(vigie_verdict_breaks(c->verdict));
        }
}

/* Forms of plain labels: in French, in English, with one name used for something else, and shifted by one. */
static const char *const plain_labels[][5] = {
    {"Combien de nuits ?", "Votre âge", "Dépense par jour", "Satisfaction globale",
     "Lieu de résidence"},
    {"How many nights?", "How old are you", "Money spent a day", "Overall opinion",
     "Where do you live"},
    {"Combien de nuits ?", "Taille du chien", "Dépense par jour", "Satisfaction globale",
     "Lieu de résidence"},
    {"Avez-vous un chien ?", "Combien de nuits ?", "Votre âge", "Dépense par jour",
     "Satisfaction globale"}};

static guint
count_reused(guint before, guint after)
{
    const guint which[] = {before, after};
    VigieCodebook *forms[2];
    for (guint f = 0; f < 2; f++) {
        g_autoptr(GString) text = g_string_new("survey,,,\n,type,name,label\n");
        for (guint i = 0; i < 5; i++)
            g_string_append_printf(text, ",integer,q%u,%s\n", i + 1, plain_labels[which[f]][i]);
        forms[f] = vigie_codebook_parse("f.csv", text->str, text->len, NULL);
    }
    g_autoptr(GPtrArray) comparisons = vigie_codebook_compare(forms[0], forms[1]);
    guint n = 0;
    for (guint i = 0; i < comparisons->len; i++)
        n += ((VigieComparison *)g_ptr_array_index(comparisons, i))->verdict ==
             VIGIE_VERDICT_REUSED;
    vigie_codebook_free(forms[0]);
    vigie_codebook_free(forms[1]);
    return n;
}

/* Whole forms in another language are no alarm; codes used for something else, and columns that shift, are. */
static void
test_plain_languages(void)
{
    g_assert_cmpuint(count_reused(0, 1), ==, 0);
    g_assert_cmpuint(count_reused(1, 0), ==, 0);
    g_assert_cmpuint(count_reused(0, 2), ==, 1);
    g_assert_cmpuint(count_reused(0, 3), >=, 4);
}

/* A derived variable that is calculated otherwise is told. */
static void
test_calculation(void)
{
    static const char *const calculations[] = {"${q} * 2", "${q}  *  2", "${q} * 3"};
    const VigieVerdict wanted[] = {VIGIE_VERDICT_IDENTICAL, VIGIE_VERDICT_IDENTICAL,
                                   VIGIE_VERDICT_WORDING};
    for (guint i = 0; i < 3; i++) {
        VigieCodebook *forms[2];
        for (guint f = 0; f < 2; f++) {
            g_autofree char *text = g_strdup_printf(
                "survey,,,\n,type,name,calculation\n,integer,q,\n,calculate,c,%s\n",
                calculations[f == 0 ? 0 : i]);
            forms[f] = vigie_codebook_parse("f.csv", text, strlen(text), NULL);
        }
        g_autoptr(GPtrArray) comparisons = vigie_codebook_compare(forms[0], forms[1]);
        g_assert_cmpint(((VigieComparison *)g_ptr_array_index(comparisons, 1))->verdict, ==,
                        wanted[i]);
        vigie_codebook_free(forms[0]);
        vigie_codebook_free(forms[1]);
    }
}

/* From which verdict on a series breaks, and which is refused. */
/* A form whose item has a choice_filter and a required; (transfer full). */
static VigieCodebook *
parse_conditions(const char *filter, const char *required)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text =
        g_strdup_printf("survey,,,,,\n,type,name,label,choice_filter,required\n"
                        ",integer,age,Age,,\n,select_one l,lodging,Lodging,%s,%s\n"
                        "choices,,,,\n,list_name,name,label,kind\n,l,hotel,Hotel,paid\n",
                        filter, required);
    VigieCodebook *codebook = vigie_codebook_parse("form.csv", text, strlen(text), &error);
    g_assert_no_error(error);
    return codebook;
}

/* Who is offered which choices, and who must answer, is a filter; blanks say nothing. */
static void
test_conditions(void)
{
    static const struct {
        const char *filter[2], *required[2], *verdicts;
    } cases[] = {
        {{"", ""}, {"", ""}, ""},
        {{"", "kind = 'paid'"}, {"", ""}, "lodging:filter"},
        {{"kind = 'paid'", ""}, {"", ""}, "lodging:filter"},
        {{"kind = 'paid'", "kind != 'paid'"}, {"", ""}, "lodging:filter"},
        {{"kind = 'paid'", "kind='paid'"}, {"", ""}, ""},
        {{"", ""}, {"yes", "${age} > 17"}, "lodging:filter"},
        {{"", ""}, {"${age} > 17", "${age} > 15"}, "lodging:filter"},
        {{"", ""}, {"${age} > 17", "${age}>17"}, ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(VigieCodebook) before =
            parse_conditions(cases[i].filter[0], cases[i].required[0]);
        g_autoptr(VigieCodebook) after =
            parse_conditions(cases[i].filter[1], cases[i].required[1]);
        g_autofree char *found = verdicts(before, after);
        g_test_message("case %u", i);
        g_assert_cmpstr(found, ==, cases[i].verdicts);
    }
}

static void
test_effects(void)
{
    const VigieVerdict breaking[] = {VIGIE_VERDICT_FILTER, VIGIE_VERDICT_SCALE,
                                     VIGIE_VERDICT_TYPE, VIGIE_VERDICT_REUSED};
    guint n = 0;
    for (guint v = 0; v < VIGIE_N_VERDICTS; v++)
        n += vigie_verdict_breaks((VigieVerdict)v);
    g_assert_cmpuint(n, ==, G_N_ELEMENTS(breaking));
    for (guint i = 0; i < G_N_ELEMENTS(breaking); i++) {
        g_assert_true(vigie_verdict_breaks(breaking[i]));
        g_assert_cmpint(vigie_verdict_refused(breaking[i]), ==,
                        breaking[i] == VIGIE_VERDICT_REUSED);
    }
}

/* A question that keeps its words under another name is told. */
static void
test_renamed(void)
{
    g_autoptr(VigieCodebook) before = parse(NULL, NULL),
                             after = parse("nights,Combien", "n_nights,Combien");
    g_autoptr(GPtrArray) comparisons = vigie_codebook_compare(before, after);
    const VigieComparison *gone = g_ptr_array_index(comparisons, comparisons->len - 1);
    g_assert_cmpint(gone->verdict, ==, VIGIE_VERDICT_REMOVED);
    g_assert_cmpuint(gone->details->len, ==, 1);
    g_assert_nonnull(strstr(g_ptr_array_index(gone->details, 0), "n_nights"));
}

/* A form printed and read again is the form: nothing that a later comparison needs is lost. */
static void
test_printed(void)
{
    static const char form[] =
        "survey\n,type,name,label::fr,label::en,relevant,constraint,calculation,parameters,"
        "list,"
        "appearance,required,role\n"
        ",select_one sat,food,\"Repas, « table »\",Meals,,,,,,,yes,satisfaction overall\n"
        ",begin group,g,,,${food} = '1',,,,,,,\n"
        ",integer,nights,Nuits,Nights,,. >= 1,,,,,,nights\n"
        ",end group,,,,,,,,,,,\n"
        ",range,nps,Note,Mark,,,,start=0 end=10 step=0.5,,,,nps\n"
        ",select_multiple web or_other,web,Sites,Sites,,,,,,,,\n"
        ",calculate,kind,Type,Kind,,,\"if(${nights} > 3, '1', '2')\",,sat,,,\n"
        ",calculate,set,Lot,Set,,,\"'1 2'\",,sat,multiple,,\n"
        "choices\n,list_name,name,label::fr,label::en,score,missing\n"
        ",sat,1,Non,No,2.5,\n,sat,2,Oui,Yes,,\n,sat,9,NSP,DK,,dont_know\n,web,a,A,A,,\n"
        "settings\n,form_id,version\n,f,2024\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieCodebook) first = vigie_codebook_parse("a", form, strlen(form), &error);
    g_assert_no_error(error);
    g_autofree char *text = vigie_codebook_print(first);
    g_autoptr(VigieCodebook) second = vigie_codebook_parse("b", text, strlen(text), &error);
    g_assert_no_error(error);
    g_autofree char *again = vigie_codebook_print(second);
    g_assert_cmpstr(again, ==, text);
    g_assert_cmpstr(second->version, ==, "2024");
    g_assert_cmpuint(second->items->len, ==, first->items->len);
    g_autoptr(GPtrArray) comparisons = vigie_codebook_compare(first, second);
    for (guint i = 0; i < first->items->len; i++) {
        const VigieItem *a = g_ptr_array_index(first->items, i),
                        *b = g_ptr_array_index(second->items, i);
        const VigieComparison *c = g_ptr_array_index(comparisons, i);
        g_autofree char *scale_a = vigie_item_scale(a), *scale_b = vigie_item_scale(b);
        g_assert_cmpint(c->verdict, ==, VIGIE_VERDICT_IDENTICAL);
        g_assert_cmpint(a->kind, ==, b->kind);
        g_assert_cmpint(a->integer, ==, b->integer);
        g_assert_cmpint(a->required, ==, b->required);
        g_assert_cmpstr(a->role, ==, b->role);
        g_assert_cmpstr(scale_a, ==, scale_b);
        g_assert_cmpuint(a->list != NULL ? a->list->choices->len : 0, ==,
                         b->list != NULL ? b->list->choices->len : 0);
    }
    g_assert_true(vigie_codebook_rename(second, "nights", "stay"));
    g_assert_false(vigie_codebook_rename(second, "nps", "stay"));
    g_assert_null(vigie_codebook_find(second, "nights"));
    g_assert_cmpstr(vigie_codebook_find(second, "stay")->name, ==, "stay");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codebook/compare/conditions", test_conditions);
    g_test_add_func("/codebook/compare/mutations", test_mutations);
    g_test_add_func("/codebook/compare/languages", test_languages);
    g_test_add_func("/codebook/compare/effects", test_effects);
    g_test_add_func("/codebook/compare/renamed", test_renamed);
    g_test_add_func("/codebook/compare/printed", test_printed);
    g_test_add_func("/codebook/compare/plain-languages", test_plain_languages);
    g_test_add_func("/codebook/compare/calculation", test_calculation);
    return g_test_run();
}
