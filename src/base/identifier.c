/* identifier.c - e-mail addresses, telephone numbers, addresses, positions, numbers with a check: see
 * base-identifier.h.  Each match_…() says how long the one is that begins at a place, 0 = none does. */
#include <math.h>
#include <string.h>
#include <vigie/base-identifier.h>
#include <vigie/base-text.h>
#include <vigie/base.h>

#define DIGITS "0123456789"
#define LOCAL                                                                                  \
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS "._%+-" /* of an e-mail */
#define HOST "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS ".-"
#define NIR_DIGITS 15
#define IBAN_SHORTEST 15
#define IBAN_LONGEST 34
#define DECIMALS_PRECISE 4

/* E-mail ------------------------------------------------------------------------------------- */

/* name@host.domain */
static gsize
match_email(const char *at)
{
    gsize local = strspn(at, LOCAL);
    if (local == 0 || at[local] != '@')
        return 0;
    const char *host = at + local + 1;
    gsize length = strspn(host, HOST);
    while (length > 0 &&
           strchr(".-", host[length - 1]) != NULL) /* the full stop of a sentence */
        length--;
    const char *dot = g_strrstr_len(host, (gssize)length, ".");
    bool right =
        dot != NULL && dot > host && g_ascii_isalpha(dot[1]) && g_ascii_isalpha(dot[2]);
    return right ? local + 1 + length : 0;
}

/* Telephone ---------------------------------------------------------------------------------- */

/* A run of digits and single separators, "+" first or not: its length, its digits, its separators. */
static gsize
measure_run(const char *at, guint *n_digits, guint *n_others)
{
    gsize i = at[0] == '+';
    *n_digits = *n_others = 0;
    for (; at[i] != '\0'; i++) {
        if (g_ascii_isdigit(at[i]))
            ++*n_digits;
        else if (strchr(" .-()/", at[i]) != NULL &&
                 (g_ascii_isdigit(at[i + 1]) || strchr(" ()", at[i + 1]) != NULL) &&
                 at[i + 1] != '\0')
            ++*n_others;
        else
            break;
    }
    while (i > 0 && !g_ascii_isdigit(at[i - 1]))
        i--;
    return i;
}

/* "06 12 34 56 78": two digits at a time, one separator between. */
static gsize
match_pairs(const char *at)
{
    gsize i = 0;
    for (guint pair = 0; pair < 5; pair++) {
        if (!g_ascii_isdigit(at[i]) || !g_ascii_isdigit(at[i + 1]))
            return 0;
        i += 2;
        if (pair < 4 && (at[i] == '\0' || strchr(" .-/", at[i]) == NULL))
            return 0;
        i += pair < 4 ? 1 : 0;
    }
    bool more = g_ascii_isdigit(at[i]) ||
                (strchr(" .-/", at[i]) != NULL && at[i] != '\0' && g_ascii_isdigit(at[i + 1]));
    return more ? 0 : i;
}

static gsize
match_phone(const char *at, bool compact)
{
    guint n_digits = 0, n_others = 0;
    gsize length = measure_run(at, &n_digits, &n_others);
    if (g_ascii_isalnum(at[length]))
        return 0;
    if (*at == '+')
        return n_digits >= 9 && n_digits <= 15 ? length : 0;
    if (at[0] != '0' || length == 0)
        return 0;
    if (at[1] == '0') /* 0033 … */
        return at[2 + strspn(at + 2, " .-")] >= '1' && n_digits >= 12 && n_digits <= 15 &&
                       (compact || n_others > 0)
                   ? length
                   : 0;
    gsize pairs = at[1] > '0' ? match_pairs(at) : 0;
    bool plain = compact && n_digits == 10 && n_others == 0 && at[1] > '0';
    return pairs > 0 ? pairs : plain ? length : 0;
}

/* Numbers with a check ----------------------------------------------------------------------- */

/* Letters and digits without single blanks; *end: after the last one taken. */
static guint
take_signs(const char *at, char *signs, guint size, gsize *end)
{
    guint n = 0;
    gsize i = 0;
    for (; n < size && at[i] != '\0'; i++) {
        if (g_ascii_isalnum(at[i]))
            signs[n++] = g_ascii_toupper(at[i]);
        else if (at[i] != ' ' || !g_ascii_isalnum(at[i + 1]))
            break;
        *end = i + 1;
    }
    return n;
}

