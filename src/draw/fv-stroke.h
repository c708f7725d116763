/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A line of thousands of points that run from left to right, stroked piece by piece: the time a path takes grows much
 * faster than its length. What lies inside a column of pixels that is covered already is left out; dashes go on from
 * piece to piece. A value of one painter. */
#define FV_STROKE_DASHES 4

typedef struct
{
  cairo_t *cr;
  double dashes[FV_STROKE_DASHES];
  int n_dashes;
  double offset; /* into the dashes, where this piece begins */
  double length; /* of this piece, px */
  double x, y;
  double column, low, high; /* what is covered: the column of x, from low to high */
  guint n;                  /* points in this piece */
  gboolean drawing;
} FvStroke;

/* With the pen of cr: colour, width, dashes (at most FV_STROKE_DASHES, or they begin anew with each piece). */
FvStroke fv_stroke_begin (cairo_t *cr);
void fv_stroke_to (FvStroke *self, double x, double y);
/* The next point begins another line. */
void fv_stroke_lift (FvStroke *self);
void fv_stroke_end (FvStroke *self);

G_END_DECLS
