/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-history-private.h"

void
fv_order_clear (FvOrder *order)
{
  g_free (order->values);
}

void
fv_checkpoint_clear (FvCheckpoint *checkpoint)
{
  g_clear_pointer (&checkpoint->moment, fv_moment_unref);
}

FvOrder *
fv_line_order (const FvLine *line, guint nth)
{
  return &g_array_index (line->orders, FvOrder, nth);
}

FvCheckpoint *
fv_line_checkpoint (const FvLine *line, guint nth)
{
  return &g_array_index (line->checkpoints, FvCheckpoint, nth);
}

FvLine *
fv_line_new_empty (FvHistory *self, guint id)
{
  FvLine *line = g_new0 (FvLine, 1);

  line->id = id;
  line->orders = g_array_new (FALSE, FALSE, sizeof (FvOrder));
  g_array_set_clear_func (line->orders, (GDestroyNotify)fv_order_clear);
  line->checkpoints = g_array_new (FALSE, FALSE, sizeof (FvCheckpoint));
  g_array_set_clear_func (line->checkpoints, (GDestroyNotify)fv_checkpoint_clear);
  g_ptr_array_add (self->lines, line);
  return line;
}

FvLine *
fv_line_new (FvHistory *self, FvBranchKind kind, FvLine *parent, guint64 left_at, guint left_orders)
{
  FvLine *line = fv_line_new_empty (self, self->next_id++);

  line->kind = kind;
  line->parent = parent;
  line->parent_id = parent != NULL ? parent->id : 0;
  line->left_at = line->newest = left_at;
  line->left_orders = left_orders;
  line->before = line->start = *fv_training_edit (self->training);
  line->data_before = self->data_now;
  return line;
}

void
fv_line_free (FvLine *line)
{
  g_array_unref (line->orders);
  g_array_unref (line->checkpoints);
  g_clear_pointer (&line->frozen, fv_branch_unref);
  g_free (line);
}

FvLeg *
fv_history_leg (const FvHistory *self, guint nth)
{
  return &g_array_index (self->path, FvLeg, nth);
}

FvLine *
fv_history_line (const FvHistory *self)
{
  return fv_history_leg (self, self->path->len - 1)->line;
}

FvLine *
fv_history_find_line (const FvHistory *self, guint id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      FvLine *line = g_ptr_array_index (self->lines, i);

      if (line->id == id)
        return line;
    }
  return NULL;
}

/* What the line went on with: the orders given where it began belong to its beginning. */
static void
find_beginning (const FvLine *line, FvTrainingOptions *options, guint *data)
{
  *options = line->start;
  *data = line->data_before;
  for (guint i = 0; i < line->orders->len; i++)
    {
      const FvOrder *order = fv_line_order (line, i);

      if (order->batch > line->left_at)
        return;
      if (order->kind == FV_ORDER_OPTIONS)
        *options = order->options;
      else if (order->kind == FV_ORDER_DATA)
        *data = order->data;
    }
}

FvBranch *
fv_line_describe (const FvHistory *self, const FvLine *line, FvCurve *curve)
{
  FvBranch *branch = fv_branch_new ();
  guint data_after;

  branch->id = line->id;
  branch->parent = line->parent_id;
  branch->left_at = line->left_at;
  branch->newest = line->newest;
  branch->kind = line->kind;
  branch->before = line->before;
  find_beginning (line, &branch->after, &data_after);
  branch->data_before = g_strdup (fv_history_data (self, line->data_before)->name);
  branch->data_after = g_strdup (fv_history_data (self, data_after)->name);
  branch->curve = curve;
  return branch;
}
