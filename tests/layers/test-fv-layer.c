/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-error.h"
#include "fv-layer.h"

static FvLayer *
make (const char *text, FvShape input)
{
  g_autoptr (GError) error = NULL;
  FvLayer *layer = fv_layer_new_from_text (text, 3, input, &error);

  g_assert_no_error (error);
  return layer;
}

/* What is written is what was read. */
static void
test_text (void)
{
  const char *const texts[] = { "conv 5x5x6 tanh", "conv 3x1x2",    "conv 2x2x2 relu table=0/1,2",
                                "max 2x2",         "mean 3x3 keep", "trainable 2x2 keep-real sigmoid",
                                "gaussian 3x3",    "rasterize" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      FvLayer *layer = make (texts[i], (FvShape){ 3, 9, 9 });
      g_autofree char *text = fv_layer_to_text (layer);

      g_assert_cmpstr (text, ==, texts[i]);
      fv_layer_free (layer);
    }
}

static void
test_shapes (void)
{
  const struct
  {
    const char *text;
    FvShape input, output;
    gsize parameters;
    const char *name, *arithmetic;
  } cases[] = {
    { "conv 5x5x6 tanh", { 1, 28, 28 }, { 6, 24, 24 }, 156, "C3", "6·(1·5·5)+6" },
    { "conv 5x5x16 tanh", { 6, 12, 12 }, { 16, 8, 8 }, 2416, "C3", "16·(6·5·5)+16" },
    { "conv 5x5x16 tanh table=lenet5", { 6, 14, 14 }, { 16, 10, 10 }, 1516, "C3", "60·(5·5)+16" },
    { "conv 5x5x16 shared", { 6, 12, 12 }, { 16, 8, 8 }, 416, "C3", "16·(5·5)+16" },
    { "trainable 2x2", { 6, 24, 24 }, { 6, 12, 12 }, 30, "S3", "6·(2·2)+6" },
    { "softmax 10 other", { 84, 1, 1 }, { 10, 1, 1 }, 850, "Y", "10·84+10" },
    { "max 2x2", { 6, 24, 24 }, { 6, 12, 12 }, 0, "S3", "" },
    { "mean 2x2 keep", { 1, 991, 991 }, { 1, 496, 496 }, 0, "S3", "" },
    { "mean 2x2 ignore", { 1, 991, 991 }, { 1, 495, 495 }, 0, "S3", "" },
    { "rasterize", { 16, 4, 4 }, { 256, 1, 1 }, 0, "R3", "" },
    { "dense 120 tanh", { 256, 1, 1 }, { 120, 1, 1 }, 30840, "F3", "120·256+120" },
    { "softmax 10", { 84, 1, 1 }, { 10, 1, 1 }, 850, "Y", "10·84+10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FvLayer *layer = make (cases[i].text, cases[i].input);
      g_autofree char *name = fv_layer_short_name (layer);
      g_autofree char *arithmetic = fv_layer_arithmetic (layer);

      g_assert_true (fv_shape_equal (layer->output, cases[i].output));
      g_assert_cmpuint (fv_layer_n_parameters (layer), ==, cases[i].parameters);
      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_cmpstr (arithmetic, ==, cases[i].arithmetic);
      fv_layer_free (layer);
    }
}

static void
test_refused (void)
{
  const struct
  {
    const char *text;
    FvShape input;
    const char *found, *wanted; /* both must be in the sentence */
  } cases[] = {
    { "conv 7x7x4", { 1, 5, 5 }, "7×7", "5×5" },
    { "conv 3x3 tanh", { 1, 5, 5 }, "feature maps", "4096" },
    { "conv 3x3x0", { 1, 5, 5 }, "0", "1 to 4096" },
    { "conv 3x3x99999999999", { 1, 5, 5 }, "99999999999", "4096" },
    { "conv 3x3x4x5", { 1, 5, 5 }, "3x3x4x5", "3" },
    { "conv 3x3x4 tahn", { 1, 5, 5 }, "tahn", "tanh" },
    { "conv 3x3x4 softmax", { 1, 5, 5 }, "softmax", "tanh" },
    { "conv 3x3x4 table=0", { 1, 5, 5 }, "table", "4" },
    { "max 2x3", { 1, 5, 5 }, "2×3", "square" },
    { "max 6x6", { 1, 5, 5 }, "6×6", "5×5" },
    { "max", { 1, 5, 5 }, "block rows", "2" },
    { "max 2x2 tanh", { 1, 5, 5 }, "tanh", "trainable" },
    { "max 2x2 kept", { 1, 5, 5 }, "kept", "keep" },
    { "dense 10", { 4, 5, 5 }, "4@5×5", "rasterize" },
    { "dense -3", { 4, 1, 1 }, "-3", "1" },
    { "softmax 1", { 4, 1, 1 }, "one class", "2" },
    { "softmax 10 tanh", { 4, 1, 1 }, "tanh", "other" },
    { "rasterize tanh", { 4, 1, 1 }, "tanh", "nothing" },
    { "rasterize 3", { 4, 1, 1 }, "3", "" },
    { "pool 2x2", { 4, 4, 4 }, "pool", "max" },
    { "", { 4, 4, 4 }, "", "conv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      FvLayer *layer = fv_layer_new_from_text (cases[i].text, 3, cases[i].input, &error);

      g_assert_null (layer);
      g_assert_nonnull (error);
      g_assert_true (error->domain == FV_ERROR);
      g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].found));
      g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].wanted));
    }
}

