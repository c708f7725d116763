/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-explain.h"

#include <string.h>

#include "fv-check-suite.h"
#include "fv-elementary.h"
#include "fv-pooling.h"

#define CURSORS 10000

/* What the suite of the gradient check has not: a table over many maps, losses without a gradient, outputs that are the
 * rows of a map, a pooling that stands last, borders where windows overlap. */
static const char *const more[] = {
  "14x13x1 conv 2x3x6 tanh; conv 3x2x16 relu table=lenet5; gaussian 3x3 keep; conv 2x2x2 shared; rasterize; "
  "softmax 4 other",
  "9x11x2 gaussian 4x4 ignore; trainable 2x2 keep tanh; rasterize; dense 3 sign",
  "4x1x1 dense 1 sign",
  "4x1x1 dense 1 sigmoid; loss=logistic",
  "4x1x1 dense 1 tanh; loss=logistic",
  "9x1x1 conv 4x1x1 tanh; loss=squared",
  "6x6x3 conv 5x5x3 lecun; trainable 2x2 sigmoid; loss=squared",
  "7x7x1 max 2x2 keep; conv 2x2x2 leaky; mean 2x2 keep-real; rasterize; softmax 2; loss=squared",
};

static GPtrArray *networks;

static void
nudge (FvParameters *parameters, FvRandom *random)
{
  float *values = fv_parameters_edit (parameters);

  for (gsize i = 0; i < fv_network_n_parameters (fv_parameters_network (parameters)); i++)
    if (values[i] != 0.0f || fv_random_below (random, 8) > 0)
      values[i] += (float)fv_random_between (random, -0.3, 0.3);
}

static FvTrace *
trace_at_random (FvNetwork *network, guint64 seed, guint rules)
{
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, seed);
  FvRandom random = fv_random_new (seed, 77);
  gsize inputs = fv_shape_size (fv_network_shape (network, 0));
  g_autofree guint8 *pixels = g_new (guint8, inputs);

  nudge (parameters, &random);
  for (gsize i = 0; i < inputs; i++)
    pixels[i] = (guint8)fv_random_below (&random, 256);
  return fv_trace_new_with_rules (parameters, pixels,
                                  fv_random_below (&random, fv_network_n_classes (network)), rules);
}

static gsize
cell_of (const FvTrace *trace, guint layer, guint unit, int row, int col)
{
  FvShape shape = fv_network_shape (fv_trace_network (trace), layer);

  g_assert_cmpuint (unit, <, shape.maps);
  g_assert_cmpint (row, >=, 0);
  g_assert_cmpint (row, <, (int)shape.rows);
  g_assert_cmpint (col, >=, 0);
  g_assert_cmpint (col, <, (int)shape.cols);
  return ((gsize)unit * shape.rows + (gsize)row) * shape.cols + (gsize)col;
}

/* Σ over the maps that unit of the layer above reads. */
static double
summed (const FvTrace *trace, FvOperand at)
{
  const FvLayer *above = fv_network_layer (fv_trace_network (trace), at.layer + 1);
  double sum = 0;

  for (guint i = 0; i < above->input.maps; i++)
    if (fv_layer_kernel (above, at.unit, i) >= 0)
      sum += fv_trace_o (trace, at.layer)[cell_of (trace, at.layer, i, at.row, at.col)];
  return sum;
}

static double
parameter (const FvTrace *trace, FvOperand at)
{
  FvPlace place = { FV_QUANTITY_GRADIENT, at.layer, at.unit, at.input, (guint)at.row, (guint)at.col };

  if (at.kind == FV_OPERAND_BIAS)
    place.input = FV_INPUT_BIAS;
  g_assert_true (fv_place_exists (fv_trace_network (trace), place));
  return fv_parameters_values (
      fv_trace_parameters (trace))[fv_place_parameter (fv_trace_network (trace), place)];
}

