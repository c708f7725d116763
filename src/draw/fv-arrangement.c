/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-arrangement.h"

#include <math.h>

/* A map smaller than this shows nothing; more columns are tried instead. */
#define MAP_MIN 16

static guint
divide_up (gsize a, gsize b)
{
  return (guint)((a + b - 1) / b);
}

static double
column_gap (guint cols, double map)
{
  return cols > 2 ? 6 : map >= 40 ? 14 : 10;
}

#define ROW_GAP 6

/* Few maps stand in one column, so that each is large; many in as many as keep the whole upright. */
static guint
usual_cols (guint maps)
{
  if (maps <= 6)
    return 1;
  if (maps <= 16)
    return 2;
  if (maps <= 32)
    return 4;
  return divide_up (maps, 16);
}

static void
set_size (FvArrangement *self, double max_height)
{
  double gap = column_gap (self->cols, (double)divide_up (self->shape.cols, self->step) * self->zoom);

  self->map_width = (double)divide_up (self->shape.cols, self->step) * self->zoom;
  self->map_height = (double)divide_up (self->shape.rows, self->step) * self->zoom;
  self->pitch_x = self->map_width + gap;
  /* Height is shared by all rows, but a few small maps do not drift apart. */
  self->pitch_y = max_height / self->rows;
  if (self->rows < 4)
    self->pitch_y = MIN (self->pitch_y, 2 * self->map_height + 24);
  self->width = self->cols * self->pitch_x - gap;
  self->height = self->rows * self->pitch_y;
}

/* With this many columns; FALSE if not even thinned maps fit. */
static gboolean
try_cols (FvArrangement *self, guint cols, double max_width, double max_height, double max_map)
{
  FvShape shape = self->shape;
  double high, wide, scale;

  self->rows = divide_up (shape.maps, cols);
  self->cols = divide_up (shape.maps, self->rows);
  self->count = shape.maps;
  high = (max_height - ROW_GAP * (self->rows - 1.0)) / self->rows - 2;
  wide = (max_width - column_gap (self->cols, 40) * (self->cols - 1)) / self->cols;
  if (high < 1 || wide < 1 || max_map < 1)
    return FALSE;
  scale = MIN (MIN (high, max_map) / shape.rows, MIN (wide, max_map) / shape.cols);
  self->zoom = scale >= 1 ? (guint)scale : 1;
  self->step = scale >= 1 ? 1 : (guint)ceil (1 / scale);
  set_size (self, max_height);
  return self->step < MAX (shape.rows, shape.cols);
}

static FvArrangement
arrange_maps (FvShape shape, double max_width, double max_height, double max_map)
{
  FvArrangement best = { .shape = shape, .step = 1 };
  FvArrangement trial = best;
  guint usual = usual_cols (shape.maps);

  if (try_cols (&trial, usual, max_width, max_height, max_map)
      && trial.map_height >= MIN (MAP_MIN, MIN (max_map, MAX (shape.rows, 6))) && trial.step == 1)
    return trial;
  for (guint cols = 1; cols <= MIN (shape.maps, 256u); cols++)
    {
      if (!try_cols (&trial, cols, max_width, max_height, max_map))
        continue;
      if (best.count == 0 || trial.map_height > best.map_height
          || (trial.map_height == best.map_height && trial.width < best.width))
        best = trial;
    }
  return best;
}

/* Wider than one column only as the number of units asks. */
static guint
usual_unit_cols (guint units)
{
  if (units <= 30)
    return 1;
  if (units <= 60)
    return 2;
  if (units <= 100)
    return 3;
  if (units <= 120)
    return 4;
  return MAX (4u, (guint)ceil (sqrt (units) / 2));
}

