/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_KERNELS_EDITOR (fovea_kernels_editor_get_type ())
G_DECLARE_FINAL_TYPE (FoveaKernelsEditor, fovea_kernels_editor, FOVEA, KERNELS_EDITOR, GtkWidget)

void fovea_kernels_editor_set_session (FoveaKernelsEditor *self, FoveaSession *session);
/* Opens an entry at the chosen weight, holding text; NULL: its value. */
void fovea_kernels_editor_open (FoveaKernelsEditor *self, const char *text);
/* Sets all weights of the kernel at the cursor: the name of a recipe, or "start". */
void fovea_kernels_editor_set_to (FoveaKernelsEditor *self, const char *recipe, double angle);

G_END_DECLS
