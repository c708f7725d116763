/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* Where the plane of two inputs stands: a square of whole cells with its axes, and beside it what it means. */
typedef struct
{
  FvScene scene;
  FvNetwork *network;
  double text_scale;
  gboolean has_plane; /* FALSE: the network has other inputs, a sentence says so */
  guint cells;        /* a side of the square has */
  guint zoom;         /* px of a cell */
  FvRect square;
  double range_low, range_high; /* of the data, where the outer ticks are */
  double low, high;             /* of the square, a little more */
  FvRect side;                  /* width 0: no room for it */
} FvPlaneLayout;

FvPlaneLayout *fv_plane_layout_new (const FvSceneInput *input, double width, double height);
void fv_plane_layout_free (FvPlaneLayout *self);

/* Inputs to px. */
double fv_plane_layout_x (const FvPlaneLayout *self, double x1);
double fv_plane_layout_y (const FvPlaneLayout *self, double x2);

G_END_DECLS
