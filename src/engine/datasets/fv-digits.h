/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"
#include "fv-hand.h"

G_BEGIN_DECLS

/* The generated digits: stroke skeletons (data/skeletons.txt, embedded) through splines, jitter, an elastic field,
 * perspective, slant and a pen to an anti-aliased 28×28 picture. Sample k of a seed is the same bytes on every
 * machine and in any thread. */

/* Draws sample number index: pixels [28][28], 0…255. Returns its class 0…9 (balanced: index mod 10 permuted). */
guint fv_digits_draw (guint64 seed, guint64 index, FvDistortion distortion, guint8 *pixels);
/* Samples first … first + count − 1. progress (may be NULL) is told now and then and stops the work by
 * returning FALSE (then the result is NULL). */
FvDataset *fv_digits_new (guint64 seed, guint64 first, guint count, FvDistortion distortion,
                          FvProgressFunc progress, gpointer data);

/* The same with the class “other” as number 10: one sample of every 14 is no digit (fv_others_draw()), the rest are
 * the digits of the seed in their order. */
FvDataset *fv_digits_new_with_others (guint64 seed, guint64 first, guint count, FvDistortion distortion,
                                      FvProgressFunc progress, gpointer data);

G_END_DECLS
