/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-curve-plots.h"

#include <math.h>

#include "fv-plot-axes.h"
#include "fv-text.h"

/* Of the plots' width, for the names of runs; px. */
#define NAMES_SHARE 0.3
#define NAMES_MOST  190

FvScene *
fv_curve_layout_new (const FvSceneInput *input, double width, double height)
{
  FvCurveLayout *self = g_new0 (FvCurveLayout, 1);
  double scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  double axis = fv_text_width (FV_TEXT_CAPTION, scale, "0.0003") + 8, head = round (34 * scale);
  double foot = round (30 * scale), room = MAX (height - 2 * head - foot - round (10 * scale), 20);

  self->text_scale = scale;
  self->loss_baseline = 8 + round (15 * scale);
  self->loss = (FvRect){ FV_CURVE_MARGIN + axis, head, MAX (width - 2 * FV_CURVE_MARGIN - axis, 10),
                         floor (room * 0.55) };
  self->accuracy_baseline = self->loss.y + self->loss.height + round (26 * scale);
  self->accuracy = (FvRect){ self->loss.x, self->accuracy_baseline + round (12 * scale), self->loss.width,
                             floor (room * 0.45) };
  self->foot_baseline = self->accuracy.y + self->accuracy.height + round (18 * scale);
  return &self->scene;
}

static gboolean
is_hidden (const FvCurveLook *look, guint id)
{
  for (guint i = 0; i < look->n_hidden; i++)
    if (look->hidden[i] == id)
      return TRUE;
  return FALSE;
}

const FvBranch *
fv_curve_nth_kept (const FvSceneInput *input, guint nth)
{
  for (guint i = 0; i < input->way.n_branches; i++)
    {
      const FvBranch *branch = input->way.branches[i];

      if (branch->id == input->way.shown || branch->curve == NULL || is_hidden (&input->curves, branch->id))
        continue;
      if (nth-- == 0)
        return branch;
    }
  return NULL;
}

const FvBranch *
fv_curve_shown (const FvSceneInput *input)
{
  for (guint i = 0; i < input->way.n_branches; i++)
    if (input->way.branches[i]->id == input->way.shown)
      return input->way.branches[i];
  return NULL;
}

static gboolean
same_point (FvCurvePoint one, FvCurvePoint other)
{
  return one.batch == other.batch
         && (one.train_loss == other.train_loss || (isnan (one.train_loss) && isnan (other.train_loss)));
}

double
fv_curve_parting (const FvSceneInput *input, const FvBranch *branch)
{
  double common = -1;

  for (guint i = 0; input->curve && i < MIN (fv_curve_length (input->curve), fv_curve_length (branch->curve));
       i++)
    {
      FvCurvePoint shown = fv_curve_nth (input->curve, i), kept = fv_curve_nth (branch->curve, i);

      if (!same_point (shown, kept))
        break;
      common = (double)kept.batch;
    }
  return common;
}

static void
widen_all (FvSpan *all, const FvCurve *curve)
{
  guint n = curve ? fv_curve_length (curve) : 0;

  if (n == 0)
    return;
  all->first = MIN (all->first, (double)fv_curve_nth (curve, 0).batch);
  all->last = MAX (all->last, (double)fv_curve_nth (curve, n - 1).batch);
}

FvSpan
fv_curve_all (const FvSceneInput *input)
{
  FvSpan all = { (double)input->batch, (double)input->batch };
  const FvBranch *branch;

  widen_all (&all, input->curve);
  for (guint i = 0; (branch = fv_curve_nth_kept (input, i)) != NULL; i++)
    widen_all (&all, branch->curve);
  return (FvSpan){ all.first, MAX (all.last, all.first + 10) };
}

FvSpan
fv_curve_in_sight (const FvSceneInput *input)
{
  const FvCurveLook *look = &input->curves;

  return look->last > look->first ? (FvSpan){ look->first, look->last } : fv_curve_all (input);
}

