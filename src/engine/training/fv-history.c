/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-history.h"

#include <string.h>

#include "fv-counts.h"
#include "fv-history-private.h"

/* --- Data --- */

FvHistoryData *
fv_history_data (const FvHistory *self, guint nth)
{
  return &g_array_index (self->data, FvHistoryData, nth);
}

static void
data_clear (FvHistoryData *data)
{
  g_clear_pointer (&data->train, fv_dataset_unref);
  g_clear_pointer (&data->test, fv_dataset_unref);
  g_free (data->name);
  fv_source_clear (&data->source);
}

guint
fv_history_keep_data (FvHistory *self, FvDataset *train, FvDataset *test)
{
  FvHistoryData added = { .train = fv_dataset_ref (train), .name = g_strdup (fv_dataset_name (train)) };

  for (guint i = 0; i < self->data->len; i++)
    if (fv_history_data (self, i)->train == train && fv_history_data (self, i)->test == test)
      {
        data_clear (&added);
        return i;
      }
  if (fv_dataset_source (train) != NULL)
    fv_source_copy (fv_dataset_source (train), &added.source);
  added.test = test != NULL ? fv_dataset_ref (test) : NULL;
  g_array_append_val (self->data, added);
  return self->data->len - 1;
}

/* --- Beginning and end --- */

double
fv_history_count_multiplies (const FvNetwork *network)
{
  double sum = 0;

  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);
      FvCounts counts;

      if (fv_counts_of_layer (layer, FV_CONNECTED_SHARED, &counts)
          || fv_counts_of_layer (layer, FV_CONNECTED_FULLY, &counts))
        sum += (double)counts.multiplies;
    }
  return MAX (sum, 1.0);
}

/* Shows line from its beginning, which is where training stands. */
static void
show_new_line (FvHistory *self, FvLine *line)
{
  g_clear_pointer (&self->path, g_array_unref);
  self->path = fv_history_path_to (self, line);
  self->leg = self->path->len - 1;
  self->applied = 0;
}

FvHistory *
fv_history_new_empty (FvTraining *training)
{
  FvHistory *self = g_new0 (FvHistory, 1);

  self->training = training;
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)fv_line_free);
  self->next_id = 1;
  self->data = g_array_new (FALSE, FALSE, sizeof (FvHistoryData));
  g_array_set_clear_func (self->data, (GDestroyNotify)data_clear);
  return self;
}

FvHistory *
fv_history_new (FvTraining *training, gsize budget)
{
  FvHistory *self = fv_history_new_empty (training);

  self->budget = MIN (budget, FV_HISTORY_MAX_BUDGET);
  self->data_now
      = fv_history_keep_data (self, fv_training_train_set (training), fv_training_test_set (training));
  self->multiplies = fv_history_count_multiplies (fv_training_network (training));
  show_new_line (self, fv_line_new (self, FV_BRANCH_FIRST, NULL, fv_training_batches (training), 0));
  fv_history_keep (self, TRUE);
  return self;
}

void
fv_history_free (FvHistory *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  g_array_unref (self->data);
  g_clear_pointer (&self->path, g_array_unref);
  g_free (self);
}

void
fv_history_set_budget (FvHistory *self, gsize budget)
{
  self->budget = MIN (budget, FV_HISTORY_MAX_BUDGET);
  fv_history_thin (self);
}

guint
fv_history_n_checkpoints (const FvHistory *self)
{
  return self->n_checkpoints;
}

guint64
fv_history_first (const FvHistory *self)
{
  return fv_history_leg (self, 0)->line->left_at;
}

guint64
fv_history_newest (const FvHistory *self)
{
  return fv_history_line (self)->newest;
}

FvParameters *
fv_history_start (const FvHistory *self)
{
  const FvCheckpoint *first = fv_line_checkpoint (fv_history_leg (self, 0)->line, 0);

  return fv_parameters_new_from_values (fv_training_network (self->training), first->moment->values);
}

