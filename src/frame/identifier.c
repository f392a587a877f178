/* identifier.c - direct identifiers of persons, see frame-identifier.h */
#include <inttypes.h>
#include <string.h>
#include <vigie/frame-identifier.h>

/* Whole headers, folded: small letters, no accents, a blank for "_", "-" and ".". */
static const char *const names[] = {"email",
                                    "e mail",
                                    "mail",
                                    "courriel",
                                    "mel",
                                    "adresse mail",
                                    "adresse email",
                                    "adresse e mail",
                                    "adresse courriel",
                                    "adresse electronique",
                                    "email address",
                                    "e mail address",
                                    "mail address",
                                    "telephone",
                                    "tel",
                                    "phone",
                                    "phone number",
                                    "portable",
                                    "mobile",
                                    "gsm",
                                    "fax",
                                    "numero de telephone",
                                    "numero telephone",
                                    "numero de portable",
                                    "numero portable",
                                    "num tel",
                                    "no tel",
                                    "n tel",
                                    "tel portable",
                                    "tel mobile",
                                    "tel fixe",
                                    "telephone portable",
                                    "telephone mobile",
                                    "telephone fixe",
                                    "telephone number",
                                    "mobile phone",
                                    "mobile number",
                                    "cell phone",
                                    "whatsapp",
                                    "prenom",
                                    "prenoms",
                                    "first name",
                                    "firstname",
                                    "given name",
                                    "last name",
                                    "lastname",
                                    "surname",
                                    "family name",
                                    "maiden name",
                                    "nom de famille",
                                    "nom de naissance",
                                    "nom de jeune fille",
                                    "nom d usage",
                                    "nom et prenom",
                                    "nom prenom",
                                    "prenom nom",
                                    "prenom et nom",
                                    "nom prenoms",
                                    "nom et prenoms",
                                    "nom complet",
                                    "full name",
                                    "fullname",
                                    "adresse",
                                    "address",
                                    "adresse postale",
                                    "postal address",
                                    "home address",
                                    "street address",
                                    "adresse domicile",
                                    "adresse du domicile",
                                    "adresse complete",
                                    "numero et rue",
                                    "numero de rue",
                                    "nom de rue",
                                    "nom de la rue",
                                    "numero et voie",
                                    "lieu dit",
                                    "lieudit",
                                    "date de naissance",
                                    "date naissance",
                                    "date of birth",
                                    "birth date",
                                    "birthdate",
                                    "birthday",
                                    "dob",
                                    "jour de naissance",
                                    "immatriculation",
                                    "plaque d immatriculation",
                                    "numero d immatriculation",
                                    "plaque",
                                    "license plate",
                                    "licence plate",
                                    "number plate",
                                    "numero de securite sociale",
                                    "numero securite sociale",
                                    "securite sociale",
                                    "nir",
                                    "numero nir",
                                    "insee nir",
                                    "social security number",
                                    "ssn",
                                    "iban",
                                    "rib",
                                    "bic iban",
                                    "numero de compte",
                                    "bank account",
                                    "passeport",
                                    "numero de passeport",
                                    "passport",
                                    "passport number",
                                    "carte d identite",
                                    "numero de carte d identite",
                                    "cni",
                                    "adresse ip",
                                    "ip",
                                    "ip address",
                                    "ipaddr",
                                    "ip addr",
                                    "adresse mac",
                                    "imei",
                                    "coordonnees gps",
                                    "gps",
                                    "position gps",
                                    "geolocalisation",
                                    "geolocation",
                                    "latitude",
                                    "longitude",
                                    "signature",
                                    "photo",
                                    "facebook",
                                    "instagram",
                                    "pseudo",
                                    "login",
                                    "identifiant de connexion",
                                    NULL};

/* A person after a header ("nom du répondant") or before it ("votre courriel") changes nothing. */
static const char *const persons[] = {
    "votre",      "vos",         "your",      "mon",        "ma",          "my",
    "repondant",  "repondante",  "visiteur",  "visiteuse",  "client",      "cliente",
    "enquete",    "enquetee",    "personne",  "contact",    "participant", "participante",
    "respondent", "visitor",     "customer",  "guest",      "person",      "perso",
    "personnel",  "personnelle", "principal", "principale", "referent",    "interviewe",
    "voyageur",   "voyageuse",   "touriste",  "vacancier",  NULL};
static const char *const links[] = {"du", "de", "des", "d", "la", "le", "l", "of", "the", NULL};

/* Words of a label that ask for it. */
static const char *const phrases[] = {"adresse e mail",
                                      "adresse mail",
                                      "adresse email",
                                      "adresse electronique",
                                      "votre e mail",
                                      "votre email",
                                      "votre mail",
                                      "courriel",
                                      "email address",
                                      "e mail address",
                                      "numero de telephone",
                                      "votre telephone",
                                      "phone number",
                                      "votre nom",
                                      "votre prenom",
                                      "nom et prenom",
                                      "your name",
                                      "first name",
                                      "last name",
                                      "adresse postale",
                                      "votre adresse",
                                      "your address",
                                      "date de naissance",
                                      "date of birth",
                                      NULL};

