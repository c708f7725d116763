/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-loss-private.h"

#include <glib/gi18n-lib.h>

#include "fv-elementary.h"

static guint
one_class_an_output (gsize count)
{
  return (guint)count;
}

static guint
one_more_class (gsize count)
{
  return (guint)count + 1;
}

/* One output tells two classes apart, off and on. */
static guint
two_from_one (gsize count)
{
  return count == 1 ? 2 : (guint)count;
}

static gboolean
is_called (const FvActivation *activation, const char *name)
{
  return activation != NULL && g_str_equal (activation->name, name);
}

/* ln (Σ e^z) over the logits and, with other, over one more that is 0. */
static double
log_sum_exp (const double *z, gsize count, gboolean other)
{
  double largest = other ? 0.0 : z[0], sum;

  for (gsize i = 0; i < count; i++)
    if (z[i] > largest)
      largest = z[i];
  sum = other ? fv_exp (-largest) : 0.0;
  for (gsize i = 0; i < count; i++)
    sum += fv_exp (z[i] - largest);
  return fv_log (sum) + largest;
}

/* E = −ln p_t, from the logits: stays finite where p_t is 0. */
static double
cross_entropy_value (FvOutcome outcome, guint target)
{
  return log_sum_exp (outcome.n, outcome.count, FALSE) - outcome.n[target];
}

/* δ = p − t; the class "other" has no output of its own. */
static void
cross_entropy_delta (FvOutcome outcome, guint target, double *delta)
{
  for (gsize i = 0; i < outcome.count; i++)
    delta[i] = outcome.o[i] - (i == target ? 1.0 : 0.0);
}

static void
outputs_as_scores (FvOutcome outcome, double *scores)
{
  for (gsize i = 0; i < outcome.count; i++)
    scores[i] = outcome.o[i];
}

static gboolean
is_softmax (const FvActivation *activation, gsize count)
{
  return is_called (activation, "softmax") && count >= 2;
}

static double
other_value (FvOutcome outcome, guint target)
{
  return log_sum_exp (outcome.n, outcome.count, TRUE) - (target < outcome.count ? outcome.n[target] : 0.0);
}

static void
other_scores (FvOutcome outcome, double *scores)
{
  outputs_as_scores (outcome, scores);
  scores[outcome.count] = fv_exp (-log_sum_exp (outcome.n, outcome.count, TRUE));
}

static gboolean
is_softmax_other (const FvActivation *activation, gsize count)
{
  return is_called (activation, "softmax-other");
}

double
fv_loss_logit_scale (const FvActivation *activation)
{
  return is_called (activation, "tanh") ? 2.0 : 1.0;
}

/* E = −ln p_t with p = σ(z): ln (1 + e^−z) for on, ln (1 + e^z) for off, without overflow. */
static double
logistic_value (FvOutcome outcome, guint target)
{
  double z = fv_loss_logit_scale (outcome.activation) * outcome.n[0];
  double margin = target == 1 ? z : -z;

  return margin < 0.0 ? fv_log1p (fv_exp (margin)) - margin : fv_log1p (fv_exp (-margin));
}

static void
logistic_delta (FvOutcome outcome, guint target, double *delta)
{
  double scale = fv_loss_logit_scale (outcome.activation);

  delta[0] = scale * (fv_sigmoid (scale * outcome.n[0]) - (target == 1 ? 1.0 : 0.0));
}

static void
logistic_scores (FvOutcome outcome, double *scores)
{
  scores[1] = fv_sigmoid (fv_loss_logit_scale (outcome.activation) * outcome.n[0]);
  scores[0] = fv_sigmoid (-fv_loss_logit_scale (outcome.activation) * outcome.n[0]);
}

static gboolean
is_one_sigmoid (const FvActivation *activation, gsize count)
{
  return count == 1 && (is_called (activation, "sigmoid") || is_called (activation, "tanh"));
}

double
fv_loss_wanted (FvOutcome outcome, guint target, gsize i)
{
  gboolean on = outcome.count == 1 ? target == 1 : i == target;

  return on ? outcome.activation->target_high : outcome.activation->target_low;
}

