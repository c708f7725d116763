/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-experiment.h"
#include "fv-hidden.h"
#include "training-fixture.h"

/* What one test wants of an experiment, and what it holds. */
typedef struct
{
  FvNetwork *network;
  FvDataset *train;
  FvDataset *test;
  FvExperimentWanted wanted;
} Bench;

static void
set_up (Bench *bench, gconstpointer data)
{
  bench->network = fixture_network ();
  bench->train = fixture_set (1, 100);
  bench->test = fixture_set (2, 30);
  bench->wanted = (FvExperimentWanted){ .network = bench->network,
                                        .train = bench->train,
                                        .test = bench->test,
                                        .options = fv_training_options (),
                                        .epochs = 2 };
  bench->wanted.options.batch_size = 7;
  bench->wanted.options.n_threads = 1;
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  fv_network_unref (bench->network);
  fv_dataset_unref (bench->train);
  fv_dataset_unref (bench->test);
}

static void
try_values (Bench *bench, const char *axis, const char *values)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; fv_experiment_axis_nth (i) != NULL; i++)
    if (g_str_equal (fv_experiment_axis_nth (i)->name, axis))
      fv_experiment_axis_parse (fv_experiment_axis_nth (i), values, &bench->wanted.grid.axes[i], &error);
  g_assert_no_error (error);
}

static FvExperiment *
experiment_of (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  FvExperiment *experiment = fv_experiment_new (&bench->wanted, &error);

  g_assert_no_error (error);
  return experiment;
}

static FvExperimentReport *
run (Bench *bench)
{
  g_autoptr (FvExperiment) experiment = experiment_of (bench);

  return fv_experiment_run (experiment, NULL, NULL, NULL);
}

/* The same settings trained by hand, from the weights the first network draws. */
static char *
trained_by_hand (Bench *bench, const FvSetting *setting, guint epochs)
{
  g_autoptr (FvParameters) drawn = fv_parameters_new (bench->network, bench->wanted.options.seed);
  g_autoptr (FvNetwork) network
      = fv_network_with_hidden_activation (bench->network, setting->activation, NULL);
  g_autoptr (FvParameters) start = fv_parameters_new_from_values (network, fv_parameters_values (drawn));
  g_autoptr (FvTraining) training
      = fv_training_new (network, start, bench->train, bench->test, setting->options, NULL);

  while (fv_training_epoch (training) < epochs)
    fixture_train (training, 1);
  return fixture_sha256 (training);
}

static void
test_same_as_by_hand (Bench *bench, gconstpointer data)
{
  g_autoptr (FvExperimentReport) report = NULL;

  try_values (bench, "optimizer", "sgd, adam");
  try_values (bench, "rate", "0.03, 0.01");
  try_values (bench, "activation", "tanh, relu, sigmoid");
  report = run (bench);
  g_assert_cmpuint (report->n_trials, ==, 12);
  g_assert_true (report->finished);
  g_assert_cmpfloat (report->fraction, ==, 1);
  for (guint i = 0; i < report->n_trials; i++)
    {
      const FvTrial *trial = report->trials[i];
      g_autofree char *by_hand = trained_by_hand (bench, &trial->setting, 2);

      g_test_message ("%s", trial->words);
      g_assert_cmpint (trial->state, ==, FV_TRIAL_DONE);
      g_assert_cmpstr (trial->sha256, ==, by_hand);
      g_assert_cmpuint (trial->batches, ==, 30);
      g_assert_cmpfloat (trial->epochs, ==, 2);
      for (guint k = 0; k < i; k++)
        {
          g_assert_cmpstr (trial->sha256, !=, report->trials[k]->sha256);
          g_assert_cmpstr (trial->words, !=, report->trials[k]->words);
        }
    }
}

/* Whatever the threads, and whoever asks how far it is. */
static void
on_progress (FvExperimentReport *report, gpointer data)
{
  fv_experiment_report_unref (report);
}

static char *
bits_of (const FvExperimentReport *report)
{
  GString *bits = g_string_new (NULL);

  for (guint i = 0; i < report->n_trials; i++)
    {
      const FvTrial *trial = report->trials[i];

      g_string_append_printf (bits, "%s %a %a %a %a\n", trial->sha256, trial->last.train_loss,
                              trial->last.test_loss, trial->best.train_loss, trial->best.test_accuracy);
      for (guint k = 0; k < fv_curve_length (trial->curve); k++)
        {
          FvCurvePoint point = fv_curve_nth (trial->curve, k);

          g_string_append_printf (bits, "%a %a ", point.train_loss, point.test_loss);
        }
    }
  return g_string_free (bits, FALSE);
}

