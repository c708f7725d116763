/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-layer.h"

G_BEGIN_DECLS

/* How a layer's parameters stand, whatever its kind: weights [units][inputs][rows][cols], then biases [units]. A dense
 * layer has 1×1 kernels; a shared kernel has one input. units 0: no parameters. */
typedef struct
{
  guint units, inputs, rows, cols;
} FvParameterShape;

static inline FvParameterShape
fv_parameter_shape (const FvLayer *layer)
{
  const gsize *size = layer->weight_shape;

  switch (layer->weight_rank)
    {
    case 4:
      return (FvParameterShape){ (guint)size[0], (guint)size[1], (guint)size[2], (guint)size[3] };
    case 3:
      return (FvParameterShape){ (guint)size[0], 1, (guint)size[1], (guint)size[2] };
    case 2:
      return (FvParameterShape){ (guint)size[0], (guint)size[1], 1, 1 };
    default:
      return (FvParameterShape){ 0 };
    }
}

/* FALSE for a kernel that a connection table leaves out. */
static inline gboolean
fv_parameter_is_there (const FvLayer *layer, guint unit, guint input)
{
  gboolean has_table = fv_layer_is_convolution (layer) && layer->weight_shape[1] == layer->input.maps;

  return !has_table || fv_layer_kernel (layer, unit, input) >= 0;
}

G_END_DECLS
