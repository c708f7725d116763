/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-shown.h"

#include <math.h>
#include <string.h>

/* Beyond this a double no longer knows every unit, and a sum of rounded numbers need not close. */
#define LARGEST 4503599627370496.0 /* 2⁵² */
#define MOST    22                 /* 10²² is the largest power of ten that a double has exactly */

static double
power_of_ten (guint exponent)
{
  double power = 1.0;

  for (guint i = 0; i < MIN (exponent, MOST); i++)
    power *= 10.0;
  return power;
}

gboolean
fv_shown_round (double value, guint decimals, gint64 *shown)
{
  double units = value * power_of_ten (decimals);

  *shown = 0;
  if (!(fabs (units) < LARGEST))
    return FALSE;
  *shown = (gint64)floor (units + 0.5);
  return TRUE;
}

typedef struct
{
  double remainder; /* of the value over its floor, in units */
  gsize nth;
} Remainder;

/* Larger remainders first; of equal ones the first, so that the same terms are always shown the same. */
static int
compare (const void *a, const void *b)
{
  const Remainder *first = a, *second = b;

  if (first->remainder != second->remainder)
    return first->remainder > second->remainder ? -1 : 1;
  return first->nth < second->nth ? -1 : first->nth > second->nth;
}

/* Floors, their remainders, and their sum; FALSE if a value is too large. */
static gboolean
take_floors (const double *values, gsize count, double scale, gint64 *shown, Remainder *remainders,
             gint64 *sum)
{
  double size = 0.0;

  *sum = 0;
  for (gsize i = 0; i < count; i++)
    {
      double units = values[i] * scale, below = floor (units);

      size += fabs (units);
      if (!(size < LARGEST))
        return FALSE;
      shown[i] = (gint64)below;
      remainders[i] = (Remainder){ units - below, i };
      *sum += shown[i];
    }
  return TRUE;
}

static void
round_each (const double *values, gsize count, guint decimals, gint64 *shown)
{
  for (gsize i = 0; i < count; i++)
    fv_shown_round (values[i], decimals, &shown[i]);
}

gboolean
fv_shown_distribute (const double *values, gsize count, guint decimals, gint64 total, gint64 *shown)
{
  g_autofree Remainder *remainders = g_new (Remainder, count);
  gint64 sum, left;

  if (count == 0)
    return total == 0;
  if (!take_floors (values, count, power_of_ten (decimals), shown, remainders, &sum))
    {
      round_each (values, count, decimals, shown);
      return FALSE;
    }
  left = total - sum;
  if (left < -(gint64)count || left > (gint64)count)
    {
      round_each (values, count, decimals, shown);
      return FALSE;
    }
  qsort (remainders, count, sizeof *remainders, compare);
  for (gint64 i = 0; i < left; i++)
    shown[remainders[i].nth]++;
  /* A total that was itself rounded down past whole terms: those that lose least. */
  for (gint64 i = 0; i < -left; i++)
    shown[remainders[(gint64)count - 1 - i].nth]--;
  return TRUE;
}

static gboolean
is_sum (const FvExplanation *explanation)
{
  return explanation->combine != FV_COMBINE_LARGEST;
}

static guint
group_length (const FvExplanation *explanation, guint first)
{
  guint length = 0;

  while (first + length < explanation->n_terms
         && explanation->terms[first + length].group == explanation->terms[first].group)
    length++;
  return length;
}

/* Terms to their partial sums, group by group. */
static gboolean
distribute_terms (const FvExplanation *explanation, FvShown *self)
{
  g_autofree double *products = g_new (double, explanation->n_terms);
  gboolean closes = TRUE;
  guint length;

  for (guint i = 0; i < explanation->n_terms; i++)
    products[i] = explanation->terms[i].product;
  for (guint first = 0; first < explanation->n_terms; first += length)
    {
      length = group_length (explanation, first);
      closes &= fv_shown_distribute (products + first, length, self->decimals,
                                     self->partial[explanation->terms[first].group], self->terms + first);
    }
  return closes;
}

static void
round_all (const FvExplanation *explanation, FvShown *self)
{
  for (guint i = 0; i < explanation->n_terms; i++)
    fv_shown_round (explanation->terms[i].product, self->decimals, &self->terms[i]);
  round_each (explanation->partial, explanation->n_groups, self->decimals, self->partial);
}

FvShown *
fv_shown_new (const FvExplanation *explanation, guint decimals)
{
  FvShown *self = g_new0 (FvShown, 1);
  gboolean fits;

  self->decimals = decimals;
  self->terms = g_new0 (gint64, explanation->n_terms);
  self->partial = g_new0 (gint64, explanation->n_groups);
  fits = fv_shown_round (explanation->sum, decimals, &self->sum)
         & fv_shown_round (explanation->bias, decimals, &self->bias);
  self->closes = fits && is_sum (explanation)
                 && fv_shown_distribute (explanation->partial, explanation->n_groups, decimals,
                                         self->sum - self->bias, self->partial)
                 && distribute_terms (explanation, self);
  if (!self->closes)
    round_all (explanation, self);
  return self;
}

void
fv_shown_free (FvShown *self)
{
  if (self == NULL)
    return;
  g_free (self->terms);
  g_free (self->partial);
  g_free (self);
}
