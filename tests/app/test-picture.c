/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fixture-reading.h"
#include "fovea-crop-area.h"
#include "fovea-picture-dialog.h"
#include "fv-digits.h"

#include <gdk/x11/gdkx.h>

/* “One Picture”: a part of it chosen with pointer and keys, and what may be said of it. */

#define ROWS 300
#define COLS 400

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaPictureDialog *dialog;
  FoveaCropArea *area;
} Fixture;

/* A 0 and a 1 side by side. */
static GdkPixbuf *
two_digits (void)
{
  g_autofree guint8 *levels = g_malloc (ROWS * COLS);
  g_autoptr (FvStrokes) placed = fv_strokes_new ();
  guint n;

  for (guint digit = 0; digit < 2; digit++)
    {
      g_autoptr (FvStrokes) strokes = fixture_digit (1, digit, digit);
      FixtureBox box = fixture_measure (strokes);
      double scale = 150 / MAX (box.right - box.left, box.bottom - box.top);

      for (guint s = 0; s < fv_strokes_count (strokes); s++)
        {
          fv_strokes_begin (placed);
          for (guint i = 0; i < (fv_strokes_nth (strokes, s, &n), n); i++)
            {
              FvPoint p = fv_strokes_nth (strokes, s, &n)[i];

              fv_strokes_add (placed, (FvPoint){ 40 + 200 * digit + scale * (p.x - box.left),
                                                 60 + scale * (p.y - box.top), 16 });
            }
        }
    }
  fv_strokes_raster (placed, ROWS, COLS, levels);
  for (guint i = 0; i < ROWS * COLS; i++)
    levels[i] = 255 - levels[i];
  return fixture_pixbuf (levels, ROWS, COLS);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = two_digits ();

  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->dialog = FOVEA_PICTURE_DIALOG (fovea_picture_dialog_new (
      GTK_WINDOW (fixture->window), fovea_window_get_session (fixture->window), pixbuf));
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->dialog));
  fixture->area = FOVEA_CROP_AREA (fixture_find_type (GTK_WIDGET (fixture->dialog), FOVEA_TYPE_CROP_AREA));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static void
