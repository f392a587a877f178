/* print.c - a codebook as a form again: what vigie understood, written strictly */
#include <math.h>
#include <string.h>
#include <vigie/codebook-compare.h>
#include <vigie/codebook-expression.h>

static void
cell(GString *out, const char *text)
{
    g_string_append_c(out, ',');
    vigie_text_append_csv(out, text, ',');
}

static void
number(GString *out, double value)
{
    char buffer[VIGIE_NUMBER_SIZE];
    cell(out, isnan(value) ? "" : vigie_number_print(value, buffer));
}

static void
expression(GString *out, const VigieExpression *of)
{
    cell(out, of != NULL ? vigie_expression_text(of) : "");
}

static void
label_headers(GString *out, const VigieCodebook *codebook)
{
    for (guint l = 0; l < codebook->n_languages; l++) {
        g_autofree char *header = g_strconcat("label::", codebook->languages[l], NULL);
        cell(out, *codebook->languages[l] != '\0' ? header : "label");
    }
}

static void
labels(GString *out, const VigieCodebook *codebook, char *const *label)
{
    for (guint l = 0; l < codebook->n_languages; l++)
        cell(out, label[l]);
}

static bool
names_its_list(const VigieItem *item)
{
    return item->list != NULL &&
           (g_str_has_prefix(item->type, "select_") || strcmp(item->type, "rank") == 0);
}

static void
parameters(GString *out, const VigieItem *item)
{
    char start[VIGIE_NUMBER_SIZE], end[VIGIE_NUMBER_SIZE], step[VIGIE_NUMBER_SIZE];
    g_autofree char *text = isnan(item->range_start)
                                ? g_strdup("")
                                : g_strdup_printf("start=%s end=%s step=%s",
                                                  vigie_number_print(item->range_start, start),
                                                  vigie_number_print(item->range_end, end),
                                                  vigie_number_print(item->range_step, step));
    cell(out, text);
}

/* What cannot be worked out from the items that are printed is said by a function that cannot be either. */
static void
calculation(GString *out, const VigieItem *item)
{
    const char *text =
        item->calculation != NULL ? vigie_expression_text(item->calculation) : NULL;
    bool calculated = strcmp(item->type, "calculate") == 0;
    if (calculated && (text == NULL || strstr(text, "position(") != NULL))
        cell(out, item->kind == VIGIE_VALUE_NUMBER ? "random()" : "uuid()");
    else
        cell(out, text != NULL ? text : "");
}

static void
print_item(GString *out, const VigieCodebook *codebook, const VigieItem *item)
{
    bool in_type = names_its_list(item), has_list = item->list != NULL && !in_type;
    g_autofree char *type =
        in_type ? g_strconcat(item->type, " ", item->list->name, NULL) : g_strdup(item->type);
    cell(out, type);
    cell(out, item->name);
    labels(out, codebook, item->labels);
    expression(out, item->relevant);
    expression(out, item->constraint);
    calculation(out, item);
    parameters(out, item);
    cell(out, has_list ? item->list->name : "");
    cell(out, has_list && item->kind == VIGIE_VALUE_CHOICES ? "multiple" : "");
    cell(out, item->required ? "yes" : "");
    cell(out, item->role);
    g_string_append_c(out, '\n');
}

static void
print_choice(GString *out, const VigieCodebook *codebook, const VigieList *list,
             const VigieChoice *choice)
{
    cell(out, list->name);
    cell(out, choice->name);
    labels(out, codebook, choice->labels);
    number(out, choice->score);
    cell(out, vigie_missing_name(choice->missing));
    g_string_append_c(out, '\n');
}

static void
print_choices(GString *out, const VigieCodebook *codebook)
{
    g_string_append(out, "choices\n,list_name,name");
    label_headers(out, codebook);
    g_string_append(out, ",score,missing\n");
    for (guint i = 0; i < codebook->lists->len; i++) {
        const VigieList *list = g_ptr_array_index(codebook->lists, i);
        for (guint c = 0; c < list->choices->len; c++)
            print_choice(out, codebook, list, vigie_list_get(list, c));
    }
}

char *
vigie_codebook_print(const VigieCodebook *codebook)
{
    GString *out = g_string_new("survey\n,type,name");
    label_headers(out, codebook);
    g_string_append(out, ",relevant,constraint,calculation,parameters,list,appearance,required,"
                         "role\n");
    for (guint i = 0; i < codebook->items->len; i++)
        print_item(out, codebook, g_ptr_array_index(codebook->items, i));
    if (codebook->lists->len > 0)
        print_choices(out, codebook);
    g_string_append(out, "settings\n,form_id,form_title,version,allow_choice_duplicates\n");
    cell(out, codebook->form_id);
    cell(out, codebook->form_title);
    cell(out, codebook->version);
    g_string_append(out, ",yes\n");
    return g_string_free(out, FALSE);
}

bool
vigie_codebook_rename(VigieCodebook *codebook, const char *name, const char *to)
{
    VigieItem *item = g_hash_table_lookup(codebook->by_name, name);
    if (item == NULL || g_hash_table_contains(codebook->by_name, to))
        return false;
    g_hash_table_remove(codebook->by_name, name);
    g_free(item->name);
    item->name = g_strdup(to);
    g_hash_table_insert(codebook->by_name, item->name, item);
    return true;
}
