/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-ablation.h"
#include "fv-ascent.h"
#include "fv-digits.h"
#include "fv-patches.h"
#include "fv-reach.h"
#include "fv-saliency.h"
#include "fv-twins.h"
#include "fv-units.h"

#define EPSILON 1e-5

/* One of every kind of layer below the cells that are asked about. */
static const char *const texts[] = {
  "28x28x1 conv 5x5x6 tanh; max 2x2; conv 5x5x8 sigmoid; mean 2x2; rasterize; dense 12 tanh; softmax 10",
  "28x28x1 conv 3x3x4 relu; gaussian 2x2; conv 5x5x6 tanh shared; trainable 3x3 tanh; rasterize; softmax 10 "
  "other",
  "28x28x1 conv 7x7x5 lecun; max 3x3 keep; rasterize; dense 9 sigmoid; dense 10 tanh; loss=squared",
};

static FvParameters *
make (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (text, &error);

  g_assert_no_error (error);
  return fv_parameters_new (network, 5);
}

static double
value_at (FvParameters *parameters, const double *x, FvCell cell)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvPass) pass = fv_pass_new (network);

  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  memcpy (fv_pass_input (pass), x, fv_shape_size (fv_network_shape (network, 0)) * sizeof *x);
  fv_pass_output (pass);
  return fv_cell_value (cell, network, pass);
}

static FvCell
random_cell (FvRandom *random, const FvNetwork *network)
{
  guint layer = 1 + fv_random_below (random, fv_network_depth (network));
  FvShape shape = fv_network_shape (network, layer);

  return (FvCell){ layer, fv_random_below (random, shape.maps), fv_random_below (random, shape.rows),
                   fv_random_below (random, shape.cols) };
}

/* Every fifth pixel's numeric slope, against the map, on noise: a flat background has ties, where there is no slope. A
 * pixel whose nudge changes a winner is stepped around. */
static void
test_gradient (void)
{
  FvRandom random = fv_random_new (3, 0);
  guint8 pixels[784];

  for (guint i = 0; i < 784; i++)
    pixels[i] = (guint8)fv_random_below (&random, 256);
  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    for (guint k = 0; k < 4; k++)
      {
        g_autoptr (FvParameters) parameters = make (texts[t]);
        FvNetwork *network = fv_parameters_network (parameters);
        FvCell cell = random_cell (&random, network);
        double map[784], times[784], x[784];
        double unlike = 0, all = 0;
        guint kinks = 0;

        fv_saliency_gradient (parameters, pixels, cell, map);
        fv_saliency_gradient_times_input (parameters, pixels, cell, times);
        fv_network_scale (network, pixels, x);
        for (guint i = 0; i < 784; i += 5)
          {
            double was = x[i], up, down, here = value_at (parameters, x, cell);

            x[i] = was + EPSILON;
            up = value_at (parameters, x, cell);
            x[i] = was - EPSILON;
            down = value_at (parameters, x, cell);
            x[i] = was;
            if (fabs (up - 2 * here + down) > 1e-9)
              kinks++;
            else
              unlike += pow ((up - down) / (2 * EPSILON) - map[i], 2);
            all += map[i] * map[i];
            g_assert_cmpfloat (times[i], ==, map[i] * x[i]);
          }
        g_assert_cmpuint (kinks, <, 20);
        g_assert_cmpfloat (sqrt (unlike), <=, 1e-5 * sqrt (all) + 1e-8);
      }
}

/* The map against the network run on the covered picture, spelt out here once more. */
static void
check_occlusion (FvParameters *parameters, const guint8 *pixels, FvCell cell, guint side, guint8 grey)
{
  FvNetwork *network = fv_parameters_network (parameters);
  int reach = (int)side / 2;
  guint8 covered[784];
  double map[784], x[784], whole;

  g_assert_true (fv_saliency_occlusion (parameters, pixels, cell, side, grey, map, NULL, NULL));
  fv_network_scale (network, pixels, x);
  whole = value_at (parameters, x, cell);
  for (int row = 0; row < 28; row += 3)
    for (int col = 0; col < 28; col += 3)
      {
        for (int r = 0; r < 28; r++)
          for (int c = 0; c < 28; c++)
            covered[r * 28 + c]
                = ABS (r - row) <= reach && ABS (c - col) <= reach ? grey : pixels[r * 28 + c];
        fv_network_scale (network, covered, x);
        g_assert_cmpfloat (map[row * 28 + col], ==, whole - value_at (parameters, x, cell));
      }
}

