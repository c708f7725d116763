/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-session-private.h"

/* What the window trains is what the engine alone trains, to the bit: however many threads compute, however often
 * somebody pauses, looks and goes on. */

#define N_TRAIN 2000
#define N_TEST  100
#define BATCHES 97

static char *
sha256_of_window (guint threads)
{
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window = fixture_window (application, 1024, 700);
  FoveaSession *session = fovea_window_get_session (window);
  guint64 before;
  char *sha256;

  g_settings_set_int (fovea_session_get_settings (session), "threads", (int)threads);
  fixture_give_digits (session, N_TRAIN, N_TEST);
  g_assert_cmpuint (session->options.n_threads, ==, threads);
  fixture_train (session, 20);
  before = fv_snapshot_batch (fovea_session_get_snapshot (session));
  g_assert_cmpuint (before, <, BATCHES - 8);
  fovea_session_step (session, 7);
  fixture_wait_for (fv_snapshot_batch (fovea_session_get_snapshot (session)) == before + 7);
  fovea_session_step (session, BATCHES - (guint)before - 7);
  fixture_wait_for (fv_snapshot_batch (fovea_session_get_snapshot (session)) == BATCHES);
  sha256 = fv_parameters_sha256 (fovea_session_get_parameters (session));
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (application);
  return sha256;
}

static char *
sha256_of_engine (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("wide", NULL);
  g_autoptr (FvDataset) train = fv_digits_new (1, 0, N_TRAIN, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (FvParameters) parameters = NULL;
  g_autoptr (FvTraining) training = NULL;
  FvTrainingOptions options = fv_training_options ();

  options.n_threads = 1;
  training = fv_training_new (network, NULL, train, NULL, options, NULL);
  for (guint i = 0; i < BATCHES; i++)
    g_assert_cmpint (fv_training_batch (training, NULL), ==, FV_TRAINING_OK);
  parameters = fv_training_parameters (training);
  return fv_parameters_sha256 (parameters);
}

static void
test_same_as_the_engine (void)
{
  static const guint threads[] = { 0, 1, 2, 3 };
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *expected = sha256_of_engine ();

  /* Slow enough that a pause finds it running. */
  g_settings_set_string (settings, "network", "wide");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *sha256 = sha256_of_window (threads[i]);

      g_assert_cmpstr (sha256, ==, expected);
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/bits/same-as-the-engine", test_same_as_the_engine);
  return g_test_run ();
}
