/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-json-private.h"

/* What has been parsed: kinds, looking things up, reading values. */

void
fv_json_free (FvJson *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    fv_json_free (g_ptr_array_index (self->children, i));
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

FvJsonKind
fv_json_kind (const FvJson *self)
{
  return self->kind;
}

guint
fv_json_length (const FvJson *self)
{
  return self->children != NULL ? self->children->len : 0;
}

const FvJson *
fv_json_nth (const FvJson *self, guint nth)
{
  return nth < fv_json_length (self) ? g_ptr_array_index (self->children, nth) : NULL;
}

const char *
fv_json_nth_name (const FvJson *self, guint nth)
{
  const FvJson *child = fv_json_nth (self, nth);

  return child != NULL ? child->name : NULL;
}

const FvJson *
fv_json_member (const FvJson *self, const char *name)
{
  return self != NULL && self->names != NULL ? g_hash_table_lookup (self->names, name) : NULL;
}

const char *
fv_json_string (const FvJson *self)
{
  return self != NULL && self->kind == FV_JSON_STRING ? self->text : NULL;
}

double
fv_json_number (const FvJson *self, double fallback)
{
  return self != NULL && self->kind == FV_JSON_NUMBER && self->finite ? self->number : fallback;
}

gboolean
fv_json_boolean (const FvJson *self, gboolean fallback)
{
  return self != NULL && self->kind == FV_JSON_BOOLEAN ? self->truth : fallback;
}

gboolean
fv_json_unsigned (const FvJson *self, guint64 max, guint64 *out)
{
  if (self == NULL || self->kind != FV_JSON_NUMBER || !self->whole || self->exact > max)
    return FALSE;
  *out = self->exact;
  return TRUE;
}
