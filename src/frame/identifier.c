/* identifier.c - direct identifiers of persons, see frame-identifier.h */
#include <string.h>
#include <vigie/frame-identifier.h>

/* Folded: small letters, no accents, a blank for "_", "-" and ".". */
static const char *const names[] = {"email",
                                    "e mail",
                                    "mail",
                                    "courriel",
                                    "adresse mail",
                                    "adresse email",
                                    "telephone",
                                    "tel",
                                    "phone",
                                    "phone number",
                                    "portable",
                                    "mobile",
                                    "prenom",
                                    "first name",
                                    "firstname",
                                    "last name",
                                    "lastname",
                                    "surname",
                                    "nom de famille",
                                    "nom et prenom",
                                    "nom prenom",
                                    "full name",
                                    "adresse",
                                    "address",
                                    "adresse postale",
                                    "postal address",
                                    "home address",
                                    "numero de telephone",
                                    "telephone portable",
                                    NULL};

bool
vigie_header_identifies(const char *header)
{
    g_autofree char *key = vigie_text_fold(header);
    return g_strv_contains(names, key);
}

VigieIdentifier
vigie_item_identifies(const VigieItem *item)
{
    static const char *const types[] = {"email",        "phonenumber", "username", "deviceid",
                                        "subscriberid", "simserial",   NULL};
    if (item->kind != VIGIE_VALUE_TEXT)
        return VIGIE_IDENTIFIER_NO;
    if (g_strv_contains(types, item->type) || vigie_item_has_role(item, "identifier"))
        return VIGIE_IDENTIFIER_DECLARED;
    return item->calculation == NULL && vigie_header_identifies(item->name)
               ? VIGIE_IDENTIFIER_BY_NAME
               : VIGIE_IDENTIFIER_NO;
}

/* name@host.domain around an "@" */
static bool
is_email(const char *text, const char *at)
{
    if (at == text || !(g_ascii_isalnum(at[-1]) || strchr("._%+-", at[-1]) != NULL))
        return false;
    gsize host = strspn(at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789.-");
    const char *dot = g_strrstr_len(at + 1, (gssize)host, ".");
    if (dot != NULL && dot + 1 == at + 1 + host) /* the full stop of a sentence */
        dot = g_strrstr_len(at + 1, dot - at - 1, ".");
    return dot != NULL && dot > at + 1 && g_ascii_isalpha(dot[1]) && g_ascii_isalpha(dot[2]);
}

static bool
has_email(const char *text)
{
    for (const char *at = strchr(text, '@'); at != NULL; at = strchr(at + 1, '@'))
        if (is_email(text, at))
            return true;
    return false;
}

/* The length of a run of digits, single blanks, dots, hyphens and brackets; how many digits, how many others. */
static gsize
measure_run(const char *text, guint *n_digits, guint *n_others)
{
    gsize i = text[0] == '+';
    *n_digits = *n_others = 0;
    for (; text[i] != '\0'; i++) {
        if (g_ascii_isdigit(text[i]))
            ++*n_digits;
        else if (strchr(" .-()", text[i]) != NULL &&
                 (g_ascii_isdigit(text[i + 1]) || text[i + 1] == ' ' || text[i + 1] == '('))
            ++*n_others;
        else
            break;
    }
    return i;
}

/* +33 6 12 34 56 78, 06 12 34 56 78, 06.12.34.56.78; 0612345678 unless the item is hidden. */
static bool
has_phone(const char *text, bool hidden)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c != '+' && !g_ascii_isdigit(*c))
            continue;
        guint n_digits = 0, n_others = 0;
        gsize length = measure_run(c, &n_digits, &n_others);
        if (*c == '+' && n_digits >= 9 && n_digits <= 15)
            return true;
        bool pairs = n_others == 4 && strspn(c, "0123456789") == 2;
        if (*c == '0' && c[1] > '0' && n_digits == 10 && (pairs || (n_others == 0 && !hidden)))
            return true;
        c += length > 0 ? length - 1 : 0;
    }
    return false;
}

bool
vigie_text_identifies(const VigieItem *item, const char *text)
{
    return has_email(text) || has_phone(text, strcmp(item->type, "hidden") == 0);
}

void
vigie_codebook_find_identifiers(const VigieCodebook *codebook, VigieFindings *findings)
{
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = codebook->items->pdata[i];
        VigiePlace place = {item->file, item->line, 0};
        if (item->origin != VIGIE_ITEM_OWN) /* the parent's file has told */
            continue;
        switch (vigie_item_identifies(item)) {
        case VIGIE_IDENTIFIER_DECLARED:
            vigie_findings_add(findings, VIGIE_NOTE, "identifier_item", &place,
                               _("%s is a direct identifier: it is not stored"), item->name);
            break;
        case VIGIE_IDENTIFIER_BY_NAME:
            vigie_findings_add(
                findings, VIGIE_FINDING, "identifier_name", &place,
                _("%s is not stored, it seems to be a direct identifier: give it "
                  "the role identifier if it is, another name if it is not"),
                item->name);
            break;
        default:
            break;
        }
    }
}

guint8 *
vigie_column_identifiers(const VigieColumn *column)
{
    if (column->kind != VIGIE_VALUE_TEXT || column->item == NULL ||
        column->item->origin != VIGIE_ITEM_OWN)
        return NULL;
    guint8 *flagged = NULL;
    for (guint i = 0; i < column->levels->len; i++) {
        if (!vigie_text_identifies(column->item, column->levels->pdata[i]))
            continue;
        if (flagged == NULL)
            flagged = g_new0(guint8, column->levels->len);
        flagged[i] = 1;
    }
    return flagged;
}

static void
find_in_column(const VigieFrame *frame, const VigieColumn *column, const char *file,
               VigieFindings *findings)
{
    g_autofree guint8 *flagged = vigie_column_identifiers(column);
    for (gsize i = 0; flagged != NULL && i < frame->n; i++) {
        if (column->why[i] != VIGIE_PRESENT || !flagged[(gsize)column->value[i]])
            continue;
        VigiePlace place = {file, frame->line[i], 0};
        vigie_findings_add(
            findings, VIGIE_FINDING, "identifier", &place,
            _("%s holds an e-mail address or a telephone number: the value is not "
              "stored"),
            column->name);
    }
}

void
vigie_frame_find_identifiers(const VigieFrame *frame, const char *file, VigieFindings *findings)
{
    for (guint c = 0; c < frame->columns->len; c++) {
        const VigieColumn *column = frame->columns->pdata[c];
        if (column->item != NULL && vigie_item_identifies(column->item) == VIGIE_IDENTIFIER_NO)
            find_in_column(frame, column, file, findings);
    }
}
