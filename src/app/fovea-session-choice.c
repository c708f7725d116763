/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"
#include "fv-digits-type.h"
#include "fv-draft.h"
#include "fv-evaluation.h"
#include "fv-plane.h"

#include <glib/gi18n.h>
#include <string.h>

/* Which data go with which network. */

#define OTHER " other"

static const struct
{
  const char *name;
  const char *title;
} digits[] = {
  { FOVEA_DATA_DIGITS, N_ ("digits") },
  { FOVEA_DATA_OTHERS, N_ ("digits and what is none") },
};

/**
 * fovea_data_nth:
 *
 * Returns: the name of the nth data set one can choose, or %NULL past the end
 */
const char *
fovea_data_nth (guint nth)
{
  if (nth < G_N_ELEMENTS (digits))
    return digits[nth].name;
  nth -= G_N_ELEMENTS (digits);
  return fv_plane_nth (nth) != NULL ? fv_plane_nth (nth)->name : NULL;
}

/* Translated. */
const char *
fovea_data_title (const char *name)
{
  const FvPlaneSet *set = fv_plane_from_name (name);

  for (guint i = 0; set == NULL && i < G_N_ELEMENTS (digits); i++)
    if (g_strcmp0 (name, digits[i].name) == 0)
      return _ (digits[i].title);
  return set != NULL ? _ (set->title) : _ (digits[0].title);
}

/* The preset that learns it, or the text form of a network that does. */
const char *
fovea_data_preset (const char *name)
{
  const FvPlaneSet *set = fv_plane_from_name (name);

  g_autofree char *with_other = g_strconcat (fv_preset_nth (0)->text, OTHER, NULL);

  if (set != NULL)
    return set->net;
  return g_strcmp0 (name, FOVEA_DATA_OTHERS) == 0 ? g_intern_string (with_other) : "lenet";
}

/* The network there is, with the class “other” or without it; NULL if that is not all that is missing. */
static FvNetwork *
turn_other (FvNetwork *network)
{
  const char *text = fv_network_text (network);
  g_autofree char *turned = NULL;

  if (g_str_has_suffix (text, OTHER))
    turned = g_strndup (text, strlen (text) - strlen (OTHER));
  else
    turned = g_strconcat (text, OTHER, NULL);
  return fv_network_new (turned, NULL);
}

static gboolean
is_net_of (const char *preset, FvNetwork *network)
{
  g_autoptr (FvNetwork) made = fv_network_new (preset, NULL);

  return made != NULL && g_str_equal (fv_network_text (made), fv_network_text (network));
}

/* The data a network is shown with when those at hand do not fit; NULL where none of ours do. */
const char *
fovea_data_for (FvNetwork *network)
{
  FvShape shape = fv_network_shape (network, 0);

  if (fv_shape_equal (shape, (FvShape){ 1, FV_DIGIT_SIDE, FV_DIGIT_SIDE }))
    return fv_network_loss (network)->has_other ? FOVEA_DATA_OTHERS : FOVEA_DATA_DIGITS;
  if (!fv_shape_equal (shape, (FvShape){ 1, 2, 1 }))
    return NULL;
  for (guint i = 0; fv_plane_nth (i) != NULL; i++)
    if (is_net_of (fv_plane_nth (i)->net, network))
      return fv_plane_nth (i)->name;
  return fv_plane_nth (0)->name;
}

const char *
fovea_session_get_data (FoveaSession *self)
{
  return self->data;
}

/* A session that waits for data goes on with its own past. */
static gboolean
begin (FoveaSession *self, FvParameters *parameters, FvDataset *train, FvDataset *test, GError **error)
{
  if (self->pending != NULL && parameters == self->parameters)
    return fovea_session_resume (self, self->pending, train, test, error);
  if (self->trainer != NULL && parameters == self->parameters)
    return fovea_session_change_data (self, train, test, error);
  return fovea_session_train_with (self, parameters, train, test, error);
}

/* Puts parameters and the sets in the place of what there was; nothing changes if they do not fit. */
gboolean
fovea_session_adopt (FoveaSession *self, FvParameters *parameters, FvDataset *train, FvDataset *test,
                     GError **error)
{
  FvDataset *old = self->test;

  if (!begin (self, parameters, train, test, error))
    return FALSE;
  fovea_session_cancel_job (self); /* digits that are still being made are no longer wanted */
  fovea_session_use_train (self, train);
  if (old != test)
    self->sample = 0;
  fovea_session_use_test (self, test);
  self->has_drawing = FALSE;
  fovea_session_retrace (self);
  return TRUE;
}

