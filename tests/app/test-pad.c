/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-my-digits.h"
#include "fovea-pad-area.h"
#include "fixture-reading.h"
#include "fv-digits.h"
#include "fv-error.h"
#include "fv-prepare.h"

#include <glib/gstdio.h>

#define SIDE       FV_DIGIT_SIDE
#define AREA       (SIDE * SIDE)
#define SEEN_PEN   2.5
#define N_DRAWINGS 500
#define SEED       7077 /* nobody trains on it */
/* Pens and sizes are given on a paper of that side. */
#define PAPER 280.0

typedef struct
{
  GtkWidget *window;
  FoveaPadArea *area;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  fixture->area = g_object_new (FOVEA_TYPE_PAD_AREA, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->area));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 280);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* Where the paper is in the widget. */
static void
paper_origin (Fixture *fixture, double *left, double *top)
{
  *left = (gtk_widget_get_width (GTK_WIDGET (fixture->area)) - FOVEA_PAD_SIDE) / 2;
  *top = (gtk_widget_get_height (GTK_WIDGET (fixture->area)) - FOVEA_PAD_SIDE) / 2;
}

/* The strokes as a hand would make them: pen and the longer side of what it goes along in units of PAPER, place one of
 * nine. */
static void
draw (Fixture *fixture, const FvStrokes *strokes, double pen, double size, guint place)
{
  FixtureBox box = fixture_measure (strokes);
  double unit = FOVEA_PAD_SIDE / PAPER, longer = MAX (box.right - box.left, box.bottom - box.top);
  double scale = size / longer * unit;
  double x = place % 3 * (FOVEA_PAD_SIDE - scale * (box.right - box.left)) / 2;
  double y = place / 3 * (FOVEA_PAD_SIDE - scale * (box.bottom - box.top)) / 2;
  double left, top;
  guint n;

  fovea_pad_area_clear (fixture->area);
  paper_origin (fixture, &left, &top);
  for (guint s = 0; s < fv_strokes_count (strokes); s++)
    for (guint i = 0; i < (fv_strokes_nth (strokes, s, &n), n); i++)
      {
        FvPoint p = fv_strokes_nth (strokes, s, &n)[i];
        double at_x = left + x + scale * (p.x - box.left), at_y = top + y + scale * (p.y - box.top);

        if (i == 0)
          fovea_pad_area_pen_down (fixture->area, at_x, at_y, pen * unit);
        else
          fovea_pad_area_pen_move (fixture->area, at_x, at_y, pen * unit);
      }
}

/* The drawing as somebody's picture file would be: no strokes, dark on light, and room for all of the pen at the edges. */
static void
as_bitmap (FoveaPadArea *area, guint8 *pixels)
{
  enum
  {
    MARGIN = 20,
    BITMAP = FOVEA_PAD_SIDE + 2 * MARGIN
  };
  const FvStrokes *strokes = fovea_pad_area_get_strokes (area);
  g_autofree guint8 *levels = g_malloc (BITMAP * BITMAP);
  g_autoptr (FvStrokes) moved = fv_strokes_new ();
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  FvPrepare how = { .mode = FV_PREPARE_INK };
  guint n;

  for (guint s = 0; s < fv_strokes_count (strokes); s++)
    {
      fv_strokes_begin (moved);
      for (guint i = 0; i < (fv_strokes_nth (strokes, s, &n), n); i++)
        {
          FvPoint p = fv_strokes_nth (strokes, s, &n)[i];

          fv_strokes_add (moved, (FvPoint){ p.x + MARGIN, p.y + MARGIN, p.width });
        }
    }
  fv_strokes_raster (moved, BITMAP, BITMAP, levels);
  for (guint i = 0; i < BITMAP * BITMAP; i++)
    levels[i] = 255 - levels[i];
  pixbuf = fixture_pixbuf (levels, BITMAP, BITMAP);
  g_assert_true (fv_prepare_pixels (pixbuf, how, (FvShape){ 1, SIDE, SIDE }, pixels));
}

