/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdint.h>

#include "fv-number.h"
#include "fv-pen.h"
#include "fv-plot.h"
#include "fv-text.h"
#include "fv-timeline-layout.h"
#include "fv-timeline-scene.h"

/* The rail of training: the loss of the way that is shown, what lies after the moment shown paler, other ways grey,
 * a mark for each epoch, a ring at the newest moment and the handle at the one shown. */

#define HANDLE 5.5
#define NEWEST 3.5
/* Room for what is still to come. */
#define AHEAD 1.15
/* Between two epochs that are named. */
#define EPOCH_PITCH 44

/* Of the way that is shown. */
static guint64
newest_of (const FvSceneInput *input)
{
  return MAX (input->way.newest, input->batch);
}

/* Of all ways: they share one axis. */
static double
last_of (const FvSceneInput *input)
{
  guint n = input->curve != NULL ? fv_curve_length (input->curve) : 0;
  guint64 last = newest_of (input);

  if (n > 0)
    last = MAX (last, fv_curve_nth (input->curve, n - 1).batch);
  for (guint i = 0; i < input->way.n_branches; i++)
    last = MAX (last, input->way.branches[i]->newest);
  return MAX ((double)last * AHEAD, 10);
}

static gboolean
is_other (const FvSceneInput *input, guint nth)
{
  const FvBranch *branch = input->way.branches[nth];

  return branch->id != input->way.shown && branch->curve != NULL;
}

static void
widen (const FvCurve *curve, double *low, double *high)
{
  double least, most;

  if (!fv_series_range (curve, FV_SERIES_TRAIN_LOSS, TRUE, &least, &most))
    return;
  *low = MIN (*low, least);
  *high = MAX (*high, most);
}

static FvPlot
plot_of (const FvTimelineLayout *self, const FvSceneInput *input)
{
  FvPlot plot
      = { .area = self->training, .last_batch = last_of (input), .low = 0.01, .high = 3, .log = TRUE };
  double low = INFINITY, high = -INFINITY;

  plot.area.height -= 6;
  widen (input->curve, &low, &high);
  for (guint i = 0; i < input->way.n_branches; i++)
    if (is_other (input, i))
      widen (input->way.branches[i]->curve, &low, &high);
  if (low <= high)
    {
      plot.low = MAX (low * 0.8, high * 1e-4);
      plot.high = MAX (high, plot.low * 2);
    }
  return plot;
}

FvRect
fv_timeline_rail (const FvScene *scene)
{
  const FvTimelineLayout *self = (const FvTimelineLayout *)scene;

  return (FvRect){ 0, 0, self->words_x - 4, self->pass_top - 4 };
}

guint64
fv_timeline_pick_batch (const FvScene *scene, const FvSceneInput *input, double x)
{
  FvPlot plot = plot_of ((const FvTimelineLayout *)scene, input);
  double batch = round (fv_plot_batch (&plot, x));

  return (guint64)CLAMP (batch, (double)input->way.first, (double)newest_of (input));
}

double
fv_timeline_locate_batch (const FvScene *scene, const FvSceneInput *input, guint64 batch)
{
  FvPlot plot = plot_of ((const FvTimelineLayout *)scene, input);

  return fv_plot_x (&plot, (double)batch);
}

static gboolean
is_at_newest (const FvSceneInput *input)
{
  return input->batch >= input->way.newest;
}

char *
fv_timeline_speak (const FvSceneInput *input)
{
  g_autofree char *epoch = fv_number_fixed (input->epoch, 2, FALSE);

  /* Translators: where training stands, spoken: "batch 412 of 520, epoch 0.22". */
  return g_strdup_printf (_ ("batch %ju of %ju, epoch %s"), (uintmax_t)input->batch,
                          (uintmax_t)newest_of (input), epoch);
}

/* The newest test loss that had been measured by then; NAN: none. */
static double
test_loss_then (const FvSceneInput *input)
{
  guint n = fv_curve_find (input->curve, (double)input->batch + 1);

  while (n-- > 0)
    {
      FvCurvePoint point = fv_curve_nth (input->curve, n);

      if (!isnan (point.test_loss))
        return point.test_loss;
    }
  return NAN;
}

static char *
epoch_words (const FvSceneInput *input)
{
  g_autofree char *epoch = fv_number_fixed (input->epoch, 2, FALSE);

  return g_strdup_printf (_ ("epoch %s"), epoch);
}

static void
paint_words (const FvTimelineLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  g_autofree char *batch = fv_number_count (input->batch), *newest = fv_number_count (newest_of (input));
  g_autofree char *epoch = epoch_words (input), *first = NULL, *second = NULL, *loss = NULL;
  double baseline = self->training.y + round (14 * self->text_scale), test = test_loss_then (input);

  if (!isnan (test))
    loss = fv_number_fixed (test, 3, FALSE);
  if (is_at_newest (input))
    {
      g_autofree char *number = fv_number_fixed (input->epoch, 2, FALSE);

      first = g_strdup_printf (_ ("batch %s · epoch %s"), batch, number);
      second = loss != NULL ? g_strdup_printf (_ ("test loss %s"), loss) : NULL;
    }
  else
    {
      first = g_strdup_printf (_ ("batch %s of %s"), batch, newest);
      second = g_steal_pointer (&epoch);
    }
  fv_timeline_words (self, cr, baseline, input->style.text, first);
  if (second != NULL)
    fv_timeline_words (self, cr, baseline + round (17 * self->text_scale), input->style.secondary, second);
}

