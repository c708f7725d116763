/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-course-layout.h"

#include <math.h>

#include "fv-number.h"
#include "fv-text.h"

#define MARGIN     28
#define GAP        14
#define ZOOM_MAX   24
#define TABLE_MAX  10
#define TABLE_GOOD 3 /* px of a cell: less is dust */
#define APART      3 /* px between kernels of a table: their frames and a gap */
/* The row takes at most this share of the height. */
#define ROW_SHARE 0.42

static double
line_of (const FvSceneInput *input)
{
  return round (16 * input->style.text_scale);
}

gboolean
fv_course_layout_is_whole (const FvCourseLayout *self)
{
  return !self->kernel.is_dense || self->kernel.maps.inputs == 1;
}

/* Rows inputs and columns units; what has no second direction is wrapped like words. */
static void
shape_table (FvCourseLayout *self)
{
  guint units = fv_course_layout_is_whole (self) ? self->kernel.maps.units : 1;
  guint all = units * self->kernel.maps.inputs;

  self->table_rows = self->kernel.maps.inputs;
  self->table_cols = units;
  if (units > 1 && self->kernel.maps.inputs > 1)
    return;
  self->table_cols = MIN (all, (guint)ceil (sqrt (1.6 * all)));
  /* A last row that is full, if one is to be had. */
  for (guint cols = self->table_cols; cols * cols >= all; cols--)
    if (all % cols == 0)
      {
        self->table_cols = cols;
        break;
      }
  self->table_rows = (all + self->table_cols - 1) / self->table_cols;
}

static double
table_width (const FvCourseLayout *self, guint zoom)
{
  return self->table_cols * (self->kernel.maps.cols * zoom + (double)APART) - APART;
}

static double
table_height (const FvCourseLayout *self, guint zoom)
{
  return self->table_rows * (self->kernel.maps.rows * zoom + (double)APART) - APART;
}

static guint
count_tables (const FvCourseLayout *self, guint stride)
{
  return (self->n - 1 + stride - 1) / stride + 1;
}

/* So many tables at that zoom fit below y. */
static gboolean
fits (FvCourseLayout *self, guint zoom, guint stride, double width, double room, double line)
{
  double across = floor ((width + GAP) / (table_width (self, zoom) + GAP));
  double high = table_height (self, zoom) + line + GAP;
  guint count = count_tables (self, stride);

  if (across < 1 || ceil (count / across) * high > room)
    return FALSE;
  self->n_tables = count;
  self->table_stride = stride;
  self->table_zoom = zoom;
  self->across = (guint)MIN (across, count);
  self->tables_pitch_x = table_width (self, zoom) + GAP;
  self->tables_pitch_y = high;
  return TRUE;
}

/* All moments if they can be told apart, else every second, third …; as large as there is room for. */
static void
place_tables (FvCourseLayout *self, double width, double top, double bottom, double line)
{
  shape_table (self);
  self->tables_baseline = top + 2 * line;
  self->tables_x = MARGIN;
  self->tables_y = self->tables_baseline + line;
  for (guint least = TABLE_GOOD; least >= 1; least--)
    for (guint stride = 1; stride <= self->n; stride++)
      for (guint zoom = TABLE_MAX; zoom >= least; zoom--)
        if (fits (self, zoom, stride, width, bottom - self->tables_y, line))
          return;
}

static void
place_row (FvCourseLayout *self, const FvSceneInput *input, double width, double height)
{
  double each = (width + GAP) / self->n - GAP, line = line_of (input), label;
  g_autofree char *longest = fv_number_count (fv_course_batch (self->course, self->n - 1));

  self->zoom = (guint)CLAMP (MIN (floor (each / self->kernel.maps.cols),
                                  floor ((height * ROW_SHARE - 4 * line) / self->kernel.maps.rows)),
                             1, ZOOM_MAX);
  label = fv_text_width (FV_TEXT_CAPTION_BOLD, input->style.text_scale, longest) + GAP;
  self->x = MARGIN;
  self->y = self->title_baseline + 2 * line;
  self->pitch = MAX (self->kernel.maps.cols * (double)self->zoom + GAP, MIN (label, each + GAP));
  self->label_stride = (guint)MAX (ceil (label / self->pitch), 1);
  self->label_baseline = self->y + self->kernel.maps.rows * (double)self->zoom + line + 2;
}

gboolean
fv_course_layout (const FvSceneInput *input, double width, double height, FvCourseLayout *out)
{
  double line = line_of (input);

  *out = (FvCourseLayout){ .course = input->course };
  if (input->course == NULL || fv_course_network (input->course) != input->network
      || !fv_kernel_at (input, &out->kernel))
    return FALSE;
  out->n = fv_course_length (input->course);
  out->title_baseline = round (34 * input->style.text_scale);
  width = MAX (width - 2 * MARGIN, 40);
  place_row (out, input, width, height);
  place_tables (out, width, out->label_baseline + line, height - 8, line);
  return TRUE;
}

FvRect
fv_course_layout_moment (const FvCourseLayout *self, guint nth)
{
  return (FvRect){ self->x + nth * self->pitch, self->y, self->kernel.maps.cols * (double)self->zoom,
                   self->kernel.maps.rows * (double)self->zoom };
}

guint
fv_course_layout_moment_of (const FvCourseLayout *self, guint nth)
{
  return MIN (nth * self->table_stride, self->n - 1);
}

FvRect
fv_course_layout_table (const FvCourseLayout *self, guint nth)
{
  return (FvRect){ self->tables_x + (nth % self->across) * self->tables_pitch_x,
                   self->tables_y + (nth / self->across) * self->tables_pitch_y,
                   table_width (self, self->table_zoom), table_height (self, self->table_zoom) };
}

/* Wrapped, they follow one another; else units are columns. */
static guint
place_in_table (const FvCourseLayout *self, guint unit, guint input)
{
  if (!fv_course_layout_is_whole (self))
    return input;
  return self->kernel.maps.inputs > 1 && self->kernel.maps.units > 1 ? input * self->table_cols + unit
                                                                     : unit + input;
}

FvRect
fv_course_layout_kernel (const FvCourseLayout *self, guint table, guint unit, guint input)
{
  FvRect all = fv_course_layout_table (self, table);
  guint place = place_in_table (self, unit, input), zoom = self->table_zoom;
  double width = self->kernel.maps.cols * (double)zoom, height = self->kernel.maps.rows * (double)zoom;

  return (FvRect){ all.x + (place % self->table_cols) * (width + APART),
                   all.y + (place / self->table_cols) * (height + APART), width, height };
}

static gboolean
is_in (FvRect rect, double x, double y)
{
  return x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
}

gboolean
fv_course_layout_pick (const FvCourseLayout *self, double x, double y, guint *unit, guint *input)
{
  gboolean whole = fv_course_layout_is_whole (self);
  guint first = whole ? 0 : self->kernel.unit, end = whole ? self->kernel.maps.units : first + 1;

  for (guint table = 0; table < self->n_tables; table++)
    {
      if (!is_in (fv_course_layout_table (self, table), x, y))
        continue;
      for (*unit = first; *unit < end; (*unit)++)
        for (*input = 0; *input < self->kernel.maps.inputs; (*input)++)
          if (is_in (fv_course_layout_kernel (self, table, *unit, *input), x, y))
            return TRUE;
    }
  return FALSE;
}
