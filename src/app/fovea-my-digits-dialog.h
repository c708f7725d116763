/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

#include "fv-strokes.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_MY_DIGITS_DIALOG (fovea_my_digits_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FoveaMyDigitsDialog, fovea_my_digits_dialog, FOVEA, MY_DIGITS_DIALOG, AdwWindow)

/* The drawings that were named: looked through, thrown away and brought back, exported, trained on, tested with. */
GtkWidget *fovea_my_digits_dialog_new (GtkWindow *parent);

G_END_DECLS
