/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-detail-delta.h"
#include "fv-detail-lines.h"
#include "fv-number.h"

/* Un-rasterizing: the vector's δ goes back to the cells it came from. */
void
fv_detail_delta_raster (FvDetail *self, FvRect area)
{
  guint above = self->at.layer + 1;
  double scale = fv_detail_delta_scale (self, above),
         baseline = area.y + area.height - fv_detail_px (self, 34);
  g_autofree char *name = fv_detail_name (self, self->at.layer), *vector = fv_detail_name (self, above);
  g_autofree char *maps_head = g_strdup_printf (_ ("maps of %s"), name);
  g_autofree char *vector_head = g_strdup_printf (_ ("δ of %s, one vector"), vector);
  g_autofree char *value = fv_number_short (self->explanation->net, 4, FALSE);
  FvRasterLines lines = { .shape = self->shape,
                          .map = self->at.unit,
                          .cell = self->at.row * self->shape.cols + self->at.col,
                          .values = fv_trace_delta (self->trace, above),
                          .palette = FV_PALETTE_DELTA,
                          .scale = scale,
                          .to_cells = TRUE,
                          .maps_head = maps_head,
                          .vector_head = vector_head };

  fv_detail_raster_lines (
      self, &lines, (FvRect){ area.x, area.y, area.width, baseline - fv_detail_px (self, 28) - area.y });
  fv_detail_raster_formula (self, self->shape, lines.map, lines.cell, baseline);
  fv_sheet_textf (&self->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_RIGHT, area.x + area.width, baseline,
                  self->style->text, "∂E/∂o = δ = %s", value);
  fv_detail_legend (self, FV_PALETTE_DELTA, "δ", -scale, scale);
}
