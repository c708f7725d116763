/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-judgement.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "fv-error.h"
#include "fv-evaluation.h"
#include "fv-pass.h"
#include "fv-random.h"
#include "training-fixture.h"

/* Noise of any shape, its classes all but evenly spread. */
static FvDataset *
noise (FvShape shape, guint n_classes, guint count)
{
  gsize size = fv_shape_size (shape);
  FvRandom random = fv_random_new (5, 0);
  guint8 *pixels = g_new (guint8, count * size);
  guint8 *labels = g_new (guint8, count);
  g_auto (GStrv) names = g_new0 (char *, n_classes + 1);

  for (gsize i = 0; i < count * size; i++)
    pixels[i] = (guint8)fv_random_below (&random, 256);
  for (guint i = 0; i < count; i++)
    labels[i] = (guint8)fv_random_below (&random, n_classes);
  for (guint i = 0; i < n_classes; i++)
    names[i] = g_strdup_printf ("%u", i);
  return fv_dataset_new_take ("noise", shape, count, pixels, labels, (const char *const *)names);
}

static FvJudgement *
judge (FvParameters *parameters, FvDataset *set)
{
  g_autoptr (GError) error = NULL;
  FvJudgement *judgement = fv_judgement_new (parameters, set, 7, 1, NULL, NULL, &error);

  g_assert_no_error (error);
  return judgement;
}

/* Every sample by the layers' own pass; where two scores are within rounding of each other either may be the answer. */
static void
assert_as_the_layers (FvParameters *parameters, FvDataset *set, const FvJudgement *judgement)
{
  FvNetwork *network = fv_parameters_network (parameters);
  guint n_classes = fv_network_n_classes (network), n_correct = 0;
  g_autoptr (FvPass) pass = fv_pass_new (network);
  g_autofree double *scores = g_new (double, n_classes);

  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  g_assert_cmpuint (fv_judgement_count (judgement), ==, fv_dataset_count (set));
  for (guint i = 0; i < fv_dataset_count (set); i++)
    {
      FvReading reading = fv_judgement_nth (judgement, i);
      double loss;

      fv_network_scale (network, fv_dataset_pixels (set, i), fv_pass_input (pass));
      fv_pass_output (pass);
      fv_pass_scores (pass, scores);
      loss = fv_pass_loss (pass, fv_dataset_label (set, i));
      g_assert_cmpuint (reading.target, ==, fv_dataset_label (set, i));
      g_assert_cmpfloat_with_epsilon (reading.share, scores[fv_pass_class (pass)], 1e-4);
      g_assert_cmpfloat_with_epsilon (scores[reading.read_as], scores[fv_pass_class (pass)], 1e-4);
      g_assert_cmpfloat_with_epsilon (reading.loss, loss, 1e-4 * (1 + fabs (loss)));
      n_correct += reading.read_as == reading.target;
    }
  g_assert_cmpuint (fv_judgement_n_correct (judgement), ==, n_correct);
}

/* The matrix is the same as an evaluation's, and what is selected by it are as many as it says. */
static void
assert_adds_up (FvParameters *parameters, FvDataset *set, const FvJudgement *judgement)
{
  guint n = fv_judgement_n_classes (judgement), total = 0, largest = 0;
  g_autofree guint *confusion = g_new (guint, n * n);
  g_autofree guint *samples = g_new (guint, fv_dataset_count (set));
  FvEvaluation evaluation;

  fixture_evaluate (parameters, set, 0, fv_dataset_count (set), NULL, &evaluation, confusion);
  for (guint i = 0; i < n * n; i++)
    {
      FvSelection cell = { FV_SELECT_CELL, i / n, i % n };

      g_assert_cmpuint (fv_judgement_cell (judgement, i / n, i % n), ==, confusion[i]);
      g_assert_cmpuint (fv_judgement_select (judgement, set, cell, samples), ==, confusion[i]);
      total += confusion[i];
      if (i / n != i % n)
        largest = MAX (largest, confusion[i]);
    }
  g_assert_cmpuint (total, ==, fv_dataset_count (set));
  g_assert_cmpuint (fv_judgement_largest_mistake (judgement), ==, largest);
  g_assert_cmpuint (fv_judgement_select (judgement, set, (FvSelection){ FV_SELECT_MISREAD }, samples), ==,
                    total - fv_judgement_n_correct (judgement));
  g_assert_cmpuint (fv_judgement_select (judgement, set, (FvSelection){ FV_SELECT_ALL }, samples), ==, total);
}

