/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-trainer-private.h"
#include "fv-training-private.h"

static void
command_free (gpointer data)
{
  FvCommand *command = data;

  g_free (command->values);
  g_clear_pointer (&command->train, fv_dataset_unref);
  g_clear_pointer (&command->test, fv_dataset_unref);
  g_free (command);
}

void
fv_commands_clear (GQueue *commands)
{
  g_queue_clear_full (commands, command_free);
}

static gboolean
goes_elsewhere (const FvCommand *command)
{
  return command->kind == FV_COMMAND_SEEK || command->kind == FV_COMMAND_BACK;
}

void
fv_commands_cancel_seeks (GQueue *commands)
{
  for (GList *link = commands->head; link != NULL;)
    {
      GList *next = link->next;

      if (goes_elsewhere (link->data))
        {
          command_free (link->data);
          g_queue_delete_link (commands, link);
        }
      link = next;
    }
}

/* --- Giving --- */

/* Of several that only say where to go, or which rate, the last one counts. */
static void
drop_outdated (GQueue *commands, const FvCommand *command)
{
  const FvCommand *last = g_queue_peek_tail (commands);

  if (last == NULL || (command->kind != FV_COMMAND_SEEK && command->kind != FV_COMMAND_HYPER)
      || last->kind != command->kind)
    return;
  command_free (g_queue_pop_tail (commands));
}

static gboolean
is_shown (const FvCommand *command)
{
  return command->kind != FV_COMMAND_BUDGET && command->kind != FV_COMMAND_RULES
         && command->kind != FV_COMMAND_RECORD;
}

/* Takes over what command owns. pauses: who goes to a moment wants to look at it. */
static void
give (FvTrainer *self, FvCommand command, gboolean pauses)
{
  fv_gate_lock (self->gate);
  if (pauses)
    {
      self->orders.running = FALSE;
      self->orders.steps = 0;
      self->orders.serial++;
    }
  if (is_shown (&command))
    command.given = ++self->orders.given;
  drop_outdated (&self->commands, &command);
  g_queue_push_tail (&self->commands, g_memdup2 (&command, sizeof command));
  fv_trainer_give_orders (self);
  fv_gate_unlock (self->gate);
}

void
fv_trainer_set_options (FvTrainer *self, FvHyper hyper, guint batch_size)
{
  g_return_if_fail (batch_size > 0);
  give (self,
        (FvCommand){ .kind = FV_COMMAND_HYPER, .options = { .hyper = hyper, .batch_size = batch_size } },
        FALSE);
}

void
fv_trainer_set_training_options (FvTrainer *self, const FvTrainingOptions *options)
{
  g_return_if_fail (options->optimizer != NULL && options->batch_size > 0);
  give (self, (FvCommand){ .kind = FV_COMMAND_OPTIONS, .options = *options }, FALSE);
}

void
fv_trainer_edit (FvTrainer *self, gsize start, gsize count, const float *values)
{
  gsize all = fv_network_n_parameters (self->network);

  g_return_if_fail (start <= all && count <= all - start);
  give (self,
        (FvCommand){ .kind = FV_COMMAND_EDIT,
                     .start = start,
                     .count = count,
                     .values = g_memdup2 (values, count * sizeof *values) },
        FALSE);
}

gboolean
fv_trainer_set_data (FvTrainer *self, FvDataset *train, FvDataset *test, GError **error)
{
  if (!fv_training_data_fit (self->network, train, test, error))
    return FALSE;
  give (self,
        (FvCommand){ .kind = FV_COMMAND_DATA,
                     .train = fv_dataset_ref (train),
                     .test = test != NULL ? fv_dataset_ref (test) : NULL },
        FALSE);
  return TRUE;
}

void
fv_trainer_branch (FvTrainer *self)
{
  give (self, (FvCommand){ .kind = FV_COMMAND_BRANCH }, FALSE);
}

void
fv_trainer_restart (FvTrainer *self)
{
  give (self, (FvCommand){ .kind = FV_COMMAND_RESTART }, FALSE);
}

void
fv_trainer_new_weights (FvTrainer *self, guint64 seed)
{
  give (self, (FvCommand){ .kind = FV_COMMAND_NEW_WEIGHTS, .number = seed }, FALSE);
}

void
fv_trainer_seek (FvTrainer *self, guint branch, guint64 batch)
{
  give (self, (FvCommand){ .kind = FV_COMMAND_SEEK, .branch = branch, .number = batch }, TRUE);
}

void
fv_trainer_step_back (FvTrainer *self, guint n)
{
  give (self, (FvCommand){ .kind = FV_COMMAND_BACK, .count = n }, TRUE);
}

void
fv_trainer_set_budget (FvTrainer *self, gsize bytes)
{
  give (self, (FvCommand){ .kind = FV_COMMAND_BUDGET, .count = bytes }, FALSE);
}

void
fv_trainer_set_stop_rules (FvTrainer *self, FvStopRules rules)
{
  give (self, (FvCommand){ .kind = FV_COMMAND_RULES, .rules = rules }, FALSE);
}

void
fv_trainer_ask_record (FvTrainer *self)
{
  give (self, (FvCommand){ .kind = FV_COMMAND_RECORD }, FALSE);
}

