/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-curve-read.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-curve-plots.h"
#include "fv-number.h"

/* The newest point at or before batch that has a value of the series. */
static gboolean
measured_by (const FvCurve *curve, FvSeries series, guint64 batch, FvCurvePoint *out)
{
  guint end = curve ? fv_curve_find (curve, (double)batch + 0.5) : 0;

  while (end > 0)
    {
      *out = fv_curve_nth (curve, --end);
      if (!isnan (fv_series_value (out, series)))
        return TRUE;
    }
  return FALSE;
}

gboolean
fv_curve_trained_by (const FvCurve *curve, guint64 batch, FvCurvePoint *out)
{
  return measured_by (curve, FV_SERIES_TRAIN_LOSS, batch, out);
}

gboolean
fv_curve_tested_by (const FvCurve *curve, guint64 batch, FvCurvePoint *out)
{
  return measured_by (curve, FV_SERIES_TEST_LOSS, batch, out);
}

guint64
fv_curve_nearest (const FvCurve *curve, double batch)
{
  guint n = curve ? fv_curve_length (curve) : 0, after = fv_curve_find (curve, batch);
  guint64 before, next;

  if (n == 0)
    return 0;
  if (after == 0 || after == n)
    return fv_curve_nth (curve, after == 0 ? 0 : n - 1).batch;
  before = fv_curve_nth (curve, after - 1).batch;
  next = fv_curve_nth (curve, after).batch;
  return batch - (double)before <= (double)next - batch ? before : next;
}

guint64
fv_curve_step (const FvCurve *curve, guint64 batch, int by)
{
  int n = curve ? (int)fv_curve_length (curve) : 0;
  int at = (int)fv_curve_find (curve, (double)batch);

  if (n == 0)
    return 0;
  /* Between two points the next is one step, and so is the one before. */
  if (by > 0 && at < n && fv_curve_nth (curve, (guint)at).batch > batch)
    by--;
  return fv_curve_nth (curve, (guint)CLAMP (at + by, 0, n - 1)).batch;
}

char *
fv_curve_loss_text (double loss)
{
  double size = fabs (loss);

  if (size != 0 && (size < 0.001 || size >= 1e6))
    return fv_number_power (loss);
  return fv_number_fixed (loss, size < 10 ? 3 : size < 1000 ? 1 : 0, FALSE);
}

char *
fv_curve_accuracy_text (double accuracy)
{
  return fv_number_percent (accuracy, 2);
}

/* Takes the words over. */
static void
append (GString *text, char *words)
{
  if (text->len > 0)
    /* Translators: between two things that are said of one moment */
    g_string_append (text, _ (", "));
  g_string_append (text, words);
  g_free (words);
}

static void
append_shown (GString *text, const FvSceneInput *input, guint64 batch)
{
  FvCurvePoint point;

  if (fv_curve_trained_by (input->curve, batch, &point))
    {
      g_autofree char *loss = fv_curve_loss_text (point.train_loss);
      append (text, g_strdup_printf (_ ("training loss %s"), loss));
    }
  if (fv_curve_tested_by (input->curve, batch, &point))
    {
      g_autofree char *loss = fv_curve_loss_text (point.test_loss);
      g_autofree char *accuracy = fv_curve_accuracy_text (point.test_accuracy);

      append (text, g_strdup_printf (_ ("test loss %s"), loss));
      append (text, g_strdup_printf (_ ("test accuracy %s"), accuracy));
    }
}

static void
append_kept (GString *text, const FvSceneInput *input, guint64 batch)
{
  const FvBranch *branch;
  FvCurvePoint point;

  for (guint i = 0; (branch = fv_curve_nth_kept (input, i)) != NULL; i++)
    if (batch <= branch->newest && fv_curve_tested_by (branch->curve, batch, &point))
      {
        g_autofree char *loss = fv_curve_loss_text (point.test_loss);
        /* Translators: spoken: the number of another run and its test loss */
        append (text, g_strdup_printf (_ ("run %u: test loss %s"), branch->id, loss));
      }
}

char *
fv_curve_speak (const FvSceneInput *input)
{
  guint64 batch = input->curves.reads ? input->curves.reading : input->batch;
  g_autofree char *count = fv_number_count (batch);
  GString *text = g_string_new (NULL);
  g_autofree char *values = NULL;

  append_shown (text, input, batch);
  append_kept (text, input, batch);
  values = g_string_free (text, FALSE);
  if (*values == 0)
    return g_strdup (_ ("nothing learned yet"));
  /* Translators: spoken: how many batches were learned from, and what was measured then */
  return g_strdup_printf (_ ("batch %s: %s"), count, values);
}
