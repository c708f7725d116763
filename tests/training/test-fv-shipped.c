/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-digits.h"
#include "fv-model.h"
#include "fv-others.h"
#include "fv-pass.h"
#include "fv-skeletons.h"

#include <glib/gstdio.h>

/* The network that comes with the program, on seeds it did not learn from. */

#define SEED 4711
#define N    1000
#define AREA (FV_DIGIT_SIDE * FV_DIGIT_SIDE)

typedef struct
{
  FvModel *model;
  FvNetwork *network; /* of the model */
  FvPass *pass;
} Fixture;

static char *
shipped_path (void)
{
  return g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "digits.safetensors", NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = shipped_path ();
  g_autoptr (GError) error = NULL;

  (void)data;
  self->model = fv_model_load (path, &error);
  g_assert_no_error (error);
  self->network = fv_parameters_network (self->model->parameters);
  self->pass = fv_pass_new (self->network);
  fv_pass_set_parameters (self->pass, fv_parameters_values (self->model->parameters));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  (void)data;
  fv_pass_free (self->pass);
  fv_model_free (self->model);
}

static guint
read_picture (Fixture *self, const guint8 *pixels)
{
  fv_network_scale (self->network, pixels, fv_pass_input (self->pass));
  fv_pass_output (self->pass);
  return fv_pass_class (self->pass);
}

static void
test_size (Fixture *self, gconstpointer data)
{
  g_autofree char *path = shipped_path ();
  GStatBuf info;

  (void)data;
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_size, <=, 1 << 20);
  g_assert_cmpuint (fv_network_n_parameters (self->network), <=, 255000);
  g_assert_cmpuint (fv_network_n_classes (self->network), ==, FV_SKELETON_OTHER + 1);
}

static void
test_digits (Fixture *self, gconstpointer data)
{
  static const double wanted[] = { 0.965, 0.9, 0.9, 0.93 };

  (void)data;
  for (guint d = 0; fv_distortion_name (d) != NULL; d++)
    {
      guint right = 0, refused = 0;

      for (guint i = 0; i < N; i++)
        {
          guint8 pixels[AREA];
          guint digit = fv_digits_draw (SEED, i, d, pixels), found = read_picture (self, pixels);

          right += found == digit;
          refused += found == FV_SKELETON_OTHER;
        }
      g_test_message ("%s: %u of %u right, %u refused", fv_distortion_name (d), right, N, refused);
      g_assert_cmpfloat (right, >=, wanted[d] * N);
      g_assert_cmpfloat (refused, <=, (d == FV_DISTORTION_MILD ? 0.01 : 0.03) * N);
    }
}

static void
test_others (Fixture *self, gconstpointer data)
{
  guint refused = 0;

  (void)data;
  for (guint i = 0; i < N; i++)
    {
      guint8 pixels[AREA];

      fv_others_draw (SEED, i, FV_DISTORTION_MILD, pixels);
      refused += read_picture (self, pixels) == FV_SKELETON_OTHER;
    }
  g_test_message ("%u of %u refused", refused, N);
  g_assert_cmpfloat (refused, >=, 0.88 * N); /* some of them are a digit to anyone */
}

/* Nothing, and a tap of any pen. */
static void
test_hardly_drawn (Fixture *self, gconstpointer data)
{
  guint8 pixels[AREA] = { 0 };

  (void)data;
  g_assert_cmpuint (read_picture (self, pixels), ==, FV_SKELETON_OTHER);
  for (double pen = 1; pen <= 40; pen += 3)
    {
      g_autoptr (FvStrokes) strokes = fv_strokes_new ();

      fv_strokes_add (strokes, (FvPoint){ 140, 140, pen });
      fv_strokes_normalise (strokes, 2.5, pixels);
      g_assert_cmpuint (read_picture (self, pixels), ==, FV_SKELETON_OTHER);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/shipped/size", Fixture, NULL, set_up, test_size, tear_down);
  g_test_add ("/shipped/digits", Fixture, NULL, set_up, test_digits, tear_down);
  g_test_add ("/shipped/others", Fixture, NULL, set_up, test_others, tear_down);
  g_test_add ("/shipped/hardly-drawn", Fixture, NULL, set_up, test_hardly_drawn, tear_down);
  return g_test_run ();
}
