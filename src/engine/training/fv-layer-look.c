/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-layer-look.h"

#include <math.h>

#include "fv-pass.h"

/* Sums over the samples. */
typedef struct
{
  FvNetwork *network;
  guint samples;
  double *delta2; /* [depth] Σ δ² */
  guint64 *flat;  /* of all layers' units, one after the other */
  guint n_units;
} Sums;

static void
sums_init (Sums *self, FvNetwork *network)
{
  guint depth = fv_network_depth (network);

  *self = (Sums){ .network = network };
  for (guint place = 1; place <= depth; place++)
    self->n_units += fv_network_shape (network, place).maps;
  self->delta2 = g_new0 (double, depth);
  self->flat = g_new0 (guint64, self->n_units);
}

static void
sums_clear (Sums *self)
{
  g_free (self->delta2);
  g_free (self->flat);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sums, sums_clear)

static double
sum_of_squares (const double *values, gsize count)
{
  double sum = 0;

  for (gsize i = 0; i < count; i++)
    sum += values[i] * values[i];
  return sum;
}

/* One sample has gone through pass and back. */
static void
add_sample (Sums *self, const FvPass *pass)
{
  guint64 *flat = self->flat;

  for (guint place = 1; place <= fv_network_depth (self->network); place++)
    {
      const FvLayer *layer = fv_network_layer (self->network, place);
      gsize area = fv_shape_area (layer->output);

      self->delta2[place - 1] += sum_of_squares (fv_pass_delta (pass, place), fv_shape_size (layer->output));
      if (fv_activation_blocks (layer->activation))
        for (guint unit = 0; unit < layer->output.maps; unit++)
          flat[unit]
              += fv_activation_count_flat (layer->activation, fv_pass_o (pass, place) + unit * area, area);
      flat += layer->output.maps;
    }
  self->samples++;
}

static float
rms (double sum_of_squares, double count)
{
  return count > 0 ? (float)sqrt (sum_of_squares / count) : NAN;
}

static void
write_shares (const FvLayer *layer, const guint64 *flat, guint samples, float *out)
{
  double cells = (double)fv_shape_area (layer->output) * samples;
  guint64 sum = 0;
  guint stuck = 0;

  if (!fv_activation_blocks (layer->activation))
    return;
  for (guint unit = 0; unit < layer->output.maps; unit++)
    {
      sum += flat[unit];
      stuck += (double)flat[unit] >= FV_LAYER_STUCK_PART * cells;
    }
  out[FV_MEASURE_FLAT] = (float)((double)sum / (cells * layer->output.maps));
  out[FV_MEASURE_STUCK] = (float)stuck / (float)layer->output.maps;
}

/* Of weights that a connection table leaves out both are 0 for ever. */
static void
write_weights (const Sums *self, FvPass *pass, const FvLayer *layer, float *out)
{
  gsize offset = fv_network_weight_offset (self->network, layer->place);
  double squares = sum_of_squares (fv_pass_gradient (pass) + offset, layer->n_weights);

  out[FV_MEASURE_GRADIENT] = rms (squares / self->samples / self->samples, (double)layer->n_free);
  out[FV_MEASURE_WEIGHT]
      = rms (sum_of_squares (fv_pass_parameters (pass) + offset, layer->n_weights), (double)layer->n_free);
}

static void
write_layers (const Sums *self, FvPass *pass, float *out)
{
  const guint64 *flat = self->flat;

  for (guint place = 1; place <= fv_network_depth (self->network); place++)
    {
      const FvLayer *layer = fv_network_layer (self->network, place);
      double cells = (double)fv_shape_size (layer->output) * self->samples;

      for (guint i = 0; i < FV_MEASURE_N_MEASURED; i++)
        out[i] = NAN;
      out[FV_MEASURE_DELTA] = rms (self->delta2[place - 1], cells);
      write_weights (self, pass, layer, out);
      write_shares (layer, flat, self->samples, out);
      flat += layer->output.maps;
      out += FV_MEASURE_N_MEASURED;
    }
}

gboolean
fv_layers_measure (const FvParameters *parameters, const FvDataset *set, guint n_samples, const int *stop,
                   float *out)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  g_auto (Sums) sums = { 0 };
  guint count = fv_dataset_count (set);

  g_return_val_if_fail (count > 0 && n_samples > 0, FALSE);
  n_samples = MIN (n_samples, count);
  sums_init (&sums, network);
  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  fv_pass_clear_gradient (pass);
  for (guint i = 0; i < n_samples; i++)
    {
      guint sample = (guint)((guint64)i * count / n_samples);

      if (stop != NULL && g_atomic_int_get (stop))
        return FALSE;
      fv_network_scale (network, fv_dataset_pixels (set, sample), fv_pass_input (pass));
      fv_pass_output (pass);
      fv_pass_backpropagate (pass, fv_dataset_label (set, sample), FALSE);
      add_sample (&sums, pass);
    }
  write_layers (&sums, pass, out);
  return TRUE;
}

void
fv_layers_measure_update (const FvNetwork *network, const float *before, const float *after, float *out)
{
  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);
      gsize offset = fv_network_weight_offset (network, place);
      double sum = 0;

      for (gsize i = offset; i < offset + layer->n_weights; i++)
        {
          double change = (double)after[i] - (double)before[i];

          sum += change * change;
        }
      out[place - 1] = rms (sum, (double)layer->n_free);
    }
}
