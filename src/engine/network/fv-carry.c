/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-draft.h"
#include "fv-frozen.h"

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

/* For each place of network that of old whose parameters it takes over, 0: none. g_free().
 * longest[i][j]: the most pairs of like layers, in order, among the layers of both networks from places i and j on. */
static guint *
find_pairs (const FvNetwork *old, const FvNetwork *network)
{
  guint n = fv_network_depth (old), m = fv_network_depth (network), i = 1, j = 1;
  g_autofree guint *longest = g_new0 (guint, (gsize)(n + 2) * (m + 2));
  guint *pairs = g_new0 (guint, m + 1);

#define LONGEST(i, j) longest[(i) * (m + 2) + (j)]
  for (guint a = n; a >= 1; a--)
    for (guint b = m; b >= 1; b--)
      LONGEST (a, b) = are_alike (fv_network_layer (old, a), fv_network_layer (network, b))
                           ? LONGEST (a + 1, b + 1) + 1
                           : MAX (LONGEST (a + 1, b), LONGEST (a, b + 1));
  while (i <= n && j <= m && LONGEST (i, j) > 0)
    if (are_alike (fv_network_layer (old, i), fv_network_layer (network, j)))
      pairs[j++] = i++;
    else if (LONGEST (i + 1, j) >= LONGEST (i, j + 1))
      i++;
    else
      j++;
#undef LONGEST
  return pairs;
}

FvParameters *
fv_parameters_carry (const FvParameters *from, FvNetwork *network, guint64 seed, guint *kept)
{
  FvParameters *to = fv_parameters_new (network, seed);
  g_autofree guint *pairs = find_pairs (fv_parameters_network (from), network);
  guint count = 0;

  for (guint place = 1; place <= fv_network_depth (network); place++)
    if (pairs[place] > 0)
      {
        take_over (from, pairs[place], to, place);
        count++;
      }
  if (kept != NULL)
    *kept = count;
  return to;
}

const FvFrozen *
fv_frozen_carry (const FvFrozen *self, const FvNetwork *from, const FvNetwork *network)
{
  g_autofree guint *pairs = self != NULL ? find_pairs (from, network) : NULL;
  const FvFrozen *to = NULL;

  for (guint place = 1; self != NULL && place <= fv_network_depth (network); place++)
    for (guint i = 0; i < fv_frozen_n_ranges (self); i++)
      {
        FvFrozenRange range = fv_frozen_range (self, i);

        if (range.layer != pairs[place])
          continue;
        range.layer = place;
        to = fv_frozen_change (to, range, TRUE);
      }
  return to;
}