/* Any pen, any size, any place: what is drawn is read as well as what was written for the network, and nearly so when
 * only a picture of it is left. */
static void
test_robust (Fixture *fixture, gconstpointer data)
{
  g_autofree guint8 *pixels = g_malloc (3 * N_DRAWINGS * AREA);
  guint8 *written = pixels, *drawn = pixels + N_DRAWINGS * AREA, *bitmaps = drawn + N_DRAWINGS * AREA;
  guint8 labels[N_DRAWINGS];
  guint right[3];

  for (guint i = 0; i < N_DRAWINGS; i++)
    {
      guint digit = i % 10;
      FvRandom random = fv_random_new (SEED, i), chance = fv_random_new (SEED + 1, i);
      const FvSkeleton *skeleton = fv_skeleton_choose (digit, fv_random_uniform (&random));
      double pen = fv_random_between (&chance, 1, 40), size = fv_random_between (&chance, 40, PAPER);
      g_autoptr (FvStrokes) strokes = fixture_digit (SEED, i, digit);

      labels[i] = (guint8)digit;
      fv_hand_write (&random, skeleton, FV_DISTORTION_MILD, written + i * AREA);
      draw (fixture, strokes, pen, size, i % 9);
      fv_strokes_normalise (fovea_pad_area_get_strokes (fixture->area), SEEN_PEN, drawn + i * AREA);
      as_bitmap (fixture->area, bitmaps + i * AREA);
    }
  for (guint k = 0; k < 3; k++)
    right[k] = fixture_count_right (pixels + k * N_DRAWINGS * AREA, labels, N_DRAWINGS);
  g_test_message ("right of %d: %u as written, %u as drawn, %u as pictures", N_DRAWINGS, right[0], right[1],
                  right[2]);
  g_assert_cmpuint (right[0], >, N_DRAWINGS * 9 / 10);
  g_assert_cmpuint (right[1] + N_DRAWINGS / 100, >=, right[0]);
  g_assert_cmpuint (right[2] + 3 * N_DRAWINGS / 100, >=, right[0]);
}

/* A line across the middle of the paper. */
static void
draw_line (Fixture *fixture, double y)
{
  double left, top;

  paper_origin (fixture, &left, &top);
  fovea_pad_area_pen_down (fixture->area, left + 20, top + y, 20);
  fovea_pad_area_pen_move (fixture->area, left + 230, top + y, 20);
}

static guint
n_strokes (Fixture *fixture)
{
  return fv_strokes_count (fovea_pad_area_get_strokes (fixture->area));
}

static void
test_eraser (Fixture *fixture, gconstpointer data)
{
  double left, top;

  paper_origin (fixture, &left, &top);
  draw_line (fixture, 60);
  draw_line (fixture, 180);
  fovea_pad_area_set_eraser (fixture->area, TRUE);
  fovea_pad_area_pen_down (fixture->area, left + 126, top + 120, 20); /* between the lines: nothing to undo */
  g_assert_cmpuint (n_strokes (fixture), ==, 2);
  fovea_pad_area_pen_move (fixture->area, left + 126, top + 250, 20); /* faster than the eraser is wide */
  g_assert_cmpuint (n_strokes (fixture), ==, 3);
  fovea_pad_area_pen_move (fixture->area, left + 126, top, 20);
  g_assert_cmpuint (n_strokes (fixture), ==, 4);
  fovea_pad_area_undo (fixture->area); /* all of one movement */
  g_assert_cmpuint (n_strokes (fixture), ==, 2);
  fovea_pad_area_redo (fixture->area);
  g_assert_cmpuint (n_strokes (fixture), ==, 4);
}