/* An operand is what lives where it says. */
static void
check_operand (const FvTrace *trace, double value, FvOperand at)
{
  FvNetwork *network = fv_trace_network (trace);

  switch (at.kind)
    {
    case FV_OPERAND_OUTPUT:
    case FV_OPERAND_PIXEL:
      g_assert_cmpfloat (value, ==,
                         fv_trace_o (trace, at.layer)[cell_of (trace, at.layer, at.unit, at.row, at.col)]);
      break;
    case FV_OPERAND_DELTA:
      g_assert_cmpfloat (
          value, ==, fv_trace_delta (trace, at.layer)[cell_of (trace, at.layer, at.unit, at.row, at.col)]);
      break;
    case FV_OPERAND_SUMMED:
      g_assert_cmpfloat (value, ==, summed (trace, at));
      break;
    case FV_OPERAND_WEIGHT:
    case FV_OPERAND_BIAS:
      g_assert_cmpfloat (value, ==, parameter (trace, at));
      break;
    case FV_OPERAND_FILLED:
      {
        FvShape shape = fv_network_shape (network, at.layer);

        g_assert_cmpfloat (value, ==, 0);
        g_assert_true (at.row < 0 || at.col < 0 || at.row >= (int)shape.rows || at.col >= (int)shape.cols);
        break;
      }
    case FV_OPERAND_NONE:
    case FV_OPERAND_NET:
    case FV_OPERAND_GRADIENT:
    case FV_OPERAND_TARGET:
    default:
      break;
    }
}

static void
check_terms (const FvTrace *trace, const FvExplanation *e, gboolean is_loss)
{
  for (guint i = 0; i < e->n_terms; i++)
    {
      const FvTerm *term = &e->terms[i];

      g_assert_cmpfloat (term->product, ==, term->left * term->right);
      g_assert_cmpuint (term->group, <, e->n_groups);
      g_assert_cmpuint (term->group, ==,
                        i == 0 ? 0 : e->terms[i - 1].group + (term->group != e->terms[i - 1].group));
      if (is_loss)
        continue;
      check_operand (trace, term->left, term->left_at);
      check_operand (trace, term->right, term->right_at);
    }
  if (e->has_bias)
    check_operand (trace, e->bias, e->bias_at);
}

/* The listed products in the listed order, by the words of the header alone. */
static double
recombine (const FvExplanation *e)
{
  double sum = 0, partial = 0;

  for (guint i = 0; i < e->n_terms; i++)
    {
      partial += e->terms[i].product;
      if (i + 1 == e->n_terms || e->terms[i + 1].group != e->terms[i].group)
        {
          g_assert_cmpfloat (partial, ==, e->partial[e->terms[i].group]);
          sum += partial;
          partial = 0;
        }
    }
  if (e->has_bias)
    sum += e->bias;
  if (e->combine == FV_COMBINE_LARGEST)
    {
      sum = e->terms[e->winner].product;
      for (guint i = 0; i < e->n_terms; i++)
        g_assert_cmpfloat (e->terms[i].product, <=, sum);
    }
  g_assert_cmpfloat (sum, ==, e->sum);
  switch (e->combine)
    {
    case FV_COMBINE_QUOTIENT:
      return sum / e->divisor;
    case FV_COMBINE_SHARE:
      return e->terms[e->winner].product / sum;
    case FV_COMBINE_LOG:
      return fv_log (sum) + e->shift - e->taken;
    case FV_COMBINE_LOG1P:
      return fv_log1p (sum) + e->shift - e->taken;
    case FV_COMBINE_SUM:
    case FV_COMBINE_LARGEST:
    case FV_COMBINE_COPY:
    case FV_COMBINE_AGAINST:
    default:
      return sum;
    }
}

static void
check_output (const FvTrace *trace, FvPlace place, const FvExplanation *e)
{
  const FvLayer *layer;
  gsize cell = cell_of (trace, place.layer, place.unit, (int)place.row, (int)place.col);
  double net = recombine (e), o = net;

  g_assert_cmpfloat (e->value, ==, fv_trace_o (trace, place.layer)[cell]);
  if (place.layer == 0)
    {
      g_assert_cmpfloat (net, ==, e->value);
      return;
    }
  layer = fv_network_layer (fv_trace_network (trace), place.layer);
  g_assert_cmpfloat (net, ==, fv_trace_n (trace, place.layer)[cell]);
  if (layer->activation != NULL && layer->activation->whole)
    return;
  if (layer->activation != NULL)
    layer->activation->output (&net, 1, &o);
  g_assert_cmpfloat (o, ==, e->value);
}

