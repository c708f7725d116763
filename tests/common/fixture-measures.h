/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* The value below which a share of the values lie, 0.5 being the median. Sorts values, doubles of which there is at
 * least one. */
double fixture_quantile (GArray *values, double share);
/* What of this program lies in memory, in KiB. */
guint64 fixture_resident_kib (void);
