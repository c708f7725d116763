/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-shape.h"

G_BEGIN_DECLS

/* Picture files as pixels for a network. Untrusted: the size is read from the header before anything is decoded.
 * No GObject of the main thread is touched; any thread may call. */

/* Any picture gdk-pixbuf reads, as ink on nothing (ink 255), [rows][cols], overwritten. One that has that size is
 * taken as it is; any other is cut to its ink, its longer side made 20/28 of the shorter of rows and cols, and its
 * centre of mass put in the middle. Light paper is turned dark, transparency counts as paper. Errors: FV_ERROR_FILE
 * (not a picture, broken, too large), G_FILE_ERROR; the sentence names the file. */
gboolean fv_image_load_gray (const char *path, guint rows, guint cols, guint8 *pixels, GError **error);
/* The same for a network of three maps, red, green and blue: there is no ink then, the picture's middle is taken in the
 * network's proportions, as it is. pixels [shape]. */
gboolean fv_image_load (const char *path, FvShape shape, guint8 *pixels, GError **error);

G_END_DECLS
