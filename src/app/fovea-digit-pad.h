/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_DIGIT_PAD (fovea_digit_pad_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDigitPad, fovea_digit_pad, FOVEA, DIGIT_PAD, GtkWidget)

void fovea_digit_pad_set_session (FoveaDigitPad *self, FoveaSession *session);

G_END_DECLS
