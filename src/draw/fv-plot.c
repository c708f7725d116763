/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plot.h"

#include <math.h>

#include "fv-pen.h"
#include "fv-stroke.h"

double
fv_plot_x (const FvPlot *self, double batch)
{
  double span = self->last_batch - self->first_batch;

  return self->area.x + self->area.width * (span > 0 ? (batch - self->first_batch) / span : 0);
}

double
fv_plot_batch (const FvPlot *self, double x)
{
  double t = self->area.width > 0 ? (x - self->area.x) / self->area.width : 0;

  return self->first_batch + t * (self->last_batch - self->first_batch);
}

/* How high, from 0 at the bottom to 1 at the top edge. */
static double
height_of (const FvPlot *self, double value)
{
  if (self->log)
    return value > 0 ? log (value / self->low) / log (self->high / self->low) : 0;
  return (value - self->low) / (self->high - self->low);
}

double
fv_plot_y (const FvPlot *self, double value)
{
  return self->area.y + self->area.height * (1 - CLAMP (height_of (self, value), 0, 1));
}

/* No farther beyond the edges than a line needs for its direction. */
static double
line_y (const FvPlot *self, double value)
{
  return self->cuts ? self->area.y + self->area.height * (1 - CLAMP (height_of (self, value), -99, 99))
                    : fv_plot_y (self, value);
}

double
fv_series_value (const FvCurvePoint *point, FvSeries series)
{
  switch (series)
    {
    case FV_SERIES_TRAIN_LOSS:
      return point->train_loss;
    case FV_SERIES_TEST_LOSS:
      return point->test_loss;
    case FV_SERIES_TRAIN_ACCURACY:
      return point->train_accuracy;
    case FV_SERIES_TEST_ACCURACY:
    default:
      return point->test_accuracy;
    }
}

static void
widen (double value, gboolean positive, double *low, double *high)
{
  if (!isfinite (value) || (positive && value <= 0))
    return;
  *low = MIN (*low, value);
  *high = MAX (*high, value);
}

gboolean
fv_series_range (const FvCurve *curve, FvSeries series, gboolean positive, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; curve && i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);
      widen (fv_series_value (&point, series), positive, low, high);
    }
  return *low <= *high;
}

guint
fv_curve_find (const FvCurve *curve, double batch)
{
  guint first = 0, end = curve ? fv_curve_length (curve) : 0;

  while (first < end)
    {
      guint middle = first + (end - first) / 2;

      if ((double)fv_curve_nth (curve, middle).batch < batch)
        first = middle + 1;
      else
        end = middle;
    }
  return first;
}

void
fv_plot_widen (const FvPlot *self, const FvCurve *curve, FvSeries series, double *low, double *high)
{
  for (guint i = fv_curve_find (curve, self->first_batch); curve && i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);

      if ((double)point.batch > self->last_batch)
        return;
      widen (fv_series_value (&point, series), self->log, low, high);
    }
}

/* The nearest point with a value of the series, from nth on in steps of by. */
static gboolean
find_value (const FvCurve *curve, FvSeries series, gint64 nth, int by, FvCurvePoint *out)
{
  for (; nth >= 0 && nth < fv_curve_length (curve); nth += by)
    {
      *out = fv_curve_nth (curve, (guint)nth);
      if (isfinite (fv_series_value (out, series)))
        return TRUE;
    }
  return FALSE;
}

gboolean
fv_plot_line_y (const FvPlot *self, const FvCurve *curve, FvSeries series, double batch, double *y)
{
  gint64 after = fv_curve_find (curve, batch);
  FvCurvePoint left, right;
  double t;

  if (!find_value (curve, series, after - 1, -1, &left) || !find_value (curve, series, after, +1, &right))
    return FALSE;
  t = (batch - (double)left.batch) / (double)(right.batch - left.batch);
  *y = (1 - t) * line_y (self, fv_series_value (&left, series))
       + t * line_y (self, fv_series_value (&right, series));
  return TRUE;
}

gboolean
fv_series_find_non_finite (const FvCurve *curve, FvSeries series, guint64 *batch)
{
  for (guint i = 0; curve && i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);
      double value = fv_series_value (&point, series);

      /* Before the first batch nothing was trained: no number there is no fault. */
      if (isinf (value) || (isnan (value) && series == FV_SERIES_TRAIN_LOSS && point.batch > 0))
        {
          *batch = point.batch;
          return TRUE;
        }
    }
  return FALSE;
}

/* Through the points from begin on, the last one being the first that is out of sight. */
static void
trace_line (const FvPlot *self, cairo_t *cr, const FvCurve *curve, FvSeries series, guint begin)
{
  gboolean test = series == FV_SERIES_TEST_LOSS || series == FV_SERIES_TEST_ACCURACY;
  FvStroke stroke = fv_stroke_begin (cr);

  for (guint i = begin; i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);
      double value = fv_series_value (&point, series);

      if (isnan (value) && test)
        continue; /* measured now and then only */
      if (isfinite (value))
        fv_stroke_to (&stroke, fv_plot_x (self, (double)point.batch), line_y (self, value));
      else
        fv_stroke_lift (&stroke);
      if ((double)point.batch > self->last_batch)
        break;
    }
  fv_stroke_end (&stroke);
}

/* The newest point before the first in sight that has a value: the line comes from there. */
static guint
begin_of (const FvPlot *self, const FvCurve *curve, FvSeries series)
{
  guint begin = fv_curve_find (curve, self->first_batch);

  while (begin > 0)
    {
      FvCurvePoint point = fv_curve_nth (curve, --begin);
      if (!isnan (fv_series_value (&point, series)))
        break;
    }
  return begin;
}

void
fv_plot_stroke (const FvPlot *self, cairo_t *cr, const FvCurve *curve, FvSeries series)
{
  double width = cairo_get_line_width (cr);

  if (curve == NULL || fv_curve_length (curve) == 0)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, self->area.x - width, self->area.y - width, self->area.width + 2 * width,
                   self->area.height + 2 * width);
  cairo_clip (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  trace_line (self, cr, curve, series, begin_of (self, curve, series));
  cairo_restore (cr);
}

void
fv_plot_line (const FvPlot *self, cairo_t *cr, FvColor color, const FvCurve *curve, FvSeries series,
              double width, gboolean dashed)
{
  static const double dash[] = { 4, 3 };

  cairo_save (cr);
  fv_pen_color (cr, color);
  cairo_set_line_width (cr, width);
  if (dashed)
    cairo_set_dash (cr, dash, 2, 0);
  fv_plot_stroke (self, cr, curve, series);
  cairo_restore (cr);
}

double
fv_plot_step (double span, guint n)
{
  double power;

  if (!(span > 0) || n == 0)
    return 1;
  power = pow (10, floor (log10 (span / n)));
  for (guint i = 0; i < 4; i++)
    {
      static const double steps[] = { 1, 2, 5, 10 };
      if (span <= steps[i] * power * n * (1 + 1e-9))
        return steps[i] * power;
    }
  return 10 * power;
}
