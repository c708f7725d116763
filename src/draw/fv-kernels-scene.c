/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-kernels-layout.h"
#include "fv-kernels-values.h"
#include "fv-kernels-words.h"
#include "fv-legend.h"
#include "fv-lock.h"
#include "fv-map.h"
#include "fv-number.h"
#include "fv-scene-types.h"
#include "fv-text.h"

/* All kernels of all convolutions: their weights, what these were or how they changed; on the way back their gradients.
 * Parts: a section each. */

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  return &fv_kernels_layout_new (input, width, height)->scene;
}

static guint
key (const FvSceneInput *input)
{
  return 2 * input->kernels.place + input->kernels.by_norm;
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

/* Index of the kernel's first weight, −1 where there is no connection. */
static gssize
first_weight (const FvKernelsSection *section, const FvSceneInput *input, guint unit, guint map)
{
  gsize area = (gsize)section->kernel_rows * section->kernel_cols;

  if (section->rows_of_dense)
    return (gssize)(((gsize)unit * section->inputs + map) * area);
  return fv_weight_maps_first (fv_network_layer (input->network, section->place), unit, map);
}

/* As the window meets it, a kernel is turned by 180°; a pool's weights and a dense unit's are not turned. */
static void
turn (guint32 *cells, gsize area)
{
  for (gsize i = 0; i < area / 2; i++)
    {
      guint32 cell = cells[i];

      cells[i] = cells[area - 1 - i];
      cells[area - 1 - i] = cell;
    }
}

static void
colour_kernel (const FvKernelsSection *section, const FvSceneInput *input, const FvKernelsValues *look,
               gsize first, guint32 *cells)
{
  gsize area = (gsize)section->kernel_rows * section->kernel_cols;
  double scale = look->scale;

  if (!look->weights)
    {
      for (gsize i = 0; i < area; i++)
        cells[i] = fv_palette_pixel (FV_PALETTE_WEIGHT, input->style.dark, 0, 1);
      return;
    }
  if (input->kernels.own_scale)
    scale = fv_palette_scale_doubles (look->weights + first, area);
  fv_palette_doubles (FV_PALETTE_WEIGHT, input->style.dark, look->weights + first, area, scale, cells);
  if (input->kernels.as_applied && !section->rows_of_dense && !section->maps.is_pool)
    turn (cells, area);
}

/* The values themselves, where a cell has room for them. */
static void
paint_values (const FvKernelsLayout *self, const FvKernelsSection *section, const FvSceneInput *input,
              cairo_t *cr, FvRect rect, const double *values, const guint32 *cells)
{
  gsize area = (gsize)section->kernel_rows * section->kernel_cols;
  gboolean turned = input->kernels.as_applied && !section->rows_of_dense && !section->maps.is_pool;

  for (gsize i = 0; i < area; i++)
    {
      g_autofree char *text = fv_number_fixed (values[turned ? area - 1 - i : i], section->decimals, FALSE);

      fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_CENTER,
                    rect.x + ((double)(i % section->kernel_cols) + 0.5) * section->zoom,
                    rect.y + floor (((double)(i / section->kernel_cols) + 0.5) * section->zoom)
                        + round (4 * self->text_scale),
                    fv_palette_number_color (cells[i]), text);
    }
}

static void
paint_kernel (const FvKernelsLayout *self, const FvKernelsSection *section, const FvSceneInput *input,
              cairo_t *cr, const FvKernelsValues *look, guint unit, guint map, guint32 *cells)
{
  gssize first = first_weight (section, input, unit, map);
  FvRect rect;

  if (!fv_kernels_layout_kernel (section, unit, map, &rect))
    return;
  if (first < 0)
    {
      fv_pen_dash (cr, input->style.frame, rect.x, rect.y, rect.width, rect.height);
      return;
    }
  colour_kernel (section, input, look, (gsize)first, cells);
  fv_map_paint (cr, &input->style, input->vectors, rect.x, rect.y, cells, section->kernel_rows,
                section->kernel_cols, section->zoom, 1);
  if (section->decimals != G_MAXUINT && look->weights)
    paint_values (self, section, input, cr, rect, look->weights + first, cells);
}

/* Beside the number of its unit, or where there are no numbers in the corner of its first map. */
static void
paint_lock (const FvKernelsLayout *self, const FvKernelsSection *section, const FvSceneInput *input,
            cairo_t *cr, guint unit)
{
  double height = round (10 * self->text_scale), width = fv_lock_width (height), x, y;
  FvRect rect;

  if (!fv_frozen_has (input->frozen, section->place, unit)
      || !fv_kernels_layout_kernel (section, unit, 0, &rect))
    return;
  x = rect.x + rect.width - width;
  y = section->numbers_baseline;
  if (section->rows_of_dense || section->numbers_baseline == 0)
    {
      x = rect.x + 2;
      y = rect.y + height + 2;
      fv_pen_fill (cr, input->style.scene, x - 2, rect.y, width + 4, height + 4);
    }
  fv_lock_paint (cr, input->style.text, x, y, height);
}

