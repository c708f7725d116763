/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* Where things stand that say what is in a data set: words and the mean picture above, below them a row for each class,
 * in as many columns as are needed and there is room for. */
typedef struct
{
  FvScene scene;
  double text_scale;
  gboolean is_points; /* two inputs: points, no pictures */
  double words_width; /* of the paragraphs, from the left margin */
  double head_top;
  FvRect mean; /* the large picture; its caption is below it */
  double rows_top;
  guint n_classes, n_lines; /* rows below one another */
  double row_height, column_width, column_pitch;
  double picture;                               /* side of a row's picture */
  double name_x, bar_x, bar_width, count_right; /* from the left of a column */
  gboolean digits;                              /* numbers stand for names that are too long */
} FvDataLayout;

FvDataLayout *fv_data_layout_new (const FvSceneInput *input, double width, double height);
/* How high it must be in that width for every row to be legible. */
double fv_data_layout_height (const FvSceneInput *input, double width);
FvRect fv_data_layout_row (const FvDataLayout *self, guint class_index);
/* The lines above the rows, without the name, which is the first; g_strfreev(). */
char **fv_data_layout_words (const FvSceneInput *input);

G_END_DECLS
