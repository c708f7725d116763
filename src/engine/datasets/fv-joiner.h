/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-strokes.h"

G_BEGIN_DECLS

/* Joins the points a hand makes: a fast one leaves gaps between them, and a polygon is not what it drew. Points that are far
 * apart are joined by a cubic through both, whose slope at each is that of the parabola through it and its neighbours
 * (Catmull-Rom with chord lengths); a sharp turn stays a corner. What lies between the last two points is straight until
 * the next one comes. A value owned by one thread; gap in the unit of the points. */
typedef struct
{
  double gap; /* what is nearer is joined by a straight line */
  FvPoint last[3];
  guint n; /* of last, that are there; the newest is last[2] */
} FvJoiner;

/* Begins a stroke. */
void fv_joiner_begin (FvJoiner *self, FvStrokes *strokes, FvPoint point);
/* Goes on with it. */
void fv_joiner_add (FvJoiner *self, FvStrokes *strokes, FvPoint point);

G_END_DECLS
