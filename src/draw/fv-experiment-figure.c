/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-experiment-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-curve-read.h"
#include "fv-experiment-words.h"
#include "fv-plot-axes.h"
#include "fv-spread.h"
#include "fv-text.h"

#define GAP         4    /* px between two names */
#define LEADER      22   /* px between the plot and the names */
#define SAMPLE      34   /* px of a line before the name */
#define NAMES_SHARE 0.46 /* of the width, at most */
#define REACH       8    /* px: what is as near as this is pointed at */
/* A loss beyond so many times the one at the start is out of the figure. */
#define HIGHEST 3

static void
clear_name (gpointer name)
{
  g_free (((FvTrialName *)name)->words);
  g_free (((FvTrialName *)name)->value);
}

void
fv_experiment_figure_free (FvExperimentFigure *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->names);
  g_free (self);
}

/* --- What is drawn --- */

static gboolean
is_tested (const FvExperimentReport *report)
{
  FvCurvePoint point;

  for (guint i = 0; i < report->n_trials; i++)
    if (fv_curve_last_test (report->trials[i]->curve, &point))
      return TRUE;
  return FALSE;
}

static FvSeries
series_of (const FvExperimentLook *look)
{
  if (look->accuracy)
    return is_tested (look->report) ? FV_SERIES_TEST_ACCURACY : FV_SERIES_TRAIN_ACCURACY;
  return is_tested (look->report) ? FV_SERIES_TEST_LOSS : FV_SERIES_TRAIN_LOSS;
}

static double
value_of (const FvExperimentFigure *self, const FvTrial *trial)
{
  switch (self->series)
    {
    case FV_SERIES_TRAIN_LOSS:
      return trial->last.train_loss;
    case FV_SERIES_TEST_LOSS:
      return trial->last.test_loss;
    case FV_SERIES_TRAIN_ACCURACY:
      return trial->last.train_accuracy;
    case FV_SERIES_TEST_ACCURACY:
    default:
      return trial->last.test_accuracy;
    }
}

static gboolean
is_accuracy (const FvExperimentFigure *self)
{
  return self->series == FV_SERIES_TEST_ACCURACY || self->series == FV_SERIES_TRAIN_ACCURACY;
}

const char *
fv_experiment_figure_title (const FvExperimentFigure *self)
{
  static const char *const titles[] = {
    [FV_SERIES_TRAIN_LOSS] = N_ ("Training loss"),
    [FV_SERIES_TEST_LOSS] = N_ ("Test loss"),
    [FV_SERIES_TRAIN_ACCURACY] = N_ ("Training accuracy"),
    [FV_SERIES_TEST_ACCURACY] = N_ ("Test accuracy"),
  };

  return _ (titles[self->series]);
}

/* --- Axes --- */

static double
last_batch (const FvExperimentReport *report)
{
  double last = 10;

  for (guint i = 0; i < report->n_trials; i++)
    last = MAX (last, (double)report->trials[i]->batches);
  return last;
}

/* An explosion would make lines of all others: it leaves at the top. */
static void
scale_loss (FvExperimentFigure *self, const FvExperimentReport *report)
{
  double low = INFINITY, high = -INFINITY, start = -INFINITY;

  self->plot.log = TRUE;
  for (guint i = 0; i < report->n_trials; i++)
    {
      const FvCurve *curve = report->trials[i]->curve;

      fv_plot_widen (&self->plot, curve, self->series, &low, &high);
      if (fv_curve_length (curve) > 0 && isfinite (fv_curve_nth (curve, 0).train_loss))
        start = MAX (start, fv_curve_nth (curve, 0).train_loss);
    }
  if (!(low <= high))
    {
      low = 0.1;
      high = 3;
    }
  if (start > 0)
    high = MIN (high, MAX (HIGHEST * start, low * 2));
  fv_plot_widen_to_decades (&self->plot, low, high);
}

static gint
by_value (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a, other = *(const double *)b;

  return (one > other) - (one < other);
}

/* What the better three quarters of the runs come to; NAN: nothing is known. */
static double
quarter (const FvExperimentFigure *self, const FvExperimentReport *report)
{
  g_autofree double *values = g_new (double, report->n_trials);
  guint n = 0;

  for (guint i = 0; i < report->n_trials; i++)
    if (isfinite (value_of (self, report->trials[i])))
      values[n++] = value_of (self, report->trials[i]);
  qsort (values, n, sizeof *values, by_value);
  return n > 0 ? values[n / 4] : NAN;
}

/* So that most can be told apart: what is far below leaves at the bottom. */
static void
scale_accuracy (FvExperimentFigure *self, const FvExperimentReport *report)
{
  static const double lows[] = { 0.95, 0.9, 0.8, 0.5 };
  double low = 1 - 2.5 * (1 - quarter (self, report));

  self->plot.low = 0;
  self->plot.high = 1;
  for (guint i = 0; i < G_N_ELEMENTS (lows) && self->plot.low == 0; i++)
    if (low >= lows[i])
      self->plot.low = lows[i];
  self->step = fv_plot_step (1 - self->plot.low, 5);
}

