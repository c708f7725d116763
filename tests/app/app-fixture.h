/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-application.h"

/* The application of this program, started up; borrowed. */
FoveaApplication *fixture_application (void);
/* Lets pending work end and checks that no window is left. */
void fixture_finish (FoveaApplication *application);
/* A shown window with the usual 60,000 digits replaced by fewer, which are quicker to make. */
FoveaWindow *fixture_window (FoveaApplication *application, int width, int height);
/* Gives the session digits to train on at once. */
void fixture_give_digits (FoveaSession *session, guint n_train, guint n_test);
/* The same, already trained: on this thread, which is not as humble as the trainer's. */
void fixture_give_trained (FoveaSession *session, guint n_train, guint n_test, guint batches);
/* Takes what the trainer posts as a window does, a moment at a time, while the main loop goes on. */
void fixture_follow (FoveaSession *session);
/* Trains at full speed until so many batches are done, then pauses. */
void fixture_train (FoveaSession *session, guint64 batches);

/* Runs the main loop until the condition holds; fails after 30 s. */
#define fixture_wait_for(condition)                                                                          \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gint64 fixture_end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                                      \
    while (!(condition))                                                                                     \
      {                                                                                                      \
        g_assert_cmpint (g_get_monotonic_time (), <, fixture_end);                                           \
        fixture_spin (5);                                                                                    \
      }                                                                                                      \
  }                                                                                                          \
  G_STMT_END
/* Runs the main loop for some milliseconds. */
void fixture_spin (guint milliseconds);
/* Runs a program that must do well, such as xdotool, while the window goes on living. */
void fixture_run (const char *const *argv);
/* Presses a real key, "shift+Return", and lets it take effect. */
void fixture_press (const char *key);
/* The window that real keys go to from now on; its X window's number, g_free(). */
char *fixture_focus (FoveaWindow *window);
/* Moves the real pointer to a point of a widget. */
void fixture_point (GtkWidget *widget, double x, double y);
/* Clicks with a real pointer at a point of a widget, with button "1" … "3". */
void fixture_click (GtkWidget *widget, double x, double y, const char *button);

typedef gboolean (*FixtureMatch) (GtkWidget *widget, gpointer data);
/* The first below root, in the order of the tree, for which match says yes; NULL if none. */
GtkWidget *fixture_find (GtkWidget *root, FixtureMatch match, gpointer data);
GtkWidget *fixture_find_type (GtkWidget *root, GType type);
GtkWidget *fixture_find_label (GtkWidget *root, const char *prefix);
