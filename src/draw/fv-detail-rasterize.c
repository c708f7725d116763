/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail-lines.h"
#include "fv-number.h"

/* Maps become one vector, map by map and row by row: a line a map, its cells behind it in the order they get. */

void
fv_detail_raster_lines (FvDetail *self, const FvRasterLines *lines, FvRect area)
{
  FvShape maps = lines->shape;
  FvUnit unit = lines->to_cells ? fv_unit_fine (lines->scale, 2) : fv_unit_of (lines->scale, 2);
  g_autofree char *note = fv_unit_note (unit);
  guint cells = (guint)fv_shape_area (maps), rows, first, step, shown, start;
  double gap = fv_detail_px (self, 10), pitch, side, zoom, x, cell, high;
  gboolean wide;

  side = CLAMP (floor (area.height / maps.maps) - gap, fv_detail_px (self, 26), fv_detail_room (self, 72));
  zoom = fv_sheet_zoom (maps.rows, maps.cols, side, side, 24, &step);
  side = MAX ((maps.rows + step - 1) / step * zoom, fv_detail_px (self, 16));
  pitch = side + gap;
  rows = MIN ((guint)MAX (floor (area.height / pitch), 1), maps.maps);
  first = MIN (lines->map - MIN (lines->map, rows / 2), maps.maps - rows);
  x = area.x + fv_detail_px (self, 34) + (maps.cols + step - 1) / step * zoom + fv_detail_px (self, 44);
  wide = floor ((area.x + area.width - x) / cells) >= fv_detail_number_width (self, 2)
         && side >= fv_detail_px (self, 18);
  cell = wide ? MIN (floor ((area.x + area.width - x) / cells), fv_detail_room (self, 54))
              : CLAMP (floor ((area.x + area.width - x) / cells), 4, MIN (side, 24));
  high = wide ? MIN (side, fv_detail_room (self, 30)) : cell;
  shown = MIN (cells, (guint)MAX (floor ((area.x + area.width - x) / cell), 1));
  start = MIN (lines->cell - MIN (lines->cell, shown / 2), cells - shown);
  for (guint nth = 0; nth < rows; nth++)
    {
      guint map = first + nth;
      double top = area.y + nth * pitch, middle = top + floor (side / 2);
      gboolean here = map == lines->map;
      const double *values = lines->values + (gsize)map * cells;
      FvThing *grid = fv_sheet_map (&self->sheet, area.x + fv_detail_px (self, 34), top, maps.rows, maps.cols,
                                    side, side, 24, lines->palette, values, lines->scale);
      FvThing *line;

      grid->aim = (FvAim){ .kind = lines->to_cells ? FV_AIM_CELLS : FV_AIM_UNITS, .cursor = self->at };
      grid->aim.cursor.row = grid->aim.cursor.col = 0;
      grid->aim.cursor.unit = lines->to_cells ? map : map * cells;
      if (here)
        fv_sheet_ring (
            &self->sheet,
            fv_thing_cells (grid, (int)(lines->cell / maps.cols), (int)(lines->cell % maps.cols), 1, 1),
            zoom < 8 ? 1 : 2);
      fv_sheet_textf (&self->sheet, here ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, FV_ALIGN_LEFT, area.x,
                      middle + fv_detail_px (self, 4), here ? self->style->text : self->style->secondary,
                      "%u", map + 1);
      fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_CENTER, x - fv_detail_px (self, 22),
                     middle + fv_detail_px (self, 5), self->style->secondary, lines->to_cells ? "←" : "→");
      line = fv_sheet_grid (&self->sheet, x, middle - floor (high / 2), 1, shown, cell, high, lines->palette,
                            values + start, lines->scale);
      for (guint i = 0; wide && here && i < shown; i++)
        fv_thing_take_text (line, i, fv_unit_text (unit, values[start + i], FALSE));
      if (!lines->to_cells)
        {
          line->aim = (FvAim){ .kind = FV_AIM_UNITS, .cursor = self->at };
          line->aim.cursor.unit = map * cells + start;
        }
      /* A gap where a row of the map ends. */
      for (guint col = maps.cols - start % maps.cols; col < shown; col += maps.cols)
        fv_sheet_rule (&self->sheet, self->style->scene, x + col * cell - 1, middle - floor (high / 2), 2,
                       high);
      if (here)
        fv_sheet_ring (&self->sheet, fv_thing_cells (line, 0, (int)(lines->cell - start), 1, 1),
                       cell < 8 ? 1 : 2);
    }
  fv_detail_column (self, FV_ALIGN_LEFT, area.x, lines->maps_head);
  fv_sheet_textf (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, x, self->head, self->style->secondary,
                  "%s %s", lines->vector_head, note && wide ? note : "");
  if (rows < maps.maps)
    fv_sheet_textf (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_RIGHT, area.x + area.width, self->head,
                    self->style->secondary, _ ("maps %u … %u of %u"), first + 1, first + rows, maps.maps);
}

/* "(5 − 1) · 16 + (2 − 1) · 4 + 3 = 71" */
void
fv_detail_raster_formula (FvDetail *self, FvShape maps, guint map, guint cell, double baseline)
{
  guint area = (guint)fv_shape_area (maps), row = cell / maps.cols, col = cell % maps.cols;

  fv_sheet_textf (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, self->left, baseline, self->style->text,
                  _ ("map %u, cell (%u, %u) is unit (%u − 1) · %u + (%u − 1) · %u + %u = %u"), map + 1,
                  row + 1, col + 1, map + 1, area, row + 1, maps.cols, col + 1, map * area + cell + 1);
  fv_detail_caption (self, FV_ALIGN_LEFT, self->left, baseline + fv_detail_px (self, 22),
                     _ ("(map − 1) · cells of a map + (row − 1) · columns + column"));
}

void
fv_detail_rasterize (FvDetail *self)
{
  FvShape maps = self->layer->input;
  guint area = (guint)fv_shape_area (maps);
  FvDetailLook look = fv_detail_look (self, self->at.layer - 1);
  g_autofree char *name = fv_detail_name (self, self->at.layer - 1);
  g_autofree char *here = fv_detail_name (self, self->at.layer);
  g_autofree char *maps_head = g_strdup_printf (_ ("maps of %s"), name);
  g_autofree char *vector_head = g_strdup_printf (_ ("%s: one vector, map by map, row by row"), here);
  g_autofree char *value = fv_number_fixed (self->explanation->value, self->decimals, FALSE);
  FvRasterLines lines = { .shape = maps,
                          .map = self->at.unit / area,
                          .cell = self->at.unit % area,
                          .values = fv_trace_o (self->trace, self->at.layer),
                          .palette = look.palette,
                          .scale = look.scale,
                          .maps_head = maps_head,
                          .vector_head = vector_head };
  double baseline = self->legend_baseline - fv_detail_px (self, 66);

  fv_detail_head (self, _ ("a cell of a map, at its place in one long vector"));
  fv_detail_raster_lines (self, &lines,
                          (FvRect){ self->left, self->top, self->right - self->left,
                                    baseline - fv_detail_px (self, 30) - self->top });
  fv_detail_raster_formula (self, maps, lines.map, lines.cell, baseline);
  fv_sheet_textf (&self->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_RIGHT, self->right, baseline, self->style->text,
                  "o = x = %s", value);
  fv_detail_legend (self, look.palette, _ ("activation"), look.low, look.high);
}
