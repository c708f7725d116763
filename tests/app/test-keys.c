/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-canvas.h"

#include <gdk/x11/gdkx.h>

/* The keys of the pass and of the Detail view, pressed on a real keyboard by xdotool. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  FvNetwork *network;
  char *id; /* of the X window */
} Fixture;

static void
press (Fixture *fixture, const char *key)
{
  fixture_press (key);
}

static void
type (Fixture *fixture, const char *text)
{
  fixture_run ((const char *const[]){ "xdotool", "type", "--clearmodifiers", text, NULL });
  fixture_spin (60);
}

static FoveaCanvas *
focused_canvas (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  g_assert_true (FOVEA_IS_CANVAS (focus));
  return FOVEA_CANVAS (focus);
}

static void
show_view (Fixture *fixture, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", name);
  fixture_spin (50);
  g_assert_cmpstr (fovea_canvas_get_scene (focused_canvas (fixture)), ==, name);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1280, 800);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture->network = fovea_session_get_network (fixture->session);
  fixture->id = g_strdup_printf (
      "%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (fixture->window))));
  fixture_run ((const char *const[]){ "xdotool", "windowfocus", "--sync", fixture->id, NULL });
  fixture_spin (50);
  show_view (fixture, "network");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
  g_free (fixture->id);
}

static FvCursor
cursor (Fixture *fixture)
{
  return fovea_session_get_cursor (fixture->session);
}

/* Whatever a step is, on and back again is where one was. */
static void
test_granularity (Fixture *fixture, gconstpointer data)
{
  FvCursor start = { .layer = 3, .unit = 2, .row = 3, .col = 4 };

  fovea_session_set_cursor (fixture->session, start);
  g_assert_cmpint (fovea_session_get_granularity (fixture->session), ==, FV_GRANULARITY_LAYER);
  press (fixture, "period");
  g_assert_cmpuint (cursor (fixture).layer, ==, 4);
  press (fixture, "comma");
  g_assert_true (fv_cursor_equal (cursor (fixture), start));
  press (fixture, "bracketleft");
  g_assert_cmpint (fovea_session_get_granularity (fixture->session), ==, FV_GRANULARITY_MAP);
  press (fixture, "period");
  g_assert_cmpuint (cursor (fixture).unit, ==, 3);
  press (fixture, "comma");
  press (fixture, "bracketleft");
  press (fixture, "period");
  g_assert_cmpuint (cursor (fixture).col, ==, 5);
  press (fixture, "comma");
  press (fixture, "bracketleft");
  press (fixture, "bracketleft"); /* there is nothing smaller */
  g_assert_cmpint (fovea_session_get_granularity (fixture->session), ==, FV_GRANULARITY_TERM);
  press (fixture, "period");
  g_assert_cmpuint (cursor (fixture).term, ==, 1);
  press (fixture, "comma");
  g_assert_true (fv_cursor_equal (cursor (fixture), start));
  for (guint i = 0; i < 4; i++)
    press (fixture, "bracketright");
  g_assert_cmpint (fovea_session_get_granularity (fixture->session), ==, FV_GRANULARITY_PASS);
  press (fixture, "period");
  g_assert_cmpint (cursor (fixture).direction, ==, FV_LOSS);
}

/* Space walks to the end and stops there; it never starts by itself. */
static void
test_walks (Fixture *fixture, gconstpointer data)
{
  guint last = fv_cursor_n_steps (fixture->network) - 1;

  fovea_session_set_walk_pace (fixture->session, 30);
  fovea_session_set_granularity (fixture->session, FV_GRANULARITY_PASS);
  press (fixture, "Home");
  g_assert_false (fovea_session_get_walking (fixture->session));
  press (fixture, "space");
  fixture_wait_for (!fovea_session_get_walking (fixture->session));
  g_assert_cmpuint (fv_cursor_step (cursor (fixture), fixture->network), ==, last);
  g_assert_false (fovea_session_get_playing (fixture->session)); /* that is T */
  /* From the end it begins anew, and a step by hand stops it. */
  fovea_session_set_walk_pace (fixture->session, 0.2);
  press (fixture, "space");
  g_assert_true (fovea_session_get_walking (fixture->session));
  g_assert_cmpuint (fv_cursor_step (cursor (fixture), fixture->network), ==, 0);
  press (fixture, "period");
  g_assert_false (fovea_session_get_walking (fixture->session));
  g_assert_cmpint (cursor (fixture).direction, ==, FV_LOSS);
}

