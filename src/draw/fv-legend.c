/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-legend.h"

#include <math.h>

#include "fv-map.h"
#include "fv-number.h"
#include "fv-text.h"

#define TITLE_GAP 12

guint
fv_legend_decimals (double scale)
{
  if (!(scale > 0) || scale >= 100)
    return 0;
  if (scale >= 10)
    return 1;
  return scale >= 0.1 ? 2 : scale >= 0.01 ? 3 : 4;
}

/* Scales too small or large for plain decimals are powers. */
static char *
end_text (const FvLegend *self, double value)
{
  double size = fabs (value);

  if (size != 0 && (size < 0.001 || size >= 10000))
    return fv_number_power (value);
  return fv_number_fixed (value, self->decimals, TRUE);
}

static double
end_width (const FvLegend *self, double text_scale, double value)
{
  g_autofree char *text = end_text (self, value);

  return fv_text_width (FV_TEXT_CAPTION, text_scale, text);
}

static double
title_width (const FvLegend *self, double text_scale)
{
  return fv_text_width (FV_TEXT_CAPTION, text_scale, self->title) + TITLE_GAP;
}

double
fv_legend_width (const FvLegend *self, double text_scale, guint strip)
{
  return title_width (self, text_scale) + strip + end_width (self, text_scale, self->high) / 2;
}

double
fv_legend_paint (const FvLegend *self, cairo_t *cr, const FvStyle *style, gboolean vectors, double x,
                 double baseline, guint strip)
{
  double scale = MAX (fabs (self->low), fabs (self->high)), span = self->high - self->low;
  double left = round (x + title_width (self, style->text_scale));
  double below = baseline + round (15 * style->text_scale), zero;
  g_autofree char *low = end_text (self, self->low), *high = end_text (self, self->high);

  scale = scale > 0 ? scale : 1;
  span = span > 0 ? span : 1;
  fv_text_draw (cr, FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_LEFT, x, baseline, style->secondary,
                self->title);
  fv_map_paint_strip (cr, style, vectors, self->palette, self->low / scale, self->high / scale, left,
                      baseline - 8, strip, 8);
  zero = left + round ((strip - 1) * -self->low / span);
  fv_pen_vertical (cr, style->secondary, zero, baseline + 1, 3);
  fv_text_draw (cr, FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_CENTER, left + strip, below,
                style->secondary, high);
  fv_text_draw (cr, FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_CENTER, zero, below, style->secondary, "0");
  if (self->low != 0)
    fv_text_draw (cr, FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_CENTER, left, below, style->secondary,
                  low);
  return left + strip + end_width (self, style->text_scale, self->high) / 2;
}
