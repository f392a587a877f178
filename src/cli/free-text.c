/* free-text.c - the file of answers kept apart, see free-text.h */
#include "free-text.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>
#include <vigie/frame-identifier.h>

#define HEADER "source,file,line,item,text\n"

struct VigieFreeText {
    char *source, *file;
    GString *rows;
};

VigieFreeText *
vigie_free_text_new(const char *source, const char *file)
{
    VigieFreeText *words = g_new0(VigieFreeText, 1);
    words->source = g_strdup(source);
    words->file = g_strdup(file);
    words->rows = g_string_new(NULL);
    return words;
}

void
vigie_free_text_free(VigieFreeText *words)
{
    if (words == NULL)
        return;
    g_free(words->source);
    g_free(words->file);
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

static bool
is_loaded(const GPtrArray *batches, const char *survey, const char *source, const char *file)
{
    for (guint i = 0; i < batches->len; i++) {
        const VigieBatchRow *batch = batches->pdata[i];
        if (strcmp(batch->table, survey) == 0 && strcmp(batch->source, source) == 0 &&
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

/* The old rows of files that the store still has and that were not just loaded. */
static void
keep_rows(GString *out, const char *old, const VigieFreeText *words, const GPtrArray *batches,
          const char *survey)
{
    if (!g_str_has_prefix(old, HEADER))
        return;
    for (const char *row = old + strlen(HEADER), *end; *row != '\0'; row = end) {
        end = row_end(row);
        g_autofree char *source = NULL, *file = NULL;
        bool whole = read_key(row, (gsize)(end - row), &source, &file);
        bool again = words != NULL && strcmp(words->source, source) == 0 &&
                     strcmp(words->file, file) == 0;
        if (whole && !again && is_loaded(batches, survey, source, file))
            g_string_append_len(out, row, (gssize)(end - row));
    }
}

/* Written aside by its owner's rights alone, then renamed. */
static bool
write_private(const char *path, const GString *text, GError **error)
{
    return g_file_set_contents_full(path, text->str, (gssize)text->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

bool
vigie_free_text_write(const VigieFreeText *words, const VigieObservatory *observatory,
                      VigieStore *store, const char *survey, GError **error)
{
    g_autofree char *beside = g_path_get_dirname(observatory->database);
    g_autofree char *dir = g_build_filename(beside, "free-text", NULL);
    g_autofree char *name = g_strconcat(survey, ".csv", NULL);
    g_autofree char *path = g_build_filename(dir, name, NULL);
    g_autofree char *old = NULL;
    bool there = g_file_get_contents(path, &old, NULL, NULL);
    if (!there && (words == NULL || words->rows->len == 0))
        return true;
    g_autoptr(GPtrArray) batches = vigie_store_batches(store, error);
    if (batches == NULL)
        return false;
    g_autoptr(GString) text = g_string_new(HEADER);
    if (there)
        keep_rows(text, old, words, batches, survey);
    if (words != NULL)
        g_string_append_len(text, words->rows->str, (gssize)words->rows->len);
    if (text->len == strlen(HEADER))
        return g_unlink(path) == 0 || errno == ENOENT;
    if (g_mkdir_with_parents(dir, 0700) != 0) {
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno),
                    _("%s cannot be made: %s"), dir, g_strerror(errno));
        return false;
    }
    return write_private(path, text, error);
}
