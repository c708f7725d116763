/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-values.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-palette.h"

/* a − b [n]; b may be NULL. */
static double *
difference (const float *a, const float *b, gsize n)
{
  double *out = g_new (double, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    out[i] = (double)a[i] - (b ? (double)b[i] : 0);
  return out;
}

static void
take_weights (const FvSceneInput *input, guint place, FvKernelsValues *out)
{
  FvParameters *now = input->parameters, *then = input->kernels.start ? input->kernels.start : now;
  FvParameters *of = input->kernels.shown == FV_KERNELS_AT_START ? then : now;
  gboolean is_change = input->kernels.shown == FV_KERNELS_CHANGE;

  if (input->kernels.shown == FV_KERNELS_AT_START)
    out->title = N_ ("weights at the start");
  else if (is_change)
    out->title = N_ ("change since the start");
  out->weights = difference (fv_parameters_weights (of, place),
                             is_change ? fv_parameters_weights (then, place) : NULL, out->n_weights);
  out->biases = difference (fv_parameters_biases (of, place),
                            is_change ? fv_parameters_biases (then, place) : NULL, out->n_biases);
}

gboolean
fv_kernels_shows_now (const FvSceneInput *input)
{
  return input->kernels.shown == FV_KERNELS_COURSE
         || (input->kernels.shown == FV_KERNELS_BY_WAY && !fv_cursor_is_backward (input->cursor));
}

FvKernelsValues
fv_kernels_values (const FvSceneInput *input, guint place)
{
  const FvLayer *layer = fv_network_layer (input->network, place);
  FvKernelsValues out
      = { .n_weights = layer->n_weights, .n_biases = layer->n_biases, .title = N_ ("weights") };

  if (input->kernels.shown == FV_KERNELS_BY_WAY && fv_cursor_is_backward (input->cursor) && input->trace)
    {
      out.title = N_ ("gradient ∂E/∂Θ");
      out.weights
          = g_memdup2 (fv_trace_weight_gradient (input->trace, place), out.n_weights * sizeof (double));
      out.biases = g_memdup2 (fv_trace_bias_gradient (input->trace, place), out.n_biases * sizeof (double));
    }
  else if (input->parameters)
    take_weights (input, place, &out);
  if (out.weights)
    out.scale = fv_palette_scale_doubles (out.weights, out.n_weights);
  return out;
}

void
fv_kernels_values_clear (FvKernelsValues *self)
{
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->biases, g_free);
}

gboolean
fv_kernel_of (const FvNetwork *network, guint place, guint unit, guint input, FvKernel *out)
{
  const FvLayer *layer = fv_network_layer (network, place);

  *out = (FvKernel){ .place = place };
  if (!fv_weight_maps_of (layer, &out->maps))
    {
      out->is_dense = fv_weight_maps_of_rows (network, place, &out->maps);
      if (!out->is_dense)
        return FALSE;
    }
  out->unit = MIN (unit, out->maps.units - 1);
  out->input = MIN (input, out->maps.inputs - 1);
  out->first
      = out->is_dense
            ? (gssize)(((gsize)out->unit * out->maps.inputs + out->input) * out->maps.rows * out->maps.cols)
            : fv_weight_maps_first (layer, out->unit, out->input);
  return TRUE;
}

/* Of a dense unit, the input that the cursor's term or parameter reads lies in one of the maps. */
static guint
input_of (FvCursor cursor, const FvKernel *kernel)
{
  guint input = cursor.input;

  if (input == FV_INPUT_BIAS)
    return 0;
  if (!kernel->is_dense)
    return input;
  return (fv_cursor_is_parameter (cursor) ? input : cursor.term) / (kernel->maps.rows * kernel->maps.cols);
}

static guint
place_near (const FvNetwork *network, guint place)
{
  FvKernel kernel;

  for (guint at = MIN (place, fv_network_depth (network)); at > 0; at--)
    if (fv_kernel_of (network, at, 0, 0, &kernel))
      return at;
  for (guint at = place + 1; at <= fv_network_depth (network); at++)
    if (fv_kernel_of (network, at, 0, 0, &kernel))
      return at;
  return 0;
}

gboolean
fv_kernel_at (const FvSceneInput *input, FvKernel *out)
{
  guint place = place_near (input->network, input->cursor.layer);
  FvCursor cursor = place == input->cursor.layer ? input->cursor : (FvCursor){ 0 };

  if (place == 0 || !fv_kernel_of (input->network, place, cursor.unit, 0, out))
    return FALSE;
  fv_kernel_of (input->network, place, cursor.unit, input_of (cursor, out), out);
  out->row = MIN (input->kernels.row, out->maps.rows - 1);
  out->col = MIN (input->kernels.col, out->maps.cols - 1);
  out->on_bias = input->kernels.on_bias && fv_network_layer (input->network, place)->n_biases > 0;
  return TRUE;
}

FvCursor
fv_kernel_cursor (const FvKernel *self, FvCursor cursor)
{
  FvCursor out = { .direction = fv_cursor_is_backward (cursor) ? FV_BACKWARD : FV_FORWARD,
                   .layer = self->place,
                   .unit = self->unit };

  if (self->is_dense)
    out.term = self->input * self->maps.rows * self->maps.cols;
  else
    out.input = self->input;
  return out;
}

gsize
fv_kernel_size (const FvKernel *self)
{
  return (gsize)self->maps.rows * self->maps.cols;
}

gsize
fv_kernel_offset (const FvKernel *self, const FvNetwork *network, gsize nth)
{
  return fv_network_weight_offset (network, self->place) + (gsize)self->first + nth;
}

gsize
fv_kernel_bias_offset (const FvKernel *self, const FvNetwork *network)
{
  return fv_network_bias_offset (network, self->place) + self->unit;
}

char *
fv_kernel_name (const FvKernel *self, const FvNetwork *network)
{
  g_autofree char *name = fv_layer_short_name (fv_network_layer (network, self->place));

  if (self->maps.inputs > 1)
    /* Translators: the weights of one unit for one of the maps it sums, as "C3 · unit 2 · from map 3" */
    return g_strdup_printf (_ ("%s · unit %u · from map %u"), name, self->unit + 1, self->input + 1);
  return g_strdup_printf (_ ("%s · unit %u"), name, self->unit + 1);
}

gboolean
fv_kernel_is_turned (const FvKernel *self, const FvSceneInput *input)
{
  return input->kernels.as_applied && !self->is_dense && !self->maps.is_pool;
}
