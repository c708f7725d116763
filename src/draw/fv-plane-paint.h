/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-plane-field.h"
#include "fv-plane-layout.h"
#include "fv-scores.h"

G_BEGIN_DECLS

/* The parts of the plane. */
void fv_plane_paint_square (const FvPlaneLayout *self, const FvSceneInput *input, cairo_t *cr);
void fv_plane_paint_side (const FvPlaneLayout *self, const FvSceneInput *input, cairo_t *cr);

/* The names of more than two classes in their regions, where no point is. */
void fv_plane_name_regions (const FvPlaneLayout *self, const FvPlaneField *field, const FvSceneInput *input,
                            cairo_t *cr);

/* Two classes: the colour is the difference of their scores, up to this. */
double fv_plane_scale (const FvScores *scores);
/* Many: each has its grey, lighter than the marks on it. */
guint32 fv_plane_grey (const FvStyle *style, guint class_index, guint n_classes);
/* Place of the dense layer of few units right above the inputs, whose lines are drawn; 0: there is none. */
guint fv_plane_hidden_place (const FvNetwork *network);

#define FV_PLANE_GLYPH 4.5 /* radius of a mark, px */

G_END_DECLS
