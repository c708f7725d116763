/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail.h"
#include "fv-number.h"

/* x = low + (high − low) · pixel / 255: the picture, and what the network reads of it. */
void
fv_detail_input (FvDetail *self)
{
  FvDetailLook look = fv_detail_look (self, 0);
  const double *x = fv_detail_map_values (self, fv_trace_o (self->trace, 0), 0, self->at.unit);
  gsize cell = (gsize)self->at.row * self->shape.cols + self->at.col;
  guint pixel = fv_trace_pixels (self->trace)[self->at.unit * fv_shape_area (self->shape) + cell];
  double width = floor ((self->right - self->left - fv_detail_px (self, 60)) / 2);
  double baseline = self->legend_baseline - fv_detail_px (self, 44), height;
  g_autofree char *value = fv_number_fixed (self->explanation->value, 4, FALSE);
  g_autofree char *low = NULL, *span = NULL;
  FvThing *maps[2];
  double from, to;

  fv_network_range (self->network, &from, &to);
  low = fv_detail_plain (from);
  span = fv_detail_plain (to - from);
  fv_detail_head (self, _ ("a pixel, scaled to the range the first φ likes"));
  height = baseline - fv_detail_px (self, 26) - self->top;
  maps[0] = fv_detail_output_map (self, 0, self->at.unit, self->left, self->top, width, height, 24);
  maps[1] = fv_sheet_map (&self->sheet, self->left + width + fv_detail_px (self, 60), self->top,
                          self->shape.rows, self->shape.cols, width, height, 24, look.palette, x, look.scale);
  for (guint i = 0; i < 2; i++)
    {
      maps[i]->aim = (FvAim){ .kind = FV_AIM_CELLS, .cursor = self->at };
      maps[i]->aim.cursor.row = maps[i]->aim.cursor.col = 0;
      fv_sheet_ring (&self->sheet, fv_thing_cells (maps[i], (int)self->at.row, (int)self->at.col, 1, 1),
                     maps[i]->grid.cell_width < 8 ? 1 : 2);
      fv_detail_column (self, FV_ALIGN_LEFT, maps[i]->box.x,
                        i == 0 ? _ ("the picture, 0 … 255") : _ ("x, what the network reads"));
    }
  fv_sheet_textf (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, self->left, baseline, self->style->text,
                  "x(%u, %u) = %s + %s · %u / 255 = %s", self->at.row + 1, self->at.col + 1,
                  from == 0 ? "0" : low, span, pixel, value);
  fv_detail_legend (self, look.palette, _ ("input"), look.low, look.high);
}
