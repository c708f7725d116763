/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-loading.h"
#include "fovea-picture-dialog.h"
#include "fovea-session-files.h"
#include "fovea-window-private.h"
#include "fv-dataset-types.h"
#include "fv-error.h"
#include "fv-path.h"
#include "fv-picture-file.h"

#include <glib/gi18n.h>

/* Pixels of the longer side that one picture is kept with. */
#define MAX_PICTURE 960

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

/* A file on its way. */
typedef struct
{
  FoveaWindow *window;
  GFile *file;
  FoveaProgress *progress;
  FoveaLoading *loading;
} Opening;

static Opening *
opening_new (FoveaWindow *self, GFile *file, FoveaProgress *progress)
{
  Opening *opening = g_new0 (Opening, 1);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = fv_path_shown (base != NULL ? base : "");

  opening->window = g_object_ref (self);
  opening->file = g_object_ref (file);
  opening->progress = fovea_progress_ref (progress);
  opening->loading = fovea_loading_new (GTK_WINDOW (self), name, progress);
  return opening;
}

static void
opening_free (Opening *opening)
{
  fovea_loading_free (opening->loading);
  fovea_progress_unref (opening->progress);
  g_object_unref (opening->file);
  g_object_unref (opening->window);
  g_free (opening);
}

/* Somebody who stopped it knows. */
static void
say_problem (FoveaWindow *self, const GError *error)
{
  if (!g_error_matches (error, FV_ERROR, FV_ERROR_CANCELLED))
    fovea_window_say_long (self, error->message);
}

/* Only a session is saved to where it came from: a network of somebody else's stays as it is. */
static void
say_opened (FoveaWindow *self, const Opening *opening, GAsyncResult *result, const char *sentence)
{
  FoveaOpened what = fovea_session_opened (result);
  g_autofree char *path = g_file_get_path (opening->file);

  fovea_window_set_file (self, what.is_session ? opening->file : NULL);
  if (what.is_data)
    {
      fovea_window_remember_data (self, path);
      fovea_window_say_done (self, sentence);
    }
  else if (what.is_whole)
    fovea_window_say (self, sentence);
  else
    fovea_window_say_long (self, sentence);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (opening->window->session != NULL) /* else closed meanwhile */
    {
      sentence = fovea_session_open_finish (FOVEA_SESSION (source), result, &error);
      if (sentence != NULL)
        say_opened (opening->window, opening, result, sentence);
      else
        say_problem (opening->window, error);
    }
  opening_free (opening);
}

static void add_drop (FoveaWindow *self, GtkWidget *on);

/* The next one takes the place of the one that is looked at. */
static void
show_picture (FoveaWindow *self, GdkPixbuf *pixbuf)
{
  if (self->picture_dialog != NULL)
    {
      fovea_picture_dialog_set_pixbuf (FOVEA_PICTURE_DIALOG (self->picture_dialog), pixbuf);
      return;
    }
  g_set_weak_pointer (&self->picture_dialog,
                      fovea_picture_dialog_new (GTK_WINDOW (self), self->session, pixbuf));
  add_drop (self, self->picture_dialog);
  gtk_window_present (GTK_WINDOW (self->picture_dialog));
}

/* More than that shows no better, and is slow to cut. */
static GdkPixbuf *
reduce (GdkPixbuf *pixbuf)
{
  double width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  double zoom = MAX_PICTURE / MAX (width, height);

  if (zoom >= 1)
    return g_object_ref (pixbuf);
  return gdk_pixbuf_scale_simple (pixbuf, MAX (1, (int)(zoom * width)), MAX (1, (int)(zoom * height)),
                                  GDK_INTERP_BILINEAR);
}

static void
decode (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = fv_picture_file_decode (data, FV_PICTURE_ANY, MAX_PICTURE / 2, &error);

  if (pixbuf == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, reduce (pixbuf), g_object_unref);
}

static void
on_decoded (GObject *source, GAsyncResult *result, gpointer data)
{
  FoveaWindow *self = FOVEA_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->session == NULL)
    return;
  if (pixbuf != NULL)
    show_picture (self, pixbuf);
  else
    fovea_window_say (self, error->message);
}

/* One picture, not a set of them: by its name, as all that is opened is. */
static gboolean
is_picture (const char *path)
{
  g_autofree char *type = g_content_type_guess (path, NULL, 0, NULL);
  g_autofree char *mime = g_content_type_get_mime_type (type);

  return mime != NULL && g_str_has_prefix (mime, "image/") && g_file_test (path, G_FILE_TEST_IS_REGULAR)
         && fv_dataset_type_of (path, NULL) == NULL;
}

static void
begin_opening (Opening *opening)
{
  fovea_session_open_watched (opening->window->session, opening->file, opening->progress, on_opened, opening);
}

/* What could not be put aside is not lost by opening another: that is not done. */
static void
on_put_aside (GObject *source, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;
  g_autoptr (GError) error = NULL;

  if (fovea_keeper_put_aside_finish (FOVEA_KEEPER (source), result, &error)
      && opening->window->session != NULL)
    {
      begin_opening (opening);
      return;
    }
  if (error != NULL && opening->window->session != NULL)
    fovea_window_say_long (opening->window, error->message);
  opening_free (opening);
}

static gboolean
takes_the_place (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return base != NULL && g_str_has_suffix (base, ".safetensors");
}

