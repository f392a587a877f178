/* ddi.c - DDI Codebook 2.5: what the file is, its variables and how many answers there are, under the publication rule */
#include "export.h"
#include <inttypes.h>
#include <string.h>

typedef struct {
    const VigieOut *out;
    const VigieObservatory *observatory;
    GString *xml;
} Ddi;

/* <name attributes>text</name>; attributes with a blank before, or "". */
static void
element(const Ddi *ddi, const char *name, const char *attributes, const char *text)
{
    g_autofree char *line = vigie_text_line(text);
    g_autofree char *escaped = g_markup_escape_text(line, -1);
    g_string_append_printf(ddi->xml, "<%s%s>%s</%s>\n", name, attributes, escaped, name);
}

/* Once for each language that has a label; the name where none has. */
static void
labels(const Ddi *ddi, const char *name, char **label, const char *fallback)
{
    const VigieCodebook *codebook = ddi->out->codebook;
    guint n = 0;
    for (guint i = 0; label != NULL && i < codebook->n_languages; i++) {
        if (*label[i] == '\0')
            continue;
        g_autofree char *code = g_markup_escape_text(codebook->languages[i], -1);
        g_autofree char *attribute =
            *code != '\0' ? g_strdup_printf(" xml:lang=\"%s\"", code) : g_strdup("");
        element(ddi, name, attribute, label[i]);
        n++;
    }
    if (n == 0)
        element(ddi, name, "", fallback);
}

/* Study and file ----------------------------------------------------------------------------- */

static void
put_dates(const Ddi *ddi)
{
    const VigieColumn *year = vigie_frame_column(ddi->out->frame, "year");
    double first = NAN, last = NAN;
    char buffer[VIGIE_NUMBER_SIZE];
    for (gsize i = 0; i < ddi->out->frame->n; i++) {
        if (!ddi->out->mask[i] || isnan(year->value[i]))
            continue;
        first = isnan(first) ? year->value[i] : MIN(first, year->value[i]);
        last = isnan(last) ? year->value[i] : MAX(last, year->value[i]);
    }
    if (isnan(first))
        return;
    element(ddi, "timePrd", " event=\"start\"", vigie_number_print(first, buffer));
    element(ddi, "timePrd", " event=\"end\"", vigie_number_print(last, buffer));
}

static void
put_method(const Ddi *ddi)
{
    const VigieSurvey *survey = ddi->out->survey;
    g_string_append(ddi->xml, "<method><dataColl>\n");
    if (survey != NULL && survey->voluntary)
        element(ddi, "sampProc", "", _("voluntary sample, no probability sampling"));
    else if (survey != NULL) {
        g_autofree char *strata = g_strjoinv(", ", survey->strata);
        g_autofree char *cluster = g_strjoinv(", ", survey->cluster);
        g_autofree char *text = g_strdup_printf(_("strata: %s; primary units: %s"),
                                                *strata != '\0' ? strata : _("none"),
                                                *cluster != '\0' ? cluster : _("records"));
        element(ddi, "sampProc", "", text);
    }
    if (survey != NULL && *survey->weight != '\0')
        element(ddi, "weight", "", survey->weight);
    g_string_append(ddi->xml, "</dataColl></method>\n");
}

static void
put_study(const Ddi *ddi)
{
    const VigieOut *out = ddi->out;
    g_string_append(ddi->xml, "<stdyDscr>\n<citation><titlStmt>\n");
    element(ddi, "titl", "", out->title);
    g_autofree char *id =
        g_strdup_printf("%s.%s", ddi->observatory->name, out->question->table);
    element(ddi, "IDNo", "", id);
    g_string_append(ddi->xml, "</titlStmt></citation>\n<stdyInfo><sumDscr>\n");
    put_dates(ddi);
    if (*ddi->observatory->territory != '\0')
        element(ddi, "geogCover", "", ddi->observatory->territory);
    if (out->survey != NULL && *out->survey->unit != '\0')
        element(ddi, "anlyUnit", "", out->survey->unit);
    g_string_append(ddi->xml, "</sumDscr></stdyInfo>\n");
    put_method(ddi);
    g_string_append(ddi->xml, "</stdyDscr>\n");
    g_string_append_printf(ddi->xml,
                           "<fileDscr ID=\"F1\"><fileTxt><dimensns><caseQnty>%zu</caseQnty>"
                           "<varQnty>%u</varQnty></dimensns></fileTxt></fileDscr>\n",
                           out->n, out->variables->len);
}

