/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-layers-layout.h"
#include "fv-pen.h"
#include "fv-scene-types.h"
#include "fv-text.h"

/* What happens inside the layers while they learn: gradients that vanish are seen here. Parts: the plots, the rows. */

static guint
n_parts (const FvScene *scene)
{
  return 2;
}

static FvRect
part (const FvScene *scene, guint nth)
{
  const FvLayersLayout *self = (const FvLayersLayout *)scene;

  return nth == 0 ? (FvRect){ 0, 0, scene->width, self->table.y } : self->table;
}

/* A note that does not fit between its neighbours is said briefly, or left out. */
static void
paint_title (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr, guint nth)
{
  double x = self->plots[nth].x - fv_layer_plot_axis_width (self->text_scale);
  double room
      = nth + 1 < FV_LAYERS_PLOTS ? self->plots[nth + 1].x - self->plots[nth].x - 8 : self->scene.width - x;
  const char *note = _ (fv_layers_plots[nth].note);

  if (fv_layers_plots[nth].brief != NULL && fv_text_width (FV_TEXT_CAPTION, self->text_scale, note) > room)
    note = _ (fv_layers_plots[nth].brief);
  fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, x, self->title_baseline,
                input->style.text, _ (fv_layers_plots[nth].title));
  if (fv_text_width (FV_TEXT_CAPTION, self->text_scale, note) <= room)
    fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, x, self->note_baseline,
                  input->style.secondary, note);
}

static void
paint_plot (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr, guint nth)
{
  FvLayerPlot plot = fv_layers_plot (self, input, nth);
  const FvLayerCurve *layers = fv_layers_curve (input);
  const FvRect *area = &plot.plot.area;

  paint_title (self, input, cr, nth);
  if (plot.measure == FV_MEASURE_RATIO)
    fv_layer_plot_paint_band (&plot, &input->style, cr, FV_LAYER_RATIO_LOW, FV_LAYER_RATIO_HIGH);
  fv_layer_plot_paint_axes (&plot, &input->style, cr);
  if (layers == NULL)
    {
      fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_CENTER, area->x + area->width / 2,
                    area->y + area->height / 2, input->style.secondary, _ ("not measured yet"));
      return;
    }
  fv_layer_plot_paint_lines (&plot, &input->style, cr, input->network, layers,
                             input->has_cursor ? input->cursor.layer : 0);
  if (input->curves.reads)
    fv_layer_plot_paint_upright (&plot, input->style.secondary, cr, (double)input->curves.reading);
  fv_layer_plot_paint_upright (&plot, input->style.accent, cr, (double)input->batch);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvLayersLayout *self = (const FvLayersLayout *)scene;

  if (nth == 1)
    {
      fv_layers_paint_table (self, input, cr);
      return;
    }
  for (guint i = 0; i < FV_LAYERS_PLOTS; i++)
    paint_plot (self, input, cr, i);
}

static gboolean
contains (FvRect rect, double x, double y)
{
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

static gboolean
pick_place (const FvLayersLayout *self, const FvSceneInput *input, double x, double y, guint *place)
{
  guint first = fv_layers_first_row (self, input->cursor);

  for (guint i = 0; i < self->n_rows && first + i < self->n_places; i++)
    if (contains (fv_layers_row (self, first, i), x, y))
      {
        *place = self->places[first + i];
        return TRUE;
      }
  for (guint i = 0; i < FV_LAYERS_PLOTS; i++)
    {
      FvLayerPlot plot = fv_layers_plot (self, input, i);

      if (fv_layer_plot_pick (&plot, input->network, fv_layers_curve (input), x, y, place))
        return TRUE;
    }
  return FALSE;
}

static gboolean
pick (const FvScene *scene, const FvSceneInput *input, double x, double y, FvCursor *out)
{
  FvCursor cursor = { .direction = input->cursor.direction };

  if (!pick_place ((const FvLayersLayout *)scene, input, x, y, &cursor.layer))
    return FALSE;
  *out = fv_cursor_clamp (cursor, input->network);
  return TRUE;
}

const FvSceneType fv_layers_scene = {
  .name = "layers",
  .title = N_ ("Layers"),
  .exportable = TRUE,
  .export_width = 960,
  .export_height = 720,
  .layout = fv_layers_layout_new,
  .free = fv_layers_layout_free,
  .n_parts = n_parts,
  .part = part,
  .paint_part = paint_part,
  .pick = pick,
  .speak = fv_layers_speak,
  .table = fv_layers_table,
};