static void
test_layers (void)
{
  static const char *const texts[] = {
    "8x8x1 conv 3x3x2 tanh; max 2x2; rasterize; dense 8 tanh; softmax 3",
    "8x8x1 conv 3x3x4 relu; mean 2x2; rasterize; dense 5 sigmoid loss=squared",
    "7x5x2 rasterize; dense 9 tanh; softmax 4 other",
    "2x1x1 dense 3 tanh; dense 1 sigmoid loss=logistic",
    "6x6x3 conv 3x3x2 tanh; rasterize; dense 62 tanh loss=squared",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FvNetwork) network = fv_network_new (texts[i], &error);
      g_autoptr (FvParameters) parameters = NULL;
      g_autoptr (FvDataset) set = NULL;
      g_autoptr (FvJudgement) judgement = NULL;

      g_assert_no_error (error);
      /* More than a chunk, and no whole number of blocks. */
      set = noise (fv_network_shape (network, 0), fv_network_n_classes (network), 523);
      parameters = fv_parameters_new (network, 3);
      judgement = judge (parameters, set);
      assert_as_the_layers (parameters, set, judgement);
      assert_adds_up (parameters, set, judgement);
      g_assert_cmpuint (fv_judgement_batch (judgement), ==, 7);
      g_assert_true (fv_judgement_set (judgement) == set);
      g_assert_true (fv_judgement_parameters (judgement) == parameters);
    }
}

static FvJudgement *
judge_bars (FvDataset **set)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvParameters) parameters = NULL;

  fixture_train (training, 5);
  parameters = fv_training_parameters (training);
  *set = fixture_set (2, 30);
  return judge (parameters, *set);
}

static void
test_worst_first (void)
{
  g_autoptr (FvDataset) set = NULL;
  g_autoptr (FvJudgement) judgement = judge_bars (&set);
  guint samples[30];

  g_assert_cmpuint (fv_judgement_select (judgement, set, (FvSelection){ FV_SELECT_ALL }, samples), ==, 30);
  fv_judgement_sort (judgement, samples, 30);
  for (guint i = 1; i < 30; i++)
    g_assert_cmpfloat (fv_judgement_nth (judgement, samples[i - 1]).loss, >=,
                       fv_judgement_nth (judgement, samples[i]).loss);
  g_assert_cmpfloat (fv_judgement_nth (judgement, samples[0]).loss, >,
                     fv_judgement_nth (judgement, samples[29]).loss);
}

/* Weights that are not numbers: everything is read as something, and order is that of the set. */
static void
test_not_finite (void)
{
  g_autoptr (FvNetwork) network = fixture_network ();
  g_autoptr (FvDataset) set = fixture_set (2, 30);
  g_autofree float *values = g_new (float, fv_network_n_parameters (network));
  g_autoptr (FvParameters) parameters = NULL;
  g_autoptr (FvJudgement) judgement = NULL;
  guint samples[] = { 9, 3, 27 };

  for (gsize i = 0; i < fv_network_n_parameters (network); i++)
    values[i] = (float)NAN;
  parameters = fv_parameters_new_from_values (network, values);
  judgement = judge (parameters, set);
  g_assert_true (isnan (fv_judgement_nth (judgement, 0).loss));
  g_assert_cmpuint (fv_judgement_nth (judgement, 0).read_as, <, 3);
  fv_judgement_sort (judgement, samples, 3);
  g_assert_cmpuint (samples[0], ==, 3);
  g_assert_cmpuint (samples[1], ==, 9);
  g_assert_cmpuint (samples[2], ==, 27);
}

