/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-palette.h"
#include "fv-sample-picture.h"

/* Ink where there is one map; of three, each its own colour, the lighter the more there is of it. */
static void
pictures_have_colours (void)
{
  static const guint8 values[] = { 0, 100, 255 };
  const FvStyle style = fv_style_light ();
  guint32 pixels[4][3];

  fv_sample_picture_map (&style, 1, 0, values, 3, pixels[3]);
  g_assert_cmphex (pixels[3][0], ==, 0xffffff);
  g_assert_cmphex (pixels[3][2], ==, 0x1a1a1a);
  for (guint map = 0; map < 3; map++)
    {
      guint shift = 16 - 8 * map;

      fv_sample_picture_map (&style, 3, map, values, 3, pixels[map]);
      g_assert_cmphex (pixels[map][0], ==, 0);
      for (guint other = 0; other < 24; other += 8)
        g_assert_cmpuint ((pixels[map][2] >> shift) & 0xff, >=, (pixels[map][2] >> other) & 0xff);
      g_assert_cmpfloat (fv_palette_lightness (pixels[map][1]), >, 10);
      g_assert_cmpfloat (fv_palette_lightness (pixels[map][2]), >, 60);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-picture/pictures-have-colours", pictures_have_colours);
  return g_test_run ();
}
