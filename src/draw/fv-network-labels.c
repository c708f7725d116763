/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-labels.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-pool.h"
#include "fv-text.h"
#include "fv-weight-maps.h"

/* Kept between a label and what follows it. */
#define LABEL_GAP 12

static const FvLayer *
layer_of (const FvNetworkLayout *self, guint column)
{
  guint place = self->columns[column].place;

  return place > 0 ? fv_network_layer (self->network, place) : NULL;
}

static char *
short_title (const FvNetworkLayout *self, guint column)
{
  const FvLayer *layer = layer_of (self, column);

  return layer ? fv_layer_short_name (layer) : g_strdup ("X");
}

static char *
long_title (const FvNetworkLayout *self, guint column)
{
  const FvLayer *layer = layer_of (self, column);
  g_autofree char *name = short_title (self, column);

  if (!layer)
    return g_strdup (_ ("Input X"));
  /* Translators: a layer's short name and its kind: "C3 convolution" */
  return g_strdup_printf (_ ("%s %s"), name, fv_pool_title (layer));
}

/* "R: 16·4·4 = 256" if the layer after this column is a rasterization, else NULL. */
static char *
rasterized (const FvNetworkLayout *self, guint column)
{
  guint next = self->columns[column].place + 1;
  FvShape shape = self->columns[column].maps.shape;
  const FvLayer *layer;
  g_autofree char *name = NULL, *count = NULL;

  if (next > fv_network_depth (self->network) || self->column_of[next] != column)
    return NULL;
  layer = fv_network_layer (self->network, next);
  name = fv_layer_short_name (layer);
  count = fv_number_count (fv_shape_size (layer->output));
  /* Translators: the name of a rasterizing layer, maps, rows, columns and their product */
  return g_strdup_printf (_ ("%s: %u·%u·%u = %s"), name, shape.maps, shape.rows, shape.cols, count);
}

static char *
total_text (const FvNetworkLayout *self)
{
  g_autofree char *count = fv_number_count (fv_network_n_parameters (self->network));

  return g_strdup_printf (_ ("total %s"), count);
}

/* Two lines under a column, either may be NULL; g_free(). Returns TRUE if the second explains. */
static gboolean
full_footer (const FvNetworkLayout *self, guint nth, char *out[2])
{
  const FvLayer *layer = layer_of (self, nth);
  g_autofree char *arithmetic = layer ? fv_layer_arithmetic (layer) : NULL;
  g_autofree char *count = layer ? fv_number_count (fv_layer_n_parameters (layer)) : NULL;
  guint block = layer ? fv_layer_block (layer) : 0;

  out[0] = NULL;
  out[1] = rasterized (self, nth);
  if (!layer)
    return TRUE;
  if (arithmetic && *arithmetic && self->columns[nth].is_output)
    {
      out[0] = g_strdup_printf ("%s = %s", arithmetic, count);
      out[1] = total_text (self);
      return FALSE;
    }
  if (arithmetic && *arithmetic)
    {
      out[0] = g_steal_pointer (&arithmetic);
      if (!out[1])
        out[1] = g_strdup_printf ("= %s", count);
      return FALSE;
    }
  if (block > 0)
    out[0] = fv_pool_text (layer);
  if (!out[1])
    out[1] = g_strdup (_ ("no parameters"));
  return TRUE;
}

static char *
count_footer (const FvNetworkLayout *self, guint nth)
{
  const FvLayer *layer = layer_of (self, nth);

  return layer && fv_layer_n_parameters (layer) > 0 ? fv_number_count (fv_layer_n_parameters (layer)) : NULL;
}

static double
caption_width (const FvNetworkLayout *self, const char *text)
{
  return text ? fv_text_width (FV_TEXT_CAPTION, self->text_scale, text) : 0;
}

