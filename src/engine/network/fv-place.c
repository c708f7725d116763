/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-error.h"
#include "fv-parameter-shape.h"

static gboolean
is_parameter (FvQuantity quantity)
{
  return quantity == FV_QUANTITY_GRADIENT || quantity == FV_QUANTITY_UPDATE;
}

static gboolean
parameter_exists (const FvLayer *layer, FvPlace place)
{
  FvParameterShape shape = fv_parameter_shape (layer);

  if (place.unit >= shape.units)
    return FALSE;
  if (place.input == FV_INPUT_BIAS)
    return TRUE;
  return place.input < shape.inputs && place.row < shape.rows && place.col < shape.cols
         && fv_parameter_is_there (layer, place.unit, place.input);
}

static gboolean
cell_exists (FvShape shape, FvPlace place)
{
  return place.unit < shape.maps && place.row < shape.rows && place.col < shape.cols;
}

static gboolean
share_exists (const FvNetwork *network, FvPlace place)
{
  guint depth = fv_network_depth (network);

  if (place.layer != depth || !fv_network_layer (network, depth)->activation->whole)
    return FALSE;
  return place.unit < fv_network_n_classes (network) && place.row == 0 && place.col == 0;
}

gboolean
fv_place_exists (const FvNetwork *network, FvPlace place)
{
  if (place.quantity == FV_QUANTITY_LOSS)
    return TRUE;
  if (place.layer > fv_network_depth (network))
    return FALSE;
  if (place.quantity == FV_QUANTITY_SHARE)
    return share_exists (network, place);
  if (is_parameter (place.quantity))
    return place.layer > 0 && parameter_exists (fv_network_layer (network, place.layer), place);
  return cell_exists (fv_network_shape (network, place.layer), place);
}

gsize
fv_place_parameter (const FvNetwork *network, FvPlace place)
{
  const FvLayer *layer = fv_network_layer (network, place.layer);
  FvParameterShape shape = fv_parameter_shape (layer);
  gsize kernel = (gsize)place.unit * shape.inputs + place.input;

  if (place.input == FV_INPUT_BIAS)
    return fv_network_bias_offset (network, place.layer) + place.unit;
  return fv_network_weight_offset (network, place.layer) + (kernel * shape.rows + place.row) * shape.cols
         + place.col;
}

/* A number of the text; count is how many there are. */
static gboolean
parse_part (const char *text, const char *part, const char *what, guint first, guint count, guint *out,
            GError **error)
{
  guint64 value;

  if (first < count && g_ascii_string_to_unsigned (part, 10, first, count - 1, &value, NULL))
    {
      *out = (guint)value;
      return TRUE;
    }
  /* Translators: what is a layer, a unit, an input, a row or a column; 3/4/2/5 names one of each by number */
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("the place “%s”: %s is “%s”, wanted %u to %u"), text,
               _ (what), part, first, MAX (count, first + 1) - 1);
  return FALSE;
}

static gboolean
refuse_form (const char *text, const char *wanted, GError **error)
{
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("the place “%s” is not of the form %s"), text, wanted);
  return FALSE;
}

/* A cell of a vector may be named by its unit alone. */
static gboolean
parse_cell (const FvNetwork *network, const char *text, char **parts, FvPlace *out, GError **error)
{
  FvShape shape = fv_network_shape (network, out->layer);
  guint length = g_strv_length (parts);

  if (length != 4 && !(length == 2 && fv_shape_area (shape) == 1))
    return refuse_form (text, _ ("LAYER/UNIT/ROW/COL"), error);
  return parse_part (text, parts[1], N_ ("the unit"), 0, shape.maps, &out->unit, error)
         && (length == 2
             || (parse_part (text, parts[2], N_ ("the row"), 0, shape.rows, &out->row, error)
                 && parse_part (text, parts[3], N_ ("the column"), 0, shape.cols, &out->col, error)));
}

static gboolean
refuse_layer (const FvLayer *layer, const char *text, GError **error)
{
  g_autofree char *name = fv_layer_to_text (layer);

  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("the place “%s”: layer %u, “%s”, has no parameters; wanted a layer that has"), text,
               layer->place, name);
  return FALSE;
}

static gboolean
refuse_input (const FvLayer *layer, const char *text, const FvPlace *place, GError **error)
{
  GString *inputs = g_string_new (NULL);

  for (guint i = 0; i < layer->input.maps; i++)
    if (fv_parameter_is_there (layer, place->unit, i))
      g_string_append_printf (inputs, "%s%u", inputs->len > 0 ? ", " : "", i);
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("the place “%s”: unit %u does not read input map %u, wanted one of: %s"), text, place->unit,
               place->input, inputs->str);
  g_string_free (inputs, TRUE);
  return FALSE;
}

