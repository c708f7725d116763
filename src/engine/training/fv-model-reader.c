/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-model.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-json.h"
#include "fv-model-private.h"
#include "fv-safetensors.h"

/* "3.weight", "3.weight.momentum": what each tensor of a file should be. */
typedef struct
{
  const FvSafetensors *file;
  const FvNetwork *network;
  const char *name; /* of the file */
} Reading;

static char *
shape_to_text (guint rank, const gsize *shape)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rank; i++)
    g_string_append_printf (text, "%s%" G_GSIZE_FORMAT, i > 0 ? "×" : "", shape[i]);
  return g_string_free (text, FALSE);
}

static gboolean
check_shape (const Reading *reading, const FvTensorEntry *entry, guint rank, const gsize *shape,
             GError **error)
{
  g_autofree char *found = NULL;
  g_autofree char *wanted = NULL;

  if (entry->rank == rank && memcmp (entry->shape, shape, sizeof *shape * rank) == 0)
    return TRUE;
  found = shape_to_text (entry->rank, entry->shape);
  wanted = shape_to_text (rank, shape);
  return fv_error_refuse_file (error, reading->name, _ ("tensor %s: is %s, its network wants %s"),
                               entry->name, found, wanted);
}

/* Copies one tensor to values [count], which its shape has; all must be finite. */
static gboolean
read_tensor (Reading *reading, const char *name, guint rank, const gsize *shape, float *values,
             GError **error)
{
  const FvTensorEntry *entry = fv_safetensors_find (reading->file, name);

  if (entry == NULL)
    return fv_error_refuse_file (error, reading->name, _ ("tensor %s is missing"), name);
  if (!check_shape (reading, entry, rank, shape, error))
    return FALSE;
  for (gsize i = 0; i < entry->count; i++)
    if (!isfinite (entry->values[i]))
      return fv_error_refuse_file (error, reading->name,
                                   _ ("tensor %s: holds a value that is not a finite number"), name);
  if (entry->count > 0)
    memcpy (values, entry->values, sizeof (float) * entry->count);
  return TRUE;
}

/* slot: "" for the parameters, ".momentum" for what an optimiser keeps of them. */
static gboolean
read_layer (Reading *reading, guint place, const char *slot, float *values, GError **error)
{
  const FvLayer *layer = fv_network_layer (reading->network, place);
  g_autofree char *weight = g_strdup_printf ("%u.weight%s", place, slot);
  g_autofree char *bias = g_strdup_printf ("%u.bias%s", place, slot);

  if (layer->n_weights > 0
      && !read_tensor (reading, weight, layer->weight_rank, layer->weight_shape,
                       values + fv_network_weight_offset (reading->network, place), error))
    return FALSE;
  return layer->n_biases == 0
         || read_tensor (reading, bias, 1, &layer->n_biases,
                         values + fv_network_bias_offset (reading->network, place), error);
}

/* [n_parameters], g_free(); NULL with an error. */
static float *
read_values (Reading *reading, const char *slot, GError **error)
{
  g_autofree float *values = g_try_new0 (float, MAX (fv_network_n_parameters (reading->network), 1));

  if (values == NULL)
    {
      fv_error_refuse_file (error, reading->name, _ ("there is not enough memory for its parameters"));
      return NULL;
    }
  for (guint place = 1; place <= fv_network_depth (reading->network); place++)
    if (!read_layer (reading, place, slot, values, error))
      return NULL;
  return g_steal_pointer (&values);
}

static gboolean
has_slot (const Reading *reading, const char *slot)
{
  for (guint i = 0; i < fv_safetensors_count (reading->file); i++)
    if (g_str_has_suffix (fv_safetensors_nth (reading->file, i)->name, slot))
      return TRUE;
  return FALSE;
}

