/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-random.h"
#include "fv-skeletons.h"
#include "fv-strokes.h"

G_BEGIN_DECLS

/* The hand that writes a skeleton down: jitter, an elastic field, perspective, slant, a pen, and an anti-aliased
 * picture of 28×28 with the centre of mass in the middle. Pure; any thread. */
#define FV_DIGIT_SIDE 28

/* How far from the skeleton it may stray. */
typedef enum
{
  FV_DISTORTION_MILD,
  FV_DISTORTION_MEDIUM,
  FV_DISTORTION_STRONG,
} FvDistortion;

const char *fv_distortion_name (FvDistortion self); /* "mild" …; NULL past the end */
/* FALSE if there is none of that name. */
gboolean fv_distortion_from_name (const char *name, FvDistortion *out);

/* The diameter of a pen in pixels of the picture: lognormal about 2.5. */
double fv_hand_pen (FvRandom *random);
/* pixels [28][28], 0…255, overwritten. All chance comes from random. */
void fv_hand_write (FvRandom *random, const FvSkeleton *skeleton, FvDistortion distortion, guint8 *pixels);
/* The same digit as the pen went, in pixels of that picture before its centre of mass is moved to the middle. The
 * caller owns it. */
FvStrokes *fv_hand_strokes (FvRandom *random, const FvSkeleton *skeleton, FvDistortion distortion);

G_END_DECLS
