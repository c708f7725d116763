/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-pass.h"
#include "fv-silence.h"

/* What a network makes of a silenced unit is what it makes of one whose output is 0, whatever lies between. */

static const char *const texts[] = {
  "8x8x2 conv 3x3x3 tanh; max 2x2; conv 2x2x4 tanh; rasterize; dense 6 sigmoid; dense 5 tanh; softmax 4",
  "9x9x1 conv 2x2x4 sigmoid; trainable 2x2 sigmoid; conv 2x2x3 sigmoid table=0,1/1,2,3/0,3; mean 2x2 keep; "
  "rasterize; "
  "softmax 3 other",
  "7x8x1 conv 2x2x3 relu; gaussian 2x2; rasterize; dense 4 tanh; dense 1 tanh; loss=logistic",
  "6x6x1 conv 3x3x2 tanh; conv 3x3x2 tanh shared; rasterize; softmax 3",
  NULL,
};

static void
fill_input (FvPass *pass, const FvNetwork *network, FvRandom *random)
{
  for (gsize i = 0; i < fv_shape_size (fv_network_shape (network, 0)); i++)
    fv_pass_input (pass)[i] = fv_random_between (random, -1, 1);
}

static void
check_unit (FvParameters *parameters, guint layer, guint unit, FvRandom *random)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvParameters) silenced = fv_parameters_copy (parameters);
  g_autoptr (FvPass) pass = fv_pass_new (network), other = fv_pass_new (network);
  guint depth = fv_network_depth (network), reader = fv_silence_reader (network, layer);
  gsize area = fv_shape_area (fv_network_shape (network, layer));

  fv_silence_weights (network, layer, unit,
                      fv_parameters_edit (silenced) + fv_network_weight_offset (network, reader));
  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  fv_pass_set_parameters (other, fv_parameters_values (silenced));
  fill_input (pass, network, random);
  memcpy (fv_pass_input (other), fv_pass_input (pass),
          fv_shape_size (fv_network_shape (network, 0)) * sizeof (double));
  fv_pass_output (pass);
  fv_pass_output (other);
  memset (fv_pass_edit_o (pass, layer) + unit * area, 0, area * sizeof (double));
  fv_pass_output_from (pass, layer + 1);
  for (gsize i = 0; i < fv_shape_size (fv_network_shape (network, depth)); i++)
    g_assert_cmpfloat (fv_pass_n (other, depth)[i], ==, fv_pass_n (pass, depth)[i]);
}

static void
test_as_output_zero (void)
{
  FvRandom random = fv_random_new (5, 1);
  guint checked = 0;

  for (guint t = 0; texts[t] != NULL; t++)
    {
      g_autoptr (FvNetwork) network = fv_network_new (texts[t], NULL);
      g_autoptr (FvParameters) parameters = fv_parameters_new (network, 3);
      float *values = fv_parameters_edit (parameters);

      for (gsize i = 0; i < fv_network_n_parameters (network); i++)
        values[i] += (float)fv_random_between (&random, -0.2, 0.2);
      for (guint layer = 1; layer < fv_network_depth (network); layer++)
        for (guint unit = 0;
             fv_silence_reader (network, layer) > 0 && unit < fv_network_shape (network, layer).maps;
             unit++, checked++)
          check_unit (parameters, layer, unit, &random);
    }
  g_assert_cmpuint (checked, >, 50);
}

static void
test_reader (void)
{
  g_autoptr (FvNetwork) network = fv_network_new (texts[0], NULL);
  g_autoptr (FvNetwork) shared = fv_network_new (texts[3], NULL);

  g_assert_cmpuint (fv_silence_reader (network, 1), ==, 3);
  g_assert_cmpuint (fv_silence_reader (network, 2), ==, 3);
  g_assert_cmpuint (fv_silence_reader (network, 3), ==, 5);
  g_assert_cmpuint (fv_silence_reader (network, fv_network_depth (network)), ==, 0);
  g_assert_cmpuint (fv_silence_reader (shared, 1), ==, 0);
  g_assert_cmpuint (fv_silence_reader (shared, 2), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/silence/as-output-zero", test_as_output_zero);
  g_test_add_func ("/network/silence/reader", test_reader);
  return g_test_run ();
}
