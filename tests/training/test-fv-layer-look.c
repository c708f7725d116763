/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-layer-look.h"
#include "fv-record.h"
#include "fv-trace.h"
#include "run-fixture.h"

/* --- Against a trace of each sample --- */

typedef struct
{
  double delta2, cells, gradient2, flat, stuck;
} Brute;

static gboolean
is_flat (const FvActivation *activation, double n, double o)
{
  if (activation->saturation > 0)
    return fabs (o - (activation->low + activation->high) / 2) > activation->saturation;
  return fv_activation_slope (activation, n, o) == 0;
}

/* Share of the units of which nearly all cells of all samples are flat. */
static double
brute_stuck (FvTrace **traces, guint n, const FvLayer *layer)
{
  gsize area = fv_shape_area (layer->output);
  guint stuck = 0;

  for (guint unit = 0; unit < layer->output.maps; unit++)
    {
      guint flat = 0;

      for (guint s = 0; s < n; s++)
        for (gsize cell = unit * area; cell < (unit + 1) * area; cell++)
          flat += is_flat (layer->activation, fv_trace_n (traces[s], layer->place)[cell],
                           fv_trace_o (traces[s], layer->place)[cell]);
      stuck += flat >= FV_LAYER_STUCK_PART * (double)area * n;
    }
  return (double)stuck / layer->output.maps;
}

static Brute
brute_measure (FvTrace **traces, guint n, const FvLayer *layer)
{
  Brute brute = { 0 };
  guint place = layer->place;
  gsize size = fv_shape_size (layer->output);

  for (guint s = 0; s < n; s++)
    for (gsize i = 0; i < size; i++)
      {
        brute.delta2 += pow (fv_trace_delta (traces[s], place)[i], 2);
        if (fv_activation_blocks (layer->activation))
          brute.flat += is_flat (layer->activation, fv_trace_n (traces[s], place)[i],
                                 fv_trace_o (traces[s], place)[i]);
        brute.cells++;
      }
  for (gsize i = 0; i < layer->n_weights; i++)
    {
      double mean = 0;

      for (guint s = 0; s < n; s++)
        mean += fv_trace_weight_gradient (traces[s], place)[i] / n;
      brute.gradient2 += mean * mean;
    }
  return brute;
}

static void
assert_near (double found, double expected)
{
  g_assert_cmpfloat (fabs (found - expected), <=, 2e-6 * fabs (expected) + 1e-12);
}

static void
check_layer (FvTrace **traces, guint n, const FvLayer *layer, FvParameters *parameters, const float *found)
{
  Brute brute = brute_measure (traces, n, layer);
  double weight2 = 0;

  assert_near ((double)found[FV_MEASURE_DELTA], sqrt (brute.delta2 / brute.cells));
  g_assert_true (isnan (found[FV_MEASURE_UPDATE]));
  for (gsize i = 0; i < layer->n_weights; i++)
    weight2 += pow ((double)fv_parameters_weights (parameters, layer->place)[i], 2);
  if (layer->n_weights > 0)
    {
      assert_near ((double)found[FV_MEASURE_GRADIENT], sqrt (brute.gradient2 / (double)layer->n_free));
      assert_near ((double)found[FV_MEASURE_WEIGHT], sqrt (weight2 / (double)layer->n_free));
    }
  else
    g_assert_true (isnan (found[FV_MEASURE_GRADIENT]) && isnan (found[FV_MEASURE_WEIGHT]));
  if (fv_activation_blocks (layer->activation))
    {
      assert_near ((double)found[FV_MEASURE_FLAT], brute.flat / brute.cells);
      assert_near ((double)found[FV_MEASURE_STUCK], brute_stuck (traces, n, layer));
    }
  else
    g_assert_true (isnan (found[FV_MEASURE_FLAT]) && isnan (found[FV_MEASURE_STUCK]));
}

