/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scribble.h"

#include "fv-hand.h"
#include "fv-scan.h"
#include "fv-scribble-kinds.h"

static double
all_shares (const FvScribbleKind *kinds)
{
  double sum = 0;

  for (guint i = 0; kinds[i].draw != NULL; i++)
    sum += kinds[i].share;
  return sum;
}

/* at: 0…1; the last where rounding leads past the end. */
static const FvScribbleKind *
choose (double at)
{
  double lines = all_shares (fv_scribble_lines), left = at * (lines + all_shares (fv_scribble_figures));
  const FvScribbleKind *kind = left < lines ? fv_scribble_lines : fv_scribble_figures;

  if (left >= lines)
    left -= lines;
  while (kind[1].draw != NULL && left >= kind->share)
    left -= kind++->share;
  return kind;
}

void
fv_scribble_draw (FvRandom *random, FvDistortion distortion, guint8 *pixels)
{
  FvHandTraits traits = fv_hand_traits (distortion);
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  FvScribbler self = { random, strokes };

  choose (fv_random_uniform (random))->draw (&self);
  fv_strokes_normalise (strokes, fv_hand_pen (random), pixels);
  fv_scan (random, &traits, pixels);
  fv_picture_centre (pixels);
}
