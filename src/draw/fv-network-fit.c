/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-fit.h"

#include <math.h>

#include "fv-network-labels.h"
#include "fv-text.h"
#include "fv-weight-maps.h"

/* Between a unit's own kernel and its map, and around kernels that stand on links. */
#define KERNEL_GAP  6
#define LINK_BEFORE 14
#define LINK_AFTER  22
/* A weight's cell is no larger than this, nor an input's. */
#define LARGEST_WEIGHT 12
#define LARGEST_INPUT  36

typedef struct
{
  double name, index, number; /* widths of texts */
} BarTexts;

static BarTexts
measure_bars (const FvNetworkLayout *self, const char *const *class_names)
{
  double scale = self->text_scale;
  guint n = self->scores.n_classes;
  BarTexts texts = { 0 };
  char buffer[16];

  for (guint i = 0; i < n; i++)
    {
      texts.index = MAX (texts.index, fv_text_width (FV_TEXT_TITLE_BOLD, scale,
                                                     fv_scores_class_name (self->network, NULL, i, buffer)));
      texts.name
          = MAX (texts.name, fv_text_width (FV_TEXT_TITLE_BOLD, scale,
                                            fv_scores_class_name (self->network, class_names, i, buffer)));
    }
  texts.number = fv_text_width (FV_TEXT_CAPTION, scale, fv_scores_widest_text (&self->scores));
  /* On the way back δ stands there. */
  texts.number = MAX (texts.number, fv_text_width (FV_TEXT_CAPTION, scale, "−0.888"));
  return texts;
}

/* The widest of a few forms that is no wider than max_width, or the narrowest. */
static void
fit_bars (FvNetworkLayout *self, FvNetworkColumn *column, BarTexts texts, double max_width)
{
  static const double bars[] = { 104, 72, 40, 0 };
  FvNetworkBars *out = &column->bars;
  guint n = self->scores.n_classes;
  double loss = round (60 * self->text_scale); /* E and what was read, below the bars */
  double line = fv_text_ascent (FV_TEXT_TITLE, self->text_scale);
  double small = fv_text_ascent (FV_TEXT_CAPTION, self->text_scale);

  out->pitch = floor (MIN (34 * MAX (self->text_scale, 1), (self->body.height - loss) / MAX (n, 1u)));
  out->small = out->pitch < line + 2;
  out->plain = out->pitch < small + 1;
  out->rows = out->plain ? 0 : n;
  if (out->plain)
    {
      column->maps
          = fv_arrangement_new (column->maps.shape, max_width, self->body.height - loss, G_MAXDOUBLE);
      out->top = self->body.y + round ((self->body.height - loss - column->maps.height) / 2);
      return;
    }
  for (guint i = 0; i < 2 * G_N_ELEMENTS (bars); i++)
    {
      out->indices = i >= G_N_ELEMENTS (bars) || texts.name > 120 * self->text_scale;
      out->bar_width = bars[i % G_N_ELEMENTS (bars)];
      out->name_width = out->indices ? texts.index : texts.name;
      out->number_width = out->bar_width > 0 ? texts.number : 0;
      column->maps.width
          = out->name_width + 14
            + (out->bar_width > 0 ? out->bar_width + 10 + out->number_width : MIN (out->pitch, 22));
      if (column->maps.width <= max_width)
        break;
    }
  column->maps.count = column->maps.shape.maps;
  column->maps.units = TRUE;
  column->maps.rows = n;
  column->maps.cols = 1;
  column->maps.zoom = (guint)out->pitch;
  column->maps.step = 1;
  column->maps.height = n * out->pitch;
  out->top = self->body.y + round ((self->body.height - loss - column->maps.height) / 2);
}

/* A pool is seen to shrink; an input is about as large as the maps made of it. */
static double
largest_map (const FvNetworkLayout *self, guint nth)
{
  const FvNetworkColumn *column = &self->columns[nth];
  const FvLayer *layer = column->place > 0 ? fv_network_layer (self->network, column->place) : NULL;
  FvShape shape = fv_network_shape (self->network, column->place);

  if (layer && fv_layer_block (layer) > 0 && !self->columns[nth - 1].maps.units)
    return 0.75 * MAX (self->columns[nth - 1].maps.map_height, self->columns[nth - 1].maps.map_width);
  if (layer)
    return self->body.height / 3;
  if (self->n_columns > 1 && !self->columns[1].maps.units && self->columns[1].maps.count > 0)
    return MAX (1.25 * self->columns[1].maps.map_height, 56);
  /* A few inputs need not be as large as a picture. */
  return MIN (self->body.height * 0.5, LARGEST_INPUT * MAX (shape.rows, shape.cols));
}

static void
fit_column (FvNetworkLayout *self, guint nth, BarTexts texts, double max_width)
{
  FvNetworkColumn *column = &self->columns[nth];
  FvShape shape = fv_network_shape (self->network, column->place);

  column->maps.shape = shape;
  if (column->is_output && shape.rows == 1 && shape.cols == 1)
    fit_bars (self, column, texts, max_width);
  else
    {
      column->bars.plain = TRUE;
      column->maps = fv_arrangement_new (shape, max_width, self->body.height, largest_map (self, nth));
    }
}