/* Where one weight is infinite and the other the opposite, (1, 1) gives no number and (1, −1) does. */
static void
test_numbers_first (void)
{
  static const char *const names[] = { "0", "1", NULL };
  static const guint8 pixels[] = { 255, 255, 255, 0 }, labels[] = { 1, 0 };
  const float values[] = { INFINITY, -INFINITY, 0, 1, 0, 0, 0 };
  g_autoptr (FvNetwork) network = fv_network_new ("2x1x1 dense 1 tanh; softmax 2", NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new_from_values (network, values);
  g_autoptr (FvDataset) set
      = fv_dataset_new_take ("two", fv_network_shape (network, 0), 2, g_memdup2 (pixels, sizeof pixels),
                             g_memdup2 (labels, sizeof labels), names);
  g_autoptr (FvJudgement) judgement = judge (parameters, set);
  guint samples[] = { 0, 1 };

  g_assert_true (isnan (fv_judgement_nth (judgement, 0).loss));
  g_assert_false (isnan (fv_judgement_nth (judgement, 1).loss));
  fv_judgement_sort (judgement, samples, 2);
  g_assert_cmpuint (samples[0], ==, 1);
  g_assert_cmpuint (samples[1], ==, 0);
}

/* Classes are known without reading anything; what is read as what is not. */
static void
test_unjudged (void)
{
  g_autoptr (FvDataset) set = fixture_set (2, 30);
  guint samples[30];

  g_assert_cmpuint (fv_judgement_select (NULL, set, (FvSelection){ FV_SELECT_CLASS, 1, 0 }, samples), ==, 10);
  g_assert_cmpuint (samples[3], ==, 10);
  g_assert_cmpuint (fv_judgement_select (NULL, set, (FvSelection){ FV_SELECT_ALL }, samples), ==, 30);
  g_assert_cmpuint (fv_judgement_select (NULL, set, (FvSelection){ FV_SELECT_MISREAD }, samples), ==, 0);
  g_assert_cmpuint (fv_judgement_select (NULL, set, (FvSelection){ FV_SELECT_CELL, 1, 1 }, samples), ==, 0);
}

static void
test_refusals (void)
{
  g_autoptr (FvNetwork) network = fixture_network ();
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 1);
  g_autoptr (FvDataset) set = fixture_set (2, 30);
  g_autoptr (FvDataset) large = noise ((FvShape){ 1, 9, 9 }, 3, 2);
  g_autoptr (GError) error = NULL;
  int stop = TRUE, per_mille = 0;

  g_assert_null (fv_judgement_new (parameters, large, 0, 1, NULL, NULL, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (fv_judgement_new (parameters, set, 0, 1, &stop, &per_mille, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_CANCELLED);
  g_assert_cmpint (per_mille, ==, 0);
}

/* An empty set is no mistake. */
static void
test_empty (void)
{
  g_autoptr (FvNetwork) network = fixture_network ();
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 1);
  g_autoptr (FvDataset) set = fixture_set (2, 0);
  g_autoptr (FvJudgement) judgement = judge (parameters, set);

  g_assert_cmpuint (fv_judgement_count (judgement), ==, 0);
  g_assert_cmpuint (fv_judgement_largest_mistake (judgement), ==, 0);
}

typedef struct
{
  FvParameters *parameters;
  FvDataset *set;
  int stop;
  int per_mille;
  FvJudgement *judgement;
} Job;

static void *
run_job (void *data)
{
  Job *job = data;

  job->judgement = fv_judgement_new (job->parameters, job->set, 0, 1, &job->stop, &job->per_mille, NULL);
  return NULL;
}

/* Any thread may read a set, while another looks how far it is, and gets the same; told to stop it gets nothing. */
static void
test_threads (void)
{
  g_autoptr (FvNetwork) network = fixture_network ();
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 1);
  g_autoptr (FvDataset) set = fixture_set (2, 3000);
  g_autoptr (FvJudgement) here = NULL;
  Job job = { parameters, set, FALSE, 0, NULL };
  pthread_t thread;

  g_assert_cmpint (pthread_create (&thread, NULL, run_job, &job), ==, 0);
  while (g_atomic_int_get (&job.per_mille) < 1000)
    g_usleep (100);
  pthread_join (thread, NULL);
  here = judge (parameters, set);
  for (guint i = 0; i < 3000; i++)
    {
      FvReading first = fv_judgement_nth (here, i), second = fv_judgement_nth (job.judgement, i);

      g_assert_cmpuint (first.read_as, ==, second.read_as);
      g_assert_true (first.loss == second.loss && first.share == second.share);
    }
  g_clear_pointer (&job.judgement, fv_judgement_unref);
  g_assert_cmpint (pthread_create (&thread, NULL, run_job, &job), ==, 0);
  g_atomic_int_set (&job.stop, TRUE);
  pthread_join (thread, NULL);
  if (job.judgement != NULL) /* it was quicker */
    fv_judgement_unref (job.judgement);
}

static void
test_csv (void)
{
  static const char *const names[] = { "standing", "lying, flat", "\"slanting\"", NULL };
  g_autoptr (FvDataset) set = NULL;
  g_autoptr (FvJudgement) judgement = judge_bars (&set);
  g_autofree char *csv = fv_judgement_to_csv (judgement, names);
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  g_autofree char *row
      = g_strdup_printf ("standing,%u,%u,%u", fv_judgement_cell (judgement, 0, 0),
                         fv_judgement_cell (judgement, 0, 1), fv_judgement_cell (judgement, 0, 2));

  g_assert_cmpuint (g_strv_length (lines), ==, 5); /* the last ends with a line's end, too */
  g_assert_cmpstr (lines[0], ==, "target\\read as,standing,\"lying, flat\",\"\"\"slanting\"\"\"");
  g_assert_cmpstr (lines[1], ==, row);
  g_assert_true (g_str_has_prefix (lines[3], "\"\"\"slanting\"\"\","));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judgement/layers", test_layers);
  g_test_add_func ("/judgement/worst-first", test_worst_first);
  g_test_add_func ("/judgement/not-finite", test_not_finite);
  g_test_add_func ("/judgement/numbers-first", test_numbers_first);
  g_test_add_func ("/judgement/unjudged", test_unjudged);
  g_test_add_func ("/judgement/refusals", test_refusals);
  g_test_add_func ("/judgement/empty", test_empty);
  g_test_add_func ("/judgement/threads", test_threads);
  g_test_add_func ("/judgement/csv", test_csv);
  return g_test_run ();
}
