/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "training-fixture.h"

#include "fv-random.h"

#define SIDE    8
#define CLASSES 3

static void
draw_bar (FvRandom *random, guint kind, guint8 *pixels)
{
  guint at = 2 + fv_random_below (random, SIDE - 4);

  for (guint row = 0; row < SIDE; row++)
    for (guint col = 0; col < SIDE; col++)
      {
        gboolean on = kind == 0 ? col == at : kind == 1 ? row == at : row == col;

        pixels[row * SIDE + col] = on ? 255 : (guint8)fv_random_below (random, 60);
      }
}

FvDataset *
fixture_set (guint64 seed, guint count)
{
  static const char *const names[] = { "standing", "lying", "slanting", NULL };
  FvRandom random = fv_random_new (seed, 0);
  guint8 *pixels = g_new (guint8, count * SIDE * SIDE);
  guint8 *labels = g_new (guint8, count);

  for (guint i = 0; i < count; i++)
    {
      labels[i] = (guint8)(i % CLASSES);
      draw_bar (&random, labels[i], pixels + i * SIDE * SIDE);
    }
  return fv_dataset_new_take ("bars", (FvShape){ 1, SIDE, SIDE }, count, pixels, labels, names);
}

FvNetwork *
fixture_network (void)
{
  g_autoptr (GError) error = NULL;
  FvNetwork *network
      = fv_network_new ("8x8x1 conv 3x3x2 tanh; max 2x2; rasterize; dense 8 tanh; softmax 3", &error);

  g_assert_no_error (error);
  return network;
}

FvTraining *
fixture_training (const char *optimizer)
{
  g_autoptr (FvNetwork) network = fixture_network ();
  g_autoptr (FvDataset) train = fixture_set (1, 100);
  g_autoptr (FvDataset) test = fixture_set (2, 30);
  g_autoptr (GError) error = NULL;
  FvTrainingOptions options = fv_training_options ();
  FvTraining *training;

  options.optimizer = fv_optimizer_from_name (optimizer);
  options.batch_size = 7;
  training = fv_training_new (network, NULL, train, test, options, &error);
  g_assert_no_error (error);
  return training;
}

void
fixture_train (FvTraining *training, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (fv_training_batch (training, NULL), ==, FV_TRAINING_OK);
}

char *
fixture_sha256 (const FvTraining *training)
{
  g_autoptr (FvParameters) parameters = fv_training_parameters (training);

  return fv_parameters_sha256 (parameters);
}

gboolean
fixture_evaluate (FvParameters *parameters, const FvDataset *set, guint first, guint count, const int *stop,
                  FvEvaluation *out, guint *confusion)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvPlan) plan = fv_plan_new (network, NULL, (FvPlanOptions){ .n_threads = 1 }, NULL);

  fv_plan_write (plan, fv_parameters_values (parameters), NULL);
  return fv_evaluate (plan, network, set, first, count, stop, out, confusion);
}
