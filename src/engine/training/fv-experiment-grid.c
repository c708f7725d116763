/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-experiment-grid.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdint.h>

#include "fv-error.h"

guint64
fv_experiment_grid_size (const FvExperimentGrid *self)
{
  guint64 size = 1;

  for (guint i = 0; i < FV_EXPERIMENT_MAX_AXES; i++)
    size *= MAX (self->axes[i].n, 1);
  return size;
}

/* Two NANs are the same: neither means anything. */
static gboolean
same_value (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
same (const FvSetting *a, const FvSetting *b)
{
  const FvExperimentAxis *axis;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    if (!same_value (axis->get (a), axis->get (b)))
      return FALSE;
  return TRUE;
}

static gboolean
has (const GArray *settings, const FvSetting *setting)
{
  for (guint i = 0; i < settings->len; i++)
    if (same (&g_array_index (settings, FvSetting, i), setting))
      return TRUE;
  return FALSE;
}

/* All that the axes from the nth on make of setting. */
static void
add (const FvExperimentGrid *self, guint nth, FvSetting setting, GArray *out)
{
  const FvExperimentAxis *axis = fv_experiment_axis_nth (nth);

  if (axis == NULL)
    {
      if (!has (out, &setting))
        g_array_append_val (out, setting);
      return;
    }
  if (self->axes[nth].n == 0)
    add (self, nth + 1, setting, out);
  for (guint i = 0; i < self->axes[nth].n; i++)
    {
      FvSetting one = setting;

      axis->set (&one, self->axes[nth].values[i]);
      add (self, nth + 1, one, out);
    }
}

GArray *
fv_experiment_grid_settings (const FvExperimentGrid *self, const FvSetting *base, GError **error)
{
  guint64 size = fv_experiment_grid_size (self);
  GArray *settings;

  if (size > FV_EXPERIMENT_MAX_TRIALS)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("found %ju settings to try, wanted at most %u"),
                   (uintmax_t)size, FV_EXPERIMENT_MAX_TRIALS);
      return NULL;
    }
  settings = g_array_new (FALSE, FALSE, sizeof (FvSetting));
  add (self, 0, *base, settings);
  return settings;
}

/* Where an axis means nothing it makes no difference. */
static gboolean
differ_in (const GArray *settings, const FvExperimentAxis *axis)
{
  double first = NAN;

  for (guint i = 0; i < settings->len; i++)
    {
      double value = axis->get (&g_array_index (settings, FvSetting, i));

      if (!isnan (first) && !isnan (value) && value != first)
        return TRUE;
      if (isnan (first))
        first = value;
    }
  return FALSE;
}

guint
fv_settings_differ_in (const GArray *settings)
{
  const FvExperimentAxis *axis;
  guint differ = 0;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    if (differ_in (settings, axis))
      differ |= 1u << i;
  return differ;
}

char *
fv_settings_words (const GArray *settings, guint nth)
{
  const FvSetting *setting = &g_array_index (settings, FvSetting, nth);
  guint differ = fv_settings_differ_in (settings);
  const FvExperimentAxis *axis;
  GString *out = g_string_new (NULL);

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    {
      g_autofree char *words = NULL;

      if ((differ != 0 && !(differ & 1u << i)) || isnan (axis->get (setting)))
        continue;
      words = fv_experiment_axis_words (axis, axis->get (setting));
      g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", words);
    }
  return g_string_free (out, FALSE);
}
