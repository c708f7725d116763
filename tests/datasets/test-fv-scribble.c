/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scribble.h"

#include "fv-hand.h"
#include "fv-scribble-kinds.h"

#include <math.h>
#include <string.h>

#define AREA (FV_DIGIT_SIDE * FV_DIGIT_SIDE)

static const FvScribbleKind *const tables[] = { fv_scribble_lines, fv_scribble_figures };

/* Every kind draws, the same each time, and nothing that is nowhere. */
static void
test_kinds (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const FvScribbleKind *kind = tables[t]; kind->draw != NULL; kind++)
      for (guint i = 0; i < 200; i++)
        {
          g_autoptr (FvStrokes) strokes = fv_strokes_new ();
          g_autoptr (FvStrokes) again = fv_strokes_new ();
          FvRandom random = fv_random_new (11, i), same = random;
          FvScribbler self = { &random, strokes }, other = { &same, again };
          guint8 a[AREA], b[AREA];

          g_assert_cmpfloat (kind->share, >, 0);
          kind->draw (&self);
          kind->draw (&other);
          g_assert_cmpuint (fv_strokes_count (strokes), >, 0);
          for (guint s = 0; s < fv_strokes_count (strokes); s++)
            {
              guint n;
              const FvPoint *points = fv_strokes_nth (strokes, s, &n);

              g_assert_cmpuint (n, >, 0);
              for (guint k = 0; k < n; k++)
                g_assert_cmpfloat (hypot (points[k].x, points[k].y), <, 12);
            }
          fv_strokes_normalise (strokes, 2.5, a);
          fv_strokes_normalise (again, 2.5, b);
          g_assert_cmpmem (a, AREA, b, AREA);
        }
}

/* What a hand is to draw comes out where it should: a closed polygon closes, a line ends where it was sent. */
static void
test_pen (void)
{
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  FvRandom random = fv_random_new (12, 1);
  FvScribbler self = { &random, strokes };
  const FvPlace places[] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } };
  FvPlace end = fv_scribbler_line (&self, places[0], places[2]);
  const FvPoint *points;
  guint n;

  g_assert_cmpfloat (end.x, ==, 1);
  points = fv_strokes_nth (strokes, 0, &n);
  g_assert_cmpfloat (hypot (points[0].x, points[0].y), <, 1e-9);
  g_assert_cmpfloat (hypot (points[n - 1].x - 1, points[n - 1].y - 1), <, 1e-9);
  fv_scribbler_polygon (&self, places[0], 1, 5);
  points = fv_strokes_nth (strokes, 1, &n);
  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpfloat (points[0].x, ==, points[5].x);
  g_assert_cmpfloat (points[0].y, ==, points[5].y);
  end = fv_scribbler_curve (&self, places, 4);
  points = fv_strokes_nth (strokes, 2, &n);
  g_assert_cmpfloat (end.y, ==, 1);
  for (guint i = 0; i < 4; i++) /* through every place, in order */
    g_assert_cmpfloat (hypot (points[8 * i].x - places[i].x, points[8 * i].y - places[i].y), <, 1e-9);
  g_assert_cmpuint (n, ==, 25);
}

/* Seen as a scanner sees it where digits are. */
static void
test_distortion (void)
{
  guint unlike = 0;

  for (guint i = 0; i < 100; i++)
    {
      FvRandom random = fv_random_new (13, i), same = random;
      guint8 mild[AREA], scanned[AREA];

      fv_scribble_draw (&random, FV_DISTORTION_MILD, mild);
      fv_scribble_draw (&same, FV_DISTORTION_SCANNED, scanned);
      unlike += memcmp (mild, scanned, AREA) != 0;
    }
  g_assert_cmpuint (unlike, >, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scribble/kinds", test_kinds);
  g_test_add_func ("/scribble/pen", test_pen);
  g_test_add_func ("/scribble/distortion", test_distortion);
  return g_test_run ();
}
