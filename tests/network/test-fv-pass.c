/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <string.h>

#include "fv-pass.h"

static const char *const text = "9x8x2 conv 3x3x4 tanh; max 2x2 keep; rasterize; dense 6 relu; softmax 3";

static void
run (FvPass *pass, FvNetwork *network, guint64 seed)
{
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, seed);
  gsize inputs = fv_shape_size (fv_network_shape (network, 0));

  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  for (gsize i = 0; i < inputs; i++)
    fv_pass_input (pass)[i] = (double)(i * 37 % 101) / 101.0;
  fv_pass_output (pass);
  fv_pass_backpropagate (pass, 1, TRUE);
}

static void
assert_zero (const double *x, gsize count)
{
  for (gsize i = 0; i < count; i++)
    g_assert_cmpfloat (x[i], ==, 0.0);
}

static void
assert_new (FvPass *pass, FvNetwork *network)
{
  assert_zero (fv_pass_parameters (pass), fv_network_n_parameters (network));
  assert_zero (fv_pass_gradient (pass), fv_network_n_parameters (network));
  for (guint place = 0; place <= fv_network_depth (network); place++)
    {
      gsize size = fv_shape_size (fv_network_shape (network, place));

      assert_zero (fv_pass_o (pass, place), size);
      assert_zero (fv_pass_d_o (pass, place), size);
      assert_zero (fv_pass_delta (pass, place), size);
      if (place > 0)
        assert_zero (fv_pass_n (pass, place), size);
      for (gsize i = 0; fv_pass_winner (pass, place) != NULL && i < size; i++)
        g_assert_cmpint (fv_pass_winner (pass, place)[i], ==, 0);
    }
}

/* A pass made of one that was let go is as if it were new, and computes the same. */
static void
test_again (void)
{
  g_autoptr (FvNetwork) network = fv_network_new (text, NULL);
  gsize count = fv_network_n_parameters (network);
  g_autofree double *gradient = NULL;
  FvPass *pass = fv_pass_new (network);

  assert_new (pass, network);
  run (pass, network, 1);
  gradient = g_memdup2 (fv_pass_gradient (pass), count * sizeof *gradient);
  fv_pass_set_rules (pass, FV_RULE_ARTICLE);
  run (pass, network, 2);
  fv_pass_free (pass);
  pass = fv_pass_new (network);
  assert_new (pass, network);
  run (pass, network, 1);
  g_assert_cmpmem (fv_pass_gradient (pass), count * sizeof *gradient, gradient, count * sizeof *gradient);
  fv_pass_free (pass);
}

/* One network's pass is never another's. */
static void
test_networks (void)
{
  g_autoptr (FvNetwork) small = fv_network_new ("2x1x1 dense 2 tanh; softmax 2", NULL);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (FvNetwork) network = fv_network_new (text, NULL);
      g_autoptr (FvPass) first = fv_pass_new (network), second = fv_pass_new (network);
      g_autoptr (FvPass) other = fv_pass_new (small);

      assert_new (first, network);
      assert_new (second, network);
      assert_new (other, small);
      run (first, network, 1);
      run (second, network, 2);
      run (other, small, 3);
    }
}

static void *
make_and_free (void *data)
{
  FvNetwork *network = data;

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (FvPass) pass = fv_pass_new (network);

      assert_zero (fv_pass_gradient (pass), fv_network_n_parameters (network));
      run (pass, network, i);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (FvNetwork) network = fv_network_new (text, NULL);
  pthread_t threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    pthread_create (&threads[i], NULL, make_and_free, network);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    pthread_join (threads[i], NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pass/again", test_again);
  g_test_add_func ("/pass/networks", test_networks);
  g_test_add_func ("/pass/threads", test_threads);
  return g_test_run ();
}
