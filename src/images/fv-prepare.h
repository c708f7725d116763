/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gdk-pixbuf/gdk-pixbuf.h>

#include "fv-gray.h"
#include "fv-shape.h"

G_BEGIN_DECLS

/* How a picture of any size becomes one a network reads. Pure; any thread. */
typedef enum
{
  FV_PREPARE_INK, /* as a digit: cut to its ink, 20/28 of the side, centre of mass in the middle, light on dark */
  FV_PREPARE_FILL, /* the largest part in the middle that has the network's proportions */
  FV_PREPARE_FIT,  /* all of it; what is left over has the colour of its edge */
} FvPrepareMode;

typedef struct
{
  FvPrepareMode mode;
  gboolean invert;
  FvGrayBox crop; /* of the picture; rows 0: all of it */
} FvPrepare;

/* pixels [maps][rows][cols], overwritten; shape has 1 map (brightness) or 3 (red, green, blue); of others the colours
 * repeat. Several maps have no ink: INK is FILL for them. A picture that has the size and is not cropped is taken as
 * it is but for invert, and in INK for light paper. Transparency counts as white paper. FALSE: no memory. */
gboolean fv_prepare_pixels (GdkPixbuf *pixbuf, FvPrepare how, FvShape shape, guint8 *pixels);

G_END_DECLS
