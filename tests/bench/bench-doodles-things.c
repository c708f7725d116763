/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-doodles.h"

#include <math.h>

/* Kinds the network never saw: things one draws. */

static void
polygon (Doodler *self, const double (*corners)[2], guint n)
{
  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= n; i++)
    {
      const double *at = corners[i % n];

      doodler_put (self, at[0] + doodler_between (self, -5, 5), at[1] + doodler_between (self, -5, 5));
    }
}

/* Two squares, and the edges between them. */
void
doodle_cube (Doodler *self)
{
  double right = doodler_between (self, 40, 80), up = doodler_between (self, 35, 70);
  const double front[][2] = { { 40, 100 }, { 160, 100 }, { 160, 220 }, { 40, 220 } };
  double back[4][2];

  for (guint i = 0; i < 4; i++)
    {
      back[i][0] = front[i][0] + right;
      back[i][1] = front[i][1] - up;
      doodler_line (self, front[i][0], front[i][1], back[i][0], back[i][1]);
    }
  polygon (self, front, 4);
  polygon (self, (const double (*)[2])back, 4);
}

void
doodle_person (Doodler *self)
{
  double reach = doodler_between (self, 50, 80), lift = doodler_between (self, -40, 30);

  doodler_arc (self, 140, 60, doodler_between (self, 25, 35), 0, 2 * G_PI);
  doodler_line (self, 140, 92, 140, 175);
  doodler_line (self, 140, 120, 140 - reach, 130 + lift);
  doodler_line (self, 140, 120, 140 + reach, 130 + lift);
  doodler_line (self, 140, 175, 140 - doodler_between (self, 30, 55), 255);
  doodler_line (self, 140, 175, 140 + doodler_between (self, 30, 55), 255);
}

/* A trunk with branches on both sides. */
void
doodle_tree (Doodler *self)
{
  guint n = doodler_some (self, 2, 4);

  doodler_line (self, 140, 25, 140, 255);
  for (guint i = 0; i < n; i++)
    {
      double y = 50 + 150.0 * i / n, length = doodler_between (self, 35, 55) + 20.0 * i;

      doodler_line (self, 140, y, 140 - length, y + doodler_between (self, 25, 50));
      doodler_line (self, 140, y, 140 + length, y + doodler_between (self, 25, 50));
    }
}

void
doodle_boat (Doodler *self)
{
  const double hull[][2] = { { 30, 180 }, { 250, 180 }, { 205, 240 }, { 75, 240 } };
  const double sail[][2] = { { 140, 30 }, { 225, 165 }, { 140, 165 } };

  polygon (self, hull, 4);
  polygon (self, sail, 3);
  doodler_line (self, 140, 25, 140, 180);
}

void
doodle_ladder (Doodler *self)
{
  guint n = doodler_some (self, 3, 6);
  double width = doodler_between (self, 35, 70), tilt = doodler_between (self, -30, 30);

  doodler_line (self, 140 - width + tilt, 25, 140 - width - tilt, 255);
  doodler_line (self, 140 + width + tilt, 25, 140 + width - tilt, 255);
  for (guint i = 0; i < n; i++)
    {
      double t = (i + 0.5) / n, off = tilt * (1 - 2 * t), y = 25 + 230 * t;

      doodler_line (self, 140 - width + off, y, 140 + width + off, y + doodler_between (self, -6, 6));
    }
}

void
doodle_fish (Doodler *self)
{
  double height = doodler_between (self, 45, 70), way = doodler_between (self, -1, 1) < 0 ? -1 : 1;
  double tail = doodler_between (self, 30, 50);

  for (guint side = 0; side < 2; side++)
    {
      fv_strokes_begin (self->strokes);
      for (guint i = 0; i <= 24; i++)
        {
          double t = i / 24.0;

          doodler_put (self, 140 + way * (110 - 170 * t),
                       140 + (side == 0 ? -1 : 1) * height * sin (G_PI * t));
        }
    }
  doodler_line (self, 140 - way * 60, 140, 140 - way * 110, 140 - tail);
  doodler_line (self, 140 - way * 110, 140 - tail, 140 - way * 110, 140 + tail);
  doodler_line (self, 140 - way * 110, 140 + tail, 140 - way * 60, 140);
  doodler_arc (self, 140 + way * 70, 125, 5, 0, 2 * G_PI);
}

/* Lying on its side: a ring, a shank and teeth. */
void
doodle_key (Doodler *self)
{
  double ring = doodler_between (self, 32, 48), way = doodler_between (self, -1, 1) < 0 ? -1 : 1;
  guint teeth = doodler_some (self, 2, 3);

  doodler_arc (self, 140 - way * 70, 140, ring, 0, 2 * G_PI);
  doodler_line (self, 140 - way * (70 - ring), 140, 140 + way * 115, 140);
  for (guint i = 0; i < teeth; i++)
    doodler_line (self, 140 + way * (112 - 28.0 * i), 140, 140 + way * (112 - 28.0 * i),
                  140 + doodler_between (self, 28, 50));
}
