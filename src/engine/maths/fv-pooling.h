/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* downsample and upsample of the article, blocks p×p at stride p. Pure; any thread. */
typedef enum
{
  FV_BORDER_IGNORE, /* ⌊m/p⌋: what is left over is dropped */
  FV_BORDER_KEEP,   /* ⌈m/p⌉: the map is filled with zeros to a multiple of p (the article's default) */
} FvBorder;

const char *fv_border_choice (guint nth); /* "ignore", "keep"; NULL past the end */

typedef enum
{
  FV_POOLING_MAX,
  FV_POOLING_MEAN,
} FvPoolingKind;

typedef struct
{
  const char *name;  /* "max" */
  const char *title; /* N_() */
  /* s [downsampled(m)][downsampled(n)] of x [m][n]; winner (same size as s, may be NULL) gets the index into x of the
   * cell that won, −1 if a filled-in zero did; kinds without winners leave it alone. */
  void (*downsample) (const double *x, guint m, guint n, guint p, FvBorder border, double *s, gint32 *winner);
  /* d_x [m][n] is overwritten, from delta of s's shape and the winners of the forward pass. */
  void (*upsample) (const double *delta, const gint32 *winner, guint m, guint n, guint p, FvBorder border,
                    double *d_x);
  gboolean has_winner;
} FvPooling;

const FvPooling *fv_pooling_nth (guint nth); /* in the order of FvPoolingKind; NULL past the end */
const char *fv_pooling_choice (guint nth);
/* How many blocks lie along m cells. */
guint fv_downsampled (guint m, guint p, FvBorder border);

G_END_DECLS
