/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* How many multiply-adds of floats this core can do, in GFLOP/s (a multiply-add counts 2): measured with numbers that
 * stay in registers, by the widest vectors the processor has. Takes about a tenth of a second. */
double cli_peak_gflops (void);

G_END_DECLS