/* Where epoch number wanted ends, from the points of the curve: batches may have changed their size. FALSE: not yet. */
static gboolean
find_epoch (const FvCurve *curve, guint *from, double wanted, double *batch)
{
  for (guint i = MAX (*from, 1); i < fv_curve_length (curve); i++)
    {
      FvCurvePoint before = fv_curve_nth (curve, i - 1), point = fv_curve_nth (curve, i);

      if (point.epoch < wanted)
        continue;
      *from = i;
      *batch
          = (double)before.batch
            + (double)(point.batch - before.batch) * (wanted - before.epoch) / (point.epoch - before.epoch);
      return before.epoch < wanted;
    }
  return FALSE;
}

static double
epoch_step (const FvPlot *plot, const FvCurve *curve, double text_scale)
{
  FvCurvePoint last = fv_curve_nth (curve, fv_curve_length (curve) - 1);
  double width = fv_plot_x (plot, (double)last.batch) - plot->area.x;
  guint room = (guint)CLAMP (width / (EPOCH_PITCH * text_scale), 1, 100);

  return MAX (fv_plot_step (last.epoch, room), 1);
}

static void
paint_epochs (const FvTimelineLayout *self, const FvPlot *plot, const FvSceneInput *input, cairo_t *cr)
{
  double bottom = plot->area.y + plot->area.height, step, batch;
  guint from = 1;

  if (input->curve == NULL || fv_curve_length (input->curve) < 2)
    return;
  step = epoch_step (plot, input->curve, self->text_scale);
  for (double epoch = step; find_epoch (input->curve, &from, epoch, &batch); epoch += step)
    {
      double x = floor (fv_plot_x (plot, batch));
      g_autofree char *text = g_strdup_printf ("%.0f", epoch);

      fv_pen_vertical (cr, input->style.frame, x, bottom - 4, 4);
      fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_CENTER, x + 0.5,
                    MIN (bottom + round (15 * self->text_scale), self->pass_top - 5), input->style.secondary,
                    text);
    }
}

static FvColor
paler (FvColor color, FvColor paper)
{
  return (FvColor){ (color.red + paper.red) / 2, (color.green + paper.green) / 2,
                    (color.blue + paper.blue) / 2 };
}

static void
paint_curves (const FvPlot *plot, const FvSceneInput *input, cairo_t *cr)
{
  const FvStyle *style = &input->style;
  double now = fv_plot_x (plot, (double)input->batch);

  for (guint i = 0; i < input->way.n_branches; i++)
    if (is_other (input, i))
      fv_plot_line (plot, cr, style->kept, input->way.branches[i]->curve, FV_SERIES_TRAIN_LOSS, 1, FALSE);
  if (is_at_newest (input))
    {
      fv_plot_line (plot, cr, style->curve, input->curve, FV_SERIES_TRAIN_LOSS, 1.25, FALSE);
      return;
    }
  fv_plot_line (plot, cr, paler (style->curve, style->scene), input->curve, FV_SERIES_TRAIN_LOSS, 1.25,
                FALSE);
  cairo_save (cr);
  cairo_rectangle (cr, plot->area.x - 2, plot->area.y - 2, now - plot->area.x + 2, plot->area.height + 4);
  cairo_clip (cr);
  fv_plot_line (plot, cr, style->curve, input->curve, FV_SERIES_TRAIN_LOSS, 1.25, FALSE);
  cairo_restore (cr);
}

/* The rail as far as one can go on it, the newest moment as a ring. */
static void
paint_rail (const FvPlot *plot, const FvSceneInput *input, cairo_t *cr)
{
  const FvStyle *style = &input->style;
  double bottom = plot->area.y + plot->area.height;
  double first = fv_plot_x (plot, (double)input->way.first);
  double newest = floor (fv_plot_x (plot, (double)newest_of (input))) + 0.5;

  fv_pen_horizontal (cr, style->frame, plot->area.x, bottom, plot->area.width);
  fv_pen_fill (cr, style->secondary, first, bottom - 0.5, newest - first, 2);
  if (is_at_newest (input))
    return;
  fv_pen_color (cr, style->scene);
  cairo_arc (cr, newest, bottom + 0.5, NEWEST, 0, 2 * G_PI);
  cairo_fill_preserve (cr);
  fv_pen_color (cr, style->secondary);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

static void
paint_handle (const FvPlot *plot, const FvSceneInput *input, cairo_t *cr)
{
  double bottom = plot->area.y + plot->area.height;
  double x = floor (fv_plot_x (plot, (double)input->batch));

  fv_pen_vertical (cr, input->style.accent, x, plot->area.y - 6, plot->area.height + 6);
  fv_pen_color (cr, input->style.accent);
  cairo_arc (cr, x + 0.5, bottom + 0.5, HANDLE, 0, 2 * G_PI);
  cairo_fill (cr);
}

void
fv_timeline_paint_training (const FvTimelineLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  FvPlot plot = plot_of (self, input);

  paint_rail (&plot, input, cr);
  paint_epochs (self, &plot, input, cr);
  paint_curves (&plot, input, cr);
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT, plot.area.x + plot.area.width,
                plot.area.y + round (8 * self->text_scale), input->style.secondary, _ ("loss"));
  paint_handle (&plot, input, cr);
  paint_words (self, input, cr);
}
