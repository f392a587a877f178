/* free-text.c - the file of answers kept apart, see free-text.h */
#include "free-text.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>
#include <vigie/frame-identifier.h>

#define HEADER "source,file,line,item,text\n"
#define STATE_HEADER "source,file,sum\n"

struct VigieFreeText {
    char *table, *source, *file;
    char *origin; /* what the rows are read from: the sums of file, source and questionnaire */
    bool apart;   /* some item is kept apart */
    GString *rows;
};

VigieFreeText *
vigie_free_text_new(const VigieBatch *batch)
{
    g_autofree char *apart = vigie_codebook_personal_text(batch->questionnaire, true, NULL);
    VigieFreeText *words = g_new0(VigieFreeText, 1);
    words->table = g_strdup(batch->table);
    words->source = g_strdup(batch->source);
    words->file = g_strdup(batch->file);
    words->origin = g_strjoin(" ", batch->file_sha256, batch->source_sha256,
                              batch->questionnaire_sha256, NULL);
    words->apart = apart != NULL;
    words->rows = g_string_new(NULL);
    return words;
}

void
vigie_free_text_free(VigieFreeText *words)
{
    if (words == NULL)
        return;
    g_free(words->table);
    g_free(words->source);
    g_free(words->file);
    g_free(words->origin);
    g_string_free(words->rows, TRUE);
    g_free(words);
}

/* What identifies its author, or another, is masked: "write to [e-mail]". */
static void
add_row(VigieFreeText *words, const VigieColumn *column, gsize i, guint64 line)
{
    char buffer[VIGIE_NUMBER_SIZE];
    g_autofree char *masked =
        vigie_identifier_mask(vigie_column_text(column, i, buffer), true, VIGIE_IDENTIFIES_IP);
    vigie_text_append_csv(words->rows, words->source, ',');
    g_string_append_c(words->rows, ',');
    vigie_text_append_csv(words->rows, words->file, ',');
    g_string_append_printf(words->rows, ",%" PRIu64 ",%s,", line, column->name);
    vigie_text_append_csv(words->rows, masked, ',');
    g_string_append_c(words->rows, '\n');
}

void
vigie_free_text_add(VigieFreeText *words, const VigieFrame *chunk)
{
    for (gsize i = 0; i < chunk->n; i++)
        for (guint c = 0; c < chunk->columns->len; c++) {
            const VigieColumn *column = chunk->columns->pdata[c];
            if (column->item != NULL && column->why[i] == VIGIE_PRESENT &&
                vigie_item_identifies(column->item) == VIGIE_IDENTIFIER_SEPARATE)
                add_row(words, column, i, chunk->line[i]);
        }
}

/* What the store has, and what was just loaded: NULL = nothing. */
typedef struct {
    const VigieFreeText *words;
    const GPtrArray *batches;
    const char *survey;
} Loaded;

static bool
is_loaded(const Loaded *loaded, const char *source, const char *file)
{
    for (guint i = 0; i < loaded->batches->len; i++) {
        const VigieBatchRow *batch = loaded->batches->pdata[i];
        if (strcmp(batch->table, loaded->survey) == 0 && strcmp(batch->source, source) == 0 &&
            strcmp(batch->file, file) == 0)
            return true;
    }
    return false;
}

/* The end of a row of the file: a line end outside of quotes. */
static const char *
row_end(const char *row)
{
    bool quoted = false;
    for (; *row != '\0'; row++) {
        quoted = quoted != (*row == '"');
        if (*row == '\n' && !quoted)
            return row + 1;
    }
    return row;
}

/* The first two fields; false: no row of ours.  Names of sources and files are read back as they were written. */
static bool
read_key(const char *row, gsize length, char **source, char **file)
{
    char *out[2] = {NULL, NULL};
    gsize i = 0;
    for (guint k = 0; k < G_N_ELEMENTS(out); k++) {
        g_autoptr(GString) field = g_string_new(NULL);
        bool quoted = false;
        for (; i < length && (quoted || row[i] != ','); i++) {
            if (row[i] == '"' && quoted && row[i + 1] == '"')
                g_string_append_c(field, row[i++]);
            else if (row[i] == '"')
                quoted = !quoted;
            else
                g_string_append_c(field, row[i]);
        }
        i++;
        out[k] = g_string_free(g_steal_pointer(&field), FALSE);
    }
    *source = out[0];
    *file = out[1];
    return i < length;
}

static bool
is_row_of(const VigieFreeText *words, const char *source, const char *file)
{
    return words != NULL && strcmp(words->source, source) == 0 &&
           strcmp(words->file, file) == 0;
}

