/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-cell.h"

G_BEGIN_DECLS

/* An input grown to please a cell, step by step: up the gradient of n, held back so that it stays a picture. One
 * thread owns it. */
typedef struct _FvAscent FvAscent;

typedef struct
{
  double rate;  /* how far one step goes: the largest change of a number, as a share of the input's range */
  double decay; /* share of its distance from the middle of the range that each number loses a step */
  double blur;  /* 0…1: share of a number that its four neighbours replace a step */
} FvAscentOptions;

FvAscentOptions fv_ascent_options (void);

/* Begins at the middle of the input's range with a little noise from seed; pixels (may be NULL) [input shape]: from
 * that picture instead. */
FvAscent *fv_ascent_new (FvParameters *parameters, FvCell cell, const guint8 *pixels, guint64 seed,
                         FvAscentOptions options);
void fv_ascent_free (FvAscent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvAscent, fv_ascent_free)

/* From the next step on. */
void fv_ascent_set_options (FvAscent *self, FvAscentOptions options);
/* One step, numbers clipped to the input's range. Returns n after it. */
double fv_ascent_step (FvAscent *self);
guint fv_ascent_steps (const FvAscent *self);
double fv_ascent_value (const FvAscent *self); /* n */
/* The input as it is now: x [input shape], borrowed … */
const double *fv_ascent_input (const FvAscent *self);
/* … and as pixels 0…255, [input shape]. */
void fv_ascent_pixels (const FvAscent *self, guint8 *pixels);

G_END_DECLS
