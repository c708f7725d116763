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

void
fv_scribble_draw (FvRandom *random, guint8 *pixels)
{
  static const struct
  {
    void (*draw) (FvRandom *random, FvStrokes *strokes);
    double share;
  } kinds[] = { { wander, 0.3 },  { hatch, 0.16 }, { coil, 0.18 },
                { angles, 0.16 }, { stray, 0.14 }, { dots, 0.06 } };
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  double left = fv_random_uniform (random);
  guint kind = 0;

  while (kind + 1 < G_N_ELEMENTS (kinds) && left >= kinds[kind].share)
    left -= kinds[kind++].share;
  kinds[kind].draw (random, strokes);
  fv_strokes_normalise (strokes, fv_hand_pen (random), pixels);
}
