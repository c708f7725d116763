/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-webp.h"

#include <string.h>
#include <webp/decode.h>

gboolean
fv_webp_probe (const guint8 *begin, gsize length)
{
  return length >= FV_WEBP_HEAD && memcmp (begin, "RIFF", 4) == 0 && memcmp (begin + 8, "WEBP", 4) == 0;
}

gboolean
fv_webp_size (const guint8 *bytes, gsize length, int *width, int *height)
{
  WebPBitstreamFeatures features;

  if (WebPGetFeatures (bytes, length, &features) != VP8_STATUS_OK || features.has_animation)
    return FALSE;
  *width = features.width;
  *height = features.height;
  return TRUE;
}

GdkPixbuf *
fv_webp_decode (const guint8 *bytes, gsize length)
{
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  int width, height;

  if (!fv_webp_size (bytes, length, &width, &height))
    return NULL;
  pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, width, height);
  if (pixbuf == NULL)
    return NULL;
  if (WebPDecodeRGBAInto (bytes, length, gdk_pixbuf_get_pixels (pixbuf), gdk_pixbuf_get_byte_length (pixbuf),
                          gdk_pixbuf_get_rowstride (pixbuf))
      == NULL)
    return NULL;
  return g_steal_pointer (&pixbuf);
}
