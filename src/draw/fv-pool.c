/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-pool.h"

#include <glib/gi18n-lib.h>

#include "fv-pooling-layer.h"

static guint
kind_of (const FvLayer *layer)
{
  return ((const FvPoolingLayer *)layer)->kind;
}

const char *
fv_pool_title (const FvLayer *layer)
{
  return fv_layer_is_pooling (layer) ? _ (fv_pooling_nth (kind_of (layer))->title)
                                     : _ (fv_layer_title (layer));
}

guint
fv_pool_reach (const FvLayer *layer)
{
  guint block = fv_layer_block (layer);

  if (block == 0 || kind_of (layer) != FV_POOLING_GAUSSIAN)
    return 0;
  return (fv_gaussian_side (block) - block) / 2;
}

char *
fv_pool_text (const FvLayer *layer)
{
  guint block = fv_layer_block (layer), window = block + 2 * fv_pool_reach (layer);

  if (window > block)
    /* Translators: how a pool works that reads more than its blocks: "Gaussian of 2×2, window 4×4" */
    return g_strdup_printf (_ ("%s of %u×%u, window %u×%u"), fv_pool_title (layer), block, block, window,
                            window);
  /* Translators: how a pool works: "max of 2×2" */
  return g_strdup_printf (_ ("%s of %u×%u"), fv_pool_title (layer), block, block);
}
