/* labels.c - labels of a statistics package's file in the guess of its columns */
#include "guess.h"
#include <string.h>

void
vigie_guess_label_free(gpointer label)
{
    g_free(((GuessLabel *)label)->raw);
    g_free(((GuessLabel *)label)->label);
    g_free(label);
}

/* The kind of a value that is declared missing, by the words of its label. */
static VigieMissing
missing_of(const char *label)
{
    static const struct {
        const char *word;
        VigieMissing missing;
    } words[] = {{"sait pas", VIGIE_DONT_KNOW},
                 {"nsp", VIGIE_DONT_KNOW},
                 {"sans opinion", VIGIE_DONT_KNOW},
                 {"know", VIGIE_DONT_KNOW},
                 {"no opinion", VIGIE_DONT_KNOW},
                 {"unsure", VIGIE_DONT_KNOW},
                 {"refus", VIGIE_REFUSED},
                 {"prefer not", VIGIE_REFUSED},
                 {"concern", VIGIE_NOT_APPLICABLE},
                 {"sans objet", VIGIE_NOT_APPLICABLE},
                 {"applicable", VIGIE_NOT_APPLICABLE}};
    g_autofree char *folded = vigie_text_fold(label);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(folded, words[i].word) != NULL)
            return words[i].missing;
    return VIGIE_BLANK;
}

static const GuessLabel *
find_label(const GuessColumn *column, const char *raw)
{
    for (guint i = 0; i < column->labels->len; i++) {
        const GuessLabel *label = column->labels->pdata[i];
        if (strcmp(label->raw, raw) == 0)
            return label;
    }
    return NULL;
}

bool
vigie_guess_is_no_answer(const GuessColumn *column, const char *raw)
{
    for (guint i = 0; i < column->labels->len; i++) {
        const GuessLabel *label = column->labels->pdata[i];
        if (label->missing != VIGIE_PRESENT && strcmp(label->raw, raw) == 0)
            return true;
    }
    return false;
}

bool
vigie_guess_has_choices(const GuessColumn *column)
{
    for (guint i = 0; i < column->labels->len; i++)
        if (((const GuessLabel *)column->labels->pdata[i])->missing == VIGIE_PRESENT)
            return true;
    return false;
}

/* True if each text seen has a label: then these are the choices, and not the ends of a scale. */
static bool
is_labelled(const GuessColumn *column)
{
    guint choices = 0;
    for (guint i = 0; i < column->labels->len; i++)
        choices += ((const GuessLabel *)column->labels->pdata[i])->missing == VIGIE_PRESENT;
    for (guint i = 0; i < column->values->len; i++)
        if (find_label(column, column->values->pdata[i]) == NULL)
            return false;
    return choices >= 2;
}

static void
take_labels(GuessColumn *column, const VigieSheetVariable *variable)
{
    if (*variable->label != '\0')
        column->label = g_strdup(variable->label);
    for (guint i = 0; i < variable->value_labels->len; i++) {
        const VigieSheetLabel *from = variable->value_labels->pdata[i];
        GuessLabel *label = g_new0(GuessLabel, 1);
        label->raw = g_strdup(from->raw);
        label->label = g_strdup(from->label);
        label->missing = from->missing ? missing_of(from->label) : VIGIE_PRESENT;
        g_ptr_array_add(column->labels, label);
    }
    if (is_labelled(column) && column->type < GUESS_SET)
        column->type = GUESS_CHOICE;
}

bool
vigie_guess_labels(Guess *guess, const char *path, GError **error)
{
    g_autoptr(GPtrArray) variables = vigie_sheet_variables(path, error);
    for (guint v = 0; variables != NULL && v < variables->len; v++) {
        const VigieSheetVariable *variable = variables->pdata[v];
        for (guint i = 0; i < guess->columns->len; i++) {
            GuessColumn *column = guess->columns->pdata[i];
            if (strcmp(column->header, variable->name) == 0)
                take_labels(column, variable);
        }
    }
    return variables != NULL;
}