/* An optimiser's state is there whole or not at all. */
static gboolean
read_slots (Reading *reading, FvModel *model, GError **error)
{
  const FvOptimizer *optimizer = model->options.optimizer;

  for (guint i = 0; i < optimizer->n_slots; i++)
    {
      g_autofree char *slot = g_strconcat (".", optimizer->slot_names[i], NULL);

      if (!has_slot (reading, slot))
        continue;
      model->slots[i] = read_values (reading, slot, error);
      if (model->slots[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_place (const Reading *reading, const FvOptimizer *optimizer, const char *name)
{
  for (guint place = 1; place <= fv_network_depth (reading->network); place++)
    {
      const FvLayer *layer = fv_network_layer (reading->network, place);

      for (guint part = 0; part < 2; part++)
        {
          g_autofree char *wanted = g_strdup_printf ("%u.%s", place, part == 0 ? "weight" : "bias");

          if ((part == 0 ? layer->n_weights : layer->n_biases) == 0 || !g_str_has_prefix (name, wanted))
            continue;
          name += strlen (wanted);
          if (*name == '\0')
            return TRUE;
          for (guint i = 0; i < optimizer->n_slots; i++)
            if (*name == '.' && g_str_equal (name + 1, optimizer->slot_names[i]))
              return TRUE;
          return FALSE;
        }
    }
  return FALSE;
}

/* A file with a history holds more than a model. */
static gboolean
is_of_history (const Reading *reading, const char *name)
{
  return g_str_has_prefix (name, FV_MODEL_HISTORY)
         && fv_safetensors_metadata (reading->file, "fovea-history") != NULL;
}

static gboolean
check_nothing_left (const Reading *reading, const FvOptimizer *optimizer, GError **error)
{
  for (guint i = 0; i < fv_safetensors_count (reading->file); i++)
    {
      const char *name = fv_safetensors_nth (reading->file, i)->name;

      if (!is_of_history (reading, name) && !has_place (reading, optimizer, name))
        return fv_error_refuse_file (error, reading->name, _ ("tensor %s: its network has no place for it"),
                                     name);
    }
  return TRUE;
}

/* The network as the metadata say it; a new reference, or NULL with an error. */
static FvNetwork *
read_network (const char *name, const FvJson *json, GError **error)
{
  const char *text = fv_json_string (fv_json_member (json, "net"));
  FvNetwork *network;

  if (text == NULL)
    {
      fv_error_refuse_file (error, name, _ ("its “fovea” metadata do not say the network"));
      return NULL;
    }
  network = fv_network_new (text, error);
  if (network == NULL)
    g_prefix_error (error, "%s: ", name);
  return network;
}

static FvModel *
read_model (Reading *reading, const FvJson *json, GError **error)
{
  g_autofree float *values = read_values (reading, "", error);
  g_autoptr (FvParameters) parameters = NULL;
  g_autoptr (FvModel) model = NULL;

  if (values == NULL)
    return NULL;
  parameters = fv_parameters_new_from_values ((FvNetwork *)reading->network, values);
  model = fv_model_new (parameters);
  if (!fv_model_read_metadata (model, json, reading->name, error) || !read_slots (reading, model, error)
      || !check_nothing_left (reading, model->options.optimizer, error))
    return NULL;
  return g_steal_pointer (&model);
}

static FvModel *
read_file (const FvSafetensors *file, const FvJson *json, const char *name, GError **error)
{
  g_autoptr (FvNetwork) network = read_network (name, json, error);
  Reading reading = { .file = file, .network = network, .name = name };

  return network != NULL ? read_model (&reading, json, error) : NULL;
}

FvModel *
fv_model_read_from (const FvSafetensors *file, const char *name, GError **error)
{
  const char *text = fv_safetensors_metadata (file, "fovea");
  FvModel *model;
  FvJson *json;

  if (text == NULL)
    {
      fv_error_refuse_file (error, name,
                            _ ("is a safetensors file without “fovea” metadata: it was not saved by Fovea"));
      return NULL;
    }
  json = fv_json_parse (text, strlen (text), FV_SAFETENSORS_MAX_HEADER, error);
  if (json == NULL)
    {
      g_prefix_error (error, _ ("%s: its “fovea” metadata: "), name);
      return NULL;
    }
  model = read_file (file, json, name, error);
  fv_json_free (json);
  return model;
}

FvModel *
fv_model_from_bytes (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (FvSafetensors) file = fv_safetensors_from_bytes (bytes, name, error);

  return file != NULL ? fv_model_read_from (file, name, error) : NULL;
}
