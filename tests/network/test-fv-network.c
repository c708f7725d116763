/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-error.h"
#include "fv-network.h"

#include <string.h>

static void
test_presets (void)
{
  for (guint i = 0; fv_preset_nth (i) != NULL; i++)
    {
      const FvPreset *preset = fv_preset_nth (i);
      g_autoptr (GError) error = NULL;
      g_autoptr (FvNetwork) by_name = fv_network_new (preset->name, &error);
      g_autoptr (FvNetwork) by_text = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (fv_network_text (by_name), ==, preset->text);
      by_text = fv_network_new (fv_network_text (by_name), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (fv_network_text (by_text), ==, preset->text);
    }
}

/* A text may be broken into lines where it has blanks; what is wrong with one is still said in one line. */
static void
test_lines (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new ("9x9x1\n  rasterize;\n\tsoftmax 3\n", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fv_network_text (network), ==, "9x9x1 rasterize; softmax 3");
  g_assert_null (fv_network_new ("9x9x1 raster\nize; softmax 3", &error));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_lenet (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("lenet", NULL);
  double low, high;

  g_assert_cmpuint (fv_network_depth (network), ==, 8);
  g_assert_cmpuint (fv_network_n_parameters (network), ==, 44426);
  g_assert_cmpuint (fv_network_n_classes (network), ==, 10);
  g_assert_cmpuint (fv_network_weight_offset (network, 1), ==, 0);
  g_assert_cmpuint (fv_network_bias_offset (network, 1), ==, 150);
  g_assert_cmpuint (fv_network_weight_offset (network, 3), ==, 156);
  fv_network_range (network, &low, &high);
  g_assert_cmpfloat (low, ==, -1);
  g_assert_cmpfloat (high, ==, 1);
}

static void
test_scale (void)
{
  g_autoptr (FvNetwork) tanh = fv_network_new ("1x3x1 rasterize; dense 2 tanh; softmax 2", NULL);
  g_autoptr (FvNetwork) relu = fv_network_new ("1x3x1 rasterize; dense 2 relu; softmax 2", NULL);
  const guint8 pixels[] = { 0, 51, 255 };
  double x[3];

  fv_network_scale (tanh, pixels, x);
  g_assert_cmpfloat (x[0], ==, -1);
  g_assert_cmpfloat_with_epsilon (x[1], -0.6, 1e-15);
  g_assert_cmpfloat (x[2], ==, 1);
  fv_network_scale (relu, pixels, x);
  g_assert_cmpfloat (x[0], ==, 0);
  g_assert_cmpfloat (x[2], ==, 1);
}

/* Spaces, new lines and a semicolon at the end do not matter. */
static void
test_forgiving (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network
      = fv_network_new ("  9x9x1\nconv 3x3x2 tanh ;rasterize;\tsoftmax  3 ;\n", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fv_network_text (network), ==, "9x9x1 conv 3x3x2 tanh; rasterize; softmax 3");
}

/* How many classes, by the loss: one output tells two apart, "other" is one more. */
static void
test_losses (void)
{
  const struct
  {
    const char *text, *written, *loss;
    guint n_classes;
  } cases[] = {
    { "2x1x1 softmax 3", "2x1x1 softmax 3", "cross-entropy", 3 },
    { "2x1x1 softmax 3 other", "2x1x1 softmax 3 other", "cross-entropy-other", 4 },
    { "2x1x1 softmax 3 loss=squared", "2x1x1 softmax 3; loss=squared", "squared", 3 },
    { "2x1x1 dense 1 sigmoid; loss=logistic", "2x1x1 dense 1 sigmoid; loss=logistic", "logistic", 2 },
    { "2x1x1 dense 1 tanh; loss=logistic;", "2x1x1 dense 1 tanh; loss=logistic", "logistic", 2 },
    { "2x1x1 dense 4 lecun; loss=squared", "2x1x1 dense 4 lecun; loss=squared", "squared", 4 },
    { "2x1x1 dense 1 sign", "2x1x1 dense 1 sign", "perceptron", 2 },
    { "2x1x1 dense 3 sign", "2x1x1 dense 3 sign", "perceptron", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FvNetwork) network = fv_network_new (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (fv_network_text (network), ==, cases[i].written);
      g_assert_cmpstr (fv_network_loss (network)->name, ==, cases[i].loss);
      g_assert_cmpuint (fv_network_n_classes (network), ==, cases[i].n_classes);
    }
}

static void
test_refused (void)
{
  const struct
  {
    const char *text, *found, *wanted;
  } cases[] = {
    { "", "", "preset" },
    { "lenett", "lenett", "28x28x1" },
    { "28x28", "28x28", "28x28x1" },
    { "28x28x0 softmax 3", "28x28x0", "preset" },
    { "9999x28x1 softmax 3", "9999x28x1", "1024" },
    { "28x28x1", "no layer", "softmax" },
    { "28x28x1 rasterize", "layer 1", "output layer" },
    { "28x28x1 rasterize; softmax 3; dense 4", "layer 2", "last" },
    { "28x28x1 softmax 3", "1@28×28", "rasterize" },
    { "28x28x1 conv 5x5x6; ; softmax 3", "layer 2", "conv" },
    { "28x28x1 conv 29x5x6; rasterize; softmax 3", "29×5", "28×28" },
    { "28x28x1 rasterize; dense 10 sigmoid", "dense 10 sigmoid", "loss=squared" },
    { "28x28x1 rasterize; dense 10 sigmoid; loss=logistic", "dense 10 sigmoid", "one unit" },
    { "28x28x1 rasterize; softmax 10; loss=logistic", "softmax 10", "one unit" },
    { "28x28x1 rasterize; softmax 10 other; loss=squared", "softmax 10 other", "activation" },
    { "28x28x1 rasterize; softmax 10; loss=hinge", "hinge", "squared" },
    { "28x28x1 rasterize; dense 10 sign; softmax 10", "layer 2", "no gradient" },
    { "28x28x1 conv 3x3x2; loss=squared", "layer 1", "output layer" },
    { "1024x1024x1 conv 1x1x4096; rasterize; softmax 3", "layer 1", "16777216" },
    { "28x28x1 rasterize; dense 1000000; softmax 10", "layer 2", "67108864" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fv_network_new (cases[i].text, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == FV_ERROR);
      g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].found));
      g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].wanted));
    }
}

static void
test_too_long (void)
{
  GString *text = g_string_new ("28x28x1");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 70; i++)
    g_string_append (text, " conv 1x1x1;");
  g_assert_null (fv_network_new (text->str, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_NETWORK);
  g_clear_error (&error);
  for (guint i = 0; i < 2000; i++)
    g_string_append (text, " conv 1x1x1;");
  g_assert_null (fv_network_new (text->str, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_NETWORK);
  g_string_free (text, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/presets", test_presets);
  g_test_add_func ("/network/lines", test_lines);
  g_test_add_func ("/network/lenet", test_lenet);
  g_test_add_func ("/network/scale", test_scale);
  g_test_add_func ("/network/forgiving", test_forgiving);
  g_test_add_func ("/network/losses", test_losses);
  g_test_add_func ("/network/refused", test_refused);
  g_test_add_func ("/network/too-long", test_too_long);
  return g_test_run ();
}
