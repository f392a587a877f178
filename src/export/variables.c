/* variables.c - which variables a file has, their codes and labels, and the value of each in a record */
#include "export.h"
#include <string.h>

void
vigie_out_variable_free(VigieOutVariable *variable)
{
    for (guint why = 0; why < VIGIE_N_MISSING; why++)
        g_free(variable->missing_label[why]);
    g_strfreev(variable->code_label);
    g_free(variable->code);
    g_free(variable->label);
    g_free(variable->name);
    g_free(variable);
}

char *
vigie_out_cut(const char *text, gsize bytes)
{
    g_autofree char *line = vigie_text_line(text);
    gsize length = strlen(line);
    if (length <= bytes)
        return g_steal_pointer(&line);
    const char *end = line + bytes;
    while (end > line && ((guchar)*end & 0xC0) == 0x80)
        end--;
    return g_strndup(line, (gsize)(end - line));
}

/* A whole number as it is usually written: "12", "-1", not "012". */
static bool
read_code(const char *name, double *code)
{
    gsize sign = *name == '-', length = strlen(name + sign);
    if (length == 0 || length > 9 || strspn(name + sign, "0123456789") != length ||
        (name[sign] == '0' && (length > 1 || sign > 0)))
        return false;
    *code = (double)g_ascii_strtoll(name, NULL, 10);
    return true;
}

/* By their names where all are whole numbers, else 1, 2, 3 … */
static void
set_codes(VigieOutVariable *variable, char **names)
{
    bool whole = true;
    for (guint i = 0; i < variable->n_codes; i++)
        whole = (names[i] == NULL || read_code(names[i], &variable->code[i])) && whole;
    for (guint i = 0; i < variable->n_codes && !whole; i++)
        variable->code[i] = i + 1;
}

static void
code_choices(VigieOut *out, VigieOutVariable *variable)
{
    const GPtrArray *choices = variable->item->list->choices;
    g_autofree char **names = g_new0(char *, choices->len + 1);
    variable->n_codes = choices->len;
    variable->code = g_new0(double, choices->len + 1);
    variable->code_label = g_new0(char *, choices->len + 1);
    for (guint i = 0; i < choices->len; i++) {
        const VigieChoice *choice = choices->pdata[i];
        bool answer = choice->missing == VIGIE_PRESENT;
        names[i] = answer ? choice->name : NULL;
        variable->code_label[i] = g_strdup(
            answer ? vigie_choice_label(out->codebook, choice, out->question->lang) : "");
        if (!answer) {
            g_free(variable->missing_label[choice->missing]);
            variable->missing_label[choice->missing] =
                g_strdup(vigie_choice_label(out->codebook, choice, out->question->lang));
        }
    }
    set_codes(variable, names);
}

/* Waves keep their names; what the design calls a place becomes a number. */
static void
code_levels(VigieOutVariable *variable)
{
    const GPtrArray *levels = variable->column->levels;
    variable->n_codes = levels->len;
    variable->code = g_new0(double, levels->len + 1);
    for (guint i = 0; i < levels->len; i++)
        variable->code[i] = i + 1;
    if (variable->item != NULL)
        return;
    g_autofree char **names = g_new0(char *, levels->len + 1);
    variable->code_label = g_new0(char *, levels->len + 1);
    for (guint i = 0; i < levels->len; i++) {
        names[i] = levels->pdata[i];
        variable->code_label[i] = g_strdup(names[i]);
    }
    set_codes(variable, names);
}

/* A choice that the list has no more is invalid. */
static double
coded(const VigieOutVariable *variable, gsize i)
{
    double value = variable->column->value[i];
    return value >= 0 && value < variable->n_codes ? variable->code[(guint)value] : NAN;
}

/* 1 if the record has the choice; of a rank, its place. */
static double
flagged(const VigieOutVariable *variable, gsize i)
{
    if (!variable->item->ordered)
        return vigie_column_has_choice(variable->column, i, variable->choice->name);
    char buffer[VIGIE_NUMBER_SIZE];
    g_auto(GStrv) names = g_strsplit(vigie_column_text(variable->column, i, buffer), " ", -1);
    for (guint k = 0; names[k] != NULL; k++)
        if (strcmp(names[k], variable->choice->name) == 0)
            return k + 1;
    return 0;
}

double
vigie_out_value(const VigieOutVariable *variable, gsize i, VigieMissing *why)
{
    *why = (VigieMissing)variable->column->why[i];
    if (*why != VIGIE_PRESENT)
        return NAN;
    double value = variable->kind == VIGIE_OUT_CODE   ? coded(variable, i)
                   : variable->kind == VIGIE_OUT_FLAG ? flagged(variable, i)
                                                      : variable->column->value[i];
    if (isnan(value))
        *why = VIGIE_INVALID;
    return value;
}

