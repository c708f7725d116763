/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The arithmetic of the fast way through a network, in float. One source, compiled for each kind of processor; a set
 * is a table of functions, chosen when a plan is made. Sets whose multiply-add is one operation give the same bits.
 *
 * "Lanes" are the innermost eight floats of an array, one for each of eight samples: [maps][rows][cols][8]. Arrays
 * must not overlap unless it is said, and those of lanes are aligned to 32 bytes. Pure; any thread. */

typedef enum
{
  FV_PHI_IDENTITY,
  FV_PHI_SIGMOID,
  FV_PHI_TANH,
  FV_PHI_RELU,
  FV_PHI_LEAKY,
  FV_PHI_LECUN,
  FV_N_PHI,
} FvPhi;

/* θ from its gradient: the formulas are those of fv-optimizer.c. */
typedef enum
{
  FV_STEP_SGD,
  FV_STEP_MOMENTUM,
  FV_STEP_NESTEROV,
  FV_STEP_ADAM,
  FV_N_STEPS,
} FvStepKind;

typedef struct
{
  FvStepKind kind;
  float rate;
  float momentum;
  float decay;   /* 0 for biases */
  float m_scale; /* of Adam: 1/(1 − β₁ᵗ) */
  float v_scale; /* 1/(1 − β₂ᵗ) */
} FvStep;

/* Input maps [inputs][rows][cols], and what a convolution makes of them, [units][out_rows][out_cols]. Weights
 * [units][kernel_rows][row] floats, a row being [kernel_cols][cell] and a cell the inputs, padded with zeros; the
 * kernel lies as it is over the map (correlation). */
typedef struct
{
  guint inputs, rows, cols;
  guint units, out_rows, out_cols;
  guint kernel_rows, kernel_cols;
  guint cell;
  guint row;
  FvPhi phi;
  /* Max pooling above it, blocks p×p: [units][pooled_rows][pooled_cols]. Cells of a block beyond the map take no part;
   * with fill_wins, their φ⁻¹(0) = 0 does. */
  guint p;
  guint pooled_rows, pooled_cols;
  gboolean fill_wins;
} FvConvolutionShape;

/* A dense layer; weights [units][row]. */
typedef struct
{
  guint inputs;
  guint units;
  guint row;
  FvPhi phi;
} FvDenseShape;

/* Pooling, map by map: each block p×p gives the weighted sum over a window [side][side] around it, which begins lead
 * cells before it; cells beyond the map count 0. What a block gives is scaled by row_scale [pooled_rows] times col_scale
 * [pooled_cols]. Weights of a map begin map_step floats behind the one before. For the maximum side is p, lead 0. */
typedef struct
{
  guint maps, rows, cols;
  guint p;
  guint pooled_rows, pooled_cols;
  guint side, lead;
  gsize map_step;
  const float *row_scale, *col_scale;
  FvPhi phi;
  gboolean fill_wins; /* maximum: a block that reaches beyond the map is at least 0 */
} FvWindowShape;

typedef struct _FvSingleKernels FvSingleKernels; /* fv-kernels-single.h */