static void
test_deterministic (Bench *bench, gconstpointer data)
{
  g_autofree char *first = NULL;

  try_values (bench, "optimizer", "momentum, adam");
  try_values (bench, "batch", "5, 20");
  for (guint threads = 1; threads <= 3; threads++)
    {
      g_autoptr (FvExperiment) experiment = NULL;
      g_autoptr (FvExperimentReport) report = NULL;
      g_autofree char *bits = NULL;

      bench->wanted.options.n_threads = threads;
      experiment = experiment_of (bench);
      report = fv_experiment_run (experiment, NULL, threads > 1 ? on_progress : NULL, NULL);
      bits = bits_of (report);
      if (first != NULL)
        g_assert_cmpstr (bits, ==, first);
      else
        first = g_steal_pointer (&bits);
    }
}

/* Numbers of the whole test set at the end; the best are no worse than the last. */
static void
test_numbers (Bench *bench, gconstpointer data)
{
  g_autoptr (FvExperimentReport) report = NULL;
  guint order[2];

  bench->wanted.epochs = 12;
  try_values (bench, "rate", "0.00001, 0.03");
  report = run (bench);
  for (guint i = 0; i < report->n_trials; i++)
    {
      const FvTrial *trial = report->trials[i];
      FvCurvePoint end;

      g_assert_true (fv_curve_last_test (trial->curve, &end));
      g_assert_cmpuint (end.batch, ==, trial->batches);
      g_assert_cmpfloat (end.test_loss, ==, trial->last.test_loss);
      g_assert_cmpfloat (trial->best.test_loss, <=, trial->last.test_loss);
      g_assert_cmpfloat (trial->best.test_accuracy, >=, trial->last.test_accuracy);
      g_assert_cmpfloat (trial->best.train_loss, <=, trial->last.train_loss);
      g_assert_cmpuint (trial->best_batch, >, 0);
      g_assert_cmpuint (trial->best_batch, <=, trial->batches);
    }
  g_assert_cmpfloat (report->trials[1]->last.test_accuracy, >, 0.9);
  g_assert_cmpfloat (report->trials[0]->last.test_accuracy, <, 0.9);
  fv_experiment_report_rank (report, order);
  g_assert_cmpuint (order[0], ==, 1);
}

/* Curves are of a few test samples throughout, the numbers of all. */
static void
test_many_to_test (Bench *bench, gconstpointer data)
{
  g_autoptr (FvExperimentReport) report = NULL;
  g_autoptr (FvTraining) by_hand = NULL;
  const FvTrial *trial;
  FvCurvePoint end, whole;

  fv_dataset_unref (bench->test);
  bench->test = bench->wanted.test = fixture_set (3, FV_TRAINING_QUICK_TEST + 100);
  bench->wanted.batches = 13;
  report = run (bench);
  trial = report->trials[0];
  by_hand = fv_training_new (bench->network, NULL, bench->train, bench->test, bench->wanted.options, NULL);
  fixture_train (by_hand, 13);
  fv_training_measure_quickly (by_hand, NULL);
  g_assert_true (fv_curve_last_test (fv_training_curve (by_hand), &end));
  g_assert_cmpuint (end.batch, ==, 13);
  fv_training_measure (by_hand, NULL);
  g_assert_true (fv_curve_last_test (fv_training_curve (by_hand), &whole));
  g_assert_cmpfloat (trial->last.test_loss, ==, whole.test_loss);
  g_assert_cmpfloat (trial->last.test_accuracy, ==, whole.test_accuracy);
  g_assert_true (fv_curve_last_test (trial->curve, &whole));
  g_assert_cmpfloat (whole.test_loss, ==, end.test_loss);
  g_assert_cmpfloat (whole.test_loss, !=, trial->last.test_loss);
}

/* So many batches, in the middle of an epoch. */
static void
test_batches (Bench *bench, gconstpointer data)
{
  g_autoptr (FvExperimentReport) report = NULL;

  bench->wanted.batches = 17;
  try_values (bench, "rate", "0.1, 0.03");
  report = run (bench);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (report->trials[i]->batches, ==, 17);
      g_assert_cmpint (report->trials[i]->state, ==, FV_TRIAL_DONE);
      g_assert_true (isfinite (report->trials[i]->last.test_loss));
    }
}

