/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plane-layout.h"

#include <math.h>

#include "fv-plane-field.h"
#include "fv-text.h"

#define MARGIN 28
/* Beside the square and around it. */
#define SIDE_GAP   32
#define SIDE_WIDTH 250
#define TOP        20
/* The square shows this share of the range beyond it, so that no sample lies on its edge. */
#define BEYOND    0.1
#define MAX_CELLS 96

/* As many whole cells as there may be, each as large as fits. */
static void
set_square (FvPlaneLayout *self, double left, double room)
{
  room = MAX (floor (room), 8);
  self->zoom = (guint)ceil (room / MAX_CELLS);
  self->cells = (guint)(room / self->zoom);
  self->square = (FvRect){ left, TOP, self->cells * self->zoom, self->cells * self->zoom };
}

static void
place (FvPlaneLayout *self, double width, double height)
{
  double ticks = fv_text_width (FV_TEXT_CAPTION, self->text_scale, "−0.5") + 10;
  double line = fv_text_ascent (FV_TEXT_CAPTION, self->text_scale)
                + fv_text_descent (FV_TEXT_CAPTION, self->text_scale);
  double side = SIDE_GAP + round (SIDE_WIDTH * self->text_scale), most = height - TOP - line - 18, total;

  if (width - 2 * MARGIN - ticks - side < MIN (most, width / 4))
    side = 0;
  set_square (self, MARGIN + ticks, MIN (most, width - 2 * MARGIN - ticks - side));
  total = ticks + self->square.width + side;
  self->square.x += MAX (floor ((width - 2 * MARGIN - total) / 2), 0);
  if (side > 0)
    self->side
        = (FvRect){ self->square.x + self->square.width + SIDE_GAP, TOP, side - SIDE_GAP, height - TOP - 4 };
}

FvPlaneLayout *
fv_plane_layout_new (const FvSceneInput *input, double width, double height)
{
  FvPlaneLayout *self = g_new0 (FvPlaneLayout, 1);
  double beyond;

  self->scene.width = width;
  self->scene.height = height;
  self->network = fv_network_ref (input->network);
  self->text_scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  self->has_plane = fv_plane_field_fits (self->network);
  fv_network_range (self->network, &self->range_low, &self->range_high);
  beyond = BEYOND * (self->range_high - self->range_low);
  self->low = self->range_low - beyond;
  self->high = self->range_high + beyond;
  place (self, width, height);
  return self;
}

void
fv_plane_layout_free (FvPlaneLayout *self)
{
  fv_network_unref (self->network);
  g_free (self);
}

double
fv_plane_layout_x (const FvPlaneLayout *self, double x1)
{
  return self->square.x + self->square.width * (x1 - self->low) / (self->high - self->low);
}

double
fv_plane_layout_y (const FvPlaneLayout *self, double x2)
{
  return self->square.y + self->square.height * (self->high - x2) / (self->high - self->low);
}
