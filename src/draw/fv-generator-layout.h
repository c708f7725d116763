/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* Where the steps from skeleton to digit stand: squares of whole pixels of the picture, in rows, with a title above each
 * and a note below. */
enum
{
  FV_GENERATOR_SKELETON,
  FV_GENERATOR_SPLINE,
  FV_GENERATOR_JITTER,
  FV_GENERATOR_BENT,
  FV_GENERATOR_PEN,
  FV_GENERATOR_RASTER,
  FV_GENERATOR_CENTRED,
  FV_GENERATOR_ANSWER, /* what the network takes it for */
  FV_GENERATOR_N_STEPS,
};

typedef struct
{
  FvScene scene;
  double text_scale;
  guint columns;
  guint zoom; /* px of a pixel of the picture */
  double left, top, pitch_x, pitch_y;
  double side; /* of a square: 28 · zoom */
} FvGeneratorLayout;

FvGeneratorLayout *fv_generator_layout_new (const FvSceneInput *input, double width, double height);
FvRect fv_generator_layout_square (const FvGeneratorLayout *self, guint step);
double fv_generator_layout_title (const FvGeneratorLayout *self, guint step); /* its baseline */
double fv_generator_layout_note (const FvGeneratorLayout *self, guint step);  /* its top */
double fv_generator_layout_note_height (const FvGeneratorLayout *self);       /* the room there is for one */

G_END_DECLS