static void
check_delta (const FvTrace *trace, FvPlace place, const FvExplanation *e)
{
  gsize cell = cell_of (trace, place.layer, place.unit, (int)place.row, (int)place.col);
  double net = recombine (e), value = net * e->printed * e->factor;

  if (e->combine == FV_COMBINE_AGAINST)
    value = e->factor * (e->shift - net);
  g_assert_cmpfloat (e->net, ==, net);
  g_assert_cmpfloat (value, ==, e->value);
  g_assert_cmpfloat (value, ==, fv_trace_delta (trace, place.layer)[cell]);
  if (place.layer < fv_network_depth (fv_trace_network (trace)))
    g_assert_cmpfloat (net * e->printed, ==, fv_trace_d_o (trace, place.layer)[cell]);
}

static void
check_gradient (const FvTrace *trace, FvPlace place, const FvExplanation *e)
{
  FvNetwork *network = fv_trace_network (trace);
  gsize at = fv_place_parameter (network, place) - fv_network_weight_offset (network, place.layer);
  double gradient = recombine (e);

  g_assert_cmpfloat (gradient, ==, e->value);
  if (place.input == FV_INPUT_BIAS)
    g_assert_cmpfloat (gradient, ==, fv_trace_bias_gradient (trace, place.layer)[place.unit]);
  else
    g_assert_cmpfloat (gradient, ==, fv_trace_weight_gradient (trace, place.layer)[at]);
}

static FvStep
step_at_random (FvRandom *random, float *const *slots)
{
  guint n = 0;

  while (fv_optimizer_nth (n) != NULL)
    n++;
  return (FvStep){ .optimizer = fv_optimizer_nth (fv_random_below (random, n)),
                   .hyper = { 0.1, 0.9, fv_random_below (random, 2) * 0.01 },
                   .step = 1 + fv_random_below (random, 5),
                   .slots = (const float *const *)slots };
}

/* What the optimiser would store, with slots that are not 0. */
static void
check_update (const FvTrace *trace, FvPlace place, FvRandom *random)
{
  FvNetwork *network = fv_trace_network (trace);
  gsize count = fv_network_n_parameters (network), at = fv_place_parameter (network, place);
  g_autofree float *m = g_new (float, count), *v = g_new (float, count);
  g_autofree float *values
      = g_memdup2 (fv_parameters_values (fv_trace_parameters (trace)), count * sizeof (float));
  float *slots[2] = { m, v };
  FvStep step = step_at_random (random, slots);
  g_autoptr (FvExplanation) e = NULL;
  FvUpdate lines;

  for (gsize i = 0; i < count; i++)
    {
      m[i] = (float)fv_random_between (random, -1, 1);
      v[i] = (float)fv_random_between (random, 0, 1);
    }
  if (fv_random_below (random, 4) == 0)
    step.frozen = fv_frozen_change (NULL, (FvFrozenRange){ place.layer, place.unit, 1 }, TRUE);
  e = fv_explain_update (trace, place, &step, &lines);
  fv_optimizer_step_thawed (step.optimizer, network, step.hyper, step.step, step.frozen,
                            fv_trace_weight_gradient (trace, 1), values, slots);
  g_assert_cmpfloat ((double)(float)recombine (e), ==, (double)values[at]);
  g_assert_cmpfloat (e->value, ==, (double)values[at]);
  g_assert_cmpuint (e->n_terms, ==, fv_explain_n_terms (network, place));
  g_assert_cmpfloat (lines.lines[lines.n_lines - 1].value, ==, e->value);
  for (guint i = 0, slot = 0; i + 1 < lines.n_lines; i++)
    if (lines.lines[i].is_stored)
      g_assert_cmpfloat (lines.lines[i].value, ==, (double)slots[slot++][at]);
}

static void
check (const FvTrace *trace, FvPlace place, FvRandom *random)
{
  g_autoptr (FvExplanation) e = NULL;
  gboolean at_end = place.layer == fv_network_depth (fv_trace_network (trace));

  if (place.quantity == FV_QUANTITY_UPDATE)
    {
      check_update (trace, place, random);
      return;
    }
  e = fv_explain (trace, place);
  g_assert_cmpuint (e->n_terms, ==, fv_explain_n_terms (fv_trace_network (trace), place));
  check_terms (trace, e,
               place.quantity == FV_QUANTITY_LOSS || (place.quantity == FV_QUANTITY_DELTA && at_end));
  if (place.quantity == FV_QUANTITY_OUTPUT)
    check_output (trace, place, e);
  else if (place.quantity == FV_QUANTITY_DELTA)
    check_delta (trace, place, e);
  else if (place.quantity == FV_QUANTITY_GRADIENT)
    check_gradient (trace, place, e);
  else
    g_assert_cmpfloat (recombine (e), ==, fv_trace_loss (trace));
}

