/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-window-private.h"

#include <glib/gi18n.h>

/**
 * fovea_window_say:
 * @sentence: one, shown for a while
 */
void
fovea_window_say (FoveaWindow *self, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1); /* toast titles are markup */

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (self->session == NULL) /* closed meanwhile */
    return;
  sentence = fovea_session_open_finish (FOVEA_SESSION (source), result, &error);
  fovea_window_say (self, sentence != NULL ? sentence : error->message);
}

/**
 * fovea_window_open:
 * @file: a network, a file of pictures, or a folder of them
 *
 * Reads it in the background and says how it went.
 */
void
fovea_window_open (FoveaWindow *self, GFile *file)
{
  fovea_session_open_async (self->session, file, on_opened, g_object_ref (self));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  if (fovea_session_save_finish (FOVEA_SESSION (source), result, &error))
    fovea_window_say (self, _ ("The network is saved."));
  else
    fovea_window_say (self, error->message);
}

static void
on_open_response (FoveaWindow *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      fovea_window_open (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
on_save_response (FoveaWindow *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      fovea_session_save_async (self->session, file, on_saved, g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
add_filters (GtkFileChooser *chooser, gboolean pictures)
{
  static const char *const networks[] = { "*.safetensors", NULL };
  static const char *const idx[] = { "*ubyte", "*ubyte.gz", "*.idx", "*.idx?", "*.idx.gz", "*idx?.gz", NULL };
  static const char *const all[]
      = { "*.safetensors", "*ubyte", "*ubyte.gz", "*.idx", "*.idx?", "*.idx.gz", "*idx?.gz", NULL };

  if (pictures)
    add_filter (chooser, _ ("Networks and Pictures"), all);
  add_filter (chooser, _ ("Networks (*.safetensors)"), networks);
  if (pictures)
    add_filter (chooser, _ ("Pictures (IDX files)"), idx);
}

static GtkFileChooserNative *
choose (FoveaWindow *self, const char *title, GtkFileChooserAction action, GCallback on_response)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", on_response, self, G_CONNECT_SWAPPED);
  return self->chooser;
}

static void
open_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser = choose (FOVEA_WINDOW (widget), _ ("Open a Network or Pictures"),
                                          GTK_FILE_CHOOSER_ACTION_OPEN, G_CALLBACK (on_open_response));

  add_filters (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser
      = choose (FOVEA_WINDOW (widget), _ ("Open a Folder of Pictures"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                G_CALLBACK (on_open_response));

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser = choose (FOVEA_WINDOW (widget), _ ("Save the Network"),
                                          GTK_FILE_CHOOSER_ACTION_SAVE, G_CALLBACK (on_save_response));

  add_filters (GTK_FILE_CHOOSER (chooser), FALSE);
  /* Translators: a file name to begin with; keep the ending. */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("network.safetensors"));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static gboolean
on_drop (FoveaWindow *self, const GValue *value)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (files == NULL)
    return FALSE;
  fovea_window_open (self, files->data);
  g_slist_free (files);
  return TRUE;
}

void
fovea_window_add_drop (FoveaWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
fovea_window_add_file_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.open", NULL, open_file);
  gtk_widget_class_install_action (klass, "win.open-folder", NULL, open_folder);
  gtk_widget_class_install_action (klass, "win.save", NULL, save);
}
