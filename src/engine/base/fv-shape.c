/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-shape.h"

gsize
fv_shape_size (FvShape self)
{
  return (gsize)self.maps * self.rows * self.cols;
}

gsize
fv_shape_area (FvShape self)
{
  return (gsize)self.rows * self.cols;
}

gboolean
fv_shape_equal (FvShape a, FvShape b)
{
  return a.maps == b.maps && a.rows == b.rows && a.cols == b.cols;
}

gboolean
fv_shape_is_vector (FvShape self)
{
  return self.cols == 1 && (self.rows == 1 || self.maps == 1);
}

char *
fv_shape_to_text (FvShape self)
{
  if (fv_shape_is_vector (self))
    return g_strdup_printf ("%" G_GSIZE_FORMAT, fv_shape_size (self));
  return g_strdup_printf ("%u@%u×%u", self.maps, self.rows, self.cols);
}
