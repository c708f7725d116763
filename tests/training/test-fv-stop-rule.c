/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-stop-rule.h"

static FvStopRules
parsed (const char *text)
{
  g_autoptr (GError) error = NULL;
  FvStopRules rules;

  g_assert_true (fv_stop_rules_parse (text, &rules, &error));
  g_assert_no_error (error);
  return rules;
}

/* A point of the curve each epoch. losses: of the test samples, ends with a negative one. */
static FvCurve *
curve_of (const double *losses)
{
  FvCurve *curve = fv_curve_new ();

  for (guint i = 0; losses[i] >= 0; i++)
    fv_curve_add (curve, (FvCurvePoint){ .batch = 10 * i,
                                         .epoch = i,
                                         .train_loss = 5.0 - 0.1 * i,
                                         .test_loss = losses[i],
                                         .test_accuracy = 1.0 - losses[i] / 4 });
  return curve;
}

static gboolean
is_met (const char *text, FvStopKind kind, const FvCurve *curve, double epoch, double minutes)
{
  guint met = fv_stop_rules_met (parsed (text), (FvStopSight){ curve, epoch, minutes });

  g_assert_cmpuint (met & ~(1u << kind), ==, 0);
  return met != 0;
}

static void
test_rules (void)
{
  static const double losses[] = { 2, 1, 0.5, 0.6, 0.7, -1 };
  g_autoptr (FvCurve) curve = curve_of (losses);
  g_autoptr (FvCurve) empty = fv_curve_new ();

  g_assert_false (is_met ("epochs=4.5", FV_STOP_EPOCHS, curve, 4, 1e9));
  g_assert_true (is_met ("epochs=4.5", FV_STOP_EPOCHS, curve, 4.5, 0));
  g_assert_true (is_met ("accuracy=0.8", FV_STOP_ACCURACY, curve, 4, 0));
  g_assert_false (is_met ("accuracy=0.85", FV_STOP_ACCURACY, curve, 4, 0)); /* it was, but is no longer */
  g_assert_false (is_met ("patience=2.1", FV_STOP_PATIENCE, curve, 4, 0));
  g_assert_true (is_met ("patience=2", FV_STOP_PATIENCE, curve, 4, 0));
  g_assert_false (is_met ("minutes=2", FV_STOP_MINUTES, curve, 400, 1.99));
  g_assert_true (is_met ("minutes=2", FV_STOP_MINUTES, curve, 4, 2));
  g_assert_false (is_met ("accuracy=0.01", FV_STOP_ACCURACY, empty, 9, 0));
  g_assert_false (is_met ("patience=1", FV_STOP_PATIENCE, empty, 9, 0));
  g_assert_cmpuint (fv_stop_rules_met ((FvStopRules){ 0 }, (FvStopSight){ curve, 1e9, 1e9 }), ==, 0);
  g_assert_cmpuint (
      fv_stop_rules_met (parsed ("epochs=1 minutes=1 patience=9"), (FvStopSight){ curve, 4, 4 }), ==,
      1u << FV_STOP_EPOCHS | 1u << FV_STOP_MINUTES);
}

/* Without a test set the training loss counts. */
static void
test_patience_without_tests (void)
{
  g_autoptr (FvCurve) curve = fv_curve_new ();

  for (guint i = 0; i < 5; i++)
    fv_curve_add (
        curve,
        (FvCurvePoint){
            .batch = i, .epoch = i, .train_loss = i == 1 ? 1 : 2, .test_loss = NAN, .test_accuracy = NAN });
  g_assert_true (is_met ("patience=3", FV_STOP_PATIENCE, curve, 4, 0));
  g_assert_false (is_met ("patience=3.5", FV_STOP_PATIENCE, curve, 4, 0));
}

static void
test_table (void)
{
  for (guint i = 0; fv_stop_rule_nth (i) != NULL; i++)
    {
      const FvStopRule *rule = fv_stop_rule_nth (i);
      FvStopRules rules = { 0 }, again;
      g_autofree char *text = NULL;
      g_autofree char *sentence = NULL;
      const double values[] = { rule->minimum, rule->standard, rule->maximum };

      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_autofree char *written = NULL;

          rules.limits[i] = values[j];
          written = fv_stop_rules_to_text (rules);
          again = parsed (written);
          g_assert_cmpmem (&again, sizeof again, &rules, sizeof rules);
        }
      rules.limits[i] = rule->standard;
      sentence = fv_stop_rules_sentence (rules, i);
      g_assert_cmpuint (strlen (sentence), >, 10);
      g_assert_nonnull (rule->title);
    }
  g_assert_null (fv_stop_rule_nth (FV_STOP_N_KINDS));
}

static void
test_texts (void)
{
  static const char *const wrong[]
      = { "epochs",       "epochs=",   "epochs=0", "epochs=x",      "epochs=1x", "accuracy=1.1",
          "accuracy=nan", "epochs=-1", "hours=3",  "minutes=1e400", "epochs =3" };
  FvStopRules rules = parsed (" accuracy=0.98,patience=3  epochs=10 ");
  g_autofree char *text = fv_stop_rules_to_text (rules);

  g_assert_cmpstr (text, ==, "epochs=10 accuracy=0.98 patience=3");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fv_stop_rules_parse (wrong[i], &rules, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
      g_assert_nonnull (strstr (error->message, "patience=EPOCHS"));
    }
  rules = parsed ("");
  for (guint i = 0; i < FV_STOP_N_KINDS; i++)
    g_assert_cmpfloat (rules.limits[i], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stop-rule/rules", test_rules);
  g_test_add_func ("/stop-rule/patience-without-tests", test_patience_without_tests);
  g_test_add_func ("/stop-rule/table", test_table);
  g_test_add_func ("/stop-rule/texts", test_texts);
  return g_test_run ();
}
