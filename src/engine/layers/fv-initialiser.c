/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fv-error.h"
#include "fv-layer.h"

static const struct
{
  const char *name;
  gboolean has_size;
} kinds[] = {
  [FV_INITIALISER_AUTO] = { "auto", FALSE },    [FV_INITIALISER_XAVIER] = { "xavier", FALSE },
  [FV_INITIALISER_HE] = { "he", FALSE },        [FV_INITIALISER_UNIFORM] = { "uniform", TRUE },
  [FV_INITIALISER_NORMAL] = { "normal", TRUE }, [FV_INITIALISER_ZEROS] = { "zeros", FALSE },
};

static gboolean
parse_size (const char *text, double *size)
{
  char *end;

  *size = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*size) && *size > 0.0 && *size <= 1000.0;
}

gboolean
fv_initialiser_parse (const char *text, FvInitialiser *out, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize length = strlen (kinds[i].name);

      if (strncmp (text, kinds[i].name, length) != 0)
        continue;
      *out = (FvInitialiser){ i, 0.0 };
      if (!kinds[i].has_size && text[length] == '\0')
        return TRUE;
      if (kinds[i].has_size && text[length] == '=' && parse_size (text + length + 1, &out->size))
        return TRUE;
    }
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("“%s” for the initialisation; wanted auto, xavier, he, zeros, uniform=A or normal=S with a "
                  "number above 0"),
               text);
  return FALSE;
}

char *
fv_initialiser_to_text (FvInitialiser self)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!kinds[self.kind].has_size)
    return g_strdup (kinds[self.kind].name);
  return g_strdup_printf ("%s=%s", kinds[self.kind].name, g_ascii_dtostr (number, sizeof number, self.size));
}

static void
fill_uniform (const FvLayer *layer, double a, FvRandom *random, float *weights)
{
  for (gsize i = 0; i < layer->n_weights; i++)
    weights[i] = (float)fv_random_between (random, -a, a);
}

static void
fill_normal (const FvLayer *layer, double sigma, FvRandom *random, float *weights)
{
  for (gsize i = 0; i < layer->n_weights; i++)
    weights[i] = (float)(sigma * fv_random_normal (random));
}

static double
xavier_bound (const FvLayer *layer)
{
  double gain = layer->activation != NULL ? layer->activation->gain : 1.0;

  return gain * sqrt (6.0 / (double)(layer->fan_in + layer->fan_out));
}

/* A kernel that joins nothing stays 0 for ever. */
static void
clear_unconnected (const FvLayer *layer, float *weights)
{
  guint rows, cols;

  fv_layer_kernel_size (layer, &rows, &cols);
  for (guint unit = 0; unit < layer->output.maps; unit++)
    for (guint input = 0; input < layer->input.maps; input++)
      if (fv_layer_kernel (layer, unit, input) < 0)
        memset (weights + ((gsize)unit * layer->input.maps + input) * rows * cols, 0,
                (gsize)rows * cols * sizeof *weights);
}

static void
fill_weights (const FvLayer *layer, FvInitialiser initialiser, FvRandom *random, float *weights)
{
  switch (initialiser.kind)
    {
    case FV_INITIALISER_HE:
      fill_normal (layer, sqrt (2.0 / (double)layer->fan_in), random, weights);
      break;
    case FV_INITIALISER_UNIFORM:
      fill_uniform (layer, initialiser.size, random, weights);
      break;
    case FV_INITIALISER_NORMAL:
      fill_normal (layer, initialiser.size, random, weights);
      break;
    case FV_INITIALISER_ZEROS:
      memset (weights, 0, layer->n_weights * sizeof *weights);
      break;
    case FV_INITIALISER_AUTO:
    case FV_INITIALISER_XAVIER:
    default:
      fill_uniform (layer, xavier_bound (layer), random, weights);
      break;
    }
}

void
fv_layer_initialise (const FvLayer *self, FvInitialiser initialiser, FvRandom *random, float *weights,
                     float *biases)
{
  if (initialiser.kind == FV_INITIALISER_AUTO && self->type->initialise != NULL)
    {
      self->type->initialise (self, random, weights, biases);
      return;
    }
  if (initialiser.kind == FV_INITIALISER_AUTO && self->activation != NULL && self->activation->he)
    initialiser.kind = FV_INITIALISER_HE;
  fill_weights (self, initialiser, random, weights);
  if (self->n_free < self->n_weights)
    clear_unconnected (self, weights);
  memset (biases, 0, self->n_biases * sizeof *biases);
}
