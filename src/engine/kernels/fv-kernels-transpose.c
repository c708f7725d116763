/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-set.h"

/* 8 × 8 across the diagonal: pairs, quads, halves. */
FV_INLINE void
transpose (FvLanes r[FV_LANES])
{
  FvLanes t[FV_LANES];

  FV_UNROLL for (guint i = 0; i < FV_LANES; i += 2)
  {
    t[i] = __builtin_shufflevector (r[i], r[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    t[i + 1] = __builtin_shufflevector (r[i], r[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  FV_UNROLL for (guint i = 0; i < FV_LANES; i += 4) FV_UNROLL for (guint k = 0; k < 2; k++)
  {
    r[i + 2 * k] = __builtin_shufflevector (t[i + k], t[i + 2 + k], 0, 1, 8, 9, 4, 5, 12, 13);
    r[i + 2 * k + 1] = __builtin_shufflevector (t[i + k], t[i + 2 + k], 2, 3, 10, 11, 6, 7, 14, 15);
  }
  FV_UNROLL for (guint i = 0; i < 4; i++)
  {
    t[i] = __builtin_shufflevector (r[i], r[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    t[i + 4] = __builtin_shufflevector (r[i], r[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
  FV_UNROLL for (guint i = 0; i < FV_LANES; i++) r[i] = t[i];
}

/* Eight rows of 8 floats, step floats apart; rows from count on are 0. */
FV_INLINE void
load_rows (const float *from, gsize step, gsize count, FvLanes r[FV_LANES])
{
  FV_UNROLL for (guint i = 0; i < FV_LANES; i++) r[i]
      = i < count ? fv_lanes_load (from + i * step) : fv_lanes (0.0f);
}

FV_INLINE void
store_rows (float *to, gsize step, gsize count, FvLanes r[FV_LANES])
{
  FV_UNROLL for (guint i = 0; i < FV_LANES; i++) if (i < count) fv_lanes_store (to + i * step, r[i]);
}

void
FV_KERNEL (to_samples) (const float *lanes, gsize count, float *samples, gsize stride)
{
  FvLanes r[FV_LANES];
  gsize i = 0;

  for (; i + FV_LANES <= count; i += FV_LANES)
    {
      load_rows (lanes + i * FV_LANES, FV_LANES, FV_LANES, r);
      transpose (r);
      store_rows (samples + i, stride, FV_LANES, r);
    }
  if (i < count)
    {
      load_rows (lanes + i * FV_LANES, FV_LANES, count - i, r);
      transpose (r);
      store_rows (samples + i, stride, FV_LANES, r);
    }
}

typedef gint8 Bytes __attribute__ ((vector_size (FV_LANES)));

/* Eight cells of winners: δ where there is one, and the winner as a byte. */
FV_INLINE void
winners_of_eight (const gint32 *winner, const float *delta, gsize count, guint8 *bytes, float *samples,
                  gsize stride)
{
  FvLanes won[FV_LANES], d[FV_LANES];

  load_rows (delta, FV_LANES, count, d);
  FV_UNROLL for (guint i = 0; i < FV_LANES; i++)
  {
    FvLanesInt cell = i < count ? fv_lanes_int_load (winner + i * FV_LANES) : fv_lanes_int (0);

    d[i] = (FvLanes)((FvLanesInt)d[i] & (cell >= 0));
    won[i] = (FvLanes)(cell & (cell >= 0));
  }
  transpose (won);
  transpose (d);
  FV_UNROLL for (guint i = 0; i < FV_LANES; i++)
  {
    Bytes row = __builtin_convertvector((FvLanesInt)won[i], Bytes);

    memcpy (bytes + i * stride, &row, sizeof row);
    fv_lanes_store (samples + i * stride, d[i]);
  }
}

void
FV_KERNEL (winners_to_samples) (const gint32 *winner, const float *delta, gsize count, guint8 *winner_samples,
                                float *delta_samples, gsize stride)
{
  gsize i = 0;

  for (; i + FV_LANES <= count; i += FV_LANES)
    winners_of_eight (winner + i * FV_LANES, delta + i * FV_LANES, FV_LANES, winner_samples + i,
                      delta_samples + i, stride);
  if (i < count)
    winners_of_eight (winner + i * FV_LANES, delta + i * FV_LANES, count - i, winner_samples + i,
                      delta_samples + i, stride);
}

/* Eight maps of one cell at a time, cells in their order: what an unpadded cell overwrites is written next. */
FV_INLINE void
maps_to_cells (const float *lanes, guint maps, gsize area, guint cell, float *samples, gsize stride)
{
  FvLanes r[FV_LANES];

  for (gsize a = 0; a < area; a++)
    {
      load_rows (lanes + a * FV_LANES, area * FV_LANES, maps, r);
      transpose (r);
      store_rows (samples + a * cell, stride, FV_LANES, r);
    }
}

void
FV_KERNEL (to_cells) (const float *lanes, guint maps, gsize area, guint cell, float *samples, gsize stride)
{
  guint m = 0;

  if (maps == 1)
    {
      FV_KERNEL (to_samples) (lanes, area, samples, stride);
      return;
    }
  for (; m + FV_LANES <= maps; m += FV_LANES)
    maps_to_cells (lanes + m * area * FV_LANES, FV_LANES, area, cell, samples + m, stride);
  if (m < maps)
    maps_to_cells (lanes + m * area * FV_LANES, maps - m, area, cell, samples + m, stride);
}

FV_INLINE void
cells_to_maps (const float *samples, gsize stride, guint maps, gsize area, guint cell, float *lanes)
{
  FvLanes r[FV_LANES];

  for (gsize a = 0; a < area; a++)
    {
      load_rows (samples + a * cell, stride, FV_LANES, r);
      transpose (r);
      store_rows (lanes + a * FV_LANES, area * FV_LANES, maps, r);
    }
}

void
FV_KERNEL (from_cells) (const float *samples, gsize stride, guint maps, gsize area, guint cell, float *lanes)
{
  guint m = 0;

  for (; m + FV_LANES <= maps; m += FV_LANES)
    cells_to_maps (samples + m, stride, FV_LANES, area, cell, lanes + m * area * FV_LANES);
  if (m < maps)
    cells_to_maps (samples + m, stride, maps - m, area, cell, lanes + m * area * FV_LANES);
}

typedef guint8 Pixels __attribute__ ((vector_size (FV_LANES)));

/* Eight pixels of eight samples. */
FV_INLINE void
pack_eight (const guint8 *const *pixels, gsize at, gsize count, FvLanes low, FvLanes scale, float *lanes)
{
  FvLanes r[FV_LANES];

  FV_UNROLL for (guint i = 0; i < FV_LANES; i++)
  {
    Pixels eight = { 0 };

    memcpy (&eight, pixels[i] + at, count);
    r[i] = fv_lanes_fma (__builtin_convertvector(eight, FvLanes), scale, low);
  }
  transpose (r);
  store_rows (lanes, FV_LANES, count, r);
}

void
FV_KERNEL (pack) (const guint8 *const *pixels, gsize count, float low, float scale, float *lanes)
{
  gsize i = 0;

  for (; i + FV_LANES <= count; i += FV_LANES)
    pack_eight (pixels, i, FV_LANES, fv_lanes (low), fv_lanes (scale), lanes + i * FV_LANES);
  if (i < count)
    pack_eight (pixels, i, count - i, fv_lanes (low), fv_lanes (scale), lanes + i * FV_LANES);
}

float
FV_KERNEL (largest) (const float *x, gsize count)
{
  FvLanesInt most = fv_lanes_int (0);

  for (gsize i = 0; i < count; i += FV_LANES)
    most = fv_lanes_largest (most, fv_lanes_load (x + i));
  return fv_lanes_largest_float (most);
}