/* LAYER/UNIT/bias, dense LAYER/UNIT/INPUT, LAYER/UNIT/[INPUT/]ROW/COL. */
static gboolean
parse_parameter (const FvLayer *layer, const char *text, char **parts, FvPlace *out, GError **error)
{
  FvParameterShape shape = fv_parameter_shape (layer);
  guint length = g_strv_length (parts);
  gboolean bias = length == 3 && g_str_equal (parts[2], "bias"), has_kernels = layer->weight_rank > 2;
  char **cell = parts + length - 2;

  if (shape.units == 0)
    return refuse_layer (layer, text, error);
  if (!bias && has_kernels && length != 4 && length != 5)
    return refuse_form (text, _ ("LAYER/UNIT/[INPUT/]ROW/COL or LAYER/UNIT/bias"), error);
  if (!bias && !has_kernels && length != 3)
    return refuse_form (text, _ ("LAYER/UNIT/INPUT or LAYER/UNIT/bias"), error);
  if (!parse_part (text, parts[1], N_ ("the unit"), 0, shape.units, &out->unit, error))
    return FALSE;
  out->input = bias ? FV_INPUT_BIAS : 0;
  if (bias)
    return TRUE;
  if (length != 4 && !parse_part (text, parts[2], N_ ("the input"), 0, shape.inputs, &out->input, error))
    return FALSE;
  if (!fv_parameter_is_there (layer, out->unit, out->input))
    return refuse_input (layer, text, out, error);
  return !has_kernels
         || (parse_part (text, cell[0], N_ ("the row"), 0, shape.rows, &out->row, error)
             && parse_part (text, cell[1], N_ ("the column"), 0, shape.cols, &out->col, error));
}

gboolean
fv_place_parse (const FvNetwork *network, FvQuantity quantity, const char *text, FvPlace *out, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);
  FvPlace place = { .quantity = quantity };
  guint first = is_parameter (quantity) ? 1 : 0;

  g_return_val_if_fail (quantity != FV_QUANTITY_LOSS && quantity != FV_QUANTITY_SHARE, FALSE);
  if (parts[0] == NULL || parts[1] == NULL)
    return refuse_form (text, first == 0 ? _ ("LAYER/UNIT/ROW/COL") : _ ("LAYER/UNIT/[INPUT/]ROW/COL"),
                        error);
  if (!parse_part (text, parts[0], N_ ("the layer"), first, fv_network_depth (network) + 1, &place.layer,
                   error))
    return FALSE;
  if (first == 0 && !parse_cell (network, text, parts, &place, error))
    return FALSE;
  if (first == 1 && !parse_parameter (fv_network_layer (network, place.layer), text, parts, &place, error))
    return FALSE;
  *out = place;
  return TRUE;
}

char *
fv_place_to_text (const FvNetwork *network, FvPlace place)
{
  if (place.quantity == FV_QUANTITY_LOSS)
    return g_strdup ("loss");
  if (!is_parameter (place.quantity))
    return g_strdup_printf ("%u/%u/%u/%u", place.layer, place.unit, place.row, place.col);
  if (place.input == FV_INPUT_BIAS)
    return g_strdup_printf ("%u/%u/bias", place.layer, place.unit);
  if (fv_network_layer (network, place.layer)->weight_rank <= 2)
    return g_strdup_printf ("%u/%u/%u", place.layer, place.unit, place.input);
  return g_strdup_printf ("%u/%u/%u/%u/%u", place.layer, place.unit, place.input, place.row, place.col);
}

static const struct
{
  FvDirection direction;
  FvQuantity quantity;
} ways[] = {
  { FV_FORWARD, FV_QUANTITY_OUTPUT }, { FV_LOSS, FV_QUANTITY_LOSS },
  { FV_BACKWARD, FV_QUANTITY_DELTA }, { FV_GRADIENT, FV_QUANTITY_GRADIENT },
  { FV_UPDATE, FV_QUANTITY_UPDATE },  { FV_FORWARD, FV_QUANTITY_SHARE },
};

FvPlace
fv_place_at_cursor (FvCursor cursor, const FvNetwork *network)
{
  FvPlace place = { 0 };

  cursor = fv_cursor_clamp (cursor, network);
  for (guint i = G_N_ELEMENTS (ways); i-- > 0;)
    if (ways[i].direction == cursor.direction && ways[i].quantity != FV_QUANTITY_SHARE)
      place.quantity = ways[i].quantity;
  place.layer = cursor.layer;
  place.unit = cursor.unit;
  place.input = is_parameter (place.quantity) ? cursor.input : 0;
  place.row = cursor.row;
  place.col = cursor.col;
  return place;
}

FvCursor
fv_cursor_at_place (FvPlace place, const FvNetwork *network)
{
  FvCursor cursor = {
    .layer = place.layer, .unit = place.unit, .input = place.input, .row = place.row, .col = place.col
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].quantity == place.quantity)
      cursor.direction = ways[i].direction;
  return fv_cursor_clamp (cursor, network);
}
