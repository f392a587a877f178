/* book.c - a workbook opened with GDAL's three drivers and nothing else; its sheets */
#define _XOPEN_SOURCE 700

#include "compound.h"
#include "package.h"
#include "workbook.h"
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vigie/base-text.h>

/* Of C linkage, but declared for C++ only. */
void RegisterOGRXLSX(void);
void RegisterOGRODS(void);
void RegisterOGRXLS(void);

bool
vigie_book_fail(VigieBook *book, const char *word, const char *detail)
{
    if (book->problem == NULL)
        book->problem = g_strdup_printf("%s,%s", word, detail);
    return false;
}

bool
vigie_book_is_whole(VigieBook *book)
{
    if (*book->said == '\0')
        return true;
    return vigie_book_fail(
        book, strstr(book->said, "row/cell repetition") != NULL ? "ods_large" : "damaged",
        book->said);
}

/* Opening -------------------------------------------------------------------------------- */

static void
take_message(CPLErr level, CPLErrorNum number, const char *message)
{
    (void)number;
    VigieBook *book = CPLGetErrorHandlerUserData();
    bool loses = level >= CE_Failure || strstr(message, "Limiting to") != NULL;
    if (!loses || *book->said != '\0')
        return;
    g_strlcpy(book->said, message, sizeof book->said);
    g_strdelimit(book->said, "\r\n", ' ');
}

/* Cells as text, the first row as any other; nothing from the network. */
static void
start_gdal(VigieBook *book)
{
    static const char *const formats[] = {"XLSX", "ODS", "XLS"};
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *headers = g_strdup_printf("OGR_%s_HEADERS", formats[i]);
        g_autofree char *types = g_strdup_printf("OGR_%s_FIELD_TYPES", formats[i]);
        CPLSetConfigOption(headers, "DISABLE");
        CPLSetConfigOption(types, "STRING");
    }
    CPLSetConfigOption("OGR_ODS_MAX_FIELD_COUNT", "16384");
    CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".none");
    CPLPushErrorHandlerEx(take_message, book);
    RegisterOGRXLSX();
    RegisterOGRODS();
    RegisterOGRXLS();
}

/* The driver of .xls reads files only, and only of that extension; (transfer full). */
static char *
xls_path(VigieBook *book, const char *path)
{
    g_autofree char *whole = realpath(path, NULL);
    if (whole == NULL)
        return NULL;
    gsize n = strlen(whole);
    if (n > 4 && g_ascii_strcasecmp(whole + n - 4, ".xls") == 0)
        return g_steal_pointer(&whole);
    book->folder = g_dir_make_tmp("vigie-XXXXXX", NULL);
    if (book->folder == NULL)
        return NULL;
    book->link = g_build_filename(book->folder, "workbook.xls", NULL);
    return symlink(whole, book->link) == 0 ? g_strdup(book->link) : NULL;
}

/* The others are read from memory: whatever the file is called, it names nothing else. */
static char *
memory_path(const VigieBook *book)
{
    bool ods = book->rules.archive == VIGIE_ARCHIVE_ODS;
    const char *path = ods ? "/vsimem/workbook.ods" : "/vsimem/workbook.xlsx";
    VSILFILE *file = VSIFileFromMemBuffer(path, (GByte *)g_mapped_file_get_contents(book->file),
                                          g_mapped_file_get_length(book->file), FALSE);
    if (file != NULL)
        VSIFCloseL(file);
    return g_strdup(path);
}

static void
read_xls(VigieBook *book)
{
    const guint8 *bytes = (const guint8 *)g_mapped_file_get_contents(book->file);
    gsize length = g_mapped_file_get_length(book->file);
    g_autoptr(GByteArray) stream = vigie_compound_stream(bytes, length, "Workbook");
    if (stream == NULL)
        stream = vigie_compound_stream(bytes, length, "Book");
    book->xls_sheets = vigie_xls_sheets(stream->data, stream->len);
    for (guint i = 0; i < book->xls_sheets->len; i++) {
        const VigieXlsSheet *sheet = book->xls_sheets->pdata[i];
        if (sheet->hidden)
            g_hash_table_add(book->hidden, g_strdup(sheet->name));
    }
}

