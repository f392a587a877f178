/* indicator.h - the observatory's figures from datasets: stock, nights, jobs, entries, sales.
 * vigie_indicator_find() gives the indicators of a name; vigie_indicator_run() reads the datasets that have what
 * an indicator needs and gives rows by the output contract of `vigie indicator`; vigie_indicator_csv() prints them.
 *
 * A dataset says what its columns are in the `role` column of its questionnaire (the first item of a role counts):
 *   numbers  establishments (on an item of text or choices: one for each record that has it) · beds · stars · nights ·
 *            arrivals · rooms_occupied · rooms_offered · beds_offered · jobs · coefficient · population · entries ·
 *            attendance · files · sold_persons · sold_nights · turnover
 *   flags    classified · classifiable · labelled · non_resident
 *            (a number: true unless 0; a choice or text: true if 1, yes, oui, true or vrai; a multiple choice: true if it
 *            holds a choice other than 0, no, non, none, aucun, false, faux)
 *   time     month (1..12, a number or choices so named), else date: for --by month, 2.20, 2.22.  A date without the role
 *            does not count: it may be that of a label or of a closing, not that of the observation
 * A derived column is a `calculate` with a role: `if(${origin} = 'france', 0, 1)` with role non_resident.
 * The unit observed (site, establishment …) is the dataset's unit= in observatory.ini.
 *
 * Registers and counts have no sampling error: se and interval are NAN; coverage is printed instead.
 *   coverage_units   units (records, where the dataset has no unit=) that the value rests on, over those of the cell
 *   coverage_volume  the part of the first role's volume (beds, nights …) that the value rests on; NAN for a plain sum
 * A missing value is never a zero: a season needs all twelve months, growth compares only what both years have.
 * Season (2.20) and growth (2.22) are of one year: the cell's, else --year, else the newest.
 *
 * To add an indicator: 1. its row in the table of src/indicator/catalogue.c (number, name, titles, formula, roles, unit);
 * 2. a new formula, if it needs one, in src/indicator/formula.c; 3. a test with figures from outside. */
#ifndef VIGIE_INDICATOR_H
#define VIGIE_INDICATOR_H

#include <vigie/estimate.h>
#include <vigie/observatory.h>
#include <vigie/store.h>

G_BEGIN_DECLS

#define VIGIE_INDICATOR_ERROR (vigie_indicator_error_quark())
GQuark vigie_indicator_error_quark(void);
typedef enum {
    VIGIE_INDICATOR_ERROR_NAME,   /* no such indicator */
    VIGIE_INDICATOR_ERROR_ROLE,   /* no dataset has the roles that it needs */
    VIGIE_INDICATOR_ERROR_OPTION, /* a dimension, condition or year that does not fit */
    VIGIE_INDICATOR_ERROR_SIZE    /* more cells than can be printed */
} VigieIndicatorError;

/* How a value is made from roles a, b and c.  Sums are over the records of a cell whose items are all valid. */
typedef enum {
    VIGIE_FORMULA_SUM,     /* sum a */
    VIGIE_FORMULA_PRODUCT, /* sum a b */
    VIGIE_FORMULA_RATIO,   /* factor * sum a / sum b */
    VIGIE_FORMULA_SHARE, /* sum of a where b is true / sum of a (where c is true, if the dataset has it) */
    VIGIE_FORMULA_WEIGHTED, /* sum a b / sum a, where b > 0 */
    VIGIE_FORMULA_PER_HEAD, /* factor * sum a / sum b of another dataset, over the years that both have */
    VIGIE_FORMULA_PEAK_SHARE, /* largest month / all months */
    VIGIE_FORMULA_GINI,       /* of the months, normalised: 1 = all in one month */
    VIGIE_FORMULA_GROWTH /* sum y1 / sum y0 - 1 over the units (and months) observed in both years */
} VigieFormula;

#define VIGIE_INDICATOR_ROLES 3

