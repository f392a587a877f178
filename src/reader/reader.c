/* reader.c - vigie-reader: SPSS and Stata files as CSV on standard output, in a process of its own
 *   vigie-reader sav|dta FILE          rows: names of variables, then one row a record; UTF-8, commas
 *   vigie-reader sav|dta FILE labels   "row,name,raw,label,word": the variables and their measures, then the values
 *                                      that have labels, "missing" where the file declares them so
 * ReadStat reads bytes that anybody may have written: if one kills it, only this process dies.  Numbers read back
 * equal, dates are YYYY-MM-DD, system-missing values are empty, and tagged ones too unless they have a label (".a").  Line breaks in texts become blanks, so
 * that record k is line k + 1.  Exit 0 only if the file was read whole; else one line on standard error. */
#include "limit.h"
#include <errno.h>
#include <math.h>
#include <readstat.h>
#include <stdio.h>
#include <string.h>
#include <vigie/base-number.h>
#include <vigie/base-text.h>

/* Days from 14 October 1582 (SPSS) and from 1 January 1960 (Stata) to 1 January 1970. */
#define SPSS_EPOCH 141428
#define STATA_EPOCH 3653
#define DAY 86400.0
#define SEEN_MAX 100
#define FLUSH_AT (64 << 10)

/* What a number of a variable counts. */
typedef enum {
    PLAIN,
    DAYS,         /* since the epoch */
    SECONDS,      /* since the epoch */
    MILLISECONDS, /* since the epoch */
    MONTHS,       /* since January 1960 */
    CLOCK         /* seconds of the day */
} Meaning;

typedef struct {
    char *name, *label_set;
    Meaning meaning;
    GArray *missing; /* Range: values that the file declares missing */
    GPtrArray *seen; /* char*: values of it declared missing, a few at most */
} Variable;

typedef struct {
    double low, high;
} Range;

typedef struct {
    bool stata, labels;
    GPtrArray *variables;    /* Variable* */
    GPtrArray *value_labels; /* "set\nraw\nlabel" */
    GHashTable *tags;        /* "set\n.a": tagged missing values that have a label */
    GString *out;
    int expected_rows; /* -1 = the file does not say */
    int n_rows, row;   /* handed over whole; the one at work */
    guint next;        /* column of it */
    const char *problem;
    char said[256];
} Reader;

static void
variable_free(gpointer variable)
{
    Variable *v = variable;
    g_free(v->name);
    g_free(v->label_set);
    g_array_unref(v->missing);
    g_ptr_array_unref(v->seen);
    g_free(v);
}

static void
release(Reader *reader)
{
    g_ptr_array_unref(reader->variables);
    g_ptr_array_unref(reader->value_labels);
    g_hash_table_unref(reader->tags);
    g_string_free(reader->out, TRUE);
}

static void
note_problem(const char *message, void *user)
{
    Reader *reader = user;
    g_strlcpy(reader->said, message, sizeof reader->said);
    g_strdelimit(reader->said, "\r\n", ' ');
}

static bool
flush(Reader *reader)
{
    bool written = fwrite(reader->out->str, 1, reader->out->len, stdout) == reader->out->len;
    g_string_truncate(reader->out, 0);
    if (!written)
        reader->problem = g_strerror(errno);
    return written;
}

/* Cells ------------------------------------------------------------------------------------ */

static void
append_cell(Reader *reader, const char *text)
{
    g_autofree char *line = g_utf8_make_valid(text, -1);
    g_strdelimit(line, "\r\n", ' ');
    vigie_text_append_csv(reader->out, line, ',');
}

static void
append_date(GString *text, double days, double seconds)
{
    GDate date;
    g_date_clear(&date, 1);
    double julian = days + 719163;          /* GLib's day 1 is 1 January of the year 1 */
    if (!(julian >= 1 && julian < 3652060)) /* the year 9999 */
        return;
    g_date_set_julian(&date, (guint32)julian);
    g_string_append_printf(text, "%04u-%02u-%02u", g_date_get_year(&date),
                           (unsigned)g_date_get_month(&date), g_date_get_day(&date));
    if (seconds > 0)
        g_string_append_printf(text, "T%02d:%02d:%02d", (int)(seconds / 3600),
                               (int)fmod(seconds / 60, 60), (int)fmod(seconds, 60));
}

static void
append_moment(const Reader *reader, GString *text, double seconds)
{
    double days = floor(seconds / DAY);
    append_date(text, days - (reader->stata ? STATA_EPOCH : SPSS_EPOCH), seconds - days * DAY);
}

