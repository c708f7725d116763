/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-pass.h"

#include <string.h>

/* What one layer holds; all arrays are [shape of the layer]. A layer without φ has o = n and delta = d_o, one array. */
typedef struct
{
  double *n;
  double *o;
  double *d_o;
  double *delta;
  gint32 *winner;
} Record;

struct _FvPass
{
  FvNetwork *network;
  Record *records;    /* [depth + 1], by place */
  double *parameters; /* [n_parameters] */
  double *gradient;   /* [n_parameters] */
  double *scratch;
  double *scores; /* [n_classes] */
  guint rules;    /* FvRules */
};

static void
record_init (Record *record, gsize size, gboolean has_activation, gboolean has_winner)
{
  record->o = g_new0 (double, size);
  record->d_o = g_new0 (double, size);
  record->n = has_activation ? g_new0 (double, size) : record->o;
  record->delta = has_activation ? g_new0 (double, size) : record->d_o;
  record->winner = has_winner ? g_new0 (gint32, size) : NULL;
}

static void
record_clear (Record *record)
{
  if (record->n != record->o)
    g_free (record->n);
  if (record->delta != record->d_o)
    g_free (record->delta);
  g_free (record->o);
  g_free (record->d_o);
  g_free (record->winner);
}

static void
record_reset (Record *record, gsize size)
{
  memset (record->o, 0, size * sizeof *record->o);
  memset (record->d_o, 0, size * sizeof *record->d_o);
  memset (record->n, 0, size * sizeof *record->n);
  memset (record->delta, 0, size * sizeof *record->delta);
  if (record->winner != NULL)
    memset (record->winner, 0, size * sizeof *record->winner);
}

/* The pass that was let go last, for the next one of the same network. A trace needs megabytes for a moment, and another
 * one follows with the next stroke: new memory comes from the system page by page, which took longer than to compute
 * what goes in. */
static FvPass *spare;

static void
pass_destroy (FvPass *self)
{
  for (guint place = 0; place <= fv_network_depth (self->network); place++)
    record_clear (&self->records[place]);
  g_free (self->records);
  g_free (self->parameters);
  g_free (self->gradient);
  g_free (self->scratch);
  g_free (self->scores);
  fv_network_unref (self->network);
  g_free (self);
}

/* As if it were new. */
static void
pass_reset (FvPass *self)
{
  for (guint place = 0; place <= fv_network_depth (self->network); place++)
    record_reset (&self->records[place], fv_shape_size (fv_network_shape (self->network, place)));
  memset (self->parameters, 0, fv_network_n_parameters (self->network) * sizeof *self->parameters);
  fv_pass_clear_gradient (self);
  self->rules = 0;
}

/* NULL if there is none for this network. */
static FvPass *
take_spare (const FvNetwork *network)
{
  FvPass *self = g_atomic_pointer_exchange (&spare, NULL);

  if (self != NULL && self->network != network)
    g_clear_pointer (&self, pass_destroy);
  return self;
}

static FvPass *
pass_make (FvNetwork *network)
{
  FvPass *self = g_new0 (FvPass, 1);
  guint depth = fv_network_depth (network);
  gsize scratch = 0;

  self->network = fv_network_ref (network);
  self->records = g_new0 (Record, depth + 1);
  record_init (&self->records[0], fv_shape_size (fv_network_shape (network, 0)), FALSE, FALSE);
  for (guint place = 1; place <= depth; place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);

      record_init (&self->records[place], fv_shape_size (layer->output), layer->activation != NULL,
                   layer->type->has_winner);
      scratch = MAX (scratch, fv_layer_scratch (layer));
    }
  self->parameters = g_new0 (double, fv_network_n_parameters (network));
  self->gradient = g_new0 (double, fv_network_n_parameters (network));
  self->scratch = g_new0 (double, scratch);
  self->scores = g_new0 (double, fv_network_n_classes (network));
  return self;
}

FvPass *
fv_pass_new (FvNetwork *network)
{
  FvPass *self = take_spare (network);

  if (self == NULL)
    return pass_make (network);
  pass_reset (self);
  return self;
}

