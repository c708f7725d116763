/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"
#include "fv-weight-maps.h"

G_BEGIN_DECLS

/* The tables of kernels: one section a convolution, rows its inputs, columns its units; one row where a unit has one
 * kernel for all of them. So are the weights of trainable pooling, p×p for each map. A dense layer's rows over the maps it
 * sums are wrapped like words; they are shown alone, or where there are no convolutions if they lie over the picture. */
typedef struct
{
  guint place;
  FvWeightMaps maps;
  gboolean rows_of_dense; /* pictures of the input's shape, one a unit */
  guint inputs, units;    /* of the layer */
  guint rows, cols;       /* of the table */
  guint kernel_rows, kernel_cols;
  guint *order;    /* [units] which unit stands where; NULL: as stored */
  guint *position; /* [units] where a unit stands */
  guint zoom;      /* px of a cell */
  guint decimals;  /* of the values in the cells; G_MAXUINT: a cell has no room for them */
  guint gap;
  guint apart; /* px more between units whose maps stand beside each other */
  double title_baseline;
  double numbers_baseline; /* over the columns; 0: none */
  double x, y;             /* of the first kernel */
  double names_width;      /* of the rows, left of it */
  double width, height;
  guint row_stride, col_stride; /* every which number is written; 0: none */
  char *title;
  char *note;           /* NULL if it does not fit */
  const char *row_name; /* instead of the number of an only row; NULL: the number, or it does not fit */
  FvRect strip;
} FvKernelsSection;

typedef struct
{
  FvScene scene;
  FvNetwork *network;
  double text_scale;
  guint n_sections;
  FvKernelsSection *sections;
} FvKernelsLayout;

#define FV_KERNELS_MARGIN 28

FvKernelsLayout *fv_kernels_layout_new (const FvSceneInput *input, double width, double height);
void fv_kernels_layout_free (FvKernelsLayout *self);

/* The unit that stands in place nth. */
guint fv_kernels_layout_unit (const FvKernelsSection *section, guint nth);
/* Rectangle of the kernel that joins input to unit; FALSE if it is beyond what the table shows. */
gboolean fv_kernels_layout_kernel (const FvKernelsSection *section, guint unit, guint input, FvRect *out);
gboolean
fv_kernels_layout_pick (const FvKernelsSection *section, double x, double y, guint *unit, guint *input);

G_END_DECLS
