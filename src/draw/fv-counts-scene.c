/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-counts-diagram.h"
#include "fv-counts-layout.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-pool.h"
#include "fv-scene-types.h"
#include "fv-text.h"

/* What the layer at the cursor costs connected fully, locally and with shared weights. One part. */

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  return &fv_counts_layout_new (input, width, height)->scene;
}

static void
free_layout (FvScene *scene)
{
  fv_counts_layout_free ((FvCountsLayout *)scene);
}

/* NULL: the input. */
static const FvLayer *
layer_of (const FvSceneInput *input)
{
  guint place = MIN (input->cursor.layer, fv_network_depth (input->network));

  return place > 0 ? fv_network_layer (input->network, place) : NULL;
}

/* "C1 convolution · 28×28 → 6@24×24" */
static void
paint_title (const FvCountsLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  const FvLayer *layer = layer_of (input);
  g_autofree char *name = layer ? fv_layer_short_name (layer) : g_strdup ("X"), *title = NULL;
  g_autofree char *from = layer ? fv_shape_to_text (layer->input) : NULL;
  g_autofree char *to
      = layer ? fv_shape_to_text (layer->output) : fv_shape_to_text (fv_network_shape (input->network, 0));
  double x = self->left;

  title = layer ? g_strdup_printf (_ ("%s %s"), name, fv_pool_title (layer)) : g_strdup (_ ("Input X"));
  x += fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, x, self->title_baseline,
                     input->style.text, title)
       + 14;
  if (layer)
    {
      g_autofree char *shapes = g_strdup_printf ("%s → %s", from, to);
      if (x + fv_text_width (FV_TEXT_CAPTION, self->text_scale, shapes) <= self->scene.width - self->left)
        fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, x, self->title_baseline,
                      input->style.secondary, shapes);
    }
}

static double
caption_height (const FvCountsLayout *self)
{
  return fv_text_ascent (FV_TEXT_CAPTION, self->text_scale)
         + fv_text_descent (FV_TEXT_CAPTION, self->text_scale);
}

static void
paint_row_names (const FvCountsLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  for (guint i = 0; i < FV_COUNTS_ROWS; i++)
    {
      fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, self->left, self->row_baseline[i],
                    input->style.secondary, fv_counts_row_name (i));
      fv_pen_horizontal (cr, input->style.hairline, self->left,
                         self->row_baseline[i] - fv_text_ascent (FV_TEXT_CAPTION, self->text_scale)
                             - floor ((self->line - caption_height (self)) / 2) - 1,
                         self->right - self->left);
    }
}

/* Exact, or as a power where it does not fit. */
static void
paint_count (const FvCountsLayout *self, guint column, guint row, guint64 value, const FvSceneInput *input,
             cairo_t *cr)
{
  g_autofree char *exact = fv_number_count (value), *power = fv_number_power ((double)value);
  FvTextKind kind = row == 0 ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION;
  gboolean fits = fv_text_width (kind, self->text_scale, exact) <= self->column_width;

  fv_text_draw (cr, kind, self->text_scale, FV_ALIGN_RIGHT, self->column_x[column] + self->column_width,
                self->row_baseline[row], input->style.text, fits ? exact : power);
}

static void
paint_head (const FvCountsLayout *self, guint column, const FvSceneInput *input, cairo_t *cr)
{
  gboolean is_short = FALSE;

  for (guint i = 0; i < FV_COUNTS_COLUMNS; i++)
    is_short |= fv_text_width (FV_TEXT_CAPTION_BOLD, self->text_scale, fv_counts_column_name (i, FALSE))
                > self->column_width;
  fv_text_draw (cr, FV_TEXT_CAPTION_BOLD, self->text_scale, FV_ALIGN_RIGHT,
                self->column_x[column] + self->column_width, self->head_baseline, input->style.text,
                fv_counts_column_name (column, is_short));
}

static void
paint_arithmetic (const FvCountsLayout *self, guint column, const char *arithmetic, const FvSceneInput *input,
                  cairo_t *cr)
{
  char *lines[2];

  if (!arithmetic || !fv_counts_break (arithmetic, self->text_scale, self->column_width, lines))
    return;
  for (guint i = 0; i < 2 && lines[i]; i++)
    fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT,
                  self->column_x[column] + self->column_width,
                  self->arithmetic_baseline + i * caption_height (self), input->style.secondary, lines[i]);
  g_free (lines[0]);
  g_free (lines[1]);
}

