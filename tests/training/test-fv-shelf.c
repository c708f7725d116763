/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fv-error.h"
#include "fv-record.h"
#include "fv-shelf.h"
#include "training-fixture.h"
#include "fixture-files.h"

#define ROUNDS 100

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *top = g_dir_make_tmp ("fovea-shelf-XXXXXX", NULL);

  fixture->folder = g_build_filename (top, "deep", "sessions", NULL);
}

/* Whatever a test leaves on the shelf, nobody needs. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = g_path_get_dirname (fixture->folder);
  g_autofree char *top = g_path_get_dirname (deep);

  g_ptr_array_unref (fv_shelf_take (fixture->folder, 0));
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 0);
  g_rmdir (fixture->folder);
  g_rmdir (deep);
  g_assert_cmpint (g_rmdir (top), ==, 0);
  g_free (fixture->folder);
}

static void
put (const FvKept *kept, const char *text)
{
  g_assert_true (g_file_set_contents (fv_kept_path (kept), text, -1, NULL));
}

static void
keep (Fixture *fixture, gint64 saved_at, gboolean closed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvKept) kept = fv_kept_new (fixture->folder, &error);
  FvKeptAbout about = { .saved_at = saved_at,
                        .network = (char *)"28x28x1 “x” \\",
                        .batch = (guint64)1 << 60,
                        .accuracy = 0.975,
                        .closed = closed };

  g_assert_no_error (error);
  put (kept, "session");
  fv_kept_describe (kept, &about);
}

/* What is put there is found, by one only. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = fv_shelf_take (fixture->folder, 5);
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GPtrArray) again = NULL;
  const FvKeptAbout *about;

  g_assert_cmpuint (none->len, ==, 0);
  keep (fixture, 1000, TRUE);
  keep (fixture, 3000, FALSE);
  keep (fixture, 2000, TRUE);
  taken = fv_shelf_take (fixture->folder, 5);
  again = fv_shelf_take (fixture->folder, 5); /* as another program would */
  g_assert_cmpuint (taken->len, ==, 3);
  g_assert_cmpuint (again->len, ==, 0);
  about = fv_kept_about (g_ptr_array_index (taken, 0));
  g_assert_cmpint (about->saved_at, ==, 3000);
  g_assert_cmpstr (about->network, ==, "28x28x1 “x” \\");
  g_assert_cmpuint (about->batch, ==, (guint64)1 << 60);
  g_assert_cmpfloat (about->accuracy, ==, 0.975);
  g_assert_false (about->closed);
  g_assert_true (fv_kept_about (g_ptr_array_index (taken, 1))->closed);
  g_assert_cmpint (fv_kept_about (g_ptr_array_index (taken, 2))->saved_at, ==, 1000);
}

/* The oldest go when there are too many; one that was thrown away is gone, one that was never written leaves nothing. */
static void
test_most (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) taken = NULL;

  for (guint i = 0; i < 6; i++)
    keep (fixture, 100 + i, TRUE);
  taken = fv_shelf_take (fixture->folder, 4);
  g_assert_cmpuint (taken->len, ==, 4);
  g_assert_cmpint (fv_kept_about (g_ptr_array_index (taken, 3))->saved_at, ==, 102);
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 8);
  fv_kept_discard (g_ptr_array_index (taken, 0));
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 6);
  fv_kept_free (fv_kept_new (fixture->folder, NULL));
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 6);
}

/* A process that is killed lets go, and nobody has to guess whether it lives. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) taken = NULL;
  int ready[2];
  char byte;
  pid_t child;

  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  if (child == 0)
    {
      FvKept *kept = fv_kept_new (fixture->folder, NULL);

      put (kept, "session");
      _exit (write (ready[1], "x", 1) == 1 && pause () == 0 && kept != NULL);
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  taken = fv_shelf_take (fixture->folder, 5);
  g_assert_cmpuint (taken->len, ==, 0); /* it lives */
  g_ptr_array_unref (taken);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  taken = fv_shelf_take (fixture->folder, 5);
  g_assert_cmpuint (taken->len, ==, 1);
  g_assert_false (fv_kept_about (g_ptr_array_index (taken, 0))->closed);
  g_assert_cmpint (fv_kept_about (g_ptr_array_index (taken, 0))->saved_at, >, 1000000);
  close (ready[0]);
  close (ready[1]);
}