/* --- Names --- */

static char *
value_text (const FvExperimentFigure *self, const FvTrial *trial)
{
  double value = value_of (self, trial);

  if (trial->state == FV_TRIAL_NON_FINITE || !isfinite (value))
    return g_strdup ("–");
  return is_accuracy (self) ? fv_curve_accuracy_text (value) : fv_curve_loss_text (value);
}

static void
find_end (const FvExperimentFigure *self, const FvCurve *curve, FvTrialName *name)
{
  for (guint i = fv_curve_length (curve); i-- > 0;)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);
      double value = fv_series_value (&point, self->series);

      if (!isfinite (value))
        continue;
      name->has_end = TRUE;
      name->end_x = fv_plot_x (&self->plot, (double)point.batch);
      name->end_y = fv_plot_y (&self->plot, value);
      return;
    }
}

/* In the order of their rank; runs that have not begun have none. */
static void
collect (FvExperimentFigure *self, const FvExperimentLook *look)
{
  const FvExperimentReport *report = look->report;
  g_autofree guint *order = g_new (guint, report->n_trials);
  guint chosen;

  fv_experiment_report_rank (report, order);
  chosen = look->chosen > 0 && look->chosen <= report->n_trials ? look->chosen - 1 : order[0];
  for (guint i = 0; i < report->n_trials; i++)
    {
      const FvTrial *trial = report->trials[order[i]];
      FvTrialName name = { .trial = order[i], .place = i, .stands_out = order[i] == chosen };

      if (trial->state == FV_TRIAL_WAITING)
        continue;
      name.rank = trial->state == FV_TRIAL_NON_FINITE ? 0 : i + 1;
      name.value = value_text (self, trial);
      g_array_append_val (self->names, name);
    }
}

static FvTextKind
kind_of (const FvTrialName *name)
{
  return name->stands_out ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION;
}

/* "1", "10": where the words begin. */
static double
rank_room (const FvExperimentFigure *self)
{
  return fv_text_width (FV_TEXT_CAPTION_BOLD, self->text_scale, self->names->len > 9 ? "00" : "0") + 8;
}

static double
value_room (const FvExperimentFigure *self)
{
  double widest = 0;

  for (guint i = 0; i < self->names->len; i++)
    widest = MAX (widest, fv_text_width (FV_TEXT_CAPTION_BOLD, self->text_scale,
                                         g_array_index (self->names, FvTrialName, i).value));
  return widest + 12;
}

/* Words in full if those of all have room, else without the titles of their axes, else wrapped. */
static double
word_names (FvExperimentFigure *self, const FvExperimentReport *report, double most)
{
  double widest = INFINITY;

  for (guint brief = 0; brief < 2 && widest > most; brief++)
    {
      widest = 0;
      for (guint i = 0; i < self->names->len; i++)
        {
          FvTrialName *name = &g_array_index (self->names, FvTrialName, i);

          g_free (name->words);
          name->words = fv_experiment_words (report, name->trial, brief);
          widest = MAX (widest, fv_text_width (FV_TEXT_CAPTION_BOLD, self->text_scale, name->words));
        }
    }
  return MIN (widest, most);
}

static void
measure_names (FvExperimentFigure *self, double words_width, double names_width)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      FvTrialName *name = &g_array_index (self->names, FvTrialName, i);

      name->words_box.width = words_width;
      name->box.width = names_width;
      name->box.height = name->words_box.height = fv_text_paragraph (
          NULL, kind_of (name), self->text_scale, 0, 0, words_width + 1, (FvColor){ 0 }, name->words);
    }
}

/* The worst are not named where there is no room. */
static void
thin_out (FvExperimentFigure *self, double room, double line)
{
  double needed = 0;

  for (guint i = 0; i < self->names->len; i++)
    needed += g_array_index (self->names, FvTrialName, i).box.height + GAP;
  while (self->names->len > 1 && needed + (self->n_unnamed > 0 ? line : 0) > room + GAP)
    {
      guint last = self->names->len - 1;

      if (g_array_index (self->names, FvTrialName, last).stands_out)
        last--;
      needed -= g_array_index (self->names, FvTrialName, last).box.height + GAP;
      g_array_remove_index (self->names, last);
      self->n_unnamed++;
    }
}

/* Down the figure; of those that end at one height (beyond the axis, say) the better one is where better ones are. */
static gint
by_end (gconstpointer a, gconstpointer b, gpointer data)
{
  const FvExperimentFigure *self = data;
  const FvTrialName *one = a, *other = b;
  gint order = (one->place > other->place) - (one->place < other->place);

  if (one->has_end != other->has_end)
    return one->has_end ? -1 : 1;
  if (one->has_end && one->end_y != other->end_y)
    return one->end_y > other->end_y ? 1 : -1;
  return is_accuracy (self) ? order : -order;
}

