/* hadamard.c - Hadamard matrices of the orders that Paley's and Sylvester's constructions give */
#include <string.h>
#include <vigie/design-replicates.h>

static bool
is_prime(guint n)
{
    if (n < 2)
        return false;
    for (guint d = 2; d * d <= n; d++)
        if (n % d == 0)
            return false;
    return true;
}

/* The prime that Paley's construction makes a matrix of this order from, 0 if none: order = q + 1 with
 * q = 3 mod 4, or 2 (q + 1) with q = 1 mod 4. */
static guint
paley_prime(guint order)
{
    if (order % 4 == 0 && is_prime(order - 1))
        return order - 1;
    if (order % 4 == 0 && order / 2 % 4 == 2 && is_prime(order / 2 - 1))
        return order / 2 - 1;
    return 0;
}

static bool
can_make(guint order)
{
    while (order > 2 && paley_prime(order) == 0 && order % 2 == 0)
        order /= 2;
    return order <= 2 || paley_prime(order) > 0;
}

guint
vigie_hadamard_order(guint n)
{
    guint order = n <= 1 ? 1 : n <= 2 ? 2 : (n + 3) / 4 * 4;
    while (!can_make(order))
        order += 4;
    return order;
}

/* character[q]: 0 of 0, +1 of squares modulo q, else -1. */
static gint8 *
quadratic_character(guint q)
{
    gint8 *character = g_new(gint8, q);
    memset(character, -1, q);
    for (guint64 a = 1; a < q; a++)
        character[a * a % q] = 1;
    character[0] = 0;
    return character;
}

/* Paley's conference matrix C of order q + 1: zeros on the diagonal, ones in the first row, in the first column
 * 1 (q = 1 mod 4) or -1. */
static gint8 *
conference(guint q)
{
    guint n = q + 1;
    g_autofree gint8 *character = quadratic_character(q);
    gint8 *c = g_new0(gint8, (gsize)n * n);
    for (guint j = 1; j < n; j++) {
        c[j] = 1;
        c[(gsize)j * n] = q % 4 == 1 ? 1 : -1;
        for (guint i = 1; i < n; i++)
            c[(gsize)i * n + j] = character[(j + q - i) % q];
    }
    return c;
}

/* q = 3 mod 4: C + I.  q = 1 mod 4: [C + I, C - I; C - I, -C - I]. */
static void
paley(guint order, guint q, gint8 *matrix)
{
    guint n = q + 1;
    g_autofree gint8 *c = conference(q);
    for (guint i = 0; i < order; i++)
        for (guint j = 0; j < order; j++) {
            gint8 entry = c[(gsize)(i % n) * n + j % n];
            bool lower = i >= n, right = j >= n;
            if (i % n == j % n)
                entry = lower || right ? -1 : 1;
            else if (lower && right)
                entry = (gint8)-entry;
            matrix[(gsize)i * order + j] = entry;
        }
}

static void
make(guint order, gint8 *matrix)
{
    guint q = order > 2 ? paley_prime(order) : 0;
    if (q > 0) {
        paley(order, q, matrix);
        return;
    }
    matrix[0] = 1;
    if (order == 1)
        return;
    guint half = order / 2;
    g_autofree gint8 *part = g_new(gint8, (gsize)half * half);
    make(half, part);
    for (guint i = 0; i < order; i++)
        for (guint j = 0; j < order; j++) {
            gint8 entry = part[(gsize)(i % half) * half + j % half];
            matrix[(gsize)i * order + j] = i >= half && j >= half ? (gint8)-entry : entry;
        }
}

void
vigie_hadamard(guint order, gint8 *matrix)
{
    make(order, matrix);
    for (guint j = 0; j < order; j++)
        if (matrix[j] < 0)
            for (guint i = 0; i < order; i++)
                matrix[(gsize)i * order + j] = (gint8)-matrix[(gsize)i * order + j];
}
