/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-model-private.h"
#include "fv-record-private.h"

/* Sets are few: each is a change of data. */
#define MAX_DATA 4096

typedef struct
{
  FvRecord *record;
  const FvSafetensors *file;
  const char *name; /* of the file */
  GError **error;
} Reading;

static gboolean
refuse (const Reading *reading, const char *word)
{
  g_set_error (reading->error, FV_ERROR, FV_ERROR_FILE, _ ("%s: “%s” of its history is missing or cannot be"),
               reading->name, word);
  return FALSE;
}

static gboolean
read_guint (const FvJson *json, const char *member, guint max, guint *out)
{
  guint64 value;

  if (!fv_json_unsigned (fv_json_member (json, member), max, &value))
    return FALSE;
  *out = (guint)value;
  return TRUE;
}

static gboolean
read_guint64 (const FvJson *json, const char *member, guint64 *out)
{
  return fv_json_unsigned (fv_json_member (json, member), G_MAXUINT64, out);
}

/* NULL if it is no array. */
static const FvJson *
array_of (const FvJson *json, const char *member)
{
  const FvJson *array = fv_json_member (json, member);

  return array != NULL && fv_json_kind (array) == FV_JSON_ARRAY ? array : NULL;
}

static gboolean
read_options (const Reading *reading, const FvJson *json, const char *member, FvTrainingOptions *out)
{
  const FvJson *options = fv_json_member (json, member);

  if (options == NULL || fv_json_kind (options) != FV_JSON_OBJECT)
    return refuse (reading, member);
  return fv_model_read_options (out, fv_parameters_network (reading->record->model->parameters), options,
                                reading->name, reading->error);
}

/* --- Data --- */

static gboolean
read_data (Reading *reading, const FvJson *json)
{
  FvHistory *history = reading->record->history;
  const FvJson *array = array_of (json, "data");

  if (array == NULL || fv_json_length (array) > MAX_DATA)
    return refuse (reading, "data");
  for (guint i = 0; i < fv_json_length (array); i++)
    {
      const FvJson *item = fv_json_nth (array, i);
      const char *name = fv_json_string (fv_json_member (item, "name"));
      const FvJson *source = fv_json_member (item, "source");
      FvHistoryData data = { 0 };

      if (name == NULL || !read_guint64 (item, "mark", &data.mark))
        return refuse (reading, "data");
      data.name = g_strdup (name);
      g_array_append_val (history->data, data);
      if (source != NULL && !fv_model_read_source (&fv_history_data (history, i)->source, source))
        return refuse (reading, "source");
    }
  return read_guint (json, "now", G_MAXUINT, &history->data_now) || refuse (reading, "now");
}

/* --- Lines and their curves --- */

