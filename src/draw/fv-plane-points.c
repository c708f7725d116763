/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plane-points.h"

#include "fv-pass.h"
#include "fv-plane-field.h"

static void
read_points (GArray *points, const FvSceneInput *input)
{
  g_autoptr (FvPass) pass = fv_pass_new (input->network);

  fv_pass_set_parameters (pass, fv_parameters_values (input->parameters));
  for (guint i = 0; i < points->len; i++)
    {
      FvPlanePoint *point = &g_array_index (points, FvPlanePoint, i);

      fv_pass_input (pass)[0] = point->x1;
      fv_pass_input (pass)[1] = point->x2;
      fv_pass_output (pass);
      point->is_wrong = fv_pass_class (pass) != point->label;
    }
}

GArray *
fv_plane_points_new (const FvSceneInput *input)
{
  GArray *points = g_array_new (FALSE, TRUE, sizeof (FvPlanePoint));

  if (!input->dataset || !fv_plane_field_fits (input->network)
      || fv_shape_size (fv_dataset_shape (input->dataset)) != 2)
    return points;
  for (guint i = 0; i < MIN (fv_dataset_count (input->dataset), FV_PLANE_MAX_POINTS); i++)
    {
      FvPlanePoint point = { .label = fv_dataset_label (input->dataset, i) };
      double x[2];

      fv_network_scale (input->network, fv_dataset_pixels (input->dataset, i), x);
      point.x1 = x[0];
      point.x2 = x[1];
      g_array_append_val (points, point);
    }
  if (input->parameters)
    read_points (points, input);
  return points;
}
