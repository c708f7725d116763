/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-model.h"

#include <string.h>

#include "fv-model-private.h"
#include "fv-safetensors.h"
#include "fv-save.h"

/* Tensors are named after the layer's place. */
static void
add_tensor (FvSafetensors *file, guint place, const char *part, const char *slot, guint rank,
            const gsize *shape, const float *values)
{
  g_autofree char *name
      = g_strdup_printf ("%u.%s%s%s", place, part, slot != NULL ? "." : "", slot != NULL ? slot : "");

  fv_safetensors_add (file, name, rank, shape, values);
}

/* Weights and biases of a layer out of values [n_parameters]: the parameters, or a slot of the optimiser. */
static void
add_layer (FvSafetensors *file, const FvNetwork *network, guint place, const char *slot, const float *values)
{
  const FvLayer *layer = fv_network_layer (network, place);
  gsize n_biases = layer->n_biases;

  if (layer->n_weights > 0)
    add_tensor (file, place, "weight", slot, layer->weight_rank, layer->weight_shape,
                values + fv_network_weight_offset (network, place));
  if (n_biases > 0)
    add_tensor (file, place, "bias", slot, 1, &n_biases, values + fv_network_bias_offset (network, place));
}

static void
append_unsigned (GString *out, const char *before, guint64 value)
{
  g_string_append_printf (out, "%s%" G_GUINT64_FORMAT, before, value);
}

static void
append_number (GString *out, const char *before, double value)
{
  g_string_append (out, before);
  fv_json_append_number (out, value);
}

static void
append_string (GString *out, const char *before, const char *text)
{
  g_string_append (out, before);
  fv_json_append_string (out, text);
}

static void
append_curve (const FvCurve *curve, GString *out)
{
  g_string_append (out, ",\"curve\":[");
  for (guint i = 0; i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);

      append_unsigned (out, i > 0 ? ",[" : "[", point.batch);
      append_number (out, ",", point.epoch);
      append_number (out, ",", point.train_loss);
      append_number (out, ",", point.train_accuracy);
      append_number (out, ",", point.test_loss);
      append_number (out, ",", point.test_accuracy);
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, ']');
}

void
fv_model_append_options (const FvTrainingOptions *options, GString *out)
{
  g_autofree char *schedule = fv_schedule_to_text (options->schedule);
  g_autofree char *initialiser = fv_initialiser_to_text (options->initialiser);

  append_string (out, "\"optimizer\":", options->optimizer->name);
  append_number (out, ",\"rate\":", options->hyper.rate);
  append_number (out, ",\"momentum\":", options->hyper.momentum);
  append_number (out, ",\"decay\":", options->hyper.decay);
  append_string (out, ",\"schedule\":", schedule);
  append_string (out, ",\"init\":", initialiser);
  append_unsigned (out, ",\"batch_size\":", options->batch_size);
  append_unsigned (out, ",\"seed\":", options->seed);
  if (options->frozen != NULL)
    append_string (out, ",\"frozen\":", fv_frozen_text (options->frozen));
}

/* JSON is UTF-8, names of files need not be. */
static gboolean
can_be_written (const FvSource *source)
{
  return source->data != NULL && g_utf8_validate (source->data, -1, NULL)
         && (source->test == NULL || g_utf8_validate (source->test, -1, NULL));
}

void
fv_model_append_source (const FvSource *source, GString *out)
{
  if (!can_be_written (source))
    return;
  append_string (out, ",\"source\":{\"data\":", source->data);
  if (source->test != NULL)
    append_string (out, ",\"test\":", source->test);
  append_unsigned (out, ",\"samples\":", source->samples);
  append_unsigned (out, ",\"seed\":", source->seed);
  append_string (out, ",\"distortion\":", fv_distortion_name (source->distortion));
  append_number (out, ",\"test_share\":", source->test_share);
  append_unsigned (out, ",\"split_seed\":", source->split_seed);
  g_string_append_c (out, '}');
}

static void
append_data (const FvModel *self, GString *out)
{
  if (self->data != NULL)
    append_string (out, ",\"data\":", self->data);
  fv_model_append_source (&self->source, out);
  if (self->mark != 0)
    append_unsigned (out, ",\"mark\":", self->mark);
}

static void
append_training (const FvModel *self, GString *out)
{
  g_string_append (out, ",\"training\":{");
  fv_model_append_options (&self->options, out);
  append_unsigned (out, ",\"batch\":", self->batch);
  if (self->since > 0)
    append_unsigned (out, ",\"since\":", self->since);
  append_unsigned (out, ",\"epoch\":", self->epoch);
  append_unsigned (out, ",\"position\":", self->position);
  append_data (self, out);
  append_number (out, ",\"tally\":[", self->tally.loss);
  append_unsigned (out, ",", self->tally.correct);
  append_unsigned (out, ",", self->tally.samples);
  append_unsigned (out, "],\"stride\":", fv_curve_stride (self->curve));
  append_unsigned (out, ",\"gathered\":", fv_curve_gathered (self->curve));
  g_string_append_c (out, '}');
}

static char *
make_metadata (const FvModel *self)
{
  FvNetwork *network = fv_parameters_network (self->parameters);
  GString *out = g_string_new ("{");
  double low;
  double high;

  fv_network_range (network, &low, &high);
  append_string (out, "\"net\":", fv_network_text (network));
  append_number (out, ",\"range\":[", low);
  append_number (out, ",", high);
  g_string_append (out, "],\"classes\":[");
  for (guint i = 0; self->classes[i] != NULL; i++)
    append_string (out, i > 0 ? "," : "", self->classes[i]);
  g_string_append_c (out, ']');
  append_curve (self->curve, out);
  append_training (self, out);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

void
fv_model_add_to (const FvModel *self, FvSafetensors *file)
{
  FvNetwork *network = fv_parameters_network (self->parameters);
  const FvOptimizer *optimizer = self->options.optimizer;
  g_autofree char *metadata = make_metadata (self);

  fv_safetensors_set_metadata (file, "fovea", metadata);
  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      add_layer (file, network, place, NULL, fv_parameters_values (self->parameters));
      for (guint i = 0; i < optimizer->n_slots; i++)
        if (self->slots[i] != NULL)
          add_layer (file, network, place, optimizer->slot_names[i], self->slots[i]);
    }
}

GBytes *
fv_model_to_bytes (const FvModel *self)
{
  g_autoptr (FvSafetensors) file = fv_safetensors_new ();

  fv_model_add_to (self, file);
  return fv_safetensors_to_bytes (file);
}

gboolean
fv_model_save (const FvModel *self, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = fv_model_to_bytes (self);

  return fv_save_bytes (path, bytes, error);
}

gboolean
fv_model_save_weights (const FvModel *self, const char *path, GError **error)
{
  FvModel bare = *self;

  memset (bare.slots, 0, sizeof bare.slots);
  return fv_model_save (&bare, path, error);
}