/* Sex, year, month, place, order, key: 97 less the rest of the thirteen by 97; Corsica's 2A and 2B are 19 and 18. */
static gsize
match_nir(const char *at)
{
    char sign[NIR_DIGITS];
    gsize end = 0;
    if (take_signs(at, sign, NIR_DIGITS, &end) != NIR_DIGITS || g_ascii_isalnum(at[end]))
        return 0;
    bool corsica = sign[5] == '2' && (sign[6] == 'A' || sign[6] == 'B');
    guint64 number = 0;
    for (guint i = 0; i < NIR_DIGITS; i++)
        if (!g_ascii_isdigit(sign[i]) && !(i == 6 && corsica))
            return 0;
    for (guint i = 0; i < 13; i++) {
        guint digit = (guint)(sign[i] - '0');
        if (corsica && i == 5)
            digit = 1;
        if (corsica && i == 6)
            digit = sign[6] == 'A' ? 9 : 8;
        number = 10 * number + digit;
    }
    guint key = 10 * (guint)(sign[13] - '0') + (guint)(sign[14] - '0');
    guint month = 10 * (guint)(sign[3] - '0') + (guint)(sign[4] - '0');
    bool person = strchr("123478", sign[0]) != NULL && month >= 1 && month <= 42;
    return person && 97 - number % 97 == key ? end : 0;
}

/* The rest by 97 of the number that it is with its head at its end, A = 10 … Z = 35, is 1 (ISO 7064). */
static bool
iban_is_right(const char *sign, guint n)
{
    guint rest = 0;
    for (guint k = 0; k < n; k++) {
        char c = sign[(k + 4) % n];
        rest = g_ascii_isdigit(c) ? (10 * rest + (guint)(c - '0')) % 97
                                  : (100 * rest + (guint)(c - 'A') + 10) % 97;
    }
    return rest == 1;
}

/* Where blanks leave its end open, the longest that is right. */
static gsize
match_iban(const char *at)
{
    char sign[IBAN_LONGEST];
    gsize end = 0;
    if (!g_ascii_isalpha(at[0]) || !g_ascii_isalpha(at[1]) || !g_ascii_isdigit(at[2]) ||
        !g_ascii_isdigit(at[3]))
        return 0;
    for (guint n = IBAN_LONGEST; n >= IBAN_SHORTEST; n--)
        if (take_signs(at, sign, n, &end) == n && !g_ascii_isalnum(at[end]) &&
            iban_is_right(sign, n))
            return end;
    return 0;
}

/* Streets ------------------------------------------------------------------------------------ */

/* The word at a place, folded; its length. */
static gsize
take_word(const char *at, char **fold)
{
    const char *c = at;
    while (g_unichar_isalpha(g_utf8_get_char(c)))
        c = g_utf8_next_char(c);
    g_autofree char *word = g_strndup(at, (gsize)(c - at));
    *fold = vigie_text_fold(word);
    return (gsize)(c - at);
}

static gsize
skip(const char *at, const char *signs)
{
    return strspn(at, signs);
}

/* Words that name a street whatever follows; those that must be followed by a name with a capital. */
static guint
street_word(const char *fold)
{
    static const char *const sure[] = {"rue",    "avenue", "av",       "boulevard",   "bd",
                                       "bld",    "blvd",   "impasse",  "allee",       "allees",
                                       "chemin", "quai",   "faubourg", "lotissement", NULL};
    static const char *const capital[] = {
        "place",  "route", "cours",   "square", "voie",    "passage",   "residence", "hameau",
        "montee", "cote",  "sentier", "ruelle", "venelle", "esplanade", NULL};
    if (g_strv_contains(sure, fold))
        return 2;
    return g_strv_contains(capital, fold) ? 1 : 0;
}

