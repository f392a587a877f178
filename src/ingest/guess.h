/* guess.h - what a raw file's columns look like, for the questionnaire skeleton of vigie init. */
#ifndef VIGIE_INGEST_GUESS_H
#define VIGIE_INGEST_GUESS_H

#include "export.h"
#include "notation.h"
#include <vigie/codebook.h>

/* A column of at most so many different texts is a choice among them. */
#define GUESS_CHOICES 12

typedef enum {
    GUESS_INTEGER,
    GUESS_DECIMAL,
    GUESS_DATE,
    GUESS_CHOICE,
    GUESS_SEVERAL, /* several of its choices: by tokens in its cells, or by its members */
    GUESS_TEXT,
    GUESS_MEMBER, /* a 0/1 column of a GUESS_SEVERAL */
    GUESS_YEAR,   /* the built-in year */
    GUESS_WAVE,   /* the built-in wave */
    GUESS_IGNORED /* twice in the header, without a name, or what identifies a person */
} GuessType;

/* How many texts of a column can be read as what. */
typedef struct {
    guint64 filled, odd; /* not empty; of them without a digit (numbers, dates) */
    guint64 whole, number[READS_BOTH + 1], date[READS_BOTH + 1];
    guint64 number_doubts, date_doubts; /* READS_BOTH that the language does not settle */
    guint64 years;                      /* four digits, 1900 to 2100 */
    guint64 flagged;   /* numbers with a publisher's flag, or marks in their place */
    guint64 flags;     /* 0, 1, yes, no … */
    bool leading_zero; /* "01001": a code, not a number */
    bool long_text;
} GuessCounts;

/* A value that the file itself labels. */
typedef struct {
    char *raw, *label;
    VigieMissing missing; /* VIGIE_PRESENT: a choice */
} GuessLabel;

/* Tokens of a column's cells, if cut at one mark. */
#define GUESS_SET_MARKS 3
typedef struct {
    bool no; /* these are no choices */
    GHashTable *tokens;
    guint64 several; /* cells of more than one */
} GuessSet;

typedef struct {
    char *label;       /* the file's own, or NULL */
    GPtrArray *labels; /* GuessLabel*: of the choices, and of what is no answer */
    char *header;      /* with "{year}" if the file is wide here */
    char *bare;        /* the header without groups and text, for the name; or NULL */
    char *name;        /* of the item */
    GPtrArray *
        members; /* GuessColumn*, of GUESS_SEVERAL: the 0/1 columns, as many as labels; borrowed */
    bool without_column; /* the members are all there is */
    GuessSet sets[GUESS_SET_MARKS];
    bool wide;
    GuessType type;
    GuessCounts counts;
    GPtrArray *values;  /* char*: the different texts, GUESS_CHOICES + 1 at most */
    GPtrArray *blanks;  /* char*: texts that stand for nothing ("-"), a few at most */
    GHashTable *folded; /* of values */
} GuessColumn;

typedef struct {
    GPtrArray *columns;     /* GuessColumn*, in file order, a wide one once */
    GuessColumn **by_field; /* [n_fields], borrowed */
    guint n_fields;
    guint64 n_rows;
    Export export;
    char *dialect; /* as told */
    Notation
        notation; /* number and date: decided, or ORIGIN_SAID where the source must say it */
    const GuessColumn *year_from; /* a date without blanks, if nothing better tells the year */
    const GuessColumn *period;    /* takes the period of headers with {period}; or NULL */
    bool flags;                   /* some number bears a publisher's flag */
    bool year_told;               /* by a column or by {year} */
} Guess;

/* labels.c: what a file of another program says of its columns; types follow it. */
bool vigie_guess_labels(Guess *guess, const char *path, GError **error);
void vigie_guess_label_free(gpointer label);

/* guess-set.c: families of 0/1 columns become GUESS_SEVERAL; names without groups. */
void vigie_guess_families(Guess *guess);
bool vigie_guess_is_flag(const char *text);
void vigie_guess_count_set(GuessColumn *column, const char *text);
/* True if its cells are sets of tokens, which are its values then. */
bool vigie_guess_take_set(GuessColumn *column);
void vigie_guess_sets_release(GuessColumn *column);
GuessColumn *vigie_guess_column_new(const char *header);

Guess *vigie_guess_file(const char *path, VigieLang lang, GError **error);
void vigie_guess_free(Guess *guess);
/* A safe name from any text: lower-case ASCII letters, digits and "_"; (transfer full), "" if nothing is left. */
char *vigie_guess_name(const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Guess, vigie_guess_free)

#endif
