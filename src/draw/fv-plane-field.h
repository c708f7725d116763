/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-parameters.h"

G_BEGIN_DECLS

/* What a network of two inputs answers everywhere on a square of them, on a grid of side × side cells; row 0 is the
 * top, where x₂ is largest. One owner. */
typedef struct
{
  guint side;
  double low, high; /* of both inputs, at the edges of the square */
  guint n_classes;
  double *scores; /* [side][side][n_classes], of the middles of the cells */
  guint n_lines;
  double *
      margins; /* [n_lines][side][side]: how far class 1 is before 0, or of many classes class k before the best of
                      the others; 0 on the line */
} FvPlaneField;

gboolean fv_plane_field_fits (const FvNetwork *network);
FvPlaneField *fv_plane_field_new (FvParameters *parameters, guint side, double low, double high);
void fv_plane_field_free (FvPlaneField *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvPlaneField, fv_plane_field_free)

/* Input at the middle of a column, or, counted from the top, of a row. */
double fv_plane_field_x1 (const FvPlaneField *self, guint col);
double fv_plane_field_x2 (const FvPlaneField *self, guint row);
const double *fv_plane_field_scores (const FvPlaneField *self, guint row, guint col);
/* The class with the largest score. */
guint fv_plane_field_winner (const FvPlaneField *self, guint row, guint col);
/* The lines on which margin nth is 0, cut at the edges: segments [n][4], x1 y1 x2 y2 in cells from the top left corner.
 * Array of double; g_array_unref(). */
GArray *fv_plane_field_contour (const FvPlaneField *self, guint nth);

G_END_DECLS
