/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-edit.h"
#include "fovea-session-private.h"
#include "fv-silence.h"

#include <string.h>

/* Weights changed by hand. What is shown changes at once; the trainer follows between two batches, and until it says so
 * what it posts is of before: there the change is put in again. */

static void
show (FoveaSession *self, gsize start, gsize count, const float *values)
{
  FvParameters *changed = fv_parameters_copy (self->parameters);

  memcpy (fv_parameters_edit (changed) + start, values, count * sizeof *values);
  fv_parameters_unref (self->parameters);
  self->parameters = changed;
}

static void
remember (FoveaSession *self, gsize start, gsize count, const float *values, gboolean given)
{
  FoveaEdit *edit = &self->edit;

  if (edit->values == NULL || edit->start != start || edit->count != count)
    {
      g_free (edit->values);
      *edit = (FoveaEdit){ .start = start, .count = count, .values = g_new (float, MAX (count, 1)) };
    }
  memcpy (edit->values, values, count * sizeof *values);
  edit->given = given;
}

void
fovea_session_forget_edit (FoveaSession *self)
{
  g_free (self->edit.values);
  self->edit = (FoveaEdit){ 0 };
}

/* After a snapshot was taken: what it does not know yet is put in again. */
void
fovea_session_keep_edit (FoveaSession *self)
{
  FoveaEdit *edit = &self->edit;

  if (edit->values == NULL || self->trainer == NULL)
    return;
  if (edit->given && fv_trainer_has_followed (self->trainer, self->snapshot))
    fovea_session_forget_edit (self);
  else if (edit->start + edit->count <= fv_network_n_parameters (self->network))
    show (self, edit->start, edit->count, edit->values);
}

void
fovea_session_drop_try (FoveaSession *self)
{
  if (!self->edit.given)
    fovea_session_forget_edit (self);
}

static gboolean
is_inside (FoveaSession *self, gsize start, gsize count)
{
  gsize all = fv_network_n_parameters (self->network);

  return self->parameters != NULL && count > 0 && start <= all && count <= all - start;
}

/**
 * fovea_session_try_values:
 * @start: of the network's parameters
 * @values: (array length=count): what they are to be
 *
 * Shows what they would do, while a hand is still changing them; [method@FoveaSession.set_values] takes it over.
 */
void
fovea_session_try_values (FoveaSession *self, gsize start, gsize count, const float *values)
{
  g_return_if_fail (is_inside (self, start, count));

  show (self, start, count, values);
  remember (self, start, count, values, FALSE);
  fovea_session_retrace (self);
  fovea_session_changed (self, FOVEA_CHANGE_SNAPSHOT);
}

/**
 * fovea_session_set_values:
 * @start: of the network's parameters
 * @values: (array length=count): what they are to be
 *
 * Changes weights or biases. While something trains, training goes on from them.
 */
void
fovea_session_set_values (FoveaSession *self, gsize start, gsize count, const float *values)
{
  g_return_if_fail (is_inside (self, start, count));

  fovea_session_remember_values (self, start, count);
  show (self, start, count, values);
  if (self->trainer != NULL)
    {
      fv_trainer_edit (self->trainer, start, count, values);
      remember (self, start, count, values, TRUE);
    }
  fovea_session_retrace (self);
  fovea_session_changed (self, FOVEA_CHANGE_SNAPSHOT);
}

/**
 * fovea_session_zero_unit:
 * @layer: its place; one with weights
 *
 * Sets all weights of a unit, and its bias, to 0.
 */
void
fovea_session_zero_unit (FoveaSession *self, guint layer, guint unit)
{
  const FvLayer *of = fv_network_layer (self->network, layer);
  gsize each = of->n_weights / of->output.maps;
  g_autofree float *zeros = g_new0 (float, MAX (each, 1));

  fovea_undo_begin_group (self->undo);
  if (each > 0)
    fovea_session_set_values (self, fv_network_weight_offset (self->network, layer) + unit * each, each,
                              zeros);
  if (of->n_biases == of->output.maps)
    fovea_session_set_values (self, fv_network_bias_offset (self->network, layer) + unit, 1, zeros);
  fovea_undo_end_group (self->undo);
}

/**
 * fovea_session_can_silence:
 * @layer: its place
 *
 * Returns: whether something above reads its units one by one
 */
gboolean
fovea_session_can_silence (FoveaSession *self, guint layer)
{
  return fv_silence_reader (self->network, layer) > 0;
}

/**
 * fovea_session_silence_unit:
 * @layer: its place; one that [method@FoveaSession.can_silence]
 *
 * All that reads the unit is as if its output were 0: the weights with which it is read are.
 */
void
fovea_session_silence_unit (FoveaSession *self, guint layer, guint unit)
{
  guint reader = fv_silence_reader (self->network, layer);
  gsize count;
  g_autofree float *weights = NULL;

  g_return_if_fail (reader > 0 && self->parameters != NULL);

  count = fv_network_layer (self->network, reader)->n_weights;
  weights = g_memdup2 (fv_parameters_weights (self->parameters, reader), count * sizeof *weights);
  fv_silence_weights (self->network, layer, unit, weights);
  fovea_session_set_values (self, fv_network_weight_offset (self->network, reader), count, weights);
}

/**
 * fovea_session_choose_weight:
 * @row: of the kernel at the cursor, as stored
 *
 * Which of its weights, or its unit's bias, is edited.
 */
void
fovea_session_choose_weight (FoveaSession *self, guint row, guint col, gboolean on_bias)
{
  FvKernelsLook *look = &self->kernels;

  if (look->row == row && look->col == col && look->on_bias == on_bias)
    return;
  look->row = row;
  look->col = col;
  look->on_bias = on_bias;
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}
