/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-experiment-axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-decimal.h"
#include "fv-error.h"
#include "fv-json.h"

/* --- What can differ --- */

static const char *
optimizer_name (guint nth)
{
  return fv_optimizer_nth (nth) != NULL ? fv_optimizer_nth (nth)->name : NULL;
}

static const char *
optimizer_title (guint nth)
{
  return fv_optimizer_nth (nth) != NULL ? fv_optimizer_nth (nth)->title : NULL;
}

static double
get_optimizer (const FvSetting *setting)
{
  guint nth = 0;

  while (fv_optimizer_nth (nth) != NULL && fv_optimizer_nth (nth) != setting->options.optimizer)
    nth++;
  return nth;
}

/* Another one brings the rate that suits it; an axis of rates comes after this one and may say otherwise. */
static void
set_optimizer (FvSetting *setting, double value)
{
  const FvOptimizer *optimizer = fv_optimizer_nth ((guint)value);

  if (setting->options.optimizer != optimizer)
    setting->options.hyper.rate = optimizer->rate;
  setting->options.optimizer = optimizer;
}

static double
get_rate (const FvSetting *setting)
{
  return setting->options.hyper.rate;
}

static void
set_rate (FvSetting *setting, double value)
{
  setting->options.hyper.rate = value;
}

/* Plain descent keeps nothing that a momentum could be of. */
static double
get_momentum (const FvSetting *setting)
{
  return setting->options.optimizer->n_slots > 0 ? setting->options.hyper.momentum : NAN;
}

static void
set_momentum (FvSetting *setting, double value)
{
  setting->options.hyper.momentum = value;
}

static double
get_batch (const FvSetting *setting)
{
  return setting->options.batch_size;
}

static void
set_batch (FvSetting *setting, double value)
{
  setting->options.batch_size = (guint)value;
}

static double
get_decay (const FvSetting *setting)
{
  return setting->options.hyper.decay;
}

static void
set_decay (FvSetting *setting, double value)
{
  setting->options.hyper.decay = value;
}

/* Those a hidden layer can learn with. */
static const FvActivation *
hidden_activation (guint nth)
{
  for (guint i = 0; fv_activation_nth (i) != NULL; i++)
    if (!fv_activation_nth (i)->whole && !fv_activation_nth (i)->flat && nth-- == 0)
      return fv_activation_nth (i);
  return NULL;
}

static const char *
activation_name (guint nth)
{
  return hidden_activation (nth) != NULL ? hidden_activation (nth)->name : NULL;
}

static const char *
activation_title (guint nth)
{
  return hidden_activation (nth) != NULL ? hidden_activation (nth)->title : NULL;
}

static double
get_activation (const FvSetting *setting)
{
  for (guint i = 0; hidden_activation (i) != NULL; i++)
    if (hidden_activation (i) == setting->activation)
      return i;
  return NAN;
}

static void
set_activation (FvSetting *setting, double value)
{
  setting->activation = hidden_activation ((guint)value);
}

static const FvExperimentAxis axes[] = {
  { .name = "optimizer",
    .plural = "optimizers",
    .title = N_ ("Optimiser"),
    .choice = optimizer_name,
    .choice_title = optimizer_title,
    .usual = "sgd, momentum, adam",
    .get = get_optimizer,
    .set = set_optimizer },
  { .name = "rate",
    .plural = "rates",
    .title = N_ ("Rate"),
    .noun = N_ ("rate"),
    .maximum = 1000,
    .usual = "0.1, 0.03, 0.01",
    .get = get_rate,
    .set = set_rate },
  { .name = "activation",
    .plural = "activations",
    .title = N_ ("Activation"),
    .choice = activation_name,
    .choice_title = activation_title,
    .usual = "sigmoid, tanh, relu",
    .get = get_activation,
    .set = set_activation },
  { .name = "momentum",
    .plural = "momenta",
    .title = N_ ("Momentum"),
    .noun = N_ ("momentum"),
    .maximum = 0.9999,
    .usual = "0, 0.5, 0.9",
    .get = get_momentum,
    .set = set_momentum },
  { .name = "batch",
    .plural = "batch-sizes",
    .title = N_ ("Batch"),
    .noun = N_ ("batch"),
    .minimum = 1,
    .maximum = 65536,
    .whole = TRUE,
    .usual = "8, 32, 128",
    .get = get_batch,
    .set = set_batch },
  { .name = "decay",
    .plural = "decays",
    .title = N_ ("Decay"),
    .noun = N_ ("decay"),
    .maximum = 1000,
    .usual = "0, 0.0001, 0.001",
    .get = get_decay,
    .set = set_decay },
};
G_STATIC_ASSERT (G_N_ELEMENTS (axes) <= FV_EXPERIMENT_MAX_AXES);

