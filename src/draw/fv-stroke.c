/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-stroke.h"

#include <math.h>

/* Points of a piece. */
#define PIECE 32

FvStroke
fv_stroke_begin (cairo_t *cr)
{
  FvStroke self = { .cr = cr, .n_dashes = cairo_get_dash_count (cr) };

  if (self.n_dashes > FV_STROKE_DASHES)
    self.n_dashes = 0;
  if (self.n_dashes > 0)
    cairo_get_dash (cr, self.dashes, &self.offset);
  cairo_new_path (cr);
  return self;
}

static void
stroke_piece (FvStroke *self)
{
  cairo_stroke (self->cr);
  self->n = 0;
  self->offset += self->length;
  self->length = 0;
  if (self->n_dashes > 0)
    cairo_set_dash (self->cr, self->dashes, self->n_dashes, self->offset);
}

void
fv_stroke_to (FvStroke *self, double x, double y)
{
  gboolean same = self->drawing && floor (x) == self->column;

  if (same && y >= self->low && y <= self->high)
    return;
  if (self->drawing)
    {
      cairo_line_to (self->cr, x, y);
      self->length += hypot (x - self->x, y - self->y);
      self->n++;
    }
  else
    cairo_move_to (self->cr, x, y);
  self->column = floor (x);
  self->low = same ? MIN (self->low, y) : y;
  self->high = same ? MAX (self->high, y) : y;
  self->x = x;
  self->y = y;
  self->drawing = TRUE;
  if (self->n < PIECE)
    return;
  stroke_piece (self);
  cairo_move_to (self->cr, x, y);
}

void
fv_stroke_lift (FvStroke *self)
{
  if (self->n > 0)
    stroke_piece (self);
  self->drawing = FALSE;
}

void
fv_stroke_end (FvStroke *self)
{
  cairo_stroke (self->cr);
}