assert_box (Fixture *fixture, guint col, guint row, guint cols, guint rows)
{
  FvGrayBox box = fovea_crop_area_get_box (fixture->area);

  g_test_message ("%u, %u: %u×%u", box.col, box.row, box.cols, box.rows);
  g_assert_cmpuint (box.col, ==, col);
  g_assert_cmpuint (box.row, ==, row);
  g_assert_cmpuint (box.cols, ==, cols);
  g_assert_cmpuint (box.rows, ==, rows);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = g_strdup_printf (
      "%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (fixture->dialog))));

  fixture_run ((const char *const[]){ "xdotool", "windowfocus", "--sync", id, NULL });
  gtk_widget_grab_focus (GTK_WIDGET (fixture->area));
  fixture_spin (50);
  assert_box (fixture, 0, 0, 0, 0);
  fixture_press ("Right"); /* all of it has nowhere to go */
  assert_box (fixture, 0, 0, 0, 0);
  for (guint i = 0; i < 20; i++)
    fixture_press ("shift+Left");
  assert_box (fixture, 0, 0, 200, 300);
  fixture_press ("shift+Up");
  fixture_press ("Down");
  fixture_press ("ctrl+Right");
  assert_box (fixture, 1, 10, 200, 290);
  fixture_press ("ctrl+shift+Right");
  assert_box (fixture, 1, 10, 201, 290);
  for (guint i = 0; i < 25; i++)
    fixture_press ("Right");
  assert_box (fixture, 199, 10, 201, 290); /* at the edge */
  fixture_press ("Delete");
  assert_box (fixture, 0, 0, 0, 0);
}

static void
drag (Fixture *fixture, double from_x, double from_y, double to_x, double to_y)
{
  double width = gtk_widget_get_width (GTK_WIDGET (fixture->area));
  double height = gtk_widget_get_height (GTK_WIDGET (fixture->area));
  double zoom = MIN ((width - 4) / COLS, (height - 4) / ROWS);
  double left = (width - zoom * COLS) / 2, top = (height - zoom * ROWS) / 2;

  fovea_crop_area_drag_begin (fixture->area, left + zoom * from_x, top + zoom * from_y);
  fovea_crop_area_drag_to (fixture->area, left + zoom * (from_x + to_x) / 2,
                           top + zoom * (from_y + to_y) / 2);
  fovea_crop_area_drag_to (fixture->area, left + zoom * to_x, top + zoom * to_y);
}

static void
assert_near (Fixture *fixture, guint col, guint row, guint cols, guint rows)
{
  FvGrayBox box = fovea_crop_area_get_box (fixture->area);

  g_test_message ("%u, %u: %u×%u", box.col, box.row, box.cols, box.rows);
  g_assert_cmpuint (ABS ((int)box.col - (int)col), <=, 2);
  g_assert_cmpuint (ABS ((int)box.row - (int)row), <=, 2);
  g_assert_cmpuint (ABS ((int)box.cols - (int)cols), <=, 2);
  g_assert_cmpuint (ABS ((int)box.rows - (int)rows), <=, 2);
}

/* Drawn, moved, taken by a corner and by an edge, turned inside out, and let go of. */
static void
test_pointer (Fixture *fixture, gconstpointer data)
{
  drag (fixture, 300, 200, 200, 100);
  assert_near (fixture, 200, 100, 100, 100);
  drag (fixture, 250, 150, 200, 130);
  assert_near (fixture, 150, 80, 100, 100);
  drag (fixture, 250, 180, 300, 250);
  assert_near (fixture, 150, 80, 150, 170);
  drag (fixture, 150, 160, 100, 160);
  assert_near (fixture, 100, 80, 200, 170);
  drag (fixture, 300, 160, 50, 160);
  assert_near (fixture, 50, 80, 50, 170);
  drag (fixture, 75, 160, 900, 900); /* stays whole, at the edge */
  assert_near (fixture, 350, 130, 50, 170);
  drag (fixture, 20, 20, 21, 21);
  assert_near (fixture, 0, 0, 0, 0);
}

static void
assert_says (Fixture *fixture, const char *prefix)
{
  GtkWidget *label = fixture_find_label (GTK_WIDGET (fixture->dialog), prefix);

  g_assert_nonnull (label);
  g_assert_true (gtk_widget_get_mapped (label));
}

/* A network that knows nothing gets no word in, and the one that came along does; what is cut out is what is read. */
static void
test_says (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) blank = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 1, 1);

  fovea_crop_area_set_box (fixture->area, (FvGrayBox){ 0, 0, 300, 200 });
  fixture_spin (50);
  assert_says (fixture, "Still learning");
  assert_says (fixture, "Fovea’s own network reads 0");
  fovea_crop_area_set_box (fixture->area, (FvGrayBox){ 0, 200, 300, 200 });
  fixture_spin (50);
  assert_says (fixture, "Fovea’s own network reads 1");
  gdk_pixbuf_fill (blank, 0);
  fovea_picture_dialog_set_pixbuf (fixture->dialog, blank); /* one pixel of nothing */
  assert_box (fixture, 0, 0, 0, 0);
}

/* What is dropped or pasted while a picture is looked at takes its place. */
static void
test_next_takes_the_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("picture-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "next.png", NULL);
  g_autoptr (GdkPixbuf) pixbuf = two_digits ();
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  guint before = g_list_model_get_n_items (windows);

  g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL));
  for (guint i = 0; i < 3; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-path", "s", path);
      fixture_wait_for (g_list_model_get_n_items (windows) == before + 1);
      fixture_spin (300);
    }
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, before + 1);
  for (guint i = g_list_model_get_n_items (windows); i-- > 0;)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (FOVEA_IS_PICTURE_DIALOG (window) && window != GTK_WINDOW (fixture->dialog))
        gtk_window_destroy (window);
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/app/picture/keys", Fixture, NULL, set_up, test_keys, tear_down);
  g_test_add ("/app/picture/pointer", Fixture, NULL, set_up, test_pointer, tear_down);
  g_test_add ("/app/picture/says", Fixture, NULL, set_up, test_says, tear_down);
  g_test_add ("/app/picture/next", Fixture, NULL, set_up, test_next_takes_the_place, tear_down);
  return g_test_run ();
}
