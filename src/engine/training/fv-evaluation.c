/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-evaluation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-error.h"
#include "fv-model.h"

/* So that *stop is seen soon and the answers take little room. */
#define CHUNK 512

/* What a chunk of samples is measured with. */
typedef struct
{
  FvPlanSample samples[CHUNK];
  double losses[CHUNK];
  float *scores; /* [CHUNK][n_classes] */
  guint n_classes;
} FvChunk;

guint
fv_evaluation_class (const float *scores, guint n_classes)
{
  guint best = 0;

  for (guint i = 1; i < n_classes; i++)
    if (scores[i] > scores[best])
      best = i;
  return best;
}

/* Adds n samples of the set to *out, losses and right answers summed up. FALSE if stopped. */
static gboolean
measure (FvPlan *plan, FvChunk *chunk, const FvDataset *set, guint first, guint n, const int *stop,
         double *loss, guint *correct, guint *confusion)
{
  for (guint i = 0; i < n; i++)
    chunk->samples[i]
        = (FvPlanSample){ fv_dataset_pixels (set, first + i), fv_dataset_label (set, first + i) };
  if (fv_plan_score (plan, chunk->samples, n, stop, chunk->scores, chunk->losses) == FV_PLAN_STOPPED)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      guint target = chunk->samples[i].target;
      guint read_as = fv_evaluation_class (chunk->scores + (gsize)i * chunk->n_classes, chunk->n_classes);

      *loss += chunk->losses[i];
      *correct += read_as == target;
      if (confusion != NULL)
        confusion[target * chunk->n_classes + read_as]++;
    }
  return TRUE;
}

gboolean
fv_evaluate (FvPlan *plan, const FvNetwork *network, const FvDataset *set, guint first, guint count,
             const int *stop, FvEvaluation *out, guint *confusion)
{
  guint n_classes = fv_network_n_classes (network);
  g_autofree FvChunk *chunk = g_new (FvChunk, 1);
  g_autofree float *scores = g_new (float, (gsize)MIN (count, CHUNK) * n_classes);
  double loss = 0;
  guint correct = 0;

  g_return_val_if_fail (first <= fv_dataset_count (set) && count <= fv_dataset_count (set) - first, FALSE);
  if (confusion != NULL)
    memset (confusion, 0, sizeof *confusion * n_classes * n_classes);
  chunk->scores = scores;
  chunk->n_classes = n_classes;
  for (guint done = 0; done < count; done += MIN (CHUNK, count - done))
    if (!measure (plan, chunk, set, first + done, MIN (CHUNK, count - done), stop, &loss, &correct,
                  confusion))
      return FALSE;
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
