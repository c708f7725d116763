/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plot-axes.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-pen.h"
#include "fv-text.h"

/* What is less than this much of the highest value makes a line, not a scale. */
#define LEAST 1e-6

/* Whole steps around what there is. */
double
fv_plot_widen_to_steps (FvPlot *self, double low, double high, guint n)
{
  double step = fv_plot_step (MAX (high - low, high * 1e-3), n);

  self->low = floor (low / step + 1e-9) * step;
  self->high = ceil (high / step - 1e-9) * step;
  if (self->high <= self->low)
    self->high = self->low + step;
  return step;
}

/* From the steps 1-3-10 around all losses. */
void
fv_plot_widen_to_decades (FvPlot *self, double low, double high)
{
  low = MAX (low, high * LEAST);
  self->low = pow (10, floor (log10 (low)));
  if (3 * self->low <= low)
    self->low *= 3;
  self->high = pow (10, ceil (log10 (high)));
  if (self->high * 0.3 >= high)
    self->high *= 0.3;
  if (self->high <= self->low * 1.01)
    self->high = self->low * 10;
}

static void
axis_label (const FvPlot *self, cairo_t *cr, const FvStyle *style, double value, const char *text)
{
  double y = fv_plot_y (self, value);

  fv_pen_horizontal (cr, style->hairline, self->area.x, y, self->area.width);
  fv_text_draw (cr, FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_RIGHT, self->area.x - 8,
                y + 4 * style->text_scale, style->secondary, text);
}

void
fv_plot_paint_decades (const FvPlot *self, cairo_t *cr, const FvStyle *style)
{
  double decades = log10 (self->high / self->low);
  double room = self->area.height / MAX (decades, 0.5) / 2; /* px between ticks */

  for (int exponent = (int)floor (log10 (self->low)); exponent <= (int)ceil (log10 (self->high)); exponent++)
    for (int three = 0; three < 2; three++)
      {
        double value = (three ? 3 : 1) * pow (10, exponent);
        g_autofree char *text = NULL;

        if (value < self->low * 0.99 || value > self->high * 1.01 || (three && room < 16 * style->text_scale))
          continue;
        if (room < 8 * style->text_scale && exponent % 2)
          continue;
        text = exponent < -4 || exponent > 4
                   ? fv_number_power (value)
                   : fv_number_fixed (value, exponent < 0 ? (guint)-exponent : 0, FALSE);
        axis_label (self, cr, style, value, text);
      }
}

/* Decimals that tell one multiple of step from the next. */
static guint
decimals_of (double step)
{
  return (guint)CLAMP (-floor (log10 (step) + 1e-9), 0, 6);
}

void
fv_plot_paint_steps (const FvPlot *self, cairo_t *cr, const FvStyle *style, double step, gboolean percent)
{
  double least = 16 * style->text_scale;

  while (self->area.height * step / (self->high - self->low) < least && step < self->high - self->low)
    step *= 2;
  for (double value = ceil (self->low / step - 1e-9) * step; value <= self->high + 1e-9 * step; value += step)
    {
      g_autofree char *text = percent ? fv_number_percent (value, decimals_of (100 * step))
                                      : fv_number_fixed (value, decimals_of (step), FALSE);
      axis_label (self, cr, style, value, text);
    }
}

void
fv_plot_paint_batches (const FvPlot *self, cairo_t *cr, const FvStyle *style, double end, double baseline)
{
  double widest = fv_text_width (FV_TEXT_CAPTION, style->text_scale, "000 000") + 16;
  double span = self->last_batch - self->first_batch;
  double step = MAX (fv_plot_step (span, (guint)MAX (self->area.width / widest, 1)), 1);
  const char *unit = _ ("batches");
  double unit_width = fv_text_width (FV_TEXT_CAPTION, style->text_scale, unit);

  for (double batch = ceil (self->first_batch / step) * step; batch <= self->last_batch; batch += step)
    {
      g_autofree char *text = fv_number_count ((guint64)batch);
      double x = fv_plot_x (self, batch), half = fv_text_width (FV_TEXT_CAPTION, style->text_scale, text) / 2;

      fv_pen_vertical (cr, style->frame, x, self->area.y + self->area.height, 4);
      if (x + half < end - unit_width - 8)
        fv_text_draw (cr, FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_CENTER, x, baseline, style->secondary,
                      text);
    }
  fv_text_draw (cr, FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_RIGHT, end, baseline, style->secondary,
                unit);
}
