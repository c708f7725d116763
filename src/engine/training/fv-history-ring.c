/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-history-private.h"

/* Copying a float costs about as much as this many multiplications of the fast kernels; this share of the time of
 * training goes into copies. */
#define MULTIPLIES_A_FLOAT 10.0
#define SHARE              0.004
/* As long as a thousand of them would be dull. */
#define MAX_GAP 1024
/* So many gaps around now are equal; from there on they grow with the distance. */
#define EQUAL_GAPS 16
/* On a branch nobody looks at, a gap may be this much wider. */
#define ASIDE 4.0
/* The part of the budget that data of the past may take. */
#define DATA_PART 0.75

guint
fv_history_gap (const FvHistory *self)
{
  const FvTrainingOptions *options = fv_training_edit (self->training);
  double floats = (1.0 + options->optimizer->n_slots)
                  * (double)fv_network_n_parameters (fv_training_network (self->training));
  /* Backward takes about twice what forward takes. */
  double batch = 3.0 * self->multiplies * options->batch_size;

  return (guint)CLAMP (ceil (floats * MULTIPLIES_A_FLOAT / (SHARE * batch)), 1.0, MAX_GAP);
}

/* Where a checkpoint of that batch and that many orders stands, or belongs. */
static guint
find_place (const FvLine *line, guint64 batch, guint orders)
{
  guint i = line->checkpoints->len;

  for (; i > 0; i--)
    {
      const FvCheckpoint *before = fv_line_checkpoint (line, i - 1);

      if (before->moment->batch < batch || (before->moment->batch == batch && before->orders < orders))
        break;
    }
  return i;
}

void
fv_history_insert (FvHistory *self, FvLine *line, FvMoment *moment, guint orders, guint data, gboolean pinned)
{
  FvCheckpoint checkpoint = { moment, orders, data, pinned };
  guint place = find_place (line, moment->batch, orders);

  if (place < line->checkpoints->len)
    {
      FvCheckpoint *there = fv_line_checkpoint (line, place);

      if (there->moment->batch == moment->batch && there->orders == orders)
        {
          there->pinned |= pinned;
          fv_moment_unref (moment);
          return;
        }
    }
  g_array_insert_val (line->checkpoints, place, checkpoint);
  self->n_checkpoints++;
  self->checkpoint_bytes += fv_moment_bytes (moment);
  fv_history_thin (self);
}

void
fv_history_keep (FvHistory *self, gboolean pinned)
{
  fv_history_insert (self, fv_history_leg (self, self->leg)->line, fv_moment_new (self->training),
                     self->applied, self->data_now, pinned);
}

void
fv_history_keep_if_due (FvHistory *self, guint gap)
{
  const FvLine *line = fv_history_leg (self, self->leg)->line;
  guint64 batch = fv_training_batches (self->training);
  guint place = find_place (line, batch, self->applied);
  guint64 before = place > 0 ? fv_line_checkpoint (line, place - 1)->moment->batch : line->left_at;

  if (batch >= before + gap)
    fv_history_keep (self, FALSE);
}

FvCheckpoint *
fv_history_nearest (const FvHistory *self, const FvLine *line, guint64 batch, guint orders)
{
  for (guint i = line->checkpoints->len; i > 0; i--)
    {
      FvCheckpoint *checkpoint = fv_line_checkpoint (line, i - 1);

      if (checkpoint->moment->batch <= batch && checkpoint->orders <= orders
          && fv_history_data (self, checkpoint->data)->train != NULL)
        return checkpoint;
    }
  return NULL;
}

/* --- Thinning --- */

static double
distance (guint64 a, guint64 b)
{
  return a > b ? (double)(a - b) : (double)(b - a);
}

/* The batch a replay would begin at without checkpoint nth. */
static guint64
begins_before (const FvHistory *self, const FvLine *line, guint nth)
{
  guint64 left_at = line->left_at;
  guint orders = line->left_orders;

  if (nth > 0)
    return fv_line_checkpoint (line, nth - 1)->moment->batch;
  while ((line = line->parent) != NULL)
    {
      const FvCheckpoint *before = fv_history_nearest (self, line, left_at, orders);

      if (before != NULL)
        return before->moment->batch;
      left_at = line->left_at;
      orders = line->left_orders;
    }
  return left_at;
}

static gboolean
is_on_path (const FvHistory *self, const FvLine *line)
{
  for (guint i = 0; i < self->path->len; i++)
    if (fv_history_leg (self, i)->line == line)
      return TRUE;
  return FALSE;
}

