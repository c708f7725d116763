/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-layers-layout.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-text.h"
#include "fv-weight-statistics.h"

/* The rows of the scene "layers": what the plots say at one moment, in numbers, and how the weights are spread. */

static double
baseline_of (const FvLayersLayout *self, FvRect row)
{
  return row.y + row.height / 2 + round (4 * self->text_scale);
}

static void
caption (const FvLayersLayout *self, cairo_t *cr, FvAlign align, double x, double baseline, FvColor color,
         const char *text)
{
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, align, x, baseline, color, text);
}

/* "now", filled, and "at the start", an outline. Returns where it ends. */
static double
paint_key (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  double box = round (9 * self->text_scale), x = self->histogram_x, y = self->head_baseline - box;

  x += fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, x, self->head_baseline,
                     input->style.secondary, _ ("weights:"))
       + 8;
  fv_pen_fill (cr, input->style.kept, x, y, box, box);
  x += box + 4;
  x += fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, x, self->head_baseline,
                     input->style.secondary, _ ("now"))
       + 12;
  if (input->kernels.start == NULL)
    return x;
  fv_pen_frame (cr, input->style.text, x + 1, y + 1, box - 2, box - 2, 1);
  return x + box + 4
         + fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, x + box + 4,
                         self->head_baseline, input->style.secondary, _ ("at the start"));
}

static void
paint_head (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  for (guint i = 0; i < FV_LAYERS_VALUES; i++)
    if (self->value_right[i] > 0)
      caption (self, cr, FV_ALIGN_RIGHT, self->value_right[i], self->head_baseline, input->style.secondary,
               _ (fv_layers_values[i].title));
}

/* Which rows are in sight, if not all are, and when their values were measured; g_free(). */
static char *
head_text (const FvLayersLayout *self, const FvSceneInput *input, guint first)
{
  g_autofree char *rows = NULL, *count = NULL, *when = NULL;
  guint nth;

  if (self->n_rows < self->n_places)
    /* Translators: which of the rows of a longer table are in sight */
    rows = g_strdup_printf (_ ("%u to %u of %u"), first + 1, first + self->n_rows, self->n_places);
  if (fv_layers_point (input, &nth))
    {
      count = fv_number_count (fv_layer_curve_batch (fv_layers_curve (input), nth));
      /* Translators: when the values below were measured */
      when = g_strdup_printf (_ ("measured at batch %s"), count);
    }
  if (rows != NULL && when != NULL)
    return g_strdup_printf ("%s · %s", when, rows);
  return rows != NULL ? g_steal_pointer (&rows) : g_steal_pointer (&when);
}

/* --- Histograms --- */

static double
highest (const double *shares)
{
  double most = 0;

  for (guint i = 0; i < FV_WEIGHT_BINS; i++)
    most = MAX (most, shares[i]);
  return most;
}

static void
paint_bars (const double *shares, double scale, FvRect box, FvColor color, cairo_t *cr)
{
  for (guint i = 0; i < FV_WEIGHT_BINS; i++)
    {
      double left = round (box.x + box.width * i / FV_WEIGHT_BINS);
      double right = round (box.x + box.width * (i + 1) / FV_WEIGHT_BINS);
      double height = shares[i] > 0 ? MAX (round (box.height * shares[i] / scale), 1) : 0;

      fv_pen_fill (cr, color, left, box.y + box.height - height, right - left, height);
    }
}

