/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-canvas.h"
#include "fovea-digit-pad.h"
#include "fovea-kernels-editor.h"
#include "fovea-my-digits.h"
#include "fovea-pad-area.h"
#include "fv-kernels-card.h"

#include <gdk/x11/gdkx.h>

/* A real pointer and a real keyboard, moved by xdotool: GTK itself cannot make events. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  char *id; /* of the X window */
} Fixture;

static void
focus (Fixture *fixture)
{
  fixture_run ((const char *const[]){ "xdotool", "windowfocus", "--sync", fixture->id, NULL });
  fixture_spin (50);
}

static void
press_key (Fixture *fixture, const char *key)
{
  fixture_run ((const char *const[]){ "xdotool", "key", "--clearmodifiers", key, NULL });
  fixture_spin (60);
}

/* A point of a widget, in pixels of the X window. */
static void
point_at (GtkWidget *widget, double x, double y, char **out_x, char **out_y)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  double left, top;

  gtk_native_get_surface_transform (GTK_NATIVE (root), &left, &top);
  g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (root), x, y, &x, &y));
  *out_x = g_strdup_printf ("%d", (int)(x + left));
  *out_y = g_strdup_printf ("%d", (int)(y + top));
}

static void
move_to (Fixture *fixture, GtkWidget *widget, double x, double y)
{
  g_autofree char *at_x = NULL;
  g_autofree char *at_y = NULL;

  point_at (widget, x, y, &at_x, &at_y);
  fixture_run ((const char *const[]){ "xdotool", "mousemove", "--window", fixture->id, at_x, at_y, NULL });
}

static void
press_button (const char *which)
{
  fixture_run ((const char *const[]){ "xdotool", which, "1", NULL });
  fixture_spin (20);
}

static void
click (Fixture *fixture, GtkWidget *widget, double x, double y)
{
  move_to (fixture, widget, x, y);
  press_button ("mousedown");
  press_button ("mouseup");
  fixture_spin (50);
}

/* A stroke through points given in 0…1 of the paper. */
static void
stroke (Fixture *fixture, GtkWidget *paper, const double (*points)[2], guint n)
{
  for (guint i = 0; i < n; i++)
    {
      move_to (fixture, paper, points[i][0] * FOVEA_PAD_SIDE, points[i][1] * FOVEA_PAD_SIDE);
      if (i == 0)
        press_button ("mousedown");
      fixture_spin (15);
    }
  press_button ("mouseup");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1280, 800);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture->id = g_strdup_printf (
      "%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (fixture->window))));
  g_object_set (fixture->window, "pad-visible", TRUE, NULL);
  focus (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
  g_free (fixture->id);
}

/* What the network was given, in letters, for whoever reads the log. */
static void
print_picture (FoveaSession *session)
{
  const guint8 *pixels = fv_trace_pixels (fovea_session_get_trace (session));

  for (guint row = 0; row < FV_DIGIT_SIDE; row++)
    {
      char line[FV_DIGIT_SIDE + 1] = { 0 };

      for (guint col = 0; col < FV_DIGIT_SIDE; col++)
        line[col] = " .:+#"[pixels[row * FV_DIGIT_SIDE + col] / 52];
      g_test_message ("%s", line);
    }
}

/* The answer is a status, so that assistive tools speak it; beside it stands that for the other picture. */
static gboolean
is_answer (GtkWidget *widget, gpointer data)
{
  return GTK_IS_LABEL (widget)
         && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_STATUS;
}

static void
assert_reads (Fixture *fixture, const char *wanted)
{
  GtkWidget *pad = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_DIGIT_PAD);
  GtkWidget *answer;

  fixture_spin (100);
  answer = fixture_find (pad, is_answer, NULL);
  g_assert_nonnull (answer);
  g_assert_true (gtk_widget_get_mapped (answer));
  g_test_message ("%s", gtk_label_get_label (GTK_LABEL (answer)));
  if (!g_str_has_prefix (gtk_label_get_label (GTK_LABEL (answer)), wanted))
    print_picture (fixture->session);
  g_assert_true (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (answer)), wanted));
  /* One decimal, as the bars below have it. */
  g_assert_true (g_regex_match_simple ("\\d\\.\\d %$", gtk_label_get_label (GTK_LABEL (answer)), 0, 0));
}

