/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-cell.h"

gsize
fv_cell_index (FvCell self, const FvNetwork *network)
{
  FvShape shape = fv_network_shape (network, self.layer);

  return ((gsize)self.unit * shape.rows + self.row) * shape.cols + self.col;
}

double
fv_cell_value (FvCell self, const FvNetwork *network, const FvPass *pass)
{
  return fv_pass_n (pass, self.layer)[fv_cell_index (self, network)];
}

FvCell
fv_cell_middle (const FvNetwork *network, guint layer, guint unit)
{
  FvShape shape = fv_network_shape (network, layer);

  return (FvCell){ layer, unit, shape.rows / 2, shape.cols / 2 };
}

FvCell
fv_cell_largest (const FvNetwork *network, const FvPass *pass, guint layer, guint unit)
{
  FvShape shape = fv_network_shape (network, layer);
  gsize area = fv_shape_area (shape), best = 0;
  const double *n = fv_pass_n (pass, layer) + unit * area;

  for (gsize i = 1; i < area; i++)
    if (n[i] > n[best])
      best = i;
  return (FvCell){ layer, unit, (guint)(best / shape.cols), (guint)(best % shape.cols) };
}