/* A date out of the calendar is left as its number. */
static void
append_number(const Reader *reader, GString *text, double number, Meaning meaning)
{
    char buffer[VIGIE_NUMBER_SIZE];
    if (meaning == DAYS)
        append_date(text, number - STATA_EPOCH, 0);
    else if (meaning == SECONDS || meaning == MILLISECONDS)
        append_moment(reader, text, meaning == SECONDS ? number : number / 1000);
    else if (meaning == MONTHS && number > -12000 && number < 90000)
        g_string_append_printf(text, "%04d-%02d", 1960 + (int)floor(number / 12),
                               (int)(number - 12 * floor(number / 12)) + 1);
    else if (meaning == CLOCK && number >= 0 && number < DAY)
        g_string_append_printf(text, "%02d:%02d:%02d", (int)(number / 3600),
                               (int)fmod(number / 60, 60), (int)fmod(number, 60));
    if (text->len == 0)
        g_string_append(text, vigie_number_print(number, buffer));
}

/* ".a" where it has a label, so that it says something; (transfer full). */
static char *
tag_text(const Reader *reader, const Variable *variable, char tag)
{
    g_autofree char *key =
        g_strdup_printf("%s\n.%c", variable->label_set != NULL ? variable->label_set : "", tag);
    return g_hash_table_contains(reader->tags, key) ? g_strdup_printf(".%c", tag)
                                                    : g_strdup("");
}

/* (transfer full) */
static char *
value_text(const Reader *reader, readstat_value_t value, Meaning meaning)
{
    if (readstat_value_is_system_missing(value))
        return g_strdup("");
    if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING) {
        const char *string = readstat_string_value(value);
        return g_strdup(string != NULL ? string : "");
    }
    GString *text = g_string_new(NULL);
    append_number(reader, text, readstat_double_value(value), meaning);
    return g_string_free(text, FALSE);
}

/* Variables -------------------------------------------------------------------------------- */

static Meaning
meaning_of(const Reader *reader, const char *format)
{
    static const struct {
        const char *prefix;
        Meaning meaning;
    } spss[] = {{"DATETIME", SECONDS}, {"DATE", SECONDS},  {"ADATE", SECONDS},
                {"EDATE", SECONDS},    {"SDATE", SECONDS}, {"JDATE", SECONDS},
                {"YMDHMS", SECONDS},   {"MOYR", SECONDS},  {"QYR", SECONDS},
                {"WKYR", SECONDS},     {"TIME", CLOCK}},
      stata[] = {{"%td", DAYS},
                 {"%d", DAYS},
                 {"%tc", MILLISECONDS},
                 {"%tC", MILLISECONDS},
                 {"%tm", MONTHS}};
    for (guint i = 0; format != NULL && !reader->stata && i < G_N_ELEMENTS(spss); i++)
        if (g_str_has_prefix(format, spss[i].prefix))
            return spss[i].meaning;
    for (guint i = 0; format != NULL && reader->stata && i < G_N_ELEMENTS(stata); i++)
        if (g_str_has_prefix(format, stata[i].prefix))
            return stata[i].meaning;
    return PLAIN;
}

static const char *
measure_word(const readstat_variable_t *variable)
{
    switch (readstat_variable_get_measure(variable)) {
    case READSTAT_MEASURE_NOMINAL:
        return "nominal";
    case READSTAT_MEASURE_ORDINAL:
        return "ordinal";
    case READSTAT_MEASURE_SCALE:
        return "scale";
    case READSTAT_MEASURE_UNKNOWN:
    default:
        return "";
    }
}

static void
take_missing(Variable *v, const readstat_variable_t *variable)
{
    for (int i = 0; i < readstat_variable_get_missing_ranges_count(variable); i++) {
        Range range = {
            readstat_double_value(readstat_variable_get_missing_range_lo(variable, i)),
            readstat_double_value(readstat_variable_get_missing_range_hi(variable, i))};
        g_array_append_val(v->missing, range);
    }
}

