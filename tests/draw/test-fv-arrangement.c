/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-arrangement.h"

static const FvShape shapes[] = {
  { 1, 28, 28 }, { 3, 32, 32 },   { 6, 24, 24 }, { 16, 8, 8 },      { 32, 24, 24 },
  { 64, 4, 4 },  { 100, 44, 60 }, { 10, 1, 1 },  { 84, 1, 1 },      { 120, 1, 1 },
  { 256, 1, 1 }, { 5000, 1, 1 },  { 2, 1, 300 }, { 1, 1024, 1024 },
};

static const struct
{
  double width, height;
} rooms[] = { { 320, 484 }, { 120, 384 }, { 60, 200 }, { 24, 100 } };

/* Whatever the room, nothing shown leaves it, and no two maps meet. */
static void
stays_inside (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    for (guint r = 0; r < G_N_ELEMENTS (rooms); r++)
      {
        FvArrangement a = fv_arrangement_new (shapes[s], rooms[r].width, rooms[r].height, 400);

        g_assert_cmpuint (a.count, <=, shapes[s].maps);
        if (a.count == 0)
          continue;
        g_assert_cmpuint (a.zoom, >=, 1);
        g_assert_cmpfloat (a.width, <=, rooms[r].width);
        g_assert_cmpfloat (a.height, <=, rooms[r].height + 3);
        g_assert_cmpuint (a.rows * a.cols, >=, a.count);
        if (a.count > 1 && !a.units)
          g_assert_cmpfloat (a.pitch_y, >=, a.rows > 1 ? a.map_height + 2 : 1);
        for (guint i = 0; i < a.count; i += MAX (a.count / 50, 1))
          {
            double x, y;
            fv_arrangement_place (&a, i, &x, &y);
            g_assert_cmpfloat (x, >=, 0);
            g_assert_cmpfloat (y, >=, 0);
            g_assert_cmpfloat (x + a.map_width, <=, a.width + 1);
            g_assert_cmpfloat (y + a.map_height, <=, a.height + 1);
          }
      }
}

static void
large_room_keeps_the_usual_columns (void)
{
  static const struct
  {
    FvShape shape;
    guint cols, zoom;
  } cases[] = {
    { { 6, 24, 24 }, 1, 3 }, { { 16, 8, 8 }, 2, 6 },   { { 120, 1, 1 }, 4, 13 },
    { { 84, 1, 1 }, 3, 13 }, { { 32, 24, 24 }, 4, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FvArrangement a = fv_arrangement_new (cases[i].shape, 320, 484, 160);
      g_assert_cmpuint (a.cols, ==, cases[i].cols);
      g_assert_cmpuint (a.zoom, ==, cases[i].zoom);
      g_assert_cmpuint (a.step, ==, 1);
      g_assert_cmpuint (a.count, ==, cases[i].shape.maps);
    }
}

static void
pick_finds_what_place_put (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      FvArrangement a = fv_arrangement_new (shapes[s], 320, 484, 160);

      for (guint i = 0; i < a.count; i++)
        {
          double x, y;
          guint nth, row, col;

          fv_arrangement_place (&a, i, &x, &y);
          g_assert_true (fv_arrangement_pick (&a, x + 0.5, y + 0.5, &nth, &row, &col));
          g_assert_cmpuint (nth, ==, i);
          g_assert_cmpuint (row, ==, 0);
          g_assert_cmpuint (col, ==, 0);
          g_assert_true (
              fv_arrangement_pick (&a, x + a.map_width - 0.5, y + a.map_height - 0.5, &nth, &row, &col));
          g_assert_cmpuint (nth, ==, i);
          g_assert_cmpuint (row / a.step, ==, (shapes[s].rows - 1) / a.step);
          g_assert_cmpuint (col / a.step, ==, (shapes[s].cols - 1) / a.step);
        }
      g_assert_false (fv_arrangement_pick (&a, -1, 5, &(guint){ 0 }, &(guint){ 0 }, &(guint){ 0 }));
    }
}

static void
kernels_share_the_rows (void)
{
  FvArrangement maps = fv_arrangement_new ((FvShape){ 6, 24, 24 }, 320, 484, 160);
  FvArrangement kernels = fv_arrangement_beside (&maps, 5, 5, 100, 32);

  g_assert_cmpuint (kernels.count, ==, 6);
  g_assert_cmpuint (kernels.zoom, ==, 6);
  for (guint i = 0; i < 6; i++)
    {
      double x, map_y, y;
      fv_arrangement_place (&maps, i, &x, &map_y);
      fv_arrangement_place (&kernels, i, &x, &y);
      g_assert_cmpfloat_with_epsilon (map_y + maps.map_height / 2, y + kernels.map_height / 2, 1);
    }
  g_assert_cmpuint (fv_arrangement_beside (&maps, 5, 5, 100, 4).count, ==, 0);
}

/* In rooms of every size, also where only a pixel a unit is left. */
static void
never_more_than_there_are (void)
{
  for (double width = 1; width < 120; width += 1)
    for (double height = 1; height < 60; height += 0.5)
      g_assert_cmpuint (fv_arrangement_new ((FvShape){ 2000, 1, 1 }, width, height, 100).count, <=, 2000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arrangement/stays-inside", stays_inside);
  g_test_add_func ("/arrangement/large-room-keeps-the-usual-columns", large_room_keeps_the_usual_columns);
  g_test_add_func ("/arrangement/pick-finds-what-place-put", pick_finds_what_place_put);
  g_test_add_func ("/arrangement/never-more-than-there-are", never_more_than_there_are);
  g_test_add_func ("/arrangement/kernels-share-the-rows", kernels_share_the_rows);
  return g_test_run ();
}
