/* teach.c - observatory.ini with its keys explained */
#include "teach.h"
#include <string.h>

void
vigie_teach_comment(GString *ini, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        g_string_append_printf(ini, "# %s\n", lines[i]);
}

void
vigie_teach_value(GString *ini, const char *text, bool in_list)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\\' || (in_list && *c == ';'))
            g_string_append_printf(ini, "\\%c", *c);
        else if (*c == '\n' || *c == '\r')
            g_string_append(ini, *c == '\n' ? "\\n" : "\\r");
        else
            g_string_append_c(ini, *c);
    }
}

void
vigie_teach_head(GString *ini, const char *name, VigieLang lang)
{
    vigie_teach_comment(ini, _("An observatory: its surveys and data sets.  Lines that start "
                               "with # are comments;\ntake the # of a key away to say it.  "
                               "vigie check then reads everything and stores nothing."));
    g_string_append(ini, "[observatory]\nname=");
    vigie_teach_value(ini, name, false);
    g_string_append_c(ini, '\n');
    vigie_teach_comment(ini, _("fr or en: of the reports; it also settles what a file leaves "
                               "open (05/07/2024, 1,234)"));
    g_string_append_printf(ini, "language=%s\ncurrency=EUR\n", vigie_lang_code(lang));
    vigie_teach_comment(ini, _("on the cover of reports and under their charts:"));
    g_string_append(ini, "# title=\n# territory=\n# contact=\n# notice=\n");
}

/* The columns that look like what a key wants ------------------------------------------------ */

typedef struct {
    const char *key;
    const char *before; /* of the value, "year;" */
    const char *example;
    const char *words[9]; /* in the headers of such columns; NULL-terminated */
    const char *what;
} Taught;

static const Taught design[] = {
    {"weight",
     "",
     "ITEM",
     {"weight", "ponderation", "poids", "pond", "redressement", NULL},
     N_("what an answer weighs, a number of 0 or more:")},
    {"strata",
     "year;",
     "ITEM",
     {"stratum", "strata", "strate", "secteur", "zone", NULL},
     N_("strata, each with a sample of its own; items, year or wave, by semicolons:")},
    {"cluster",
     "",
     "ITEM",
     {"psu", "cluster", "grappe", "site", "point", "lieu", "vol", "flight", NULL},
     N_("what was drawn first inside a stratum (the site and day, the flight): primary "
        "units:")},
    {"id",
     "",
     "ITEM",
     {"id", "identifiant", "respondent", "questionnaire", "interview", NULL},
     N_("what tells an answer from all others; one that is there twice is a finding:")},
};

static const struct {
    const char *line, *what;
} options[] = {
    {"fpc=ITEM", N_("how many primary units the stratum has, drawn or not:")},
    {"lonely-psu=adjust", N_("strata with one primary unit: adjust, average, remove or fail:")},
    {"panel=no", N_("yes: the same sites come again each year, which makes changes surer:")},
    {"sampling=probability", N_("voluntary: whoever wanted answered; figures are indicative:")},
    {"unit=party", N_("whom an answer stands for, party or person:")},
};

static bool
fits(const Taught *taught, const GuessColumn *column)
{
    bool weight = strcmp(taught->key, "weight") == 0;
    bool number = column->type == GUESS_DECIMAL || column->type == GUESS_INTEGER;
    if (column->type >= GUESS_YEAR || column->type == GUESS_DATE || (weight && !number))
        return false;
    g_auto(GStrv) words = g_strsplit(column->name, "_", -1);
    for (guint i = 0; taught->words[i] != NULL; i++)
        if (g_strv_contains((const char *const *)words, taught->words[i]))
            return true;
    return false;
}

static const char *
candidate(const Taught *taught, const Guess *guess)
{
    for (guint i = 0; guess != NULL && i < guess->columns->len; i++) {
        const GuessColumn *column = guess->columns->pdata[i];
        if (fits(taught, column))
            return column->name;
    }
    return strcmp(taught->example, "ITEM") == 0 ? _("ITEM") : taught->example;
}

static const char *
first_date(const Guess *guess)
{
    for (guint i = 0; guess != NULL && i < guess->columns->len; i++) {
        const GuessColumn *column = guess->columns->pdata[i];
        if (column->type == GUESS_DATE)
            return column->name;
    }
    return "ITEM";
}

/* The file ----------------------------------------------------------------------------------- */

void
vigie_teach_survey(GString *ini, const char *name, const Guess *guess)
{
    const char *off = guess == NULL ? "# " : "";
    g_string_append_c(ini, '\n');
    if (guess == NULL)
        vigie_teach_comment(ini, _("a survey; sources/NAME.ini then says which raw files are "
                                   "its answers:"));
    g_string_append_printf(ini, "%s[survey %s]\n%squestionnaire=surveys/%s.csv\n", off, name,
                           off, name);
    vigie_teach_comment(
        ini, _("Until the design is said, every answer weighs 1 and is drawn alone:"));
    for (guint i = 0; i < G_N_ELEMENTS(design); i++) {
        vigie_teach_comment(ini, _(design[i].what));
        g_string_append_printf(ini, "# %s=%s%s\n", design[i].key, design[i].before,
                               candidate(&design[i], guess));
    }
    vigie_teach_comment(ini, _("the day of the answer, for today() in expressions:"));
    g_string_append_printf(ini, "# date=%s\n", first_date(guess));
    for (guint i = 0; i < G_N_ELEMENTS(options); i++) {
        vigie_teach_comment(ini, _(options[i].what));
        g_string_append_printf(ini, "# %s\n", options[i].line);
    }
}

void
vigie_teach_foot(GString *ini)
{
    g_string_append_c(ini, '\n');
    vigie_teach_comment(ini,
                        _("Counts (nights, entries, jobs, sales) are a data set rather than "
                          "a survey; key= names\nwhat makes a row unique, and its source "
                          "says dataset= instead of survey=:"));
    g_string_append(ini, "# [dataset nights]\n# questionnaire=surveys/nights.csv\n"
                         "# key=year;month;commune\n\n[publication]\n");
    vigie_teach_comment(ini, _("figures of fewer answers are hidden in documents, or marked"));
    g_string_append(ini, "suppress-below=11\nlow-base-below=30\ncaution-df-below=8\n");
    vigie_teach_comment(
        ini, _("also by their precision: effective answers, width of the interval of a share"));
    g_string_append(ini, "# precision=nchs\n");
}
