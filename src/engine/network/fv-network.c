/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-error.h"

struct _FvNetwork
{
  int references;
  char *text;
  FvShape input;
  GPtrArray *layers; /* FvLayer, place 1 first */
  gsize *offsets;    /* [depth] where the weights of place i + 1 begin */
  gsize n_parameters;
  const FvLoss *loss;
  double low;
  guint wrong; /* while it is made: the layer that is looked at, 0: none */
};

static void
network_free (FvNetwork *self)
{
  g_ptr_array_unref (self->layers);
  g_free (self->offsets);
  g_free (self->text);
  g_free (self);
}

FvNetwork *
fv_network_ref (FvNetwork *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
fv_network_unref (FvNetwork *self)
{
  if (g_atomic_int_dec_and_test (&self->references))
    network_free (self);
}

static const char *
resolve_preset (const char *text)
{
  for (guint i = 0; fv_preset_nth (i) != NULL; i++)
    if (g_str_equal (fv_preset_nth (i)->name, text))
      return fv_preset_nth (i)->text;
  return text;
}

static gboolean
parse_side (const char *text, guint max, guint *out)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, max, &value, NULL))
    return FALSE;
  *out = (guint)value;
  return TRUE;
}

/* "28x28x1": rows, columns, maps. */
static gboolean
parse_input (FvNetwork *self, const char *word, GError **error)
{
  g_auto (GStrv) sides = g_strsplit (word, "x", -1);

  if (g_strv_length (sides) == 3 && parse_side (sides[0], FV_NETWORK_MAX_SIDE, &self->input.rows)
      && parse_side (sides[1], FV_NETWORK_MAX_SIDE, &self->input.cols)
      && parse_side (sides[2], 16, &self->input.maps))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
               _ ("the network begins with “%s”; wanted a preset's name, or the input as rows×columns×maps, "
                  "like 28x28x1, "
                  "at most %ux%ux16"),
               word, FV_NETWORK_MAX_SIDE, FV_NETWORK_MAX_SIDE);
  return FALSE;
}

static FvShape
shape_so_far (const FvNetwork *self)
{
  if (self->layers->len == 0)
    return self->input;
  return ((FvLayer *)self->layers->pdata[self->layers->len - 1])->output;
}

/* Nothing of the size of the network is allocated before its totals are within bounds. */
static gboolean
check_bounds (FvNetwork *self, const FvLayer *layer, GError **error)
{
  gsize cells = fv_shape_size (layer->output);

  self->n_parameters += layer->n_weights + layer->n_biases;
  if (cells > FV_NETWORK_MAX_CELLS)
    g_set_error (error, FV_ERROR, FV_ERROR_NETWORK, _ ("%zu cells are too many; at most %u in a layer"),
                 cells, FV_NETWORK_MAX_CELLS);
  else if (self->n_parameters > FV_NETWORK_MAX_PARAMETERS)
    g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
                 _ ("with it the network has %zu parameters; at most %u are possible"), self->n_parameters,
                 FV_NETWORK_MAX_PARAMETERS);
  else
    return TRUE;
  return FALSE;
}

static gboolean
add_layer (FvNetwork *self, const char *text, GError **error)
{
  guint place = self->layers->len + 1;
  FvLayer *layer;

  self->wrong = place;
  if (place > FV_NETWORK_MAX_LAYERS)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_NETWORK, _ ("the network has more than %u layers"),
                   FV_NETWORK_MAX_LAYERS);
      return FALSE;
    }
  layer = fv_layer_new_from_text (text, place, shape_so_far (self), error);
  if (layer != NULL)
    g_ptr_array_add (self->layers, layer);
  if (layer != NULL && check_bounds (self, layer, error))
    return TRUE;
  g_prefix_error (error, _ ("layer %u, “%s”: "), place, text);
  return FALSE;
}

static gboolean
add_layers (FvNetwork *self, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] == '\0' && parts[i + 1] == NULL && i > 0)
        break; /* a semicolon at the end is forgiven */
      if (!add_layer (self, parts[i], error))
        return FALSE;
    }
  return TRUE;
}

