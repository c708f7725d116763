/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scribble-kinds.h"

#include "fv-elementary.h"

#define TWO_PI 6.283185307179586

static const FvPlace middle = { 0, 0 };

static double
between (FvScribbler *self, double low, double high)
{
  return fv_scribbler_between (self, low, high);
}

static FvPlace
piece (FvScribbler *self, FvPlace from)
{
  double kind = between (self, 0, 1);

  if (kind < 0.3)
    return fv_scribbler_arc (self, from, between (self, 0.05, 0.35), between (self, 1, 3.5));
  if (kind < 0.45)
    return fv_scribbler_arc (self, from, between (self, 0.03, 0.2), TWO_PI);
  if (kind < 0.55)
    return fv_scribbler_polygon (self, from, between (self, 0.05, 0.25), fv_scribbler_count (self, 3, 5));
  if (kind < 0.9)
    return fv_scribbler_corners (self, from, between (self, 0.15, 0.9), fv_scribbler_count (self, 1, 3));
  return fv_scribbler_dot (self, from);
}

/* A little drawing: a large outline with things in it, or pieces that go on from one another or stand about. */
static void
compose (FvScribbler *self)
{
  gboolean outlined = fv_scribbler_chance (self, 0.4), chained = fv_scribbler_chance (self, 0.5);
  guint n = fv_scribbler_count (self, outlined ? 2 : 3, 6);
  double spread = outlined ? 0.32 : 0.5;
  FvPlace last = middle;

  if (outlined && fv_scribbler_chance (self, 0.6))
    fv_scribbler_arc (self, middle, between (self, 0.45, 0.6), TWO_PI);
  else if (outlined)
    fv_scribbler_polygon (self, middle, between (self, 0.5, 0.7), fv_scribbler_count (self, 3, 6));
  for (guint i = 0; i < n; i++)
    {
      FvPlace from = { between (self, -spread, spread), between (self, -spread, spread) };

      last = piece (self, chained && i > 0 ? last : from);
    }
}

/* x and y of a place after a linear map. */
typedef struct
{
  double xx, xy, yx, yy;
} Map;

static void
add_mapped (FvScribbler *self, const FvStrokes *strokes, Map map)
{
  for (guint s = 0; s < fv_strokes_count (strokes); s++)
    {
      guint n;
      const FvPoint *points = fv_strokes_nth (strokes, s, &n);

      fv_strokes_begin (self->strokes);
      for (guint i = 0; i < n; i++)
        fv_scribbler_add (self, map.xx * points[i].x + map.xy * points[i].y,
                          map.yx * points[i].x + map.yy * points[i].y);
    }
}

/* Pieces to the right of a middle. The caller owns them. */
static FvStrokes *
pieces (FvScribbler *self, guint n)
{
  FvStrokes *strokes = fv_strokes_new ();
  FvScribbler apart = { self->random, strokes };
  FvPlace from = middle;

  for (guint i = 0; i < n; i++)
    {
      if (fv_scribbler_chance (self, 0.7))
        from = (FvPlace){ between (self, 0, 0.5), between (self, -0.5, 0.5) };
      from = piece (&apart, from);
    }
  return strokes;
}

/* Two halves alike, as faces, trees, ships and fishes have them; often a line between. */
static void
mirror (FvScribbler *self)
{
  g_autoptr (FvStrokes) half = pieces (self, fv_scribbler_count (self, 2, 4));
  gboolean lies = fv_scribbler_chance (self, 0.35);

  add_mapped (self, half, lies ? (Map){ 0, 1, 1, 0 } : (Map){ 1, 0, 0, 1 });
  add_mapped (self, half, lies ? (Map){ 0, 1, -1, 0 } : (Map){ -1, 0, 0, 1 });
  if (fv_scribbler_chance (self, 0.5))
    {
      double from = between (self, -0.8, 0), to = between (self, 0.2, 0.8);

      fv_scribbler_line (self, lies ? (FvPlace){ from, 0 } : (FvPlace){ 0, from },
                         lies ? (FvPlace){ to, 0 } : (FvPlace){ 0, to });
    }
}

/* The same all around a middle, as flowers and wheels have it. */
static void
wheel (FvScribbler *self)
{
  g_autoptr (FvStrokes) part = pieces (self, fv_scribbler_count (self, 1, 2));
  guint n = fv_scribbler_count (self, 3, 8);

  for (guint i = 0; i < n; i++)
    {
      double cosine = fv_cos (TWO_PI * i / n), sine = fv_sin (TWO_PI * i / n);

      add_mapped (self, part, (Map){ cosine, -sine, sine, cosine });
    }
  if (fv_scribbler_chance (self, 0.4))
    fv_scribbler_arc (self, middle, between (self, 0.08, 0.6), TWO_PI);
}

