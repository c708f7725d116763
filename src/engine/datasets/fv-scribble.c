/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scribble.h"

#include "fv-elementary.h"
#include "fv-hand.h"
#include "fv-strokes.h"

#define TWO_PI 6.283185307179586

static double
between (FvRandom *random, double low, double high)
{
  return fv_random_between (random, low, high);
}

static guint
count_between (FvRandom *random, guint low, guint high)
{
  return low + (guint)(fv_random_uniform (random) * (high - low + 1));
}

/* All in a square of side 1; the pen's width comes when the drawing is looked at. */
static void
add (FvStrokes *strokes, double x, double y)
{
  fv_strokes_add (strokes, (FvPoint){ x, y, 0 });
}

/* A pen that wanders: its direction turns by a turning that itself changes. Long enough to cross itself. */
static void
wander (FvRandom *random, FvStrokes *strokes)
{
  guint n = count_between (random, 120, 240);
  double x = 0, y = 0, direction = between (random, 0, TWO_PI), turning = 0;

  fv_strokes_begin (strokes);
  for (guint i = 0; i < n; i++)
    {
      turning = 0.85 * turning + 0.12 * fv_random_normal (random);
      direction += turning;
      x += 0.04 * fv_cos (direction);
      y += 0.04 * fv_sin (direction);
      add (strokes, x, y);
    }
}

/* There and back, drifting across. */
static void
hatch (FvRandom *random, FvStrokes *strokes)
{
  guint n = count_between (random, 6, 14);
  double angle = between (random, 0, TWO_PI), width = between (random, 0.5, 1.2);
  double along_x = fv_cos (angle), along_y = fv_sin (angle);

  fv_strokes_begin (strokes);
  for (guint i = 0; i < n; i++)
    {
      double across = width * ((double)i / (n - 1) + 0.06 * fv_random_normal (random));
      double along = (i % 2 == 0 ? 0 : 1) + 0.1 * fv_random_normal (random);

      add (strokes, along * along_x - across * along_y, along * along_y + across * along_x);
    }
}

/* Turns that widen, or wander sideways as a spring does. */
static void
coil (FvRandom *random, FvStrokes *strokes)
{
  double turns = between (random, 3, 7), growth = between (random, -0.1, 1), drift = between (random, 0, 1.2);
  double flat = between (random, 0.5, 1), way = fv_random_uniform (random) < 0.5 ? -1 : 1;
  guint n = (guint)(turns * 20);

  fv_strokes_begin (strokes);
  for (guint i = 0; i < n; i++)
    {
      double t = (double)i / n, radius = 0.25 + growth * 0.4 * t, angle = way * TWO_PI * turns * t;

      add (strokes, drift * t + radius * fv_cos (angle), flat * radius * fv_sin (angle));
    }
}

/* Corners anywhere. */
static void
angles (FvRandom *random, FvStrokes *strokes)
{
  guint n = count_between (random, 6, 12);

  fv_strokes_begin (strokes);
  for (guint i = 0; i < n; i++)
    add (strokes, fv_random_uniform (random), fv_random_uniform (random));
}

/* Strokes that have nothing to do with one another. */
static void
stray (FvRandom *random, FvStrokes *strokes)
{
  guint n = count_between (random, 3, 7);

  for (guint i = 0; i < n; i++)
    {
      double x = fv_random_uniform (random), y = fv_random_uniform (random);
      double angle = between (random, 0, TWO_PI), length = between (random, 0.2, 0.9);

      fv_strokes_begin (strokes);
      add (strokes, x, y);
      add (strokes, x + length * fv_cos (angle), y + length * fv_sin (angle));
    }
}

static void
dots (FvRandom *random, FvStrokes *strokes)
{
  guint n = count_between (random, 1, 8);

  for (guint i = 0; i < n; i++)
    {
      fv_strokes_begin (strokes);
      add (strokes, fv_random_uniform (random), fv_random_uniform (random));
    }
}

typedef struct
{
  double x, y;
} Place;

/* Part of an ellipse, or all of it; returns where it ends. */
static Place
arc (FvRandom *random, FvStrokes *strokes, Place middle, double radius, double extent)
{
  double start = between (random, 0, TWO_PI), flat = between (random, 0.6, 1);
  Place at = middle;

  fv_strokes_begin (strokes);
  for (guint i = 0; i <= 24; i++)
    {
      double angle = start + extent * i / 24;

      at = (Place){ middle.x + radius * fv_cos (angle), middle.y + flat * radius * fv_sin (angle) };
      add (strokes, at.x, at.y);
    }
  return at;
}

