/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-kernels-layout.h"
#include "fv-legend.h"
#include "fv-map.h"
#include "fv-number.h"
#include "fv-scene-types.h"
#include "fv-text.h"

/* All kernels of all convolutions at one scale a layer; on the way back their gradients. Parts: a section each. */

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  return &fv_kernels_layout_new (input, width, height)->scene;
}

static void
free_layout (FvScene *scene)
{
  fv_kernels_layout_free ((FvKernelsLayout *)scene);
}

static guint
n_parts (const FvScene *scene)
{
  return MAX (((const FvKernelsLayout *)scene)->n_sections, 1);
}

static FvRect
part (const FvScene *scene, guint nth)
{
  const FvKernelsLayout *self = (const FvKernelsLayout *)scene;

  return nth < self->n_sections ? self->sections[nth].strip : (FvRect){ 0, 0, scene->width, scene->height };
}

/* What the kernels show: weights, or on the way back ∂E/∂Θ of the sample. */
typedef struct
{
  const float *weights;
  const double *gradient;
  double scale;
} Look;

static Look
look_at (const FvKernelsSection *section, const FvSceneInput *input)
{
  gsize n = fv_network_layer (input->network, section->place)->n_weights;
  Look look = { .scale = 0 };

  if (fv_cursor_is_backward (input->cursor) && input->trace)
    {
      look.gradient = fv_trace_weight_gradient (input->trace, section->place);
      look.scale = fv_palette_scale_doubles (look.gradient, n);
    }
  else if (input->parameters)
    {
      look.weights = fv_parameters_weights (input->parameters, section->place);
      look.scale = fv_palette_scale_floats (look.weights, n);
    }
  return look;
}

/* Index of the kernel's first weight, −1 where there is no connection. */
static gssize
first_weight (const FvKernelsSection *section, const FvSceneInput *input, guint unit, guint map)
{
  gsize area = (gsize)section->kernel_rows * section->kernel_cols;

  if (section->rows_of_dense)
    return (gssize)(((gsize)unit * section->inputs + map) * area);
  return fv_weight_maps_first (fv_network_layer (input->network, section->place), unit, map);
}

static void
paint_kernel (const FvKernelsSection *section, const FvSceneInput *input, cairo_t *cr, Look look, guint unit,
              guint map, guint32 *cells)
{
  gsize area = (gsize)section->kernel_rows * section->kernel_cols;
  gssize first = first_weight (section, input, unit, map);
  FvRect rect;

  if (!fv_kernels_layout_kernel (section, unit, map, &rect))
    return;
  if (first < 0)
    {
      fv_pen_dash (cr, input->style.frame, rect.x, rect.y, rect.width, rect.height);
      return;
    }
  if (look.gradient)
    fv_palette_doubles (FV_PALETTE_WEIGHT, input->style.dark, look.gradient + first, area, look.scale, cells);
  else if (look.weights)
    fv_palette_floats (FV_PALETTE_WEIGHT, input->style.dark, look.weights + first, area, look.scale, cells);
  else
    for (gsize i = 0; i < area; i++)
      cells[i] = fv_palette_pixel (FV_PALETTE_WEIGHT, input->style.dark, 0, 1);
  fv_map_paint (cr, &input->style, input->vectors, rect.x, rect.y, cells, section->kernel_rows,
                section->kernel_cols, section->zoom, 1);
}

static void
paint_numbers (const FvKernelsLayout *self, const FvKernelsSection *section, const FvSceneInput *input,
               cairo_t *cr)
{
  gboolean here = input->has_cursor && input->cursor.layer == section->place;
  FvRect rect;

  for (guint unit = 0; section->col_stride > 0 && unit < section->cols; unit++)
    if ((unit + 1) % section->col_stride == 0 && fv_kernels_layout_kernel (section, unit, 0, &rect))
      {
        gboolean bold = here && unit == input->cursor.unit;
        g_autofree char *text = g_strdup_printf ("%u", unit + 1);
        fv_text_draw (cr, bold ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_CENTER,
                      rect.x + rect.width / 2, section->numbers_baseline,
                      bold ? input->style.text : input->style.secondary, text);
      }
}

static void
paint_row_numbers (const FvKernelsLayout *self, const FvKernelsSection *section, const FvSceneInput *input,
                   cairo_t *cr)
{
  gboolean here = input->has_cursor && input->cursor.layer == section->place;
  FvRect rect;

  if (section->maps.is_pool)
    return; /* a map's weights are its own */
  for (guint map = 0; section->row_stride > 0 && map < section->rows; map++)
    if ((map + 1) % section->row_stride == 0 && fv_kernels_layout_kernel (section, 0, map, &rect))
      {
        gboolean bold = here && map == input->cursor.input && section->inputs > 1;
        g_autofree char *text = g_strdup_printf ("%u", map + 1);
        fv_text_draw (cr, bold ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT,
                      section->x - 8, rect.y + rect.height / 2 + round (4 * self->text_scale),
                      bold ? input->style.text : input->style.secondary,
                      section->row_name ? section->row_name : text);
      }
}

