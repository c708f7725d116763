/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-draft.h"

/* May b take over what a has learned? The numbers of a connection table mean the same only under the same table. */
static gboolean
are_alike (const FvLayer *a, const FvLayer *b)
{
  return a->type == b->type && a->n_weights > 0 && a->n_weights == b->n_weights && a->n_biases == b->n_biases
         && a->n_free == b->n_free && memcmp (a->weight_shape, b->weight_shape, sizeof a->weight_shape) == 0;
}

static void
take_over (const FvParameters *from, guint old_place, FvParameters *to, guint new_place)
{
  const FvLayer *layer = fv_network_layer (fv_parameters_network (to), new_place);
  gsize at = fv_network_weight_offset (fv_parameters_network (to), new_place);

  memcpy (fv_parameters_edit (to) + at, fv_parameters_weights (from, old_place),
          (layer->n_weights + layer->n_biases) * sizeof (float));
}

/* longest[i][j]: the most pairs of like layers, in order, among the layers of both networks from places i and j on. */
FvParameters *
fv_parameters_carry (const FvParameters *from, FvNetwork *network, guint64 seed, guint *kept)
{
  const FvNetwork *old = fv_parameters_network (from);
  FvParameters *to = fv_parameters_new (network, seed);
  guint n = fv_network_depth (old), m = fv_network_depth (network), pairs = 0;
  g_autofree guint *longest = g_new0 (guint, (gsize)(n + 2) * (m + 2));
  guint i = 1, j = 1;

#define LONGEST(i, j) longest[(i) * (m + 2) + (j)]
  for (guint a = n; a >= 1; a--)
    for (guint b = m; b >= 1; b--)
      LONGEST (a, b) = are_alike (fv_network_layer (old, a), fv_network_layer (network, b))
                           ? LONGEST (a + 1, b + 1) + 1
                           : MAX (LONGEST (a + 1, b), LONGEST (a, b + 1));
  while (i <= n && j <= m && LONGEST (i, j) > 0)
    if (are_alike (fv_network_layer (old, i), fv_network_layer (network, j)))
      {
        take_over (from, i++, to, j++);
        pairs++;
      }
    else if (LONGEST (i + 1, j) >= LONGEST (i, j + 1))
      i++;
    else
      j++;
#undef LONGEST
  if (kept != NULL)
    *kept = pairs;
  return to;
}
