/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "app-fixture.h"
#include "fovea-keeper.h"
#include "fovea-session-private.h"
#include "fixture-files.h"

/* What is kept without anybody asking, of sessions without windows; at the end the program as it is, killed. */

#define SECONDS 1

typedef struct
{
  GSettings *settings;
  FoveaSession *session;
  FoveaKeeper *keeper;
  char *folder;
  guint failures; /* that were said */
} Fixture;

static void
on_failed (FoveaKeeper *keeper, const char *sentence, gpointer data)
{
  ((Fixture *)data)->failures++;
  g_test_message ("%s", sentence);
}

static void
begin (Fixture *fixture, const char *folder)
{
  fixture->settings = g_settings_new (APP_ID);
  g_settings_reset (fixture->settings, "network");
  fixture->session = fovea_session_new (fixture->settings);
  fixture_follow (fixture->session);
  fixture->keeper = fovea_keeper_new (fixture->session, folder, SECONDS);
  g_signal_connect (fixture->keeper, "failed", G_CALLBACK (on_failed), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("fovea-keeper-XXXXXX", NULL);
  begin (fixture, data != NULL ? data : fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->keeper);
  fovea_session_close (fixture->session);
  g_assert_finalize_object (fixture->session);
  g_ptr_array_unref (fv_shelf_take (fixture->folder, 0));
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_object_unref (fixture->settings);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static gboolean
put_aside (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fovea_keeper_put_aside_async (fixture->keeper, on_ready, &result);
  fixture_wait_for (result != NULL);
  return fovea_keeper_put_aside_finish (fixture->keeper, result, error);
}

static guint64
batches (FoveaSession *session)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (session);

  return snapshot != NULL && !fv_snapshot_running (snapshot) ? fv_snapshot_batch (snapshot) : 0;
}

static void
train (Fixture *fixture, guint n)
{
  guint64 before = batches (fixture->session);

  fovea_session_step (fixture->session, n);
  fixture_wait_for (batches (fixture->session) == before + n);
}

/* Written by itself, found by the next, and what was written is what there was. */
static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (FvRecord) record = NULL;
  const FvKept *kept;

  fixture_give_digits (fixture->session, 100, 20);
  train (fixture, 12);
  expected = fv_parameters_sha256 (fovea_session_get_parameters (fixture->session));
  fixture_wait_for (fixture_count_files (fixture->folder) == 2);
  g_assert_true (put_aside (fixture, NULL));
  taken = fv_shelf_take (fixture->folder, 9);
  g_assert_cmpuint (taken->len, ==, 1);
  kept = g_ptr_array_index (taken, 0);
  g_assert_true (fv_kept_about (kept)->closed);
  g_assert_cmpuint (fv_kept_about (kept)->batch, ==, 12);
  record = fv_record_load (fv_kept_path (kept), NULL);
  found = fv_parameters_sha256 (fv_record_model (record)->parameters);
  g_assert_cmpstr (found, ==, expected);
  g_assert_true (fv_record_has_history (record));
  g_assert_nonnull (fv_record_view (record));
}

/* As long as nothing changes, nothing is written. */
static void
test_rests (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) taken = NULL;
  GStatBuf before, after;
  const FvKept *kept;

  fixture_give_digits (fixture->session, 100, 20);
  train (fixture, 3);
  g_assert_true (put_aside (fixture, NULL));
  taken = fv_shelf_take (fixture->folder, 9);
  kept = g_ptr_array_index (taken, 0);
  g_assert_cmpint (g_stat (fv_kept_path (kept), &before), ==, 0);
  fovea_keeper_take_over (fixture->keeper, g_ptr_array_steal_index (taken, 0));
  fixture_spin (2500 * SECONDS);
  g_assert_cmpint (g_stat (fv_kept_path (kept), &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
  train (fixture, 1);
  fixture_wait_for (g_stat (fv_kept_path (kept), &after) == 0 && before.st_ino != after.st_ino);
  g_assert_true (put_aside (fixture, NULL));
}

/* What began by itself a moment ago, or is in a file of the user's, is not kept. */
static void
test_worth (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "mine.safetensors", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  FoveaSaved saved;

  fixture_give_digits (fixture->session, 100, 20);
  fovea_session_set_playing (fixture->session, TRUE);
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL
                    && fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)) > 2);
  g_assert_true (put_aside (fixture, NULL));
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 0);

  fovea_session_set_playing (fixture->session, FALSE);
  fixture_spin (100);
  fixture_wait_for (fixture_count_files (fixture->folder)
                    == 2); /* somebody stopped it: that is worth something */
  fovea_session_save_async (fixture->session, file, FALSE, on_ready, &result);
  fixture_wait_for (result != NULL);
  g_assert_true (fovea_session_save_finish (fixture->session, result, &saved, NULL));
  fovea_session_mark_saved (fixture->session, saved.stamp);
  fixture_wait_for (fixture_count_files (fixture->folder) == 1);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Said once, not every minute; and what lay there before is whole. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  struct rlimit before, little;
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FvRecord) record = NULL;

  fixture_give_digits (fixture->session, 100, 20);
  train (fixture, 5);
  fixture_wait_for (fixture_count_files (fixture->folder) == 2);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  little = (struct rlimit){ 4096, before.rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &little), ==, 0);
  train (fixture, 5);
  fixture_wait_for (fixture->failures == 1);
  fixture_spin (2200 * SECONDS);
  g_assert_cmpuint (fixture->failures, ==, 1);
  g_assert_false (put_aside (fixture, &error));
  g_assert_nonnull (strstr (error->message, fixture->folder));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_finalize_object (fixture->keeper);
  taken = fv_shelf_take (fixture->folder, 9);
  g_assert_cmpuint (taken->len, ==, 1);
  g_assert_cmpuint (fv_kept_about (g_ptr_array_index (taken, 0))->batch, ==, 5);
  record = fv_record_load (fv_kept_path (g_ptr_array_index (taken, 0)), NULL);
  g_assert_cmpuint (fv_record_model (record)->batch, ==, 5);
  fixture->keeper = fovea_keeper_new (fixture->session, fixture->folder, 0);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_give_digits (fixture->session, 100, 20);
  train (fixture, 5);
  fixture_wait_for (fixture->failures == 1);
  g_assert_false (put_aside (fixture, &error));
  g_assert_true (g_str_has_prefix (error->message, data));
}