/* As high as the ends of their lines, or as near as they can be. */
static void
place_names (FvExperimentFigure *self, double x, double bottom)
{
  g_autofree double *tops = g_new (double, self->names->len);
  g_autofree double *heights = g_new (double, self->names->len);

  g_array_sort_with_data (self->names, by_end, self);
  for (guint i = 0; i < self->names->len; i++)
    {
      const FvTrialName *name = &g_array_index (self->names, FvTrialName, i);

      heights[i] = name->box.height;
      tops[i] = name->has_end ? name->end_y - heights[i] / 2 : bottom;
    }
  fv_spread (tops, heights, self->names->len, GAP, self->plot.area.y - round (8 * self->text_scale), bottom);
  for (guint i = 0; i < self->names->len; i++)
    {
      FvTrialName *name = &g_array_index (self->names, FvTrialName, i);

      name->box.x = x;
      name->box.y = name->words_box.y = round (tops[i]);
      name->words_box.x = x + round (SAMPLE * self->text_scale) + rank_room (self);
    }
}

static void
name_all (FvExperimentFigure *self, const FvExperimentReport *report, double width)
{
  double line = round (18 * self->text_scale);
  double beside = round (SAMPLE * self->text_scale) + rank_room (self) + value_room (self);
  double most = MAX (floor (width * NAMES_SHARE) - beside, 40);
  double words_width = word_names (self, report, most);
  double bottom = self->plot.area.y + self->plot.area.height + round (8 * self->text_scale);
  double names_width = beside + words_width;

  measure_names (self, words_width, names_width);
  thin_out (self, bottom - self->plot.area.y, line);
  self->plot.area.width = MAX (self->plot.area.width - names_width - LEADER, 10);
  for (guint i = 0; i < self->names->len; i++)
    {
      FvTrialName *name = &g_array_index (self->names, FvTrialName, i);

      find_end (self, report->trials[name->trial]->curve, name);
    }
  self->rest = (FvRect){ width - FV_EXPERIMENT_MARGIN - names_width, bottom - line, names_width, line };
  place_names (self, self->rest.x, self->n_unnamed > 0 ? self->rest.y - GAP : bottom);
}

FvExperimentFigure *
fv_experiment_figure_new (const FvSceneInput *input, double width, double height)
{
  const FvExperimentReport *report = input->experiment.report;
  FvExperimentFigure *self = g_new0 (FvExperimentFigure, 1);
  double scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  double axis = fv_text_width (FV_TEXT_CAPTION, scale, "0.0003") + 8, head = round (38 * scale);
  double foot = round (30 * scale);

  self->text_scale = scale;
  self->series = series_of (&input->experiment);
  self->title_baseline = 8 + round (15 * scale);
  self->plot.area
      = (FvRect){ FV_EXPERIMENT_MARGIN + axis, head, MAX (width - 2 * FV_EXPERIMENT_MARGIN - axis, 10),
                  MAX (height - head - foot, 20) };
  self->foot_baseline = self->plot.area.y + self->plot.area.height + round (18 * scale);
  self->plot.last_batch = last_batch (report);
  self->plot.cuts = TRUE;
  if (is_accuracy (self))
    scale_accuracy (self, report);
  else
    scale_loss (self, report);
  self->names = g_array_new (FALSE, FALSE, sizeof (FvTrialName));
  g_array_set_clear_func (self->names, clear_name);
  collect (self, &input->experiment);
  name_all (self, report, width);
  return self;
}

/* --- Pointing --- */

static gboolean
holds (FvRect box, double x, double y)
{
  return x >= box.x && x < box.x + box.width && y >= box.y - GAP / 2 && y < box.y + box.height + GAP / 2;
}

static double
distance (const FvExperimentFigure *self, const FvCurve *curve, double x, double y)
{
  double there;

  return fv_plot_line_y (&self->plot, curve, self->series, fv_plot_batch (&self->plot, x), &there)
             ? fabs (y - there)
             : INFINITY;
}

gboolean
fv_experiment_figure_pick (const FvExperimentFigure *self, const FvSceneInput *input, double x, double y,
                           guint *trial)
{
  const FvExperimentReport *report = input->experiment.report;
  double least = REACH;
  gboolean found = FALSE;

  for (guint i = 0; i < self->names->len; i++)
    if (holds (g_array_index (self->names, FvTrialName, i).box, x, y))
      {
        *trial = g_array_index (self->names, FvTrialName, i).trial;
        return TRUE;
      }
  for (guint i = 0; i < report->n_trials; i++)
    {
      double there = distance (self, report->trials[i]->curve, x, y);

      if (there >= least)
        continue;
      least = there;
      *trial = i;
      found = TRUE;
    }
  return found;
}
