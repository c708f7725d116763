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
forget_offer (FoveaWindow *self)
{
  if (self->offer != NULL)
    adw_toast_dismiss (self->offer);
  g_clear_weak_pointer (&self->offer);
}

/**
 * fovea_window_say_done:
 *
 * Says what was done, and offers to take it back, as long as nothing else was done.
 */
void
fovea_window_say_done (FoveaWindow *self, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast *toast = adw_toast_new (escaped);

  forget_offer (self);
  g_set_weak_pointer (&self->offer, toast);
  if (fovea_session_can_undo (self->session, FALSE))
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);
  gboolean redo = g_str_equal (name, "win.redo");
  guint run = fovea_session_get_run (self->session);
  g_autofree char *title = fovea_session_undo (self->session, redo);
  /* Translators: %s is what was taken back, as "the options of training" or "new weights". */
  g_autofree char *text = g_strdup_printf (redo ? _ ("Done again: %s.") : _ ("Taken back: %s."), title);

  forget_offer (self);
  if (fovea_session_get_run (self->session)
      != run) /* what was opened last is not what is shown: keep it as it is */
    fovea_window_set_file (self, NULL);
  if (title != NULL)
    fovea_window_say (self, text);
}

/* A field of numbers that does not take its letters back still keeps the keys for that to itself. */
static gboolean
is_in_field (FoveaWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *spin = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_SPIN_BUTTON) : NULL;

  return spin != NULL && !gtk_editable_get_enable_undo (GTK_EDITABLE (spin));
}

static gboolean
on_key (FoveaWindow *self, guint key, guint code, GdkModifierType state)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  if (gdk_keyval_to_lower (key) != GDK_KEY_z || !is_in_field (self)
      || (held & ~(GdkModifierType)GDK_SHIFT_MASK) != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), held & GDK_SHIFT_MASK ? "win.redo" : "win.undo", NULL);
  return GDK_EVENT_STOP;
}

void
fovea_window_catch_undo (FoveaWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
new_weights (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);

  fovea_session_new_weights (self->session);
  fovea_window_say_done (self, _ ("Training starts again from new weights."));
}

static void
draw_weights (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);

  fovea_session_draw_weights (self->session, g_variant_get_uint64 (parameter));
  fovea_window_say_done (self, _ ("Training starts again from new weights."));
}

static void
restart (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);

  fovea_session_restart (self->session);
  fovea_window_say_done (self, _ ("Training starts again from the same weights."));
}

static void
branch (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);

  fovea_session_branch (self->session);
  fovea_window_say_done (self, _ ("What follows is new; the way until now stays as another run."));
}

static void
optimizer (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FvOptimizer *wanted = fv_optimizer_from_name (g_variant_get_string (parameter, NULL));

  if (wanted != NULL)
    fovea_session_set_optimizer (FOVEA_WINDOW (widget)->session, wanted);
}

static void
edit_network (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *editor = fovea_architecture_editor_new (GTK_WINDOW (widget), FOVEA_WINDOW (widget)->session);

  g_signal_connect_object (editor, "applied", G_CALLBACK (fovea_window_say_done), widget, G_CONNECT_SWAPPED);
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

static void
say_done (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_window_say_done (FOVEA_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
busy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *words;
  double share;

  g_variant_get (parameter, "(&sd)", &words, &share);
  fovea_window_set_busy (FOVEA_WINDOW (widget), words, share);
}

/* What cannot be done yet is greyed out. */
void
fovea_window_update_actions (FoveaWindow *self)
{
  gboolean can_train = fovea_session_can_train (self->session);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.training-step", can_train);
  gtk_widget_action_set_enabled (widget, "win.new-weights", can_train);
  gtk_widget_action_set_enabled (widget, "win.draw-weights", can_train);
  gtk_widget_action_set_enabled (widget, "win.restart", can_train);
  gtk_widget_action_set_enabled (widget, "win.branch", can_train);
  gtk_widget_action_set_enabled (widget, "win.undo", fovea_session_can_undo (self->session, FALSE));
  gtk_widget_action_set_enabled (widget, "win.redo", fovea_session_can_undo (self->session, TRUE));
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
  gtk_widget_class_install_action (klass, "win.draw-weights", "t", draw_weights);
  gtk_widget_class_install_action (klass, "win.optimizer", "s", optimizer);
  gtk_widget_class_install_action (klass, "win.edit-network", NULL, edit_network);
  gtk_widget_class_install_action (klass, "win.counts", NULL, counts);
  gtk_widget_class_install_action (klass, "win.say", "s", say);
  gtk_widget_class_install_action (klass, "win.say-done", "s", say_done);
  gtk_widget_class_install_action (klass, "win.busy", "(sd)", busy);
  gtk_widget_class_install_action (klass, "win.restart", NULL, restart);
  gtk_widget_class_install_action (klass, "win.branch", NULL, branch);
  gtk_widget_class_install_action (klass, "win.undo", NULL, undo);
  gtk_widget_class_install_action (klass, "win.redo", NULL, undo);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
}
