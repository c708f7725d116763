/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-glyph.h"

#include "draw-fixture.h"

#define SIDE 24

/* A mark alone on a ground. */
static guint32 *
draw_mark (guint class_index, double ground, gboolean ringed)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  FvStyle style = fv_style_light ();
  guint32 *pixels = g_new (guint32, SIDE * SIDE);

  cairo_set_source_rgb (cr, ground, ground, ground);
  cairo_paint (cr);
  if (ringed)
    fv_glyph_ring (cr, &style, style.wrong, SIDE / 2.0, SIDE / 2.0, 9, 2);
  else
    fv_glyph_paint (cr, &style, class_index, SIDE / 2.0, SIDE / 2.0, 4.5);
  cairo_surface_flush (surface);
  for (guint row = 0; row < SIDE; row++)
    for (guint col = 0; col < SIDE; col++)
      pixels[row * SIDE + col]
          = ((const guint32 *)(gconstpointer)(cairo_image_surface_get_data (surface)
                                              + row * cairo_image_surface_get_stride (surface)))[col]
            & 0xffffff;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixels;
}

static void
forms_differ (void)
{
  for (guint a = 0; a < 10; a++)
    for (guint b = a + 1; b < 10; b++)
      {
        g_autofree guint32 *first = draw_mark (a, 1, FALSE), *second = draw_mark (b, 1, FALSE);
        guint different = 0;

        for (guint i = 0; i < SIDE * SIDE; i++)
          different += first[i] != second[i];
        g_assert_cmpuint (different, >, 12);
      }
}

static guint
brightness (guint32 pixel)
{
  return pixel & 0xff;
}

/* On a dark ground a hem of paper sets the mark off; hollow ones are hollow, full ones full. */
static void
marks_have_hems (void)
{
  g_autofree guint32 *hollow = draw_mark (0, 0.2, FALSE), *full = draw_mark (1, 0.2, FALSE);
  guint middle = SIDE / 2 * SIDE + SIDE / 2;

  g_assert_cmpuint (brightness (hollow[middle]), >, 240);
  g_assert_cmpuint (brightness (full[middle]), <, 80);
  g_assert_cmpuint (brightness (full[middle + 5]), >, 200);
  g_assert_cmpuint (brightness (full[0]), <, 80);
}

static void
rings_leave_the_middle (void)
{
  g_autofree guint32 *ring = draw_mark (0, 1, TRUE);

  g_assert_cmphex (ring[SIDE / 2 * SIDE + SIDE / 2], ==, 0xffffff);
  g_assert_cmphex (ring[SIDE / 2 * SIDE + SIDE / 2 + 9], !=, 0xffffff);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/glyph/forms-differ", forms_differ);
  g_test_add_func ("/glyph/marks-have-hems", marks_have_hems);
  g_test_add_func ("/glyph/rings-leave-the-middle", rings_leave_the_middle);
  return g_test_run ();
}
