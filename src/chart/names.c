/* names.c - names of series beside a plot */
#include "axis.h"

#define NAME_GAP 1.5

void
vigie_names_init(Names *names, GArray *labels)
{
    *names = (Names){labels, g_new0(double, labels->len), g_new0(double, labels->len)};
}

void
vigie_names_clear(Names *names)
{
    g_clear_pointer(&names->labels, g_array_unref);
    g_clear_pointer(&names->wish, g_free);
    g_clear_pointer(&names->centre, g_free);
}

/* A name of two lines must not read as one with its neighbour. */
static double
room_of(const Names *names, guint s)
{
    double height = g_array_index(names->labels, Label, s).height;
    return height > 0.0 ? height + NAME_GAP : 0.0;
}

double
vigie_names_height(const Names *names)
{
    double height = 0.0;
    for (guint s = 0; s < names->labels->len; s++)
        height += room_of(names, s);
    return height;
}

double
vigie_names_width(const Names *names)
{
    double width = 0.0;
    for (guint s = 0; s < names->labels->len; s++)
        width = MAX(width, g_array_index(names->labels, Label, s).extents.width);
    return width;
}

static int
by_wish(gconstpointer a, gconstpointer b, gpointer wishes)
{
    const double *wish = wishes;
    guint i = *(const guint *)a, j = *(const guint *)b;
    if (wish[i] < wish[j] || wish[i] > wish[j])
        return wish[i] < wish[j] ? -1 : 1;
    return i > j ? -1 : 1;
}

void
vigie_names_place(Names *names, double top, double bottom)
{
    guint n = names->labels->len;
    g_autofree guint *order = g_new(guint, n);
    g_autofree double *centre = g_new(double, n);
    g_autofree double *size = g_new(double, n);
    for (guint i = 0; i < n; i++)
        order[i] = i;
    if (n > 1)
        g_qsort_with_data(order, (int)n, sizeof *order, by_wish, names->wish);
    for (guint i = 0; i < n; i++) {
        centre[i] = names->wish[order[i]];
        size[i] = room_of(names, order[i]);
    }
    vigie_spread(centre, size, n, top, bottom);
    for (guint i = 0; i < n; i++)
        names->centre[order[i]] = centre[i];
}
