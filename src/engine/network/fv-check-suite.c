/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-check-suite.h"

#include "fv-pooling.h"

/* Options of a convolution, by its number of input maps: all, a table, one shared kernel. */
static const char *const connections[][2] = {
  { "", "" },
  { " table=0/0/0", " table=0/1,2/0,2" },
  { " shared", " shared" },
  { " shared table=0/0/0", " shared table=0/1,2/0,2" },
};

static void add (GPtrArray *texts, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add (GPtrArray *texts, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (texts, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* Two convolutions, so that δ crosses one: what is wrong on the way down shows in the first. */
static void
add_convolutional (GPtrArray *texts, const char *activation, const char *pooling, const char *border)
{
  for (guint c = 0; c < G_N_ELEMENTS (connections); c++)
    for (guint maps = 1; maps <= 3; maps += 2)
      add (texts, "8x9x%u conv 3x2x3 %s%s; %s 2x2 %s; conv 2x2x3 %s%s; rasterize; dense 4 %s; softmax 3",
           maps, activation, connections[c][maps == 3], pooling, border, activation, connections[c][1],
           activation);
  for (guint p = 2; p <= 4; p++)
    add (texts, "9x11x1 conv 2x3x2 %s; %s %ux%u %s; rasterize; softmax 3", activation, pooling, p, p, border);
}

static void
add_trainable (GPtrArray *texts, const char *activation, const char *border)
{
  add (texts, "7x8x3 conv 2x2x2 tanh; trainable 2x2 %s %s; conv 2x2x2 tanh; rasterize; softmax 3", border,
       activation);
}

static gboolean
passes_gradient (guint activation)
{
  return !fv_activation_nth (activation)->flat;
}

/* Every loss behind every output layer it goes with. */
static void
add_losses (GPtrArray *texts, const char *activation)
{
  for (guint i = 0; fv_loss_nth (i) != NULL; i++)
    for (guint units = 1; units <= 3; units += 2)
      if (!fv_loss_nth (i)->is_own && fv_loss_nth (i)->fits (fv_activation_from_name (activation), units))
        add (texts, "2x1x1 dense 5 tanh; dense %u %s; loss=%s", units, activation, fv_loss_nth (i)->name);
}

char **
fv_check_suite_texts (void)
{
  GPtrArray *texts = g_ptr_array_new ();

  for (guint a = 0; fv_activation_choice (a) != NULL; a++)
    {
      const char *activation = fv_activation_choice (a);

      if (!passes_gradient (a))
        continue;
      for (guint b = 0; fv_border_choice (b) != NULL; b++)
        {
          for (guint p = 0; fv_pooling_choice (p) != NULL; p++)
            add_convolutional (texts, activation, fv_pooling_choice (p), fv_border_choice (b));
          add_trainable (texts, activation, fv_border_choice (b));
        }
      add (texts, "2x1x1 dense 7 %s; dense 5 %s; softmax 2", activation, activation);
      add_losses (texts, activation);
    }
  add (texts, "3x3x1 rasterize; dense 6 tanh; softmax 3 other");
  add (texts, "3x3x1 rasterize; dense 6 tanh; softmax 1 other");
  add (texts, "3x3x1 rasterize; dense 6 tanh; softmax 3; loss=squared");
  g_ptr_array_add (texts, NULL);
  return (char **)g_ptr_array_free (texts, FALSE);
}

static void
nudge (float *values, gsize count, FvRandom *random)
{
  for (gsize i = 0; i < count; i++)
    values[i] += (float)fv_random_between (random, -0.3, 0.3);
}

/* A start hides mistakes: biases are 0 there, and a trainable pooling is the mean. */
static void
leave_start (FvParameters *parameters, FvRandom *random)
{
  FvNetwork *network = fv_parameters_network (parameters);
  float *values = fv_parameters_edit (parameters);

  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);

      if (fv_layer_is_pooling (layer))
        nudge (values + fv_network_weight_offset (network, place), layer->n_weights, random);
      nudge (values + fv_network_bias_offset (network, place), layer->n_biases, random);
    }
}

/* turn: so many classes after the one that chance gives. */
static void
run (FvNetwork *network, guint64 seed, guint turn, guint rules, FvLayerCheck *results)
{
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, seed);
  gsize inputs = fv_shape_size (fv_network_shape (network, 0));
  guint classes = fv_network_n_classes (network);
  g_autofree double *x = g_new (double, inputs);
  FvRandom random = fv_random_new (seed, 1 + FV_NETWORK_MAX_LAYERS);
  double low, high;

  fv_network_range (network, &low, &high);
  leave_start (parameters, &random);
  for (gsize i = 0; i < inputs; i++)
    x[i] = fv_random_between (&random, low, high);
  fv_gradient_check (parameters, x, (fv_random_below (&random, classes) + turn) % classes, rules, NULL,
                     results);
}

void
fv_check_suite_run (FvNetwork *network, guint64 seed, guint rules, FvLayerCheck *results)
{
  run (network, seed, 0, rules, results);
}

/* Classes with an output each are alike, and one stands for all; where one has none, as "other", every class is a
 * formula of its own. */
static guint
count_turns (const FvNetwork *network)
{
  guint classes = fv_network_n_classes (network);
  gsize outputs = fv_shape_size (fv_network_shape (network, fv_network_depth (network)));

  return classes > outputs ? classes : 1;
}

guint64
fv_check_suite_find (FvNetwork *network, guint64 first, FvLayerCheck *results)
{
  for (guint64 seed = first; seed < first + FV_CHECK_SUITE_TRIES; seed++)
    {
      FvCheckSummary summary = { 0 };

      for (guint turn = 0; turn < count_turns (network) && summary.failed == 0; turn++)
        {
          run (network, seed, turn, 0, results);
          fv_check_summary_add (&summary, results, fv_network_depth (network));
        }
      if (summary.failed > 0 || (summary.too_small == 0 && summary.untrusted == 0))
        return seed;
    }
  return 0;
}