/* Enter goes in, Escape out, and the keys of the Detail view turn its switches. */
static void
test_detail (Fixture *fixture, gconstpointer data)
{
  FvSceneInput input;

  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 1, .unit = 2, .row = 3, .col = 4 });
  press (fixture, "Return");
  g_assert_cmpstr (fovea_canvas_get_scene (focused_canvas (fixture)), ==, "detail");
  press (fixture, "s");
  g_assert_true (fovea_session_get_as_stored (fixture->session));
  press (fixture, "s");
  g_assert_false (fovea_session_get_as_stored (fixture->session));
  press (fixture, "n");
  g_assert_true (fovea_session_get_hides_numbers (fixture->session));
  press (fixture, "n");
  g_assert_false (fovea_session_get_hides_numbers (fixture->session));
  press (fixture, "Right");
  g_assert_cmpuint (cursor (fixture).col, ==, 5);
  press (fixture, "Down");
  g_assert_cmpuint (cursor (fixture).row, ==, 4);
  /* The check turns to the way back, checks the cell at once and the layer after a while. */
  press (fixture, "g");
  g_assert_cmpint (cursor (fixture).direction, ==, FV_BACKWARD);
  fixture_wait_for (!fovea_session_get_checking (fixture->session));
  fovea_session_fill (fixture->session, &input);
  fovea_session_fill_detail (fixture->session, &input);
  g_assert_true (input.check_cell.has);
  g_assert_true (input.check_layer.has);
  g_assert_cmpint (input.check_layer.state, ==, FV_CHECK_PASS);
  press (fixture, "a");
  fovea_session_fill (fixture->session, &input);
  fovea_session_fill_detail (fixture->session, &input);
  g_assert_cmpuint (fv_trace_rules (input.trace), ==, FV_RULE_ARTICLE);
  g_assert_false (input.check_layer.has); /* that was of other numbers */
  press (fixture, "a");
  press (fixture, "Escape");
  g_assert_cmpstr (fovea_canvas_get_scene (focused_canvas (fixture)), ==, "network");
}

/* While training goes on the numbers stand still, until the newest are asked for. */
static void
test_holds (Fixture *fixture, gconstpointer data)
{
  FvSceneInput before, after, newest;
  guint64 batch;

  fixture_give_digits (fixture->session, 600, 100);
  show_view (fixture, "detail");
  fovea_session_fill (fixture->session, &before);
  fovea_session_fill_detail (fixture->session, &before);
  fovea_session_set_pace (fixture->session, 0);
  fovea_session_set_playing (fixture->session, TRUE);
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL
                    && fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)) > 20);
  g_assert_true (fovea_session_get_held (fixture->session, &batch));
  fovea_session_fill (fixture->session, &after);
  fovea_session_fill_detail (fixture->session, &after);
  g_assert_true (after.parameters != fovea_session_get_parameters (fixture->session));
  g_assert_cmpuint (after.batch, ==, batch);
  fovea_session_take_newest (fixture->session);
  fovea_session_fill (fixture->session, &newest);
  fovea_session_fill_detail (fixture->session, &newest);
  g_assert_cmpuint (newest.batch, >, batch);
  fovea_session_set_playing (fixture->session, FALSE);
  fixture_spin (100);
  g_assert_false (fovea_session_get_held (fixture->session, &batch));
}

static void
test_pin_and_reach (Fixture *fixture, gconstpointer data)
{
  FvCursor at = { .layer = 3, .unit = 2, .row = 3, .col = 4 }, pin;

  fovea_session_set_cursor (fixture->session, at);
  press (fixture, "p");
  press (fixture, "Right");
  g_assert_true (fovea_session_get_pin (fixture->session, &pin));
  g_assert_true (fv_cursor_equal (pin, at));
  g_assert_false (fv_cursor_equal (pin, cursor (fixture)));
  press (fixture, "p");
  g_assert_false (fovea_session_get_pin (fixture->session, &pin));
  press (fixture, "r");
  g_assert_true (fovea_session_get_shows_reach (fixture->session));
  press (fixture, "r");
  g_assert_false (fovea_session_get_shows_reach (fixture->session));
}

/* What the picture of the network shows while a key is held down, or not. */
static gboolean
shows_reach (Fixture *fixture)
{
  FvSceneInput input = { 0 };

  g_assert_nonnull (fovea_canvas_get_shown (focused_canvas (fixture), &input, NULL));
  return input.shows_reach;
}

static void
test_shift_reaches (Fixture *fixture, gconstpointer data)
{
  g_assert_false (shows_reach (fixture));
  fixture_run ((const char *const[]){ "xdotool", "keydown", "Shift_L", NULL });
  fixture_spin (60);
  g_assert_true (shows_reach (fixture));
  fixture_run ((const char *const[]){ "xdotool", "keyup", "Shift_L", NULL });
  fixture_spin (60);
  g_assert_false (shows_reach (fixture));
}

