/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-draft.h"

#include <string.h>

#include "fv-error.h"

typedef struct
{
  char *text;
  FvLayer *layer; /* NULL: the input, or a mistake here or above */
  FvShape shape;
  char *arithmetic;
  char *mistake;
} Row;

struct _FvDraft
{
  GPtrArray *rows; /* Row, the input first */
  char *loss;
  FvNetwork *network; /* NULL: there is a mistake somewhere */
  char *mistake;      /* of the whole */
};

static Row *
row_new (const char *text)
{
  Row *row = g_new0 (Row, 1);

  row->text = g_strdelimit (g_strdup (text), ";\n\r\t\v\f", ' '); /* would make two rows of one */
  g_strstrip (row->text);
  return row;
}

/* A loss that ends the row is no part of it, as in the text form: it goes to where the loss is. */
static void
take_loss (FvDraft *self, Row *row)
{
  char *at = g_strrstr (row->text, "loss=");

  if (at == NULL || (at > row->text && at[-1] != ' ') || fv_loss_from_name (at + strlen ("loss=")) == NULL)
    return;
  g_free (self->loss);
  self->loss = g_strdup (at + strlen ("loss="));
  *at = '\0';
  g_strstrip (row->text);
}

static void
row_forget (Row *row)
{
  g_clear_pointer (&row->layer, fv_layer_free);
  g_clear_pointer (&row->arithmetic, g_free);
  g_clear_pointer (&row->mistake, g_free);
}

static void
row_free (Row *row)
{
  row_forget (row);
  g_free (row->text);
  g_free (row);
}

static Row *
row_at (const FvDraft *self, guint row)
{
  return self->rows->pdata[row];
}

/* A network of the input and a layer that fits any says whether the input makes sense. */
static gboolean
read_input (Row *row)
{
  g_autofree char *text = g_strdup_printf ("%s rasterize; softmax 2", row->text);
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (text, &error);

  if (network == NULL)
    {
      row->mistake = g_strdup (error->message);
      return FALSE;
    }
  row->shape = fv_network_shape (network, 0);
  return TRUE;
}

static gboolean
read_layer (Row *row, guint place, FvShape below)
{
  g_autoptr (GError) error = NULL;

  row->layer = fv_layer_new_from_text (row->text, place, below, &error);
  if (row->layer == NULL)
    {
      row->mistake = g_strdup (error->message);
      return FALSE;
    }
  row->shape = row->layer->output;
  row->arithmetic = fv_layer_arithmetic (row->layer);
  return TRUE;
}

/* Rows in order, until one has a mistake: what is above it cannot be known. */
static gboolean
read_rows (FvDraft *self)
{
  gboolean known = read_input (row_at (self, 0));

  for (guint i = 1; i < self->rows->len && known; i++)
    known = read_layer (row_at (self, i), i, row_at (self, i - 1)->shape);
  return known;
}

/* What is wrong with a network whose every layer is right by itself stands at the layer all the same, if it is one. */
static void
work_out (FvDraft *self)
{
  g_autofree char *text = fv_draft_to_text (self);
  g_autoptr (GError) error = NULL;
  guint place;

  g_clear_pointer (&self->network, fv_network_unref);
  g_clear_pointer (&self->mistake, g_free);
  for (guint i = 0; i < self->rows->len; i++)
    row_forget (row_at (self, i));
  if (!read_rows (self))
    return;
  self->network = fv_network_new_or_place (text, &place, &error);
  if (self->network == NULL && place > 0 && place < self->rows->len)
    row_at (self, place)->mistake = g_strdup (error->message);
  else if (self->network == NULL)
    self->mistake = g_strdup (error->message);
}

static const char *
text_of_preset (const char *text)
{
  for (guint i = 0; fv_preset_nth (i) != NULL; i++)
    if (g_str_equal (fv_preset_nth (i)->name, text))
      return fv_preset_nth (i)->text;
  return text;
}

