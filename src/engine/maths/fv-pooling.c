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
