/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdint.h>

#include "fv-layers-layout.h"
#include "fv-number.h"
#include "fv-weight-statistics.h"

/* What the scene "layers" says to who listens, and to who reckons with it. */

/* As a power of ten, so that layers can be compared at a glance, but for what is near 1. */
char *
fv_layers_value_text (FvLayerMeasure measure, double value)
{
  if (isnan (value))
    return NULL;
  if (measure == FV_MEASURE_FLAT || measure == FV_MEASURE_STUCK)
    return fv_number_percent (value, 0);
  return value >= 0.995 && value < 100 ? fv_number_fixed (value, 2, FALSE) : fv_number_power (value);
}

static void
append (GString *out, const char *title, char *value)
{
  if (out->len > 0)
    g_string_append (out, _ (", "));
  g_string_append_printf (out, "%s %s", title, value);
  g_free (value);
}

static void
append_measured (GString *out, const FvSceneInput *input, guint place)
{
  guint nth;

  if (!fv_layers_point (input, &nth))
    return;
  for (guint i = 0; i < FV_LAYERS_VALUES; i++)
    {
      FvLayerMeasure measure = fv_layers_values[i].measure;
      double value = fv_layer_curve_value (fv_layers_curve (input), nth, place, measure);

      if (!isnan (value))
        append (out, _ (fv_layers_values[i].title), fv_layers_value_text (measure, value));
    }
}

static void
append_weights (GString *out, const FvSceneInput *input, guint place)
{
  FvWeightStatistics now;

  if (input->parameters == NULL || fv_network_layer (input->network, place)->n_weights == 0)
    return;
  now = fv_weight_statistics (input->parameters, place);
  if (now.count == 0)
    return;
  append (out, _ ("smallest weight"), fv_number_short (now.low, 3, FALSE));
  append (out, _ ("largest weight"), fv_number_short (now.high, 3, FALSE));
  append (out, _ ("mean of the weights"), fv_number_short (now.mean, 2, FALSE));
  append (out, _ ("rms of the weights"), fv_number_short (now.rms, 3, FALSE));
  append (out, _ ("weights that are 0:"), fv_number_percent (now.zeros, 0));
}

char *
fv_layers_speak (const FvSceneInput *input)
{
  guint place = CLAMP (input->cursor.layer, 1, fv_network_depth (input->network)), nth;
  g_autofree char *name = fv_layer_short_name (fv_network_layer (input->network, place));
  g_autofree char *batch = NULL, *values = NULL;
  GString *out = g_string_new (NULL);

  append_measured (out, input, place);
  append_weights (out, input, place);
  values = g_string_free (out, FALSE);
  if (!fv_layers_point (input, &nth))
    /* Translators: spoken: a layer and what its weights are like */
    return g_strdup_printf (_ ("%s: %s"), name, values);
  batch = fv_number_count (fv_layer_curve_batch (fv_layers_curve (input), nth));
  /* Translators: spoken: a layer, a number of batches, and what was measured then */
  return g_strdup_printf (_ ("%s, batch %s: %s"), name, batch, values);
}

/* Columns as files have them: names do not change with the language. */
static const char *const columns[FV_N_MEASURES] = {
  [FV_MEASURE_DELTA] = "rms_delta",        [FV_MEASURE_GRADIENT] = "rms_gradient",
  [FV_MEASURE_WEIGHT] = "rms_weight",      [FV_MEASURE_UPDATE] = "rms_update",
  [FV_MEASURE_FLAT] = "flat_outputs",      [FV_MEASURE_STUCK] = "stuck_units",
  [FV_MEASURE_RATIO] = "update_to_weight",
};

static void
append_line (GString *out, const FvLayerCurve *layers, guint nth, guint place, const char *name)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, "%ju,%s", (uintmax_t)fv_layer_curve_batch (layers, nth), name);
  for (guint i = 0; i < FV_N_MEASURES; i++)
    {
      double value = fv_layer_curve_value (layers, nth, place, i);

      g_string_append_printf (out, ",%s",
                              isfinite (value) ? g_ascii_formatd (buffer, sizeof buffer, "%.7g", value) : "");
    }
  g_string_append_c (out, '\n');
}

char *
fv_layers_table (const FvSceneInput *input)
{
  const FvLayerCurve *layers = fv_layers_curve (input);
  GString *out;

  if (layers == NULL)
    return NULL;
  out = g_string_new ("batch,layer");
  for (guint i = 0; i < FV_N_MEASURES; i++)
    g_string_append_printf (out, ",%s", columns[i]);
  g_string_append_c (out, '\n');
  for (guint nth = 0; nth < fv_layer_curve_length (layers); nth++)
    for (guint place = 1; place <= fv_layer_curve_depth (layers); place++)
      {
        g_autofree char *name = fv_layer_short_name (fv_network_layer (input->network, place));

        append_line (out, layers, nth, place, name);
      }
  return g_string_free (out, FALSE);
}
