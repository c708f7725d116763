/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-network-fit.h"
#include "fv-network-labels.h"
#include "fv-text.h"

static gboolean
is_rasterize (const FvLayer *layer)
{
  return g_str_equal (layer->type->name, "rasterize");
}

/* Rasterizing changes no value: its layer has no column, a line under the one before names it. */
static void
make_columns (FvNetworkLayout *self)
{
  guint depth = fv_network_depth (self->network);

  self->columns = g_new0 (FvNetworkColumn, depth + 1);
  self->column_of = g_new0 (guint, depth + 1);
  for (guint place = 0; place <= depth; place++)
    {
      FvNetworkColumn *column;

      if (place > 0 && is_rasterize (fv_network_layer (self->network, place)))
        {
          self->column_of[place] = self->column_of[place - 1];
          continue;
        }
      self->column_of[place] = self->n_columns;
      column = &self->columns[self->n_columns++];
      column->place = place;
      column->is_output = place == depth;
    }
}

static void
set_lines (FvNetworkLayout *self)
{
  double scale = self->text_scale, height = self->scene.height;
  double line = fv_text_ascent (FV_TEXT_CAPTION, scale) + fv_text_descent (FV_TEXT_CAPTION, scale);
  double ascent = fv_text_ascent (FV_TEXT_CAPTION, scale);

  self->title_baseline = 12 + round (22 * scale);
  self->size_baseline = self->title_baseline + round (21 * scale);
  self->legend_baseline = height - 9 - round (15 * scale);
  self->footer_baseline[1] = self->legend_baseline - round (32 * scale);
  self->footer_baseline[0] = self->footer_baseline[1] - MAX (line + 1, round (17 * scale));
  self->rms_top = self->footer_baseline[0] - ascent - 3;
  self->rms_base = self->footer_baseline[1] + round (10 * scale);
  self->body.x = FV_NETWORK_MARGIN;
  self->body.width = MAX (self->scene.width - 2 * FV_NETWORK_MARGIN, 1);
  self->body.y = self->size_baseline + round (16 * scale);
  self->body.height = MAX (self->rms_top - 6 - self->body.y, 16);
}

static void
set_strips (FvNetworkLayout *self)
{
  double left = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      FvNetworkColumn *column = &self->columns[i];
      double right = i + 1 == self->n_columns ? self->scene.width : column->x + column->maps.width + 3;

      column->strip = (FvRect){ left, self->body.y - 5, right - left, self->body.height + 10 };
      left = right;
    }
}

FvNetworkLayout *
fv_network_layout_new (const FvSceneInput *input, double width, double height)
{
  FvNetworkLayout *self = g_new0 (FvNetworkLayout, 1);

  self->scene.width = width;
  self->scene.height = height;
  self->network = fv_network_ref (input->network);
  self->text_scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  self->scores = fv_scores_of (&(FvSceneInput){ .network = input->network });
  make_columns (self);
  set_lines (self);
  fv_network_layout_fit (self, input->class_names);
  fv_network_label (self);
  set_strips (self);
  return self;
}

void
fv_network_layout_free (FvNetworkLayout *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_free (self->columns[i].title);
      g_free (self->columns[i].size);
      g_free (self->columns[i].footer[0]);
      g_free (self->columns[i].footer[1]);
    }
  g_free (self->columns);
  g_free (self->column_of);
  fv_network_unref (self->network);
  g_free (self);
}

gboolean
fv_network_layout_find (const FvNetworkLayout *self, FvCursor cursor, guint *column, guint *unit, guint *row,
                        guint *col)
{
  const FvArrangement *maps;
  FvShape shape;

  if (cursor.layer > fv_network_depth (self->network))
    return FALSE;
  *column = self->column_of[cursor.layer];
  maps = &self->columns[*column].maps;
  shape = maps->shape;
  *unit = cursor.unit;
  /* A parameter's row and column are those of its kernel. */
  *row = fv_cursor_is_parameter (cursor) ? 0 : cursor.row;
  *col = fv_cursor_is_parameter (cursor) ? 0 : cursor.col;
  if (self->columns[*column].place != cursor.layer)
    {
      /* Rasterized: unit after unit, map by map and row by row. */
      gsize area = fv_shape_area (shape);
      *unit = (guint)(cursor.unit / area);
      *row = (guint)(cursor.unit % area / shape.cols);
      *col = (guint)(cursor.unit % area % shape.cols);
    }
  return *unit < maps->count && *row < shape.rows && *col < shape.cols;
}

