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

static void
explain (const FvPooled *pooled, gsize nth, FvExplanation *out)
{
  FvBlocks blocks = pooled->blocks;
  FvBlock block = fv_block_nth (blocks, nth);
  guint rows = block.filled ? blocks.p : block.rows, cols = block.filled ? blocks.p : block.cols;

  for (guint r = 0; r < rows; r++)
    for (guint c = 0; c < cols; c++)
      {
        double weight = pooled->weights[r * blocks.p + c];
        FvOperand weight_at = fv_pooled_weight (pooled, r, c), cell = fv_pooled_cell (pooled, nth, r, c);

        if (fv_block_has (block, r, c))
          fv_explanation_add (out, weight, weight_at, pooled->x[block.first + (gsize)r * blocks.n + c], cell);
        else
          fv_explanation_add_filled (out, weight, weight_at, cell);
      }
}

static void
explain_below (const FvPooled *pooled, guint row, guint col, FvExplanation *out)
{
  guint p = pooled->blocks.p, r = row % p, c = col % p;
  gsize nth;

  if (fv_block_at (pooled->blocks, row, col, &nth))
    fv_explanation_add (out, pooled->weights[r * p + c], fv_pooled_weight (pooled, r, c), pooled->delta[nth],
                        fv_pooled_delta (pooled, nth));
}

/* All blocks have a cell there, but that it may be a filled-in one, or, where those take no part, none. */
static void
explain_gradient (const FvPooled *pooled, guint row, guint col, FvExplanation *out)
{
  FvBlocks blocks = pooled->blocks;
  gsize count = fv_blocks_count (blocks);

  for (gsize nth = 0; nth < count; nth++)
    {
      FvBlock block = fv_block_nth (blocks, nth);
      FvOperand cell = fv_pooled_cell (pooled, nth, row, col), delta = fv_pooled_delta (pooled, nth);

      if (fv_block_has (block, row, col))
        fv_explanation_add (out, pooled->delta[nth], delta,
                            pooled->x[block.first + (gsize)row * blocks.n + col], cell);
      else if (block.filled)
        fv_explanation_add_filled (out, pooled->delta[nth], delta, cell);
    }
}

static gsize
n_terms_gradient (FvBlocks blocks, guint row, guint col)
{
  gsize count = fv_blocks_count (blocks), n_terms = 0;

  for (gsize nth = 0; nth < count; nth++)
    {
      FvBlock block = fv_block_nth (blocks, nth);

      n_terms += block.filled || fv_block_has (block, row, col);
    }
  return n_terms;
}

const FvPooling fv_trainable_pooling = {
  .name = "trainable",
  .title = N_ ("trainable"),
  .downsample = downsample,
  .upsample = upsample,
  .gradient = gradient,
  .explain = explain,
  .explain_below = explain_below,
  .explain_gradient = explain_gradient,
  .n_terms = fv_block_n_terms,
  .n_terms_below = fv_block_n_terms_below,
  .n_terms_gradient = n_terms_gradient,
};
