/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Which input maps a unit of a convolution reads. Written "lenet5" (the table of LeNet-5's C3, 16 units of 6 maps;
 * LeCun et al. 1998, table I) or unit by unit: "0,1,2/1,2,3/…", maps counted from 0.
 * Returns is_connected [units][inputs] of 0 or 1, to be freed with g_free(); NULL with FV_ERROR_NETWORK. */
guint8 *fv_connections_parse (const char *text, guint units, guint inputs, GError **error);

G_END_DECLS
