/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-schedule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-elementary.h"
#include "fv-error.h"

/* A rate this many times divided by ten is 0 for every purpose. */
#define MOST_STEPS 300

static double
constant (double epochs)
{
  return 1.0;
}

/* epochs done over those of a step. */
static double
tenths (double steps)
{
  double factor = 1.0;

  for (guint i = 0; i < MOST_STEPS && steps >= i + 1.0; i++)
    factor /= 10.0;
  return factor;
}

static double
half_cosine (double part)
{
  return part < 1.0 ? (1.0 + fv_cos (G_PI * part)) / 2.0 : 0.0;
}

static const struct
{
  const char *name;
  const char *title;
  gboolean has_epochs;
  double (*factor) (double part); /* epochs done / epochs; for constant the epochs done */
} kinds[] = {
  [FV_SCHEDULE_CONSTANT] = { "constant", N_ ("Constant"), FALSE, constant },
  [FV_SCHEDULE_STEP] = { "step", N_ ("Steps"), TRUE, tenths },
  [FV_SCHEDULE_COSINE] = { "cosine", N_ ("Cosine"), TRUE, half_cosine },
};

const char *
fv_schedule_name (guint nth)
{
  return nth < G_N_ELEMENTS (kinds) ? kinds[nth].name : NULL;
}

const char *
fv_schedule_title (guint nth)
{
  return nth < G_N_ELEMENTS (kinds) ? kinds[nth].title : NULL;
}

double
fv_schedule_rate (FvSchedule self, double rate, guint64 done, guint64 per_epoch)
{
  double epochs = MAX (self.epochs, 1);

  return rate * kinds[self.kind].factor ((double)done / ((double)MAX (per_epoch, 1) * epochs));
}

static gboolean
parse_epochs (const char *text, guint *epochs)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, FV_SCHEDULE_MAX_EPOCHS, &value, NULL))
    return FALSE;
  *epochs = (guint)value;
  return TRUE;
}

gboolean
fv_schedule_parse (const char *text, FvSchedule *out, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize length = strlen (kinds[i].name);
      FvSchedule found = { i, 0 };

      if (strncmp (text, kinds[i].name, length) != 0)
        continue;
      if (kinds[i].has_epochs ? text[length] == '=' && parse_epochs (text + length + 1, &found.epochs)
                              : text[length] == '\0')
        {
          *out = found;
          return TRUE;
        }
    }
  g_set_error (
      error, FV_ERROR, FV_ERROR_VALUE,
      _ ("“%s” for the schedule of the rate; wanted constant, step=EPOCHS or cosine=EPOCHS with a whole "
         "number from 1 to %d"),
      text, FV_SCHEDULE_MAX_EPOCHS);
  return FALSE;
}

char *
fv_schedule_to_text (FvSchedule self)
{
  if (!kinds[self.kind].has_epochs)
    return g_strdup (kinds[self.kind].name);
  return g_strdup_printf ("%s=%u", kinds[self.kind].name, self.epochs);
}
