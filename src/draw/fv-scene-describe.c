/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-number.h"
#include "fv-scene.h"
#include "fv-scores.h"

/* The output layer's units are classes, but for one alone, which tells two apart. */
static gboolean
is_class (const FvSceneInput *input, guint place)
{
  return place == fv_network_depth (input->network) && fv_scores_of (input).n_units > 1;
}

/* "C3 · unit 2 · cell (6, 2)"; people count from 1. */
static char *
place_text (const FvSceneInput *input, FvCursor at, FvShape shape)
{
  g_autofree char *name
      = at.layer > 0 ? fv_layer_short_name (fv_network_layer (input->network, at.layer)) : g_strdup ("X");

  if (is_class (input, at.layer))
    {
      char buffer[16];
      return g_strdup_printf (_ ("%s · class %s"), name,
                              fv_scores_class_name (input->network, input->class_names, at.unit, buffer));
    }
  if (fv_shape_is_vector (shape))
    return g_strdup_printf (_ ("%s · unit %u"), name, at.unit + 1);
  if (at.layer == 0 && shape.maps == 1)
    return g_strdup_printf (_ ("%s · cell (%u, %u)"), name, at.row + 1, at.col + 1);
  return g_strdup_printf (_ ("%s · unit %u · cell (%u, %u)"), name, at.unit + 1, at.row + 1, at.col + 1);
}

char *
fv_scene_describe (const FvSceneInput *input)
{
  FvCursor at = fv_cursor_clamp (input->cursor, input->network);
  FvShape shape;
  FvScores scores;
  g_autofree char *where = NULL, *number = NULL;
  gsize cell;

  at.layer = fv_cursor_is_backward (input->cursor) && input->cursor.layer == 0 ? 0 : at.layer;
  shape = fv_network_shape (input->network, at.layer);
  if (input->cursor.direction == FV_LOSS && input->trace)
    {
      number = fv_number_fixed (fv_trace_loss (input->trace), 3, FALSE);
      return g_strdup_printf (_ ("loss E = %s"), number);
    }
  where = place_text (input, at, shape);
  if (!input->trace)
    return g_steal_pointer (&where);
  cell = ((gsize)at.unit * shape.rows + at.row) * shape.cols + at.col;
  if (cell >= fv_shape_size (shape))
    return g_steal_pointer (&where);
  if (fv_cursor_is_backward (input->cursor))
    {
      number = fv_number_short (fv_trace_delta (input->trace, at.layer)[cell], 3, FALSE);
      /* Translators: a place in the network and its δ there */
      return g_strdup_printf (_ ("%s: δ = %s"), where, number);
    }
  scores = fv_scores_of (input);
  number = is_class (input, at.layer) ? fv_scores_text (&scores, fv_trace_o (input->trace, at.layer)[cell])
                                      : fv_number_fixed (fv_trace_o (input->trace, at.layer)[cell], 3, FALSE);
  /* Translators: a place in the network and the value there */
  return g_strdup_printf (_ ("%s = %s"), where, number);
}
