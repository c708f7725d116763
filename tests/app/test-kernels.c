/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-canvas.h"
#include "fovea-course.h"
#include "fovea-grown.h"
#include "fovea-kernels-view.h"
#include "fovea-likes.h"
#include "fovea-matters.h"
#include "fovea-picture.h"
#include "fovea-session-private.h"

/* What of the kernels is shown is chosen above them, and goes along with the direction. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  GtkWidget *view;
  GtkDropDown *shown;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture_give_digits (fixture->session, 200, 50);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "kernels");
  fixture->view = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_KERNELS_VIEW);
  fixture->shown = GTK_DROP_DOWN (fixture_find_type (fixture->view, GTK_TYPE_DROP_DOWN));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static FvKernelsLook
look (Fixture *fixture)
{
  FvSceneInput input;

  fovea_session_fill (fixture->session, &input);
  return input.kernels;
}

static gboolean
is_backward (Fixture *fixture)
{
  return fv_cursor_is_backward (fovea_session_get_cursor (fixture->session));
}

/* 0 now, 1 at the start, 2 the change, 3 the gradient. */
static void
test_choices (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint choice;
    FvKernelsShown shown;
    gboolean backward;
  } table[] = {
    { 1, FV_KERNELS_AT_START, FALSE }, { 2, FV_KERNELS_CHANGE, FALSE }, { 3, FV_KERNELS_BY_WAY, TRUE },
    { 0, FV_KERNELS_BY_WAY, FALSE },   { 3, FV_KERNELS_BY_WAY, TRUE },  { 1, FV_KERNELS_AT_START, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      gtk_drop_down_set_selected (fixture->shown, table[i].choice);
      fixture_spin (30);
      g_assert_cmpint (look (fixture).shown, ==, table[i].shown);
      g_assert_true (is_backward (fixture) == table[i].backward);
      g_assert_cmpuint (gtk_drop_down_get_selected (fixture->shown), ==, table[i].choice);
    }
  /* Who turns sees the other way: the weights again. */
  g_object_set (fixture->window, "direction", "forward", NULL);
  g_assert_cmpuint (gtk_drop_down_get_selected (fixture->shown), ==, 0);
  g_object_set (fixture->window, "direction", "backward", NULL);
  g_assert_cmpuint (gtk_drop_down_get_selected (fixture->shown), ==, 3);
}

/* The start is where this training began, however far it has come; of another network there is another. */
static void
test_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvParameters) first = fv_parameters_ref (fovea_session_get_parameters (fixture->session));
  g_autofree char *expected = fv_parameters_sha256 (first), *start = NULL, *now = NULL;
  g_autoptr (FvNetwork) network = fv_network_new ("28x28x1 rasterize; softmax 10", NULL);

  fixture_train (fixture->session, 5);
  start = fv_parameters_sha256 (look (fixture).start);
  now = fv_parameters_sha256 (fovea_session_get_parameters (fixture->session));
  g_assert_cmpstr (start, ==, expected);
  g_assert_cmpstr (now, !=, expected);
  g_assert_true (fovea_session_choose_network (fixture->session, network, NULL));
  fixture_wait_for (look (fixture).start != NULL);
  g_assert_true (fv_parameters_network (look (fixture).start)
                 == fovea_session_get_network (fixture->session));
  g_settings_reset (fovea_session_get_settings (fixture->session), "network");
}

static void
test_switches (Fixture *fixture, gconstpointer data)
{
  GtkWidget *own = fixture_find_type (fixture->view, GTK_TYPE_CHECK_BUTTON);
  GtkWidget *applied = gtk_widget_get_next_sibling (own);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (own), TRUE);
  g_assert_true (look (fixture).own_scale && !look (fixture).as_applied);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (applied), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (own), FALSE);
  g_assert_true (!look (fixture).own_scale && look (fixture).as_applied);
}

/* Nine, best first; a search that is closed is stopped and shows nothing. */
static void
test_likes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *likes = fixture_find_type (fixture->view, FOVEA_TYPE_LIKES);
  GtkWidget *grid = fixture_find_type (likes, GTK_TYPE_GRID), *child;
  guint n = 0;

  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 1, .unit = 2 });
  gtk_popover_popup (GTK_POPOVER (likes));
  g_assert_nonnull (fixture_find_label (likes, "What excites C1, unit 3, most"));
  fixture_wait_for (gtk_widget_get_first_child (grid) != NULL);
  for (child = gtk_widget_get_first_child (grid); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += fixture_find_type (child, FOVEA_TYPE_PICTURE) != NULL;
  g_assert_cmpuint (n, ==, 9);
  gtk_popover_popdown (GTK_POPOVER (likes));
  fixture_spin (50);
  gtk_popover_popup (GTK_POPOVER (likes));
  gtk_popover_popdown (GTK_POPOVER (likes));
  fixture_spin (300);
  g_assert_null (gtk_widget_get_first_child (grid));
}

