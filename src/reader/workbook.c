/* workbook.c - vigie-workbook: a sheet of an .xlsx, .ods or .xls workbook as CSV on standard output, in a process of
 * its own
 *   vigie-workbook FILE names          "sheet,NAME,hidden|visible,full|empty", one line a sheet
 *   vigie-workbook FILE rows [SHEET]   what was found, a blank line, then line k = row k; UTF-8, commas
 * GDAL reads bytes that anybody may have written: if one kills it, only this process dies, and only who opens a
 * workbook waits for GDAL to start.  Exit 0 only if the sheet was read whole; else one line "word,detail" on standard
 * error (the words: src/sheet/workbook.c). */
#include "workbook.h"
#include <cpl_conv.h>
#include <cpl_error.h>
#include <errno.h>
#include <gdal.h>
#include <stdio.h>
#include <string.h>
#include <vigie/base-text.h>

#define FLUSH_AT (64 << 10)

/* Of C linkage, but declared for C++ only. */
void RegisterOGRXLSX(void);
void RegisterOGRODS(void);
void RegisterOGRXLS(void);

static void
take_message(CPLErr level, CPLErrorNum number, const char *message)
{
    (void)number;
    Workbook *book = CPLGetErrorHandlerUserData();
    if (level < CE_Failure || *book->said != '\0')
        return;
    g_strlcpy(book->said, message, sizeof book->said);
    g_strdelimit(book->said, "\r\n", ' ');
}

/* Cells as text, the first row as any other; no driver but these, nothing from the network or a configuration. */
static void
start_gdal(Workbook *book)
{
    static const char *const formats[] = {"XLSX", "ODS", "XLS"};
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *headers = g_strdup_printf("OGR_%s_HEADERS", formats[i]);
        g_autofree char *types = g_strdup_printf("OGR_%s_FIELD_TYPES", formats[i]);
        CPLSetConfigOption(headers, "DISABLE");
        CPLSetConfigOption(types, "STRING");
    }
    CPLPushErrorHandlerEx(take_message, book);
    RegisterOGRXLSX();
    RegisterOGRODS();
    RegisterOGRXLS();
}

static bool
fail(Workbook *book, const char *word, const char *detail)
{
    g_free(book->problem);
    book->problem = g_strdup_printf("%s,%s", word, detail);
    return false;
}

static bool
open_workbook(Workbook *book, const char *path)
{
    static const char *const drivers[] = {"XLSX", "ODS", "XLS", NULL};
    start_gdal(book);
    book->dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
    return book->dataset != NULL || fail(book, "damaged", book->said);
}

/* Sheets ----------------------------------------------------------------------------------- */

static const char *
cell_text(OGRFeatureH feature, int field)
{
    return OGR_F_IsFieldSetAndNotNull(feature, field) ? OGR_F_GetFieldAsString(feature, field)
                                                      : "";
}

static bool
has_text(OGRFeatureH feature)
{
    for (int i = 0; i < OGR_F_GetFieldCount(feature); i++)
        if (*cell_text(feature, i) != '\0')
            return true;
    return false;
}

static bool
is_empty(OGRLayerH sheet)
{
    OGRFeatureH row = NULL;
    bool found = false;
    OGR_L_ResetReading(sheet);
    while (!found && (row = OGR_L_GetNextFeature(sheet)) != NULL) {
        found = has_text(row);
        OGR_F_Destroy(row);
    }
    return !found;
}

static void
append_cell(GString *out, const char *text)
{
    g_autofree char *line = g_utf8_make_valid(text, -1);
    g_strdelimit(line, "\r\n", ' ');
    vigie_text_append_csv(out, line, ',');
}

static void
append_names(Workbook *book)
{
    for (int i = 0; i < GDALDatasetGetLayerCount(book->dataset); i++) {
        OGRLayerH sheet = GDALDatasetGetLayer(book->dataset, i);
        g_string_append(book->out, "sheet,");
        append_cell(book->out, OGR_L_GetName(sheet));
        g_string_append_printf(book->out, ",visible,%s\n", is_empty(sheet) ? "empty" : "full");
    }
}