static int
take_variable(int index, readstat_variable_t *variable, const char *label_set, void *user)
{
    Reader *reader = user;
    (void)index;
    Variable *v = g_new0(Variable, 1);
    v->name = g_strdup(readstat_variable_get_name(variable));
    v->label_set = g_strdup(label_set);
    v->missing = g_array_new(FALSE, FALSE, sizeof(Range));
    v->seen = g_ptr_array_new_with_free_func(g_free);
    if (readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_NUMERIC) {
        v->meaning = meaning_of(reader, readstat_variable_get_format(variable));
        take_missing(v, variable);
    }
    g_ptr_array_add(reader->variables, v);
    if (reader->labels) {
        const char *label = readstat_variable_get_label(variable);
        g_string_append(reader->out, "variable,");
        append_cell(reader, v->name);
        g_string_append(reader->out, ",,");
        append_cell(reader, label != NULL ? label : "");
        g_string_append_printf(reader->out, ",%s\n", measure_word(variable));
    } else {
        if (reader->variables->len > 1)
            g_string_append_c(reader->out, ',');
        append_cell(reader, v->name);
    }
    return READSTAT_HANDLER_OK;
}

static int
take_metadata(readstat_metadata_t *metadata, void *user)
{
    ((Reader *)user)->expected_rows = readstat_get_row_count(metadata);
    return READSTAT_HANDLER_OK;
}

/* Rows ------------------------------------------------------------------------------------- */

/* Values declared missing that have no label are told as well: else 999 would count. */
static void
note_missing(Reader *reader, readstat_variable_t *variable, readstat_value_t value)
{
    const Variable *v =
        g_ptr_array_index(reader->variables, (guint)readstat_variable_get_index(variable));
    if (!readstat_value_is_defined_missing(value, variable) || v->seen->len == SEEN_MAX)
        return;
    char *raw = value_text(reader, value, v->meaning);
    if (g_ptr_array_find_with_equal_func(v->seen, raw, g_str_equal, NULL))
        g_free(raw);
    else
        g_ptr_array_add(v->seen, raw);
}

static int
take_value(int row, readstat_variable_t *variable, readstat_value_t value, void *user)
{
    Reader *reader = user;
    guint column = (guint)readstat_variable_get_index(variable);
    if (reader->labels) {
        note_missing(reader, variable, value);
        return READSTAT_HANDLER_OK;
    }
    if (column != reader->next || (column == 0 ? row != reader->n_rows : row != reader->row)) {
        reader->problem = "the values of a record do not come in order";
        return READSTAT_HANDLER_ABORT;
    }
    const Variable *v = g_ptr_array_index(reader->variables, column);
    g_autofree char *text = readstat_value_is_tagged_missing(value)
                                ? tag_text(reader, v, readstat_value_tag(value))
                                : value_text(reader, value, v->meaning);
    g_string_append_c(reader->out, column == 0 ? '\n' : ',');
    append_cell(reader, text);
    reader->row = row;
    reader->next = column + 1;
    if (reader->next == reader->variables->len) {
        reader->next = 0;
        reader->n_rows++;
    }
    return reader->out->len < FLUSH_AT || flush(reader) ? READSTAT_HANDLER_OK
                                                        : READSTAT_HANDLER_ABORT;
}

/* Labels ----------------------------------------------------------------------------------- */

static int
take_value_label(const char *set, readstat_value_t value, const char *label, void *user)
{
    Reader *reader = user;
    bool tagged = readstat_value_is_tagged_missing(value);
    g_autofree char *raw = tagged ? g_strdup_printf(".%c", readstat_value_tag(value))
                                  : value_text(reader, value, PLAIN);
    g_strdelimit(raw, "\n", ' ');
    if (tagged)
        g_hash_table_add(reader->tags, g_strdup_printf("%s\n%s", set, raw));
    g_ptr_array_add(reader->value_labels, g_strdup_printf("%s\n%s\n%s", set, raw, label));
    return READSTAT_HANDLER_OK;
}

/* True if the variable declares the value missing. */
static bool
is_missing(const Variable *variable, const char *raw)
{
    double number = g_ascii_strtod(raw, NULL);
    for (guint i = 0; i < variable->missing->len; i++) {
        Range range = g_array_index(variable->missing, Range, i);
        if (number >= range.low && number <= range.high)
            return true;
    }
    return *raw == '.';
}

