/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-conv2d.h"
#include "fv-number.h"
#include "fv-weight-statistics.h"
#include "fv-sample-picture.h"

/* What stands below the numbers of a kernel: what it does, and how its weights are spread. */

#define N_BINS    41
#define BINS_HIGH 36
#define BETWEEN   44 /* px between what a kernel is applied to and what comes out */
#define ZOOM_MAX  8
#define LEAST     28 /* px, at the usual size of type: a picture that is smaller tells nothing */
#define BLOCK_GAP 10
/* A bar that is hardly darker than the paper is drawn grey. */
#define FAINT 12

static double
line_height (const FvKernelsCard *self)
{
  return round (16 * self->sheet.scale);
}

static gboolean
has_room (const FvKernelsCard *self, double height)
{
  return self->y + height <= self->sheet.height - 6;
}

static void
add_heading (FvKernelsCard *self, const char *text)
{
  self->y += BLOCK_GAP + line_height (self) - 4;
  fv_sheet_text (&self->sheet, FV_TEXT_CAPTION_BOLD, FV_ALIGN_LEFT, self->left, self->y,
                 self->sheet.style->text, text);
  self->y += 8;
}

/* What comes out of one map of weights for what it reads: the part of n that is its own. */
typedef struct
{
  const double *x; /* [x_rows][x_cols], borrowed */
  guint x_rows, x_cols;
  double *y; /* [y_rows][y_cols] */
  guint y_rows, y_cols;
} Response;

static void
respond_with_kernel (const FvKernelsCard *self, Response *out)
{
  const FvWeightMaps *maps = &self->kernel.maps;
  const double *stored = self->values.weights + self->kernel.first;

  out->y_rows = out->x_rows - maps->rows + 1;
  out->y_cols = out->x_cols - maps->cols + 1;
  out->y = g_new (double, (gsize)out->y_rows * out->y_cols);
  fv_conv2d_valid (out->x, out->x_rows, out->x_cols, stored, maps->rows, maps->cols, out->y);
}

static gboolean
respond (const FvKernelsCard *self, Response *out)
{
  const FvSceneInput *input = self->input;
  const FvLayer *layer = fv_network_layer (input->network, self->kernel.place);
  const FvWeightMaps *maps = &self->kernel.maps;
  gsize area;

  if (!input->trace)
    return FALSE;
  *out = (Response){ .x_rows = self->kernel.is_dense ? maps->rows : layer->input.rows,
                     .x_cols = self->kernel.is_dense ? maps->cols : layer->input.cols };
  area = (gsize)out->x_rows * out->x_cols;
  out->x = fv_trace_o (input->trace, self->kernel.place - 1)
           + area * (maps->is_pool ? self->kernel.unit : self->kernel.input);
  if (self->kernel.is_dense)
    {
      out->y_rows = out->x_rows;
      out->y_cols = out->x_cols;
      out->y = g_new (double, area);
      for (gsize i = 0; i < area; i++)
        out->y[i] = out->x[i] * self->cells[i];
    }
  else if (maps->is_pool)
    {
      out->y_rows = layer->output.rows;
      out->y_cols = layer->output.cols;
      area = (gsize)out->y_rows * out->y_cols;
      out->y = g_memdup2 (fv_trace_n (input->trace, self->kernel.place) + area * self->kernel.unit,
                          area * sizeof (double));
    }
  else
    respond_with_kernel (self, out);
  return TRUE;
}

/* The window at the cursor, and what it gives. */
static void
ring_window (FvKernelsCard *self, const FvThing *from, const FvThing *to)
{
  FvCursor at = self->input->cursor;
  const FvWeightMaps *maps = &self->kernel.maps;
  int step = maps->is_pool ? (int)maps->rows : 1;

  if (self->kernel.is_dense || at.layer != self->kernel.place || fv_cursor_is_parameter (at)
      || at.row >= to->grid.rows || at.col >= to->grid.cols)
    return;
  fv_sheet_ring (&self->sheet,
                 fv_thing_cells (from, (int)at.row * step, (int)at.col * step, maps->rows, maps->cols), 1);
  fv_sheet_ring (&self->sheet, fv_thing_cells (to, (int)at.row, (int)at.col, 1, 1), 1);
}