/* Every layer but the last must pass a gradient down and be no output layer. */
static gboolean
check_inner_layer (FvNetwork *self, guint i, GError **error)
{
  const FvLayer *layer = self->layers->pdata[i];
  g_autofree char *text = fv_layer_to_text (layer);

  self->wrong = i + 1;
  if (layer->type->is_output)
    g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
                 _ ("layer %u, “%s”, is an output layer and must be the last of %u"), i + 1, text,
                 self->layers->len);
  else if (layer->activation != NULL && layer->activation->flat)
    g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
                 _ ("layer %u, “%s”: no gradient passes %s; only the last of %u layers can have it"), i + 1,
                 text, layer->activation->name, self->layers->len);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_inner_layers (FvNetwork *self, GError **error)
{
  self->wrong = 0;
  if (self->layers->len == 0)
    {
      g_set_error (
          error, FV_ERROR, FV_ERROR_NETWORK,
          _ ("the network has an input and no layer; wanted at least an output layer, like softmax 10"));
      return FALSE;
    }
  for (guint i = 0; i + 1 < self->layers->len; i++)
    if (!check_inner_layer (self, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
loss_fits (const FvLoss *loss, const FvLayer *last)
{
  return fv_shape_is_vector (last->output) && loss->fits (last->activation, fv_shape_size (last->output));
}

static gboolean
refuse_loss (const FvLoss *loss, const FvLayer *last, GError **error)
{
  g_autofree char *text = fv_layer_to_text (last);

  if (loss == NULL || !fv_shape_is_vector (last->output))
    g_set_error (
        error, FV_ERROR, FV_ERROR_NETWORK,
        _ ("layer %u, “%s”, is the last; wanted an output layer there, like softmax 10, or a dense one with "
           "loss=squared or loss=logistic"),
        last->place, text);
  else
    g_set_error (error, FV_ERROR, FV_ERROR_NETWORK, _ ("loss=%s does not go with “%s”; it wants %s"),
                 loss->name, text, _ (loss->wants));
  return FALSE;
}

/* The loss a layer brings when none is named. Squared error and logistic loss are choices, never silent. */
static const FvLoss *
own_loss (const FvLayer *last)
{
  for (guint i = 0; fv_loss_nth (i) != NULL; i++)
    if (fv_loss_nth (i)->is_own && loss_fits (fv_loss_nth (i), last))
      return fv_loss_nth (i);
  return NULL;
}

static gboolean
choose_loss (FvNetwork *self, const char *name, GError **error)
{
  const FvLayer *last = self->layers->pdata[self->layers->len - 1];

  /* A loss that was chosen is wrong itself; where none was, the last layer has to bring one. */
  self->wrong = name == NULL ? last->place : 0;
  self->loss = name != NULL ? fv_loss_from_name (name) : own_loss (last);
  if (name != NULL && self->loss == NULL)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
                   _ ("no loss is called “%s”; wanted squared or logistic"), name);
      return FALSE;
    }
  return self->loss != NULL && loss_fits (self->loss, last) ? TRUE : refuse_loss (self->loss, last, error);
}

/* Cuts "loss=NAME" off the end of text; NULL if it is not there. */
static char *
take_loss (char *text)
{
  char *loss = g_strrstr (text, "loss=");
  char *name;

  if (loss == NULL || (loss > text && strchr (" \t\r\n;", loss[-1]) == NULL))
    return NULL;
  name = g_strdup (loss + strlen ("loss="));
  g_strstrip (name);
  if (g_str_has_suffix (name, ";"))
    name[strlen (name) - 1] = '\0';
  *loss = '\0';
  return g_strstrip (name);
}

/* Inputs are scaled to what the first φ wants (MATH §3). */
static double
find_low (const FvNetwork *self)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      const FvActivation *activation = ((FvLayer *)self->layers->pdata[i])->activation;

      if (activation != NULL)
        return activation->input_low;
    }
  return 0.0;
}

