/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-shape.h"

static void
test_sizes (void)
{
  FvShape maps = { 6, 24, 20 };

  g_assert_cmpuint (fv_shape_size (maps), ==, 2880);
  g_assert_cmpuint (fv_shape_area (maps), ==, 480);
}

static void
test_equal (void)
{
  FvShape a = { 6, 24, 20 };
  FvShape others[] = { { 5, 24, 20 }, { 6, 23, 20 }, { 6, 24, 21 } };

  g_assert_true (fv_shape_equal (a, a));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (fv_shape_equal (a, others[i]));
}

static void
test_text (void)
{
  static const struct
  {
    FvShape shape;
    gboolean vector;
    const char *text;
  } rows[] = {
    { { 6, 24, 24 }, FALSE, "6@24×24" }, { { 120, 1, 1 }, TRUE, "120" },  { { 1, 400, 1 }, TRUE, "400" },
    { { 2, 5, 1 }, FALSE, "2@5×1" },     { { 1, 1, 5 }, FALSE, "1@1×5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = fv_shape_to_text (rows[i].shape);

      g_assert_cmpint (fv_shape_is_vector (rows[i].shape), ==, rows[i].vector);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shape/sizes", test_sizes);
  g_test_add_func ("/shape/equal", test_equal);
  g_test_add_func ("/shape/text", test_text);
  return g_test_run ();
}
