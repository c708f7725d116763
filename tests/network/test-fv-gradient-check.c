/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-check-suite.h"
#include "fv-error.h"

/* Everything that is registered, on networks whose gradients can be judged and trusted. */
static void
test_suite (void)
{
  g_auto (GStrv) texts = fv_check_suite_texts ();

  g_assert_cmpuint (g_strv_length (texts), >, 500);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FvNetwork) network = fv_network_new (texts[i], &error);
      FvLayerCheck results[FV_NETWORK_MAX_LAYERS];
      FvCheckSummary summary = { 0 };
      guint64 seed;

      g_assert_no_error (error);
      seed = fv_check_suite_find (network, 1, results);
      fv_check_summary_add (&summary, results, fv_network_depth (network));
      if (seed == 0 || summary.failed > 0)
        g_test_message ("%s: seed %" G_GUINT64_FORMAT ", largest error %g", texts[i], seed,
                        summary.max_relative_error);
      g_assert_cmpuint (seed, !=, 0);
      g_assert_cmpuint (summary.failed, ==, 0);
    }
}

/* Each rule as the article prints it is seen: an error above 0.1 at the first convolution. */
static void
test_rules (void)
{
  g_autoptr (FvNetwork) network = fv_network_new (FV_CHECK_TEXT, NULL);

  for (guint i = 0; fv_rule_nth (i) != NULL; i++)
    {
      FvLayerCheck results[FV_NETWORK_MAX_LAYERS];

      fv_check_suite_run (network, 1, fv_rule_nth (i)->rules, results);
      g_assert_cmpint (results[0].parameters.verdict, ==, FV_CHECK_FAIL);
      g_assert_cmpfloat (results[0].parameters.relative_error, >, 0.1);
      /* Above the mistake everything is right. */
      g_assert_cmpint (results[fv_network_depth (network) - 1].parameters.verdict, ==, FV_CHECK_PASS);
    }
}

static void
check_at (const char *text, const double *x, FvLayerCheck *results)
{
  g_autoptr (FvNetwork) network = fv_network_new (text, NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 1);

  g_assert_true (fv_gradient_check (parameters, x, 0, 0, NULL, results));
}

/* Moving either of two cells that share the first place changes the winner. */
static void
test_kinks_are_counted (void)
{
  const double x[] = { 0.5, 0.5, 0.1, 0.2 };
  FvLayerCheck results[3];

  check_at ("2x2x1 max 2x2; rasterize; softmax 2", x, results);
  g_assert_cmpuint (results[0].input.skipped_kinks, ==, 2);
  g_assert_cmpuint (results[0].input.checked, ==, 2);
}

/* A sample about which the net is certain: p is 1 to the last digit, and there is nothing to compare. */
static void
test_too_small (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("2x1x1 softmax 2", NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 1);
  const double x[] = { 1, 1 };
  FvLayerCheck results[1];

  fv_parameters_edit (parameters)[4] = 60;
  fv_gradient_check (parameters, x, 0, 0, NULL, results);
  g_assert_cmpint (results[0].parameters.verdict, ==, FV_CHECK_TOO_SMALL);
}

static void
test_stops (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("2x1x1 softmax 2", NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 1);
  const double x[] = { 1, 1 };
  const int stop = TRUE;
  FvLayerCheck results[1];

  g_assert_false (fv_gradient_check (parameters, x, 0, 0, &stop, results));
}

static void
test_sign_is_refused (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("2x1x1 dense 1 sign", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fv_gradient_check_possible (network, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
  g_assert_nonnull (g_strstr_len (error->message, -1, "dense 1 sign"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gradient-check/suite", test_suite);
  g_test_add_func ("/gradient-check/rules", test_rules);
  g_test_add_func ("/gradient-check/kinks-are-counted", test_kinks_are_counted);
  g_test_add_func ("/gradient-check/too-small", test_too_small);
  g_test_add_func ("/gradient-check/stops", test_stops);
  g_test_add_func ("/gradient-check/sign-is-refused", test_sign_is_refused);
  return g_test_run ();
}