static gboolean
adopt_plane (FoveaSession *self, FvParameters *parameters, const char *name, GError **error)
{
  FvDatasetWanted how = fv_dataset_wanted (FV_PART_TRAIN);
  g_autoptr (FvDataset) train = NULL;
  g_autoptr (FvDataset) test = NULL;
  FvSource source;
  gboolean opened;

  fv_source_init (&source, name, NULL);
  opened = fv_source_open (&source, &how, &train, &test, error);
  fv_source_clear (&source);
  return opened && fovea_session_adopt (self, parameters, train, test, error);
}

/* Only what is shown stays: nothing is learned from. */
static void
wait_with (FoveaSession *self, FvParameters *parameters)
{
  fovea_session_put_away (self);
  g_clear_pointer (&self->snapshot, fv_snapshot_unref);
  g_clear_pointer (&self->train, fv_dataset_unref);
  fovea_session_use_test (self, NULL);
  self->sample = 0;
  self->has_drawing = FALSE;
  fovea_session_show_untrained (self, parameters);
}

/* Digits of another kind are made anew. */
static void
want_digits (FoveaSession *self, const char *name)
{
  if (g_strcmp0 (self->digits_name != NULL ? self->digits_name : FOVEA_DATA_DIGITS, name) == 0)
    return;
  self->digits_name = g_intern_string (name);
  fovea_session_cancel_job (self);
  g_clear_pointer (&self->digits[0], fv_dataset_unref);
  g_clear_pointer (&self->digits[1], fv_dataset_unref);
}

/* As at the start: the network waits for the digits. */
static void
wait_for_digits (FoveaSession *self, FvParameters *parameters)
{
  wait_with (self, parameters);
  fovea_session_generate (self);
}

/* Shows where record stopped until there are data that fit it: digits are made, others must be opened. */
void
fovea_session_wait_for_data (FoveaSession *self, FvRecord *record)
{
  FvParameters *parameters = fv_record_model (record)->parameters;
  FvNetwork *network = fv_parameters_network (parameters);
  const char *data = fovea_data_for (network);
  gboolean takes_digits = data != NULL && fv_digits_probe (data);

  if (self->train != NULL || !takes_digits)
    wait_with (self, parameters);
  else
    fovea_session_show_untrained (self, parameters);
  self->data = takes_digits ? data : NULL;
  if (takes_digits)
    want_digits (self, data);
  if (!takes_digits)
    fovea_session_cancel_job (self);
  else if (self->job == NULL)
    fovea_session_generate (self);
  g_clear_pointer (&self->pending, fv_record_unref);
  self->pending = fv_record_ref (record);
  fovea_session_changed (self, FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_DATA
                                   | FOVEA_CHANGE_SAMPLE);
}

static gboolean
adopt_digits (FoveaSession *self, FvParameters *parameters, const char *name, GError **error)
{
  want_digits (self, name);
  if (self->digits[0] != NULL && self->digits[1] != NULL)
    return fovea_session_adopt (self, parameters, self->digits[0], self->digits[1], error);
  wait_for_digits (self, parameters);
  return TRUE;
}

static gboolean
adopt (FoveaSession *self, FvParameters *parameters, const char *data, GError **error)
{
  if (fv_digits_probe (data))
    return adopt_digits (self, parameters, data, error);
  return adopt_plane (self, parameters, data, error);
}

/* Puts other parameters, perhaps of another network, before the same data. */
static gboolean
take_parameters (FoveaSession *self, FvParameters *parameters, GError **error)
{
  if (self->train == NULL)
    fovea_session_show_untrained (self, parameters);
  else if (!fovea_session_train_with (self, parameters, self->train, self->test, error))
    return FALSE;
  g_clear_pointer (&self->pending, fv_record_unref);
  g_settings_set_string (self->settings, "network", fv_network_text (self->network));
  fovea_session_changed (self, FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_SNAPSHOT);
  return TRUE;
}

/* The same before other data. */
static gboolean
take_data (FoveaSession *self, FvParameters *parameters, const char *data, GError **error)
{
  if (!adopt (self, parameters, data, error))
    return FALSE;
  g_clear_pointer (&self->pending, fv_record_unref);
  self->data = g_intern_string (data);
  g_settings_set_string (self->settings, "data", data);
  g_settings_set_string (self->settings, "network", fv_network_text (self->network));
  fovea_session_changed (self, FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE
                                   | FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_OPTIONS);
  return TRUE;
}

