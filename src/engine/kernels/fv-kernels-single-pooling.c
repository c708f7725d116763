/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-single-set.h"

/* Where the maps of a cell do not fill a vector, it runs over the cell that follows, which is written after it. */
void
FV_KERNEL (single_gather) (const FvSingleGroup *groups, guint n_groups, const FvSingleSpot *spots,
                           const float *x, guint cell, float *s)
{
  for (guint g = 0; g < n_groups; g++)
    {
      const FvSingleSpot *from = spots + groups[g].first;

      for (guint m = 0; m < cell; m += FV_LANES)
        {
          FvLanes sum = fv_lanes (0.0f);

          for (guint i = 0; i < groups[g].count; i++)
            sum = fv_lanes_fma (fv_lanes (from[i].factor), fv_lanes_load (x + from[i].at + m), sum);
          fv_lanes_store (s + groups[g].at + m, sum);
        }
    }
}

/* Adds to one cell and to nothing beyond it. */
FV_INLINE void
add_cell (float factor, const float *delta, guint cell, float *d_x)
{
  guint m = 0;

  for (; m + FV_LANES <= cell; m += FV_LANES)
    fv_lanes_store (d_x + m,
                    fv_lanes_fma (fv_lanes (factor), fv_lanes_load (delta + m), fv_lanes_load (d_x + m)));
  for (; m < cell; m++)
    d_x[m] += factor * delta[m];
}

void
FV_KERNEL (single_scatter) (const FvSingleGroup *groups, guint n_groups, const FvSingleSpot *spots,
                            const float *delta, guint cell, float *d_x)
{
  for (guint g = 0; g < n_groups; g++)
    for (guint i = 0; i < groups[g].count; i++)
      {
        const FvSingleSpot *spot = &spots[groups[g].first + i];

        add_cell (spot->factor, delta + groups[g].at, cell, d_x + spot->at);
      }
}
