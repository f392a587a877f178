/* labelled.c - SPSS and Stata files by ReadStat's writer, into memory */
#include "export.h"
#include <readstat.h>
#include <string.h>

#define SPSS_DAYS 141428 /* from 1582-10-14 to 1970-01-01 */
#define STATA_DAYS 3653  /* from 1960-01-01 */
#define DAY 86400.0

typedef struct {
    const VigieOut *out;
    bool stata;
    readstat_writer_t *writer;
    GByteArray *bytes;
} Labelled;

static ssize_t
take(const void *data, size_t length, void *user)
{
    Labelled *file = user;
    if (length > G_MAXUINT - file->bytes->len)
        return -1;
    g_byte_array_append(file->bytes, data, (guint)length);
    return (ssize_t)length;
}

/* ReadStat's letters of Stata's missing values: .a … .e */
static char
tag_of(VigieMissing why)
{
    return (char)('a' + (why - VIGIE_DONT_KNOW));
}

static void
add_label(const Labelled *file, readstat_label_set_t *set, double code, const char *label)
{
    g_autofree char *cut = vigie_out_cut(label, file->stata ? 32000 : 120);
    if (*cut == '\0')
        return;
    if (file->stata)
        readstat_label_int32_value(set, (int32_t)code, cut);
    else
        readstat_label_double_value(set, code, cut);
}

static void
add_missing_labels(const Labelled *file, readstat_label_set_t *set,
                   const VigieOutVariable *variable)
{
    for (guint why = VIGIE_DONT_KNOW; why < VIGIE_N_MISSING; why++) {
        g_autofree char *cut = vigie_out_cut(variable->missing_label[why], 120);
        if (file->stata)
            readstat_label_tagged_value(set, tag_of((VigieMissing)why), cut);
        else
            readstat_label_double_value(set, variable->missing[why], cut);
    }
}

static readstat_label_set_t *
add_labels(const Labelled *file, const VigieOutVariable *variable, guint k)
{
    g_autofree char *name = g_strdup_printf("labels%u", k);
    readstat_label_set_t *set = readstat_add_label_set(
        file->writer, file->stata ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE, name);
    bool choices = variable->item != NULL && variable->kind == VIGIE_OUT_CODE;
    for (guint i = 0; variable->code_label != NULL && i < variable->n_codes; i++)
        if (!choices || variable->item->list == NULL ||
            vigie_list_get(variable->item->list, i)->missing == VIGIE_PRESENT)
            add_label(file, set, variable->code[i], variable->code_label[i]);
    add_missing_labels(file, set, variable);
    return set;
}

static void
set_format(const Labelled *file, readstat_variable_t *to, const VigieOutVariable *variable)
{
    bool timed = variable->item != NULL && vigie_item_is_timed(variable->item);
    if (variable->kind == VIGIE_OUT_DATE) {
        const char *format = file->stata ? (timed ? "%tc" : "%td")
                             : timed     ? "DATETIME20"
                                         : "SDATE10";
        readstat_variable_set_format(to, format);
        return;
    }
    g_autofree char *format =
        file->stata ? g_strdup_printf("%%%d.%dg", variable->width, variable->decimals)
        : variable->decimals > 0
            ? g_strdup_printf("F%d.%d", variable->width, variable->decimals)
            : g_strdup_printf("F%d", variable->width);
    readstat_variable_set_format(to, format);
}

static readstat_measure_t
measure_of(const VigieOutVariable *variable)
{
    if (variable->kind == VIGIE_OUT_NUMBER || variable->kind == VIGIE_OUT_DATE)
        return READSTAT_MEASURE_SCALE;
    if (variable->item == NULL || variable->kind == VIGIE_OUT_FLAG)
        return READSTAT_MEASURE_NOMINAL;
    g_autofree char *scale = vigie_item_scale(variable->item);
    return *scale != '\0' ? READSTAT_MEASURE_ORDINAL : READSTAT_MEASURE_NOMINAL;
}

