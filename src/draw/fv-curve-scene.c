/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-pen.h"
#include "fv-plot.h"
#include "fv-scene-types.h"
#include "fv-text.h"

/* Loss over accuracy, both over batches. Training is solid, test dashed; hue says nothing. One part. */
typedef struct
{
  FvScene scene;
  double text_scale;
  double loss_baseline, accuracy_baseline, foot_baseline;
  FvRect loss, accuracy; /* the plots */
} CurveLayout;

#define MARGIN 28

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  CurveLayout *self = g_new0 (CurveLayout, 1);
  double scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  double axis = fv_text_width (FV_TEXT_CAPTION, scale, "0.0003") + 8, head = round (34 * scale);
  double foot = round (30 * scale), room = MAX (height - 2 * head - foot - round (10 * scale), 20);

  self->text_scale = scale;
  self->loss_baseline = 8 + round (15 * scale);
  self->loss = (FvRect){ MARGIN + axis, head, MAX (width - 2 * MARGIN - axis, 10), floor (room * 0.55) };
  self->accuracy_baseline = self->loss.y + self->loss.height + round (26 * scale);
  self->accuracy = (FvRect){ self->loss.x, self->accuracy_baseline + round (12 * scale), self->loss.width,
                             floor (room * 0.45) };
  self->foot_baseline = self->accuracy.y + self->accuracy.height + round (18 * scale);
  return &self->scene;
}

static void
free_layout (FvScene *scene)
{
  g_free (scene);
}

static guint
n_parts (const FvScene *scene)
{
  return 1;
}

static FvRect
part (const FvScene *scene, guint nth)
{
  return (FvRect){ 0, 0, scene->width, scene->height };
}

static double
last_batch (const FvSceneInput *input)
{
  guint n = input->curve ? fv_curve_length (input->curve) : 0;
  double last = n > 0 ? (double)fv_curve_nth (input->curve, n - 1).batch : 0;

  return MAX (MAX (last, (double)input->batch), 10);
}

/* From the steps 1-3-10 around all losses. */
static FvPlot
loss_plot (const CurveLayout *self, const FvSceneInput *input)
{
  FvPlot plot = { self->loss, last_batch (input), 0.1, 3, TRUE };
  double low = INFINITY, high = -INFINITY, l, h;

  for (FvSeries series = FV_SERIES_TRAIN_LOSS; series <= FV_SERIES_TEST_LOSS; series++)
    if (fv_series_range (input->curve, series, TRUE, &l, &h))
      {
        low = MIN (low, l);
        high = MAX (high, h);
      }
  if (low > high)
    return plot;
  low = MAX (low, high * 1e-6);
  plot.low = pow (10, floor (log10 (low)));
  if (3 * plot.low <= low)
    plot.low *= 3;
  plot.high = pow (10, ceil (log10 (high)));
  if (plot.high * 0.3 >= high)
    plot.high *= 0.3;
  if (plot.high <= plot.low * 1.01)
    plot.high = plot.low * 10;
  return plot;
}

static FvPlot
accuracy_plot (const CurveLayout *self, const FvSceneInput *input)
{
  FvPlot plot = { self->accuracy, last_batch (input), 0, 1, FALSE };
  double low, high;

  /* Once all of the newer half is above it, the lower part of the axis goes. */
  if (fv_series_range (input->curve, FV_SERIES_TEST_ACCURACY, FALSE, &low, &high) && high > 0.9)
    plot.low = 0.8;
  return plot;
}

static void
axis_label (const CurveLayout *self, const FvSceneInput *input, cairo_t *cr, const FvPlot *plot, double value,
            const char *text)
{
  double y = fv_plot_y (plot, value);

  fv_pen_horizontal (cr, input->style.hairline, plot->area.x, y, plot->area.width);
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT, plot->area.x - 8,
                y + 4 * self->text_scale, input->style.secondary, text);
}

static void
paint_loss_axis (const CurveLayout *self, const FvSceneInput *input, cairo_t *cr, const FvPlot *plot)
{
  double decades = log10 (plot->high / plot->low);
  double room = plot->area.height / MAX (decades, 0.5) / 2; /* px between ticks */

  for (int exponent = (int)floor (log10 (plot->low)); exponent <= (int)ceil (log10 (plot->high)); exponent++)
    for (int three = 0; three < 2; three++)
      {
        double value = (three ? 3 : 1) * pow (10, exponent);
        g_autofree char *text = NULL;

        if (value < plot->low * 0.99 || value > plot->high * 1.01 || (three && room < 16 * self->text_scale))
          continue;
        if (room < 8 * self->text_scale && exponent % 2)
          continue;
        text = exponent < -4 || exponent > 4
                   ? fv_number_power (value)
                   : fv_number_fixed (value, exponent < 0 ? (guint)-exponent : 0, FALSE);
        axis_label (self, input, cr, plot, value, text);
      }
}

static void
paint_accuracy_axis (const CurveLayout *self, const FvSceneInput *input, cairo_t *cr, const FvPlot *plot)
{
  guint parts = plot->low > 0 ? 4 : 5;
  guint skip = plot->area.height / parts < 16 * self->text_scale ? 2 : 1;

  for (guint i = 0; i <= parts; i += skip)
    {
      double value = plot->low + (plot->high - plot->low) * i / parts;
      g_autofree char *text = fv_number_percent (value, 0);
      axis_label (self, input, cr, plot, value, text);
    }
}

