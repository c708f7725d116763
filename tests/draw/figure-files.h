/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Exported drawings read back, by programs that are not ours: librsvg and poppler. */

typedef struct
{
  guint width, height;
  guint32 *pixels; /* [height][width] of 0x00RRGGBB */
} FigurePixels;

void figure_pixels_clear (FigurePixels *self);

/* No picture stands in the file, and every font is in it: what it says can be seen everywhere and at any size. */
void figure_assert_vectors (const char *path);
/* As a viewer shows it, scale times as large as it says it is. */
FigurePixels figure_read_svg (const char *path, double width, double height, double scale);
FigurePixels figure_read_pdf (const char *path, double width, double height, double scale);

G_END_DECLS
