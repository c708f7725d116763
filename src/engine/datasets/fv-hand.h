/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-hand-traits.h"
#include "fv-random.h"
#include "fv-skeletons.h"
#include "fv-strokes.h"

G_BEGIN_DECLS

/* The hand that writes a skeleton down: jitter, an elastic field, perspective, slant, a pen, and an anti-aliased
 * picture of 28×28 with the centre of mass in the middle. Pure; any thread. */
#define FV_DIGIT_SIDE 28

/* The diameter of a pen in pixels of the picture: lognormal about 2.5. */
double fv_hand_pen (FvRandom *random);
/* pixels [28][28], 0…255, overwritten. All chance comes from random. */
void fv_hand_write (FvRandom *random, const FvSkeleton *skeleton, FvDistortion distortion, guint8 *pixels);
/* The same digit as the pen went, in pixels of that picture before its centre of mass is moved to the middle. The
 * caller owns it. */
FvStrokes *fv_hand_strokes (FvRandom *random, const FvSkeleton *skeleton, FvDistortion distortion);

/* The digit at every step from skeleton to picture, for those who want to see how it comes about. Points are in the ranges
 * of samples that the strokes of the skeleton have. */
typedef struct
{
  const FvSkeleton *skeleton;
  FvControl jittered[FV_SKELETON_MAX_CONTROLS]; /* the control points, having strayed */
  FvPoint smooth[FV_SKELETON_MAX_SAMPLES];      /* the spline through those of the skeleton, … */
  FvPoint trembling[FV_SKELETON_MAX_SAMPLES];   /* … through those that strayed, … */
  FvPoint bent[FV_SKELETON_MAX_SAMPLES];        /* … bent, projected and cut at its ends */
  FvPoint inked[FV_SKELETON_MAX_SAMPLES]; /* as the pen went, in pixels of the picture, with its widths */
  guint8 raster[FV_DIGIT_SIDE * FV_DIGIT_SIDE]; /* what the pen covered, … */
  gboolean scanned;                             /* … as a scanner sees it (fv-scan.h), if one does */
  guint8 pixels[FV_DIGIT_SIDE * FV_DIGIT_SIDE]; /* with its centre of mass in the middle */
} FvHandStages;

/* Overwrites out. With fv_hand_traits() of a distortion, pixels are those of fv_hand_write(). */
void
fv_hand_stages (FvRandom *random, const FvSkeleton *skeleton, const FvHandTraits *traits, FvHandStages *out);

G_END_DECLS