/* --- The program --- */

typedef struct
{
  char *home;
  char *shelf;
} Home;

static void
home_set_up (Home *home, gconstpointer data)
{
  static const char settings[]
      = "[io/github/fovea/Fovea]\nkeep-seconds=uint32 1\npace=0.0\nnetwork='xor'\ndata='xor'\n";
  g_autofree char *folder = NULL;
  g_autofree char *file = NULL;

  home->home = g_dir_make_tmp ("fovea-home-XXXXXX", NULL);
  home->shelf = g_build_filename (home->home, "fovea", "sessions", NULL);
  folder = g_build_filename (home->home, "glib-2.0", "settings", NULL);
  file = g_build_filename (folder, "keyfile", NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, settings, -1, NULL));
}

static void
home_tear_down (Home *home, gconstpointer data)
{
  fixture_remove_tree (home->home);
  g_free (home->home);
  g_free (home->shelf);
}

static GSubprocess *
start_program (Home *home)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *program;

  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", home->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", home->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "keyfile", TRUE);
  program = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("FOVEA_APP"), "-n", NULL);
  g_assert_no_error (error);
  return program;
}

/* Nobody else has it, and it is whole. */
static void
assert_whole (const FvKept *kept, gboolean closed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvRecord) record = fv_record_load (fv_kept_path (kept), &error);

  g_assert_no_error (error);
  g_assert_true (fv_record_has_history (record));
  g_assert_cmpuint (fv_record_model (record)->batch, >, 0);
  g_assert_cmpint (fv_kept_about (kept)->closed, ==, closed);
}

static gboolean
has_session (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".safetensors"))
      return TRUE;
  return FALSE;
}

/* Killed: what it kept is there. Ended from outside, in order: what it had then is there. Two at once: one for each. */
static void
test_program (Home *home, gconstpointer data)
{
  if (g_getenv ("FOVEA_APP") == NULL)
    {
      g_test_skip ("run by meson");
      return;
    }
  for (guint round = 0; round < 2; round++)
    {
      gboolean closed = round == 1;
      g_autoptr (GSubprocess) first = start_program (home);
      g_autoptr (GSubprocess) second = start_program (home);
      g_autoptr (GPtrArray) taken = NULL;

      fixture_wait_for (has_session (home->shelf));
      fixture_spin (3000);
      taken = fv_shelf_take (home->shelf, 9);
      g_assert_cmpuint (taken->len, ==, 0); /* they live */
      g_clear_pointer (&taken, g_ptr_array_unref);
      g_subprocess_send_signal (first, closed ? SIGTERM : SIGKILL);
      g_subprocess_send_signal (second, closed ? SIGTERM : SIGKILL);
      g_assert_cmpint (g_subprocess_wait (first, NULL, NULL) && g_subprocess_wait (second, NULL, NULL), ==,
                       TRUE);
      g_assert_cmpint (g_subprocess_get_if_exited (first), ==, closed);
      taken = fv_shelf_take (home->shelf, 9);
      g_assert_cmpuint (taken->len, ==, 2);
      for (guint i = 0; i < taken->len; i++)
        {
          assert_whole (g_ptr_array_index (taken, i), closed);
          fv_kept_discard (g_ptr_array_index (taken, i));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func, folder) g_test_add ("/app/keeper/" path, Fixture, folder, set_up, func, tear_down)
  ADD ("keeps", test_keeps, NULL);
  ADD ("rests", test_rests, NULL);
  ADD ("worth", test_worth, NULL);
  ADD ("full-disk", test_full_disk, NULL);
  ADD ("no-folder", test_no_folder, "/proc/fovea");
  g_test_add ("/app/keeper/program", Home, NULL, home_set_up, test_program, home_tear_down);
  return g_test_run ();
}