/* "de la République" after the street's word: the length up to the end of the name's first word, 0 = no name. */
static gsize
match_street_name(const char *at, bool capital)
{
    static const char *const small[] = {"de", "du",  "des", "d",   "la",
                                        "le", "les", "l",   "the", NULL};
    gsize i = 0;
    bool linked = false;
    for (guint k = 0; k < 4; k++) {
        gsize gap = skip(at + i, " .'’");
        g_autofree char *fold = NULL;
        gsize length = gap > 0 ? take_word(at + i + gap, &fold) : 0;
        if (length == 0)
            return 0;
        bool upper = g_unichar_isupper(g_utf8_get_char(at + i + gap));
        i += gap + length;
        if (g_strv_contains(small, fold)) {
            linked = true;
            continue;
        }
        return upper || (!capital && linked) ? i : 0;
    }
    return 0;
}

/* "Baker Street" */
static gsize
match_english_street(const char *at)
{
    static const char *const words[] = {"street", "road", "lane", "drive",
                                        "avenue", "st",   "rd",   NULL};
    gsize i = 0;
    for (guint k = 0; k < 3; k++) {
        g_autofree char *fold = NULL;
        bool upper = g_unichar_isupper(g_utf8_get_char(at + i));
        gsize length = take_word(at + i, &fold);
        if (length == 0 || !upper)
            return 0;
        i += length;
        if (k > 0 && g_strv_contains(words, fold))
            return i;
        i += skip(at + i, " ");
    }
    return 0;
}

/* A number of at most four digits, bis or a letter, then the street. */
static gsize
match_address(const char *at)
{
    gsize digits = strspn(at, DIGITS), i = digits;
    if (digits == 0 || digits > 4)
        return 0;
    if (g_str_has_prefix(at + i, "bis") || g_str_has_prefix(at + i, "ter"))
        i += strlen("bis");
    else if (g_ascii_isalpha(at[i]) && !g_ascii_isalpha(at[i + 1]))
        i++;
    gsize gap = skip(at + i, " ,");
    for (guint k = 0; k < 2 && gap > 0; k++) {
        g_autofree char *fold = NULL;
        gsize length = take_word(at + i + gap, &fold);
        guint word = length > 0 ? street_word(fold) : 0;
        if (word > 0) {
            gsize name = match_street_name(at + i + gap + length, word == 1);
            return name > 0 ? i + gap + length + name : 0;
        }
        gsize english = match_english_street(at + i + gap);
        if (english > 0)
            return i + gap + english;
        if (length == 0 || (strcmp(fold, "bis") != 0 && strcmp(fold, "ter") != 0 &&
                            strcmp(fold, "quater") != 0))
            return 0;
        i += gap + length;
        gap = skip(at + i, " ,");
    }
    return 0;
}

/* Positions ---------------------------------------------------------------------------------- */

/* A number with a point and so many decimals; its length. */
static gsize
match_degrees(const char *at, double limit)
{
    gsize sign = at[0] == '-' || at[0] == '+', whole = strspn(at + sign, DIGITS);
    if (whole == 0 || whole > 3 || (at[sign + whole] != '.' && at[sign + whole] != ','))
        return 0;
    gsize decimals = strspn(at + sign + whole + 1, DIGITS);
    if (decimals < DECIMALS_PRECISE || fabs(g_ascii_strtod(at, NULL)) > limit)
        return 0;
    return sign + whole + 1 + decimals;
}

/* "44.15324, 1.75712", "44.15324 1.75712 120 5", "44.15324N 1.75712E" */
static gsize
match_position(const char *at)
{
    gsize first = match_degrees(at, 90);
    if (first == 0)
        return 0;
    gsize between = skip(at + first, " ,;/°NSns");
    gsize second = between > 0 ? match_degrees(at + first + between, 180) : 0;
    return second > 0 ? first + between + second : 0;
}

/* 44°09'11" */
static gsize
match_minutes(const char *at)
{
    gsize degrees = strspn(at, DIGITS);
    if (degrees == 0 || degrees > 3 || !g_str_has_prefix(at + degrees, "°"))
        return 0;
    gsize i = degrees + strlen("°");
    i += skip(at + i, " ");
    gsize minutes = strspn(at + i, DIGITS);
    i += minutes;
    bool quoted =
        at[i] == '\'' || g_str_has_prefix(at + i, "′") || g_str_has_prefix(at + i, "’");
    return minutes > 0 && minutes < 3 && quoted ? i + 1 : 0;
}