static FvCursor
cursor_at_random (const FvNetwork *network, FvRandom *random)
{
  FvCursor cursor = { .direction = (FvDirection)fv_random_below (random, 5),
                      .layer = fv_random_below (random, fv_network_depth (network) + 1),
                      .unit = fv_random_below (random, 20),
                      .input = fv_random_below (random, 6),
                      .row = fv_random_below (random, 16),
                      .col = fv_random_below (random, 16) };

  if (fv_random_below (random, 5) == 0)
    cursor.input = FV_INPUT_BIAS;
  cursor = fv_cursor_clamp (cursor, network);
  return fv_cursor_move (cursor, network, FV_GRANULARITY_TERM, (int)fv_random_below (random, 40), NULL);
}

/* The heart of it: any cursor, any network, also as the article prints it. */
static void
test_recombines (void)
{
  FvRandom random = fv_random_new (5, 0);
  guint each = CURSORS / networks->len + 1, done = 0;

  for (guint i = 0; i < networks->len; i++)
    {
      FvNetwork *network = networks->pdata[i];
      guint rules = fv_random_below (&random, 3) == 0 ? fv_random_below (&random, FV_RULE_ARTICLE + 1) : 0;
      g_autoptr (FvTrace) trace = trace_at_random (network, i + 1, rules);

      for (guint k = 0; k < each; k++, done++)
        check (trace, fv_place_at_cursor (cursor_at_random (network, &random), network), &random);
    }
  g_assert_cmpuint (done, >=, CURSORS);
}