/* Items of numbers and dates are so by these only: "mobile" may be how many of them. */
static const char *const numbers[] = {"telephone",
                                      "tel",
                                      "phone",
                                      "phone number",
                                      "numero de telephone",
                                      "telephone portable",
                                      "telephone number",
                                      "latitude",
                                      "longitude",
                                      "nir",
                                      "numero de securite sociale",
                                      "social security number",
                                      NULL};
static const char *const dates[] = {
    "date de naissance", "date naissance", "date of birth", "birth date",
    "birthdate",         "birthday",       "dob",           NULL};

/* The header without the words that say whose it is; *whose: there were some.  (transfer full) */
static char *
without_person(const char *fold, bool *whose)
{
    g_auto(GStrv) words = g_strsplit(fold, " ", -1);
    guint n = g_strv_length(words), first = 0;
    *whose = false;
    while (first < n && g_strv_contains(persons, words[first])) {
        first++;
        *whose = true;
    }
    while (n > first && g_strv_contains(persons, words[n - 1])) {
        g_clear_pointer(&words[--n], g_free);
        *whose = true;
        while (n > first && g_strv_contains(links, words[n - 1]))
            g_clear_pointer(&words[--n], g_free);
    }
    return g_strjoinv(" ", words + first);
}

bool
vigie_header_identifies(const char *header)
{
    bool whose = false;
    g_autofree char *key = vigie_text_fold(header);
    g_autofree char *bare = without_person(key, &whose);
    return g_strv_contains(names, key) || g_strv_contains(names, bare) ||
           (whose && (strcmp(bare, "nom") == 0 || strcmp(bare, "name") == 0));
}

static bool
label_identifies(const char *label)
{
    g_autofree char *fold = vigie_text_fold(label);
    g_autofree char *padded = g_strdup_printf(" %s ", fold);
    for (guint i = 0; phrases[i] != NULL; i++) {
        g_autofree char *phrase = g_strdup_printf(" %s ", phrases[i]);
        if (strstr(padded, phrase) != NULL)
            return true;
    }
    return vigie_header_identifies(label);
}

static bool
identifies_by_name(const VigieItem *item)
{
    g_autofree char *key = vigie_text_fold(item->name);
    if (item->calculation != NULL)
        return false;
    if (item->kind == VIGIE_VALUE_NUMBER)
        return g_strv_contains(numbers, key);
    if (item->kind == VIGIE_VALUE_DATE)
        return g_strv_contains(dates, key);
    if (item->kind != VIGIE_VALUE_TEXT)
        return false;
    bool asked = strcmp(item->type, "text") == 0;
    if (vigie_header_identifies(item->name) || (asked && strcmp(key, "nom") == 0))
        return true;
    for (guint l = 0; asked && item->labels != NULL && item->labels[l] != NULL; l++)
        if (label_identifies(item->labels[l]))
            return true;
    return false;
}

static bool
identifies_by_type(const VigieItem *item)
{
    static const char *const types[] = {
        "email",     "phonenumber",      "username", "deviceid", "subscriberid",
        "simserial", "geopoint",         "geotrace", "geoshape", "image",
        "audio",     "background-audio", "video",    "file",     NULL};
    return item->kind == VIGIE_VALUE_TEXT && g_strv_contains(types, item->type);
}

/* What nobody but its author knows the content of. */
static bool
is_free_text(const VigieItem *item)
{
    return strcmp(item->type, "text") == 0 && item->calculation == NULL && !item->used &&
           (*item->role == '\0' || vigie_item_has_role(item, "comment"));
}

VigieIdentifier
vigie_item_identifies(const VigieItem *item)
{
    if (item->personal == VIGIE_PERSONAL_KEEP)
        return VIGIE_IDENTIFIER_NO;
    if (item->personal == VIGIE_PERSONAL_SEPARATE)
        return VIGIE_IDENTIFIER_SEPARATE;
    if (item->personal == VIGIE_PERSONAL_DROP || identifies_by_type(item) ||
        (item->kind == VIGIE_VALUE_TEXT && vigie_item_has_role(item, "identifier")))
        return VIGIE_IDENTIFIER_DECLARED;
    if (identifies_by_name(item))
        return VIGIE_IDENTIFIER_BY_NAME;
    return is_free_text(item) ? VIGIE_IDENTIFIER_FREE_TEXT : VIGIE_IDENTIFIER_NO;
}

bool
vigie_text_identifies(const VigieItem *item, const char *text)
{
    VigieIdentified found;
    bool hidden = item != NULL && strcmp(item->type, "hidden") == 0;
    return vigie_identifier_find(text, 0, !hidden, VIGIE_IDENTIFIES_IP, &found);
}

