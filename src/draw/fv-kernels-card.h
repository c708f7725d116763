/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-detail-sheet.h"
#include "fv-kernels-values.h"

G_BEGIN_DECLS

/* One map of weights: its numbers, what it does to the picture in the network, statistics, histogram. */
typedef struct
{
  const FvSceneInput *input;
  FvSheet sheet;
  FvKernel kernel;
  FvKernelsValues values;
  double *cells; /* [rows][cols] of the kernel, turned if it is shown as applied; NULL: nothing is known */
  FvThing *grid; /* of the sheet; NULL: unit and input are not connected */
  FvThing *bias; /* the same; NULL: it has none */
  double left, right, y;
} FvKernelsCard;

/* FALSE: no layer has weights, and the sheet says so. Clear it all the same. */
gboolean fv_kernels_card_init (FvKernelsCard *self, const FvSceneInput *input, double width, double height);
void fv_kernels_card_clear (FvKernelsCard *self);
/* Where weight nth stands; FALSE: nowhere. */
gboolean fv_kernels_card_cell (const FvKernelsCard *self, gsize nth, FvRect *out);

/* Where the chosen weight or bias stands; FALSE: nowhere. */
gboolean fv_kernels_card_chosen (const FvKernelsCard *self, FvRect *out);

/* Each adds its block below what is there if there is room for it. */
void fv_kernels_card_add_response (FvKernelsCard *self);
void fv_kernels_card_add_statistics (FvKernelsCard *self);
void fv_kernels_card_add_histogram (FvKernelsCard *self);

G_END_DECLS
