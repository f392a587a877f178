/* languages.c - the languages of a form's labels: the default first; misspelt ones and labels that one lacks are told */
#include "meant.h"
#include "questionnaire.h"
#include <string.h>

/* A language as a header says it, with the first column that does. */
typedef struct {
    char *code, *said; /* "fr", "Français (fr)"; "" for a plain label */
    const VigieFormTable *table;
    guint field, columns; /* how many columns say it */
} Language;

static void
language_clear(gpointer pointer)
{
    Language *language = pointer;
    g_free(language->code);
    g_free(language->said);
}

static const char *
said_in(const VigieFormColumn *column)
{
    const char *colon = strchr(column->header, ':');
    return colon != NULL ? colon + strspn(colon, ": ") : "";
}

static void
add(GArray *languages, const VigieFormTable *table, guint field)
{
    const VigieFormColumn *column = &g_array_index(table->columns, VigieFormColumn, field - 1);
    for (guint i = 0; i < languages->len; i++) {
        Language *earlier = &g_array_index(languages, Language, i);
        if (strcmp(earlier->code, column->language) == 0) {
            earlier->columns++;
            return;
        }
    }
    Language added = {g_strdup(column->language), g_strdup(said_in(column)), table, field, 1};
    g_array_append_val(languages, added);
}

static GArray *
collect(const VigieForm *form)
{
    static const VigieFormSheet sheets[] = {VIGIE_SURVEY, VIGIE_CHOICES, VIGIE_EXTERNAL};
    GArray *languages = g_array_new(FALSE, FALSE, sizeof(Language));
    g_array_set_clear_func(languages, language_clear);
    for (; form != NULL; form = form->trunk)
        for (guint s = 0; s < G_N_ELEMENTS(sheets); s++) {
            const VigieFormTable *table = &form->tables[sheets[s]];
            for (guint i = 0; i < table->columns->len; i++)
                if (g_array_index(table->columns, VigieFormColumn, i).language != NULL)
                    add(languages, table, i + 1);
        }
    return languages;
}

/* "Français (fr)" -> "Français" */
static char *
bare(const char *said)
{
    const char *open = strchr(said, '(');
    return g_strstrip(g_strndup(said, open != NULL ? (gsize)(open - said) : strlen(said)));
}

/* The language that as many columns said before, or more, and whose name is near; NULL = none. */
static const Language *
nearest_language(const GArray *languages, const Language *one)
{
    g_autofree char *name = bare(one->said);
    for (guint i = 0; i < languages->len && *name != '\0'; i++) {
        const Language *other = &g_array_index(languages, Language, i);
        g_autofree char *candidate = bare(other->said);
        const char *const names[] = {candidate, NULL};
        bool more =
            other < one ? other->columns >= one->columns : other->columns > one->columns;
        if (more && strcmp(candidate, name) != 0 && *candidate != '\0' &&
            vigie_nearest(name, names) != NULL)
            return other;
    }
    return NULL;
}

/* One that only one column says, near to another that more do, is that one misspelt. */
static void
check_spelling(const VigieBuilder *builder, const GArray *languages)
{
    for (guint i = 0; i < languages->len; i++) {
        const Language *one = &g_array_index(languages, Language, i);
        const Language *nearest = one->columns == 1 ? nearest_language(languages, one) : NULL;
        if (nearest == NULL)
            continue;
        VigiePlace place = {one->table->file, one->table->header_line, one->field};
        g_autofree char *what = g_strdup_printf(
            _("no other column is in '%s'; did you mean '%s'?"), one->said, nearest->said);
        vigie_mistakes_add(builder->mistakes, VIGIE_CODEBOOK_ERROR_NAME, one->table->sheet,
                           &place, what);
    }
}

