/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-doodles.h"

#include <math.h>

/* The pen, and the kinds of which the network has seen others. */

double
doodler_between (Doodler *self, double low, double high)
{
  return fv_random_between (&self->random, low, high);
}

guint
doodler_some (Doodler *self, guint low, guint high)
{
  return low + (guint)doodler_between (self, 0, high - low + 1);
}

void
doodler_put (Doodler *self, double x, double y)
{
  fv_strokes_add (self->strokes,
                  (FvPoint){ x + doodler_between (self, -1.5, 1.5), y + doodler_between (self, -1.5, 1.5),
                             self->pen * doodler_between (self, 0.9, 1.1) });
}

void
doodler_line (Doodler *self, double x1, double y1, double x2, double y2)
{
  double bend = doodler_between (self, -0.06, 0.06);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 12; i++)
    {
      double t = i / 12.0, off = 4 * bend * t * (1 - t);

      doodler_put (self, x1 + t * (x2 - x1) - off * (y2 - y1), y1 + t * (y2 - y1) + off * (x2 - x1));
    }
}

void
doodler_arc (Doodler *self, double x, double y, double radius, double from, double to)
{
  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 30; i++)
    {
      double angle = from + (to - from) * i / 30;

      doodler_put (self, x + radius * cos (angle), y + radius * sin (angle));
    }
}

void
doodle_spiral (Doodler *self)
{
  double turns = doodler_between (self, 2, 5), start = doodler_between (self, 0, 2 * G_PI);
  double squeeze = doodler_between (self, 0.7, 1), way = doodler_between (self, -1, 1) < 0 ? -1 : 1;

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 120; i++)
    {
      double t = i / 120.0, angle = start + way * 2 * G_PI * turns * t;

      doodler_put (self, 140 + 110 * t * cos (angle), 140 + squeeze * 110 * t * sin (angle));
    }
}

void
doodle_hatching (Doodler *self)
{
  guint n = doodler_some (self, 4, 9);
  double angle = doodler_between (self, 0, G_PI), across = 200.0 / n;

  for (guint i = 0; i < n; i++)
    {
      double off = (i - (n - 1) / 2.0) * across + doodler_between (self, -4, 4);
      double half = doodler_between (self, 70, 110);

      doodler_line (
          self, 140 + off * cos (angle) - half * sin (angle), 140 + off * sin (angle) + half * cos (angle),
          140 + off * cos (angle) + half * sin (angle), 140 + off * sin (angle) - half * cos (angle));
    }
}

void
doodle_grid (Doodler *self)
{
  guint rows = doodler_some (self, 2, 4), cols = doodler_some (self, 2, 4);

  for (guint i = 0; i < rows; i++)
    doodler_line (self, 40, 60 + 160.0 * i / (rows - 1) + doodler_between (self, -5, 5), 240,
                  60 + 160.0 * i / (rows - 1) + doodler_between (self, -5, 5));
  for (guint i = 0; i < cols; i++)
    doodler_line (self, 60 + 160.0 * i / (cols - 1) + doodler_between (self, -5, 5), 40,
                  60 + 160.0 * i / (cols - 1) + doodler_between (self, -5, 5), 240);
}

void
doodle_dots (Doodler *self)
{
  guint n = doodler_some (self, 3, 12);

  for (guint i = 0; i < n; i++)
    {
      fv_strokes_begin (self->strokes);
      doodler_put (self, doodler_between (self, 20, 260), doodler_between (self, 20, 260));
    }
}

void
doodle_arrow (Doodler *self)
{
  double angle = doodler_between (self, 0, 2 * G_PI), head = doodler_between (self, 35, 70);
  double spread = doodler_between (self, 0.4, 0.8);
  double x = 140 + 110 * cos (angle), y = 140 + 110 * sin (angle);

  doodler_line (self, 140 - 110 * cos (angle), 140 - 110 * sin (angle), x, y);
  doodler_line (self, x, y, x - head * cos (angle + spread), y - head * sin (angle + spread));
  doodler_line (self, x, y, x - head * cos (angle - spread), y - head * sin (angle - spread));
}