static void
test_measures (void)
{
  static const char *const texts[] = {
    "8x8x1 conv 3x3x2 tanh; max 2x2; rasterize; dense 8 tanh; softmax 3",
    "8x8x1 conv 3x3x4 relu; mean 2x2; conv 2x2x6 sigmoid shared; rasterize; dense 9 relu; dense 5 lecun; "
    "softmax 3",
    "8x8x1 conv 3x3x6 relu; conv 3x3x16 relu table=lenet5; trainable 2x2; rasterize; softmax 3 other",
    "8x8x1 rasterize; dense 8 sigmoid; dense 8 sigmoid; dense 8 sigmoid; dense 3 sigmoid loss=squared",
    "8x8x1 rasterize; dense 4 identity; dense 4 leaky; softmax 3",
  };
  g_autoptr (FvDataset) set = fixture_set (5, 23);

  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FvNetwork) network = fv_network_new (texts[t], &error);
      g_autoptr (FvParameters) parameters = NULL;
      g_autofree float *found = NULL;
      FvTrace *traces[5];

      g_assert_no_error (error);
      parameters = fv_parameters_new_initialised (network, 3, (FvInitialiser){ FV_INITIALISER_NORMAL, 0.8 });
      found = g_new (float, fv_network_depth (network) * FV_MEASURE_N_MEASURED);
      g_assert_true (fv_layers_measure (parameters, set, 5, NULL, found));
      for (guint s = 0; s < 5; s++)
        traces[s] = fv_trace_new (parameters, fv_dataset_pixels (set, s * 23 / 5),
                                  fv_dataset_label (set, s * 23 / 5));
      for (guint place = 1; place <= fv_network_depth (network); place++)
        check_layer (traces, 5, fv_network_layer (network, place), parameters,
                     found + (place - 1) * FV_MEASURE_N_MEASURED);
      for (guint s = 0; s < 5; s++)
        fv_trace_unref (traces[s]);
    }
}

/* --- While training --- */

static const FvLayerCurve *
layers_of (const FvTraining *training)
{
  return fv_curve_layers (fv_training_curve (training));
}

static void
assert_same (const FvLayerCurve *a, const FvLayerCurve *b)
{
  guint width = fv_layer_curve_depth (a) * FV_MEASURE_N_MEASURED;

  g_assert_cmpuint (fv_layer_curve_depth (a), ==, fv_layer_curve_depth (b));
  g_assert_cmpuint (fv_layer_curve_length (a), ==, fv_layer_curve_length (b));
  g_assert_cmpuint (fv_layer_curve_stride (a), ==, fv_layer_curve_stride (b));
  g_assert_cmpuint (fv_layer_curve_gathered (a), ==, fv_layer_curve_gathered (b));
  for (guint i = 0; i < fv_layer_curve_length (a); i++)
    {
      g_assert_cmpuint (fv_layer_curve_batch (a, i), ==, fv_layer_curve_batch (b, i));
      g_assert_cmpmem (fv_layer_curve_values (a, i), width * sizeof (float), fv_layer_curve_values (b, i),
                       width * sizeof (float));
    }
}

/* When, and what is measured then: of the parameters after that batch, and what that batch changed. */
static void
test_points (void)
{
  static const guint64 batches[]
      = { 0, 10, 20, 30, 40, 60, 80, 120, 160, 240, 320, 480, 640, 960, 1280, 1920, 2560, 3200 };
  g_autoptr (FvTraining) training = fixture_training ("adam");
  g_autoptr (FvTraining) slow = fixture_training ("adam");
  const FvLayerCurve *layers;
  guint depth = fv_network_depth (fv_training_network (training));
  g_autofree float *expected = g_new (float, depth *FV_MEASURE_N_MEASURED);
  g_autofree float *updates = g_new (float, depth);

  fixture_train (training, 3201);
  layers = layers_of (training);
  g_assert_cmpuint (fv_layer_curve_length (layers), ==, G_N_ELEMENTS (batches));
  for (guint i = 0; i < G_N_ELEMENTS (batches); i++)
    {
      g_autoptr (FvParameters) before = NULL;
      g_autoptr (FvParameters) after = NULL;

      g_assert_cmpuint (fv_layer_curve_batch (layers, i), ==, batches[i]);
      if (i > 0)
        fixture_train (slow, (guint)(batches[i] - 1 - fv_training_batches (slow)));
      before = fv_training_parameters (slow);
      fixture_train (slow, i > 0);
      after = fv_training_parameters (slow);
      fv_layers_measure (after, fv_training_train_set (slow), FV_LAYER_LOOK_SAMPLES, NULL, expected);
      fv_layers_measure_update (fv_training_network (slow), fv_parameters_values (before),
                                fv_parameters_values (after), updates);
      for (guint place = 1; place <= depth; place++)
        for (guint measure = 0; measure < FV_MEASURE_N_MEASURED; measure++)
          {
            double found = fv_layer_curve_value (layers, i, place, measure);
            double wanted = (double)(measure == FV_MEASURE_UPDATE
                                         ? updates[place - 1]
                                         : expected[(place - 1) * FV_MEASURE_N_MEASURED + measure]);

            if (isnan (wanted) || (i == 0 && measure == FV_MEASURE_UPDATE))
              g_assert_true (isnan (found));
            else
              g_assert_cmpfloat (found, ==, wanted);
          }
    }
}