/* Or what it touches goes as a whole, and comes back as that. */
static void
test_whole_strokes (Fixture *fixture, gconstpointer data)
{
  double left, top;

  paper_origin (fixture, &left, &top);
  draw_line (fixture, 60);
  draw_line (fixture, 180);
  fovea_pad_area_set_whole (fixture->area, TRUE);
  fovea_pad_area_set_eraser (fixture->area, TRUE);
  fovea_pad_area_pen_down (fixture->area, left + 126, top + 60, 20);
  g_assert_cmpuint (n_strokes (fixture), ==, 1);
  fovea_pad_area_pen_move (fixture->area, left + 126, top + 230, 20);
  g_assert_cmpuint (n_strokes (fixture), ==, 0);
  fovea_pad_area_undo (fixture->area);
  g_assert_cmpuint (n_strokes (fixture), ==, 2);
}

static double
rightmost (Fixture *fixture)
{
  return fixture_measure (fovea_pad_area_get_strokes (fixture->area)).right;
}

/* A stroke that leaves the paper a little goes on there, and comes back without a line along the edge; far away it is
 * held. */
static void
test_beside_the_paper (Fixture *fixture, gconstpointer data)
{
  double left, top;

  paper_origin (fixture, &left, &top);
  fovea_pad_area_pen_down (fixture->area, left + 200, top + 60, 20);
  fovea_pad_area_pen_move (fixture->area, left + FOVEA_PAD_SIDE + 20, top + 120, 20);
  fovea_pad_area_pen_move (fixture->area, left + 200, top + 180, 20);
  g_assert_cmpfloat (rightmost (fixture), >=, FOVEA_PAD_SIDE + 20);
  g_assert_cmpfloat (rightmost (fixture), <, FOVEA_PAD_SIDE + 22);
  fovea_pad_area_pen_move (fixture->area, left + 5000, top + 180, 20);
  g_assert_cmpfloat (rightmost (fixture), >=, FOVEA_PAD_SIDE + 20);
  g_assert_cmpfloat (rightmost (fixture), <, FOVEA_PAD_SIDE + 35);
}

/* Undo while the hand draws ends the stroke: what follows would be drawn on another. */
static void
test_undo_under_way (Fixture *fixture, gconstpointer data)
{
  double left, top;
  guint before, after;

  paper_origin (fixture, &left, &top);
  draw_line (fixture, 60);
  fv_strokes_nth (fovea_pad_area_get_strokes (fixture->area), 0, &before);
  draw_line (fixture, 120);
  fovea_pad_area_undo (fixture->area);
  fovea_pad_area_pen_move (fixture->area, left + 126, top + 200, 20);
  fovea_pad_area_pen_move (fixture->area, left + 140, top + 210, 20);
  g_assert_cmpuint (n_strokes (fixture), ==, 1);
  fv_strokes_nth (fovea_pad_area_get_strokes (fixture->area), 0, &after);
  g_assert_cmpuint (after, ==, before);
}

/* A fast hand leaves few points: they are joined by a curve. */
static void
test_joins_smoothly (Fixture *fixture, gconstpointer data)
{
  double left, top;
  guint n;

  paper_origin (fixture, &left, &top);
  fovea_pad_area_pen_down (fixture->area, left + 60, top + 120, 20);
  fovea_pad_area_pen_move (fixture->area, left + 85, top + 60, 20);
  fovea_pad_area_pen_move (fixture->area, left + 145, top + 60, 20);
  fovea_pad_area_pen_move (fixture->area, left + 170, top + 120, 20);
  fv_strokes_nth (fovea_pad_area_get_strokes (fixture->area), 0, &n);
  g_assert_cmpuint (n, >, 30);
  g_assert_cmpfloat (fixture_measure (fovea_pad_area_get_strokes (fixture->area)).top, <, 55); /* an arch */
}

