/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-application.h"
#include "fovea-preferences.h"
#include "fovea-resources.h"
#include "fv-shelf.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Sessions that nobody saved and nobody threw away: so many are kept. */
#define MOST_KEPT 5

/**
 * FoveaApplication:
 *
 * What all windows share: actions, keys, the colour scheme.
 */
struct _FoveaApplication
{
  AdwApplication parent_instance;
  GSettings *settings;
  gboolean offered; /* what an earlier start left */
};

G_DEFINE_FINAL_TYPE (FoveaApplication, fovea_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.quit", { "<Control>q" } },        { "app.preferences", { "<Control>comma" } },
  { "window.close", { "<Control>w" } },    { "win.open", { "<Control>o" } },
  { "win.save", { "<Control>s" } },        { "win.save-as", { "<Control><Shift>s" } },
  { "win.pad-visible", { "<Control>d" } }, { "win.strip-visible", { "F9" } },
  { "win.view::network", { "<Alt>1" } },   { "win.view::detail", { "<Alt>2" } },
  { "win.view::train", { "<Alt>3" } },     { "win.view::kernels", { "<Alt>4" } },
  { "win.view::plane", { "<Alt>5" } },     { "win.view::data", { "<Alt>6" } },
  { "win.go-to", { "<Control>f" } },       { "win.show-help-overlay", { "<Control>question", "F1" } },
};

static void
apply_colour_scheme (FoveaApplication *self)
{
  g_autofree char *scheme = g_settings_get_string (self->settings, "colour-scheme");
  AdwColorScheme value = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme, "light"))
    value = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (scheme, "dark"))
    value = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), value);
}

/* Every window is asked, so that each ends its training and keeps its state. */
static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *i = windows; i != NULL; i = i->next)
    gtk_window_close (i->data);
  g_list_free (windows);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (data), "application-name", _ ("Fovea"),
                         "application-icon", APP_ID, "version", PACKAGE_VERSION, "developer-name",
                         _ ("The Fovea authors"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Look inside a convolutional network while it learns."),
                         /* Translators: your names, a line each. */
                         "translator-credits", _ ("translator-credits"), NULL);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);

  if (FOVEA_IS_WINDOW (window))
    fovea_preferences_show (window, fovea_window_get_session (FOVEA_WINDOW (window)));
}

static const GActionEntry actions[] = {
  { "quit", on_quit },
  { "about", on_about },
  { "preferences", on_preferences },
};

/**
 * fovea_application_new_window:
 *
 * Returns: (transfer none): a window with a session of its own, not yet shown
 */
FoveaWindow *
fovea_application_new_window (FoveaApplication *self)
{
  g_autoptr (FoveaSession) session = fovea_session_new (self->settings);

  return fovea_window_new (GTK_APPLICATION (self), session);
}

/* State, not data: it is of this computer, and losing it loses nothing the user has saved. */
static char *
shelf_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "fovea", "sessions", NULL);
}

static void
take_shelf (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, fv_shelf_take (data, MOST_KEPT), (GDestroyNotify)g_ptr_array_unref);
}

static void
on_shelf_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaWindow) window = data;
  GPtrArray *offers = g_task_propagate_pointer (G_TASK (result), NULL);

  if (fovea_window_get_session (window) != NULL)
    fovea_window_offer (window, offers);
  else
    g_ptr_array_unref (offers);
}

/* Once a program: its own files must not look as if an earlier one had left them. */
static void
keep (FoveaApplication *self, FoveaWindow *window)
{
  g_autofree char *folder = shelf_folder ();
  g_autoptr (GTask) task = NULL;

  fovea_window_keep (window, folder);
  if (self->offered)
    return;
  self->offered = TRUE;
  task = g_task_new (self, NULL, on_shelf_taken, g_object_ref (window));
  g_task_set_task_data (task, g_steal_pointer (&folder), g_free);
  g_task_run_in_thread (task, take_shelf);
}

/* The first frame waits for nothing. */
static FoveaWindow *
start (FoveaApplication *self)
{
  FoveaWindow *window = fovea_application_new_window (self);

  gtk_window_present (GTK_WINDOW (window));
  fovea_session_set_playing (fovea_window_get_session (window), TRUE);
  keep (self, window);
  return window;
}

static void
start_with_digits (FoveaApplication *self)
{
  FoveaSession *session = fovea_window_get_session (start (self));

  if (fovea_session_get_generated (session))
    fovea_session_generate (session);
}

static void
fovea_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    start_with_digits (FOVEA_APPLICATION (application));
}

static void
fovea_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    fovea_window_open (start (FOVEA_APPLICATION (application)), files[i]);
}

/* Snapshots, traces and pictures of some megabytes come and go with every frame. Given back to the system each time,
 * their pages would cost several times what is computed on them. */
static void
keep_pages (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, 16 << 20);
  mallopt (M_TRIM_THRESHOLD, 64 << 20);
#endif
}

/* Who ends the program from outside loses nothing either. */
static gboolean
on_signal (gpointer data)
{
  g_action_group_activate_action (data, "quit", NULL);
  return G_SOURCE_CONTINUE;
}

static void
watch_signals (FoveaApplication *self)
{
  static const int ends[] = { SIGTERM, SIGINT, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_unix_signal_add (ends[i], on_signal, self);
}

static void
fovea_application_startup (GApplication *application)
{
  FoveaApplication *self = FOVEA_APPLICATION (application);
  GtkApplication *gtk_application = GTK_APPLICATION (application);

  keep_pages ();
  G_APPLICATION_CLASS (fovea_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (APP_ID);
  self->settings = g_settings_new (APP_ID);
  g_signal_connect_object (self->settings, "changed::colour-scheme", G_CALLBACK (apply_colour_scheme), self,
                           G_CONNECT_SWAPPED);
  apply_colour_scheme (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  watch_signals (self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (gtk_application, accelerators[i].action, accelerators[i].keys);
}

static void
fovea_application_finalize (GObject *object)
{
  g_clear_object (&FOVEA_APPLICATION (object)->settings);
  G_OBJECT_CLASS (fovea_application_parent_class)->finalize (object);
}

static void
fovea_application_class_init (FoveaApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_application_finalize;
  application_class->activate = fovea_application_activate;
  application_class->open = fovea_application_open;
  application_class->startup = fovea_application_startup;
  fovea_register_resource ();
}

static void
fovea_application_init (FoveaApplication *self)
{
}

FoveaApplication *
fovea_application_new (GApplicationFlags flags)
{
  return g_object_new (FOVEA_TYPE_APPLICATION, "application-id", APP_ID, "flags",
                       flags | G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/io/github/fovea/Fovea",
                       NULL);
}
