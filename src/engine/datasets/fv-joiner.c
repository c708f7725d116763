/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-joiner.h"

#include <math.h>

/* The cosine of a turn that is a corner: 75°. */
#define CORNER 0.26

typedef struct
{
  double x, y;
} Slope;

static double
length (FvPoint a, FvPoint b)
{
  return hypot (b.x - a.x, b.y - a.y);
}

static gboolean
is_corner (FvPoint before, FvPoint at, FvPoint after)
{
  double a = length (before, at), b = length (at, after);
  double inner = (at.x - before.x) * (after.x - at.x) + (at.y - before.y) * (after.y - at.y);

  return a == 0 || b == 0 || inner < CORNER * a * b;
}

/* At b, between a and c, for a piece of that length. */
static Slope
slope (FvPoint a, FvPoint b, FvPoint c, double piece)
{
  double first = length (a, b), second = length (b, c);
  double share = first / (first + second); /* the nearer neighbour counts more */

  return (Slope){ piece * ((1 - share) * (b.x - a.x) / first + share * (c.x - b.x) / second),
                  piece * ((1 - share) * (b.y - a.y) / first + share * (c.y - b.y) / second) };
}

static FvPoint
at (FvPoint a, Slope from, FvPoint b, Slope to, double t)
{
  double h00 = (1 + 2 * t) * (1 - t) * (1 - t), h10 = t * (1 - t) * (1 - t);
  double h01 = t * t * (3 - 2 * t), h11 = t * t * (t - 1);

  return (FvPoint){ h00 * a.x + h10 * from.x + h01 * b.x + h11 * to.x,
                    h00 * a.y + h10 * from.y + h01 * b.y + h11 * to.y, a.width + t * (b.width - a.width) };
}

/* What lies between a and b, without them. before is NULL at the beginning. */
static void
bend (FvStrokes *strokes, double gap, const FvPoint *before, FvPoint a, FvPoint b, FvPoint after)
{
  double piece = length (a, b);
  guint n = (guint)MIN (ceil (piece / gap), 64);
  Slope chord = { b.x - a.x, b.y - a.y };
  Slope from = before == NULL || is_corner (*before, a, b) ? chord : slope (*before, a, b, piece);
  Slope to = is_corner (a, b, after) ? chord : slope (a, b, after, piece);

  for (guint i = 1; i < n; i++)
    fv_strokes_add (strokes, at (a, from, b, to, (double)i / n));
}

static void
remember (FvJoiner *self, FvPoint point)
{
  self->last[0] = self->last[1];
  self->last[1] = self->last[2];
  self->last[2] = point;
  self->n = MIN (self->n + 1, 3);
}

void
fv_joiner_begin (FvJoiner *self, FvStrokes *strokes, FvPoint point)
{
  self->n = 0;
  fv_strokes_begin (strokes);
  fv_strokes_add (strokes, point);
  remember (self, point);
}

void
fv_joiner_add (FvJoiner *self, FvStrokes *strokes, FvPoint point)
{
  FvPoint newest = self->last[2];

  if (self->n > 0 && length (newest, point) == 0)
    return;
  if (self->n > 1)
    {
      fv_strokes_remove_point (strokes);
      bend (strokes, self->gap, self->n > 2 ? &self->last[0] : NULL, self->last[1], newest, point);
      fv_strokes_add (strokes, newest);
    }
  fv_strokes_add (strokes, point);
  remember (self, point);
}