static const char *
caption_of (const FvKernelsCard *self)
{
  if (self->kernel.is_dense)
    return _ ("X ∘ θ: each input times its weight");
  if (self->kernel.maps.is_pool)
    return _ ("the map pooled with these weights");
  return self->kernel.maps.inputs > 1 ? _ ("X ∗ Θ: this input’s part of the map")
                                      : _ ("X ∗ Θ, before b and φ");
}

/* px by which the map that is read may be high: as large as leaves room for what stands below it, or for the more telling
 * part of that, if it is not too small then; 0: there is none. */
static double
high_of_response (const FvKernelsCard *self, double room)
{
  double line = line_height (self), left = self->sheet.height - 6 - self->y - (BLOCK_GAP + 2 * line + 16);
  double histogram = BLOCK_GAP + 2 * line + round (BINS_HIGH * self->sheet.scale) + 12;
  double statistics = BLOCK_GAP + 7 * line + 4;
  const double below[] = { histogram + statistics, statistics, histogram };

  for (guint i = 0; i < G_N_ELEMENTS (below); i++)
    if (left - below[i] >= 2 * LEAST * self->sheet.scale)
      {
        left -= below[i];
        break;
      }
  return left < MIN (LEAST * self->sheet.scale, room) ? 0 : MIN (left, room);
}

/* What is read, an arrow, and what comes out. Returns the scale of the latter. */
static double
add_maps (FvKernelsCard *self, const Response *response, double room, double most)
{
  FvShape below = fv_network_shape (self->input->network, self->kernel.place - 1);
  gboolean is_picture = self->kernel.place == 1;
  guint map = self->kernel.maps.is_pool ? self->kernel.unit : self->kernel.input;
  double scale = fv_palette_scale_doubles (fv_trace_o (self->input->trace, self->kernel.place - 1),
                                           fv_shape_size (below));
  FvThing *from
      = fv_sheet_map (&self->sheet, self->left, self->y, response->x_rows, response->x_cols, room, most,
                      ZOOM_MAX, is_picture ? FV_PALETTE_PICTURE : FV_PALETTE_ACTIVATION, response->x, scale),
      *to;
  double high = MAX (from->box.height, line_height (self) + 8);

  if (is_picture)
    fv_sample_picture_map (self->sheet.style, below.maps, map,
                           fv_trace_pixels (self->input->trace)
                               + (response->x - fv_trace_o (self->input->trace, 0)),
                           (gsize)response->x_rows * response->x_cols, from->grid.cells);
  scale = fv_palette_scale_doubles (response->y, (gsize)response->y_rows * response->y_cols);
  to = fv_sheet_map (&self->sheet, self->left + from->box.width + BETWEEN, self->y, response->y_rows,
                     response->y_cols, room, from->box.height, ZOOM_MAX, FV_PALETTE_ACTIVATION, response->y,
                     scale);
  fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_CENTER, self->left + from->box.width + BETWEEN / 2.0,
                 self->y + high / 2 + 5, self->sheet.style->secondary, "→");
  ring_window (self, from, to);
  self->y += high;
  return scale;
}

void
fv_kernels_card_add_response (FvKernelsCard *self)
{
  double room = floor ((self->right - self->left - BETWEEN) / 2), most = high_of_response (self, room);
  g_autofree char *largest = NULL;
  Response response;

  if (most == 0 || !respond (self, &response))
    return;
  add_heading (self, _ ("On This Picture"));
  largest = fv_number_short (add_maps (self, &response, room, most), 3, FALSE);
  self->y += line_height (self);
  /* Translators: what a picture shows, and where its colours end, as "… · ±1.4" */
  fv_sheet_textf (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->left, self->y,
                  self->sheet.style->secondary, _ ("%s · ±%s"), caption_of (self), largest);
  g_free (response.y);
}

/* Weights of the layer that a connection table leaves out: 0, and none of its weights. */
static gsize
count_missing (const FvKernelsCard *self)
{
  const FvLayer *layer = fv_network_layer (self->input->network, self->kernel.place);

  return layer->n_weights - layer->n_free;
}

