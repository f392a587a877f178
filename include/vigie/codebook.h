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
/* The same for people, in the language of messages: "don't know". */
const char *vigie_missing_text(VigieMissing why);
/* The kind of that name, or VIGIE_PRESENT if it is none of the four that a file may say. */
VigieMissing vigie_missing_from_name(const char *name);

typedef enum {
    VIGIE_VALUE_NUMBER,  /* integer, decimal, range, and calculate that gives a number */
    VIGIE_VALUE_CHOICE,  /* select_one, and calculate with a list: index into the list */
    VIGIE_VALUE_CHOICES, /* select_multiple, rank, and calculate with a list and appearance "multiple": names by a space */
    VIGIE_VALUE_DATE, /* days since 1970-01-01; date, today …, and calculate that gives a date */
    VIGIE_VALUE_TEXT /* text, hidden, and calculate that gives text */
} VigieValueKind;

typedef struct {
    char *name;
    char **labels; /* [n_languages of the codebook], "" where none */
    double score;  /* the score column, else the name if it is a number, else NAN; NAN for a
                           * choice that stands for no answer */
    VigieMissing missing; /* a choice that stands for no answer, else VIGIE_PRESENT */
    GPtrArray *
        extra; /* char*: its cells of the list's further columns; those at the end may be left out */
    const char *file; /* where it stands */
    guint line;
} VigieChoice;

typedef struct {
    char *name;
    GPtrArray *choices;    /* VigieChoice*, in questionnaire order */
    GHashTable *positions; /* name -> position + 1 */
    GPtrArray
        *columns; /* char*: further columns of its choices, which choice_filter may name */
} VigieList;

typedef struct VigieExpression VigieExpression;

/* Where the values of an item come from. */
typedef enum {
    VIGIE_ITEM_OWN,
    VIGIE_ITEM_INHERITED, /* in a repeat: an item outside it, whose value is the parent's */
    VIGIE_ITEM_PARENT,    /* in a repeat: the number of the parent's record */
    VIGIE_ITEM_POSITION   /* in a repeat: 1, 2, 3 … among the children of one parent */
} VigieItemOrigin;

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
    bool ordered;          /* CHOICES of a rank: names in the order given, each once */
    const VigieList *list; /* CHOICE, CHOICES; else NULL */
    char **labels;         /* [n_languages], "" where none */
    char *role;            /* satisfaction, nps, weight …; "" = none */
    char *group;           /* names of the enclosing groups, "/"-separated; "" = none */
    VigiePersonal personal;
    bool used; /* an expression of the questionnaire reads it, or the survey's design does */
    bool required;
    double range_start, range_end, range_step;            /* type range; else NAN */
    VigieExpression *relevant, *constraint, *calculation; /* NULL = none */
    VigieExpression *filter;      /* choice_filter: which choices are offered; NULL = all */
    VigieExpression *required_if; /* NULL = required says it */
    char *constraint_message;     /* "" = none */
    const char
        *file;   /* where it stands: of a form that extends another, this one or that one */
    guint line;  /* in that file */
    guint index; /* position in codebook->items */
    VigieItemOrigin origin;
    /* The questionnaire makes it of the items of a repeat, which come in another file: it has no calculation here and is
     * read from its column. */
    bool aggregate;
} VigieItem;

/* begin group … end group */
typedef struct {
    char *path;    /* as an item's group */
    char **labels; /* [n_languages], "" where none */
} VigieGroup;

typedef struct VigieCodebook VigieCodebook;

/* begin repeat … end repeat: a table of its own, each of whose records (a stage of the trip, a person of the party) has
 * a parent.  Its codebook has the items of the repeat, then the link to the parent and the position, then the parent's
 * items, so that all that takes a codebook and items takes them too. */
typedef struct {
    char *name;
    char **labels; /* [n_languages], "" where none */
    guint line;
    guint before; /* how many items of what it stands in come before it */
    VigieCodebook *codebook;
    const VigieItem *link, *position; /* of codebook */
} VigieRepeat;

/* As many columns as a table of the store has room for, beside its own. */
#define VIGIE_ITEMS_MAX 1900

struct VigieCodebook {
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
    char *sha256;      /* of the file's bytes, hex; of several files, of their hashes */
    GPtrArray *groups; /* VigieGroup*, outermost first */
    GPtrArray *files;  /* char*: names of the files that items and choices stand in */
    GHashTable *by_name;
    GPtrArray *repeats;          /* VigieRepeat*: those directly inside; never NULL */
    const VigieRepeat *repeat;   /* whose codebook it is; NULL = of a whole form */
    const VigieCodebook *parent; /* of a repeat: what it stands in */
};

/* An XLSForm: the CSV variant or a workbook (.xlsx, .xls, .ods).  Of several mistakes *error has the first, and how many more there are. */
VigieCodebook *vigie_codebook_load(const char *path, GError **error);
/* The same; messages call the file by name. */
VigieCodebook *vigie_codebook_load_as(const char *path, const char *name, GError **error);
/* The CSV variant from memory; path is where it would be, for the files that it names. */
VigieCodebook *vigie_codebook_parse(const char *path, const char *bytes, gsize length,
                                    GError **error);

void vigie_codebook_free(VigieCodebook *codebook);

const VigieItem *vigie_codebook_find(const VigieCodebook *codebook, const char *name);
/* Does a file have a column for it?  Not for what is calculated, inherited or counted. */
bool vigie_item_is_read(const VigieItem *item);
/* The repeat of that name directly inside, or NULL. */
const VigieRepeat *vigie_codebook_repeat(const VigieCodebook *codebook, const char *name);
/* Names of all items, NULL-terminated, for vigie_nearest(); (transfer container). */
const char **vigie_codebook_names(const VigieCodebook *codebook);
/* True if the name is one of names, which one space separates (roles, answers to select_multiple). */
bool vigie_names_contain(const char *names, const char *name);
/* The role column may hold several roles, separated by spaces. */
bool vigie_item_has_role(const VigieItem *item, const char *role);
/* Does a date keep its time of day?  Of type start or end, or of the role of one. */
bool vigie_item_is_timed(const VigieItem *item);
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
