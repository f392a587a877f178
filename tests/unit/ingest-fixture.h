/* ingest-fixture.h - an observatory in a temporary folder, and what reading a source of it gives */
#ifndef INGEST_FIXTURE_H
#define INGEST_FIXTURE_H

#include <vigie/ingest.h>

typedef struct {
    char *dir;
} Fixture;

/* What came of a source: each part a text to compare whole. */
typedef struct {
    char *rows; /* "A|a1|10|4|2024|2024\n" by record: items, year, wave; <kind> where missing */
    char *findings; /* "code:line:field code:line:field" */
    char *notes;    /* texts of the notes, by "; " */
    char *texts;    /* texts of the findings, by "; " */
    GError *error;
    VigieIngestReport report; /* of the last file */
} Loaded;

void vigie_fixture_init(Fixture *fixture, const char *observatory, const char *questionnaire);
void vigie_fixture_release(Fixture *fixture);
/* path is relative to the folder; folders are made. */
void vigie_fixture_write(const Fixture *fixture, const char *path, const char *text,
                         gssize length);
/* Reads sources/x.ini and its files. */
Loaded *vigie_fixture_load(const Fixture *fixture);
/* The same with sources/x.ini and data/x.csv written first. */
Loaded *vigie_fixture_read(const Fixture *fixture, const char *source, const char *csv);
void vigie_loaded_free(Loaded *loaded);

/* One file read by one source, and all that must come of it. */
typedef struct {
    const char *name;
    const char *
        design; /* keys of [survey t] beside questionnaire=, in an observatory of language=fr; or NULL */
    const char *
        form; /* rows of the sheet survey from the type on, and of choices: see vigie_case_run() */
    const char *source; /* what follows survey=t and file=data/x.csv in [source] */
    const char *csv;
    const char *rows, *findings; /* of Loaded */
} Case;
/* form: "integer,nights|select_one yn,stay||yn,yes|yn,no": items, then choices. */
void vigie_case_run(gconstpointer one);
void vigie_cases_add(const char *group, const Case *cases, gsize n);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fixture, vigie_fixture_release)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Loaded, vigie_loaded_free)

#endif