/* Ctrl+F: what is typed is no key of the picture; a wrong place is said and nothing moves. */
static void
test_go_to (Fixture *fixture, gconstpointer data)
{
  FvCursor before;

  press (fixture, "ctrl+f");
  type (fixture, "C3/4/2/5");
  press (fixture, "Return");
  g_assert_cmpuint (cursor (fixture).layer, ==, 3);
  g_assert_cmpuint (cursor (fixture).unit, ==, 3);
  g_assert_cmpuint (cursor (fixture).row, ==, 1);
  g_assert_cmpuint (cursor (fixture).col, ==, 4);
  g_assert_cmpstr (fovea_canvas_get_scene (focused_canvas (fixture)), ==, "network");
  press (fixture, "ctrl+f");
  press (fixture, "ctrl+a");
  type (fixture, "1/6/24/24");
  press (fixture, "Return");
  g_assert_cmpuint (cursor (fixture).layer, ==, 1);
  g_assert_cmpuint (cursor (fixture).col, ==, 23);
  before = cursor (fixture);
  press (fixture, "ctrl+f");
  press (fixture, "ctrl+a");
  type (fixture, "3/17");
  press (fixture, "Return");
  g_assert_true (fv_cursor_equal (before, cursor (fixture)));
  g_assert_nonnull (fixture_find_label (GTK_WIDGET (fixture->window), "“17”: wanted a unit from 1 to 16."));
  press (fixture, "ctrl+a");
  type (fixture, "c3/2/1/5/5");
  press (fixture, "Return");
  g_assert_cmpint (cursor (fixture).direction, ==, FV_GRADIENT);
  g_assert_cmpuint (cursor (fixture).row, ==, 4);
  press (fixture, "ctrl+f");
  press (fixture, "Escape");
  g_assert_true (FOVEA_IS_CANVAS (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
}

/* Enlarged, what stands at a cell is further from the corner, and the cursor is kept in sight. */
static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  FoveaCanvas *canvas = focused_canvas (fixture);
  FvCursor last = { .layer = 8, .unit = 9 };
  FvRect usual, large;

  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 1 });
  g_assert_true (fovea_canvas_locate (canvas, cursor (fixture), &usual));
  press (fixture, "ctrl+plus");
  press (fixture, "ctrl+plus");
  press (fixture, "ctrl+plus");
  g_assert_true (fovea_canvas_locate (canvas, cursor (fixture), &large));
  g_assert_cmpfloat (large.width, >, usual.width);
  fovea_session_set_cursor (fixture->session, last);
  g_assert_true (fovea_canvas_locate (canvas, last, &large));
  g_assert_cmpfloat (large.x, >=, 0);
  g_assert_cmpfloat (large.x + large.width, <=, gtk_widget_get_width (GTK_WIDGET (canvas)));
  press (fixture, "ctrl+0");
  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 1 });
  g_assert_true (fovea_canvas_locate (canvas, cursor (fixture), &large));
  g_assert_cmpfloat (large.x, ==, usual.x);
  g_assert_cmpfloat (large.width, ==, usual.width);
}

/* The picture's name is the value and its place, and follows every move. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const char *const views[] = { "network", "detail" };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      FvSceneInput input;
      g_autofree char *name = NULL;

      show_view (fixture, views[i]);
      fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 3, .unit = 3, .row = 1, .col = 3 });
      press (fixture, "Right");
      fovea_session_fill (fixture->session, &input);
      name = fv_scene_speak (&input);
      g_assert_true (g_str_has_prefix (name, "C3 map 4, row 2, column 5: "));
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (focused_canvas (fixture)),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL, name);
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/app/keys/granularity", Fixture, NULL, set_up, test_granularity, tear_down);
  g_test_add ("/app/keys/walks", Fixture, NULL, set_up, test_walks, tear_down);
  g_test_add ("/app/keys/detail", Fixture, NULL, set_up, test_detail, tear_down);
  g_test_add ("/app/keys/holds", Fixture, NULL, set_up, test_holds, tear_down);
  g_test_add ("/app/keys/pin-and-reach", Fixture, NULL, set_up, test_pin_and_reach, tear_down);
  g_test_add ("/app/keys/shift-reaches", Fixture, NULL, set_up, test_shift_reaches, tear_down);
  g_test_add ("/app/keys/go-to", Fixture, NULL, set_up, test_go_to, tear_down);
  g_test_add ("/app/keys/zoom", Fixture, NULL, set_up, test_zoom, tear_down);
  g_test_add ("/app/keys/names", Fixture, NULL, set_up, test_names, tear_down);
  return g_test_run ();
}
