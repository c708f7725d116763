/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-network-layout.h"
#include "fv-network-paint.h"
#include "fv-scene-types.h"

/* The whole network at once: a column a layer. Parts: the head, a strip a column, the foot. */

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  return &fv_network_layout_new (input, width, height)->scene;
}

static const FvNetworkLayout *
network_layout (const FvScene *scene)
{
  return (const FvNetworkLayout *)scene;
}

static void
free_layout (FvScene *scene)
{
  fv_network_layout_free ((FvNetworkLayout *)scene);
}

static guint
n_parts (const FvScene *scene)
{
  return network_layout (scene)->n_columns + 2;
}

static FvRect
part (const FvScene *scene, guint nth)
{
  const FvNetworkLayout *self = network_layout (scene);
  double top = self->body.y - 5, bottom = self->body.y + self->body.height + 5;

  if (nth == 0)
    return (FvRect){ 0, 0, scene->width, top };
  if (nth <= self->n_columns)
    return self->columns[nth - 1].strip;
  return (FvRect){ 0, bottom, scene->width, scene->height - bottom };
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkLayout *self = network_layout (scene);

  if (nth == 0)
    fv_network_paint_head (self, input, cr);
  else if (nth <= self->n_columns)
    fv_network_paint_column (self, nth - 1, input, cr);
  else
    fv_network_paint_foot (self, input, cr);
}

static gboolean
pick_kernel (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, double x, double y,
             FvCursor *out)
{
  const FvNetworkColumn *column = &self->columns[nth];
  guint kernel, row, col;

  if (!fv_arrangement_pick (&column->kernels, x - column->kernels_x, y - column->kernels_y, &kernel, &row,
                            &col))
    return FALSE;
  if (!column->kernels_of_unit)
    {
      out->unit = kernel;
      return TRUE;
    }
  if (!input->has_cursor || input->cursor.layer != column->place)
    return FALSE;
  *out = input->cursor;
  out->input = kernel;
  return TRUE;
}

static gboolean
pick_class (const FvNetworkLayout *self, const FvNetworkColumn *column, double x, double y, FvCursor *out)
{
  guint row;

  if (x < column->x || x > column->x + column->maps.width || y < column->bars.top)
    return FALSE;
  row = (guint)((y - column->bars.top) / column->bars.pitch);
  return row < column->bars.rows && fv_scores_nearest_unit (&self->scores, row, &out->unit);
}

static gboolean
pick_column (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, double x, double y,
             FvCursor *out)
{
  const FvNetworkColumn *column = &self->columns[nth];

  *out = (FvCursor){ .direction = fv_network_shows_delta (input) ? FV_BACKWARD : FV_FORWARD,
                     .layer = column->place };
  if (column->is_output && !column->bars.plain)
    return pick_class (self, column, x, y, out);
  if (fv_arrangement_pick (&column->maps, x - column->x, y - column->y, &out->unit, &out->row, &out->col))
    return TRUE;
  return column->kernels.count > 0 && pick_kernel (self, nth, input, x, y, out);
}

static gboolean
pick (const FvScene *scene, const FvSceneInput *input, double x, double y, FvCursor *out)
{
  const FvNetworkLayout *self = network_layout (scene);

  for (guint i = 0; i < self->n_columns; i++)
    if (pick_column (self, i, input, x, y, out))
      return TRUE;
  return FALSE;
}

static gboolean
locate (const FvScene *scene, FvCursor cursor, FvRect *out)
{
  const FvNetworkLayout *self = network_layout (scene);
  guint column, unit, row, col;

  if (!fv_network_layout_find (self, cursor, &column, &unit, &row, &col))
    return FALSE;
  *out = fv_network_layout_cell (self, column, unit, row, col);
  return TRUE;
}

const FvSceneType fv_network_scene = {
  .name = "network",
  .title = N_ ("Network"),
  .exportable = TRUE,
  .export_width = 1280,
  .export_height = 640,
  .layout = layout,
  .free = free_layout,
  .n_parts = n_parts,
  .part = part,
  .paint_part = paint_part,
  .pick = pick,
  .locate = locate,
};
