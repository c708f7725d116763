/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-drawings.h"

#include "fv-digits.h"
#include "fv-error.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

static FvDrawings *
some (guint n)
{
  FvDrawings *self = fv_drawings_new ();

  for (guint i = 0; i < n; i++)
    {
      FvRandom random = fv_random_new (5, i);

      fv_drawings_add (self, i % 10,
                       fv_hand_strokes (&random, fv_skeleton_choose (i % 10, 0.3), FV_DISTORTION_MILD));
    }
  return self;
}

static FvDrawings *
load_text (const char *text, gsize length, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "text.strokes", NULL);

  g_assert_true (g_file_set_contents (path, text, (gssize)length, NULL));
  return fv_drawings_load (path, error);
}

/* What was saved comes back, and is what the network would have seen when it was drawn. */
static void
test_there_and_back (void)
{
  g_autoptr (FvDrawings) saved = some (30), loaded = NULL;
  g_autofree char *path = g_build_filename (folder, "some.strokes", NULL);
  g_autoptr (FvDataset) before = fv_drawings_dataset (saved, "before"), after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fv_drawings_save (saved, path, &error));
  after = fv_dataset_open (path, FV_PART_TRAIN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fv_dataset_count (after), ==, 30);
  g_assert_cmpuint (fv_dataset_n_classes (after), ==, 10);
  for (guint i = 0; i < 30; i++)
    {
      guint off = 0;

      g_assert_cmpuint (fv_dataset_label (after, i), ==, i % 10);
      for (guint k = 0; k < 784; k++)
        off += (guint)ABS ((int)fv_dataset_pixels (before, i)[k] - (int)fv_dataset_pixels (after, i)[k]);
      g_assert_cmpuint (off, <, 784); /* points are kept to a ten-thousandth */
    }
  loaded = fv_drawings_load (path, NULL);
  g_assert_true (fv_drawings_save (loaded, path, NULL));
  fv_drawings_remove_last (loaded);
  g_assert_cmpuint (fv_drawings_count (loaded), ==, 29);
}

/* Any one is taken out, and put back where it was. */
static void
test_take_and_insert (void)
{
  g_autoptr (FvDrawings) drawings = some (5);
  const guint places[] = { 2, 0, 4 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const FvStrokes *wanted = fv_drawings_strokes (drawings, places[i]);
      FvStrokes *taken = fv_drawings_take (drawings, places[i]);

      g_assert_true (taken == wanted);
      g_assert_cmpuint (fv_drawings_count (drawings), ==, 4);
      for (guint k = 0; k < 4; k++)
        g_assert_cmpuint (fv_drawings_label (drawings, k), ==, k < places[i] ? k : k + 1);
      fv_drawings_insert (drawings, places[i], places[i], taken);
      for (guint k = 0; k < 5; k++)
        g_assert_cmpuint (fv_drawings_label (drawings, k), ==, k);
    }
  fv_drawings_insert (drawings, 99, 7, fv_strokes_new ()); /* beyond: at the end */
  g_assert_cmpuint (fv_drawings_label (drawings, 5), ==, 7);
}

static void
test_other (void)
{
  static const char text[] = "fovea-drawings 1\n3: 1 2 3 4 5 6; 7 8 9\n10: 5 5 5";
  g_autoptr (FvDrawings) loaded = load_text (text, strlen (text), NULL);
  g_autoptr (FvDataset) set = fv_drawings_dataset (loaded, "set");
  guint n;

  g_assert_cmpuint (fv_drawings_count (loaded), ==, 2);
  g_assert_cmpuint (fv_strokes_count (fv_drawings_strokes (loaded, 0)), ==, 2);
  g_assert_cmpfloat (fv_strokes_nth (fv_drawings_strokes (loaded, 0), 1, &n)[0].width, ==, 9);
  g_assert_cmpuint (fv_dataset_n_classes (set), ==, 11);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "fovea",
    "fovea-drawings 2\n",
    "fovea-drawings 1\n\n",
    "fovea-drawings 1\n3:\n",
    "fovea-drawings 1\n11: 1 1 1\n",
    "fovea-drawings 1\n-1: 1 1 1\n",
    "fovea-drawings 1\n3: 1 1\n",
    "fovea-drawings 1\n3: 1 1 1 1\n",
    "fovea-drawings 1\n3: 1 1 1;\n",
    "fovea-drawings 1\n3: nan 1 1\n",
    "fovea-drawings 1\n3: inf 1 1\n",
    "fovea-drawings 1\n3: 1 1 -1\n",
    "fovea-drawings 1\n3: 1e300 1 1\n",
    "fovea-drawings 1\n3: 1 1 1 x\n",
    "fovea-drawings 1\n3 1 1 1\n",
    "fovea-drawings 1\n99999999999999999999: 1 1 1\n",
    "fovea-drawings 1\n\xff\xfe<b>\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load_text (texts[i], strlen (texts[i]), &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
      g_assert_nonnull (strstr (error->message, "text.strokes"));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  g_assert_null (load_text ("fovea-drawings 1\n3: 1\0 1 1\n", 27, NULL));
}

/* Cut anywhere it is refused, or has the drawings before the cut. */
static void
test_truncated (void)
{
  static const char text[] = "fovea-drawings 1\n3: 1 2 3 4 5 6; 7 8 9\n10: 5 5 5\n";

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FvDrawings) loaded = load_text (text, length, &error);

      g_assert_true ((loaded != NULL) == (error == NULL));
      g_assert_true (loaded == NULL || fv_drawings_count (loaded) <= 2);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("drawings-XXXXXX", NULL);
  g_test_add_func ("/drawings/there-and-back", test_there_and_back);
  g_test_add_func ("/drawings/take-and-insert", test_take_and_insert);
  g_test_add_func ("/drawings/other", test_other);
  g_test_add_func ("/drawings/refused", test_refused);
  g_test_add_func ("/drawings/truncated", test_truncated);
  result = g_test_run ();
  {
    g_autofree char *text = g_build_filename (folder, "text.strokes", NULL);
    g_autofree char *file = g_build_filename (folder, "some.strokes", NULL);

    g_unlink (text);
    g_unlink (file);
    g_rmdir (folder);
  }
  g_free (folder);
  return result;
}
