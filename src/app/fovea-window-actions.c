/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-window-private.h"

#include <glib/gi18n.h>

static void
train (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaSession *session = FOVEA_WINDOW (widget)->session;

  fovea_session_set_playing (session, !fovea_session_get_playing (session));
}

static void
batch (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_session_step (FOVEA_WINDOW (widget)->session, 1);
}

static void
step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaSession *session = FOVEA_WINDOW (widget)->session;

  fovea_session_set_cursor (session, fv_cursor_move_layer (fovea_session_get_cursor (session),
                                                           fovea_session_get_network (session),
                                                           g_variant_get_int32 (parameter)));
}

static void
undo_weights (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);
  g_autoptr (FvSnapshot) before = g_steal_pointer (&self->before);
  g_autoptr (GError) error = NULL;

  if (before != NULL && !fovea_session_restore (self->session, fv_snapshot_model (before), &error))
    fovea_window_say (self, error->message);
}

static void
new_weights (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);
  g_autoptr (FvSnapshot) before = snapshot != NULL ? fv_snapshot_ref (snapshot) : NULL;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (!fovea_session_new_weights (self->session, &error))
    {
      fovea_window_say (self, error->message);
      return;
    }
  g_clear_pointer (&self->before, fv_snapshot_unref);
  self->before = g_steal_pointer (&before);
  toast = adw_toast_new (_ ("Training starts again from new weights."));
  if (self->before != NULL)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo-weights");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* What cannot be done yet is greyed out. */
void
fovea_window_update_actions (FoveaWindow *self)
{
  gboolean can_train = fovea_session_can_train (self->session);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.batch", can_train);
  gtk_widget_action_set_enabled (widget, "win.new-weights", can_train);
  gtk_widget_action_set_enabled (widget, "win.save", fovea_session_get_snapshot (self->session) != NULL);
}

void
fovea_window_add_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.train", NULL, train);
  gtk_widget_class_install_action (klass, "win.batch", NULL, batch);
  gtk_widget_class_install_action (klass, "win.step", "i", step);
  gtk_widget_class_install_action (klass, "win.new-weights", NULL, new_weights);
  gtk_widget_class_install_action (klass, "win.undo-weights", NULL, undo_weights);
}
