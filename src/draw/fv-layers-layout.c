/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-layers-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-text.h"

#define COLUMN_GAP 12 /* px */
#define ROW_USUAL  36 /* with two lines of words */
#define ROW_LEAST  24 /* with one */
#define ROW_MOST   56
#define LOW_ROW    22
#define FOOT       20 /* below the rows, where not all are in sight */
/* What a histogram needs to be one, and what is enough. */
#define HISTOGRAM_LEAST 90
#define HISTOGRAM_USUAL 200
#define HISTOGRAM_MOST  640
/* Of the height, for the plots. */
#define PLOTS_LEAST 0.38
#define PLOTS_MOST  0.65

const FvLayersColumn fv_layers_plots[FV_LAYERS_PLOTS] = {
  { FV_MEASURE_DELTA, N_ ("rms δ"), N_ ("what of the error reaches a layer"), NULL },
  { FV_MEASURE_GRADIENT, N_ ("rms ∂E/∂Θ"), N_ ("the slope its weights have"), NULL },
  { FV_MEASURE_RATIO, N_ ("rms ΔΘ ÷ rms Θ"), N_ ("size of a step; shaded: usual, about 10⁻³"),
    N_ ("shaded: usual") },
};

const FvLayersColumn fv_layers_values[FV_LAYERS_VALUES] = {
  { FV_MEASURE_DELTA, N_ ("rms δ"), NULL, NULL },
  { FV_MEASURE_GRADIENT, N_ ("rms ∂E/∂Θ"), NULL, NULL },
  { FV_MEASURE_RATIO, N_ ("ΔΘ ÷ Θ"), NULL, NULL },
  { FV_MEASURE_FLAT, N_ ("φ′ ≈ 0"), NULL, NULL },
  /* Translators: the share of a layer's units that are dead or saturated */
  { FV_MEASURE_STUCK, N_ ("stuck units"), NULL, NULL },
};

static double
margin_of (const FvLayersLayout *self)
{
  return self->scene.width < 720 ? 16 : FV_LAYERS_MARGIN;
}

static void
find_places (FvLayersLayout *self, const FvNetwork *network)
{
  self->places = g_new (guint, fv_network_depth (network));
  self->has_weights = g_new (gboolean, fv_network_depth (network));
  for (guint place = 1; place <= fv_network_depth (network); place++)
    if (fv_layer_is_plotted (fv_network_layer (network, place)))
      {
        self->has_weights[self->n_places] = fv_network_layer (network, place)->n_weights > 0;
        self->places[self->n_places++] = place;
      }
}

static void
place_plots (FvLayersLayout *self, const FvNetwork *network, double bottom)
{
  double scale = self->text_scale, margin = margin_of (self);
  double axis = fv_layer_plot_axis_width (scale), names = fv_layer_plot_names_width (network, scale);
  double pitch = (self->scene.width - 2 * margin) / FV_LAYERS_PLOTS;
  double top = self->note_baseline + round (20 * scale);

  for (guint i = 0; i < FV_LAYERS_PLOTS; i++)
    self->plots[i] = (FvRect){ round (margin + i * pitch + axis), top, floor (MAX (pitch - axis - names, 20)),
                               floor (MAX (bottom - round (22 * scale) - top, 20)) };
}

static double
value_width (const FvLayersLayout *self, guint nth)
{
  return MAX (fv_text_width (FV_TEXT_CAPTION, self->text_scale, "9.9·10⁻¹⁰"),
              fv_text_width (FV_TEXT_CAPTION, self->text_scale, _ (fv_layers_values[nth].title)));
}

/* What weights are like takes two lines of words. */
static double
words_width (const FvLayersLayout *self, gboolean full)
{
  g_autofree char *above = g_strdup_printf (_ ("from %s to %s"), "−0.000", "−0.000");
  g_autofree char *below = g_strdup_printf (_ ("rms %s · mean %s"), "0.000", "−0.000");
  g_autofree char *all = g_strdup_printf (_ ("%s · zeros %s"), below, "100 %");

  return MAX (fv_text_width (FV_TEXT_CAPTION, self->text_scale, above),
              fv_text_width (FV_TEXT_CAPTION, self->text_scale, full ? all : below));
}

/* From the left: name, values, then the histogram, then words; what has no room is left out, the last first. */
static void
place_columns (FvLayersLayout *self, const FvNetwork *network)
{
  double margin = margin_of (self), gap = round (COLUMN_GAP * self->text_scale);
  double right = self->scene.width - margin, room;
  double x = margin + 8 + fv_layer_plot_names_width (network, self->text_scale);
  double words = words_width (self, FALSE), full = words_width (self, TRUE);

  self->name_x = margin + 8;
  for (guint i = 0; i < FV_LAYERS_VALUES; i++)
    {
      double width = value_width (self, i);

      if (x + width > right
          || (i + 1 == FV_LAYERS_VALUES && x + width + 3 * gap + words + HISTOGRAM_USUAL > right))
        break; /* the last one only where the rest has room */
      x += width;
      self->value_right[i] = x;
      x += gap;
    }
  x += gap;
  room = right - x;
  if (room < HISTOGRAM_LEAST)
    return;
  self->histogram_x = x;
  self->full_words = room >= HISTOGRAM_USUAL + gap + full;
  if (self->full_words)
    words = full;
  if (room >= HISTOGRAM_LEAST + gap + words)
    {
      self->histogram_width = floor (MIN (room - gap - words, HISTOGRAM_MOST * self->text_scale));
      self->words_x = x + self->histogram_width + gap;
    }
  else
    self->histogram_width = floor (MIN (room, HISTOGRAM_MOST * self->text_scale));
}