static void
paint_head (const FvKernelsLayout *self, const FvKernelsSection *section, const FvSceneInput *input,
            cairo_t *cr, Look look)
{
  static const guint strips[] = { 133, 101, 69 };
  FvLegend legend = { .palette = FV_PALETTE_WEIGHT,
                      .low = -look.scale,
                      .high = look.scale,
                      .decimals = fv_legend_decimals (look.scale) };
  double end = self->scene.width - FV_KERNELS_MARGIN, x = FV_KERNELS_MARGIN;

  x += fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, x, section->title_baseline,
                     input->style.text, section->title);
  if (section->note)
    x += 14
         + fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, x + 14,
                         section->title_baseline, input->style.secondary, section->note);
  legend.title = look.gradient ? _ ("gradient ∂E/∂Θ") : _ ("weights");
  for (guint i = 0; i < G_N_ELEMENTS (strips); i++)
    {
      double width = fv_legend_width (&legend, self->text_scale, strips[i]);
      if (x + 20 + width > end)
        continue;
      fv_legend_paint (&legend, cr, &input->style, input->vectors, end - width, section->title_baseline,
                       strips[i]);
      break;
    }
}

static void
paint_ring (const FvKernelsSection *section, const FvSceneInput *input, cairo_t *cr)
{
  FvRect rect;
  double line = section->gap >= 6 ? 2 : 1;

  if (input->has_cursor && input->cursor.layer == section->place
      && fv_kernels_layout_kernel (section, input->cursor.unit,
                                   section->inputs == 1 ? 0 : input->cursor.input, &rect))
    fv_pen_frame (cr, input->style.ring, rect.x - 1, rect.y - 1, rect.width + 2, rect.height + 2, line);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvKernelsLayout *self = (const FvKernelsLayout *)scene;
  const FvKernelsSection *section;
  g_autofree guint32 *cells = NULL;
  Look look;

  if (self->n_sections == 0)
    {
      fv_text_paragraph (
          cr, FV_TEXT_TITLE, self->text_scale, FV_KERNELS_MARGIN, FV_KERNELS_MARGIN,
          MAX (scene->width - 2 * FV_KERNELS_MARGIN, 40), input->style.secondary,
          _ ("This network has no convolution, and its first weights do not lie over the picture: "
             "there are no kernels to show."));
      return;
    }
  section = &self->sections[nth];
  look = look_at (section, input);
  cells = g_new (guint32, (gsize)section->kernel_rows * section->kernel_cols);
  paint_head (self, section, input, cr, look);
  paint_numbers (self, section, input, cr);
  paint_row_numbers (self, section, input, cr);
  for (guint unit = 0; unit < section->units; unit++)
    for (guint map = 0; map < section->inputs; map++)
      paint_kernel (section, input, cr, look, unit, map, cells);
  paint_ring (section, input, cr);
}

static gboolean
pick (const FvScene *scene, const FvSceneInput *input, double x, double y, FvCursor *out)
{
  const FvKernelsLayout *self = (const FvKernelsLayout *)scene;

  for (guint i = 0; i < self->n_sections; i++)
    {
      guint unit, map;

      if (!fv_kernels_layout_pick (&self->sections[i], x, y, &unit, &map))
        continue;
      *out = (FvCursor){ .direction = fv_cursor_is_backward (input->cursor) ? FV_BACKWARD : FV_FORWARD,
                         .layer = self->sections[i].place,
                         .unit = unit,
                         .input = map };
      if (self->sections[i].rows_of_dense)
        out->input = 0;
      return TRUE;
    }
  return FALSE;
}

static gboolean
locate (const FvScene *scene, FvCursor cursor, FvRect *out)
{
  const FvKernelsLayout *self = (const FvKernelsLayout *)scene;

  for (guint i = 0; i < self->n_sections; i++)
    if (self->sections[i].place == cursor.layer)
      return fv_kernels_layout_kernel (
          &self->sections[i], cursor.unit,
          self->sections[i].inputs == 1 || self->sections[i].rows_of_dense ? 0 : cursor.input, out);
  return FALSE;
}

const FvSceneType fv_kernels_scene = {
  .name = "kernels",
  .title = N_ ("Kernels"),
  .exportable = TRUE,
  .export_width = 1280,
  .export_height = 640,
  .layout = layout,
  .free = free_layout,
  .n_parts = n_parts,
  .part = part,
  .paint_part = paint_part,
  .pick = pick,
  .locate = locate,
};
