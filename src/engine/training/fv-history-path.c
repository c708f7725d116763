/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-history-private.h"

/* On the way to where somebody wants to be, checkpoints are made from this many gaps before it: stepping back from
 * there is quick then. */
#define DENSE_GAPS 16
/* They may be denser than where training has to be quick. */
#define DENSER 4

GArray *
fv_history_path_to (const FvHistory *self, FvLine *line)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (FvLeg));
  FvLeg leg = { line, G_MAXUINT64, G_MAXUINT };

  while (leg.line != NULL)
    {
      g_array_prepend_val (path, leg);
      leg = (FvLeg){ leg.line->parent, leg.line->left_at, leg.line->left_orders };
    }
  return path;
}

static FvLeg *
nth_leg (const GArray *path, guint nth)
{
  return &g_array_index (path, FvLeg, nth);
}

static guint
leg_limit (const FvLeg *leg)
{
  return MIN (leg->limit, leg->line->orders->len);
}

static void
go_on_data (FvHistory *self, guint data)
{
  const FvHistoryData *sets = fv_history_data (self, data);

  fv_training_set_data (self->training, sets->train, sets->test, NULL);
  self->data_now = data;
}

void
fv_history_go_on_with (FvHistory *self, const FvTrainingOptions *options)
{
  FvTrainingOptions followed = *options;

  followed.n_threads = fv_training_edit (self->training)->n_threads;
  fv_training_set_options (self->training, &followed);
}

static void
follow (FvHistory *self, const FvOrder *order)
{
  switch (order->kind)
    {
    case FV_ORDER_WEIGHTS:
      fv_training_edit_values (self->training, order->start, order->count, order->values);
      return;
    case FV_ORDER_DATA:
      go_on_data (self, order->data);
      return;
    case FV_ORDER_OPTIONS:
    default:
      fv_history_go_on_with (self, &order->options);
    }
}

void
fv_history_settle (FvHistory *self)
{
  guint64 batch = fv_training_batches (self->training);

  for (;;)
    {
      const FvLeg *leg = fv_history_leg (self, self->leg);

      while (self->applied < leg_limit (leg) && fv_line_order (leg->line, self->applied)->batch <= batch)
        follow (self, fv_line_order (leg->line, self->applied++));
      if (self->leg + 1 == self->path->len || batch < leg->until)
        return;
      self->leg++;
      self->applied = 0;
    }
}

/* --- Where to begin --- */

/* A place on a path. checkpoint NULL: where training stands. */
typedef struct
{
  const FvCheckpoint *checkpoint;
  guint leg;
  guint applied;
  guint64 batch;
} Place;

static guint64
leg_begin (const GArray *path, guint nth)
{
  return nth_leg (path, nth)->line->left_at;
}

/* TRUE if all the sets are there that would be learned from on the way from place to batch. */
static gboolean
has_data (const FvHistory *self, const GArray *path, Place place, guint64 batch)
{
  for (guint i = place.leg; i < path->len; i++)
    {
      const FvLeg *leg = nth_leg (path, i);

      for (guint j = i == place.leg ? place.applied : 0; j < leg_limit (leg); j++)
        {
          const FvOrder *order = fv_line_order (leg->line, j);

          if (order->batch > batch)
            return TRUE;
          if (order->kind == FV_ORDER_DATA && fv_history_data (self, order->data)->train == NULL)
            return FALSE;
        }
      if (batch < leg->until)
        return TRUE;
    }
  return TRUE;
}

static gboolean
find_checkpoint (const FvHistory *self, const GArray *path, guint64 batch, Place *out)
{
  for (guint i = path->len; i > 0; i--)
    {
      const FvLeg *leg = nth_leg (path, i - 1);
      FvCheckpoint *found;

      if (batch < leg_begin (path, i - 1))
        continue;
      found = fv_history_nearest (self, leg->line, MIN (batch, leg->until), leg_limit (leg));
      if (found == NULL)
        continue;
      *out = (Place){ found, i - 1, found->orders, found->moment->batch };
      return has_data (self, path, *out, batch);
    }
  return FALSE;
}

/* Is going on from where training stands shorter? Only on the path it is on. */
static gboolean
find_start (const FvHistory *self, const GArray *path, guint64 batch, Place *out)
{
  Place here = { NULL, self->leg, self->applied, fv_training_batches (self->training) };
  gboolean found = find_checkpoint (self, path, batch, out);

  if (path == self->path && here.batch <= batch && (!found || here.batch >= out->batch)
      && has_data (self, path, here, batch))
    {
      *out = here;
      return TRUE;
    }
  return found;
}

