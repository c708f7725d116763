/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-layer.h"

#include <glib/gi18n-lib.h>

#include "fv-convolution.h"
#include "fv-error.h"
#include "fv-layer-types.h"
#include "fv-pooling-layer.h"

/* The one table. A new layer is one line here and one file beside this one. */
static const FvLayerType *const types[] = {
  &fv_convolution_type, &fv_pooling_type, &fv_rasterize_type, &fv_dense_type, &fv_softmax_type,
};

const FvLayerType *
fv_layer_type_nth (guint nth)
{
  return nth < G_N_ELEMENTS (types) ? types[nth] : NULL;
}

/* The word i that begins such a layer; NULL past the end. */
static const char *
keyword (const FvLayerType *type, guint i)
{
  if (type->keyword != NULL)
    return type->keyword (i);
  return i == 0 ? type->name : NULL;
}

static const FvLayerType *
find_type (const char *word, guint *variant)
{
  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (guint i = 0; keyword (types[t], i) != NULL; i++)
      if (g_str_equal (keyword (types[t], i), word))
        {
          *variant = i;
          return types[t];
        }
  return NULL;
}

static char *
list_keywords (void)
{
  GString *list = g_string_new (NULL);

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (guint i = 0; keyword (types[t], i) != NULL; i++)
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", keyword (types[t], i));
  return g_string_free (list, FALSE);
}

static guint *
variant_of (const FvLayer *self)
{
  for (const FvOption *option = self->type->options; option->name != NULL; option++)
    if (option->positional)
      return (guint *)((char *)self + option->offset);
  return NULL;
}

static FvLayer *
layer_new (const FvLayerType *type, guint variant, guint place, FvShape input)
{
  FvLayer *self = g_malloc0 (type->instance_size);

  self->type = type;
  self->place = place;
  self->input = input;
  fv_options_reset (type->options, self);
  if (variant_of (self) != NULL)
    *variant_of (self) = variant;
  return self;
}

/* Words of text, without the empty ones that runs of spaces leave. */
static GPtrArray *
split_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) pieces = g_strsplit_set (text, " \t\r\n", -1);

  for (guint i = 0; pieces[i] != NULL; i++)
    if (*pieces[i] != '\0')
      g_ptr_array_add (words, g_strdup (pieces[i]));
  return words;
}

FvLayer *
fv_layer_read_options (const char *text, guint place, FvShape input, GError **error)
{
  g_autoptr (GPtrArray) words = split_words (text);
  const FvLayerType *type;
  FvLayer *self;
  guint variant;

  type = words->len > 0 ? find_type (words->pdata[0], &variant) : NULL;
  if (type == NULL)
    {
      g_autofree char *known = list_keywords ();

      g_set_error (error, FV_ERROR, FV_ERROR_NETWORK, _ ("no layer is called “%s”; wanted one of: %s"),
                   words->len > 0 ? (char *)words->pdata[0] : "", known);
      return NULL;
    }
  self = layer_new (type, variant, place, input);
  if (!fv_options_parse (type->options, self, (const char *const *)words->pdata + 1, words->len - 1, error))
    g_clear_pointer (&self, fv_layer_free);
  return self;
}

FvLayer *
fv_layer_new_from_text (const char *text, guint place, FvShape input, GError **error)
{
  FvLayer *self = fv_layer_read_options (text, place, input, error);

  if (self != NULL && !self->type->infer (self, error))
    g_clear_pointer (&self, fv_layer_free);
  return self;
}

const char *
fv_layer_nth_keyword (guint nth)
{
  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (guint i = 0; keyword (types[t], i) != NULL; i++)
      if (nth-- == 0)
        return keyword (types[t], i);
  return NULL;
}

void
fv_layer_free (FvLayer *self)
{
  if (self == NULL)
    return;
  if (self->type->clear != NULL)
    self->type->clear (self);
  fv_options_clear (self->type->options, self);
  g_free (self);
}

char *
fv_layer_to_text (const FvLayer *self)
{
  GString *text = g_string_new (variant_of (self) != NULL ? keyword (self->type, *variant_of (self))
                                                          : self->type->name);

  fv_options_append (self->type->options, self, text);
  return g_string_free (text, FALSE);
}

char *
fv_layer_short_name (const FvLayer *self)
{
  if (self->type->is_output)
    return g_strdup (self->type->letter);
  return g_strdup_printf ("%s%u", self->type->letter, self->place);
}

const char *
fv_layer_title (const FvLayer *self)
{
  if (variant_of (self) != NULL)
    return keyword (self->type, *variant_of (self));
  return _ (self->type->title);
}

gsize
fv_layer_n_parameters (const FvLayer *self)
{
  return self->n_free + self->n_biases;
}

gsize
fv_layer_scratch (const FvLayer *self)
{
  return self->type->scratch != NULL ? self->type->scratch (self) : 0;
}

char *
fv_layer_arithmetic (const FvLayer *self)
{
  guint rows, cols;

  if (self->weight_rank == 0)
    return g_strdup ("");
  if (fv_layer_is_pooling (self))
    return g_strdup_printf ("%u·(%u·%u)+%zu", self->output.maps, fv_layer_block (self), fv_layer_block (self),
                            self->n_biases);
  if (!fv_layer_is_convolution (self))
    return g_strdup_printf ("%u·%" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT, self->output.maps,
                            self->n_free / self->output.maps, self->n_biases);
  fv_layer_kernel_size (self, &rows, &cols);
  if (self->weight_shape[1] < self->input.maps) /* one shared kernel */
    return g_strdup_printf ("%u·(%u·%u)+%zu", self->output.maps, rows, cols, self->n_biases);
  if (self->n_free < self->n_weights)
    return g_strdup_printf ("%" G_GSIZE_FORMAT "·(%u·%u)+%" G_GSIZE_FORMAT, self->n_free / (rows * cols),
                            rows, cols, self->n_biases);
  return g_strdup_printf ("%u·(%u·%u·%u)+%" G_GSIZE_FORMAT, self->output.maps, self->input.maps, rows, cols,
                          self->n_biases);
}

gboolean
fv_layer_is_convolution (const FvLayer *self)
{
  return self->type == &fv_convolution_type;
}

gboolean
fv_layer_is_pooling (const FvLayer *self)
{
  return self->type == &fv_pooling_type;
}

gssize
fv_layer_kernel (const FvLayer *self, guint unit, guint input)
{
  return fv_layer_is_convolution (self) ? fv_convolution_kernel ((const FvConvolution *)self, unit, input)
                                        : -1;
}

void
fv_layer_kernel_size (const FvLayer *self, guint *rows, guint *cols)
{
  const FvConvolution *convolution = (const FvConvolution *)self;

  *rows = fv_layer_is_convolution (self) ? convolution->kernel_rows : 0;
  *cols = fv_layer_is_convolution (self) ? convolution->kernel_cols : 0;
}

guint
fv_layer_block (const FvLayer *self)
{
  return fv_layer_is_pooling (self) ? ((const FvPoolingLayer *)self)->block_rows : 0;
}
