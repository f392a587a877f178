/* indicator.c - answers turned into the numbers whose means are shares and scores */
#include <math.h>
#include <vigie/estimate.h>

static bool
is_among(double value, const double *codes, guint n_codes)
{
    for (guint c = 0; c < n_codes; c++)
        if (value >= codes[c] && value <= codes[c])
            return true;
    return false;
}

void
vigie_indicator_of(const double *value, gsize n, const double *codes, guint n_codes,
                   double *out)
{
    for (gsize i = 0; i < n; i++)
        out[i] = isnan(value[i]) ? NAN : is_among(value[i], codes, n_codes);
}

void
vigie_net_score(const double *value, gsize n, double negative, double positive, double *out)
{
    for (gsize i = 0; i < n; i++)
        out[i] =
            isnan(value[i]) ? NAN : 100.0 * ((value[i] >= positive) - (value[i] <= negative));
}

void
vigie_nps_score(const double *value, gsize n, double *out)
{
    vigie_net_score(value, n, 6, 9, out);
}
