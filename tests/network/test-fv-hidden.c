/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-hidden.h"

#include "fv-error.h"

static FvNetwork *
network_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  FvNetwork *network = fv_network_new (text, &error);

  g_assert_no_error (error);
  return network;
}

static void
test_common (void)
{
  static const struct
  {
    const char *text;
    const char *common; /* or NULL */
  } nets[] = {
    { "lenet", "tanh" },
    { "2x1x1 dense 4 sigmoid; softmax 3 other", "sigmoid" },
    { "28x28x1 conv 5x5x6 relu; max 2x2; rasterize; dense 20 relu; softmax 10", "relu" },
    { "28x28x1 conv 5x5x6 relu; max 2x2; rasterize; dense 20 tanh; softmax 10", NULL },
    { "28x28x1 rasterize; softmax 10", NULL },
    /* The last one's φ goes with the loss. */
    { "2x1x1 dense 2 tanh; dense 1 sigmoid; loss=logistic", "tanh" },
    { "28x28x1 conv 5x5x6 tanh; trainable 2x2 tanh; rasterize; softmax 10", "tanh" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autoptr (FvNetwork) network = network_of (nets[i].text);
      const FvActivation *common = fv_network_hidden_activation (network);

      g_assert_cmpstr (common != NULL ? common->name : NULL, ==, nets[i].common);
    }
}

static void
test_exchange (void)
{
  static const char *const pairs[][2] = {
    { "28x28x1 conv 5x5x6 tanh; max 2x2 keep; conv 5x5x16 tanh shared; max 2x2; rasterize; dense 84 sigmoid; "
      "softmax 10 other",
      "28x28x1 conv 5x5x6 relu; max 2x2 keep; conv 5x5x16 relu shared; max 2x2; rasterize; dense 84 relu; "
      "softmax 10 other" },
    { "2x1x1 dense 2 tanh; dense 1 tanh; loss=logistic", "2x1x1 dense 2 relu; dense 1 tanh; loss=logistic" },
    { "28x28x1 conv 5x5x6 tanh; trainable 2x2 tanh; conv 3x3x16 tanh table=lenet5; rasterize; softmax 10",
      "28x28x1 conv 5x5x6 relu; trainable 2x2 relu; conv 3x3x16 relu table=lenet5; rasterize; softmax 10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (FvNetwork) from = network_of (pairs[i][0]);
      g_autoptr (FvNetwork) wanted = network_of (pairs[i][1]);
      g_autoptr (GError) error = NULL;
      g_autoptr (FvNetwork) to
          = fv_network_with_hidden_activation (from, fv_activation_from_name ("relu"), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (fv_network_text (to), ==, fv_network_text (wanted));
      g_assert_cmpuint (fv_network_n_parameters (to), ==, fv_network_n_parameters (from));
    }
}

static void
test_same (void)
{
  g_autoptr (FvNetwork) lenet = network_of ("lenet");
  g_autoptr (FvNetwork) same
      = fv_network_with_hidden_activation (lenet, fv_activation_from_name ("tanh"), NULL);

  g_assert_true (same == lenet);
}

static void
test_refused (void)
{
  g_autoptr (FvNetwork) flat = network_of ("28x28x1 rasterize; softmax 10");
  g_autoptr (FvNetwork) lenet = network_of ("lenet");
  g_autoptr (GError) error = NULL;

  g_assert_null (fv_network_with_hidden_activation (flat, fv_activation_from_name ("relu"), &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_NETWORK);
  g_clear_error (&error);
  g_assert_null (fv_network_with_hidden_activation (lenet, fv_activation_from_name ("sign"), &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_NETWORK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/hidden/common", test_common);
  g_test_add_func ("/network/hidden/exchange", test_exchange);
  g_test_add_func ("/network/hidden/same", test_same);
  g_test_add_func ("/network/hidden/refused", test_refused);
  return g_test_run ();
}