/* The sheet said, or the first with anything in it. */
static OGRLayerH
choose_sheet(Workbook *book, const char *said)
{
    OGRLayerH first = NULL;
    for (int i = 0; i < GDALDatasetGetLayerCount(book->dataset); i++) {
        OGRLayerH sheet = GDALDatasetGetLayer(book->dataset, i);
        if (said != NULL ? strcmp(OGR_L_GetName(sheet), said) == 0
                         : first == NULL && !is_empty(sheet))
            first = sheet;
    }
    if (first == NULL)
        fail(book, said != NULL ? "no_sheet" : "empty", said != NULL ? said : "");
    return first;
}

/* Rows ------------------------------------------------------------------------------------- */

/* Columns up to the last that holds anything. */
static int
width_of(OGRLayerH sheet)
{
    int width = 0;
    OGRFeatureH row = NULL;
    OGR_L_ResetReading(sheet);
    while ((row = OGR_L_GetNextFeature(sheet)) != NULL) {
        for (int i = OGR_F_GetFieldCount(row) - 1; i >= width; i--)
            if (*cell_text(row, i) != '\0')
                width = i + 1;
        OGR_F_Destroy(row);
    }
    return width;
}

static bool
flush(Workbook *book)
{
    bool written = fwrite(book->out->str, 1, book->out->len, stdout) == book->out->len;
    g_string_truncate(book->out, 0);
    return written || fail(book, "output", g_strerror(errno));
}

static bool
append_rows(Workbook *book, OGRLayerH sheet)
{
    int width = width_of(sheet);
    GIntBig line = 0;
    OGRFeatureH row = NULL;
    OGR_L_ResetReading(sheet);
    bool good = true;
    while (good && (row = OGR_L_GetNextFeature(sheet)) != NULL) {
        for (; line + 1 < OGR_F_GetFID(row); line++)
            g_string_append_c(book->out, '\n');
        for (int i = 0; i < width; i++) {
            if (i > 0)
                g_string_append_c(book->out, ',');
            append_cell(book->out, cell_text(row, i));
        }
        g_string_append_c(book->out, '\n');
        line++;
        OGR_F_Destroy(row);
        good = book->out->len < FLUSH_AT || flush(book);
    }
    return good;
}

static bool
read_rows(Workbook *book, const char *said)
{
    OGRLayerH sheet = choose_sheet(book, said);
    if (sheet == NULL)
        return false;
    g_string_append(book->out, "taken,");
    append_cell(book->out, OGR_L_GetName(sheet));
    g_string_append(book->out, ",visible\n\n");
    return append_rows(book, sheet);
}

static bool
read_workbook(Workbook *book, int argc, char **argv)
{
    bool names = strcmp(argv[2], "names") == 0;
    if (!open_workbook(book, argv[1]))
        return false;
    if (names)
        append_names(book);
    else if (!read_rows(book, argc == 4 ? argv[3] : NULL))
        return false;
    return flush(book) && fflush(stdout) == 0;
}

int
main(int argc, char **argv)
{
    bool names = argc == 3 && strcmp(argv[2], "names") == 0;
    if (!names && !(argc >= 3 && argc <= 4 && strcmp(argv[2], "rows") == 0)) {
        fprintf(stderr, "usage: vigie-workbook FILE names|rows [SHEET]\n");
        return 2;
    }
    Workbook book = {.out = g_string_new(NULL)};
    bool done = read_workbook(&book, argc, argv);
    if (!done)
        fprintf(stderr, "%s\n", book.problem != NULL ? book.problem : "damaged,");
    if (book.dataset != NULL)
        GDALClose(book.dataset);
    g_string_free(book.out, TRUE);
    g_free(book.problem);
    return done ? 0 : 1;
}