/* E = ½ Σ (t − y)². */
static double
squared_value (FvOutcome outcome, guint target)
{
  double sum = 0.0;

  for (gsize i = 0; i < outcome.count; i++)
    {
      double miss = outcome.o[i] - fv_loss_wanted (outcome, target, i);

      sum += miss * miss;
    }
  return sum / 2.0;
}

static void
find_misses (FvOutcome outcome, guint target, double *delta)
{
  for (gsize i = 0; i < outcome.count; i++)
    delta[i] = outcome.o[i] - fv_loss_wanted (outcome, target, i);
}

/* δ = (y − t) ∘ φ'(n). */
static void
squared_delta (FvOutcome outcome, guint target, double *delta)
{
  find_misses (outcome, target, delta);
  outcome.activation->delta (outcome.n, outcome.o, delta, outcome.count, delta);
}

/* One output says how much it is on, between what off and on should be. */
static void
squared_scores (FvOutcome outcome, double *scores)
{
  const FvActivation *activation = outcome.activation;

  if (outcome.count > 1)
    {
      outputs_as_scores (outcome, scores);
      return;
    }
  scores[1] = (outcome.o[0] - activation->target_low) / (activation->target_high - activation->target_low);
  scores[0] = 1.0 - scores[1];
}

static gboolean
is_squarable (const FvActivation *activation, gsize count)
{
  return activation != NULL && !activation->flat && !is_called (activation, "softmax-other");
}

/* The perceptron rule θ ← θ + η(t − y)x, as a gradient step: δ = y − t, though E itself is flat. */
static gboolean
is_sign (const FvActivation *activation, gsize count)
{
  return activation != NULL && activation->flat;
}

/* clang-format off */
static const FvLoss losses[] = {
  { .name = "cross-entropy", .title = N_ ("cross-entropy"), .formula = "−ln pₜ", .n_classes = one_class_an_output,
    .value = cross_entropy_value, .delta = cross_entropy_delta, .scores = outputs_as_scores,
    .explain = fv_cross_entropy_explain, .explain_delta = fv_cross_entropy_explain_delta,
    .fits = is_softmax, .is_own = TRUE, .wants = N_ ("a softmax") },
  { .name = "cross-entropy-other", .title = N_ ("cross-entropy with other"), .formula = "−ln pₜ",
    .n_classes = one_more_class, .value = other_value, .delta = cross_entropy_delta, .scores = other_scores,
    .explain = fv_cross_entropy_explain, .explain_delta = fv_cross_entropy_explain_delta,
    .fits = is_softmax_other, .has_other = TRUE, .is_own = TRUE, .wants = N_ ("a softmax with other") },
  { .name = "perceptron", .title = N_ ("perceptron rule"), .formula = "½ Σ (t − y)²", .n_classes = two_from_one,
    .value = squared_value, .delta = find_misses, .scores = squared_scores,
    .explain = fv_squared_explain, .explain_delta = fv_miss_explain_delta,
    .fits = is_sign, .is_own = TRUE, .wants = N_ ("a dense layer with sign") },
  { .name = "logistic", .title = N_ ("logistic loss"), .formula = "−ln pₜ", .n_classes = two_from_one,
    .value = logistic_value, .delta = logistic_delta, .scores = logistic_scores,
    .explain = fv_logistic_explain, .explain_delta = fv_logistic_explain_delta,
    .fits = is_one_sigmoid, .wants = N_ ("one unit with sigmoid or tanh") },
  { .name = "squared", .title = N_ ("squared error"), .formula = "½ Σ (t − y)²", .n_classes = two_from_one,
    .value = squared_value, .delta = squared_delta, .scores = squared_scores,
    .explain = fv_squared_explain, .explain_delta = fv_squared_explain_delta,
    .fits = is_squarable, .wants = N_ ("an output layer with an activation other than sign") },
};
/* clang-format on */

const FvLoss *
fv_loss_nth (guint nth)
{
  return nth < G_N_ELEMENTS (losses) ? &losses[nth] : NULL;
}

const FvLoss *
fv_loss_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    if (g_str_equal (losses[i].name, name))
      return &losses[i];
  return NULL;
}
