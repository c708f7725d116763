/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-doodles.h"

#include <math.h>

/* Kinds the network never saw: what a few sines make. */

/* A closed line of random sines, turning about itself at least twice. */
void
doodle_knot (Doodler *self)
{
  double height[2][4], phase[2][4];

  for (guint axis = 0; axis < 2; axis++)
    for (guint i = 0; i < 4; i++)
      {
        height[axis][i] = doodler_between (self, 0.3, 1) / (i == 0 ? 2 : 1);
        phase[axis][i] = doodler_between (self, 0, 2 * G_PI);
      }
  fv_strokes_begin (self->strokes);
  for (guint k = 0; k <= 160; k++)
    {
      double t = 2 * G_PI * k / 160, x = 0, y = 0;

      for (guint i = 0; i < 4; i++)
        {
          x += height[0][i] * sin ((i + 1) * t + phase[0][i]);
          y += height[1][i] * sin ((i + 1) * t + phase[1][i]);
        }
      doodler_put (self, 140 + 45 * x, 140 + 45 * y);
    }
}

/* Petals about a middle. */
void
doodle_flower (Doodler *self)
{
  guint petals = doodler_some (self, 5, 8);
  double start = doodler_between (self, 0, 2 * G_PI), deep = doodler_between (self, 0.3, 0.6);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 120; i++)
    {
      double angle = 2 * G_PI * i / 120, radius = 110 * (1 - deep + deep * cos (petals * angle));

      doodler_put (self, 140 + radius * cos (angle + start), 140 + radius * sin (angle + start));
    }
  doodler_arc (self, 140, 140, doodler_between (self, 12, 30), 0, 2 * G_PI);
}

/* Other beats than 1 : 2, which is an 8. */
void
doodle_lissajous (Doodler *self)
{
  static const guint beats[][2] = { { 2, 3 }, { 3, 2 }, { 3, 4 }, { 4, 3 }, { 3, 5 } };
  const guint *beat = beats[doodler_some (self, 0, G_N_ELEMENTS (beats) - 1)];
  double phase = doodler_between (self, 0.3, 1.2);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 160; i++)
    {
      double t = 2 * G_PI * i / 160;

      doodler_put (self, 140 + 110 * sin (beat[0] * t + phase), 140 + 110 * sin (beat[1] * t));
    }
}

/* Rings in rings. */
void
doodle_target (Doodler *self)
{
  guint n = doodler_some (self, 2, 3);

  for (guint i = 0; i < n; i++)
    doodler_arc (self, 140 + doodler_between (self, -6, 6), 140 + doodler_between (self, -6, 6),
                 110.0 * (i + 1) / n, 0, 2 * G_PI);
  if (n == 2)
    doodler_arc (self, 140, 140, 4, 0, 2 * G_PI);
}

void
doodle_cloud (Doodler *self)
{
  guint n = doodler_some (self, 6, 10);
  double flat = doodler_between (self, 0.5, 0.8);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 20 * n; i++)
    {
      double angle = 2 * G_PI * i / (20.0 * n), radius = 75 + 35 * fabs (sin (n * angle / 2));

      doodler_put (self, 140 + radius * cos (angle), 140 + flat * radius * sin (angle));
    }
}

void
doodle_sun (Doodler *self)
{
  guint rays = doodler_some (self, 7, 12);
  double radius = doodler_between (self, 40, 65);

  doodler_arc (self, 140, 140, radius, 0, 2 * G_PI);
  for (guint i = 0; i < rays; i++)
    {
      double angle = 2 * G_PI * i / rays + doodler_between (self, -0.1, 0.1);

      doodler_line (self, 140 + (radius + 12) * cos (angle), 140 + (radius + 12) * sin (angle),
                    140 + 115 * cos (angle), 140 + 115 * sin (angle));
    }
}

/* Four wings and a body. */
void
doodle_butterfly (Doodler *self)
{
  double up = doodler_between (self, 40, 55), low = doodler_between (self, 30, 45);

  doodler_arc (self, 140 - up - 5, 95, up, 0, 2 * G_PI);
  doodler_arc (self, 140 + up + 5, 95, up, G_PI, 3 * G_PI);
  doodler_arc (self, 140 - low - 5, 190, low, 0, 2 * G_PI);
  doodler_arc (self, 140 + low + 5, 190, low, G_PI, 3 * G_PI);
  doodler_line (self, 140, 60, 140, 230);
}

/* Threads from a middle, and rings of straight pieces across them. */
void
doodle_web (Doodler *self)
{
  guint threads = doodler_some (self, 5, 7), rings = doodler_some (self, 2, 3);

  for (guint i = 0; i < threads; i++)
    doodler_line (self, 140, 140, 140 + 115 * cos (2 * G_PI * i / threads),
                  140 + 115 * sin (2 * G_PI * i / threads));
  for (guint ring = 1; ring <= rings; ring++)
    {
      double radius = 100.0 * ring / rings;

      fv_strokes_begin (self->strokes);
      for (guint i = 0; i <= threads; i++)
        doodler_put (self, 140 + radius * cos (2 * G_PI * i / threads),
                     140 + radius * sin (2 * G_PI * i / threads));
    }
}
