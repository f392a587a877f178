/* frame-identifier.c - what is a direct identifier of a person, and what only looks like one */
#include <string.h>
#include <vigie/frame-identifier.h>

static const char questionnaire[] = "\"survey\",,,\n"
                                    ",\"type\",\"name\",\"role\",\"calculation\"\n"
                                    ",\"hidden\",\"respondent\",,\n"
                                    ",\"email\",\"contact\",,\n"
                                    ",\"phonenumber\",\"caller\",,\n"
                                    ",\"text\",\"card\",\"identifier\",\n"
                                    ",\"text\",\"Prenom\",,\n"
                                    ",\"text\",\"home_address\",,\n"
                                    ",\"integer\",\"mobile\",,\n"
                                    ",\"text\",\"comment\",,\n"
                                    ",\"calculate\",\"tel\",,\"concat(${comment}, '')\"\n";

static VigieCodebook *
parse(void)
{
    g_autoptr(GError) error = NULL;
    VigieCodebook *codebook =
        vigie_codebook_parse("q.csv", questionnaire, strlen(questionnaire), &error);
    g_assert_no_error(error);
    return codebook;
}

static void
test_items(void)
{
    static const struct {
        const char *name;
        VigieIdentifier wanted;
    } cases[] = {{"respondent", VIGIE_IDENTIFIER_NO},
                 {"contact", VIGIE_IDENTIFIER_DECLARED},
                 {"caller", VIGIE_IDENTIFIER_DECLARED},
                 {"card", VIGIE_IDENTIFIER_DECLARED},
                 {"Prenom", VIGIE_IDENTIFIER_BY_NAME},
                 {"home_address", VIGIE_IDENTIFIER_BY_NAME},
                 {"mobile", VIGIE_IDENTIFIER_NO} /* how many of them */,
                 {"comment", VIGIE_IDENTIFIER_NO} /* an expression reads it */,
                 {"tel", VIGIE_IDENTIFIER_NO}};
    g_autoptr(VigieCodebook) codebook = parse();
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(vigie_item_identifies(vigie_codebook_find(codebook, cases[i].name)), ==,
                        cases[i].wanted);
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    vigie_codebook_find_identifiers(codebook, findings);
    g_assert_cmpuint(vigie_findings_count_code(findings, "identifier_item"), ==, 3);
    g_assert_cmpuint(vigie_findings_count_code(findings, "identifier_name"), ==, 2);
    g_assert_cmpuint(vigie_findings_get(findings, 3)->line, ==, 7);
}

static void
test_headers(void)
{
    g_assert_true(vigie_header_identifies("E-mail"));
    g_assert_true(vigie_header_identifies("Téléphone"));
    g_assert_true(vigie_header_identifies("NOM ET PRÉNOM"));
    g_assert_false(vigie_header_identifies("nom du site"));
    g_assert_false(vigie_header_identifies("name"));
}

static const char *const persons[] = {"anne.martin@example.fr",
                                      "Écrivez-moi : a_b+c@poste.example.org.",
                                      "06 12 34 56 78",
                                      "appeler au 06.12.34.56.78 le soir",
                                      "05-63-30-00-00",
                                      "0612345678",
                                      "+33 6 12 34 56 78",
                                      "+44 (20) 7946 0958",
                                      NULL};
static const char *const others[] = {"",
                                     "@office_tourisme, merci !",
                                     "prix @ 12.50",
                                     "2016-1-0001",
                                     "du 12.07.2024 au 14.07.2024",
                                     "82300",
                                     "FR 82 037 0001",
                                     "1 234 567 890",
                                     "10 000 000 000",
                                     "00123456789",
                                     "44.056 1.654",
                                     "note : 9/10, 2 nuits + 3 jours",
                                     NULL};

static void
test_texts(void)
{
    g_autoptr(VigieCodebook) codebook = parse();
    const VigieItem *comment = vigie_codebook_find(codebook, "comment");
    for (guint i = 0; persons[i] != NULL; i++)
        g_assert_true(vigie_text_identifies(comment, persons[i]));
    for (guint i = 0; others[i] != NULL; i++)
        g_assert_false(vigie_text_identifies(comment, others[i]));
    /* Ten digits without a blank may be the number of a questionnaire. */
    const VigieItem *respondent = vigie_codebook_find(codebook, "respondent");
    g_assert_false(vigie_text_identifies(respondent, "0612345678"));
    g_assert_true(vigie_text_identifies(respondent, "06 12 34 56 78"));
}

static void
test_frame(void)
{
    g_autoptr(VigieCodebook) codebook = parse();
    g_autoptr(VigieFrame) frame = vigie_frame_new(codebook, NULL, 3);
    for (gsize i = 0; i < 3; i++) {
        const char *text = i == 1 ? persons[0] : "bien";
        frame->line[vigie_frame_add(frame)] = i + 2;
        vigie_column_set_text(vigie_frame_column(frame, "comment"), i, text, strlen(text));
        vigie_column_set_text(vigie_frame_column(frame, "contact"), i, text, strlen(text));
    }
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    vigie_frame_find_identifiers(frame, "a.csv", findings);
    g_assert_cmpuint(vigie_findings_count(findings, VIGIE_FINDING), ==, 1);
    g_assert_cmpuint(vigie_findings_get(findings, 0)->line, ==, 3);
    g_assert_cmpstr(vigie_findings_get(findings, 0)->file, ==, "a.csv");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/frame/identifier/items", test_items);
    g_test_add_func("/frame/identifier/headers", test_headers);
    g_test_add_func("/frame/identifier/texts", test_texts);
    g_test_add_func("/frame/identifier/frame", test_frame);
    return g_test_run();
}
