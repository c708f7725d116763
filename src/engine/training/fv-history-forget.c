/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-history-private.h"

/* The last of them in *last. */
static guint
count_children (const FvHistory *self, const FvLine *line, FvLine **last)
{
  guint count = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      FvLine *other = g_ptr_array_index (self->lines, i);

      if (other->parent != line)
        continue;
      *last = other;
      count++;
    }
  return count;
}

static void
discard_checkpoint (FvHistory *self, FvLine *line, guint nth)
{
  self->checkpoint_bytes -= fv_moment_bytes (fv_line_checkpoint (line, nth)->moment);
  self->n_checkpoints--;
  g_array_remove_index (line->checkpoints, nth);
}

static void
discard_orders (FvHistory *self, FvLine *line, guint kept)
{
  for (guint i = kept; i < line->orders->len; i++)
    self->edit_bytes -= fv_line_order (line, i)->count * sizeof (float);
  g_array_set_size (line->orders, kept);
}

/* What leads only to batches that nobody can reach any more. */
static void
cut (FvHistory *self, FvLine *line, guint64 batch, guint orders)
{
  for (guint i = line->checkpoints->len; i > 0; i--)
    {
      const FvCheckpoint *checkpoint = fv_line_checkpoint (line, i - 1);

      if (checkpoint->moment->batch > batch || checkpoint->orders > orders)
        discard_checkpoint (self, line, i - 1);
    }
  discard_orders (self, line, orders);
}

static void
empty (FvHistory *self, FvLine *line)
{
  while (line->checkpoints->len > 0)
    discard_checkpoint (self, line, line->checkpoints->len - 1);
  discard_orders (self, line, 0);
}

/* a's contents come before b's; a is left empty. */
static void
join (GArray *a, GArray *b)
{
  g_array_prepend_vals (b, a->data, a->len);
  g_array_set_clear_func (a, NULL);
  g_array_set_size (a, 0);
}

/* The orders of child are counted from further back now. */
static void
shift_counts (FvHistory *self, FvLine *child, guint shift)
{
  for (guint i = 0; i < child->checkpoints->len; i++)
    fv_line_checkpoint (child, i)->orders += shift;
  for (guint i = 0; i < self->lines->len; i++)
    {
      FvLine *other = g_ptr_array_index (self->lines, i);

      if (other->parent == child)
        other->left_orders += shift;
    }
}

/* Where training stands on the path that is shorter by line but goes through the same batches. */
static void
find_place_again (FvHistory *self, const FvLine *line, FvLine *child, guint shift)
{
  FvLine *place = fv_history_leg (self, self->leg)->line;
  FvLine *shown = fv_history_line (self);

  if (place == child)
    self->applied += shift;
  if (place == line)
    place = child;
  g_array_unref (self->path);
  self->path = fv_history_path_to (self, shown);
  for (self->leg = 0; fv_history_leg (self, self->leg)->line != place; self->leg++)
    g_assert (self->leg + 1 < self->path->len);
}

static void
freeze_again (const FvHistory *self, FvLine *line)
{
  FvBranch *before = line->frozen;

  if (before == NULL)
    return;
  line->frozen = fv_line_describe (self, line, fv_curve_copy (before->curve));
  fv_branch_unref (before);
}

/* The child begins where line began and is all that is left of it. */
static void
absorb (FvHistory *self, FvLine *line, FvLine *child)
{
  guint shift = child->left_orders;

  cut (self, line, child->left_at, shift);
  shift_counts (self, child, shift);
  join (line->orders, child->orders);
  join (line->checkpoints, child->checkpoints);
  child->parent = line->parent;
  child->parent_id = line->parent_id;
  child->left_at = line->left_at;
  child->left_orders = line->left_orders;
  child->before = line->before;
  child->start = line->start;
  child->data_before = line->data_before;
  child->kind = line->kind;
  freeze_again (self, child);
  find_place_again (self, line, child, shift);
}

gboolean
fv_history_forget_line (FvHistory *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      FvLine *line = g_ptr_array_index (self->lines, i);
      FvLine *child = NULL;
      guint children = count_children (self, line, &child);

      if (line == fv_history_line (self) || children > 1)
        continue;
      if (children == 1)
        absorb (self, line, child);
      else
        empty (self, line);
      g_ptr_array_remove_index (self->lines, i);
      return TRUE;
    }
  return FALSE;
}
