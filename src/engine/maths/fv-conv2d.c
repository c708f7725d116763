/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-conv2d.h"

#include <string.h>

/* width cells of one row of y, all their sums held in registers; a constant width lets the compiler unroll. */
static inline __attribute__ ((always_inline)) void
valid_block (const double *x, guint n, const double *k, guint p, guint q, double *y, const guint width)
{
  double sum[8] = { 0 };

  for (guint u = 0; u < p; u++)
    for (guint v = 0; v < q; v++)
      {
        const double *cells = x + (gsize)(p - 1 - u) * n + (q - 1 - v);
        double weight = k[u * q + v];

        for (guint j = 0; j < width; j++)
          sum[j] += weight * cells[j];
      }
  memcpy (y, sum, width * sizeof *y);
}

/* The last cells of a row that do not fill a block of eight. */
static void
valid_rest (const double *x, guint n, const double *k, guint p, guint q, double *y, guint width)
{
  switch (width)
    {
    case 1:
      valid_block (x, n, k, p, q, y, 1);
      break;
    case 2:
      valid_block (x, n, k, p, q, y, 2);
      break;
    case 3:
      valid_block (x, n, k, p, q, y, 3);
      break;
    case 4:
      valid_block (x, n, k, p, q, y, 4);
      break;
    case 5:
      valid_block (x, n, k, p, q, y, 5);
      break;
    case 6:
      valid_block (x, n, k, p, q, y, 6);
      break;
    case 7:
      valid_block (x, n, k, p, q, y, 7);
      break;
    default:
      break;
    }
}

void
fv_conv2d_valid (const double *x, guint m, guint n, const double *k, guint p, guint q, double *y)
{
  guint rows = m - p + 1, cols = n - q + 1;

  for (guint i = 0; i < rows; i++)
    {
      const double *corner = x + (gsize)i * n;
      double *row = y + (gsize)i * cols;
      guint j = 0;

      for (; j + 8 <= cols; j += 8)
        valid_block (corner + j, n, k, p, q, row + j, 8);
      valid_rest (corner + j, n, k, p, q, row + j, cols - j);
    }
}

/* The sum of a cell runs over the kernel in raster order here too: tap by tap, each adding a shifted copy of x. What
 * the frame of zeros would add is left out, since adding 0 changes no sum. */
void
fv_conv2d_full (const double *x, guint m, guint n, const double *k, guint p, guint q, double *y)
{
  guint cols = n + q - 1;

  memset (y, 0, (gsize)(m + p - 1) * cols * sizeof *y);
  for (guint u = 0; u < p; u++)
    for (guint v = 0; v < q; v++)
      {
        double weight = k[u * q + v];

        for (guint i = 0; i < m; i++)
          {
            double *restrict row = y + (gsize)(i + u) * cols + v;
            const double *restrict cells = x + (gsize)i * n;

            for (guint j = 0; j < n; j++)
              row[j] += weight * cells[j];
          }
      }
}

void
fv_rot180 (const double *k, guint p, guint q, double *out)
{
  gsize count = (gsize)p * q;

  for (gsize i = 0; i < count; i++)
    out[i] = k[count - 1 - i];
}

void
fv_add (const double *restrict x, gsize count, double *restrict out)
{
  for (gsize i = 0; i < count; i++)
    out[i] += x[i];
}
