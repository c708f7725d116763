/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-shape.h"

G_BEGIN_DECLS

/* How the maps of one layer stand: a grid filled downwards, each map magnified by a whole number (or, where even one
 * pixel a cell is too much, thinned by one). A value; px. */
typedef struct
{
  FvShape shape;
  gboolean units; /* the maps are single cells: squares with gaps */
  guint count;    /* maps shown: all of them, but for layers beyond any screen */
  guint rows;     /* of the grid */
  guint cols;
  guint zoom; /* px of a cell */
  guint step; /* every step-th cell is shown; 1: all */
  double map_width, map_height;
  double pitch_x, pitch_y;
  double width,
      height; /* of the whole grid; height includes the room above the first and below the last map */
} FvArrangement;

/* The largest that fits max_width × max_height with no map wider or higher than max_map. */
FvArrangement fv_arrangement_new (FvShape shape, double max_width, double max_height, double max_map);
/* Smaller maps (kernels) on the same rows and columns as like's, no wider together than max_width and none larger
 * than max_map; count 0 if not even one pixel a cell fits. */
FvArrangement
fv_arrangement_beside (const FvArrangement *like, guint rows, guint cols, double max_width, double max_map);
/* Top left of map nth, relative to the grid's, on whole pixels. */
void fv_arrangement_place (const FvArrangement *self, guint nth, double *x, double *y);
/* Which map and cell lie at (x, y), relative to the grid; FALSE between them. Cells come back as they are in the
 * layer, so thinned ones are multiples of step. */
gboolean
fv_arrangement_pick (const FvArrangement *self, double x, double y, guint *nth, guint *row, guint *col);

G_END_DECLS
