/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-session.h"

G_BEGIN_DECLS

/* Weights and biases changed by hand: count parameters of the network from start on. */
void fovea_session_try_values (FoveaSession *self, gsize start, gsize count, const float *values);
/* Ends trying; what was tried last stays in sight. */
void fovea_session_drop_try (FoveaSession *self);
void fovea_session_set_values (FoveaSession *self, gsize start, gsize count, const float *values);
/* Sets all weights and the bias of a unit to 0. */
void fovea_session_zero_unit (FoveaSession *self, guint layer, guint unit);
gboolean fovea_session_can_silence (FoveaSession *self, guint layer);
void fovea_session_silence_unit (FoveaSession *self, guint layer, guint unit);
void fovea_session_choose_weight (FoveaSession *self, guint row, guint col, gboolean on_bias);

G_END_DECLS
