/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-strokes.h"

#include "fv-digits.h"
#include "fv-raster.h"

#include <math.h>
#include <string.h>

#define SIDE     FV_DIGIT_SIDE
#define INK_SIDE 20.0 /* longer side of the inked box, as in MNIST */
#define MIDDLE   14   /* the pixel of the centre of mass */
#define FARTHEST 1e9  /* coordinates beyond are accidents; squares of these are still exact enough */

struct _FvStrokes
{
  GPtrArray *strokes; /* GArray of FvPoint */
};

static void
stroke_free (gpointer stroke)
{
  g_array_unref (stroke);
}

FvStrokes *
fv_strokes_new (void)
{
  FvStrokes *self = g_new0 (FvStrokes, 1);

  self->strokes = g_ptr_array_new_with_free_func (stroke_free);
  return self;
}

FvStrokes *
fv_strokes_copy (const FvStrokes *self)
{
  FvStrokes *copy = fv_strokes_new ();

  for (guint i = 0; i < self->strokes->len; i++)
    g_ptr_array_add (copy->strokes, g_array_copy (g_ptr_array_index (self->strokes, i)));
  return copy;
}

void
fv_strokes_free (FvStrokes *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->strokes);
  g_free (self);
}

void
fv_strokes_begin (FvStrokes *self)
{
  g_ptr_array_add (self->strokes, g_array_new (FALSE, FALSE, sizeof (FvPoint)));
}

/* Comparisons are false for NaN. */
static gboolean
usable (FvPoint point)
{
  return fabs (point.x) <= FARTHEST && fabs (point.y) <= FARTHEST && point.width >= 0
         && point.width <= FARTHEST;
}

void
fv_strokes_add (FvStrokes *self, FvPoint point)
{
  if (!usable (point))
    return;
  if (self->strokes->len == 0)
    fv_strokes_begin (self);
  g_array_append_val (g_ptr_array_index (self->strokes, self->strokes->len - 1), point);
}

void
fv_strokes_remove_point (FvStrokes *self)
{
  GArray *last = self->strokes->len > 0 ? g_ptr_array_index (self->strokes, self->strokes->len - 1) : NULL;

  if (last != NULL && last->len > 0)
    g_array_set_size (last, last->len - 1);
}

gboolean
fv_strokes_undo (FvStrokes *self)
{
  if (self->strokes->len == 0)
    return FALSE;
  g_ptr_array_remove_index (self->strokes, self->strokes->len - 1);
  return TRUE;
}

void
fv_strokes_clear (FvStrokes *self)
{
  g_ptr_array_set_size (self->strokes, 0);
}

/* What is left of one stroke while it is walked along. */
typedef struct
{
  double x, y, radius;
  GPtrArray *pieces;
  GArray *piece; /* the last of them, or NULL between two */
  gboolean touched;
} Eraser;

static FvPoint
between (FvPoint a, FvPoint b, double t)
{
  return (FvPoint){ a.x + t * (b.x - a.x), a.y + t * (b.y - a.y), a.width + t * (b.width - a.width) };
}

static void
keep (Eraser *self, FvPoint a, FvPoint b)
{
  if (self->piece == NULL)
    {
      self->piece = g_array_new (FALSE, FALSE, sizeof (FvPoint));
      g_array_append_val (self->piece, a);
      g_ptr_array_add (self->pieces, self->piece);
    }
  g_array_append_val (self->piece, b);
}

/* |a + t (b − a) − c|² = reach²: what is between the two solutions goes. */
static void
rub (Eraser *self, FvPoint a, FvPoint b)
{
  double reach = self->radius + MAX (a.width, b.width) / 2;
  double x = b.x - a.x, y = b.y - a.y, from_x = a.x - self->x, from_y = a.y - self->y;
  double square = x * x + y * y, half = x * from_x + y * from_y;
  double rest = from_x * from_x + from_y * from_y - reach * reach;
  double under = half * half - square * rest;
  double enter = square > 0 && under > 0 ? (-half - sqrt (under)) / square : 1;
  double leave = square > 0 && under > 0 ? (-half + sqrt (under)) / square : 0;

  if (square > 0 ? enter >= 1 || leave <= 0 : rest >= 0)
    {
      keep (self, a, b);
      return;
    }
  self->touched = TRUE;
  if (square > 0 && enter > 0)
    keep (self, a, between (a, b, enter));
  self->piece = NULL;
  if (square > 0 && leave < 1)
    keep (self, between (a, b, leave), b);
}

gboolean
fv_strokes_erase (FvStrokes *self, double x, double y, double radius)
{
  Eraser eraser = { x, y, radius, g_ptr_array_new_with_free_func (stroke_free), NULL, FALSE };

  for (guint s = 0; s < self->strokes->len; s++)
    {
      guint n;
      const FvPoint *points = fv_strokes_nth (self, s, &n);

      eraser.piece = NULL;
      for (guint i = n > 1; i < n; i++)
        rub (&eraser, points[i == 0 ? 0 : i - 1], points[i]);
    }
  if (eraser.touched)
    {
      g_ptr_array_unref (self->strokes);
      self->strokes = g_steal_pointer (&eraser.pieces);
    }
  g_clear_pointer (&eraser.pieces, g_ptr_array_unref);
  return eraser.touched;
}

gboolean
fv_strokes_erase_whole (FvStrokes *self, double x, double y, double radius)
{
  gboolean touched = FALSE;

  for (guint s = self->strokes->len; s-- > 0;)
    {
      Eraser eraser = { x, y, radius, g_ptr_array_new_with_free_func (stroke_free), NULL, FALSE };
      guint n;
      const FvPoint *points = fv_strokes_nth (self, s, &n);

      for (guint i = n > 1; i < n; i++)
        rub (&eraser, points[i == 0 ? 0 : i - 1], points[i]);
      if (eraser.touched)
        g_ptr_array_remove_index (self->strokes, s);
      touched = touched || eraser.touched;
      g_ptr_array_unref (eraser.pieces);
    }
  return touched;
}

