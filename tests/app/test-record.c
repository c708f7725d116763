/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "app-fixture.h"
#include "fovea-session-private.h"

/* Saved, closed, opened and gone on with: sessions without windows, as the window drives them. */

typedef struct
{
  GSettings *settings;
  FoveaSession *session;
  FoveaSession *again; /* where the file is opened */
  char *folder;
  char *path; /* of the file */
} Fixture;

static FoveaSession *
new_session (Fixture *fixture)
{
  FoveaSession *session = fovea_session_new (fixture->settings);

  fixture_follow (session);
  return session;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new (APP_ID);
  g_settings_reset (fixture->settings, "network");
  fixture->session = new_session (fixture);
  fixture->again = new_session (fixture);
  fixture->folder = g_dir_make_tmp ("fovea-record-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "run.safetensors", NULL);
}

static void
end_session (FoveaSession *session)
{
  fovea_session_close (session);
  fixture_wait_for (G_OBJECT (session)->ref_count == 1); /* digits that were being made */
  g_assert_finalize_object (session);
}

static void
empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  end_session (fixture->session);
  end_session (fixture->again);
  empty_folder (fixture->folder);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_settings_reset (fixture->settings, "data");
  g_object_unref (fixture->settings);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static gboolean
try_save (FoveaSession *session, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  FoveaSaved saved;

  fovea_session_save_async (session, file, FALSE, on_ready, &result);
  fixture_wait_for (result != NULL);
  if (!fovea_session_save_finish (session, result, &saved, error))
    return FALSE;
  fovea_session_mark_saved (session, saved.stamp);
  return TRUE;
}

static void
save (FoveaSession *session, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (try_save (session, path, &error));
  g_assert_no_error (error);
}

/* What was said. */
static char *
open_file (FoveaSession *session, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *said;

  fovea_session_open_async (session, file, on_ready, &result);
  fixture_wait_for (result != NULL);
  said = fovea_session_open_finish (session, result, &error);
  g_assert_no_error (error);
  g_test_message ("%s", said);
  return said;
}

static void
open_quietly (FoveaSession *session, const char *path)
{
  g_autofree char *said = open_file (session, path);

  g_assert_true (g_str_has_prefix (said, "Opened the session"));
}

static gboolean
stands_at (FoveaSession *session, guint64 batch)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (session);
  guint64 done, total;

  return snapshot != NULL && fv_snapshot_batch (snapshot) == batch && !fv_snapshot_running (snapshot)
         && !fv_snapshot_replay (snapshot, &done, &total);
}

static void
train_to (FoveaSession *session, guint64 batch)
{
  FvSnapshot *snapshot;

  fixture_wait_for (fovea_session_get_snapshot (session) != NULL);
  snapshot = fovea_session_get_snapshot (session);
  fovea_session_step (session, (guint)(batch - fv_snapshot_batch (snapshot)));
  fixture_wait_for (stands_at (session, batch));
}

static void
seek (FoveaSession *session, guint branch, guint64 batch)
{
  fovea_session_seek (session, branch, batch);
  fixture_wait_for (stands_at (session, batch));
  fixture_spin (20);
}

static void
set_rate (FoveaSession *session, double rate)
{
  FvTrainingOptions options = fovea_session_get_options (session);

  options.hyper.rate = rate;
  fovea_session_set_training_options (session, &options);
}

static char *
weights (FoveaSession *session)
{
  return fv_parameters_sha256 (fovea_session_get_parameters (session));
}

static void
assert_weights (FoveaSession *session, const char *expected)
{
  g_autofree char *found = weights (session);

  g_assert_cmpstr (found, ==, expected);
}

static void
begin (FoveaSession *session, const FvOptimizer *optimizer)
{
  fixture_give_digits (session, 200, 20);
  fovea_session_set_optimizer (session, optimizer);
  train_to (session, 20);
  set_rate (session, 0.004);
}

/* Saved, opened elsewhere and gone on with, the weights are those of a run nobody interrupted; and one can go back
 * beyond the file. */
static void
test_goes_on (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    {
      g_autofree char *past = NULL;
      g_autofree char *expected = NULL;

      begin (fixture->session, fv_optimizer_nth (i));
      past = weights (fixture->session);
      train_to (fixture->session, 37);
      save (fixture->session, fixture->path);
      g_assert_true (fovea_session_get_saved (fixture->session));
      train_to (fixture->session, 60);
      g_assert_false (fovea_session_get_saved (fixture->session));
      expected = weights (fixture->session);

      open_quietly (fixture->again, fixture->path);
      g_assert_cmpuint (fv_dataset_count (fovea_session_get_train_set (fixture->again)), ==, 200);
      g_assert_false (fovea_session_get_playing (fixture->again));
      fixture_wait_for (stands_at (fixture->again, 37));
      g_assert_true (fovea_session_get_saved (fixture->again));
      train_to (fixture->again, 60);
      assert_weights (fixture->again, expected);
      seek (fixture->again, 0, 20);
      assert_weights (fixture->again, past);
    }
}

