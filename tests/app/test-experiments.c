/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include <string.h>

#include "fovea-canvas.h"
#include "fovea-experiment-form.h"
#include "fovea-experiments-page.h"
#include "fovea-experiments.h"
#include "fovea-trial-columns.h"
#include "fovea-trial-table.h"
#include "fovea-window-private.h"

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  GtkWidget *page;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture_give_digits (fixture->session, 200, 50);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "train");
  fixture->page = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_EXPERIMENTS_PAGE);
  g_assert_nonnull (fixture->page);
  gtk_stack_set_visible_child (GTK_STACK (gtk_widget_get_parent (fixture->page)), fixture->page);
  fixture_spin (50);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static FoveaExperimentForm *
form_of (Fixture *fixture)
{
  return FOVEA_EXPERIMENT_FORM (fixture_find_type (fixture->page, FOVEA_TYPE_EXPERIMENT_FORM));
}

/* What the table shows, as the figure is given it. */
static const FvExperimentReport *
report_of (Fixture *fixture)
{
  FoveaCanvas *canvas = FOVEA_CANVAS (fixture_find_type (fixture->page, FOVEA_TYPE_CANVAS));
  FvSceneInput input = { 0 };

  fovea_canvas_fill_in (canvas, &input);
  return input.experiment.report;
}

static void
wish (Fixture *fixture, const char *text)
{
  FoveaExperimentWish wish;

  fovea_experiment_wish_parse (text, &wish);
  fovea_experiment_form_set (form_of (fixture), &wish);
}

static void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (fixture->page, action, NULL);
}

static void
run (Fixture *fixture, const char *text)
{
  wish (fixture, text);
  act (fixture, "experiments.run");
  g_assert_nonnull (report_of (fixture));
  fixture_wait_for (report_of (fixture)->finished);
  fixture_spin (50);
}

static void
test_runs (Fixture *fixture, gconstpointer data)
{
  run (fixture, "rate=0.1, 0.03; activation=sigmoid, tanh, relu; batches=5");
  g_assert_cmpuint (report_of (fixture)->n_trials, ==, 9);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/experiments/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("runs", test_runs);
  return g_test_run ();
}
