/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "draw-fixture.h"
#include "fv-course-layout.h"
#include "fv-digits.h"
#include "fv-palette.h"

#define N_BATCHES 12
#define N_MOMENTS 5

/* Kernels at several moments: each in its place and in its colours, and found again where one points. */

static const char *const nets[] = {
  "28x28x1 conv 5x5x3 tanh; trainable 2x2 tanh; conv 3x3x4 tanh table=0,1/1/0,1,2/2; max 2x2; rasterize; "
  "dense 6 tanh; "
  "softmax 10",
  "28x28x1 conv 5x5x6 tanh; max 2x2; conv 5x5x16 tanh; max 2x2; rasterize; dense 12 tanh; softmax 10",
  "28x28x1 rasterize; softmax 10",
  "28x28x1 conv 5x5x40 relu; max 4x4; conv 3x3x30 relu; rasterize; softmax 10",
  NULL,
};

static FvCourse *
course_of (FvNetwork *network)
{
  g_autoptr (FvDataset) set = fv_digits_new (3, 0, 40, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (FvTraining) training = fv_training_new (network, NULL, set, NULL, fv_training_options (), NULL);
  FvHistory *history = fv_history_new (training, FV_HISTORY_BUDGET);
  g_autoptr (FvRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  FvCourse *course;

  for (guint i = 0; i < N_BATCHES; i++)
    g_assert_cmpint (fv_history_batch (history, NULL), ==, FV_TRAINING_OK);
  record = fv_record_new (history);
  course = fv_course_new (record, set, NULL, N_MOMENTS, NULL, NULL, &error);
  g_assert_no_error (error);
  fv_history_free (history);
  return course;
}

static FvSceneInput
input_of (FvNetwork *network, FvCourse *course, guint place, guint unit)
{
  return (FvSceneInput){ .network = network,
                         .course = course,
                         .cursor = { .layer = place, .unit = unit },
                         .has_cursor = TRUE,
                         .style = fv_style_light () };
}

static gboolean
has_weights (FvNetwork *network, guint place)
{
  FvKernel kernel;

  return fv_kernel_of (network, place, 0, 0, &kernel);
}

static gboolean
is_inside (FvRect rect, double width, double height)
{
  return rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= width && rect.y + rect.height <= height;
}

static void
check_places (const FvSceneInput *input, double width, double height)
{
  g_autoptr (FvScene) scene = fv_scene_new (fv_scene_type_from_name ("course"), input, width, height);
  FvCourseLayout by;

  g_assert_true (fv_course_layout (input, width, height, &by));
  g_assert_cmpuint (by.n, ==, N_MOMENTS);
  for (guint i = 0; i < by.n; i++)
    g_assert_true (is_inside (fv_course_layout_moment (&by, i), width, height));
  for (guint i = 1; i < by.n; i++)
    g_assert_cmpfloat (fv_course_layout_moment (&by, i).x, >=,
                       fv_course_layout_moment (&by, i - 1).x + fv_course_layout_moment (&by, i - 1).width
                           + 2);
  if (by.n_tables == 0)
    return;
  g_assert_cmpuint (fv_course_layout_moment_of (&by, 0), ==, 0);
  g_assert_cmpuint (fv_course_layout_moment_of (&by, by.n_tables - 1), ==, by.n - 1);
  for (guint table = 0; table < by.n_tables; table++)
    {
      FvRect all = fv_course_layout_table (&by, table);

      g_assert_true (is_inside (all, width, height));
      g_assert_cmpfloat (all.y, >, by.label_baseline);
      for (guint unit = 0; fv_course_layout_is_whole (&by) && unit < by.kernel.maps.units; unit++)
        for (guint map = 0; map < by.kernel.maps.inputs; map++)
          {
            FvRect rect = fv_course_layout_kernel (&by, table, unit, map);
            FvCursor found;

            g_assert_true (is_inside (rect, all.x + all.width + 0.5, all.y + all.height + 0.5));
            g_assert_true (
                fv_scene_pick (scene, input, rect.x + rect.width / 2, rect.y + rect.height / 2, &found));
            g_assert_cmpuint (found.layer, ==, by.kernel.place);
            g_assert_cmpuint (found.unit, ==, unit);
          }
    }
}

static void
test_places (void)
{
  static const struct
  {
    double width, height, scale;
  } sizes[] = { { 1280, 640, 1 },  { 820, 590, 1 },   { 600, 480, 1 },
                { 820, 590, 1.3 }, { 600, 480, 1.5 }, { 1920, 900, 1 } };
  guint tables = 0;

  for (guint n = 0; nets[n] != NULL; n++)
    {
      g_autoptr (FvNetwork) network = fv_network_new (nets[n], NULL);
      g_autoptr (FvCourse) course = course_of (network);

      for (guint place = 1; place <= fv_network_depth (network); place++)
        for (guint s = 0; has_weights (network, place) && s < G_N_ELEMENTS (sizes); s++)
          {
            FvSceneInput input = input_of (network, course, place, 1);
            FvCourseLayout by;

            input.style.text_scale = sizes[s].scale;
            check_places (&input, sizes[s].width, sizes[s].height);
            fv_course_layout (&input, sizes[s].width, sizes[s].height, &by);
            tables += by.n_tables > 0;
          }
    }
  g_assert_cmpuint (tables, >, 40);
}

/* The middle of every cell of the large row has its moment's weight, against the largest there was at any. */
static void
check_colours (const FvSceneInput *input, gboolean turned)
{
  const guint width = 1280, height = 640;
  g_autofree guint32 *pixels = draw_pixels (fv_scene_type_from_name ("course"), input, width, height);
  FvCourseLayout by;
  double scale = 0;

  g_assert_true (fv_course_layout (input, width, height, &by));
  for (guint i = 0; i < by.n; i++)
    scale = fmax (scale, fv_palette_scale_floats (
                             fv_parameters_weights (fv_course_parameters (input->course, i), by.kernel.place),
                             fv_network_layer (input->network, by.kernel.place)->n_weights));
  for (guint i = 0; i < by.n; i++)
    {
      const float *weights = fv_parameters_weights (fv_course_parameters (input->course, i), by.kernel.place)
                             + by.kernel.first;
      gsize size = fv_kernel_size (&by.kernel);
      FvRect rect = fv_course_layout_moment (&by, i);

      for (gsize k = 0; k < size; k++)
        {
          double x = rect.x + ((double)(k % by.kernel.maps.cols) + 0.5) * by.zoom;
          double y = rect.y + ((double)(k / by.kernel.maps.cols) + 0.5) * by.zoom;
          double weight = (double)weights[turned ? size - 1 - k : k];

          g_assert_cmphex (pixels[(guint)y * width + (guint)x] & 0xffffff, ==,
                           fv_palette_pixel (FV_PALETTE_WEIGHT, FALSE, weight, scale) & 0xffffff);
        }
    }
}

static void
test_colours (void)
{
  g_autoptr (FvNetwork) network = fv_network_new (nets[1], NULL);
  g_autoptr (FvCourse) course = course_of (network);
  FvSceneInput input = input_of (network, course, 3, 7);

  check_colours (&input, FALSE);
  input.kernels.as_applied = TRUE;
  check_colours (&input, TRUE);
  input = input_of (network, course, 6, 2); /* a dense layer's rows are not turned */
  input.kernels.as_applied = TRUE;
  check_colours (&input, FALSE);
}

/* A line for each moment, with every weight to the bit. */
static void
test_table (void)
{
  g_autoptr (FvNetwork) network = fv_network_new (nets[1], NULL);
  g_autoptr (FvCourse) course = course_of (network);
  FvSceneInput input = input_of (network, course, 1, 4);
  g_autofree char *csv = fv_scene_type_from_name ("course")->table (&input);
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, N_MOMENTS + 2);
  g_assert_cmpstr (lines[N_MOMENTS + 1], ==, "");
  for (guint i = 0; i < N_MOMENTS; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i + 1], ",", -1);
      const float *weights = fv_parameters_weights (fv_course_parameters (course, i), 1) + 4 * 25;

      g_assert_cmpuint (g_strv_length (cells), ==, 3 + 25);
      g_assert_cmpuint (g_ascii_strtoull (cells[0], NULL, 10), ==, fv_course_batch (course, i));
      for (guint k = 0; k < 25; k++)
        g_assert_cmpfloat ((float)g_ascii_strtod (cells[3 + k], NULL), ==, weights[k]);
    }
}

/* Nothing, or that of another network: words. */
static void
test_nothing (void)
{
  g_autoptr (FvNetwork) network = fv_network_new (nets[2], NULL), other = fv_network_new (nets[1], NULL);
  g_autoptr (FvCourse) course = course_of (network);
  FvSceneInput input = input_of (other, course, 1, 0);
  const FvSceneType *type = fv_scene_type_from_name ("course");
  g_autofree guint32 *pixels = draw_pixels (type, &input, 640, 400);
  g_autofree char *words = NULL;

  g_assert_cmpuint (draw_count_ink (pixels, 640 * 400, &input.style), >, 100);
  words = type->speak (&input);
  g_assert_cmpstr (words, ==, "The weights through training are not computed yet.");
  g_assert_null (type->table (&input));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/course/places", test_places);
  g_test_add_func ("/draw/course/colours", test_colours);
  g_test_add_func ("/draw/course/table", test_table);
  g_test_add_func ("/draw/course/nothing", test_nothing);
  return g_test_run ();
}
