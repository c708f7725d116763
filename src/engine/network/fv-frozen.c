/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-frozen.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-error.h"
#include "fv-parameter-shape.h"

struct _FvFrozen
{
  FvFrozen *next; /* of all sets there ever were */
  char *text;
  guint n_ranges;
  FvFrozenRange ranges[];
};

/* All sets, the newest first. Nothing is ever taken out, so whoever walks it needs no lock. */
static FvFrozen *all;

static const FvFrozen *
find (const char *text)
{
  for (const FvFrozen *at = g_atomic_pointer_get (&all); at != NULL; at = at->next)
    if (g_str_equal (at->text, text))
      return at;
  return NULL;
}

static void
frozen_free (FvFrozen *self)
{
  g_free (self->text);
  g_free (self);
}

/* Takes text over. Two threads may add the same set at once: then the second finds the first one's. */
static const FvFrozen *
intern (char *text, const FvFrozenRange *ranges, guint n_ranges)
{
  FvFrozen *self = g_malloc0 (sizeof *self + n_ranges * sizeof *ranges);
  const FvFrozen *found;

  self->text = text;
  self->n_ranges = n_ranges;
  memcpy (self->ranges, ranges, n_ranges * sizeof *ranges);
  for (;;)
    {
      FvFrozen *first = g_atomic_pointer_get (&all);

      self->next = first;
      found = find (text);
      if (found == NULL && g_atomic_pointer_compare_and_exchange (&all, first, self))
        return self;
      if (found == NULL)
        continue;
      frozen_free (self);
      return found;
    }
}

static char *
write_text (const FvFrozenRange *ranges, guint n_ranges)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n_ranges; i++)
    {
      g_string_append_printf (out, "%s%u/%u", i > 0 ? "," : "", ranges[i].layer, ranges[i].first);
      if (ranges[i].count > 1)
        g_string_append_printf (out, "-%u", ranges[i].first + ranges[i].count - 1);
    }
  return g_string_free (out, FALSE);
}

/* Of ranges in order, none of which is empty; those that touch become one. */
static const FvFrozen *
frozen_of (GArray *ranges)
{
  guint n = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      FvFrozenRange *range = &g_array_index (ranges, FvFrozenRange, i);
      FvFrozenRange *last = n > 0 ? &g_array_index (ranges, FvFrozenRange, n - 1) : NULL;

      if (last != NULL && last->layer == range->layer && last->first + last->count >= range->first)
        last->count = MAX (last->first + last->count, range->first + range->count) - last->first;
      else
        g_array_index (ranges, FvFrozenRange, n++) = *range;
    }
  if (n == 0)
    return NULL;
  return intern (write_text ((const FvFrozenRange *)ranges->data, n), (const FvFrozenRange *)ranges->data, n);
}

const char *
fv_frozen_text (const FvFrozen *self)
{
  return self != NULL ? self->text : "";
}

guint
fv_frozen_n_ranges (const FvFrozen *self)
{
  return self != NULL ? self->n_ranges : 0;
}

FvFrozenRange
fv_frozen_range (const FvFrozen *self, guint nth)
{
  return self->ranges[nth];
}

gboolean
fv_frozen_has (const FvFrozen *self, guint layer, guint unit)
{
  for (guint i = 0; i < fv_frozen_n_ranges (self); i++)
    if (self->ranges[i].layer == layer && unit >= self->ranges[i].first
        && unit - self->ranges[i].first < self->ranges[i].count)
      return TRUE;
  return FALSE;
}

guint
fv_frozen_count (const FvFrozen *self, guint layer)
{
  guint count = 0;

  for (guint i = 0; i < fv_frozen_n_ranges (self); i++)
    if (layer == 0 || self->ranges[i].layer == layer)
      count += self->ranges[i].count;
  return count;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const FvFrozenRange *left = a, *right = b;

  if (left->layer != right->layer)
    return left->layer < right->layer ? -1 : 1;
  return left->first < right->first ? -1 : left->first > right->first;
}

static void
append_between (GArray *ranges, guint layer, guint from, guint to)
{
  FvFrozenRange range = { layer, from, to - from };

  if (from < to)
    g_array_append_val (ranges, range);
}

