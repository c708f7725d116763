/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* Samples of two inputs as points in a square, each with the form of its class. Not what a network answers: that is the
 * scene "plane". */
#define FV_SAMPLE_POINTS_MAX 4000 /* more would cover one another: the first are drawn */

/* class_index: its points alone; G_MAXUINT: all. chosen: the sample that is ringed, or G_MAXUINT. */
void fv_sample_points_paint (cairo_t *cr, const FvStyle *style, FvRect square, const FvDataset *set,
                             guint class_index, guint chosen);
/* The sample nearest to (x, y) among those painted; G_MAXUINT if none is within reach px. */
guint fv_sample_points_pick (FvRect square, const FvDataset *set, guint class_index, double x, double y,
                             double reach);

G_END_DECLS
