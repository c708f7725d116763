/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-silence.h"

#include <string.h>

#include "fv-parameter-shape.h"

guint
fv_silence_reader (const FvNetwork *network, guint layer)
{
  for (guint place = layer + 1; place <= fv_network_depth (network); place++)
    {
      const FvLayer *reader = fv_network_layer (network, place);

      if (reader->n_weights == 0)
        continue;
      if (fv_layer_is_convolution (reader) && fv_parameter_shape (reader).inputs != reader->input.maps)
        return 0;
      return place;
    }
  return 0;
}

/* Of a dense layer, the inputs that are cells of the unit's map; of a convolution that map, of which each kernel is one
 * input. Pooling has one map of weights for each. */
void
fv_silence_weights (const FvNetwork *network, guint layer, guint unit, float *weights)
{
  const FvLayer *reader = fv_network_layer (network, fv_silence_reader (network, layer));
  FvParameterShape shape = fv_parameter_shape (reader);
  guint maps = fv_network_shape (network, layer).maps, each;
  gsize area = (gsize)shape.rows * shape.cols;

  if (fv_layer_is_pooling (reader))
    {
      memset (weights + unit * area, 0, area * sizeof *weights);
      return;
    }
  each = shape.inputs / maps;
  for (guint u = 0; u < shape.units; u++)
    memset (weights + ((gsize)u * shape.inputs + (gsize)unit * each) * area, 0,
            each * area * sizeof *weights);
}
