/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Numbers as they are shown: a real minus, thin spaces between thousands, the decimal point everywhere. A value that
 * rounds to zero has no sign. NaN and infinities are words. All results are for g_free(). */

/* "−0.184"; plus: "+0.116" */
char *fv_number_fixed (double value, guint decimals, gboolean plus);
/* "30 840" with a thin space */
char *fv_number_count (guint64 value);
/* "6.6·10⁻³"; "0" for zero */
char *fv_number_power (double value);
/* "10⁻⁴" */
char *fv_number_decade (int exponent);
/* "81.6 %" */
char *fv_number_percent (double fraction, guint decimals);
/* As short as it stays telling: fixed with digits significant places between 0.001 and 9999, else a power. */
char *fv_number_short (double value, guint digits, gboolean plus);
/* "₁₂" */
char *fv_number_subscript (guint value);

G_END_DECLS