FvRect
fv_network_layout_row (const FvNetworkLayout *self, guint nth, guint row)
{
  const FvNetworkColumn *column = &self->columns[nth];

  return (FvRect){ column->x, round (column->bars.top + row * column->bars.pitch), column->maps.width,
                   floor (column->bars.pitch) };
}

FvRect
fv_network_layout_map (const FvNetworkLayout *self, guint nth, guint unit)
{
  const FvNetworkColumn *column = &self->columns[nth];
  double x, y;

  if (column->is_output && !column->bars.plain)
    return fv_network_layout_row (self, nth, fv_scores_class_of_unit (&self->scores, unit));
  fv_arrangement_place (&column->maps, unit, &x, &y);
  return (FvRect){ column->x + x, column->y + y, column->maps.map_width, column->maps.map_height };
}

FvRect
fv_network_layout_cell (const FvNetworkLayout *self, guint nth, guint unit, guint row, guint col)
{
  const FvArrangement *maps = &self->columns[nth].maps;
  FvRect map = fv_network_layout_map (self, nth, unit);

  if (maps->units)
    return map;
  return (FvRect){ map.x + row * 0.0 + (double)(col / maps->step * maps->zoom),
                   map.y + (double)(row / maps->step * maps->zoom), maps->zoom, maps->zoom };
}

FvRect
fv_network_layout_kernel (const FvNetworkLayout *self, guint nth, guint kernel)
{
  const FvNetworkColumn *column = &self->columns[nth];
  double x, y;

  fv_arrangement_place (&column->kernels, kernel, &x, &y);
  return (FvRect){ column->kernels_x + x, column->kernels_y + y, column->kernels.map_width,
                   column->kernels.map_height };
}

static void
add_label (GArray *boxes, const FvNetworkLayout *self, FvTextKind kind, double x, double baseline,
           const char *text)
{
  double ascent = fv_text_ascent (kind, self->text_scale), descent = fv_text_descent (kind, self->text_scale);
  FvRect box = { x, baseline - ascent, 0, ascent + descent };

  if (!text || !*text)
    return;
  box.width = fv_text_width (kind, self->text_scale, text);
  g_array_append_val (boxes, box);
}

GArray *
fv_network_layout_boxes (const FvNetworkLayout *self)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (FvRect));

  for (guint i = 0; i < self->n_columns; i++)
    {
      const FvNetworkColumn *column = &self->columns[i];

      for (guint row = 0; row < column->bars.rows; row++)
        {
          FvRect box = fv_network_layout_row (self, i, row);
          g_array_append_val (boxes, box);
        }
      for (guint unit = 0; column->bars.rows == 0 && unit < column->maps.count; unit++)
        {
          FvRect box = fv_network_layout_map (self, i, unit);
          g_array_append_val (boxes, box);
        }
      for (guint kernel = 0; kernel < column->kernels.count; kernel++)
        {
          FvRect box = fv_network_layout_kernel (self, i, kernel);
          g_array_append_val (boxes, box);
        }
      add_label (boxes, self, FV_TEXT_TITLE_BOLD, column->label_x, self->title_baseline, column->title);
      add_label (boxes, self, FV_TEXT_CAPTION, column->label_x, self->size_baseline, column->size);
      for (guint line = 0; line < 2; line++)
        add_label (boxes, self, FV_TEXT_CAPTION, column->label_x, self->footer_baseline[line],
                   column->footer[line]);
    }
  return boxes;
}
