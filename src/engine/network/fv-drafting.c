/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-drafting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-error.h"
#include "fv-network.h"

#define STEPS_MAX 500 /* older ones are forgotten */
#define NO_ROW    G_MAXUINT

struct _FvDrafting
{
  FvDraft *draft;
  GPtrArray *undo; /* FvDraft: what it was before, the latest last */
  GPtrArray *redo;
  guint typing; /* the row whose typing is one step to undo; NO_ROW: none */
};

FvDrafting *
fv_drafting_new (const char *text)
{
  FvDrafting *self = g_new0 (FvDrafting, 1);

  self->draft = fv_draft_new (text);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify)fv_draft_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify)fv_draft_free);
  self->typing = NO_ROW;
  return self;
}

void
fv_drafting_free (FvDrafting *self)
{
  if (self == NULL)
    return;
  fv_draft_free (self->draft);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_free (self);
}

const FvDraft *
fv_drafting_draft (const FvDrafting *self)
{
  return self->draft;
}

/* Before each change. */
static void
remember (FvDrafting *self)
{
  if (self->undo->len == STEPS_MAX)
    g_ptr_array_remove_index (self->undo, 0);
  g_ptr_array_add (self->undo, fv_draft_copy (self->draft));
  g_ptr_array_set_size (self->redo, 0);
  self->typing = NO_ROW;
}

void
fv_drafting_type (FvDrafting *self, guint row, const char *text)
{
  if (self->typing != row)
    remember (self);
  self->typing = row;
  fv_draft_set (self->draft, row, text);
}

void
fv_drafting_set (FvDrafting *self, guint row, const char *text)
{
  remember (self);
  fv_draft_set (self->draft, row, text);
}

void
fv_drafting_set_loss (FvDrafting *self, const char *name)
{
  remember (self);
  fv_draft_set_loss (self->draft, name);
}

void
fv_drafting_insert (FvDrafting *self, guint row, const char *text)
{
  remember (self);
  fv_draft_insert (self->draft, row, text);
}

static gboolean
is_layer (const FvDrafting *self, guint row)
{
  return row >= 1 && row < fv_draft_n_rows (self->draft);
}

gboolean
fv_drafting_remove (FvDrafting *self, guint row)
{
  if (!is_layer (self, row))
    return FALSE;
  remember (self);
  fv_draft_remove (self->draft, row);
  return TRUE;
}

gboolean
fv_drafting_move (FvDrafting *self, guint row, guint to)
{
  if (!is_layer (self, row) || !is_layer (self, to) || row == to)
    return FALSE;
  remember (self);
  fv_draft_move (self->draft, row, to);
  return TRUE;
}

static guint
count_parts (const char *text)
{
  guint n = 1;

  for (const char *c = text; *c != '\0'; c++)
    n += *c == ';';
  return n;
}

gboolean
fv_drafting_replace (FvDrafting *self, const char *text, GError **error)
{
  gsize length = strlen (text);
  guint parts;

  if (length > FV_NETWORK_MAX_TEXT)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
                   _ ("the text has %zu bytes; that of an architecture has at most %u"), length,
                   FV_NETWORK_MAX_TEXT);
      return FALSE;
    }
  parts = count_parts (text);
  if (parts > FV_NETWORK_MAX_LAYERS + 2) /* the loss, and a semicolon at the end */
    {
      g_set_error (error, FV_ERROR, FV_ERROR_NETWORK, _ ("the text has %u layers; at most %u are possible"),
                   parts, FV_NETWORK_MAX_LAYERS);
      return FALSE;
    }
  remember (self);
  fv_draft_free (self->draft);
  self->draft = fv_draft_new (text);
  return TRUE;
}

/* One back: what there is goes to where one came from. */
static gboolean
step (FvDrafting *self, GPtrArray *from, GPtrArray *to)
{
  if (from->len == 0)
    return FALSE;
  g_ptr_array_add (to, self->draft);
  self->draft = g_ptr_array_steal_index (from, from->len - 1);
  self->typing = NO_ROW;
  return TRUE;
}

gboolean
fv_drafting_undo (FvDrafting *self)
{
  return step (self, self->undo, self->redo);
}

gboolean
fv_drafting_redo (FvDrafting *self)
{
  return step (self, self->redo, self->undo);
}

gboolean
fv_drafting_can_undo (const FvDrafting *self)
{
  return self->undo->len > 0;
}

gboolean
fv_drafting_can_redo (const FvDrafting *self)
{
  return self->redo->len > 0;
}
