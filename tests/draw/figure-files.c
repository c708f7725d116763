/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-files.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

void
figure_pixels_clear (FigurePixels *self)
{
  g_clear_pointer (&self->pixels, g_free);
}

static guint
count (const char *bytes, gsize length, const char *what)
{
  const char *end = bytes + length;
  guint n = 0;

  for (const char *at = bytes; (at = memmem (at, (gsize)(end - at), what, strlen (what))) != NULL; at++)
    n++;
  return n;
}

void
figure_assert_vectors (const char *path)
{
  static const char *const pictures[]
      = { "<image", "<feImage", "data:image", "/Subtype /Image", "/Subtype/Image", "\nBI " };
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    if (count (bytes, length, pictures[i]) > 0)
      g_error ("%s holds a picture: %s", path, pictures[i]);
  /* Glyphs of a drawing for the web are shapes in it; those of a page come from fonts in it. */
  g_assert_cmpuint (count (bytes, length, "<text"), ==, 0);
  g_assert_cmpuint (count (bytes, length, "/Type /FontDescriptor"), ==, count (bytes, length, "/FontFile"));
  if (g_str_has_suffix (path, ".pdf"))
    g_assert_cmpuint (count (bytes, length, "/Type /FontDescriptor"), >, 0);
}

static FigurePixels
from_pixbuf (const GdkPixbuf *pixbuf)
{
  FigurePixels self
      = { .width = (guint)gdk_pixbuf_get_width (pixbuf), .height = (guint)gdk_pixbuf_get_height (pixbuf) };
  const guint8 *data = gdk_pixbuf_read_pixels (pixbuf);
  guint n = (guint)gdk_pixbuf_get_n_channels (pixbuf);

  self.pixels = g_new (guint32, (gsize)self.width * self.height);
  for (guint row = 0; row < self.height; row++)
    for (guint col = 0; col < self.width; col++)
      {
        const guint8 *at = data + (gsize)row * (gsize)gdk_pixbuf_get_rowstride (pixbuf) + (gsize)col * n;

        self.pixels[(gsize)row * self.width + col]
            = (guint32)at[0] << 16 | (guint32)at[1] << 8 | (guint32)at[2];
      }
  return self;
}

FigurePixels
figure_read_svg (const char *path, double width, double height, double scale)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file_at_scale (
      path, (int)lrint (width * scale), (int)lrint (height * scale), FALSE, &error);

  g_assert_no_error (error);
  return from_pixbuf (pixbuf);
}

/* A point of the page is a pixel of the figure. */
FigurePixels
figure_read_pdf (const char *path, double width, double height, double scale)
{
  g_autofree char *png = g_strconcat (path, ".png", NULL);
  g_autofree char *across = g_strdup_printf ("%ld", lrint (width * scale));
  g_autofree char *down = g_strdup_printf ("%ld", lrint (height * scale));
  const char *command[]
      = { "pdftocairo", "-png", "-singlefile", "-scale-to-x", across, "-scale-to-y", down, path, path, NULL };
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  pixbuf = gdk_pixbuf_new_from_file (png, &error);
  g_assert_no_error (error);
  g_remove (png);
  return from_pixbuf (pixbuf);
}