typedef struct
{
  const char *name; /* "avx2" */

  /* Subnormal numbers count as 0 from now on, in this thread; returns what to give flush_end(). Results are then
   * alike on processors that could not do it quickly otherwise. */
  guint (*flush_begin) (void);
  void (*flush_end) (guint state);

  /* o[count] = φ(n[count]); o may be n. count is a multiple of 8. */
  void (*phi) (FvPhi phi, const float *n, gsize count, float *o);
  /* delta[count] = d_o[count] · φ'(n), from o = φ(n); delta may be d_o. */
  void (*phi_delta) (FvPhi phi, const float *o, const float *d_o, gsize count, float *delta);

  /* One step of values[count] and slots[…][count] along gradient[count]; count is a multiple of 8. Returns the
   * largest |θ| and |slot| it left; NaN if one is. */
  float (*step) (const FvStep *step, const float *gradient, gsize count, float *values, float *const *slots);

  /* The largest |x| of x[count], count a multiple of 8; NaN if there is one. */
  float (*largest) (const float *x, gsize count);

  /* ---- Between lanes and samples ---- */
  /* lanes [count][8] → samples [8][stride] floats, of which the first count; the up to 7 behind them are overwritten. */
  void (*to_samples) (const float *lanes, gsize count, float *samples, gsize stride);
  /* The same of winners, as bytes, and of the δ that goes with them: where a filled-in zero won, −1, both are 0. */
  void (*winners_to_samples) (const gint32 *winner, const float *delta, gsize count, guint8 *winner_samples,
                              float *delta_samples, gsize stride);
  /* lanes [maps][area][8] → samples [8][stride], each [area][cell], and back; what pads a cell is 0 (cell > 4) or is
   * not there. The up to 7 floats behind a sample's last cell are overwritten. */
  void (*to_cells) (const float *lanes, guint maps, gsize area, guint cell, float *samples, gsize stride);
  void (*from_cells) (const float *samples, gsize stride, guint maps, gsize area, guint cell, float *lanes);
  /* pixels[8] (each [count], 0…255) → lanes [count][8], low + scale · pixel. */
  void (*pack) (const guint8 *const *pixels, gsize count, float low, float scale, float *lanes);

  /* ---- Convolution, samples in lanes ---- */
  /* o [units][out_rows][out_cols][8] of x [inputs][rows][cols][8]. */
  void (*convolve) (const FvConvolutionShape *shape, const float *x, const float *weights,
                    const float *biases, float *o);
  /* With max pooling: o and winner [units][pooled_rows][pooled_cols][8]; winner is the cell's number in its block,
   * row by row, −1 for a filled-in zero. scratch [convolve_max_scratch()] floats. */
  void (*convolve_max) (const FvConvolutionShape *shape, const float *x, const float *weights,
                        const float *biases, float *o, gint32 *winner, float *scratch);
  gsize (*convolve_max_scratch) (const FvConvolutionShape *shape);
  /* d_x [inputs][rows][cols][8] from delta [units][out_rows][out_cols][8]. */
  void (*convolve_back) (const FvConvolutionShape *shape, const float *delta, const float *weights,
                         float *d_x, float *scratch);
  gsize (*convolve_back_scratch) (const FvConvolutionShape *shape);
  /* gradient, as the weights, of units first … first + count − 1 is added to: over n_blocks, x_stride and
   * delta_stride floats from one to the next. */
  void (*convolve_gradient) (const FvConvolutionShape *shape, guint n_blocks, const float *x, gsize x_stride,
                             const float *delta, gsize delta_stride, guint first, guint count,
                             float *gradient);
  /* biases [units] of the same: sums of delta, of n_blocks blocks [units][unit_step] of which area · 8; added to. */
  void (*bias_gradient) (guint n_blocks, const float *delta, gsize delta_stride, gsize unit_step, gsize area,
                         guint first, guint count, float *biases);

  /* ---- Convolution below max pooling, maps in lanes: one multiply-add for each tap and pooled cell ---- */
  /* d_x [rows][cols][cell] of one sample, overwritten, and the up to 7 floats behind it; delta and winner
   * [units][pooled_rows · pooled_cols]. scratch [winners_scratch()] floats. */
  void (*winners_back) (const FvConvolutionShape *shape, const float *delta, const guint8 *winner,
                        const float *weights, float *d_x, float *scratch);
  /* gradient and biases of units first … first + count − 1 are added to, over n samples, x [rows][cols][cell] with
   * readable floats behind it: a row of the weights more. What pads a row of the gradient is left 0. */
  void (*winners_gradient) (const FvConvolutionShape *shape, guint n, const float *x, gsize x_stride,
                            const float *delta, const guint8 *winner, gsize delta_stride, guint first,
                            guint count, float *gradient, float *biases, float *scratch);
  gsize (*winners_scratch) (const FvConvolutionShape *shape);

  /* ---- Pooling that stands alone, samples in lanes ---- */
  /* o [maps][pooled_rows][pooled_cols][8] = φ (Σ weights · x · scale + bias); biases NULL: 0. */
  void (*window_pool) (const FvWindowShape *shape, const float *x, const float *weights, const float *biases,
                       float *o);
  /* d_x [maps][rows][cols][8], overwritten. */
  void (*window_back) (const FvWindowShape *shape, const float *delta, const float *weights, float *d_x);
  /* gradient, as the weights, of maps first … first + count − 1 is added to; for windows that are the block itself. */
  void (*window_gradient) (const FvWindowShape *shape, guint n_blocks, const float *x, gsize x_stride,
                           const float *delta, gsize delta_stride, guint first, guint count, float *gradient);
  /* The largest, and its number in its block, row by row; −1 for a filled-in zero. */
  void (*max_pool) (const FvWindowShape *shape, const float *x, float *o, gint32 *winner);
  void (*max_back) (const FvWindowShape *shape, const float *delta, const gint32 *winner, float *d_x);

  /* ---- Dense ---- */
  /* o [units][8] of x [inputs][8]. */
  void (*dense) (const FvDenseShape *shape, const float *x, const float *weights, const float *biases,
                 float *o);
  /* d_x [inputs][8] from delta [units][8]. */
  void (*dense_back) (const FvDenseShape *shape, const float *delta, const float *weights, float *d_x);
  /* The gradient of units first … first + count − 1 over n samples, x [n][x_stride], inputs padded with zeros to a
   * multiple of 8, delta [units][delta_stride], of each the n samples. gradient (NULL: 0) is where it starts from. With step,
   * values and slots of those units follow it, and the largest of what is left is returned; without, gradient is
   * overwritten with the sum. All arrays are of the whole layer. */
  float (*dense_gradient) (const FvDenseShape *shape, guint n, const float *x, gsize x_stride,
                           const float *delta, gsize delta_stride, guint first, guint count,
                           const FvStep *step, float *gradient, gboolean is_continued, float *values,
                           float *const *slots);

  const FvSingleKernels *single; /* for one sample alone */
} FvKernels;

/* In order of preference; NULL past the end. Only those this processor can run. */
const FvKernels *fv_kernels_nth (guint nth);
/* name NULL: what the variable FOVEA_KERNELS says; if it says nothing, the best there is. FV_ERROR_VALUE names those
 * there are. */
const FvKernels *fv_kernels_choose (const char *name, GError **error);

G_END_DECLS