void
fv_kernels_card_add_statistics (FvKernelsCard *self)
{
  FvWeightStatistics own = fv_weight_statistics_of (self->cells, fv_kernel_size (&self->kernel), 0);
  FvWeightStatistics all
      = fv_weight_statistics_of (self->values.weights, self->values.n_weights, count_missing (self));
  const struct
  {
    const char *title;
    double own, all;
  } rows[] = {
    { _ ("smallest"), own.low, all.low },
    { _ ("largest"), own.high, all.high },
    { C_ ("statistics", "mean"), own.mean, all.mean },
    { _ ("root mean square"), own.rms, all.rms },
    { _ ("norm"), own.norm, all.norm },
    { _ ("zeros"), own.zeros, all.zeros },
  };
  g_autofree char *layer = fv_layer_short_name (fv_network_layer (self->input->network, self->kernel.place));
  double line = line_height (self), middle = self->left + (self->right - self->left) * 0.74;
  const FvStyle *style = self->sheet.style;

  if (!has_room (self, BLOCK_GAP + (G_N_ELEMENTS (rows) + 1) * line + 4))
    return;
  add_heading (self, _ ("Statistics"));
  self->y -= 8;
  fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_RIGHT, middle, self->y, style->secondary, "Θ");
  fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_RIGHT, self->right, self->y, style->secondary,
                 layer);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean share = i + 1 == G_N_ELEMENTS (rows);
      g_autofree char *a
          = share ? fv_number_percent (rows[i].own, 0) : fv_number_short (rows[i].own, 4, FALSE);
      g_autofree char *b
          = share ? fv_number_percent (rows[i].all, 0) : fv_number_short (rows[i].all, 4, FALSE);

      self->y += line;
      fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->left, self->y, style->secondary,
                     rows[i].title);
      fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_RIGHT, middle, self->y, style->text, a);
      fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_RIGHT, self->right, self->y, style->text, b);
    }
}

static void
count_bins (const FvKernelsCard *self, guint *bins)
{
  memset (bins, 0, N_BINS * sizeof *bins);
  for (gsize i = 0; i < self->values.n_weights; i++)
    if (isfinite (self->values.weights[i]) && self->values.scale > 0)
      {
        double at = (self->values.weights[i] / self->values.scale + 1) / 2 * N_BINS;

        bins[(guint)CLAMP (at, 0, N_BINS - 1)]++;
      }
  bins[N_BINS / 2] -= MIN ((guint)count_missing (self), bins[N_BINS / 2]);
}

static FvColor
bar_color (const FvKernelsCard *self, double value)
{
  guint32 pixel = fv_palette_pixel (FV_PALETTE_WEIGHT, self->sheet.style->dark, value, 1);
  guint32 paper = fv_palette_pixel (FV_PALETTE_WEIGHT, self->sheet.style->dark, 0, 1);

  if (fabs (fv_palette_lightness (pixel) - fv_palette_lightness (paper)) < FAINT)
    return self->sheet.style->frame;
  return fv_palette_color (pixel);
}

void
fv_kernels_card_add_histogram (FvKernelsCard *self)
{
  double high = round (BINS_HIGH * self->sheet.scale), line = line_height (self), foot;
  double width = MAX (floor ((self->right - self->left) / N_BINS), 2), room = width * N_BINS;
  g_autofree char *count = NULL, *end = fv_number_short (self->values.scale, 3, FALSE);
  guint bins[N_BINS], most = 1;
  const FvStyle *style = self->sheet.style;

  if (!has_room (self, BLOCK_GAP + 2 * line + high + 12))
    return;
  count_bins (self, bins);
  for (guint i = 0; i < N_BINS; i++)
    most = MAX (most, bins[i]);
  count = fv_number_count (self->values.n_weights - count_missing (self));
  add_heading (self, _ ("All Weights of the Layer"));
  fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_RIGHT, self->left + room, self->y - 8,
                 style->secondary, count);
  foot = self->y + high;
  for (guint i = 0; i < N_BINS; i++)
    {
      double tall = round (high * bins[i] / most);

      if (tall > 0)
        fv_sheet_rule (&self->sheet, bar_color (self, (i + 0.5) / N_BINS * 2 - 1), self->left + i * width,
                       foot - tall, width - 1, tall);
    }
  fv_sheet_rule (&self->sheet, style->frame, self->left, foot, room, 1);
  self->y = foot + line - 2;
  fv_sheet_textf (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->left, self->y, style->secondary, "−%s",
                  end);
  fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_CENTER, self->left + room / 2, self->y,
                 style->secondary, "0");
  fv_sheet_textf (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_RIGHT, self->left + room, self->y, style->secondary,
                  "+%s", end);
}
