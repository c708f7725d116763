/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-others.h"

#include "fv-scan.h"
#include "fv-scribble.h"

#include <string.h>

#define SIDE FV_DIGIT_SIDE
#define AREA (SIDE * SIDE)
#define OTHER_SALT                                                                                           \
  0x6f746865722d6d65u /* streams of their own: the digits of the same seed stay what they are */

static guint
below (FvRandom *random, guint limit)
{
  return (guint)(fv_random_uniform (random) * limit);
}

static void
draw_letter (FvRandom *random, FvDistortion distortion, guint8 *pixels)
{
  fv_hand_write (random, fv_skeleton_choose (FV_SKELETON_OTHER, fv_random_uniform (random)), distortion,
                 pixels);
}

/* A pad somebody only touched: nothing, or a few stray pixels. */
static void
draw_empty (FvRandom *random, FvDistortion distortion, guint8 *pixels)
{
  guint specks = below (random, 6);

  (void)distortion;
  memset (pixels, 0, AREA);
  for (guint i = 0; i < specks; i++)
    {
      guint at = below (random, AREA);

      pixels[at] = (guint8)fv_random_between (random, 30, 256);
    }
}

static void
add_moved (FvStrokes *to, const FvStrokes *from, double right, double down)
{
  for (guint s = 0; s < fv_strokes_count (from); s++)
    {
      guint n;
      const FvPoint *points = fv_strokes_nth (from, s, &n);

      fv_strokes_begin (to);
      for (guint i = 0; i < n; i++)
        fv_strokes_add (to, (FvPoint){ points[i].x + right, points[i].y + down, points[i].width });
    }
}

static FvStrokes *
write_digit (FvRandom *random, FvDistortion distortion)
{
  return fv_hand_strokes (random, fv_skeleton_choose (below (random, 10), fv_random_uniform (random)),
                          distortion);
}

/* To and fro across the digit. */
static void
strike_out (FvRandom *random, FvStrokes *strokes)
{
  guint n = 3 + below (random, 6);
  double turn = below (random, 2), drift = fv_random_between (random, 6, 16);

  fv_strokes_begin (strokes);
  for (guint i = 0; i < n; i++)
    {
      double along = (i % 2 == 0 ? 3 : 25) + 2 * fv_random_normal (random);
      double across = SIDE / 2 + drift * ((double)i / (n - 1) - 0.5) + fv_random_normal (random);

      fv_strokes_add (strokes, turn > 0 ? (FvPoint){ along, across, 0 } : (FvPoint){ across, along, 0 });
    }
}

/* Digits that are none any more: struck out, or two side by side. */
static void
draw_spoilt (FvRandom *random, FvDistortion distortion, guint8 *pixels)
{
  FvHandTraits traits = fv_hand_traits (distortion);
  g_autoptr (FvStrokes) strokes = write_digit (random, distortion);

  if (fv_random_uniform (random) < 0.4)
    strike_out (random, strokes);
  else
    {
      g_autoptr (FvStrokes) second = write_digit (random, distortion);

      add_moved (strokes, second, fv_random_between (random, 15, 24), 2 * fv_random_normal (random));
    }
  fv_strokes_normalise (strokes, fv_hand_pen (random), pixels);
  fv_scan (random, &traits, pixels);
  fv_picture_centre (pixels);
}

/* Grey patches and grain: a photograph of anything, or a page that was not made dark. */
static void
draw_patches (FvRandom *random, FvDistortion distortion, guint8 *pixels)
{
  guint n = below (random, 6);
  double ground = MAX (0, fv_random_between (random, -200, 255));
  double grain = MAX (0, fv_random_between (random, -60, 90));
  float values[AREA];

  (void)distortion;
  for (guint i = 0; i < AREA; i++)
    values[i] = (float)ground;
  for (guint i = 0; i <= n; i++)
    {
      guint top = below (random, SIDE - 4), left = below (random, SIDE - 4);
      guint rows = 4 + below (random, SIDE - 4 - top), cols = 4 + below (random, SIDE - 4 - left);
      float gray = (float)fv_random_between (random, 0, 256);

      for (guint y = top; y < top + rows; y++)
        for (guint x = left; x < left + cols; x++)
          values[y * SIDE + x] = gray;
    }
  for (guint i = 0; i < AREA; i++)
    pixels[i] = (guint8)CLAMP (values[i] + grain * fv_random_normal (random), 0, 255);
}

static const struct
{
  void (*draw) (FvRandom *random, FvDistortion distortion, guint8 *pixels);
  double share;
} kinds[] = {
  { draw_letter, 0.36 }, { fv_scribble_draw, 0.52 }, { draw_spoilt, 0.06 },
  { draw_empty, 0.03 },  { draw_patches, 0.03 },
};

void
fv_others_draw (guint64 seed, guint64 index, FvDistortion distortion, guint8 *pixels)
{
  FvRandom random = fv_random_new (seed ^ OTHER_SALT, index);
  double left = fv_random_uniform (&random);
  guint kind = 0;

  while (kind + 1 < G_N_ELEMENTS (kinds) && left >= kinds[kind].share)
    left -= kinds[kind++].share;
  kinds[kind].draw (&random, distortion, pixels);
}
