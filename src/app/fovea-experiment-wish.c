/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-experiments.h"

#include <string.h>

/* What is tried, as text. */

#define USUAL_BATCHES 500

char *
fovea_experiment_wish_to_text (const FoveaExperimentWish *self)
{
  GString *out = g_string_new (NULL);
  const FvExperimentAxis *axis;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    {
      g_autofree char *values = NULL;

      if (self->grid.axes[i].n == 0)
        continue;
      values = fv_experiment_axis_to_text (axis, &self->grid.axes[i]);
      g_string_append_printf (out, "%s=%s; ", axis->name, values);
    }
  g_string_append_printf (out, "%s=%u", self->by_batches ? "batches" : "epochs", self->length);
  if (self->from_now)
    g_string_append (out, "; from=now");
  return g_string_free (out, FALSE);
}

static void
take (const char *name, const char *value, FoveaExperimentWish *out)
{
  const FvExperimentAxis *axis;
  guint64 length;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    if (g_str_equal (axis->name, name))
      fv_experiment_axis_parse (axis, value, &out->grid.axes[i], NULL);
  if (g_str_equal (name, "from"))
    out->from_now = g_str_equal (value, "now");
  if (!g_str_equal (name, "batches") && !g_str_equal (name, "epochs"))
    return;
  if (!g_ascii_string_to_unsigned (value, 10, 1, FOVEA_EXPERIMENT_MAX_LENGTH, &length, NULL))
    return;
  out->by_batches = g_str_equal (name, "batches");
  out->length = (guint)length;
}

void
fovea_experiment_wish_parse (const char *text, FoveaExperimentWish *out)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  *out = (FoveaExperimentWish){ .by_batches = TRUE, .length = USUAL_BATCHES };
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');

      if (value == NULL)
        continue;
      *value = '\0';
      take (g_strstrip (parts[i]), g_strstrip (value + 1), out);
    }
}
