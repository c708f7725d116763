/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-palette.h"

#include <math.h>
#include <pthread.h>

#define N_PALETTES 4

typedef struct
{
  guint32 negative, positive; /* 0xRRGGBB */
  double power;               /* of the way from zero to the end: below 1 lifts small values off the paper */
} Pair;

static const guint32 papers[2] = { 0xffffff, 0x242424 };

/* [palette][dark]. Ends have L* 46 in the light style, 72 in the dark one. */
static const Pair pairs[N_PALETTES][2] = {
  { { 0x0073ae, 0xb64d00, 0.9 }, { 0x4cb9ff, 0xff963c, 0.9 } },
  { { 0x8c54b6, 0x137e35, 0.9 }, { 0xcb9ef2, 0x65c475, 0.9 } },
  { { 0x757000, 0xbe3880, 0.6 }, { 0xbdb33d, 0xff8ac2, 0.6 } },
  { { 0xffffff, 0x1a1a1a, 1.0 }, { 0x242424, 0xffffff, 1.0 } },
};

static guint32 tables[N_PALETTES][2][FV_PALETTE_SIZE];
static pthread_once_t tables_once = PTHREAD_ONCE_INIT;

typedef struct
{
  double l, a, b;
} Lab;

static double
linear (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
gamma_coded (double c)
{
  c = CLAMP (c, 0, 1);
  return c <= 0.0031308 ? c * 12.92 : 1.055 * pow (c, 1 / 2.4) - 0.055;
}

/* sRGB to XYZ relative to D65, as white has 1, 1, 1. */
static const double to_xyz[3][3]
    = { { 0.4124564 / 0.9504700, 0.3575761 / 0.9504700, 0.1804375 / 0.9504700 },
        { 0.2126729, 0.7151522, 0.0721750 },
        { 0.0193339 / 1.0888300, 0.1191920 / 1.0888300, 0.9503041 / 1.0888300 } };

static const double from_xyz[3][3] = { { 3.2404542 * 0.9504700, -1.5371385, -0.4985314 * 1.0888300 },
                                       { -0.9692660 * 0.9504700, 1.8760108, 0.0415560 * 1.0888300 },
                                       { 0.0556434 * 0.9504700, -0.2040259, 1.0572252 * 1.0888300 } };

static double
lab_f (double t)
{
  return t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116;
}

static double
lab_f_inverse (double f)
{
  return f > 0.2069 ? f * f * f : (f - 16.0 / 116) / 7.787;
}

static Lab
lab_from_rgb (guint32 rgb)
{
  double c[3], f[3];

  for (guint i = 0; i < 3; i++)
    c[i] = linear (((rgb >> (16 - 8 * i)) & 0xff) / 255.0);
  for (guint i = 0; i < 3; i++)
    f[i] = lab_f (to_xyz[i][0] * c[0] + to_xyz[i][1] * c[1] + to_xyz[i][2] * c[2]);
  return (Lab){ 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]) };
}

static guint32
rgb_from_lab (Lab lab)
{
  double fy = (lab.l + 16) / 116;
  double xyz[3] = { lab_f_inverse (fy + lab.a / 500), lab_f_inverse (fy), lab_f_inverse (fy - lab.b / 200) };
  guint32 rgb = 0;

  for (guint i = 0; i < 3; i++)
    {
      double c = from_xyz[i][0] * xyz[0] + from_xyz[i][1] * xyz[1] + from_xyz[i][2] * xyz[2];
      rgb = rgb << 8 | (guint32)lrint (255 * gamma_coded (c));
    }
  return rgb;
}

static void
fill_half (guint32 *table, guint32 paper, guint32 end, double power, int step)
{
  Lab from = lab_from_rgb (paper), to = lab_from_rgb (end);

  for (int i = 0; i <= FV_PALETTE_HALF; i++)
    {
      double t = pow (i / (double)FV_PALETTE_HALF, power);
      Lab lab = { from.l + (to.l - from.l) * t, from.a + (to.a - from.a) * t, from.b + (to.b - from.b) * t };
      table[FV_PALETTE_HALF + step * i] = rgb_from_lab (lab);
    }
  /* The ends are promised to the last bit. */
  table[FV_PALETTE_HALF] = paper;
  table[FV_PALETTE_HALF + step * FV_PALETTE_HALF] = end;
}

