/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-curve-table.h"

#include <math.h>

#include "fv-curve-plots.h"

static void
append (GString *out, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, ",%s",
                          isfinite (value) ? g_ascii_formatd (text, sizeof text, "%.9g", value) : "");
}

/* Points of batches after from. */
static void
append_run (GString *out, guint id, const FvCurve *curve, double from)
{
  for (guint i = 0; i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);

      if ((double)point.batch <= from)
        continue;
      g_string_append_printf (out, "%u,%" G_GUINT64_FORMAT, id, point.batch);
      append (out, point.epoch);
      append (out, point.train_loss);
      append (out, point.train_accuracy);
      append (out, point.test_loss);
      append (out, point.test_accuracy);
      g_string_append_c (out, '\n');
    }
}

char *
fv_curve_table (const FvSceneInput *input)
{
  GString *out = g_string_new ("run,batch,epoch,training loss,training accuracy,test loss,test accuracy\n");
  gsize head = out->len;
  const FvBranch *kept;

  if (input->curve != NULL)
    append_run (out, MAX (input->way.shown, 1), input->curve, -1);
  for (guint i = 0; (kept = fv_curve_nth_kept (input, i)) != NULL; i++)
    append_run (out, kept->id, kept->curve, fv_curve_parting (input, kept));
  if (out->len > head)
    return g_string_free (out, FALSE);
  g_string_free (out, TRUE);
  return NULL;
}