static void
find_item(const VigieItem *item, const VigiePlace *place, VigieFindings *findings)
{
    switch (vigie_item_identifies(item)) {
    case VIGIE_IDENTIFIER_DECLARED:
        vigie_findings_add(findings, VIGIE_NOTE, "identifier_item", place,
                           _("%s is personal: it is not stored"), item->name);
        return;
    case VIGIE_IDENTIFIER_BY_NAME:
        vigie_findings_add(findings, VIGIE_FINDING, "identifier_name", place,
                           _("%s is not stored, it seems to be a direct identifier: say drop "
                             "in the column personal if it is, keep if it is not"),
                           item->name);
        return;
    case VIGIE_IDENTIFIER_FREE_TEXT:
        vigie_findings_add(findings, VIGIE_NOTE, "free_text", place,
                           _("%s is free text: it is not stored; in the column personal, keep "
                             "stores it, separate puts it into a file of its own, drop says "
                             "that it shall not be kept"),
                           item->name);
        return;
    case VIGIE_IDENTIFIER_SEPARATE:
        vigie_findings_add(findings, VIGIE_NOTE, "free_text_separate", place,
                           _("%s is kept in a file of its own, not in the store"), item->name);
        return;
    case VIGIE_IDENTIFIER_NO:
    default:
        return;
    }
}

void
vigie_codebook_find_identifiers(const VigieCodebook *codebook, VigieFindings *findings)
{
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = codebook->items->pdata[i];
        VigiePlace place = {item->file, item->line, 0};
        if (item->origin == VIGIE_ITEM_OWN) /* else the parent's file has told */
            find_item(item, &place, findings);
    }
}

/* What was declared to be kept, although it identifies, is kept as it is. */
static bool
is_scanned(const VigieColumn *column)
{
    return column->kind == VIGIE_VALUE_TEXT &&
           (column->item == NULL || column->item->personal != VIGIE_PERSONAL_KEEP ||
            !(identifies_by_type(column->item) || identifies_by_name(column->item)));
}

guint8 *
vigie_column_identifiers(const VigieColumn *column)
{
    if (!is_scanned(column) || (column->item != NULL && column->item->origin != VIGIE_ITEM_OWN))
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
            _("%s holds what identifies a person (an e-mail address, a telephone number, an "
              "address, a position …): the value is not stored"),
            column->name);
    }
}

void
vigie_frame_find_identifiers(const VigieFrame *frame, const char *file, VigieFindings *findings)
{
    for (guint c = 0; c < frame->columns->len; c++) {
        const VigieColumn *column = frame->columns->pdata[c];
        if (column->item == NULL || vigie_item_identifies(column->item) == VIGIE_IDENTIFIER_NO)
            find_in_column(frame, column, file, findings);
    }
}

void
vigie_frame_count_personal(const VigieFrame *frame, guint64 *count)
{
    for (guint c = 0; c < frame->columns->len; c++) {
        const VigieColumn *column = frame->columns->pdata[c];
        if (column->item == NULL || vigie_item_identifies(column->item) == VIGIE_IDENTIFIER_NO)
            continue;
        for (gsize i = 0; i < frame->n; i++)
            count[column->item->index] += column->why[i] == VIGIE_PRESENT ? 1 : 0;
    }
}

void
vigie_codebook_find_dropped(const VigieCodebook *codebook, const guint64 *count,
                            const char *file, VigieFindings *findings)
{
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = codebook->items->pdata[i];
        VigiePlace place = {file, 0, 0};
        bool apart = vigie_item_identifies(item) == VIGIE_IDENTIFIER_SEPARATE;
        if (count[i] == 0)
            continue;
        if (apart)
            vigie_findings_add(findings, VIGIE_NOTE, "kept_apart", &place,
                               P_("%s: %" PRIu64 " answer kept apart, out of the store",
                                  "%s: %" PRIu64 " answers kept apart, out of the store",
                                  count[i]),
                               item->name, count[i]);
        else
            vigie_findings_add(findings, VIGIE_NOTE, "dropped", &place,
                               P_("%s: %" PRIu64 " answer dropped, personal data or free text",
                                  "%s: %" PRIu64 " answers dropped, personal data or free text",
                                  count[i]),
                               item->name, count[i]);
    }
}

char *
vigie_codebook_personal_text(const VigieCodebook *codebook, bool apart, const guint64 *count)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = codebook->items->pdata[i];
        VigieIdentifier why = vigie_item_identifies(item);
        if (why == VIGIE_IDENTIFIER_NO || (why == VIGIE_IDENTIFIER_SEPARATE) != apart ||
            (count != NULL && count[i] == 0))
            continue;
        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", item->name);
        if (count != NULL)
            g_string_append_printf(text, " (%" PRIu64 ")", count[i]);
    }
    return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}
