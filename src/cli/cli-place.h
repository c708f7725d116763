/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-place.h"

G_BEGIN_DECLS

/* Reads --phase (NULL: output) and --at: the number looked at. FV_ERROR_VALUE; at may be NULL for the loss alone. */
gboolean
cli_read_place (const FvNetwork *network, const char *phase, const char *at, FvPlace *out, GError **error);
/* "output", "delta" …; NULL past the end. */
const char *cli_phase_name (guint i);

/* "copy-to-all" …, for --as-printed; NULL past the end. */
const char *cli_rule_name (guint i);

G_END_DECLS
