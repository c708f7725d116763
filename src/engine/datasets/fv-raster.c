/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-raster.h"

#include <math.h>

/* The pixels whose centres lie from low to high, clipped to [0, count); an empty range has first > last. */
static void
pixel_range (double low, double high, guint count, int *first, int *last)
{
  *first = (int)ceil (CLAMP (low - 0.5, 0, (double)count));
  *last = (int)floor (CLAMP (high - 0.5, -1, (double)count - 1));
}

void
fv_raster_segment (FvRaster *self, FvPoint a, FvPoint b)
{
  double reach = MAX (a.width, b.width) / 2 + 0.5;
  double dx = b.x - a.x;
  double dy = b.y - a.y;
  double square = dx * dx + dy * dy;
  double per_square = square > 0 ? 1 / square : 0;
  double radius = a.width / 2;
  double growth = (b.width - a.width) / 2;
  int first_row, last_row, first_col, last_col;

  pixel_range (MIN (a.y, b.y) - reach, MAX (a.y, b.y) + reach, self->rows, &first_row, &last_row);
  pixel_range (MIN (a.x, b.x) - reach, MAX (a.x, b.x) + reach, self->cols, &first_col, &last_col);
  for (int row = first_row; row <= last_row; row++)
    {
      float *line = self->cover + (gsize)row * self->cols;
      double y = row + 0.5 - a.y;

      for (int col = first_col; col <= last_col; col++)
        {
          double x = col + 0.5 - a.x;
          double t = (x * dx + y * dy) * per_square;
          double r, ex, ey, far, near, distance;

          t = t < 0 ? 0 : t > 1 ? 1 : t;
          r = radius + t * growth;
          ex = x - t * dx;
          ey = y - t * dy;
          distance = ex * ex + ey * ey;
          far = r + 0.5;
          near = r - 0.5;
          if (distance >= far * far)
            continue;
          /* The root is only needed in the edge band, a pixel wide. */
          if (near > 0 && distance <= near * near)
            line[col] = 1;
          else
            {
              /* A pen thinner than a pixel covers no more than its width. */
              double cover = MIN (MIN (far - sqrt (distance), 2 * r), 1);

              line[col] = MAX (line[col], (float)cover);
            }
        }
    }
}

void
fv_raster_finish (const FvRaster *self, guint8 *pixels)
{
  gsize count = (gsize)self->rows * self->cols;

  for (gsize i = 0; i < count; i++)
    pixels[i] = (guint8)(self->cover[i] * 255 + 0.5f);
}
