/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"

G_BEGIN_DECLS

/* Samples as they come out of a file whose number is not known beforehand: memory follows what really came. A value
 * of its owner, begun as { .size = bytes of a sample }. */
typedef struct
{
  gsize size;
  guint count;
  gsize room;     /* samples there is memory for */
  guint8 *pixels; /* [room][size] */
  guint8 *labels; /* [room] */
} FvSamples;

/* What all samples together may take. */
#define FV_SAMPLES_MAX_BYTES (G_GUINT64_CONSTANT (1) << 31)

/* Room for one more, [size], which counts when fv_samples_took() is called; NULL if there is no memory for it or it
 * would be beyond FV_SAMPLES_MAX_BYTES. */
guint8 *fv_samples_next (FvSamples *self);
void fv_samples_took (FvSamples *self, guint8 label);
void fv_samples_clear (FvSamples *self);
/* The set of all that came; self is left empty. */
FvDataset *fv_samples_end (FvSamples *self, const char *name, FvShape shape, const char *const *class_names);

G_END_DECLS
