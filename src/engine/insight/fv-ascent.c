/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-ascent.h"

#include <math.h>
#include <string.h>

#include "fv-random.h"

#define NOISE 0.05 /* of the range: enough to break a tie, too little to see */

struct _FvAscent
{
  FvNetwork *network;
  FvPass *pass;
  FvCell cell;
  FvAscentOptions options;
  FvShape shape;
  double low, high;
  double *blurred; /* [input] */
  guint steps;
};

FvAscentOptions
fv_ascent_options (void)
{
  return (FvAscentOptions){ .rate = 0.05, .decay = 0.01, .blur = 0.1 };
}

static void
begin_grey (FvAscent *self, guint64 seed)
{
  FvRandom random = fv_random_new (seed, 0);
  double *x = fv_pass_input (self->pass);

  for (gsize i = 0; i < fv_shape_size (self->shape); i++)
    x[i] = (self->low + self->high) / 2
           + (self->high - self->low) * NOISE * fv_random_between (&random, -0.5, 0.5);
}

FvAscent *
fv_ascent_new (FvParameters *parameters, FvCell cell, const guint8 *pixels, guint64 seed,
               FvAscentOptions options)
{
  FvAscent *self = g_new0 (FvAscent, 1);

  self->network = fv_network_ref (fv_parameters_network (parameters));
  self->pass = fv_pass_new (self->network);
  fv_pass_set_parameters (self->pass, fv_parameters_values (parameters));
  self->cell = cell;
  self->options = options;
  self->shape = fv_network_shape (self->network, 0);
  self->blurred = g_new (double, fv_shape_size (self->shape));
  fv_network_range (self->network, &self->low, &self->high);
  if (pixels != NULL)
    fv_network_scale (self->network, pixels, fv_pass_input (self->pass));
  else
    begin_grey (self, seed);
  fv_pass_output_to (self->pass, cell.layer);
  return self;
}

void
fv_ascent_free (FvAscent *self)
{
  if (self == NULL)
    return;
  fv_pass_free (self->pass);
  fv_network_unref (self->network);
  g_free (self->blurred);
  g_free (self);
}

void
fv_ascent_set_options (FvAscent *self, FvAscentOptions options)
{
  self->options = options;
}

/* The largest number of the gradient moves x by the rate, whatever the size of the weights. */
static void
climb (FvAscent *self)
{
  gsize size = fv_shape_size (self->shape);
  const double *g = fv_pass_d_o (self->pass, 0);
  double *x = fv_pass_input (self->pass);
  double largest = 0, step;

  for (gsize i = 0; i < size; i++)
    largest = MAX (largest, fabs (g[i]));
  if (!(largest > 0) || !isfinite (largest))
    return;
  step = self->options.rate * (self->high - self->low) / largest;
  for (gsize i = 0; i < size; i++)
    x[i] += step * g[i];
}

/* Mean of the neighbours that exist, above, below, left and right. */
static double
around (const double *map, FvShape shape, guint row, guint col)
{
  double sum = 0;
  guint n = 0;

  if (row > 0)
    sum += map[(row - 1) * shape.cols + col], n++;
  if (row + 1 < shape.rows)
    sum += map[(row + 1) * shape.cols + col], n++;
  if (col > 0)
    sum += map[row * shape.cols + col - 1], n++;
  if (col + 1 < shape.cols)
    sum += map[row * shape.cols + col + 1], n++;
  return n > 0 ? sum / n : map[row * shape.cols + col];
}

static void
blur (FvAscent *self)
{
  gsize area = fv_shape_area (self->shape);
  double *x = fv_pass_input (self->pass);

  memcpy (self->blurred, x, fv_shape_size (self->shape) * sizeof *x);
  for (guint map = 0; map < self->shape.maps; map++)
    for (guint row = 0; row < self->shape.rows; row++)
      for (guint col = 0; col < self->shape.cols; col++)
        {
          gsize i = map * area + row * self->shape.cols + col;
          double near = around (self->blurred + map * area, self->shape, row, col);

          x[i] += self->options.blur * (near - x[i]);
        }
}

static void
hold_back (FvAscent *self)
{
  double middle = (self->low + self->high) / 2;
  double *x = fv_pass_input (self->pass);

  for (gsize i = 0; i < fv_shape_size (self->shape); i++)
    x[i] = CLAMP (x[i] + self->options.decay * (middle - x[i]), self->low, self->high);
}

double
fv_ascent_step (FvAscent *self)
{
  fv_pass_backpropagate_cell (self->pass, self->cell.layer, fv_cell_index (self->cell, self->network));
  climb (self);
  blur (self);
  hold_back (self);
  fv_pass_output_to (self->pass, self->cell.layer);
  self->steps++;
  return fv_ascent_value (self);
}

guint
fv_ascent_steps (const FvAscent *self)
{
  return self->steps;
}

double
fv_ascent_value (const FvAscent *self)
{
  return fv_cell_value (self->cell, self->network, self->pass);
}

const double *
fv_ascent_input (const FvAscent *self)
{
  return fv_pass_o (self->pass, 0);
}

void
fv_ascent_pixels (const FvAscent *self, guint8 *pixels)
{
  const double *x = fv_pass_o (self->pass, 0);

  for (gsize i = 0; i < fv_shape_size (self->shape); i++)
    pixels[i] = (guint8)(255 * (x[i] - self->low) / (self->high - self->low) + 0.5);
}
