/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* exp, log, tanh, sin, cos of our own, because libm's differ between processors and versions and a stored result
 * must not. Plain IEEE double arithmetic without contraction: the same bits everywhere. Within 2 ulp of the true
 * value on the ranges named; NaN in gives NaN out, infinities as the functions have them. sqrt, floor and fabs
 * are exact in IEEE and are taken from libm. */
double fv_exp (double x);   /* 0 below −745.2, +inf above 709.8 */
double fv_log (double x);   /* −inf at 0, NaN below */
double fv_log1p (double x); /* log(1+x), exact near 0 */
double fv_tanh (double x);
/* out[count] = fv_tanh (x[count]), to the bit, several at a time; out may be x. */
void fv_tanh_all (const double *x, gsize count, double *out);
double fv_sigmoid (double x); /* 1/(1+e^−x), no overflow at either end */
double fv_sin (double x);     /* |x| ≤ 1e5, NaN beyond */
double fv_cos (double x);     /* |x| ≤ 1e5, NaN beyond */

G_END_DECLS
