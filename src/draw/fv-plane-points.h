/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* The first samples of a data set of two inputs, as the network sees and reads them. One owner. */
#define FV_PLANE_MAX_POINTS 500

typedef struct
{
  double x1, x2;
  guint label;
  gboolean is_wrong; /* read as another class; FALSE while there are no parameters */
} FvPlanePoint;

/* Array of FvPlanePoint, empty if there are none that fit; g_array_unref(). */
GArray *fv_plane_points_new (const FvSceneInput *input);

G_END_DECLS
