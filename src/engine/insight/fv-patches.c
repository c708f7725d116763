/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-patches.h"

#include "fv-reach.h"

/* Keeps patches[*n] sorted, best first; what does not get in is forgotten. */
static void
insert (FvPatch *patches, guint *n, FvPatch patch)
{
  guint at = *n;

  while (at > 0 && patch.value > patches[at - 1].value)
    at--;
  if (at == FV_PATCHES_MAX)
    return;
  *n = MIN (*n + 1, FV_PATCHES_MAX);
  for (guint i = *n - 1; i > at; i--)
    patches[i] = patches[i - 1];
  patches[at] = patch;
}

static void
find_field (const FvNetwork *network, FvPatch *patch)
{
  g_autoptr (FvReach) reach
      = fv_reach_new (network, patch->cell.layer, patch->cell.unit, patch->cell.row, patch->cell.col);
  FvReachSet pixels = reach->sets[0];

  patch->row = pixels.row;
  patch->col = pixels.col;
  patch->rows = pixels.rows;
  patch->cols = pixels.cols;
}

guint
fv_patches_find (FvParameters *parameters, const FvDataset *set, guint count, guint layer, guint unit,
                 FvPatch *patches, FvProgressFunc progress, gpointer data)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  guint n = 0;

  g_return_val_if_fail (count <= fv_dataset_count (set), 0);
  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  for (guint i = 0; i < count; i++)
    {
      FvPatch patch = { .sample = i };

      if (progress != NULL && i % 16 == 0 && !progress ((double)i / count, data))
        return 0;
      fv_network_scale (network, fv_dataset_pixels (set, i), fv_pass_input (pass));
      fv_pass_output_to (pass, layer);
      patch.cell = fv_cell_largest (network, pass, layer, unit);
      patch.value = fv_cell_value (patch.cell, network, pass);
      insert (patches, &n, patch);
    }
  for (guint i = 0; i < n; i++)
    find_field (network, &patches[i]);
  return n;
}
