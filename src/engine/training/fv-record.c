/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-record.h"

#include <string.h>

#include "fv-model-private.h"
#include "fv-record-private.h"
#include "fv-save.h"

const char *const fv_record_order_names[] = {
  [FV_ORDER_OPTIONS] = "options",
  [FV_ORDER_WEIGHTS] = "weights",
  [FV_ORDER_DATA] = "data",
};

/* --- Copies --- */

static void
copy_data (const FvHistory *from, FvHistory *to, gboolean with_sets)
{
  for (guint i = 0; i < from->data->len; i++)
    {
      const FvHistoryData *data = fv_history_data (from, i);
      FvHistoryData copy = { .name = g_strdup (data->name), .mark = data->mark };

      fv_source_copy (&data->source, &copy.source);
      if (with_sets && data->mark == 0 && data->train != NULL)
        copy.mark = fv_source_mark (data->train);
      g_array_append_val (to->data, copy);
    }
  to->data_now = from->data_now;
}

static void
copy_orders (const FvLine *from, FvLine *to)
{
  for (guint i = 0; i < from->orders->len; i++)
    {
      FvOrder copy = *fv_line_order (from, i);

      copy.values = g_memdup2 (copy.values, copy.count * sizeof *copy.values);
      g_array_append_val (to->orders, copy);
    }
}

static void
copy_checkpoints (const FvLine *from, FvLine *to)
{
  for (guint i = 0; i < from->checkpoints->len; i++)
    {
      FvCheckpoint copy = *fv_line_checkpoint (from, i);

      fv_moment_ref (copy.moment);
      g_array_append_val (to->checkpoints, copy);
    }
}

/* Parents come before their children. */
static void
copy_line (const FvLine *from, FvHistory *to, FvBranch *frozen)
{
  FvLine *line = fv_line_new_empty (to, from->id);
  GArray *orders = line->orders, *checkpoints = line->checkpoints;

  *line = *from;
  line->orders = orders;
  line->checkpoints = checkpoints;
  line->frozen = frozen;
  if (from->parent != NULL)
    line->parent = fv_history_find_line (to, from->parent->id);
  copy_orders (from, line);
  copy_checkpoints (from, line);
}

static void
copy_sizes (const FvHistory *from, FvHistory *to)
{
  to->budget = from->budget;
  to->next_id = from->next_id;
  to->n_checkpoints = from->n_checkpoints;
  to->checkpoint_bytes = from->checkpoint_bytes;
  to->edit_bytes = from->edit_bytes;
  to->multiplies = from->multiplies;
}

static FvHistory *
freeze_history (const FvHistory *history)
{
  FvHistory *copy = fv_history_new_empty (NULL);

  copy_sizes (history, copy);
  copy_data (history, copy, TRUE);
  for (guint i = 0; i < history->lines->len; i++)
    {
      const FvLine *line = g_ptr_array_index (history->lines, i);
      FvBranch *branch
          = line->frozen != NULL
                ? fv_branch_ref (line->frozen)
                : fv_line_describe (history, line, fv_curve_copy (fv_training_curve (history->training)));

      copy_line (line, copy, branch);
    }
  return copy;
}

/* --- Life --- */

/* The moment that is shown; its curve ends there. */
static FvModel *
shown_model (const FvHistory *history)
{
  FvModel *model;

  fv_training_mark (history->training);
  model = fv_training_to_model (history->training);
  fv_curve_truncate (model->curve, model->batch);
  return model;
}

FvRecord *
fv_record_new (const FvHistory *history)
{
  FvRecord *self = fv_record_new_from_model (shown_model (history));

  self->history = freeze_history (history);
  self->shown = fv_history_shown_branch (history);
  self->kernels = g_strdup (fv_plan_kernels (history->training->plan));
  return self;
}

FvRecord *
fv_record_new_from_model (FvModel *model)
{
  FvRecord *self = g_new0 (FvRecord, 1);

  self->references = 1;
  self->model = model;
  return self;
}

FvRecord *
fv_record_ref (FvRecord *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
fv_record_unref (FvRecord *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->references))
    return;
  fv_model_free (self->model);
  fv_history_free (self->history);
  g_free (self->kernels);
  g_free (self->view);
  g_free (self);
}

const FvModel *
fv_record_model (const FvRecord *self)
{
  return self->model;
}

gboolean
fv_record_has_history (const FvRecord *self)
{
  return self->history != NULL;
}

FvParameters *
fv_record_start (const FvRecord *self)
{
  const FvLine *line = self->history != NULL ? fv_history_find_line (self->history, self->shown) : NULL;

  while (line != NULL && line->parent != NULL)
    line = line->parent;
  return line != NULL && line->checkpoints->len > 0 ? fv_parameters_new_from_values (
             fv_parameters_network (self->model->parameters), fv_line_checkpoint (line, 0)->moment->values)
                                                    : NULL;
}

