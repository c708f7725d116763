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

static void
explain (const FvPooled *pooled, gsize nth, FvExplanation *out)
{
  FvBlocks blocks = pooled->blocks;
  FvBlock block = fv_block_nth (blocks, nth);
  guint rows = block.filled ? blocks.p : block.rows, cols = block.filled ? blocks.p : block.cols;

  out->combine = FV_COMBINE_QUOTIENT;
  out->divisor = divisor (blocks, block);
  for (guint r = 0; r < rows; r++)
    for (guint c = 0; c < cols; c++)
      fv_explanation_add_one (
          out, fv_block_has (block, r, c) ? pooled->x[block.first + (gsize)r * blocks.n + c] : 0.0,
          fv_pooled_cell (pooled, nth, r, c));
}

static void
explain_below (const FvPooled *pooled, guint row, guint col, FvExplanation *out)
{
  gsize nth;

  if (!fv_block_at (pooled->blocks, row, col, &nth))
    return;
  out->combine = FV_COMBINE_QUOTIENT;
  out->divisor = divisor (pooled->blocks, fv_block_nth (pooled->blocks, nth));
  fv_explanation_add_one (out, pooled->delta[nth], fv_pooled_delta (pooled, nth));
}

const FvPooling fv_mean_pooling = {
  .name = "mean",
  .title = N_ ("mean"),
  .downsample = downsample,
  .upsample = upsample,
  .explain = explain,
  .explain_below = explain_below,
  .n_terms = fv_block_n_terms,
  .n_terms_below = fv_block_n_terms_below,
};
