/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail-lines.h"
#include "fv-number.h"

/* Maps become one vector, map by map and row by row: a line a map, its cells behind it in the order they get. */

#define MAP_ZOOM 24 /* px of a cell of a map, at most */

typedef struct
{
  FvDetail *detail;
  const FvRasterLines *lines;
  FvRect area;
  FvUnit unit;
  guint cells;          /* of a map */
  guint rows, first;    /* maps shown */
  guint shown, start;   /* cells shown of each */
  double side, pitch;   /* px of a map; from line to line */
  double zoom;          /* px of a cell of a map */
  double x, cell, high; /* the vectors: where they begin, and their cells */
  gboolean wide;        /* with numbers */
} Lines;

static void
fit_maps (Lines *self)
{
  FvDetail *d = self->detail;
  FvShape maps = self->lines->shape;
  double gap = fv_detail_px (d, 10);
  guint step;

  self->side
      = CLAMP (floor (self->area.height / maps.maps) - gap, fv_detail_px (d, 26), fv_detail_room (d, 72));
  self->zoom = fv_sheet_zoom (maps.rows, maps.cols, self->side, self->side, MAP_ZOOM, &step);
  self->side = MAX ((maps.rows + step - 1) / step * self->zoom, fv_detail_px (d, 16));
  self->pitch = self->side + gap;
  self->rows = MIN ((guint)MAX (floor (self->area.height / self->pitch), 1), maps.maps);
  self->first = MIN (self->lines->map - MIN (self->lines->map, self->rows / 2), maps.maps - self->rows);
  self->x = self->area.x + fv_detail_px (d, 34) + (maps.cols + step - 1) / step * self->zoom
            + fv_detail_px (d, 44);
}

static void
fit_vectors (Lines *self)
{
  FvDetail *d = self->detail;
  double width = self->area.x + self->area.width - self->x, each = floor (width / self->cells);

  self->wide = each >= fv_detail_number_width (d, 2) && self->side >= fv_detail_px (d, 18);
  self->cell = self->wide ? MIN (each, fv_detail_room (d, 54)) : CLAMP (each, 4, MIN (self->side, 24));
  self->high = self->wide ? MIN (self->side, fv_detail_room (d, 30)) : self->cell;
  self->shown = MIN (self->cells, (guint)MAX (floor (width / self->cell), 1));
  self->start = MIN (self->lines->cell - MIN (self->lines->cell, self->shown / 2), self->cells - self->shown);
}

static void
add_map (Lines *self, guint map, double top)
{
  FvDetail *d = self->detail;
  const FvRasterLines *lines = self->lines;
  FvShape maps = lines->shape;
  FvThing *grid = fv_sheet_map (&d->sheet, self->area.x + fv_detail_px (d, 34), top, maps.rows, maps.cols,
                                self->side, self->side, MAP_ZOOM, lines->palette,
                                lines->values + (gsize)map * self->cells, lines->scale);

  grid->aim = (FvAim){ .kind = lines->to_cells ? FV_AIM_CELLS : FV_AIM_UNITS, .cursor = d->at };
  grid->aim.cursor.row = grid->aim.cursor.col = 0;
  grid->aim.cursor.unit = lines->to_cells ? map : map * self->cells;
  if (map == lines->map)
    fv_sheet_ring (
        &d->sheet,
        fv_thing_cells (grid, (int)(lines->cell / maps.cols), (int)(lines->cell % maps.cols), 1, 1),
        self->zoom < 8 ? 1 : 2);
}

static void
add_words (Lines *self, guint map, double middle)
{
  FvDetail *d = self->detail;
  gboolean here = map == self->lines->map;

  fv_sheet_textf (&d->sheet, here ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->area.x,
                  middle + fv_detail_px (d, 4), here ? d->style->text : d->style->secondary, "%u", map + 1);
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_CENTER, self->x - fv_detail_px (d, 22),
                 middle + fv_detail_px (d, 5), d->style->secondary, self->lines->to_cells ? "←" : "→");
}

static void
add_vector (Lines *self, guint map, double middle)
{
  FvDetail *d = self->detail;
  const FvRasterLines *lines = self->lines;
  const double *values = lines->values + (gsize)map * self->cells + self->start;
  double top = middle - floor (self->high / 2);
  guint cols = lines->shape.cols;
  gboolean here = map == lines->map;
  FvThing *line = fv_sheet_grid (&d->sheet, self->x, top, 1, self->shown, self->cell, self->high,
                                 lines->palette, values, lines->scale);

  for (guint i = 0; self->wide && here && i < self->shown; i++)
    fv_thing_take_text (line, i, fv_unit_text (self->unit, values[i], FALSE));
  if (!lines->to_cells)
    {
      line->aim = (FvAim){ .kind = FV_AIM_UNITS, .cursor = d->at };
      line->aim.cursor.unit = map * self->cells + self->start;
    }
  /* A gap where a row of the map ends. */
  for (guint col = cols - self->start % cols; col < self->shown; col += cols)
    fv_sheet_rule (&d->sheet, d->style->scene, self->x + col * self->cell - 1, top, 2, self->high);
  if (here)
    fv_sheet_ring (&d->sheet, fv_thing_cells (line, 0, (int)(lines->cell - self->start), 1, 1),
                   self->cell < 8 ? 1 : 2);
}

static void
write_heads (Lines *self)
{
  FvDetail *d = self->detail;
  g_autofree char *note = fv_unit_note (self->unit);

  fv_detail_column (d, FV_ALIGN_LEFT, self->area.x, self->lines->maps_head);
  fv_sheet_textf (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->x, d->head, d->style->secondary, "%s %s",
                  self->lines->vector_head, note != NULL && self->wide ? note : "");
  if (self->rows < self->lines->shape.maps)
    fv_sheet_textf (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_RIGHT, self->area.x + self->area.width, d->head,
                    d->style->secondary, _ ("maps %u … %u of %u"), self->first + 1, self->first + self->rows,
                    self->lines->shape.maps);
}

void
fv_detail_raster_lines (FvDetail *detail, const FvRasterLines *lines, FvRect area)
{
  Lines self = { .detail = detail, .lines = lines, .area = area };

  self.unit = lines->to_cells ? fv_unit_fine (lines->scale, 2) : fv_unit_of (lines->scale, 2);
  self.cells = (guint)fv_shape_area (lines->shape);
  fit_maps (&self);
  fit_vectors (&self);
  for (guint nth = 0; nth < self.rows; nth++)
    {
      double top = area.y + nth * self.pitch, middle = top + floor (self.side / 2);

      add_map (&self, self.first + nth, top);
      add_words (&self, self.first + nth, middle);
      add_vector (&self, self.first + nth, middle);
    }
  write_heads (&self);
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