static char *
sha256_of_command_line (const char *path)
{
  const char *argv[] = { g_getenv ("FOVEA_CLI"), "train", "--resume", path, "--epochs", "10", NULL };
  g_autofree char *out = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  char *at;
  int status;

  g_assert_true (
      g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &said, &status, &error));
  g_assert_no_error (error);
  g_test_message ("%s%s", out, said);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  at = strstr (out, "weights_sha256: ");
  g_assert_nonnull (at);
  return g_strndup (at + strlen ("weights_sha256: "), 64);
}

/* Ten epochs of 200 samples are 70 batches, here and on the command line. */
static void
test_command_line_goes_on (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (g_getenv ("FOVEA_CLI") == NULL)
    {
      g_test_skip ("run by meson");
      return;
    }
  begin (fixture->session, fv_optimizer_from_name ("momentum"));
  train_to (fixture->session, 37);
  save (fixture->session, fixture->path);
  train_to (fixture->session, 70);
  expected = weights (fixture->session);
  found = sha256_of_command_line (fixture->path);
  g_assert_cmpstr (found, ==, expected);
}

/* Both ways are there, each with its curve, and the one that was shown is shown. */
static void
test_branches (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  FvSnapshot *snapshot;

  begin (fixture->session, fv_optimizer_from_name ("adam"));
  train_to (fixture->session, 50);
  first = weights (fixture->session);
  seek (fixture->session, 0, 30);
  set_rate (fixture->session, 0.02);
  train_to (fixture->session, 40);
  second = weights (fixture->session);
  g_assert_cmpuint (fv_snapshot_n_branches (fovea_session_get_snapshot (fixture->session)), ==, 2);
  save (fixture->session, fixture->path);

  open_quietly (fixture->again, fixture->path);
  fixture_wait_for (stands_at (fixture->again, 40));
  assert_weights (fixture->again, second);
  snapshot = fovea_session_get_snapshot (fixture->again);
  g_assert_cmpuint (fv_snapshot_n_branches (snapshot), ==, 2);
  g_assert_cmpuint (fv_snapshot_branch (snapshot), ==, fv_snapshot_nth_branch (snapshot, 1)->id);
  g_assert_cmpuint (fv_curve_length (fv_snapshot_nth_branch (snapshot, 0)->curve), >=, 5);
  seek (fixture->again, fv_snapshot_nth_branch (snapshot, 0)->id, 50);
  assert_weights (fixture->again, first);
}

/* How one looked; the choices of the user's settings are not touched. */
static void
test_view (Fixture *fixture, gconstpointer data)
{
  FoveaSession *session = fixture->session, *again = fixture->again;
  FvKernelsLook kernels = { .shown = FV_KERNELS_CHANGE, .own_scale = TRUE };
  FvCursor cursor, pin;
  FvStopRules rules;

  g_assert_true (fv_stop_rules_parse ("epochs=33", &rules, NULL));
  fixture_give_digits (session, 100, 20);
  train_to (session, 5);
  cursor = fv_cursor_move_unit (fv_cursor_at_step (session->network, 3), session->network, 2);
  fovea_session_set_cursor (session, cursor);
  fovea_session_set_pin (session, &cursor);
  fovea_session_set_granularity (session, FV_GRANULARITY_WINDOW);
  fovea_session_set_shows_reach (session, TRUE);
  fovea_session_set_kernels (session, kernels);
  fovea_session_set_as_stored (session, TRUE);
  fovea_session_choose_sample (session, 11);
  session->pace = 3;
  session->stop_rules = rules;
  save (session, fixture->path);

  open_quietly (again, fixture->path);
  g_assert_true (fv_cursor_equal (fovea_session_get_cursor (again), cursor));
  g_assert_true (fovea_session_get_pin (again, &pin) && fv_cursor_equal (pin, cursor));
  g_assert_cmpint (fovea_session_get_granularity (again), ==, FV_GRANULARITY_WINDOW);
  g_assert_true (fovea_session_get_shows_reach (again));
  g_assert_cmpint (fovea_session_get_kernels (again).shown, ==, FV_KERNELS_CHANGE);
  g_assert_true (fovea_session_get_kernels (again).own_scale);
  g_assert_true (fovea_session_get_as_stored (again));
  g_assert_cmpuint (fovea_session_get_sample (again), ==, 11);
  g_assert_cmpfloat (fovea_session_get_pace (again), ==, 3);
  g_assert_cmpfloat (fovea_session_get_stop_rules (again).limits[FV_STOP_EPOCHS], ==, 33);
  g_assert_cmpfloat (g_settings_get_double (fixture->settings, "pace"), ==, 10);
}