static void
paint_outline (const double *shares, double scale, FvRect box, FvColor color, cairo_t *cr)
{
  double base = box.y + box.height - 0.5;

  cairo_save (cr);
  fv_pen_color (cr, color);
  cairo_set_line_width (cr, 1.25);
  cairo_move_to (cr, box.x, base);
  for (guint i = 0; i < FV_WEIGHT_BINS; i++)
    {
      double y = base - box.height * shares[i] / scale;

      cairo_line_to (cr, box.x + box.width * i / FV_WEIGHT_BINS, y);
      cairo_line_to (cr, box.x + box.width * (i + 1) / FV_WEIGHT_BINS, y);
    }
  cairo_line_to (cr, box.x + box.width, base);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static double
largest (const FvWeightStatistics *statistics)
{
  return statistics->count > 0 ? MAX (fabs (statistics->low), fabs (statistics->high)) : 0;
}

/* Both on one scale, 0 in the middle. */
static void
paint_histogram (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr, FvRect row, guint place,
                 const FvWeightStatistics *now)
{
  FvParameters *start = input->kernels.start;
  double gap = self->two_lines ? 5 : 3;
  FvRect box = { self->histogram_x, row.y + gap, self->histogram_width, row.height - 2 * gap };
  double scale = largest (now), bars[FV_WEIGHT_BINS], outline[FV_WEIGHT_BINS] = { 0 }, most;

  if (start != NULL)
    {
      FvWeightStatistics then = fv_weight_statistics (start, place);

      scale = MAX (scale, largest (&then));
      fv_weight_histogram (start, place, scale, outline);
    }
  fv_weight_histogram (input->parameters, place, scale, bars);
  most = MAX (MAX (highest (bars), highest (outline)), 1e-9);
  paint_bars (bars, most, box, input->style.kept, cr);
  if (start != NULL)
    paint_outline (outline, most, box, input->style.text, cr);
  fv_pen_horizontal (cr, input->style.frame, box.x, box.y + box.height, box.width);
  fv_pen_vertical (cr, input->style.frame, round (box.x + box.width / 2), box.y + box.height - 3, 6);
}

/* Where not all finds room, weights that are 0 are told of rather than the mean, if there are some. */
static char *
lower_words (const FvWeightStatistics *now, gboolean full)
{
  g_autofree char *rms = fv_number_short (now->rms, 3, FALSE);
  g_autofree char *mean = fv_number_fixed (now->mean, 3, FALSE);
  g_autofree char *zeros = fv_number_percent (now->zeros, 0);
  g_autofree char *usual = g_strdup_printf (_ ("rms %s · mean %s"), rms, mean);

  if (full)
    /* Translators: what is said of the weights of a layer, and how many of them are exactly 0 */
    return g_strdup_printf (_ ("%s · zeros %s"), usual, zeros);
  return now->zeros > 0 ? g_strdup_printf (_ ("rms %s · zeros %s"), rms, zeros) : g_steal_pointer (&usual);
}

static void
paint_words (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr, FvRect row,
             const FvWeightStatistics *now)
{
  g_autofree char *low = fv_number_short (now->low, 3, FALSE), *high = fv_number_short (now->high, 3, FALSE);
  /* Translators: the least and the largest weight of a layer */
  g_autofree char *above = g_strdup_printf (_ ("from %s to %s"), low, high);
  g_autofree char *below = lower_words (now, self->full_words);
  double line = self->two_lines ? round (8 * self->text_scale) : 0, y = baseline_of (self, row);

  caption (self, cr, FV_ALIGN_LEFT, self->words_x, y - line, input->style.text, above);
  if (self->two_lines)
    caption (self, cr, FV_ALIGN_LEFT, self->words_x, y + line, input->style.secondary, below);
}

/* --- Rows --- */

static void
paint_values (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr, double baseline,
              guint place)
{
  guint nth;

  if (!fv_layers_point (input, &nth))
    return;
  for (guint i = 0; i < FV_LAYERS_VALUES && self->value_right[i] > 0; i++)
    {
      FvLayerMeasure measure = fv_layers_values[i].measure;
      g_autofree char *text = fv_layers_value_text (
          measure, fv_layer_curve_value (fv_layers_curve (input), nth, place, measure));

      caption (self, cr, FV_ALIGN_RIGHT, self->value_right[i], baseline,
               text != NULL ? input->style.text : input->style.secondary, text != NULL ? text : "–");
    }
}

static void
paint_row (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr, FvRect row, guint place)
{
  const FvLayer *layer = fv_network_layer (input->network, place);
  gboolean chosen = input->has_cursor && input->cursor.layer == place;
  g_autofree char *name = fv_layer_short_name (layer);
  FvWeightStatistics now;

  if (chosen)
    fv_pen_fill (cr, input->style.selected, row.x, row.y + 1, row.width, row.height - 2);
  fv_pen_horizontal (cr, input->style.hairline, row.x, row.y, row.width);
  fv_text_draw (cr, FV_TEXT_CAPTION_BOLD, self->text_scale, FV_ALIGN_LEFT, self->name_x,
                baseline_of (self, row), input->style.text, name);
  paint_values (self, input, cr, baseline_of (self, row), place);
  if (self->histogram_width == 0 || layer->n_weights == 0 || input->parameters == NULL)
    return;
  now = fv_weight_statistics (input->parameters, place);
  if (now.count == 0)
    return;
  paint_histogram (self, input, cr, row, place, &now);
  if (self->words_x > 0)
    paint_words (self, input, cr, row, &now);
}

/* Returns where it ends. */
static double
paint_key_if_any (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  return self->histogram_width > 0 ? paint_key (self, input, cr) : self->scene.width / 2;
}

/* In the head, or where there is no room for it, below the rows. */
static void
paint_head_text (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr, guint first, double left)
{
  g_autofree char *text = head_text (self, input, first);
  double right = self->scene.width - self->name_x + 8, baseline = self->head_baseline;

  if (text == NULL)
    return;
  if (left + 16 + fv_text_width (FV_TEXT_CAPTION, self->text_scale, text) > right)
    {
      FvRect last = fv_layers_row (self, first, self->n_rows - 1);

      baseline = last.y + last.height + round (15 * self->text_scale);
    }
  if (baseline < self->scene.height - 2)
    caption (self, cr, FV_ALIGN_RIGHT, right, baseline, input->style.secondary, text);
}

void
fv_layers_paint_table (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  guint first = fv_layers_first_row (self, input->cursor);

  paint_head (self, input, cr);
  paint_head_text (self, input, cr, first, paint_key_if_any (self, input, cr));
  for (guint i = 0; i < self->n_rows && first + i < self->n_places; i++)
    paint_row (self, input, cr, fv_layers_row (self, first, i), self->places[first + i]);
}
