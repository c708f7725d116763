/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-strokes.h"

G_BEGIN_DECLS

/* Pen lines on a grid: how much of each pixel a round pen covers, taken as radius + ½ − distance from the pixel's
 * centre to the line. Where lines cross, the larger counts. Coordinates in pixels; the centre of the first pixel
 * is at (0.5, 0.5). */
typedef struct
{
  guint rows;
  guint cols;
  float *cover; /* [rows][cols], 0…1, borrowed; zero it to begin */
} FvRaster;

/* From a to b with round ends; the pen's diameter changes evenly on the way. a = b is a dot. */
void fv_raster_segment (FvRaster *self, FvPoint a, FvPoint b);
/* Overwrites pixels [rows][cols]. */
void fv_raster_finish (const FvRaster *self, guint8 *pixels);

G_END_DECLS
