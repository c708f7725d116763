/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-model-private.h"
#include "fv-record-private.h"

/* What was measured of the layers, beside the curve of a line: history.layers.ID. A file without it is as good. */

#define BATCH_COLS 2 /* as in a curve */

static char *
name_of (const FvLine *line)
{
  return g_strdup_printf (FV_MODEL_HISTORY "layers.%u", line->id);
}

static guint
columns (guint depth)
{
  return BATCH_COLS + depth * FV_MEASURE_N_MEASURED;
}

void
fv_record_put_batch (guint64 batch, float out[2])
{
  out[0] = (float)(batch >> FV_RECORD_BATCH_SHIFT);
  out[1] = (float)(batch & ((1u << FV_RECORD_BATCH_SHIFT) - 1));
}

static gboolean
is_count (float value, guint bits)
{
  return value >= 0 && value < (float)(1u << bits) && value == floorf (value);
}

gboolean
fv_record_take_batch (const float values[2], guint64 *out)
{
  if (!is_count (values[0], 24) || !is_count (values[1], FV_RECORD_BATCH_SHIFT))
    return FALSE;
  *out = ((guint64)values[0] << FV_RECORD_BATCH_SHIFT) + (guint64)values[1];
  return TRUE;
}

void
fv_record_add_layers (FvSafetensors *file, const FvLine *line, GPtrArray *kept)
{
  const FvLayerCurve *layers = fv_curve_layers (line->frozen->curve);
  g_autofree char *name = name_of (line);
  gsize shape[2];
  float *values;

  if (layers == NULL)
    return;
  shape[0] = fv_layer_curve_length (layers);
  shape[1] = columns (fv_layer_curve_depth (layers));
  values = g_new (float, MAX (shape[0] * shape[1], 1));
  for (guint i = 0; i < shape[0]; i++)
    {
      float *row = values + i * shape[1];

      fv_record_put_batch (fv_layer_curve_batch (layers, i), row);
      memcpy (row + BATCH_COLS, fv_layer_curve_values (layers, i), (shape[1] - BATCH_COLS) * sizeof (float));
    }
  g_ptr_array_add (kept, values);
  fv_safetensors_add (file, name, G_N_ELEMENTS (shape), shape, values);
}

gboolean
fv_record_read_layers (const FvSafetensors *file, const FvLine *line, guint depth, guint stride,
                       guint gathered, FvCurve *curve)
{
  g_autofree char *name = name_of (line);
  const FvTensorEntry *entry = fv_safetensors_find (file, name);
  g_autoptr (FvLayerCurve) layers = NULL;
  guint64 last = 0, batch;

  if (entry == NULL)
    return TRUE;
  if (entry->rank != 2 || entry->shape[0] > FV_LAYER_CURVE_MAX || entry->shape[1] != columns (depth))
    return FALSE;
  layers = fv_layer_curve_new (depth);
  for (gsize i = 0; i < entry->shape[0]; i++)
    {
      const float *row = entry->values + i * entry->shape[1];

      if (!fv_record_take_batch (row, &batch) || (i > 0 && batch <= last))
        return FALSE;
      fv_layer_curve_add (layers, batch, row + BATCH_COLS);
      last = batch;
    }
  fv_layer_curve_resume (layers, stride, gathered);
  fv_curve_take_layers (curve, g_steal_pointer (&layers));
  return TRUE;
}

/* A model file has the curve of the moment alone: what was measured comes from the line it stands on. */
void
fv_record_share_layers (FvRecord *self)
{
  const FvLine *shown = fv_history_find_line (self->history, self->shown);
  const FvLayerCurve *layers = fv_curve_layers (shown->frozen->curve);
  FvLayerCurve *copy;

  if (layers == NULL)
    return;
  copy = fv_layer_curve_copy (layers);
  fv_layer_curve_truncate (copy, self->model->batch);
  fv_curve_take_layers (self->model->curve, copy);
}
