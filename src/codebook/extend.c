/* extend.c - see extend.h */
#include "extend.h"
#include "meant.h"
#include "questionnaire.h"
#include <inttypes.h>
#include <string.h>

/* --- reading -------------------------------------------------------------------------------- */

/* Longer chains are no way to write a questionnaire; links between folders could make one endless. */
enum { MOST_FORMS = 16 };

typedef struct {
    GString *hashes;
    GPtrArray *paths; /* char*: of the forms being read, the outermost first */
    GPtrArray *mistakes;
} Reading;

static VigieForm *read_form(Reading *reading, const char *path, const char *name,
                            const char *bytes, gsize length);

/* A file beside the form, or by its own whole path; (transfer full). */
static char *
beside(const char *form, const char *said)
{
    if (g_path_is_absolute(said))
        return g_strdup(said);
    g_autofree char *folder = g_path_get_dirname(form);
    return strcmp(folder, ".") == 0 && strchr(form, '/') == NULL
               ? g_strdup(said)
               : g_build_filename(folder, said, NULL);
}

char *
vigie_xlsform_beside(const VigieFormRow *row, const char *said, char **name)
{
    *name = beside(row->table->form->name, said);
    return beside(row->table->form->path, said);
}

static bool
is_open(const Reading *reading, const char *path)
{
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    return reading->paths->len >= MOST_FORMS ||
           g_ptr_array_find_with_equal_func(reading->paths, whole, g_str_equal, NULL);
}

static bool
read_trunk(Reading *reading, VigieForm *form)
{
    const VigieFormTable *settings = &form->tables[VIGIE_SETTINGS];
    const VigieFormRow *row =
        settings->rows->len > 0 ? g_ptr_array_index(settings->rows, 0) : NULL;
    guint field = 0;
    const char *said = row != NULL ? vigie_xlsform_cell(row, VIGIE_COLUMN_EXTENDS, &field) : "";
    if (*said == '\0')
        return true;
    g_autofree char *name = NULL, *path = vigie_xlsform_beside(row, said, &name);
    if (is_open(reading, path))
        return vigie_xlsform_fail(reading->mistakes, VIGIE_CODEBOOK_ERROR_CYCLE, settings, row,
                                  field, _("'%s' extends this form in its turn"), said);
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return vigie_xlsform_fail(
            reading->mistakes, VIGIE_CODEBOOK_ERROR_READ, settings, row, field,
            _("there is no questionnaire '%s' to extend, seen from this form's folder"), said);
    form->trunk = read_form(reading, path, name, NULL, 0);
    return form->trunk != NULL;
}

static VigieForm *
read_file(Reading *reading, const char *path, const char *name, const char *bytes, gsize length)
{
    g_autofree char *hash =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    g_string_append(reading->hashes, hash);
    if (reading->paths->len == 0 && !g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return vigie_xlsform_read(path, name, bytes, length, reading->mistakes);
    GError *broken = NULL;
    g_auto(GStrv) sheets = vigie_sheet_names(path, &broken);
    if (sheets == NULL) {
        vigie_mistakes_add_error(reading->mistakes, "", broken);
        return NULL;
    }
    return sheets[0] != NULL
               ? vigie_xlsform_read_workbook(path, name, sheets, reading->mistakes)
               : vigie_xlsform_read(path, name, bytes, length, reading->mistakes);
}

static VigieForm *
read_form(Reading *reading, const char *path, const char *name, const char *bytes, gsize length)
{
    g_autofree char *own = NULL;
    g_autoptr(GError) broken = NULL;
    if (bytes == NULL && !vigie_file_read(path, &own, &length, &broken)) {
        VigiePlace place = {.file = name};
        g_autofree char *what =
            g_strdup_printf(_("the questionnaire cannot be read: %s"), broken->message);
        vigie_mistakes_add(reading->mistakes, VIGIE_CODEBOOK_ERROR_READ, "", &place, what);
        return NULL;
    }
    g_autoptr(VigieForm) form =
        read_file(reading, path, name, bytes != NULL ? bytes : own, length);
    if (form == NULL)
        return NULL;
    g_ptr_array_add(reading->paths, g_canonicalize_filename(path, NULL));
    bool good = read_trunk(reading, form);
    g_ptr_array_remove_index(reading->paths, reading->paths->len - 1);
    return good ? g_steal_pointer(&form) : NULL;
}

VigieForm *
vigie_extend_read(const char *path, const char *name, const char *bytes, gsize length,
                  GString *hashes, GPtrArray *mistakes)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    Reading reading = {hashes, paths, mistakes};
    return read_form(&reading, path, name, bytes, length);
}

/* --- joining -------------------------------------------------------------------------------- */

typedef struct {
    GPtrArray *rows; /* VigieFormRow*: so far */
    GPtrArray *mistakes;
    guint at;     /* where the next row goes, if inside a group */
    guint inside; /* open groups of the extended form's that go on; 0 or 1 */
    guint depth;  /* open groups of this form's own */
} Joint;

static const char *
name_of(const VigieFormRow *row)
{
    return vigie_xlsform_cell(row, VIGIE_COLUMN_NAME, NULL);
}

static VigieRowKind
kind_of(const VigieFormRow *row)
{
    g_auto(VigieFormType) type = {0};
    g_autoptr(GError) wrong = NULL;
    const char *cell = vigie_xlsform_cell(row, VIGIE_COLUMN_TYPE, NULL);
    if (!vigie_xlsform_type(cell, NULL, &type, &wrong))
        return VIGIE_ROW_NOTE;
    return type.row == VIGIE_ROW_BEGIN_REPEAT ? VIGIE_ROW_BEGIN
           : type.row == VIGIE_ROW_END_REPEAT ? VIGIE_ROW_END
                                              : type.row;
}

