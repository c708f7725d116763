/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-window-private.h"
#include "fovea-architecture-editor.h"

#include <glib/gi18n.h>

static void
train (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaSession *session = FOVEA_WINDOW (widget)->session;

  fovea_session_set_playing (session, !fovea_session_get_playing (session));
}

static void
training_step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_session_move_training (FOVEA_WINDOW (widget)->session, g_variant_get_int32 (parameter));
}

static void
step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaSession *session = FOVEA_WINDOW (widget)->session;

  fovea_session_set_walking (session, FALSE);
  fovea_session_move (session, g_variant_get_int32 (parameter));
}

static void
walk (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaSession *session = FOVEA_WINDOW (widget)->session;

  fovea_session_set_walking (session, !fovea_session_get_walking (session));
}

static void
go_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_window_ask_go_to (FOVEA_WINDOW (widget));
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

/* The moment shown, to go back to; NULL: there is none. */
static FvSnapshot *
remember (FoveaWindow *self)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);

  return snapshot != NULL ? fv_snapshot_ref (snapshot) : NULL;
}

/* Says what was done, and offers to go back to the moment before, which it takes. */
static void
offer_undo (FoveaWindow *self, const char *sentence, FvSnapshot *before)
{
  AdwToast *toast = adw_toast_new (sentence);

  g_clear_pointer (&self->before, fv_snapshot_unref);
  self->before = before;
  if (before != NULL)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo-weights");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
new_weights (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);
  g_autoptr (FvSnapshot) before = remember (self);

  fovea_session_new_weights (self->session);
  offer_undo (self, _ ("Training starts again from new weights."), g_steal_pointer (&before));
}

static void
optimizer (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);
  const FvOptimizer *wanted = fv_optimizer_from_name (g_variant_get_string (parameter, NULL));
  g_autoptr (FvSnapshot) before = remember (self);
  g_autofree char *text = NULL;

  if (wanted == NULL || wanted == fovea_session_get_options (self->session).optimizer)
    return;
  fovea_session_set_optimizer (self->session, wanted);
  /* Translators: %s is an optimiser, as "Adam". */
  text = g_strdup_printf (_ ("%s: training starts again from these weights."), _ (wanted->title));
  if (before != NULL)
    offer_undo (self, text, g_steal_pointer (&before));
}

static void
on_network_applied (FoveaWindow *self, const char *sentence, FvSnapshot *before)
{
  offer_undo (self, sentence, before != NULL ? fv_snapshot_ref (before) : NULL);
}

static void
edit_network (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *editor = fovea_architecture_editor_new (GTK_WINDOW (widget), FOVEA_WINDOW (widget)->session);

  g_signal_connect_object (editor, "applied", G_CALLBACK (on_network_applied), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
counts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkMenuButton *button = FOVEA_WINDOW (widget)->counts;

  if (gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (button))))
    gtk_menu_button_popdown (button);
  else
    gtk_menu_button_popup (button);
}

static void
say (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_window_say (FOVEA_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* What cannot be done yet is greyed out. */
void
fovea_window_update_actions (FoveaWindow *self)
{
  gboolean can_train = fovea_session_can_train (self->session);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.training-step", can_train);
  gtk_widget_action_set_enabled (widget, "win.new-weights", can_train);
  gtk_widget_action_set_enabled (widget, "win.save", fovea_session_can_save (self->session));
  gtk_widget_action_set_enabled (widget, "win.save-as", fovea_session_can_save (self->session));
}

void
fovea_window_add_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.train", NULL, train);
  gtk_widget_class_install_action (klass, "win.training-step", "i", training_step);
  gtk_widget_class_install_action (klass, "win.step", "i", step);
  gtk_widget_class_install_action (klass, "win.go-to", NULL, go_to);
  gtk_widget_class_install_action (klass, "win.walk", NULL, walk);
  gtk_widget_class_install_action (klass, "win.new-weights", NULL, new_weights);
  gtk_widget_class_install_action (klass, "win.optimizer", "s", optimizer);
  gtk_widget_class_install_action (klass, "win.edit-network", NULL, edit_network);
  gtk_widget_class_install_action (klass, "win.counts", NULL, counts);
  gtk_widget_class_install_action (klass, "win.say", "s", say);
  gtk_widget_class_install_action (klass, "win.undo-weights", NULL, undo_weights);
}
