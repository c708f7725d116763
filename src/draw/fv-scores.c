/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scores.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-palette.h"

static const FvActivation *
output_activation (const FvNetwork *network)
{
  return fv_network_layer (network, fv_network_depth (network))->activation;
}

static gboolean
has_probabilities (const FvNetwork *network)
{
  return g_str_has_prefix (fv_network_loss (network)->formula, "−ln");
}

/* One unit's score is how much it is on, from 0 to 1. */
static void
set_range (FvScores *self, const FvSceneInput *input)
{
  const FvActivation *activation = output_activation (input->network);
  double most = 0;

  self->low = 0;
  self->high = 1;
  if (self->probabilities || self->n_units < self->n_classes || !activation)
    return;
  if (input->trace)
    most = fv_palette_scale_doubles (fv_trace_scores (input->trace), self->n_classes);
  self->high = isfinite (activation->high) ? activation->high : most > 0 ? most : 1;
  self->low = isfinite (activation->low) ? activation->low : -self->high;
}

FvScores
fv_scores_of (const FvSceneInput *input)
{
  guint depth = fv_network_depth (input->network);
  FvScores self = { .n_classes = MAX (fv_network_n_classes (input->network), 1),
                    .n_units = (guint)fv_shape_size (fv_network_shape (input->network, depth)) };

  self.probabilities = has_probabilities (input->network);
  self.has_other = fv_network_loss (input->network)->has_other;
  set_range (&self, input);
  return self;
}

/* One unit, on for the second of two classes and off for the first. */
static gboolean
is_one_for_two (const FvScores *self)
{
  return self->n_units == 1 && self->n_classes == 2 && !self->has_other;
}

guint
fv_scores_class_of_unit (const FvScores *self, guint unit)
{
  return is_one_for_two (self) ? 1 : unit;
}

gboolean
fv_scores_unit_of_class (const FvScores *self, guint class_index, guint *unit)
{
  *unit = is_one_for_two (self) ? 0 : class_index;
  return is_one_for_two (self) ? class_index == 1 : class_index < self->n_units;
}

gboolean
fv_scores_nearest_unit (const FvScores *self, guint class_index, guint *unit)
{
  return fv_scores_unit_of_class (self, class_index, unit) || is_one_for_two (self);
}

const char *
fv_scores_class_name (FvNetwork *network, const char *const *class_names, guint class_index, char buffer[16])
{
  /* Files have the word untranslated. */
  if (fv_network_loss (network)->has_other && class_index + 1 == fv_network_n_classes (network))
    return _ ("other");
  for (guint i = 0; class_names && class_names[i]; i++)
    if (i == class_index)
      return class_names[i];
  g_snprintf (buffer, 16, "%u", class_index);
  return buffer;
}

char *
fv_scores_text (const FvScores *self, double value)
{
  return self->probabilities ? fv_number_percent (value, 1) : fv_number_fixed (value, 3, FALSE);
}

const char *
fv_scores_widest_text (const FvScores *self)
{
  return self->probabilities ? "100.0 %" : "−0.888";
}

char *
fv_scores_loss_formula (FvNetwork *network, guint target)
{
  g_auto (GStrv) around = g_strsplit (fv_network_loss (network)->formula, "ₜ", 2);
  g_autofree char *index = fv_number_subscript (target);

  return around[0] && around[1] ? g_strdup_printf ("E = %s%s%s", around[0], index, around[1])
                                : g_strdup_printf ("E = %s", fv_network_loss (network)->formula);
}

const char *
fv_scores_delta_formula (FvNetwork *network, gboolean *sums_to_zero)
{
  static const struct
  {
    const char *loss, *activation, *formula; /* activation NULL: any */
    gboolean sums_to_zero;
  } rows[] = {
    { "cross-entropy", NULL, "δ = p − t", TRUE },    { "cross-entropy-other", NULL, "δ = p − t", FALSE },
    { "logistic", "sigmoid", "δ = p − t", FALSE },   { "logistic", "tanh", "δ = 2 (p − t)", FALSE },
    { "perceptron", NULL, "δ = y − t", FALSE },      { "squared", "softmax", "δ = ∂E/∂n", TRUE },
    { "squared", NULL, "δ = (y − t)·φ′(n)", FALSE },
  };
  const FvActivation *activation = output_activation (network);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].loss, fv_network_loss (network)->name)
        && (!rows[i].activation || (activation && g_str_equal (rows[i].activation, activation->name))))
      {
        if (sums_to_zero)
          *sums_to_zero = rows[i].sums_to_zero;
        return rows[i].formula;
      }
  if (sums_to_zero)
    *sums_to_zero = FALSE;
  return "δ = ∂E/∂n";
}
