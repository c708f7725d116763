/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-ablation.h"

#include <string.h>

/* A unit is silenced, and speaks again: o of its map is put aside meanwhile. */
static gboolean
is_right_without (FvPass *pass, guint layer, double *map, gsize area, double *aside, guint label)
{
  gboolean right;

  memcpy (aside, map, area * sizeof *map);
  memset (map, 0, area * sizeof *map);
  fv_pass_output_from (pass, layer + 1);
  right = fv_pass_class (pass) == label;
  memcpy (map, aside, area * sizeof *map);
  return right;
}

gboolean
fv_ablation_measure (FvParameters *parameters, const FvDataset *set, guint count, guint layer, double *whole,
                     double *without, FvProgressFunc progress, gpointer data)
{
  FvNetwork *network = fv_parameters_network (parameters);
  FvShape shape = fv_network_shape (network, layer);
  gsize area = fv_shape_area (shape);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  g_autofree double *aside = g_new (double, area);

  g_return_val_if_fail (layer >= 1 && layer < fv_network_depth (network), FALSE);
  g_return_val_if_fail (count > 0 && count <= fv_dataset_count (set), FALSE);
  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  *whole = 0;
  memset (without, 0, shape.maps * sizeof *without);
  for (guint i = 0; i < count; i++)
    {
      guint label = fv_dataset_label (set, i);

      if (progress != NULL && !progress ((double)i / count, data))
        return FALSE;
      fv_network_scale (network, fv_dataset_pixels (set, i), fv_pass_input (pass));
      fv_pass_output (pass);
      *whole += (fv_pass_class (pass) == label) / (double)count;
      for (guint unit = 0; unit < shape.maps; unit++)
        without[unit]
            += is_right_without (pass, layer, fv_pass_edit_o (pass, layer) + unit * area, area, aside, label)
               / (double)count;
    }
  return TRUE;
}
