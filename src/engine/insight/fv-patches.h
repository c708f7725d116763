/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-cell.h"
#include "fv-dataset-types.h"

G_BEGIN_DECLS

#define FV_PATCHES_MAX 9

/* What a unit likes: the pictures that excite it most, and where in them. */
typedef struct
{
  guint sample;
  FvCell cell;  /* its most excited cell there */
  double value; /* n of the cell */
  /* The pixels the cell sees, [rows][cols] from row and col: its receptive field, cut at the picture's edge. */
  guint row, col, rows, cols;
} FvPatch;

/* The FV_PATCHES_MAX samples among the first count of set whose largest n in that unit is largest, one patch a
 * picture, best first, earlier samples before later ones of the same n. patches [FV_PATCHES_MAX]; the set must fit.
 * Returns how many there are (min (count, 9)); 0 if progress (may be NULL) stopped the work. Any thread. */
guint fv_patches_find (FvParameters *parameters, const FvDataset *set, guint count, guint layer, guint unit,
                       FvPatch *patches, FvProgressFunc progress, gpointer data);

G_END_DECLS
