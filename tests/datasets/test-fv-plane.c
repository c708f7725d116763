/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plane.h"

#include <string.h>

static FvDataset *
make (const char *name, guint64 seed, guint count)
{
  return fv_plane_new (fv_plane_from_name (name), seed, count);
}

static void
test_table (void)
{
  guint n = 0;

  for (const FvPlaneSet *set; (set = fv_plane_nth (n)) != NULL; n++)
    {
      g_assert_true (fv_plane_from_name (set->name) == set);
      g_assert_nonnull (set->title);
      g_assert_nonnull (set->net);
    }
  g_assert_cmpuint (n, ==, 4);
  g_assert_null (fv_plane_from_name ("nand"));
  g_assert_null (fv_plane_from_name (""));
}

static void
test_shape (void)
{
  for (guint i = 0; fv_plane_nth (i) != NULL; i++)
    {
      g_autoptr (FvDataset) set = fv_plane_new (fv_plane_nth (i), 1, 200);
      g_autoptr (FvDataset) none = fv_plane_new (fv_plane_nth (i), 1, 0);
      guint of_class[2] = { 0 };

      g_assert_true (fv_shape_equal (fv_dataset_shape (set), (FvShape){ 1, 2, 1 }));
      g_assert_cmpuint (fv_dataset_count (set), ==, 200);
      g_assert_cmpuint (fv_dataset_count (none), ==, 0);
      g_assert_cmpuint (fv_dataset_n_classes (set), ==, 2);
      for (guint k = 0; k < 200; k++)
        of_class[fv_dataset_label (set, k)]++;
      g_assert_cmpuint (of_class[0], >=, 50);
      g_assert_cmpuint (of_class[1], >=, 50);
    }
}

/* All four corners as often, each with the class that the words say. */
static void
test_logic (void)
{
  static const struct
  {
    const char *name;
    guint table[2][2]; /* [x][y] */
  } rows[] = {
    { "xor", { { 0, 1 }, { 1, 0 } } },
    { "and", { { 0, 0 }, { 0, 1 } } },
    { "or", { { 0, 1 }, { 1, 1 } } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FvDataset) set = make (rows[i].name, 9, 400);
      guint at[2][2] = { { 0 } };

      for (guint k = 0; k < 400; k++)
        {
          const guint8 *pixels = fv_dataset_pixels (set, k);
          gboolean x = pixels[0] > 127, y = pixels[1] > 127;

          g_assert_true (pixels[0] <= 32 || pixels[0] >= 223);
          g_assert_true (pixels[1] <= 32 || pixels[1] >= 223);
          g_assert_cmpuint (fv_dataset_label (set, k), ==, rows[i].table[x][y]);
          at[x][y]++;
        }
      for (guint corner = 0; corner < 4; corner++)
        g_assert_cmpuint (at[corner / 2][corner % 2], ==, 100);
    }
}

/* The line half-way between the centres has each cloud on its own side. */
static void
test_points (void)
{
  g_autoptr (FvDataset) set = make ("points", 5, 5000);

  for (guint k = 0; k < 5000; k++)
    {
      const guint8 *pixels = fv_dataset_pixels (set, k);
      double side = 0.36 * (pixels[0] / 255.0 - 0.5) - 0.24 * (pixels[1] / 255.0 - 0.5);

      g_assert_cmpuint (fv_dataset_label (set, k), ==, side > 0);
    }
}

/* A seed is a seed, and more samples begin with the same ones. */
static void
test_seeds (void)
{
  for (guint i = 0; fv_plane_nth (i) != NULL; i++)
    {
      g_autoptr (FvDataset) few = fv_plane_new (fv_plane_nth (i), 1, 50);
      g_autoptr (FvDataset) many = fv_plane_new (fv_plane_nth (i), 1, 100);
      g_autoptr (FvDataset) other = fv_plane_new (fv_plane_nth (i), 2, 50);

      g_assert_cmpmem (fv_dataset_pixels (few, 0), 100, fv_dataset_pixels (many, 0), 100);
      g_assert_cmpint (memcmp (fv_dataset_pixels (few, 0), fv_dataset_pixels (other, 0), 100), !=, 0);
    }
}

/* By name, like a path; the parts differ. */
static void
test_open (void)
{
  for (guint i = 0; fv_plane_nth (i) != NULL; i++)
    {
      const char *name = fv_plane_nth (i)->name;
      g_autoptr (GError) error = NULL;
      g_autoptr (FvDataset) train = fv_dataset_open (name, FV_PART_TRAIN, &error);
      g_autoptr (FvDataset) test = fv_dataset_open (name, FV_PART_TEST, &error);

      g_assert_no_error (error);
      g_assert_true (fv_dataset_has_test_part (name));
      g_assert_cmpuint (fv_dataset_count (train), ==, FV_PLANE_SAMPLES);
      g_assert_cmpint (memcmp (fv_dataset_pixels (train, 0), fv_dataset_pixels (test, 0), 400), !=, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plane/table", test_table);
  g_test_add_func ("/plane/shape", test_shape);
  g_test_add_func ("/plane/logic", test_logic);
  g_test_add_func ("/plane/points", test_points);
  g_test_add_func ("/plane/seeds", test_seeds);
  g_test_add_func ("/plane/open", test_open);
  return g_test_run ();
}