/* The old rows of files that the store still has and that were not just loaded. */
static void
keep_rows(GString *out, const char *old, const Loaded *loaded)
{
    if (!g_str_has_prefix(old, out->str))
        return;
    for (const char *row = old + out->len, *end; *row != '\0'; row = end) {
        end = row_end(row);
        g_autofree char *source = NULL, *file = NULL;
        if (read_key(row, (gsize)(end - row), &source, &file) &&
            !is_row_of(loaded->words, source, file) && is_loaded(loaded, source, file))
            g_string_append_len(out, row, (gssize)(end - row));
    }
}

/* The rows of one file; (transfer full). */
static char *
find_rows(const VigieFreeText *words, const char *text, const char *header)
{
    GString *rows = g_string_new(NULL);
    if (text != NULL && g_str_has_prefix(text, header))
        for (const char *row = text + strlen(header), *end; *row != '\0'; row = end) {
            end = row_end(row);
            g_autofree char *source = NULL, *file = NULL;
            if (read_key(row, (gsize)(end - row), &source, &file) &&
                is_row_of(words, source, file))
                g_string_append_len(rows, row, (gssize)(end - row));
        }
    return g_string_free(rows, FALSE);
}

/* The row of the state of a file that has these rows; (transfer full). */
static char *
state_row(const VigieFreeText *words, const char *rows)
{
    g_autofree char *all = g_strconcat(words->origin, "\n", rows, NULL);
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all, -1);
    GString *row = g_string_new(NULL);
    vigie_text_append_csv(row, words->source, ',');
    g_string_append_c(row, ',');
    vigie_text_append_csv(row, words->file, ',');
    g_string_append_printf(row, ",%s\n", sum);
    return g_string_free(row, FALSE);
}

/* The files --------------------------------------------------------------------------------- */

static char *
path_of(const VigieObservatory *observatory, const char *survey, const char *suffix)
{
    g_autofree char *beside = g_path_get_dirname(observatory->database);
    g_autofree char *name = g_strconcat(survey, suffix, NULL);
    return g_build_filename(beside, "free-text", name, NULL);
}

bool
vigie_free_text_is_current(const VigieFreeText *words, const VigieObservatory *observatory)
{
    if (!words->apart)
        return true;
    g_autofree char *path = path_of(observatory, words->table, ".csv");
    g_autofree char *state_path = path_of(observatory, words->table, ".state");
    g_autofree char *text = NULL, *state = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    g_file_get_contents(state_path, &state, NULL, NULL);
    g_autofree char *rows = find_rows(words, text, HEADER);
    g_autofree char *now = state_row(words, rows);
    g_autofree char *then = find_rows(words, state, STATE_HEADER);
    return strcmp(now, then) == 0;
}

static bool
make_folder(const char *path, GError **error)
{
    g_autofree char *dir = g_path_get_dirname(path);
    if (g_mkdir_with_parents(dir, 0700) == 0)
        return true;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno),
                _("%s cannot be made: %s"), dir, g_strerror(errno));
    return false;
}

/* Written aside by its owner's rights alone, then renamed; without a row there is no file. */
static bool
write_private(const char *path, const GString *text, gsize header, GError **error)
{
    if (text->len == header)
        return g_unlink(path) == 0 || errno == ENOENT;
    return make_folder(path, error) &&
           g_file_set_contents_full(path, text->str, (gssize)text->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* One of the two files: what is kept of it, then row. */
static bool
rewrite(const char *path, const char *header, const char *row, const Loaded *loaded,
        GError **error)
{
    g_autofree char *old = NULL;
    g_autoptr(GString) text = g_string_new(header);
    if (g_file_get_contents(path, &old, NULL, NULL))
        keep_rows(text, old, loaded);
    g_string_append(text, row);
    return write_private(path, text, strlen(header), error);
}

bool
vigie_free_text_write(const VigieFreeText *words, const VigieObservatory *observatory,
                      VigieStore *store, const char *survey, GError **error)
{
    g_autofree char *path = path_of(observatory, survey, ".csv");
    g_autofree char *state_path = path_of(observatory, survey, ".state");
    bool apart = words != NULL && words->apart;
    if (!apart && !g_file_test(path, G_FILE_TEST_EXISTS) &&
        !g_file_test(state_path, G_FILE_TEST_EXISTS))
        return true;
    g_autoptr(GPtrArray) batches = vigie_store_batches(store, error);
    if (batches == NULL)
        return false;
    g_autofree char *state = apart ? state_row(words, words->rows->str) : g_strdup("");
    const Loaded loaded = {words, batches, survey};
    return rewrite(path, HEADER, words != NULL ? words->rows->str : "", &loaded, error) &&
           rewrite(state_path, STATE_HEADER, state, &loaded, error);
}