static void
append_value_labels(Reader *reader, const Variable *variable)
{
    for (guint i = 0; variable->label_set != NULL && i < reader->value_labels->len; i++) {
        g_auto(GStrv) part = g_strsplit(g_ptr_array_index(reader->value_labels, i), "\n", 3);
        if (strcmp(part[0], variable->label_set) != 0)
            continue;
        g_string_append(reader->out, "value,");
        append_cell(reader, variable->name);
        g_string_append_c(reader->out, ',');
        append_cell(reader, part[1]);
        g_string_append_c(reader->out, ',');
        append_cell(reader, part[2]);
        g_string_append(reader->out, is_missing(variable, part[1]) ? ",missing\n" : ",\n");
    }
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
has_label(const Reader *reader, const Variable *variable, const char *raw)
{
    g_autofree char *begin = g_strdup_printf("%s\n%s\n", variable->label_set, raw);
    for (guint i = 0; variable->label_set != NULL && i < reader->value_labels->len; i++)
        if (g_str_has_prefix(g_ptr_array_index(reader->value_labels, i), begin))
            return true;
    return false;
}

static void
append_seen(Reader *reader, const Variable *variable)
{
    g_ptr_array_sort(variable->seen, compare_texts);
    for (guint i = 0; i < variable->seen->len; i++) {
        const char *raw = g_ptr_array_index(variable->seen, i);
        if (has_label(reader, variable, raw))
            continue;
        g_string_append(reader->out, "value,");
        append_cell(reader, variable->name);
        g_string_append_c(reader->out, ',');
        append_cell(reader, raw);
        g_string_append(reader->out, ",,missing\n");
    }
}

/* The whole -------------------------------------------------------------------------------- */

static readstat_error_t
parse(Reader *reader, const char *path)
{
    if (reader->labels)
        g_string_append(reader->out, "row,name,raw,label,word\n");
    readstat_parser_t *parser = readstat_parser_init();
    readstat_set_metadata_handler(parser, take_metadata);
    readstat_set_variable_handler(parser, take_variable);
    readstat_set_value_handler(parser, take_value);
    readstat_set_value_label_handler(parser, take_value_label);
    readstat_set_error_handler(parser, note_problem);
    readstat_error_t status = reader->stata ? readstat_parse_dta(parser, path, reader)
                                            : readstat_parse_sav(parser, path, reader);
    if (status == READSTAT_OK)
        for (guint i = 0; reader->labels && i < reader->variables->len; i++) {
            append_value_labels(reader, g_ptr_array_index(reader->variables, i));
            append_seen(reader, g_ptr_array_index(reader->variables, i));
        }
    readstat_parser_free(parser);
    return status;
}

/* Stata's labels stand behind the rows that need them. */
static readstat_error_t
read_tags(Reader *reader, const char *path)
{
    reader->labels = true;
    readstat_error_t status = parse(reader, path);
    reader->labels = false;
    g_ptr_array_set_size(reader->variables, 0);
    g_string_truncate(reader->out, 0);
    return status;
}

static bool
read_whole(Reader *reader, const char *path)
{
    readstat_error_t status = READSTAT_OK;
    if (reader->stata && !reader->labels)
        status = read_tags(reader, path);
    if (status == READSTAT_OK)
        status = parse(reader, path);
    if (status != READSTAT_OK && reader->problem == NULL)
        reader->problem = *reader->said != '\0' ? reader->said : readstat_error_message(status);
    if (reader->problem == NULL && reader->variables->len == 0)
        reader->problem = "it holds no variable";
    if (reader->problem == NULL && reader->next != 0)
        reader->problem = "it ends in the middle of a record";
    if (reader->problem != NULL)
        return false;
    if (!reader->labels && reader->expected_rows < 0) {
        reader->problem =
            "it does not announce how many records it holds, so that none can be missed: "
            "save it again in SPSS or PSPP";
        return false;
    }
    if (!reader->labels && reader->n_rows != reader->expected_rows) {
        g_snprintf(reader->said, sizeof reader->said, "it announces %d records and holds %d",
                   reader->expected_rows, reader->n_rows);
        reader->problem = reader->said;
        return false;
    }
    if (!reader->labels)
        g_string_append_c(reader->out, '\n');
    return flush(reader) && fflush(stdout) == 0;
}

int
main(int argc, char **argv)
{
    bool stata = argc >= 3 && strcmp(argv[1], "dta") == 0;
    bool labels = argc == 4 && strcmp(argv[3], "labels") == 0;
    if (argc < 3 || (!stata && strcmp(argv[1], "sav") != 0) || (argc > 3 && !labels)) {
        fprintf(stderr, "usage: vigie-reader sav|dta FILE [labels]\n");
        return 2;
    }
    vigie_limit();
    Reader reader = {.stata = stata,
                     .labels = labels,
                     .variables = g_ptr_array_new_with_free_func(variable_free),
                     .value_labels = g_ptr_array_new_with_free_func(g_free),
                     .tags = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                     .out = g_string_new(NULL),
                     .expected_rows = -1};
    bool done = read_whole(&reader, argv[2]);
    if (!done)
        fprintf(stderr, "%s\n", reader.problem != NULL ? reader.problem : g_strerror(errno));
    release(&reader);
    return done ? 0 : 1;
}