static void
test_update (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("2x1x1 rasterize; dense 2 tanh; softmax 2", NULL);
  const float before[] = { 1, 2, 3, 4, 9, 9, 1, 1, 1, 1, 9, 9 };
  const float after[] = { 1, 2, 3, 6, 0, 0, 2, 0, 2, 0, 0, 0 };
  float out[3];

  fv_layers_measure_update (network, before, after, out);
  g_assert_true (isnan (out[0]));
  g_assert_cmpfloat ((double)out[1], ==, 1);
  g_assert_cmpfloat ((double)out[2], ==, 1);
}

/* Who looks changes nothing: a replay looks at nothing, and has the same bits. */
static void
test_changes_no_bit (void)
{
  g_autoptr (FvTraining) looked = fixture_training ("momentum");
  g_autoptr (FvTraining) blind = fixture_training ("momentum");
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  fixture_train (looked, 250);
  for (guint i = 0; i < 250; i++)
    g_assert_cmpint (fv_training_replay (blind, NULL), ==, FV_TRAINING_OK);
  g_assert_null (layers_of (blind));
  expected = fixture_sha256 (blind);
  found = fixture_sha256 (looked);
  g_assert_cmpstr (found, ==, expected);
}

/* A look cut short is made up for before the next batch, with the update it was about. */
static void
test_cut_short (void)
{
  g_autoptr (FvTraining) straight = fixture_training ("sgd");
  g_autoptr (FvTraining) stopped = fixture_training ("sgd");
  g_autofree float *values = g_new (float, 5 * FV_MEASURE_N_MEASURED);
  const int stop = 1;

  g_assert_cmpint (fv_training_batch (stopped, &stop), ==, FV_TRAINING_STOPPED);
  g_assert_null (layers_of (stopped));
  g_assert_false (fv_layers_measure (fv_training_parameters (stopped), fv_training_train_set (stopped), 3,
                                     &stop, values));
  fixture_train (stopped, 25);
  fixture_train (straight, 25);
  assert_same (layers_of (stopped), layers_of (straight));
}

/* What an earlier batch changed is not said of a later one. */
static void
test_unknown_update (void)
{
  g_autoptr (FvTraining) training = fixture_training ("sgd");
  const FvLayerCurve *layers;

  fixture_train (training, 10);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (fv_training_replay (training, NULL), ==, FV_TRAINING_OK);
  fixture_train (training, 1);
  layers = layers_of (training);
  g_assert_cmpuint (fv_layer_curve_batch (layers, 2), ==, 20);
  g_assert_cmpfloat (fv_layer_curve_value (layers, 1, 1, FV_MEASURE_UPDATE), >, 0);
  g_assert_true (isnan (fv_layer_curve_value (layers, 2, 1, FV_MEASURE_UPDATE)));
}

/* --- The past --- */

/* Who walks back and on again finds it as it was; a branch has what came before it, and the way that was left keeps
 * its own. */
static void
test_walks_and_branches (void)
{
  g_auto (Run) run = run_new ("momentum");
  g_autoptr (FvLayerCurve) before = NULL;
  g_autoptr (FvBranch) first = NULL;
  const FvLayerCurve *layers;

  go_on (&run, 100);
  before = fv_layer_curve_copy (layers_of (run.training));
  seek (&run, 35);
  go_on (&run, 30);
  seek (&run, 100);
  assert_same (layers_of (run.training), before);
  seek (&run, 35);
  change (&run, 0.5);
  layers = layers_of (run.training);
  g_assert_cmpuint (fv_layer_curve_batch (layers, fv_layer_curve_length (layers) - 1), ==, 30);
  go_on (&run, 30);
  layers = layers_of (run.training);
  g_assert_cmpuint (fv_layer_curve_batch (layers, fv_layer_curve_length (layers) - 1), ==, 60);
  first = fv_history_nth_branch (run.history, 0);
  assert_same (fv_curve_layers (first->curve), before);
}

