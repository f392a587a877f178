/* sides.c - what a comparison compares: values of a dimension, surveys, a part, or everything */
#include "compare.h"
#include <string.h>

#define PAIRS_MAX 100 /* values that are compared each with each */

static char *
choice_label(const VigieVector *vector, const char *name, const VigieStudy *study,
             VigieLang lang)
{
    const VigieCodebook *codebook =
        ((VigieStudyPart *)g_ptr_array_index(study->parts, 0))->survey->codebook;
    for (guint c = 0; vector->choices != NULL && c < vector->choices->len; c++) {
        const VigieChoice *choice = g_ptr_array_index(vector->choices, c);
        if (strcmp(choice->name, name) == 0)
            return g_strdup(vigie_choice_label(codebook, choice, lang));
    }
    return g_strdup(name);
}

static void
allocate(VigieSides *sides, guint n)
{
    sides->n = n;
    sides->name = g_new0(char *, n + 1);
    sides->label = g_new0(char *, n + 1);
    sides->surveys = g_new0(guint64, n + 1);
}

static void
name_side(VigieSides *sides, guint side, const char *name, char *label)
{
    sides->name[side] = g_strdup(name);
    sides->label[side] = label;
}

/* Sides of a record so far; the whole is added where there is one, or the record is in the whole anyway. */
typedef struct {
    VigieSides *sides;
    GArray *member;
} List;

static void
add_record(List *list, const guint32 *side, gsize n, bool in_whole)
{
    g_array_append_vals(list->member, side, (guint)n);
    if (n > 0 || in_whole)
        g_array_append_val(list->member, list->sides->n);
}

/* What the study's cells say of a record: position and number of its cells. */
static const guint32 *
cells_of(const VigieCells *cells, gsize i, gsize *n)
{
    if (cells->cell == NULL) {
        *n = cells->start[i + 1] - cells->start[i];
        return cells->member + cells->start[i];
    }
    *n = cells->cell[i] != VIGIE_NO_CELL;
    return cells->cell + i;
}

static guint8 *
part_mask(const VigieStudyPart *part)
{
    guint8 *mask = g_malloc0(MAX(part->frame->n, 1));
    if (part->part != NULL)
        vigie_frame_where(part->frame, part->part, mask);
    return mask;
}

/* The sides of a record's cells: those without a side are in none.  Returns how many. */
static gsize
sides_of(const VigieSides *sides, const guint32 *cell, gsize n, guint32 *side)
{
    gsize kept = 0;
    for (gsize c = 0; c < n; c++)
        if (sides->side_of[cell[c]] != VIGIE_NO_CELL)
            side[kept++] = sides->side_of[cell[c]];
    return kept;
}

/* The records of one survey. */
static void
fill_part(List *list, const VigieStudy *study, guint32 p, const VigieComparison *comparison)
{
    const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
    const VigieCells *cells = &study->cross.cells;
    g_autofree guint8 *mask = part_mask(part);
    g_autofree guint32 *side = g_new(guint32, cells->n_cells);
    static const guint32 only = 0;
    for (gsize i = 0; i < part->frame->n; i++) {
        gsize n = 0;
        list->sides->start[part->first + i] = list->member->len;
        const guint32 *cell = cells_of(cells, part->first + i, &n);
        if (comparison->part != NULL)
            add_record(list, &only, n > 0 && mask[i], n > 0);
        else if (comparison->by_survey)
            add_record(list, &p, n > 0, false);
        else if (list->sides->side_of != NULL)
            add_record(list, side, sides_of(list->sides, cell, n, side), false);
        else
            add_record(list, &only, n > 0, false);
    }
}

static void
fill_surveys(VigieSides *sides, const VigieStudy *study)
{
    const double *weight = vigie_design_weight(study->design);
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        for (gsize i = part->first; i < part->first + part->frame->n; i++)
            for (gsize m = sides->start[i]; weight[i] > 0 && m < sides->start[i + 1]; m++)
                sides->surveys[sides->member[m]] |= (guint64)1 << MIN(p, 63);
    }
}

