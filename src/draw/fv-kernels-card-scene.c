/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-kernels-card.h"
#include "fv-kernels-words.h"
#include "fv-scene-types.h"

/* One kernel: what stands beside the table of all. One part; everything is where the input says, so there is nothing to
 * lay out before. */

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  FvScene *self = g_new0 (FvScene, 1);

  self->width = width;
  self->height = height;
  return self;
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

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  FvKernelsCard card;

  fv_kernels_card_init (&card, input, scene->width, scene->height);
  fv_sheet_paint (&card.sheet, cr, input->vectors);
  fv_kernels_card_clear (&card);
}

static gboolean
pick_weight (const FvKernelsCard *card, double x, double y, FvSceneAction *out)
{
  const FvThing *grid = card->grid;
  gsize size = fv_kernel_size (&card->kernel), nth;
  guint row, col;

  if (!grid || x < grid->box.x || y < grid->box.y || x >= grid->box.x + grid->box.width
      || y >= grid->box.y + grid->box.height)
    return FALSE;
  row = (guint)((y - grid->box.y) / grid->grid.cell_height) * grid->grid.step;
  col = (guint)((x - grid->box.x) / grid->grid.cell_width) * grid->grid.step;
  nth = (gsize)row * grid->grid.cols + col;
  *out = (FvSceneAction){ FV_SCENE_ACTION_WEIGHT,
                          (guint)(fv_kernel_is_turned (&card->kernel, card->input) ? size - 1 - nth : nth) };
  return TRUE;
}

static gboolean
pick_action (const FvScene *scene, const FvSceneInput *input, double x, double y, FvSceneAction *out)
{
  FvKernelsCard card;
  gboolean found;

  fv_kernels_card_init (&card, input, scene->width, scene->height);
  found = fv_sheet_pick_action (&card.sheet, x, y, out) || pick_weight (&card, x, y, out);
  fv_kernels_card_clear (&card);
  return found;
}

const FvSceneType fv_kernels_card_scene = {
  .name = "kernel",
  .title = N_ ("Kernel"),
  .exportable = TRUE,
  .export_width = 320,
  .export_height = 640,
  .layout = layout,
  .free = free_layout,
  .n_parts = n_parts,
  .part = part,
  .paint_part = paint_part,
  .pick_action = pick_action,
  .speak = fv_kernels_card_speak,
  .table = fv_kernels_card_table,
};