/* --- Going there --- */

static void
restore (FvHistory *self, Place place)
{
  self->leg = place.leg;
  self->applied = place.applied;
  if (place.checkpoint == NULL)
    return;
  if (place.checkpoint->data != self->data_now)
    go_on_data (self, place.checkpoint->data);
  fv_moment_restore (place.checkpoint->moment, self->training);
}

/* Farther off, some are made as well: who steps back beyond the dense ones has no long way to go. */
static void
keep_on_the_way (FvHistory *self, guint64 begin, guint64 target)
{
  guint64 batch = fv_training_batches (self->training);
  guint64 apart = MAX ((target - begin) / DENSE_GAPS, 1);
  guint gap = fv_history_gap (self);

  if (target - batch <= (guint64)DENSE_GAPS * gap)
    fv_history_keep_if_due (self, MAX (gap / DENSER, 1));
  else if ((batch - begin) % apart == 0)
    fv_history_keep_if_due (self, gap);
}

static FvSeek
replay (FvHistory *self, guint64 target, const int *stop, FvHistoryProgress progress, gpointer data)
{
  guint64 begin = fv_training_batches (self->training);

  fv_history_settle (self);
  while (fv_training_batches (self->training) < target)
    {
      if (fv_training_replay (self->training, stop) != FV_TRAINING_OK)
        return FV_SEEK_STOPPED;
      keep_on_the_way (self, begin, target);
      fv_history_settle (self);
      if (progress != NULL)
        progress (fv_training_batches (self->training) - begin, target - begin, data);
    }
  return FV_SEEK_THERE;
}

static guint64
inside (const GArray *path, guint64 batch)
{
  return CLAMP (batch, leg_begin (path, 0), nth_leg (path, path->len - 1)->line->newest);
}

/* The newest moment is worth remembering when it is left: one comes back to it. */
void
fv_history_leave (FvHistory *self)
{
  if (fv_history_at_newest (self))
    fv_history_keep (self, FALSE);
}

FvSeek
fv_history_seek (FvHistory *self, guint64 batch, const int *stop, FvHistoryProgress progress, gpointer data)
{
  Place place;

  batch = inside (self->path, batch);
  if (batch < fv_training_batches (self->training))
    fv_history_leave (self);
  if (!find_start (self, self->path, batch, &place))
    return FV_SEEK_LOST;
  restore (self, place);
  return replay (self, batch, stop, progress, data);
}

guint64
fv_history_distance (const FvHistory *self, guint64 batch)
{
  Place place;

  batch = inside (self->path, batch);
  return find_start (self, self->path, batch, &place) ? batch - place.batch : G_MAXUINT64;
}

FvTrainingState
fv_history_batch (FvHistory *self, const int *stop)
{
  gboolean is_new = fv_history_at_newest (self);
  FvTrainingState state
      = is_new ? fv_training_batch (self->training, stop) : fv_training_replay (self->training, stop);

  if (state != FV_TRAINING_OK)
    return state;
  if (is_new)
    fv_history_line (self)->newest = fv_training_batches (self->training);
  fv_history_keep_if_due (self, fv_history_gap (self));
  fv_history_thin (self); /* the curve may have grown */
  fv_history_settle (self);
  return FV_TRAINING_OK;
}

FvSeek
fv_history_choose (FvHistory *self, guint id, guint64 batch, const int *stop, FvHistoryProgress progress,
                   gpointer data)
{
  FvLine *line, *shown = fv_history_line (self);
  GArray *path;
  Place place;

  if (shown->id == id)
    return fv_history_seek (self, batch, stop, progress, data);
  fv_history_leave (self); /* which may forget the oldest */
  line = fv_history_find_line (self, id);
  if (line == NULL)
    return FV_SEEK_LOST;
  path = fv_history_path_to (self, line);
  batch = inside (path, batch);
  if (!find_start (self, path, batch, &place))
    {
      g_array_unref (path);
      return FV_SEEK_LOST;
    }
  shown->frozen = fv_line_describe (
      self, shown, fv_training_swap_curve (self->training, fv_curve_copy (line->frozen->curve)));
  g_clear_pointer (&line->frozen, fv_branch_unref);
  g_array_unref (self->path);
  self->path = path;
  restore (self, place);
  return replay (self, batch, stop, progress, data);
}
