/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-detail.h"

G_BEGIN_DECLS

/* Maps and the vector they become (or come from), a line a map; as many as there is room for around the cursor's. */
typedef struct
{
  FvShape shape;        /* of the maps */
  guint map, cell;      /* ringed */
  const double *values; /* [maps][rows][cols] */
  FvPalette palette;
  double scale;
  gboolean to_cells; /* the way back: from the vector to the maps, whose cells the cursor goes to */
  const char *maps_head, *vector_head;
} FvRasterLines;

void fv_detail_raster_lines (FvDetail *detail, const FvRasterLines *lines, FvRect area);
void fv_detail_raster_formula (FvDetail *detail, FvShape maps, guint map, guint cell, double baseline);

G_END_DECLS
