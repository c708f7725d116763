/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-confusion-words.h"

#include <glib/gi18n-lib.h>

#include "fv-number.h"
#include "fv-scores.h"

static gboolean
are_points (const FvJudgement *judgement)
{
  return fv_shape_size (fv_dataset_shape (fv_judgement_set (judgement))) == 2;
}

static gboolean
has_cell (const FvSceneInput *input)
{
  return input->judgement != NULL && input->opened.kind == FV_SELECT_CELL
         && input->opened.target < fv_judgement_n_classes (input->judgement)
         && input->opened.read_as < fv_judgement_n_classes (input->judgement);
}

char *
fv_confusion_sum (const FvSceneInput *input)
{
  guint n_right = fv_judgement_n_correct (input->judgement), n = fv_judgement_count (input->judgement);
  g_autofree char *right = fv_number_count (n_right), *all = fv_number_count (n);
  g_autofree char *share = fv_number_percent (n > 0 ? (double)n_right / n : 0, 2);

  /* Translators: the first %s is how many test pictures are read rightly, of the second, which is the third in percent */
  return g_strdup_printf (_ ("%s of %s right = %s"), right, all, share);
}

char *
fv_confusion_cell (const FvSceneInput *input)
{
  char target_buffer[16], read_buffer[16];
  const char *target, *read_as;
  g_autofree char *count = NULL;
  guint n;

  if (!has_cell (input))
    return NULL;
  target = fv_scores_class_name (input->network, input->class_names, input->opened.target, target_buffer);
  read_as = fv_scores_class_name (input->network, input->class_names, input->opened.read_as, read_buffer);
  n = fv_judgement_cell (input->judgement, input->opened.target, input->opened.read_as);
  count = fv_number_count (n);
  if (are_points (input->judgement))
    /* Translators: points of one class, read as another: "1 read as 0: 7 points" */
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%s read as %s: %s point", "%s read as %s: %s points", n), target,
        read_as, count);
  /* Translators: pictures of one class, read as another: "9 read as 4: 7 pictures" */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%s read as %s: %s picture", "%s read as %s: %s pictures", n), target,
      read_as, count);
}

char *
fv_confusion_state (const FvSceneInput *input)
{
  if (input->judging > 0)
    {
      g_autofree char *share = fv_number_percent (input->judging / 1000.0, 0);

      /* Translators: %s is how much of the test set has been read: "40 %" */
      return g_strdup_printf (_ ("Reading the test set: %s"), share);
    }
  if (input->judgement != NULL)
    return NULL;
  if (input->dataset == NULL)
    return g_strdup (_ ("There is no test set. Mistakes are counted on what was not learned from."));
  return g_strdup (_ ("The test set has not been read yet."));
}

char *
fv_confusion_speak (const FvSceneInput *input)
{
  g_autofree char *cell = fv_confusion_cell (input), *state = fv_confusion_state (input), *sum = NULL;

  if (input->judgement == NULL)
    return g_steal_pointer (&state);
  sum = fv_confusion_sum (input);
  return cell != NULL ? g_strdup_printf ("%s. %s", cell, sum) : g_steal_pointer (&sum);
}

char *
fv_confusion_table (const FvSceneInput *input)
{
  guint n = input->judgement != NULL ? fv_judgement_n_classes (input->judgement) : 0;
  g_auto (GStrv) names = g_new0 (char *, n + 1);
  char buffer[16];

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup (fv_scores_class_name (input->network, input->class_names, i, buffer));
  return n > 0 ? fv_judgement_to_csv (input->judgement, (const char *const *)names) : NULL;
}
