/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-pictures.h"

#include "fv-error.h"
#include "idx-files.h"

#include <glib/gstdio.h>
#include <string.h>

/* Pictures of the tests are texts: "ROWS COLS MAPS GREY", or broken. */
static gboolean
parse (const char *path, FvShape *shape, guint *gray, GError **error)
{
  g_autofree char *text = NULL;

  if (g_file_get_contents (path, &text, NULL, NULL)
      && sscanf (text, "%u %u %u %u", &shape->rows, &shape->cols, &shape->maps, gray) == 4)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, "%s: is broken", path);
  return FALSE;
}

static gboolean
measure (const char *path, FvShape *shape, GError **error)
{
  guint gray;

  return parse (path, shape, &gray, error);
}

static gboolean
read_picture (const char *path, FvShape shape, guint8 *pixels, GError **error)
{
  FvShape own;
  guint gray;

  if (!parse (path, &own, &gray, error))
    return FALSE;
  memset (pixels, (int)gray, fv_shape_size (shape));
  return TRUE;
}

static void
put (const char *folder, const char *name, const char *text)
{
  g_free (files_put (folder, name, (const guint8 *)text, strlen (text)));
}

static FvDataset *
expect (const char *path, FvPart part)
{
  g_autoptr (GError) error = NULL;
  FvDataset *set = fv_dataset_open (path, part, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fv_dataset_type_of (path, NULL)->name, ==, "pictures");
  return set;
}

static void
test_classes (void)
{
  g_autofree char *folder = files_new ();
  g_autoptr (FvDataset) set = NULL;
  static const char *const names[] = { "2", "10", "cats & <b>dogs" };

  put (folder, "10/b.PNG", "5 6 1 3");
  put (folder, "10/a.jpeg", "5 6 1 2");
  put (folder, "10/note.txt", "no picture");
  put (folder, "10/.hidden.png", "no picture");
  put (folder, "2/x.png", "5 6 1 1");
  put (folder, "cats & <b>dogs/c.jpg", "9 9 1 4");
  put (folder, "empty/readme", "");
  put (folder, "readme.png", "lies beside the classes");
  set = expect (folder, FV_PART_TRAIN);
  g_assert_cmpuint (fv_dataset_n_classes (set), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (fv_dataset_class_name (set, i), ==, names[i]);
  g_assert_cmpuint (fv_dataset_count (set), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpuint (fv_dataset_pixels (set, i)[0], ==, i + 1);
      g_assert_cmpuint (fv_dataset_label (set, i), ==, (i + 1) / 2);
    }
  g_assert_true (fv_shape_equal (fv_dataset_shape (set), (FvShape){ 1, 5, 6 }));
  g_assert_false (fv_dataset_has_test_part (folder));
  files_remove (folder);
}

/* Of a size somebody says, in colours if there are some. */
static void
test_size_alone (void)
{
  for (guint maps = 1; maps <= 3; maps += 2)
    {
      g_autofree char *folder = files_new ();
      FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);
      g_autofree char *second = g_strdup_printf ("9 9 %u 0", maps);
      g_autoptr (FvDataset) set = NULL;

      put (folder, "a/1.png", "500 400 1 0");
      put (folder, "b/1.png", second);
      wanted.shape = (FvShape){ 0, 20, 24 };
      set = fv_dataset_open_wanted (folder, &wanted, NULL);
      g_assert_true (fv_shape_equal (fv_dataset_shape (set), (FvShape){ maps, 20, 24 }));
      files_remove (folder);
    }
}

