/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-blocks.h"

/* A real cell beats a filled-in zero of the same value; of equal real cells the first in raster order wins. */
static gint32
find_largest (const double *x, guint n, FvBlock block)
{
  gsize best = block.first;

  for (guint r = 0; r < block.rows; r++)
    for (guint c = 0; c < block.cols; c++)
      {
        gsize at = block.first + (gsize)r * n + c;

        /* A cell that is not a number wins and is shown: it must not be lost on the way up. */
        if (x[at] > x[best] || (x[at] != x[at] && x[best] == x[best]))
          best = at;
      }
  return block.filled && x[best] < 0.0 ? -1 : (gint32)best;
}

static void
downsample (FvBlocks blocks, const double *x, const double *weights, double *s, gint32 *winner)
{
  gsize count = fv_blocks_count (blocks);

  for (gsize i = 0; i < count; i++)
    {
      gint32 best = find_largest (x, blocks.n, fv_block_nth (blocks, i));

      s[i] = best < 0 ? 0.0 : x[best];
      if (winner != NULL)
        winner[i] = best;
    }
}

/* δ goes to the winner alone; nowhere if a filled-in zero won. */
static void
upsample (FvBlocks blocks, const double *delta, const double *weights, const gint32 *winner, double *d_x)
{
  gsize count = fv_blocks_count (blocks);

  memset (d_x, 0, (gsize)blocks.m * blocks.n * sizeof *d_x);
  for (gsize i = 0; i < count; i++)
    if (winner[i] >= 0)
      d_x[winner[i]] = delta[i];
}

const FvPooling fv_max_pooling = {
  .name = "max",
  .title = N_ ("max"),
  .downsample = downsample,
  .upsample = upsample,
  .has_winner = TRUE,
};