double
fv_network_label_width (const FvNetworkLayout *self, guint nth, FvNetworkWords words)
{
  g_autofree char *name = words == FV_NETWORK_WORDS_ALL ? long_title (self, nth) : short_title (self, nth);
  g_autofree char *size = fv_shape_to_text (fv_network_shape (self->network, self->columns[nth].place));
  double width;

  if (words == FV_NETWORK_WORDS_NONE)
    return 0;
  width = fv_text_width (FV_TEXT_TITLE_BOLD, self->text_scale, name);
  if (words >= FV_NETWORK_WORDS_SIZE)
    {
      g_autofree char *count = count_footer (self, nth);
      width = MAX (width, MAX (caption_width (self, size), caption_width (self, count)));
    }
  if (words >= FV_NETWORK_WORDS_ARITHMETIC)
    {
      char *lines[2];
      full_footer (self, nth, lines);
      width = MAX (width, MAX (caption_width (self, lines[0]), caption_width (self, lines[1])));
      g_free (lines[0]);
      g_free (lines[1]);
      /* Backward a bar and its number stand there. */
      width = MAX (width, 17 + caption_width (self, "8.8·10⁻⁸"));
    }
  return width;
}

static gboolean
fits (const FvNetworkLayout *self, FvTextKind kind, const char *text, double room)
{
  return text && fv_text_width (kind, self->text_scale, text) <= room;
}

static char *
keep_if_it_fits (const FvNetworkLayout *self, FvTextKind kind, char *text, double room)
{
  if (fits (self, kind, text, room))
    return text;
  g_free (text);
  return NULL;
}

static void
label_head (FvNetworkLayout *self, guint nth, double size_room)
{
  FvNetworkColumn *column = &self->columns[nth];

  column->title = keep_if_it_fits (self, FV_TEXT_TITLE_BOLD, long_title (self, nth), column->label_width);
  if (!column->title)
    column->title = keep_if_it_fits (self, FV_TEXT_TITLE_BOLD, short_title (self, nth), column->label_width);
  column->size = keep_if_it_fits (
      self, FV_TEXT_CAPTION, fv_shape_to_text (fv_network_shape (self->network, column->place)), size_room);
}

/* That a kernel is shared, where there is room to say so; takes text. */
static char *
say_shared (const FvNetworkLayout *self, guint nth, char *text, double room)
{
  const FvLayer *layer = layer_of (self, nth);
  g_autofree char *count = NULL;
  char *longer;
  FvWeightMaps weights;

  if (!layer || !fv_weight_maps_of (layer, &weights) || !weights.is_shared || !g_str_has_prefix (text, "="))
    return text;
  count = fv_number_count (fv_layer_n_parameters (layer));
  longer = g_strdup_printf (_ ("= %s, one kernel for all maps"), count);
  if (fits (self, FV_TEXT_CAPTION, longer, room))
    {
      g_free (text);
      return longer;
    }
  g_free (longer);
  return text;
}

/* Either both lines or one number: half an arithmetic explains nothing. */
static void
label_foot (FvNetworkLayout *self, guint nth)
{
  FvNetworkColumn *column = &self->columns[nth];
  double room = column->label_width;
  char *lines[2];

  column->footer_explains = full_footer (self, nth, lines);
  lines[1] = lines[1] ? say_shared (self, nth, lines[1], room) : NULL;
  if (column->footer_explains || fits (self, FV_TEXT_CAPTION, lines[0], room))
    {
      column->footer[0] = keep_if_it_fits (self, FV_TEXT_CAPTION, lines[0], room);
      column->footer[1] = keep_if_it_fits (self, FV_TEXT_CAPTION, lines[1], room);
      return;
    }
  g_free (lines[0]);
  column->footer[0] = keep_if_it_fits (self, FV_TEXT_CAPTION, count_footer (self, nth), room);
  if (g_str_has_prefix (lines[1], "="))
    g_free (lines[1]);
  else
    column->footer[1] = keep_if_it_fits (self, FV_TEXT_CAPTION, lines[1], room);
}

void
fv_network_label (FvNetworkLayout *self)
{
  double end = self->scene.width - FV_NETWORK_MARGIN;

  for (guint i = 0; i < self->n_columns; i++)
    {
      FvNetworkColumn *column = &self->columns[i];
      const FvNetworkColumn *next = i + 1 < self->n_columns ? &self->columns[i + 1] : NULL;
      double size_end = next && next->kernels.count > 0 ? next->kernels_x - LABEL_GAP : 0;

      column->label_width = (next ? next->label_x - LABEL_GAP : end) - column->label_x;
      if (size_end == 0)
        size_end = column->label_x + column->label_width;
      label_head (self, i, size_end - column->label_x);
      label_foot (self, i);
    }
}
