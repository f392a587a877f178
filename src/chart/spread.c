/* spread.c - labels along a line: moved apart as little as possible, or put into rows */
#include "axis.h"
#include <math.h>

guint
vigie_rows(const double *middle, const double *width, guint n, double gap, guint *row)
{
    g_autofree double *end = g_new(double, n + 1);
    guint n_rows = 0;
    for (guint i = 0; i < n; i++) {
        guint r = 0;
        while (r < n_rows && end[r] + gap > middle[i] - width[i] / 2.0)
            r++;
        n_rows = MAX(n_rows, r + 1);
        end[r] = middle[i] + width[i] / 2.0;
        row[i] = r;
    }
    return n_rows;
}

/* Labels that touch move as one block about the mean of their wishes (pool adjacent violators). */
typedef struct {
    guint first, n;
    double sum;  /* of wish - offset within the block, each label */
    double size; /* of all its labels */
} Block;

static double
block_start(const Block *block, double low, double high)
{
    double start = block->sum / block->n;
    return MAX(low, MIN(start, high - block->size));
}

static Block
joined(const Block *a, const Block *b)
{
    return (Block){a->first, a->n + b->n, a->sum + b->sum - b->n * a->size, a->size + b->size};
}

void
vigie_spread(double *centre, const double *size, guint n, double low, double high)
{
    g_autofree Block *blocks = g_new(Block, n);
    guint n_blocks = 0;
    for (guint i = 0; i < n; i++) {
        Block block = {i, 1, centre[i] - size[i] / 2.0, size[i]};
        while (n_blocks > 0 &&
               block_start(&blocks[n_blocks - 1], low, high) + blocks[n_blocks - 1].size >
                   block_start(&block, low, high))
            block = joined(&blocks[--n_blocks], &block);
        blocks[n_blocks++] = block;
    }
    for (guint b = 0; b < n_blocks; b++) {
        double at = block_start(&blocks[b], low, high);
        for (guint i = blocks[b].first; i < blocks[b].first + blocks[b].n; i++) {
            centre[i] = at + size[i] / 2.0;
            at += size[i];
        }
    }
}