/**
 * fovea_window_open:
 * @file: a network, a picture, a file of pictures, or a folder of them
 *
 * Reads it in the background, with a way to stop that, and says how it went.
 */
void
fovea_window_open (FoveaWindow *self, GFile *file)
{
  g_autoptr (FoveaProgress) progress = NULL;
  g_autofree char *path = g_file_get_path (file);
  Opening *opening;

  if (path != NULL && is_picture (path))
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, on_decoded, NULL);

      g_task_set_task_data (task, g_steal_pointer (&path), g_free);
      g_task_run_in_thread (task, decode);
      return;
    }
  progress = fovea_progress_new ();
  opening = opening_new (self, file, progress);
  if (self->keeper != NULL && takes_the_place (file))
    fovea_keeper_put_aside_async (self->keeper, on_put_aside, opening);
  else
    begin_opening (opening);
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaWindow) self = data;
  g_autoptr (GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GdkPixbuf) pixbuf = texture != NULL ? gdk_pixbuf_get_from_texture (texture) : NULL;
  g_autoptr (GdkPixbuf) reduced = pixbuf != NULL ? reduce (pixbuf) : NULL;

  if (self->session == NULL)
    return;
  if (reduced != NULL)
    show_picture (self, reduced);
  else
    fovea_window_say (self, _ ("There is no picture in the clipboard."));
}

static void
paste (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (widget), NULL, on_pasted,
                                    g_object_ref (widget));
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
add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

void
fovea_window_add_filters (GtkFileChooser *chooser, gboolean pictures)
{
  static const char *const networks[] = { "*.safetensors", NULL };
  static const char *const sets[]
      = { "*ubyte", "*ubyte.gz", "*.bin", "*.bin.gz", "*.csv", "*.csv.gz", "*.tra", "*.tes", NULL };
  static const char *const files[] = { "*.png", "*.jpg", "*.jpeg", "*.PNG",  "*.JPG", "*.JPEG", "*.bmp",
                                       "*.gif", "*.tif", "*.tiff", "*.webp", "*.svg", NULL };
  static const char *const all[]
      = { "*.safetensors", "*ubyte", "*ubyte.gz", "*.bin",  "*.bin.gz", "*.csv", "*.csv.gz", "*.tra",
          "*.tes",         "*.png",  "*.jpg",     "*.jpeg", "*.PNG",    "*.JPG", "*.JPEG",   "*.bmp",
          "*.gif",         "*.tif",  "*.tiff",    "*.webp", "*.svg",    NULL };

  if (pictures)
    add_filter (chooser, _ ("Networks and Pictures"), all);
  add_filter (chooser, _ ("Sessions and Networks (*.safetensors)"), networks);
  if (!pictures)
    return;
  add_filter (chooser, _ ("Data Sets (IDX, CIFAR-10, CSV)"), sets);
  add_filter (chooser, _ ("One Picture"), files);
}

/* Published sets that are on this computer are a click away. */
static void
add_offers (GtkFileChooser *chooser)
{
  const FvDatasetOffer *offer;

  for (guint i = 0; (offer = fv_dataset_offer_nth (i)) != NULL; i++)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (offer->path);

      gtk_file_chooser_add_shortcut_folder (chooser, folder, NULL);
    }
}

/**
 * fovea_window_choose:
 *
 * Returns: (transfer none): a dialog, not yet shown; the response is to clear it
 */
GtkFileChooserNative *
fovea_window_choose (FoveaWindow *self, const char *title, GtkFileChooserAction action, GCallback on_response)
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
  GtkFileChooserNative *chooser
      = fovea_window_choose (FOVEA_WINDOW (widget), _ ("Open a Network or Pictures"),
                             GTK_FILE_CHOOSER_ACTION_OPEN, G_CALLBACK (on_open_response));

  fovea_window_add_filters (GTK_FILE_CHOOSER (chooser), TRUE);
  add_offers (GTK_FILE_CHOOSER (chooser));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser
      = fovea_window_choose (FOVEA_WINDOW (widget), _ ("Open a Folder of Pictures"),
                             GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, G_CALLBACK (on_open_response));

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_path (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));

  fovea_window_open (FOVEA_WINDOW (widget), file);
}

static gboolean
drop_files (FoveaWindow *self, const GValue *value)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (files == NULL)
    return FALSE;
  fovea_window_open (self, files->data);
  g_slist_free (files);
  return TRUE;
}

static gboolean
drop_texture (FoveaWindow *self, const GValue *value)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_get_from_texture (g_value_get_object (value));
  g_autoptr (GdkPixbuf) reduced = pixbuf != NULL ? reduce (pixbuf) : NULL;

  if (reduced == NULL)
    return FALSE;
  show_picture (self, reduced);
  return TRUE;
}

static gboolean
on_drop (FoveaWindow *self, const GValue *value)
{
  return G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) ? drop_files (self, value) : drop_texture (self, value);
}

static void
add_drop (FoveaWindow *self, GtkWidget *on)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (on, GTK_EVENT_CONTROLLER (target));
}

void
fovea_window_add_drop (FoveaWindow *self)
{
  add_drop (self, GTK_WIDGET (self));
}

void
fovea_window_add_file_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.open", NULL, open_file);
  gtk_widget_class_install_action (klass, "win.open-folder", NULL, open_folder);
  gtk_widget_class_install_action (klass, "win.open-path", "s", open_path);
  gtk_widget_class_install_action (klass, "win.paste", NULL, paste);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
}