/* From weights somebody has, not drawn ones. */
static void
test_start (Bench *bench, gconstpointer data)
{
  g_autoptr (FvParameters) start = fv_parameters_new (bench->network, 99);
  g_autoptr (FvTraining) by_hand = NULL;
  g_autoptr (FvExperimentReport) report = NULL;
  g_autofree char *sha256 = NULL;

  bench->wanted.start = start;
  bench->wanted.batches = 5;
  report = run (bench);
  by_hand = fv_training_new (bench->network, start, bench->train, bench->test, bench->wanted.options, NULL);
  fixture_train (by_hand, 5);
  sha256 = fixture_sha256 (by_hand);
  g_assert_cmpuint (report->n_trials, ==, 1);
  g_assert_cmpstr (report->trials[0]->sha256, ==, sha256);
}

/* One that leaves the finite numbers ends; those after it go on, and come before it. */
static void
test_non_finite (Bench *bench, gconstpointer data)
{
  g_autoptr (FvExperimentReport) report = NULL;
  guint order[3];

  bench->wanted.options.hyper.decay = 1; /* at that rate weights grow a thousandfold with each step */
  try_values (bench, "rate", "1000, 0.03, 0.01");
  bench->wanted.epochs = 20;
  report = run (bench);
  g_assert_cmpint (report->trials[0]->state, ==, FV_TRIAL_NON_FINITE);
  g_assert_cmpuint (report->trials[0]->batches, <, 300);
  g_assert_true (report->trials[0]->has_trouble);
  g_assert_cmpint (report->trials[0]->trouble.kind, ==, FV_TROUBLE_NON_FINITE);
  g_assert_nonnull (report->trials[0]->trouble_sentence);
  for (guint i = 1; i < 3; i++)
    {
      g_assert_cmpint (report->trials[i]->state, ==, FV_TRIAL_DONE);
      g_assert_cmpuint (report->trials[i]->batches, ==, 300);
    }
  fv_experiment_report_rank (report, order);
  g_assert_cmpuint (order[2], ==, 0);
}

typedef struct
{
  int stop;
  guint after; /* runs that have ended */
  gboolean in_a_run;
} Stopper;

static void
stop_after (FvExperimentReport *report, gpointer data)
{
  Stopper *stopper = data;

  g_assert_false (report->finished);
  if (report->n_ended == stopper->after)
    g_atomic_int_set (&stopper->stop, 1);
  fv_experiment_report_unref (report);
}

/* What there is so far is there. */
static void
test_stopped (Bench *bench, gconstpointer data)
{
  for (guint after = 1; after <= 2; after++)
    {
      Stopper stopper = { .after = after };
      g_autoptr (FvExperiment) experiment = NULL;
      g_autoptr (FvExperimentReport) report = NULL;

      try_values (bench, "rate", "0.1, 0.03, 0.01");
      experiment = experiment_of (bench);
      report = fv_experiment_run (experiment, &stopper.stop, stop_after, &stopper);
      g_assert_true (report->finished);
      g_assert_cmpuint (report->n_ended, ==, after);
      for (guint i = 0; i < 3; i++)
        g_assert_cmpint (report->trials[i]->state, ==, i < after ? FV_TRIAL_DONE : FV_TRIAL_WAITING);
    }
}

static void
wait_for_end (FvExperimenter *experimenter, FvExperimentReport **report)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (*report == NULL || !(*report)->finished)
    {
      FvExperimentReport *newer = fv_experimenter_take (experimenter);

      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (newer == NULL)
        {
          g_usleep (2000);
          continue;
        }
      g_clear_pointer (report, fv_experiment_report_unref);
      *report = newer;
    }
}

static void
count_notice (gpointer data)
{
  g_atomic_int_inc ((int *)data);
}

static void
test_thread (Bench *bench, gconstpointer data)
{
  int notices = 0;
  g_autoptr (FvExperimentReport) alone = NULL;
  g_autoptr (FvExperimentReport) report = NULL;
  g_autofree char *a = NULL, *b = NULL;
  FvExperimenter *experimenter;

  try_values (bench, "rate", "0.1, 0.03");
  alone = run (bench);
  experimenter = fv_experimenter_new (experiment_of (bench), count_notice, &notices);
  wait_for_end (experimenter, &report);
  fv_experimenter_free (experimenter);
  a = bits_of (alone);
  b = bits_of (report);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpint (g_atomic_int_get (&notices), >=, 1);
}

