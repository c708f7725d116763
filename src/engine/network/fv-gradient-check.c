/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-error.h"
#include "fv-gradient-private.h"

/* The analytic gradients, kept from what the nudges will overwrite: of parameters, and of every layer's output. */
static double **
keep_gradients (const FvNudge *nudge, guint depth)
{
  double **d_x = g_new0 (double *, depth + 1);

  for (guint place = 0; place < depth; place++)
    d_x[place] = g_memdup2 (fv_pass_d_o (nudge->pass, place),
                            fv_shape_size (fv_network_shape (nudge->network, place)) * sizeof (double));
  return d_x;
}

static void
free_gradients (double **d_x, guint depth)
{
  for (guint place = 0; place < depth; place++)
    g_free (d_x[place]);
  g_free (d_x);
}

gboolean
fv_gradient_check (FvParameters *parameters, const double *x, guint target, guint rules, const int *stop,
                   FvLayerCheck *results)
{
  FvNetwork *network = fv_parameters_network (parameters);
  guint depth = fv_network_depth (network);
  g_autofree double *gradient = NULL;
  gboolean done;
  FvNudge nudge;
  double **d_x;

  fv_nudge_init (&nudge, parameters, x, target, rules, stop);
  gradient = g_memdup2 (fv_pass_gradient (nudge.pass), fv_network_n_parameters (network) * sizeof (double));
  d_x = keep_gradients (&nudge, depth);
  for (guint place = 1; place <= depth; place++)
    fv_nudge_layer (&nudge, place, gradient, d_x[place - 1], &results[place - 1]);
  free_gradients (d_x, depth);
  done = !fv_nudge_is_stopped (&nudge);
  fv_nudge_clear (&nudge);
  return done;
}

static void
add_check (FvCheckSummary *self, const FvCheck *check)
{
  self->checked += check->checked;
  self->skipped_kinks += check->skipped_kinks;
  self->failed += check->verdict == FV_CHECK_FAIL;
  self->too_small += check->verdict == FV_CHECK_TOO_SMALL;
  if (check->verdict != FV_CHECK_TOO_SMALL && !(check->relative_error <= self->max_relative_error))
    self->max_relative_error = check->relative_error;
}

void
fv_check_summary_add (FvCheckSummary *self, const FvLayerCheck *results, guint depth)
{
  for (guint i = 0; i < depth; i++)
    {
      add_check (self, &results[i].parameters);
      add_check (self, &results[i].input);
      self->untrusted += !results[i].trusted;
    }
}

const char *
fv_verdict_name (FvVerdict self)
{
  static const char *const names[] = { "pass", "fail", "too small", "kink" };

  return names[self];
}

gboolean
fv_gradient_check_possible (const FvNetwork *network, GError **error)
{
  guint depth = fv_network_depth (network);
  g_autofree char *text = fv_layer_to_text (fv_network_layer (network, depth));

  if (!fv_network_layer (network, depth)->activation->flat)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("layer %u, “%s”: sign has no gradient to check; it learns by the perceptron rule"), depth,
               text);
  return FALSE;
}
