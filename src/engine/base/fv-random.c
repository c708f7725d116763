/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-random.h"

#include "fv-elementary.h"

#include <math.h>

#define GOLDEN 0x9E3779B97F4A7C15u /* 2^64 divided by the golden ratio, splitmix64's step */
#define TWO_PI 6.283185307179586

/* The finisher of splitmix64: a bijection, so distinct inputs never meet. */
static guint64
mix (guint64 z)
{
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static guint64
rotate (guint64 x, int by)
{
  return (x << by) | (x >> (64 - by));
}

/* The first two words together are a bijection of (seed, stream): no two pairs share a state. All four words
 * depend on both, so neighbouring streams have nothing in common that one could see. */
FvRandom
fv_random_new (guint64 seed, guint64 stream)
{
  guint64 root = mix (seed + GOLDEN);
  guint64 leaf = mix (root ^ (stream + 2 * GOLDEN));
  FvRandom self;

  self.state[0] = leaf;
  self.state[1] = mix (leaf + root + GOLDEN);
  self.state[2] = mix (self.state[1] + GOLDEN);
  self.state[3] = mix (self.state[2] + GOLDEN);
  if ((self.state[0] | self.state[1] | self.state[2] | self.state[3]) == 0)
    self.state[3] = GOLDEN; /* the one state xoshiro never leaves */
  return self;
}

guint64
fv_random_next (FvRandom *self)
{
  guint64 *s = self->state;
  guint64 result = rotate (s[1] * 5, 7) * 9;
  guint64 shifted = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = rotate (s[3], 45);
  return result;
}

double
fv_random_uniform (FvRandom *self)
{
  return (double)(fv_random_next (self) >> 11) * 0x1p-53;
}

double
fv_random_between (FvRandom *self, double low, double high)
{
  return low + (high - low) * fv_random_uniform (self);
}

double
fv_random_normal (FvRandom *self)
{
  double radius = sqrt (-2 * fv_log (1 - fv_random_uniform (self))); /* 1 − u is never 0 */

  return radius * fv_cos (TWO_PI * fv_random_uniform (self));
}

/* Lemire 2019: the high word of a product is the number, unless the low word lies in the short first interval
 * that some numbers would get too often. */
guint32
fv_random_below (FvRandom *self, guint32 limit)
{
  guint64 product;

  g_return_val_if_fail (limit > 0, 0);
  product = (fv_random_next (self) >> 32) * limit;
  if ((guint32)product < limit)
    {
      guint32 unfair = -limit % limit;

      while ((guint32)product < unfair)
        product = (fv_random_next (self) >> 32) * limit;
    }
  return (guint32)(product >> 32);
}

void
fv_random_shuffle (FvRandom *self, guint32 *indices, guint32 count)
{
  for (guint32 left = count; left > 1; left--)
    {
      guint32 chosen = fv_random_below (self, left);
      guint32 last = indices[left - 1];

      indices[left - 1] = indices[chosen];
      indices[chosen] = last;
    }
}
