/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-set.h"

/* The part of a block's window that lies on the map, and where it begins among the window's weights. */
typedef struct
{
  guint top, left; /* on the map */
  guint rows, cols;
  guint first_row, first_col; /* of the weights */
} Window;

/* Along one axis: block number block of a map of size cells. */
static void
clip (const FvWindowShape *shape, guint block, guint size, guint *at, guint *count, guint *first)
{
  gint64 from = (gint64)block * shape->p - shape->lead, to = MIN (from + shape->side, (gint64)size);

  *at = (guint)MAX (from, 0);
  *count = (guint)(to - *at);
  *first = (guint)(*at - from);
}

static Window
window_of (const FvWindowShape *shape, guint y, guint x)
{
  Window w;

  clip (shape, y, shape->rows, &w.top, &w.rows, &w.first_row);
  clip (shape, x, shape->cols, &w.left, &w.cols, &w.first_col);
  return w;
}

/* Calls body for every cell of w: at counts cells of the map, by weights of the window. */
#define FOR_EACH_CELL(shape, w, at, by)                                                                      \
  for (guint r_ = 0; r_ < (w).rows; r_++)                                                                    \
    for (gsize at = ((gsize)(w).top + r_) * (shape)->cols + (w).left, end_ = at + (w).cols,                  \
               by = ((gsize)(w).first_row + r_) * (shape)->side + (w).first_col;                             \
         at < end_; at++, by++)

static void
pool_map (const FvWindowShape *shape, const FvLanes *x, const float *weights, float bias, FvLanes *o)
{
  for (guint i = 0; i < shape->pooled_rows; i++)
    for (guint j = 0; j < shape->pooled_cols; j++, o++)
      {
        Window w = window_of (shape, i, j);
        FvLanes sum = fv_lanes (0.0f);

        FOR_EACH_CELL (shape, w, at, by)
        sum = fv_lanes_fma (fv_lanes (weights[by]), x[at], sum);
        *o = fv_lanes_fma (sum, fv_lanes (shape->row_scale[i] * shape->col_scale[j]), fv_lanes (bias));
      }
}

void
FV_KERNEL (window_pool) (const FvWindowShape *shape, const float *x, const float *weights,
                         const float *biases, float *o)
{
  gsize below = (gsize)shape->rows * shape->cols * FV_LANES,
        above = (gsize)shape->pooled_rows * shape->pooled_cols * FV_LANES;

  for (guint m = 0; m < shape->maps; m++)
    {
      pool_map (shape, (const FvLanes *)(x + m * below), weights + m * shape->map_step,
                biases != NULL ? biases[m] : 0, (FvLanes *)(o + m * above));
      FV_KERNEL (phi) (shape->phi, o + m * above, above, o + m * above);
    }
}

static void
spread_map (const FvWindowShape *shape, const FvLanes *delta, const float *weights, FvLanes *d_x)
{
  memset (d_x, 0, (gsize)shape->rows * shape->cols * sizeof *d_x);
  for (guint i = 0; i < shape->pooled_rows; i++)
    for (guint j = 0; j < shape->pooled_cols; j++, delta++)
      {
        Window w = window_of (shape, i, j);
        FvLanes d = *delta * (shape->row_scale[i] * shape->col_scale[j]);

        FOR_EACH_CELL (shape, w, at, by)
        d_x[at] = fv_lanes_fma (fv_lanes (weights[by]), d, d_x[at]);
      }
}

void
FV_KERNEL (window_back) (const FvWindowShape *shape, const float *delta, const float *weights, float *d_x)
{
  gsize below = (gsize)shape->rows * shape->cols * FV_LANES,
        above = (gsize)shape->pooled_rows * shape->pooled_cols * FV_LANES;

  for (guint m = 0; m < shape->maps; m++)
    spread_map (shape, (const FvLanes *)(delta + m * above), weights + m * shape->map_step,
                (FvLanes *)(d_x + m * below));
}

