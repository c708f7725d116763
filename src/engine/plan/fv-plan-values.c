/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "fv-plan-private.h"

float *
fv_plan_floats_new (gsize count)
{
  gsize bytes = (MAX (count, 1) * sizeof (float) + 63) / 64 * 64;
  float *floats = aligned_alloc (64, bytes);

  if (floats == NULL)
    g_error ("Could not allocate %" G_GSIZE_FORMAT " bytes", bytes);
  memset (floats, 0, bytes);
  return floats;
}

/* Copies count floats, from → to or back. */
typedef enum
{
  PACK,
  UNPACK,
} Direction;

static void
move (Direction direction, float *plain, float *packed, gsize count)
{
  if (direction == PACK)
    memcpy (packed, plain, count * sizeof *packed);
  else
    memcpy (plain, packed, count * sizeof *plain);
}

/* The input a unit's nth kernel belongs to; −1 if there is none and its weights stay 0. */
static gssize
input_of_kernel (const FvStage *stage, guint unit, guint nth)
{
  const guint8 *row = stage->is_connected != NULL ? stage->is_connected + (gsize)unit * stage->inputs : NULL;

  if (stage->is_summed == NULL)
    return row == NULL || row[nth] ? (gssize)nth : -1;
  for (guint i = 0; row != NULL && i < stage->inputs; i++)
    if (row[i])
      return i;
  return 0;
}

/* One kernel, plain [rows][cols], its place among the rotated rows of its unit. */
static void
move_kernel (Direction direction, const FvStage *stage, float *plain, float *unit, gsize input)
{
  guint rows = stage->kernel_rows, cols = stage->kernel_cols;

  for (guint u = 0; u < rows; u++)
    for (guint v = 0; v < cols; v++)
      move (direction, plain + (gsize)u * cols + v,
            unit + (gsize)(rows - 1 - u) * stage->at.row + (gsize)(cols - 1 - v) * stage->cell + input, 1);
}

static void
move_kernels (Direction direction, const FvStage *stage, float *plain, float *packed)
{
  gsize area = (gsize)stage->kernel_rows * stage->kernel_cols, n_kernels = stage->layer->weight_shape[1];

  for (guint unit = 0; unit < stage->at.units; unit++)
    for (guint k = 0; k < n_kernels; k++)
      {
        float *kernel = plain + ((gsize)unit * n_kernels + k) * area;
        gssize input = input_of_kernel (stage, unit, k);

        if (input >= 0)
          move_kernel (direction, stage, kernel, packed + (gsize)unit * stage->at.rows * stage->at.row,
                       (gsize)input);
        else if (direction == UNPACK)
          memset (kernel, 0, area * sizeof *kernel);
      }
}

static void
move_rows (Direction direction, const FvStage *stage, float *plain, float *packed)
{
  gsize count = stage->layer->n_weights / stage->at.units;

  for (guint unit = 0; unit < stage->at.units; unit++)
    move (direction, plain + unit * count, packed + (gsize)unit * stage->at.row, count);
}

static void
move_all (Direction direction, const FvPlan *self, float *plain, float *packed)
{
  for (guint i = 0; i < self->n_stages; i++)
    {
      const FvStage *stage = &self->stages[i];
      guint place = stage->layer->place;
      float *weights = plain + fv_network_weight_offset (self->network, place);

      if (stage->at.units == 0)
        continue;
      if (stage->kind == FV_STAGE_CONVOLUTION)
        move_kernels (direction, stage, weights, packed + stage->at.weights);
      else
        move_rows (direction, stage, weights, packed + stage->at.weights);
      move (direction, plain + fv_network_bias_offset (self->network, place), packed + stage->at.biases,
            stage->layer->n_biases);
    }
}

void
fv_stages_pack (const FvPlan *self, const float *values, float *floats)
{
  move_all (PACK, self, (float *)values, floats);
}

void
fv_stages_unpack (const FvPlan *self, const float *floats, float *values)
{
  move_all (UNPACK, self, values, (float *)floats);
}
