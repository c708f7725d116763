/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-map.h"

#include <math.h>

#include "fv-cells.h"
#include "fv-pen.h"

/* A picture under construction: opaque pixels, 0x00RRGGBB. */
typedef struct
{
  cairo_surface_t *surface;
  guint32 *pixels;
  gsize stride; /* in pixels */
} Sheet;

static guint32
packed (FvColor color)
{
  return (guint32)lrint (255 * color.red) << 16 | (guint32)lrint (255 * color.green) << 8
         | (guint32)lrint (255 * color.blue);
}

static gboolean
sheet_open (Sheet *self, guint width, guint height)
{
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)width, (int)height);
  if (cairo_surface_status (self->surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (self->surface);
      return FALSE;
    }
  cairo_surface_flush (self->surface);
  self->pixels = (guint32 *)(gpointer)cairo_image_surface_get_data (self->surface);
  self->stride = (gsize)cairo_image_surface_get_stride (self->surface) / 4;
  return TRUE;
}

static void
sheet_fill (Sheet *self, guint x, guint y, guint width, guint height, guint32 pixel)
{
  for (guint row = y; row < y + height; row++)
    {
      guint32 *line = self->pixels + row * self->stride;
      for (guint col = x; col < x + width; col++)
        line[col] = pixel;
    }
}

static void
sheet_hatch (Sheet *self, guint x, guint y, guint side, guint32 paper, guint32 ink)
{
  for (guint row = y; row < y + side; row++)
    for (guint col = x; col < x + side; col++)
      self->pixels[row * self->stride + col] = (row + col) % 4 == 0 ? ink : paper;
}

static void
sheet_cell (Sheet *self, const FvStyle *style, guint x, guint y, guint side, guint32 cell)
{
  if (cell == FV_PALETTE_NOT_FINITE)
    sheet_hatch (self, x, y, side, packed (style->scene), packed (style->secondary));
  else
    sheet_fill (self, x, y, side, side, cell);
}

/* Paints the picture at whole pixels, one to one, and lets go of it. */
static void
sheet_close (Sheet *self, cairo_t *cr, double x, double y)
{
  cairo_surface_mark_dirty (self->surface);
  cairo_set_source_surface (cr, self->surface, round (x), round (y));
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_surface_destroy (self->surface);
}

void
fv_map_paint (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y, const guint32 *cells,
              guint rows, guint cols, guint zoom, guint step)
{
  guint shown_rows = (rows + step - 1) / step, shown_cols = (cols + step - 1) / step;
  Sheet sheet;

  if (vectors)
    {
      fv_cells_paint (cr, style, round (x), round (y), cells, rows, cols, zoom, zoom, step);
      return;
    }
  if (!sheet_open (&sheet, shown_cols * zoom + 2, shown_rows * zoom + 2))
    return;
  sheet_fill (&sheet, 0, 0, shown_cols * zoom + 2, 1, packed (style->frame));
  sheet_fill (&sheet, 0, shown_rows * zoom + 1, shown_cols * zoom + 2, 1, packed (style->frame));
  sheet_fill (&sheet, 0, 1, 1, shown_rows * zoom, packed (style->frame));
  sheet_fill (&sheet, shown_cols * zoom + 1, 1, 1, shown_rows * zoom, packed (style->frame));
  for (guint row = 0; row < shown_rows; row++)
    for (guint col = 0; col < shown_cols; col++)
      sheet_cell (&sheet, style, 1 + col * zoom, 1 + row * zoom, zoom,
                  cells[(gsize)row * step * cols + col * step]);
  sheet_close (&sheet, cr, round (x) - 1, round (y) - 1);
}

static void
paint_unit_vectors (cairo_t *cr, const FvStyle *style, double x, double y, const guint32 *cells, guint count,
                    guint rows, guint side, guint pitch)
{
  gboolean framed = pitch >= side + 2;

  for (guint i = 0; i < count; i++)
    {
      double left = round (x) + i / rows * pitch, top = round (y) + i % rows * pitch;
      if (framed)
        fv_pen_fill (cr, style->frame, left - 1, top - 1, side + 2, side + 2);
      fv_cells_paint_one (cr, style, left, top, side, cells[i]);
    }
}

void
fv_map_paint_units (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y,
                    const guint32 *cells, guint count, guint rows, guint side, guint pitch)
{
  gboolean framed = pitch >= side + 2;
  guint cols = (count + rows - 1) / rows;
  guint border = framed ? 1 : 0;
  guint32 frame = packed (style->frame);
  Sheet sheet;

  if (count == 0 || rows == 0)
    return;
  if (vectors)
    {
      paint_unit_vectors (cr, style, x, y, cells, count, rows, side, pitch);
      return;
    }
  if (!sheet_open (&sheet, cols * pitch + 2 * border, MIN (rows, count) * pitch + 2 * border))
    return;
  sheet_fill (&sheet, 0, 0, cols * pitch + 2 * border, MIN (rows, count) * pitch + 2 * border,
              packed (style->scene));
  for (guint i = 0; i < count; i++)
    {
      guint left = border + i / rows * pitch, top = border + i % rows * pitch;
      if (framed)
        sheet_fill (&sheet, left - 1, top - 1, side + 2, side + 2, frame);
      sheet_cell (&sheet, style, left, top, side, cells[i]);
    }
  sheet_close (&sheet, cr, round (x) - border, round (y) - border);
}

void
fv_map_paint_strip (cairo_t *cr, const FvStyle *style, gboolean vectors, FvPalette palette, double low,
                    double high, double x, double y, guint width, guint height)
{
  g_autofree guint32 *cells = g_new (guint32, width);
  Sheet sheet;

  if (width < 2)
    return;
  for (guint i = 0; i < width; i++)
    cells[i] = fv_palette_pixel (palette, style->dark, low + (high - low) * i / (width - 1), 1);
  if (vectors)
    {
      fv_cells_paint (cr, style, round (x), round (y), cells, 1, width, 1, height, 1);
      return;
    }
  fv_pen_frame (cr, style->frame, x, y, width, height, 1);
  if (!sheet_open (&sheet, width, height))
    return;
  for (guint i = 0; i < width; i++)
    sheet_fill (&sheet, i, 0, 1, height, cells[i]);
  sheet_close (&sheet, cr, x, y);
}