static gboolean
has_steps (GtkWidget *grown, guint steps)
{
  GtkWidget *label = fixture_find_label (grown, "n = ");
  g_autofree char *end = g_strdup_printf (steps == 1 ? "after %u step" : "after %u steps", steps);

  return label != NULL && g_str_has_suffix (gtk_label_get_label (GTK_LABEL (label)), end);
}

static gboolean
has_stack (GtkWidget *widget, gpointer data)
{
  return GTK_IS_STACK (widget);
}

/* A few steps grow what the unit likes better; a class has one, too. */
static void
test_grown (Fixture *fixture, gconstpointer data)
{
  GtkWidget *likes = fixture_find_type (fixture->view, FOVEA_TYPE_LIKES);
  GtkStack *stack = GTK_STACK (fixture_find (likes, has_stack, NULL));
  GtkWidget *grown = fixture_find_type (likes, FOVEA_TYPE_GROWN);
  GtkWidget *step = gtk_widget_get_next_sibling (fixture_find_type (grown, GTK_TYPE_BUTTON));

  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 8, .unit = 3 });
  gtk_stack_set_visible_child_name (stack, "grown");
  gtk_popover_popup (GTK_POPOVER (likes));
  g_assert_nonnull (fixture_find_label (likes, "What excites class 3 most"));
  fixture_spin (50);
  for (guint i = 1; i < 4; i++)
    {
      g_signal_emit_by_name (step, "clicked");
      fixture_wait_for (has_steps (grown, i));
    }
  gtk_popover_popdown (GTK_POPOVER (likes));
  fixture_spin (100);
}

/* All three maps come, of a unit in the middle, and are gone when it closes. */
static void
test_matters (Fixture *fixture, gconstpointer data)
{
  GtkWidget *likes = fixture_find_type (fixture->view, FOVEA_TYPE_LIKES);
  GtkStack *stack = GTK_STACK (fixture_find (likes, has_stack, NULL));
  GtkWidget *matters = fixture_find_type (likes, FOVEA_TYPE_MATTERS);

  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 3, .unit = 1 });
  gtk_stack_set_visible_child_name (stack, "matters");
  gtk_popover_popup (GTK_POPOVER (likes));
  fixture_wait_for (fixture_find_label (matters, "up to ±") != NULL);
  gtk_popover_popdown (GTK_POPOVER (likes));
  fixture_spin (100);
  g_assert_null (fixture_find_label (matters, "up to ±"));
}

/* Dense layers can be looked at alone, over the maps they sum; the cursor goes along. */
static void
test_layers (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *layers = GTK_DROP_DOWN (gtk_widget_get_next_sibling (GTK_WIDGET (fixture->shown)));

  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (layers)), ==, 6);
  gtk_drop_down_set_selected (layers, 3);
  g_assert_cmpuint (look (fixture).place, ==, 6);
  g_assert_cmpuint (fovea_session_get_cursor (fixture->session).layer, ==, 6);
  fixture_spin (50);
  gtk_drop_down_set_selected (layers, 0);
  g_assert_cmpuint (look (fixture).place, ==, 0);
}

/* A moment that the rail of training goes to is what the kernels show. */
static void
test_moment (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvParameters) first = fv_parameters_ref (fovea_session_get_parameters (fixture->session));
  g_autofree char *start = fv_parameters_sha256 (first), *then = NULL;
  FvSceneInput input;

  fixture_train (fixture->session, 6);
  fovea_session_seek (fixture->session, 0, 0);
  fixture_wait_for (fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)) == 0);
  fovea_session_fill (fixture->session, &input);
  then = fv_parameters_sha256 (input.parameters);
  g_assert_cmpstr (then, ==, start);
}

