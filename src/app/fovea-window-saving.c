/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-window-private.h"
#include "fv-path.h"

#include <glib/gi18n.h>

/* The file the session is in, and how it gets there. */

#define ENDING ".safetensors"

/* As it is shown; g_free(). */
char *
fovea_window_name_file (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return fv_path_shown (base != NULL ? base : "");
}

/**
 * fovea_window_set_file:
 * @file: (nullable): what “Save” overwrites, or %NULL: it asks
 */
void
fovea_window_set_file (FoveaWindow *self, GFile *file)
{
  g_set_object (&self->file, file);
  fovea_window_update_progress (self, TRUE);
}

/* --- Saving --- */

/* A file on its way to the disk. */
typedef struct
{
  FoveaWindow *window;
  GFile *file;
  gboolean weights_only;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->window);
  g_object_unref (saving->file);
  g_free (saving);
}

static void
on_failed_response (FoveaWindow *self, const char *response)
{
  if (g_str_equal (response, "elsewhere"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.save-as", NULL);
}

/* Whoever saved must not miss that it did not happen. */
static void
say_not_saved (FoveaWindow *self, const char *sentence)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Not Saved"), sentence);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"), "elsewhere",
                                    _ ("Save _Elsewhere…"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "elsewhere");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_failed_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
say_saved (FoveaWindow *self, const Saving *saving)
{
  g_autofree char *name = fovea_window_name_file (saving->file);
  g_autofree char *text = saving->weights_only
                              /* Translators: %s is the name of a file. */
                              ? g_strdup_printf (_ ("The weights are saved as “%s”."), name)
                              /* Translators: %s is the name of a file. */
                              : g_strdup_printf (_ ("The session is saved as “%s”."), name);

  fovea_window_say (self, text);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  FoveaWindow *self = saving->window;
  FoveaSession *session = FOVEA_SESSION (source);
  g_autoptr (GError) error = NULL;
  FoveaSaved saved;
  gboolean done = fovea_session_save_finish (session, result, &saved, &error);

  if (done && !saving->weights_only)
    fovea_session_mark_saved (session, saved.stamp);
  if (self->session != NULL) /* else closed meanwhile */
    {
      if (done && !saving->weights_only)
        fovea_window_set_file (self, saving->file);
      if (done)
        say_saved (self, saving);
      else
        say_not_saved (self, error->message);
    }
  saving_free (saving);
}

static void
save_to (FoveaWindow *self, GFile *file, gboolean weights_only)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->window = g_object_ref (self);
  saving->file = g_object_ref (file);
  saving->weights_only = weights_only;
  fovea_session_save_async (self->session, file, weights_only, on_saved, saving);
}

/* --- Asking where to --- */

/* Only by its ending is it known again. NULL, and said why, if that would overwrite what nobody asked to. */
static GFile *
with_ending (FoveaWindow *self, GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *longer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GFile) other = NULL;

  if (base == NULL || g_str_has_suffix (base, ENDING))
    return g_object_ref (file);
  longer = g_strconcat (base, ENDING, NULL);
  folder = g_file_get_parent (file);
  other = g_file_get_child (folder, longer);
  if (!g_file_query_exists (other, NULL))
    return g_steal_pointer (&other);
  g_free (g_steal_pointer (&base));
  base = fovea_window_name_file (other);
  text = g_strdup_printf (_ ("“%s” is there already."), base);
  say_not_saved (self, text);
  return NULL;
}

static void
on_response (FoveaWindow *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autoptr (GFile) file = with_ending (self, chosen);
      const char *weights = gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), "weights");

      if (file != NULL)
        save_to (self, file, g_strcmp0 (weights, "true") == 0);
    }
  g_clear_object (&self->chooser);
}

static void
save_as (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);
  GtkFileChooserNative *native = fovea_window_choose (self, _ ("Save the Session"),
                                                      GTK_FILE_CHOOSER_ACTION_SAVE, G_CALLBACK (on_response));
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);

  fovea_window_add_filters (chooser, FALSE);
  gtk_file_chooser_add_choice (chooser, "weights", _ ("Weights only: a small file, without the way there"),
                               NULL, NULL);
  gtk_file_chooser_set_choice (chooser, "weights", "false");
  if (self->file == NULL || !gtk_file_chooser_set_file (chooser, self->file, NULL))
    /* Translators: a file name to begin with; keep the ending. */
    gtk_file_chooser_set_current_name (chooser, _ ("session.safetensors"));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);

  if (self->file != NULL)
    save_to (self, self->file, FALSE);
  else
    save_as (widget, name, parameter);
}

static void
save_path (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));

  save_to (FOVEA_WINDOW (widget), file, FALSE);
}

void
fovea_window_add_saving_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.save", NULL, save);
  gtk_widget_class_install_action (klass, "win.save-as", NULL, save_as);
  gtk_widget_class_install_action (klass, "win.save-path", "s", save_path);
}
