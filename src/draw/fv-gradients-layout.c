/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-gradients-layout.h"

#include <math.h>

#include "fv-text.h"

/* Of the height, for the plots side by side. */
#define UPPER 0.52
/* px right of the way back, for the names of runs: as wide as this at most, and as this share of all. */
#define NAMES_MOST  230
#define NAMES_SHARE 0.36

const FvLayerCurve *
fv_gradients_curve (const FvSceneInput *input, guint nth)
{
  const FvExperimentReport *report = input->experiment.report;
  const FvCurve *curve = report != NULL && nth < report->n_trials ? report->trials[nth]->curve : NULL;
  const FvLayerCurve *layers = curve != NULL ? fv_curve_layers (curve) : NULL;

  if (layers == NULL || fv_layer_curve_length (layers) == 0
      || fv_layer_curve_depth (layers) != fv_network_depth (input->network))
    return NULL;
  return layers;
}

guint
fv_gradients_place (const FvNetwork *network, guint nth)
{
  for (guint place = fv_network_depth (network); place > 0; place--)
    if (fv_layer_is_plotted (fv_network_layer (network, place)) && nth-- == 0)
      return place;
  return 0;
}

double
fv_gradients_last (const FvLayerCurve *layers, guint place)
{
  for (guint i = fv_layer_curve_length (layers); i > 0; i--)
    {
      double value = fv_layer_curve_value (layers, i - 1, place, FV_MEASURE_DELTA);

      if (isfinite (value))
        return value;
    }
  return NAN;
}

double
fv_gradients_share (const FvNetwork *network, const FvLayerCurve *layers)
{
  guint last = fv_gradients_place (network, 0), first = last;

  for (guint i = 0; fv_gradients_place (network, i) > 0; i++)
    first = fv_gradients_place (network, i);
  return layers != NULL ? fv_gradients_last (layers, first) / fv_gradients_last (layers, last) : NAN;
}

static guint
count_layers (const FvNetwork *network)
{
  guint n = 0;

  while (fv_gradients_place (network, n) > 0)
    n++;
  return n;
}

static void
place_side_by_side (const FvGradientsLayout *self, const FvSceneInput *input, FvGradientsPlots *out)
{
  double scale = self->text_scale, margin = FV_GRADIENTS_MARGIN;
  double axis = fv_layer_plot_axis_width (scale), names = fv_layer_plot_names_width (input->network, scale);
  double pitch = (self->scene.width - 2 * margin) / MAX (out->n, 1);
  double top = out->note_baseline + round (20 * scale);
  double height = MAX (floor (self->scene.height * UPPER) - round (22 * scale) - top, 20);

  for (guint i = 0; i < out->n; i++)
    {
      FvLayerPlot *plot = &out->plots[i];

      plot->measure = FV_MEASURE_DELTA;
      plot->text_scale = scale;
      plot->plot.area = (FvRect){ round (margin + i * pitch + axis), top,
                                  floor (MAX (pitch - axis - names, 20)), height };
      plot->plot.last_batch = 10;
    }
}

/* One scale and the same batches for all. */
static void
scale_all (const FvSceneInput *input, FvGradientsPlots *out)
{
  double low = INFINITY, high = -INFINITY, last = 10;

  for (guint i = 0; i < out->n; i++)
    {
      const FvLayerCurve *layers = fv_gradients_curve (input, i);

      if (layers != NULL)
        last = MAX (last, (double)fv_layer_curve_batch (layers, fv_layer_curve_length (layers) - 1));
    }
  for (guint i = 0; i < out->n; i++)
    {
      out->plots[i].plot.last_batch = last;
      fv_layer_plot_widen (&out->plots[i], input->network, fv_gradients_curve (input, i), &low, &high);
    }
  for (guint i = 0; i < out->n; i++)
    fv_layer_plot_set_range (&out->plots[i], low, high);
}

static void
place_way_back (const FvGradientsLayout *self, const FvSceneInput *input, FvGradientsPlots *out)
{
  double scale = self->text_scale, margin = FV_GRADIENTS_MARGIN, axis = fv_layer_plot_axis_width (scale);
  double names = MIN (NAMES_MOST * scale, NAMES_SHARE * self->scene.width);
  double top = floor (self->scene.height * UPPER);

  out->back_title_baseline = top + round (22 * scale);
  out->back_note_baseline = out->back_title_baseline + round (18 * scale);
  out->back_foot_baseline = self->scene.height - round (8 * scale);
  out->back = out->plots[0].plot;
  out->back.area.x = margin + axis;
  out->back.area.y = out->back_note_baseline + round (16 * scale);
  out->back.area.width = MAX (self->scene.width - 2 * margin - axis - names, 20);
  out->back.area.height = MAX (out->back_foot_baseline - round (20 * scale) - out->back.area.y, 20);
  out->back.first_batch = 0;
  out->back.last_batch = MAX (count_layers (input->network), 2) - 1;
}

FvGradientsPlots
fv_gradients_plots (const FvGradientsLayout *self, const FvSceneInput *input)
{
  const FvExperimentReport *report = input->experiment.report;
  FvGradientsPlots out = { .n = report != NULL ? MIN (report->n_trials, FV_GRADIENTS_MOST) : 0 };

  out.title_baseline = 8 + round (15 * self->text_scale);
  out.note_baseline = out.title_baseline + round (18 * self->text_scale);
  place_side_by_side (self, input, &out);
  scale_all (input, &out);
  place_way_back (self, input, &out);
  return out;
}