static void
assert_same_record (const Run *run, const Run *again)
{
  assert_same (layers_of (again->training), layers_of (run->training));
  for (guint i = 0; i < fv_history_n_branches (run->history); i++)
    {
      g_autoptr (FvBranch) a = fv_history_nth_branch (run->history, i);
      g_autoptr (FvBranch) b = fv_history_nth_branch (again->history, i);

      if (a->curve != NULL)
        assert_same (fv_curve_layers (b->curve), fv_curve_layers (a->curve));
    }
}

/* Saved, loaded and gone on with: as if nobody had. What is shown may be the newest moment or an earlier one. */
static void
test_record (void)
{
  for (guint shown = 0; shown < 2; shown++)
    {
      g_auto (Run) run = run_new ("momentum");
      g_auto (Run) again = { 0 };
      g_autoptr (FvRecord) record = NULL;
      g_autoptr (FvRecord) loaded = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      go_on (&run, 70);
      seek (&run, 25);
      fv_history_branch (run.history);
      go_on (&run, 40);
      if (shown == 1)
        seek (&run, 50);
      record = fv_record_new (run.history);
      bytes = fv_record_to_bytes (record);
      loaded = fv_record_from_bytes (bytes, "memory", &error);
      g_assert_no_error (error);
      again.training = fv_record_resume (loaded, fv_training_train_set (run.training),
                                         fv_training_test_set (run.training), &again.history, NULL);
      assert_same_record (&run, &again);
      seek (&again, 65);
      seek (&run, 65);
      go_on (&again, 60);
      go_on (&run, 60);
      assert_same_record (&run, &again);
    }
}

/* Thinned, it goes on to be thinned in step. */
static void
test_record_thinned (void)
{
  g_auto (Run) run = run_new ("momentum");
  g_auto (Run) again = { 0 };
  g_autoptr (FvRecord) record = NULL;
  g_autoptr (FvRecord) loaded = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint depth = fv_network_depth (fv_training_network (run.training));
  g_autofree float *values = g_new0 (float, depth *FV_MEASURE_N_MEASURED);
  FvCurve *curve = fv_curve_new ();

  for (guint64 i = 0; i < 2 * FV_LAYER_CURVE_MAX + 1; i++)
    fv_curve_add_layers (curve, depth, i, values);
  fv_curve_free (fv_training_swap_curve (run.training, curve));
  go_on (&run, 1100);
  record = fv_record_new (run.history);
  bytes = fv_record_to_bytes (record);
  loaded = fv_record_from_bytes (bytes, "memory", NULL);
  again.training = fv_record_resume (loaded, fv_training_train_set (run.training),
                                     fv_training_test_set (run.training), &again.history, NULL);
  g_assert_cmpuint (fv_layer_curve_stride (layers_of (again.training)), ==, 4);
  assert_same (layers_of (again.training), layers_of (run.training));
}

/* The history's budget knows of it. */
static void
test_counted (void)
{
  g_auto (Run) run = run_new ("momentum");
  gsize before, curve;

  go_on (&run, 1);
  before = fv_history_bytes (run.history);
  curve = fv_layer_curve_bytes (layers_of (run.training));
  g_assert_cmpuint (curve, >=, 5 * FV_MEASURE_N_MEASURED * sizeof (float));
  fv_curve_free (fv_training_swap_curve (run.training, fv_curve_new ()));
  g_assert_cmpuint (fv_history_bytes (run.history) + curve, <=, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layer-look/measures", test_measures);
  g_test_add_func ("/layer-look/points", test_points);
  g_test_add_func ("/layer-look/update", test_update);
  g_test_add_func ("/layer-look/changes-no-bit", test_changes_no_bit);
  g_test_add_func ("/layer-look/cut-short", test_cut_short);
  g_test_add_func ("/layer-look/unknown-update", test_unknown_update);
  g_test_add_func ("/layer-look/walks-and-branches", test_walks_and_branches);
  g_test_add_func ("/layer-look/record", test_record);
  g_test_add_func ("/layer-look/record-thinned", test_record_thinned);
  g_test_add_func ("/layer-look/counted", test_counted);
  return g_test_run ();
}
