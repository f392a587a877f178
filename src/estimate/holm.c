/* holm.c - p-values of several tests at once */
#include <math.h>
#include <vigie/estimate.h>

static int
by_p(gconstpointer a, gconstpointer b, gpointer p)
{
    double first = ((const double *)p)[*(const gsize *)a];
    double second = ((const double *)p)[*(const gsize *)b];
    return (first > second) - (first < second);
}

void
vigie_holm(const double *p, gsize n, double *adjusted)
{
    g_autofree gsize *order = g_new(gsize, n);
    gsize m = 0;
    for (gsize i = 0; i < n; i++) {
        adjusted[i] = NAN;
        if (!isnan(p[i]))
            order[m++] = i;
    }
    g_qsort_with_data(order, (int)m, sizeof *order, by_p, (gpointer)p);
    double largest = 0;
    for (gsize r = 0; r < m; r++) {
        largest = MAX(largest, MIN(1, (double)(m - r) * p[order[r]]));
        adjusted[order[r]] = largest;
    }
}
