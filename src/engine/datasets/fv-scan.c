/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scan.h"

#include "fv-elementary.h"
#include "fv-hand.h"

#include <string.h>

#define SIDE     FV_DIGIT_SIDE
#define COARSEST 3.6 /* pixels */
#define FINEST   1.1 /* below, nothing is to be seen of it */
#define LEAST    0.4 /* of the ink has to be left */
#define MOST     2.2 /* times the ink there was */

/* One row of a matrix that blurs: the weights of pixels first … first + n − 1. */
typedef struct
{
  int first;
  int n;
  float weight[SIDE];
} Row;

/* Adds share times the mean of pixels over [from, to) to row; what lies outside is empty. */
static void
add_mean (float *row, double from, double to, double share)
{
  for (int i = MAX (0, (int)from); i < MIN (SIDE, to); i++)
    row[i] += (float)(share * (MIN (i + 1.0, to) - MAX ((double)i, from)) / (to - from));
}

/* Pixel i between the means of the two coarse pixels its middle lies between. */
static void
blur_rows (double pitch, double phase, Row *rows)
{
  for (int i = 0; i < SIDE; i++)
    {
      float row[SIDE] = { 0 };
      double at = (i + 0.5 - phase) / pitch + 7.5; /* not negative, so that a cast rounds down */
      double cell = (double)(int)at, t = at - cell;
      double from = (cell - 8) * pitch + phase;
      int first = 0, last = SIDE - 1;

      add_mean (row, from, from + pitch, 1 - t);
      add_mean (row, from + pitch, from + 2 * pitch, t);
      while (first < last && row[first] <= 0)
        first++;
      while (last > first && row[last] <= 0)
        last--;
      rows[i].first = first;
      rows[i].n = last - first + 1;
      memcpy (rows[i].weight, row + first, sizeof (float) * (gsize)rows[i].n);
    }
}

/* values [28][28] become rows · values · colsᵀ. */
static void
blur (const Row *rows, const Row *cols, float *values)
{
  float half[SIDE * SIDE] = { 0 };

  for (int y = 0; y < SIDE; y++)
    for (int k = 0; k < rows[y].n; k++)
      for (int x = 0; x < SIDE; x++)
        half[y * SIDE + x] += rows[y].weight[k] * values[(rows[y].first + k) * SIDE + x];
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      {
        float sum = 0;

        for (int k = 0; k < cols[x].n; k++)
          sum += cols[x].weight[k] * half[y * SIDE + cols[x].first + k];
        values[y * SIDE + x] = sum;
      }
}

static void
see_coarsely (FvRandom *random, double coarse, float *values)
{
  double pitch = MIN (1 + coarse * fv_random_normal (random), COARSEST);
  double down = fv_random_uniform (random), right = fv_random_uniform (random);
  Row rows[SIDE], cols[SIDE];

  if (pitch < FINEST)
    return;
  blur_rows (pitch, down * pitch, rows);
  blur_rows (pitch, right * pitch, cols);
  blur (rows, cols, values);
}

/* Not where hardly anything would be left, or the holes of a digit would be filled. */
static void
see_harshly (FvRandom *random, double contrast, float *values)
{
  double gain = fv_exp (contrast * fv_random_normal (random));
  double threshold = 128 + 40 * fv_random_normal (random);
  float changed[SIDE * SIDE];
  double before = 0, after = 0;

  if (gain < FINEST)
    return;
  threshold = CLAMP (threshold, 40, 215);
  for (guint i = 0; i < SIDE * SIDE; i++)
    {
      changed[i] = (float)CLAMP (threshold + gain * (values[i] - threshold), 0, 255);
      before += values[i];
      after += changed[i];
    }
  if (after > LEAST * before && after < MOST * before)
    memcpy (values, changed, sizeof changed);
}

gboolean
fv_scan (FvRandom *random, const FvHandTraits *traits, guint8 *pixels)
{
  float values[SIDE * SIDE];

  if (traits->coarse <= 0 && traits->contrast <= 0)
    return FALSE;
  for (guint i = 0; i < SIDE * SIDE; i++)
    values[i] = pixels[i];
  if (traits->coarse > 0)
    see_coarsely (random, traits->coarse, values);
  if (traits->contrast > 0)
    see_harshly (random, traits->contrast, values);
  for (guint i = 0; i < SIDE * SIDE; i++)
    pixels[i] = (guint8)(values[i] + 0.5f);
  return TRUE;
}
