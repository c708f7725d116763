/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-experiment-lines.h"

#include <math.h>

#include "fv-mark.h"

/* Lengths in widths of the line. */
static const struct
{
  int n;
  double lengths[6];
} dashes[] = {
  { 0, { 0 } },            /* ────── */
  { 2, { 4, 2.5 } },       /* ── ── */
  { 2, { 1.2, 2 } },       /* ······ */
  { 4, { 7, 2, 1.2, 2 } }, /* ──·── */
  { 2, { 9, 4 } },         /* ───  ─── */
};
#define N_DASHES G_N_ELEMENTS (dashes)
/* Signs, and none. */
#define N_MARKS (FV_MARK_N + 1)

/* Which of the values the runs have in an axis one has, in the order they come; *n of them. */
static guint
place_in (const FvExperimentReport *report, const FvExperimentAxis *axis, guint trial, guint *n)
{
  double seen[FV_EXPERIMENT_MAX_VALUES] = { 0 };
  double value = axis->get (&report->trials[trial]->setting);
  guint place = 0;

  *n = 0;
  for (guint i = 0; i < report->n_trials; i++)
    {
      double other = axis->get (&report->trials[i]->setting);
      guint k = 0;

      while (k < *n && seen[k] != other)
        k++;
      if (isnan (other) || k < *n || *n == FV_EXPERIMENT_MAX_VALUES)
        continue;
      if (other == value)
        place = *n;
      seen[(*n)++] = other;
    }
  return place;
}

/* The first axis by dashes, all others together by signs; *n_dashes and *n_marks that takes. */
static FvTrialLine
by_axes (const FvExperimentReport *report, guint trial, guint *n_dashes, guint *n_marks)
{
  FvTrialLine line = { 0, 0 };
  const FvExperimentAxis *axis;

  *n_dashes = *n_marks = 1;
  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    {
      guint n, place;

      if (!(report->differ & 1u << i))
        continue;
      place = place_in (report, axis, trial, &n);
      if (*n_dashes == 1)
        {
          line.dash = place;
          *n_dashes = MAX (n, 1);
          continue;
        }
      line.mark += *n_marks * place;
      *n_marks *= n;
    }
  return line;
}

FvTrialLine
fv_trial_line (const FvExperimentReport *report, guint trial)
{
  guint n_dashes, n_marks;
  FvTrialLine line = by_axes (report, trial, &n_dashes, &n_marks);

  if (n_dashes > N_DASHES || n_marks > N_MARKS)
    return (FvTrialLine){ trial % N_DASHES, trial / N_DASHES % N_MARKS };
  return line;
}

void
fv_trial_line_set_dash (FvTrialLine self, cairo_t *cr, double width)
{
  double lengths[G_N_ELEMENTS (dashes[0].lengths)];
  guint nth = self.dash % N_DASHES;

  for (int i = 0; i < dashes[nth].n; i++)
    lengths[i] = dashes[nth].lengths[i] * MAX (width, 1.5);
  cairo_set_dash (cr, lengths, dashes[nth].n, 0);
}
