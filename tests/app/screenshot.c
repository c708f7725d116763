/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-session-private.h"

#include <glib/gi18n.h>
#include <locale.h>

/* Takes a picture of the real window from inside, after real training: docs/screenshot.png is made with it. */

static char *output;
static int width = 1280;
static int height = 800;
static int batches = 1500;
static double rate = 0.02;
static int sample;
static int step = -1;
static int unit = -1;
static char *view;
static char *page;
static gboolean dark;
static gboolean pad;
static gboolean backward;
static double text_scale = 1;

static const GOptionEntry options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Picture to write", "FILE.png" },
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "Width of the window", "PX" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "Height of the window", "PX" },
  { "batches", 0, 0, G_OPTION_ARG_INT, &batches, "Batches to train", "N" },
  { "rate", 0, 0, G_OPTION_ARG_DOUBLE, &rate, "Rate to train at", "NUMBER" },
  { "sample", 0, 0, G_OPTION_ARG_INT, &sample, "Test picture to choose", "K" },
  { "step", 0, 0, G_OPTION_ARG_INT, &step, "Step of the pass", "N" },
  { "unit", 0, 0, G_OPTION_ARG_INT, &unit, "Unit at the cursor", "N" },
  { "view", 0, 0, G_OPTION_ARG_STRING, &view, "View to show", "NAME" },
  { "page", 0, 0, G_OPTION_ARG_STRING, &page, "Page of the training view", "NAME" },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "Dark style", NULL },
  { "pad", 0, 0, G_OPTION_ARG_NONE, &pad, "Open the digit pad", NULL },
  { "backward", 0, 0, G_OPTION_ARG_NONE, &backward, "Show the backward half", NULL },
  { "text-scale", 0, 0, G_OPTION_ARG_DOUBLE, &text_scale, "Size of text", "FACTOR" },
  { NULL },
};

static void
take (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  double w = gdk_paintable_get_intrinsic_width (paintable),
         h = gdk_paintable_get_intrinsic_height (paintable);

  gdk_paintable_snapshot (paintable, snapshot, w, h);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float)w, (float)h));
  if (!gdk_texture_save_to_png (texture, output))
    g_error ("%s cannot be written", output);
}

static void
place_cursor (FoveaSession *session)
{
  FvNetwork *network = fovea_session_get_network (session);
  FvCursor cursor = fovea_session_get_cursor (session);

  if (step >= 0)
    cursor = fv_cursor_at_step (network, (guint)step);
  if (backward != fv_cursor_is_backward (cursor))
    cursor = fv_cursor_turn (cursor, network);
  if (unit >= 0)
    {
      cursor.unit = (guint)unit;
      cursor.row = 5;
      cursor.col = 1;
    }
  fovea_session_set_cursor (session, fv_cursor_clamp (cursor, network));
}

static void
set_desktop (void)
{
  GtkSettings *settings = gtk_settings_get_default ();

  /* What GNOME sets; nothing else says it here. */
  g_object_set (settings, "gtk-font-name", "Cantarell 11", "gtk-xft-dpi",
                (int)(96 * PANGO_SCALE * text_scale), "gtk-decoration-layout", ":close", NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

/* As somebody left it. */
static void
choose_page (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  if (page != NULL)
    g_settings_set_string (settings, "train-page", page);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- take a picture of the window");
  g_autoptr (GError) error = NULL;
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE,
                  g_getenv ("FOVEA_LOCALEDIR") != NULL ? g_getenv ("FOVEA_LOCALEDIR") : LOCALEDIR);
  textdomain (GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || output == NULL)
    g_error ("%s", error != NULL ? error->message : "--output is missing");
  gtk_init ();
  application = fixture_application ();
  set_desktop ();
  choose_page ();
  window = fixture_window (application, width, height);
  session = fovea_window_get_session (window);
  g_object_set (window, "strip-visible", TRUE, NULL);
  g_object_set (window, "pad-visible", pad, NULL);
  fovea_session_set_options (session, (FvHyper){ rate, 0.9 }, 32);
  fixture_give_trained (session, FOVEA_TRAIN_COUNT, FOVEA_TEST_COUNT, (guint)batches);
  if (view != NULL)
    g_object_set (window, "view", view, NULL);
  fovea_session_choose_sample (session, (guint)sample);
  place_cursor (session);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  fixture_spin (3000); /* the strip reads its pictures one by one */
  take (GTK_WIDGET (window));
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (application);
  return 0;
}
