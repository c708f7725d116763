/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scribbler.h"

#include "fv-elementary.h"

#define TWO_PI 6.283185307179586

double
fv_scribbler_between (FvScribbler *self, double low, double high)
{
  return fv_random_between (self->random, low, high);
}

guint
fv_scribbler_count (FvScribbler *self, guint low, guint high)
{
  return low + (guint)(fv_random_uniform (self->random) * (high - low + 1));
}

gboolean
fv_scribbler_chance (FvScribbler *self, double share)
{
  return fv_random_uniform (self->random) < share;
}

void
fv_scribbler_add (FvScribbler *self, double x, double y)
{
  fv_strokes_add (self->strokes, (FvPoint){ x, y, 0 });
}

FvPlace
fv_scribbler_line (FvScribbler *self, FvPlace from, FvPlace to)
{
  double bow = 0.05 * fv_random_normal (self->random);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 6; i++)
    {
      double t = i / 6.0, off = 4 * bow * t * (1 - t);

      fv_scribbler_add (self, from.x + t * (to.x - from.x) - off * (to.y - from.y),
                        from.y + t * (to.y - from.y) + off * (to.x - from.x));
    }
  return to;
}

FvPlace
fv_scribbler_dot (FvScribbler *self, FvPlace at)
{
  fv_strokes_begin (self->strokes);
  fv_scribbler_add (self, at.x, at.y);
  return at;
}

FvPlace
fv_scribbler_arc (FvScribbler *self, FvPlace middle, double radius, double extent)
{
  double start = fv_scribbler_between (self, 0, TWO_PI), flat = fv_scribbler_between (self, 0.6, 1);
  FvPlace at = middle;

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 24; i++)
    {
      double angle = start + extent * i / 24;

      at = (FvPlace){ middle.x + radius * fv_cos (angle), middle.y + flat * radius * fv_sin (angle) };
      fv_scribbler_add (self, at.x, at.y);
    }
  return at;
}

FvPlace
fv_scribbler_corners (FvScribbler *self, FvPlace from, double reach, guint n)
{
  fv_strokes_begin (self->strokes);
  fv_scribbler_add (self, from.x, from.y);
  for (guint i = 0; i < n; i++)
    {
      double angle = fv_scribbler_between (self, 0, TWO_PI);
      double length = reach * fv_scribbler_between (self, 0.5, 1);

      from = (FvPlace){ from.x + length * fv_cos (angle), from.y + length * fv_sin (angle) };
      fv_scribbler_add (self, from.x, from.y);
    }
  return from;
}

FvPlace
fv_scribbler_polygon (FvScribbler *self, FvPlace middle, double radius, guint n)
{
  double start = fv_scribbler_between (self, 0, TWO_PI);
  FvPlace first = middle;

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i < n; i++)
    {
      double angle = start + TWO_PI * (i + 0.1 * fv_random_normal (self->random)) / n;
      FvPlace at = { middle.x + radius * fv_cos (angle), middle.y + radius * fv_sin (angle) };

      if (i == 0)
        first = at;
      fv_scribbler_add (self, at.x, at.y);
    }
  fv_scribbler_add (self, first.x, first.y);
  return first;
}

/* Catmull-Rom; the first and the last place count twice. */
FvPlace
fv_scribbler_curve (FvScribbler *self, const FvPlace *places, guint n)
{
  fv_strokes_begin (self->strokes);
  fv_scribbler_add (self, places[0].x, places[0].y);
  for (guint i = 0; i + 1 < n; i++)
    {
      FvPlace a = places[i > 0 ? i - 1 : 0], b = places[i], c = places[i + 1], d = places[MIN (i + 2, n - 1)];

      for (guint k = 1; k <= 8; k++)
        {
          double t = k / 8.0;
          double u = 0.5 * t * (-1 + t * (2 - t)), v = 0.5 * (2 + t * t * (-5 + 3 * t)),
                 w = 0.5 * t * (1 + t * (4 - 3 * t)), z = 0.5 * t * t * (t - 1);

          fv_scribbler_add (self, u * a.x + v * b.x + w * c.x + z * d.x,
                            u * a.y + v * b.y + w * c.y + z * d.y);
        }
    }
  return places[n - 1];
}
