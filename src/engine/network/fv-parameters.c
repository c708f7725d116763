/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-parameters.h"

#include <math.h>
#include <string.h>

struct _FvParameters
{
  int references;
  FvNetwork *network;
  gsize count;
  float values[];
};

FvParameters *
fv_parameters_new_zero (FvNetwork *network)
{
  gsize count = fv_network_n_parameters (network);
  FvParameters *self = g_malloc0 (sizeof *self + count * sizeof self->values[0]);

  self->references = 1;
  self->network = fv_network_ref (network);
  self->count = count;
  return self;
}

/* Each layer draws from a stream of its own, so changing one layer leaves the start of the others as it was. */
FvParameters *
fv_parameters_new_initialised (FvNetwork *network, guint64 seed, FvInitialiser initialiser)
{
  FvParameters *self = fv_parameters_new_zero (network);

  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      FvRandom random = fv_random_new (seed, place);

      fv_layer_initialise (fv_network_layer (network, place), initialiser, &random,
                           self->values + fv_network_weight_offset (network, place),
                           self->values + fv_network_bias_offset (network, place));
    }
  return self;
}

FvParameters *
fv_parameters_new (FvNetwork *network, guint64 seed)
{
  return fv_parameters_new_initialised (network, seed, (FvInitialiser){ FV_INITIALISER_AUTO, 0.0 });
}

FvParameters *
fv_parameters_new_from_values (FvNetwork *network, const float *values)
{
  FvParameters *self = fv_parameters_new_zero (network);

  memcpy (self->values, values, self->count * sizeof *values);
  return self;
}

FvParameters *
fv_parameters_copy (const FvParameters *self)
{
  return fv_parameters_new_from_values (self->network, self->values);
}

FvParameters *
fv_parameters_ref (FvParameters *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
fv_parameters_unref (FvParameters *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;
  fv_network_unref (self->network);
  g_free (self);
}

FvNetwork *
fv_parameters_network (const FvParameters *self)
{
  return self->network;
}

const float *
fv_parameters_values (const FvParameters *self)
{
  return self->values;
}

float *
fv_parameters_edit (FvParameters *self)
{
  g_return_val_if_fail (g_atomic_int_get (&self->references) == 1, NULL);
  return self->values;
}

const float *
fv_parameters_weights (const FvParameters *self, guint place)
{
  return self->values + fv_network_weight_offset (self->network, place);
}

const float *
fv_parameters_biases (const FvParameters *self, guint place)
{
  return self->values + fv_network_bias_offset (self->network, place);
}

char *
fv_parameters_sha256 (const FvParameters *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gsize i = 0; i < self->count; i++)
    {
      guint32 bits;

      memcpy (&bits, &self->values[i], sizeof bits);
      bits = GUINT32_TO_LE (bits);
      g_checksum_update (checksum, (const guchar *)&bits, sizeof bits);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

guint
fv_network_find_non_finite (const FvNetwork *network, const float *values)
{
  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);
      const float *own = values + fv_network_weight_offset (network, place);

      for (gsize i = 0; i < layer->n_weights + layer->n_biases; i++)
        if (!isfinite (own[i]))
          return place;
    }
  return 0;
}

guint
fv_parameters_find_non_finite (const FvParameters *self)
{
  return fv_network_find_non_finite (self->network, self->values);
}
