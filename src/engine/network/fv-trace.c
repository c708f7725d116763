/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-trace-private.h"

struct _FvTrace
{
  int references;
  FvParameters *parameters;
  guint8 *pixels; /* [input shape] */
  guint target;
  guint rules; /* FvRules */
  double loss;
  guint class_index;
  double *scores; /* [n_classes] */
  FvPass *pass;   /* run once, then never changed */
};

FvTrace *
fv_trace_new (FvParameters *parameters, const guint8 *pixels, guint target)
{
  return fv_trace_new_with_rules (parameters, pixels, target, 0);
}

FvTrace *
fv_trace_new_with_rules (FvParameters *parameters, const guint8 *pixels, guint target, guint rules)
{
  FvNetwork *network = fv_parameters_network (parameters);
  FvTrace *self;

  g_return_val_if_fail (target < fv_network_n_classes (network) || target == FV_TRACE_READ, NULL);
  self = g_new0 (FvTrace, 1);
  self->references = 1;
  self->parameters = fv_parameters_ref (parameters);
  self->pixels = g_memdup2 (pixels, fv_shape_size (fv_network_shape (network, 0)));
  self->rules = rules;
  self->pass = fv_pass_new (network);
  fv_pass_set_rules (self->pass, rules);
  fv_pass_set_parameters (self->pass, fv_parameters_values (parameters));
  fv_network_scale (network, pixels, fv_pass_input (self->pass));
  fv_pass_output (self->pass);
  self->scores = g_new (double, fv_network_n_classes (network));
  fv_pass_scores (self->pass, self->scores);
  self->class_index = fv_pass_class (self->pass);
  self->target = target == FV_TRACE_READ ? self->class_index : target;
  self->loss = fv_pass_loss (self->pass, self->target);
  fv_pass_backpropagate (self->pass, self->target, TRUE);
  return self;
}

FvTrace *
fv_trace_ref (FvTrace *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
fv_trace_unref (FvTrace *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;
  fv_pass_free (self->pass);
  fv_parameters_unref (self->parameters);
  g_free (self->pixels);
  g_free (self->scores);
  g_free (self);
}

FvNetwork *
fv_trace_network (const FvTrace *self)
{
  return fv_parameters_network (self->parameters);
}

FvParameters *
fv_trace_parameters (const FvTrace *self)
{
  return self->parameters;
}

const guint8 *
fv_trace_pixels (const FvTrace *self)
{
  return self->pixels;
}

guint
fv_trace_target (const FvTrace *self)
{
  return self->target;
}

guint
fv_trace_rules (const FvTrace *self)
{
  return self->rules;
}

const FvPass *
fv_trace_pass (const FvTrace *self)
{
  return self->pass;
}

FvLayerPass
fv_trace_layer_pass (const FvTrace *self, guint place)
{
  return fv_pass_layer (self->pass, place);
}

guint
fv_trace_class (const FvTrace *self)
{
  return self->class_index;
}

double
fv_trace_loss (const FvTrace *self)
{
  return self->loss;
}

const double *
fv_trace_scores (const FvTrace *self)
{
  return self->scores;
}

const double *
fv_trace_o (const FvTrace *self, guint place)
{
  return fv_pass_o (self->pass, place);
}

const double *
fv_trace_n (const FvTrace *self, guint place)
{
  return fv_pass_n (self->pass, place);
}

const double *
fv_trace_d_o (const FvTrace *self, guint place)
{
  return fv_pass_d_o (self->pass, place);
}

const double *
fv_trace_delta (const FvTrace *self, guint place)
{
  return fv_pass_delta (self->pass, place);
}

const gint32 *
fv_trace_winner (const FvTrace *self, guint place)
{
  return fv_pass_winner (self->pass, place);
}

const double *
fv_trace_weight_gradient (const FvTrace *self, guint place)
{
  return fv_pass_gradient (self->pass) + fv_network_weight_offset (fv_trace_network (self), place);
}

const double *
fv_trace_bias_gradient (const FvTrace *self, guint place)
{
  return fv_pass_gradient (self->pass) + fv_network_bias_offset (fv_trace_network (self), place);
}

double
fv_trace_rms_delta (const FvTrace *self, guint place)
{
  gsize size = fv_shape_size (fv_network_shape (fv_trace_network (self), place));
  const double *delta = fv_trace_delta (self, place);
  double sum = 0.0;

  for (gsize i = 0; i < size; i++)
    sum += delta[i] * delta[i];
  return sqrt (sum / (double)size);
}

double
fv_trace_saturated (const FvTrace *self, guint place)
{
  const FvActivation *activation
      = place > 0 ? fv_network_layer (fv_trace_network (self), place)->activation : NULL;
  gsize size = fv_shape_size (fv_network_shape (fv_trace_network (self), place));
  const double *o = fv_trace_o (self, place);
  gsize saturated = 0;
  double middle;

  if (activation == NULL || activation->saturation == 0.0)
    return -1.0;
  middle = (activation->low + activation->high) / 2.0;
  for (gsize i = 0; i < size; i++)
    saturated += fabs (o[i] - middle) > activation->saturation;
  return (double)saturated / (double)size;
}

guint
fv_trace_find_non_finite (const FvTrace *self)
{
  for (guint place = 1; place <= fv_network_depth (fv_trace_network (self)); place++)
    {
      gsize size = fv_shape_size (fv_network_shape (fv_trace_network (self), place));

      for (gsize i = 0; i < size; i++)
        if (!isfinite (fv_trace_o (self, place)[i]))
          return place;
    }
  return 0;
}
