/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-window-private.h"
#include "fv-parameter-shape.h"

#include <glib/gi18n.h>

/* "C3/4/2/5": layer, unit, row and column, counted as the pictures count them, from 1. */

/* "C3", "c3", "3", and "X" or "0" for the input. */
static gboolean
find_layer (FvNetwork *network, const char *text, guint *layer)
{
  guint64 number;

  if (g_ascii_strcasecmp (text, "X") == 0)
    {
      *layer = 0;
      return TRUE;
    }
  for (*layer = 1; *layer <= fv_network_depth (network); (*layer)++)
    {
      g_autofree char *name = fv_layer_short_name (fv_network_layer (network, *layer));

      if (g_ascii_strcasecmp (text, name) == 0)
        return TRUE;
    }
  if (!g_ascii_string_to_unsigned (text, 10, 0, fv_network_depth (network), &number, NULL))
    return FALSE;
  *layer = (guint)number;
  return TRUE;
}

/* Counted from 1 in text, from 0 in out. */
static gboolean
find_number (const char *text, guint count, guint *out)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, count, &number, NULL))
    return FALSE;
  *out = (guint)number - 1;
  return TRUE;
}

static char *
explain (const char *found, const char *what, guint count)
{
  /* Translators: %s is what was typed, %s one of "unit", "row" …; %u the last there is. */
  return g_strdup_printf (_ ("“%s”: wanted a %s from 1 to %u."), found, what, count);
}

/* A cell, or with more parts than one has, a weight: unit, input, row and column. */
static char *
read_rest (FvNetwork *network, char **parts, guint n, FvCursor *at)
{
  FvShape shape = fv_network_shape (network, at->layer);
  FvParameterShape kernel
      = at->layer > 0 ? fv_parameter_shape (fv_network_layer (network, at->layer)) : (FvParameterShape){ 0 };
  gboolean is_bias
      = n == 3 && (g_ascii_strcasecmp (parts[2], "b") == 0 || g_ascii_strcasecmp (parts[2], "bias") == 0);
  gboolean is_weight = n == 5 || is_bias;
  guint i = 2;

  if (is_weight && kernel.units == 0)
    return g_strdup_printf (_ ("“%s” has no weights."), parts[0]);
  if (is_weight && !fv_cursor_is_parameter (*at))
    at->direction = FV_GRADIENT;
  else if (!is_weight && fv_cursor_is_parameter (*at))
    at->direction = FV_BACKWARD;
  if (n > 1 && !find_number (parts[1], shape.maps, &at->unit))
    return explain (parts[1], _ ("unit"), shape.maps);
  at->row = at->col = at->term = 0;
  at->input = is_bias ? FV_INPUT_BIAS : 0;
  if (is_bias)
    return NULL;
  if (is_weight && !find_number (parts[i++], kernel.inputs, &at->input))
    return explain (parts[2], _ ("number of an input"), kernel.inputs);
  if (n > i && !find_number (parts[i], is_weight ? kernel.rows : shape.rows, &at->row))
    return explain (parts[i], _ ("row"), is_weight ? kernel.rows : shape.rows);
  if (n > i + 1 && !find_number (parts[i + 1], is_weight ? kernel.cols : shape.cols, &at->col))
    return explain (parts[i + 1], _ ("column"), is_weight ? kernel.cols : shape.cols);
  return NULL;
}

/* What is wrong with it, in a sentence; NULL: it went there. */
static char *
go_to (FoveaSession *session, const char *text)
{
  FvNetwork *network = fovea_session_get_network (session);
  FvCursor at = fovea_session_get_cursor (session);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_auto (GStrv) parts = g_strsplit (stripped, "/", -1);
  guint n = g_strv_length (parts);
  char *wrong;

  for (guint i = 0; i < n; i++)
    g_strstrip (parts[i]);
  if (n == 0 || n > 5 || !find_layer (network, parts[0], &at.layer))
    return g_strdup_printf (_ ("“%s” is no place. Wanted a layer, unit, row and column, as C3/4/2/5."),
                            stripped);
  if (at.direction == FV_LOSS)
    at.direction = FV_FORWARD;
  wrong = read_rest (network, parts, n, &at);
  if (wrong == NULL)
    fovea_session_set_cursor (session, at);
  return wrong;
}

static void
close_entry (FoveaWindow *self)
{
  gtk_revealer_set_reveal_child (self->go_to, FALSE);
  gtk_widget_grab_focus (adw_view_stack_get_visible_child (self->stack));
}

void
fovea_window_on_go_to (FoveaWindow *self)
{
  g_autofree char *wrong = go_to (self->session, gtk_editable_get_text (GTK_EDITABLE (self->go_to_entry)));

  gtk_label_set_label (self->go_to_label, wrong != NULL ? wrong : "");
  if (wrong == NULL)
    close_entry (self);
}

gboolean
fovea_window_on_go_to_key (FoveaWindow *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  close_entry (self);
  return TRUE;
}

void
fovea_window_ask_go_to (FoveaWindow *self)
{
  gtk_label_set_label (self->go_to_label, "");
  gtk_revealer_set_reveal_child (self->go_to, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->go_to_entry));
}
