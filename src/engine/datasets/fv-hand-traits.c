/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-hand-traits.h"

#include <glib/gi18n-lib.h>

/* The three stand in for one another. */
static const struct
{
  const char *name;
  double jitter, elastic, perspective, size, coarse, contrast;
} strengths[] = {
  [FV_DISTORTION_MILD] = { "mild", 0.035, 0.05, 0.05, 0, 0, 0 },
  [FV_DISTORTION_MEDIUM] = { "medium", 0.045, 0.08, 0.10, 0, 0, 0 },
  [FV_DISTORTION_STRONG] = { "strong", 0.05, 0.05, 0.12, 0, 0, 0 },
  [FV_DISTORTION_SCANNED] = { "scanned", 0.045, 0.05, 0.08, 0.06, 0.8, 0.8 },
};

#define AT(member) G_STRUCT_OFFSET (FvHandTraits, member)

static const FvHandTrait table[] = {
  { "jitter", N_ ("Jitter"), 0, 0.2, 0.005, AT (jitter) },
  { "placing", N_ ("Placing of Strokes"), 0, 0.2, 0.01, AT (placing) },
  { "elastic", N_ ("Elastic Field"), 0, 0.3, 0.01, AT (elastic) },
  { "perspective", N_ ("Perspective"), 0, 0.5, 0.01, AT (perspective) },
  { "aspect", N_ ("Narrow or Wide"), 0, 0.6, 0.02, AT (aspect) },
  { "slant", N_ ("Slant"), -1, 1, 0.02, AT (slant) },
  { "slant-spread", N_ ("Spread of the Slant"), 0, 0.6, 0.01, AT (slant_spread) },
  { "rotation", N_ ("Rotation (Degrees)"), 0, 45, 1, AT (rotation) },
  { "trim", N_ ("Cut at the Ends"), 0, 0.4, 0.01, AT (trim) },
  { "pen", N_ ("Pen (Pixels)"), 1.2, 5, 0.1, AT (pen) },
  { "pen-spread", N_ ("Spread of the Pen"), 0, 0.6, 0.02, AT (pen_spread) },
  { "pressure", N_ ("Pressure"), 0, 0.6, 0.02, AT (pressure) },
  { "ragged", N_ ("Ragged Edge (Pixels)"), 0, 1, 0.02, AT (ragged) },
  { "size", N_ ("Missed Size"), 0, 0.3, 0.01, AT (size) },
  { "coarse", N_ ("Coarse Scan (Pixels)"), 0, 3, 0.1, AT (coarse) },
  { "contrast", N_ ("Contrast"), 0, 3, 0.1, AT (contrast) },
};

const char *
fv_distortion_name (FvDistortion self)
{
  return (guint)self < G_N_ELEMENTS (strengths) ? strengths[self].name : NULL;
}

gboolean
fv_distortion_from_name (const char *name, FvDistortion *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (strengths); i++)
    if (g_strcmp0 (name, strengths[i].name) == 0)
      {
        *out = (FvDistortion)i;
        return TRUE;
      }
  return FALSE;
}

FvHandTraits
fv_hand_traits (FvDistortion distortion)
{
  return (FvHandTraits){
    .jitter = strengths[distortion].jitter,
    .placing = 0.03,
    .elastic = strengths[distortion].elastic,
    .perspective = strengths[distortion].perspective,
    .aspect = 0.18,
    .slant = 0.12,
    .slant_spread = 0.27,
    .rotation = 6,
    .trim = 0.08,
    .pen = 2.5,
    .pen_spread = 0.32,
    .pressure = 0.18,
    .ragged = 0.24,
    .size = strengths[distortion].size,
    .coarse = strengths[distortion].coarse,
    .contrast = strengths[distortion].contrast,
  };
}

const FvHandTrait *
fv_hand_trait_nth (guint nth)
{
  return nth < G_N_ELEMENTS (table) ? &table[nth] : NULL;
}

double
fv_hand_trait_get (const FvHandTrait *self, const FvHandTraits *traits)
{
  return G_STRUCT_MEMBER (double, traits, self->offset);
}

void
fv_hand_trait_set (const FvHandTrait *self, FvHandTraits *traits, double value)
{
  G_STRUCT_MEMBER (double, traits, self->offset) = CLAMP (value, self->low, self->high);
}
