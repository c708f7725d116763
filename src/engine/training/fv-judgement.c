/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-judgement.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-evaluation.h"

/* So that *stop is seen soon and the answers take little room. */
#define CHUNK 512

typedef struct
{
  guint32 read_as;
  float share;
  double loss;
} Entry;

struct _FvJudgement
{
  int ref_count;
  FvParameters *parameters;
  FvDataset *set;
  guint64 batch;
  guint n_classes;
  Entry *entries;   /* [count of the set] */
  guint *confusion; /* [n_classes][n_classes] target × read as */
  guint n_correct;
};

gboolean
fv_selection_equal (FvSelection self, FvSelection other)
{
  return self.kind == other.kind && self.target == other.target && self.read_as == other.read_as;
}

/* What a chunk of samples is read with. */
typedef struct
{
  FvPlanSample samples[CHUNK];
  double losses[CHUNK];
  float *scores; /* [CHUNK][n_classes] */
} Chunk;

/* FALSE if stopped. */
static gboolean
read_chunk (FvJudgement *self, FvPlan *plan, Chunk *chunk, guint first, guint n, const int *stop)
{
  for (guint i = 0; i < n; i++)
    chunk->samples[i]
        = (FvPlanSample){ fv_dataset_pixels (self->set, first + i), fv_dataset_label (self->set, first + i) };
  if (fv_plan_score (plan, chunk->samples, n, stop, chunk->scores, chunk->losses) == FV_PLAN_STOPPED)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const float *scores = chunk->scores + (gsize)i * self->n_classes;
      guint target = chunk->samples[i].target;
      guint read_as = fv_evaluation_class (scores, self->n_classes);

      self->entries[first + i]
          = (Entry){ .read_as = read_as, .share = scores[read_as], .loss = chunk->losses[i] };
      self->confusion[target * self->n_classes + read_as]++;
      self->n_correct += target == read_as;
    }
  return TRUE;
}

static gboolean
read_all (FvJudgement *self, FvPlan *plan, const int *stop, int *per_mille)
{
  guint count = fv_dataset_count (self->set);
  g_autofree Chunk *chunk = g_new (Chunk, 1);
  g_autofree float *scores = g_new (float, (gsize)CHUNK * self->n_classes);

  chunk->scores = scores;
  for (guint done = 0; done < count; done += MIN (CHUNK, count - done))
    {
      if (per_mille != NULL)
        g_atomic_int_set (per_mille, (int)(1000 * (guint64)done / count));
      if (!read_chunk (self, plan, chunk, done, MIN (CHUNK, count - done), stop))
        return FALSE;
    }
  if (per_mille != NULL)
    g_atomic_int_set (per_mille, 1000);
  return TRUE;
}

FvJudgement *
fv_judgement_new (FvParameters *parameters, FvDataset *set, guint64 batch, guint n_threads, const int *stop,
                  int *per_mille, GError **error)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvPlan) plan = NULL;
  g_autoptr (FvJudgement) self = NULL;

  if (!fv_evaluation_fits (network, set, error))
    return NULL;
  plan = fv_plan_new (network, NULL, (FvPlanOptions){ .n_threads = n_threads }, error);
  if (plan == NULL)
    return NULL;
  fv_plan_write (plan, fv_parameters_values (parameters), NULL);
  self = g_new0 (FvJudgement, 1);
  self->ref_count = 1;
  self->parameters = fv_parameters_ref (parameters);
  self->set = fv_dataset_ref (set);
  self->batch = batch;
  self->n_classes = fv_network_n_classes (network);
  self->entries = g_new0 (Entry, fv_dataset_count (set));
  self->confusion = g_new0 (guint, (gsize)self->n_classes * self->n_classes);
  if (read_all (self, plan, stop, per_mille))
    return g_steal_pointer (&self);
  g_set_error_literal (error, FV_ERROR, FV_ERROR_CANCELLED, _ ("Stopped before the end"));
  return NULL;
}

