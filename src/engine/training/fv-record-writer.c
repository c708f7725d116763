/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-json.h"
#include "fv-model-private.h"
#include "fv-record-private.h"

static void
append_unsigned (GString *out, const char *before, guint64 value)
{
  g_string_append_printf (out, "%s%" G_GUINT64_FORMAT, before, value);
}

static void
append_string (GString *out, const char *before, const char *text)
{
  g_string_append (out, before);
  fv_json_append_string (out, text);
}

static void
append_options (GString *out, const char *before, const FvTrainingOptions *options)
{
  g_string_append_printf (out, "%s{", before);
  fv_model_append_options (options, out);
  g_string_append_c (out, '}');
}

static void
append_data (GString *out, const FvHistory *history)
{
  g_string_append (out, ",\"data\":[");
  for (guint i = 0; i < history->data->len; i++)
    {
      append_string (out, i > 0 ? ",{\"name\":" : "{\"name\":", fv_history_data (history, i)->name);
      append_unsigned (out, ",\"mark\":", fv_history_data (history, i)->mark);
      fv_model_append_source (&fv_history_data (history, i)->source, out);
      g_string_append_c (out, '}');
    }
  append_unsigned (out, "],\"now\":", history->data_now);
}

static void
append_layers (GString *out, const FvLayerCurve *layers)
{
  if (layers == NULL)
    return;
  append_unsigned (out, ",\"layer_stride\":", fv_layer_curve_stride (layers));
  append_unsigned (out, ",\"layer_gathered\":", fv_layer_curve_gathered (layers));
}

static void
append_line (GString *out, const FvLine *line)
{
  append_unsigned (out, "{\"id\":", line->id);
  append_unsigned (out, ",\"from\":", line->parent_id);
  append_unsigned (out, ",\"parent\":", line->parent != NULL ? line->parent->id : 0);
  append_string (out, ",\"kind\":", fv_branch_kind_name (line->kind));
  append_unsigned (out, ",\"left_at\":", line->left_at);
  append_unsigned (out, ",\"left_orders\":", line->left_orders);
  append_unsigned (out, ",\"newest\":", line->newest);
  append_unsigned (out, ",\"data\":", line->data_before);
  append_options (out, ",\"before\":", &line->before);
  append_options (out, ",\"start\":", &line->start);
  append_unsigned (out, ",\"stride\":", fv_curve_stride (line->frozen->curve));
  append_unsigned (out, ",\"gathered\":", fv_curve_gathered (line->frozen->curve));
  append_layers (out, fv_curve_layers (line->frozen->curve));
  g_string_append_c (out, '}');
}

static void
append_lines (GString *out, const FvHistory *history)
{
  g_string_append (out, ",\"lines\":[");
  for (guint i = 0; i < history->lines->len; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      append_line (out, g_ptr_array_index (history->lines, i));
    }
  g_string_append_c (out, ']');
}

static void
append_order (GString *out, const FvLine *line, const FvOrder *order)
{
  append_unsigned (out, "{\"line\":", line->id);
  append_string (out, ",\"kind\":", fv_record_order_names[order->kind]);
  append_unsigned (out, ",\"batch\":", order->batch);
  if (order->kind == FV_ORDER_OPTIONS)
    append_options (out, ",\"options\":", &order->options);
  else if (order->kind == FV_ORDER_WEIGHTS)
    append_unsigned (out, ",\"start\":", order->start);
  else
    append_unsigned (out, ",\"data\":", order->data);
  g_string_append_c (out, '}');
}

static void
add_edit (FvSafetensors *file, guint nth, const FvOrder *order)
{
  g_autofree char *name = g_strdup_printf (FV_MODEL_HISTORY "edit.%u", nth);

  if (order->kind == FV_ORDER_WEIGHTS)
    fv_safetensors_add (file, name, 1, &order->count, order->values);
}

static void
append_orders (GString *out, FvSafetensors *file, const FvHistory *history)
{
  guint nth = 0;

  g_string_append (out, ",\"orders\":[");
  for (guint i = 0; i < history->lines->len; i++)
    {
      const FvLine *line = g_ptr_array_index (history->lines, i);

      for (guint j = 0; j < line->orders->len; j++)
        {
          g_string_append (out, nth > 0 ? "," : "");
          append_order (out, line, fv_line_order (line, j));
          add_edit (file, nth++, fv_line_order (line, j));
        }
    }
  g_string_append_c (out, ']');
}