/* It answers at once, in the middle of a run that would take minutes. */
static void
test_thread_stops (Bench *bench, gconstpointer data)
{
  g_autoptr (FvExperimentReport) report = NULL;
  FvExperimenter *experimenter;
  gint64 asked;

  bench->wanted.epochs = 100000;
  try_values (bench, "rate", "0.0001, 0.0002");
  experimenter = fv_experimenter_new (experiment_of (bench), NULL, NULL);
  while (report == NULL)
    {
      g_usleep (2000);
      report = fv_experimenter_take (experimenter);
    }
  g_assert_cmpint (report->trials[0]->state, ==, FV_TRIAL_RUNNING);
  g_assert_cmpfloat (report->seconds_left, >, 0);
  asked = g_get_monotonic_time ();
  fv_experimenter_stop (experimenter);
  wait_for_end (experimenter, &report);
  g_test_message ("%.1f ms", (double)(g_get_monotonic_time () - asked) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - asked, <, 5 * G_USEC_PER_SEC); /* sanitizers are slow */
  g_assert_cmpint (report->trials[0]->state, ==, FV_TRIAL_STOPPED);
  g_assert_cmpint (report->trials[1]->state, ==, FV_TRIAL_WAITING);
  g_assert_cmpuint (report->trials[0]->batches, >, 0);
  g_assert_nonnull (report->trials[0]->sha256);
  fv_experimenter_free (experimenter);
  experimenter = fv_experimenter_new (experiment_of (bench), NULL, NULL);
  fv_experimenter_free (experimenter);
}

