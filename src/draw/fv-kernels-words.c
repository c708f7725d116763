/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-words.h"

#include <glib/gi18n-lib.h>

#include "fv-number.h"
#include "fv-weight-statistics.h"

/* Numbers for spreadsheets: a point before decimals, units and inputs from 1, as they are shown. */
static void
append_number (GString *out, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, ",%s", g_ascii_formatd (text, sizeof text, "%.9g", value));
}

static void
append_kernel (GString *out, const char *name, const FvKernel *kernel, const FvKernelsValues *values,
               const FvFrozen *frozen)
{
  FvWeightStatistics of
      = fv_weight_statistics_of (values->weights + kernel->first, fv_kernel_size (kernel), 0);

  g_string_append_printf (out, "%s,%u,%u", name, kernel->unit + 1, kernel->input + 1);
  append_number (out, of.low);
  append_number (out, of.high);
  append_number (out, of.mean);
  append_number (out, of.rms);
  append_number (out, of.norm);
  append_number (out, of.zeros);
  append_number (out, fv_frozen_has (frozen, kernel->place, kernel->unit));
  g_string_append_c (out, '\n');
}

static void
append_layer (GString *out, const FvSceneInput *input, guint place)
{
  g_autofree char *name = fv_layer_short_name (fv_network_layer (input->network, place));
  FvKernelsValues values = fv_kernels_values (input, place);
  FvKernel kernel;

  for (guint unit = 0;
       values.weights && fv_kernel_of (input->network, place, unit, 0, &kernel) && unit < kernel.maps.units;
       unit++)
    for (guint map = 0; map < kernel.maps.inputs; map++)
      if (fv_kernel_of (input->network, place, unit, map, &kernel) && kernel.first >= 0)
        append_kernel (out, name, &kernel, &values, input->frozen);
  fv_kernels_values_clear (&values);
}

/* Those that are shown: a layer alone, or all that have small maps of weights. */
static gboolean
is_shown (const FvSceneInput *input, guint place)
{
  FvWeightMaps maps;

  if (input->kernels.place > 0)
    return place == input->kernels.place;
  return fv_weight_maps_of (fv_network_layer (input->network, place), &maps);
}

char *
fv_kernels_table (const FvSceneInput *input)
{
  GString *out = g_string_new ("layer,unit,input,smallest,largest,mean,rms,norm,zeros,frozen\n");

  for (guint place = 1; place <= fv_network_depth (input->network); place++)
    if (is_shown (input, place))
      append_layer (out, input, place);
  return g_string_free (out, FALSE);
}

char *
fv_kernels_card_table (const FvSceneInput *input)
{
  FvKernel kernel;
  FvKernelsValues values;
  GString *out;

  if (!fv_kernel_at (input, &kernel) || kernel.first < 0)
    return NULL;
  values = fv_kernels_values (input, kernel.place);
  out = g_string_new (NULL);
  for (guint row = 0; values.weights && row < kernel.maps.rows; row++)
    {
      GString *line = g_string_new (NULL);

      for (guint col = 0; col < kernel.maps.cols; col++)
        {
          gsize nth = (gsize)row * kernel.maps.cols + col;

          if (fv_kernel_is_turned (&kernel, input))
            nth = fv_kernel_size (&kernel) - 1 - nth;
          append_number (line, values.weights[(gsize)kernel.first + nth]);
        }
      g_string_append_printf (out, "%s\n", line->str + 1); /* without the first comma */
      g_string_free (line, TRUE);
    }
  fv_kernels_values_clear (&values);
  return g_string_free (out, FALSE);
}

char *
fv_kernels_speak (const FvSceneInput *input)
{
  FvKernel kernel;
  FvKernelsValues values;
  g_autofree char *name = NULL, *norm = NULL;

  if (!fv_kernel_at (input, &kernel))
    return g_strdup (_ ("No layer has weights."));
  name = fv_kernel_name (&kernel, input->network);
  if (kernel.first < 0)
    /* Translators: %s is a kernel, as "C3 · unit 2 · from map 3" */
    return g_strdup_printf (_ ("%s: not connected"), name);
  values = fv_kernels_values (input, kernel.place);
  if (values.weights)
    norm = fv_number_short (
        fv_weight_statistics_of (values.weights + kernel.first, fv_kernel_size (&kernel), 0).norm, 4, FALSE);
  fv_kernels_values_clear (&values);
  if (!norm)
    return g_steal_pointer (&name);
  return fv_frozen_has (input->frozen, kernel.place, kernel.unit)
             /* Translators: a kernel, as "C3 · unit 2 · from map 3", and how large its weights are */
             ? g_strdup_printf (_ ("%s, frozen: ‖θ‖ = %s"), name, norm)
             /* Translators: a kernel, as "C3 · unit 2 · from map 3", and how large its weights are */
             : g_strdup_printf (_ ("%s: ‖θ‖ = %s"), name, norm);
}

char *
fv_kernels_card_speak (const FvSceneInput *input)
{
  FvKernel kernel;
  FvKernelsValues values;
  g_autofree char *name = NULL, *number = NULL;
  gsize nth;

  if (!fv_kernel_at (input, &kernel) || kernel.first < 0)
    return fv_kernels_speak (input);
  name = fv_kernel_name (&kernel, input->network);
  values = fv_kernels_values (input, kernel.place);
  nth = (gsize)kernel.first + (gsize)kernel.row * kernel.maps.cols + kernel.col;
  if (values.weights)
    number = fv_number_short (kernel.on_bias ? values.biases[kernel.unit] : values.weights[nth], 4, FALSE);
  fv_kernels_values_clear (&values);
  if (!number)
    return g_steal_pointer (&name);
  if (kernel.on_bias)
    /* Translators: a kernel, as "C3 · unit 2 · from map 3", and the bias of its unit */
    return g_strdup_printf (_ ("%s · b: %s"), name, number);
  /* Translators: a kernel, as "C3 · unit 2 · from map 3", and one of its weights */
  return g_strdup_printf (_ ("%s · row %u, column %u: %s"), name, kernel.row + 1, kernel.col + 1, number);
}