void
fv_pass_free (FvPass *self)
{
  if (self != NULL)
    self = g_atomic_pointer_exchange (&spare, self);
  if (self != NULL)
    pass_destroy (self);
}

void
fv_pass_set_parameters (FvPass *self, const float *values)
{
  gsize count = fv_network_n_parameters (self->network);

  for (gsize i = 0; i < count; i++)
    self->parameters[i] = values[i];
}

static void
record_copy_output (Record *record, const Record *from, gsize size)
{
  memcpy (record->o, from->o, size * sizeof *record->o);
  if (record->n != record->o)
    memcpy (record->n, from->n, size * sizeof *record->n);
  if (record->winner != NULL)
    memcpy (record->winner, from->winner, size * sizeof *record->winner);
}

void
fv_pass_copy_output (FvPass *self, const FvPass *from)
{
  gsize count = fv_network_n_parameters (self->network);

  g_return_if_fail (self->network == from->network);
  memcpy (self->parameters, from->parameters, count * sizeof *self->parameters);
  for (guint place = 0; place <= fv_network_depth (self->network); place++)
    record_copy_output (&self->records[place], &from->records[place],
                        fv_shape_size (fv_network_shape (self->network, place)));
}

double *
fv_pass_parameters (FvPass *self)
{
  return self->parameters;
}

double *
fv_pass_input (FvPass *self)
{
  return self->records[0].o;
}

FvLayerPass
fv_pass_layer (const FvPass *self, guint place)
{
  gsize weights = fv_network_weight_offset (self->network, place),
        biases = fv_network_bias_offset (self->network, place);

  return (FvLayerPass){
    .weights = self->parameters + weights,
    .biases = self->parameters + biases,
    .x = self->records[place - 1].o,
    .n = self->records[place].n,
    .winner = self->records[place].winner,
    .delta = self->records[place].delta,
    .d_x = self->records[place - 1].d_o,
    .d_weights = self->gradient + weights,
    .d_biases = self->gradient + biases,
    .scratch = self->scratch,
    .rules = self->rules,
  };
}

void
fv_pass_output (FvPass *self)
{
  fv_pass_output_from (self, 1);
}

/* Layers from … to. */
static void
output_range (FvPass *self, guint from, guint to)
{
  for (guint place = from; place <= to; place++)
    {
      const FvLayer *layer = fv_network_layer (self->network, place);
      Record *record = &self->records[place];
      FvLayerPass pass = fv_pass_layer (self, place);

      layer->type->output (layer, &pass);
      if (layer->activation != NULL)
        layer->activation->output (record->n, fv_shape_size (layer->output), record->o);
    }
}

void
fv_pass_output_from (FvPass *self, guint place)
{
  output_range (self, place, fv_network_depth (self->network));
}

void
fv_pass_output_to (FvPass *self, guint place)
{
  output_range (self, 1, place);
}

double *
fv_pass_edit_n (FvPass *self, guint place)
{
  return self->records[place].n;
}

void
fv_pass_output_of_net (FvPass *self, guint place)
{
  const FvLayer *layer = fv_network_layer (self->network, place);
  Record *record = &self->records[place];

  if (layer->activation != NULL)
    layer->activation->output (record->n, fv_shape_size (layer->output), record->o);
  fv_pass_output_from (self, place + 1);
}

static FvOutcome
outcome (const FvPass *self)
{
  guint depth = fv_network_depth (self->network);
  const FvLayer *last = fv_network_layer (self->network, depth);

  return (FvOutcome){ last->activation, self->records[depth].n, self->records[depth].o,
                      fv_shape_size (last->output) };
}

double
fv_pass_loss (const FvPass *self, guint target)
{
  return fv_network_loss (self->network)->value (outcome (self), target);
}

/* The article multiplies by O at a pool's output, below a convolution: a factor too many, and not φ'. */
static void
multiply_by_output (Record *record, gsize size)
{
  for (gsize i = 0; i < size; i++)
    record->d_o[i] *= record->o[i];
}

