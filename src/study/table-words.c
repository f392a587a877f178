/* table-words.c - what a cross-table says in words: titles, who is not counted, tests, how to read it */
#include <inttypes.h>
#include <math.h>
#include <vigie/study-table.h>

static const char *
percent_text(const VigieCrossTable *table, const VigieTableBlock *block)
{
    static const char *const respondents[] = {
        /* xgettext:no-c-format */ N_("% of the respondents of the column"),
        /* xgettext:no-c-format */ N_("% of the respondents of the row"),
        /* xgettext:no-c-format */ N_("% of all respondents"), N_("weighted counts")};
    static const char *const mentions[] = {
        /* xgettext:no-c-format */ N_("% of the mentions of the column"),
        /* xgettext:no-c-format */ N_("% of the mentions of the row"),
        /* xgettext:no-c-format */ N_("% of all mentions"), N_("weighted mentions")};
    if (block->table->is_mean)
        return _("means");
    return table->base == VIGIE_BASE_MENTIONS && (block->multiple || table->columns_multiple)
               ? _(mentions[table->percent])
               : _(respondents[table->percent]);
}

const char *
vigie_table_total_label(const VigieCrossTable *table, const VigieTableBlock *block)
{
    return block->multiple && table->base != VIGIE_BASE_MENTIONS ? _("All respondents")
                                                                 : _("Total");
}

char *
vigie_table_block_title(const VigieCrossTable *table, const VigieTableBlock *block)
{
    return g_strdup_printf("%s × %s (%s)", block->label, table->column_label,
                           percent_text(table, block));
}

static void
add_not_counted(GPtrArray *notes, const char *label, const VigieKindCounts counts)
{
    g_autofree char *list = vigie_kind_counts_text(counts, 0);
    if (*list != '\0')
        g_ptr_array_add(notes,
                        g_strdup_printf(_("Not counted for want of \"%s\": %s."), label, list));
}

static void
add_association(GPtrArray *notes, const VigieCrossTable *table, const VigieTableBlock *block)
{
    const VigieAssociation *found = &block->table->association;
    const VigieJointTest *test = &found->second;
    if (test->status != VIGIE_STATUS_OK || table->voluntary)
        return;
    g_autofree char *f = vigie_number_format(test->statistic, 2, table->lang);
    g_autofree char *ndf = vigie_number_format(test->ndf, 2, table->lang);
    g_autofree char *ddf = vigie_number_format(test->ddf, 1, table->lang);
    g_autofree char *p = test->p < 0.001 ? vigie_number_format(0.001, 3, table->lang)
                                         : vigie_number_format(test->p, 3, table->lang);
    g_ptr_array_add(notes, g_strdup_printf(test->p < 0.001
                                               ? _("Independence of rows and columns "
                                                   "(Rao-Scott): F = %s on %s and %s degrees "
                                                   "of freedom, p < %s.")
                                               : _("Independence of rows and columns "
                                                   "(Rao-Scott): F = %s on %s and %s degrees "
                                                   "of freedom, p = %s."),
                                           f, ndf, ddf, p));
    if (found->n_empty > 0)
        g_ptr_array_add(
            notes, g_strdup_printf(P_("%u cell without an answer: the test is approximate.",
                                      "%u cells without an answer: the test is approximate.",
                                      found->n_empty),
                                   found->n_empty));
}

/* The small numbers of those who are not counted would tell nothing of anyone: they are no answers. */
char **
vigie_table_block_notes(const VigieCrossTable *table, const VigieTableBlock *block)
{
    g_autoptr(GPtrArray) notes = g_ptr_array_new();
    add_not_counted(notes, block->label, block->no_row);
    add_not_counted(notes, table->column_label, block->no_column);
    add_association(notes, table, block);
    g_ptr_array_add(notes, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&notes), FALSE);
}

