/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-paint.h"

#include <math.h>

gboolean
fv_network_shows_delta (const FvSceneInput *input)
{
  return fv_cursor_is_backward (input->cursor);
}

/* φ of the layer, or of the one below that its values come from (a pool has none). NULL: the input. */
static const FvActivation *
activation_of (FvNetwork *network, guint place)
{
  for (; place > 0; place--)
    if (fv_network_layer (network, place)->activation)
      return fv_network_layer (network, place)->activation;
  return NULL;
}

static void
forward_range (const FvSceneInput *input, guint place, FvNetworkLook *look)
{
  const FvActivation *activation = activation_of (input->network, place);

  if (activation)
    {
      look->low = activation->low;
      look->high = activation->high;
    }
  else
    fv_network_range (input->network, &look->low, &look->high);
  if (isfinite (look->low) && isfinite (look->high))
    return;
  /* Unbounded φ: the layer's own largest value. */
  look->high = look->values ? fv_palette_scale_doubles (
                   look->values, fv_shape_size (fv_network_shape (input->network, place)))
                            : 1;
  look->low = isfinite (look->low) ? look->low : -look->high;
}

FvNetworkLook
fv_network_look (const FvSceneInput *input, guint place)
{
  FvNetworkLook look = { .palette = FV_PALETTE_ACTIVATION, .low = -1, .high = 1 };

  if (fv_network_shows_delta (input))
    {
      look.palette = FV_PALETTE_DELTA;
      if (!input->trace)
        return look;
      look.values = fv_trace_delta (input->trace, place);
      look.high
          = fv_palette_scale_doubles (look.values, fv_shape_size (fv_network_shape (input->network, place)));
      look.low = -look.high;
      return look;
    }
  look.values = input->trace ? fv_trace_o (input->trace, place) : NULL;
  look.pixels = input->trace && place == 0 ? fv_trace_pixels (input->trace) : NULL;
  forward_range (input, place, &look);
  return look;
}
