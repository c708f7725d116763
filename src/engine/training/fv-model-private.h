/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-json.h"
#include "fv-model.h"

G_BEGIN_DECLS

/* Reads what stands beside the tensors: range, classes, curve, training. self has its network already. name: what
 * error sentences call the file; FV_ERROR_FILE. */
gboolean fv_model_read_metadata (FvModel *self, const FvJson *json, const char *name, GError **error);

G_END_DECLS