static guint
count_low (const FvLayersLayout *self)
{
  guint low = 0;

  for (guint i = 0; i < self->n_places; i++)
    low += !self->has_weights[i];
  return low;
}

/* All rows, if they fit somehow; else as many as fit whatever they are. */
static void
place_rows (FvLayersLayout *self, double room)
{
  double scale = self->text_scale;
  guint low = count_low (self), high = self->n_places - low;

  self->low_row_height = MIN (round (LOW_ROW * scale), round (ROW_LEAST * scale));
  self->row_height = floor (CLAMP ((room - low * self->low_row_height) / MAX (high, 1),
                                   round (ROW_LEAST * scale), round (ROW_MOST * scale)));
  self->two_lines = self->row_height >= round (ROW_USUAL * scale);
  self->n_rows = self->n_places;
  if (low * self->low_row_height + high * self->row_height > room)
    self->n_rows = (guint)MAX (floor ((room - round (FOOT * scale)) / self->row_height), 1);
}

FvScene *
fv_layers_layout_new (const FvSceneInput *input, double width, double height)
{
  FvLayersLayout *self = g_new0 (FvLayersLayout, 1);
  double scale = input->style.text_scale > 0 ? input->style.text_scale : 1, head = round (30 * scale), wanted;
  double plots;

  self->scene.width = width;
  self->text_scale = scale;
  find_places (self, input->network);
  self->title_baseline = 8 + round (15 * scale);
  self->note_baseline = self->title_baseline + round (18 * scale);
  wanted = head + (self->n_places - count_low (self)) * round (ROW_MOST * scale)
           + count_low (self) * round (LOW_ROW * scale) + 8;
  plots = CLAMP (height - wanted, PLOTS_LEAST * height, PLOTS_MOST * height);
  place_plots (self, input->network, plots);
  self->table = (FvRect){ 0, floor (plots), width, MAX (height - floor (plots), 1) };
  self->head_baseline = self->table.y + round (20 * scale);
  self->rows_y = self->table.y + head;
  place_rows (self, MAX (height - self->rows_y - 8, 1));
  place_columns (self, input->network);
  return &self->scene;
}

void
fv_layers_layout_free (FvScene *scene)
{
  FvLayersLayout *self = (FvLayersLayout *)scene;

  g_free (self->places);
  g_free (self->has_weights);
  g_free (self);
}

const FvLayerCurve *
fv_layers_curve (const FvSceneInput *input)
{
  const FvLayerCurve *layers = input->curve != NULL ? fv_curve_layers (input->curve) : NULL;

  if (layers == NULL || fv_layer_curve_length (layers) == 0
      || fv_layer_curve_depth (layers) != fv_network_depth (input->network))
    return NULL;
  return layers;
}

gboolean
fv_layers_point (const FvSceneInput *input, guint *nth)
{
  const FvLayerCurve *layers = fv_layers_curve (input);

  return layers != NULL
         && fv_layer_curve_find (layers, input->curves.reads ? input->curves.reading : input->batch, nth);
}

FvLayerPlot
fv_layers_plot (const FvLayersLayout *self, const FvSceneInput *input, guint nth)
{
  const FvLayerCurve *layers = fv_layers_curve (input);
  FvLayerPlot plot = { .measure = fv_layers_plots[nth].measure, .text_scale = self->text_scale };
  double low = INFINITY, high = -INFINITY;
  guint length = layers != NULL ? fv_layer_curve_length (layers) : 0;

  plot.plot.area = self->plots[nth];
  plot.plot.first_batch = length > 0 ? (double)fv_layer_curve_batch (layers, 0) : 0;
  plot.plot.last_batch = MAX ((double)input->batch, plot.plot.first_batch + 10);
  if (length > 0)
    plot.plot.last_batch = MAX (plot.plot.last_batch, (double)fv_layer_curve_batch (layers, length - 1));
  if (input->curves.last > input->curves.first)
    {
      plot.plot.first_batch = input->curves.first;
      plot.plot.last_batch = input->curves.last;
    }
  if (plot.measure == FV_MEASURE_RATIO)
    {
      low = FV_LAYER_RATIO_LOW;
      high = FV_LAYER_RATIO_HIGH;
    }
  fv_layer_plot_widen (&plot, input->network, layers, &low, &high);
  fv_layer_plot_set_range (&plot, low, high);
  return plot;
}

guint
fv_layers_first_row (const FvLayersLayout *self, FvCursor cursor)
{
  guint row = 0;

  while (row + 1 < self->n_places && self->places[row] < cursor.layer)
    row++;
  row -= MIN (row, self->n_rows / 2);
  return MIN (row, self->n_places - MIN (self->n_rows, self->n_places));
}

FvRect
fv_layers_row (const FvLayersLayout *self, guint first, guint nth)
{
  double margin = margin_of (self), y = self->rows_y;

  for (guint i = first; i < first + nth; i++)
    y += self->has_weights[i] ? self->row_height : self->low_row_height;
  return (FvRect){ margin, y, self->scene.width - 2 * margin,
                   self->has_weights[first + nth] ? self->row_height : self->low_row_height };
}
