/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plane-scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-plane-paint.h"
#include "fv-plane-points.h"
#include "fv-scene-types.h"
#include "fv-text.h"

/* What a network of two inputs answers everywhere, with its decision line and the samples. Parts: the square with its
 * axes, and what it means. */

#define MARGIN 28
#define NEAR   14 /* px: how far from a mark one may click */

static const FvPlaneLayout *
plane_layout (const FvScene *scene)
{
  return (const FvPlaneLayout *)scene;
}

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  return &fv_plane_layout_new (input, width, height)->scene;
}

static void
free_layout (FvScene *scene)
{
  fv_plane_layout_free ((FvPlaneLayout *)scene);
}

static guint
n_parts (const FvScene *scene)
{
  return plane_layout (scene)->side.width > 0 && plane_layout (scene)->has_plane ? 2 : 1;
}

static FvRect
part (const FvScene *scene, guint nth)
{
  const FvPlaneLayout *self = plane_layout (scene);
  double end = n_parts (scene) == 2 ? self->side.x - 4 : scene->width;

  return nth == 0 ? (FvRect){ 0, 0, end, scene->height }
                  : (FvRect){ end, 0, scene->width - end, scene->height };
}

/* "This network has 784 inputs: …" */
static void
explain_emptiness (const FvPlaneLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  g_autofree char *count = fv_number_count (fv_shape_size (fv_network_shape (input->network, 0)));
  g_autofree char *words
      = g_strdup_printf (_ ("The plane shows what networks of two inputs answer; this one has %s."), count);

  fv_text_paragraph (cr, FV_TEXT_TITLE, self->text_scale, MARGIN, MARGIN,
                     MAX (self->scene.width - 2 * MARGIN, 40), input->style.secondary, words);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvPlaneLayout *self = plane_layout (scene);

  if (!self->has_plane)
    explain_emptiness (self, input, cr);
  else if (nth == 0)
    fv_plane_paint_square (self, input, cr);
  else
    fv_plane_paint_side (self, input, cr);
}

gboolean
fv_plane_pick_point (const FvScene *scene, const FvSceneInput *input, double x, double y, guint *sample)
{
  const FvPlaneLayout *self = plane_layout (scene);
  g_autoptr (GArray) points = NULL;
  double best = NEAR * self->text_scale;
  gboolean found = FALSE;

  g_return_val_if_fail (scene->type == &fv_plane_scene, FALSE);
  points = fv_plane_points_new (input);
  for (guint i = 0; self->has_plane && i < points->len; i++)
    {
      const FvPlanePoint *point = &g_array_index (points, FvPlanePoint, i);
      double away = hypot (fv_plane_layout_x (self, point->x1) - x, fv_plane_layout_y (self, point->x2) - y);

      if (away >= best)
        continue;
      best = away;
      *sample = i;
      found = TRUE;
    }
  return found;
}

const FvSceneType fv_plane_scene = {
  .name = "plane",
  .title = N_ ("Plane"),
  .exportable = TRUE,
  .export_width = 960,
  .export_height = 640,
  .layout = layout,
  .free = free_layout,
  .n_parts = n_parts,
  .part = part,
  .paint_part = paint_part,
};