/* Of one weight of one map. */
static float
window_weight_gradient (const FvWindowShape *shape, guint n_blocks, const float *x, gsize x_stride,
                        const float *delta, gsize delta_stride, guint row, guint col)
{
  FvLanes sum = fv_lanes (0.0f);

  for (guint b = 0; b < n_blocks; b++)
    {
      const FvLanes *d = (const FvLanes *)(delta + b * delta_stride);
      const FvLanes *cells = (const FvLanes *)(x + b * x_stride);

      for (guint i = 0; i < shape->pooled_rows && i * shape->p + row < shape->rows; i++)
        for (guint j = 0; j < shape->pooled_cols && j * shape->p + col < shape->cols; j++)
          sum = fv_lanes_fma (d[i * shape->pooled_cols + j],
                              cells[((gsize)i * shape->p + row) * shape->cols + j * shape->p + col], sum);
    }
  return fv_lanes_sum (sum);
}

void
FV_KERNEL (window_gradient) (const FvWindowShape *shape, guint n_blocks, const float *x, gsize x_stride,
                             const float *delta, gsize delta_stride, guint first, guint count,
                             float *gradient)
{
  gsize below = (gsize)shape->rows * shape->cols * FV_LANES,
        above = (gsize)shape->pooled_rows * shape->pooled_cols * FV_LANES;

  for (guint m = first; m < first + count; m++)
    for (guint r = 0; r < shape->p; r++)
      for (guint c = 0; c < shape->p; c++)
        gradient[m * shape->map_step + r * shape->p + c] += window_weight_gradient (
            shape, n_blocks, x + m * below, x_stride, delta + m * above, delta_stride, r, c);
}

/* ---- Max pooling that stands alone ---- */

static void
take_block (const FvWindowShape *shape, const FvLanes *x, Window w, FvLanes *o, FvLanesInt *winner)
{
  FvLanes best = x[(gsize)w.top * shape->cols + w.left];
  FvLanesInt won = fv_lanes_int (0);

  FOR_EACH_CELL (shape, w, at, by)
  {
    FvLanesInt is_larger = x[at] > best;

    best = fv_lanes_max (best, x[at]);
    won = fv_lanes_int_choose (is_larger, fv_lanes_int ((gint32)by), won);
  }
  if (shape->fill_wins && (w.rows < shape->p || w.cols < shape->p))
    {
      FvLanesInt is_filled = best < 0.0f;

      best = fv_lanes_choose (is_filled, fv_lanes (0.0f), best);
      won |= is_filled;
    }
  *o = best;
  *winner = won;
}

void
FV_KERNEL (max_pool) (const FvWindowShape *shape, const float *x, float *o, gint32 *winner)
{
  const FvLanes *map = (const FvLanes *)x;
  FvLanes *to = (FvLanes *)o;
  FvLanesInt *won = (FvLanesInt *)winner;

  for (guint m = 0; m < shape->maps; m++, map += (gsize)shape->rows * shape->cols)
    for (guint i = 0; i < shape->pooled_rows; i++)
      for (guint j = 0; j < shape->pooled_cols; j++)
        take_block (shape, map, window_of (shape, i, j), to++, won++);
}

void
FV_KERNEL (max_back) (const FvWindowShape *shape, const float *delta, const gint32 *winner, float *d_x)
{
  const FvLanes *d = (const FvLanes *)delta;
  const FvLanesInt *won = (const FvLanesInt *)winner;
  FvLanes *map = (FvLanes *)d_x;
  gsize area = (gsize)shape->rows * shape->cols;

  memset (d_x, 0, shape->maps * area * sizeof *map);
  for (guint m = 0; m < shape->maps; m++, map += area)
    for (guint i = 0; i < shape->pooled_rows; i++)
      for (guint j = 0; j < shape->pooled_cols; j++, d++, won++)
        {
          Window w = window_of (shape, i, j);

          FOR_EACH_CELL (shape, w, at, by)
          map[at] = (FvLanes)((FvLanesInt)*d & (*won == (gint32)by));
        }
}