static void
test_refused (Bench *bench, gconstpointer data)
{
  g_autoptr (FvNetwork) flat = fv_network_new ("8x8x1 rasterize; softmax 3", NULL);
  g_autoptr (GError) error = NULL;

  try_values (bench, "activation", "relu, tanh");
  bench->wanted.network = flat;
  g_assert_null (fv_experiment_new (&bench->wanted, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_NETWORK);
  g_clear_error (&error);
  bench->wanted.network = bench->network;
  try_values (bench, "rate", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20");
  try_values (bench, "momentum", "0 0.1 0.2 0.3 0.4 0.5");
  g_assert_null (fv_experiment_new (&bench->wanted, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
}

/* A line a run, a field a column, and what is written is what was found. */
static void
test_csv (Bench *bench, gconstpointer data)
{
  g_autoptr (FvExperimentReport) report = NULL;
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) head = NULL;

  try_values (bench, "optimizer", "sgd, adam");
  try_values (bench, "rate", "1000, 0.03");
  report = run (bench);
  csv = fv_experiment_report_to_csv (report);
  lines = g_strsplit (csv, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, report->n_trials + 2);
  head = g_strsplit (lines[0], ",", -1);
  for (guint i = 0; i < report->n_trials; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i + 1], ",", -1);

      g_assert_cmpuint (g_strv_length (fields), ==, g_strv_length (head));
      for (guint k = 0; head[k] != NULL; k++)
        {
          if (g_str_equal (head[k], "rate"))
            g_assert_cmpfloat (g_ascii_strtod (fields[k], NULL), ==,
                               report->trials[i]->setting.options.hyper.rate);
          if (g_str_equal (head[k], "test_accuracy"))
            g_assert_cmpfloat (g_ascii_strtod (fields[k], NULL), ==, report->trials[i]->last.test_accuracy);
          if (g_str_equal (head[k], "weights_sha256"))
            g_assert_cmpstr (fields[k], ==, report->trials[i]->sha256);
        }
    }
}

/* --- Axes --- */

static void
test_axes (void)
{
  const FvExperimentAxis *axis;
  FvSetting setting = { .options = fv_training_options () };

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    {
      FvAxisValues values, again;
      g_autofree char *text = NULL;

      g_assert_true (fv_experiment_axis_parse (axis, axis->usual, &values, NULL));
      g_assert_cmpuint (values.n, ==, 3);
      text = fv_experiment_axis_to_text (axis, &values);
      g_assert_cmpstr (text, ==, axis->usual);
      g_assert_true (fv_experiment_axis_parse (axis, text, &again, NULL));
      g_assert_cmpmem (values.values, values.n * sizeof *values.values, again.values,
                       again.n * sizeof *again.values);
      for (guint k = 0; k < values.n; k++)
        {
          g_autofree char *words = fv_experiment_axis_words (axis, values.values[k]);

          axis->set (&setting, values.values[k]);
          g_assert_cmpfloat (axis->get (&setting), ==, values.values[k]);
          g_assert_cmpstr (words, !=, "");
        }
    }
}

static const FvExperimentAxis *
axis_named (const char *name)
{
  guint i = 0;

  while (!g_str_equal (fv_experiment_axis_nth (i)->name, name))
    i++;
  return fv_experiment_axis_nth (i);
}

static void
test_typed (void)
{
  static const struct
  {
    const char *axis;
    const char *text;
    int n; /* −1: refused */
  } typed[] = {
    { "rate", "", 0 },           { "rate", " , ", 0 },           { "rate", "0.1", 1 },
    { "rate", "0.1,0.03", 2 },   { "rate", "0.1 0.03", 2 },      { "rate", "0.1，0.03、0.01", 3 },
    { "rate", "0.1, 0.10", 1 },  { "rate", "-1", -1 },           { "rate", "2000", -1 },
    { "rate", "fast", -1 },      { "rate", "nan", -1 },          { "rate", "0.1, x", -1 },
    { "batch", "8,32", 2 },      { "batch", "0", -1 },           { "batch", "1.5", -1 },
    { "optimizer", "Adam", 1 },  { "optimizer", "adam sgd", 2 }, { "optimizer", "adams", -1 },
    { "activation", "ReLU", 1 }, { "activation", "sign", -1 },   { "activation", "softmax", -1 },
    { "rate", "\xff", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      FvAxisValues values = { .n = 77 };
      g_autoptr (GError) error = NULL;
      gboolean read = fv_experiment_axis_parse (axis_named (typed[i].axis), typed[i].text, &values, &error);

      g_test_message ("%s “%s”: %s", typed[i].axis, typed[i].text, error != NULL ? error->message : "fine");
      g_assert_cmpint (read, ==, typed[i].n >= 0);
      g_assert_cmpuint (values.n, ==, read ? (guint)typed[i].n : 77);
      if (!read)
        g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
    }
}

static void
test_too_many_values (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FvAxisValues values;

  for (guint i = 1; i <= FV_EXPERIMENT_MAX_VALUES + 1; i++)
    g_string_append_printf (text, "%u ", i);
  g_assert_false (fv_experiment_axis_parse (axis_named ("batch"), text->str, &values, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
}

/* A momentum of plain descent is no setting of its own. */
static void
test_grid (Bench *bench, gconstpointer data)
{
  FvSetting base = { .options = fv_training_options () };
  g_autoptr (GArray) settings = NULL;
  g_autofree char *first = NULL, *last = NULL;

  try_values (bench, "optimizer", "sgd, momentum");
  try_values (bench, "momentum", "0.5, 0.9");
  g_assert_cmpuint (fv_experiment_grid_size (&bench->wanted.grid), ==, 4);
  settings = fv_experiment_grid_settings (&bench->wanted.grid, &base, NULL);
  g_assert_cmpuint (settings->len, ==, 3);
  first = fv_settings_words (settings, 0);
  last = fv_settings_words (settings, 2);
  g_assert_null (strstr (first, "momentum"));
  g_assert_nonnull (strstr (last, "momentum 0.9"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/training/experiment/axes", test_axes);
  g_test_add_func ("/training/experiment/typed", test_typed);
  g_test_add_func ("/training/experiment/too-many-values", test_too_many_values);
#define ADD(path, func) g_test_add ("/training/experiment/" path, Bench, NULL, set_up, func, tear_down)
  ADD ("grid", test_grid);
  ADD ("same-as-by-hand", test_same_as_by_hand);
  ADD ("deterministic", test_deterministic);
  ADD ("numbers", test_numbers);
  ADD ("many-to-test", test_many_to_test);
  ADD ("batches", test_batches);
  ADD ("start", test_start);
  ADD ("non-finite", test_non_finite);
  ADD ("stopped", test_stopped);
  ADD ("thread", test_thread);
  ADD ("thread-stops", test_thread_stops);
  ADD ("refused", test_refused);
  ADD ("csv", test_csv);
  return g_test_run ();
}