static gboolean
try_side (FvArrangement *self, guint side, guint gap, guint most_cols, double max_width, double max_height)
{
  guint pitch = side + gap;
  guint most_rows = (guint)((max_height - 2 + gap) / pitch);
  guint units = self->shape.maps;

  if (most_rows == 0)
    return FALSE;
  self->cols = MAX (units <= 120 ? usual_unit_cols (units) : 1, divide_up (units, most_rows));
  if (self->cols > most_cols || self->cols * pitch - gap + 2.0 > max_width)
    return FALSE;
  self->count = units;
  self->rows = divide_up (units, self->cols);
  self->cols = divide_up (units, self->rows);
  self->zoom = side;
  self->map_width = self->map_height = side;
  self->pitch_x = self->pitch_y = pitch;
  self->width = self->cols * pitch - gap;
  self->height = self->rows * pitch;
  return TRUE;
}

static FvArrangement
arrange_units (FvShape shape, double max_width, double max_height)
{
  static const struct
  {
    guint side, gap;
  } sizes[] = { { 21, 3 }, { 17, 3 }, { 13, 3 }, { 11, 3 }, { 9, 3 }, { 7, 3 },
                { 5, 3 },  { 5, 1 },  { 4, 1 },  { 3, 1 },  { 2, 1 }, { 1, 0 } };
  FvArrangement self = { .shape = shape, .units = TRUE, .step = 1 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (try_side (&self, sizes[i].side, sizes[i].gap, usual_unit_cols (shape.maps), max_width, max_height))
      return self;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (try_side (&self, sizes[i].side, sizes[i].gap, G_MAXUINT, max_width, max_height))
      return self;
  /* More units than pixels: the first of them. */
  self.shape.maps = (guint)MIN (shape.maps, MAX (max_width - 2, 1) * MAX (max_height - 2, 1));
  try_side (&self, 1, 0, G_MAXUINT, max_width + 2, max_height);
  self.shape = shape;
  return self;
}

FvArrangement
fv_arrangement_new (FvShape shape, double max_width, double max_height, double max_map)
{
  if (shape.rows == 1 && shape.cols == 1)
    return arrange_units (shape, max_width, max_height);
  return arrange_maps (shape, max_width, max_height, max_map);
}

FvArrangement
fv_arrangement_beside (const FvArrangement *like, guint rows, guint cols, double max_width, double max_map)
{
  FvArrangement self = *like;
  double gap = 4, high = MIN (like->pitch_y - 4, max_map),
         wide = MIN ((max_width + gap) / like->cols - gap, max_map);
  double scale = MIN (high / rows, wide / cols);

  self.shape = (FvShape){ like->shape.maps, rows, cols };
  self.units = FALSE;
  self.step = 1;
  if (scale < 1 || like->count == 0)
    return (FvArrangement){ .shape = self.shape };
  self.zoom = (guint)scale;
  self.map_width = self.zoom * cols;
  self.map_height = self.zoom * rows;
  self.pitch_x = self.map_width + gap;
  self.width = self.cols * self.pitch_x - gap;
  return self;
}

void
fv_arrangement_place (const FvArrangement *self, guint nth, double *x, double *y)
{
  guint col = nth / self->rows, row = nth % self->rows;

  *x = round (col * self->pitch_x);
  *y = self->units ? row * self->pitch_y
                   : round (row * self->pitch_y + (self->pitch_y - self->map_height) / 2);
}

gboolean
fv_arrangement_pick (const FvArrangement *self, double x, double y, guint *nth, guint *row, guint *col)
{
  double left, top;

  if (self->count == 0 || x < 0 || y < 0 || x >= self->width + 1 || y >= self->height)
    return FALSE;
  *nth = (guint)(x / self->pitch_x) * self->rows + (guint)(y / self->pitch_y);
  if (*nth >= self->count || (guint)(y / self->pitch_y) >= self->rows)
    return FALSE;
  fv_arrangement_place (self, *nth, &left, &top);
  if (x < left || y < top || x >= left + self->map_width || y >= top + self->map_height)
    return FALSE;
  *row = self->units ? 0 : (guint)((y - top) / self->zoom) * self->step;
  *col = self->units ? 0 : (guint)((x - left) / self->zoom) * self->step;
  return TRUE;
}
