/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-sample-picture.h"

#include "fv-cells.h"
#include "fv-map.h"
#include "fv-pen.h"

#include <math.h>

/* A part of the way from black. */
static guint32
lit (guint32 colour, guint light)
{
  guint32 pixel = 0;

  for (guint shift = 0; shift < 24; shift += 8)
    pixel |= (((colour >> shift) & 0xff) * light + 127) / 255 << shift;
  return pixel;
}

void
fv_sample_picture_map (const FvStyle *style, guint maps, guint map, const guint8 *pixels, gsize count,
                       guint32 *cells)
{
  /* Blue alone would be too dark to see much in. */
  static const guint32 colours[] = { 0xff6459, 0x5ee075, 0x7da5ff };

  if (maps != G_N_ELEMENTS (colours))
    {
      fv_palette_bytes (FV_PALETTE_PICTURE, style->dark, pixels, count, cells);
      return;
    }
  for (gsize i = 0; i < count; i++)
    cells[i] = lit (colours[map % G_N_ELEMENTS (colours)], pixels[i]);
}

/* cells [rows][cols], overwritten. */
static void
colour (const FvStyle *style, FvShape shape, const guint8 *pixels, guint32 *cells)
{
  gsize area = fv_shape_area (shape);

  if (shape.maps != 3)
    {
      fv_sample_picture_map (style, shape.maps, 0, pixels, area, cells);
      return;
    }
  for (gsize i = 0; i < area; i++)
    cells[i] = (guint32)pixels[i] << 16 | (guint32)pixels[area + i] << 8 | pixels[2 * area + i];
}

static void
paint_reduced (cairo_t *cr, double x, double y, double scale, FvShape shape, const guint32 *cells)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)shape.cols, (int)shape.rows);
  guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize)cairo_image_surface_get_stride (surface);

  for (guint row = 0; row < shape.rows; row++)
    for (guint col = 0; col < shape.cols; col++)
      ((guint32 *)(gpointer)(data + row * stride))[col] = cells[row * shape.cols + col];
  cairo_surface_mark_dirty (surface);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_rectangle (cr, 0, 0, shape.cols, shape.rows);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

void
fv_sample_picture_paint (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y, double side,
                         FvShape shape, const guint8 *pixels)
{
  double scale = side / MAX (shape.rows, shape.cols), zoom = MAX (floor (scale), 1), width, height;
  g_autofree guint32 *cells = NULL;

  if (pixels == NULL)
    {
      fv_pen_frame (cr, style->frame, x, y, side, side, 1);
      fv_pen_dash (cr, style->secondary, x, y, side, side);
      return;
    }
  cells = g_new (guint32, fv_shape_area (shape));
  colour (style, shape, pixels, cells);
  scale = scale < 1 ? scale : zoom;
  width = scale * shape.cols;
  height = scale * shape.rows;
  x += floor ((side - width) / 2);
  y += floor ((side - height) / 2);
  if (scale >= 1)
    fv_map_paint (cr, style, vectors, x, y, cells, shape.rows, shape.cols, (guint)zoom, 1);
  else if (vectors)
    fv_cells_paint (cr, style, round (x), round (y), cells, shape.rows, shape.cols, scale, scale, 1);
  else
    {
      paint_reduced (cr, x, y, scale, shape, cells);
      fv_pen_frame (cr, style->frame, x, y, width, height, 1);
    }
}
