/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fv-save.h"

#define ROUNDS 1000
#define LENGTH 20000

typedef struct
{
  char *folder;
  char *path;
} Place;

static Place
place_new (void)
{
  Place place = { .folder = g_dir_make_tmp ("fovea-save-XXXXXX", NULL) };

  place.path = g_build_filename (place.folder, "run.safetensors", NULL);
  return place;
}

static guint
count_files (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  g_dir_close (dir);
  return count;
}

static void
place_clear (Place *place)
{
  g_unlink (place->path);
  g_assert_cmpint (g_rmdir (place->folder), ==, 0);
  g_free (place->folder);
  g_free (place->path);
}

/* A file is whole if all its numbers are the one it begins with. */
static GBytes *
version (guint32 number)
{
  guint32 *numbers = g_new (guint32, LENGTH);

  for (guint i = 0; i < LENGTH; i++)
    numbers[i] = number;
  return g_bytes_new_take (numbers, LENGTH * sizeof *numbers);
}

static gboolean
is_whole (const char *path, guint32 *number)
{
  g_autofree char *data = NULL;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, NULL) || length != LENGTH * sizeof *number)
    return FALSE;
  memcpy (number, data, sizeof *number);
  for (gsize i = 0; i < length; i += sizeof *number)
    if (memcmp (data + i, number, sizeof *number) != 0)
      return FALSE;
  return TRUE;
}

typedef gboolean (*Save) (const char *path, GBytes *bytes, GError **error);

/* What everybody writes first. */
static gboolean
save_plainly (const char *path, GBytes *bytes, GError **error)
{
  FILE *stream = fopen (path, "we");

  fwrite (g_bytes_get_data (bytes, NULL), 1, g_bytes_get_size (bytes), stream);
  return fclose (stream) == 0;
}

/* Saves one version after the other until it is killed. */
static void
save_for_ever (Save save, const char *path, guint32 number)
{
  for (;; number++)
    {
      GBytes *bytes = version (number);

      save (path, bytes, NULL);
      g_bytes_unref (bytes);
    }
}

static void
kill_a_saver (Save save, const char *path, guint32 number, gulong after_us)
{
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    save_for_ever (save, path, number);
  g_usleep (after_us);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
}

/* How long a save takes here and now, but not so long that the test would take for ever; µs. */
static gint32
time_of_a_save (Save save, const char *path, guint32 number)
{
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GBytes) bytes = version (number);

      save (path, bytes, NULL);
    }
  return (gint32)MIN ((g_get_monotonic_time () - began) / 5, 8000);
}

/* How many of the rounds left a file that is not whole, or older than one seen before. */
static guint
count_losses (Save save, const char *path, guint rounds)
{
  guint32 newest = 0, found = 0;
  gint32 time = time_of_a_save (save, path, 0);
  guint losses = 0;

  for (guint i = 0; i < rounds; i++)
    {
      gboolean whole;

      kill_a_saver (save, path, newest + 1, (gulong)g_test_rand_int_range (0, 2 * time + 100));
      whole = is_whole (path, &found);
      losses += !whole || found < newest;
      newest = whole ? found : newest + 1000;
    }
  g_test_message ("%u losses, %u versions", losses, newest);
  return losses;
}

static void
test_kills (void)
{
  Place place = place_new ();
  g_autoptr (GBytes) first = version (0);
  guint left;

  g_assert_true (fv_save_bytes (place.path, first, NULL));
  g_assert_cmpuint (count_losses (fv_save_bytes, place.path, ROUNDS), ==, 0);
  left = count_files (place.folder) - 1;
  g_test_message ("%u left behind", left);
  g_assert_cmpuint (fv_save_sweep (place.folder), ==, left);
  g_assert_cmpuint (count_files (place.folder), ==, 1);
  place_clear (&place);
}

/* The same test sees what plain writing loses. */
static void
test_kills_are_seen (void)
{
  Place place = place_new ();

  g_assert_true (save_plainly (place.path, version (0), NULL));
  g_assert_cmpuint (count_losses (save_plainly, place.path, ROUNDS / 10), >, 0);
  place_clear (&place);
}

/* In a child, where a file may grow to half of what is wanted: what a full disk does, without one. 0: an error that
 * names the file. */