static void
fit_kernels (FvNetworkLayout *self, guint nth, double max_width)
{
  FvNetworkColumn *column = &self->columns[nth];
  const FvLayer *layer = fv_network_layer (self->network, column->place);
  const FvArrangement *like;
  FvWeightMaps weights;
  guint side;

  column->kernels = (FvArrangement){ 0 };
  if (!fv_weight_maps_of (layer, &weights))
    return;
  column->kernels_of_unit = weights.inputs > 1;
  like = column->kernels_of_unit ? &self->columns[nth - 1].maps : &column->maps;
  /* On rows of the maps below: there must be maps. */
  if (like->units)
    return;
  side = MAX (weights.rows, weights.cols);
  column->kernels = fv_arrangement_beside (
      like, weights.rows, weights.cols, max_width / 2,
      MIN (LARGEST_WEIGHT * side, like->cols > 1            ? MAX (0.3 * like->map_height, 2.0 * side)
                                  : column->kernels_of_unit ? 0.65 * like->map_height
                                                            : 0.45 * like->map_height));
  /* A kernel without its shape visible is only noise. */
  if (column->kernels.zoom < 2)
    column->kernels.count = 0;
}

static gboolean
on_links (const FvNetworkColumn *column)
{
  return column->kernels.count > 0 && column->kernels_of_unit;
}

/* Kernels that stand before the maps in the same column. */
static double
lead (const FvNetworkColumn *column)
{
  return column->kernels.count > 0 && !column->kernels_of_unit ? column->kernels.width + KERNEL_GAP : 0;
}

/* Where kernels on links may begin, so that the size under the title of the column before stays legible. */
static double
size_width (const FvNetworkLayout *self, guint nth, FvNetworkWords words)
{
  g_autofree char *size = fv_shape_to_text (self->columns[nth].maps.shape);

  if (words < FV_NETWORK_WORDS_SIZE)
    return 0;
  return fv_text_width (FV_TEXT_CAPTION, self->text_scale, size) + FV_NETWORK_GAP;
}

/* From the left of a column to the left of the next, at the least. Titles and footers may stand over kernels on links,
 * which have only their name there. */
static double
advance (const FvNetworkLayout *self, guint nth, FvNetworkWords words)
{
  const FvNetworkColumn *column = &self->columns[nth];
  const FvNetworkColumn *next = nth + 1 < self->n_columns ? &self->columns[nth + 1] : NULL;
  double content = lead (column) + column->maps.width, label = fv_network_label_width (self, nth, words);

  if (!next)
    return MAX (content, label);
  if (on_links (next))
    content = MAX (content + LINK_BEFORE, size_width (self, nth, words)) + next->kernels.width + LINK_AFTER;
  else
    content += FV_NETWORK_GAP;
  return MAX (content, label + FV_NETWORK_GAP);
}

static double
total_width (const FvNetworkLayout *self, FvNetworkWords words)
{
  double total = 0;

  for (guint i = 0; i < self->n_columns; i++)
    total += advance (self, i, words);
  return total;
}

static void
fit_all (FvNetworkLayout *self, BarTexts texts, double max_width)
{
  for (guint i = 1; i < self->n_columns; i++)
    fit_column (self, i, texts, max_width);
  fit_column (self, 0, texts, max_width);
  for (guint i = 1; i < self->n_columns; i++)
    fit_kernels (self, i, max_width);
}

static void
drop_kernels (FvNetworkLayout *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    self->columns[i].kernels.count = 0;
}

static void
set_heights (const FvNetworkLayout *self, guint nth)
{
  FvNetworkColumn *column = &self->columns[nth];
  const FvArrangement *like = column->kernels_of_unit ? &self->columns[nth - 1].maps : &column->maps;

  column->y = self->body.y + round ((self->body.height - column->maps.height) / 2);
  if (column->is_output && column->bars.pitch > 0)
    column->y = column->bars.top;
  column->kernels_y = self->body.y + round ((self->body.height - like->height) / 2);
}

/* Left to right with the same surplus everywhere; kernels on links stand in the middle of theirs, which is double. */
static void
set_places (FvNetworkLayout *self, FvNetworkWords words)
{
  double spare = MAX (self->body.width - total_width (self, words), 0), x = self->body.x;
  guint gaps = 0;

  for (guint i = 1; i < self->n_columns; i++)
    gaps += on_links (&self->columns[i]) ? 2 : 1;
  spare = gaps > 0 ? floor (spare / gaps) : 0;
  for (guint i = 0; i < self->n_columns; i++)
    {
      FvNetworkColumn *column = &self->columns[i];

      column->label_x = round (x);
      column->x = round (x + lead (column));
      column->kernels_x = round (x);
      if (on_links (column))
        {
          const FvNetworkColumn *before = &self->columns[i - 1];
          double from = before->x + before->maps.width, room = column->x - from - column->kernels.width;
          column->kernels_x = round (MAX (from + room * LINK_BEFORE / (LINK_BEFORE + LINK_AFTER),
                                          before->label_x + size_width (self, i - 1, words)));
        }
      set_heights (self, i);
      x += advance (self, i, words);
      if (i + 1 < self->n_columns)
        x += spare * (on_links (&self->columns[i + 1]) ? 2 : 1);
    }
}

void
fv_network_layout_fit (FvNetworkLayout *self, const char *const *class_names)
{
  BarTexts texts = measure_bars (self, class_names);
  FvNetworkWords words = FV_NETWORK_WORDS_TITLE;
  double limit = 320 + self->body.height / 4;
  double room = self->body.width;

  /* A common limit lowered step by step: the widest columns give way first. */
  for (fit_all (self, texts, limit); limit > 8 && total_width (self, words) > room; limit -= 4)
    fit_all (self, texts, limit);
  if (total_width (self, words) > room)
    drop_kernels (self);
  if (total_width (self, words) > room)
    words = FV_NETWORK_WORDS_NONE;
  while (words < FV_NETWORK_WORDS_ALL && words != FV_NETWORK_WORDS_NONE
         && total_width (self, words + 1) <= room)
    words++;
  set_places (self, words);
}
