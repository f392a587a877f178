/* observatory.c - any bytes as observatory.ini: what opens has every name that it lives by */
#include "folder.h"
#include <string.h>
#include <vigie/observatory.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length);

static void
check_names(const VigieCodebook *codebook, char **names)
{
    for (guint i = 0; names[i] != NULL; i++)
        g_assert_true(strcmp(names[i], "year") == 0 || strcmp(names[i], "wave") == 0 ||
                      vigie_codebook_find(codebook, names[i]) != NULL);
}

static void
check_bridges(const VigieSurvey *survey)
{
    for (guint i = 0; i < survey->bridges->len; i++) {
        const VigieBridge *bridge = survey->bridges->pdata[i];
        g_assert_nonnull(vigie_codebook_find(survey->codebook, vigie_bridge_target(bridge)));
        g_assert_true(*bridge->reason != '\0' && bridge->from > 0);
        g_assert_null(strchr(bridge->text, '\n'));
    }
    g_free(vigie_bridges_text(survey->bridges));
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length)
{
    g_autoptr(GError) error = NULL;
    g_free(vigie_fuzz_write("observatory.ini", (const char *)bytes, length));
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(vigie_fuzz_folder(), NULL, &error);
    g_assert_true((observatory == NULL) == (error != NULL));
    if (observatory == NULL) {
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
        g_assert_null(strchr(error->message, '\n'));
        return 0;
    }
    g_assert_true(g_utf8_validate(observatory->name, -1, NULL));
    for (guint i = 0; i < observatory->surveys->len; i++) {
        const VigieSurvey *survey = observatory->surveys->pdata[i];
        check_names(survey->codebook, survey->strata);
        check_names(survey->codebook, survey->cluster);
        check_bridges(survey);
        g_assert_true(vigie_observatory_survey(observatory, survey->name, NULL) == survey);
    }
    for (guint i = 0; i < observatory->datasets->len; i++) {
        const VigieDataset *dataset = observatory->datasets->pdata[i];
        check_names(dataset->codebook, dataset->key);
    }
    return 0;
}
