/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-twins.h"

#include <math.h>

#define DEAD_SPREAD 1e-9 /* standard deviation, against the largest value: only rounding */

/* Sums over all cells of all pictures. */
typedef struct
{
  guint units;
  gsize area;
  guint64 n;
  double *sum;      /* [units] */
  double *square;   /* [units][units], the products of every pair; the diagonal the squares */
  guint64 *at_ends; /* [units] */
} Sums;

static void
add_picture (Sums *self, const double *o, const FvActivation *activation)
{
  for (guint a = 0; a < self->units; a++)
    {
      const double *x = o + a * self->area;

      for (gsize i = 0; i < self->area; i++)
        {
          self->sum[a] += x[i];
          if (activation != NULL && activation->saturation > 0)
            self->at_ends[a]
                += fabs (x[i] - (activation->low + activation->high) / 2) > activation->saturation;
        }
      for (guint b = 0; b <= a; b++)
        {
          const double *y = o + b * self->area;
          double product = 0;

          for (gsize i = 0; i < self->area; i++)
            product += x[i] * y[i];
          self->square[a * self->units + b] += product;
        }
    }
  self->n += self->area;
}

static double
covariance (const Sums *self, guint a, guint b)
{
  return self->square[a * self->units + b] / self->n - self->sum[a] / self->n * (self->sum[b] / self->n);
}

static gboolean
is_dead (const Sums *self, guint unit)
{
  double mean_square = self->square[unit * self->units + unit] / self->n;

  return !(covariance (self, unit, unit) > DEAD_SPREAD * mean_square);
}

/* Earlier units only, so that of two alike the later is named once. */
static void
find_twin (const Sums *self, guint unit, FvUnitReport *report)
{
  report->twin = G_MAXUINT;
  report->likeness = 0;
  for (guint b = 0; b < unit && !is_dead (self, unit); b++)
    {
      double likeness;

      if (is_dead (self, b))
        continue;
      likeness = covariance (self, unit, b) / sqrt (covariance (self, unit, unit) * covariance (self, b, b));
      if (report->twin != G_MAXUINT && fabs (likeness) <= fabs (report->likeness))
        continue;
      report->twin = b;
      report->likeness = likeness;
    }
}

static void
report_unit (const Sums *self, guint unit, FvUnitReport *report)
{
  report->mean = self->sum[unit] / self->n;
  report->saturated = (double)self->at_ends[unit] / self->n;
  report->state = is_dead (self, unit)                 ? FV_UNIT_DEAD
                  : report->saturated > FV_TWINS_SHARE ? FV_UNIT_SATURATED
                                                       : FV_UNIT_LIVELY;
  find_twin (self, unit, report);
}

gboolean
fv_twins_report (FvParameters *parameters, const FvDataset *set, guint count, guint layer,
                 FvUnitReport *reports, FvProgressFunc progress, gpointer data)
{
  FvNetwork *network = fv_parameters_network (parameters);
  FvShape shape = fv_network_shape (network, layer);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  g_autofree double *sum = g_new0 (double, shape.maps);
  g_autofree double *square = g_new0 (double, (gsize)shape.maps *shape.maps);
  g_autofree guint64 *at_ends = g_new0 (guint64, shape.maps);
  Sums sums = { shape.maps, fv_shape_area (shape), 0, sum, square, at_ends };

  g_return_val_if_fail (count > 0 && count <= fv_dataset_count (set), FALSE);
  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  for (guint i = 0; i < count; i++)
    {
      if (progress != NULL && !progress ((double)i / count, data))
        return FALSE;
      fv_network_scale (network, fv_dataset_pixels (set, i), fv_pass_input (pass));
      fv_pass_output_to (pass, layer);
      add_picture (&sums, fv_pass_o (pass, layer), fv_network_layer (network, layer)->activation);
    }
  for (guint unit = 0; unit < shape.maps; unit++)
    report_unit (&sums, unit, &reports[unit]);
  return TRUE;
}

gboolean
fv_unit_report_is_twin (FvUnitReport self)
{
  return self.twin != G_MAXUINT && fabs (self.likeness) > FV_TWINS_ALIKE;
}
