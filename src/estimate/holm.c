/* holm.c - p-values of several tests at once */
#include <math.h>
#include <vigie/estimate-test.h>

static int
by_p(gconstpointer a, gconstpointer b, gpointer p)
{
    double first = ((const double *)p)[*(const gsize *)a];
    double second = ((const double *)p)[*(const gsize *)b];
    return (first > second) - (first < second);
}

/* The p that are there, ascending; returns how many.  adjusted[n] becomes NAN. */
static gsize
order_by_p(const double *p, gsize n, gsize *order, double *adjusted)
{
    gsize m = 0;
    for (gsize i = 0; i < n; i++) {
        adjusted[i] = NAN;
        if (!isnan(p[i]))
            order[m++] = i;
    }
    g_qsort_with_data(order, (int)m, sizeof *order, by_p, (gpointer)p);
    return m;
}

void
vigie_holm(const double *p, gsize n, double *adjusted)
{
    g_autofree gsize *order = g_new(gsize, n);
    gsize m = order_by_p(p, n, order, adjusted);
    double largest = 0;
    for (gsize r = 0; r < m; r++) {
        largest = MAX(largest, MIN(1, (double)(m - r) * p[order[r]]));
        adjusted[order[r]] = largest;
    }
}

void
vigie_benjamini_hochberg(const double *p, gsize n, double *adjusted)
{
    g_autofree gsize *order = g_new(gsize, n);
    gsize m = order_by_p(p, n, order, adjusted);
    double smallest = 1;
    for (gsize r = m; r-- > 0;) {
        smallest = MIN(smallest, (double)m / (double)(r + 1) * p[order[r]]);
        adjusted[order[r]] = smallest;
    }
}