/* What is left of a range on both sides of another one. */
static void
append_rest (GArray *ranges, FvFrozenRange range, FvFrozenRange without)
{
  guint end = range.first + range.count, from = range.layer == without.layer ? without.first : end;

  append_between (ranges, range.layer, range.first, MIN (end, from));
  append_between (ranges, range.layer, MAX (range.first, from + without.count), end);
}

const FvFrozen *
fv_frozen_change (const FvFrozen *self, FvFrozenRange range, gboolean frozen)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (FvFrozenRange));

  for (guint i = 0; i < fv_frozen_n_ranges (self); i++)
    append_rest (ranges, self->ranges[i], range);
  if (frozen && range.count > 0)
    g_array_append_val (ranges, range);
  g_array_sort (ranges, compare);
  return frozen_of (ranges);
}

guint
fv_frozen_n_units (const FvLayer *layer)
{
  return layer->n_weights + layer->n_biases > 0 ? fv_parameter_shape (layer).units : 0;
}

gboolean
fv_frozen_fits (const FvFrozen *self, const FvNetwork *network)
{
  for (guint i = 0; i < fv_frozen_n_ranges (self); i++)
    {
      FvFrozenRange range = self->ranges[i];
      guint units = range.layer >= 1 && range.layer <= fv_network_depth (network)
                        ? fv_frozen_n_units (fv_network_layer (network, range.layer))
                        : 0;

      if (range.first >= units || range.count > units - range.first)
        return FALSE;
    }
  return TRUE;
}

/* --- Text --- */

/* "3" or "C3": the place of a layer with parameters. */
static gboolean
parse_layer (const char *part, const char *text, const FvNetwork *network, guint *out, GError **error)
{
  guint64 place = 0;

  for (guint at = 1; at <= fv_network_depth (network); at++)
    {
      g_autofree char *name = fv_layer_short_name (fv_network_layer (network, at));

      if (g_ascii_strcasecmp (name, text) == 0)
        place = at;
    }
  if (place == 0 && !g_ascii_string_to_unsigned (text, 10, 1, fv_network_depth (network), &place, NULL))
    {
      g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("“%s”: found the layer “%s”, wanted 1 to %u"), part,
                   text, fv_network_depth (network));
      return FALSE;
    }
  *out = (guint)place;
  if (fv_frozen_n_units (fv_network_layer (network, *out)) > 0)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("“%s”: layer %u has no weights, so there is nothing of it to freeze"), part, *out);
  return FALSE;
}

/* "4" or "4-7". */
static gboolean
parse_units (const char *part, const char *text, guint units, FvFrozenRange *out, GError **error)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 2);
  guint64 first, last;

  if (g_ascii_string_to_unsigned (ends[0] != NULL ? ends[0] : "", 10, 0, units - 1, &first, NULL)
      && g_ascii_string_to_unsigned (ends[1] != NULL ? ends[1] : ends[0], 10, first, units - 1, &last, NULL))
    {
      out->first = (guint)first;
      out->count = (guint)(last - first + 1);
      return TRUE;
    }
  /* Translators: a part of what is to be frozen as "3/4-7", and which units the layer has */
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("“%s”: found the units “%s”, wanted one of 0 to %u, or from one to a later one as “0-%u”"),
               part, text, units - 1, units - 1);
  return FALSE;
}

static gboolean
parse_part (const char *part, const FvNetwork *network, FvFrozenRange *out, GError **error)
{
  g_auto (GStrv) sides = g_strsplit (part, "/", 2);
  guint units;

  *out = (FvFrozenRange){ 0 };
  if (!parse_layer (part, sides[0] != NULL ? sides[0] : "", network, &out->layer, error))
    return FALSE;
  units = fv_frozen_n_units (fv_network_layer (network, out->layer));
  out->count = units;
  return sides[1] == NULL || parse_units (part, sides[1], units, out, error);
}

gboolean
fv_frozen_parse (const char *text, const FvNetwork *network, const FvFrozen **out, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autofree char *all_of_it = g_strstrip (g_strdup (text));
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (FvFrozenRange));

  *out = NULL;
  if (g_str_equal (all_of_it, "none"))
    return TRUE;
  for (guint i = 0; *all_of_it != '\0' && parts[i] != NULL; i++)
    {
      FvFrozenRange range;

      if (!parse_part (g_strstrip (parts[i]), network, &range, error))
        return FALSE;
      g_array_append_val (ranges, range);
    }
  g_array_sort (ranges, compare);
  *out = frozen_of (ranges);
  return TRUE;
}
