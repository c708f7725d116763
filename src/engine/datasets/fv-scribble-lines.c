/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scribble-kinds.h"

#include "fv-elementary.h"

#define TWO_PI 6.283185307179586

static double
between (FvScribbler *self, double low, double high)
{
  return fv_scribbler_between (self, low, high);
}

static FvPlace
anywhere (FvScribbler *self)
{
  return (FvPlace){ between (self, 0, 1), between (self, 0, 1) };
}

/* A pen that wanders: its direction turns by a turning that itself changes. Long enough to cross itself. */
static void
wander (FvScribbler *self)
{
  guint n = fv_scribbler_count (self, 120, 240);
  double x = 0, y = 0, direction = between (self, 0, TWO_PI), turning = 0;

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i < n; i++)
    {
      turning = 0.85 * turning + 0.12 * fv_random_normal (self->random);
      direction += turning;
      x += 0.04 * fv_cos (direction);
      y += 0.04 * fv_sin (direction);
      fv_scribbler_add (self, x, y);
    }
}

/* There and back, drifting across. */
static void
hatch (FvScribbler *self)
{
  guint n = fv_scribbler_count (self, 5, 14);
  double angle = between (self, 0, TWO_PI), width = between (self, 0.4, 1.6);
  double along_x = fv_cos (angle), along_y = fv_sin (angle);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i < n; i++)
    {
      double across = width * ((double)i / (n - 1) + 0.06 * fv_random_normal (self->random));
      double along = (i % 2 == 0 ? 0 : 1) + 0.1 * fv_random_normal (self->random);

      fv_scribbler_add (self, along * along_x - across * along_y, along * along_y + across * along_x);
    }
}

/* Lines side by side, now and then with others across them. */
static void
stripes (FvScribbler *self)
{
  guint layers = fv_scribbler_count (self, 1, 2), n = fv_scribbler_count (self, layers == 1 ? 3 : 1, 7);
  double angle = between (self, 0, TWO_PI), width = between (self, 0.3, 1.3);

  for (guint layer = 0; layer < layers; layer++)
    {
      double x = fv_cos (angle), y = fv_sin (angle);

      for (guint i = 0; i < n; i++)
        {
          double across
              = width * (n > 1 ? (double)i / (n - 1) - 0.5 : 0) + 0.03 * fv_random_normal (self->random);
          double from = -0.5 + 0.08 * fv_random_normal (self->random);
          double to = 0.5 + 0.08 * fv_random_normal (self->random);

          fv_scribbler_line (self, (FvPlace){ from * x - across * y, from * y + across * x },
                             (FvPlace){ to * x - across * y, to * y + across * x });
        }
      angle += between (self, 0.8, 2.3);
      n = fv_scribbler_count (self, 2, 6);
      width = between (self, 0.3, 0.9);
    }
}

/* Turns that widen, or wander sideways as a spring does. */
static void
coil (FvScribbler *self)
{
  double turns = between (self, 2, 7), growth = between (self, -0.1, 1), drift = between (self, 0, 1.2);
  double flat = between (self, 0.5, 1), way = fv_scribbler_chance (self, 0.5) ? -1 : 1;
  double inner = between (self, 0, 0.25);
  guint n = (guint)(turns * 20);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i < n; i++)
    {
      double t = (double)i / n, radius = inner + growth * 0.4 * t + 0.05, angle = way * TWO_PI * turns * t;

      fv_scribbler_add (self, drift * t + radius * fv_cos (angle), flat * radius * fv_sin (angle));
    }
}

/* Up and down along a line, with corners or without, in any direction. */
static void
teeth (FvScribbler *self)
{
  guint n = fv_scribbler_count (self, 4, 10);
  double angle
      = between (self, -0.5, 0.5) + (fv_scribbler_chance (self, 0.3) ? between (self, 0, TWO_PI) : 0);
  double height = between (self, 0.2, 1.2), step = between (self, 0.15, 0.4);
  FvPlace places[10];

  for (guint i = 0; i < n; i++)
    {
      double x = step * (i + 0.15 * fv_random_normal (self->random));
      double y = (i % 2 == 0 ? 0 : height) + 0.1 * fv_random_normal (self->random);

      places[i]
          = (FvPlace){ x * fv_cos (angle) - y * fv_sin (angle), x * fv_sin (angle) + y * fv_cos (angle) };
    }
  if (fv_scribbler_chance (self, 0.5))
    {
      fv_scribbler_curve (self, places, n);
      return;
    }
  fv_strokes_begin (self->strokes);
  for (guint i = 0; i < n; i++)
    fv_scribbler_add (self, places[i].x, places[i].y);
}

/* Corners anywhere. */
static void
angles (FvScribbler *self)
{
  guint n = fv_scribbler_count (self, 6, 12);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i < n; i++)
    {
      FvPlace at = anywhere (self);

      fv_scribbler_add (self, at.x, at.y);
    }
}

/* Smooth curves through places anywhere: a long one, or several. */
static void
tangle (FvScribbler *self)
{
  guint n = fv_scribbler_count (self, 1, 4);

  for (guint i = 0; i < n; i++)
    {
      guint corners = fv_scribbler_count (self, n == 1 ? 7 : 3, n == 1 ? 14 : 6);
      FvPlace places[16];

      for (guint k = 0; k < corners; k++)
        places[k] = anywhere (self);
      if (n == 1 && fv_scribbler_chance (self, 0.5))
        places[corners - 1] = places[0];
      fv_scribbler_curve (self, places, corners);
    }
}

/* Strokes that have nothing to do with one another. */
static void
stray (FvScribbler *self)
{
  guint n = fv_scribbler_count (self, 3, 8);

  for (guint i = 0; i < n; i++)
    {
      FvPlace from = anywhere (self);
      double angle = between (self, 0, TWO_PI), length = between (self, 0.2, 0.9);

      fv_scribbler_line (self, from,
                         (FvPlace){ from.x + length * fv_cos (angle), from.y + length * fv_sin (angle) });
    }
}

static void
dots (FvScribbler *self)
{
  guint n = fv_scribbler_count (self, 1, 12);

  for (guint i = 0; i < n; i++)
    fv_scribbler_dot (self, anywhere (self));
}

const FvScribbleKind fv_scribble_lines[] = {
  { wander, 0.1 },  { hatch, 0.05 },  { stripes, 0.08 }, { coil, 0.13 }, { teeth, 0.07 },
  { angles, 0.06 }, { tangle, 0.15 }, { stray, 0.08 },   { dots, 0.04 }, { NULL, 0 },
};
