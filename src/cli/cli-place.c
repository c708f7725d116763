/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-place.h"

#include <glib/gi18n-lib.h>

#include "cli-options.h"
#include "fv-error.h"

static const struct
{
  const char *name;
  FvQuantity quantity;
} phases[] = {
  { "output", FV_QUANTITY_OUTPUT }, { "delta", FV_QUANTITY_DELTA }, { "gradient", FV_QUANTITY_GRADIENT },
  { "update", FV_QUANTITY_UPDATE }, { "share", FV_QUANTITY_SHARE }, { "loss", FV_QUANTITY_LOSS },
};

const char *
cli_phase_name (guint i)
{
  return i < G_N_ELEMENTS (phases) ? phases[i].name : NULL;
}

static gboolean
read_share (const FvNetwork *network, const char *at, FvPlace *out, GError **error)
{
  out->quantity = FV_QUANTITY_SHARE;
  if (fv_place_exists (network, *out))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("found “%s” with --phase share, wanted a unit of the output layer, and that a softmax"),
               at);
  return FALSE;
}

gboolean
cli_read_place (const FvNetwork *network, const char *phase, const char *at, FvPlace *out, GError **error)
{
  guint choice = 0;
  FvQuantity quantity;

  if (!cli_read_choice ("--phase", phase, cli_phase_name, &choice, error))
    return FALSE;
  quantity = phases[choice].quantity;
  *out = (FvPlace){ .quantity = quantity, .layer = fv_network_depth (network) };
  if (quantity == FV_QUANTITY_LOSS)
    return TRUE;
  if (fv_place_parse (network, quantity == FV_QUANTITY_SHARE ? FV_QUANTITY_OUTPUT : quantity, at, out, error)
      && (quantity != FV_QUANTITY_SHARE || read_share (network, at, out, error)))
    return TRUE;
  g_prefix_error (error, "--at: ");
  return FALSE;
}

const char *
cli_rule_name (guint i)
{
  return fv_rule_nth (i) != NULL ? fv_rule_nth (i)->name : NULL;
}