/* Arrows go from kernel to kernel as they stand, from one table to the next too. */
static void
test_arrows (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    int rows, cols;
    guint layer, unit, input;
  } table[] = {
    { 0, 1, 3, 5, 2 },  { 0, 1, 3, 6, 2 },  { 1, 0, 3, 6, 3 },  { 0, -1, 3, 5, 3 },
    { -1, 0, 3, 5, 2 }, { -1, 0, 3, 5, 1 }, { -1, 0, 3, 5, 0 },
  };
  FoveaCanvas *canvas = FOVEA_CANVAS (fixture_find_type (fixture->view, FOVEA_TYPE_CANVAS));

  fixture_spin (100);
  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 3, .unit = 4, .input = 2 });
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      FvCursor at;

      fovea_canvas_move_kernel (canvas, table[i].rows, table[i].cols);
      at = fovea_session_get_cursor (fixture->session);
      g_assert_cmpuint (at.layer, ==, table[i].layer);
      g_assert_cmpuint (at.unit, ==, table[i].unit);
      g_assert_cmpuint (at.input, ==, table[i].input);
    }
  fovea_canvas_move_kernel (canvas, -1, 0);
  g_assert_cmpuint (fovea_session_get_cursor (fixture->session).layer, ==, 1);
  fovea_canvas_move_kernel (canvas, +1, 0);
  g_assert_cmpuint (fovea_session_get_cursor (fixture->session).layer, ==, 3);
}

static void
test_finalize (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = g_object_ref_sink (fovea_kernels_view_new (fixture->session));

  g_assert_finalize_object (view);
}

/* Kernels through training are computed when they are asked for, on a thread, and shown in the place of the others. */
static void
test_course (Fixture *fixture, gconstpointer data)
{
  GtkWidget *course = fixture_find_type (fixture->view, FOVEA_TYPE_COURSE);
  FvCourse *first;
  guint64 newest;

  fixture_train (fixture->session, 12);
  g_assert_null (fovea_session_get_course (fixture->session));
  gtk_drop_down_set_selected (fixture->shown, 4);
  fixture_wait_for (fovea_session_get_course (fixture->session) != NULL);
  g_assert_true (gtk_widget_get_mapped (course));
  first = fovea_session_get_course (fixture->session);
  newest = fv_snapshot_newest (fovea_session_get_snapshot (fixture->session));
  g_assert_cmpuint (fv_course_batch (first, fv_course_length (first) - 1), ==, newest);
  g_assert_true (fv_course_network (first) == fovea_session_get_network (fixture->session));
  /* Training goes on: what there is stays, until one asks. */
  fixture_train (fixture->session, newest + 4);
  fixture_spin (50);
  g_assert_true (fovea_session_get_course (fixture->session) == first);
  g_assert_nonnull (fixture_find_label (course, "Training has gone on since."));
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (fixture_find_label (course, "_Compute Again"), GTK_TYPE_BUTTON), "clicked");
  fixture_wait_for (fovea_session_get_course (fixture->session) != first);
  first = fovea_session_get_course (fixture->session);
  g_assert_cmpuint (fv_course_batch (first, fv_course_length (first) - 1), >, newest);
  /* Weights can be changed beside it; who turns sees the gradients. */
  g_object_set (fixture->window, "direction", "backward", NULL);
  g_assert_cmpuint (gtk_drop_down_get_selected (fixture->shown), ==, 3);
  g_assert_false (gtk_widget_get_mapped (course));
}

/* Of another network there is none; it is not computed for a view nobody sees. */
static void
test_course_of_network (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvNetwork) network = fv_network_new ("28x28x1 conv 5x5x3 tanh; rasterize; softmax 10", NULL);

  fixture_train (fixture->session, 5);
  gtk_drop_down_set_selected (fixture->shown, 4);
  fixture_wait_for (fovea_session_get_course (fixture->session) != NULL);
  g_assert_true (fovea_session_choose_network (fixture->session, network, NULL));
  g_assert_null (fovea_session_get_course (fixture->session));
  fixture_train (fixture->session, 3);
  fixture_wait_for (fovea_session_get_course (fixture->session) != NULL);
  gtk_drop_down_set_selected (fixture->shown, 0);
  g_settings_reset (fovea_session_get_settings (fixture->session), "network");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/kernels/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("choices", test_choices);
  ADD ("start", test_start);
  ADD ("switches", test_switches);
  ADD ("likes", test_likes);
  ADD ("grown", test_grown);
  ADD ("matters", test_matters);
  ADD ("layers", test_layers);
  ADD ("moment", test_moment);
  ADD ("arrows", test_arrows);
  ADD ("finalize", test_finalize);
  ADD ("course", test_course);
  ADD ("course-of-network", test_course_of_network);
  return g_test_run ();
}
