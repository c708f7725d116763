/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-experiment-figure.h"
#include "fv-experiment-lines.h"
#include "fv-experiment-words.h"
#include "fv-mark.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-plot-axes.h"
#include "fv-scene-types.h"
#include "fv-text.h"

/* The runs of an experiment over each other, each line with its name and what it came to at its end, in their rank.
 * Dashes and signs tell them apart, not hue. One part. */

#define WIDTH       1.5 /* px of lines */
#define STOUT_WIDTH 2.75
#define SIGN        4  /* px radius */
#define PITCH       96 /* px from sign to sign */

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  return g_new0 (FvScene, 1);
}

/* --- Lines --- */

static FvColor
color_of (const FvSceneInput *input, gboolean stands_out)
{
  return stands_out ? input->style.text : input->style.curve;
}

static void
set_pen (FvTrialLine line, gboolean stands_out, const FvSceneInput *input, cairo_t *cr)
{
  double width = stands_out ? STOUT_WIDTH : WIDTH;

  fv_pen_color (cr, color_of (input, stands_out));
  cairo_set_line_width (cr, width);
  fv_trial_line_set_dash (line, cr, width);
}

/* Evenly along the line; signs of other lines stand elsewhere. */
static void
paint_signs (const FvExperimentFigure *self, const FvTrialName *name, FvTrialLine line, const FvCurve *curve,
             const FvSceneInput *input, cairo_t *cr)
{
  const FvPlot *plot = &self->plot;
  double first = plot->area.x + PITCH * (0.5 + line.mark + 0.5 * line.dash) / (FV_MARK_N + 1);
  double y;

  cairo_set_dash (cr, NULL, 0, 0);
  for (double x = first; x < name->end_x - SIGN; x += PITCH)
    if (fv_plot_line_y (plot, curve, self->series, fv_plot_batch (plot, x), &y) && y > plot->area.y
        && y < plot->area.y + plot->area.height)
      fv_mark_paint (cr, line.mark - 1, x, y, SIGN * self->text_scale, color_of (input, name->stands_out),
                     input->style.scene);
}

/* Where a line ends because a number is none. */
static void
paint_cross (const FvTrialName *name, const FvSceneInput *input, cairo_t *cr)
{
  double r = SIGN * input->style.text_scale;

  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, 2);
  fv_pen_color (cr, input->style.wrong);
  cairo_move_to (cr, name->end_x - r, name->end_y - r);
  cairo_line_to (cr, name->end_x + r, name->end_y + r);
  cairo_move_to (cr, name->end_x - r, name->end_y + r);
  cairo_line_to (cr, name->end_x + r, name->end_y - r);
  cairo_stroke (cr);
}

static void
paint_line (const FvExperimentFigure *self, const FvTrialName *name, const FvSceneInput *input, cairo_t *cr)
{
  const FvTrial *trial = input->experiment.report->trials[name->trial];
  FvTrialLine line = fv_trial_line (input->experiment.report, name->trial);

  cairo_save (cr);
  set_pen (line, name->stands_out, input, cr);
  fv_plot_stroke (&self->plot, cr, trial->curve, self->series);
  if (name->has_end && line.mark > 0)
    paint_signs (self, name, line, trial->curve, input, cr);
  if (name->has_end && trial->state == FV_TRIAL_NON_FINITE)
    paint_cross (name, input, cr);
  cairo_restore (cr);
}

/* Those without a name are there, thin and grey. */
static void
paint_unnamed (const FvExperimentFigure *self, const FvSceneInput *input, cairo_t *cr)
{
  const FvExperimentReport *report = input->experiment.report;

  if (self->n_unnamed == 0)
    return;
  for (guint i = 0; i < report->n_trials; i++)
    fv_plot_line (&self->plot, cr, input->style.kept, report->trials[i]->curve, self->series, 1, FALSE);
}

static void
paint_lines (const FvExperimentFigure *self, const FvSceneInput *input, cairo_t *cr)
{
  paint_unnamed (self, input, cr);
  for (guint out = 0; out < 2; out++)
    for (guint i = 0; i < self->names->len; i++)
      {
        const FvTrialName *name = &g_array_index (self->names, FvTrialName, i);

        if (name->stands_out == (out == 1))
          paint_line (self, name, input, cr);
      }
}

/* --- Names --- */

/* From the end of its line to the name. */
static void
paint_leader (const FvTrialName *name, double middle, const FvSceneInput *input, cairo_t *cr)
{
  static const double dots[] = { 1, 3 };

  cairo_save (cr);
  fv_pen_color (cr, input->style.secondary);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dots, 2, 0);
  cairo_move_to (cr, name->end_x + 2, name->end_y);
  cairo_line_to (cr, name->box.x - 4, middle);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* A piece of its line. */
static void
paint_sample (const FvTrialName *name, FvTrialLine line, double middle, double length,
              const FvSceneInput *input, cairo_t *cr)
{
  double scale = input->style.text_scale;

  cairo_save (cr);
  set_pen (line, name->stands_out, input, cr);
  cairo_move_to (cr, name->box.x, middle);
  cairo_line_to (cr, name->box.x + length, middle);
  cairo_stroke (cr);
  cairo_restore (cr);
  if (line.mark > 0)
    fv_mark_paint (cr, line.mark - 1, name->box.x + length / 2, middle, SIGN * scale,
                   color_of (input, name->stands_out), input->style.scene);
}

