/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-session.h"
#include "fv-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOVEA_TYPE_ARCHITECTURE_EDITOR (fovea_architecture_editor_get_type ())
G_DECLARE_FINAL_TYPE (FoveaArchitectureEditor, fovea_architecture_editor, FOVEA, ARCHITECTURE_EDITOR,
                      AdwWindow)

GtkWidget *fovea_architecture_editor_new (GtkWindow *parent, FoveaSession *session);
/* As it is being edited; borrowed. */
const FvDraft *fovea_architecture_editor_get_draft (FoveaArchitectureEditor *self);

G_END_DECLS
