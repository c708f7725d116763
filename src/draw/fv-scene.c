/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scene.h"

#include "fv-pen.h"
#include "fv-scene-types.h"

static const FvSceneType *const types[] = {
  &fv_network_scene,  &fv_detail_scene,    &fv_kernels_scene,    &fv_kernels_card_scene,
  &fv_curve_scene,    &fv_confusion_scene, &fv_plane_scene,      &fv_counts_scene,
  &fv_timeline_scene, &fv_bars_scene,      &fv_data_scene,       &fv_generator_scene,
  &fv_layers_scene,   &fv_gradients_scene, &fv_experiment_scene, &fv_course_scene,
};

const FvSceneType *
fv_scene_type_nth (guint nth)
{
  return nth < G_N_ELEMENTS (types) ? types[nth] : NULL;
}

const FvSceneType *
fv_scene_type_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i]->name, name) == 0)
      return types[i];
  return NULL;
}

FvScene *
fv_scene_new (const FvSceneType *type, const FvSceneInput *input, double width, double height)
{
  FvScene *self;

  g_return_val_if_fail (type != NULL && input != NULL && input->network != NULL, NULL);
  self = type->layout (input, MAX (width, 1), MAX (height, 1));
  self->type = type;
  self->width = MAX (width, 1);
  self->height = MAX (height, 1);
  self->key = fv_scene_key (type, input);
  return self;
}

guint
fv_scene_key (const FvSceneType *type, const FvSceneInput *input)
{
  return type->key ? type->key (input) : 0;
}

void
fv_scene_free (FvScene *self)
{
  if (self == NULL)
    return;
  if (self->type->free)
    self->type->free (self);
  else
    g_free (self);
}

guint
fv_scene_n_parts (const FvScene *self)
{
  return self->type->n_parts ? self->type->n_parts (self) : 1;
}

FvRect
fv_scene_part (const FvScene *self, guint nth)
{
  return self->type->part ? self->type->part (self, nth) : (FvRect){ 0, 0, self->width, self->height };
}

void
fv_scene_paint_part (const FvScene *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  cairo_save (cr);
  self->type->paint_part (self, nth, input, cr);
  cairo_restore (cr);
}

void
fv_scene_paint (const FvScene *self, const FvSceneInput *input, cairo_t *cr)
{
  fv_pen_fill (cr, input->style.scene, 0, 0, self->width, self->height);
  for (guint i = 0; i < fv_scene_n_parts (self); i++)
    fv_scene_paint_part (self, i, input, cr);
}

gboolean
fv_scene_pick (const FvScene *self, const FvSceneInput *input, double x, double y, FvCursor *out)
{
  FvCursor found = { 0 };

  if (!self->type->pick || !self->type->pick (self, input, x, y, &found))
    return FALSE;
  *out = found;
  return TRUE;
}

gboolean
fv_scene_pick_action (const FvScene *self, const FvSceneInput *input, double x, double y, FvSceneAction *out)
{
  FvSceneAction found = { 0 };

  if (!self->type->pick_action || !self->type->pick_action (self, input, x, y, &found))
    return FALSE;
  *out = found;
  return TRUE;
}

gboolean
fv_scene_locate (const FvScene *self, FvCursor cursor, FvRect *out)
{
  return self->type->locate && self->type->locate (self, cursor, out);
}

char *
fv_scene_copy_text (const FvSceneType *type, const FvSceneInput *input)
{
  char *table = type->table ? type->table (input) : NULL;

  return table ? table : fv_scene_describe (input);
}
