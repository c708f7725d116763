/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-detail.h"
#include "fv-number.h"
#include "fv-scores.h"

/* Units of the output layer that are classes are called so. */
static gboolean
is_class (FvDetail *self, guint layer)
{
  return layer == fv_network_depth (self->network) && fv_scores_of (self->input).n_units > 1;
}

static char *
cell_text (FvDetail *self, FvPlace place, const char *name)
{
  FvShape shape = fv_network_shape (self->network, place.layer);
  char buffer[16];

  if (is_class (self, place.layer))
    return g_strdup_printf (_ ("%s, class %s"), name,
                            fv_scores_class_name (self->network, self->input->class_names,
                                                  place.unit * (guint)fv_shape_area (shape) + place.row,
                                                  buffer));
  if (fv_shape_is_vector (shape))
    return g_strdup_printf (_ ("%s, unit %u"), name, place.unit * shape.rows + place.row + 1);
  if (place.layer == 0 && shape.maps == 1)
    return g_strdup_printf (_ ("%s, cell (%u, %u)"), name, place.row + 1, place.col + 1);
  /* Translators: a layer, one of its maps, row and column: “C3, map 4, cell (2, 5)” */
  return g_strdup_printf (_ ("%s, map %u, cell (%u, %u)"), name, place.unit + 1, place.row + 1,
                          place.col + 1);
}

/* Of a parameter. */
static char *
weight_text (FvDetail *self, FvPlace place, const char *name)
{
  const FvLayer *layer = fv_network_layer (self->network, place.layer);

  if (place.input == FV_INPUT_BIAS)
    return layer->weight_rank == 4 || fv_layer_is_pooling (layer)
               ? g_strdup_printf (_ ("%s, map %u, bias"), name, place.unit + 1)
               : g_strdup_printf (_ ("%s, unit %u, bias"), name, place.unit + 1);
  if (fv_layer_is_convolution (layer) && layer->input.maps > 1 && layer->weight_shape[1] > 1)
    /* Translators: a layer, one of its maps, the input map of the kernel, and the weight's row and column in it */
    return g_strdup_printf (_ ("%s, map %u, kernel of input %u, θ(%u, %u)"), name, place.unit + 1,
                            place.input + 1, place.row + 1, place.col + 1);
  if (fv_layer_is_convolution (layer) || fv_layer_is_pooling (layer))
    return g_strdup_printf (_ ("%s, map %u, θ(%u, %u)"), name, place.unit + 1, place.row + 1, place.col + 1);
  return g_strdup_printf (_ ("%s, unit %u, weight of input %u"), name, place.unit + 1, place.input + 1);
}

char *
fv_detail_place_text (FvDetail *self, FvPlace place)
{
  g_autofree char *name = fv_detail_name (self, place.layer);

  switch (place.quantity)
    {
    case FV_QUANTITY_LOSS:
      return g_strdup (_ ("Loss E"));
    case FV_QUANTITY_GRADIENT:
    case FV_QUANTITY_UPDATE:
      return weight_text (self, place, name);
    case FV_QUANTITY_OUTPUT:
    case FV_QUANTITY_SHARE:
    case FV_QUANTITY_DELTA:
    default:
      return cell_text (self, place, name);
    }
}

/* A cell of a map as (row, col), a unit by its number. */
static char *
letter_text (FvDetail *self, const char *letter, FvOperand at)
{
  FvShape shape = fv_network_shape (self->network, at.layer);

  if (fv_shape_is_vector (shape))
    return g_strdup_printf ("%s(%u)", letter, at.unit * shape.rows + (guint)at.row + 1);
  return g_strdup_printf ("%s(%d, %d)", letter, at.row + 1, at.col + 1);
}

char *
fv_detail_operand_text (FvDetail *self, FvOperand at)
{
  switch (at.kind)
    {
    case FV_OPERAND_OUTPUT:
      return letter_text (self, "x", at);
    case FV_OPERAND_SUMMED:
      return letter_text (self, "Σx", at);
    case FV_OPERAND_NET:
      return letter_text (self, "n", at);
    case FV_OPERAND_DELTA:
      return letter_text (self, "δ", at);
    case FV_OPERAND_WEIGHT:
      if (fv_network_layer (self->network, at.layer)->weight_rank == 2)
        return is_class (self, at.layer) ? g_strdup_printf ("θ(%u)", at.input + 1)
                                         : g_strdup_printf ("θ(%u, %u)", at.unit + 1, at.input + 1);
      return g_strdup_printf ("θ(%d, %d)", at.row + 1, at.col + 1);
    case FV_OPERAND_FILLED:
      return g_strdup (_ ("filled in"));
    case FV_OPERAND_NONE:
    case FV_OPERAND_PIXEL:
    case FV_OPERAND_BIAS:
    case FV_OPERAND_GRADIENT:
    case FV_OPERAND_TARGET:
    default:
      return NULL;
    }
}

/* Four decimals, or as many digits where those would say nothing. */
static char *
spelled (double value)
{
  double size = ABS (value);

  if (size == 0)
    return g_strdup ("0");
  return size < 0.01 ? fv_number_short (value, 4, FALSE) : fv_number_fixed (value, 4, FALSE);
}

/* "x(11, 6) · θ(1, 3) = −0.8165 × −0.2386 = 0.1948"; *numbers is its end. */
static char *
arithmetic (FvDetail *self, const FvTerm *term, char **numbers)
{
  g_autofree char *left = spelled (term->right), *right = spelled (term->left),
                  *product = spelled (term->product);
  g_autofree char *left_at = fv_detail_operand_text (self, term->right_at);
  g_autofree char *right_at = fv_detail_operand_text (self, term->left_at);
  gboolean is_plain = term->right == 1 && term->right_at.kind == FV_OPERAND_NONE;

  if (is_plain)
    *numbers = g_strdup (product);
  else
    *numbers = g_strdup_printf ("%s × %s = %s", left, right, product);
  if (!left_at && !right_at)
    return g_strdup (*numbers);
  return g_strdup_printf ("%s%s%s = %s", left_at ? left_at : "", left_at && right_at ? " · " : "",
                          right_at ? right_at : "", *numbers);
}

void
fv_detail_term_line (FvDetail *self, double x, double baseline, double width)
{
  const FvExplanation *e = self->explanation;
  const FvTerm *term = self->at.term < e->n_terms ? &e->terms[self->at.term] : NULL;
  g_autofree char *numbers = NULL, *names = NULL, *text = NULL;
  const char *forms[3];

  if (!term)
    return;
  names = arithmetic (self, term, &numbers);
  /* Translators: which of the products of a sum, and its arithmetic */
  text = g_strdup_printf (_ ("term %u of %u: %s"), self->at.term + 1, e->n_terms, names);
  forms[0] = text;
  forms[1] = names;
  forms[2] = numbers;
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (fv_text_width (FV_TEXT_TITLE, self->scale, forms[i]) <= width || i + 1 == G_N_ELEMENTS (forms))
      {
        fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, x, baseline, self->style->text, forms[i]);
        return;
      }
}