static void
add_variable(const Labelled *file, const VigieOutVariable *variable, guint k)
{
    readstat_variable_t *to =
        readstat_add_variable(file->writer, variable->name, READSTAT_TYPE_DOUBLE, 0);
    g_autofree char *label = vigie_out_cut(variable->label, file->stata ? 80 : 250);
    readstat_variable_set_label(to, label);
    set_format(file, to, variable);
    readstat_variable_set_label_set(to, add_labels(file, variable, k));
    readstat_variable_set_measure(to, measure_of(variable));
    readstat_variable_set_display_width(to, 10);
    if (!file->stata)
        readstat_variable_add_missing_double_range(to, variable->missing[VIGIE_DONT_KNOW],
                                                   variable->missing[VIGIE_INVALID]);
}

static double
native(const Labelled *file, const VigieOutVariable *variable, double value)
{
    if (variable->kind != VIGIE_OUT_DATE)
        return value;
    if (!file->stata)
        return (value + SPSS_DAYS) * DAY;
    bool timed = variable->item != NULL && vigie_item_is_timed(variable->item);
    return timed ? round((value + STATA_DAYS) * DAY) * 1000 : value + STATA_DAYS;
}

static readstat_error_t
put(const Labelled *file, guint k, gsize i)
{
    const VigieOutVariable *variable = file->out->variables->pdata[k];
    const readstat_variable_t *to = readstat_get_variable(file->writer, (int)k);
    VigieMissing why = VIGIE_PRESENT;
    double value = vigie_out_value(variable, i, &why);
    if (why == VIGIE_PRESENT)
        return readstat_insert_double_value(file->writer, to, native(file, variable, value));
    if (why == VIGIE_BLANK)
        return readstat_insert_missing_value(file->writer, to);
    if (file->stata)
        return readstat_insert_tagged_missing_value(file->writer, to, tag_of(why));
    return readstat_insert_double_value(file->writer, to, variable->missing[why]);
}

static readstat_error_t
put_records(Labelled *file)
{
    const VigieOut *out = file->out;
    readstat_error_t code = file->stata
                                ? readstat_begin_writing_dta(file->writer, file, (long)out->n)
                                : readstat_begin_writing_sav(file->writer, file, (long)out->n);
    for (gsize i = 0; code == READSTAT_OK && i < out->frame->n; i++) {
        if (i % 10000 == 0)
            vigie_progress(out->progress, _("writing"), i, out->frame->n);
        if (!out->mask[i])
            continue;
        code = readstat_begin_row(file->writer);
        for (guint k = 0; code == READSTAT_OK && k < out->variables->len; k++)
            code = put(file, k, i);
        if (code == READSTAT_OK)
            code = readstat_end_row(file->writer);
    }
    return code == READSTAT_OK ? readstat_end_writing(file->writer) : code;
}

static void
describe(const Labelled *file)
{
    const VigieOut *out = file->out;
    readstat_set_data_writer(file->writer, take);
    g_autofree char *title = vigie_out_cut(out->title, file->stata ? 80 : 64);
    readstat_writer_set_file_label(file->writer, title);
    readstat_writer_set_file_timestamp(file->writer, 0);
    if (file->stata)
        readstat_writer_set_file_format_version(file->writer, 118);
    for (guint k = 0; k < out->variables->len; k++)
        add_variable(file, out->variables->pdata[k], k);
    for (guint k = 0; k < out->variables->len && !file->stata && out->survey != NULL; k++) {
        const VigieOutVariable *variable = out->variables->pdata[k];
        if (variable->item != NULL && strcmp(variable->item->name, out->survey->weight) == 0)
            readstat_writer_set_fweight_variable(file->writer,
                                                 readstat_get_variable(file->writer, (int)k));
    }
}

GBytes *
vigie_out_labelled(const VigieOut *out, GError **error)
{
    Labelled file = {.out = out,
                     .stata = out->question->format == VIGIE_EXPORT_DTA,
                     .writer = readstat_writer_init(),
                     .bytes = g_byte_array_new()};
    describe(&file);
    readstat_error_t code = put_records(&file);
    readstat_writer_free(file.writer);
    GBytes *bytes = g_byte_array_free_to_bytes(file.bytes);
    if (code == READSTAT_OK)
        return bytes;
    g_bytes_unref(bytes);
    g_set_error(error, VIGIE_EXPORT_ERROR, VIGIE_EXPORT_ERROR_WRITE,
                _("%s cannot be written in that format: %s"), out->question->table,
                readstat_error_message(code));
    return NULL;
}
