/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-others.h"

#include "fv-scribble.h"

#include <string.h>

#define OTHER_SALT                                                                                           \
  0x6f746865722d6d65u /* streams of their own: the digits of the same seed stay what they are */
#define SHARE_LETTERS  0.5
#define SHARE_SCRIBBLE 0.46 /* the rest: empty pads */

/* A pad somebody only touched: nothing, or a few stray pixels. */
static void
draw_empty (FvRandom *random, guint8 *pixels)
{
  guint specks = (guint)(fv_random_uniform (random) * 6);

  memset (pixels, 0, FV_DIGIT_SIDE * FV_DIGIT_SIDE);
  for (guint i = 0; i < specks; i++)
    {
      guint at = (guint)(fv_random_uniform (random) * FV_DIGIT_SIDE * FV_DIGIT_SIDE);

      pixels[at] = (guint8)fv_random_between (random, 30, 256);
    }
}

void
fv_others_draw (guint64 seed, guint64 index, FvDistortion distortion, guint8 *pixels)
{
  FvRandom random = fv_random_new (seed ^ OTHER_SALT, index);
  double kind = fv_random_uniform (&random);

  if (kind < SHARE_LETTERS)
    fv_hand_write (&random, fv_skeleton_choose (FV_SKELETON_OTHER, fv_random_uniform (&random)), distortion,
                   pixels);
  else if (kind < SHARE_LETTERS + SHARE_SCRIBBLE)
    fv_scribble_draw (&random, pixels);
  else
    draw_empty (&random, pixels);
}
