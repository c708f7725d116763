/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-kernels.h"

G_BEGIN_DECLS

/* Kernels for one sample alone: there is no second one to stand beside it, so its maps do. Cells are
 * [rows][cols][cell]: the maps of a cell next to one another, and where there are more than 4 of them, zeros up to a
 * multiple of 8. A row of a kernel then lies on a run of floats. Eight floats are read and written at a time, and what
 * an array ends with may be overrun: every array of cells has room for FV_SINGLE_SLACK floats more. Arrays must not
 * overlap. */

#define FV_SINGLE_SLACK 16

/* n = Σ w·x + b over windows, and the largest of every block of 2×2 if there is pooling. */
typedef struct
{
  guint x_cols;      /* cells of a row of x */
  guint x_cell;      /* floats of a cell of x … */
  guint inputs;      /* … and maps in it */
  guint kernel_rows; /* of the kernel as it lies over x */
  guint kernel_cols;
  guint units;
  guint n_cell;        /* floats of a cell of n */
  guint rows, cols;    /* of n before pooling */
  gboolean pools;      /* blocks of 2×2, the largest of each */
  gboolean keeps_rest; /* blocks that stand out over the border count … */
  gboolean fills_rest; /* … and a zero beyond it takes part */
} FvSingleConvolution;

/* A factor and where to apply it, in floats from the start of an array. */
typedef struct
{
  gint32 at;
  float factor;
} FvSingleSpot;

/* spots[first … first + count − 1], all for what lies at. */
typedef struct
{
  gint32 at;
  guint first;
  guint count;
} FvSingleGroup;

/* A kernel over its map: rows of row floats (a multiple of 8), x_row floats apart in x. */
typedef struct
{
  guint kernel_rows;
  guint kernel_row; /* floats that count; the rest of a row is padding */
  guint row;
  gsize x_row;
} FvSingleWindow;

struct _FvSingleKernels
{
  /* weights [kernel_rows][kernel_cols][inputs][units, padded to 8], biases [units, padded], padding being 0.
   * n [rows][cols][n_cell], pooled if it pools; then winner, as n, is 2·row + column in the block, −1 where the zero
   * beyond the border won; NULL: nobody asks. */
  void (*convolution) (const FvSingleConvolution *self, const float *x, const float *weights,
                       const float *biases, float *n, gint32 *winner);
  /* gradient [kernel_rows][row] = Σ factor · (x from at on) over spots[count], padding 0. */
  void (*kernel_gradient) (const FvSingleWindow *self, const float *x, const FvSingleSpot *spots, guint count,
                           float *gradient);
  /* d_x from group.at on += Σ factor · weights [kernel_rows][row] at spot.at, for every group. */
  void (*delta_below) (const FvSingleWindow *self, const float *weights, const FvSingleGroup *groups,
                       guint n_groups, const FvSingleSpot *spots, float *d_x);
  /* out [cols][out_row] = x [rows][x_row] transposed: rows · cols floats, rows rounded up to 8 in out, with zeros. */
  void (*transpose) (const float *x, gsize x_row, guint rows, guint cols, float *out, gsize out_row);

  /* The cell of s at group.at = Σ factor · (cell of x at spot.at) over the spots of each group, which come in the order
   * of s; and back, the cells of d_x += factor · delta. */
  void (*gather) (const FvSingleGroup *groups, guint n_groups, const FvSingleSpot *spots, const float *x,
                  guint cell, float *s);
  void (*scatter) (const FvSingleGroup *groups, guint n_groups, const FvSingleSpot *spots, const float *delta,
                   guint cell, float *d_x);
  /* n [units, padded to 8] = weights [units][row] · x + biases. row is a multiple of 8, x has zeros up to there. */
  void (*dense) (const float *weights, const float *biases, guint units, guint row, const float *x, float *n);
  /* d_x [row] = Σ delta · weights, overwritten. */
  void (*dense_below) (const float *weights, guint units, guint row, const float *delta, float *d_x);
  /* A step along the gradient delta · x of weights [units][row] and slots; returns as step does. */
  float (*dense_step) (const FvStep *step, const float *x, const float *delta, guint units, guint row,
                       float *weights, float *const *slots);
};

G_END_DECLS
