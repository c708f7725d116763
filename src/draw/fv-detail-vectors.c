/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-detail-vectors.h"

#include <math.h>

#include "fv-detail-trio.h"

guint
fv_detail_vector_cols (FvDetail *self, guint below, guint count)
{
  const FvLayer *layer = below > 0 ? fv_network_layer (self->network, below) : NULL;

  /* A rasterized map is a row of the picture. */
  if (layer && layer->weight_rank == 0 && !fv_layer_is_pooling (layer) && fv_shape_area (layer->input) >= 4
      && fv_shape_area (layer->input) <= 64)
    return (guint)fv_shape_area (layer->input);
  return count <= 12 ? MAX ((count + 1) / 2, 1) : count <= 150 ? 10 : (guint)ceil (sqrt (count));
}

/* x ∘ θ = products, term nth in cell nth; returns the x after it. */
double
fv_detail_vectors (FvDetail *self, const FvVectors *vectors, FvUnit unit, const FvShown *shown, double width)
{
  const FvExplanation *e = self->explanation;
  guint cols = fv_detail_vector_cols (self, vectors->layer, e->n_terms),
        rows = (e->n_terms + cols - 1) / cols, count = rows * cols;
  FvTrioFit fit = { .kind = FV_TRIO_PICTURES, .rows = rows, .cols = cols, .gap = fv_detail_px (self, 24) };
  g_autofree double *values = g_new0 (double, 3 * (gsize)count);
  g_autofree guint *terms = g_new (guint, count);
  FvThing *things[3];
  FvTrio trio = { .shown = shown, .cursor = self->at, .term = self->at.term, .operator= "∘" };

  fit.zoom
      = CLAMP (floor (MIN ((width - 2 * fit.gap) / 3 / cols, (vectors->bottom - self->top) / rows)), 1, 14);
  if (fit.zoom < 5)
    return self->left;
  fit.cell_width = fit.cell_height = fit.zoom;
  fit.width = 3 * cols * fit.zoom + 2 * fit.gap;
  fit.height = rows * fit.zoom;
  for (guint i = 0; i < count; i++)
    {
      terms[i] = i < e->n_terms ? i : FV_NO_TERM;
      if (i >= e->n_terms)
        continue;
      values[i] = e->terms[i].right;
      values[count + i] = e->terms[i].left;
      values[2 * count + i] = e->terms[i].product;
    }
  trio.grids[0] = (FvTrioGrid){ values, vectors->right, vectors->right_scale, terms };
  for (guint k = 1; k < 3; k++)
    trio.grids[k] = (FvTrioGrid){ values + k * count, k == 1 ? FV_PALETTE_WEIGHT : vectors->product,
                                  fv_palette_scale_doubles (values + k * count, count), terms };
  trio.units[2] = unit;
  fv_trio_add (self, &fit, &trio, self->left, self->top, things);
  for (guint k = 0; k < 3; k++)
    {
      fv_detail_column (self, FV_ALIGN_CENTER, things[k]->box.x + things[k]->box.width / 2,
                        vectors->heads[k]);
      for (guint i = e->n_terms; i < count; i++)
        fv_thing_hatch (things[k], i);
    }
  return self->left + fit.width + fv_detail_px (self, 38);
}
