/* totals-file.c - totals from a CSV file as Excel saves it: year, wave, class, total
 *
 * Headers are known by their usual names in French and English, by the name or a label of the margin's items, or by
 * value=.  One file may serve several margins by a column margin.  Classes are choice names or labels.  Numbers may have a
 * decimal comma and blanks between thousands; one that reads two ways is refused. */
#include "totals.h"
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>
#include <vigie/sheet.h>

#define NO_FIELD G_MAXUINT
#define ITEMS_MAX 8

typedef struct {
    VigieTotals *totals;
    const VigieTotalsContext *context;
    const VigieMarginPlan *plan;
    const char *file; /* as written in observatory.ini */
    char delimiter;
    guint year, wave, margin, value, class_name; /* fields of the header; NO_FIELD = none */
    guint item[ITEMS_MAX];                       /* one a key; NO_FIELD = in class_name */
} File;

static const char *const year_names[] = {"year", "annee", NULL};
static const char *const wave_names[] = {"wave", "vague", NULL};
static const char *const margin_names[] = {"margin", "marge", NULL};
static const char *const class_names[] = {"class",     "classe",   "category",
                                          "categorie", "modalite", NULL};
static const char *const value_names[] = {
    "total",  "totaux", "totals", "effectif",    "effectifs",  "nombre",
    "number", "count",  "counts", "population",  "share",      "shares",
    "part",   "parts",  "%",      "pourcentage", "percentage", NULL};

static void G_GNUC_PRINTF(5, 6)
    fail(const File *file, guint64 line, guint field, GError **error, const char *format, ...)
{
    VigiePlace place = {file->file, line, field != NO_FIELD ? field + 1 : 0};
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    vigie_set_error_at(error, VIGIE_WEIGH_ERROR, VIGIE_WEIGH_ERROR_TOTALS, &place, "%s", text);
}

/* The header ---------------------------------------------------------------------------------- */

static bool
is_one_of(const char *folded, const char *const *names)
{
    return g_strv_contains(names, folded);
}

/* Is the header the item's: its name in the file (keys=), or a label? */
static bool
names_item(const File *file, guint k, const char *folded)
{
    const VigieCodebook *codebook = file->context->survey->codebook;
    g_autofree char *key = vigie_text_fold(file->plan->keys[k]);
    if (strcmp(folded, key) == 0)
        return true;
    const VigieItem *item = vigie_codebook_find(codebook, file->plan->items[k]);
    for (guint l = 0; l < codebook->n_languages; l++) {
        g_autofree char *label = vigie_text_fold(item->labels[l]);
        if (*label != '\0' && strcmp(folded, label) == 0)
            return true;
    }
    return false;
}

/* The field that a header fills, or NULL: it is not known. */
static guint *
field_of(File *file, const char *folded)
{
    g_autofree char *value = vigie_text_fold(file->plan->value);
    if (*value != '\0' && strcmp(folded, value) == 0)
        return &file->value;
    for (guint k = 0; file->plan->keys[k] != NULL; k++)
        if (!file->plan->number && names_item(file, k, folded))
            return &file->item[k];
    if (is_one_of(folded, year_names))
        return &file->year;
    if (is_one_of(folded, wave_names))
        return &file->wave;
    if (is_one_of(folded, margin_names))
        return &file->margin;
    if (is_one_of(folded, class_names))
        return &file->class_name;
    return *value == '\0' && is_one_of(folded, value_names) ? &file->value : NULL;
}

static bool
check_header(const File *file, const VigieRow *header, GError **error)
{
    const VigieMarginPlan *plan = file->plan;
    if (file->value == NO_FIELD && *plan->value != '\0')
        fail(file, header->line, NO_FIELD, error,
             _("there is no column '%s', which value= of margin %s names"), plan->value,
             plan->name);
    else if (file->value == NO_FIELD)
        fail(file, header->line, NO_FIELD, error,
             _("no column is named total, effectif, population or part: say which one has the "
               "totals of margin %s with value="),
             plan->name);
    if (file->value == NO_FIELD)
        return false;
    for (guint k = 0; !file->plan->number && file->plan->keys[k] != NULL; k++)
        if (file->item[k] == NO_FIELD && file->class_name == NO_FIELD) {
            fail(file, header->line, NO_FIELD, error,
                 _("no column '%s', nor a column class, says which class of margin %s a total "
                   "is of"),
                 file->plan->keys[k], file->plan->name);
            return false;
        }
    return true;
}

