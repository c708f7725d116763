/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-number.h"

static void
expect (char *found, const char *wanted)
{
  g_assert_cmpstr (found, ==, wanted);
  g_free (found);
}

static void
fixed (void)
{
  expect (fv_number_fixed (-0.1844, 3, FALSE), "−0.184");
  expect (fv_number_fixed (0.116, 3, TRUE), "+0.116");
  expect (fv_number_fixed (0.63, 3, FALSE), "0.630");
  expect (fv_number_fixed (-0.0001, 3, TRUE), "0.000");
  expect (fv_number_fixed (0.0001, 3, TRUE), "0.000");
  expect (fv_number_fixed (-12, 0, FALSE), "−12");
  expect (fv_number_fixed (NAN, 3, FALSE), "not a number");
  expect (fv_number_fixed (-INFINITY, 3, FALSE), "−∞");
}

static void
count (void)
{
  expect (fv_number_count (0), "0");
  expect (fv_number_count (999), "999");
  expect (fv_number_count (2416), "2\342\200\211416");
  expect (fv_number_count (44426), "44\342\200\211426");
  expect (fv_number_count (1234567), "1\342\200\211234\342\200\211567");
}

static void
power (void)
{
  expect (fv_number_power (0.0066), "6.6·10⁻³");
  expect (fv_number_power (-0.072), "−7.2·10⁻²");
  expect (fv_number_power (9.96), "1.0·10¹");
  expect (fv_number_power (0), "0");
  expect (fv_number_power (3e-12), "3.0·10⁻¹²");
  expect (fv_number_decade (-4), "10⁻⁴");
  expect (fv_number_decade (0), "10⁰");
}

static void
percent (void)
{
  expect (fv_number_percent (0.816, 1), "81.6 %");
  expect (fv_number_percent (1, 1), "100.0 %");
  expect (fv_number_percent (0.331, 0), "33 %");
}

static void
short_numbers (void)
{
  expect (fv_number_short (0, 3, FALSE), "0");
  expect (fv_number_short (0.5, 3, FALSE), "0.50");
  expect (fv_number_short (123.4, 3, FALSE), "123");
  expect (fv_number_short (0.00012, 3, FALSE), "1.2·10⁻⁴");
  expect (fv_number_short (-0.0123, 3, FALSE), "−0.012");
}

static void
subscript (void)
{
  expect (fv_number_subscript (2), "₂");
  expect (fv_number_subscript (120), "₁₂₀");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/fixed", fixed);
  g_test_add_func ("/number/count", count);
  g_test_add_func ("/number/power", power);
  g_test_add_func ("/number/percent", percent);
  g_test_add_func ("/number/short", short_numbers);
  g_test_add_func ("/number/subscript", subscript);
  return g_test_run ();
}
