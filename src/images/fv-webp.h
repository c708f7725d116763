/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* gdk-pixbuf as Debian has it knows no WebP. Pure; any thread. */
#define FV_WEBP_HEAD 12
gboolean fv_webp_probe (const guint8 *begin, gsize length);
/* FALSE: it is not one that can be read, an animation for one. */
gboolean fv_webp_size (const guint8 *bytes, gsize length, int *width, int *height);
/* Decoded with its opacity; a new reference, or NULL if it is broken. */
GdkPixbuf *fv_webp_decode (const guint8 *bytes, gsize length);

G_END_DECLS
