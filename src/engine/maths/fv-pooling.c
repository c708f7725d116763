/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-pooling.h"

#include <string.h>

#include "fv-blocks.h"

static const char *const borders[] = { "ignore", "keep", "keep-real" };

const char *
fv_border_choice (guint nth)
{
  return nth < G_N_ELEMENTS (borders) ? borders[nth] : NULL;
}

guint
fv_downsampled (guint m, guint p, FvBorder border)
{
  return border == FV_BORDER_IGNORE ? m / p : (m + p - 1) / p;
}

gsize
fv_blocks_count (FvBlocks self)
{
  return (gsize)fv_downsampled (self.m, self.p, self.border) * fv_downsampled (self.n, self.p, self.border);
}

FvBlock
fv_block_nth (FvBlocks self, gsize nth)
{
  guint across = fv_downsampled (self.n, self.p, self.border);
  guint top = (guint)(nth / across) * self.p, left = (guint)(nth % across) * self.p;
  guint rows = MIN (self.p, self.m - top), cols = MIN (self.p, self.n - left);
  gboolean is_whole = rows == self.p && cols == self.p;

  return (FvBlock){ (gsize)top * self.n + left, rows, cols, !is_whole && self.border == FV_BORDER_KEEP };
}

void
fv_upsample_copy_to_all (FvBlocks blocks, const double *delta, double *d_x)
{
  memset (d_x, 0, (gsize)blocks.m * blocks.n * sizeof *d_x);
  for (gsize i = 0; i < fv_blocks_count (blocks); i++)
    {
      FvBlock block = fv_block_nth (blocks, i);

      for (guint r = 0; r < block.rows; r++)
        for (guint c = 0; c < block.cols; c++)
          d_x[block.first + (gsize)r * blocks.n + c] = delta[i];
    }
}

void
fv_explain_copy_to_all (const FvPooled *pooled, guint row, guint col, FvExplanation *out)
{
  gsize nth;

  if (fv_block_at (pooled->blocks, row, col, &nth))
    fv_explanation_add_one (out, pooled->delta[nth], fv_pooled_delta (pooled, nth));
}

gboolean
fv_block_at (FvBlocks self, guint row, guint col, gsize *nth)
{
  guint down = fv_downsampled (self.m, self.p, self.border),
        across = fv_downsampled (self.n, self.p, self.border);

  *nth = (gsize)(row / self.p) * across + col / self.p;
  return row / self.p < down && col / self.p < across;
}

gboolean
fv_block_has (FvBlock self, guint row, guint col)
{
  return row < self.rows && col < self.cols;
}

guint
fv_block_n_terms (FvBlocks self, gsize nth)
{
  FvBlock block = fv_block_nth (self, nth);

  return block.filled ? self.p * self.p : block.rows * block.cols;
}

guint
fv_block_n_terms_below (FvBlocks self, guint row, guint col)
{
  gsize nth;

  return fv_block_at (self, row, col, &nth) ? 1 : 0;
}

FvOperand
fv_pooled_cell (const FvPooled *self, gsize nth, guint row, guint col)
{
  FvBlock block = fv_block_nth (self->blocks, nth);

  return (FvOperand){ .kind = fv_block_has (block, row, col) ? FV_OPERAND_OUTPUT : FV_OPERAND_FILLED,
                      .layer = self->layer - 1,
                      .unit = self->map,
                      .row = (int)(block.first / self->blocks.n + row),
                      .col = (int)(block.first % self->blocks.n + col) };
}

FvOperand
fv_pooled_delta (const FvPooled *self, gsize nth)
{
  guint across = fv_downsampled (self->blocks.n, self->blocks.p, self->blocks.border);

  return (FvOperand){ .kind = FV_OPERAND_DELTA,
                      .layer = self->layer,
                      .unit = self->map,
                      .row = (int)(nth / across),
                      .col = (int)(nth % across) };
}

FvOperand
fv_pooled_weight (const FvPooled *self, guint row, guint col)
{
  return (FvOperand){
    .kind = FV_OPERAND_WEIGHT, .layer = self->layer, .unit = self->map, .row = (int)row, .col = (int)col
  };
}

static const FvPooling *const poolings[] = {
  [FV_POOLING_MAX] = &fv_max_pooling,
  [FV_POOLING_MEAN] = &fv_mean_pooling,
  [FV_POOLING_GAUSSIAN] = &fv_gaussian_pooling,
  [FV_POOLING_TRAINABLE] = &fv_trainable_pooling,
};

const FvPooling *
fv_pooling_nth (guint nth)
{
  return nth < G_N_ELEMENTS (poolings) ? poolings[nth] : NULL;
}

const char *
fv_pooling_choice (guint nth)
{
  return nth < G_N_ELEMENTS (poolings) ? poolings[nth]->name : NULL;
}
