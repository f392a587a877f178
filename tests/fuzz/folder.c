/* folder.c - an observatory for the fuzz targets that read files */
#include "folder.h"
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static const char observatory[] =
    "[observatory]\nname=F\nlanguage=fr\n[survey s]\nquestionnaire=surveys/s.csv\nweight=w\n"
    "strata=year;zone\ncluster=psu\nid=id\n[survey t]\nquestionnaire=surveys/t.csv\n[dataset "
    "d]\nquestionnaire=surveys/s.csv\nkey=id\n";

static const char form[] =
    "survey\n,type,name,label,relevant,constraint,calculation,list\n,hidden,id\n,hidden,zone\n"
    ",hidden,psu\n,decimal,w\n,integer,nights,Nuits,${stay} = 'yes',. < 60\n,date,day,Jour\n"
    ",select_one yn,stay,Séjour\n,select_multiple act,acts,Activités\n,text,remark\n"
    ",calculate,type,,,,\"if(selected(${acts}, 'bike'), 'yes', 'no')\",yn\n"
    "choices\n,list_name,name,label,missing,score\n,yn,yes,Oui,,1\n,yn,no,Non,,0\n"
    ",yn,nsp,Ne sait pas,dont_know\n,act,bike,Vélo\n,act,walk,À pied\n";

/* A questionnaire with repeats: surveys t, t.r and t.r.q. */
static const char repeats[] =
    "survey\n,type,name,label,relevant,constraint,calculation\n,integer,size\n"
    ",begin repeat,r,Étapes,${size} > 0\n,text,place,Lieu\n,integer,stay,Nuits,,. < 60\n"
    ",calculate,product,,,,${stay} * ${size} + position(..)\n,begin repeat,q\n,decimal,spent\n"
    ",end repeat\n,end repeat\n,calculate,total,,,,sum(${stay})\n";

static char folder[] = "/tmp/vigie-fuzz-XXXXXX";

char *
vigie_fuzz_write(const char *name, const char *bytes, gsize length)
{
    char *path = g_build_filename(vigie_fuzz_folder(), name, NULL);
    FILE *file = fopen(path, "wb");
    g_assert_nonnull(file);
    g_assert_cmpuint(fwrite(bytes, 1, length, file), ==, length);
    g_assert_cmpint(fclose(file), ==, 0);
    return path;
}

static void
remove_all(void)
{
    static const char *const names[] = {
        "observatory.ini", "surveys/s.csv", "surveys/t.csv", "surveys", "x.ini", "x.csv", ""};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_remove(path);
    }
}

const char *
vigie_fuzz_folder(void)
{
    if (!g_str_has_suffix(folder, "XXXXXX"))
        return folder;
    g_assert_nonnull(g_mkdtemp(folder));
    atexit(remove_all);
    g_autofree char *surveys = g_build_filename(folder, "surveys", NULL);
    g_assert_cmpint(g_mkdir(surveys, 0700), ==, 0);
    g_free(vigie_fuzz_write("surveys/s.csv", form, strlen(form)));
    g_free(vigie_fuzz_write("surveys/t.csv", repeats, strlen(repeats)));
    g_free(vigie_fuzz_write("observatory.ini", observatory, strlen(observatory)));
    return folder;
}