static void
test_vector_inputs (void)
{
  fv_layer_free (make ("dense 2 tanh", (FvShape){ 1, 2, 1 }));
  fv_layer_free (make ("dense 2 tanh", (FvShape){ 120, 1, 1 }));
}

static void
check_spread (const char *text, FvShape input, const char *how, double variance)
{
  FvLayer *layer = make (text, input);
  FvRandom random = fv_random_new (5, 1);
  g_autofree float *weights = g_new (float, layer->n_weights);
  g_autofree float *biases = g_new (float, layer->n_biases);
  FvInitialiser initialiser;
  double square = 0;

  g_assert_true (fv_initialiser_parse (how, &initialiser, NULL));
  fv_layer_initialise (layer, initialiser, &random, weights, biases);
  for (gsize i = 0; i < layer->n_weights; i++)
    square += weights[i] * weights[i];
  g_assert_cmpfloat_with_epsilon (square / layer->n_weights / variance, 1, 0.05);
  for (gsize i = 0; i < layer->n_biases; i++)
    g_assert_cmpfloat (biases[i], ==, 0);
  fv_layer_free (layer);
}

/* U(±a) has variance a²/3; the gains are those of MATH §6. */
static void
test_initialise (void)
{
  check_spread ("dense 100 tanh", (FvShape){ 200, 1, 1 }, "auto", 25.0 / 9 * 6 / 300 / 3);
  check_spread ("dense 100 sigmoid", (FvShape){ 200, 1, 1 }, "auto", 16.0 * 6 / 300 / 3);
  check_spread ("dense 100", (FvShape){ 200, 1, 1 }, "auto", 6.0 / 300 / 3);
  check_spread ("dense 100 relu", (FvShape){ 200, 1, 1 }, "auto", 2.0 / 200);
  check_spread ("conv 5x5x40 relu", (FvShape){ 20, 9, 9 }, "auto", 2.0 / (20 * 25));
  check_spread ("conv 5x5x40 shared relu", (FvShape){ 20, 29, 29 }, "auto", 2.0 / (20 * 25));
  check_spread ("dense 100 relu", (FvShape){ 200, 1, 1 }, "xavier", 6.0 / 300 / 3);
  check_spread ("dense 100 tanh", (FvShape){ 200, 1, 1 }, "he", 2.0 / 200);
  check_spread ("dense 100", (FvShape){ 200, 1, 1 }, "uniform=0.3", 0.09 / 3);
  check_spread ("dense 100", (FvShape){ 200, 1, 1 }, "normal=0.2", 0.04);
}

