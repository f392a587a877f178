/* What the weights of the summer surveys are calibrated to: the parties of each wave by customer type and by sector, as
 * the model has them (truth.csv: parties x mix).  An analyst would have them from counts at the sites. */
#include "choices.h"
#include "model.h"
#include "observations.h"
#include "text.h"
#include <math.h>

#define N_WAVES 2

/* Whole parties that add up: each is the step between two rounded sums. */
static void
add_rows(VigieSampleText *text, const char *margin, guint year, guint wave,
         const char *const *classes, const double *parties, guint n)
{
    double sum = 0;
    for (guint c = 0; c < n; c++) {
        double before = rint(sum);
        sum += parties[c];
        vigie_sample_text_add(text, margin);
        vigie_sample_text_add_integer(text, year);
        vigie_sample_text_add_integer(text, wave + 1);
        vigie_sample_text_add(text, classes[c]);
        vigie_sample_text_add_number(text, rint(sum) - before, 0, NARROW_NO_BREAK_SPACE);
        vigie_sample_text_end_line(text);
    }
}

static void
add_types(VigieSampleText *text, const VigieSampleSpec *spec, guint wave)
{
    static const char *const labels[VIGIE_SAMPLE_N_TYPES] = {
        "Familles", "Couples sans enfant", "Groupes", "Pleine nature", "Autres"};
    double parties[VIGIE_SAMPLE_N_TYPES] = {0};
    Cell cells[MAX_CELLS];
    guint n = vigie_sample_cells(spec, cells);
    for (guint i = 0; i < n; i++)
        if (cells[i].stratum / VIGIE_SAMPLE_N_SECTORS == wave)
            parties[cells[i].type] += cells[i].share * vigie_sample_all_parties(spec);
    add_rows(text, "type", spec->year, wave, labels, parties, VIGIE_SAMPLE_N_TYPES);
}

static void
add_sectors(VigieSampleText *text, const VigieSampleSpec *spec, guint wave)
{
    static const char *const names[VIGIE_SAMPLE_N_SECTORS] = {"caussade", "valley", "gorges",
                                                              "causses"};
    double parties[VIGIE_SAMPLE_N_SECTORS];
    for (guint s = 0; s < VIGIE_SAMPLE_N_SECTORS; s++)
        parties[s] = vigie_sample_parties(spec, wave * VIGIE_SAMPLE_N_SECTORS + s);
    add_rows(text, "secteur", spec->year, wave, names, parties, VIGIE_SAMPLE_N_SECTORS);
}

bool
vigie_sample_write_margins(const char *folder, GError **error)
{
    static const char *const header[] = {"Marge",    "Année",    "Vague",
                                         "Modalité", "Effectif", NULL};
    g_autoptr(VigieSampleText) text = vigie_sample_text_new(';');
    vigie_sample_text_add_line(text, header);
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++)
        for (guint wave = 0; wave < N_WAVES; wave++) {
            VigieSampleSpec spec;
            vigie_sample_spec_init(&spec, VIGIE_SAMPLE_FLASH, year);
            add_types(text, &spec, wave);
            add_sectors(text, &spec, wave);
        }
    g_autofree char *path = g_build_filename(folder, "marges-flash.csv", NULL);
    return vigie_sample_text_save(text, path, VIGIE_SAMPLE_UTF8_BOM, error);
}