/* Its digits are being made already, as at a start: they are waited for, not made twice. */
static void
test_awaits_digits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected = NULL;
  FvSource usual;

  fixture_give_digits (fixture->session, 100, 20);
  fovea_session_digits_source (fixture->session, &usual);
  fv_dataset_set_source (fixture->session->train, &usual);
  fv_source_clear (&usual);
  train_to (fixture->session, 5);
  expected = weights (fixture->session);
  save (fixture->session, fixture->path);

  fovea_session_set_playing (fixture->again, TRUE);
  fovea_session_generate (fixture->again);
  open_quietly (fixture->again, fixture->path);
  g_assert_nonnull (fixture->again->pending);
  g_assert_false (fovea_session_get_playing (fixture->again));
  assert_weights (fixture->again, expected);
  fixture_wait_for (fovea_session_can_train (fixture->again));
  fixture_wait_for (stands_at (fixture->again, 5));
  assert_weights (fixture->again, expected);
  g_assert_cmpuint (fv_dataset_count (fovea_session_get_train_set (fixture->again)), ==, FOVEA_TRAIN_COUNT);
  g_assert_true (fovea_session_get_saved (fixture->again));
}

/* n records of CIFAR-10; salt makes them others. */
static char *
put_named (Fixture *fixture, const char *name, guint n, guint8 salt)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  FILE *file = fopen (path, "wb");

  g_assert_nonnull (file);
  for (guint i = 0; i < n; i++)
    {
      guint8 record[3073];

      for (guint k = 1; k < sizeof record; k++)
        record[k] = (guint8)((i * 9 + k * (i % 7) + salt) % 256);
      record[0] = (guint8)(i % 10);
      g_assert_cmpuint (fwrite (record, 1, sizeof record, file), ==, sizeof record);
    }
  g_assert_cmpint (fclose (file), ==, 0);
  return path;
}

static char *
put_cifar (Fixture *fixture, guint n, guint8 salt)
{
  return put_named (fixture, "data_batch_1.bin", n, salt);
}

/* A run on a data file, saved after eight batches. What it came to after twelve. */
static char *
save_on_data (Fixture *fixture, const char *data)
{
  g_autofree char *said = open_file (fixture->session, data);

  train_to (fixture->session, 8);
  save (fixture->session, fixture->path);
  train_to (fixture->session, 12);
  return weights (fixture->session);
}

/* They are found again by their place. */
static void
test_finds_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = put_cifar (fixture, 90, 0);
  g_autofree char *expected = save_on_data (fixture, path);

  open_quietly (fixture->again, fixture->path);
  g_assert_cmpuint (fv_dataset_count (fovea_session_get_train_set (fixture->again)), ==,
                    fv_dataset_count (fovea_session_get_train_set (fixture->session)));
  train_to (fixture->again, 12);
  assert_weights (fixture->again, expected);
}

/* Gone, the network is there all the same, and so is its past as soon as they come back; nothing is lost if it is
 * saved meanwhile. */
static void
test_missing_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = put_cifar (fixture, 90, 0);
  g_autofree char *expected = save_on_data (fixture, path);
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.safetensors", NULL);
  g_autofree char *said = NULL;
  g_autofree char *said_then = NULL;
  g_autoptr (FvRecord) record = NULL;

  g_assert_cmpint (g_remove (path), ==, 0);
  said = open_file (fixture->again, fixture->path);
  g_assert_nonnull (strstr (said, "without what it learned from"));
  g_assert_nonnull (strstr (said, path));
  g_assert_false (fovea_session_can_train (fixture->again));
  g_assert_true (fv_shape_equal (fv_network_shape (fovea_session_get_network (fixture->again), 0),
                                 (FvShape){ 3, 32, 32 }));
  save (fixture->again, copy);
  record = fv_record_load (copy, NULL);
  g_assert_true (fv_record_has_history (record));

  g_free (put_cifar (fixture, 90, 0));
  said_then = open_file (fixture->again, path);
  train_to (fixture->again, 12);
  assert_weights (fixture->again, expected);
  seek (fixture->again, 0, 3);
}

