/* number.c - reading numbers in a said notation, printing them so that they read back equal */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <vigie/base-number.h>

VigieLang
vigie_lang_from_name(const char *name)
{
    bool french =
        name != NULL && g_ascii_strncasecmp(name, "fr", 2) == 0 && !g_ascii_isalpha(name[2]);
    return french ? VIGIE_LANG_FR : VIGIE_LANG_EN;
}

const char *
vigie_lang_code(VigieLang lang)
{
    return lang == VIGIE_LANG_FR ? "fr" : "en";
}

/* A text being read.  Up to 19 digits are gathered in mantissa; value = mantissa * 10^scale. */
typedef struct {
    const char *at;
    const char *end;
    guint64 mantissa;
    guint significant; /* digits from the first one that is not 0 */
    int scale;
    bool negative;
} Scan;

static bool
has(const Scan *scan, const char *bytes, gsize n)
{
    return (gsize)(scan->end - scan->at) >= n && memcmp(scan->at, bytes, n) == 0;
}

/* Length of the blank at the head: space, tab, U+00A0, U+202F; 0 = none. */
static gsize
blank_length(const Scan *scan)
{
    if (scan->at == scan->end)
        return 0;
    if (*scan->at == ' ' || *scan->at == '\t')
        return 1;
    if (has(scan, "\xc2\xa0", 2))
        return 2;
    return has(scan, "\xe2\x80\xaf", 3) ? 3 : 0;
}

static void
skip_blanks(Scan *scan)
{
    gsize n = 0;
    while ((n = blank_length(scan)) > 0)
        scan->at += n;
}

static void
read_sign(Scan *scan)
{
    if (has(scan, "-", 1) || has(scan, "\xe2\x88\x92", 3)) {
        scan->negative = true;
        scan->at += *scan->at == '-' ? 1 : 3;
    } else if (has(scan, "+", 1)) {
        scan->at++;
    }
}

/* Reads digits into the mantissa; returns how many. */
static guint
read_digits(Scan *scan)
{
    const char *start = scan->at;
    for (; scan->at < scan->end && g_ascii_isdigit(*scan->at); scan->at++) {
        guint digit = (guint)(*scan->at - '0');
        scan->significant += scan->significant > 0 || digit > 0;
        if (scan->significant <= 19)
            scan->mantissa = scan->mantissa * 10 + digit;
    }
    return (guint)(scan->at - start);
}

static gsize
group_length(const Scan *scan, char group)
{
    if (group == ' ')
        return blank_length(scan);
    return group != 0 && has(scan, &group, 1) ? 1 : 0;
}

/* Length of the group mark at the head when a digit follows it; 0 = no group follows. */
static gsize
next_group(const Scan *scan, char group)
{
    gsize mark = group_length(scan, group);
    bool digit =
        mark > 0 && (gsize)(scan->end - scan->at) > mark && g_ascii_isdigit(scan->at[mark]);
    return digit ? mark : 0;
}

/* 1234 or, with a group mark, 1 234: a first group of one to three, then groups of three. */
static bool
read_integer_part(Scan *scan, char group, guint *n)
{
    *n = read_digits(scan);
    bool first = *n >= 1 && *n <= 3;
    gsize mark = 0;
    while ((mark = next_group(scan, group)) > 0) {
        scan->at += mark;
        if (!first || read_digits(scan) != 3)
            return false;
        *n += 3;
    }
    return true;
}

/* ",25": a mark must be followed by a digit. */
static bool
read_fraction(Scan *scan, char decimal, guint *n)
{
    if (!has(scan, &decimal, 1))
        return true;
    scan->at++;
    guint digits = read_digits(scan);
    scan->scale -= (int)MIN(digits, G_MAXINT / 4);
    *n += digits;
    return digits > 0;
}

static bool
read_exponent(Scan *scan)
{
    if (!has(scan, "e", 1) && !has(scan, "E", 1))
        return true;
    scan->at++;
    bool negative = has(scan, "-", 1);
    if (negative || has(scan, "+", 1))
        scan->at++;
    int exponent = 0;
    const char *start = scan->at;
    for (; scan->at < scan->end && g_ascii_isdigit(*scan->at); scan->at++)
        exponent = MIN(exponent * 10 + (*scan->at - '0'), 100000);
    scan->scale += negative ? -exponent : exponent;
    return scan->at > start;
}

/* The number without group marks and with a point, for strtod. */
static double
read_long(const char *text, const char *end, VigieNotation notation)
{
    g_autoptr(GString) plain = g_string_sized_new((gsize)(end - text));
    for (; text < end; text++) {
        if (*text == notation.decimal)
            g_string_append_c(plain, '.');
        else if (g_ascii_isdigit(*text) || strchr("eE+-", *text) != NULL)
            g_string_append_c(plain, *text);
    }
    return g_ascii_strtod(plain->str, NULL);
}

/* At most 15 digits and a power of ten that a double holds exactly: one operation, rounded once,
 * gives the nearest double (W. D. Clinger, 1990).  All else goes to strtod. */
static double
scanned_value(const Scan *scan, const char *digits, VigieNotation notation)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (scan->mantissa == 0)
        return 0;
    double value = 0;
    if (scan->significant > 15 || scan->scale < -22 || scan->scale > 22)
        value = read_long(digits, scan->at, notation);
    else if (scan->scale < 0)
        value = (double)scan->mantissa / powers[-scan->scale];
    else
        value = (double)scan->mantissa * powers[scan->scale];
    return scan->negative ? -value : value;
}

bool
vigie_number_read(const char *text, gsize length, VigieNotation notation, double *out)
{
    Scan scan = {.at = text, .end = text + length};
    skip_blanks(&scan);
    read_sign(&scan);
    const char *digits = scan.at;
    guint n = 0;
    if (!read_integer_part(&scan, notation.group, &n) ||
        !read_fraction(&scan, notation.decimal, &n) || n == 0 || !read_exponent(&scan))
        return false;
    double value = scanned_value(&scan, digits, notation);
    skip_blanks(&scan);
    if (scan.at != scan.end || !isfinite(value))
        return false;
    /* -1e-400 underflows to -0 */
    *out = value + 0.0;
    return true;
}

static bool
same(double a, double b)
{
    return !(a < b) && !(a > b);
}

const char *
vigie_number_print(double value, char buffer[VIGIE_NUMBER_SIZE])
{
    if (isnan(value))
        return strcpy(buffer, "");
    if (fabs(value) < 1e15 && same(value, trunc(value))) {
        g_snprintf(buffer, VIGIE_NUMBER_SIZE, "%" G_GINT64_FORMAT, (gint64)value);
        return buffer;
    }
    static const char *const formats[] = {"%.15g", "%.16g", "%.17g"};
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_ascii_formatd(buffer, VIGIE_NUMBER_SIZE, formats[i], value);
        if (same(g_ascii_strtod(buffer, NULL), value))
            break;
    }
    return buffer;
}

double
vigie_sum(const double *x, gsize n)
{
    double sum = 0;
    double lost = 0;
    for (gsize i = 0; i < n; i++) {
        double next = sum + x[i];
        lost += fabs(sum) >= fabs(x[i]) ? (sum - next) + x[i] : (x[i] - next) + sum;
        sum = next;
    }
    return isfinite(sum) ? sum + lost : sum;
}
