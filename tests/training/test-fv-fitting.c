/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-fitting.h"

#include "fv-evaluation.h"

/* A set of two blank pictures. */
static FvDataset *
make (FvShape shape, guint n_classes)
{
  g_auto (GStrv) names = g_new0 (char *, n_classes + 1);

  for (guint i = 0; i < n_classes; i++)
    names[i] = g_strdup_printf ("%u", i);
  return fv_dataset_new_take ("set", shape, 2, g_malloc0 (2 * fv_shape_size (shape)), g_malloc0 (2),
                              (const char *const *)names);
}

/* What becomes of a network for data of other pictures and classes. */
static void
test_fits (void)
{
  static const struct
  {
    const char *like;
    FvShape shape;
    guint n_classes;
    const char *text; /* NULL: whatever fits */
  } rows[] = {
    { "28x28x1 conv 5x5x6 tanh; max 4x4; rasterize; softmax 10",
      { 3, 32, 32 },
      10,
      "32x32x3 conv 5x5x6 tanh; max 4x4; rasterize; softmax 10" },
    { "28x28x1 rasterize; dense 9 tanh; softmax 10 other",
      { 1, 8, 8 },
      26,
      "8x8x1 rasterize; dense 9 tanh; softmax 26 other" },
    { "28x28x1 conv 9x9x6 tanh; rasterize; softmax 10",
      { 1, 8, 8 },
      10,
      "8x8x1 conv 3x3x16 tanh; max 2x2; rasterize; dense 64 tanh; softmax 10" },
    { "xor", { 1, 28, 28 }, 10, "lenet" },
    { "xor", { 1, 2, 2 }, 4, "2x2x1 rasterize; dense 64 tanh; softmax 4" },
    { "lenet", { 1, 1, 1 }, 2, NULL },
    { "lenet", { 3, 64, 48 }, 62, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FvNetwork) like = fv_network_new (rows[i].like, NULL);
      g_autoptr (FvDataset) set = make (rows[i].shape, rows[i].n_classes);
      g_autoptr (GError) error = NULL;
      g_autoptr (FvNetwork) network = fv_network_fit (like, set, &error);

      g_assert_no_error (error);
      g_assert_true (fv_evaluation_fits (network, set, NULL));
      if (rows[i].text != NULL)
        {
          g_autoptr (FvNetwork) wanted = fv_network_new (rows[i].text, NULL);

          g_assert_cmpstr (fv_network_text (network), ==, fv_network_text (wanted));
        }
    }
}

/* Every preset can be brought to pictures that others can, in its own layers or another's. */
static void
test_presets (void)
{
  g_autoptr (FvDataset) set = make ((FvShape){ 3, 32, 32 }, 7);

  for (guint i = 0; fv_preset_nth (i) != NULL; i++)
    {
      g_autoptr (FvNetwork) like = fv_network_new (fv_preset_nth (i)->text, NULL);
      g_autoptr (FvNetwork) network = fv_network_fit (like, set, NULL);

      g_assert_true (fv_evaluation_fits (network, set, NULL));
    }
}

static void
test_what_fits_stays (void)
{
  g_autoptr (FvNetwork) like = fv_network_new ("lenet", NULL);
  g_autoptr (FvDataset) set = make ((FvShape){ 1, 28, 28 }, 10);
  g_autoptr (FvNetwork) network = fv_network_fit (like, set, NULL);

  g_assert_true (network == like);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fitting/fits", test_fits);
  g_test_add_func ("/fitting/presets", test_presets);
  g_test_add_func ("/fitting/what-fits-stays", test_what_fits_stays);
  return g_test_run ();
}
