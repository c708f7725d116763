/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* A drawing as it was drawn: strokes of points, never only a bitmap. Used by the digit pad and by the generator.
 * A mutable value owned by one thread. */
typedef struct
{
  double x; /* any unit; y grows downwards */
  double y;
  double width; /* pen diameter here, in the same unit */
} FvPoint;

typedef struct _FvStrokes FvStrokes;

FvStrokes *fv_strokes_new (void);
FvStrokes *fv_strokes_copy (const FvStrokes *self);
void fv_strokes_free (FvStrokes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvStrokes, fv_strokes_free)

void fv_strokes_begin (FvStrokes *self);              /* pen down */
void fv_strokes_add (FvStrokes *self, FvPoint point); /* to the last stroke */
void fv_strokes_remove_point (FvStrokes *self);       /* the last of the last stroke, if there is one */
gboolean fv_strokes_undo (FvStrokes *self);           /* removes the last stroke; FALSE if there is none */
void fv_strokes_clear (FvStrokes *self);
/* Rubs out what a round eraser at (x, y) touches, pens and all; a stroke may fall into several. TRUE if it touched. */
gboolean fv_strokes_erase (FvStrokes *self, double x, double y, double radius);
/* The same, but a stroke that is touched goes as a whole. */
gboolean fv_strokes_erase_whole (FvStrokes *self, double x, double y, double radius);
guint fv_strokes_count (const FvStrokes *self);
const FvPoint *fv_strokes_nth (const FvStrokes *self, guint stroke, guint *n_points);

/* The picture a network sees: points rescaled so that the longer side of the inked box (points and pen) is
 * 20 px of 28, redrawn with a pen of pen px (2.5 is good), round caps and joins, shifted by whole pixels so that
 * the centre of mass is at (14,14). A tap is a dot; nothing drawn is an empty picture. pixels [28][28] is
 * overwritten. */
void fv_strokes_normalise (const FvStrokes *self, double pen, guint8 *pixels);
/* The same without normalisation: the square side×side the drawing was made on, scaled to 28×28. */
void fv_strokes_plain (const FvStrokes *self, double side, guint8 *pixels);
/* Anti-aliased raster of the strokes as they are, coordinates and widths in pixels of picture [rows][cols]:
 * coverage by distance to the segments, 0…255. Overwrites. */
void fv_strokes_raster (const FvStrokes *self, guint rows, guint cols, guint8 *pixels);
/* Moves the picture [28][28] by whole pixels so that its centre of mass is at (14,14). */
void fv_picture_centre (guint8 *pixels);
/* Moves it by whole pixels; what leaves it is lost, what comes in is 0. */
void fv_picture_shift (guint8 *pixels, int right, int down);

G_END_DECLS
