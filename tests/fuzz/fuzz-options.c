/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "fv-connections.h"
#include "fv-experiment-axis.h"
#include "fv-layer.h"
#include "fv-schedule.h"
#include "fv-stop-rule.h"

/* What people type: words of options, schedules, initialisers, tables of connections. */

static void
try_texts (const char *text)
{
  FvSchedule schedule;
  FvInitialiser initialiser;
  GError *error = NULL;
  g_autofree guint8 *connections = NULL;

  fuzz_check (fv_schedule_parse (text, &schedule, &error), &error);
  fuzz_check (fv_initialiser_parse (text, &initialiser, &error), &error);
  connections = fv_connections_parse (text, 16, 6, &error);
  fuzz_check (connections != NULL, &error);
}

/* What is understood is written, and read again as the same. */
/* What is read is written so that it is read as the same. */
static void
try_rules (const char *text)
{
  FvStopRules rules, again;
  GError *error = NULL;
  g_autofree char *written = NULL;

  fuzz_check (fv_stop_rules_parse (text, &rules, &error), &error);
  if (!fv_stop_rules_parse (text, &rules, NULL))
    return;
  written = fv_stop_rules_to_text (rules);
  g_assert (fv_stop_rules_parse (written, &again, NULL));
}

static void
try_axes (const char *text)
{
  const FvExperimentAxis *axis;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    {
      FvAxisValues values;
      GError *error = NULL;

      fuzz_check (fv_experiment_axis_parse (axis, text, &values, &error), &error);
    }
}

static void
try_words (const FvLayerType *type, char **words)
{
  g_autofree gpointer layer = g_malloc0 (type->instance_size);
  g_autofree gpointer again = g_malloc0 (type->instance_size);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) same = g_string_new (NULL);
  GError *error = NULL;
  gboolean good;

  fv_options_reset (type->options, layer);
  fv_options_reset (type->options, again);
  good = fv_options_parse (type->options, layer, (const char *const *)words, g_strv_length (words), &error);
  fuzz_check (good, &error);
  if (good)
    {
      g_auto (GStrv) written = NULL;

      /* Each word is written with a space before it. */
      fv_options_append (type->options, layer, text);
      written = g_strsplit (text->len > 0 ? text->str + 1 : "", " ", -1);
      good = fv_options_parse (type->options, again, (const char *const *)written, g_strv_length (written),
                               NULL);
      fv_options_append (type->options, again, same);
      g_assert (good && g_string_equal (same, text));
    }
  fv_options_clear (type->options, layer);
  fv_options_clear (type->options, again);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_auto (GStrv) words = NULL;

  try_texts (text);
  try_rules (text);
  try_axes (text);
  words = g_strsplit (text, " ", -1);
  for (guint i = 0; fv_layer_type_nth (i) != NULL; i++)
    try_words (fv_layer_type_nth (i), words);
  return 0;
}
