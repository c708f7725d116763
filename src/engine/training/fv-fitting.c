/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-fitting.h"

#include "fv-evaluation.h"

#include <string.h>

/* text, "28x28x1 …; softmax 10 other", for other pictures and classes; NULL if it does not end in a softmax. */
static char *
rewrite (const char *text, FvShape shape, guint n_classes)
{
  const char *layers = strchr (text, ' ');
  const char *last = g_strrstr (text, "softmax ");
  g_autofree char *middle = NULL;
  const char *rest;

  if (layers == NULL || last == NULL || strchr (last, ';') != NULL)
    return NULL;
  middle = g_strndup (layers, (gsize)(last - layers));
  for (rest = last + strlen ("softmax "); g_ascii_isdigit (*rest);)
    rest++;
  return g_strdup_printf ("%ux%ux%u%ssoftmax %u%s", shape.rows, shape.cols, shape.maps, middle, n_classes,
                          rest);
}

/* From the first preset, LeNet, down to what reads anything. */
static const char *
candidate (guint nth)
{
  static const char *const texts[] = {
    "1x1x1 conv 3x3x16 tanh; max 2x2; rasterize; dense 64 tanh; softmax 2",
    "1x1x1 rasterize; dense 64 tanh; softmax 2",
    "1x1x1 rasterize; softmax 2",
  };

  if (nth == 0)
    return fv_preset_nth (0)->text;
  return nth <= G_N_ELEMENTS (texts) ? texts[nth - 1] : NULL;
}

static FvNetwork *
try_text (const char *text, const FvDataset *set, GError **error)
{
  g_autofree char *fitted = rewrite (text, fv_dataset_shape (set), fv_dataset_n_classes (set));
  FvNetwork *network = fitted != NULL ? fv_network_new (fitted, error) : NULL;

  if (network == NULL || fv_evaluation_fits (network, set, error))
    return network;
  fv_network_unref (network);
  return NULL;
}

FvNetwork *
fv_network_fit (FvNetwork *like, const FvDataset *set, GError **error)
{
  FvNetwork *network;

  if (fv_evaluation_fits (like, set, NULL))
    return fv_network_ref (like);
  network = try_text (fv_network_text (like), set, NULL);
  for (guint i = 0; network == NULL && candidate (i) != NULL; i++)
    {
      g_clear_error (error);
      network = try_text (candidate (i), set, error);
    }
  return network;
}