/* One line, or several with corners between; returns where it ends. */
static Place
corners (FvRandom *random, FvStrokes *strokes, Place from, double reach, guint n)
{
  fv_strokes_begin (strokes);
  add (strokes, from.x, from.y);
  for (guint i = 0; i < n; i++)
    {
      double angle = between (random, 0, TWO_PI), length = reach * between (random, 0.5, 1);

      from = (Place){ from.x + length * fv_cos (angle), from.y + length * fv_sin (angle) };
      add (strokes, from.x, from.y);
    }
  return from;
}

static Place
piece (FvRandom *random, FvStrokes *strokes, Place from)
{
  double kind = fv_random_uniform (random);

  if (kind < 0.3)
    return arc (random, strokes, from, between (random, 0.05, 0.35), between (random, 1, 3.5));
  if (kind < 0.5)
    return arc (random, strokes, from, between (random, 0.03, 0.2), TWO_PI);
  if (kind < 0.9)
    return corners (random, strokes, from, between (random, 0.15, 0.9), count_between (random, 1, 3));
  return corners (random, strokes, from, 0.01, 1); /* a dot */
}

/* A little drawing: a large outline with things in it, or pieces that go on from one another or stand about. */
static void
compose (FvRandom *random, FvStrokes *strokes)
{
  gboolean outlined = fv_random_uniform (random) < 0.4, chained = fv_random_uniform (random) < 0.5;
  guint n = count_between (random, outlined ? 2 : 3, 6);
  double spread = outlined ? 0.32 : 0.5;
  Place last = { 0, 0 };

  if (outlined && fv_random_uniform (random) < 0.7)
    arc (random, strokes, last, between (random, 0.45, 0.6), TWO_PI);
  else if (outlined)
    corners (random, strokes, (Place){ -0.5, -0.5 }, between (random, 0.8, 1.1),
             count_between (random, 3, 5));
  for (guint i = 0; i < n; i++)
    {
      Place from = { between (random, -spread, spread), between (random, -spread, spread) };

      last = piece (random, strokes, chained && i > 0 ? last : from);
    }
}

/* Lines from one place, some long, some short; often one that is longer than all others. */
static void
branch_out (FvRandom *random, FvStrokes *strokes)
{
  guint n = count_between (random, 3, 5);
  double angle = between (random, 0, TWO_PI);
  gboolean one_long = fv_random_uniform (random) < 0.6;

  for (guint i = 0; i < n; i++)
    {
      double length = one_long ? (i == 0 ? 1 : between (random, 0.12, 0.5)) : between (random, 0.2, 1);

      fv_strokes_begin (strokes);
      add (strokes, 0, 0);
      add (strokes, length * fv_cos (angle), length * fv_sin (angle));
      angle += between (random, 0.4, 1.6) * (one_long && i % 2 == 1 ? -1.8 : 1);
    }
}

/* Corners on a circle, each so many further on, closed: like a polygon that crosses itself. */
static void
rosette (FvRandom *random, FvStrokes *strokes)
{
  guint n = count_between (random, 6, 11), step = count_between (random, 2, 4);
  double start = between (random, 0, TWO_PI), flat = between (random, 0.7, 1);

  fv_strokes_begin (strokes);
  for (guint i = 0; i <= n; i++)
    {
      double angle = start + TWO_PI * (i * step % n) / n, radius = 1 + 0.08 * fv_random_normal (random);

      add (strokes, radius * fv_cos (angle), flat * radius * fv_sin (angle));
    }
}

void
fv_scribble_draw (FvRandom *random, guint8 *pixels)
{
  static const struct
  {
    void (*draw) (FvRandom *random, FvStrokes *strokes);
    double share;
  } kinds[] = { { wander, 0.17 }, { hatch, 0.11 },   { coil, 0.13 },       { angles, 0.09 }, { stray, 0.1 },
                { dots, 0.05 },   { compose, 0.18 }, { branch_out, 0.15 }, { rosette, 0.02 } };
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  double left = fv_random_uniform (random);
  guint kind = 0;

  while (kind + 1 < G_N_ELEMENTS (kinds) && left >= kinds[kind].share)
    left -= kinds[kind++].share;
  kinds[kind].draw (random, strokes);
  fv_strokes_normalise (strokes, fv_hand_pen (random), pixels);
}
