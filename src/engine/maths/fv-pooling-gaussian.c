/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-blocks.h"
#include "fv-elementary.h"

#define MAX_SIDE (2 * FV_POOLING_MAX_BLOCK + 1)

guint
fv_gaussian_side (guint p)
{
  return p + 2 * ((p + 1) / 2);
}

/* exp(−(a² + b²)/2s²) is a product of two, so one side is enough; r is measured from the middle of the block. */
void
fv_gaussian_side_weights (guint p, double *g)
{
  guint side = fv_gaussian_side (p);
  double s = p / 2.0, sum = 0.0;

  for (guint i = 0; i < side; i++)
    {
      double r = i - (side - 1) / 2.0;

      g[i] = fv_exp (-r * r / (2.0 * s * s));
      sum += g[i];
    }
  for (guint i = 0; i < side; i++)
    g[i] /= sum;
}

/* The part of a block's window that lies on the map: cells from…to of each axis, g counted from the window's edge. */
typedef struct
{
  gint64 top, left; /* of the window, may be negative */
  guint row_from, row_to, col_from, col_to;
} Window;

static Window
window_of (FvBlocks blocks, gsize nth)
{
  guint across = fv_downsampled (blocks.n, blocks.p, blocks.border), side = fv_gaussian_side (blocks.p);
  Window window = { (gint64)(nth / across) * blocks.p - (blocks.p + 1) / 2,
                    (gint64)(nth % across) * blocks.p - (blocks.p + 1) / 2,
                    0,
                    0,
                    0,
                    0 };

  window.row_from = (guint)MAX (window.top, 0);
  window.col_from = (guint)MAX (window.left, 0);
  window.row_to = (guint)MIN (window.top + side, (gint64)blocks.m);
  window.col_to = (guint)MIN (window.left + side, (gint64)blocks.n);
  return window;
}

/* What the weights on the map add up to, where those off it take no part; otherwise 1, as they do over the window. */
static double
weight_sum (FvBlocks blocks, Window window, const double *g)
{
  double rows = 0.0, cols = 0.0;

  if (blocks.border != FV_BORDER_KEEP_REAL)
    return 1.0;
  for (guint r = window.row_from; r < window.row_to; r++)
    rows += g[r - window.top];
  for (guint c = window.col_from; c < window.col_to; c++)
    cols += g[c - window.left];
  return rows * cols;
}

static void
downsample (FvBlocks blocks, const double *x, const double *weights, double *s, gint32 *winner)
{
  gsize count = fv_blocks_count (blocks);
  double g[MAX_SIDE];

  fv_gaussian_side_weights (blocks.p, g);
  for (gsize i = 0; i < count; i++)
    {
      Window window = window_of (blocks, i);
      double whole = weight_sum (blocks, window, g), sum = 0.0;

      for (guint r = window.row_from; r < window.row_to; r++)
        for (guint c = window.col_from; c < window.col_to; c++)
          sum += g[r - window.top] * g[c - window.left] / whole * x[(gsize)r * blocks.n + c];
      s[i] = sum;
    }
}

/* δ·g over the window, added up where windows overlap. */
static void
upsample (FvBlocks blocks, const double *delta, const double *weights, const gint32 *winner, double *d_x)
{
  gsize count = fv_blocks_count (blocks);
  double g[MAX_SIDE];

  fv_gaussian_side_weights (blocks.p, g);
  memset (d_x, 0, (gsize)blocks.m * blocks.n * sizeof *d_x);
  for (gsize i = 0; i < count; i++)
    {
      Window window = window_of (blocks, i);
      double whole = weight_sum (blocks, window, g);

      for (guint r = window.row_from; r < window.row_to; r++)
        for (guint c = window.col_from; c < window.col_to; c++)
          d_x[(gsize)r * blocks.n + c] += g[r - window.top] * g[c - window.left] / whole * delta[i];
    }
}

/* g of cell (r, c), counted on the map, in a window. */
static double
weight_at (const double *g, Window window, double whole, gint64 r, gint64 c)
{
  return g[r - window.top] * g[c - window.left] / whole;
}

