/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-joiner.h"

#include <math.h>

#define GAP 4.0

/* A part of a circle in so few points as a fast hand leaves. */
static FvStrokes *
draw_circle (guint n, double radius)
{
  FvStrokes *strokes = fv_strokes_new ();
  FvJoiner joiner = { .gap = GAP };

  for (guint i = 0; i <= n; i++)
    {
      double turn = 2 * G_PI * i / n;
      FvPoint point = { 100 + radius * cos (turn), 100 + radius * sin (turn), 10 };

      if (i == 0)
        fv_joiner_begin (&joiner, strokes, point);
      else
        fv_joiner_add (&joiner, strokes, point);
    }
  return strokes;
}

/* Twelve points, and yet it is round: nowhere farther off than a tenth of what the polygon is. */
static void
test_round (void)
{
  const double radius = 80, polygon = radius * (1 - cos (G_PI / 12));
  g_autoptr (FvStrokes) strokes = draw_circle (12, radius);
  guint n;
  const FvPoint *points = fv_strokes_nth (strokes, 0, &n);

  g_assert_cmpuint (fv_strokes_count (strokes), ==, 1);
  g_assert_cmpuint (n, >, 80);
  for (guint i = 1; i < n; i++)
    {
      double apart = hypot (points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
      double off = fabs (hypot (points[i].x - 100, points[i].y - 100) - radius);
      gboolean last = i + 1 == n; /* what lies before it is still straight */

      g_assert_true (last || apart < 1.5 * GAP);
      /* At both ends there is no neighbour to tell the slope. */
      g_assert_cmpfloat (off, <, i < 12 || i + 12 > n ? polygon : polygon / 10);
    }
}

/* Every point that was given is there, in its order, with its width. */
static void
test_goes_through_all (void)
{
  static const FvPoint given[]
      = { { 0, 0, 3 }, { 30, 5, 4 }, { 60, 40, 8 }, { 60, 90, 8 }, { 61, 91, 2 }, { 20, 95, 5 } };
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  FvJoiner joiner = { .gap = GAP };
  const FvPoint *points;
  guint n, next = 0;

  fv_joiner_begin (&joiner, strokes, given[0]);
  for (guint i = 1; i < G_N_ELEMENTS (given); i++)
    fv_joiner_add (&joiner, strokes, given[i]);
  points = fv_strokes_nth (strokes, 0, &n);
  for (guint i = 0; i < n && next < G_N_ELEMENTS (given); i++)
    {
      if (points[i].x == given[next].x && points[i].y == given[next].y
          && points[i].width == given[next].width)
        next++;
      g_assert_cmpfloat (points[i].width, >=, 2);
      g_assert_cmpfloat (points[i].width, <=, 8);
    }
  g_assert_cmpuint (next, ==, G_N_ELEMENTS (given));
}

/* A 7 and a 4 keep their corners, and nothing swings beyond them. */
static void
test_corner (void)
{
  static const FvPoint given[]
      = { { 20, 20, 9 }, { 60, 20, 9 }, { 100, 20, 9 }, { 70, 80, 9 }, { 40, 140, 9 } };
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  FvJoiner joiner = { .gap = GAP };
  const FvPoint *points;
  guint n;

  fv_joiner_begin (&joiner, strokes, given[0]);
  for (guint i = 1; i < G_N_ELEMENTS (given); i++)
    fv_joiner_add (&joiner, strokes, given[i]);
  points = fv_strokes_nth (strokes, 0, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (points[i].x, <, 100.001);
      g_assert_cmpfloat (points[i].y, >, 19.999);
      g_assert_true (points[i].y < 20.001 || fabs (points[i].x - 100 + (points[i].y - 20) / 2) < 0.001);
    }
}

/* A hand that stands still, one that trembles, and a tap add nothing. */
static void
test_still (void)
{
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  FvJoiner joiner = { .gap = GAP };
  guint n;

  fv_joiner_begin (&joiner, strokes, (FvPoint){ 5, 5, 9 });
  for (guint i = 0; i < 10; i++)
    fv_joiner_add (&joiner, strokes, (FvPoint){ 5, 5, 9 });
  fv_strokes_nth (strokes, 0, &n);
  g_assert_cmpuint (n, ==, 1);
  for (guint i = 0; i < 10; i++)
    fv_joiner_add (&joiner, strokes, (FvPoint){ 5 + i % 2, 6, 9 });
  fv_strokes_nth (strokes, 0, &n);
  g_assert_cmpuint (n, ==, 11);
  /* Another stroke has nothing to do with the one before. */
  fv_joiner_begin (&joiner, strokes, (FvPoint){ 90, 90, 9 });
  fv_joiner_add (&joiner, strokes, (FvPoint){ 150, 90, 9 });
  fv_joiner_add (&joiner, strokes, (FvPoint){ 210, 90, 9 });
  g_assert_cmpuint (fv_strokes_count (strokes), ==, 2);
  for (guint i = 0; i < (fv_strokes_nth (strokes, 1, &n), n); i++)
    g_assert_cmpfloat_with_epsilon (fv_strokes_nth (strokes, 1, &n)[i].y, 90, 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joiner/round", test_round);
  g_test_add_func ("/joiner/goes-through-all", test_goes_through_all);
  g_test_add_func ("/joiner/corner", test_corner);
  g_test_add_func ("/joiner/still", test_still);
  return g_test_run ();
}
