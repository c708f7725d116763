/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-model.h"

/* Digits call their classes by number, and so does a network that was told no names. */
static char **
numbered_classes (guint n)
{
  char **names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("%u", i);
  return names;
}

FvModel *
fv_model_new (FvParameters *parameters)
{
  FvModel *self = g_new0 (FvModel, 1);

  self->parameters = fv_parameters_ref (parameters);
  self->classes = numbered_classes (fv_network_n_classes (fv_parameters_network (parameters)));
  self->curve = fv_curve_new ();
  self->options = fv_training_options ();
  return self;
}

void
fv_model_free (FvModel *self)
{
  if (self == NULL)
    return;
  fv_parameters_unref (self->parameters);
  g_strfreev (self->classes);
  fv_curve_free (self->curve);
  for (guint i = 0; i < G_N_ELEMENTS (self->slots); i++)
    g_free (self->slots[i]);
  g_free (self->data);
  g_free (self);
}
