/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-scene.h"

G_BEGIN_DECLS

/* Pictures one after the other, in one file: a path that ends in .webp gets an animation, without loss and played for
 * ever; one that ends in .png a file for every frame, NAME-0001.png …. One thread owns it. */
typedef struct _FvAnimation FvAnimation;

/* FV_ERROR_VALUE: another ending, or a size that cannot be. frame_ms: how long each is seen. */
FvAnimation *fv_animation_new (const char *path, guint width, guint height, guint frame_ms, GError **error);
void fv_animation_free (FvAnimation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvAnimation, fv_animation_free)

/* frame: CAIRO_FORMAT_RGB24, of that size. Frames of PNG are saved at once. */
gboolean fv_animation_add (FvAnimation *self, cairo_surface_t *frame, GError **error);
/* Saves what is in one file. */
gboolean fv_animation_finish (FvAnimation *self, GError **error);

/* TRUE if the ending is one of those. */
gboolean fv_animation_can (const char *path, GError **error);

G_END_DECLS