/* --- Following, on the thread --- */

static void
on_replayed (guint64 done, guint64 total, gpointer data)
{
  FvTrainer *self = data;

  self->work.replay_done = self->work.replay_before + done;
  self->work.replay_total = self->work.replay_before + total;
  if (done < total && g_atomic_int_get (&self->want))
    fv_trainer_post (self);
}

/* FALSE if new orders came first: it is still to be done, and goes on from where it stands. */
static gboolean
seek (FvTrainer *self, FvCommand *command)
{
  guint branch = command->branch != 0 ? command->branch : fv_history_shown_branch (self->history);
  guint64 done;
  FvSeek seek;

  self->work.replay_before = command->replayed;
  seek = fv_history_choose (self->history, branch, command->number, &self->stop, on_replayed, self);
  done = self->work.replay_done;
  self->work.replay_done = self->work.replay_total = 0;
  if (seek == FV_SEEK_STOPPED && g_atomic_int_get (&self->stop))
    {
      command->replayed = MAX (command->replayed, done);
      return FALSE;
    }
  self->work.lost = seek != FV_SEEK_THERE;
  return TRUE;
}

/* A step back is one from where it stands. */
static void
make_absolute (const FvTrainer *self, FvCommand *command)
{
  guint64 batch = fv_training_batches (self->training);

  if (command->kind != FV_COMMAND_BACK)
    return;
  command->kind = FV_COMMAND_SEEK;
  command->number = batch - MIN (command->count, batch);
}

static void
set_hyper (FvTrainer *self, const FvTrainingOptions *wanted)
{
  FvTrainingOptions options = *fv_training_edit (self->training);

  options.hyper = wanted->hyper;
  options.batch_size = wanted->batch_size;
  fv_history_set_options (self->history, &options);
}

static void
post_record (FvTrainer *self)
{
  FvRecord *unread = fv_mailbox_exchange (&self->records, fv_record_new (self->history));

  if (unread != NULL)
    fv_record_unref (unread);
  else if (self->notify != NULL)
    self->notify (self->data);
}

/* All but the seeks. */
static void
follow (FvTrainer *self, const FvCommand *command)
{
  switch (command->kind)
    {
    case FV_COMMAND_HYPER:
      set_hyper (self, &command->options);
      break;
    case FV_COMMAND_OPTIONS:
      fv_history_set_options (self->history, &command->options);
      break;
    case FV_COMMAND_EDIT:
      fv_history_edit (self->history, command->start, command->count, command->values);
      break;
    case FV_COMMAND_DATA:
      fv_history_set_data (self->history, command->train, command->test, NULL);
      break;
    case FV_COMMAND_BRANCH:
      fv_history_branch (self->history);
      break;
    case FV_COMMAND_RESTART:
      fv_history_restart (self->history);
      break;
    case FV_COMMAND_NEW_WEIGHTS:
      fv_history_new_weights (self->history, command->number);
      break;
    case FV_COMMAND_BUDGET:
      fv_history_set_budget (self->history, command->count);
      break;
    case FV_COMMAND_RULES:
      self->work.rules = command->rules;
      break;
    case FV_COMMAND_RECORD:
      post_record (self);
      break;
    case FV_COMMAND_SEEK:
    case FV_COMMAND_BACK:
    default:
      g_assert_not_reached ();
    }
}

/* Another way is shown: what was wrong on the old one is of no concern. */
static void
forget_troubles (FvTrainer *self, guint branch_before)
{
  if (fv_history_shown_branch (self->history) != branch_before)
    fv_watch_reset (self->watch);
}

/* FALSE if it is still to be done. */
static gboolean
follow_one (FvTrainer *self, FvCommand *command)
{
  guint branch = fv_history_shown_branch (self->history);
  gboolean done = TRUE;

  make_absolute (self, command);
  if (command->kind == FV_COMMAND_SEEK)
    done = seek (self, command);
  else
    follow (self, command);
  forget_troubles (self, branch);
  if (done && is_shown (command))
    {
      self->work.followed = command->given;
      self->work.stopped_by = -1; /* it rests for another reason now */
      fv_trainer_post (self);
    }
  return done;
}

/* One that goes elsewhere from where the first was still on its way to: the way there is saved. */
static void
join_seeks (GQueue *commands)
{
  FvCommand *first = g_queue_peek_head (commands);

  while (first != NULL && first->kind == FV_COMMAND_SEEK && commands->head->next != NULL
         && goes_elsewhere (commands->head->next->data))
    {
      FvCommand *second = commands->head->next->data;

      if (second->kind == FV_COMMAND_BACK)
        {
          first->number -= MIN (second->count, first->number);
          first->given = second->given;
        }
      else
        *first = *second;
      command_free (second);
      g_queue_delete_link (commands, commands->head->next);
    }
}

void
fv_trainer_follow_commands (FvTrainer *self)
{
  GQueue *commands = &self->work.commands;

  join_seeks (commands);
  while (!g_queue_is_empty (commands))
    {
      if (!follow_one (self, g_queue_peek_head (commands)))
        return;
      command_free (g_queue_pop_head (commands));
      join_seeks (commands);
    }
}