static char *
write_text (const FvNetwork *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%ux%ux%u", self->input.rows, self->input.cols, self->input.maps);
  for (guint i = 0; i < self->layers->len; i++)
    {
      g_autofree char *layer = fv_layer_to_text (self->layers->pdata[i]);

      g_string_append_printf (text, "%s %s", i > 0 ? ";" : "", layer);
    }
  if (!self->loss->is_own)
    g_string_append_printf (text, "; loss=%s", self->loss->name);
  return g_string_free (text, FALSE);
}

static void
finish (FvNetwork *self)
{
  gsize at = 0;

  self->offsets = g_new (gsize, self->layers->len);
  for (guint i = 0; i < self->layers->len; i++)
    {
      const FvLayer *layer = self->layers->pdata[i];

      self->offsets[i] = at;
      at += layer->n_weights + layer->n_biases;
    }
  self->low = find_low (self);
  self->text = write_text (self);
}

static gboolean
parse (FvNetwork *self, const char *text, GError **error)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  gsize first = strcspn (copy, " \t\r\n;");
  g_autofree char *input = g_strndup (copy, first);
  g_autofree char *loss = take_loss (copy + first);

  return parse_input (self, input, error) && add_layers (self, copy + first, error)
         && check_inner_layers (self, error) && choose_loss (self, loss, error);
}

FvNetwork *
fv_network_new_or_place (const char *text, guint *place, GError **error)
{
  FvNetwork *self;
  g_autofree char *line = NULL;

  *place = 0;
  if (strnlen (text, FV_NETWORK_MAX_TEXT + 1) > FV_NETWORK_MAX_TEXT)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_NETWORK, _ ("the network's text is longer than %u bytes"),
                   FV_NETWORK_MAX_TEXT);
      return NULL;
    }
  /* Lines may be broken where there are blanks, and what is said of them is one sentence. */
  line = g_strdelimit (g_strdup (text), "\n\r\t\v\f", ' ');
  self = g_new0 (FvNetwork, 1);
  self->references = 1;
  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify)fv_layer_free);
  if (parse (self, resolve_preset (line), error))
    finish (self);
  else
    {
      *place = self->wrong;
      g_clear_pointer (&self, network_free);
    }
  return self;
}

FvNetwork *
fv_network_new (const char *text, GError **error)
{
  guint place;

  return fv_network_new_or_place (text, &place, error);
}

const char *
fv_network_text (const FvNetwork *self)
{
  return self->text;
}

guint
fv_network_depth (const FvNetwork *self)
{
  return self->layers->len;
}

const FvLayer *
fv_network_layer (const FvNetwork *self, guint place)
{
  g_return_val_if_fail (place >= 1 && place <= self->layers->len, NULL);
  return self->layers->pdata[place - 1];
}

FvShape
fv_network_shape (const FvNetwork *self, guint place)
{
  return place == 0 ? self->input : fv_network_layer (self, place)->output;
}

guint
fv_network_n_classes (const FvNetwork *self)
{
  return self->loss->n_classes (fv_shape_size (fv_network_shape (self, self->layers->len)));
}

const FvLoss *
fv_network_loss (const FvNetwork *self)
{
  return self->loss;
}

void
fv_network_range (const FvNetwork *self, double *low, double *high)
{
  *low = self->low;
  *high = 1.0;
}

void
fv_network_scale (const FvNetwork *self, const guint8 *pixels, double *x)
{
  gsize count = fv_shape_size (self->input);
  double low, high;

  fv_network_range (self, &low, &high);
  for (gsize i = 0; i < count; i++)
    x[i] = low + (high - low) * pixels[i] / 255.0;
}

gsize
fv_network_n_parameters (const FvNetwork *self)
{
  return self->n_parameters;
}

gsize
fv_network_weight_offset (const FvNetwork *self, guint place)
{
  g_return_val_if_fail (place >= 1 && place <= self->layers->len, 0);
  return self->offsets[place - 1];
}

gsize
fv_network_bias_offset (const FvNetwork *self, guint place)
{
  return fv_network_weight_offset (self, place) + fv_network_layer (self, place)->n_weights;
}
