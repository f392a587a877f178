/* guess.h - what a raw file's columns look like, for the questionnaire skeleton of vigie init. */
#ifndef VIGIE_INGEST_GUESS_H
#define VIGIE_INGEST_GUESS_H

#include "notation.h"
#include "tool.h"
#include <vigie/codebook.h>

/* A column of at most so many different texts is a choice among them. */
#define GUESS_CHOICES 12

typedef enum {
    GUESS_INTEGER,
    GUESS_DECIMAL,
    GUESS_DATE,
    GUESS_CHOICE,
    GUESS_TEXT,
    GUESS_YEAR,   /* the built-in year */
    GUESS_WAVE,   /* the built-in wave */
    GUESS_SET,    /* several choices */
    GUESS_PART,   /* the 0/1 column of one of them */
    GUESS_OWN,    /* a column of the tool that made the file: known, and not read */
    GUESS_IGNORED /* twice in the header, without a name, or what identifies a person */
} GuessType;

/* How many texts of a column can be read as what. */
typedef struct {
    guint64 filled, odd; /* not empty; of them without a digit (numbers, dates) */
    guint64 whole, number[READS_BOTH + 1], date[READS_BOTH + 1];
    guint64 number_doubts, date_doubts; /* READS_BOTH that the language does not settle */
    guint64 years;                      /* four digits, 1900 to 2100 */
    guint64 flagged;                    /* numbers that bear a publisher's flag */
    bool leading_zero;                  /* "01001": a code, not a number */
    bool long_text;
} GuessCounts;

/* What the cells of a column hold, if one mark parts them. */
typedef struct {
    GHashTable *count; /* part -> how often */
    guint64 n, n_sets; /* parts in all; cells of several */
    bool many;         /* too many, or too long, for choices */
} GuessParts;
#define GUESS_N_MARKS 3 /* ";", ",", blank */

/* A value that the file itself labels. */
typedef struct {
    char *raw, *label;
    VigieMissing missing; /* VIGIE_PRESENT: a choice */
} GuessLabel;

typedef struct {
    char *label;       /* the file's own, or NULL */
    GPtrArray *labels; /* GuessLabel*: of the choices, and of what is no answer */
    char *header;      /* with "{year}" if the file is wide here */
    char *name;        /* of the item */
    bool wide;
    bool
        synthetic; /* an item without a column of its own: of 0/1 columns, or of the periods of headers */
    GuessParts parts[GUESS_N_MARKS];
    bool code; /* numbers a place, a business, a person: no words of anybody */
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
    Tool *tool; /* that made the file, or NULL */
    guint64 n_rows;
    char *dialect; /* as told */
    char *sheet;   /* of a workbook, or NULL */
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
/* What the file says of the value is that it is none. */
bool vigie_guess_is_no_answer(const GuessColumn *column, const char *raw);
/* It has labels of other values than these. */
bool vigie_guess_has_choices(const GuessColumn *column);

/* Of "q1. How many nights?": the length of the code; 0 = there is none. */
gsize vigie_guess_code_length(const char *header);
GuessColumn *vigie_guess_column_new(const char *header);
/* sets.c: counts the parts of a cell; finds the questions of several answers, once types are known. */
void vigie_guess_count_parts(GuessColumn *column, const char *text);
void vigie_guess_find_sets(Guess *guess);

/* notes gets what the sheet has to tell. */
Guess *vigie_guess_file(const char *path, VigieLang lang, VigieFindings *notes, GError **error);
void vigie_guess_free(Guess *guess);
/* A safe name from any text: lower-case ASCII letters, digits and "_"; (transfer full), "" if nothing is left. */
char *vigie_guess_name(const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Guess, vigie_guess_free)

#endif
