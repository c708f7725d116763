/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-hidden.h"

#include <glib/gi18n-lib.h>

#include "fv-draft.h"
#include "fv-error.h"

/* The option that names a layer's φ; NULL: this kind has none. */
static const FvOption *
activation_option (const FvLayer *layer)
{
  for (const FvOption *option = layer->type->options; option->name != NULL; option++)
    if (option->kind == FV_OPTION_CHOICE && option->choice == fv_activation_choice)
      return option;
  return NULL;
}

static gboolean
is_hidden (const FvNetwork *self, const FvLayer *layer)
{
  return layer->place < fv_network_depth (self) && layer->activation != NULL
         && layer->activation != fv_activation_from_name ("identity") && activation_option (layer) != NULL;
}

const FvActivation *
fv_network_hidden_activation (const FvNetwork *self)
{
  const FvActivation *common = NULL;

  for (guint place = 1; place <= fv_network_depth (self); place++)
    {
      const FvLayer *layer = fv_network_layer (self, place);

      if (!is_hidden (self, layer))
        continue;
      if (common != NULL && layer->activation != common)
        return NULL;
      common = layer->activation;
    }
  return common;
}

static guint
index_of (const FvActivation *activation)
{
  guint nth = 0;

  while (fv_activation_nth (nth) != NULL && fv_activation_nth (nth) != activation)
    nth++;
  return nth;
}

/* The layer's text with another φ; g_free(). */
static char *
exchange (const FvLayer *layer, const FvActivation *activation)
{
  g_autofree char *text = fv_layer_to_text (layer);
  FvLayer *copy = fv_layer_new_from_text (text, layer->place, layer->input, NULL);
  char *exchanged;

  *(guint *)((char *)copy + activation_option (copy)->offset) = index_of (activation);
  exchanged = fv_layer_to_text (copy);
  fv_layer_free (copy);
  return exchanged;
}

FvNetwork *
fv_network_with_hidden_activation (FvNetwork *self, const FvActivation *activation, GError **error)
{
  g_autoptr (FvDraft) draft = fv_draft_new (fv_network_text (self));
  g_autofree char *text = NULL;
  guint exchanged = 0;

  for (guint place = 1; place <= fv_network_depth (self); place++)
    {
      const FvLayer *layer = fv_network_layer (self, place);
      g_autofree char *row = NULL;

      if (!is_hidden (self, layer))
        continue;
      row = exchange (layer, activation);
      fv_draft_set (draft, place, row);
      exchanged++;
    }
  if (exchanged == 0)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
                   _ ("%s: has no hidden layer whose activation could be exchanged"), fv_network_text (self));
      return NULL;
    }
  text = fv_draft_to_text (draft);
  return g_str_equal (text, fv_network_text (self)) ? fv_network_ref (self) : fv_network_new (text, error);
}
