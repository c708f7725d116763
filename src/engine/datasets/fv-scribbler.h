/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-random.h"
#include "fv-strokes.h"

G_BEGIN_DECLS

/* The pen that scribbles are drawn with, and the lines they are made of. Any unit; the widths come when the drawing is
 * looked at. Pure; any thread. */
typedef struct
{
  FvRandom *random;
  FvStrokes *strokes; /* added to */
} FvScribbler;

typedef struct
{
  double x, y;
} FvPlace;

double fv_scribbler_between (FvScribbler *self, double low, double high);
/* Both may come. */
guint fv_scribbler_count (FvScribbler *self, guint low, guint high);
gboolean fv_scribbler_chance (FvScribbler *self, double share);
void fv_scribbler_add (FvScribbler *self, double x, double y); /* to the last stroke */

/* Each of these is a stroke of its own and says where it ends. A line is not quite straight. */
FvPlace fv_scribbler_line (FvScribbler *self, FvPlace from, FvPlace to);
FvPlace fv_scribbler_dot (FvScribbler *self, FvPlace at);
/* Part of an ellipse that begins anywhere, extent in radians; closed where that is a whole turn. */
FvPlace fv_scribbler_arc (FvScribbler *self, FvPlace middle, double radius, double extent);
/* From corner to corner, n lines in any direction and up to reach long. */
FvPlace fv_scribbler_corners (FvScribbler *self, FvPlace from, double reach, guint n);
/* A polygon of n corners about a middle, not quite regular. */
FvPlace fv_scribbler_polygon (FvScribbler *self, FvPlace middle, double radius, guint n);
/* A smooth curve through n places (at most 16). */
FvPlace fv_scribbler_curve (FvScribbler *self, const FvPlace *places, guint n);

G_END_DECLS