gboolean
fv_history_at_newest (const FvHistory *self)
{
  return self->leg + 1 == self->path->len && fv_training_batches (self->training) == fv_history_newest (self);
}

/* --- Branches --- */

/* The line that is shown is left as it is, with its curve; training goes on with curve. */
static void
freeze (FvHistory *self, FvCurve *curve)
{
  FvLine *line = fv_history_line (self);

  line->frozen = fv_line_describe (self, line, fv_training_swap_curve (self->training, curve));
}

static FvCurve *
curve_up_to (const FvHistory *self, guint64 batch)
{
  FvCurve *curve = fv_curve_copy (fv_training_curve (self->training));

  fv_curve_truncate (curve, batch);
  return curve;
}

static void
branch_here (FvHistory *self, FvBranchKind kind)
{
  guint64 batch = fv_training_batches (self->training);
  FvLine *parent;

  fv_history_leave (self);
  parent = fv_history_leg (self, self->leg)->line;
  freeze (self, curve_up_to (self, batch));
  show_new_line (self, fv_line_new (self, kind, parent, batch, self->applied));
  fv_history_thin (self);
}

void
fv_history_branch (FvHistory *self)
{
  branch_here (self, FV_BRANCH_PLAIN);
}

guint
fv_history_n_branches (const FvHistory *self)
{
  return self->lines->len;
}

FvBranch *
fv_history_nth_branch (const FvHistory *self, guint nth)
{
  const FvLine *line;

  g_return_val_if_fail (nth < self->lines->len, NULL);
  line = g_ptr_array_index (self->lines, nth);
  return line->frozen != NULL ? fv_branch_ref (line->frozen) : fv_line_describe (self, line, NULL);
}

guint
fv_history_shown_branch (const FvHistory *self)
{
  return fv_history_line (self)->id;
}

/* --- Orders --- */

/* Takes over what order owns. Training does it, too. */
static void
give (FvHistory *self, FvBranchKind kind, FvOrder order)
{
  FvLine *line;

  if (!fv_history_at_newest (self))
    branch_here (self, kind);
  line = fv_history_line (self);
  order.batch = fv_training_batches (self->training);
  g_array_append_val (line->orders, order);
  self->edit_bytes += order.count * sizeof (float);
  fv_history_settle (self);
}

/* Who drags a slider gives many orders and means the last: it takes the place of the one before if nothing has been
 * learned since and nobody remembers. (An optimiser forgets what it keeps each time it is chosen.) */
static gboolean
replace_last (FvHistory *self, const FvTrainingOptions *options)
{
  FvLine *line = fv_history_line (self);
  guint n = line->orders->len;
  FvOrder *last = n > 0 ? fv_line_order (line, n - 1) : NULL;
  guint checkpoints = line->checkpoints->len;

  if (last == NULL || !fv_history_at_newest (self) || last->kind != FV_ORDER_OPTIONS
      || last->batch != fv_training_batches (self->training) || last->options.optimizer != options->optimizer)
    return FALSE;
  if (checkpoints > 0 && fv_line_checkpoint (line, checkpoints - 1)->orders == n)
    return FALSE;
  last->options = *options;
  fv_history_go_on_with (self, options);
  return TRUE;
}

void
fv_history_set_options (FvHistory *self, const FvTrainingOptions *options)
{
  g_return_if_fail (options->optimizer != NULL && options->batch_size > 0);
  fv_training_edit (self->training)->n_threads = options->n_threads;
  if (fv_training_options_equal (options, fv_training_edit (self->training)) || replace_last (self, options))
    return;
  give (self, FV_BRANCH_OPTIONS, (FvOrder){ .kind = FV_ORDER_OPTIONS, .options = *options });
}