static void
fill(VigieSides *sides, const VigieStudy *study, const VigieComparison *comparison)
{
    List list = {sides, g_array_new(FALSE, FALSE, sizeof(guint32))};
    sides->start = g_new0(gsize, study->n + 1);
    for (guint32 p = 0; p < study->parts->len; p++)
        fill_part(&list, study, p, comparison);
    sides->start[study->n] = list.member->len;
    sides->member = (guint32 *)(gpointer)g_array_free(list.member, FALSE);
    sides->cells = (VigieCells){
        .n_cells = sides->n + 1, .n = study->n, .start = sides->start, .member = sides->member};
    fill_surveys(sides, study);
}

/* The values that have a record: years and numbers beyond --where are no values, but all choices of a list are. */
static bool *
values_met(const VigieStudy *study, const VigieDimension *dimension)
{
    bool *met = g_new0(bool, MAX(dimension->n, 1));
    for (guint v = 0; v < dimension->n; v++)
        met[v] = dimension->vector->choices != NULL;
    for (gsize i = 0; i < study->n; i++) {
        gsize n = 0;
        const guint32 *cell = cells_of(&study->cross.cells, i, &n);
        for (gsize c = 0; c < n; c++)
            met[cell[c]] = true;
    }
    return met;
}

static void
name_values(VigieSides *sides, const VigieStudy *study, VigieLang lang)
{
    const VigieDimension *dimension = g_ptr_array_index(study->cross.dimensions, 0);
    g_autofree bool *met = values_met(study, dimension);
    allocate(sides, dimension->n);
    sides->n = 0;
    sides->by = dimension->name;
    sides->is_year = dimension->is_year;
    sides->overlapping = dimension->multiple;
    sides->cross = g_new(guint32, MAX(dimension->n, 1));
    sides->side_of = g_new(guint32, MAX(dimension->n, 1));
    for (guint v = 0; v < dimension->n; v++) {
        sides->side_of[v] = met[v] ? sides->n : VIGIE_NO_CELL;
        if (!met[v])
            continue;
        sides->cross[sides->n] = v;
        name_side(sides, sides->n++, dimension->value[v],
                  choice_label(dimension->vector, dimension->value[v], study, lang));
    }
}

static void
name_surveys(VigieSides *sides, const VigieStudy *study)
{
    sides->by = "survey";
    for (guint p = 0; p < study->parts->len; p++) {
        const char *name = ((VigieStudyPart *)g_ptr_array_index(study->parts, p))->survey->name;
        name_side(sides, p, name, g_strdup(name));
    }
}

static bool
check_number(const VigieSides *sides, const VigieComparison *comparison, GError **error)
{
    if (comparison->against != VIGIE_AGAINST_PAIRS || comparison->paired ||
        sides->n <= PAIRS_MAX)
        return true;
    g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_SIZE,
                P_("--by %s has %u value, and at most %d are compared in pairs; take --against "
                   "rest, or fewer values with --where",
                   "--by %s has %u values, and at most %d are compared in pairs; take "
                   "--against rest, or fewer values with --where",
                   sides->n),
                sides->by, sides->n, PAIRS_MAX);
    return false;
}

bool
vigie_sides_init(VigieSides *sides, VigieStudy *study, const VigieComparison *comparison,
                 GError **error)
{
    *sides = (VigieSides){.by = ""};
    if (study->cross.dimensions->len > 0) {
        name_values(sides, study, comparison->lang);
    } else if (comparison->by_survey) {
        allocate(sides, study->parts->len);
        name_surveys(sides, study);
    } else {
        allocate(sides, 1);
        sides->by = comparison->part != NULL ? "part" : "";
        name_side(sides, 0, comparison->part != NULL ? comparison->part : "",
                  g_strdup(comparison->part != NULL ? comparison->part : _("all")));
    }
    if (!check_number(sides, comparison, error))
        return false;
    fill(sides, study, comparison);
    return true;
}

void
vigie_sides_release(VigieSides *sides)
{
    g_strfreev(sides->name);
    g_strfreev(sides->label);
    g_free(sides->cross);
    g_free(sides->side_of);
    g_free(sides->start);
    g_free(sides->member);
    g_free(sides->surveys);
}

bool
vigie_sides_has(const VigieSides *sides, gsize record, guint32 side)
{
    for (gsize m = sides->start[record]; m < sides->start[record + 1]; m++)
        if (sides->member[m] == side)
            return true;
    return false;
}