/* Four numbers up to 255, of seven digits together at least: 1.2.3.4 is a version. */
static gsize
match_ip(const char *at)
{
    gsize i = 0;
    guint n_digits = 0;
    for (guint k = 0; k < 4; k++) {
        gsize length = strspn(at + i, DIGITS);
        if (length == 0 || length > 3 || g_ascii_strtoull(at + i, NULL, 10) > 255)
            return 0;
        n_digits += (guint)length;
        i += length;
        if (k < 3 && at[i++] != '.')
            return 0;
    }
    bool more = at[i] == '.' && g_ascii_isdigit(at[i + 1]);
    return n_digits < 7 || more || g_ascii_isalnum(at[i]) ? 0 : i;
}

/* Finding ------------------------------------------------------------------------------------ */

static gsize
match(const char *at, VigieIdentifies what, bool compact)
{
    gsize length = 0;
    switch (what) {
    case VIGIE_IDENTIFIES_EMAIL:
        return match_email(at);
    case VIGIE_IDENTIFIES_PHONE:
        return match_phone(at, compact);
    case VIGIE_IDENTIFIES_NIR:
        return match_nir(at);
    case VIGIE_IDENTIFIES_IBAN:
        return match_iban(at);
    case VIGIE_IDENTIFIES_ADDRESS:
        return match_address(at);
    case VIGIE_IDENTIFIES_POSITION:
        length = match_position(at);
        return length > 0 ? length : match_minutes(at);
    case VIGIE_IDENTIFIES_IP:
        return match_ip(at);
    case VIGIE_IDENTIFIES_NOT:
    default:
        return 0;
    }
}

/* Nothing begins in the middle of a word or of a number. */
static bool
may_begin(const char *text, const char *at)
{
    bool sign = *at == '+' || *at == '-';
    if (!(sign || g_ascii_isalnum(*at) || strchr("._%", *at) != NULL) || *at == '\0')
        return false;
    if (at == text)
        return true;
    char before = at[-1];
    if (sign)
        return !g_ascii_isalnum(before);
    bool decimals = (before == '.' || before == ',') && at - text > 1 &&
                    g_ascii_isdigit(at[-2]) && g_ascii_isdigit(*at);
    return !g_ascii_isalnum(before) && before != '+' && !decimals;
}

/* After a pair of digits: one more of a list of numbers, and no telephone. */
static bool
follows_pair(const char *text, const char *at)
{
    gsize before = (gsize)(at - text);
    return before >= 3 && strchr(" .-/", at[-1]) != NULL && g_ascii_isdigit(at[-2]) &&
           g_ascii_isdigit(at[-3]) && (before == 3 || !g_ascii_isalnum(at[-4]));
}

bool
vigie_identifier_find(const char *text, gsize from, bool compact, VigieIdentifies last,
                      VigieIdentified *out)
{
    for (const char *at = text + from; *at != '\0'; at++) {
        if (!may_begin(text, at))
            continue;
        for (int what = VIGIE_IDENTIFIES_EMAIL; what <= (int)last; what++) {
            gsize length = match(at, (VigieIdentifies)what, compact);
            if (length == 0 || (what == VIGIE_IDENTIFIES_PHONE && follows_pair(text, at)))
                continue;
            *out = (VigieIdentified){(VigieIdentifies)what, (gsize)(at - text), length};
            return true;
        }
    }
    return false;
}

static const char *
mask_of(VigieIdentifies what)
{
    static const char *const masks[] = {"",
                                        N_("[e-mail]"),
                                        N_("[telephone]"),
                                        N_("[social security number]"),
                                        N_("[bank account]"),
                                        N_("[address]"),
                                        N_("[position]"),
                                        N_("[network address]")};
    return _(masks[what]);
}

char *
vigie_identifier_mask(const char *text, bool compact, VigieIdentifies last)
{
    GString *masked = g_string_new(NULL);
    gsize from = 0;
    VigieIdentified found;
    while (vigie_identifier_find(text, from, compact, last, &found)) {
        g_string_append_len(masked, text + from, (gssize)(found.start - from));
        g_string_append(masked, mask_of(found.what));
        from = found.start + found.length;
    }
    g_string_append(masked, text + from);
    return g_string_free(masked, FALSE);
}
