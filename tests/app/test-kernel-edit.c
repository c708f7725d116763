/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-kernels-editor.h"
#include "fovea-session-edit.h"
#include "fovea-session-private.h"
#include "fv-kernels-values.h"

/* Weights changed by hand: everything follows at once, and the trainer soon. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  FoveaKernelsEditor *editor;
  GtkEditable *entry;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->session = fovea_window_get_session (fixture->window);
  if (data != NULL)
    fixture_give_digits (fixture->session, 200, 50);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "kernels");
  fixture->editor
      = FOVEA_KERNELS_EDITOR (fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_KERNELS_EDITOR));
  fixture->entry = GTK_EDITABLE (fixture_find_type (GTK_WIDGET (fixture->editor), GTK_TYPE_ENTRY));
  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 3, .unit = 4, .input = 2 });
  fovea_session_choose_weight (fixture->session, 1, 3, FALSE);
  fixture_spin (50);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static FvKernel
kernel_of (Fixture *fixture)
{
  FvSceneInput input;
  FvKernel kernel;

  fovea_session_fill (fixture->session, &input);
  g_assert_true (fv_kernel_at (&input, &kernel));
  return kernel;
}

static gsize
offset_of (Fixture *fixture)
{
  FvKernel kernel = kernel_of (fixture);

  return fv_kernel_offset (&kernel, fovea_session_get_network (fixture->session), 5 + 3);
}

static float
weight (Fixture *fixture)
{
  return fv_parameters_values (fovea_session_get_parameters (fixture->session))[offset_of (fixture)];
}

static double
logit (Fixture *fixture)
{
  return fv_trace_loss (fovea_session_get_trace (fixture->session));
}

/* The kernel that was chosen is the one that is changed. */
static void
test_where (Fixture *fixture, gconstpointer data)
{
  FvKernel kernel = kernel_of (fixture);
  FvNetwork *network = fovea_session_get_network (fixture->session);

  g_assert_cmpuint (kernel.place, ==, 3);
  g_assert_cmpuint (kernel.unit, ==, 4);
  g_assert_cmpuint (kernel.input, ==, 2);
  g_assert_cmpuint (offset_of (fixture), ==, fv_network_weight_offset (network, 3) + (4 * 6 + 2) * 25 + 8);
}

/* Typing shows at once; what closes the entry but Enter takes it back. */
static void
test_type (Fixture *fixture, gconstpointer data)
{
  float before = weight (fixture);
  double loss = logit (fixture);

  fovea_kernels_editor_open (fixture->editor, NULL);
  gtk_editable_set_text (fixture->entry, "−2,5");
  g_assert_cmpfloat (weight (fixture), ==, -2.5f);
  g_assert_cmpfloat (logit (fixture), !=, loss);
  gtk_editable_set_text (fixture->entry, "two");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->entry), "error"));
  g_assert_cmpfloat (weight (fixture), ==, -2.5f);
  gtk_popover_popdown (GTK_POPOVER (fixture_find_type (GTK_WIDGET (fixture->editor), GTK_TYPE_POPOVER)));
  fixture_spin (400);
  g_assert_cmpfloat (weight (fixture), ==, before);
  g_assert_cmpfloat (logit (fixture), ==, loss);
}

static gboolean
trainer_knows (Fixture *fixture)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (fixture->session);

  return snapshot != NULL
         && fv_parameters_values (fv_snapshot_parameters (snapshot))[offset_of (fixture)] == -2.5f;
}

/* Enter takes it over, and training goes on from it. */
static void
test_enter (Fixture *fixture, gconstpointer data)
{
  gsize others = offset_of (fixture) + 1;
  float other = fv_parameters_values (fovea_session_get_parameters (fixture->session))[others];

  fovea_kernels_editor_open (fixture->editor, "-");
  gtk_editable_set_text (fixture->entry, "-2.5");
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpfloat (weight (fixture), ==, -2.5f);
  if (data != NULL)
    fixture_wait_for (trainer_knows (fixture));
  fixture_spin (300);
  g_assert_cmpfloat (weight (fixture), ==, -2.5f);
  g_assert_cmpfloat (fv_parameters_values (fovea_session_get_parameters (fixture->session))[others], ==,
                     other);
  if (data == NULL)
    return;
  g_assert_null (fixture->session->edit.values);
  fixture_train (fixture->session, fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)) + 3);
  g_assert_cmpfloat (weight (fixture), !=, -2.5f);
  g_assert_cmpfloat_with_epsilon (weight (fixture), -2.5f, 0.2f);
}

/* What was typed is taken back, and done again; all of a unit at once. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  float before = weight (fixture);

  fovea_kernels_editor_open (fixture->editor, "-2.5");
  g_signal_emit_by_name (fixture->entry, "activate");
  fixture_wait_for (data == NULL || trainer_knows (fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  fixture_wait_for (weight (fixture) == before);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL);
  fixture_wait_for (weight (fixture) == -2.5f);
  fovea_session_zero_unit (fixture->session, 3, 4);
  g_assert_cmpfloat (weight (fixture), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  fixture_wait_for (weight (fixture) == -2.5f);
}

/* A blur adds up to 1 and is the same turned; the start value brings back what was when this training began, which may
 * have gone on by now. */
static void
test_recipes (Fixture *fixture, gconstpointer data)
{
  FvKernel kernel = kernel_of (fixture);
  gsize first = fv_kernel_offset (&kernel, fovea_session_get_network (fixture->session), 0);
  g_autoptr (FvParameters) before = NULL;
  FvSceneInput input;
  const float *values;
  double sum = 0;

  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL);
  fovea_session_fill (fixture->session, &input);
  before = fv_parameters_ref (input.kernels.start);
  gtk_widget_activate_action (gtk_widget_get_parent (GTK_WIDGET (fixture->editor)), "kernel.set-to", "(sd)",
                              "blur", 0.0);
  values = fv_parameters_values (fovea_session_get_parameters (fixture->session)) + first;
  for (guint i = 0; i < 25; i++)
    {
      sum += values[i];
      g_assert_cmpfloat (values[i], ==, values[24 - i]);
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-6);
  fovea_kernels_editor_set_to (fixture->editor, "start", 0);
  values = fv_parameters_values (fovea_session_get_parameters (fixture->session)) + first;
  g_assert_cmpmem (values, 25 * sizeof *values, fv_parameters_values (before) + first, 25 * sizeof *values);
}

/* What is edited are the weights: other things shown make room for them. */
static void
test_shows_now (Fixture *fixture, gconstpointer data)
{
  FvKernelsLook look = fovea_session_get_kernels (fixture->session);

  look.shown = FV_KERNELS_CHANGE;
  fovea_session_set_kernels (fixture->session, look);
  fovea_kernels_editor_open (fixture->editor, NULL);
  g_assert_cmpint (fovea_session_get_kernels (fixture->session).shown, ==, FV_KERNELS_BY_WAY);
  gtk_popover_popdown (GTK_POPOVER (fixture_find_type (GTK_WIDGET (fixture->editor), GTK_TYPE_POPOVER)));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, with, func) g_test_add ("/app/kernel-edit/" path, Fixture, with, set_up, func, tear_down)
  ADD ("where", NULL, test_where);
  ADD ("type", NULL, test_type);
  ADD ("type-with-trainer", "", test_type);
  ADD ("enter", NULL, test_enter);
  ADD ("enter-with-trainer", "", test_enter);
  ADD ("undo", "", test_undo);
  ADD ("recipes", "", test_recipes);
  ADD ("shows-now", "", test_shows_now);
  return g_test_run ();
}
