/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-conv2d.h"

#include <string.h>

#include "fv-clones.h"

/* Four neighbouring cells; said by hand, because the compiler's own choice is several times slower here. */
typedef double Four __attribute__ ((vector_size (4 * sizeof (double))));

/* height × (4·fours + rest) cells of y, all their sums held in registers: many at once, because each addition waits
 * for the one before it. The sizes are constants where this is inlined, so that the compiler unrolls. */
static inline __attribute__ ((always_inline)) void
valid_block (const double *x, guint n, const double *k, guint p, guint q, double *y, guint cols,
             const guint height, const guint fours, const guint rest)
{
  Four sum[2][2], four;
  double last[2][3];

  /* Cell by cell, here and at the end: the arrays then never exist in memory. */
  for (guint i = 0; i < height; i++)
    {
      for (guint j = 0; j < fours; j++)
        sum[i][j] = (Four){ 0 };
      for (guint j = 0; j < rest; j++)
        last[i][j] = 0.0;
    }

  for (guint u = 0; u < p; u++)
    {
      const double *cells = x + (gsize)(p - 1 - u) * n + (q - 1);

      for (guint v = 0; v < q; v++, cells--)
        {
          double weight = *k++;

          for (guint i = 0; i < height; i++)
            {
              const double *row = cells + (gsize)i * n;

              for (guint j = 0; j < fours; j++)
                {
                  memcpy (&four, row + 4 * j, sizeof four);
                  sum[i][j] += weight * four;
                }
              for (guint j = 0; j < rest; j++)
                last[i][j] += weight * row[4 * fours + j];
            }
        }
    }
  for (guint i = 0; i < height; i++)
    {
      for (guint j = 0; j < fours; j++)
        memcpy (y + (gsize)i * cols + 4 * j, &sum[i][j], sizeof (Four));
      for (guint j = 0; j < rest; j++)
        y[(gsize)i * cols + 4 * fours + j] = last[i][j];
    }
}

/* The last cells of a row that do not fill a block of eight. */
static inline __attribute__ ((always_inline)) void
valid_rest (const double *x, guint n, const double *k, guint p, guint q, double *y, guint cols,
            const guint height, guint width)
{
  switch (width)
    {
    case 1:
      valid_block (x, n, k, p, q, y, cols, height, 0, 1);
      break;
    case 2:
      valid_block (x, n, k, p, q, y, cols, height, 0, 2);
      break;
    case 3:
      valid_block (x, n, k, p, q, y, cols, height, 0, 3);
      break;
    case 4:
      valid_block (x, n, k, p, q, y, cols, height, 1, 0);
      break;
    case 5:
      valid_block (x, n, k, p, q, y, cols, height, 1, 1);
      break;
    case 6:
      valid_block (x, n, k, p, q, y, cols, height, 1, 2);
      break;
    case 7:
      valid_block (x, n, k, p, q, y, cols, height, 1, 3);
      break;
    default:
      break;
    }
}

/* height whole rows of y. */
static inline __attribute__ ((always_inline)) void
valid_rows (const double *x, guint n, const double *k, guint p, guint q, double *y, const guint height)
{
  guint cols = n - q + 1, j = 0;

  for (; j + 8 <= cols; j += 8)
    valid_block (x + j, n, k, p, q, y + j, cols, height, 2, 0);
  valid_rest (x + j, n, k, p, q, y + j, cols, height, cols - j);
}

FV_CLONES void
fv_conv2d_valid (const double *x, guint m, guint n, const double *k, guint p, guint q, double *y)
{
  guint rows = m - p + 1, cols = n - q + 1, i = 0;

  for (; i + 2 <= rows; i += 2)
    valid_rows (x + (gsize)i * n, n, k, p, q, y + (gsize)i * cols, 2);
  if (i < rows)
    valid_rows (x + (gsize)i * n, n, k, p, q, y + (gsize)i * cols, 1);
}

void
fv_conv2d_frame (const double *x, guint m, guint n, guint p, guint q, double *out)
{
  guint cols = n + 2 * (q - 1);

  memset (out, 0, (gsize)(m + 2 * (p - 1)) * cols * sizeof *out);
  for (guint i = 0; i < m; i++)
    memcpy (out + (gsize)(i + p - 1) * cols + (q - 1), x + (gsize)i * n, n * sizeof *x);
}

void
fv_conv2d_full (const double *x, guint m, guint n, const double *k, guint p, guint q, double *y)
{
  guint rows = m + 2 * (p - 1), cols = n + 2 * (q - 1);
  double *framed = g_new (double, (gsize)rows *cols);

  fv_conv2d_frame (x, m, n, p, q, framed);
  fv_conv2d_valid (framed, rows, cols, k, p, q, y);
  g_free (framed);
}

void
fv_rot180 (const double *k, guint p, guint q, double *out)
{
  gsize count = (gsize)p * q;

  for (gsize i = 0; i < count; i++)
    out[i] = k[count - 1 - i];
}

FV_CLONES void
fv_add (const double *restrict x, gsize count, double *restrict out)
{
  for (gsize i = 0; i < count; i++)
    out[i] += x[i];
}
