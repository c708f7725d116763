/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-digit-reader.h"

#include <gio/gio.h>

#include "fv-model.h"
#include "fv-pass.h"

#define PATH "/io/github/fovea/Fovea/digits.safetensors"

static FvModel *
load (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  FvModel *model = bytes != NULL ? fv_model_from_bytes (bytes, PATH, &error) : NULL;

  if (model == NULL)
    g_warning ("%s", error->message);
  return model;
}

/* Loaded when the first digit is drawn, and kept: it is a megabyte. NULL: it cannot be read. */
static FvPass *
reader (FvNetwork **network)
{
  static FvModel *model;
  static FvPass *pass;
  static gboolean tried;

  if (!tried)
    model = load ();
  tried = TRUE;
  if (model == NULL)
    return NULL;
  *network = fv_parameters_network (model->parameters);
  if (pass == NULL)
    {
      pass = fv_pass_new (*network);
      fv_pass_set_parameters (pass, fv_parameters_values (model->parameters));
    }
  return pass;
}

gboolean
fovea_digit_reader_read (const guint8 *pixels, guint *digit, double *share)
{
  FvNetwork *network;
  FvPass *pass = reader (&network);
  g_autofree double *scores = NULL;

  if (pass == NULL)
    return FALSE;
  scores = g_new (double, fv_network_n_classes (network));
  fv_network_scale (network, pixels, fv_pass_input (pass));
  fv_pass_output (pass);
  fv_pass_scores (pass, scores);
  *digit = fv_pass_class (pass);
  *share = scores[*digit];
  return TRUE;
}
