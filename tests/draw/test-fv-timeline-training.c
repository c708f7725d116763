/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "draw-fixture.h"
#include "fv-timeline-scene.h"

#define WIDTH  1000
#define HEIGHT 92

typedef struct
{
  DrawFixture *fixture;
  FvBranch *branches[2];
} Way;

/* Two hundred batches were done; the moment shown is after at of them. */
static Way
way_at (guint64 at)
{
  Way way = { .fixture = draw_fixture_new (draw_nets[0]) };
  FvSceneInput *input = &way.fixture->input;

  input->way = (FvWay){ .newest = 200, .batches_per_epoch = 50, .shown = 1 };
  input->batch = at;
  input->epoch = (double)at / 50;
  return way;
}

static FvScene *
scene_of (Way *way)
{
  return fv_scene_new (fv_scene_type_from_name ("timeline"), &way->fixture->input, WIDTH, HEIGHT);
}

/* Where a moment stands is where one takes hold of it; beyond the ends are the ends. */
static void
test_pick (void)
{
  Way way = way_at (100);
  g_autoptr (FvScene) scene = scene_of (&way);
  FvRect rail = fv_timeline_rail (scene);

  for (guint64 batch = 0; batch <= 200; batch++)
    {
      double x = fv_timeline_locate_batch (scene, &way.fixture->input, batch);

      g_assert_cmpuint (fv_timeline_pick_batch (scene, &way.fixture->input, x), ==, batch);
      g_assert_cmpfloat (x, >, rail.x);
      g_assert_cmpfloat (x, <, rail.x + rail.width);
    }
  g_assert_cmpuint (fv_timeline_pick_batch (scene, &way.fixture->input, -50), ==, 0);
  g_assert_cmpuint (fv_timeline_pick_batch (scene, &way.fixture->input, WIDTH), ==, 200);
  way.fixture->input.way.first = 30; /* what was before is not remembered */
  g_assert_cmpuint (fv_timeline_pick_batch (scene, &way.fixture->input, 0), ==, 30);
  draw_fixture_free (way.fixture);
}

/* Dragging moves the handle, not the axis. */
static void
test_axis_stands_still (void)
{
  Way early = way_at (10), late = way_at (200);
  g_autoptr (FvScene) first = scene_of (&early);
  g_autoptr (FvScene) second = scene_of (&late);

  g_assert_cmpfloat (fv_timeline_locate_batch (first, &early.fixture->input, 77), ==,
                     fv_timeline_locate_batch (second, &late.fixture->input, 77));
  draw_fixture_free (early.fixture);
  draw_fixture_free (late.fixture);
}

static guint
count_differences (const guint32 *a, const guint32 *b)
{
  guint n = 0;

  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    n += a[i] != b[i];
  return n;
}

/* A longer branch that is not shown makes the axis longer, and leaves a line. */
static void
test_other_branch (void)
{
  Way way = way_at (100);
  const FvSceneType *type = fv_scene_type_from_name ("timeline");
  g_autofree guint32 *alone = draw_pixels (type, &way.fixture->input, WIDTH, HEIGHT);
  g_autofree guint32 *both = NULL;
  g_autofree guint32 *bare = NULL;
  g_autoptr (FvScene) scene = scene_of (&way);
  double before = fv_timeline_locate_batch (scene, &way.fixture->input, 200);

  for (guint i = 0; i < 2; i++)
    way.branches[i] = fv_branch_new ();
  way.branches[0]->id = 1;
  way.branches[1]->id = 2;
  way.branches[1]->newest = 400;
  way.fixture->input.way.branches = way.branches;
  way.fixture->input.way.n_branches = 2;
  g_assert_cmpfloat (fv_timeline_locate_batch (scene, &way.fixture->input, 200), <, before);
  way.branches[1]->newest = 200;
  bare = draw_pixels (type, &way.fixture->input, WIDTH, HEIGHT);
  g_assert_cmpuint (count_differences (alone, bare), ==, 0);
  way.branches[1]->curve = fv_curve_new ();
  for (guint64 batch = 0; batch <= 200; batch += 100)
    fv_curve_add (way.branches[1]->curve,
                  (FvCurvePoint){ batch, (double)batch / 50, 5 - (double)batch / 100, 0.5, 2, 0.5 });
  both = draw_pixels (type, &way.fixture->input, WIDTH, HEIGHT);
  g_assert_cmpuint (count_differences (bare, both), >, 200);
  for (guint i = 0; i < 2; i++)
    fv_branch_unref (way.branches[i]);
  draw_fixture_free (way.fixture);
}

static void
test_speaks (void)
{
  Way way = way_at (11);
  g_autofree char *text = fv_timeline_speak (&way.fixture->input);

  g_assert_cmpstr (text, ==, "batch 11 of 200, epoch 0.22");
  draw_fixture_free (way.fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/timeline-training/pick", test_pick);
  g_test_add_func ("/draw/timeline-training/axis-stands-still", test_axis_stands_still);
  g_test_add_func ("/draw/timeline-training/other-branch", test_other_branch);
  g_test_add_func ("/draw/timeline-training/speaks", test_speaks);
  return g_test_run ();
}
