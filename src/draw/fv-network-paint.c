/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-paint.h"

#include "fv-map.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-text.h"
#include "fv-weight-maps.h"
#include "fv-sample-picture.h"

/* "Θ₂" over the kernels of the cursor's unit, which stand on its links. */
static void
paint_kernels_name (const FvNetworkLayout *self, const FvNetworkColumn *column, const FvSceneInput *input,
                    cairo_t *cr)
{
  g_autofree char *unit = NULL, *name = NULL;

  if (column->kernels.count == 0 || !column->kernels_of_unit || !input->parameters || !input->has_cursor
      || input->cursor.layer != column->place)
    return;
  unit = fv_number_subscript (input->cursor.unit + 1);
  name = g_strdup_printf ("Θ%s", unit);
  if (column->kernels_x + fv_text_width (FV_TEXT_CAPTION, self->text_scale, name) + 8 > column->label_x)
    return;
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, column->kernels_x, self->size_baseline,
                input->style.secondary, name);
}

void
fv_network_paint_head (const FvNetworkLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  const FvStyle *style = &input->style;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const FvNetworkColumn *column = &self->columns[i];

      if (column->title)
        fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, column->label_x,
                      self->title_baseline, style->text, column->title);
      if (column->size)
        fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, column->label_x,
                      self->size_baseline, style->secondary, column->size);
      paint_kernels_name (self, column, input, cr);
    }
}

/* All cells of a layer as colours [shape], g_free(). */
static guint32 *
color_cells (const FvSceneInput *input, guint place)
{
  FvNetworkLook look = fv_network_look (input, place);
  FvShape shape = fv_network_shape (input->network, place);
  gsize size = fv_shape_size (shape);
  guint32 *cells = g_new (guint32, MAX (size, 1));
  guint32 paper = fv_palette_pixel (look.palette, input->style.dark, 0, 1);

  for (guint map = 0; look.pixels && map < shape.maps; map++)
    fv_sample_picture_map (&input->style, shape.maps, map, look.pixels + map * fv_shape_area (shape),
                           fv_shape_area (shape), cells + map * fv_shape_area (shape));
  if (look.pixels)
    return cells;
  if (look.values)
    fv_palette_doubles (look.palette, input->style.dark, look.values, size, MAX (-look.low, look.high),
                        cells);
  else
    for (gsize i = 0; i < size; i++)
      cells[i] = paper;
  return cells;
}

static void
paint_maps (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  const FvArrangement *maps = &column->maps;
  g_autofree guint32 *cells = color_cells (input, column->place);
  gsize area = fv_shape_area (maps->shape);

  if (maps->units)
    {
      fv_map_paint_units (cr, &input->style, input->vectors, column->x, column->y, cells, maps->count,
                          maps->rows, maps->zoom, (guint)maps->pitch_x);
      return;
    }
  for (guint unit = 0; unit < maps->count; unit++)
    {
      FvRect map = fv_network_layout_map (self, nth, unit);
      fv_map_paint (cr, &input->style, input->vectors, map.x, map.y, cells + unit * area, maps->shape.rows,
                    maps->shape.cols, maps->zoom, maps->step);
    }
}

static void
paint_kernel (const FvNetworkLayout *self, guint nth, guint kernel, gssize offset, double scale,
              const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  const float *weights = fv_parameters_weights (input->parameters, column->place);
  FvShape shape = column->kernels.shape;
  FvRect at = fv_network_layout_kernel (self, nth, kernel);
  g_autofree guint32 *cells = g_new (guint32, fv_shape_area (shape));

  if (offset < 0)
    {
      fv_pen_dash (cr, input->style.frame, at.x, at.y, at.width, at.height);
      return;
    }
  fv_palette_floats (FV_PALETTE_WEIGHT, input->style.dark, weights + offset, fv_shape_area (shape), scale,
                     cells);
  fv_map_paint (cr, &input->style, input->vectors, at.x, at.y, cells, shape.rows, shape.cols,
                column->kernels.zoom, 1);
}

static void
paint_kernels (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  const FvLayer *layer = column->place > 0 ? fv_network_layer (self->network, column->place) : NULL;
  double scale;

  if (column->kernels.count == 0 || !input->parameters)
    return;
  if (column->kernels_of_unit && (!input->has_cursor || input->cursor.layer != column->place))
    return;
  scale
      = fv_palette_scale_floats (fv_parameters_weights (input->parameters, column->place), layer->n_weights);
  for (guint i = 0; i < column->kernels.count; i++)
    paint_kernel (self, nth, i,
                  column->kernels_of_unit ? fv_weight_maps_first (layer, input->cursor.unit, i)
                                          : fv_weight_maps_first (layer, i, 0),
                  scale, input, cr);
}

void
fv_network_paint_column (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  fv_network_paint_links (self, nth, input, cr);
  paint_kernels (self, nth, input, cr);
  if (self->columns[nth].is_output)
    fv_network_paint_bars (self, nth, input, cr);
  if (self->columns[nth].bars.plain)
    paint_maps (self, nth, input, cr);
  fv_network_paint_rings (self, nth, input, cr);
}
