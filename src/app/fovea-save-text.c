/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-save-text.h"
#include "fv-save.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GtkFileChooserNative *chooser;
  char *text;
  FoveaSaid said;
  GObject *data;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->chooser);
  g_object_unref (saving->data);
  g_free (saving->text);
  g_free (saving);
}

/* What became of it; g_free(). */
static char *
save (const Saving *saving)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (saving->chooser));
  g_autoptr (GBytes) bytes = g_bytes_new_static (saving->text, strlen (saving->text));
  g_autofree char *path = g_file_get_path (file), *name = g_file_get_basename (file);
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return g_strdup_printf (_ ("“%s” is not on this computer: choose a folder that is."), name);
  if (!fv_save_bytes (path, bytes, &error))
    return g_strdup_printf (_ ("“%s” is not saved: %s"), name, error->message);
  return g_strdup_printf (_ ("The table is saved as “%s”."), name);
}

static void
on_response (Saving *saving, int response)
{
  g_autofree char *sentence = response == GTK_RESPONSE_ACCEPT ? save (saving) : NULL;

  if (sentence != NULL)
    saving->said (saving->data, sentence);
  saving_free (saving);
}

void
fovea_save_text (GtkWindow *parent, const char *name, const char *text, FoveaSaid said, gpointer data)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  Saving *saving = g_new0 (Saving, 1);

  saving->chooser
      = gtk_file_chooser_native_new (_ ("Save the Table"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  saving->text = g_strdup (text);
  saving->said = said;
  saving->data = g_object_ref (data);
  gtk_file_filter_set_name (filter, _ ("Tables (*.csv)"));
  gtk_file_filter_add_pattern (filter, "*.csv");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (saving->chooser), filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (saving->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (saving->chooser), TRUE);
  g_signal_connect_swapped (saving->chooser, "response", G_CALLBACK (on_response), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (saving->chooser));
}
