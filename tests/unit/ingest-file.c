/* ingest-file.c - raw files become records: mapping, codes, values, years, checks */
#include "ingest-fixture.h"
#include <stdio.h>

/* The example that the design binds. */
static void
test_binding_example(void)
{
    g_auto(Fixture) f = {0};
    vigie_fixture_init(
        &f,
        "[observatory]\nname=Tiny\nlanguage=fr\ncurrency=EUR\n"
        "[survey tiny]\nquestionnaire=surveys/x.csv\nweight=w\n"
        "strata=year;stratum\ncluster=psu\nlonely-psu=adjust\n"
        "# optional: id=  fpc=  panel=no\n"
        "[publication]\nsuppress-below=0\nlow-base-below=0\ncaution-df-below=0\n",
        "\"survey\",,\n,\"type\",\"name\"\n,\"hidden\",\"stratum\"\n"
        ",\"hidden\",\"psu\"\n,\"decimal\",\"w\"\n,\"integer\",\"y\"\n");
    g_autoptr(Loaded) loaded = vigie_fixture_read(
        &f,
        "[source]\nsurvey=tiny\nfile=data/x.csv\nyear=2024\nwave=2024\n[columns]\n"
        "# item = header | other header\n[ignore]\ncolumns=x;dom;yna;npsu\n",
        "stratum,psu,w,npsu,y,x,dom,yna\nA,a1,10,6,4,2,1,4\nA,a1,10.5,6,3,1,0,\nB,b1,0,6,2,1,1,"
        "2\n");
    g_assert_no_error(loaded->error);
    g_assert_cmpstr(loaded->findings, ==, "");
    g_assert_cmpstr(loaded->rows, ==,
                    "A|a1|10|4|2024|2024\nA|a1|10.5|3|2024|2024\nB|b1|0|2|2024|2024\n");
    g_assert_cmpuint(loaded->report.n_rows, ==, 3);
    g_assert_cmpuint(loaded->report.n_accepted, ==, 3);
    g_assert_cmpstr(loaded->report.mapping, ==,
                    "{\"stratum\":\"stratum\",\"psu\":\"psu\",\"w\":\"w\",\"y\":\"y\"}");
}

/* A derived variable may be a set: a party that is family and outdoor has both traits. */
static void
test_calculated_set(void)
{
    g_auto(Fixture) f = {0};
    vigie_fixture_init(
        &f, "[observatory]\nname=T\nlanguage=en\n[survey t]\nquestionnaire=surveys/x.csv\n",
        "survey,,,,,\n,type,name,calculation,list,appearance\n,text,who,,,\n,text,what,,,\n"
        ",calculate,traits,\"concat(' ', ${what}, '  ', ${who}, ' ')\",trait,multiple\n"
        "choices,,,,,\n,list_name,name,,,\n,trait,family,,,\n,trait,outdoor,,,\n");
    g_autoptr(Loaded) loaded =
        vigie_fixture_read(&f, "[source]\nsurvey=t\nfile=data/x.csv\nyear=2024\n",
                           "who,what\nfamily,outdoor\n,outdoor\nfamily,\nfamily,idle\n");
    g_assert_no_error(loaded->error);
    g_assert_cmpstr(loaded->rows, ==,
                    "family|outdoor|family outdoor|2024|2024\n"
                    "<blank>|outdoor|outdoor|2024|2024\n"
                    "family|<blank>|family|2024|2024\n"
                    "family|idle|<invalid>|2024|2024\n");
    g_assert_cmpstr(loaded->findings, ==, "unknown_choice:5:0");
}

/* A header may be an item's label in any language; a label that two items share names neither. */
static void
test_headers_by_label(void)
{
    g_auto(Fixture) f = {0};
    vigie_fixture_init(
        &f, "[observatory]\nname=T\nlanguage=en\n[survey t]\nquestionnaire=surveys/x.csv\n",
        "survey,,,,\n,type,name,label::fr,label::en\n,integer,nights,Nuitées,Nights\n"
        ",text,origin,Provenance,Origin\n,integer,a,Nombre,Men\n,integer,b,Nombre,Women\n");
    g_autoptr(Loaded) loaded =
        vigie_fixture_read(&f, "[source]\nsurvey=t\nfile=data/x.csv\nyear=2024\n",
                           "NUITEES,Origin,Nombre,women\n3,here,4,5\n");
    g_assert_no_error(loaded->error);
    g_assert_cmpstr(loaded->rows, ==, "3|here|<not_asked>|5|2024|2024\n");
    g_assert_cmpstr(loaded->findings, ==, "unmapped_column:1:3");
}

/* What the field-work agency does: it goes on writing while the file is read. */
static bool
append_to_file(void *path, const VigieFrame *chunk, GError **error)
{
    (void)error;
    g_assert_cmpuint(chunk->n, ==, 1);
    FILE *stream = fopen(path, "a");
    g_assert_nonnull(stream);
    fputs("family\n", stream);
    fclose(stream);
    return true;
}

static void
test_changes_meanwhile(void)
{
    g_auto(Fixture) f = {0};
    vigie_fixture_init(&f,
                       "[observatory]\nname=T\nlanguage=en\n"
                       "[survey t]\nquestionnaire=surveys/x.csv\n",
                       "survey,,\n,type,name\n,text,who\n");
    g_autoptr(Loaded) loaded = vigie_fixture_read(
        &f, "[source]\nsurvey=t\nfile=data/x.csv\nyear=2024\n", "who\nfamily\n");
    g_assert_no_error(loaded->error);
    g_autofree char *ini = g_build_filename(f.dir, "sources", "x.ini", NULL);
    g_autofree char *data = g_build_filename(f.dir, "data", "x.csv", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieObservatory) observatory = vigie_observatory_open(f.dir, NULL, &error);
    g_autoptr(VigieSource) source = vigie_source_load(observatory, ini, &error);
    g_autoptr(GPtrArray) files = vigie_source_files(source, &error);
    g_assert_no_error(error);
    g_assert_false(vigie_ingest_file(source, files->pdata[0], append_to_file, data, NULL, NULL,
                                     NULL, &error));
    g_assert_error(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE);
    g_assert_cmpstr(
        error->message, ==,
        "data/x.csv: the file changed while it was read: load it again once it is at rest");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/binding-example", test_binding_example);
    g_test_add_func("/ingest/calculated-set", test_calculated_set);
    g_test_add_func("/ingest/headers-by-label", test_headers_by_label);
    g_test_add_func("/ingest/changes-meanwhile", test_changes_meanwhile);
    return g_test_run();
}
