/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plot.h"

#include <math.h>

#include "fv-pen.h"

double
fv_plot_x (const FvPlot *self, double batch)
{
  return self->area.x + self->area.width * (self->last_batch > 0 ? batch / self->last_batch : 0);
}

double
fv_plot_y (const FvPlot *self, double value)
{
  double t;

  if (self->log)
    t = value > 0 ? log (value / self->low) / log (self->high / self->low) : 0;
  else
    t = (value - self->low) / (self->high - self->low);
  return self->area.y + self->area.height * (1 - CLAMP (t, 0, 1));
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

gboolean
fv_series_range (const FvCurve *curve, FvSeries series, gboolean positive, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; curve && i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);
      double value = fv_series_value (&point, series);

      if (!isfinite (value) || (positive && value <= 0))
        continue;
      *low = MIN (*low, value);
      *high = MAX (*high, value);
    }
  return *low <= *high;
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

void
fv_plot_line (const FvPlot *self, cairo_t *cr, FvColor color, const FvCurve *curve, FvSeries series,
              double width, gboolean dashed)
{
  static const double dash[] = { 4, 3 };
  gboolean test = series == FV_SERIES_TEST_LOSS || series == FV_SERIES_TEST_ACCURACY;
  gboolean drawing = FALSE;

  cairo_save (cr);
  fv_pen_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (dashed)
    cairo_set_dash (cr, dash, 2, 0);
  for (guint i = 0; curve && i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);
      double value = fv_series_value (&point, series);

      if (isnan (value) && test)
        continue; /* measured now and then only */
      if (!isfinite (value))
        {
          drawing = FALSE;
          continue;
        }
      if (drawing)
        cairo_line_to (cr, fv_plot_x (self, (double)point.batch), fv_plot_y (self, value));
      else
        cairo_move_to (cr, fv_plot_x (self, (double)point.batch), fv_plot_y (self, value));
      drawing = TRUE;
    }
  cairo_stroke (cr);
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
