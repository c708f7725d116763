/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-training.h"

G_BEGIN_DECLS

/* What the class is called that a network implies (MATH §2). */
#define FV_MODEL_OTHER_CLASS "other"

/* A network with its weights, and what is needed to go on training: what a model file holds. Safetensors layout:
 * N.weight, N.bias (N = the layer's place, the input being 0), N.weight.momentum …, and __metadata__["fovea"], a
 * JSON object: net, range, classes, curve [[batch, epoch, train loss, train accuracy, test loss, test accuracy] …],
 * training {optimizer, rate, momentum, decay, schedule, init, batch_size, seed, batch, since, epoch, position, data,
 * source {data, test, samples, seed, distortion, test_share, split_seed}, mark, tally, stride, gathered}. A plain struct owned by whoever made it. */
struct _FvModel
{
  FvParameters *parameters; /* owned reference; carries the network */
  char **classes;           /* NULL-terminated, n_classes names */
  FvCurve *curve;
  FvTrainingOptions options;
  /* [n_parameters] each, NULL where the optimiser keeps none or nothing was saved */
  float *slots[FV_OPTIMIZER_MAX_SLOTS];
  guint64 batch;
  guint64 since;    /* batches done when the optimiser began with nothing kept */
  guint64 epoch;    /* of the sampler */
  guint32 position; /* of the sampler */
  FvTally tally;    /* what the next point of the curve will be made of */
  char *data;       /* in words, what it was trained on; may be NULL */
  FvSource source;  /* where to find that again; owned */
  guint64 mark;     /* fv_source_mark() of it; 0: not known */
};

FvModel *fv_model_new (FvParameters *parameters);
void fv_model_free (FvModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvModel, fv_model_free)

/* By fv_save_bytes(): an older file survives a full disk. */
gboolean fv_model_save (const FvModel *self, const char *path, GError **error);
/* Without what the optimiser keeps: that is as large as the weights, or twice as large, and only training needs it. */
gboolean fv_model_save_weights (const FvModel *self, const char *path, GError **error);
/* One sentence names the file, what was found and what was wanted; nothing is allocated on the file's word. */
FvModel *fv_model_load (const char *path, GError **error);
GBytes *fv_model_to_bytes (const FvModel *self);
FvModel *fv_model_from_bytes (GBytes *bytes, const char *name, GError **error);

G_END_DECLS