guint
fv_strokes_count (const FvStrokes *self)
{
  return self->strokes->len;
}

const FvPoint *
fv_strokes_nth (const FvStrokes *self, guint stroke, guint *n_points)
{
  const GArray *points;

  g_return_val_if_fail (stroke < self->strokes->len, NULL);
  points = g_ptr_array_index (self->strokes, stroke);
  *n_points = points->len;
  return (const FvPoint *)points->data;
}

/* How points become places in the picture: p·scale + (x, y); a pen of 0 keeps their own widths, scaled. */
typedef struct
{
  double scale;
  double x;
  double y;
  double pen;
} Placing;

static FvPoint
place (Placing placing, FvPoint point)
{
  FvPoint placed = { point.x * placing.scale + placing.x, point.y * placing.scale + placing.y,
                     placing.pen > 0 ? placing.pen : point.width * placing.scale };

  return placed;
}

static void
raster_placed (const FvStrokes *self, Placing placing, FvRaster *raster)
{
  for (guint i = 0; i < self->strokes->len; i++)
    {
      guint n_points;
      const FvPoint *points = fv_strokes_nth (self, i, &n_points);

      for (guint k = 0; k < n_points; k++)
        fv_raster_segment (raster, place (placing, points[k == 0 ? 0 : k - 1]), place (placing, points[k]));
    }
}

void
fv_strokes_raster (const FvStrokes *self, guint rows, guint cols, guint8 *pixels)
{
  Placing as_is = { 1, 0, 0, 0 };
  g_autofree float *cover = g_new0 (float, (gsize)rows *cols);
  FvRaster raster = { rows, cols, cover };

  raster_placed (self, as_is, &raster);
  fv_raster_finish (&raster, pixels);
}

void
fv_strokes_plain (const FvStrokes *self, double side, guint8 *pixels)
{
  Placing scaled = { SIDE / side, 0, 0, 0 };
  float cover[SIDE * SIDE] = { 0 };
  FvRaster raster = { SIDE, SIDE, cover };

  g_return_if_fail (side > 0);
  raster_placed (self, scaled, &raster);
  fv_raster_finish (&raster, pixels);
}

typedef struct
{
  double left, right, top, bottom;
  double width; /* the widest pen */
} Box;

/* FALSE if there is no point. */
static gboolean
measure (const FvStrokes *self, Box *box)
{
  Box found = { G_MAXDOUBLE, -G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, 0 };

  for (guint i = 0; i < self->strokes->len; i++)
    {
      guint n_points;
      const FvPoint *points = fv_strokes_nth (self, i, &n_points);

      for (guint k = 0; k < n_points; k++)
        {
          found.left = MIN (found.left, points[k].x);
          found.right = MAX (found.right, points[k].x);
          found.top = MIN (found.top, points[k].y);
          found.bottom = MAX (found.bottom, points[k].y);
          found.width = MAX (found.width, points[k].width);
        }
    }
  *box = found;
  return found.left <= found.right;
}

void
fv_strokes_normalise (const FvStrokes *self, double pen, guint8 *pixels)
{
  float cover[SIDE * SIDE] = { 0 };
  FvRaster raster = { SIDE, SIDE, cover };
  Placing placing = { 0, MIDDLE + 0.5, MIDDLE + 0.5, pen };
  double longer;
  Box box;

  g_return_if_fail (pen > 0 && pen < INK_SIDE);
  memset (pixels, 0, SIDE * SIDE);
  if (!measure (self, &box))
    return;
  longer = MAX (box.right - box.left, box.bottom - box.top);
  /* What stays within half the pen it was drawn with is a tap whose trembling is not to be blown up. */
  if (longer > box.width / 2)
    {
      placing.scale = (INK_SIDE - pen) / longer;
      placing.x -= placing.scale * (box.left + box.right) / 2;
      placing.y -= placing.scale * (box.top + box.bottom) / 2;
    }
  raster_placed (self, placing, &raster);
  fv_raster_finish (&raster, pixels);
  fv_picture_centre (pixels);
}

static int
shift_for (guint64 moment, guint64 mass)
{
  return MIDDLE - (int)((2 * moment + mass) / (2 * mass)); /* the nearest whole number */
}

void
fv_picture_centre (guint8 *pixels)
{
  guint64 mass = 0, moment_x = 0, moment_y = 0;

  for (int row = 0; row < SIDE; row++)
    for (int col = 0; col < SIDE; col++)
      {
        mass += pixels[row * SIDE + col];
        moment_x += (guint64)pixels[row * SIDE + col] * (guint)col;
        moment_y += (guint64)pixels[row * SIDE + col] * (guint)row;
      }
  if (mass == 0)
    return;
  fv_picture_shift (pixels, shift_for (moment_x, mass), shift_for (moment_y, mass));
}

void
fv_picture_shift (guint8 *pixels, int right, int down)
{
  guint8 moved[SIDE * SIDE] = { 0 };

  right = CLAMP (right, -SIDE, SIDE);
  down = CLAMP (down, -SIDE, SIDE);
  if (right == 0 && down == 0)
    return;
  for (int row = MAX (0, down); row < MIN (SIDE, SIDE + down); row++)
    memcpy (moved + row * SIDE + MAX (0, right), pixels + (row - down) * SIDE + MAX (0, -right),
            (gsize)(SIDE - ABS (right)));
  memcpy (pixels, moved, sizeof moved);
}
