/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Random numbers whose state is a value: copy it to remember a moment, assign it to return there. xoshiro256**
 * (Blackman and Vigna 2018) started by splitmix64. The same seed and stream give the same numbers on every
 * machine; normal numbers use fv-elementary, never libm. Not for secrets. */
typedef struct
{
  guint64 state[4];
} FvRandom;

/* Streams of one seed are independent: give every purpose its own (sample k of the digits is stream k). */
FvRandom fv_random_new (guint64 seed, guint64 stream);
guint64 fv_random_next (FvRandom *self);
/* In [0, 1), 53 bits. */
double fv_random_uniform (FvRandom *self);
double fv_random_between (FvRandom *self, double low, double high);
/* Mean 0, variance 1 (Box and Muller; one number a call, so the state is the whole state). */
double fv_random_normal (FvRandom *self);
/* In [0, limit), without bias; limit > 0. */
guint32 fv_random_below (FvRandom *self, guint32 limit);
/* Fisher and Yates, in place; indices[count]. */
void fv_random_shuffle (FvRandom *self, guint32 *indices, guint32 count);

G_END_DECLS