static void
test_zeros_and_mean (void)
{
  FvLayer *dense = make ("dense 3", (FvShape){ 4, 1, 1 }),
          *pool = make ("trainable 2x2", (FvShape){ 2, 4, 4 });
  FvRandom random = fv_random_new (1, 1);
  float weights[12], biases[3];

  fv_layer_initialise (dense, (FvInitialiser){ FV_INITIALISER_ZEROS, 0 }, &random, weights, biases);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat (weights[i], ==, 0);
  fv_layer_initialise (pool, (FvInitialiser){ FV_INITIALISER_AUTO, 0 }, &random, weights, biases);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpfloat (weights[i], ==, 0.25f);
  fv_layer_free (dense);
  fv_layer_free (pool);
}

static void
test_initialiser_text (void)
{
  const char *const texts[] = { "auto", "xavier", "he", "zeros", "uniform=0.5", "normal=0.125" };
  const char *const refused[] = { "",          "xavier=1",      "uniform",      "uniform=", "normal=nan",
                                  "normal=-1", "uniform=1e999", "uniform=0.5x", "glorot" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      FvInitialiser initialiser;
      g_autofree char *text = NULL;

      g_assert_true (fv_initialiser_parse (texts[i], &initialiser, NULL));
      text = fv_initialiser_to_text (initialiser);
      g_assert_cmpstr (text, ==, texts[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      FvInitialiser initialiser;
      g_autoptr (GError) error = NULL;

      g_assert_false (fv_initialiser_parse (refused[i], &initialiser, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
    }
}

static void
test_unconnected_stay_zero (void)
{
  FvLayer *layer = make ("conv 3x3x2 tanh table=0/1", (FvShape){ 2, 5, 5 });
  FvRandom random = fv_random_new (6, 1);
  g_autofree float *weights = g_new (float, layer->n_weights);
  float biases[2];

  g_assert_cmpint (fv_layer_kernel (layer, 0, 0), ==, 0);
  g_assert_cmpint (fv_layer_kernel (layer, 0, 1), ==, -1);
  g_assert_cmpint (fv_layer_kernel (layer, 1, 1), ==, 27);
  fv_layer_initialise (layer, (FvInitialiser){ FV_INITIALISER_NORMAL, 1 }, &random, weights, biases);
  for (guint i = 9; i < 27; i++)
    g_assert_cmpfloat (weights[i], ==, 0);
  g_assert_cmpfloat (weights[27], !=, 0);
  fv_layer_free (layer);
}

/* Whatever is registered says what it is. */
static void
test_table (void)
{
  for (guint i = 0; fv_layer_type_nth (i) != NULL; i++)
    {
      const FvLayerType *type = fv_layer_type_nth (i);

      g_assert_nonnull (type->title);
      g_assert_nonnull (type->letter);
      g_assert_cmpuint (type->instance_size, >=, sizeof (FvLayer));
      g_assert_true (type->infer != NULL && type->output != NULL && type->backpropagate != NULL);
      for (const FvOption *option = type->options; option->name != NULL; option++)
        {
          g_assert_nonnull (option->title);
          g_assert_cmpuint (option->offset, >=, sizeof (FvLayer));
          g_assert_cmpuint (option->offset, <, type->instance_size);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layer/text", test_text);
  g_test_add_func ("/layer/shapes", test_shapes);
  g_test_add_func ("/layer/refused", test_refused);
  g_test_add_func ("/layer/vector-inputs", test_vector_inputs);
  g_test_add_func ("/layer/initialise", test_initialise);
  g_test_add_func ("/layer/zeros-and-mean", test_zeros_and_mean);
  g_test_add_func ("/layer/initialiser-text", test_initialiser_text);
  g_test_add_func ("/layer/unconnected-stay-zero", test_unconnected_stay_zero);
  g_test_add_func ("/layer/table", test_table);
  return g_test_run ();
}
