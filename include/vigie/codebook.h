/* codebook.h - the questionnaire: items, choices, kinds of missing answer, languages.
 * vigie_codebook_load() reads an XLSForm (CSV variant, tolerant: BOM, ";", Windows-1252) and checks
 * it whole; vigie_codebook_find() looks an item up.  Expressions are in codebook-expression.h.
 * Datasets (attendance, employment, stock …) are described by the same kind of file. */
#ifndef VIGIE_CODEBOOK_H
#define VIGIE_CODEBOOK_H

#include <vigie/base.h>

G_BEGIN_DECLS

#define VIGIE_CODEBOOK_ERROR (vigie_codebook_error_quark())
GQuark vigie_codebook_error_quark(void);
typedef enum {
    VIGIE_CODEBOOK_ERROR_READ,  /* the file cannot be read as a questionnaire */
    VIGIE_CODEBOOK_ERROR_NAME,  /* missing, malformed, twice, differs in case only, reserved */
    VIGIE_CODEBOOK_ERROR_TYPE,  /* unknown type, or a list that does not exist */
    VIGIE_CODEBOOK_ERROR_VALUE, /* a cell that is not what its column takes */
    VIGIE_CODEBOOK_ERROR_EXPRESSION, /* syntax, unknown item or function */
    VIGIE_CODEBOOK_ERROR_CYCLE       /* calculations that need each other */
} VigieCodebookError;

/* Why there is no value.  0 = there is one. */
typedef enum {
    VIGIE_PRESENT = 0,
    VIGIE_BLANK,
    VIGIE_DONT_KNOW,
    VIGIE_REFUSED,
    VIGIE_NOT_APPLICABLE,
    VIGIE_NOT_ASKED, /* relevant was false, or the wave did not have the item */
    VIGIE_INVALID,   /* broke its type or its constraint */
    VIGIE_N_MISSING
} VigieMissing;
/* "blank", "dont_know", "refused", "not_applicable", "not_asked", "invalid"; "" for PRESENT. */
const char *vigie_missing_name(VigieMissing why);
/* The kind of that name, or VIGIE_PRESENT if it is none of the four that a file may say. */
VigieMissing vigie_missing_from_name(const char *name);

typedef enum {
    VIGIE_VALUE_NUMBER, /* integer, decimal, range, and calculate that gives a number */
    VIGIE_VALUE_CHOICE, /* select_one, and calculate with a list: index into the list */
    VIGIE_VALUE_CHOICES, /* select_multiple, and calculate with a list and appearance "multiple": names by a space */
    VIGIE_VALUE_DATE, /* days since 1970-01-01; date, today …, and calculate that gives a date */
    VIGIE_VALUE_TEXT /* text, hidden, and calculate that gives text */
} VigieValueKind;

typedef struct {
    char *name;
    char **labels; /* [n_languages of the codebook], "" where none */
    double score;  /* the score column, else the name if it is a number, else NAN; NAN for a
                           * choice that stands for no answer */
    VigieMissing missing; /* a choice that stands for no answer, else VIGIE_PRESENT */
    guint line;
} VigieChoice;

typedef struct {
    char *name;
    GPtrArray *choices;    /* VigieChoice*, in questionnaire order */
    GHashTable *positions; /* name -> position + 1 */
} VigieList;

typedef struct VigieExpression VigieExpression;

/* What the questionnaire's column "personal" says of an item. */
typedef enum {
    VIGIE_PERSONAL_UNSAID,
    VIGIE_PERSONAL_KEEP,    /* it enters the store, whatever it looks like */
    VIGIE_PERSONAL_DROP,    /* it enters nothing */
    VIGIE_PERSONAL_SEPARATE /* kept in a file of its own, apart from the store */
} VigiePersonal;

typedef struct {
    char *name;
    char *type; /* as written, normalised: "select_one", "integer", "calculate", "hidden" … */
    VigieValueKind kind;
    bool integer;          /* fractions are invalid */
    const VigieList *list; /* CHOICE, CHOICES; else NULL */
    char **labels;         /* [n_languages], "" where none */
    char *role;            /* satisfaction, nps, weight …; "" = none */
    char *group;           /* names of the enclosing groups, "/"-separated; "" = none */
    VigiePersonal personal;
    bool used; /* an expression of the questionnaire reads it, or the survey's design does */
    bool required;
    double range_start, range_end, range_step;            /* type range; else NAN */
    VigieExpression *relevant, *constraint, *calculation; /* NULL = none */
    char *constraint_message;                             /* "" = none */
    guint line;                                           /* in the questionnaire file */
    guint index;                                          /* position in codebook->items */
} VigieItem;

/* As many columns as a table of the store has room for, beside its own. */
#define VIGIE_ITEMS_MAX 1900

typedef struct {
    char *path;
    char *form_id, *form_title, *version; /* "" = none */
    char **languages; /* NULL-terminated codes: "fr", "en"; "" for a plain label */
    guint n_languages;
    GPtrArray *items; /* VigieItem*, questionnaire order, notes and groups left out */
    GPtrArray *lists; /* VigieList* */
    guint *order;     /* [n_ordered] indices of calculated items, dependency order */
    guint n_ordered;
    /* The item that dates a record, for today() in expressions; NULL = none.  The date of role "date",
     * else the first of type date, else today, start, end, dateTime; an observatory may say another. */
    const VigieItem *date;
    char *sha256; /* of the file's bytes, hex */
    GHashTable *by_name;
} VigieCodebook;

VigieCodebook *vigie_codebook_load(const char *path, GError **error);
VigieCodebook *vigie_codebook_parse(const char *path, const char *bytes, gsize length,
                                    GError **error);
void vigie_codebook_free(VigieCodebook *codebook);

const VigieItem *vigie_codebook_find(const VigieCodebook *codebook, const char *name);
/* Names of all items, NULL-terminated, for vigie_nearest(); (transfer container). */
const char **vigie_codebook_names(const VigieCodebook *codebook);
/* True if the name is one of names, which one space separates (roles, answers to select_multiple). */
bool vigie_names_contain(const char *names, const char *name);
/* The role column may hold several roles, separated by spaces. */
bool vigie_item_has_role(const VigieItem *item, const char *role);
/* The label in that language, else in the first that has one, else the name; borrowed. */
const char *vigie_item_label(const VigieCodebook *codebook, const VigieItem *item,
                             VigieLang lang);
const char *vigie_choice_label(const VigieCodebook *codebook, const VigieChoice *choice,
                               VigieLang lang);
/* Position of the choice of that name in the list, or -1. */
gint vigie_list_index(const VigieList *list, const char *name);
const VigieChoice *vigie_list_get(const VigieList *list, guint i);
/* Scale of an item as text: the distinct scores of a single choice's list ascending ("1;2;3;4"),
 * "0..10;1" for a range, "" for anything else.  Two waves whose scales differ must not be compared.  (transfer full) */
char *vigie_item_scale(const VigieItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieCodebook, vigie_codebook_free)

G_END_DECLS

#endif