/* The other end of a pen rubs out and leaves the eraser as it was. */
static void
test_turned_pen (Fixture *fixture, gconstpointer data)
{
  double left, top;

  paper_origin (fixture, &left, &top);
  draw_line (fixture, 60);
  draw_line (fixture, 180);
  fovea_pad_area_pen_down_turned (fixture->area, left + 126, top + 30);
  fovea_pad_area_pen_move (fixture->area, left + 126, top + 120, 20);
  g_assert_cmpuint (n_strokes (fixture), ==, 3); /* the first is in two */
  draw_line (fixture, 220);
  g_assert_cmpuint (n_strokes (fixture), ==, 4); /* and draws again */
  fovea_pad_area_undo (fixture->area);
  fovea_pad_area_undo (fixture->area);
  g_assert_cmpuint (n_strokes (fixture), ==, 2);
  fovea_pad_area_set_eraser (fixture->area, TRUE);
  fovea_pad_area_pen_down_turned (fixture->area, left + 126, top + 180);
  fovea_pad_area_pen_down (fixture->area, left + 126, top + 60, 20); /* it still is an eraser */
  g_assert_cmpuint (n_strokes (fixture), ==, 4);
}

/* A pen that is pressed draws wider, and each point keeps its width; no pressure makes it vanish or swell. */
static void
test_pressure (Fixture *fixture, gconstpointer data)
{
  static const double pressures[] = { -1, 0, 0.25, 0.5, 1, 7 };
  double left, top, last = 0;
  const FvPoint *points;
  guint n;

  paper_origin (fixture, &left, &top);
  for (guint i = 0; i < G_N_ELEMENTS (pressures); i++)
    {
      double width = fovea_pad_area_pen_width (pressures[i]);

      g_assert_cmpfloat (width, >=, last);
      g_assert_cmpfloat (width, >=, fovea_pad_area_pen_width (0.5) / 2);
      g_assert_cmpfloat (width, <=, 1.5 * fovea_pad_area_pen_width (0.5));
      if (i == 0)
        fovea_pad_area_pen_down (fixture->area, left + 20, top + 100, width);
      else
        fovea_pad_area_pen_move (fixture->area, left + 20 + 3 * i, top + 100, width);
      last = width;
    }
  points = fv_strokes_nth (fovea_pad_area_get_strokes (fixture->area), 0, &n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (pressures));
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (points[i].width, ==, fovea_pad_area_pen_width (pressures[i]));
  g_assert_cmpfloat (points[4].width, ==, 3 * points[1].width);
}

static GtkGesture *
find_drag (FoveaPadArea *area)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (area));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        return GTK_GESTURE (controller);
    }
  return NULL;
}

/* A finger is taken as a pen is: any device and any button that begins a drag makes a stroke, one at a time. Without an
 * event behind it, as here, it has the width of a mouse. */
static void
test_touch (Fixture *fixture, gconstpointer data)
{
  GtkGesture *drag = find_drag (fixture->area);
  const FvPoint *points;
  double left, top;
  guint n;

  g_assert_nonnull (drag);
  g_assert_false (gtk_gesture_single_get_touch_only (GTK_GESTURE_SINGLE (drag)));
  g_assert_false (gtk_gesture_single_get_exclusive (GTK_GESTURE_SINGLE (drag)));
  paper_origin (fixture, &left, &top);
  g_signal_emit_by_name (drag, "drag-begin", left + 50, top + 60);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  points = fv_strokes_nth (fovea_pad_area_get_strokes (fixture->area), 0, &n);
  g_assert_cmpuint (n, ==, 1); /* a tap is a dot */
  g_assert_cmpfloat (points[0].x, ==, 50);
  g_assert_cmpfloat (points[0].y, ==, 60);
  g_assert_cmpfloat (points[0].width, ==, fovea_pad_area_pen_width (0.5));
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  static const guint counts[] = { 0, 1, 2, 0, 1 }; /* the fourth step clears */

  g_assert_false (fovea_pad_area_can_undo (fixture->area));
  draw_line (fixture, 60);
  draw_line (fixture, 120);
  fovea_pad_area_clear (fixture->area);
  draw_line (fixture, 180);
  for (guint i = 5; i-- > 0;)
    {
      g_assert_cmpuint (n_strokes (fixture), ==, counts[i]);
      g_assert_cmpint (fovea_pad_area_can_undo (fixture->area), ==, i > 0);
      fovea_pad_area_undo (fixture->area);
    }
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpuint (n_strokes (fixture), ==, counts[i]);
      g_assert_cmpint (fovea_pad_area_can_redo (fixture->area), ==, i < 4);
      fovea_pad_area_redo (fixture->area);
    }
  fovea_pad_area_undo (fixture->area);
  draw_line (fixture, 20); /* another way on: what was undone is gone */
  g_assert_false (fovea_pad_area_can_redo (fixture->area));
}

