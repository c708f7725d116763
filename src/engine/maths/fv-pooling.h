/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-explanation.h"

G_BEGIN_DECLS

/* downsample and upsample of the article, blocks p×p at stride p (MATH §2). Pure; any thread. */
typedef enum
{
  FV_BORDER_IGNORE, /* ⌊m/p⌋: what is left over is dropped */
  FV_BORDER_KEEP,   /* ⌈m/p⌉: the map is filled with zeros to a multiple of p (the article's default) */
  FV_BORDER_KEEP_REAL, /* ⌈m/p⌉: the filled-in cells take no part, as in frameworks' ceiling mode */
} FvBorder;

const char *fv_border_choice (guint nth); /* "ignore", "keep", "keep-real"; NULL past the end */

/* The largest p; the Gaussian's window, p + 2⌈p/2⌉ cells a side, stays small. */
#define FV_POOLING_MAX_BLOCK 16

/* Which map is cut into which blocks. */
typedef struct
{
  guint m, n; /* rows and columns of the map */
  guint p;
  FvBorder border;
} FvBlocks;

/* Blocks along m, and along n. */
guint fv_downsampled (guint m, guint p, FvBorder border);
gsize fv_blocks_count (FvBlocks self);

typedef enum
{
  FV_POOLING_MAX,
  FV_POOLING_MEAN,
  FV_POOLING_GAUSSIAN,
  FV_POOLING_TRAINABLE,
} FvPoolingKind;

/* One map as it was pooled, and where its operands live: what the explanations read. */
typedef struct
{
  FvBlocks blocks;
  const double *x;       /* [m][n]: outputs of layer − 1 */
  const double *weights; /* [p][p] or NULL */
  const double *delta;   /* [blocks] of layer */
  const gint32 *winner;  /* [blocks] or NULL */
  guint layer, map;
} FvPooled;

typedef struct
{
  const char *name;  /* "max" */
  const char *title; /* N_() */
  /* s [fv_blocks_count()] of x [m][n]. weights [p][p] only for kinds that have them. winner (as s, may be NULL) gets the
   * index into x of the cell that won, −1 if a filled-in zero did; kinds without winners leave it alone. */
  void (*downsample) (FvBlocks blocks, const double *x, const double *weights, double *s, gint32 *winner);
  /* d_x [m][n] is overwritten, from delta of s's shape and the winners of the forward pass. */
  void (*upsample) (FvBlocks blocks, const double *delta, const double *weights, const gint32 *winner,
                    double *d_x);
  /* d_weights [p][p] is added to; NULL: the kind has no weights. */
  void (*gradient) (FvBlocks blocks, const double *x, const double *delta, double *d_weights);
  gboolean has_winner;
  /* The terms behind s[nth] of a block, and behind d_x[row,col] of a cell, as downsample and upsample add them. */
  void (*explain) (const FvPooled *pooled, gsize nth, FvExplanation *out);
  void (*explain_below) (const FvPooled *pooled, guint row, guint col, FvExplanation *out);
  void (*explain_gradient) (const FvPooled *pooled, guint row, guint col,
                            FvExplanation *out); /* as gradient */
  /* How many they are. */
  guint (*n_terms) (FvBlocks blocks, gsize nth);
  guint (*n_terms_below) (FvBlocks blocks, guint row, guint col);
  gsize (*n_terms_gradient) (FvBlocks blocks, guint row, guint col);
} FvPooling;

const FvPooling *fv_pooling_nth (guint nth); /* in the order of FvPoolingKind; NULL past the end */
const char *fv_pooling_choice (guint nth);

/* The article's mistake, to be shown beside what is right: δ copied to every cell of its block. */
void fv_upsample_copy_to_all (FvBlocks blocks, const double *delta, double *d_x);
/* Where δ of block nth lives. */
FvOperand fv_pooled_delta (const FvPooled *self, gsize nth);
void fv_explain_copy_to_all (const FvPooled *pooled, guint row, guint col, FvExplanation *out);
/* One side of the Gaussian's window: g[i]·g[j] is the weight of cell (i, j), the sum over the window being 1;
 * g ∝ exp(−r²/2s²), s = p/2. g [fv_gaussian_side()]. */
void fv_gaussian_side_weights (guint p, double *g);
guint fv_gaussian_side (guint p); /* p + 2⌈p/2⌉ */

G_END_DECLS