static void
fill_tables (void)
{
  for (guint p = 0; p < N_PALETTES; p++)
    for (guint dark = 0; dark < 2; dark++)
      {
        const Pair *pair = &pairs[p][dark];
        fill_half (tables[p][dark], papers[dark], pair->negative, pair->power, -1);
        fill_half (tables[p][dark], papers[dark], pair->positive, pair->power, 1);
      }
}

const guint32 *
fv_palette_table (FvPalette self, gboolean dark)
{
  pthread_once (&tables_once, fill_tables);
  return tables[self][dark ? 1 : 0];
}

static inline guint32
look_up (const guint32 *table, double value, double factor)
{
  double at;

  if (!isfinite (value))
    return FV_PALETTE_NOT_FINITE;
  at = value * factor;
  at = at < -FV_PALETTE_HALF ? -FV_PALETTE_HALF : at > FV_PALETTE_HALF ? FV_PALETTE_HALF : at;
  return table[(int)(at + FV_PALETTE_HALF + 0.5)];
}

static double
factor_of (double scale)
{
  /* Below the smallest normal number the quotient would overflow. */
  return scale > 1e-290 && isfinite (scale) ? FV_PALETTE_HALF / scale : 0;
}

guint32
fv_palette_pixel (FvPalette self, gboolean dark, double value, double scale)
{
  return look_up (fv_palette_table (self, dark), value, factor_of (scale));
}

void
fv_palette_doubles (FvPalette self, gboolean dark, const double *values, gsize count, double scale,
                    guint32 *pixels)
{
  const guint32 *table = fv_palette_table (self, dark);
  double factor = factor_of (scale);

  for (gsize i = 0; i < count; i++)
    pixels[i] = look_up (table, values[i], factor);
}

void
fv_palette_floats (FvPalette self, gboolean dark, const float *values, gsize count, double scale,
                   guint32 *pixels)
{
  const guint32 *table = fv_palette_table (self, dark);
  double factor = factor_of (scale);

  for (gsize i = 0; i < count; i++)
    pixels[i] = look_up (table, (double)values[i], factor);
}

void
fv_palette_bytes (FvPalette self, gboolean dark, const guint8 *values, gsize count, guint32 *pixels)
{
  const guint32 *table = fv_palette_table (self, dark);

  for (gsize i = 0; i < count; i++)
    pixels[i] = look_up (table, values[i], FV_PALETTE_HALF / 255.0);
}

FvColor
fv_palette_color (guint32 pixel)
{
  return (FvColor){ ((pixel >> 16) & 0xff) / 255.0, ((pixel >> 8) & 0xff) / 255.0, (pixel & 0xff) / 255.0 };
}

double
fv_palette_lightness (guint32 pixel)
{
  return lab_from_rgb (pixel & 0xffffff).l;
}

FvColor
fv_palette_number_color (guint32 pixel)
{
  static const FvColor black = { 0x1a / 255.0, 0x1a / 255.0, 0x1a / 255.0 }, white = { 1, 1, 1 };

  return fv_palette_lightness (pixel) < 51 ? white : black;
}

double
fv_palette_scale_doubles (const double *values, gsize count)
{
  double scale = 0;

  for (gsize i = 0; i < count; i++)
    if (isfinite (values[i]) && fabs (values[i]) > scale)
      scale = fabs (values[i]);
  return scale;
}

double
fv_palette_scale_floats (const float *values, gsize count)
{
  float scale = 0;

  for (gsize i = 0; i < count; i++)
    if (isfinite (values[i]) && fabsf (values[i]) > scale)
      scale = fabsf (values[i]);
  return (double)scale;
}