static gboolean
read_kind (const FvJson *json, FvBranchKind *out)
{
  const char *name = fv_json_string (fv_json_member (json, "kind"));

  for (guint i = 0; i < FV_BRANCH_N_KINDS && name != NULL; i++)
    if (g_str_equal (name, fv_branch_kind_name (i)))
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

static FvCurvePoint
take_point (const float *values)
{
  return (FvCurvePoint){ .epoch = (double)values[2],
                         .train_loss = (double)values[3],
                         .train_accuracy = (double)values[4],
                         .test_loss = (double)values[5],
                         .test_accuracy = (double)values[6] };
}

static gboolean
read_points (const FvTensorEntry *entry, FvCurve *curve)
{
  guint64 last = 0;

  for (gsize i = 0; i < entry->shape[0]; i++)
    {
      const float *values = entry->values + i * FV_RECORD_CURVE_COLS;
      FvCurvePoint point = take_point (values);

      if (!fv_record_take_batch (values, &point.batch) || !isfinite (values[2]))
        return FALSE;
      if (i > 0 && point.batch <= last)
        return FALSE;
      fv_curve_add (curve, point);
      last = point.batch;
    }
  return TRUE;
}

/* Files of runs that were never looked into have none. */
static gboolean
read_layers (const Reading *reading, const FvJson *json, const FvLine *line, FvCurve *curve)
{
  guint stride = 1, gathered = 1;

  if (fv_json_member (json, "layer_stride") != NULL
      && (!read_guint (json, "layer_stride", G_MAXINT32, &stride)
          || !read_guint (json, "layer_gathered", stride, &gathered)))
    return refuse (reading, "layer_stride");
  return fv_record_read_layers (reading->file, line,
                                fv_network_depth (fv_parameters_network (reading->record->model->parameters)),
                                stride, gathered, curve)
         || refuse (reading, "layers");
}

static gboolean
read_curve (const Reading *reading, const FvJson *json, const FvLine *line, FvCurve *curve)
{
  g_autofree char *name = g_strdup_printf (FV_MODEL_HISTORY "curve.%u", line->id);
  const FvTensorEntry *entry = fv_safetensors_find (reading->file, name);
  guint stride, gathered;

  if (entry == NULL || entry->rank != 2 || entry->shape[1] != FV_RECORD_CURVE_COLS
      || entry->shape[0] > FV_CURVE_MAX || !read_points (entry, curve))
    return refuse (reading, name);
  if (!read_guint (json, "stride", G_MAXINT32, &stride) || !read_guint (json, "gathered", stride, &gathered))
    return refuse (reading, "stride");
  fv_curve_resume (curve, stride, gathered);
  return read_layers (reading, json, line, curve);
}

static gboolean
read_line_numbers (Reading *reading, const FvJson *json, FvLine *line)
{
  guint parent;

  if (!read_guint (json, "from", G_MAXUINT, &line->parent_id) || !read_kind (json, &line->kind)
      || !read_guint (json, "parent", G_MAXUINT, &parent) || !read_guint64 (json, "left_at", &line->left_at)
      || !read_guint (json, "left_orders", G_MAXUINT, &line->left_orders)
      || !read_guint64 (json, "newest", &line->newest)
      || !read_guint (json, "data", G_MAXUINT, &line->data_before))
    return refuse (reading, "lines");
  if (parent == 0)
    return TRUE;
  line->parent = fv_history_find_line (reading->record->history, parent);
  return (line->parent != NULL && line->parent != line) || refuse (reading, "parent");
}

static gboolean
read_line (Reading *reading, const FvJson *json)
{
  FvHistory *history = reading->record->history;
  FvCurve *curve = fv_curve_new ();
  FvLine *line;
  guint id;

  if (!read_guint (json, "id", G_MAXUINT, &id) || id == 0 || fv_history_find_line (history, id) != NULL)
    {
      fv_curve_free (curve);
      return refuse (reading, "id");
    }
  line = fv_line_new_empty (history, id);
  line->frozen = fv_branch_new ();
  line->frozen->curve = curve;
  return read_line_numbers (reading, json, line) && read_options (reading, json, "before", &line->before)
         && read_options (reading, json, "start", &line->start) && read_curve (reading, json, line, curve);
}

static gboolean
read_lines (Reading *reading, const FvJson *json)
{
  const FvJson *array = array_of (json, "lines");

  if (array == NULL || fv_json_length (array) == 0 || fv_json_length (array) > 2 * FV_HISTORY_MAX_BRANCHES)
    return refuse (reading, "lines");
  for (guint i = 0; i < fv_json_length (array); i++)
    if (!read_line (reading, fv_json_nth (array, i)))
      return FALSE;
  return TRUE;
}

/* --- Orders --- */

/* A copy [entry->count] of what must be finite; NULL if it is not, or there is no memory. */
static float *
copy_finite (const FvTensorEntry *entry)
{
  g_autofree float *values = g_try_new (float, MAX (entry->count, 1));

  for (gsize i = 0; values != NULL && i < entry->count; i++)
    {
      if (!isfinite (entry->values[i]))
        return NULL;
      values[i] = entry->values[i];
    }
  return g_steal_pointer (&values);
}

static gboolean
read_edit (Reading *reading, const FvJson *json, guint nth, FvOrder *order)
{
  g_autofree char *name = g_strdup_printf (FV_MODEL_HISTORY "edit.%u", nth);
  const FvTensorEntry *entry = fv_safetensors_find (reading->file, name);
  gsize all = fv_network_n_parameters (fv_parameters_network (reading->record->model->parameters));
  guint64 start;

  if (entry == NULL || entry->rank != 1 || entry->count > all || !read_guint64 (json, "start", &start)
      || start > all - entry->count)
    return refuse (reading, name);
  order->start = (gsize)start;
  order->count = entry->count;
  order->values = copy_finite (entry);
  return order->values != NULL || refuse (reading, name);
}

static gboolean
read_order_kind (const FvJson *json, FvOrderKind *out)
{
  const char *name = fv_json_string (fv_json_member (json, "kind"));

  for (guint i = 0; i < G_N_ELEMENTS (fv_record_order_names) && name != NULL; i++)
    if (g_str_equal (name, fv_record_order_names[i]))
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_order (Reading *reading, const FvJson *json, guint nth)
{
  FvHistory *history = reading->record->history;
  FvOrder order = { 0 };
  FvLine *line;
  guint id;

  if (!read_guint (json, "line", G_MAXUINT, &id) || !read_order_kind (json, &order.kind)
      || !read_guint64 (json, "batch", &order.batch))
    return refuse (reading, "orders");
  line = fv_history_find_line (history, id);
  if (line == NULL)
    return refuse (reading, "orders");
  if (order.kind == FV_ORDER_WEIGHTS && !read_edit (reading, json, nth, &order))
    return FALSE;
  if (order.kind == FV_ORDER_OPTIONS && !read_options (reading, json, "options", &order.options))
    return FALSE;
  if (order.kind == FV_ORDER_DATA && !read_guint (json, "data", G_MAXUINT, &order.data))
    return refuse (reading, "orders");
  history->edit_bytes += order.count * sizeof (float);
  g_array_append_val (line->orders, order);
  return TRUE;
}

static gboolean
read_orders (Reading *reading, const FvJson *json)
{
  const FvJson *array = array_of (json, "orders");

  if (array == NULL)
    return refuse (reading, "orders");
  for (guint i = 0; i < fv_json_length (array); i++)
    if (!read_order (reading, fv_json_nth (array, i), i))
      return FALSE;
  return TRUE;
}

/* --- Moments --- */

FvTrainingOptions
fv_line_options (const FvLine *line, guint orders)
{
  FvTrainingOptions options = line->start;

  for (guint i = 0; i < orders; i++)
    if (fv_line_order (line, i)->kind == FV_ORDER_OPTIONS)
      options = fv_line_order (line, i)->options;
  return options;
}

/* Its values, as its optimiser wants them; NULL if they are not there, not finite, or there is no memory. */
static FvMoment *
read_values (const Reading *reading, guint nth, guint n_slots)
{
  g_autofree char *name = g_strdup_printf (FV_MODEL_HISTORY "moment.%u", nth);
  const FvTensorEntry *entry = fv_safetensors_find (reading->file, name);
  gsize n = fv_network_n_parameters (fv_parameters_network (reading->record->model->parameters));
  FvMoment *moment;

  if (entry == NULL || entry->rank != 2 || entry->shape[0] != 1 + n_slots || entry->shape[1] != n)
    return NULL;
  for (gsize i = 0; i < entry->count; i++)
    if (!isfinite (entry->values[i]))
      return NULL;
  moment = fv_moment_try_new (n, n_slots);
  if (moment != NULL && entry->count > 0)
    memcpy (moment->values, entry->values, entry->count * sizeof (float));
  return moment;
}

/* The numbers beside them; those of the curve's averages may be anything that is finite. */
static gboolean
read_moment_numbers (const FvJson *json, FvMoment *moment)
{
  guint64 position;

  moment->tally.loss = fv_json_number (fv_json_nth (json, 6), NAN);
  if (!fv_json_unsigned (fv_json_nth (json, 2), G_MAXUINT64, &moment->batch)
      || !fv_json_unsigned (fv_json_nth (json, 3), moment->batch, &moment->since)
      || !fv_json_unsigned (fv_json_nth (json, 4), G_MAXUINT64, &moment->epoch)
      || !fv_json_unsigned (fv_json_nth (json, 5), G_MAXUINT32, &position) || !isfinite (moment->tally.loss)
      || !fv_json_unsigned (fv_json_nth (json, 7), G_MAXUINT64, &moment->tally.correct)
      || !fv_json_unsigned (fv_json_nth (json, 8), G_MAXUINT64, &moment->tally.samples))
    return FALSE;
  moment->position = (guint32)position;
  return TRUE;
}

/* line, orders, data, pinned. */
static gboolean
read_moment_place (const Reading *reading, const FvJson *json, FvLine **line, FvCheckpoint *out)
{
  guint64 id, orders, data, pinned;

  if (fv_json_kind (json) != FV_JSON_ARRAY || fv_json_length (json) != FV_RECORD_MOMENT_COLS
      || !fv_json_unsigned (fv_json_nth (json, 0), G_MAXUINT, &id)
      || !fv_json_unsigned (fv_json_nth (json, 1), G_MAXUINT, &orders)
      || !fv_json_unsigned (fv_json_nth (json, 9), G_MAXUINT, &data)
      || !fv_json_unsigned (fv_json_nth (json, 10), 1, &pinned))
    return FALSE;
  *line = fv_history_find_line (reading->record->history, (guint)id);
  *out = (FvCheckpoint){ .orders = (guint)orders, .data = (guint)data, .pinned = pinned == 1 };
  return *line != NULL && out->orders <= (*line)->orders->len;
}

static gboolean
read_moment (Reading *reading, const FvJson *json, guint nth)
{
  FvHistory *history = reading->record->history;
  FvCheckpoint checkpoint;
  FvTrainingOptions options;
  FvLine *line;

  if (!read_moment_place (reading, json, &line, &checkpoint))
    return refuse (reading, "moments");
  options = fv_line_options (line, checkpoint.orders);
  checkpoint.moment = read_values (reading, nth, options.optimizer->n_slots);
  if (checkpoint.moment == NULL)
    return refuse (reading, "moments");
  checkpoint.moment->options = options;
  g_array_append_val (line->checkpoints, checkpoint);
  history->n_checkpoints++;
  history->checkpoint_bytes += fv_moment_bytes (checkpoint.moment);
  return read_moment_numbers (json, checkpoint.moment) || refuse (reading, "moments");
}

static gboolean
read_moments (Reading *reading, const FvJson *json)
{
  const FvJson *array = array_of (json, "moments");

  if (array == NULL || fv_json_length (array) > 2 * FV_HISTORY_MAX_CHECKPOINTS)
    return refuse (reading, "moments");
  for (guint i = 0; i < fv_json_length (array); i++)
    if (!read_moment (reading, fv_json_nth (array, i), i))
      return FALSE;
  return TRUE;
}

/* --- All --- */

static gboolean
read_head (Reading *reading, const FvJson *json)
{
  FvRecord *record = reading->record;
  const char *kernels = fv_json_string (fv_json_member (json, "kernels"));
  guint64 version, budget;

  if (!read_guint64 (json, "version", &version) || version != FV_RECORD_VERSION)
    return refuse (reading, "version");
  if (!read_guint64 (json, "budget", &budget) || budget > G_MAXSIZE)
    return refuse (reading, "budget");
  if (!read_guint (json, "shown", G_MAXUINT, &record->shown)
      || !read_guint (json, "next", G_MAXUINT, &record->history->next_id))
    return refuse (reading, "shown");
  if (kernels == NULL)
    return refuse (reading, "kernels");
  record->history->budget = (gsize)budget;
  record->kernels = g_strdup (kernels);
  return TRUE;
}

/* What is shown of the lines follows from them. */
static void
describe_lines (FvHistory *history)
{
  for (guint i = 0; i < history->lines->len; i++)
    {
      FvLine *line = g_ptr_array_index (history->lines, i);
      FvBranch *empty = line->frozen;

      line->frozen = fv_line_describe (history, line, g_steal_pointer (&empty->curve));
      fv_branch_unref (empty);
    }
}

static gboolean
read_all (Reading *reading, const FvJson *json)
{
  FvHistory *history = reading->record->history;

  history->multiplies
      = fv_history_count_multiplies (fv_parameters_network (reading->record->model->parameters));
  if (!read_head (reading, json) || !read_data (reading, json) || !read_lines (reading, json)
      || !read_orders (reading, json) || !read_moments (reading, json)
      || !fv_record_check_history (reading->record, reading->name, reading->error))
    return FALSE;
  describe_lines (history);
  fv_record_share_layers (reading->record);
  return TRUE;
}

gboolean
fv_record_read_history (FvRecord *self, const FvSafetensors *file, const char *text, const char *name,
                        GError **error)
{
  Reading reading = { self, file, name, error };
  FvJson *json = fv_json_parse (text, strlen (text), FV_SAFETENSORS_MAX_HEADER, error);
  gboolean fine;

  if (json == NULL)
    {
      g_prefix_error (error, _ ("%s: its history: "), name);
      return FALSE;
    }
  self->history = fv_history_new_empty (NULL);
  fine = read_all (&reading, json);
  fv_json_free (json);
  return fine;
}

static gboolean
read_view (FvRecord *self, const FvSafetensors *file, const char *name, GError **error)
{
  const char *view = fv_safetensors_metadata (file, "fovea-view");

  if (view != NULL && strlen (view) > FV_RECORD_MAX_VIEW)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: what it says of the view is longer than %u bytes"),
                   name, FV_RECORD_MAX_VIEW);
      return FALSE;
    }
  self->view = g_strdup (view);
  return TRUE;
}

FvRecord *
fv_record_from_bytes (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (FvSafetensors) file = fv_safetensors_from_bytes (bytes, name, error);
  FvModel *model = file != NULL ? fv_model_read_from (file, name, error) : NULL;
  g_autoptr (FvRecord) self = NULL;
  const char *text;

  if (model == NULL)
    return NULL;
  self = fv_record_new_from_model (model);
  text = fv_safetensors_metadata (file, "fovea-history");
  if ((text != NULL && !fv_record_read_history (self, file, text, name, error))
      || !read_view (self, file, name, error))
    return NULL;
  return g_steal_pointer (&self);
}
