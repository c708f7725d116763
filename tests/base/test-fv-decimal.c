/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-decimal.h"

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    double value;
  } numbers[] = { { "0", 0 },       { "0.03", 0.03 }, { ".5", 0.5 }, { "5.", 5 },
                  { "1e-3", 1e-3 }, { "-2", -2 },     { "+2", 2 },   { "1E2", 100 } };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      double value = 77;

      g_assert_true (fv_decimal_parse (numbers[i].text, -100, 100, &value));
      g_assert_cmpfloat (value, ==, numbers[i].value);
    }
}

static void
test_none (void)
{
  static const char *const texts[] = { "",    " 1", "1 ", "nan", "inf", "0x10", "1,5", "1.2.3",
                                       "--1", "1e", "e3", "-",   "+",   ".",    "101", "-101" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double value = 77;

      g_test_message ("“%s”", texts[i]);
      g_assert_false (fv_decimal_parse (texts[i], -100, 100, &value));
      g_assert_cmpfloat (value, ==, 77);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/decimal/numbers", test_numbers);
  g_test_add_func ("/base/decimal/none", test_none);
  return g_test_run ();
}
