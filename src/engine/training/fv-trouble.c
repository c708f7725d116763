/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-trouble.h"

#include <glib/gi18n-lib.h>
#include <stdint.h>

static char *
layer_name (FvTrouble self, const FvNetwork *network)
{
  return self.place > 0 ? fv_layer_short_name (fv_network_layer (network, self.place)) : g_strdup ("");
}

static char *
non_finite_sentence (FvTrouble self, const FvNetwork *network)
{
  g_autofree char *layer = layer_name (self, network);

  return g_strdup_printf (
      _ ("After batch %ju layer %s left the finite numbers: the step was not taken. A lower "
         "rate helps, from an earlier moment."),
      (uintmax_t)self.since, layer);
}

static char *
exploded_sentence (FvTrouble self, const FvNetwork *network)
{
  return g_strdup_printf (
      _ ("Since batch %ju the loss is far above where it began. A lower rate helps, from an earlier moment."),
      (uintmax_t)self.since);
}

static char *
stands_still_sentence (FvTrouble self, const FvNetwork *network)
{
  return g_strdup_printf (_ ("Since batch %ju the loss no longer falls. Another rate, other first weights or "
                             "another network may help."),
                          (uintmax_t)self.since);
}

static char *
dead_sentence (FvTrouble self, const FvNetwork *network)
{
  g_autofree char *layer = layer_name (self, network);

  return g_strdup_printf (
      _ ("Since batch %ju %u of %u units of layer %s are dead: they give 0 for every sample and "
         "no longer learn. A lower rate or new weights help."),
      (uintmax_t)self.since, self.units, self.of, layer);
}

static char *
saturated_sentence (FvTrouble self, const FvNetwork *network)
{
  g_autofree char *layer = layer_name (self, network);

  return g_strdup_printf (
      _ ("Since batch %ju %u of %u units of layer %s are saturated: their slope is next to 0 and "
         "they hardly learn. A lower rate or smaller weights help."),
      (uintmax_t)self.since, self.units, self.of, layer);
}

static char *
one_class_sentence (FvTrouble self, const FvNetwork *network)
{
  return g_strdup (_ ("All samples to learn from are of one class: there is nothing to tell apart."));
}

static char *
shuffled_sentence (FvTrouble self, const FvNetwork *network)
{
  return g_strdup_printf (
      _ ("By batch %ju no better than guessing, and pictures that look alike have labels that do "
         "not: are the labels shuffled?"),
      (uintmax_t)self.since);
}

static const struct
{
  const char *name;
  const char *title;
  char *(*sentence) (FvTrouble self, const FvNetwork *network);
} kinds[] = {
  [FV_TROUBLE_NON_FINITE] = { "non-finite", N_ ("Not a Number"), non_finite_sentence },
  [FV_TROUBLE_EXPLODED] = { "exploded", N_ ("Loss Explodes"), exploded_sentence },
  [FV_TROUBLE_STANDS_STILL] = { "stands-still", N_ ("Loss Stands Still"), stands_still_sentence },
  [FV_TROUBLE_DEAD] = { "dead", N_ ("Dead Units"), dead_sentence },
  [FV_TROUBLE_SATURATED] = { "saturated", N_ ("Saturated Units"), saturated_sentence },
  [FV_TROUBLE_ONE_CLASS] = { "one-class", N_ ("One Class Only"), one_class_sentence },
  [FV_TROUBLE_SHUFFLED] = { "shuffled", N_ ("Labels Shuffled?"), shuffled_sentence },
};
G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == FV_TROUBLE_N_KINDS);

const char *
fv_trouble_name (FvTroubleKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (kinds), NULL);
  return kinds[kind].name;
}

const char *
fv_trouble_title (FvTroubleKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (kinds), NULL);
  return kinds[kind].title;
}

char *
fv_trouble_sentence (FvTrouble self, const FvNetwork *network)
{
  g_return_val_if_fail ((guint)self.kind < G_N_ELEMENTS (kinds), NULL);
  return kinds[self.kind].sentence (self, network);
}