/* Statuses that some cell has. */
static guint
statuses_met(const VigieCrossTable *table)
{
    guint met = 0;
    for (guint b = 0; b < table->blocks->len; b++) {
        const VigieCrossing *numbers =
            ((const VigieTableBlock *)g_ptr_array_index(table->blocks, b))->table;
        for (guint k = 0; k < numbers->height * numbers->stride; k++)
            met |= 1u << numbers->cell[k].figure.status;
    }
    return met;
}

static void
add_marks(GPtrArray *notes, const VigieCrossTable *table)
{
    guint met = statuses_met(table);
    g_autofree char *suppress = vigie_number_format(table->suppress_below, 0, table->lang);
    g_autofree char *low = vigie_number_format(table->low_base_below, 0, table->lang);
    if (table->published && (met & 1u << VIGIE_STATUS_SUPPRESSED))
        g_ptr_array_add(notes,
                        g_strdup_printf(_("s: hidden, fewer than %s answers."), suppress));
    if (table->secondary)
        g_ptr_array_add(notes, g_strdup(_("Other cells are hidden too, for they would give a "
                                          "hidden one away.")));
    if (met & 1u << VIGIE_STATUS_LOW_BASE)
        g_ptr_array_add(notes,
                        g_strdup_printf(_("*: fewer than %s answers, a low base."), low));
    if (met &
        (1u << VIGIE_STATUS_CAUTION | 1u << VIGIE_STATUS_NO_DF | 1u << VIGIE_STATUS_LONELY_PSU))
        g_ptr_array_add(notes, g_strdup(_("†: to be taken with caution, few degrees of freedom "
                                          "or several surveys together.")));
    if (met & 1u << VIGIE_STATUS_EMPTY)
        g_ptr_array_add(notes, g_strdup(_("–: no answer.")));
    if (met & 1u << VIGIE_STATUS_NOT_ASKED)
        g_ptr_array_add(notes, g_strdup(_("///: not asked.")));
    if (met & 1u << VIGIE_STATUS_SCALE_CHANGED)
        g_ptr_array_add(notes, g_strdup(_("≠: asked with another scale.")));
}

static bool
has_multiple(const VigieCrossTable *table)
{
    for (guint b = 0; b < table->blocks->len; b++)
        if (((const VigieTableBlock *)g_ptr_array_index(table->blocks, b))->multiple)
            return true;
    return table->columns_multiple;
}

char **
vigie_cross_table_notes(const VigieCrossTable *table)
{
    g_autoptr(GPtrArray) notes = g_ptr_array_new();
    static const char *const units[] = {"", N_("Counted in parties."),
                                        N_("Counted in persons."),
                                        N_("Counted in person-nights.")};
    if (has_multiple(table))
        g_ptr_array_add(notes,
                        g_strdup(table->base == VIGIE_BASE_MENTIONS
                                     ? _("Several answers possible, base: all answers given "
                                         "(mentions).")
                                     : _("Several answers possible, base: respondents; "
                                         "percentages may add up to more than 100.")));
    if (table->compare == VIGIE_COMPARE_COLUMNS)
        g_ptr_array_add(notes, g_strdup(_("A letter names a column that is lower, and not by "
                                          "chance (5 %, Holm within the row).")));
    if (table->compare == VIGIE_COMPARE_REST)
        g_ptr_array_add(notes, g_strdup(_("↑ ↓: above or below all other columns, and not by "
                                          "chance (5 %, Holm within the row).")));
    if (table->unit != VIGIE_UNIT_SURVEY)
        g_ptr_array_add(notes, g_strdup(_(units[table->unit])));
    add_marks(notes, table);
    for (guint i = 0; table->breaks != NULL && i < table->breaks->len; i++)
        g_ptr_array_add(notes, g_strdup(g_ptr_array_index(table->breaks, i)));
    if (table->voluntary)
        g_ptr_array_add(notes, g_strdup(_("Indicative only: not a probability sample.")));
    g_ptr_array_add(notes, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&notes), FALSE);
}
