/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-kernels-values.h"

G_BEGIN_DECLS

/* The kernel at the cursor at several moments of training, large, in a row; below it all kernels it belongs with, in a
 * small table for each of as many moments as there is room for. A value: what is drawn follows from the input alone. */
typedef struct
{
  const FvCourse *course;
  FvKernel kernel;
  guint n; /* moments */
  double title_baseline;
  /* The row. */
  guint zoom;
  double x, y, pitch;    /* of the first, and from one to the next */
  guint label_stride;    /* every which is labelled */
  double label_baseline; /* of the batches; ‖θ‖ a line below */
  /* The tables; none if n_tables is 0. */
  guint n_tables, table_stride; /* moments from one table to the next; the newest is always the last */
  guint table_zoom;
  guint table_rows, table_cols; /* kernels */
  guint across;                 /* tables beside each other */
  double tables_baseline;       /* of their title */
  double tables_x, tables_y, tables_pitch_x, tables_pitch_y;
} FvCourseLayout;

/* FALSE: there is nothing to show. */
gboolean fv_course_layout (const FvSceneInput *input, double width, double height, FvCourseLayout *out);
FvRect fv_course_layout_moment (const FvCourseLayout *self, guint nth);
/* The moment that table nth shows. */
guint fv_course_layout_moment_of (const FvCourseLayout *self, guint nth);
FvRect fv_course_layout_table (const FvCourseLayout *self, guint nth);
/* Of a kernel in a table, and which stands at a place; FALSE: none. */
FvRect fv_course_layout_kernel (const FvCourseLayout *self, guint table, guint unit, guint input);
gboolean fv_course_layout_pick (const FvCourseLayout *self, double x, double y, guint *unit, guint *input);
/* A table shows all units of the layer, each with all its inputs; else the inputs of one unit. */
gboolean fv_course_layout_is_whole (const FvCourseLayout *self);

G_END_DECLS