static bool
read_header(File *file, const VigieRow *header, GError **error)
{
    for (guint f = 0; f < header->n; f++) {
        g_autofree char *folded = vigie_text_fold(header->cells[f].text);
        guint *field = field_of(file, folded);
        VigiePlace place = {file->file, header->line, f + 1};
        if (field == NULL) {
            vigie_findings_add(file->context->findings, VIGIE_NOTE, "totals_column", &place,
                               _("column '%s' is not used for margin %s"),
                               header->cells[f].text, file->plan->name);
        } else if (*field != NO_FIELD) {
            fail(file, header->line, f, error,
                 _("columns %u and %u both say the same of margin %s; name the total with "
                   "value="),
                 *field + 1, f + 1, file->plan->name);
            return false;
        } else {
            *field = f;
        }
    }
    return check_header(file, header, error);
}

/* Cells --------------------------------------------------------------------------------------- */

static const char *
text_at(const VigieRow *row, guint field)
{
    return field != NO_FIELD && field < row->n ? row->cells[field].text : "";
}

/* Every notation that fits must give the same number.  The language and ";" between cells settle the comma. */
static bool
read_number(const File *file, const char *text, double *out, bool *two_ways)
{
    static const VigieNotation notations[] = {{'.', ' '}, {',', ' '}, {',', '.'}, {'.', ','}};
    bool comma_is_decimal =
        file->context->observatory->lang == VIGIE_LANG_FR || file->delimiter == ';';
    bool found = false;
    *two_ways = false;
    for (guint i = 0; i < G_N_ELEMENTS(notations); i++) {
        double value = 0;
        if ((i == 3 && comma_is_decimal) ||
            !vigie_number_read(text, strlen(text), notations[i], &value))
            continue;
        *two_ways = *two_ways || (found && fabs(value - *out) > 1e-12 * fabs(value));
        *out = value;
        found = true;
    }
    return found;
}

static bool
read_value(const File *file, const VigieRow *row, double *out, GError **error)
{
    g_autofree char *text = g_strdup(text_at(row, file->value));
    bool two_ways = false;
    if (file->plan->shares && g_str_has_suffix(text, "%"))
        text[strlen(text) - 1] = '\0';
    g_strstrip(text);
    if (*text == '\0')
        fail(file, row->line, file->value, error,
             _("the total is missing; write 0 where there is nobody"));
    else if (!read_number(file, text, out, &two_ways))
        fail(file, row->line, file->value, error, _("'%s' is not a number"), text);
    else if (two_ways)
        fail(file, row->line, file->value, error,
             _("'%s' reads two ways: write it without mark between thousands"), text);
    else if (*out < 0 && !file->plan->number)
        fail(file, row->line, file->value, error, _("%s: a total is 0 or more"), text);
    else
        return true;
    return false;
}

/* 0 where the file has no years. */
static bool
read_year(const File *file, const VigieRow *row, int *year, GError **error)
{
    static const VigieNotation notation = {'.', 0};
    const char *text = text_at(row, file->year);
    double value = 0;
    *year = 0;
    if (file->year == NO_FIELD)
        return true;
    if (vigie_number_read(text, strlen(text), notation, &value) && value >= 1000 &&
        value <= 9999 && floor(value) >= value) {
        *year = (int)value;
        return true;
    }
    fail(file, row->line, file->year, error, _("'%s' is not a year such as 2024"), text);
    return false;
}

static bool
is_choice(const VigieCodebook *codebook, const VigieChoice *choice, const char *text)
{
    if (strcmp(choice->name, text) == 0)
        return true;
    for (guint l = 0; l < codebook->n_languages; l++)
        if (strcmp(choice->labels[l], text) == 0)
            return true;
    return false;
}

/* The choice's name that text means, by name or label; a text item takes any. */
static const char *
resolve(const File *file, guint k, const VigieRow *row, guint field, const char *text,
        GError **error)
{
    const VigieCodebook *codebook = file->context->survey->codebook;
    const VigieItem *item = vigie_codebook_find(codebook, file->plan->items[k]);
    if (*text == '\0') {
        fail(file, row->line, field, error, _("the class of margin %s is missing"),
             file->plan->name);
        return NULL;
    }
    if (item->list == NULL)
        return text;
    g_autofree const char **names = g_new0(const char *, item->list->choices->len + 1);
    for (guint c = 0; c < item->list->choices->len; c++) {
        const VigieChoice *choice = vigie_list_get(item->list, c);
        if (choice->missing == VIGIE_PRESENT && is_choice(codebook, choice, text))
            return choice->name;
        names[c] = choice->name;
    }
    const char *near = vigie_nearest(text, names);
    if (near != NULL)
        fail(file, row->line, field, error, _("'%s' is not a choice of %s; did you mean '%s'?"),
             text, item->name, near);
    else
        fail(file, row->line, field, error,
             _("'%s' is not a choice of %s, by name or label (list %s of %s)"), text,
             item->name, item->list->name, codebook->path);
    return NULL;
}

