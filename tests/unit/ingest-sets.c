/* ingest-sets.c - a select_multiple in its three layouts: names in one column, 0/1 columns, columns of mentions */
#include "ingest-fixture.h"
#include <string.h>

#define YEAR "year=2024\n"
#define FORM                                                                                    \
    "select_multiple m,a|integer,u||m,bike,Vélo|m,walk,À pied|m,swim,Baignade|m,nsp,Ne sait " \
    "pas,dont_know"

static const Case sets[] = {
    {"names", NULL, FORM, YEAR,
     "a;u\nbike walk;1\nwalk bike;2\n\"Vélo; À pied\";3\n\"Vélo, À pied\";4\nnsp;5\n;6\n",
     "bike walk|1|2024|2024\nbike walk|2|2024|2024\nbike walk|3|2024|2024\n"
     "bike walk|4|2024|2024\n<dont_know>|5|2024|2024\n<blank>|6|2024|2024\n",
     ""},
    /* labels, names and raw codes; any order; once however often; blanks between them; nothing is blank */
    {"mentions", NULL, FORM, YEAR "[columns]\na=m1 + m2 + m3\n[codes a]\nswim=3\n",
     "m1;m2;m3;u\nbike;walk;;1\nÀ pied;Vélo;;2\nbike;;bike;3\n;3;bike;4\n;;;5\nnsp;;;6\n"
     "bike;nsp;;7\n",
     "bike walk|1|2024|2024\nbike walk|2|2024|2024\nbike|3|2024|2024\nbike swim|4|2024|2024\n"
     "<blank>|5|2024|2024\n<dont_know>|6|2024|2024\nbike|7|2024|2024\n",
     ""},
    {"mention-unknown", NULL, FORM, YEAR "[columns]\na=m1 + m2 + m3\n",
     "u;m1;m2;m3\n1;bike;ski;\n2;bike;;surf\n3;bike;;\n",
     "<invalid>|1|2024|2024\n<invalid>|2|2024|2024\nbike|3|2024|2024\n",
     "unknown_choice:2:3 unknown_choice:3:4"},
    /* of two alternatives, the one whose columns are all there */
    {"mentions-alternative", NULL, FORM, YEAR "[columns]\na=m1 + m2 + m3 | q1 + q2\n",
     "q1;q2;u;m1\nbike;walk;1;x\n", "bike walk|1|2024|2024\n", "unmapped_column:1:4"},
    {"header-with-plus", NULL, FORM, YEAR "[columns]\na=m1 + m2\n",
     "m1 + m2;u;m1;m2\nbike walk;1;;\n", "bike walk|1|2024|2024\n",
     "unmapped_column:1:3 unmapped_column:1:4"},
    {"flags", NULL, FORM, YEAR,
     "a/bike;a/walk;a/swim;a/nsp;u\n1;0;0;0;1\n0;0;0;0;2\n;;;;3\nOui;Y;;;4\n0;0;0;1;5\n",
     "bike|1|2024|2024\n|2|2024|2024\n<blank>|3|2024|2024\nbike walk|4|2024|2024\n"
     "<dont_know>|5|2024|2024\n",
     ""},
    /* both: the names count, each difference is told where it stands */
    {"both", NULL, FORM, YEAR,
     "a;a/bike;a/walk;u\nwalk;0;1;1\nwalk;1;1;2\nbike walk;1;0;3\n;0;0;4\n;1;;5\nnsp;0;0;6\n"
     "bike;x;7;7\n",
     "walk|1|2024|2024\nwalk|2|2024|2024\nbike walk|3|2024|2024\n<blank>|4|2024|2024\n"
     "<blank>|5|2024|2024\n<dont_know>|6|2024|2024\nbike|7|2024|2024\n",
     "choices_differ:3:2 choices_differ:4:3 choices_differ:6:2 choices_differ:8:3"},
    {"mentions-and-flags", NULL, FORM, YEAR "[columns]\na=m1 + m2\n",
     "m1;m2;a/bike;a/walk;u\nbike;;1;0;1\nbike;walk;1;0;2\n",
     "bike|1|2024|2024\nbike walk|2|2024|2024\n", "choices_differ:3:4"},
};

/* A mention that the file lacks is named, and not the sum of them. */
static void
test_missing_mention(void)
{
    g_auto(Fixture) f = {0};
    vigie_fixture_init(
        &f, "[observatory]\nname=T\nlanguage=en\n[survey t]\nquestionnaire=surveys/x.csv\n",
        "survey,,\n,type,name\n,select_multiple "
        "m,a\n,text,u\nchoices,,\n,list_name,name\n,m,bike\n");
    g_autoptr(Loaded) loaded = vigie_fixture_read(
        &f, "[source]\nsurvey=t\nfile=data/x.csv\nyear=2024\n[columns]\na=act1 + act3\n",
        "act1;act2;u\nbike;;1\n");
    g_assert_error(loaded->error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SOURCE);
    g_assert_nonnull(strstr(loaded->error->message, "sources/x.ini:6"));
    g_assert_nonnull(strstr(loaded->error->message, "no column 'act3'; the nearest is 'act1'"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_cases_add("sets", sets, G_N_ELEMENTS(sets));
    g_test_add_func("/ingest/sets/missing-mention", test_missing_mention);
    return g_test_run();
}
