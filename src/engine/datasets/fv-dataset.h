/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-shape.h"

G_BEGIN_DECLS

/* Pictures with their classes. Immutable and counted; any thread. */
typedef struct _FvDataset FvDataset;
typedef struct _FvSource FvSource;

/* pixels [count][maps][rows][cols], 0…255, ink or light = 255; labels [count] below the number of class names.
 * Takes both arrays (g_free). name: shown to people ("generated digits, mild"). Returns a new reference. */
FvDataset *fv_dataset_new_take (const char *name, FvShape shape, guint count, guint8 *pixels, guint8 *labels,
                                const char *const *class_names);
FvDataset *fv_dataset_ref (FvDataset *self);
void fv_dataset_unref (FvDataset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvDataset, fv_dataset_unref)

const char *fv_dataset_name (const FvDataset *self);
FvShape fv_dataset_shape (const FvDataset *self);
guint fv_dataset_count (const FvDataset *self);
guint fv_dataset_n_classes (const FvDataset *self);
const char *fv_dataset_class_name (const FvDataset *self, guint class_index);
/* NULL-terminated, borrowed. */
const char *const *fv_dataset_class_names (const FvDataset *self);
/* [maps][rows][cols], borrowed. */
const guint8 *fv_dataset_pixels (const FvDataset *self, guint sample);
guint fv_dataset_label (const FvDataset *self, guint sample);

/* TRUE if the contents are, to the bit, those of a published set that was looked at: its name says which. */
gboolean fv_dataset_is_verified (const FvDataset *self);
/* Before the set is given to anyone else. */
void fv_dataset_set_verified (FvDataset *self);

/* Where it comes from; NULL: nobody said. Parts do not say. Borrowed. */
const FvSource *fv_dataset_source (const FvDataset *self);
/* Before the set is given to anyone else; copied. */
void fv_dataset_set_source (FvDataset *self, const FvSource *source);

/* counts: [classes], overwritten: how many samples each class has. */
void fv_dataset_count_classes (const FvDataset *self, guint *counts);
/* mean: [maps][rows][cols], overwritten: of all samples, or of those of one class (G_MAXUINT: all). FALSE, and
 * nothing written, if there are none. */
gboolean fv_dataset_mean (const FvDataset *self, guint class_index, double *mean);

/* A new set of the samples first … first + count − 1. It and self share their pixels, which stay until both are gone. */
FvDataset *fv_dataset_slice (FvDataset *self, guint first, guint count);
/* Splits off about fraction of the samples, chosen by seed, for testing: *train and *test are new references and
 * share the pixels of self. */
void fv_dataset_split (FvDataset *self, double fraction, guint64 seed, FvDataset **train, FvDataset **test);

G_END_DECLS
