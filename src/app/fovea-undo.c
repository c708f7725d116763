/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-undo.h"

#define MOST 100
/* A world can take as much memory as a history has. */
#define MOST_WORLDS 3

struct _FoveaUndo
{
  GArray *sides[2]; /* FoveaUndoEntry, the newest last: to take back, and to do again */
  guint group;
  guint depth; /* of groups that were begun */
};

void
fovea_undo_entry_clear (FoveaUndoEntry *entry)
{
  g_free (entry->title);
  g_free (entry->values);
  g_clear_pointer (&entry->train, fv_dataset_unref);
  g_clear_pointer (&entry->test, fv_dataset_unref);
  g_clear_pointer (&entry->record, fv_record_unref);
}

FoveaUndo *
fovea_undo_new (void)
{
  FoveaUndo *self = g_new0 (FoveaUndo, 1);

  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      self->sides[i] = g_array_new (FALSE, FALSE, sizeof (FoveaUndoEntry));
      g_array_set_clear_func (self->sides[i], (GDestroyNotify)fovea_undo_entry_clear);
    }
  return self;
}

void
fovea_undo_free (FoveaUndo *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    g_array_unref (self->sides[i]);
  g_free (self);
}

static FoveaUndoEntry *
nth (GArray *side, guint i)
{
  return &g_array_index (side, FoveaUndoEntry, i);
}

/* How many of the oldest have to go; those before a world are of it. */
static guint
count_too_many (GArray *side)
{
  guint worlds = 0;

  for (guint i = side->len; i > 0; i--)
    if (nth (side, i - 1)->kind == FOVEA_UNDO_WORLD && ++worlds > MOST_WORLDS)
      return i;
  return side->len > MOST ? side->len - MOST : 0;
}

static void
append (GArray *side, FoveaUndoEntry entry)
{
  guint too_many;

  g_array_append_val (side, entry);
  too_many = count_too_many (side);
  if (too_many > 0)
    g_array_remove_range (side, 0, too_many);
}

void
fovea_undo_push (FoveaUndo *self, FoveaUndoEntry entry)
{
  if (self->depth == 0)
    self->group++;
  entry.group = self->group;
  entry.time_us = g_get_monotonic_time ();
  append (self->sides[FALSE], entry);
  g_array_set_size (self->sides[TRUE], 0);
}

FoveaUndoEntry *
fovea_undo_peek (FoveaUndo *self)
{
  GArray *side = self->sides[FALSE];

  return side->len > 0 ? nth (side, side->len - 1) : NULL;
}

void
fovea_undo_begin_group (FoveaUndo *self)
{
  if (self->depth++ == 0)
    self->group++;
}

void
fovea_undo_end_group (FoveaUndo *self)
{
  g_return_if_fail (self->depth > 0);
  self->depth--;
}

gboolean
fovea_undo_can (const FoveaUndo *self, gboolean redo)
{
  return self->sides[redo]->len > 0;
}

gboolean
fovea_undo_take (FoveaUndo *self, gboolean redo, guint *group, FoveaUndoEntry *out)
{
  GArray *side = self->sides[redo];

  if (side->len == 0 || (*group != 0 && nth (side, side->len - 1)->group != *group))
    return FALSE;
  *out = *nth (side, side->len - 1);
  *group = out->group;
  g_array_set_clear_func (side, NULL); /* it has another owner now */
  g_array_set_size (side, side->len - 1);
  g_array_set_clear_func (side, (GDestroyNotify)fovea_undo_entry_clear);
  return TRUE;
}

void
fovea_undo_give (FoveaUndo *self, gboolean redo, FoveaUndoEntry entry)
{
  append (self->sides[!redo], entry);
}