/* A pentagram, in one go. */
void
doodle_star (Doodler *self)
{
  double start = doodler_between (self, 0, 2 * G_PI);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 5; i++)
    {
      double angle = start + i * 4 * G_PI / 5, radius = doodler_between (self, 95, 115);

      doodler_put (self, 140 + radius * cos (angle), 140 + radius * sin (angle));
    }
}

/* Lines through a middle. */
void
doodle_asterisk (Doodler *self)
{
  guint n = doodler_some (self, 3, 5);
  double start = doodler_between (self, 0, G_PI);

  for (guint i = 0; i < n; i++)
    {
      double angle = start + i * G_PI / n + doodler_between (self, -0.1, 0.1);

      doodler_line (self, 140 - 105 * cos (angle), 140 - 105 * sin (angle), 140 + 105 * cos (angle),
                    140 + 105 * sin (angle));
    }
}

void
doodle_face (Doodler *self)
{
  doodler_arc (self, 140, 140, 110, 0, 2 * G_PI);
  doodler_arc (self, 105, 110, 6, 0, 2 * G_PI);
  doodler_arc (self, 175, 110, 6, 0, 2 * G_PI);
  doodler_arc (self, 140, 150, doodler_between (self, 35, 60), 0.4, G_PI - 0.4);
}

void
doodle_waves (Doodler *self)
{
  double waves = doodler_between (self, 2, 5), height = doodler_between (self, 30, 70);
  double tilt = doodler_between (self, -0.4, 0.4);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 80; i++)
    {
      double t = i / 80.0;

      doodler_put (self, 25 + 230 * t, 140 + height * sin (2 * G_PI * waves * t) + tilt * 230 * (t - 0.5));
    }
}

void
doodle_zigzag (Doodler *self)
{
  guint n = doodler_some (self, 5, 11);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= n; i++)
    doodler_put (self, 30 + 220.0 * i / n + doodler_between (self, -8, 8),
                 (i % 2 == 0 ? 70 : 210) + doodler_between (self, -30, 30));
}

/* One line about places anywhere, as a sum of bends. */
void
doodle_tangle (Doodler *self)
{
  double x[14], y[14];
  guint n = doodler_some (self, 10, 14);

  for (guint i = 0; i < n; i++)
    {
      x[i] = doodler_between (self, 20, 260);
      y[i] = doodler_between (self, 20, 260);
    }
  fv_strokes_begin (self->strokes);
  for (guint i = 0; i + 2 < n; i++)
    for (guint k = 0; k < 12; k++)
      {
        double t = k / 12.0, a = (1 - t) * (1 - t) / 2, c = t * t / 2, b = 1 - a - c;

        doodler_put (self, a * x[i] + b * x[i + 1] + c * x[i + 2], a * y[i] + b * y[i + 1] + c * y[i + 2]);
      }
}

const DoodleKind doodle_kinds[] = {
  { "spirals", TRUE, doodle_spiral },
  { "hatching", TRUE, doodle_hatching },
  { "grids", TRUE, doodle_grid },
  { "dots", TRUE, doodle_dots },
  { "arrows", TRUE, doodle_arrow },
  { "stars", TRUE, doodle_star },
  { "asterisks", TRUE, doodle_asterisk },
  { "faces", TRUE, doodle_face },
  { "waves", TRUE, doodle_waves },
  { "zigzags", TRUE, doodle_zigzag },
  { "tangles", TRUE, doodle_tangle },
  { "knots", FALSE, doodle_knot },
  { "flowers", FALSE, doodle_flower },
  { "lissajous", FALSE, doodle_lissajous },
  { "targets", FALSE, doodle_target },
  { "cubes", FALSE, doodle_cube },
  { "people", FALSE, doodle_person },
  { "trees", FALSE, doodle_tree },
  { "clouds", FALSE, doodle_cloud },
  { "boats", FALSE, doodle_boat },
  { "ladders", FALSE, doodle_ladder },
  { "suns", FALSE, doodle_sun },
  { "fishes", FALSE, doodle_fish },
  { "butterflies", FALSE, doodle_butterfly },
  { "keys", FALSE, doodle_key },
  { "webs", FALSE, doodle_web },
  { NULL, FALSE, NULL },
};
