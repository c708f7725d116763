/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "fv-experiment-words.h"
#include "fv-gradients-layout.h"
#include "fv-number.h"

/* What the scene "gradients" says to who listens, and to who reckons with it. */

char *
fv_gradients_speak (const FvSceneInput *input)
{
  const FvExperimentReport *report = input->experiment.report;
  GString *out = g_string_new (NULL);

  for (guint i = 0; report != NULL && i < MIN (report->n_trials, FV_GRADIENTS_MOST); i++)
    {
      double share = fv_gradients_share (input->network, fv_gradients_curve (input, i));
      g_autofree char *words = fv_experiment_words (report, i, TRUE),
                      *number = fv_number_short (share, 3, FALSE);

      if (out->len > 0)
        g_string_append (out, _ (", "));
      if (isfinite (share))
        /* Translators: spoken: a run, and how large δ of its first layer is beside that of its last */
        g_string_append_printf (out, _ ("%s: δ of the first layer is %s of the last layer's"), words, number);
      else
        g_string_append_printf (out, _ ("%s: not measured yet"), words);
    }
  if (out->len == 0)
    g_string_append (out, _ ("nothing was compared yet"));
  return g_string_free (out, FALSE);
}

/* Text within quotes, as a table wants it. */
static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != 0; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

static void
append_run (GString *out, const FvSceneInput *input, guint nth)
{
  const FvLayerCurve *layers = fv_gradients_curve (input, nth);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; layers != NULL && i < fv_layer_curve_length (layers); i++)
    for (guint place = 1; place <= fv_layer_curve_depth (layers); place++)
      {
        g_autofree char *name = fv_layer_short_name (fv_network_layer (input->network, place));
        double value = fv_layer_curve_value (layers, i, place, FV_MEASURE_DELTA);

        append_quoted (out, input->experiment.report->trials[nth]->words);
        g_string_append_printf (out, ",%ju,%s,%s\n", (uintmax_t)fv_layer_curve_batch (layers, i), name,
                                isfinite (value) ? g_ascii_formatd (buffer, sizeof buffer, "%.7g", value)
                                                 : "");
      }
}

char *
fv_gradients_table (const FvSceneInput *input)
{
  const FvExperimentReport *report = input->experiment.report;
  GString *out = g_string_new ("run,batch,layer,rms_delta\n");
  gsize head = out->len;

  for (guint i = 0; report != NULL && i < report->n_trials; i++)
    append_run (out, input, i);
  if (out->len > head)
    return g_string_free (out, FALSE);
  g_string_free (out, TRUE);
  return NULL;
}