/* One part between semicolons: a layer, or the loss. */
static void
add_part (FvDraft *self, char *part)
{
  g_strstrip (part);
  if (g_str_has_prefix (part, "loss="))
    {
      g_free (self->loss);
      self->loss = g_strdup (part + strlen ("loss="));
    }
  else if (*part != '\0')
    {
      g_ptr_array_add (self->rows, row_new (part));
      take_loss (self, row_at (self, self->rows->len - 1));
    }
}

FvDraft *
fv_draft_new (const char *text)
{
  FvDraft *self = g_new0 (FvDraft, 1);
  g_autofree char *copy = g_strstrip (g_strdup (text_of_preset (text)));
  gsize first = strcspn (copy, " \t\r\n;");
  g_autofree char *input = g_strndup (copy, first);
  g_auto (GStrv) parts = g_strsplit (copy + first, ";", -1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  self->loss = g_strdup ("");
  g_ptr_array_add (self->rows, row_new (input));
  for (guint i = 0; parts[i] != NULL; i++)
    add_part (self, parts[i]);
  work_out (self);
  return self;
}

FvDraft *
fv_draft_copy (const FvDraft *self)
{
  FvDraft *copy = g_new0 (FvDraft, 1);

  copy->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  copy->loss = g_strdup (self->loss);
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (copy->rows, row_new (row_at (self, i)->text));
  work_out (copy);
  return copy;
}

void
fv_draft_free (FvDraft *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self->loss);
  g_free (self->mistake);
  g_clear_pointer (&self->network, fv_network_unref);
  g_free (self);
}

char *
fv_draft_to_text (const FvDraft *self)
{
  GString *text = g_string_new (row_at (self, 0)->text);

  for (guint i = 1; i < self->rows->len; i++)
    g_string_append_printf (text, "%s %s", i > 1 ? ";" : "", row_at (self, i)->text);
  if (*self->loss != '\0')
    g_string_append_printf (text, "; loss=%s", self->loss);
  return g_string_free (text, FALSE);
}

guint
fv_draft_n_rows (const FvDraft *self)
{
  return self->rows->len;
}

FvDraftRow
fv_draft_row (const FvDraft *self, guint row)
{
  const Row *at = row_at (self, row);

  return (FvDraftRow){
    .text = at->text,
    .known = at->shape.maps > 0 && at->mistake == NULL && (row == 0 || at->layer != NULL),
    .shape = at->shape,
    .n_parameters = at->layer != NULL ? fv_layer_n_parameters (at->layer) : 0,
    .arithmetic = at->arithmetic,
    .mistake = at->mistake,
    .layer = at->layer,
  };
}

const char *
fv_draft_loss (const FvDraft *self)
{
  return self->loss;
}

const char *
fv_draft_mistake (const FvDraft *self)
{
  return self->mistake;
}

FvNetwork *
fv_draft_network (const FvDraft *self)
{
  return self->network != NULL ? fv_network_ref (self->network) : NULL;
}

void
fv_draft_set (FvDraft *self, guint row, const char *text)
{
  g_return_if_fail (row < self->rows->len);
  row_free (row_at (self, row));
  self->rows->pdata[row] = row_new (text);
  take_loss (self, row_at (self, row));
  work_out (self);
}

void
fv_draft_insert (FvDraft *self, guint row, const char *text)
{
  g_return_if_fail (row >= 1 && row <= self->rows->len);
  g_ptr_array_insert (self->rows, (int)row, row_new (text));
  take_loss (self, row_at (self, row));
  work_out (self);
}

void
fv_draft_remove (FvDraft *self, guint row)
{
  g_return_if_fail (row >= 1 && row < self->rows->len);
  g_ptr_array_remove_index (self->rows, row);
  work_out (self);
}

void
fv_draft_move (FvDraft *self, guint row, guint to)
{
  Row *moved;

  g_return_if_fail (row >= 1 && row < self->rows->len && to >= 1 && to < self->rows->len);
  moved = g_ptr_array_steal_index (self->rows, row);
  g_ptr_array_insert (self->rows, (int)to, moved);
  work_out (self);
}

void
fv_draft_set_loss (FvDraft *self, const char *name)
{
  g_free (self->loss);
  self->loss = g_strdup (name);
  work_out (self);
}
