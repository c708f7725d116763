/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-pass.h"
#include "fv-trace.h"

G_BEGIN_DECLS

/* The pass that was run, for those who go on from it; borrowed, never changed. */
const FvPass *fv_trace_pass (const FvTrace *self);

G_END_DECLS