static bool
open_with_gdal(VigieBook *book, const char *path)
{
    static const char *const drivers[] = {"XLSX", "ODS", "XLS", NULL};
    bool xls = book->rules.archive == VIGIE_ARCHIVE_XLS;
    start_gdal(book);
    g_autofree char *name = xls ? xls_path(book, path) : memory_path(book);
    if (name == NULL)
        return vigie_book_fail(book, "damaged", "");
    if (book->rules.archive == VIGIE_ARCHIVE_ODS && vigie_package_is_encrypted(name))
        return vigie_book_fail(book, "kind", vigie_archive_word(VIGIE_ARCHIVE_PASSWORD));
    if (xls)
        read_xls(book);
    else
        vigie_package_read(name, &book->rules, book->hidden);
    book->dataset = GDALOpenEx(name, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
    return book->dataset != NULL || vigie_book_fail(book, "damaged", book->said);
}

bool
vigie_book_open(VigieBook *book, const char *path)
{
    *book = (VigieBook){.hidden = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    g_autoptr(GError) error = NULL;
    book->file = g_mapped_file_new(path, FALSE, &error);
    if (book->file == NULL)
        return vigie_book_fail(book, "damaged", error->message);
    book->rules.archive =
        vigie_archive_of((const guint8 *)g_mapped_file_get_contents(book->file),
                         g_mapped_file_get_length(book->file));
    if (book->rules.archive > VIGIE_ARCHIVE_XLS)
        return vigie_book_fail(book, "kind", vigie_archive_word(book->rules.archive));
    return open_with_gdal(book, path);
}

void
vigie_book_close(VigieBook *book)
{
    if (book->dataset != NULL)
        GDALClose(book->dataset);
    if (book->link != NULL)
        g_unlink(book->link);
    if (book->folder != NULL)
        g_rmdir(book->folder);
    g_hash_table_unref(book->hidden);
    g_clear_pointer(&book->xls_sheets, g_ptr_array_unref);
    g_clear_pointer(&book->file, g_mapped_file_unref);
    g_free(book->folder);
    g_free(book->link);
    g_free(book->problem);
}

/* Sheets ---------------------------------------------------------------------------------- */

const char *
vigie_book_cell(OGRFeatureH row, int column)
{
    return OGR_F_IsFieldSetAndNotNull(row, column) ? OGR_F_GetFieldAsString(row, column) : "";
}

static bool
has_text(OGRFeatureH row)
{
    for (int i = 0; i < OGR_F_GetFieldCount(row); i++)
        if (*vigie_book_cell(row, i) != '\0')
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

void
vigie_book_append(GString *out, const char *text)
{
    g_autofree char *line = g_utf8_make_valid(text, -1);
    g_strdelimit(line, "\r\n", ' ');
    vigie_text_append_csv(out, line, ',');
}

bool
vigie_book_hides(const VigieBook *book, OGRLayerH sheet)
{
    return g_hash_table_contains(book->hidden, OGR_L_GetName(sheet));
}

void
vigie_book_names(VigieBook *book, GString *out)
{
    for (int i = 0; i < GDALDatasetGetLayerCount(book->dataset); i++) {
        OGRLayerH sheet = GDALDatasetGetLayer(book->dataset, i);
        g_string_append(out, "sheet,");
        vigie_book_append(out, OGR_L_GetName(sheet));
        g_string_append(out, vigie_book_hides(book, sheet) ? ",hidden\n" : ",shown\n");
    }
}

static OGRLayerH
sheet_said(VigieBook *book, const char *said)
{
    for (int i = 0; i < GDALDatasetGetLayerCount(book->dataset); i++) {
        OGRLayerH sheet = GDALDatasetGetLayer(book->dataset, i);
        if (strcmp(OGR_L_GetName(sheet), said) == 0)
            return sheet;
    }
    vigie_book_fail(book, "no_sheet", said);
    return NULL;
}

static OGRLayerH
first_sheet(VigieBook *book, bool hidden)
{
    for (int i = 0; i < GDALDatasetGetLayerCount(book->dataset); i++) {
        OGRLayerH sheet = GDALDatasetGetLayer(book->dataset, i);
        if (vigie_book_hides(book, sheet) == hidden && !is_empty(sheet))
            return sheet;
    }
    return NULL;
}

OGRLayerH
vigie_book_sheet(VigieBook *book, const char *said)
{
    if (said != NULL)
        return sheet_said(book, said);
    OGRLayerH sheet = first_sheet(book, false);
    if (sheet == NULL)
        sheet = first_sheet(book, true);
    if (sheet == NULL && vigie_book_is_whole(book))
        vigie_book_fail(book, "empty", "");
    return vigie_book_is_whole(book) ? sheet : NULL;
}

void
vigie_book_others(VigieBook *book, OGRLayerH taken, GString *out)
{
    for (int i = 0; i < GDALDatasetGetLayerCount(book->dataset); i++) {
        OGRLayerH sheet = GDALDatasetGetLayer(book->dataset, i);
        if (sheet == taken || vigie_book_hides(book, sheet) || is_empty(sheet))
            continue;
        g_string_append(out, "other,");
        vigie_book_append(out, OGR_L_GetName(sheet));
        g_string_append_c(out, '\n');
    }
}

GHashTable *
vigie_book_lost(const VigieBook *book, OGRLayerH sheet)
{
    for (guint i = 0; book->xls_sheets != NULL && i < book->xls_sheets->len; i++) {
        const VigieXlsSheet *found = book->xls_sheets->pdata[i];
        if (strcmp(found->name, OGR_L_GetName(sheet)) != 0)
            continue;
        GHashTable *lost = g_hash_table_new(NULL, NULL);
        for (guint k = 0; k < found->lost->len; k++) {
            VigieLost cell = g_array_index(found->lost, VigieLost, k);
            g_hash_table_add(lost, GUINT_TO_POINTER(cell.row << 16 | cell.column));
        }
        return lost;
    }
    return NULL;
}
