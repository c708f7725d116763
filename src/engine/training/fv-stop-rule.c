/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-stop-rule.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-json.h"

static gboolean
epochs_done (double limit, FvStopSight sight)
{
  return sight.epoch >= limit;
}

static gboolean
is_accurate (double limit, FvStopSight sight)
{
  FvCurvePoint tested;

  return fv_curve_last_test (sight.curve, &tested) && tested.test_accuracy >= limit;
}

/* NAN where there is none. */
static double
loss_of (FvCurvePoint point, gboolean tested)
{
  return tested ? point.test_loss : point.train_loss;
}

/* The epoch of the lowest loss; that of the first point if none is lower. */
static double
best_epoch (const FvCurve *curve)
{
  FvCurvePoint test;
  gboolean tested = fv_curve_last_test (curve, &test);
  double best = INFINITY, epoch = 0;

  for (guint i = 0; i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);

      if (!(loss_of (point, tested) < best))
        continue;
      best = loss_of (point, tested);
      epoch = point.epoch;
    }
  return epoch;
}

static gboolean
is_out_of_patience (double limit, FvStopSight sight)
{
  return fv_curve_length (sight.curve) > 0 && sight.epoch - best_epoch (sight.curve) >= limit;
}

static gboolean
time_is_over (double limit, FvStopSight sight)
{
  return sight.minutes >= limit;
}

static char *
epochs_sentence (double limit)
{
  return g_strdup_printf (_ ("%g epochs are done"), limit);
}

static char *
accuracy_sentence (double limit)
{
  return g_strdup_printf (_ ("at least %g %% of the test samples are read right"), 100.0 * limit);
}

static char *
patience_sentence (double limit)
{
  return g_strdup_printf (_ ("the loss has not been lower for %g epochs"), limit);
}

static char *
minutes_sentence (double limit)
{
  return g_strdup_printf (_ ("%g minutes of training are over"), limit);
}

static const struct
{
  FvStopRule rule;
  gboolean (*is_met) (double limit, FvStopSight sight);
  char *(*sentence) (double limit);
} rules[] = {
  [FV_STOP_EPOCHS] = { { "epochs", N_ ("Epochs"), 0.01, 1e6, 10 }, epochs_done, epochs_sentence },
  [FV_STOP_ACCURACY]
  = { { "accuracy", N_ ("Test accuracy"), 0.01, 1, 0.98 }, is_accurate, accuracy_sentence },
  [FV_STOP_PATIENCE] = { { "patience", N_ ("Epochs without a lower loss"), 0.01, 1e6, 3 },
                         is_out_of_patience,
                         patience_sentence },
  [FV_STOP_MINUTES] = { { "minutes", N_ ("Minutes"), 0.001, 1e6, 10 }, time_is_over, minutes_sentence },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rules) == FV_STOP_N_KINDS);

const FvStopRule *
fv_stop_rule_nth (guint nth)
{
  return nth < G_N_ELEMENTS (rules) ? &rules[nth].rule : NULL;
}

guint
fv_stop_rules_met (FvStopRules self, FvStopSight sight)
{
  guint met = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (self.limits[i] > 0 && rules[i].is_met (self.limits[i], sight))
      met |= 1u << i;
  return met;
}

static gboolean
parse_number (const char *text, const FvStopRule *rule, double *out)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !g_ascii_isdigit (*text) || !(value >= rule->minimum)
      || value > rule->maximum)
    return FALSE;
  *out = value;
  return TRUE;
}

static gboolean
parse_word (const char *word, FvStopRules *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      gsize length = strlen (rules[i].rule.name);

      if (strncmp (word, rules[i].rule.name, length) == 0 && word[length] == '=')
        return parse_number (word + length + 1, &rules[i].rule, &out->limits[i]);
    }
  return FALSE;
}

gboolean
fv_stop_rules_parse (const char *text, FvStopRules *out, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);
  FvStopRules found = { 0 };

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0' || parse_word (words[i], &found))
        continue;
      g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
                   _ ("“%s” for when to stop; wanted epochs=N, accuracy=SHARE up to 1, patience=EPOCHS or "
                      "minutes=N"),
                   words[i]);
      return FALSE;
    }
  *out = found;
  return TRUE;
}

char *
fv_stop_rules_to_text (FvStopRules self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (self.limits[i] > 0)
      {
        g_string_append_printf (out, "%s%s=", out->len > 0 ? " " : "", rules[i].rule.name);
        fv_json_append_number (out, self.limits[i]);
      }
  return g_string_free (out, FALSE);
}

char *
fv_stop_rules_sentence (FvStopRules self, FvStopKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (rules), NULL);
  return rules[kind].sentence (self.limits[kind]);
}
