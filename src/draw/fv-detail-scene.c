/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-detail.h"
#include "fv-scene-types.h"

/* What stands behind the number at the cursor. Every cursor has a card of its own, so the layout is made when it is
 * painted or pointed at; the scene itself is only its size. */

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  return g_new0 (FvScene, 1);
}

static void
free_layout (FvScene *self)
{
  g_free (self);
}

static guint
n_parts (const FvScene *self)
{
  return 1;
}

static FvRect
part (const FvScene *self, guint nth)
{
  return (FvRect){ 0, 0, self->width, self->height };
}

static void
paint_part (const FvScene *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  g_autoptr (FvDetail) detail = fv_detail_new (input, self->width, self->height);

  fv_sheet_paint (&detail->sheet, cr, input->vectors);
}

static gboolean
pick (const FvScene *self, const FvSceneInput *input, double x, double y, FvCursor *out)
{
  g_autoptr (FvDetail) detail = fv_detail_new (input, self->width, self->height);

  if (!fv_sheet_pick (&detail->sheet, x, y, out))
    return FALSE;
  *out = fv_cursor_clamp (*out, input->network);
  return TRUE;
}

static gboolean
pick_action (const FvScene *self, const FvSceneInput *input, double x, double y, FvSceneAction *out)
{
  g_autoptr (FvDetail) detail = fv_detail_new (input, self->width, self->height);

  return fv_sheet_pick_action (&detail->sheet, x, y, out);
}

const FvSceneType fv_detail_scene = {
  .name = "detail",
  .title = N_ ("Detail"),
  .exportable = TRUE,
  .export_width = 1192,
  .export_height = 653,
  .layout = layout,
  .free = free_layout,
  .n_parts = n_parts,
  .part = part,
  .paint_part = paint_part,
  .pick = pick,
  .pick_action = pick_action,
};
