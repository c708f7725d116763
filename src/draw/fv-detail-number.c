/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-detail.h"
#include "fv-number.h"

static double
power_of_ten (int exponent)
{
  double power = 1;

  for (int i = 0; i < ABS (exponent); i++)
    power *= 10;
  return exponent < 0 ? 1 / power : power;
}

static FvUnit
unit_below (double scale, guint decimals, double limit)
{
  FvUnit unit = { 0, decimals };

  if (!isfinite (scale) || scale <= 0)
    return unit;
  if (scale < limit)
    unit.exponent = MAX (3 * (int)floor (log10 (scale) / 3), -15);
  scale *= power_of_ten (-unit.exponent);
  for (double full = 9.9995; scale >= full && unit.decimals > 0; full *= 10)
    unit.decimals--;
  return unit;
}

FvUnit
fv_unit_of (double scale, guint decimals)
{
  return unit_below (scale, decimals, decimals > 2 ? 0.005 : 0.03);
}

FvUnit
fv_unit_fine (double scale, guint decimals)
{
  return unit_below (scale, decimals, decimals > 2 ? 0.1 : 0.3);
}

char *
fv_unit_text (FvUnit self, double value, gboolean plus)
{
  return fv_number_fixed (value * power_of_ten (-self.exponent), self.decimals, plus);
}

char *
fv_unit_shown (FvUnit self, gint64 shown, gboolean plus)
{
  return fv_number_fixed ((double)shown * power_of_ten (-(int)self.decimals), self.decimals, plus);
}

guint
fv_unit_places (FvUnit self)
{
  return (guint)((int)self.decimals - self.exponent);
}

char *
fv_unit_note (FvUnit self)
{
  g_autofree char *decade = NULL;

  if (self.exponent == 0)
    return NULL;
  decade = fv_number_decade (self.exponent);
  return g_strconcat ("×", decade, NULL);
}

char *
fv_detail_term_text (FvDetail *self, FvUnit unit, const FvShown *shown, guint term, gboolean plus)
{
  if (shown && shown->closes)
    return fv_unit_shown (unit, shown->terms[term], plus);
  return fv_unit_text (unit, self->explanation->terms[term].product, plus);
}

char *
fv_detail_partial_text (FvDetail *self, FvUnit unit, const FvShown *shown, guint group, gboolean plus)
{
  if (shown && shown->closes)
    return fv_unit_shown (unit, shown->partial[group], plus);
  return fv_unit_text (unit, self->explanation->partial[group], plus);
}

char *
fv_detail_sum_text (FvDetail *self, FvUnit unit, const FvShown *shown, gboolean plus)
{
  if (shown && shown->closes)
    return fv_unit_shown (unit, shown->sum, plus);
  return fv_unit_text (unit, self->explanation->sum, plus);
}

char *
fv_detail_bias_text (FvDetail *self, FvUnit unit, const FvShown *shown, gboolean plus)
{
  if (shown && shown->closes)
    return fv_unit_shown (unit, shown->bias, plus);
  return fv_unit_text (unit, self->explanation->bias, plus);
}

/* "0.90" → "0.9"; a power of ten stays as it is. */
static char *
without_zeros (char *text)
{
  char *end = text + strlen (text);

  if (!strchr (text, '.') || !g_ascii_isdigit (end[-1]) || strstr (text, "·"))
    return text;
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    *--end = '\0';
  return text;
}

char *
fv_detail_plain (double value)
{
  return without_zeros (fv_number_short (value, 4, FALSE));
}

char *
fv_detail_exact (double value, guint digits, gboolean zeros)
{
  double size = fabs (value);
  g_autofree char *mantissa = NULL, *decade = NULL;
  int exponent;

  if (!isfinite (value) || size == 0 || size >= 1e-3)
    return zeros ? fv_number_fixed (value, digits, FALSE)
                 : without_zeros (fv_number_fixed (value, digits, FALSE));
  exponent = (int)floor (log10 (size));
  mantissa = fv_number_fixed (value / pow (10, exponent), digits - 2, FALSE);
  decade = fv_number_decade (exponent);
  return g_strdup_printf ("%s·%s", mantissa, decade);
}

double
fv_detail_number_width (const FvDetail *self, guint decimals)
{
  static const char *const widest[] = { "−88", "−8.8", "−8.88", "−8.888", "−8.8888" };

  return fv_text_width (FV_TEXT_CAPTION, self->scale, widest[MIN (decimals, G_N_ELEMENTS (widest) - 1)]) + 3;
}

double
fv_detail_sum_scale (const FvExplanation *explanation)
{
  double scale = MAX (fabs (explanation->sum), explanation->has_bias ? fabs (explanation->bias) : 0);

  for (guint i = 0; i < explanation->n_terms; i++)
    scale = MAX (scale, fabs (explanation->terms[i].product));
  for (guint i = 0; i < explanation->n_groups; i++)
    scale = MAX (scale, fabs (explanation->partial[i]));
  return scale;
}
