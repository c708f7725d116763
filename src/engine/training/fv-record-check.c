/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdint.h>

#include "fv-error.h"
#include "fv-record-private.h"

/* How many of the line's orders were given by then. */
static guint
count_orders (const FvLine *line, guint64 batch)
{
  guint count = 0;

  while (count < line->orders->len && fv_line_order (line, count)->batch <= batch)
    count++;
  return count;
}

static gboolean
orders_are_sound (const FvHistory *history, const FvLine *line)
{
  guint64 last = line->left_at;

  for (guint i = 0; i < line->orders->len; i++)
    {
      const FvOrder *order = fv_line_order (line, i);

      if (order->batch < last || order->batch > line->newest)
        return FALSE;
      if (order->kind == FV_ORDER_DATA && order->data >= history->data->len)
        return FALSE;
      last = order->batch;
    }
  return TRUE;
}

static gboolean
checkpoints_are_sound (const FvHistory *history, const FvLine *line)
{
  const FvCheckpoint *last = NULL;

  for (guint i = 0; i < line->checkpoints->len; i++)
    {
      const FvCheckpoint *checkpoint = fv_line_checkpoint (line, i);
      guint64 batch = checkpoint->moment->batch;

      if (batch < line->left_at || batch > line->newest || checkpoint->orders > count_orders (line, batch)
          || checkpoint->data >= history->data->len)
        return FALSE;
      if (last != NULL
          && (batch < last->moment->batch
              || (batch == last->moment->batch && checkpoint->orders <= last->orders)))
        return FALSE;
      last = checkpoint;
    }
  return TRUE;
}

/* A line begins on its parent, or with a moment of its own. */
static gboolean
beginning_is_sound (const FvLine *line)
{
  const FvLine *parent = line->parent;

  if (line->newest < line->left_at)
    return FALSE;
  if (parent != NULL)
    return line->left_at >= parent->left_at && line->left_at <= parent->newest
           && line->left_orders <= count_orders (parent, line->left_at);
  return line->checkpoints->len > 0 && fv_line_checkpoint (line, 0)->moment->batch == line->left_at
         && fv_line_checkpoint (line, 0)->orders == 0 && fv_line_checkpoint (line, 0)->pinned;
}

static gboolean
line_is_sound (const FvHistory *history, const FvLine *line)
{
  return line->id < history->next_id && line->data_before < history->data->len && beginning_is_sound (line)
         && orders_are_sound (history, line) && checkpoints_are_sound (history, line);
}

static guint64
first_of (const FvLine *line)
{
  while (line->parent != NULL)
    line = line->parent;
  return line->left_at;
}

/* The model stands on the line that is shown. */
static gboolean
shown_is_sound (const FvRecord *self)
{
  const FvLine *shown = fv_history_find_line (self->history, self->shown);

  return shown != NULL && self->history->data_now < self->history->data->len
         && self->model->batch >= first_of (shown) && self->model->batch <= shown->newest;
}

gboolean
fv_record_check_history (const FvRecord *self, const char *name, GError **error)
{
  for (guint i = 0; i < self->history->lines->len; i++)
    {
      const FvLine *line = g_ptr_array_index (self->history->lines, i);

      if (line_is_sound (self->history, line))
        continue;
      g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: branch %u of its history contradicts itself"),
                   name, line->id);
      return FALSE;
    }
  if (shown_is_sound (self))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: its history does not go through its batch %ju"), name,
               (uintmax_t)self->model->batch);
  return FALSE;
}