const FvExperimentAxis *
fv_experiment_axis_nth (guint nth)
{
  return nth < G_N_ELEMENTS (axes) ? &axes[nth] : NULL;
}

/* --- Typed values --- */

static gboolean
refuse_number (const FvExperimentAxis *self, const char *word, GError **error)
{
  char low[G_ASCII_DTOSTR_BUF_SIZE];
  char high[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (low, sizeof low, "%g", self->minimum);
  g_ascii_formatd (high, sizeof high, "%g", self->maximum);
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               self->whole ? _ ("found “%s”, wanted whole numbers from %s to %s, with commas between them")
                           : _ ("found “%s”, wanted numbers from %s to %s, with commas between them"),
               word, low, high);
  return FALSE;
}

static gboolean
parse_number (const FvExperimentAxis *self, const char *word, double *out, GError **error)
{
  double value;

  if (!fv_decimal_parse (word, self->minimum, self->maximum, &value)
      || (self->whole && value != floor (value)))
    return refuse_number (self, word, error);
  *out = value;
  return TRUE;
}

static gboolean
parse_choice (const FvExperimentAxis *self, const char *word, double *out, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; self->choice (i) != NULL; i++)
    {
      if (g_ascii_strcasecmp (self->choice (i), word) == 0)
        {
          *out = i;
          return TRUE;
        }
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", self->choice (i));
    }
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("found “%s”, wanted some of: %s"), word, known->str);
  return FALSE;
}

static gboolean
add_value (FvAxisValues *values, double value, GError **error)
{
  for (guint i = 0; i < values->n; i++)
    if (values->values[i] == value)
      return TRUE;
  if (values->n == FV_EXPERIMENT_MAX_VALUES)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("found more than %u values, wanted fewer"),
                   FV_EXPERIMENT_MAX_VALUES);
      return FALSE;
    }
  values->values[values->n++] = value;
  return TRUE;
}

/* Commas of East Asian scripts become plain ones. */
static char *
with_plain_commas (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      g_string_append_unichar (out, letter == 0xff0c || letter == 0x3001 || letter == 0xff1b ? ',' : letter);
    }
  return g_string_free (out, FALSE);
}

gboolean
fv_experiment_axis_parse (const FvExperimentAxis *self, const char *text, FvAxisValues *out, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *plain = with_plain_commas (valid);
  g_auto (GStrv) words = g_strsplit_set (plain, ",; \t\r\n", -1);
  FvAxisValues found = { 0 };

  for (guint i = 0; words[i] != NULL; i++)
    {
      double value;

      if (*words[i] == '\0')
        continue;
      if (!(self->choice != NULL ? parse_choice : parse_number) (self, words[i], &value, error)
          || !add_value (&found, value, error))
        return FALSE;
    }
  *out = found;
  return TRUE;
}

char *
fv_experiment_axis_to_text (const FvExperimentAxis *self, const FvAxisValues *values)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < values->n; i++)
    {
      g_autofree char *value = fv_experiment_axis_value (self, values->values[i]);

      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", value);
    }
  return g_string_free (out, FALSE);
}

/* --- Shown values --- */

char *
fv_experiment_axis_value (const FvExperimentAxis *self, double value)
{
  GString *out;

  if (isnan (value))
    return g_strdup ("");
  if (self->choice != NULL)
    return g_strdup (self->choice ((guint)value));
  out = g_string_new (NULL);
  fv_json_append_number (out, value);
  return g_string_free (out, FALSE);
}

char *
fv_experiment_axis_words (const FvExperimentAxis *self, double value)
{
  g_autofree char *text = fv_experiment_axis_cell (self, value);

  if (self->noun == NULL)
    return g_steal_pointer (&text);
  /* Translators: what a number is of, and the number: "rate 0.03" */
  return g_strdup_printf (_ ("%s %s"), _ (self->noun), text);
}

char *
fv_experiment_axis_cell (const FvExperimentAxis *self, double value)
{
  if (isnan (value))
    return g_strdup ("–");
  if (self->choice != NULL)
    return g_strdup (_ (self->choice_title ((guint)value)));
  return fv_experiment_axis_value (self, value);
}
