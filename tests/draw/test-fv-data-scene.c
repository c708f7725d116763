/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "draw-fixture.h"
#include "fv-data-layout.h"
#include "fv-data-scene.h"
#include "fv-sample-points.h"

/* What is said of a data set fits where it is said, and a class can be clicked at. */

static const struct
{
  const char *data;
  guint n_classes;
} sets[] = { { "digits", 10 }, { "digits-other", 11 }, { "xor", 2 } };

typedef struct
{
  DrawFixture *draw;
  FvSummary *summary;
  FvDataLook look;
} Fixture;

static void
set_up (Fixture *self, const char *data)
{
  FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);
  g_autoptr (FvDataset) set = NULL;

  wanted.count = 320;
  set = fv_dataset_open_wanted (data, &wanted, NULL);
  self->draw = draw_fixture_new ("lenet");
  self->summary = fv_summary_new (set, NULL, NULL);
  self->look = (FvDataLook){ .set = fv_summary_dataset (self->summary),
                             .summary = self->summary,
                             .class_index = G_MAXUINT };
  self->draw->input.data = &self->look;
}

static void
tear_down (Fixture *self)
{
  fv_summary_unref (self->summary);
  draw_fixture_free (self->draw);
}

static gboolean
overlap (FvRect a, FvRect b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/* At the height that is asked for, at any size of type: no two rows in one place, and all of them inside. */
static void
test_rows (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (sets); k++)
    for (double scale = 1; scale <= 2; scale += 0.5)
      for (double width = 300; width <= 1000; width += 175)
        {
          Fixture fixture;
          double height;
          FvDataLayout *layout;

          set_up (&fixture, sets[k].data);
          fixture.draw->input.style.text_scale = scale;
          height = fv_data_scene_height (&fixture.draw->input, width);
          layout = fv_data_layout_new (&fixture.draw->input, width, height);
          g_assert_cmpuint (layout->n_classes, ==, sets[k].n_classes);
          for (guint i = 0; i < layout->n_classes; i++)
            {
              FvRect row = fv_data_layout_row (layout, i);

              g_assert_cmpfloat (row.x, >=, 0);
              g_assert_cmpfloat (row.x + row.width, <=, width);
              g_assert_cmpfloat (row.y + row.height, <=, height);
              g_assert_false (overlap (row, layout->mean));
              for (guint j = 0; j < i; j++)
                g_assert_false (overlap (row, fv_data_layout_row (layout, j)));
            }
          g_free (layout);
          tear_down (&fixture);
        }
}

static guint
class_at (Fixture *fixture, const FvScene *scene, FvRect at)
{
  FvSceneAction action;

  g_assert_true (fv_scene_pick_action (scene, &fixture->draw->input, at.x + at.width / 2,
                                       at.y + at.height / 2, &action));
  g_assert_cmpint (action.kind, ==, FV_SCENE_ACTION_CLASS);
  return action.value;
}

/* A class is looked at by a click, and left by another or by one on the large mean. */
static void
test_pick (void)
{
  Fixture fixture;
  g_autoptr (FvScene) scene = NULL;
  const FvDataLayout *layout;
  FvSceneAction action;

  set_up (&fixture, "digits");
  scene = fv_scene_new (fv_scene_type_from_name ("data"), &fixture.draw->input, 640, 520);
  layout = (const FvDataLayout *)scene;
  for (guint i = 0; i < 10; i++)
    {
      fixture.look.class_index = G_MAXUINT;
      g_assert_cmpuint (class_at (&fixture, scene, fv_data_layout_row (layout, i)), ==, i);
      fixture.look.class_index = i;
      g_assert_cmpuint (class_at (&fixture, scene, fv_data_layout_row (layout, i)), ==, G_MAXUINT);
    }
  g_assert_cmpuint (class_at (&fixture, scene, layout->mean), ==, G_MAXUINT);
  g_assert_false (fv_scene_pick_action (scene, &fixture.draw->input, 2, 2, &action));
  tear_down (&fixture);
}

/* Everything that is given is shown: a class, its means once they are there, another set, notes. */
static void
test_shows (void)
{
  static const char *const notes[] = { "made by hand", NULL };
  const FvSceneType *type = fv_scene_type_from_name ("data");
  guint keys[2];
  guint32 *pictures[5];
  Fixture fixture;

  set_up (&fixture, "digits");
  pictures[0] = draw_pixels (type, &fixture.draw->input, 400, 500);
  keys[0] = fv_scene_key (type, &fixture.draw->input);
  fixture.look.class_index = 4;
  pictures[1] = draw_pixels (type, &fixture.draw->input, 400, 500);
  g_assert_cmpuint (fv_scene_key (type, &fixture.draw->input), ==, keys[0]);
  fixture.look.summary = NULL;
  pictures[2] = draw_pixels (type, &fixture.draw->input, 400, 500);
  fixture.look.notes = notes;
  pictures[3] = draw_pixels (type, &fixture.draw->input, 400, 500);
  keys[1] = fv_scene_key (type, &fixture.draw->input);
  g_assert_cmpuint (keys[0], !=, keys[1]);
  fixture.look.set = NULL;
  pictures[4] = draw_pixels (type, &fixture.draw->input, 400, 500);
  for (guint i = 0; i < 5; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpint (memcmp (pictures[i], pictures[j], sizeof (guint32) * 400 * 500), !=, 0);
  for (guint i = 0; i < 5; i++)
    g_free (pictures[i]);
  tear_down (&fixture);
}

/* The point one clicks at is found, but not that of a class that is not shown. */
static void
test_points (void)
{
  const FvRect square = { 10, 20, 200, 200 };
  Fixture fixture;
  FvDataset *set;
  guint found = 0;

  set_up (&fixture, "xor");
  set = fixture.look.set;
  for (double y = square.y; y < square.y + square.height; y += 2)
    for (double x = square.x; x < square.x + square.width; x += 2)
      {
        guint all = fv_sample_points_pick (square, set, G_MAXUINT, x, y, 6);
        guint one = fv_sample_points_pick (square, set, 1, x, y, 6);

        found += all != G_MAXUINT;
        if (one != G_MAXUINT)
          g_assert_cmpuint (fv_dataset_label (set, one), ==, 1);
        if (one != G_MAXUINT)
          g_assert_cmpuint (all, !=, G_MAXUINT);
      }
  g_assert_cmpuint (found, >, 20);
  g_assert_cmpuint (fv_sample_points_pick (square, set, G_MAXUINT, 1000, 1000, 6), ==, G_MAXUINT);
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-scene/rows", test_rows);
  g_test_add_func ("/data-scene/pick", test_pick);
  g_test_add_func ("/data-scene/shows", test_shows);
  g_test_add_func ("/data-scene/points", test_points);
  return g_test_run ();
}