/* Of training and test, of all runs. */
static gboolean
range (const FvSceneInput *input, const FvPlot *plot, FvSeries train, FvSeries test, double *low,
       double *high)
{
  const FvBranch *branch;

  *low = INFINITY;
  *high = -INFINITY;
  fv_plot_widen (plot, input->curve, train, low, high);
  fv_plot_widen (plot, input->curve, test, low, high);
  for (guint i = 0; (branch = fv_curve_nth_kept (input, i)) != NULL; i++)
    {
      fv_plot_widen (plot, branch->curve, train, low, high);
      fv_plot_widen (plot, branch->curve, test, low, high);
    }
  return *low <= *high;
}

/* Looked at closely, less than a factor of three has even steps, or there would be one line of the grid or none. */
static void
scale_loss (const FvSceneInput *input, FvCurvePlots *out)
{
  gboolean all = fv_span_covers (fv_curve_in_sight (input), fv_curve_all (input));
  double low, high;

  out->loss.log = !input->curves.linear;
  out->loss.low = out->loss.log ? 0.1 : 0;
  out->loss.high = 3;
  out->loss_step = out->loss.log ? 0 : 1;
  if (!range (input, &out->loss, FV_SERIES_TRAIN_LOSS, FV_SERIES_TEST_LOSS, &low, &high))
    return;
  if (!out->loss.log)
    out->loss_step = fv_plot_widen_to_steps (&out->loss, all ? MIN (low, 0) : low, high, 5);
  else if (!all && high < 3 * low)
    {
      out->loss_step = fv_plot_widen_to_steps (&out->loss, low, high, 5);
      out->loss.low = MAX (out->loss.low, out->loss_step / 10);
    }
  else
    fv_plot_widen_to_decades (&out->loss, low, high);
}

#define MOST 0.8

static gboolean
is_mostly_above (const FvCurve *curve, FvSeries series)
{
  guint above = 0, below = 0;

  for (guint i = 0; curve && i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);
      double value = fv_series_value (&point, series);

      above += value >= MOST;
      below += value < MOST;
    }
  return above > below;
}

/* Once most is above it, the lower part of the axis goes; looked at closely, all that nothing is in. */
static void
scale_accuracy (const FvSceneInput *input, FvCurvePlots *out)
{
  static const double lows[] = { 0.99, 0.98, 0.95, 0.9, 0.8, 0.5 };
  gboolean all = fv_span_covers (fv_curve_in_sight (input), fv_curve_all (input));
  double low, high;

  out->accuracy.low = 0;
  out->accuracy.high = 1;
  if (range (input, &out->accuracy, FV_SERIES_TRAIN_ACCURACY, FV_SERIES_TEST_ACCURACY, &low, &high))
    {
      if (all
          && (is_mostly_above (input->curve, FV_SERIES_TEST_ACCURACY)
              || is_mostly_above (input->curve, FV_SERIES_TRAIN_ACCURACY)))
        out->accuracy.low = MOST;
      for (guint i = 0; i < G_N_ELEMENTS (lows) && !all && out->accuracy.low == 0; i++)
        if (low >= lows[i])
          out->accuracy.low = lows[i];
    }
  out->accuracy_step = fv_plot_step (1 - out->accuracy.low, 5);
}

FvCurvePlots
fv_curve_plots (const FvCurveLayout *self, const FvSceneInput *input)
{
  FvSpan span = fv_curve_in_sight (input);
  FvCurvePlots out = { 0 };

  if (fv_curve_nth_kept (input, 0) != NULL)
    out.names.width = floor (MIN (self->loss.width * NAMES_SHARE, NAMES_MOST * self->text_scale));
  out.loss.area = self->loss;
  out.accuracy.area = self->accuracy;
  out.loss.area.width -= out.names.width;
  out.accuracy.area.width -= out.names.width;
  out.names.x = out.loss.area.x + out.loss.area.width;
  out.names.y = self->loss.y;
  out.names.height = self->accuracy.y + self->accuracy.height - self->loss.y;
  out.accuracy.cuts = TRUE;
  out.loss.first_batch = out.accuracy.first_batch = span.first;
  out.loss.last_batch = out.accuracy.last_batch = span.last;
  scale_loss (input, &out);
  scale_accuracy (input, &out);
  return out;
}
