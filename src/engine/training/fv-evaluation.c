/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-evaluation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-error.h"
#include "fv-model.h"
#include "fv-pass.h"

gboolean
fv_evaluate (FvParameters *parameters, const FvDataset *set, guint first, guint count, const int *stop,
             FvEvaluation *out, guint *confusion)
{
  FvNetwork *network = fv_parameters_network (parameters);
  guint n_classes = fv_network_n_classes (network);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  double loss = 0;
  guint correct = 0;

  g_return_val_if_fail (first <= fv_dataset_count (set) && count <= fv_dataset_count (set) - first, FALSE);
  if (confusion != NULL)
    memset (confusion, 0, sizeof *confusion * n_classes * n_classes);
  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  for (guint i = first; i < first + count; i++)
    {
      guint label = fv_dataset_label (set, i);
      guint read_as;

      if (stop != NULL && g_atomic_int_get (stop))
        return FALSE;
      fv_network_scale (network, fv_dataset_pixels (set, i), fv_pass_input (pass));
      fv_pass_output (pass);
      loss += fv_pass_loss (pass, label);
      read_as = fv_pass_class (pass);
      correct += read_as == label;
      if (confusion != NULL)
        confusion[label * n_classes + read_as]++;
    }
  out->samples = count;
  out->loss = count > 0 ? loss / count : 0;
  out->accuracy = count > 0 ? (double)correct / count : 0;
  return TRUE;
}

/* How many classes a set for network may leave out. */
static guint
n_implied (const FvNetwork *network)
{
  return fv_network_loss (network)->has_other ? 1 : 0;
}

char **
fv_evaluation_class_names (const FvNetwork *network, const FvDataset *set)
{
  guint n_classes = fv_network_n_classes (network);
  char **names = g_new0 (char *, n_classes + 1);

  for (guint i = 0; i < n_classes; i++)
    names[i]
        = g_strdup (i < fv_dataset_n_classes (set) ? fv_dataset_class_name (set, i) : FV_MODEL_OTHER_CLASS);
  return names;
}

static gboolean
classes_fit (const FvNetwork *network, const FvDataset *set)
{
  guint found = fv_dataset_n_classes (set), wanted = fv_network_n_classes (network);

  return found == wanted || found + n_implied (network) == wanted;
}

gboolean
fv_evaluation_fits (const FvNetwork *network, const FvDataset *set, GError **error)
{
  FvShape wanted = fv_network_shape (network, 0);
  FvShape found = fv_dataset_shape (set);

  if (!fv_shape_equal (wanted, found))
    {
      g_autofree char *wanted_text = fv_shape_to_text (wanted);
      g_autofree char *found_text = fv_shape_to_text (found);

      g_set_error (error, FV_ERROR, FV_ERROR_DATA, _ ("%s: pictures are %s, the network takes %s"),
                   fv_dataset_name (set), found_text, wanted_text);
      return FALSE;
    }
  if (!classes_fit (network, set))
    {
      g_set_error (error, FV_ERROR, FV_ERROR_DATA, _ ("%s: has %u classes, the network tells %u apart"),
                   fv_dataset_name (set), fv_dataset_n_classes (set), fv_network_n_classes (network));
      return FALSE;
    }
  return TRUE;
}
