/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-blocks.h"

/* n = Σ w_i x_i over the block's cells, a missing one counting 0; the bias and φ are the layer's. */
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
          sum += weights[r * blocks.p + c] * x[block.first + (gsize)r * blocks.n + c];
      s[i] = sum;
    }
}

/* ∂E/∂x_i = δ·w_i. */
static void
upsample (FvBlocks blocks, const double *delta, const double *weights, const gint32 *winner, double *d_x)
{
  gsize count = fv_blocks_count (blocks);

  memset (d_x, 0, (gsize)blocks.m * blocks.n * sizeof *d_x);
  for (gsize i = 0; i < count; i++)
    {
      FvBlock block = fv_block_nth (blocks, i);

      for (guint r = 0; r < block.rows; r++)
        for (guint c = 0; c < block.cols; c++)
          d_x[block.first + (gsize)r * blocks.n + c] = delta[i] * weights[r * blocks.p + c];
    }
}

/* ∂E/∂w_i = Σ δ·x_i over all blocks. */
static void
gradient (FvBlocks blocks, const double *x, const double *delta, double *d_weights)
{
  gsize count = fv_blocks_count (blocks);

  for (gsize i = 0; i < count; i++)
    {
      FvBlock block = fv_block_nth (blocks, i);

      for (guint r = 0; r < block.rows; r++)
        for (guint c = 0; c < block.cols; c++)
          d_weights[r * blocks.p + c] += delta[i] * x[block.first + (gsize)r * blocks.n + c];
    }
}

const FvPooling fv_trainable_pooling = {
  .name = "trainable",
  .title = N_ ("trainable"),
  .downsample = downsample,
  .upsample = upsample,
  .gradient = gradient,
};
