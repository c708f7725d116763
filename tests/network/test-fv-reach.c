/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-pass.h"
#include "fv-reach.h"

/* By brute force: what changes when a cell is nudged is what the cell goes into. */

static const char *const nets[] = {
  "14x13x1 conv 3x4x3 identity; mean 2x2 keep; conv 3x3x4 identity; mean 2x2 ignore; rasterize; dense 5 "
  "identity; softmax 4",
  "13x13x2 conv 3x3x3 identity table=0/1/0,1; max 2x2 keep; conv 2x2x4 identity shared table=0,1/1,2/0,2/2; "
  "max 3x3 keep-real; rasterize; softmax 3",
  "11x12x3 gaussian 2x2 keep; conv 2x2x3 identity table=0,1/1,2/2; gaussian 3x3; rasterize; dense 4 "
  "identity; "
  "softmax 2",
  "12x12x1 max 3x3 ignore; max 2x2 keep; rasterize; softmax 2",
  "11x11x1 conv 2x2x2 identity; trainable 3x3 identity ignore; conv 2x1x2 identity; rasterize; softmax 3",
  "6x1x1 dense 3 identity; dense 2 identity; softmax 2",
  "5x4x2 rasterize; softmax 3",
};

/* No weight is negative, so a cell that is nudged by this much wins in every block that it goes into. */
#define NUDGE 1e3

typedef struct
{
  FvNetwork *network;
  FvPass *pass;
  double **o; /* [depth + 1], each [shape]: before anything is nudged */
  double **n; /* of the output layer a cell's o hangs on every n; n tells what it is made of */
} Fixture;

static Fixture
set_up (const char *text)
{
  g_autoptr (GError) error = NULL;
  Fixture self = { .network = fv_network_new (text, &error) };
  g_autoptr (FvParameters) parameters = NULL;
  FvRandom random = fv_random_new (3, 0);
  FvShape input;

  g_assert_no_error (error);
  parameters = fv_parameters_new (self.network, 5);
  self.pass = fv_pass_new (self.network);
  fv_pass_set_parameters (self.pass, fv_parameters_values (parameters));
  for (gsize i = 0; i < fv_network_n_parameters (self.network); i++)
    fv_pass_parameters (self.pass)[i] = fabs (fv_pass_parameters (self.pass)[i]);
  input = fv_network_shape (self.network, 0);
  for (gsize i = 0; i < fv_shape_size (input); i++)
    fv_pass_input (self.pass)[i] = fv_random_uniform (&random);
  fv_pass_output (self.pass);
  self.o = g_new0 (double *, fv_network_depth (self.network) + 1);
  self.n = g_new0 (double *, fv_network_depth (self.network) + 1);
  for (guint place = 0; place <= fv_network_depth (self.network); place++)
    {
      gsize size = fv_shape_size (fv_network_shape (self.network, place)) * sizeof (double);

      self.o[place] = g_memdup2 (fv_pass_o (self.pass, place), size);
      self.n[place] = place > 0 ? g_memdup2 (fv_pass_n (self.pass, place), size) : NULL;
    }
  return self;
}

static void
tear_down (Fixture *self)
{
  for (guint place = 0; place <= fv_network_depth (self->network); place++)
    {
      g_free (self->o[place]);
      g_free (self->n[place]);
    }
  g_free (self->o);
  g_free (self->n);
  fv_pass_free (self->pass);
  fv_network_unref (self->network);
}

/* Marks the cells of layer place that are others after cell of layer from got another value. */
static void
mark_changed (Fixture *self, guint from, gsize cell, guint place, guint8 *changed)
{
  double *o = fv_pass_edit_o (self->pass, from);

  memcpy (o, self->o[from], fv_shape_size (fv_network_shape (self->network, from)) * sizeof *o);
  o[cell] += NUDGE;
  fv_pass_output_from (self->pass, from + 1);
  for (gsize i = 0; i < fv_shape_size (fv_network_shape (self->network, place)); i++)
    changed[i] |= fv_pass_n (self->pass, place)[i] != self->n[place][i];
}

static gboolean
contains (const FvReach *reach, FvShape shape, guint place, gsize cell)
{
  gsize area = fv_shape_area (shape);

  return fv_reach_contains (reach, place, (guint)(cell / area), (guint)(cell % area / shape.cols),
                            (guint)(cell % shape.cols));
}