static void
paint_diagram (const FvCountsLayout *self, guint column, FvConnected connected, const FvSceneInput *input,
               cairo_t *cr)
{
  double width = MIN (self->column_width, 2 * self->diagram_height);

  if (self->diagram_height > 0)
    fv_counts_diagram_paint (cr, &input->style, connected,
                             (FvRect){ self->column_x[column] + self->column_width - width, self->diagram_y,
                                       width, self->diagram_height });
}

static gboolean
paint_column (const FvCountsLayout *self, guint column, const FvSceneInput *input, cairo_t *cr)
{
  static const FvConnected order[] = { FV_CONNECTED_FULLY, FV_CONNECTED_LOCALLY, FV_CONNECTED_SHARED };
  const FvLayer *layer = layer_of (input);
  g_autofree char *arithmetic = NULL;
  FvCounts counts;

  if (!layer || !fv_counts_of_layer (layer, order[column], &counts))
    return FALSE;
  arithmetic = fv_counts_arithmetic (layer, order[column]);
  paint_head (self, column, input, cr);
  paint_diagram (self, column, order[column], input, cr);
  paint_arithmetic (self, column, arithmetic, input, cr);
  for (guint row = 0; row < FV_COUNTS_ROWS; row++)
    paint_count (self, column, row, fv_counts_row_value (&counts, row), input, cr);
  return TRUE;
}

/* Why there is no table, or only one column of it. */
static const char *
explanation (const FvLayer *layer)
{
  if (!layer)
    return _ ("The input connects nothing: it is what the first layer reads.");
  if (fv_layer_block (layer) > 0)
    return _ (
        "Pooling makes each cell from one block of one map: there is nothing to connect in another way.");
  if (layer->weight_rank == 2)
    return _ ("Its inputs are no neighbours: every unit is connected to all of them.");
  return _ ("Rasterizing only puts the cells one after another: it has no connections of its own.");
}

static void
paint_words (const FvCountsLayout *self, double x, double top, const char *words, const FvSceneInput *input,
             cairo_t *cr)
{
  fv_text_paragraph (cr, FV_TEXT_CAPTION, self->text_scale, x, top,
                     MAX (MIN (self->right, self->scene.width) - x, 40), input->style.secondary, words);
}

/* How many times fewer weights, and that it connects as much as before. */
static void
paint_note (const FvCountsLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  const FvLayer *layer = layer_of (input);
  g_autofree char *outputs = NULL, *full = NULL, *shared = NULL, *words = NULL;
  FvCounts counts[2];

  if (self->note_baseline == 0 || !fv_counts_of_layer (layer, FV_CONNECTED_FULLY, &counts[0])
      || !fv_counts_of_layer (layer, FV_CONNECTED_SHARED, &counts[1]))
    return;
  outputs = fv_number_count (fv_shape_size (layer->output));
  full = fv_number_count (counts[0].weights + counts[0].biases);
  shared = fv_number_count (counts[1].weights + counts[1].biases);
  words = g_strdup_printf (_ ("The same %s outputs: %s parameters fully connected, %s shared."), outputs,
                           full, shared);
  if (self->left + fv_text_width (FV_TEXT_CAPTION, self->text_scale, words) <= self->right)
    fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, self->left, self->note_baseline,
                  input->style.secondary, words);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvCountsLayout *self = (const FvCountsLayout *)scene;
  double top = self->head_baseline - fv_text_ascent (FV_TEXT_CAPTION, self->text_scale);
  guint shown = 0;

  paint_title (self, input, cr);
  for (guint i = 0; i < FV_COUNTS_COLUMNS; i++)
    shown += paint_column (self, i, input, cr);
  if (shown > 0)
    paint_row_names (self, input, cr);
  if (shown == 0)
    paint_words (self, self->left, top, explanation (layer_of (input)), input, cr);
  else if (shown == 1)
    paint_words (self, self->column_x[1] + 8, top, explanation (layer_of (input)), input, cr);
  else
    paint_note (self, input, cr);
}

const FvSceneType fv_counts_scene = {
  .name = "counts",
  .title = N_ ("Counts"),
  .exportable = TRUE,
  .export_width = 900,
  .export_height = 380,
  .layout = layout,
  .free = free_layout,
  .paint_part = paint_part,
};
