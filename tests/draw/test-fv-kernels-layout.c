/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw-fixture.h"
#include "fv-kernels-layout.h"

static const struct
{
  double width, height;
} sizes[] = { { 1192, 653 }, { 936, 553 }, { 1832, 933 }, { 700, 400 } };

static void
stays_inside (void)
{
  for (guint n = 0; draw_nets[n]; n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[n]);

      for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
        {
          FvKernelsLayout *layout = fv_kernels_layout_new (&fixture->input, sizes[s].width, sizes[s].height);
          double before = 0;

          for (guint i = 0; i < layout->n_sections; i++)
            {
              const FvKernelsSection *section = &layout->sections[i];
              FvRect rect;

              g_assert_cmpfloat (section->strip.y, >=, before);
              before = section->strip.y + section->strip.height;
              g_assert_cmpfloat (section->x + section->width, <=, sizes[s].width - FV_KERNELS_MARGIN + 0.5);
              g_assert_cmpfloat (section->y, >, section->title_baseline);
              for (guint unit = 0; unit < section->units; unit++)
                for (guint input = 0; input < section->inputs; input++)
                  if (fv_kernels_layout_kernel (section, unit, input, &rect))
                    {
                      guint u, m;
                      g_assert_true (fv_kernels_layout_pick (section, rect.x + rect.width / 2,
                                                             rect.y + rect.height / 2, &u, &m));
                      g_assert_cmpuint (u, ==, unit);
                      g_assert_cmpuint (m, ==, input);
                    }
            }
          fv_kernels_layout_free (layout);
        }
    }
}

/* Rows are inputs, columns are units. */
static void
lenet_is_a_table (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvKernelsLayout *layout = fv_kernels_layout_new (&fixture->input, 1192, 653);
  FvRect first, right, below;

  g_assert_cmpuint (layout->n_sections, ==, 2);
  g_assert_cmpuint (layout->sections[1].rows, ==, 6);
  g_assert_cmpuint (layout->sections[1].cols, ==, 16);
  g_assert_cmpstr (layout->sections[1].title, ==, "C3 · 96 kernels of 5×5");
  g_assert_cmpstr (layout->sections[1].note, ==, "rows: the 6 maps of S2 · columns: the 16 units");
  g_assert_true (fv_kernels_layout_kernel (&layout->sections[1], 0, 0, &first));
  g_assert_true (fv_kernels_layout_kernel (&layout->sections[1], 1, 0, &right));
  g_assert_true (fv_kernels_layout_kernel (&layout->sections[1], 0, 1, &below));
  g_assert_cmpfloat (right.x, >, first.x + first.width);
  g_assert_cmpfloat (right.y, ==, first.y);
  g_assert_cmpfloat (below.y, >, first.y + first.height);
  fv_kernels_layout_free (layout);
}

static void
wide_is_shown_whole (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("wide");

  for (guint s = 0; s < 3; s++)
    {
      FvKernelsLayout *layout = fv_kernels_layout_new (&fixture->input, sizes[s].width, sizes[s].height);

      g_assert_cmpuint (layout->sections[1].rows, ==, 32);
      g_assert_cmpuint (layout->sections[1].cols, ==, 64);
      g_assert_cmpfloat (layout->sections[1].y + layout->sections[1].height, <=, sizes[s].height);
      fv_kernels_layout_free (layout);
    }
}

static void
dense_nets_show_pictures_or_nothing (void)
{
  g_autoptr (DrawFixture) pictures = draw_fixture_new ("28x28x1 rasterize; dense 64 tanh; softmax 10");
  g_autoptr (DrawFixture) points = draw_fixture_new ("2x1x1 rasterize; dense 3 sigmoid; softmax 2");
  FvKernelsLayout *layout = fv_kernels_layout_new (&pictures->input, 1192, 653);

  g_assert_cmpuint (layout->n_sections, ==, 1);
  g_assert_true (layout->sections[0].rows_of_dense);
  g_assert_cmpuint (layout->sections[0].kernel_rows, ==, 28);
  fv_kernels_layout_free (layout);
  layout = fv_kernels_layout_new (&points->input, 1192, 653);
  g_assert_cmpuint (layout->n_sections, ==, 0);
  fv_kernels_layout_free (layout);
}

