/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-experiment-lines.h"
#include "fv-experiment-words.h"
#include "fv-gradients-layout.h"
#include "fv-mark.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-scene-types.h"
#include "fv-spread.h"
#include "fv-text.h"

/* Runs of an experiment beside each other: what of the error reaches which layer. With φ exchanged and all else equal,
 * gradients that vanish are seen. One part. */

#define WIDTH 1.75 /* px of lines */
#define SIGN  4    /* px radius */

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  FvGradientsLayout *self = g_new0 (FvGradientsLayout, 1);

  self->text_scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  return &self->scene;
}

static void
caption (const FvGradientsLayout *self, cairo_t *cr, FvAlign align, double x, double baseline, FvColor color,
         const char *text)
{
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, align, x, baseline, color, text);
}

/* --- Side by side --- */

/* What tells a run from the others, without how it ended, which is a line of its own. *end (may be NULL) becomes that
 * line, or NULL. g_free() both. */
static char *
name_of (const FvSceneInput *input, guint nth, char **end)
{
  char *words = fv_experiment_words (input->experiment.report, nth, TRUE);
  char *line = strchr (words, '\n');

  if (end != NULL)
    *end = line != NULL ? g_strdup (line + 1) : NULL;
  if (line != NULL)
    *line = '\0';
  return words;
}

/* What a run came to, or what it waits for; g_free(). */
static char *
note_of (const FvTrial *trial)
{
  g_autofree char *percent = fv_number_percent (trial->last.test_accuracy, 1);

  if (trial->state != FV_TRIAL_DONE || isnan (trial->last.test_accuracy))
    return g_strdup (_ (fv_trial_state_title (trial->state)));
  return g_strdup_printf (_ ("test accuracy %s"), percent);
}

static void
paint_run (const FvGradientsLayout *self, const FvGradientsPlots *plots, const FvSceneInput *input,
           cairo_t *cr, guint nth)
{
  const FvLayerPlot *plot = &plots->plots[nth];
  const FvRect *area = &plot->plot.area;
  const FvLayerCurve *layers = fv_gradients_curve (input, nth);
  double x = area->x - fv_layer_plot_axis_width (self->text_scale);
  g_autofree char *end = NULL, *title = name_of (input, nth, &end);
  g_autofree char *note
      = end != NULL ? g_steal_pointer (&end) : note_of (input->experiment.report->trials[nth]);

  fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, x, plots->title_baseline,
                input->style.text, title);
  caption (self, cr, FV_ALIGN_LEFT, x, plots->note_baseline, input->style.secondary, note);
  fv_layer_plot_paint_axes (plot, &input->style, cr);
  if (layers != NULL)
    fv_layer_plot_paint_lines (plot, &input->style, cr, input->network, layers,
                               input->has_cursor ? input->cursor.layer : 0);
}

/* --- On the way back --- */

static void
paint_layers (const FvGradientsLayout *self, const FvGradientsPlots *plots, const FvSceneInput *input,
              cairo_t *cr)
{
  const FvPlot *back = &plots->back;
  double free_from = back->area.x - 100;
  guint place;

  for (guint i = 0; (place = fv_gradients_place (input->network, i)) > 0; i++)
    {
      g_autofree char *name = fv_layer_short_name (fv_network_layer (input->network, place));
      double x = fv_plot_x (back, i), half = fv_text_width (FV_TEXT_CAPTION, self->text_scale, name) / 2;

      fv_pen_vertical (cr, input->style.hairline, x, back->area.y, back->area.height);
      if (x - half < free_from + 4)
        continue;
      caption (self, cr, FV_ALIGN_CENTER, x, plots->back_foot_baseline, input->style.secondary, name);
      free_from = x + half;
    }
}

/* FALSE if nothing was measured. y: of the first layer. */
static gboolean
paint_line_back (const FvGradientsPlots *plots, const FvSceneInput *input, cairo_t *cr, guint nth, double *y)
{
  const FvLayerCurve *layers = fv_gradients_curve (input, nth);
  FvTrialLine line = fv_trial_line (input->experiment.report, nth);
  guint place;

  if (layers == NULL)
    return FALSE;
  cairo_save (cr);
  fv_pen_color (cr, input->style.curve);
  cairo_set_line_width (cr, WIDTH);
  fv_trial_line_set_dash (line, cr, WIDTH);
  cairo_new_path (cr);
  for (guint i = 0; (place = fv_gradients_place (input->network, i)) > 0; i++)
    cairo_line_to (cr, fv_plot_x (&plots->back, i),
                   *y = fv_plot_y (&plots->back, fv_gradients_last (layers, place)));
  cairo_stroke (cr);
  cairo_restore (cr);
  for (guint i = 0; (place = fv_gradients_place (input->network, i)) > 0; i++)
    fv_mark_paint (cr, nth, fv_plot_x (&plots->back, i),
                   fv_plot_y (&plots->back, fv_gradients_last (layers, place)),
                   SIGN * input->style.text_scale, input->style.curve, input->style.scene);
  return TRUE;
}