static void
append_moment (GString *out, const FvLine *line, const FvCheckpoint *checkpoint)
{
  const FvMoment *moment = checkpoint->moment;

  append_unsigned (out, "[", line->id);
  append_unsigned (out, ",", checkpoint->orders);
  append_unsigned (out, ",", moment->batch);
  append_unsigned (out, ",", moment->since);
  append_unsigned (out, ",", moment->epoch);
  append_unsigned (out, ",", moment->position);
  g_string_append_c (out, ',');
  fv_json_append_number (out, moment->tally.loss);
  append_unsigned (out, ",", moment->tally.correct);
  append_unsigned (out, ",", moment->tally.samples);
  append_unsigned (out, ",", checkpoint->data);
  append_unsigned (out, ",", checkpoint->pinned ? 1 : 0);
  g_string_append_c (out, ']');
}

static void
add_moment (FvSafetensors *file, guint nth, const FvMoment *moment)
{
  g_autofree char *name = g_strdup_printf (FV_MODEL_HISTORY "moment.%u", nth);
  gsize shape[] = { 1 + moment->n_slots, moment->n_parameters };

  fv_safetensors_add (file, name, G_N_ELEMENTS (shape), shape, moment->values);
}

static void
append_moments (GString *out, FvSafetensors *file, const FvHistory *history)
{
  guint nth = 0;

  g_string_append (out, ",\"moments\":[");
  for (guint i = 0; i < history->lines->len; i++)
    {
      const FvLine *line = g_ptr_array_index (history->lines, i);

      for (guint j = 0; j < line->checkpoints->len; j++)
        {
          g_string_append (out, nth > 0 ? "," : "");
          append_moment (out, line, fv_line_checkpoint (line, j));
          add_moment (file, nth++, fv_line_checkpoint (line, j)->moment);
        }
    }
  g_string_append_c (out, ']');
}

static void
put_point (FvCurvePoint point, float *out)
{
  fv_record_put_batch (point.batch, out);
  out[2] = (float)point.epoch;
  out[3] = (float)point.train_loss;
  out[4] = (float)point.train_accuracy;
  out[5] = (float)point.test_loss;
  out[6] = (float)point.test_accuracy;
}

/* [points][FV_RECORD_CURVE_COLS]; g_free(). */
static float *
curve_values (const FvCurve *curve)
{
  float *values = g_new (float, (gsize)FV_RECORD_CURVE_COLS *MAX (fv_curve_length (curve), 1));

  for (guint i = 0; i < fv_curve_length (curve); i++)
    put_point (fv_curve_nth (curve, i), values + (gsize)i * FV_RECORD_CURVE_COLS);
  return values;
}

/* kept: owns what file borrows. */
static void
add_curves (FvSafetensors *file, const FvHistory *history, GPtrArray *kept)
{
  for (guint i = 0; i < history->lines->len; i++)
    {
      const FvLine *line = g_ptr_array_index (history->lines, i);
      const FvCurve *curve = line->frozen->curve;
      g_autofree char *name = g_strdup_printf (FV_MODEL_HISTORY "curve.%u", line->id);
      gsize shape[] = { fv_curve_length (curve), FV_RECORD_CURVE_COLS };
      float *values = curve_values (curve);

      g_ptr_array_add (kept, values);
      fv_safetensors_add (file, name, G_N_ELEMENTS (shape), shape, values);
      fv_record_add_layers (file, line, kept);
    }
}

/* The text of it; tensors are added to file. */
static char *
add_history (const FvRecord *self, FvSafetensors *file, GPtrArray *kept)
{
  GString *out = g_string_new (NULL);

  append_unsigned (out, "{\"version\":", FV_RECORD_VERSION);
  append_unsigned (out, ",\"budget\":", self->history->budget);
  append_unsigned (out, ",\"shown\":", self->shown);
  append_unsigned (out, ",\"next\":", self->history->next_id);
  append_string (out, ",\"kernels\":", self->kernels);
  append_data (out, self->history);
  append_lines (out, self->history);
  append_orders (out, file, self->history);
  append_moments (out, file, self->history);
  g_string_append_c (out, '}');
  add_curves (file, self->history, kept);
  return g_string_free (out, FALSE);
}

static GBytes *
to_bytes (const FvRecord *self, gboolean with_history, gsize *text_length)
{
  g_autoptr (FvSafetensors) file = fv_safetensors_new ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  fv_model_add_to (self->model, file);
  if (with_history)
    {
      text = add_history (self, file, kept);
      *text_length = strlen (text);
      fv_safetensors_set_metadata (file, "fovea-history", text);
    }
  if (self->view != NULL)
    fv_safetensors_set_metadata (file, "fovea-view", self->view);
  return fv_safetensors_to_bytes (file);
}

GBytes *
fv_record_to_bytes (const FvRecord *self)
{
  gsize length = 0;
  GBytes *bytes = to_bytes (self, self->history != NULL, &length);

  if (length <= FV_RECORD_MAX_TEXT)
    return bytes;
  g_bytes_unref (bytes);
  return to_bytes (self, FALSE, &length);
}
