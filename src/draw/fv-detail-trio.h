/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-detail.h"

G_BEGIN_DECLS

/* Window ∘ kernel = products, cell by cell: three grids of one size beside each other. With numbers in all of them where
 * there is room, else in the products alone, else as pictures: then the rows' sums stand beside the products. */
typedef enum
{
  FV_TRIO_NUMBERS,
  FV_TRIO_PRODUCTS,
  FV_TRIO_PICTURES,
} FvTrioKind;

#define FV_TRIO_MAX_NUMBERS 49

typedef struct
{
  FvTrioKind kind;
  guint rows, cols;
  guint decimals;
  double cell_width, cell_height; /* of the numbers */
  double zoom;                    /* of the pictures */
  double gap;                     /* room for ∘ and = */
  double sums_width;              /* of the rows' sums; 0: none */
  double width, height;
} FvTrioFit;

FvTrioFit fv_trio_fit (const FvDetail *detail, guint rows, guint cols, double max_width, double max_height);
/* Width of grid nth (0 … 2), and where it begins in a trio at 0. */
double fv_trio_width (const FvTrioFit *self, guint nth);
double fv_trio_x (const FvTrioFit *self, guint nth);

typedef struct
{
  const double *values; /* [rows][cols] */
  FvPalette palette;
  double scale;
  const guint *terms; /* [rows][cols]: which term stands there */
} FvTrioGrid;

typedef struct
{
  FvTrioGrid grids[3];
  const guint8 *filled; /* [rows][cols] of the first; NULL: none */
  FvUnit units[3];
  const FvShown *shown; /* of the products */
  FvCursor cursor;      /* its term is replaced */
  guint term;           /* ringed */
  const char *operator; /* between the first two */
} FvTrio;

/* Returns the three grids' things. */
void fv_trio_add (FvDetail *detail, const FvTrioFit *fit, const FvTrio *trio, double x, double y,
                  FvThing *things[3]);

/* Heads over a trio at x, the short form (may be NULL) where the long one does not fit, or none. */
void fv_trio_heads (FvDetail *detail, const FvTrioFit *fit, double x, const char *const heads[3],
                    const char *const brief[3]);
/* Decimals of the numbers in it and of the sum under it. */
guint fv_trio_decimals (const FvTrioFit *fit, const FvDetail *detail);

G_END_DECLS
