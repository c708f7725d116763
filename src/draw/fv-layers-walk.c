/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-layers-layout.h"
#include "fv-layers-scene.h"

/* Through the scene "layers": from measurement to measurement, and from layer to layer. */

gboolean
fv_layers_locate (const FvScene *scene, guint place, FvRect *out)
{
  const FvLayersLayout *self = (const FvLayersLayout *)scene;
  guint first = fv_layers_first_row (self, (FvCursor){ .layer = place });

  for (guint i = 0; i < self->n_rows && first + i < self->n_places; i++)
    if (self->places[first + i] == place)
      {
        *out = fv_layers_row (self, first, i);
        return TRUE;
      }
  return FALSE;
}

gboolean
fv_layers_pick_batch (const FvScene *scene, const FvSceneInput *input, double x, double y, guint64 *batch)
{
  const FvLayersLayout *self = (const FvLayersLayout *)scene;
  const FvLayerCurve *layers = fv_layers_curve (input);
  double least = INFINITY;

  for (guint nth = 0; layers != NULL && nth < FV_LAYERS_PLOTS; nth++)
    {
      FvLayerPlot plot = fv_layers_plot (self, input, nth);
      const FvRect *area = &plot.plot.area;

      if (x < area->x || x > area->x + area->width || y < area->y || y > area->y + area->height)
        continue;
      for (guint i = 0; i < fv_layer_curve_length (layers); i++)
        {
          double there = fabs (fv_plot_x (&plot.plot, (double)fv_layer_curve_batch (layers, i)) - x);

          if (there >= least)
            continue;
          least = there;
          *batch = fv_layer_curve_batch (layers, i);
        }
    }
  return least < INFINITY;
}

guint64
fv_layers_step (const FvSceneInput *input, guint64 batch, int by)
{
  const FvLayerCurve *layers = fv_layers_curve (input);
  guint nth;

  if (layers == NULL)
    return batch;
  if (!fv_layer_curve_find (layers, batch, &nth))
    return fv_layer_curve_batch (layers, 0);
  /* After a moment that was not measured, the measurement before it is one step back. */
  if (by < 0 && fv_layer_curve_batch (layers, nth) < batch)
    by++;
  return fv_layer_curve_batch (
      layers, (guint)CLAMP ((gint64)nth + by, 0, (gint64)fv_layer_curve_length (layers) - 1));
}

guint
fv_layers_next_place (const FvNetwork *network, guint place, int by)
{
  int to = (int)place, step = by < 0 ? -1 : +1;

  for (int i = (int)place + step; by != 0 && i >= 1 && i <= (int)fv_network_depth (network); i += step)
    if (fv_layer_is_plotted (fv_network_layer (network, (guint)i)))
      {
        to = i;
        by -= step;
      }
  return (guint)to;
}