/* Drawn with the mouse, read by the network, taken back with the keyboard. */
/* Shift and an arrow key move what the network sees by a pixel. */
static void
check_shifts (Fixture *fixture)
{
  guint8 before[FV_DIGIT_SIDE * FV_DIGIT_SIDE];

  memcpy (before, fv_trace_pixels (fovea_session_get_trace (fixture->session)), sizeof before);
  press_key (fixture, "shift+Right");
  press_key (fixture, "shift+Up");
  fv_picture_shift (before, 1, -1);
  g_assert_cmpmem (before, sizeof before, fv_trace_pixels (fovea_session_get_trace (fixture->session)),
                   sizeof before);
}

/* A digit key says what the drawing is, makes room for the next, and can be taken back. */
static void
check_names (Fixture *fixture, GtkWidget *pad)
{
  guint n = fovea_my_digits_count ();

  press_key (fixture, "7");
  g_assert_cmpuint (fovea_my_digits_count (), ==, n + 1);
  g_assert_nonnull (fixture_find_label (pad, "Kept as 7"));
  g_assert_nonnull (fixture_find_label (pad, "Draw a digit"));
  gtk_widget_activate_action (pad, "pad.unname", NULL);
  g_assert_cmpuint (fovea_my_digits_count (), ==, n);
  assert_reads (fixture, "Read as 7,");
}

static void
test_draws_and_reads (Fixture *fixture, gconstpointer data)
{
  static const double one[][2]
      = { { .5, .15 }, { .5, .3 }, { .5, .45 }, { .5, .6 }, { .5, .75 }, { .5, .88 } };
  static const double zero[][2]
      = { { .5, .14 },  { .38, .19 }, { .3, .32 }, { .27, .5 }, { .3, .68 },  { .38, .81 }, { .5, .86 },
          { .62, .81 }, { .7, .68 },  { .73, .5 }, { .7, .32 }, { .62, .19 }, { .5, .14 } };
  static const double seven[][2] = { { .28, .18 }, { .42, .17 }, { .56, .17 }, { .7, .17 },
                                     { .63, .35 }, { .56, .53 }, { .5, .71 },  { .45, .88 } };
  /* Small and in a corner: it is moved and scaled before the network sees it. */
  static const double corner[][2]
      = { { 0.28, 0.09 }, { 0.22, 0.12 }, { 0.18, 0.17 }, { 0.17, 0.26 }, { 0.18, 0.34 },
          { 0.22, 0.39 }, { 0.28, 0.42 }, { 0.33, 0.39 }, { 0.36, 0.34 }, { 0.38, 0.26 },
          { 0.36, 0.17 }, { 0.33, 0.12 }, { 0.28, 0.09 } };
  GtkWidget *pad = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_DIGIT_PAD);
  GtkWidget *paper = fixture_find_type (pad, FOVEA_TYPE_PAD_AREA);

  g_assert_nonnull (fixture_find_label (pad, "Draw a digit"));
  stroke (fixture, paper, one, G_N_ELEMENTS (one));
  fixture_spin (50);
  g_assert_nonnull (fixture_find_label (pad, "Still learning")); /* never a confident class so early */

  fixture_give_trained (fixture->session, 12000, 300, 1000);
  g_assert_cmpfloat (fovea_session_get_test_accuracy (fixture->session), >, 0.8);
  assert_reads (fixture, "Read as 1,");

  press_key (fixture, "Delete");
  g_assert_nonnull (fixture_find_label (pad, "Draw a digit"));
  stroke (fixture, paper, zero, G_N_ELEMENTS (zero));
  assert_reads (fixture, "Read as 0,");

  press_key (fixture, "ctrl+z");
  g_assert_nonnull (fixture_find_label (pad, "Draw a digit"));
  stroke (fixture, paper, corner, G_N_ELEMENTS (corner));
  assert_reads (fixture, "Read as 0,");

  press_key (fixture, "Delete");
  stroke (fixture, paper, seven, G_N_ELEMENTS (seven));
  assert_reads (fixture, "Read as 7,");
  check_shifts (fixture);
  check_names (fixture, pad);
}

/* The same with the keyboard alone. */
static void
test_draws_with_keys (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pad = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_DIGIT_PAD);
  GtkWidget *paper = fixture_find_type (pad, FOVEA_TYPE_PAD_AREA);

  gtk_widget_grab_focus (paper);
  press_key (fixture, "space");
  for (guint i = 0; i < 10; i++)
    press_key (fixture, "Down");
  press_key (fixture, "space");
  g_assert_cmpuint (fv_strokes_count (fovea_pad_area_get_strokes (FOVEA_PAD_AREA (paper))), ==, 1);
  g_assert_null (fixture_find_label (pad, "Draw a digit"));
  press_key (fixture, "ctrl+z");
  g_assert_nonnull (fixture_find_label (pad, "Draw a digit"));
}