static void
paint_name (const FvExperimentFigure *self, const FvTrialName *name, const FvSceneInput *input, cairo_t *cr)
{
  FvTextKind kind = name->stands_out ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION;
  double scale = self->text_scale, baseline = name->box.y + fv_text_ascent (kind, scale);
  double middle = round (baseline - 4 * scale) + 0.5;
  g_autofree char *rank = name->rank > 0 ? g_strdup_printf ("%u", name->rank) : g_strdup ("–");

  if (name->has_end)
    paint_leader (name, middle, input, cr);
  paint_sample (name, fv_trial_line (input->experiment.report, name->trial), middle, round (26 * scale),
                input, cr);
  fv_text_draw (cr, kind, scale, FV_ALIGN_RIGHT, name->words_box.x - 6, baseline, input->style.secondary,
                rank);
  fv_text_paragraph (cr, kind, scale, name->words_box.x, name->words_box.y, name->words_box.width + 1,
                     input->style.text, name->words);
  fv_text_draw (cr, kind, scale, FV_ALIGN_RIGHT, name->box.x + name->box.width, baseline, input->style.text,
                name->value);
}

static void
paint_names (const FvExperimentFigure *self, const FvSceneInput *input, cairo_t *cr)
{
  g_autofree char *rest = NULL;

  for (guint i = 0; i < self->names->len; i++)
    paint_name (self, &g_array_index (self->names, FvTrialName, i), input, cr);
  if (self->n_unnamed == 0)
    return;
  rest = g_strdup_printf (
      /* Translators: below the names of the runs of an experiment that found room. */
      g_dngettext (GETTEXT_PACKAGE, "and %u more run", "and %u more runs", self->n_unnamed), self->n_unnamed);
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, self->rest.x,
                self->rest.y + fv_text_ascent (FV_TEXT_CAPTION, self->text_scale), input->style.secondary,
                rest);
}

/* --- All --- */

static void
paint_axes (const FvExperimentFigure *self, const FvSceneInput *input, cairo_t *cr)
{
  FvStyle style = input->style;

  style.text_scale = self->text_scale;
  if (self->step > 0)
    fv_plot_paint_steps (&self->plot, cr, &style, self->step, TRUE);
  else
    fv_plot_paint_decades (&self->plot, cr, &style);
  fv_plot_paint_batches (&self->plot, cr, &style, self->plot.area.x + self->plot.area.width,
                         self->foot_baseline);
}

/* What is measured how, at the right; nothing where there is no difference, or no room. */
static void
paint_note (const FvExperimentFigure *self, const FvScene *scene, const FvSceneInput *input, cairo_t *cr)
{
  guint n_test = input->experiment.report->n_test;
  double room = scene->width - 2 * FV_EXPERIMENT_MARGIN - 24
                - fv_text_width (FV_TEXT_TITLE_BOLD, self->text_scale, fv_experiment_figure_title (self));
  g_autofree char *few = fv_number_count (FV_TRAINING_QUICK_TEST), *all = fv_number_count (n_test);
  g_autofree char *note = NULL;

  if (n_test <= FV_TRAINING_QUICK_TEST)
    return;
  /* Translators: with how many test samples the lines of a figure and the numbers beside them were measured. */
  note = g_strdup_printf (_ ("lines: the first %s test samples; numbers: all %s"), few, all);
  if (fv_text_width (FV_TEXT_CAPTION, self->text_scale, note) <= room)
    fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT, scene->width - FV_EXPERIMENT_MARGIN,
                  self->title_baseline, input->style.secondary, note);
}

static void
paint_nothing (const FvScene *scene, const FvSceneInput *input, cairo_t *cr)
{
  fv_text_draw (cr, FV_TEXT_TITLE, input->style.text_scale, FV_ALIGN_CENTER, scene->width / 2,
                scene->height / 2, input->style.secondary, _ ("Nothing was tried yet"));
}

static gboolean
is_empty (const FvSceneInput *input)
{
  return input->experiment.report == NULL || input->experiment.report->n_trials == 0;
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  g_autoptr (FvExperimentFigure) figure = NULL;

  if (is_empty (input))
    {
      paint_nothing (scene, input, cr);
      return;
    }
  figure = fv_experiment_figure_new (input, scene->width, scene->height);
  fv_text_draw (cr, FV_TEXT_TITLE_BOLD, figure->text_scale, FV_ALIGN_LEFT, FV_EXPERIMENT_MARGIN,
                figure->title_baseline, input->style.text, fv_experiment_figure_title (figure));
  paint_note (figure, scene, input, cr);
  paint_axes (figure, input, cr);
  paint_lines (figure, input, cr);
  paint_names (figure, input, cr);
}

static gboolean
pick_action (const FvScene *scene, const FvSceneInput *input, double x, double y, FvSceneAction *out)
{
  g_autoptr (FvExperimentFigure) figure = NULL;
  guint trial;

  if (is_empty (input))
    return FALSE;
  figure = fv_experiment_figure_new (input, scene->width, scene->height);
  if (!fv_experiment_figure_pick (figure, input, x, y, &trial))
    return FALSE;
  *out = (FvSceneAction){ .kind = FV_SCENE_ACTION_TRIAL, .value = trial + 1 };
  return TRUE;
}

const FvSceneType fv_experiment_scene = {
  .name = "experiments",
  .title = N_ ("Experiments"),
  .exportable = FALSE, /* there are none in a model file */
  .export_width = 960,
  .export_height = 540,
  .layout = layout,
  .paint_part = paint_part,
  .pick_action = pick_action,
  .speak = fv_experiment_speak,
  .table = fv_experiment_table,
};