/* Others in their place are other data from here on. */
static void
test_other_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = put_cifar (fixture, 90, 0);
  g_autofree char *expected = save_on_data (fixture, path);
  g_autofree char *said = NULL;
  g_autofree char *found = NULL;

  g_free (put_cifar (fixture, 90, 1));
  said = open_file (fixture->again, fixture->path);
  g_assert_nonnull (strstr (said, "is not what it learned from"));
  train_to (fixture->again, 12);
  found = weights (fixture->again);
  g_assert_cmpstr (found, !=, expected);
  fovea_session_seek (fixture->again, 0, 3);
  fixture_wait_for (fv_snapshot_lost (fovea_session_get_snapshot (fixture->again)));
}

/* Those it learned from before are found as well, and what was learned from them is walked through again. */
static void
test_past_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = put_cifar (fixture, 90, 0);
  g_autofree char *second = put_named (fixture, "data_batch_2.bin", 70, 5);
  g_autofree char *past = NULL;

  g_free (open_file (fixture->session, first));
  train_to (fixture->session, 5);
  past = weights (fixture->session);
  train_to (fixture->session, 8);
  g_free (open_file (fixture->session, second));
  train_to (fixture->session, 14);
  save (fixture->session, fixture->path);

  open_quietly (fixture->again, fixture->path);
  fixture_wait_for (stands_at (fixture->again, 14));
  seek (fixture->again, 0, 5);
  assert_weights (fixture->again, past);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

/* Nothing was saved, the message begins with the name of the file, and what there is can still be saved elsewhere. */
static void
assert_not_saved (Fixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (try_save (fixture->session, path, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_false (fovea_session_get_saved (fixture->session));
}

/* What a full disk does, without one: no file may grow beyond a few kB. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  struct rlimit before, little = { 4096, RLIM_INFINITY };
  g_autofree char *old = NULL;
  gsize length;
  g_autofree char *now = NULL;
  gsize length_now;

  fixture_give_digits (fixture->session, 100, 20);
  train_to (fixture->session, 3);
  save (fixture->session, fixture->path);
  g_assert_true (g_file_get_contents (fixture->path, &old, &length, NULL));
  train_to (fixture->session, 6);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  little.rlim_max = before.rlim_max;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &little), ==, 0);
  assert_not_saved (fixture, fixture->path);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_true (g_file_get_contents (fixture->path, &now, &length_now, NULL));
  g_assert_cmpmem (now, length_now, old, length);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  save (fixture->session, fixture->path);
  g_assert_true (fovea_session_get_saved (fixture->session));
}

/* A folder that vanished, one where not even root makes files, and a file where a folder should be. */
static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *gone = g_build_filename (fixture->folder, "gone", "run.safetensors", NULL);
  g_autofree char *in_file = g_build_filename (fixture->path, "run.safetensors", NULL);

  fixture_give_digits (fixture->session, 100, 20);
  train_to (fixture->session, 3);
  save (fixture->session, fixture->path);
  train_to (fixture->session, 4);
  assert_not_saved (fixture, gone);
  assert_not_saved (fixture, "/proc/fovea.safetensors");
  assert_not_saved (fixture, in_file);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* Several at once, while training, and the last while another training takes its place: all are whole. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *results[4] = { NULL };
  g_autoptr (GError) error = NULL;

  fixture_give_digits (fixture->session, 100, 20);
  train_to (fixture->session, 2); /* what was seen can be gone back to, and is kept for that */
  fovea_session_set_pace (fixture->session, 0);
  fovea_session_set_playing (fixture->session, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.safetensors", i / 2); /* twice the same */
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      fovea_session_save_async (fixture->session, file, FALSE, on_ready, &results[i]);
    }
  g_assert_true (fovea_session_choose_data (fixture->session, "xor", &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      fixture_wait_for (results[i] != NULL);
      g_assert_true (fovea_session_save_finish (fixture->session, results[i], NULL, &error));
      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  g_settings_reset (fixture->settings, "pace");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.safetensors", i);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (FvRecord) record = fv_record_load (path, &error);

      g_assert_no_error (error);
      g_assert_true (fv_record_has_history (record));
      g_assert_cmpuint (fv_network_n_classes (fv_parameters_network (fv_record_model (record)->parameters)),
                        ==, 10);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/record/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("goes-on", test_goes_on);
  ADD ("command-line-goes-on", test_command_line_goes_on);
  ADD ("branches", test_branches);
  ADD ("view", test_view);
  ADD ("awaits-digits", test_awaits_digits);
  ADD ("finds-data", test_finds_data);
  ADD ("past-data", test_past_data);
  ADD ("missing-data", test_missing_data);
  ADD ("other-data", test_other_data);
  ADD ("full-disk", test_full_disk);
  ADD ("no-folder", test_no_folder);
  ADD ("many", test_many);
  return g_test_run ();
}
