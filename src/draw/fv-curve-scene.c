/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-curve-scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-curve-plots.h"
#include "fv-curve-table.h"
#include "fv-curve-read.h"
#include "fv-curve-words.h"
#include "fv-mark.h"
#include "fv-pen.h"
#include "fv-plot-axes.h"
#include "fv-scene-types.h"

/* Loss over accuracy, both over batches. Training is solid, test dashed; hue says nothing. Other runs are thinner and
 * greyer, and carry a sign each. One part. */

#define WIDTH      1.75 /* px of lines */
#define KEPT_WIDTH 1.25
#define SIGN       4  /* px radius */
#define PITCH      84 /* px from sign to sign */
#define REACH      8  /* px: what is as near as this is pointed at */

static void
paint_axes (const FvCurveLayout *self, const FvSceneInput *input, cairo_t *cr, const FvCurvePlots *plots)
{
  FvStyle style = input->style;

  style.text_scale = self->text_scale;
  if (plots->loss_step > 0)
    fv_plot_paint_steps (&plots->loss, cr, &style, plots->loss_step, FALSE);
  else
    fv_plot_paint_decades (&plots->loss, cr, &style);
  fv_plot_paint_steps (&plots->accuracy, cr, &style, plots->accuracy_step, TRUE);
  fv_plot_paint_batches (&plots->accuracy, cr, &style, self->accuracy.x + self->accuracy.width,
                         self->foot_baseline);
}

/* "── training  ╌╌ test" at the right of the loss's title. */
static void
paint_key (const FvCurveLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  static const double dash[] = { 4, 3 };
  const char *words[2] = { _ ("test"), _ ("training") };
  double x = self->scene.width - FV_CURVE_MARGIN, y = self->loss_baseline - round (4 * self->text_scale);

  for (guint i = 0; i < 2; i++)
    {
      x -= fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT, x, self->loss_baseline,
                         input->style.secondary, words[i]);
      cairo_save (cr);
      fv_pen_color (cr, input->style.curve);
      cairo_set_line_width (cr, WIDTH);
      if (i == 0)
        cairo_set_dash (cr, dash, 2, 0);
      cairo_move_to (cr, x - 34, y + 0.5);
      cairo_line_to (cr, x - 8, y + 0.5);
      cairo_stroke (cr);
      cairo_restore (cr);
      x -= 54;
    }
}

/* The sign of a run, every now and then along its line where it goes a way of its own. */
static void
paint_signs (const FvPlot *plot, const FvSceneInput *input, cairo_t *cr, const FvBranch *branch,
             FvSeries series, double parting)
{
  guint mark = fv_curve_mark (branch) - 1;
  double next = plot->area.x + PITCH * (0.5 + mark) / FV_MARK_N, radius = SIGN * input->style.text_scale;

  for (guint i = fv_curve_find (branch->curve, MAX (parting + 0.5, plot->first_batch));
       i < fv_curve_length (branch->curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (branch->curve, i);
      double value = fv_series_value (&point, series), x = fv_plot_x (plot, (double)point.batch);

      if ((double)point.batch > plot->last_batch)
        return;
      if (!isfinite (value) || x < next || (plot->cuts && value < plot->low))
        continue;
      fv_mark_paint (cr, mark, x, fv_plot_y (plot, value), radius, input->style.kept, input->style.scene);
      next = x + PITCH;
    }
}

static void
paint_kept (const FvPlot *plot, const FvSceneInput *input, cairo_t *cr, const FvBranch *branch,
            FvSeries train, FvSeries test)
{
  double parting = fv_curve_parting (input, branch);

  fv_plot_line (plot, cr, input->style.kept, branch->curve, train, KEPT_WIDTH, FALSE);
  fv_plot_line (plot, cr, input->style.kept, branch->curve, test, KEPT_WIDTH, TRUE);
  paint_signs (plot, input, cr, branch, train, parting);
  paint_signs (plot, input, cr, branch, test, parting);
}

static void
paint_lines (const FvCurvePlots *plots, const FvSceneInput *input, cairo_t *cr)
{
  FvColor curve = input->style.curve;
  const FvBranch *branch;

  for (guint i = 0; (branch = fv_curve_nth_kept (input, i)) != NULL; i++)
    {
      paint_kept (&plots->loss, input, cr, branch, FV_SERIES_TRAIN_LOSS, FV_SERIES_TEST_LOSS);
      paint_kept (&plots->accuracy, input, cr, branch, FV_SERIES_TRAIN_ACCURACY, FV_SERIES_TEST_ACCURACY);
    }
  fv_plot_line (&plots->loss, cr, curve, input->curve, FV_SERIES_TRAIN_LOSS, WIDTH, FALSE);
  fv_plot_line (&plots->loss, cr, curve, input->curve, FV_SERIES_TEST_LOSS, WIDTH, TRUE);
  fv_plot_line (&plots->accuracy, cr, curve, input->curve, FV_SERIES_TRAIN_ACCURACY, WIDTH, FALSE);
  fv_plot_line (&plots->accuracy, cr, curve, input->curve, FV_SERIES_TEST_ACCURACY, WIDTH, TRUE);
}

/* Through both plots, at a batch; nothing if that is out of sight. */
static void
paint_upright (const FvCurvePlots *plots, cairo_t *cr, FvColor color, double batch)
{
  const FvPlot *loss = &plots->loss, *accuracy = &plots->accuracy;
  double x = fv_plot_x (loss, batch);

  if (batch < loss->first_batch || batch > loss->last_batch)
    return;
  fv_pen_vertical (cr, color, MIN (x, loss->area.x + loss->area.width - 1), loss->area.y,
                   accuracy->area.y + accuracy->area.height - loss->area.y);
}

static void
paint_dot (const FvPlot *plot, const FvSceneInput *input, cairo_t *cr, double batch, double value)
{
  if (!isfinite (value) || (plot->cuts && value < plot->low))
    return;
  cairo_arc (cr, fv_plot_x (plot, batch), fv_plot_y (plot, value), 3.5, 0, 2 * G_PI);
  fv_pen_color (cr, input->style.curve);
  cairo_fill (cr);
}

/* What is read is dotted on the lines. */
static void
paint_reading (const FvCurvePlots *plots, const FvSceneInput *input, cairo_t *cr)
{
  double batch = (double)input->curves.reading;
  guint nth = fv_curve_find (input->curve, batch);
  FvCurvePoint point;

  paint_upright (plots, cr, input->style.secondary, batch);
  if (nth >= fv_curve_length (input->curve) || batch < plots->loss.first_batch
      || batch > plots->loss.last_batch)
    return;
  point = fv_curve_nth (input->curve, nth);
  if (point.batch != input->curves.reading)
    return;
  paint_dot (&plots->loss, input, cr, batch, point.train_loss);
  paint_dot (&plots->loss, input, cr, batch, point.test_loss);
  paint_dot (&plots->accuracy, input, cr, batch, point.train_accuracy);
  paint_dot (&plots->accuracy, input, cr, batch, point.test_accuracy);
}

static void
paint_titles (const FvCurveLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, FV_CURVE_MARGIN, self->loss_baseline,
                input->style.text, _ ("Loss"));
  fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, FV_CURVE_MARGIN,
                self->accuracy_baseline, input->style.text, _ ("Accuracy"));
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvCurveLayout *self = (const FvCurveLayout *)scene;
  FvCurvePlots plots = fv_curve_plots (self, input);
  const FvRect *loss = &plots.loss.area;
  GArray *words;

  paint_titles (self, input, cr);
  paint_key (self, input, cr);
  paint_axes (self, input, cr, &plots);
  if (!input->curve || fv_curve_length (input->curve) == 0)
    {
      fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_CENTER, loss->x + loss->width / 2,
                    loss->y + loss->height / 2, input->style.secondary, _ ("nothing learned yet"));
      return;
    }
  paint_lines (&plots, input, cr);
  if (input->curves.reads)
    paint_reading (&plots, input, cr);
  paint_upright (&plots, cr, input->style.accent, (double)input->batch);
  words = fv_curve_words (self, &plots, input);
  fv_curve_words_paint (words, input, cr);
  g_array_unref (words);
}

