/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-detail.h"

G_BEGIN_DECLS

/* The logits, their exponentials and the shares these have of their sum, a line a class; that of unit (n_units: “other”) in the fraction.
 * A line goes to its logit. */
void fv_detail_softmax (FvDetail *detail, FvRect area, guint unit);

G_END_DECLS