/* How far checkpoint nth is from where somebody looks. */
static double
distance_from_now (const FvHistory *self, const FvLine *line, gboolean on_path, guint64 batch)
{
  if (!on_path)
    return distance (line->newest, batch);
  return MIN (distance (fv_history_newest (self), batch),
              distance (fv_training_batches (self->training), batch));
}

/* The gap there would be without it, against what is right at its distance: the smallest is missed least. */
static double
worth (const FvHistory *self, const FvLine *line, gboolean on_path, guint nth, double gap)
{
  guint64 batch = fv_line_checkpoint (line, nth)->moment->batch;
  guint64 after
      = nth + 1 < line->checkpoints->len ? fv_line_checkpoint (line, nth + 1)->moment->batch : line->newest;
  double without = (double)(MAX (after, batch) - MIN (begins_before (self, line, nth), batch));
  double right = distance_from_now (self, line, on_path, batch) + EQUAL_GAPS * gap;

  return without / (on_path ? right : ASIDE * right);
}

static gboolean
drop_least (FvHistory *self)
{
  double gap = fv_history_gap (self), least = INFINITY;
  FvLine *where = NULL;
  guint which = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      FvLine *line = g_ptr_array_index (self->lines, i);
      gboolean on_path = is_on_path (self, line);

      for (guint j = 0; j < line->checkpoints->len; j++)
        {
          double found
              = fv_line_checkpoint (line, j)->pinned ? INFINITY : worth (self, line, on_path, j, gap);

          if (found >= least)
            continue;
          least = found;
          where = line;
          which = j;
        }
    }
  if (where == NULL)
    return FALSE;
  self->checkpoint_bytes -= fv_moment_bytes (fv_line_checkpoint (where, which)->moment);
  self->n_checkpoints--;
  g_array_remove_index (where->checkpoints, which);
  return TRUE;
}

static gsize
set_bytes (FvDataset *set)
{
  return set != NULL ? (fv_shape_size (fv_dataset_shape (set)) + 1) * fv_dataset_count (set) : 0;
}

/* What is only kept to go back to; the sets of now are everybody's. */
static gsize
past_bytes (const FvHistory *self, const FvHistoryData *data)
{
  const FvHistoryData *now = fv_history_data (self, self->data_now);

  return (data->train != now->train ? set_bytes (data->train) : 0)
         + (data->test != now->test ? set_bytes (data->test) : 0);
}

static gsize
all_past_bytes (const FvHistory *self)
{
  gsize bytes = 0;

  for (guint i = 0; i < self->data->len; i++)
    bytes += past_bytes (self, fv_history_data (self, i));
  return bytes;
}

static void
let_go_of_data (FvHistory *self)
{
  for (guint i = 0; i < self->data->len; i++)
    {
      FvHistoryData *data = fv_history_data (self, i);

      if ((double)all_past_bytes (self) <= DATA_PART * (double)self->budget)
        return;
      if (i == self->data_now)
        continue;
      g_clear_pointer (&data->train, fv_dataset_unref);
      g_clear_pointer (&data->test, fv_dataset_unref);
    }
}

static gsize
curve_bytes (const FvHistory *self)
{
  gsize bytes = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const FvLine *line = g_ptr_array_index (self->lines, i);
      const FvCurve *curve = line->frozen != NULL ? line->frozen->curve : fv_training_curve (self->training);
      const FvLayerCurve *layers = fv_curve_layers (curve);

      bytes += fv_curve_length (curve) * sizeof (FvCurvePoint);
      bytes += layers != NULL ? fv_layer_curve_bytes (layers) : 0;
    }
  return bytes;
}

gsize
fv_history_bytes (const FvHistory *self)
{
  gsize orders = 0;

  for (guint i = 0; i < self->lines->len; i++)
    orders += ((const FvLine *)g_ptr_array_index (self->lines, i))->orders->len;
  return self->checkpoint_bytes + self->edit_bytes + curve_bytes (self) + all_past_bytes (self)
         + orders * sizeof (FvOrder);
}

void
fv_history_thin (FvHistory *self)
{
  let_go_of_data (self);
  while (self->lines->len > FV_HISTORY_MAX_BRANCHES && fv_history_forget_line (self))
    ;
  while (self->n_checkpoints > FV_HISTORY_MAX_CHECKPOINTS || fv_history_bytes (self) > self->budget)
    if (!drop_least (self) && !fv_history_forget_line (self))
      return;
}
