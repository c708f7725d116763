/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-loading.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* What is there sooner needs no window. */
#define PATIENCE_MS 400
#define POLL_MS     80

struct _FoveaLoading
{
  GtkWindow *parent; /* weak */
  char *title;
  char *text;
  FoveaProgress *progress;
  GtkWindow *window; /* NULL before it comes; weak */
  GtkProgressBar *bar;
  guint timer;
};

static gboolean
on_poll (gpointer data)
{
  FoveaLoading *self = data;

  gtk_progress_bar_set_fraction (self->bar, fovea_progress_get (self->progress));
  return G_SOURCE_CONTINUE;
}

/* It stays until the reader has noticed, so that nothing else is begun meanwhile. */
static gboolean
on_close (FoveaLoading *self)
{
  fovea_progress_cancel (self->progress);
  return TRUE;
}

static void
on_cancel (FoveaLoading *self)
{
  fovea_progress_cancel (self->progress);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  on_cancel (data);
  return TRUE;
}

static void
add_escape (FoveaLoading *self, GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (on_escape, self, NULL)));
  gtk_widget_add_controller (window, keys);
}

static GtkWidget *
make_content (FoveaLoading *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *label = gtk_label_new (self->text);
  GtkWidget *bar = gtk_progress_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->bar = GTK_PROGRESS_BAR (bar);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text, -1);
  gtk_widget_set_halign (cancel, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (on_cancel), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  return box;
}

static gboolean
on_patience (gpointer data)
{
  FoveaLoading *self = data;
  GtkWidget *window = adw_window_new ();

  g_set_weak_pointer (&self->window, GTK_WINDOW (window));
  gtk_window_set_title (self->window, self->title);
  gtk_window_set_modal (self->window, TRUE);
  gtk_window_set_transient_for (self->window, self->parent);
  gtk_window_set_resizable (self->window, FALSE);
  gtk_window_set_default_size (self->window, 360, -1);
  adw_window_set_content (ADW_WINDOW (window), make_content (self));
  g_signal_connect_swapped (window, "close-request", G_CALLBACK (on_close), self);
  add_escape (self, window);
  gtk_window_present (self->window);
  self->timer = g_timeout_add (POLL_MS, on_poll, self);
  return G_SOURCE_REMOVE;
}

FoveaLoading *
fovea_loading_new_for (GtkWindow *parent, const char *title, const char *text, FoveaProgress *progress)
{
  FoveaLoading *self = g_new0 (FoveaLoading, 1);

  g_set_weak_pointer (&self->parent, parent);
  self->title = g_strdup (title);
  self->text = g_strdup (text);
  self->progress = fovea_progress_ref (progress);
  self->timer = g_timeout_add (PATIENCE_MS, on_patience, self);
  return self;
}

FoveaLoading *
fovea_loading_new (GtkWindow *parent, const char *name, FoveaProgress *progress)
{
  /* Translators: %s is the name of a file or folder. */
  g_autofree char *text = g_strdup_printf (_ ("Reading “%s”…"), name);

  return fovea_loading_new_for (parent, _ ("Reading"), text, progress);
}

void
fovea_loading_free (FoveaLoading *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->parent);
  fovea_progress_unref (self->progress);
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}