typedef struct
{
  guint nth;
  double end;
} End;

static int
by_end (gconstpointer a, gconstpointer b)
{
  double one = ((const End *)a)->end, other = ((const End *)b)->end;

  return (one > other) - (one < other);
}

/* "sigmoid", and below it what of δ is left in the first layer. */
static void
paint_ends (const FvGradientsLayout *self, const FvGradientsPlots *plots, const FvSceneInput *input,
            cairo_t *cr, End *ends, guint n)
{
  const FvRect *area = &plots->back.area;
  double line = round (16 * self->text_scale), x = area->x + area->width + 22;
  double tops[FV_GRADIENTS_MOST], heights[FV_GRADIENTS_MOST];

  qsort (ends, n, sizeof *ends, by_end);
  for (guint i = 0; i < n; i++)
    {
      tops[i] = ends[i].end - line / 2;
      heights[i] = 2 * line;
    }
  fv_spread (tops, heights, n, 4, area->y - line / 2, area->y + area->height + line);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = name_of (input, ends[i].nth, NULL);
      double part = fv_gradients_share (input->network, fv_gradients_curve (input, ends[i].nth));
      g_autofree char *share = fv_number_short (part, 3, FALSE);
      /* Translators: how large δ of the first layer is, beside that of the last */
      g_autofree char *left = g_strdup_printf (_ ("%s of the last layer's"), share);
      double baseline = tops[i] + round (12 * self->text_scale);

      fv_pen_link (cr, input->style.frame, area->x + area->width + 6, ends[i].end, x - 4, tops[i] + line / 2);
      fv_text_draw (cr, FV_TEXT_CAPTION_BOLD, self->text_scale, FV_ALIGN_LEFT, x, baseline, input->style.text,
                    words);
      caption (self, cr, FV_ALIGN_LEFT, x, baseline + line, input->style.secondary, left);
    }
}

static void
paint_way_back (const FvGradientsLayout *self, const FvGradientsPlots *plots, const FvSceneInput *input,
                cairo_t *cr)
{
  End ends[FV_GRADIENTS_MOST];
  guint n = 0;

  fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, FV_GRADIENTS_MARGIN,
                plots->back_title_baseline, input->style.text, _ ("On the way back"));
  caption (self, cr, FV_ALIGN_LEFT, FV_GRADIENTS_MARGIN, plots->back_note_baseline, input->style.secondary,
           _ ("rms δ as measured last, from the last layer to the first"));
  fv_layer_plot_paint_decades (&plots->back, &input->style, cr);
  paint_layers (self, plots, input, cr);
  for (guint i = 0; i < plots->n; i++)
    if (paint_line_back (plots, input, cr, i, &ends[n].end))
      ends[n++].nth = i;
  paint_ends (self, plots, input, cr, ends, n);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvGradientsLayout *self = (const FvGradientsLayout *)scene;
  FvGradientsPlots plots = fv_gradients_plots (self, input);

  if (plots.n == 0)
    {
      fv_text_paragraph (
          cr, FV_TEXT_TITLE, self->text_scale, FV_GRADIENTS_MARGIN, FV_GRADIENTS_MARGIN,
          MAX (scene->width - 2 * FV_GRADIENTS_MARGIN, 40), input->style.secondary,
          _ ("Nothing was compared yet: train copies of this network that differ in their activation alone, "
             "and see what of the error reaches their first layers."));
      return;
    }
  for (guint i = 0; i < plots.n; i++)
    paint_run (self, &plots, input, cr, i);
  paint_way_back (self, &plots, input, cr);
}

const FvSceneType fv_gradients_scene = {
  .name = "gradients",
  .title = N_ ("Gradients Side by Side"),
  .export_width = 960,
  .export_height = 640,
  .layout = layout,
  .paint_part = paint_part,
  .speak = fv_gradients_speak,
  .table = fv_gradients_table,
};
