/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-connections.h"

#include <glib/gi18n-lib.h>

#include "fv-error.h"

/* Six units read three neighbouring maps, six read four, three read two pairs, the last reads all. */
static const char lenet5[] = "0,1,2/1,2,3/2,3,4/3,4,5/4,5,0/5,0,1/"
                             "0,1,2,3/1,2,3,4/2,3,4,5/3,4,5,0/4,5,0,1/5,0,1,2/"
                             "0,1,3,4/1,2,4,5/0,2,3,5/0,1,2,3,4,5";

static gboolean
parse_unit (const char *text, guint unit, guint inputs, guint8 *is_connected, GError **error)
{
  g_auto (GStrv) numbers = g_strsplit (text, ",", -1);

  for (guint i = 0; numbers[i] != NULL; i++)
    {
      guint64 input;

      if (!g_ascii_string_to_unsigned (numbers[i], 10, 0, inputs - 1, &input, NULL))
        {
          g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
                       _ ("the connection table names input map “%s” for unit %u; there are maps 0 to %u"),
                       numbers[i], unit, inputs - 1);
          return FALSE;
        }
      is_connected[input] = 1;
    }
  if (numbers[0] != NULL)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
               _ ("the connection table gives unit %u no input map; wanted at least one"), unit);
  return FALSE;
}

guint8 *
fv_connections_parse (const char *text, guint units, guint inputs, GError **error)
{
  g_auto (GStrv) rows = g_strsplit (g_str_equal (text, "lenet5") ? lenet5 : text, "/", -1);
  g_autofree guint8 *is_connected = NULL;
  guint n_rows = g_strv_length (rows);

  if (n_rows != units)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
                   _ ("the connection table “%s” is for %u units; this layer has %u"), text, n_rows, units);
      return NULL;
    }
  is_connected = g_malloc0 ((gsize)units * inputs);
  for (guint unit = 0; unit < units; unit++)
    if (!parse_unit (rows[unit], unit, inputs, is_connected + (gsize)unit * inputs, error))
      return NULL;
  return g_steal_pointer (&is_connected);
}
