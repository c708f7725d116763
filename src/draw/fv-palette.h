/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-style.h"

G_BEGIN_DECLS

/* From numbers to colours of data. Three diverging pairs with equally light ends, so that a quantity is known by its
 * pair and a sign by its hue; zero is the paper: no ink, no signal. Interpolated in CIELAB. Pure; any thread. */
typedef enum
{
  FV_PALETTE_ACTIVATION, /* o, products, Δp */
  FV_PALETTE_WEIGHT,     /* θ, ∂E/∂θ */
  FV_PALETTE_DELTA,      /* δ */
  FV_PALETTE_PICTURE,    /* ink on paper, from 0 to scale; below 0 is paper */
} FvPalette;

#define FV_PALETTE_HALF 256
#define FV_PALETTE_SIZE (2 * FV_PALETTE_HALF + 1)

/* What stands for a value that is not finite: no colour at all. Drawn as a hatch. */
#define FV_PALETTE_NOT_FINITE 0xff000000u

/* [FV_PALETTE_SIZE] of 0x00RRGGBB from −scale to +scale, zero in the middle; lives for ever. */
const guint32 *fv_palette_table (FvPalette self, gboolean dark);
/* The colour of one value; beyond ±scale the end's. A scale of 0 gives zero's colour. */
guint32 fv_palette_pixel (FvPalette self, gboolean dark, double value, double scale);
/* The same for whole maps: pixels[count] overwritten. */
void fv_palette_doubles (FvPalette self, gboolean dark, const double *values, gsize count, double scale,
                         guint32 *pixels);
void fv_palette_floats (FvPalette self, gboolean dark, const float *values, gsize count, double scale,
                        guint32 *pixels);
void fv_palette_bytes (FvPalette self, gboolean dark, const guint8 *values, gsize count, guint32 *pixels);

FvColor fv_palette_color (guint32 pixel);
/* CIE lightness 0…100, for legible numbers on a cell. */
double fv_palette_lightness (guint32 pixel);
/* White on what is darker than the middle, near black on the rest: where the two contrasts meet. */
FvColor fv_palette_number_color (guint32 pixel);

/* Largest magnitude of the finite values; 0 if there is none. */
double fv_palette_scale_doubles (const double *values, gsize count);
double fv_palette_scale_floats (const float *values, gsize count);

G_END_DECLS