/* Cells of any layer, and the score of a class. */
static void
test_occlusion (void)
{
  g_autoptr (FvDataset) set = fv_digits_new (8, 0, 3, FV_DISTORTION_MEDIUM, NULL, NULL);
  FvRandom random = fv_random_new (42, 0);

  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    {
      g_autoptr (FvParameters) parameters = make (texts[t]);
      FvNetwork *network = fv_parameters_network (parameters);

      check_occlusion (parameters, fv_dataset_pixels (set, t),
                       (FvCell){ fv_network_depth (network), 3, 0, 0 }, 5, 100);
      check_occlusion (parameters, fv_dataset_pixels (set, t), random_cell (&random, network), 3, 0);
    }
}

static int
better (gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;

  if (x[0] != y[0])
    return x[0] > y[0] ? -1 : 1;
  return x[1] < y[1] ? -1 : 1;
}

/* On 1,000 pictures: every value sorted, instead of nine kept. */
static void
check_patches (FvParameters *parameters, const FvDataset *set, guint layer, guint unit)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  gsize area = fv_shape_area (fv_network_shape (network, layer));
  double values[1000][2];
  FvPatch patches[FV_PATCHES_MAX];

  g_assert_cmpuint (fv_patches_find (parameters, set, 1000, layer, unit, patches, NULL, NULL), ==, 9);
  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  for (guint i = 0; i < 1000; i++)
    {
      values[i][0] = -G_MAXDOUBLE;
      values[i][1] = i;
      fv_network_scale (network, fv_dataset_pixels (set, i), fv_pass_input (pass));
      fv_pass_output (pass);
      for (gsize c = 0; c < area; c++)
        values[i][0] = MAX (values[i][0], fv_pass_n (pass, layer)[unit * area + c]);
    }
  qsort (values, 1000, sizeof values[0], better);
  for (guint k = 0; k < 9; k++)
    {
      g_assert_cmpuint (patches[k].sample, ==, (guint)values[k][1]);
      g_assert_cmpfloat (patches[k].value, ==, values[k][0]);
      g_assert_cmpuint (patches[k].row + patches[k].rows, <=, 28);
      g_assert_cmpuint (patches[k].col + patches[k].cols, <=, 28);
      g_assert_cmpuint (patches[k].rows, >, 0);
    }
}

/* A unit of every layer that has net inputs, the classes included. */
static void
test_patches (void)
{
  g_autoptr (FvDataset) set = fv_digits_new (4, 0, 1000, FV_DISTORTION_MILD, NULL, NULL);
  FvRandom random = fv_random_new (41, 0);

  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    {
      g_autoptr (FvParameters) parameters = make (texts[t]);
      FvNetwork *network = fv_parameters_network (parameters);

      for (guint layer = 1; layer <= fv_network_depth (network); layer++)
        check_patches (parameters, set, layer,
                       fv_random_below (&random, fv_network_shape (network, layer).maps));
    }
}

/* The patch holds all that matters: outside of it nothing changes n. */
static void
test_patch_is_the_field (void)
{
  g_autoptr (FvDataset) set = fv_digits_new (4, 0, 50, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (FvParameters) parameters = make (texts[0]);
  FvNetwork *network = fv_parameters_network (parameters);
  FvPatch patches[FV_PATCHES_MAX];
  double x[784] = { 0 };

  fv_patches_find (parameters, set, 50, 3, 4, patches, NULL, NULL);
  fv_network_scale (network, fv_dataset_pixels (set, patches[0].sample), x);
  for (guint r = 0; r < 28; r++)
    for (guint c = 0; c < 28; c++)
      if (r < patches[0].row || r >= patches[0].row + patches[0].rows || c < patches[0].col
          || c >= patches[0].col + patches[0].cols)
        x[r * 28 + c] = 0.123;
  g_assert_cmpfloat (value_at (parameters, x, patches[0].cell), ==, patches[0].value);
}

static void
check_ascent (FvParameters *parameters, FvCell cell)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvAscent) ascent = fv_ascent_new (parameters, cell, NULL, 7, fv_ascent_options ());
  double first = fv_ascent_value (ascent), low, high;
  guint8 pixels[784];

  for (guint i = 0; i < 40; i++)
    fv_ascent_step (ascent);
  g_assert_cmpuint (fv_ascent_steps (ascent), ==, 40);
  g_assert_cmpfloat (fv_ascent_value (ascent), >, first + 0.1);
  g_assert_cmpfloat (fv_ascent_value (ascent), ==, value_at (parameters, fv_ascent_input (ascent), cell));
  fv_network_range (network, &low, &high);
  for (guint i = 0; i < 784; i++)
    g_assert_true (fv_ascent_input (ascent)[i] >= low && fv_ascent_input (ascent)[i] <= high);
  fv_ascent_pixels (ascent, pixels);
  g_assert_cmpint (memcmp (pixels, pixels + 392, 392), !=, 0);
}