static gboolean
is_counts (GtkWidget *widget, gpointer data)
{
  GtkWidget *child = GTK_IS_POPOVER (widget) ? gtk_popover_get_child (GTK_POPOVER (widget)) : NULL;

  return child != NULL && FOVEA_IS_CANVAS (child);
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  FvNetwork *network = fovea_session_get_network (fixture->session);
  GtkWidget *stack = fixture_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_VIEW_STACK);
  GtkWidget *canvas = fixture_find_type (stack, FOVEA_TYPE_CANVAS);
  guint step;

  gtk_widget_grab_focus (canvas);
  press_key (fixture, "Home");
  g_assert_cmpuint (fv_cursor_step (fovea_session_get_cursor (fixture->session), network), ==, 0);
  press_key (fixture, "period");
  press_key (fixture, "period");
  g_assert_cmpuint (fv_cursor_step (fovea_session_get_cursor (fixture->session), network), ==, 2);
  press_key (fixture, "comma");
  g_assert_cmpuint (fv_cursor_step (fovea_session_get_cursor (fixture->session), network), ==, 1);
  press_key (fixture, "b");
  g_assert_true (fv_cursor_is_backward (fovea_session_get_cursor (fixture->session)));
  press_key (fixture, "b");
  g_assert_false (fv_cursor_is_backward (fovea_session_get_cursor (fixture->session)));
  press_key (fixture, "End");
  step = fv_cursor_step (fovea_session_get_cursor (fixture->session), network);
  g_assert_cmpuint (step, ==, fv_cursor_n_steps (network) - 1);
  press_key (fixture, "t");
  g_assert_true (fovea_session_get_playing (fixture->session));
  press_key (fixture, "t");
  g_assert_false (fovea_session_get_playing (fixture->session));
}

/* C brings what the layer costs, the keys go on working in it, and Escape takes it away. */
static void
test_counts (Fixture *fixture, gconstpointer data)
{
  GtkWidget *stack = fixture_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_VIEW_STACK);
  GtkWidget *canvas = fixture_find_type (stack, FOVEA_TYPE_CANVAS);
  GtkWidget *popover = fixture_find (GTK_WIDGET (fixture->window), is_counts, NULL);
  guint layer = fovea_session_get_cursor (fixture->session).layer;

  g_assert_nonnull (popover);
  gtk_widget_grab_focus (canvas);
  press_key (fixture, "c");
  g_assert_true (gtk_widget_get_mapped (popover));
  press_key (fixture, "Next");
  g_assert_cmpuint (fovea_session_get_cursor (fixture->session).layer, ==, layer + 1);
  press_key (fixture, "Escape");
  fixture_spin (100);
  g_assert_false (gtk_widget_get_mapped (popover));
}

/* A click beside a point of the plane puts it into the network. */
static void
test_picks_point (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *canvas;
  guint sample, wanted = G_MAXUINT;
  double x = 0, y = 0;

  g_object_set (fixture->window, "pad-visible", FALSE, NULL);
  g_assert_true (fovea_session_choose_data (fixture->session, "points", &error));
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "plane");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  canvas = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (FOVEA_IS_CANVAS (canvas));
  for (y = 0; y < gtk_widget_get_height (canvas) && wanted == G_MAXUINT; y += 5)
    for (x = 0; x < gtk_widget_get_width (canvas) && wanted == G_MAXUINT; x += 5)
      if (fovea_canvas_pick_sample (FOVEA_CANVAS (canvas), x, y, &sample)
          && sample != fovea_session_get_sample (fixture->session))
        wanted = sample;
  g_assert_cmpuint (wanted, !=, G_MAXUINT);
  click (fixture, canvas, x - 5, y - 5);
  g_assert_cmpuint (fovea_session_get_sample (fixture->session), ==, wanted);
  g_settings_reset (fovea_session_get_settings (fixture->session), "network");
  g_settings_reset (fovea_session_get_settings (fixture->session), "data");
}