/* Counts ------------------------------------------------------------------------------------- */

/* Counts of a variable: of each code (of all values, where it has none), then of each kind of no answer.  hidden:
 * below the publication rule, or needed so that the total gives none of them away. */
typedef struct {
    guint n_valid;
    GArray *count; /* guint64 */
    bool *hidden;  /* [the same] */
    bool any_hidden;
    double sum, squares;
    guint64 valid;
} Counts;

static void
counts_clear(Counts *counts)
{
    g_clear_pointer(&counts->count, g_array_unref);
    g_clear_pointer(&counts->hidden, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Counts, counts_clear)

static guint64 *
at(const Counts *counts, guint i)
{
    return &g_array_index(counts->count, guint64, i);
}

/* Of a FLAG, 0 and 1 (of a rank the places). */
static guint
cell_of(const VigieOutVariable *variable, gsize i, double value)
{
    if (variable->kind == VIGIE_OUT_CODE && variable->code_label != NULL)
        return (guint)variable->column->value[i];
    return variable->kind == VIGIE_OUT_FLAG ? value > 0 : 0;
}

static void
count(const VigieOut *out, const VigieOutVariable *variable, Counts *counts)
{
    bool coded = variable->kind == VIGIE_OUT_CODE && variable->code_label != NULL;
    counts->n_valid = coded ? variable->n_codes : variable->kind == VIGIE_OUT_FLAG ? 2 : 1;
    counts->count = g_array_new(FALSE, TRUE, sizeof(guint64));
    g_array_set_size(counts->count, counts->n_valid + VIGIE_N_MISSING);
    counts->hidden = g_new0(bool, counts->count->len);
    for (gsize i = 0; i < out->frame->n; i++) {
        VigieMissing why = VIGIE_PRESENT;
        double value = out->mask[i] ? vigie_out_value(variable, i, &why) : NAN;
        if (!out->mask[i])
            continue;
        guint cell = why == VIGIE_PRESENT ? cell_of(variable, i, value) : counts->n_valid + why;
        (*at(counts, cell))++;
        if (why != VIGIE_PRESENT)
            continue;
        counts->valid++;
        counts->sum += value;
        counts->squares += value * value;
    }
}

/* The smallest that is shown yet, or -1. */
static gint
smallest_shown(const Counts *counts)
{
    gint found = -1;
    for (guint i = 0; i < counts->count->len; i++)
        if (!counts->hidden[i] && *at(counts, i) > 0 &&
            (found < 0 || *at(counts, i) < *at(counts, (guint)found)))
            found = (gint)i;
    return found;
}

/* Small counts, and more until those hidden are two or more and enough together: the total is known. */
static void
hide(Counts *counts, double below)
{
    guint n = 0;
    guint64 sum = 0;
    for (guint i = 0; i < counts->count->len; i++) {
        guint64 number = *at(counts, i);
        counts->hidden[i] = number > 0 && (double)number < below;
        n += counts->hidden[i];
        sum += counts->hidden[i] ? number : 0;
    }
    counts->any_hidden = n > 0;
    while (n > 0 && (n < 2 || (double)sum < below)) {
        gint more = smallest_shown(counts);
        if (more < 0)
            return;
        counts->hidden[more] = true;
        sum += *at(counts, (guint)more);
        n++;
    }
}

/* Variables ---------------------------------------------------------------------------------- */

static void
begin_category(const Ddi *ddi, double code, bool missing)
{
    char buffer[VIGIE_NUMBER_SIZE];
    g_string_append_printf(ddi->xml, "<catgry missing=\"%s\">\n", missing ? "Y" : "N");
    element(ddi, "catValu", "", vigie_number_print(code, buffer));
}

static void
end_category(const Ddi *ddi, const Counts *counts, guint cell)
{
    if (!counts->hidden[cell])
        g_string_append_printf(
            ddi->xml, "<catStat type=\"freq\" wgtd=\"not-wgtd\">%" PRIu64 "</catStat>\n",
            *at(counts, cell));
    g_string_append(ddi->xml, "</catgry>\n");
}

static void
put_categories(const Ddi *ddi, const VigieOutVariable *variable, const Counts *counts)
{
    bool coded = variable->kind == VIGIE_OUT_CODE && variable->code_label != NULL;
    for (guint i = 0; coded && i < variable->n_codes; i++) {
        const VigieChoice *choice =
            variable->item != NULL ? vigie_list_get(variable->item->list, i) : NULL;
        if (choice != NULL && choice->missing != VIGIE_PRESENT)
            continue;
        begin_category(ddi, variable->code[i], false);
        labels(ddi, "labl", choice != NULL ? choice->labels : NULL, variable->code_label[i]);
        end_category(ddi, counts, i);
    }
    for (guint i = 0; variable->kind == VIGIE_OUT_FLAG && !variable->item->ordered && i < 2;
         i++) {
        begin_category(ddi, i, false);
        end_category(ddi, counts, i);
    }
    for (guint why = VIGIE_DONT_KNOW; why < VIGIE_N_MISSING; why++) {
        begin_category(ddi, variable->missing[why], true);
        element(ddi, "labl", "", variable->missing_label[why]);
        end_category(ddi, counts, counts->n_valid + why);
    }
}

/* Not where a count is hidden that they would give away; never of design numbers. */
static void
put_statistics(const Ddi *ddi, const VigieOutVariable *variable, const Counts *counts)
{
    char buffer[VIGIE_NUMBER_SIZE];
    double n = (double)counts->valid;
    if (counts->any_hidden)
        return;
    element(ddi, "sumStat", " type=\"vald\" wgtd=\"not-wgtd\"", vigie_number_print(n, buffer));
    element(ddi, "sumStat", " type=\"invd\" wgtd=\"not-wgtd\"",
            vigie_number_print((double)ddi->out->n - n, buffer));
    if (variable->kind != VIGIE_OUT_NUMBER || n < MAX(2, ddi->observatory->suppress_below))
        return;
    double mean = counts->sum / n;
    double variance = MAX(0, (counts->squares - n * mean * mean) / (n - 1));
    element(ddi, "sumStat", " type=\"mean\" wgtd=\"not-wgtd\"",
            vigie_number_print(mean, buffer));
    element(ddi, "sumStat", " type=\"stdev\" wgtd=\"not-wgtd\"",
            vigie_number_print(sqrt(variance), buffer));
}

static void
put_question(const Ddi *ddi, const VigieOutVariable *variable)
{
    char low[VIGIE_NUMBER_SIZE], high[VIGIE_NUMBER_SIZE];
    if (variable->item != NULL) {
        g_string_append(ddi->xml, "<qstn>\n");
        labels(ddi, "qstnLit", variable->item->labels, variable->label);
        g_string_append(ddi->xml, "</qstn>\n");
    }
    g_string_append_printf(ddi->xml, "<invalrng><range min=\"%s\" max=\"%s\"/></invalrng>\n",
                           vigie_number_print(variable->missing[VIGIE_DONT_KNOW], low),
                           vigie_number_print(variable->missing[VIGIE_INVALID], high));
}

static void
put_variable(const Ddi *ddi, const VigieOutVariable *variable, guint k)
{
    const VigieSurvey *survey = ddi->out->survey;
    bool number = variable->kind == VIGIE_OUT_NUMBER || variable->kind == VIGIE_OUT_DATE;
    bool weight = survey != NULL && variable->item != NULL &&
                  strcmp(survey->weight, variable->item->name) == 0;
    g_auto(Counts) counts = {.n_valid = 0};
    count(ddi->out, variable, &counts);
    hide(&counts, ddi->observatory->suppress_below);
    g_string_append_printf(
        ddi->xml, "<var ID=\"V%u\" name=\"%s\" files=\"F1\" intrvl=\"%s\"%s>\n", k + 1,
        variable->name, number ? "contin" : "discrete", weight ? " wgt=\"wgt\"" : "");
    labels(ddi, "labl",
           variable->choice == NULL && variable->item != NULL ? variable->item->labels : NULL,
           variable->label);
    put_question(ddi, variable);
    if (variable->item != NULL && variable->item->relevant != NULL)
        element(ddi, "universe", "", vigie_expression_text(variable->item->relevant));
    put_statistics(ddi, variable, &counts);
    put_categories(ddi, variable, &counts);
    g_string_append_printf(ddi->xml, "<varFormat type=\"numeric\"%s/>\n</var>\n",
                           variable->kind == VIGIE_OUT_DATE ? " category=\"date\"" : "");
}

/* The sets of several answers, then the sections. */
static void
put_group(const Ddi *ddi, guint first, const char *type)
{
    const GPtrArray *variables = ddi->out->variables;
    const VigieOutVariable *head = variables->pdata[first];
    bool several = strcmp(type, "multipleResp") == 0;
    g_string_append_printf(ddi->xml, "<varGrp ID=\"%c%u\" type=\"%s\" var=\"",
                           several ? 'M' : 'S', first + 1, type);
    for (guint k = first; k < variables->len; k++) {
        const VigieOutVariable *variable = variables->pdata[k];
        if (variable->item != NULL &&
            (several ? variable->item == head->item
                     : strcmp(variable->item->group, head->item->group) == 0))
            g_string_append_printf(ddi->xml, "%sV%u", k > first ? " " : "", k + 1);
    }
    g_string_append(ddi->xml, "\">\n");
    if (several)
        labels(ddi, "labl", head->item->labels, head->item->name);
    else
        element(ddi, "labl", "", head->item->group);
    g_string_append(ddi->xml, "</varGrp>\n");
}

static void
put_groups(const Ddi *ddi)
{
    const GPtrArray *variables = ddi->out->variables;
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint k = 0; k < variables->len; k++) {
        const VigieOutVariable *variable = variables->pdata[k];
        if (variable->kind == VIGIE_OUT_FLAG &&
            ((const VigieOutVariable *)variables->pdata[k - 1])->item != variable->item)
            put_group(ddi, k, "multipleResp");
        if (variable->item != NULL && *variable->item->group != '\0' &&
            g_hash_table_add(seen, variable->item->group))
            put_group(ddi, k, "section");
    }
}

char *
vigie_out_ddi(const VigieOut *out, const VigieObservatory *observatory)
{
    Ddi ddi = {out, observatory, g_string_new(NULL)};
    g_string_append_printf(ddi.xml,
                           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<codeBook xmlns=\"ddi:codebook:2_5\" version=\"2.5\" "
                           "xml:lang=\"%s\">\n",
                           vigie_lang_code(out->question->lang));
    put_study(&ddi);
    g_string_append(ddi.xml, "<dataDscr>\n");
    put_groups(&ddi);
    for (guint k = 0; k < out->variables->len; k++)
        put_variable(&ddi, out->variables->pdata[k], k);
    g_string_append(ddi.xml, "</dataDscr>\n</codeBook>\n");
    return g_string_free(ddi.xml, FALSE);
}