static int
save_with_little_room (Save save, const char *path, GBytes *bytes)
{
  struct rlimit limit = { LENGTH * 2, LENGTH * 2 };
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      GError *error = NULL;

      signal (SIGXFSZ, SIG_IGN);
      setrlimit (RLIMIT_FSIZE, &limit);
      _exit (!save (path, bytes, &error) && error != NULL && g_str_has_prefix (error->message, path) ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return status;
}

static void
test_full_disk (void)
{
  Place place = place_new ();
  g_autoptr (GBytes) old = version (1);
  g_autoptr (GBytes) new = version (2);
  guint32 found;

  g_assert_true (fv_save_bytes (place.path, old, NULL));
  g_assert_cmpint (save_with_little_room (fv_save_bytes, place.path, new), ==, 0);
  g_assert_true (is_whole (place.path, &found));
  g_assert_cmpuint (found, ==, 1);
  g_assert_cmpuint (count_files (place.folder), ==, 1);
  save_with_little_room (save_plainly, place.path, new);
  g_assert_false (is_whole (place.path, &found));
  place_clear (&place);
}

static void
assert_refused (const char *path)
{
  g_autoptr (GBytes) bytes = version (1);
  g_autoptr (GError) error = NULL;

  g_assert_false (fv_save_bytes (path, bytes, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, path));
}

/* In words, not in the system's. */
static void
assert_says (const char *path, const char *words)
{
  g_autoptr (GBytes) bytes = version (1);
  g_autoptr (GError) error = NULL;

  g_assert_false (fv_save_bytes (path, bytes, &error));
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_no_folder (void)
{
  Place place = place_new ();
  g_autofree char *gone = g_build_filename (place.folder, "gone", "run", NULL);
  g_autofree char *in_file = g_build_filename (place.path, "run", NULL);
  g_autofree char *full = g_build_filename (place.folder, "full", NULL);
  g_autofree char *inner = g_build_filename (full, "inner", NULL);
  g_autoptr (GBytes) bytes = version (1);

  g_assert_true (fv_save_bytes (place.path, bytes, NULL));
  assert_refused (gone);
  assert_refused (in_file);
  assert_says (gone, "there is no such folder");
  assert_refused ("/proc/fovea"); /* where not even root makes files */
  g_assert_cmpint (g_mkdir_with_parents (inner, 0777), ==, 0);
  assert_refused (full); /* a folder that is not empty does not give way */
  g_assert_cmpuint (count_files (place.folder), ==, 2);
  g_rmdir (inner);
  g_rmdir (full);
  place_clear (&place);
}

/* Only what fv_save_bytes() makes, of processes that are gone. */
static void
test_sweep (void)
{
  static const struct
  {
    const char *name;
    gboolean stale;
  } cases[] = {
    { "run.safetensors.saving-999999999", TRUE },
    { "run.safetensors.saving-999999999.aB3dE6", TRUE },
    { "run.safetensors.saving-1.aB3dE6", FALSE }, /* init lives */
    { "run.safetensors.aB3dE6", FALSE },
    { "run.safetensors.backup", FALSE },
    { "run.safetensors.saving-", FALSE },
    { "run.safetensors.saving-x", FALSE },
    { "run.safetensors.saving-999999999.aB3dE", FALSE },
    { "run.safetensors.saving-999999999.aB3dE67", FALSE },
    { "run.safetensors.saving-999999999.old.txt", FALSE },
    { "run.safetensors.saving-99999999999999999999", FALSE },
    { ".saving-999999999", FALSE },
  };
  Place place = place_new ();
  guint stale = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (place.folder, cases[i].name, NULL);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
      stale += cases[i].stale;
    }
  g_assert_cmpuint (fv_save_sweep (place.folder), ==, stale);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (place.folder, cases[i].name, NULL);

      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, !cases[i].stale);
      g_unlink (path);
    }
  g_assert_cmpuint (fv_save_sweep ("/nowhere/at/all"), ==, 0);
  place_clear (&place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/save/kills", test_kills);
  g_test_add_func ("/save/kills-are-seen", test_kills_are_seen);
  g_test_add_func ("/save/full-disk", test_full_disk);
  g_test_add_func ("/save/no-folder", test_no_folder);
  g_test_add_func ("/save/sweep", test_sweep);
  return g_test_run ();
}