static void
paint_numbers (const FvKernelsLayout *self, const FvKernelsSection *section, const FvSceneInput *input,
               cairo_t *cr)
{
  gboolean here = input->has_cursor && input->cursor.layer == section->place;
  FvRect rect;

  for (guint nth = 0; section->col_stride > 0 && nth < section->cols; nth++)
    if ((nth + 1) % section->col_stride == 0
        && fv_kernels_layout_kernel (section, fv_kernels_layout_unit (section, nth), 0, &rect))
      {
        guint unit = fv_kernels_layout_unit (section, nth);
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
            cairo_t *cr, const FvKernelsValues *look)
{
  static const guint strips[] = { 133, 101, 69 };
  gboolean own = input->kernels.own_scale;
  FvLegend legend = { .palette = FV_PALETTE_WEIGHT,
                      .low = own ? -1 : -look->scale,
                      .high = own ? 1 : look->scale,
                      .decimals = own ? 0 : fv_legend_decimals (look->scale) };
  /* Translators: %s is what the kernels show, as "weights". */
  g_autofree char *title = own ? g_strdup_printf (_ ("%s, share of each kernel's largest"), _ (look->title))
                               : g_strdup (_ (look->title));
  double end = self->scene.width - FV_KERNELS_MARGIN, x = FV_KERNELS_MARGIN;

  x += fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, x, section->title_baseline,
                     input->style.text, section->title);
  if (section->note)
    x += 14
         + fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, x + 14,
                         section->title_baseline, input->style.secondary, section->note);
  legend.title = title;
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

/* Of a dense unit's row, the map with the cursor's term. */
static guint
map_of (const FvKernelsSection *section, FvCursor cursor)
{
  guint input = cursor.input == FV_INPUT_BIAS ? 0 : cursor.input;

  if (section->rows_of_dense)
    input = (fv_cursor_is_parameter (cursor) ? input : cursor.term)
            / (section->kernel_rows * section->kernel_cols);
  return MIN (input, section->inputs - 1);
}

static void
paint_ring (const FvKernelsSection *section, const FvSceneInput *input, cairo_t *cr)
{
  FvRect rect;
  double line = section->gap >= 6 ? 2 : 1;

  if (input->has_cursor && input->cursor.layer == section->place
      && fv_kernels_layout_kernel (section, input->cursor.unit, map_of (section, input->cursor), &rect))
    fv_pen_frame (cr, input->style.ring, rect.x - 1, rect.y - 1, rect.width + 2, rect.height + 2, line);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvKernelsLayout *self = (const FvKernelsLayout *)scene;
  const FvKernelsSection *section;
  g_autofree guint32 *cells = NULL;
  FvKernelsValues look;

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
  look = fv_kernels_values (input, section->place);
  cells = g_new (guint32, (gsize)section->kernel_rows * section->kernel_cols);
  paint_head (self, section, input, cr, &look);
  paint_numbers (self, section, input, cr);
  paint_row_numbers (self, section, input, cr);
  for (guint unit = 0; unit < section->units; unit++)
    for (guint map = 0; map < section->inputs; map++)
      paint_kernel (self, section, input, cr, &look, unit, map, cells);
  for (guint unit = 0; input->frozen != NULL && unit < section->units; unit++)
    paint_lock (self, section, input, cr, unit);
  paint_ring (section, input, cr);
  fv_kernels_values_clear (&look);
}

static gboolean
pick (const FvScene *scene, const FvSceneInput *input, double x, double y, FvCursor *out)
{
  const FvKernelsLayout *self = (const FvKernelsLayout *)scene;

  for (guint i = 0; i < self->n_sections; i++)
    {
      guint unit, map;
      FvKernel kernel;

      if (!fv_kernels_layout_pick (&self->sections[i], x, y, &unit, &map))
        continue;
      if (!fv_kernel_of (input->network, self->sections[i].place, unit, map, &kernel))
        continue;
      *out = fv_kernel_cursor (&kernel, input->cursor);
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
      return fv_kernels_layout_kernel (&self->sections[i], cursor.unit, map_of (&self->sections[i], cursor),
                                       out);
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
  .key = key,
  .n_parts = n_parts,
  .part = part,
  .paint_part = paint_part,
  .pick = pick,
  .locate = locate,
  .speak = fv_kernels_speak,
  .table = fv_kernels_table,
};
