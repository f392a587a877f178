/* base-identifier.c - what identifies a person in a text, and what only looks like it */
#include <string.h>
#include <vigie/base-identifier.h>

typedef struct {
    const char *text;
    VigieIdentifies what;
} Case;

#define E VIGIE_IDENTIFIES_EMAIL
#define T VIGIE_IDENTIFIES_PHONE
#define S VIGIE_IDENTIFIES_NIR
#define B VIGIE_IDENTIFIES_IBAN
#define A VIGIE_IDENTIFIES_ADDRESS
#define G VIGIE_IDENTIFIES_POSITION
#define I VIGIE_IDENTIFIES_IP
#define N VIGIE_IDENTIFIES_NOT

/* IBANs are the examples of the ISO 13616 registry; the NIRs have keys by 97 - n mod 97. */
static const Case cases[] = {{"anne.martin@example.fr", E},
                             {"Écrivez-moi : a_b+c@poste.example.org.", E},
                             {"(jean@example.com)", E},
                             {"mailto:x@y.example", E},
                             {"06 12 34 56 78", T},
                             {"appeler au 06.12.34.56.78 le soir", T},
                             {"05-63-30-00-00", T},
                             {"05/63/30/00/00", T},
                             {"0612345678", T},
                             {"tél.0612345678", T},
                             {"+33 6 12 34 56 78", T},
                             {"+33(0)6 12 34 56 78", T},
                             {"+33612345678", T},
                             {"0033 6 12 34 56 78", T},
                             {"0033612345678", T},
                             {"+44 (20) 7946 0958", T},
                             {"+32 475 12 34 56", T},
                             {"00 49 30 1234567 8", T},
                             {"2 55 08 14 168 025 38", S},
                             {"255081416802538", S},
                             {"1 85 05 2A 004 035 96", N}, /* the key is wrong */
                             {"255081416802539", N},
                             {"FR14 2004 1010 0505 0001 3M02 606", B},
                             {"FR1420041010050500013M02606", B},
                             {"GB29 NWBK 6016 1331 9268 19", B},
                             {"DE89370400440532013000", B},
                             {"FR1420041010050500013M02607", N},
                             {"12 rue de la République", A},
                             {"12 rue de la republique 82000 Montauban", A},
                             {"3 bis, chemin des Vignes", A},
                             {"3bis avenue Gambetta", A},
                             {"14, boulevard du Maréchal-Foch", A},
                             {"7 place Nationale", A},
                             {"221B Baker Street", A},
                             {"10 Downing Street, London", A},
                             {"25 impasse des lilas", A},
                             {"1 quai de Verdun", A},
                             {"44.15324, 1.75712", G},
                             {"44.0567 1.6543", G},
                             {"44.15324 1.75712 120.0 5.0", G},
                             {"44.15324N 1.75712E", G},
                             {"-12.3456;45.1234", G},
                             {"44°09'11\"N", G},
                             {"192.168.10.24", I},
                             {"connecté depuis 81.250.12.7", I},
                             /* what is none */
                             {"", N},
                             {"@office_tourisme, merci !", N},
                             {"prix @ 12.50", N},
                             {"suivez @pays.mq", N},
                             {"2016-1-0001", N},
                             {"du 12.07.2024 au 14.07.2024", N},
                             {"01/02/2024 05:06:07", N},
                             {"2024-07-31T10:12:00.000+02:00", N},
                             {"82300", N},
                             {"FR 82 037 0001", N},
                             {"1 234 567 890", N},
                             {"10 000 000 000", N},
                             {"00123456789", N},
                             {"44.056 1.654", N},
                             {"12,5 %", N},
                             {"1.2.3.4", N},
                             {"version 4.1.1", N},
                             {"300.12.400.1", N},
                             {"note : 9/10, 2 nuits + 3 jours", N},
                             {"2 nuits rue animée", N},
                             {"1 place de parking gratuite", N},
                             {"3 places", N},
                             {"10 cours de yoga", N},
                             {"2 route fermée", N},
                             {"5 chemins", N},
                             {"la rue de la Paix", N},
                             {"GR 46", N},
                             {"D 926", N},
                             {"saint-antonin-noble-val", N},
                             {"uuid:6f1c2f0a-1234-5678-9abc-0123456789ab", N},
                             {"6f1c2f0a12345678", N},
                             {"123456789012345", N},
                             {"99999999999999", N},
                             {"SIRET 130 025 265 00013", N},
                             {"3 4 5 2 1", N},
                             {"01 02 03", N},
                             {"01 02 03 04 05 06 07 08 09 10 11 12", N},
                             {"0.12345 0.5", N},
                             {"1,2345", N},
                             {"10:30", N},
                             {"24/07", N},
                             {"très bien, 8 sur 10", N},
                             {"AB12", N},
                             {"FR7", N},
                             {"12 km", N},
                             {"2 adultes, 3 enfants", N},
                             {"a@b", N},
                             {"12@", N},
                             {"x@.fr", N}};

static void
test_find(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        VigieIdentified found = {VIGIE_IDENTIFIES_NOT, 0, 0};
        bool any = vigie_identifier_find(cases[i].text, 0, true, VIGIE_IDENTIFIES_IP, &found);
        g_assert_true(any == (found.what != N));
        if (found.what == cases[i].what)
            continue;
        g_test_message("%s: %d", cases[i].text, (int)found.what);
        g_test_fail();
    }
}

static void
test_mask(void)
{
    g_autofree char *masked = vigie_identifier_mask(
        "Ici 06 12 34 56 78 ou a@b.fr, 12 rue de la Paix.", true, VIGIE_IDENTIFIES_IP);
    g_assert_cmpstr(masked, ==, "Ici [telephone] ou [e-mail], [address].");
    g_autofree char *sure =
        vigie_identifier_mask("12 rue de la Paix, 0612345678", true, VIGIE_IDENTIFIES_SURELY);
    g_assert_cmpstr(sure, ==, "12 rue de la Paix, [telephone]");
    g_autofree char *code = vigie_identifier_mask("0612345678", false, VIGIE_IDENTIFIES_IP);
    g_assert_cmpstr(code, ==, "0612345678");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/identifier/find", test_find);
    g_test_add_func("/base/identifier/mask", test_mask);
    return g_test_run();
}