static FvOperand
cell_at (const FvPooled *pooled, gint64 r, gint64 c)
{
  gboolean real = r >= 0 && c >= 0 && r < pooled->blocks.m && c < pooled->blocks.n;

  return (FvOperand){ .kind = real ? FV_OPERAND_OUTPUT : FV_OPERAND_FILLED,
                      .layer = pooled->layer - 1,
                      .unit = pooled->map,
                      .row = (int)r,
                      .col = (int)c };
}

/* The whole window; cells off the map only where they take part. */
static void
explain (const FvPooled *pooled, gsize nth, FvExplanation *out)
{
  FvBlocks blocks = pooled->blocks;
  Window window = window_of (blocks, nth);
  FvOperand constant = { .kind = FV_OPERAND_NONE };
  gint64 side = fv_gaussian_side (blocks.p);
  double g[MAX_SIDE], whole;

  fv_gaussian_side_weights (blocks.p, g);
  whole = weight_sum (blocks, window, g);
  for (gint64 r = window.top; r < window.top + side; r++)
    for (gint64 c = window.left; c < window.left + side; c++)
      {
        FvOperand cell = cell_at (pooled, r, c);
        double weight = weight_at (g, window, whole, r, c);

        if (cell.kind == FV_OPERAND_OUTPUT)
          fv_explanation_add (out, weight, constant, pooled->x[r * blocks.n + c], cell);
        else if (blocks.border != FV_BORDER_KEEP_REAL)
          fv_explanation_add_filled (out, weight, constant, cell);
      }
}

/* Which blocks along one axis have a window that reaches cell at: from…to. */
static void
blocks_over (guint at, guint p, guint count, guint *from, guint *to)
{
  guint side = fv_gaussian_side (p), before = (p + 1) / 2;

  *from = at + before < side ? 0 : (at + before - side) / p + 1;
  *to = MIN ((at + before) / p + 1, count);
  *from = MIN (*from, *to);
}

static void
explain_below (const FvPooled *pooled, guint row, guint col, FvExplanation *out)
{
  FvBlocks blocks = pooled->blocks;
  guint across = fv_downsampled (blocks.n, blocks.p, blocks.border), top, bottom, left, right;
  FvOperand constant = { .kind = FV_OPERAND_NONE };
  double g[MAX_SIDE];

  fv_gaussian_side_weights (blocks.p, g);
  blocks_over (row, blocks.p, fv_downsampled (blocks.m, blocks.p, blocks.border), &top, &bottom);
  blocks_over (col, blocks.p, across, &left, &right);
  for (guint r = top; r < bottom; r++)
    for (guint c = left; c < right; c++)
      {
        gsize nth = (gsize)r * across + c;
        Window window = window_of (blocks, nth);

        fv_explanation_add (out, weight_at (g, window, weight_sum (blocks, window, g), row, col), constant,
                            pooled->delta[nth], fv_pooled_delta (pooled, nth));
      }
}

static guint
n_terms (FvBlocks blocks, gsize nth)
{
  Window window = window_of (blocks, nth);
  guint side = fv_gaussian_side (blocks.p);

  if (blocks.border != FV_BORDER_KEEP_REAL)
    return side * side;
  return (window.row_to - window.row_from) * (window.col_to - window.col_from);
}

static guint
n_terms_below (FvBlocks blocks, guint row, guint col)
{
  guint top, bottom, left, right;

  blocks_over (row, blocks.p, fv_downsampled (blocks.m, blocks.p, blocks.border), &top, &bottom);
  blocks_over (col, blocks.p, fv_downsampled (blocks.n, blocks.p, blocks.border), &left, &right);
  return (bottom - top) * (right - left);
}

const FvPooling fv_gaussian_pooling = {
  .name = "gaussian",
  .title = N_ ("Gaussian"),
  .downsample = downsample,
  .upsample = upsample,
  .explain = explain,
  .explain_below = explain_below,
  .n_terms = n_terms,
  .n_terms_below = n_terms_below,
};
