/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-json.h"
#include "fv-model.h"
#include "fv-safetensors.h"

G_BEGIN_DECLS

/* Reads what stands beside the tensors: range, classes, curve, training. self has its network already. name: what
 * error sentences call the file; FV_ERROR_FILE. */
gboolean fv_model_read_metadata (FvModel *self, const FvJson *json, const char *name, GError **error);

/* optimizer, rate, momentum, decay, schedule, init, batch_size, seed: the members of an object, without its brackets. */
void fv_model_append_options (const FvTrainingOptions *options, GString *out);
/* Reads them back; n_threads stays as it is. */
gboolean fv_model_read_options (FvTrainingOptions *options, const FvNetwork *network, const FvJson *json,
                                const char *name, GError **error);

/* ,"source":{…}, or nothing where that cannot be said, and the value of that member read back: FALSE if it cannot be. */
void fv_model_append_source (const FvSource *source, GString *out);
gboolean fv_model_read_source (FvSource *source, const FvJson *json);

/* A file that holds a model and more: metadata and tensors of it are added to file, whose tensors borrow from self … */
void fv_model_add_to (const FvModel *self, FvSafetensors *file);
/* … and read back. What begins with FV_MODEL_HISTORY is left alone. */
FvModel *fv_model_read_from (const FvSafetensors *file, const char *name, GError **error);
#define FV_MODEL_HISTORY "history."
/* A regular file of at most the cap; NULL with an error. New reference. */
GBytes *fv_model_read_file (const char *path, GError **error);

G_END_DECLS
