/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "draw-fixture.h"
#include "fv-network-layout.h"

static const struct
{
  double width, height;
} sizes[] = { { 1192, 653 }, { 936, 553 }, { 1280, 640 }, { 1832, 933 }, { 980, 653 }, { 700, 480 } };

static const double text_scales[] = { 1, 1.25, 1.5 };

static gboolean
meet (const FvRect *a, const FvRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

static void
check_boxes (const FvNetworkLayout *layout, const char *net)
{
  g_autoptr (GArray) boxes = fv_network_layout_boxes (layout);

  for (guint i = 0; i < boxes->len; i++)
    {
      const FvRect *a = &g_array_index (boxes, FvRect, i);

      if (a->x < 0 || a->y < 0 || a->x + a->width > layout->scene.width
          || a->y + a->height > layout->scene.height)
        g_error ("%s at %.0f×%.0f ×%.2f: box %u (%.0f, %.0f, %.0f, %.0f) leaves the scene", net,
                 layout->scene.width, layout->scene.height, layout->text_scale, i, a->x, a->y, a->width,
                 a->height);
      for (guint j = i + 1; j < boxes->len; j++)
        {
          const FvRect *b = &g_array_index (boxes, FvRect, j);
          if (meet (a, b))
            g_error ("%s at %.0f×%.0f ×%.2f: boxes %u (%.0f, %.0f, %.0f, %.0f) and %u (%.0f, %.0f, %.0f, "
                     "%.0f) meet",
                     net, layout->scene.width, layout->scene.height, layout->text_scale, i, a->x, a->y,
                     a->width, a->height, j, b->x, b->y, b->width, b->height);
        }
    }
}

static void
boxes_never_meet (void)
{
  for (guint n = 0; draw_nets[n]; n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[n]);

      for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
        for (guint t = 0; t < G_N_ELEMENTS (text_scales); t++)
          {
            FvNetworkLayout *layout;
            fixture->input.style.text_scale = text_scales[t];
            layout = fv_network_layout_new (&fixture->input, sizes[s].width, sizes[s].height);
            check_boxes (layout, draw_nets[n]);
            fv_network_layout_free (layout);
          }
    }
}

/* Long class names become numbers rather than push the network out of the scene. */
static void
long_class_names (void)
{
  static const char *const names[] = { "airplane with a very long name indeed",
                                       "automobile",
                                       "bird",
                                       "cat",
                                       "deer",
                                       "dog",
                                       "frog",
                                       "horse",
                                       "ship",
                                       "truck",
                                       NULL };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");

  fixture->input.class_names = names;
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, sizes[s].width, sizes[s].height);
      check_boxes (layout, "lenet with long names");
      fv_network_layout_free (layout);
    }
}

/* A window of 1280×800 shows maps at these magnifications. */
static void
lenet_has_its_sizes (void)
{
  static const struct
  {
    guint zoom, cols;
  } wanted[] = { { 3, 1 }, { 3, 1 }, { 4, 1 }, { 6, 2 }, { 9, 2 }, { 13, 4 }, { 13, 3 } };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, 1192, 653);

  g_assert_cmpuint (layout->n_columns, ==, 8);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_assert_cmpuint (layout->columns[i].maps.zoom, ==, wanted[i].zoom);
      g_assert_cmpuint (layout->columns[i].maps.cols, ==, wanted[i].cols);
    }
  g_assert_cmpuint (layout->columns[1].kernels.zoom, ==, 6);
  g_assert_cmpuint (layout->columns[3].kernels.zoom, ==, 6);
  g_assert_true (layout->columns[3].kernels_of_unit);
  g_assert_cmpstr (layout->columns[3].title, ==, "C3 convolution");
  g_assert_cmpstr (layout->columns[3].size, ==, "16@8×8");
  g_assert_cmpstr (layout->columns[3].footer[0], ==, "16·(6·5·5)+16");
  g_assert_cmpstr (layout->columns[2].footer[0], ==, "max of 2×2");
  fv_network_layout_free (layout);
}

/* No layer of the presets is thinned or clipped at the sizes people have. */
static void
presets_are_shown_whole (void)
{
  for (guint n = 0; n < 3; n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[n]);

      for (guint s = 0; s < 4; s++)
        {
          FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, sizes[s].width, sizes[s].height);

          for (guint i = 0; i < layout->n_columns; i++)
            {
              const FvArrangement *maps = &layout->columns[i].maps;
              g_assert_cmpuint (maps->count, ==, maps->shape.maps);
              g_assert_cmpuint (maps->step, ==, 1);
              g_assert_nonnull (layout->columns[i].title);
            }
          fv_network_layout_free (layout);
        }
    }
}

/* A higher window never shows smaller maps. */
static void
height_only_enlarges (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  guint before[8] = { 0 };

  for (double height = 480; height <= 1000; height += 20)
    {
      FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, 1832, height);
      for (guint i = 1; i < 5; i++)
        {
          g_assert_cmpuint (layout->columns[i].maps.zoom, >=, before[i]);
          before[i] = layout->columns[i].maps.zoom;
        }
      fv_network_layout_free (layout);
    }
}

static void
rasterized_units_are_cells_below (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, 1192, 653);
  guint column, unit, row, col;

  g_assert_true (fv_network_layout_find (layout, (FvCursor){ .layer = 5, .unit = 16 * 3 + 6 }, &column, &unit,
                                         &row, &col));
  g_assert_cmpuint (column, ==, 4);
  g_assert_cmpuint (unit, ==, 3);
  g_assert_cmpuint (row, ==, 1);
  g_assert_cmpuint (col, ==, 2);
  fv_network_layout_free (layout);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network-layout/boxes-never-meet", boxes_never_meet);
  g_test_add_func ("/network-layout/long-class-names", long_class_names);
  g_test_add_func ("/network-layout/lenet-has-its-sizes", lenet_has_its_sizes);
  g_test_add_func ("/network-layout/presets-are-shown-whole", presets_are_shown_whole);
  g_test_add_func ("/network-layout/height-only-enlarges", height_only_enlarges);
  g_test_add_func ("/network-layout/rasterized-units-are-cells-below", rasterized_units_are_cells_below);
  return g_test_run ();
}