/* A click on a cell of the picture puts the cursor there. */
static void
test_picks (Fixture *fixture, gconstpointer data)
{
  GtkWidget *stack = fixture_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_VIEW_STACK);
  GtkWidget *canvas = fixture_find_type (stack, FOVEA_TYPE_CANVAS);
  FvCursor wanted = { .direction = FV_FORWARD, .layer = 3, .unit = 5, .row = 4, .col = 6 };
  FvCursor got;
  FvRect rect;

  g_assert_true (fovea_canvas_locate (FOVEA_CANVAS (canvas), wanted, &rect));
  click (fixture, canvas, rect.x + rect.width / 2, rect.y + rect.height / 2);
  got = fovea_session_get_cursor (fixture->session);
  g_assert_cmpuint (got.layer, ==, wanted.layer);
  g_assert_cmpuint (got.unit, ==, wanted.unit);
}

static float
weight (Fixture *fixture, gsize nth)
{
  return fv_parameters_values (fovea_session_get_parameters (fixture->session))[nth];
}

/* Where weight nth of the kernel at the cursor stands in the card. */
static void
find_weight (Fixture *fixture, GtkWidget *card, gsize nth, double *x, double *y)
{
  FvSceneInput input;
  FvKernelsCard laid_out;
  FvRect cell;

  fovea_session_fill (fixture->session, &input);
  input.style = fv_style_light ();
  fv_kernels_card_init (&laid_out, &input, gtk_widget_get_width (card) - 8, gtk_widget_get_height (card));
  g_assert_true (fv_kernels_card_cell (&laid_out, nth, &cell));
  fv_kernels_card_clear (&laid_out);
  *x = cell.x + cell.width / 2 + 4;
  *y = cell.y + cell.height / 2;
}

/* A weight is dragged up and grows, follows the hand meanwhile, and comes back with Escape or Ctrl+Z; keys choose one and
 * type it. */
static void
test_weight (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card;
  float before[25];
  double x, y;

  g_object_set (fixture->window, "pad-visible", FALSE, NULL);
  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 1 });
  press_key (fixture, "alt+4");
  fixture_spin (200);
  card = gtk_widget_get_first_child (
      fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_KERNELS_EDITOR));
  for (guint i = 0; i < 25; i++)
    before[i] = weight (fixture, i);
  find_weight (fixture, card, 7, &x, &y);
  move_to (fixture, card, x, y);
  press_button ("mousedown");
  for (guint i = 1; i <= 4; i++)
    {
      move_to (fixture, card, x, y - 10 * i);
      fixture_spin (40);
      g_assert_cmpfloat (weight (fixture, 7), >, before[7]);
    }
  /* Not press_key(): clearing modifiers it would let the button go. */
  fixture_run ((const char *const[]){ "xdotool", "key", "Escape", NULL });
  fixture_spin (60);
  g_assert_cmpfloat (weight (fixture, 7), ==, before[7]);
  move_to (fixture, card, x, y - 60);
  fixture_spin (60);
  g_assert_cmpfloat (weight (fixture, 7), ==, before[7]);
  press_button ("mouseup");
  move_to (fixture, card, x, y);
  press_button ("mousedown");
  move_to (fixture, card, x, y + 20);
  fixture_spin (60);
  press_button ("mouseup");
  fixture_spin (60);
  g_assert_cmpfloat (weight (fixture, 7), <, before[7]);
  press_key (fixture, "ctrl+z");
  fixture_wait_for (weight (fixture, 7) == before[7]);
  press_key (fixture, "Right");
  press_key (fixture, "Down");
  press_key (fixture, "5");
  fixture_spin (300);
  g_assert_cmpfloat (weight (fixture, 13), ==, 5);
  press_key (fixture, "Return");
  fixture_spin (300);
  g_assert_cmpfloat (weight (fixture, 13), ==, 5);
  for (guint i = 0; i < 25; i++)
    g_assert_true (i == 13 || weight (fixture, i) == before[i]);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/app/pointer/draws-and-reads", Fixture, NULL, set_up, test_draws_and_reads, tear_down);
  g_test_add ("/app/pointer/draws-with-keys", Fixture, NULL, set_up, test_draws_with_keys, tear_down);
  g_test_add ("/app/pointer/steps", Fixture, NULL, set_up, test_steps, tear_down);
  g_test_add ("/app/pointer/counts", Fixture, NULL, set_up, test_counts, tear_down);
  g_test_add ("/app/pointer/picks-point", Fixture, NULL, set_up, test_picks_point, tear_down);
  g_test_add ("/app/pointer/picks", Fixture, NULL, set_up, test_picks, tear_down);
  g_test_add ("/app/pointer/weight", Fixture, NULL, set_up, test_weight, tear_down);
  return g_test_run ();
}