/* Every layer with weights alone: inside, and each kernel found where it stands, in either order. */
static void
alone_and_ordered (void)
{
  for (guint n = 0; draw_nets[n]; n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[n]);
      FvSceneInput input = fixture->input;

      for (guint place = 1; place <= fv_network_depth (fixture->network); place++)
        for (guint by_norm = 0; by_norm < 2; by_norm++)
          {
            FvKernelsLayout *layout;
            FvRect rect;

            if (fv_network_layer (fixture->network, place)->n_weights == 0)
              continue;
            input.kernels = (FvKernelsLook){ .place = place, .by_norm = by_norm == 1 };
            layout = fv_kernels_layout_new (&input, 936, 553);
            g_assert_cmpuint (layout->n_sections, ==, 1);
            g_assert_cmpuint (layout->sections[0].place, ==, place);
            g_assert_cmpfloat (layout->sections[0].x + layout->sections[0].width, <=,
                               936 - FV_KERNELS_MARGIN + 0.5);
            for (guint unit = 0; unit < layout->sections[0].units; unit++)
              for (guint map = 0; map < layout->sections[0].inputs; map++)
                if (fv_kernels_layout_kernel (&layout->sections[0], unit, map, &rect))
                  {
                    guint u, m;

                    g_assert_true (fv_kernels_layout_pick (&layout->sections[0], rect.x + rect.width / 2,
                                                           rect.y + rect.height / 2, &u, &m));
                    g_assert_cmpuint (u, ==, unit);
                    g_assert_cmpuint (m, ==, map);
                  }
            fv_kernels_layout_free (layout);
          }
    }
}

static double
norm_of (const DrawFixture *fixture, guint place, guint unit)
{
  const FvLayer *layer = fv_network_layer (fixture->network, place);
  const float *weights = fv_parameters_weights (fixture->parameters, place);
  gsize each = layer->n_weights / layer->output.maps;
  double sum = 0;

  for (gsize i = 0; i < each; i++)
    sum += (double)weights[unit * each + i] * (double)weights[unit * each + i];
  return sum;
}

/* The largest first; as stored otherwise. */
static void
order (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvSceneInput input = fixture->input;
  FvKernelsLayout *layout;

  input.kernels.by_norm = TRUE;
  layout = fv_kernels_layout_new (&input, 1192, 653);
  for (guint i = 1; i < 16; i++)
    g_assert_cmpfloat (norm_of (fixture, 3, fv_kernels_layout_unit (&layout->sections[1], i)), <=,
                       norm_of (fixture, 3, fv_kernels_layout_unit (&layout->sections[1], i - 1)));
  fv_kernels_layout_free (layout);
  layout = fv_kernels_layout_new (&fixture->input, 1192, 653);
  g_assert_cmpuint (fv_kernels_layout_unit (&layout->sections[1], 7), ==, 7);
  fv_kernels_layout_free (layout);
}

/* Where a cell is large, its value stands in it. */
static void
values (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvSceneInput input = fixture->input;
  FvKernelsLayout *layout = fv_kernels_layout_new (&input, 936, 553);

  g_assert_cmpuint (layout->sections[1].decimals, ==, G_MAXUINT);
  fv_kernels_layout_free (layout);
  input.kernels.place = 1;
  layout = fv_kernels_layout_new (&input, 1192, 653);
  g_assert_cmpuint (layout->sections[0].decimals, !=, G_MAXUINT);
  fv_kernels_layout_free (layout);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernels-layout/stays-inside", stays_inside);
  g_test_add_func ("/kernels-layout/lenet-is-a-table", lenet_is_a_table);
  g_test_add_func ("/kernels-layout/wide-is-shown-whole", wide_is_shown_whole);
  g_test_add_func ("/kernels-layout/dense-nets-show-pictures-or-nothing",
                   dense_nets_show_pictures_or_nothing);
  g_test_add_func ("/kernels-layout/alone-and-ordered", alone_and_ordered);
  g_test_add_func ("/kernels-layout/order", order);
  g_test_add_func ("/kernels-layout/values", values);
  return g_test_run ();
}