/* Kept, exported in both ways, opened as data, taken back. */
static void
test_my_digits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("my-digits-XXXXXX", NULL);
  g_autofree char *mine = fv_drawings_path ();
  g_autofree char *picture = g_build_filename (folder, "4", "00000.png", NULL);
  g_autoptr (FvDataset) set = NULL, exported = NULL;
  g_autoptr (GError) error = NULL;
  FvStrokes *strokes;
  guint label;

  g_unlink (mine);
  g_assert_cmpuint (fovea_my_digits_count (), ==, 0);
  g_assert_null (fv_dataset_open (FV_DRAWINGS_MINE, FV_PART_TRAIN, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  draw_line (fixture, 60);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (fovea_my_digits_add (4 + i, fovea_pad_area_get_strokes (fixture->area), &error));
      g_assert_cmpuint (fovea_my_digits_count (), ==, i + 1);
    }
  g_assert_true (fovea_my_digits_remove_last (&error));
  g_assert_true (fovea_my_digits_export (folder, &error));
  g_assert_no_error (error);
  set = fv_dataset_open (FV_DRAWINGS_MINE, FV_PART_TRAIN, &error);
  exported = fv_dataset_open (folder, FV_PART_TRAIN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fv_dataset_count (exported), ==, 2);
  g_assert_cmpuint (fv_dataset_label (exported, 1), ==, 5);
  g_assert_cmpmem (fv_dataset_pixels (exported, 0), AREA, fv_dataset_pixels (set, 0), AREA);
  g_assert_true (g_file_test (picture, G_FILE_TEST_IS_REGULAR));
  /* The first is thrown away and brought back. */
  g_assert_true (fovea_my_digits_remove (0, &label, &strokes, &error));
  g_assert_cmpuint (label, ==, 4);
  g_assert_cmpuint (fovea_my_digits_count (), ==, 1);
  g_assert_true (fovea_my_digits_insert (0, label, strokes, &error));
  g_assert_cmpuint (fovea_my_digits_count (), ==, 2);
  g_assert_false (fovea_my_digits_remove (2, &label, &strokes, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_DATA);
  g_clear_error (&error);
  /* A file somebody spoiled is refused and left as it is. */
  g_assert_true (g_file_set_contents (mine, "spoiled", -1, NULL));
  g_assert_false (fovea_my_digits_add (1, fovea_pad_area_get_strokes (fixture->area), &error));
  g_assert_nonnull (error);
  g_unlink (mine);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/app/pad/robust", Fixture, NULL, set_up, test_robust, tear_down);
  g_test_add ("/app/pad/eraser", Fixture, NULL, set_up, test_eraser, tear_down);
  g_test_add ("/app/pad/whole-strokes", Fixture, NULL, set_up, test_whole_strokes, tear_down);
  g_test_add ("/app/pad/beside-the-paper", Fixture, NULL, set_up, test_beside_the_paper, tear_down);
  g_test_add ("/app/pad/undo-under-way", Fixture, NULL, set_up, test_undo_under_way, tear_down);
  g_test_add ("/app/pad/joins-smoothly", Fixture, NULL, set_up, test_joins_smoothly, tear_down);
  g_test_add ("/app/pad/turned-pen", Fixture, NULL, set_up, test_turned_pen, tear_down);
  g_test_add ("/app/pad/pressure", Fixture, NULL, set_up, test_pressure, tear_down);
  g_test_add ("/app/pad/touch", Fixture, NULL, set_up, test_touch, tear_down);
  g_test_add ("/app/pad/undo", Fixture, NULL, set_up, test_undo, tear_down);
  g_test_add ("/app/pad/my-digits", Fixture, NULL, set_up, test_my_digits, tear_down);
  return g_test_run ();
}
