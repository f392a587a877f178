/* base-number.h - numbers in and out: strict reading in a said notation, the shortest text that
 * reads back equal, and what a French or an English reader expects on a page. */
#ifndef VIGIE_BASE_NUMBER_H
#define VIGIE_BASE_NUMBER_H

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef enum { VIGIE_LANG_EN, VIGIE_LANG_FR } VigieLang;
/* "fr", "fr_FR.UTF-8", "en" …; anything that is not French is English. */
VigieLang vigie_lang_from_name(const char *name);
const char *vigie_lang_code(VigieLang lang); /* "en", "fr" */

/* How numbers are written in a file.  group: 0 = none; ' ' stands for a space, U+00A0 or U+202F. */
typedef struct {
    char decimal; /* '.' or ',' */
    char group;   /* 0, ' ', '.' or ',' */
} VigieNotation;

/* Reads the whole text (blanks around it allowed) as a finite number: sign, digits with groups of
 * three where a group mark is used, decimal mark, exponent.  False: not a number in that
 * notation, *out untouched. */
bool vigie_number_read(const char *text, gsize length, VigieNotation notation, double *out);

/* The shortest of %.15g, %.16g, %.17g that reads back equal; "" for NAN; (writes to buffer).
 * Never a comma, never -0. */
#define VIGIE_NUMBER_SIZE 32
const char *vigie_number_print(double value, char buffer[VIGIE_NUMBER_SIZE]);

/* For people: decimals after the mark, halves away from zero on the decimal text, U+2212 for
 * minus, never "−0"; French: comma and U+202F between thousands; English: point and comma.
 * NAN: "–".  (transfer full) */
char *vigie_number_format(double value, int decimals, VigieLang lang);
/* share 0..1 as "12,5 %" (U+202F before %) or "12.5%". */
char *vigie_percent_format(double share, int decimals, VigieLang lang);
/* A signed change: "+3,2" or "−3,2", "0,0" without sign. */
char *vigie_change_format(double value, int decimals, VigieLang lang);
/* The fewest decimals (0..6) that show step exactly: 0.25 -> 2. */
int vigie_decimals_for_step(double step);

/* Compensated (Neumaier) sum of x[n]: 1, 1e100, 1, -1e100 gives 2. */
double vigie_sum(const double *x, gsize n);

G_END_DECLS

#endif
