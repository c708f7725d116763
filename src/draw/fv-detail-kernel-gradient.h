/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-detail.h"

G_BEGIN_DECLS

/* The article's figure 3: the window of X that one θ meets, ∘ Δ, added up; all θ of the kernel so; and the same as one
 * convolution, rot180 (X ∗ rot180 Δ). */
void fv_detail_kernel_gradient (FvDetail *detail);

G_END_DECLS