/**
 * fovea_session_choose:
 * @network: (nullable): %NULL keeps the one there is, with its weights
 * @data: (nullable): as fovea_data_nth() has it; %NULL keeps those there are
 *
 * Changes network and data in one step, for neither is of use without the other. Nothing changes if they do not fit.
 */
gboolean
fovea_session_choose (FoveaSession *self, FvNetwork *network, const char *data, GError **error)
{
  g_autoptr (FvParameters) parameters = NULL;

  if (data == NULL || g_strcmp0 (data, self->data) == 0)
    return network == NULL || fovea_session_set_network (self, network, error);
  parameters = network == NULL
                   ? fv_parameters_ref (self->parameters)
                   : fv_parameters_new_initialised (network, self->options.seed, self->options.initialiser);
  return take_data (self, parameters, data, error);
}

static gboolean
fits (FvNetwork *network, const char *data)
{
  g_autoptr (FvDataset) set = NULL;

  if (fv_digits_probe (data))
    return g_strcmp0 (fovea_data_for (network), data) == 0
           && fv_network_n_classes (network) == (g_str_equal (data, FOVEA_DATA_OTHERS) ? 11 : 10);
  set = fv_dataset_open (data, FV_PART_TEST, NULL);
  return set != NULL && fv_evaluation_fits (network, set, NULL);
}

/* NULL if the data there are fit the network, or none of ours do. */
static const char *
other_data_for (FoveaSession *self, FvNetwork *network)
{
  const char *data = fovea_data_for (network);
  gboolean keep = self->train != NULL ? fv_evaluation_fits (network, self->train, NULL)
                                      : g_strcmp0 (data, self->data) == 0;

  return keep ? NULL : data;
}

/**
 * fovea_session_choose_network:
 *
 * Changes the data too where those there are do not fit it.
 */
gboolean
fovea_session_choose_network (FoveaSession *self, FvNetwork *network, GError **error)
{
  return fovea_session_choose (self, network, other_data_for (self, network), error);
}

/**
 * fovea_session_change_network:
 * @kept: (out) (optional): how many layers keep what they learned
 *
 * The same, but training goes on from what the layers have learned that are in both networks.
 */
gboolean
fovea_session_change_network (FoveaSession *self, FvNetwork *network, guint *kept, GError **error)
{
  g_autoptr (FvParameters) parameters
      = fv_parameters_carry (self->parameters, network, self->options.seed, kept);
  const char *data = other_data_for (self, network);
  const FvFrozen *frozen = self->options.frozen;
  gboolean changed;

  self->carries_frozen = TRUE;
  self->options.frozen = fv_frozen_carry (frozen, self->network, network);
  changed = data == NULL || g_strcmp0 (data, self->data) == 0 ? take_parameters (self, parameters, error)
                                                              : take_data (self, parameters, data, error);
  self->carries_frozen = FALSE;
  if (!changed)
    self->options.frozen = frozen;
  return changed;
}

/* As like the one there is as can be. */
static FvNetwork *
network_for (FoveaSession *self, const char *data)
{
  FvNetwork *turned = fv_digits_probe (data) ? turn_other (self->network) : NULL;

  if (turned != NULL && fits (turned, data))
    return turned;
  g_clear_pointer (&turned, fv_network_unref);
  return fv_network_new (fovea_data_preset (data), NULL);
}

/**
 * fovea_session_choose_data:
 * @name: as fovea_data_nth() has it
 *
 * Changes the network too where the one there is does not fit them.
 */
gboolean
fovea_session_choose_data (FoveaSession *self, const char *name, GError **error)
{
  g_autoptr (FvNetwork) network = NULL;

  if (!fits (self->network, name))
    network = network_for (self, name);
  return fovea_session_choose (self, network, name, error);
}

/* The data of last time if they fit the network, else some that do; digits are made later. */
void
fovea_session_take_up_data (FoveaSession *self)
{
  g_autofree char *wanted = g_settings_get_string (self->settings, "data");
  const char *fitting = fovea_data_for (self->network);

  self->data = fitting != NULL && fv_digits_probe (fitting) ? fitting : FOVEA_DATA_DIGITS;
  want_digits (self, self->data);
  if (fitting == NULL || fv_digits_probe (fitting))
    return;
  if (fv_plane_from_name (wanted) != NULL)
    fitting = fv_plane_from_name (wanted)->name;
  if (adopt_plane (self, self->parameters, fitting, NULL))
    self->data = fitting;
}
