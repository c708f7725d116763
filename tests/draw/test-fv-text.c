/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-text.h"

static void
widths_add_up (void)
{
  double one = fv_text_width (FV_TEXT_CAPTION, 1, "8"),
         ten = fv_text_width (FV_TEXT_CAPTION, 1, "8888888888");

  g_assert_cmpfloat (one, >, 3);
  g_assert_cmpfloat (ten, >, 9 * (one - 1));
  g_assert_cmpfloat (ten, <, 11 * one);
  g_assert_cmpfloat (fv_text_width (FV_TEXT_CAPTION, 1, ""), ==, 0);
}

/* Numbers that change must not push what stands beside them. */
static void
figures_are_of_one_width (void)
{
  double eight = fv_text_width (FV_TEXT_CAPTION, 1, "88.8 %");

  for (guint digit = 0; digit < 10; digit++)
    {
      g_autofree char *text = g_strdup_printf ("%u%u.%u %%", digit, digit, digit);
      g_assert_cmpfloat (fv_text_width (FV_TEXT_CAPTION, 1, text), ==, eight);
    }
}

static void
scale_enlarges (void)
{
  double plain = fv_text_width (FV_TEXT_TITLE_BOLD, 1, "C3 convolution");
  double large = fv_text_width (FV_TEXT_TITLE_BOLD, 1.5, "C3 convolution");

  g_assert_cmpfloat_with_epsilon (large, 1.5 * plain, 8);
  g_assert_cmpfloat (fv_text_ascent (FV_TEXT_TITLE, 1.5), >, fv_text_ascent (FV_TEXT_TITLE, 1));
  g_assert_cmpfloat (fv_text_ascent (FV_TEXT_TITLE, 1), >, fv_text_ascent (FV_TEXT_CAPTION, 1));
}

/* Raised and lowered digits are smaller than those on the line, and all alike. */
static void
scripts_are_small (void)
{
  double plain = fv_text_width (FV_TEXT_TITLE, 1, "p88"), low = fv_text_width (FV_TEXT_TITLE, 1, "p₈₈");
  double high = fv_text_width (FV_TEXT_TITLE, 1, "p⁸⁸");

  g_assert_cmpfloat (low, <, plain);
  g_assert_cmpfloat (low, ==, high);
  g_assert_cmpfloat (fv_text_width (FV_TEXT_TITLE, 1, "p₁₀"), ==, low);
}

/* Ink of one line on a small picture: its left and right edge and its top and bottom. */
static void
ink_of (FvAlign align, const char *text, int *left, int *right, int *top, int *bottom)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 300, 60);
  cairo_t *cr = cairo_create (surface);
  const guint8 *data;

  fv_text_draw (cr, FV_TEXT_TITLE, 1, align, 150, 40, (FvColor){ 0, 0, 0 }, text);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  *left = *top = 1000;
  *right = *bottom = -1;
  for (int y = 0; y < 60; y++)
    for (int x = 0; x < 300; x++)
      if (data[y * cairo_image_surface_get_stride (surface) + x] > 40)
        {
          *left = MIN (*left, x);
          *right = MAX (*right, x);
          *top = MIN (*top, y);
          *bottom = MAX (*bottom, y);
        }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
stands_where_it_is_told (void)
{
  int left, right, top, bottom;

  ink_of (FV_ALIGN_LEFT, "HHH", &left, &right, &top, &bottom);
  g_assert_cmpint (left, >=, 150);
  g_assert_cmpint (bottom, ==, 39);
  g_assert_cmpint (top, >=, 40 - (int)fv_text_ascent (FV_TEXT_TITLE, 1));
  ink_of (FV_ALIGN_RIGHT, "HHH", &left, &right, &top, &bottom);
  g_assert_cmpint (right, <, 150);
  g_assert_cmpint (right, >, 144);
  ink_of (FV_ALIGN_CENTER, "HHH", &left, &right, &top, &bottom);
  g_assert_cmpint (ABS ((left + right) / 2 - 150), <=, 1);
}

/* The room kept for a line holds Chinese as well. */
static void
lines_hold_every_script (void)
{
  static const char *const texts[] = { "Hgjpq|", "卷积核", "Θ₂ of C3", "10⁻⁴", "∂E/∂Θ" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      int left, right, top, bottom;
      ink_of (FV_ALIGN_LEFT, texts[i], &left, &right, &top, &bottom);
      g_assert_cmpint (top, >=, 40 - (int)fv_text_ascent (FV_TEXT_TITLE, 1));
      g_assert_cmpint (bottom, <=, 40 + (int)fv_text_descent (FV_TEXT_TITLE, 1));
    }
}

/* More different texts than are kept: old ones go, widths stay right. */
static void
many_texts (void)
{
  double before = fv_text_width (FV_TEXT_CAPTION, 1, "number 123");

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *text = g_strdup_printf ("number %u", i);
      g_assert_cmpfloat (fv_text_width (FV_TEXT_CAPTION, 1, text), >, 10);
    }
  g_assert_cmpfloat (fv_text_width (FV_TEXT_CAPTION, 1, "number 123"), ==, before);
}

static void
paragraph_wraps (void)
{
  const char *text = "This sentence is long enough for several lines of a narrow column.";
  double wide = fv_text_paragraph (NULL, FV_TEXT_CAPTION, 1, 0, 0, 2000, (FvColor){ 0, 0, 0 }, text);
  double narrow = fv_text_paragraph (NULL, FV_TEXT_CAPTION, 1, 0, 0, 100, (FvColor){ 0, 0, 0 }, text);

  g_assert_cmpfloat (narrow, >, 2.5 * wide);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/widths-add-up", widths_add_up);
  g_test_add_func ("/text/figures-are-of-one-width", figures_are_of_one_width);
  g_test_add_func ("/text/scale-enlarges", scale_enlarges);
  g_test_add_func ("/text/scripts-are-small", scripts_are_small);
  g_test_add_func ("/text/stands-where-it-is-told", stands_where_it_is_told);
  g_test_add_func ("/text/lines-hold-every-script", lines_hold_every_script);
  g_test_add_func ("/text/many-texts", many_texts);
  g_test_add_func ("/text/paragraph-wraps", paragraph_wraps);
  return g_test_run ();
}