/* A unit of the lowest layer, and a class. */
static void
test_ascent (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    {
      g_autoptr (FvParameters) parameters = make (texts[t]);
      FvNetwork *network = fv_parameters_network (parameters);

      check_ascent (parameters, fv_cell_middle (network, 1, 1));
      check_ascent (parameters, fv_cell_middle (network, fv_network_depth (network), 4));
    }
}

/* Against a network whose unit really is not there: its weights above are 0. */
static void
test_ablation (void)
{
  g_autoptr (FvDataset) set = fv_digits_new (4, 0, 100, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (FvParameters) parameters = make ("28x28x1 rasterize; dense 6 tanh; softmax 10");
  FvNetwork *network = fv_parameters_network (parameters);
  double whole, without[6];

  g_assert_true (fv_ablation_measure (parameters, set, 100, 2, &whole, without, NULL, NULL));
  for (guint unit = 0; unit < 6; unit++)
    {
      g_autoptr (FvParameters) cut = fv_parameters_copy (parameters);
      g_autoptr (FvPass) pass = fv_pass_new (network);
      guint right = 0;

      for (guint above = 0; above < 10; above++)
        fv_parameters_edit (cut)[fv_network_weight_offset (network, 3) + above * 6 + unit] = 0;
      fv_pass_set_parameters (pass, fv_parameters_values (cut));
      for (guint i = 0; i < 100; i++)
        {
          fv_network_scale (network, fv_dataset_pixels (set, i), fv_pass_input (pass));
          fv_pass_output (pass);
          right += fv_pass_class (pass) == fv_dataset_label (set, i);
        }
      g_assert_cmpfloat (fabs (without[unit] - right / 100.0), <, 1e-9);
    }
}

/* Weights made so that it is known: unit 1 is unit 0, unit 2 its mirror image, unit 3 dead, unit 4 saturated. */
static void
test_twins (void)
{
  g_autoptr (FvDataset) set = fv_digits_new (4, 0, 60, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (FvParameters) parameters = make ("28x28x1 conv 5x5x6 tanh; rasterize; softmax 10");
  float *weights = fv_parameters_edit (parameters);
  float *biases = weights + fv_network_bias_offset (fv_parameters_network (parameters), 1);
  FvUnitReport reports[6];

  for (guint i = 0; i < 25; i++)
    {
      weights[25 + i] = weights[i];
      weights[50 + i] = -weights[i];
      weights[75 + i] = 0;
      weights[100 + i] *= 0.5f;
    }
  biases[4] = 4;
  g_assert_true (fv_twins_report (parameters, set, 60, 1, reports, NULL, NULL));
  g_assert_false (fv_unit_report_is_twin (reports[0]));
  g_assert_cmpuint (reports[1].twin, ==, 0);
  g_assert_true (fv_unit_report_is_twin (reports[1]) && reports[1].likeness > 0.999);
  g_assert_true (fv_unit_report_is_twin (reports[2]) && reports[2].likeness < -0.999);
  g_assert_cmpint (reports[3].state, ==, FV_UNIT_DEAD);
  g_assert_cmpint (reports[4].state, ==, FV_UNIT_SATURATED);
  g_assert_cmpint (reports[5].state, ==, FV_UNIT_LIVELY);
  g_assert_false (fv_unit_report_is_twin (reports[3]));
}

/* The same of a dense layer: a ReLU that is never on, a sigmoid at its ends, two that say the same. */
static void
test_dense_states (void)
{
  g_autoptr (FvDataset) set = fv_digits_new (4, 0, 60, FV_DISTORTION_MILD, NULL, NULL);
  static const char *const nets[]
      = { "28x28x1 rasterize; dense 4 relu; softmax 10", "28x28x1 rasterize; dense 4 sigmoid; softmax 10" };

  for (guint n = 0; n < G_N_ELEMENTS (nets); n++)
    {
      g_autoptr (FvParameters) parameters = make (nets[n]);
      float *weights = fv_parameters_edit (parameters);
      float *biases = weights + fv_network_bias_offset (fv_parameters_network (parameters), 2);
      FvUnitReport reports[4];

      for (guint i = 0; i < 784; i++)
        {
          weights[784 + i] = weights[i];
          weights[2 * 784 + i] *= 0.2f;
        }
      biases[0] = biases[1] = 3;
      biases[2] = -40;
      g_assert_true (fv_twins_report (parameters, set, 60, 2, reports, NULL, NULL));
      g_assert_true (fv_unit_report_is_twin (reports[1]));
      g_assert_cmpuint (reports[1].twin, ==, 0);
      g_assert_cmpint (reports[2].state, ==, n == 0 ? FV_UNIT_DEAD : FV_UNIT_SATURATED);
      g_assert_cmpint (reports[0].state, !=, FV_UNIT_DEAD);
    }
}

static gboolean
refuse (double fraction, gpointer data)
{
  return FALSE;
}

static void
test_stop (void)
{
  g_autoptr (FvDataset) set = fv_digits_new (4, 0, 20, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (FvParameters) parameters = make (texts[0]);
  FvPatch patches[FV_PATCHES_MAX];
  FvUnitReport reports[6];
  double whole, without[6], map[784];

  g_assert_cmpuint (fv_patches_find (parameters, set, 20, 1, 0, patches, refuse, NULL), ==, 0);
  g_assert_false (fv_twins_report (parameters, set, 20, 1, reports, refuse, NULL));
  g_assert_false (fv_ablation_measure (parameters, set, 20, 1, &whole, without, refuse, NULL));
  g_assert_false (fv_saliency_occlusion (parameters, fv_dataset_pixels (set, 0), (FvCell){ 1, 0, 0, 0 }, 3, 0,
                                         map, refuse, NULL));
}

static gboolean
stop_in_the_middle (double fraction, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
  return fraction < 0.5;
}

/* All of a layer together is what its parts say; one without weights and one that is last have less. */
static void
test_units (void)
{
  g_autoptr (FvParameters) parameters = make (texts[0]);
  g_autoptr (FvDataset) set = fv_digits_new (4, 0, 40, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (FvUnits) units = fv_units_new (parameters, set, 40, 3, NULL, NULL);
  g_autoptr (FvUnits) pool = fv_units_new (parameters, set, 40, 2, NULL, NULL);
  g_autoptr (FvUnits) last = fv_units_new (parameters, set, 40, 7, NULL, NULL);
  FvUnitReport reports[8];
  double whole, without[8], told = 0;
  g_autofree char *csv = fv_units_to_csv (units);
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);

  g_assert_true (fv_twins_report (parameters, set, 40, 3, reports, NULL, NULL));
  g_assert_true (fv_ablation_measure (parameters, set, 40, 3, &whole, without, NULL, NULL));
  g_assert_cmpuint (units->n_units, ==, 8);
  g_assert_cmpfloat (units->whole, ==, whole);
  g_assert_cmpmem (units->without, sizeof without, without, sizeof without);
  for (guint i = 0; i < 8; i++)
    {
      g_assert_cmpint (units->reports[i].state, ==, reports[i].state);
      g_assert_cmpfloat (units->reports[i].mean, ==, reports[i].mean);
    }
  g_assert_cmpuint (g_strv_length (lines), ==, 10);
  g_assert_true (g_str_has_prefix (lines[8], "8,"));
  g_assert_null (pool->norms);
  g_assert_null (last->without);
  g_assert_nonnull (last->norms);
  g_assert_null (fv_units_new (parameters, set, 40, 3, stop_in_the_middle, &told));
  g_assert_cmpfloat (told, >=, 0.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/gradient", test_gradient);
  g_test_add_func ("/insight/occlusion", test_occlusion);
  g_test_add_func ("/insight/patches", test_patches);
  g_test_add_func ("/insight/patch-is-the-field", test_patch_is_the_field);
  g_test_add_func ("/insight/ascent", test_ascent);
  g_test_add_func ("/insight/ablation", test_ablation);
  g_test_add_func ("/insight/twins", test_twins);
  g_test_add_func ("/insight/dense-states", test_dense_states);
  g_test_add_func ("/insight/stop", test_stop);
  g_test_add_func ("/insight/units", test_units);
  return g_test_run ();
}