gboolean
fv_pass_rule_applies (const FvNetwork *network, guint rules, FvRules rule, guint place)
{
  const FvLayer *layer, *above;

  if ((rules & rule) == 0 || place >= fv_network_depth (network))
    return FALSE;
  layer = fv_network_layer (network, place);
  above = fv_network_layer (network, place + 1);
  if (rule == FV_RULE_O_FOR_PHI)
    return fv_layer_is_pooling (layer) && fv_layer_is_convolution (above);
  return fv_layer_is_convolution (layer) && fv_layer_is_pooling (above);
}

/* δ of the output layer comes from the loss; every other layer's from ∂E/∂o, which the layer above left. */
static void
find_delta (FvPass *self, guint place, guint target)
{
  const FvLayer *layer = fv_network_layer (self->network, place);
  Record *record = &self->records[place];
  gsize size = fv_shape_size (layer->output);

  if (fv_pass_rule_applies (self->network, self->rules, FV_RULE_O_FOR_PHI, place))
    multiply_by_output (record, size);
  if (place == fv_network_depth (self->network))
    fv_network_loss (self->network)->delta (outcome (self), target, record->delta);
  else if (fv_pass_rule_applies (self->network, self->rules, FV_RULE_NO_PHI, place))
    memcpy (record->delta, record->d_o, size * sizeof *record->delta);
  else if (layer->activation != NULL)
    layer->activation->delta (record->n, record->o, record->d_o, size, record->delta);
}

void
fv_pass_backpropagate (FvPass *self, guint target, gboolean with_input)
{
  for (guint place = fv_network_depth (self->network); place >= 1; place--)
    {
      const FvLayer *layer = fv_network_layer (self->network, place);
      FvLayerPass pass;

      find_delta (self, place, target);
      pass = fv_pass_layer (self, place);
      if (place == 1 && !with_input)
        pass.d_x = NULL;
      layer->type->backpropagate (layer, &pass);
    }
}

void
fv_pass_backpropagate_cell (FvPass *self, guint place, gsize cell)
{
  memset (self->records[place].delta, 0,
          fv_shape_size (fv_network_shape (self->network, place)) * sizeof (double));
  self->records[place].delta[cell] = 1;
  for (guint i = place; i >= 1; i--)
    {
      const FvLayer *layer = fv_network_layer (self->network, i);
      FvLayerPass pass = fv_pass_layer (self, i);

      if (i < place)
        find_delta (self, i, 0); /* below the output layer nobody asks for a target */
      layer->type->backpropagate (layer, &pass);
    }
}

double *
fv_pass_gradient (FvPass *self)
{
  return self->gradient;
}

void
fv_pass_clear_gradient (FvPass *self)
{
  memset (self->gradient, 0, fv_network_n_parameters (self->network) * sizeof *self->gradient);
}

const double *
fv_pass_o (const FvPass *self, guint place)
{
  return self->records[place].o;
}

double *
fv_pass_edit_o (FvPass *self, guint place)
{
  return self->records[place].o;
}

const double *
fv_pass_n (const FvPass *self, guint place)
{
  return place == 0 ? NULL : self->records[place].n;
}

const double *
fv_pass_d_o (const FvPass *self, guint place)
{
  return self->records[place].d_o;
}

const double *
fv_pass_delta (const FvPass *self, guint place)
{
  return self->records[place].delta;
}

const gint32 *
fv_pass_winner (const FvPass *self, guint place)
{
  return self->records[place].winner;
}

void
fv_pass_scores (const FvPass *self, double *scores)
{
  fv_network_loss (self->network)->scores (outcome (self), scores);
}

guint
fv_pass_class (const FvPass *self)
{
  guint best = 0;

  fv_pass_scores (self, self->scores);
  for (guint i = 1; i < fv_network_n_classes (self->network); i++)
    if (self->scores[i] > self->scores[best])
      best = i;
  return best;
}

void
fv_pass_set_rules (FvPass *self, guint rules)
{
  self->rules = rules;
}
