/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-sample-points.h"

#include "fv-glyph.h"
#include "fv-pen.h"

#include <math.h>

/* Points on the edge of the range stand this far inside. */
#define INSET       14.0
#define RADIUS      4.5
#define MANY_POINTS 100 /* more of them are drawn smaller */

static gboolean
is_shown (const FvDataset *set, guint class_index, guint sample)
{
  return class_index == G_MAXUINT || fv_dataset_label (set, sample) == class_index;
}

/* The second input grows upwards. */
static void
place (FvRect square, const FvDataset *set, guint sample, double *x, double *y)
{
  const guint8 *pixels = fv_dataset_pixels (set, sample);

  *x = square.x + INSET + (square.width - 2 * INSET) * pixels[0] / 255;
  *y = square.y + square.height - INSET - (square.height - 2 * INSET) * pixels[1] / 255;
}

static guint
n_shown (const FvDataset *set)
{
  return MIN (fv_dataset_count (set), FV_SAMPLE_POINTS_MAX);
}

void
fv_sample_points_paint (cairo_t *cr, const FvStyle *style, FvRect square, const FvDataset *set,
                        guint class_index, guint chosen)
{
  double radius = n_shown (set) > MANY_POINTS ? RADIUS - 1 : RADIUS, x, y;

  fv_pen_fill (cr, style->scene, square.x, square.y, square.width, square.height);
  fv_pen_horizontal (cr, style->hairline, square.x, floor (square.y + square.height / 2), square.width);
  fv_pen_vertical (cr, style->hairline, floor (square.x + square.width / 2), square.y, square.height);
  fv_pen_frame (cr, style->frame, square.x, square.y, square.width, square.height, 1);
  for (guint i = 0; i < n_shown (set); i++)
    if (is_shown (set, class_index, i) && i != chosen)
      {
        place (square, set, i, &x, &y);
        fv_glyph_paint (cr, style, fv_dataset_label (set, i), x, y, radius);
      }
  if (chosen >= fv_dataset_count (set))
    return;
  place (square, set, chosen, &x, &y);
  fv_glyph_paint (cr, style, fv_dataset_label (set, chosen), x, y, radius);
  fv_glyph_ring (cr, style, style->ring, x, y, radius + 5, 2);
}

guint
fv_sample_points_pick (FvRect square, const FvDataset *set, guint class_index, double x, double y,
                       double reach)
{
  guint found = G_MAXUINT;

  for (guint i = 0; i < n_shown (set); i++)
    {
      double at_x, at_y, away;

      if (!is_shown (set, class_index, i))
        continue;
      place (square, set, i, &at_x, &at_y);
      away = hypot (at_x - x, at_y - y);
      if (away > reach)
        continue;
      reach = away;
      found = i;
    }
  return found;
}