/* Whatever is registered brings its own, and every cell of it holds: all of a few networks, cell by cell. */
static void
test_every_place (void)
{
  FvRandom random = fv_random_new (6, 0);

  for (guint i = 0; fv_layer_type_nth (i) != NULL; i++)
    {
      g_assert_nonnull (fv_layer_type_nth (i)->explain);
      g_assert_nonnull (fv_layer_type_nth (i)->n_terms);
    }
  for (guint i = 0; fv_pooling_nth (i) != NULL; i++)
    {
      const FvPooling *pooling = fv_pooling_nth (i);

      g_assert_true (pooling->explain != NULL && pooling->n_terms != NULL);
      g_assert_true (pooling->explain_below != NULL && pooling->n_terms_below != NULL);
      g_assert_cmpint (pooling->gradient != NULL, ==, pooling->explain_gradient != NULL);
    }
  for (guint i = 0; fv_loss_nth (i) != NULL; i++)
    g_assert_true (fv_loss_nth (i)->explain != NULL && fv_loss_nth (i)->explain_delta != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    for (guint rules = 0; rules <= FV_RULE_ARTICLE; rules += FV_RULE_ARTICLE)
      {
        g_autoptr (FvNetwork) network = fv_network_new (more[i], NULL);
        g_autoptr (FvTrace) trace = trace_at_random (network, 3, rules);
        FvCursor cursor = { 0 };
        int made = 1;

        while (made == 1)
          {
            if (cursor.direction != FV_UPDATE)
              check (trace, fv_place_at_cursor (cursor, network), &random);
            cursor = fv_cursor_move (cursor, network, FV_GRANULARITY_WINDOW, 1, &made);
          }
      }
}

/* p_i as softmax gives it, and what is left for "other". */
static void
test_shares (void)
{
  static const char *const texts[] = { "3x3x1 rasterize; softmax 4", "3x3x1 rasterize; softmax 3 other" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (FvNetwork) network = fv_network_new (texts[i], NULL);
      g_autoptr (FvTrace) trace = trace_at_random (network, 9, 0);

      for (guint unit = 0; unit < 4; unit++)
        {
          g_autoptr (FvExplanation) e
              = fv_explain (trace, (FvPlace){ .quantity = FV_QUANTITY_SHARE, .layer = 2, .unit = unit });

          g_assert_cmpuint (e->n_terms, ==, 4);
          g_assert_cmpfloat (recombine (e), ==, e->value);
          g_assert_cmpfloat_with_epsilon (e->value, fv_trace_scores (trace)[unit], 1e-15);
          if (unit < fv_network_shape (network, 2).maps)
            g_assert_cmpfloat (e->value, ==, fv_trace_o (trace, 2)[unit]);
        }
      g_assert_false (
          fv_place_exists (network, (FvPlace){ .quantity = FV_QUANTITY_SHARE, .layer = 2, .unit = 4 }));
    }
}

/* By hand: 2×2 in a frame, where half of the terms are filled-in zeros. */
static void
test_by_hand (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("3x3x1 conv 2x2x1; rasterize; dense 1; loss=squared", NULL);
  const float values[] = { 1, 2, 3, 4, 0.5f, 1, 10, 100, 1000, 0 };
  g_autoptr (FvParameters) parameters = fv_parameters_new_from_values (network, values);
  const guint8 pixels[] = { 0, 51, 102, 153, 204, 255, 0, 0, 0 };
  g_autoptr (FvTrace) trace = fv_trace_new (parameters, pixels, 0);
  g_autoptr (FvExplanation) n = fv_explain (trace, (FvPlace){ .layer = 1 });
  g_autoptr (FvExplanation) below
      = fv_explain (trace, (FvPlace){ .quantity = FV_QUANTITY_DELTA, .layer = 0, .row = 0, .col = 2 });
  double delta = fv_trace_delta (trace, 3)[0];

  /* Θ turned: its first weight meets the last cell of the window. */
  g_assert_cmpuint (n->n_terms, ==, 4);
  g_assert_cmpfloat (n->terms[0].left, ==, 1);
  g_assert_cmpint (n->terms[0].right_at.row, ==, 1);
  g_assert_cmpint (n->terms[0].right_at.col, ==, 1);
  g_assert_cmpfloat_with_epsilon (n->sum, 1 * 0.8 + 2 * 0.6 + 3 * 0.2 + 4 * 0 + 0.5, 1e-15);
  /* The corner is reached by one output, through the weight that lay on it: Θ[1,0]. */
  g_assert_cmpuint (below->n_terms, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (below->terms[i].right_at.kind, ==, i == 1 ? FV_OPERAND_DELTA : FV_OPERAND_FILLED);
  g_assert_cmpfloat (below->terms[1].left, ==, 3);
  g_assert_cmpfloat (below->sum, ==, 3 * (delta * 10));
}

static void
check_optimizer_lines (void)
{
  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    {
      FvUpdate update = { 0 };
      float slots[FV_OPTIMIZER_MAX_SLOTS] = { 0.5f, 0.25f };
      guint stored = 0;

      fv_optimizer_nth (i)->explain ((FvHyper){ 0.1, 0.9, 0.01 }, 3, 0.2, 1.5f, slots, &update);
      g_assert_cmpuint (update.n_lines, >=, 2);
      for (guint k = 0; k < update.n_lines; k++)
        {
          g_assert_nonnull (update.lines[k].symbol);
          g_assert_cmpuint (update.lines[k].n_operands, >, 0);
          stored += update.lines[k].is_stored;
          for (guint j = 0; j < update.lines[k].n_operands; j++)
            {
              /* β₁ᵗ and √v̂ hold their symbols, too. */
              g_assert_nonnull (strstr (update.lines[k].formula, update.lines[k].operands[j].symbol[0] == 't'
                                                                     ? "ᵗ"
                                                                     : update.lines[k].operands[j].symbol));
            }
        }
      g_assert_cmpuint (stored, ==, fv_optimizer_nth (i)->n_slots + 1);
      g_assert_cmpstr (update.lines[update.n_lines - 1].symbol, ==, "θ");
    }
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) texts = fv_check_suite_texts ();
  int result;

  g_test_init (&argc, &argv, NULL);
  networks = g_ptr_array_new_with_free_func ((GDestroyNotify)fv_network_unref);
  for (guint i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (networks, fv_network_new (texts[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    {
      GError *error = NULL;
      FvNetwork *network = fv_network_new (more[i], &error);

      g_assert_no_error (error);
      for (guint k = 0; k < 20; k++)
        g_ptr_array_add (networks, fv_network_ref (network));
      fv_network_unref (network);
    }
  g_test_add_func ("/explain/recombines", test_recombines);
  g_test_add_func ("/explain/every-place", test_every_place);
  g_test_add_func ("/explain/shares", test_shares);
  g_test_add_func ("/explain/by-hand", test_by_hand);
  g_test_add_func ("/explain/optimizer-lines", check_optimizer_lines);
  result = g_test_run ();
  g_ptr_array_unref (networks);
  return result;
}