static bool
redefines(const Joint *joint, const VigieFormRow *row)
{
    guint field = 0;
    bool yes = false;
    const char *cell = vigie_xlsform_cell(row, VIGIE_COLUMN_REDEFINES, &field);
    if (!vigie_builder_truth(cell, &yes))
        vigie_xlsform_fail(joint->mistakes, VIGIE_CODEBOOK_ERROR_VALUE, row->table, row, field,
                           _("redefines is yes or no, not '%s'"), cell);
    return yes;
}

static bool
is_same(const VigieFormRow *a, const VigieFormRow *b)
{
    return strcmp(name_of(a), name_of(b)) == 0 &&
           strcmp(vigie_xlsform_cell(a, VIGIE_COLUMN_LIST_NAME, NULL),
                  vigie_xlsform_cell(b, VIGIE_COLUMN_LIST_NAME, NULL)) == 0;
}

/* The row takes the place of the extended form's row of that name. */
static void
replace(const Joint *joint, const VigieFormRow *row, guint n_trunk)
{
    g_autofree const char **names = g_new0(const char *, n_trunk + 1);
    guint field = 0, n = 0;
    for (guint i = 0; i < joint->rows->len; i++) {
        const VigieFormRow *other = g_ptr_array_index(joint->rows, i);
        if (other->table == row->table)
            continue;
        if (is_same(other, row)) {
            joint->rows->pdata[i] = (gpointer)row;
            return;
        }
        names[n++] = name_of(other);
    }
    vigie_xlsform_cell(row, VIGIE_COLUMN_REDEFINES, &field);
    g_autofree char *what = g_strdup_printf(
        _("'%s' redefines nothing: the questionnaire that is extended has no such row"),
        name_of(row));
    g_autofree char *meant = vigie_meant(what, name_of(row), names, NULL);
    vigie_xlsform_fail(joint->mistakes, VIGIE_CODEBOOK_ERROR_NAME, row->table, row, field, "%s",
                       meant);
}

/* Where the extended form's outermost group of that name ends; 0: there is none. */
static guint
end_of_group(const GPtrArray *rows, const VigieFormRow *begin)
{
    guint depth = 0;
    bool found = false;
    for (guint i = 0; i < rows->len; i++) {
        const VigieFormRow *row = g_ptr_array_index(rows, i);
        VigieRowKind kind = kind_of(row);
        if (kind == VIGIE_ROW_END && depth > 0 && --depth == 0 && found)
            return i;
        if (kind == VIGIE_ROW_BEGIN && depth++ == 0 && row->table != begin->table)
            found = strcmp(name_of(row), name_of(begin)) == 0;
    }
    return 0;
}

static void
put(Joint *joint, const VigieFormRow *row)
{
    if (joint->inside > 0)
        g_ptr_array_insert(joint->rows, (gint)joint->at++, (gpointer)row);
    else
        g_ptr_array_add(joint->rows, (gpointer)row);
}

/* The group of the extended form goes on; what it asks of its questions is said there. */
static bool
enter(Joint *joint, const VigieFormRow *row)
{
    guint end = joint->depth == 0 && joint->inside == 0 ? end_of_group(joint->rows, row) : 0;
    guint field = 0;
    if (end == 0)
        return false;
    if (*vigie_xlsform_cell(row, VIGIE_COLUMN_RELEVANT, &field) != '\0')
        vigie_xlsform_fail(joint->mistakes, VIGIE_CODEBOOK_ERROR_VALUE, row->table, row, field,
                           _("the group '%s' goes on from the questionnaire that is extended: "
                             "its condition stands there"),
                           name_of(row));
    joint->at = end;
    joint->inside = 1;
    return true;
}

static void
join_group(Joint *joint, const VigieFormRow *row, VigieRowKind kind)
{
    if (kind == VIGIE_ROW_BEGIN && enter(joint, row))
        return;
    if (kind == VIGIE_ROW_END && joint->depth == 0 && joint->inside > 0) {
        joint->inside = 0;
        return;
    }
    put(joint, row);
    if (kind == VIGIE_ROW_BEGIN)
        joint->depth++;
    else if (joint->depth > 0)
        joint->depth--;
}

GPtrArray *
vigie_extend_rows(const VigieForm *form, VigieFormSheet sheet, GPtrArray *mistakes)
{
    const GPtrArray *own = form->tables[sheet].rows;
    GPtrArray *rows = form->trunk != NULL ? vigie_extend_rows(form->trunk, sheet, mistakes)
                                          : g_ptr_array_new();
    Joint joint = {.rows = rows, .mistakes = mistakes};
    guint n_trunk = rows->len;
    for (guint i = 0; i < own->len; i++) {
        const VigieFormRow *row = g_ptr_array_index(own, i);
        VigieRowKind kind = sheet == VIGIE_SURVEY ? kind_of(row) : VIGIE_ROW_ITEM;
        if (sheet == VIGIE_SETTINGS)
            g_ptr_array_insert(rows, (gint)i, (gpointer)row); /* its own settings go first */
        else if (kind == VIGIE_ROW_BEGIN || kind == VIGIE_ROW_END)
            join_group(&joint, row, kind);
        else if (redefines(&joint, row))
            replace(&joint, row, n_trunk);
        else
            put(&joint, row);
    }
    return rows;
}
