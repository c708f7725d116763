/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-pooling.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const borders[] = { "ignore", "keep" };

const char *
fv_border_choice (guint nth)
{
  return nth < G_N_ELEMENTS (borders) ? borders[nth] : NULL;
}

guint
fv_downsampled (guint m, guint p, FvBorder border)
{
  return border == FV_BORDER_KEEP ? (m + p - 1) / p : m / p;
}

/* One block of a map: real cells are rows × cols of the p × p, from the cell at first on. */
typedef struct
{
  gsize first;
  guint rows, cols;
  gboolean filled; /* some of the p × p cells are filled-in zeros */
} Block;

static Block
block_at (guint m, guint n, guint p, guint i, guint j)
{
  guint top = i * p, left = j * p;
  guint rows = MIN (p, m - top), cols = MIN (p, n - left);

  return (Block){ (gsize)top * n + left, rows, cols, rows < p || cols < p };
}

/* A real cell beats a filled-in zero of the same value; of equal real cells the first in raster order wins. */
static gint32
largest_of (const double *x, guint n, Block block)
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
max_downsample (const double *x, guint m, guint n, guint p, FvBorder border, double *s, gint32 *winner)
{
  guint rows = fv_downsampled (m, p, border), cols = fv_downsampled (n, p, border);

  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < cols; j++)
      {
        gint32 best = largest_of (x, n, block_at (m, n, p, i, j));

        s[i * cols + j] = best < 0 ? 0.0 : x[best];
        if (winner != NULL)
          winner[i * cols + j] = best;
      }
}

static void
max_upsample (const double *delta, const gint32 *winner, guint m, guint n, guint p, FvBorder border,
              double *d_x)
{
  gsize blocks = (gsize)fv_downsampled (m, p, border) * fv_downsampled (n, p, border);

  memset (d_x, 0, (gsize)m * n * sizeof *d_x);
  for (gsize i = 0; i < blocks; i++)
    if (winner[i] >= 0)
      d_x[winner[i]] = delta[i];
}

static double
sum_of (const double *x, guint n, Block block)
{
  double sum = 0.0;

  for (guint r = 0; r < block.rows; r++)
    for (guint c = 0; c < block.cols; c++)
      sum += x[block.first + (gsize)r * n + c];
  return sum;
}

static void
mean_downsample (const double *x, guint m, guint n, guint p, FvBorder border, double *s, gint32 *winner)
{
  guint rows = fv_downsampled (m, p, border), cols = fv_downsampled (n, p, border);

  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < cols; j++)
      s[i * cols + j] = sum_of (x, n, block_at (m, n, p, i, j)) / (p * p);
}

static void
spread (double value, guint n, Block block, double *d_x)
{
  for (guint r = 0; r < block.rows; r++)
    for (guint c = 0; c < block.cols; c++)
      d_x[block.first + (gsize)r * n + c] = value;
}

static void
mean_upsample (const double *delta, const gint32 *winner, guint m, guint n, guint p, FvBorder border,
               double *d_x)
{
  guint rows = fv_downsampled (m, p, border), cols = fv_downsampled (n, p, border);

  /* Cells that a dropped border left out get nothing. */
  memset (d_x, 0, (gsize)m * n * sizeof *d_x);
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < cols; j++)
      spread (delta[i * cols + j] / (p * p), n, block_at (m, n, p, i, j), d_x);
}

static const FvPooling poolings[] = {
  [FV_POOLING_MAX] = { "max", N_ ("max"), max_downsample, max_upsample, TRUE },
  [FV_POOLING_MEAN] = { "mean", N_ ("mean"), mean_downsample, mean_upsample, FALSE },
};

const FvPooling *
fv_pooling_nth (guint nth)
{
  return nth < G_N_ELEMENTS (poolings) ? &poolings[nth] : NULL;
}

const char *
fv_pooling_choice (guint nth)
{
  return nth < G_N_ELEMENTS (poolings) ? poolings[nth].name : NULL;
}