/* What cell of layer from goes into, and that each of those has it in its receptive field, and no other. */
static void
check_cell (Fixture *self, guint from, gsize cell)
{
  FvShape shape = fv_network_shape (self->network, from);
  gsize area = fv_shape_area (shape);
  g_autoptr (FvReach) reach = fv_reach_new (self->network, from, (guint)(cell / area),
                                            (guint)(cell % area / shape.cols), (guint)(cell % shape.cols));

  g_assert_true (contains (reach, shape, from, cell));
  for (guint place = from + 1; place <= fv_network_depth (self->network); place++)
    {
      FvShape above = fv_network_shape (self->network, place);
      g_autofree guint8 *changed = g_new0 (guint8, fv_shape_size (above));

      mark_changed (self, from, cell, place, changed);
      for (gsize i = 0; i < fv_shape_size (above); i++)
        {
          gsize size = fv_shape_area (above);
          g_autoptr (FvReach) field = fv_reach_new (self->network, place, (guint)(i / size),
                                                    (guint)(i % size / above.cols), (guint)(i % above.cols));

          if (contains (reach, above, place, i) != changed[i])
            g_error ("%s: cell %zu of layer %u, cell %zu of layer %u: %d", fv_network_text (self->network),
                     cell, from, i, place, changed[i]);
          g_assert_cmpint (contains (field, shape, from, cell), ==, changed[i]);
        }
    }
}

static void
test_brute_force (void)
{
  for (guint n = 0; n < G_N_ELEMENTS (nets); n++)
    {
      Fixture self = set_up (nets[n]);

      for (guint from = 0; from < fv_network_depth (self.network); from++)
        {
          gsize size = fv_shape_size (fv_network_shape (self.network, from));

          for (gsize cell = 0; cell < size; cell += from == 0 ? 5 : 7)
            check_cell (&self, from, cell);
          check_cell (&self, from, size - 1);
        }
      tear_down (&self);
    }
}

/* The numbers one knows of LeNet: a cell of C3 sees 14×14 pixels, a dense unit all of them. */
static void
test_lenet (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("lenet", NULL);
  g_autoptr (FvReach) cell = fv_reach_new (network, 3, 1, 5, 1);
  g_autoptr (FvReach) unit = fv_reach_new (network, 6, 7, 0, 0);
  g_autoptr (FvReach) pixel = fv_reach_new (network, 0, 0, 0, 0);

  g_assert_cmpuint (cell->sets[2].n_maps, ==, 6);
  g_assert_cmpuint (cell->sets[2].rows, ==, 5);
  g_assert_cmpuint (cell->sets[2].row, ==, 5);
  g_assert_cmpuint (cell->sets[1].rows, ==, 10);
  g_assert_cmpuint (cell->sets[0].rows, ==, 14);
  g_assert_cmpuint (cell->sets[0].row, ==, 10);
  g_assert_cmpuint (cell->sets[0].col, ==, 2);
  g_assert_cmpuint (cell->sets[3].n_maps, ==, 1);
  g_assert_cmpuint (cell->sets[4].n_maps, ==, 1);
  g_assert_cmpuint (cell->sets[4].row, ==, 2);
  g_assert_cmpuint (cell->sets[5].n_maps, ==, 1);
  g_assert_cmpuint (cell->sets[6].n_maps, ==, 120);
  g_assert_cmpuint (unit->sets[0].rows, ==, 28);
  g_assert_cmpuint (unit->sets[5].n_maps, ==, 256);
  g_assert_cmpuint (pixel->sets[1].n_maps, ==, 6);
  g_assert_cmpuint (pixel->sets[1].rows, ==, 1);
}

/* Below an ignored border the last row goes nowhere. */
static void
test_nowhere (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("7x7x1 max 2x2 ignore; rasterize; softmax 2", NULL);
  g_autoptr (FvReach) pixel = fv_reach_new (network, 0, 0, 6, 2);

  for (guint place = 1; place <= 3; place++)
    g_assert_cmpuint (pixel->sets[place].n_maps, ==, 0);
  g_assert_false (fv_reach_contains (pixel, 1, 0, 2, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/reach/brute-force", test_brute_force);
  g_test_add_func ("/network/reach/lenet", test_lenet);
  g_test_add_func ("/network/reach/nowhere", test_nowhere);
  return g_test_run ();
}
