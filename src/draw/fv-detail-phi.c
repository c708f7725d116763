/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail.h"
#include "fv-number.h"

/* φ drawn through SAMPLES points. */
#define SAMPLES 81

typedef struct
{
  FvRect area;
  double span; /* n runs from −span to span */
  double low, high;
} Plot;

static double
plot_x (const Plot *self, double n)
{
  return self->area.x
         + (CLAMP (n, -self->span, self->span) + self->span) / (2 * self->span) * self->area.width;
}

static double
plot_y (const Plot *self, double o)
{
  return self->area.y
         + (self->high - CLAMP (o, self->low, self->high)) / (self->high - self->low) * self->area.height;
}

static double
value_at (const FvActivation *activation, double n)
{
  double o;

  activation->output (&n, 1, &o);
  return o;
}

static Plot
new_plot (const FvActivation *activation, FvRect area, double n)
{
  Plot plot = { area, isfinite (n) ? MAX (3, ceil (1.15 * fabs (n))) : 3, activation->low, activation->high };
  double room;

  if (!isfinite (plot.high))
    plot.high = value_at (activation, plot.span);
  if (!isfinite (plot.low))
    plot.low = value_at (activation, -plot.span);
  room = 0.08 * (plot.high - plot.low);
  plot.low -= room;
  plot.high += room;
  return plot;
}

static void
add_curve (FvDetail *self, const Plot *plot, const FvActivation *activation)
{
  double points[2 * SAMPLES];

  for (guint i = 0; i < SAMPLES; i++)
    {
      double n = plot->span * (2.0 * i / (SAMPLES - 1) - 1);

      points[2 * i] = plot_x (plot, n);
      points[2 * i + 1] = plot_y (plot, value_at (activation, n));
    }
  fv_sheet_line (&self->sheet, self->style->curve, 2, FALSE, points, SAMPLES);
}

/* Through the point, within the plot. */
static void
add_tangent (FvDetail *self, const Plot *plot, double n, double o, double slope)
{
  double reach = plot->span / 2.2, points[4];

  if (fabs (slope) * reach > (plot->high - plot->low) / 2)
    reach = (plot->high - plot->low) / 2 / fabs (slope);
  points[0] = plot_x (plot, n - reach);
  points[1] = plot_y (plot, o - slope * reach);
  points[2] = plot_x (plot, n + reach);
  points[3] = plot_y (plot, o + slope * reach);
  fv_sheet_line (&self->sheet, self->style->secondary, 1, FALSE, points, 2);
}

static void
add_axes (FvDetail *self, const Plot *plot, const FvActivation *activation)
{
  const double ends[] = { activation->low, activation->high };
  double zero_y = plot_y (plot, 0);

  fv_sheet_rule (&self->sheet, self->style->frame, plot->area.x, zero_y, plot->area.width, 1);
  fv_sheet_rule (&self->sheet, self->style->frame, plot_x (plot, 0), plot->area.y, 1, plot->area.height);
  for (guint i = 0; i < 2; i++)
    {
      double y = floor (plot_y (plot, ends[i])) + 0.5;
      double points[] = { plot->area.x, y, plot->area.x + plot->area.width, y };
      g_autofree char *text = NULL;

      if (!isfinite (ends[i]) || ends[i] == 0)
        continue;
      text = fv_number_short (ends[i], 2, FALSE);
      fv_sheet_line (&self->sheet, self->style->hairline, 1, TRUE, points, 2);
      fv_detail_caption (self, FV_ALIGN_RIGHT, plot->area.x - 4, y + fv_detail_px (self, 4),
                         ends[i] == floor (ends[i]) ? (ends[i] < 0 ? "−1" : "1") : text);
    }
}

/* From where n is written along its line to under the point, up to it, and over to o. */
static void
add_guide (FvDetail *self, const Plot *plot, double n, double o, double guide_x, double guide_baseline)
{
  double x = floor (plot_x (plot, n)) + 0.5, y = floor (plot_y (plot, o)) + 0.5;
  double below = floor (guide_baseline - fv_detail_px (self, 5)) + 0.5;
  double points[] = { guide_x, below, x, below, x, y, plot->area.x, y };

  fv_sheet_line (&self->sheet, self->style->accent, 1, TRUE, points, 4);
  fv_sheet_dot (&self->sheet, self->style->accent, x, y, fv_detail_px (self, 5));
  fv_detail_caption (self, FV_ALIGN_LEFT, x + fv_detail_px (self, 8), guide_baseline, "n");
}

/* "o = tanh(n) = 0.630", without the formula where it is too long. */
static void
write_fitting (FvDetail *self, FvTextKind kind, FvRect area, double below, const char *symbol,
               const char *formula, const char *value)
{
  g_autofree char *both = g_strdup_printf ("%s = %s = %s", symbol, formula, value);
  g_autofree char *alone = g_strdup_printf ("%s = %s", symbol, value);

  fv_sheet_text (&self->sheet, kind, FV_ALIGN_LEFT, area.x, area.y + below,
                 kind == FV_TEXT_CAPTION ? self->style->secondary : self->style->text,
                 fv_text_width (kind, self->scale, both) <= area.width ? both : alone);
}

void
fv_detail_phi (FvDetail *self, FvRect area, const FvActivation *activation, double n, double o,
               double guide_x, double guide_baseline)
{
  double margin = fv_detail_px (self, 22), head = fv_detail_px (self, 44);
  FvRect inner = { area.x + margin, area.y + head, area.width - margin, area.height - head };
  double slope = activation->flat ? 0 : fv_activation_slope (activation, n, o);
  g_autofree char *o_text = fv_number_fixed (o, self->decimals, FALSE);
  g_autofree char *slope_text = fv_number_fixed (slope, self->decimals, FALSE);
  Plot plot;

  write_fitting (self, FV_TEXT_TITLE_BOLD, area, fv_detail_px (self, 12), "o", activation->formula, o_text);
  if (!activation->flat)
    write_fitting (self, FV_TEXT_CAPTION, area, fv_detail_px (self, 31), "φ′", activation->derivative_formula,
                   slope_text);
  if (inner.height < fv_detail_px (self, 40) || inner.width < fv_detail_px (self, 60))
    return;
  plot = new_plot (activation, inner, n);
  add_axes (self, &plot, activation);
  if (!isfinite (n) || !isfinite (o))
    return;
  add_tangent (self, &plot, n, o, slope);
  add_curve (self, &plot, activation);
  add_guide (self, &plot, n, o, guide_x, guide_baseline);
}