/* Whatever stands in the lock, the session is there; what is no session of ours is left alone. */
static void
test_nonsense (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "",
    "x",
    "{\"saved\":-1,\"batch\":1e400,\"accuracy\":\"x\",\"network\":7,\"closed\":[]}",
    "[[[[[[[[[[[[",
    "{\"saved\":99999999999999999999}",
  };
  g_autoptr (GPtrArray) taken = NULL;
  g_autofree char *foreign = g_build_filename (fixture->folder, "notes.safetensors", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (FvKept) kept = fv_kept_new (fixture->folder, NULL);
      g_autofree char *stem = g_strndup (fv_kept_path (kept), strlen (fv_kept_path (kept)) - 12);
      g_autofree char *lock = g_strconcat (stem, ".lock", NULL);

      put (kept, "session");
      g_assert_true (g_file_set_contents (lock, texts[i], -1, NULL));
    }
  g_assert_true (g_file_set_contents (foreign, "mine", -1, NULL));
  taken = fv_shelf_take (fixture->folder, 10);
  g_assert_cmpuint (taken->len, ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < taken->len; i++)
    {
      const FvKeptAbout *about = fv_kept_about (g_ptr_array_index (taken, i));

      g_assert_null (about->network);
      g_assert_cmpuint (about->batch, ==, 0);
      g_assert_true (isnan (about->accuracy));
      g_assert_cmpint (about->saved_at, >, 0); /* the file's own */
    }
  g_assert_cmpint (g_unlink (foreign), ==, 0);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fv_kept_new ("/proc/fovea/sessions", &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
  g_assert_true (g_str_has_prefix (error->message, "/proc/fovea/sessions"));
}

/* Trains and keeps what it comes to, for ever. */
static void
work (const char *folder)
{
  FvTraining *training = fixture_training ("momentum");
  FvHistory *history = fv_history_new (training, FV_HISTORY_BUDGET);
  FvKept *kept = fv_kept_new (folder, NULL);

  for (;;)
    {
      FvKeptAbout about = { .saved_at = 5, .batch = fv_training_batches (training), .accuracy = NAN };
      FvRecord *record = fv_record_new (history);

      if (!fv_record_save (record, fv_kept_path (kept), NULL))
        _exit (1);
      fv_kept_describe (kept, &about);
      fv_record_unref (record);
      fv_history_batch (history, NULL);
    }
}

/* Killed at any moment, nothing or a whole session is there, and nothing half-written stays. */
static void
test_kills (Fixture *fixture, gconstpointer data)
{
  guint found = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GPtrArray) taken = NULL;
      pid_t child = fork ();

      if (child == 0)
        work (fixture->folder);
      g_usleep ((gulong)g_test_rand_int_range (0, 20000));
      g_assert_cmpint (kill (child, SIGKILL), ==, 0);
      g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
      taken = fv_shelf_take (fixture->folder, 5);
      g_assert_cmpuint (taken->len, <=, 1);
      g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 2 * taken->len);
      if (taken->len == 1)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (FvRecord) record = fv_record_load (fv_kept_path (g_ptr_array_index (taken, 0)), &error);

          g_assert_no_error (error);
          g_assert_true (fv_record_has_history (record));
          fv_kept_discard (g_ptr_array_index (taken, 0));
          found++;
        }
    }
  g_test_message ("%u of %u left a session", found, ROUNDS);
  g_assert_cmpuint (found, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/shelf/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("kept", test_kept);
  ADD ("most", test_most);
  ADD ("killed", test_killed);
  ADD ("nonsense", test_nonsense);
  ADD ("no-folder", test_no_folder);
  ADD ("kills", test_kills);
  return g_test_run ();
}
