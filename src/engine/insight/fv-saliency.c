/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-saliency.h"

#include <string.h>

/* A pass that has gone as far as the cell. */
static FvPass *
look (FvParameters *parameters, const guint8 *pixels, FvCell cell)
{
  FvNetwork *network = fv_parameters_network (parameters);
  FvPass *pass = fv_pass_new (network);

  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  fv_network_scale (network, pixels, fv_pass_input (pass));
  fv_pass_output_to (pass, cell.layer);
  return pass;
}

void
fv_saliency_gradient (FvParameters *parameters, const guint8 *pixels, FvCell cell, double *map)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvPass) pass = look (parameters, pixels, cell);

  fv_pass_backpropagate_cell (pass, cell.layer, fv_cell_index (cell, network));
  memcpy (map, fv_pass_d_o (pass, 0), fv_shape_size (fv_network_shape (network, 0)) * sizeof *map);
}

void
fv_saliency_gradient_times_input (FvParameters *parameters, const guint8 *pixels, FvCell cell, double *map)
{
  FvNetwork *network = fv_parameters_network (parameters);
  gsize size = fv_shape_size (fv_network_shape (network, 0));
  g_autofree double *x = g_new (double, size);

  fv_saliency_gradient (parameters, pixels, cell, map);
  fv_network_scale (network, pixels, x);
  for (gsize i = 0; i < size; i++)
    map[i] *= x[i];
}

/* covered [input shape]: pixels with the square centred at (row, col) painted over. */
static void
cover (FvShape shape, const guint8 *pixels, guint row, guint col, guint side, guint8 grey, guint8 *covered)
{
  int half = (int)side / 2;
  int top = MAX ((int)row - half, 0), bottom = MIN ((int)row - half + (int)side, (int)shape.rows);
  int left = MAX ((int)col - half, 0), right = MIN ((int)col - half + (int)side, (int)shape.cols);

  memcpy (covered, pixels, fv_shape_size (shape));
  for (guint map = 0; map < shape.maps; map++)
    for (int r = top; r < bottom; r++)
      memset (covered + ((gsize)map * shape.rows + (guint)r) * shape.cols + left, grey,
              (gsize)(right - left));
}

gboolean
fv_saliency_occlusion (FvParameters *parameters, const guint8 *pixels, FvCell cell, guint side, guint8 grey,
                       double *map, FvProgressFunc progress, gpointer data)
{
  FvNetwork *network = fv_parameters_network (parameters);
  FvShape shape = fv_network_shape (network, 0);
  g_autoptr (FvPass) pass = look (parameters, pixels, cell);
  g_autofree guint8 *covered = g_new (guint8, fv_shape_size (shape));
  double before = fv_cell_value (cell, network, pass);

  g_return_val_if_fail (side > 0, FALSE);
  for (guint row = 0; row < shape.rows; row++)
    {
      if (progress != NULL && !progress ((double)row / shape.rows, data))
        return FALSE;
      for (guint col = 0; col < shape.cols; col++)
        {
          cover (shape, pixels, row, col, side, grey, covered);
          fv_network_scale (network, covered, fv_pass_input (pass));
          fv_pass_output_to (pass, cell.layer);
          map[row * shape.cols + col] = before - fv_cell_value (cell, network, pass);
        }
    }
  return TRUE;
}