FvJudgement *
fv_judgement_ref (FvJudgement *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
fv_judgement_unref (FvJudgement *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  fv_parameters_unref (self->parameters);
  fv_dataset_unref (self->set);
  g_free (self->entries);
  g_free (self->confusion);
  g_free (self);
}

FvDataset *
fv_judgement_set (const FvJudgement *self)
{
  return self->set;
}

FvParameters *
fv_judgement_parameters (const FvJudgement *self)
{
  return self->parameters;
}

guint64
fv_judgement_batch (const FvJudgement *self)
{
  return self->batch;
}

guint
fv_judgement_count (const FvJudgement *self)
{
  return fv_dataset_count (self->set);
}

guint
fv_judgement_n_classes (const FvJudgement *self)
{
  return self->n_classes;
}

FvReading
fv_judgement_nth (const FvJudgement *self, guint sample)
{
  const Entry *entry = &self->entries[sample];

  g_assert (sample < fv_dataset_count (self->set));
  return (FvReading){ .target = fv_dataset_label (self->set, sample),
                      .read_as = entry->read_as,
                      .share = (double)entry->share,
                      .loss = entry->loss };
}

guint
fv_judgement_cell (const FvJudgement *self, guint target, guint read_as)
{
  g_return_val_if_fail (target < self->n_classes && read_as < self->n_classes, 0);
  return self->confusion[target * self->n_classes + read_as];
}

guint
fv_judgement_largest_mistake (const FvJudgement *self)
{
  guint largest = 0;

  for (guint target = 0; target < self->n_classes; target++)
    for (guint read_as = 0; read_as < self->n_classes; read_as++)
      if (target != read_as)
        largest = MAX (largest, self->confusion[target * self->n_classes + read_as]);
  return largest;
}

guint
fv_judgement_n_correct (const FvJudgement *self)
{
  return self->n_correct;
}

static gboolean
is_selected (const FvJudgement *self, guint sample, guint target, FvSelection selection)
{
  switch (selection.kind)
    {
    case FV_SELECT_ALL:
      return TRUE;
    case FV_SELECT_MISREAD:
      return self != NULL && self->entries[sample].read_as != target;
    case FV_SELECT_CLASS:
      return target == selection.target;
    case FV_SELECT_CELL:
    default:
      return self != NULL && target == selection.target && self->entries[sample].read_as == selection.read_as;
    }
}

guint
fv_judgement_select (const FvJudgement *self, const FvDataset *set, FvSelection selection, guint *out)
{
  guint count = 0;

  g_return_val_if_fail (self == NULL || set == self->set, 0);
  for (guint i = 0; i < fv_dataset_count (set); i++)
    if (is_selected (self, i, fv_dataset_label (set, i), selection))
      out[count++] = i;
  return count;
}

static int
compare_losses (gconstpointer a, gconstpointer b, gpointer judgement)
{
  const FvJudgement *self = judgement;
  guint first = *(const guint *)a, second = *(const guint *)b;
  double loss = self->entries[first].loss, other = self->entries[second].loss;

  if (isnan (loss) != isnan (other))
    return isnan (loss) ? +1 : -1;
  if (loss != other && !isnan (loss))
    return loss > other ? -1 : +1;
  return first < second ? -1 : first > second;
}

void
fv_judgement_sort (const FvJudgement *self, guint *samples, guint count)
{
  g_qsort_with_data (samples, (int)count, sizeof *samples, compare_losses, (gpointer)self);
}

/* Quoted where it has to be: quotes within are doubled. */
static void
append_field (GString *text, const char *field)
{
  gboolean quoted = strpbrk (field, ",\"\r\n") != NULL;

  if (quoted)
    g_string_append_c (text, '"');
  for (const char *c = field; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *c);
    }
  if (quoted)
    g_string_append_c (text, '"');
}

char *
fv_judgement_to_csv (const FvJudgement *self, const char *const *names)
{
  GString *text = g_string_new ("target\\read as");

  for (guint i = 0; i < self->n_classes; i++)
    {
      g_string_append_c (text, ',');
      append_field (text, names[i]);
    }
  g_string_append_c (text, '\n');
  for (guint target = 0; target < self->n_classes; target++)
    {
      append_field (text, names[target]);
      for (guint read_as = 0; read_as < self->n_classes; read_as++)
        g_string_append_printf (text, ",%u", fv_judgement_cell (self, target, read_as));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
