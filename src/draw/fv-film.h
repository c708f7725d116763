/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-animation.h"
#include "fv-course.h"

G_BEGIN_DECLS

/* A scene that moves: the same picture at many moments of training, or with the window at many places of a map. A value;
 * what it points to is borrowed. */
typedef struct
{
  const FvSceneType *type;
  FvSceneInput input; /* what stays; its caption without the moment */
  double width, height;
  guint frame_ms;
  guint n_frames;       /* of training; at most, of a window */
  const guint8 *pixels; /* [input shape] of the picture in the network; NULL: none */
  guint target;         /* as fv_trace_new() has it */
} FvFilm;

#define FV_FILM_FRAMES   48
#define FV_FILM_FRAME_MS 120

/* Each saves path as fv_animation_new() has it. progress may be NULL. FV_ERROR_CANCELLED if it stopped the work, and
 * nothing is saved then but PNG frames that were done. Any thread. */

/* The cursor goes over all cells of its unit's map, row by row; over every second, third … if these would be too many.
 * FV_ERROR_VALUE: the layer's maps are single cells. */
gboolean
fv_film_window (const FvFilm *self, const char *path, FvProgressFunc progress, gpointer data, GError **error);
/* From the first batch of the branch shown to its newest, ever longer steps, for most changes at the start. Trains
 * again where no checkpoint is near, on a training of its own. FV_ERROR_DATA: there is no history, or its data are gone. */
gboolean fv_film_training (const FvFilm *self, const FvRecord *record, FvDataset *train, FvDataset *test,
                           const char *path, FvProgressFunc progress, gpointer data, GError **error);

G_END_DECLS
