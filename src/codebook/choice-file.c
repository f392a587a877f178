/* choice-file.c - choices that stand in a file beside the form: select_one_from_file communes.csv
 *
 * Its columns are name and label, unless the parameters say value= and label=; all others are for choice_filter. */
#include "questionnaire.h"
#include <string.h>

typedef struct {
    VigieBuilder *builder;
    const VigieFormRow *row; /* the question */
    guint field;             /* its type */
    const char *said;        /* the file */
    char *value, *label;     /* the columns, "name" and "label" where nothing is said */
} Source;

G_GNUC_PRINTF(3, 4)
static bool
fail(const Source *source, VigieCodebookError code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    return vigie_builder_fail(source->builder, code, source->row, source->field, "%s", what);
}

static char *
parameter(const VigieFormRow *row, const char *key, const char *otherwise)
{
    g_auto(GStrv) words =
        g_strsplit_set(vigie_xlsform_cell(row, VIGIE_COLUMN_PARAMETERS, NULL), " ;,", -1);
    gsize length = strlen(key);
    for (guint i = 0; words[i] != NULL; i++)
        if (g_ascii_strncasecmp(words[i], key, length) == 0 && words[i][length] != '\0')
            return g_strdup(words[i] + length);
    return g_strdup(otherwise);
}

/* Gives the columns that the parameters name their meaning, and takes it from those of the usual names. */
static bool
name_columns(const Source *source, VigieFormTable *table)
{
    bool found = false;
    for (guint i = 0; i < table->columns->len; i++) {
        VigieFormColumn *column = &g_array_index(table->columns, VigieFormColumn, i);
        bool value = strcmp(column->header, source->value) == 0;
        if (value || column->name == VIGIE_COLUMN_NAME)
            column->name = value ? VIGIE_COLUMN_NAME : VIGIE_COLUMN_OTHER;
        else if (strcmp(column->header, source->label) == 0) {
            column->name = VIGIE_COLUMN_LABEL;
            g_free(column->language);
            column->language = g_strdup("");
        }
        found |= value;
    }
    return found || fail(source, VIGIE_CODEBOOK_ERROR_READ,
                         _("the file '%s' has no column '%s'; say which one holds the "
                           "choices' names in parameters: value=COLUMN label=COLUMN"),
                         source->said, source->value);
}

static bool
read_rows(const Source *source, VigieForm *form)
{
    VigieFormTable *table = &form->tables[VIGIE_CHOICES];
    GPtrArray *mistakes = source->builder->mistakes;
    GError *broken = NULL;
    g_autoptr(VigieSheet) sheet = vigie_sheet_open_as(form->path, form->name, NULL, &broken);
    if (sheet != NULL) {
        VigieRow row;
        vigie_xlsform_add_row(table, vigie_sheet_header(sheet), 0, mistakes);
        while (vigie_sheet_next(sheet, &row, &broken))
            vigie_xlsform_add_row(table, &row, 0, mistakes);
    }
    if (broken != NULL)
        vigie_mistakes_add_error(mistakes, "choices", broken);
    return sheet != NULL && broken == NULL && name_columns(source, table);
}

/* A plain label is one in every language. */
static void
fill_labels(const VigieBuilder *builder, const VigieList *list, const VigieFormTable *table)
{
    guint n = builder->codebook->n_languages;
    for (guint i = 0; i < MIN(list->choices->len, table->rows->len); i++) {
        VigieChoice *choice = g_ptr_array_index(list->choices, i);
        const char *plain = vigie_builder_label_cell(g_ptr_array_index(table->rows, i), "");
        for (guint l = 0; l < n; l++)
            if (*choice->labels[l] == '\0') {
                g_free(choice->labels[l]);
                choice->labels[l] = g_strdup(plain);
            }
    }
}

static bool
read_list(const Source *source, const char *name, const char *path, const char *shown)
{
    VigieBuilder *builder = source->builder;
    g_autofree char *bytes = NULL;
    gsize length = 0;
    g_autoptr(GError) broken = NULL;
    if (!vigie_file_read(path, &bytes, &length, &broken))
        return fail(source, VIGIE_CODEBOOK_ERROR_READ,
                    _("the file of choices cannot be read: %s"), broken->message);
    g_autofree char *hash =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    g_string_append(builder->hashes, hash);
    g_autoptr(VigieForm) form = vigie_xlsform_new(path, shown);
    if (!read_rows(source, form))
        return false;
    const VigieFormTable *table = &form->tables[VIGIE_CHOICES];
    for (guint i = 0; i < table->rows->len; i++)
        vigie_builder_read_choice(builder, g_ptr_array_index(table->rows, i), name);
    const VigieList *list = vigie_builder_list(builder, name);
    if (list == NULL)
        return fail(source, VIGIE_CODEBOOK_ERROR_READ, _("there is no choice in the file '%s'"),
                    source->said);
    fill_labels(builder, list, table);
    return true;
}

static bool
check_name(const Source *source)
{
    const char *dot = strrchr(source->said, '.');
    static const char *const refused[] = {".xml", ".geojson", NULL};
    if (dot == NULL || !g_strv_contains(refused, dot))
        return true;
    return fail(source, VIGIE_CODEBOOK_ERROR_TYPE,
                _("choices are read from CSV files, not from %s: keep the list as a .csv"),
                source->said);
}

VigieList *
vigie_builder_file_list(VigieBuilder *builder, const VigieFormRow *row, guint field,
                        const char *said)
{
    g_autofree char *value = parameter(row, "value=", "name");
    g_autofree char *label = parameter(row, "label=", "label");
    Source source = {builder, row, field, said, value, label};
    bool usual = strcmp(value, "name") == 0 && strcmp(label, "label") == 0;
    g_autofree char *name =
        usual ? g_strdup(said) : g_strdup_printf("%s?value=%s&label=%s", said, value, label);
    g_autofree char *shown = NULL, *path = vigie_xlsform_beside(row, said, &shown);
    VigieList *list = vigie_builder_list(builder, name);
    if (list != NULL || !check_name(&source) || !read_list(&source, name, path, shown))
        return list;
    return vigie_builder_list(builder, name);
}
