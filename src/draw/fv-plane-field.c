/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plane-field.h"

#include <math.h>

#include "fv-pass.h"

gboolean
fv_plane_field_fits (const FvNetwork *network)
{
  return fv_shape_size (fv_network_shape (network, 0)) == 2;
}

/* A step has no slope to find a line on: its net input tells on which side of it one is. */
static gboolean
steps (const FvNetwork *network)
{
  const FvLayer *last = fv_network_layer (network, fv_network_depth (network));

  return last->activation && last->activation->flat && fv_shape_size (last->output) == 1;
}

static double
lead_of (const double *scores, guint n, guint k)
{
  double best = -INFINITY;

  for (guint i = 0; i < n; i++)
    if (i != k && scores[i] > best)
      best = scores[i];
  return scores[k] - best;
}

static void
set_margins (FvPlaneField *self, gsize cell, const double *scores)
{
  gsize area = (gsize)self->side * self->side;

  if (self->n_lines == 1)
    self->margins[cell] = scores[1] - scores[0];
  else
    for (guint k = 0; k < self->n_lines; k++)
      self->margins[k * area + cell] = lead_of (scores, self->n_classes, k);
}

FvPlaneField *
fv_plane_field_new (FvParameters *parameters, guint side, double low, double high)
{
  FvNetwork *network = fv_parameters_network (parameters);
  FvPlaneField *self = g_new0 (FvPlaneField, 1);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  double *x = fv_pass_input (pass);
  gboolean step = steps (network);

  self->side = side;
  self->low = low;
  self->high = high;
  self->n_classes = fv_network_n_classes (network);
  self->n_lines = self->n_classes < 2 ? 0 : self->n_classes == 2 ? 1 : self->n_classes - 1;
  self->scores = g_new (double, (gsize)side *side * self->n_classes);
  self->margins = g_new (double, (gsize)side *side *MAX (self->n_lines, 1));
  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  for (gsize cell = 0; cell < (gsize)side * side; cell++)
    {
      double *scores = self->scores + cell * self->n_classes;

      x[0] = fv_plane_field_x1 (self, (guint)(cell % side));
      x[1] = fv_plane_field_x2 (self, (guint)(cell / side));
      fv_pass_output (pass);
      fv_pass_scores (pass, scores);
      if (self->n_lines > 0)
        set_margins (self, cell, scores);
      if (step)
        self->margins[cell] = fv_pass_n (pass, fv_network_depth (network))[0];
    }
  return self;
}

void
fv_plane_field_free (FvPlaneField *self)
{
  g_free (self->scores);
  g_free (self->margins);
  g_free (self);
}

double
fv_plane_field_x1 (const FvPlaneField *self, guint col)
{
  return self->low + (self->high - self->low) * (col + 0.5) / self->side;
}

double
fv_plane_field_x2 (const FvPlaneField *self, guint row)
{
  return self->high - (self->high - self->low) * (row + 0.5) / self->side;
}

const double *
fv_plane_field_scores (const FvPlaneField *self, guint row, guint col)
{
  return self->scores + ((gsize)row * self->side + col) * self->n_classes;
}

guint
fv_plane_field_winner (const FvPlaneField *self, guint row, guint col)
{
  const double *scores = fv_plane_field_scores (self, row, col);
  guint best = 0;

  for (guint i = 1; i < self->n_classes; i++)
    if (scores[i] > scores[best])
      best = i;
  return best;
}

/* The margin at a cell, or half a cell outside: carried on straight, so that lines reach the edge. */
static double
margin_at (const FvPlaneField *self, const double *margins, int row, int col)
{
  int last = (int)self->side - 1;
  int r = CLAMP (row, 0, last), c = CLAMP (col, 0, last);
  double here = margins[r * (int)self->side + c], value = here;

  if (r != row && last > 0)
    value += (here - margins[(r == 0 ? 1 : last - 1) * (int)self->side + c]) / 2;
  if (c != col && last > 0)
    value += (here - margins[r * (int)self->side + (c == 0 ? 1 : last - 1)]) / 2;
  return value;
}

/* In cells from the top left corner: the middles, and the edges for the ones outside. */
static double
position (const FvPlaneField *self, int nth)
{
  return CLAMP (nth + 0.5, 0, self->side);
}

typedef struct
{
  double x, y, value;
} Corner;

/* Where the value is 0 between two corners; FALSE if it is not. */
static gboolean
cross (Corner a, Corner b, double *out)
{
  double t = a.value / (a.value - b.value);

  if ((a.value < 0) == (b.value < 0))
    return FALSE;
  out[0] = a.x + t * (b.x - a.x);
  out[1] = a.y + t * (b.y - a.y);
  return TRUE;
}

/* The line through a square of four corners: none, one piece, or two where it is a saddle. */
static void
add_square (GArray *segments, const Corner corners[4])
{
  double ends[4][2], swap[2];
  guint n = 0;
  double middle = 0;

  for (guint i = 0; i < 4; i++)
    {
      if (!isfinite (corners[i].value))
        return;
      middle += corners[i].value;
    }
  for (guint i = 0; i < 4; i++)
    n += cross (corners[i], corners[(i + 1) % 4], ends[n]);
  /* Crossings go round from corner 0: a saddle whose middle is on corner 0's side cuts off corners 1 and 3. */
  if (n == 4 && (middle < 0) != (corners[0].value < 0))
    {
      for (guint k = 0; k < 2; k++)
        swap[k] = ends[0][k];
      for (guint i = 0; i < 3; i++)
        for (guint k = 0; k < 2; k++)
          ends[i][k] = ends[i + 1][k];
      for (guint k = 0; k < 2; k++)
        ends[3][k] = swap[k];
    }
  if (n >= 2)
    g_array_append_vals (segments, ends, n * 2);
}

GArray *
fv_plane_field_contour (const FvPlaneField *self, guint nth)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (double));
  const double *margins = self->margins + (gsize)nth * self->side * self->side;

  for (int row = -1; row < (int)self->side; row++)
    for (int col = -1; col < (int)self->side; col++)
      {
        static const int around[4][2] = { { 0, 0 }, { 0, 1 }, { 1, 1 }, { 1, 0 } };
        Corner corners[4];

        for (guint i = 0; i < 4; i++)
          corners[i] = (Corner){ position (self, col + around[i][1]), position (self, row + around[i][0]),
                                 margin_at (self, margins, row + around[i][0], col + around[i][1]) };
        add_square (segments, corners);
      }
  return segments;
}
