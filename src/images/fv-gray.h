/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* A grey picture in memory, 0…255, and the steps that make a scan what a network was trained on. Pure; any thread. */
typedef struct
{
  guint rows;
  guint cols;
  guint8 *pixels; /* [rows][cols] */
} FvGray;

typedef struct
{
  guint row;
  guint col;
  guint rows; /* 0: nothing there */
  guint cols;
} FvGrayBox;

/* From interleaved bytes, channels 1 (grey), 3 (RGB) or 4 (RGB and opacity, which is mixed with white paper), stride
 * bytes a row: 0.299 R + 0.587 G + 0.114 B. self->pixels [rows][cols] is overwritten. */
void fv_gray_from_rgb (const guint8 *bytes, guint channels, gsize stride, FvGray *self);
/* TRUE if the edge is light (its mean above 127): dark ink on light paper. */
gboolean fv_gray_is_paper_light (const FvGray *self);
void fv_gray_invert (FvGray *self);
/* Where the ink is: the box of the cells at least half as bright as the brightest. rows = cols = 0 without any. */
FvGrayBox fv_gray_find_ink (const FvGray *self);
/* The box of self scaled to fill out [rows][cols] by area: every cell is the mean of what it covers. Overwrites. */
void fv_gray_resize (const FvGray *self, FvGrayBox box, FvGray *out);
/* The largest box in the middle of rows × cols that has the proportions of to_rows × to_cols. */
FvGrayBox fv_gray_middle (guint rows, guint cols, guint to_rows, guint to_cols);
/* Cut to the ink, its longer side made box long, drawn with its centre of mass in the middle of out, else 0. */
void fv_gray_normalise (const FvGray *self, guint box, FvGray *out);

G_END_DECLS