void
fv_history_edit (FvHistory *self, gsize start, gsize count, const float *values)
{
  gsize all = fv_network_n_parameters (fv_training_network (self->training));

  g_return_if_fail (start <= all && count <= all - start);
  if (count == 0)
    return;
  give (self, FV_BRANCH_WEIGHTS,
        (FvOrder){ .kind = FV_ORDER_WEIGHTS,
                   .start = start,
                   .count = count,
                   .values = g_memdup2 (values, count * sizeof *values) });
  fv_history_thin (self);
}

void
fv_history_change_data (FvHistory *self, FvDataset *train, FvDataset *test)
{
  guint data = fv_history_keep_data (self, train, test);

  give (self, FV_BRANCH_DATA, (FvOrder){ .kind = FV_ORDER_DATA, .data = data });
  fv_history_keep (self, TRUE);
}

gboolean
fv_history_set_data (FvHistory *self, FvDataset *train, FvDataset *test, GError **error)
{
  if (train == fv_training_train_set (self->training) && test == fv_training_test_set (self->training))
    return TRUE;
  if (!fv_training_data_fit (fv_training_network (self->training), train, test, error))
    return FALSE;
  fv_history_change_data (self, train, test);
  return TRUE;
}

/* What was changed since, is changed at the beginning of the new line. */
static void
carry_over (FvHistory *self, const FvTrainingOptions *options, guint data)
{
  if (data != self->data_now)
    {
      give (self, FV_BRANCH_RESTART, (FvOrder){ .kind = FV_ORDER_DATA, .data = data });
      fv_history_keep (self, TRUE);
    }
  fv_history_set_options (self, options);
}

/* The sets the first weights were trained on, if they are still there. */
static gboolean
take_first_data (FvHistory *self, guint data)
{
  const FvHistoryData *sets = fv_history_data (self, data);

  if (sets->train == NULL)
    return FALSE;
  if (data != self->data_now)
    fv_training_set_data (self->training, sets->train, sets->test, NULL);
  self->data_now = data;
  return TRUE;
}

void
fv_history_restart (FvHistory *self)
{
  FvTrainingOptions options = *fv_training_edit (self->training);
  guint data = self->data_now;
  const FvCheckpoint *first;
  gboolean has_data;
  FvLine *root;

  fv_history_leave (self);
  root = fv_history_leg (self, 0)->line;
  first = fv_line_checkpoint (root, 0);
  freeze (self, curve_up_to (self, root->left_at));
  has_data = take_first_data (self, first->data);
  fv_moment_restore (first->moment, self->training);
  show_new_line (self, fv_line_new (self, FV_BRANCH_RESTART, root, root->left_at, 0));
  carry_over (self, &options, data);
  fv_history_keep (self, !has_data);
}

static FvMoment *
untrained (const FvHistory *self, const FvTrainingOptions *options)
{
  FvNetwork *network = fv_training_network (self->training);
  g_autoptr (FvParameters) parameters
      = fv_parameters_new_initialised (network, options->seed, options->initialiser);
  FvMoment *moment = fv_moment_try_new (fv_network_n_parameters (network), options->optimizer->n_slots);

  g_assert (moment != NULL);
  moment->options = *options;
  memcpy (moment->values, fv_parameters_values (parameters), moment->n_parameters * sizeof (float));
  return moment;
}

void
fv_history_new_weights (FvHistory *self, guint64 seed)
{
  FvTrainingOptions options = *fv_training_edit (self->training);
  FvTrainingOptions before = options;
  guint parent = fv_history_shown_branch (self);
  FvMoment *moment;
  FvLine *line;

  fv_history_leave (self);
  options.seed = seed;
  moment = untrained (self, &options);
  freeze (self, fv_curve_new ());
  fv_moment_restore (moment, self->training);
  line = fv_line_new (self, FV_BRANCH_NEW_WEIGHTS, NULL, 0, 0);
  line->parent_id = parent;
  line->before = before;
  show_new_line (self, line);
  fv_history_insert (self, line, moment, 0, self->data_now, TRUE);
}
