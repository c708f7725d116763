/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* A number as people write it: digits with at most a point, a sign and an exponent; none of strtod's "nan", "0x1p3" or
 * leading blanks, and nothing behind it. FALSE, and *out as it was, if text is none or lies outside [minimum, maximum]. */
gboolean fv_decimal_parse (const char *text, double minimum, double maximum, double *out);

G_END_DECLS