/* A row of the catalogue.  A number may stand for several indicators (5.03: files, persons, nights, turnover). */
typedef struct {
    const char *number; /* "2.03"; "" = a figure that the catalogue has under no number */
    const char *name;   /* English title in snake_case: average_length_of_stay */
    const char *title, *title_fr;
    VigieFormula formula;
    /* a, b, c: "x|y" is the first that the dataset has, "x?" is taken if it is there; NULL = none */
    const char *role[VIGIE_INDICATOR_ROLES];
    double factor;
    const char
        *unit;    /* "bed", "share", "night per arrival"; "currency" prints the observatory's */
    int decimals; /* that people read */
} VigieIndicator;

/* The whole catalogue, in order of number. */
const VigieIndicator *vigie_indicator_all(guint *n);
/* Indicators of a number ("5.03"), a name, or the first words of names ("promoted_sales"), in catalogue order;
 * (transfer container, element const VigieIndicator).  Unknown: an error with the nearest name. */
GPtrArray *vigie_indicator_find(const char *name, GError **error);
const char *vigie_indicator_title(const VigieIndicator *indicator, VigieLang lang);
/* True if the dataset has the roles that the indicator needs (PER_HEAD: that the observatory has them). */
bool vigie_indicator_fits(const VigieIndicator *indicator, const VigieObservatory *observatory,
                          const VigieDataset *dataset);

/* All borrowed.  by and where may be NULL. */
typedef struct {
    const char *const *names; /* numbers or names, NULL-terminated */
    const char *from;         /* dataset; NULL = every dataset that fits */
    const char *const *by;    /* items, year, wave, month; NULL-terminated */
    const char *where;
    int year; /* 0 = all years */
} VigieIndicatorQuestion;

typedef struct {
    const VigieIndicator *indicator;
    const VigieDataset *dataset;
    char **dims; /* [n_dims] choice names, years, texts */
    guint64 n;   /* observations that the value rests on */
    double value, se, ci_low, ci_high;
    double coverage_units, coverage_volume; /* 0..1 */
    char *unit;
    VigieStatus
        status; /* not_asked, empty, not_estimable (no denominator, month or base year), ok */
} VigieIndicatorRow;

typedef struct {
    char **dims; /* NULL-terminated names */
    GPtrArray *
        rows; /* VigieIndicatorRow*: by indicator, dataset, then DIM values in --by order; only cells that occur */
} VigieIndicatorTable;

VigieIndicatorTable *vigie_indicator_run(const VigieObservatory *observatory, VigieStore *store,
                                         const VigieIndicatorQuestion *question,
                                         GError **error);
void vigie_indicator_table_free(VigieIndicatorTable *table);

/* The contract's outputs; (transfer full). */
char *vigie_indicator_csv(const VigieIndicatorTable *table);
char *vigie_indicator_json(const VigieIndicatorTable *table);
/* Aligned table for people, labels in the language. */
char *vigie_indicator_text(const VigieIndicatorTable *table, VigieLang lang);
/* A unit in the language of messages, for people: "nuitée par arrivée"; (transfer full). */
char *vigie_indicator_unit(const char *unit);

/* The formulas themselves, on plain arrays; NAN where undefined (no volume at all, a NAN among the months).
 * Gini of x_(1) <= … <= x_(n), n = 12: (2 sum i x_(i) / (n sum x) - (n + 1) / n) * n / (n - 1).
 * Oracle: season.gini.normalised and season.peak_share of 10_tourism_indicators.R. */
double vigie_seasonality_gini(const double month[12]);
double vigie_peak_share(const double month[12]);
/* y0[n], y1[n]: the base year and the next, NAN = not observed.  *units = units observed in both over units observed in
 * either; *volume = the part of the base year's sum that they had.  Oracle: perimeter.* */
double vigie_constant_growth(const double *y0, const double *y1, gsize n, double *units,
                             double *volume);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieIndicatorTable, vigie_indicator_table_free)

G_END_DECLS

#endif
