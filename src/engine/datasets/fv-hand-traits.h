/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* How a hand strays from the skeleton it writes. */

/* How far it may. */
typedef enum
{
  FV_DISTORTION_MILD,
  FV_DISTORTION_MEDIUM,
  FV_DISTORTION_STRONG,
  FV_DISTORTION_SCANNED, /* between medium and strong, of any size, and seen by a scanner (fv-scan.h) */
} FvDistortion;

const char *fv_distortion_name (FvDistortion self); /* "mild" …; NULL past the end */
/* FALSE if there is none of that name. */
gboolean fv_distortion_from_name (const char *name, FvDistortion *out);

/* All of it, in the order it is used. Deviations are standard deviations; lengths in heights of the digit, if nothing
 * else is said. A value. */
typedef struct
{
  double jitter;       /* of a control point */
  double placing;      /* of the strokes of a digit with several; their sizes stray twice as far */
  double elastic;      /* of each plane wave */
  double perspective;  /* of both coefficients */
  double aspect;       /* of the logarithm of width : height */
  double slant;        /* the mean; to the right */
  double slant_spread; /* its deviation */
  double rotation;     /* deviation, in degrees */
  double trim;         /* deviation of what a stroke lacks at its ends, in its lengths */
  double pen;          /* the median diameter, in pixels */
  double pen_spread;   /* deviation of its logarithm */
  double pressure;     /* deviation of how far the pen's width swells and shrinks */
  double ragged;       /* the most a pen's edge may tremble, in pixels */
  double size;         /* deviation of the logarithm of how far it misses the size digits are brought to */
  double coarse;   /* deviation of how much coarser than ours a scanner's pixels are, in ours; never finer */
  double contrast; /* deviation of the logarithm of what the scanner multiplies it with; never below 1 */
} FvHandTraits;

/* Those digits of that distortion are written with. */
FvHandTraits fv_hand_traits (FvDistortion distortion);

/* What of a hand can be set, in the order of the struct; sliders walk this table. */
typedef struct
{
  const char *name;  /* stable: "jitter" */
  const char *title; /* N_() */
  double low, high, step;
  gsize offset; /* of its double in FvHandTraits */
} FvHandTrait;

const FvHandTrait *fv_hand_trait_nth (guint nth); /* NULL past the end */
double fv_hand_trait_get (const FvHandTrait *self, const FvHandTraits *traits);
/* Clamped to the range. */
void fv_hand_trait_set (const FvHandTrait *self, FvHandTraits *traits, double value);

G_END_DECLS