/* How far y px is from the line of a series at a batch; INFINITY where it has none. */
static double
distance (const FvPlot *plot, const FvCurve *curve, FvSeries series, double batch, double y)
{
  double there;

  return fv_plot_line_y (plot, curve, series, batch, &there) ? fabs (y - there) : INFINITY;
}

static double
distance_of_run (const FvCurvePlots *plots, const FvCurve *curve, double batch, double y)
{
  double loss = MIN (distance (&plots->loss, curve, FV_SERIES_TRAIN_LOSS, batch, y),
                     distance (&plots->loss, curve, FV_SERIES_TEST_LOSS, batch, y));
  double accuracy = MIN (distance (&plots->accuracy, curve, FV_SERIES_TRAIN_ACCURACY, batch, y),
                         distance (&plots->accuracy, curve, FV_SERIES_TEST_ACCURACY, batch, y));

  return y < plots->accuracy.area.y - REACH ? loss : accuracy;
}

gboolean
fv_curve_pick (const FvScene *scene, const FvSceneInput *input, double x, double y, guint64 *batch,
               guint *branch)
{
  const FvCurveLayout *self = (const FvCurveLayout *)scene;
  FvCurvePlots plots = fv_curve_plots (self, input);
  double at = fv_plot_batch (&plots.loss, x), least;
  const FvBranch *kept;

  if (x < plots.loss.area.x - REACH || x > plots.loss.area.x + plots.loss.area.width + REACH
      || y < plots.loss.area.y - REACH || y > plots.accuracy.area.y + plots.accuracy.area.height + REACH)
    return FALSE;
  *batch = (guint64)round (CLAMP (at, plots.loss.first_batch, plots.loss.last_batch));
  *branch = 0;
  least = MIN (input->curve ? distance_of_run (&plots, input->curve, at, y) : INFINITY, REACH);
  for (guint i = 0; (kept = fv_curve_nth_kept (input, i)) != NULL; i++)
    {
      double there = distance_of_run (&plots, kept->curve, at, y);

      if (there >= least || at <= fv_curve_parting (input, kept))
        continue;
      least = there;
      *branch = kept->id;
    }
  return TRUE;
}

double
fv_curve_batch_at (const FvScene *scene, const FvSceneInput *input, double x)
{
  FvCurvePlots plots = fv_curve_plots ((const FvCurveLayout *)scene, input);

  return fv_plot_batch (&plots.loss, x);
}

double
fv_curve_batches (const FvScene *scene, const FvSceneInput *input, double px)
{
  return fv_curve_batch_at (scene, input, px) - fv_curve_batch_at (scene, input, 0);
}

const FvSceneType fv_curve_scene = {
  .name = "curve",
  .title = N_ ("Training Curve"),
  .exportable = TRUE,
  .export_width = 960,
  .export_height = 540,
  .layout = fv_curve_layout_new,
  .paint_part = paint_part,
  .speak = fv_curve_speak,
  .table = fv_curve_table,
};
