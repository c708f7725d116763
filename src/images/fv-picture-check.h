/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* What picture files say of themselves, looked at before and after decoders that believe it. The file is read with
 * pread(), so where it stands does not matter. Any thread. */

/* begin[length]: a PNG's first bytes, 29 at least. FALSE if its data cannot be those of the size it claims: bytes of
 * file would have to unfold to more than deflate can make of them. */
gboolean fv_png_is_plausible (const guint8 *begin, guint64 bytes);
/* TRUE if the chunks go on up to the last one, and the pixels of an interlaced PNG are all there: of the others the
 * loader tells. */
gboolean fv_png_is_whole (int file);
/* How often a JPEG goes over its pixels: 1, or about ten where it is progressive. Each costs a decoding. */
guint fv_jpeg_count_scans (int file);

G_END_DECLS