/* Lines from one place, some long, some short; often one that is longer than all others. */
static void
branch_out (FvScribbler *self)
{
  guint n = fv_scribbler_count (self, 3, 5);
  double angle = between (self, 0, TWO_PI);
  gboolean one_long = fv_scribbler_chance (self, 0.4);

  for (guint i = 0; i < n; i++)
    {
      double length = one_long ? (i == 0 ? 1 : between (self, 0.12, 0.5)) : between (self, 0.2, 1);

      fv_scribbler_line (self, middle, (FvPlace){ length * fv_cos (angle), length * fv_sin (angle) });
      angle += between (self, 0.4, 1.6) * (one_long && i % 2 == 1 ? -1.8 : 1);
    }
}

/* Two short lines that meet at an end. */
static void
barbs (FvScribbler *self, FvPlace at, double angle, double length)
{
  double spread = between (self, 0.35, 1);
  FvPlace left = { at.x - length * fv_cos (angle + spread), at.y - length * fv_sin (angle + spread) };
  FvPlace right = { at.x - length * fv_cos (angle - spread), at.y - length * fv_sin (angle - spread) };

  fv_scribbler_line (self, left, at);
  fv_scribbler_line (self, at, right);
  if (fv_scribbler_chance (self, 0.25))
    fv_scribbler_line (self, right, left);
}

static void
point_at (FvScribbler *self)
{
  double angle = between (self, 0, TWO_PI), length = between (self, 0.16, 0.5);
  FvPlace from = { -0.5 * fv_cos (angle), -0.5 * fv_sin (angle) };
  FvPlace to = { 0.5 * fv_cos (angle), 0.5 * fv_sin (angle) };

  fv_scribbler_line (self, from, to);
  barbs (self, to, angle, length);
  if (fv_scribbler_chance (self, 0.2))
    barbs (self, from, angle + TWO_PI / 2, length);
}

/* Corners on a circle, each so many further on, closed: like a polygon that crosses itself. */
static void
rosette (FvScribbler *self)
{
  guint n = fv_scribbler_count (self, 5, 11), step = fv_scribbler_count (self, 2, 4);
  double start = between (self, 0, TWO_PI), flat = between (self, 0.7, 1);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= n; i++)
    {
      double angle = start + TWO_PI * (i * step % n) / n;
      double radius = 1 + 0.08 * fv_random_normal (self->random);

      fv_scribbler_add (self, radius * fv_cos (angle), flat * radius * fv_sin (angle));
    }
}

/* A ring or a polygon, with lines that cross it. */
static void
crossed (FvScribbler *self)
{
  guint n = fv_scribbler_count (self, 2, 4);
  double angle = between (self, 0, TWO_PI);

  if (fv_scribbler_chance (self, 0.5))
    fv_scribbler_arc (self, middle, between (self, 0.4, 0.6), TWO_PI);
  else
    fv_scribbler_polygon (self, middle, between (self, 0.4, 0.6), fv_scribbler_count (self, 3, 5));
  for (guint i = 0; i < n; i++)
    {
      double far = between (self, 0.3, 0.8), near = between (self, -0.1, 0.8);
      double off = 0.1 * fv_random_normal (self->random);

      fv_scribbler_line (self, (FvPlace){ -far * fv_cos (angle) + off, -far * fv_sin (angle) },
                         (FvPlace){ near * fv_cos (angle) + off, near * fv_sin (angle) });
      angle += between (self, 0.5, 1.6);
    }
}

/* A triangle, or more corners, with nothing in it; sometimes a second. */
static void
outlines (FvScribbler *self)
{
  FvPlace other = { between (self, -0.8, 0.8), between (self, -0.8, 0.8) };

  fv_scribbler_polygon (self, middle, 0.5, fv_scribbler_count (self, 3, 4));
  if (fv_scribbler_chance (self, 0.6))
    fv_scribbler_polygon (self, other, between (self, 0.15, 0.6), fv_scribbler_count (self, 3, 6));
}

const FvScribbleKind fv_scribble_figures[] = {
  { compose, 0.13 }, { mirror, 0.15 },  { wheel, 0.04 },    { branch_out, 0.06 }, { point_at, 0.15 },
  { rosette, 0.03 }, { crossed, 0.05 }, { outlines, 0.06 }, { NULL, 0 },
};
