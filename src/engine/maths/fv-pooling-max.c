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

/* All cells of the block; the first filled-in one stands for all of them where they won. */
static void
explain (const FvPooled *pooled, gsize nth, FvExplanation *out)
{
  FvBlocks blocks = pooled->blocks;
  FvBlock block = fv_block_nth (blocks, nth);
  guint rows = block.filled ? blocks.p : block.rows, cols = block.filled ? blocks.p : block.cols;

  out->combine = FV_COMBINE_LARGEST;
  for (guint r = 0; r < rows; r++)
    for (guint c = 0; c < cols; c++)
      {
        gboolean real = fv_block_has (block, r, c);
        gsize at = block.first + (gsize)r * blocks.n + c;

        if (out->winner == G_MAXUINT && (real ? pooled->winner[nth] == (gint32)at : pooled->winner[nth] < 0))
          out->winner = out->n_terms;
        fv_explanation_add_one (out, real ? pooled->x[at] : 0.0, fv_pooled_cell (pooled, nth, r, c));
      }
}

/* δ · 1 for the winner, δ · 0 for the others. */
static void
explain_below (const FvPooled *pooled, guint row, guint col, FvExplanation *out)
{
  FvOperand constant = { .kind = FV_OPERAND_NONE };
  gsize nth;

  if (!fv_block_at (pooled->blocks, row, col, &nth))
    return;
  if (pooled->winner[nth] == (gint32)((gsize)row * pooled->blocks.n + col))
    fv_explanation_add_one (out, pooled->delta[nth], fv_pooled_delta (pooled, nth));
  else
    fv_explanation_add_filled (out, pooled->delta[nth], fv_pooled_delta (pooled, nth), constant);
}

const FvPooling fv_max_pooling = {
  .name = "max",
  .title = N_ ("max"),
  .downsample = downsample,
  .upsample = upsample,
  .has_winner = TRUE,
  .explain = explain,
  .explain_below = explain_below,
  .n_terms = fv_block_n_terms,
  .n_terms_below = fv_block_n_terms_below,
};