/* What all are brought to, when nobody says. */
static void
test_shape (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    FvShape shape;
  } rows[] = {
    { "64 64 1 0", "100 100 1 0", { 1, 64, 64 } },
    { "65 64 1 0", "9 9 1 0", { 1, 28, 28 } },
    { "8 8 1 0", "9 9 3 0", { 3, 8, 8 } },
    { "500 400 3 0", "9 9 1 0", { 3, 32, 32 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folder = files_new ();
      FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);
      g_autoptr (FvDataset) set = NULL;
      g_autoptr (FvDataset) asked = NULL;

      put (folder, "a/1.png", rows[i].a);
      put (folder, "b/1.png", rows[i].b);
      set = expect (folder, FV_PART_TRAIN);
      g_assert_true (fv_shape_equal (fv_dataset_shape (set), rows[i].shape));
      wanted.shape = (FvShape){ 3, 7, 5 };
      asked = fv_dataset_open_wanted (folder, &wanted, NULL);
      g_assert_true (fv_shape_equal (fv_dataset_shape (asked), wanted.shape));
      files_remove (folder);
    }
}

static void
test_parts (void)
{
  g_autofree char *folder = files_new ();
  FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);
  g_autoptr (FvDataset) train = NULL;
  g_autoptr (FvDataset) test = NULL;
  g_autoptr (GError) error = NULL;

  put (folder, "train/a/1.png", "4 4 1 1");
  put (folder, "train/b/1.png", "4 4 1 2");
  put (folder, "train/c/1.png", "4 4 1 3");
  put (folder, "test/c/1.png", "6 6 1 4"); /* a class of its number, though the others are not there */
  g_assert_true (fv_dataset_open_halves (folder, &wanted, 0.5, 1, &train, &test, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fv_dataset_count (train), ==, 3);
  g_assert_cmpuint (fv_dataset_count (test), ==, 1);
  g_assert_cmpuint (fv_dataset_label (test, 0), ==, 2);
  g_assert_cmpuint (fv_dataset_n_classes (test), ==, 3);
  g_assert_true (fv_shape_equal (fv_dataset_shape (test), (FvShape){ 1, 4, 4 }));
  put (folder, "test/d/1.png", "6 6 1 4");
  g_assert_null (fv_dataset_open (folder, FV_PART_TEST, &error));
  g_assert_nonnull (strstr (error->message, "found a class that"));
  files_remove (folder);
}

static void
test_broken (void)
{
  g_autofree char *folder = files_new ();
  g_autoptr (GError) error = NULL;

  put (folder, "a/1.png", "4 4 1 1");
  put (folder, "b/2.png", "oh");
  g_assert_null (fv_dataset_open (folder, FV_PART_TRAIN, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "b/2.png"));
  files_remove (folder);
}

static void
test_too_many_classes (void)
{
  g_autofree char *folder = files_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 257; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u/1.png", i);

      put (folder, name, "4 4 1 1");
    }
  g_assert_null (fv_dataset_open (folder, FV_PART_TRAIN, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "257"));
  files_remove (folder);
}

/* Names that are no text are shown as well as they can be, in one line. */
static void
test_odd_names (void)
{
  g_autofree char *folder = files_new ();
  g_autoptr (FvDataset) set = NULL;

  put (folder, "a\nb/1.png", "4 4 1 1");
  put (folder, "\xff\xfe/1.png", "4 4 1 2");
  set = expect (folder, FV_PART_TRAIN);
  for (guint i = 0; i < 2; i++)
    {
      const char *name = fv_dataset_class_name (set, i);

      g_assert_true (g_utf8_validate (name, -1, NULL));
      g_assert_null (strchr (name, '\n'));
    }
  files_remove (folder);
}

int
main (int argc, char **argv)
{
  static const FvPictureReader reader = { measure, read_picture };

  g_test_init (&argc, &argv, NULL);
  fv_pictures_set_reader (&reader);
  g_test_add_func ("/pictures/classes", test_classes);
  g_test_add_func ("/pictures/shape", test_shape);
  g_test_add_func ("/pictures/size-alone", test_size_alone);
  g_test_add_func ("/pictures/parts", test_parts);
  g_test_add_func ("/pictures/broken", test_broken);
  g_test_add_func ("/pictures/too-many-classes", test_too_many_classes);
  g_test_add_func ("/pictures/odd-names", test_odd_names);
  return g_test_run ();
}
