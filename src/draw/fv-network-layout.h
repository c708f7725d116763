/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-arrangement.h"
#include "fv-scene.h"
#include "fv-scores.h"

G_BEGIN_DECLS

/* Where everything of the network scene stands. It depends on network, class names, text scale and size only, so
 * forward and backward share every pixel and values can change without a new layout. */

/* The classes at the right: a name, a bar and a number a row. */
typedef struct
{
  guint rows;       /* one a class, which may be more than units; 0: plain */
  gboolean plain;   /* neither names nor bars fit: the classes are drawn as units */
  gboolean small;   /* names in captions' type, rows are that low */
  gboolean indices; /* names are too long: numbers stand for them */
  double top;       /* of the first row */
  double pitch;
  double name_width;
  double bar_width; /* 0: a square instead, and no number */
  double number_width;
} FvNetworkBars;

typedef struct
{
  guint place;
  FvArrangement maps;
  double x, y; /* of the maps' grid */
  /* Beside the first convolution the kernel of every unit; before deeper ones the kernels of the cursor's unit, on
   * the rows of the maps below. */
  gboolean kernels_of_unit;
  FvArrangement kernels; /* count 0: none */
  double kernels_x, kernels_y;
  gboolean is_output;
  FvNetworkBars bars;
  FvRect strip;                /* the part that paints this column: its maps and the links to their left */
  double label_x, label_width; /* room for title and footer */
  /* What fits; NULL where nothing does. */
  char *title;
  char *size;
  char *footer[2];
  gboolean footer_explains; /* the second line is an explanation, not a number */
} FvNetworkColumn;

typedef struct
{
  FvScene scene;
  FvNetwork *network;
  double text_scale;
  FvScores scores; /* its bounds are those of no trace */
  double title_baseline, size_baseline;
  FvRect body; /* the maps' band, all columns */
  double footer_baseline[2];
  double rms_top, rms_base;
  double legend_baseline;
  guint n_columns;
  FvNetworkColumn *columns;
  guint *column_of; /* [depth + 1]: which column shows layer place */
} FvNetworkLayout;

#define FV_NETWORK_MARGIN 28

FvNetworkLayout *fv_network_layout_new (const FvSceneInput *input, double width, double height);
void fv_network_layout_free (FvNetworkLayout *self);

/* The map and cell that stand for the cursor (a rasterized unit is a cell of the layer before). FALSE if it is not
 * shown. */
gboolean fv_network_layout_find (const FvNetworkLayout *self, FvCursor cursor, guint *column, guint *unit,
                                 guint *row, guint *col);
/* Row nth of the class bars. */
FvRect fv_network_layout_row (const FvNetworkLayout *self, guint column, guint nth);
/* Rectangle of map unit in a column, and of a cell in it. */
FvRect fv_network_layout_map (const FvNetworkLayout *self, guint column, guint unit);
FvRect fv_network_layout_cell (const FvNetworkLayout *self, guint column, guint unit, guint row, guint col);
FvRect fv_network_layout_kernel (const FvNetworkLayout *self, guint column, guint nth);

/* Every box that must neither meet another nor leave the scene: maps, kernels, labels. Array of FvRect; for tests. */
GArray *fv_network_layout_boxes (const FvNetworkLayout *self);

G_END_DECLS
