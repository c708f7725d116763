/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-loading.h"
#include "fovea-session-files.h"
#include "fovea-window-private.h"
#include "fv-dataset-types.h"
#include "fv-digits-type.h"
#include "fv-error.h"
#include "fv-path.h"

#include <glib/gi18n.h>

/* Which samples to train on and to test with, by name or from a file. */

#define MAX_RECENT 8

typedef struct
{
  FoveaWindow *window;
  FoveaLoading *loading;
} Reading;

static void
on_tested_with (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;

  fovea_loading_free (reading->loading);
  if (reading->window->session != NULL /* else closed meanwhile */
      && !fovea_session_test_with_finish (FOVEA_SESSION (source), result, &error)
      && !g_error_matches (error, FV_ERROR, FV_ERROR_CANCELLED))
    fovea_window_say_long (reading->window, error->message);
  g_object_unref (reading->window);
  g_free (reading);
}

/* path: NULL for what belongs to the data. */
static void
test_with (FoveaWindow *self, const char *path)
{
  g_autoptr (FoveaProgress) progress = fovea_progress_new ();
  g_autofree char *base = path != NULL ? g_path_get_basename (path) : NULL;
  g_autofree char *name = base != NULL ? fv_path_shown (base) : g_strdup (_ ("samples to test with"));
  Reading *reading = g_new0 (Reading, 1);

  reading->window = g_object_ref (self);
  reading->loading = fovea_loading_new (GTK_WINDOW (self), name, progress);
  fovea_session_test_with_async (self->session, path, progress, on_tested_with, reading);
}

static void
on_test_with (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *path = g_variant_get_string (parameter, NULL);

  test_with (FOVEA_WINDOW (widget), *path != '\0' ? path : NULL);
}

static void
on_response (FoveaWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_clear_object (&self->chooser);
  if (path != NULL)
    test_with (self, path);
}

