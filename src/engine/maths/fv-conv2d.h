/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Two-dimensional convolution in the article's words: true convolution, the kernel rotated.
 *
 *   valid: y[i,j] = Σu Σv k[u,v] · x[i+p−1−u, j+q−1−v]     y is [m−p+1][n−q+1], m ≥ p, n ≥ q
 *   full:  the same sum over x in a frame of p−1, q−1 zeros  y is [m+p−1][n+q−1]
 *
 * Every y[i,j] is summed from 0 in the raster order of the kernel, so the sum can be shown term by term and closes
 * to the bit. Pointers must not overlap. Pure; any thread. */

/* y [m−p+1][n−q+1] is overwritten; x [m][n], k [p][q]. */
void fv_conv2d_valid (const double *x, guint m, guint n, const double *k, guint p, guint q, double *y);
/* out [m+2(p−1)][n+2(q−1)]: x in the frame of zeros a kernel [p][q] needs; full is valid over it. */
void fv_conv2d_frame (const double *x, guint m, guint n, guint p, guint q, double *out);
/* y [m+p−1][n+q−1] is overwritten; x [m][n], k [p][q]. Frames x first: who convolves one x with many kernels frames
 * it once and calls valid. */
void fv_conv2d_full (const double *x, guint m, guint n, const double *k, guint p, guint q, double *y);
/* out[u,v] = k[p−1−u, q−1−v]; out and k are [p][q] and differ. */
void fv_rot180 (const double *k, guint p, guint q, double *out);
/* out[i] += x[i], i < count. */
void fv_add (const double *restrict x, gsize count, double *restrict out);

G_END_DECLS
