/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The writing styles of data/skeletons.txt, and the letters and signs of data/others.txt: strokes of control points, joined by Catmull-Rom splines. Parsed at
 * first use; constant afterwards, never freed, any thread. */

#define FV_SKELETON_OTHER        10 /* stands where a digit would */
#define FV_SKELETON_MAX_CONTROLS 64
#define FV_SKELETON_MAX_SAMPLES  192

typedef struct
{
  double x; /* y grows downwards; the digit is about 1 high */
  double y;
} FvControl;

/* A point of the spline: Σ weight · control. */
typedef struct
{
  guint8 control[4];
  double weight[4];
} FvSplineSample;

typedef struct
{
  guint first_control, n_controls; /* into controls of the skeleton */
  guint first_sample, n_samples;
} FvSkeletonStroke;

typedef struct
{
  guint digit;   /* 0…9, or FV_SKELETON_OTHER */
  double weight; /* how often, among those of its digit */
  guint n_strokes, n_controls, n_samples;
  const FvSkeletonStroke *strokes; /* [n_strokes] */
  const FvControl *controls;       /* [n_controls], centred at 0 */
  const FvSplineSample *samples;   /* [n_samples], 0.07 of the height apart or less */
} FvSkeleton;

/* The skeleton of digit (0…9, or FV_SKELETON_OTHER) that stands at fraction (in [0, 1)) of the weights. */
const FvSkeleton *fv_skeleton_choose (guint digit, double fraction);
/* In the order of the file; NULL past the end. */
const FvSkeleton *fv_skeleton_nth (guint nth);

G_END_DECLS