static void
on_test_with_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser
      = fovea_window_choose (FOVEA_WINDOW (widget), _ ("Samples to Test With"), GTK_FILE_CHOOSER_ACTION_OPEN,
                             G_CALLBACK (on_response));

  fovea_window_add_filters (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
on_read_again (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  fovea_loading_free (reading->loading);
  if (reading->window->session != NULL) /* else closed meanwhile */
    {
      said = fovea_session_open_finish (FOVEA_SESSION (source), result, &error);
      if (said != NULL)
        fovea_window_say_done (reading->window, said);
      else if (!g_error_matches (error, FV_ERROR, FV_ERROR_CANCELLED))
        fovea_window_say_long (reading->window, error->message);
    }
  g_object_unref (reading->window);
  g_free (reading);
}

/**
 * fovea_window_read_again:
 * @source: where the data come from, and how many of them
 * @shape: what pictures of any size are brought to; all 0: as they are
 *
 * Reads or makes them in the background, with a way to stop that, and says how it went.
 */
void
fovea_window_read_again (FoveaWindow *self, const FvSource *source, FvShape shape)
{
  g_autoptr (FoveaProgress) progress = fovea_progress_new ();
  g_autofree char *base = g_path_get_basename (source->data);
  g_autofree char *shown = fv_path_shown (base);
  gboolean made = fv_digits_probe (source->data);
  Reading *reading = g_new0 (Reading, 1);

  reading->window = g_object_ref (self);
  if (made)
    reading->loading = fovea_loading_new_for (GTK_WINDOW (self), _ ("Making Digits"),
                                              fovea_data_title (source->data), progress);
  else
    reading->loading = fovea_loading_new (GTK_WINDOW (self), shown, progress);
  fovea_session_read_again (self->session, source, shape, progress, on_read_again, reading);
}

/* Another network comes along when the one there is cannot read these data. */
static void
train_on_made (FoveaWindow *self, const char *name)
{
  FvNetwork *before = fovea_session_get_network (self->session);
  g_autoptr (GError) error = NULL;

  if (!fovea_session_choose_data (self->session, name, &error))
    fovea_window_say (self, error->message);
  else if (fovea_session_get_network (self->session) != before)
    fovea_window_say_done (self, _ ("These data need another network: it is chosen too."));
}

static void
on_train_on (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *wanted = g_variant_get_string (parameter, NULL);
  const FvDatasetOffer *offer;

  for (guint i = 0; fovea_data_nth (i) != NULL; i++)
    if (g_str_equal (fovea_data_nth (i), wanted))
      train_on_made (FOVEA_WINDOW (widget), wanted);
  for (guint i = 0; (offer = fv_dataset_offer_nth (i)) != NULL; i++)
    if (g_str_equal (offer->name, wanted))
      gtk_widget_activate_action (widget, "win.open-path", "s", offer->path);
}

static void
append (GMenu *menu, const char *title, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

/* --- What was opened lately --- */

/* The last part of a path and where that is, with no mnemonic in it; g_free(). */
static char *
recent_title (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = fv_path_shown (base);
  g_autofree char *place = fv_path_shown (folder);
  /* Translators: a file or folder, and the folder it is in. */
  g_autofree char *title = g_strdup_printf (_ ("%s in %s"), name, place);
  g_auto (GStrv) parts = g_strsplit (title, "_", -1);

  return g_strjoinv ("__", parts);
}

static GMenuModel *
recent_menu (FoveaWindow *self)
{
  g_auto (GStrv) paths = g_settings_get_strv (self->settings, "recent-data");
  GMenu *menu = g_menu_new ();

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *title = recent_title (paths[i]);

      append (menu, title, "win.open-path", paths[i]);
    }
  return G_MENU_MODEL (menu);
}

static gboolean
is_offered (const char *path)
{
  const FvDatasetOffer *offer;

  for (guint i = 0; (offer = fv_dataset_offer_nth (i)) != NULL; i++)
    if (g_str_equal (offer->path, path))
      return TRUE;
  return FALSE;
}

/**
 * fovea_window_remember_data:
 * @path: data that were opened
 *
 * They come first among those that were opened lately, unless they are offered anyway. A path that is no UTF-8 cannot
 * be among them.
 */
void
fovea_window_remember_data (FoveaWindow *self, const char *path)
{
  g_auto (GStrv) paths = g_settings_get_strv (self->settings, "recent-data");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) kept = NULL;
  guint n = 1;

  if (is_offered (path) || !g_utf8_validate (path, -1, NULL))
    return;
  g_strv_builder_add (builder, path);
  for (guint i = 0; paths[i] != NULL && n < MAX_RECENT; i++)
    if (!g_str_equal (paths[i], path))
      {
        g_strv_builder_add (builder, paths[i]);
        n++;
      }
  kept = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "recent-data", (const char *const *)kept);
}

/**
 * fovea_window_data_menu:
 *
 * Returns: (transfer full): what there is to train on and to test with at this moment
 */
GMenuModel *
fovea_window_data_menu (FoveaWindow *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) train = g_menu_new ();
  g_autoptr (GMenu) test = g_menu_new ();
  g_autoptr (GMenuModel) recent = recent_menu (self);
  const FvDatasetOffer *offer;

  append (test, _ ("What Belongs to Them"), "win.test-with", "");
  for (guint i = 0; fovea_data_nth (i) != NULL; i++)
    append (train, fovea_data_title (fovea_data_nth (i)), "win.train-on", fovea_data_nth (i));
  for (guint i = 0; (offer = fv_dataset_offer_nth (i)) != NULL; i++)
    {
      append (train, offer->title, "win.train-on", offer->name);
      append (test, offer->title, "win.test-with", offer->path);
    }
  if (g_menu_model_get_n_items (recent) > 0)
    g_menu_append_submenu (train, _ ("Opened Lately"), recent);
  g_menu_append (train, _ ("From a File…"), "win.open");
  g_menu_append (train, _ ("From a Folder…"), "win.open-folder");
  g_menu_append (test, _ ("From a File…"), "win.test-with-file");
  g_menu_append_section (menu, _ ("Train On"), G_MENU_MODEL (train));
  g_menu_append_section (menu, _ ("Test With"), G_MENU_MODEL (test));
  return G_MENU_MODEL (menu);
}

void
fovea_window_add_data_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.train-on", "s", on_train_on);
  gtk_widget_class_install_action (klass, "win.test-with", "s", on_test_with);
  gtk_widget_class_install_action (klass, "win.test-with-file", NULL, on_test_with_file);
}
