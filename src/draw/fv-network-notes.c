/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-paint.h"

#include <glib/gi18n-lib.h>

#include "fv-number.h"
#include "fv-reach.h"
#include "fv-text.h"

/* What is not looked at but kept in sight, and what the rings and links mean. */

static char *
layer_name (const FvSceneInput *input, guint place)
{
  return place > 0 ? fv_layer_short_name (fv_network_layer (input->network, place)) : g_strdup ("X");
}

static char *
reach_text (const FvNetworkLayout *self, const FvSceneInput *input)
{
  FvCursor at = fv_cursor_clamp (input->cursor, self->network);
  g_autoptr (FvReach) reach = NULL;
  const FvReachSet *set;
  guint place = at.layer > 0 ? 0 : 1;
  g_autofree char *name = layer_name (input, place);

  if (!input->shows_reach || !input->has_cursor || fv_cursor_is_parameter (at))
    return NULL;
  reach = fv_reach_new (self->network, at.layer, at.unit, at.row, at.col);
  set = &reach->sets[place];
  if (set->n_maps == 0)
    return g_strdup (_ ("goes nowhere: the border is ignored"));
  if (at.layer > 0)
    /* Translators: the receptive field of a cell: so many rows and columns of the input, "X" */
    return g_strdup_printf (_ ("sees %u×%u of %s"), set->rows, set->cols, name);
  /* Translators: what a pixel goes into: so many units, in each so many rows and columns, of a layer as "C1" */
  return g_strdup_printf (_ ("reaches %u@%u×%u of %s"), set->n_maps, set->rows, set->cols, name);
}

static char *
strong_text (const FvNetworkLayout *self, const FvSceneInput *input)
{
  FvNetworkStrong strong = fv_network_strong (self, input);

  if (strong.n == 0)
    return NULL;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "ringed: the largest term of the sum",
                                       "ringed: the %u largest terms of the sum", strong.n),
                          strong.n);
}

char *
fv_network_notes (const FvNetworkLayout *self, const FvSceneInput *input, double width)
{
  char *texts[] = { fv_scene_describe_pin (input), reach_text (self, input), strong_text (self, input) };
  GString *notes = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize before = notes->len;

      if (texts[i] == NULL)
        continue;
      if (before > 0)
        g_string_append (notes, " · ");
      g_string_append (notes, texts[i]);
      if (fv_text_width (FV_TEXT_CAPTION, self->text_scale, notes->str) > width)
        g_string_truncate (notes, before);
      g_free (texts[i]);
    }
  return g_string_free (notes, notes->len == 0);
}