static void
paint_batches (const CurveLayout *self, const FvSceneInput *input, cairo_t *cr, const FvPlot *plot)
{
  double widest = fv_text_width (FV_TEXT_CAPTION, self->text_scale, "000 000") + 16;
  double step = MAX (fv_plot_step (plot->last_batch, (guint)MAX (plot->area.width / widest, 1)), 1);
  const char *unit = _ ("batches");
  double end = plot->area.x + plot->area.width,
         unit_width = fv_text_width (FV_TEXT_CAPTION, self->text_scale, unit);

  for (double batch = 0; batch <= plot->last_batch; batch += step)
    {
      g_autofree char *text = fv_number_count ((guint64)batch);
      double x = fv_plot_x (plot, batch), half = fv_text_width (FV_TEXT_CAPTION, self->text_scale, text) / 2;

      fv_pen_vertical (cr, input->style.frame, x, plot->area.y + plot->area.height, 4);
      if (x + half < end - unit_width - 8)
        fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_CENTER, x, self->foot_baseline,
                      input->style.secondary, text);
    }
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT, end, self->foot_baseline,
                input->style.secondary, unit);
}

/* "── training  ╌╌ test" at the right of the loss's title. */
static void
paint_key (const CurveLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  static const double dash[] = { 4, 3 };
  const char *words[2] = { _ ("test"), _ ("training") };
  double x = self->scene.width - MARGIN, y = self->loss_baseline - round (4 * self->text_scale);

  for (guint i = 0; i < 2; i++)
    {
      x -= fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT, x, self->loss_baseline,
                         input->style.secondary, words[i]);
      cairo_save (cr);
      fv_pen_color (cr, input->style.curve);
      cairo_set_line_width (cr, 1.75);
      if (i == 0)
        cairo_set_dash (cr, dash, 2, 0);
      cairo_move_to (cr, x - 34, y + 0.5);
      cairo_line_to (cr, x - 8, y + 0.5);
      cairo_stroke (cr);
      cairo_restore (cr);
      x -= 54;
    }
}

static void
paint_caret (const CurveLayout *self, const FvSceneInput *input, cairo_t *cr, const FvPlot *plot)
{
  double x = fv_plot_x (plot, (double)input->batch);

  fv_pen_vertical (cr, input->style.accent, MIN (x, plot->area.x + plot->area.width - 1), self->loss.y,
                   self->accuracy.y + self->accuracy.height - self->loss.y);
}

/* What cannot be drawn is said: the line ends, and the words tell why. */
static void
paint_trouble (const CurveLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  g_autofree char *count = NULL, *text = NULL;
  guint64 batch;

  if (!fv_series_find_non_finite (input->curve, FV_SERIES_TRAIN_LOSS, &batch)
      && !fv_series_find_non_finite (input->curve, FV_SERIES_TEST_LOSS, &batch))
    return;
  count = fv_number_count (batch);
  text = g_strdup_printf (_ ("the loss is not a number since batch %s"), count);
  fv_text_draw (cr, FV_TEXT_CAPTION_BOLD, self->text_scale, FV_ALIGN_RIGHT,
                self->loss.x + self->loss.width - 8, self->loss.y + round (18 * self->text_scale),
                input->style.wrong, text);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const CurveLayout *self = (const CurveLayout *)scene;
  FvPlot loss = loss_plot (self, input), accuracy = accuracy_plot (self, input);
  FvColor curve = input->style.curve;

  fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, MARGIN, self->loss_baseline,
                input->style.text, _ ("Loss"));
  fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, MARGIN, self->accuracy_baseline,
                input->style.text, _ ("Accuracy"));
  paint_key (self, input, cr);
  paint_loss_axis (self, input, cr, &loss);
  paint_accuracy_axis (self, input, cr, &accuracy);
  paint_batches (self, input, cr, &accuracy);
  if (!input->curve || fv_curve_length (input->curve) == 0)
    {
      fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_CENTER, loss.area.x + loss.area.width / 2,
                    loss.area.y + loss.area.height / 2, input->style.secondary, _ ("nothing learned yet"));
      return;
    }
  fv_plot_line (&loss, cr, curve, input->curve, FV_SERIES_TRAIN_LOSS, 1.75, FALSE);
  fv_plot_line (&loss, cr, curve, input->curve, FV_SERIES_TEST_LOSS, 1.75, TRUE);
  fv_plot_line (&accuracy, cr, curve, input->curve, FV_SERIES_TRAIN_ACCURACY, 1.75, FALSE);
  fv_plot_line (&accuracy, cr, curve, input->curve, FV_SERIES_TEST_ACCURACY, 1.75, TRUE);
  paint_caret (self, input, cr, &loss);
  paint_trouble (self, input, cr);
}

const FvSceneType fv_curve_scene = {
  .name = "curve",
  .title = N_ ("Training Curve"),
  .exportable = TRUE,
  .export_width = 960,
  .export_height = 540,
  .layout = layout,
  .free = free_layout,
  .n_parts = n_parts,
  .part = part,
  .paint_part = paint_part,
};