GPtrArray *
fv_record_branches (const FvRecord *self)
{
  GPtrArray *branches = g_ptr_array_new_with_free_func ((GDestroyNotify)fv_branch_unref);

  for (guint i = 0; self->history != NULL && i < fv_history_n_branches (self->history); i++)
    g_ptr_array_add (branches, fv_history_nth_branch (self->history, i));
  return branches;
}

guint
fv_record_shown_branch (const FvRecord *self)
{
  return self->history != NULL ? self->shown : 0;
}

const char *
fv_record_kernels (const FvRecord *self)
{
  return self->kernels;
}

guint
fv_record_n_data (const FvRecord *self)
{
  return self->history != NULL ? self->history->data->len : 0;
}

const FvSource *
fv_record_nth_data (const FvRecord *self, guint nth, guint64 *mark)
{
  const FvHistoryData *data = fv_history_data (self->history, nth);

  *mark = data->mark;
  return &data->source;
}

static gboolean
is_plain (const char *kernels)
{
  return g_str_equal (kernels, "plain");
}

gboolean
fv_record_replays_exactly (const FvRecord *self, const FvTraining *training)
{
  return self->kernels != NULL && is_plain (self->kernels) == is_plain (fv_plan_kernels (training->plan));
}

void
fv_record_set_view (FvRecord *self, const char *view)
{
  g_return_if_fail (view == NULL
                    || (strlen (view) <= FV_RECORD_MAX_VIEW && g_utf8_validate (view, -1, NULL)));
  g_free (self->view);
  self->view = g_strdup (view);
}

const char *
fv_record_view (const FvRecord *self)
{
  return self->view;
}

/* --- Going on --- */

/* The sets at hand are what the history knows by their mark. FALSE: it has never seen them. */
static gboolean
give_data (FvHistory *history, FvDataset *train, FvDataset *test, guint64 mark, guint *given)
{
  gboolean known = FALSE;

  *given = 0;
  for (guint i = 0; i < history->data->len; i++)
    {
      FvHistoryData *data = fv_history_data (history, i);

      if (data->mark != mark || data->train != NULL)
        continue;
      data->train = fv_dataset_ref (train);
      data->test = test != NULL ? fv_dataset_ref (test) : NULL;
      known |= i == history->data_now;
      (*given)++;
    }
  return known;
}

gboolean
fv_record_give_past (FvHistory *history, FvDataset *train, FvDataset *test)
{
  guint given;

  give_data (history, train, test, fv_source_mark (train), &given);
  fv_history_thin (history);
  return given > 0;
}

/* Where the model stands: on the last piece of the path that begins no later, all its orders of then followed. */
static void
find_place (FvHistory *history, guint64 batch)
{
  const FvLeg *leg;

  while (history->leg + 1 < history->path->len && fv_history_leg (history, history->leg)->until <= batch)
    history->leg++;
  leg = fv_history_leg (history, history->leg);
  while (history->applied < MIN (leg->limit, leg->line->orders->len)
         && fv_line_order (leg->line, history->applied)->batch <= batch)
    history->applied++;
}

static FvHistory *
thaw_history (const FvRecord *self, FvTraining *training)
{
  FvHistory *history = fv_history_new_empty (training);
  FvLine *shown;

  copy_sizes (self->history, history);
  copy_data (self->history, history, FALSE);
  for (guint i = 0; i < self->history->lines->len; i++)
    {
      const FvLine *line = g_ptr_array_index (self->history->lines, i);

      copy_line (line, history, fv_branch_ref (line->frozen));
    }
  shown = fv_history_find_line (history, self->shown);
  history->path = fv_history_path_to (history, shown);
  find_place (history, self->model->batch);
  if (self->model->batch < shown->newest)
    fv_curve_free (fv_training_swap_curve (training, fv_curve_copy (shown->frozen->curve)));
  g_clear_pointer (&shown->frozen, fv_branch_unref);
  return history;
}

FvTraining *
fv_record_resume (const FvRecord *self, FvDataset *train, FvDataset *test, FvHistory **history,
                  GError **error)
{
  FvTraining *training = fv_training_new_from_model (self->model, train, test, error);
  guint64 mark;
  guint given;

  if (training == NULL || history == NULL)
    return training;
  if (self->history == NULL)
    {
      *history = fv_history_new (training, FV_HISTORY_BUDGET);
      return training;
    }
  mark = fv_training_mark (training);
  *history = thaw_history (self, training);
  if (!give_data (*history, train, test, mark, &given))
    fv_history_change_data (*history, train, test);
  return training;
}

/* --- Files --- */

gboolean
fv_record_save (const FvRecord *self, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = fv_record_to_bytes (self);

  return fv_save_bytes (path, bytes, error);
}

FvRecord *
fv_record_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = fv_model_read_file (path, error);

  return bytes != NULL ? fv_record_from_bytes (bytes, path, error) : NULL;
}
