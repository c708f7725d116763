/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-conv2d.h"
#include "fv-pass.h"
#include "fv-trace.h"

#define TEXT "10x10x1 conv 3x3x2 tanh; max 2x2; conv 2x2x3 sigmoid; rasterize; dense 4 relu; softmax 3"

static FvTrace *
make (void)
{
  g_autoptr (FvNetwork) network = fv_network_new (TEXT, NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 7);
  guint8 pixels[100];

  for (guint i = 0; i < 100; i++)
    pixels[i] = (guint8)(i * 37);
  return fv_trace_new (parameters, pixels, 2);
}

/* A trace is what a pass computes, to the bit. */
static void
test_is_the_pass (void)
{
  g_autoptr (FvTrace) trace = make ();
  FvNetwork *network = fv_trace_network (trace);
  g_autoptr (FvPass) pass = fv_pass_new (network);

  fv_pass_set_parameters (pass, fv_parameters_values (fv_trace_parameters (trace)));
  fv_network_scale (network, fv_trace_pixels (trace), fv_pass_input (pass));
  fv_pass_output (pass);
  fv_pass_backpropagate (pass, 2, TRUE);
  for (guint place = 0; place <= fv_network_depth (network); place++)
    {
      gsize bytes = fv_shape_size (fv_network_shape (network, place)) * sizeof (double);

      g_assert_cmpmem (fv_trace_o (trace, place), bytes, fv_pass_o (pass, place), bytes);
      g_assert_cmpmem (fv_trace_delta (trace, place), bytes, fv_pass_delta (pass, place), bytes);
    }
  g_assert_cmpfloat (fv_trace_loss (trace), ==, fv_pass_loss (pass, 2));
  g_assert_cmpuint (fv_trace_class (trace), ==, fv_pass_class (pass));
}

/* The article's formula for the kernel gradient, by the helpers: rot180 (X *v rot180 (Δ)). */
static void
test_kernel_gradient (void)
{
  g_autoptr (FvTrace) trace = make ();
  const double *delta = fv_trace_delta (trace, 1) + 64;
  double rotated[64], product[9], wanted[9], sum = 0;

  fv_rot180 (delta, 8, 8, rotated);
  fv_conv2d_valid (fv_trace_o (trace, 0), 10, 10, rotated, 8, 8, product);
  fv_rot180 (product, 3, 3, wanted);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpfloat (fv_trace_weight_gradient (trace, 1)[9 + i], ==, wanted[i]);
  for (guint i = 0; i < 64; i++)
    sum += delta[i];
  g_assert_cmpfloat (fv_trace_bias_gradient (trace, 1)[1], ==, sum);
}

/* δ = ∂E/∂o ∘ φ'(n), and a layer without φ has one array for the two. */
static void
test_delta (void)
{
  g_autoptr (FvTrace) trace = make ();

  for (guint i = 0; i < 128; i++)
    {
      double o = fv_trace_o (trace, 1)[i];

      g_assert_cmpfloat (fv_trace_delta (trace, 1)[i], ==, fv_trace_d_o (trace, 1)[i] * (1 - o * o));
    }
  g_assert_true (fv_trace_delta (trace, 2) == fv_trace_d_o (trace, 2));
  g_assert_nonnull (fv_trace_winner (trace, 2));
  g_assert_null (fv_trace_winner (trace, 1));
}

static void
test_measures (void)
{
  g_autoptr (FvTrace) trace = make ();
  const double *delta = fv_trace_delta (trace, 6);

  g_assert_cmpfloat_with_epsilon (
      fv_trace_rms_delta (trace, 6),
      sqrt ((delta[0] * delta[0] + delta[1] * delta[1] + delta[2] * delta[2]) / 3), 1e-15);
  g_assert_cmpfloat_with_epsilon (delta[0] + delta[1] + delta[2], 0, 1e-15);
  g_assert_cmpfloat (fv_trace_saturated (trace, 2), ==, -1);
  g_assert_cmpfloat (fv_trace_saturated (trace, 1), >=, 0);
  g_assert_cmpuint (fv_trace_find_non_finite (trace), ==, 0);
}

/* What nobody knows the class of is measured against what it is read as. */
static void
test_read_is_the_target (void)
{
  g_autoptr (FvTrace) trace = make ();
  g_autoptr (FvTrace) read
      = fv_trace_new (fv_trace_parameters (trace), fv_trace_pixels (trace), FV_TRACE_READ);
  g_autoptr (FvTrace) same
      = fv_trace_new (fv_trace_parameters (trace), fv_trace_pixels (trace), fv_trace_class (trace));

  g_assert_cmpuint (fv_trace_target (read), ==, fv_trace_class (trace));
  g_assert_cmpfloat (fv_trace_loss (read), ==, fv_trace_loss (same));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (fv_trace_delta (read, 6)[i], ==, fv_trace_delta (same, 6)[i]);
}

static void
test_non_finite_is_named (void)
{
  g_autoptr (FvNetwork) network = fv_network_new (TEXT, NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 7);
  g_autoptr (FvTrace) trace = NULL;
  guint8 pixels[100] = { 0 };

  fv_parameters_edit (parameters)[fv_network_bias_offset (network, 3)] = NAN;
  g_assert_cmpuint (fv_parameters_find_non_finite (parameters), ==, 3);
  trace = fv_trace_new (parameters, pixels, 0);
  g_assert_cmpuint (fv_trace_find_non_finite (trace), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/is-the-pass", test_is_the_pass);
  g_test_add_func ("/trace/kernel-gradient", test_kernel_gradient);
  g_test_add_func ("/trace/delta", test_delta);
  g_test_add_func ("/trace/measures", test_measures);
  g_test_add_func ("/trace/read-is-the-target", test_read_is_the_target);
  g_test_add_func ("/trace/non-finite-is-named", test_non_finite_is_named);
  return g_test_run ();
}
