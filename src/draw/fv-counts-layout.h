/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-counts.h"
#include "fv-scene.h"

G_BEGIN_DECLS

/* A table of three columns, full, local and shared connection, whose rows are what is counted. It fits every layer of
 * the network, whichever the cursor is at. */
#define FV_COUNTS_COLUMNS 3
#define FV_COUNTS_ROWS    4 /* weights, biases, connections, multiplies */

typedef struct
{
  FvScene scene;
  double text_scale;
  double left, right;
  double names_width; /* of the rows */
  double column_x[FV_COUNTS_COLUMNS];
  double column_width;
  double title_baseline;
  double head_baseline; /* of the columns */
  double diagram_y;     /* 0 height: no room */
  double diagram_height;
  double arithmetic_baseline; /* of the first of two lines */
  double row_baseline[FV_COUNTS_ROWS];
  double line;
  double note_baseline; /* 0: no room */
} FvCountsLayout;

FvCountsLayout *fv_counts_layout_new (const FvSceneInput *input, double width, double height);
void fv_counts_layout_free (FvCountsLayout *self);

/* Translated. */
const char *fv_counts_column_name (guint nth, gboolean is_short);
const char *fv_counts_row_name (guint nth);
guint64 fv_counts_row_value (const FvCounts *counts, guint nth);
/* The arithmetic on one or two lines that fit width: broken at “+”, else at a product of brackets; FALSE if it does not
 * fit. Lines are for g_free(), the second may be NULL. */
gboolean fv_counts_break (const char *arithmetic, double text_scale, double width, char *lines[2]);

G_END_DECLS
