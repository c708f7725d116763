/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-random.h"

G_BEGIN_DECLS

/* In which order the samples come: a new shuffle every epoch, made from seed and epoch alone, so a sampler can be
 * put at any batch. An epoch's last batch may be smaller. Owned by one thread. */
typedef struct _FvSampler FvSampler;

FvSampler *fv_sampler_new (guint64 seed, guint32 count);
void fv_sampler_free (FvSampler *self);
/* The next batch: returns how many (1…batch_size; fewer at the end of an epoch) and sets *indices, valid until the
 * next call. */
guint fv_sampler_next (FvSampler *self, guint batch_size, const guint32 **indices);
guint64 fv_sampler_epoch (const FvSampler *self);    /* whole epochs done */
guint32 fv_sampler_position (const FvSampler *self); /* samples of this epoch done */
void fv_sampler_seek (FvSampler *self, guint64 epoch, guint32 position);

G_END_DECLS