/* The class of a row: choice names joined by "*"; (transfer full), or NULL. */
static char *
read_class(const File *file, const VigieRow *row, GError **error)
{
    guint n = g_strv_length(file->plan->keys);
    if (file->plan->number)
        return g_strdup("");
    g_auto(GStrv) joined = g_strsplit(text_at(row, file->class_name), "*", -1);
    g_autofree const char **part = g_new0(const char *, n + 1);
    for (guint k = 0; k < n; k++) {
        bool own = file->item[k] != NO_FIELD;
        if (!own && g_strv_length(joined) != n) {
            fail(file, row->line, file->class_name, error,
                 _("'%s' does not name a class of each of the items of margin %s, joined by *"),
                 text_at(row, file->class_name), file->plan->name);
            return NULL;
        }
        const char *text = own ? text_at(row, file->item[k]) : g_strstrip(joined[k]);
        part[k] = resolve(file, k, row, own ? file->item[k] : file->class_name, text, error);
        if (part[k] == NULL)
            return NULL;
    }
    return g_strjoinv("*", (char **)part);
}

static bool
read_row(const File *file, const VigieRow *row, GError **error)
{
    double value = NAN;
    int year = 0;
    bool twice = false;
    if (file->margin != NO_FIELD && strcmp(text_at(row, file->margin), file->plan->name) != 0)
        return true;
    if (!read_value(file, row, &value, error) || !read_year(file, row, &year, error))
        return false;
    g_autofree char *name = read_class(file, row, error);
    if (name == NULL)
        return false;
    const char *wave = text_at(row, file->wave);
    VigieTotalRow *total =
        vigie_totals_add(file->totals, year, *wave != '\0' ? wave : NULL, name, value, &twice);
    if (twice) {
        fail(file, row->line, file->value, error,
             _("the total of this class was given already on line %" PRIu64), total->line);
        return false;
    }
    total->line = row->line;
    return true;
}

static bool
read_rows(File *file, VigieSheet *sheet, GError **error)
{
    VigieRow row;
    GError *failure = NULL;
    if (!read_header(file, vigie_sheet_header(sheet), error))
        return false;
    while (vigie_sheet_next(sheet, &row, &failure))
        if (!read_row(file, &row, error))
            return false;
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return false;
    }
    if (file->totals->rows->len > 0)
        return true;
    fail(file, 0, NO_FIELD, error, _("there is no total of margin %s in it"), file->plan->name);
    return false;
}

/* The file's SHA-256 says which version of it the weights come from. */
static char *
describe(const char *file, const char *bytes, gsize length)
{
    g_autofree char *sha256 =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    return g_strdup_printf("%s (SHA-256 %.12s)", file, sha256);
}

bool
vigie_totals_read_file(VigieTotals *totals, const VigieTotalsContext *context, GError **error)
{
    const VigieMarginPlan *plan = totals->plan;
    g_autoptr(GError) cause = NULL;
    g_autofree char *path = vigie_observatory_path(context->observatory, plan->source, &cause);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    if (path == NULL || !vigie_file_read(path, &bytes, &length, &cause)) {
        VigiePlace place = {"observatory.ini", plan->line, 0};
        vigie_set_error_at(error, VIGIE_WEIGH_ERROR, VIGIE_WEIGH_ERROR_TOTALS, &place,
                           _("margin %s: %s cannot be read: %s"), plan->name, plan->source,
                           cause->message);
        return false;
    }
    g_autoptr(VigieSheet) sheet =
        vigie_sheet_open_bytes(plan->source, bytes, length, NULL, error);
    if (sheet == NULL)
        return false;
    File file = {.totals = totals,
                 .context = context,
                 .plan = plan,
                 .file = plan->source,
                 .delimiter = vigie_sheet_dialect(sheet)->delimiter,
                 .year = NO_FIELD,
                 .wave = NO_FIELD,
                 .margin = NO_FIELD,
                 .value = NO_FIELD,
                 .class_name = NO_FIELD};
    for (guint k = 0; k < ITEMS_MAX; k++)
        file.item[k] = NO_FIELD;
    totals->source = describe(plan->source, bytes, length);
    return read_rows(&file, sheet, error);
}