/* Moves the language of the setting default_language to the front. */
static void
set_default(const VigieBuilder *builder, GArray *languages)
{
    const GPtrArray *rows = builder->rows[VIGIE_SETTINGS];
    const VigieFormRow *row = rows->len > 0 ? g_ptr_array_index(rows, 0) : NULL;
    guint field = 0;
    const char *said =
        row != NULL ? vigie_xlsform_cell(row, VIGIE_COLUMN_DEFAULT_LANGUAGE, &field) : "";
    g_autofree char *code = vigie_xlsform_language(said);
    g_autofree const char **names = g_new0(const char *, languages->len + 1);
    bool plain = true;
    if (*said == '\0')
        return;
    for (guint i = 0; i < languages->len; i++) {
        Language language = g_array_index(languages, Language, i);
        names[i] = language.said;
        plain &= *language.said == '\0';
        if (strcmp(language.code, code) != 0)
            continue;
        memmove(languages->data + sizeof language, languages->data, i * sizeof language);
        g_array_index(languages, Language, 0) = language;
        return;
    }
    if (plain)
        return; /* a label without language is in the default one */
    g_autofree char *what = g_strdup_printf(_("default_language: no label is in '%s'"), said);
    g_autofree char *meant = vigie_meant(what, said, names, NULL);
    vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_VALUE, row, field, "%s", meant);
}

bool
vigie_builder_read_languages(VigieBuilder *builder)
{
    guint before = vigie_mistakes_count(builder->mistakes);
    g_autoptr(GArray) languages = collect(builder->form);
    check_spelling(builder, languages);
    set_default(builder, languages);
    builder->codebook->n_languages = languages->len;
    builder->codebook->languages = g_new0(char *, languages->len + 1);
    for (guint i = 0; i < languages->len; i++)
        builder->codebook->languages[i] = g_strdup(g_array_index(languages, Language, i).code);
    return vigie_mistakes_count(builder->mistakes) == before;
}

/* --- labels that one language lacks ---------------------------------------------------------- */

/* True if a row is labelled in some of the languages and not in this. */
static bool
lacks(const VigieFormRow *row, const char *language)
{
    bool labelled = false;
    const GArray *columns = row->table->columns;
    for (guint i = 0; i < columns->len; i++)
        labelled |= g_array_index(columns, VigieFormColumn, i).language != NULL &&
                    *row->cells[i] != '\0';
    return labelled && *vigie_builder_label_cell(row, "") == '\0' && /* which is for all */
           *vigie_builder_label_cell(row, language) == '\0';
}

/* One line a language and sheet, at the first of them. */
static void
check_sheet(const VigieBuilder *builder, const GPtrArray *rows, const char *language)
{
    const VigieFormRow *first = NULL;
    guint n = 0;
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < rows->len; i++) {
        const VigieFormRow *row = g_ptr_array_index(rows, i);
        if (!lacks(row, language))
            continue;
        first = first == NULL ? row : first;
        if (n++ < 5)
            g_string_append_printf(names, "%s%s", n > 1 ? ", " : "",
                                   vigie_xlsform_cell(row, VIGIE_COLUMN_NAME, NULL));
    }
    if (first == NULL)
        return;
    g_autofree char *what = g_strdup_printf(
        P_("%u label is missing in '%s': %s", "%u labels are missing in '%s': %s", n), n,
        language, names->str);
    VigiePlace place = vigie_builder_place(first, 0);
    vigie_mistakes_tell(builder->mistakes, VIGIE_DOUBT, first->table->sheet, &place, what);
}

void
vigie_builder_check_labels(const VigieBuilder *builder)
{
    const VigieCodebook *codebook = builder->codebook;
    for (guint i = 0; codebook->n_languages > 1 && i < codebook->n_languages; i++)
        if (*codebook->languages[i] != '\0') {
            check_sheet(builder, builder->rows[VIGIE_SURVEY], codebook->languages[i]);
            check_sheet(builder, builder->rows[VIGIE_CHOICES], codebook->languages[i]);
        }
}
