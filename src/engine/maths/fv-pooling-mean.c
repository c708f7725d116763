/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-blocks.h"

/* By how many cells a block's sum is divided: filled-in zeros are counted where they take part. */
static double
divisor (FvBlocks blocks, FvBlock block)
{
  return block.filled ? blocks.p * blocks.p : block.rows * block.cols;
}

static void
downsample (FvBlocks blocks, const double *x, const double *weights, double *s, gint32 *winner)
{
  gsize count = fv_blocks_count (blocks);

  for (gsize i = 0; i < count; i++)
    {
      FvBlock block = fv_block_nth (blocks, i);
      double sum = 0.0;

      for (guint r = 0; r < block.rows; r++)
        for (guint c = 0; c < block.cols; c++)
          sum += x[block.first + (gsize)r * blocks.n + c];
      s[i] = sum / divisor (blocks, block);
    }
}

static void
upsample (FvBlocks blocks, const double *delta, const double *weights, const gint32 *winner, double *d_x)
{
  gsize count = fv_blocks_count (blocks);

  /* Cells that a dropped border left out get nothing. */
  memset (d_x, 0, (gsize)blocks.m * blocks.n * sizeof *d_x);
  for (gsize i = 0; i < count; i++)
    {
      FvBlock block = fv_block_nth (blocks, i);
      double share = delta[i] / divisor (blocks, block);

      for (guint r = 0; r < block.rows; r++)
        for (guint c = 0; c < block.cols; c++)
          d_x[block.first + (gsize)r * blocks.n + c] = share;
    }
}

const FvPooling fv_mean_pooling = {
  .name = "mean",
  .title = N_ ("mean"),
  .downsample = downsample,
  .upsample = upsample,
};
