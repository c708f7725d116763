/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-spread.h"

/* Down from the first, then up again from the bottom. */
void
fv_spread (double *tops, const double *heights, guint n, double gap, double low, double high)
{
  double next = low;

  for (guint i = 0; i < n; i++)
    {
      tops[i] = MAX (next, tops[i]);
      next = tops[i] + heights[i] + gap;
    }
  next = high;
  for (guint i = n; i-- > 0;)
    {
      tops[i] = MIN (tops[i], next - heights[i]);
      next = tops[i] - gap;
    }
}