static const char *
why_text(const VigieOut *out, VigieMissing why)
{
    const char *const *texts = out->question->missing_text;
    return texts != NULL ? texts[why] : vigie_missing_text(why);
}

/* -99 … -95, or further below where values are. */
static void
set_missing_codes(const VigieOut *out, VigieOutVariable *variable, double least)
{
    double power = 100;
    while (-0.9 * power >= least && power < 1e300)
        power *= 10;
    double step = MAX(1, power / 1e12);
    variable->missing[VIGIE_PRESENT] = variable->missing[VIGIE_BLANK] = NAN;
    for (guint why = VIGIE_DONT_KNOW; why < VIGIE_N_MISSING; why++) {
        variable->missing[why] = -power + step * (why - VIGIE_BLANK);
        if (variable->missing_label[why] == NULL)
            variable->missing_label[why] = g_strdup(why_text(out, (VigieMissing)why));
    }
}

static int
decimals_of(double value)
{
    char buffer[VIGIE_NUMBER_SIZE];
    if (floor(value) == value || fabs(value) >= 1e15) // NOLINT(clang-diagnostic-float-equal)
        return 0;
    const char *point = strchr(vigie_number_print(value, buffer), '.');
    return point != NULL && strchr(point, 'e') == NULL ? (int)strlen(point + 1) : 0;
}

/* Of the values that go: the least, the widest, the decimals. */
static void
measure(const VigieOut *out, VigieOutVariable *variable)
{
    double least = 0, most = 0;
    for (guint i = 0; i < variable->n_codes; i++)
        least = MIN(least, variable->code[i]);
    bool number = variable->kind == VIGIE_OUT_NUMBER;
    for (gsize i = 0; i < out->frame->n; i++) {
        double value = variable->column->value[i];
        if (!number || !out->mask[i] || isnan(value))
            continue;
        least = MIN(least, value);
        most = MAX(most, fabs(value));
        variable->decimals = MAX(variable->decimals, MIN(decimals_of(value), 10));
    }
    variable->width = 3 + variable->decimals;
    for (double left = MAX(most, 100000); left >= 1 && variable->width < 38; left /= 10)
        variable->width++;
    set_missing_codes(out, variable, least);
}

static VigieOutVariable *
add(VigieOut *out, const VigieItem *item, const VigieColumn *column, VigieOutKind kind)
{
    VigieOutVariable *variable = g_new0(VigieOutVariable, 1);
    variable->item = item;
    variable->column = column;
    variable->kind = kind;
    variable->name = g_strdup(column->name);
    const char *label =
        item != NULL ? vigie_item_label(out->codebook, item, out->question->lang) : NULL;
    variable->label = g_strdup(label != NULL ? label : column->name);
    g_ptr_array_add(out->variables, variable);
    return variable;
}

static void
add_choices(VigieOut *out, const VigieItem *item, const VigieColumn *column)
{
    for (guint i = 0; i < item->list->choices->len; i++) {
        const VigieChoice *choice = item->list->choices->pdata[i];
        if (choice->missing != VIGIE_PRESENT)
            continue;
        VigieOutVariable *variable = add(out, item, column, VIGIE_OUT_FLAG);
        g_autofree char *question = g_steal_pointer(&variable->label);
        g_free(variable->name);
        variable->choice = choice;
        variable->name = g_strdup_printf("%s_%s", item->name, choice->name);
        variable->label = g_strdup_printf(
            out->question->lang == VIGIE_LANG_FR ? "%s : %s" : "%s: %s", question,
            vigie_choice_label(out->codebook, choice, out->question->lang));
        measure(out, variable);
    }
}

static void
add_column(VigieOut *out, const VigieItem *item, const char *name)
{
    const VigieColumn *column = vigie_frame_column(out->frame, name);
    if (column->kind == VIGIE_VALUE_CHOICES) {
        add_choices(out, item, column);
        return;
    }
    VigieOutKind kind = column->kind == VIGIE_VALUE_NUMBER ? VIGIE_OUT_NUMBER
                        : column->kind == VIGIE_VALUE_DATE ? VIGIE_OUT_DATE
                                                           : VIGIE_OUT_CODE;
    VigieOutVariable *variable = add(out, item, column, kind);
    if (column->kind == VIGIE_VALUE_CHOICE)
        code_choices(out, variable);
    else if (column->kind == VIGIE_VALUE_TEXT)
        code_levels(variable);
    measure(out, variable);
}

void
vigie_out_plan(VigieOut *out)
{
    out->variables = g_ptr_array_new_with_free_func((GDestroyNotify)vigie_out_variable_free);
    add_column(out, NULL, "year");
    add_column(out, NULL, "wave");
    for (guint i = 0; i < out->items->len; i++) {
        const VigieItem *item = out->items->pdata[i];
        add_column(out, item, item->name);
    }
    vigie_out_name(out);
}
