/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"

G_BEGIN_DECLS

/* The generated digits: stroke skeletons (data/skeletons.txt, embedded) through splines, jitter, an elastic field,
 * perspective, slant and a pen to an anti-aliased 28×28 picture. Sample k of a seed is the same bytes on every
 * machine and in any thread. */
#define FV_DIGIT_SIDE 28

typedef enum
{
  FV_DISTORTION_MILD,
  FV_DISTORTION_MEDIUM,
  FV_DISTORTION_STRONG,
} FvDistortion;

const char *fv_distortion_name (FvDistortion self); /* "mild" …; NULL past the end */
/* FALSE if there is none of that name. */
gboolean fv_distortion_from_name (const char *name, FvDistortion *out);

/* Draws sample number index: pixels [28][28], 0…255. Returns its class 0…9 (balanced: index mod 10 permuted). */
guint fv_digits_draw (guint64 seed, guint64 index, FvDistortion distortion, guint8 *pixels);
/* Samples first … first + count − 1. progress (may be NULL) is told now and then and stops the work by
 * returning FALSE (then the result is NULL). */
typedef gboolean (*FvProgressFunc) (double fraction, gpointer data);
FvDataset *fv_digits_new (guint64 seed, guint64 first, guint count, FvDistortion distortion,
                          FvProgressFunc progress, gpointer data);

G_END_DECLS
