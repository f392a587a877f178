/* xlsform-workbook.c - an XLSForm as a workbook: one sheet a table, as spreadsheets keep it */
#include "xlsform.h"
#include <string.h>

/* "Survey " -> "survey" */
static char *
plain_name(const char *name)
{
    g_autofree char *copy = g_strdup(name);
    return g_ascii_strdown(g_strstrip(copy), -1);
}

/* The table of a sheet: by its name, a misspelt one as what was meant; a sheet alone may have any name. */
static VigieFormTable *
table_of(VigieForm *form, const char *sheet, bool alone, GPtrArray *mistakes)
{
    g_autofree char *name = plain_name(sheet);
    for (guint i = 0; i < VIGIE_N_SHEETS; i++)
        if (strcmp(vigie_xlsform_sheets[i], name) == 0)
            return &form->tables[i];
    if (alone)
        return &form->tables[VIGIE_SURVEY];
    const char *nearest = vigie_nearest(name, vigie_xlsform_sheets);
    if (nearest == NULL)
        return NULL;
    VigiePlace place = {form->name, 0, 0};
    g_autofree char *what =
        g_strdup_printf(_("no sheet '%s'; did you mean '%s'?"), sheet, nearest);
    vigie_mistakes_add(mistakes, VIGIE_CODEBOOK_ERROR_READ, nearest, &place, what);
    return table_of(form, nearest, false, mistakes);
}

static VigieSheet *
open_sheet(const VigieForm *form, const char *name, GError **error)
{
    VigieDialect said = {.sheet = name, .header_line = 1, .ragged = true};
    GError *blank = NULL;
    VigieSheet *sheet = vigie_sheet_open_as(form->path, form->name, &said, &blank);
    if (sheet != NULL ||
        !g_error_matches(blank, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_DIALECT)) {
        if (blank != NULL)
            g_propagate_error(error, blank);
        return sheet;
    }
    g_error_free(blank);
    said.header_line = 0; /* there are blank rows above it */
    return vigie_sheet_open_as(form->path, form->name, &said, error);
}

/* The CSV variant opened by a spreadsheet and kept as a workbook. */
static bool
is_csv_variant(const VigieSheet *sheet)
{
    const VigieRow *row = vigie_sheet_header(sheet);
    g_autofree char *first = row->n > 0 ? vigie_xlsform_text(&row->cells[0]) : g_strdup("");
    for (guint i = 1; i < row->n; i++)
        if (row->cells[i].length > 0)
            return false;
    g_autofree char *name = plain_name(first);
    return g_strv_contains(vigie_xlsform_sheets, name);
}

static bool
read_table(VigieForm *form, VigieFormTable *table, const char *name, GPtrArray *mistakes)
{
    GError *broken = NULL;
    g_autoptr(VigieSheet) sheet = open_sheet(form, name, &broken);
    g_free(table->file);
    table->file = g_strdup_printf("%s [%s]", form->name, name);
    table->line = 1;
    if (g_error_matches(broken, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_EMPTY)) {
        g_error_free(broken); /* an empty sheet is none */
        table->line = 0;
        return true;
    }
    if (sheet != NULL && is_csv_variant(sheet)) {
        table->line = 0;
        return vigie_xlsform_read_rows(form, sheet, mistakes);
    }
    if (sheet != NULL) {
        VigieRow row;
        vigie_xlsform_add_row(table, vigie_sheet_header(sheet), 0, mistakes);
        while (vigie_sheet_next(sheet, &row, &broken))
            vigie_xlsform_add_row(table, &row, 0, mistakes);
    }
    if (broken != NULL)
        vigie_mistakes_add_error(mistakes, table->sheet, broken);
    return sheet != NULL && broken == NULL;
}

static bool
read_sheet(VigieForm *form, const char *name, bool alone, GPtrArray *mistakes)
{
    VigieFormTable *table = table_of(form, name, alone, mistakes);
    if (table == NULL)
        return true;
    if (table->line == 0)
        return read_table(form, table, name, mistakes);
    VigiePlace place = {form->name, 0, 0};
    g_autofree char *what = g_strdup_printf(_("the sheet '%s' is there twice"), name);
    vigie_mistakes_add(mistakes, VIGIE_CODEBOOK_ERROR_READ, table->sheet, &place, what);
    return true;
}

VigieForm *
vigie_xlsform_read_workbook(const char *path, const char *name, char *const *sheets,
                            GPtrArray *mistakes)
{
    g_autoptr(VigieForm) form = vigie_xlsform_new(path, name);
    bool alone = sheets[1] == NULL, good = true;
    for (guint i = 0; sheets[i] != NULL; i++)
        good &= read_sheet(form, sheets[i], alone, mistakes);
    if (!good || !vigie_xlsform_check(form, mistakes))
        return NULL;
    return g_steal_pointer(&form);
}
